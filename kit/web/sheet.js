// What this file knows that no other does: how the run sheet looks: what is done, what is now, what
// comes after it, and that each of its lines is a button to go there.

import { $, attribute, el, icon, rows, text, watcher } from "./dom.js";

const WORDS = { done: "gedaan", now: "nu", next: "hierna", skipped: "overgeslagen", open: "" };
const SHAPES = { done: "check", skipped: "skip" };

function make(step, onGo) {
  const button = el(
    "button",
    { type: "button", on: { click: () => onGo(step.id) } },
    el("span", { class: "mark", "aria-hidden": "true" }),
    el("span", { class: "what" }, el("span", { class: "name" }), el("span", { class: "state" })),
    el("span", { class: "minutes" }),
    el("span", { class: "unseen" }, " minuten"),
  );
  return el("li", {}, button);
}

function draw(line, step) {
  const button = line.firstChild;
  const [mark, , minutes] = button.children;
  if (line.dataset.status !== step.status || !mark.firstChild) {
    line.dataset.status = step.status;
    mark.replaceChildren(SHAPES[step.status] ? icon(SHAPES[step.status]) : String(step.number));
  }
  text(button.querySelector(".name"), step.title);
  text(button.querySelector(".state"), WORDS[step.status]);
  attribute(button, "aria-current", step.status === "now" ? "step" : null);
  if (step.status !== "now") text(minutes, String(step.minutes));
  const changed = step.minutes !== step.planned;
  attribute(minutes, "title", changed ? `gepland: ${step.planned} minuten` : null);
  minutes.classList.toggle("changed", changed);
}

function withNext(state) {
  const here = state.here.lobby ? -1 : state.steps.findIndex((one) => one.id === state.here.step);
  const next = state.next ? state.steps.findIndex((one) => one.number === state.next.number) : -1;
  return state.steps.map((step, place) => {
    if (place === here && !state.here.finished) return { ...step, status: "now" };
    if (place === next && step.status === "open") return { ...step, status: "next" };
    return step.status === "now" ? { ...step, status: "open" } : step;
  });
}

/** Draw the run sheet for this state; keeps focus, and scrolls only when the step changes. */
export function startSheet(onGo) {
  const changed = watcher();
  return (state) => {
    const steps = withNext(state);
    if (changed("steps", steps)) rows($("sheet"), steps, (step) => make(step, onGo), draw);
    if (changed("here", state.here.step))
      document.querySelector("#sheet [aria-current]")?.scrollIntoView({ block: "nearest" });
  };
}
