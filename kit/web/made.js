// What this file knows that no other does: how is told what was made: what, where, and the way to it.

import { el, icon, show } from "./dom.js";

/** Fill a box, show it and bring the keyboard there. */
export function made(box, title, lines, ...more) {
  box.replaceChildren(el("p", { class: "title" }, icon("check"), el("strong", {}, title)),
    ...lines.filter(Boolean).map((line) => el("p", {}, line)), ...more);
  show(box, true);
  box.focus();
}
