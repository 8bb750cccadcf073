// What this file knows that no other does: how a mistake in a file that somebody is changing is told
// on the pages of the facilitator. It never comes near the beamer.

import { $, el, show, watcher } from "./dom.js";

const MOST = 3;
const changed = watcher();

/** Draw the first lines of what is wrong now, or nothing. */
export function drawMistakes(lines) {
  if (!changed("lines", lines)) return;
  const rest = lines.length - MOST;
  const told = rest > 0 ? [...lines.slice(0, MOST), `En nog ${rest}.`] : lines;
  $("mistakes").replaceChildren(...told.map((line) => el("p", {}, line)));
  show($("mistakes"), told.length > 0);
}
