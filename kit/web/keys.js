// What this file knows that no other does: which key does what, and when keys keep quiet: while
// someone types, with a modifier held, and while a dialog is open.

import { $ } from "./dom.js";

const KEYS = {
  ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous",
  b: "blank", ".": "blank", v: "follow_ups", s: "write", p: "pause",
  "+": "more", a: "play", t: "accept", w: "view", c: "code", "?": "help",
};
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

function wish(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return "";
  const letter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  if (event.shiftKey && (letter || event.key.length > 1)) return "";
  const key = letter ? event.key.toLowerCase() : event.key;
  if (key.length === 1 && !$("letters").checked) return "";
  return KEYS[key] ?? "";
}

/** Listen to keys; `does` maps each wish (next, blank, …) to what happens. */
export function startKeys(does) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.(FIELDS)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const action = does[wish(event)];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat) action();
  });
}
