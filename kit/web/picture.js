// What this file knows that no other does: the beamer's picture on the facilitator's page, small in
// its box or alone in the window (one-screen mode), and that nothing private comes along with it.

import { $, html } from "./dom.js";
import * as screen from "./screen.js";

function fit(box) {
  const section = box.firstElementChild;
  if (section && box.clientWidth) screen.fit(section);
}

/** Draw the picture in both places; the projector only paints in beamer view. */
export function startPicture() {
  const boxes = [$("picture"), $("projector")];
  const sizes = new ResizeObserver((changes) => changes.forEach((change) => fit(change.target)));
  boxes.forEach((box) => sizes.observe(box));
  document.fonts.ready.then(() => boxes.forEach(fit));
  return {
    draw(markup) {
      for (const box of boxes) if (html(box, markup)) fit(box);
    },
    showTime(state, offset) {
      for (const box of boxes) {
        const clock = state.overlay === "blank" || state.here.lobby ? null : (state.write ?? state.clock);
        screen.drawLine(box.firstElementChild, clock, offset);
      }
    },
  };
}

/**
 * One-screen mode. This window decides what it shows; the server only remembers it for a reload.
 * After the first state none changes it, so the facilitator's page never flashes on the beamer.
 */
export function startView(ask) {
  let drawn = false;
  let untold = false;
  let told = Promise.resolve();
  let place = null;
  const current = () => document.body.dataset.view;

  function apply(view) {
    if (view === current()) return;
    const field = document.activeElement;
    if (view === "beamer") place = field;
    document.body.dataset.view = view;
    if (view === "beamer") return;
    // Back: the caret is where it was. Setting focus restores a field's own selection.
    if (place?.isConnected && place !== document.body) place.focus({ preventScroll: true });
    place = null;
  }

  // One at a time, and always the wish of that moment: the last one told is the last one meant.
  const tell = () => (told = told.then(async () => {
    untold = !(await ask("view", { view: current() })).ok;
  }));
  return {
    isBeamer: () => current() === "beamer",
    toggle() {
      drawn = untold = true;
      apply(current() === "beamer" ? "facilitator" : "beamer");
      tell();
    },
    draw(view) {
      if (!drawn) apply(view === "beamer" ? "beamer" : "facilitator");
      drawn = true;
    },
    retry() {
      if (untold) tell();
    },
  };
}
