// What this file knows that no other does: how a notebook's own tools sit in a page of ours. They
// come when the page already works, are as high as they need to be, and may stop without harm.

import { $, attribute, el, show, text, watcher } from "./dom.js";

const AFTER = 400;
const HIGHEST = 6000;
const TITLES = { case: "Casus en kaarten bekijken" };

/**
 * The frame of a notebook. It says {toolbox: "ready"} and then its height in pixels; we tell it the
 * step with {step}, which also makes it look again at what was marked and used.
 */
export function makeFrame(title, src, { ready = () => {}, grown = () => {} } = {}) {
  const frame = el("iframe", { title, src });
  frame.style.height = "0px";
  frame.tabIndex = -1; // nobody tabs into what cannot be seen yet
  const tell = (step) => frame.contentWindow?.postMessage({ step }, location.origin);
  function hear(event) {
    if (!frame.isConnected) return removeEventListener("message", hear);
    if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
    const said = event.data?.toolbox;
    if (said === "ready") ready(frame);
    else if (Number.isFinite(said)) {
      frame.style.height = `${Math.max(0, Math.min(said, HIGHEST))}px`;
      attribute(frame, "tabindex", said > 0 ? null : "-1");
      if (said > 0) grown();
    }
  }
  addEventListener("message", hear);
  return { frame, tell };
}

/** Start the frame of this workshop's notebook, folded away where the step does not need it. */
export function startFrame() {
  const tools = $("tools");
  const changed = watcher();
  let made = null;
  let last = null;

  const tell = () => made?.tell(last.here.step);
  const grown = () => show($("tools-wait"), false);
  function create() {
    if (made) return;
    const { workshop, group } = last;
    const about = new URLSearchParams({ group: group.id, workshop: workshop.number });
    const notebook = workshop.notebook ?? `workshop-${workshop.number}.ipynb`;
    made = makeFrame("Gereedschap bij deze stap", `/voila/render/${encodeURIComponent(notebook)}?${about}`, { ready: tell, grown });
    tools.append(made.frame);
  }
  function restart() {
    made?.frame.remove();
    made = null;
    show($("tools-wait"), true);
    create();
  }

  $("toolbox-again").addEventListener("click", restart);
  tools.addEventListener("toggle", () => tools.open && tell());

  return (state) => {
    last = state;
    if (changed("first", true)) setTimeout(() => (window.requestIdleCallback ?? setTimeout)(create), AFTER);
    text($("tools-title"), TITLES[state.tools] ?? "Kaarten bekijken");
    if (changed("step", state.here.step)) tools.open = Boolean(state.tools);
    if (changed("marks", [state.here.step, state.deck, state.edition])) tell();
    show($("toolbox-dead"), state.notebook === "dead");
    show(tools, state.notebook !== "dead");
  };
}
