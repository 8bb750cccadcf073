// What this file knows that no other does: the window on the beamer. It draws what is, keeps the
// last picture when the connection is gone, and passes a clicker's keys on. It says nothing itself.

import { follow, post } from "./net.js";
import { startPattern } from "./pattern.js";
import { startPlayer } from "./player.js";
import { drawLine, fit } from "./screen.js";
import { wear } from "./style.js";

const FADE = 200;
const STILL_AFTER = 3_000;
const TICK = 250;
const KEYS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "previous",
  PageUp: "previous",
  b: "blank",
  ".": "blank",
  v: "follow_ups",
  s: "write",
  a: "play",
};

const place = document.getElementById("beamer");
let drawn = "";
let clock = null;
let offset = 0;
let playing = null;
const player = startPlayer(place, (file, said) => post("/api/do", { action: "player", file, said }));

// -- the picture ---------------------------------------------------------------------------------

function draw(state, newOffset) {
  [clock, offset, playing] = [state.clock, newOffset, state.playing];
  wear(state.style);
  if (state.html !== drawn) {
    test.stop();
    const old = place.firstElementChild;
    place.innerHTML = drawn = state.html;
    settle();
    fade(old, place.firstElementChild);
    document.title = place.querySelector("h1").textContent;
  }
  player.follow(playing?.here ? null : playing);
  tick();
}

const test = startPattern(
  (picture) => {
    place.innerHTML = picture;
    settle();
  },
  () => {
    place.innerHTML = drawn;
    settle();
    tick();
  },
);

function settle() {
  fit(place.firstElementChild);
}

function tick() {
  drawLine(place.firstElementChild, clock, offset);
}

const name = (section) => section && section.className + section.querySelector("h1")?.textContent;

/** Come up softly: the whole picture, or only the lines that are new on the same picture. */
function fade(old, section) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const known = new Set([...(old?.querySelectorAll("li") ?? [])].map((one) => one.textContent));
  const fresh = [...section.querySelectorAll("li")].filter((one) => !known.has(one.textContent));
  for (const node of name(old) === name(section) ? fresh : [section.firstElementChild])
    node.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE, easing: "ease-out" });
}

// -- the window ----------------------------------------------------------------------------------

function fill(wanted = true) {
  if (wanted && !document.fullscreenElement)
    document.documentElement.requestFullscreen?.().catch(() => {});
  else if (!wanted && document.fullscreenElement) document.exitFullscreen().catch(() => {});
}

let still = 0;
function moved() {
  document.documentElement.classList.remove("still");
  clearTimeout(still);
  still = setTimeout(() => document.documentElement.classList.add("still"), STILL_AFTER);
}

let lock = null;
async function stayAwake() {
  if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
  lock = await navigator.wakeLock?.request("screen").catch(() => null);
}

/** A browser may keep a sound back until someone touched its window. */
function touched() {
  fill();
  if (playing?.trouble === "refused") post("/api/do", { action: "play" });
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "f") fill(!document.fullscreenElement);
  else if (test.pressed(event.key)) {
    // A clicker that is tried out turns no page.
  } else if (key === "a" && playing?.running) post("/api/do", { action: "stop" });
  else if (key === "a" && !playing) return;
  else if (KEYS[key]) post("/api/do", { action: KEYS[key] });
  else return;
  event.preventDefault();
}

addEventListener("keydown", pressed);
addEventListener("click", touched);
addEventListener("pointermove", moved);
document.addEventListener("visibilitychange", () => {
  stayAwake();
  tick();
});
new ResizeObserver(settle).observe(place);
document.fonts.ready.then(settle);
document.fonts.addEventListener("loadingdone", settle);
setInterval(tick, TICK);
moved();
stayAwake();
follow("/api/beamer", draw);
