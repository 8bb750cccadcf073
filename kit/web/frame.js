// What this file knows that no other does: the notebook's own tools under the note. They come when
// the page already works, take no room while there are none, and may stop without harm.

import { $, el, show } from "./dom.js";

const AFTER = 400;

/** Start the frame of this workshop's notebook; it tells its height with {toolbox: pixels}. */
export function startFrame() {
  const box = $("toolbox");
  let frame = null;
  let step = null;
  let notebook = "";
  let dead = false;

  const tell = () => frame?.contentWindow?.postMessage({ step }, location.origin);
  const settle = (height) => {
    if (height !== null) frame.style.height = `${height}px`;
    const empty = !dead && !(parseFloat(frame?.style.height) > 0);
    box.classList.toggle("empty", empty);
  };
  function create() {
    if (frame) return;
    const src = `/voila/render/${notebook}`;
    frame = el("iframe", { title: "Gereedschap bij deze stap", src, on: { load: tell } });
    frame.style.height = "0px";
    box.append(frame);
  }
  function restart() {
    frame?.remove();
    frame = null;
    create();
    settle(0);
  }

  addEventListener("message", (event) => {
    if (!frame || event.origin !== location.origin || event.source !== frame.contentWindow) return;
    if (event.data?.toolbox === "ready") tell();
    else if (Number.isFinite(event.data?.toolbox)) settle(Math.max(0, Math.min(event.data.toolbox, 4000)));
  });
  $("toolbox-again").addEventListener("click", restart);

  return (state) => {
    notebook = state.workshop.notebook ?? `workshop-${state.workshop.number}.ipynb`;
    if (step === null && notebook)
      setTimeout(() => (window.requestIdleCallback ?? setTimeout)(create), AFTER);
    if (step !== state.here.step) {
      step = state.here.step;
      tell();
    }
    dead = state.notebook === "dead";
    show($("toolbox-dead"), dead);
    settle(null);
  };
}
