// What this file knows that no other does: how a page changes its house style while it is open:
// another group came, or somebody changed the file. The page itself came with the right one.

import { read } from "./net.js";

const AGAIN = 2_000;
let worn = null;

/** The page and the notebooks in it take this stylesheet; what somebody is doing there stays. */
export function wear(sheet) {
  if (worn !== null && worn !== sheet) for (const link of links()) link.href = sheet;
  worn = sheet;
}

function links() {
  const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument);
  return [document, ...frames].flatMap((page) => [...(page?.querySelectorAll('link[href^="/huisstijl.css"]') ?? [])]);
}

/** For a page that nobody tells anything: look now and then. */
export async function followStyle() {
  const files = document.visibilityState === "visible" ? await read("/api/files") : null;
  if (files) wear(files.style.sheet);
  setTimeout(followStyle, AGAIN);
}
