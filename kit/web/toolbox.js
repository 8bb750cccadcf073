// What this file knows that no other does: inside the frame of the notebook, which tools belong to
// the step the facilitator is at, what stock widgets lack for screen readers, and how high it all is.

import { lookOnDisk } from "./on-disk.js";
import { fit } from "./screen.js";

const style = document.createElement("style");
document.head.append(style);
let told = null;
let waiting = 0;
let turned = 0;

function show(step) {
  const name = /^[a-z0-9-]+$/.test(step) ? step : "none";
  const shown = `.kit-always, .kit-step-${name}`;
  style.textContent = `.kit-tools:not(${shown}),
    .jp-Cell:has(.kit-tools):not(:has(${shown})) { display: none !important; }`;
  document.querySelector(".kit-refresh")?.click();
  settle();
}

/** A line that is spoken when it changes, and a button that is on or off. */
function name() {
  for (const line of document.querySelectorAll(".kit-said:not([role])")) line.setAttribute("role", "status");
  for (const button of document.querySelectorAll(".kit-toggle"))
    button.setAttribute("aria-pressed", button.classList.contains("kit-on"));
}

/** A picture of the beamer is as large as its box; drawn anew it is another element. */
function picture() {
  for (const box of document.querySelectorAll(".kit-beamer")) {
    const size = `${box.clientWidth}`;
    if (box.dataset.size === size || !box.clientWidth) continue;
    box.dataset.size = size;
    fit(box.firstElementChild);
  }
}

/** What was opened from a list, or came of a saving, is where the reader goes on; not before its own
    form is there, or the first letters would be for the form of what was open before. */
function goOn() {
  const title = document.querySelector("[data-turn]");
  const turn = Number(title?.dataset.turn ?? 0);
  if (turn > turned && !document.querySelector(`.kit-turn-${turn}`)) return;
  if (turn > turned) title.focus();
  turned = turn;
}

// A list with whole sentences chooses for the stock list behind it, which the kernel knows.
document.addEventListener("click", (event) => {
  const picked = event.target.closest("[data-pick]");
  const list = picked && document.querySelector(".kit-picked select");
  if (!list) return;
  list.selectedIndex = Number(picked.dataset.pick);
  list.dispatchEvent(new Event("change", { bubbles: true }));
});

function settle() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    name();
    lookOnDisk();
    picture();
    goOn();
    const ends = [...document.querySelectorAll(".kit-tools")]
      .filter((one) => one.offsetHeight)
      .map((one) => one.getBoundingClientRect().bottom + scrollY + 8);
    const height = Math.ceil(Math.max(0, ...ends));
    if (height !== told) parent.postMessage({ toolbox: height }, location.origin);
    told = height;
  });
}

addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.source !== parent) return;
  if (typeof event.data?.step === "string") show(event.data.step);
});
new MutationObserver(settle).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["class", "open", "style"],
});
new ResizeObserver(settle).observe(document.body);
parent.postMessage({ toolbox: "ready" }, location.origin);
