// What this file knows that no other does: how two texts stand side by side, with what differs
// marked by a line and not by colour alone.

import { el } from "./dom.js";

function cell(parts, tag) {
  if (!parts) return el("td", { class: "empty" });
  return el("td", {}, ...parts.map(([words, marked]) => (marked ? el(tag, {}, words) : words)));
}

/** A table of rows as the server gives them; `left` and `right` are the heads. */
export function beside(rows, left, right, caption) {
  return el("table", { class: "beside" },
    el("caption", { class: "unseen" }, caption),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, left), el("th", { scope: "col" }, right))),
    el("tbody", {}, ...rows.map(([mine, theirs]) =>
      el("tr", {}, cell(mine, "del"), cell(theirs, "ins")))));
}
