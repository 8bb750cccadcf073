// What this file knows that no other does: how time is told to the facilitator. The server gives an
// end; each window counts for itself, never below zero, and says in words when time gets short.

import { $, attribute, show, text } from "./dom.js";
import { clockNow } from "./net.js";

const MINUTE = 60_000;
const SOON = 0.2;
const LAST = 0.05;
const WORDS = { soon: "bijna tijd", last: "rond af", over: "over tijd", paused: "pauze" };

/** Milliseconds left, never negative. */
export function left(clock, now) {
  return Math.max(0, clock.running ? clock.ends - now : clock.remaining);
}

/** Milliseconds since the clock's start, also past its end. */
export function spent(clock, now) {
  return Math.max(0, clock.total - (clock.running ? clock.ends - now : clock.remaining));
}

/** 302000 → "5:02"; a second that has begun still counts when counting down. */
export function minutesAndSeconds(time, round = Math.ceil) {
  const seconds = round(time / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How pressing it is: "" (plenty), "soon" from 20 % left, "last" from 5 %, "over" at zero. */
export function pressing(clock, now) {
  if (!clock.total) return "";
  const share = left(clock, now) / clock.total;
  if (share <= 0) return "over";
  if (share <= LAST) return "last";
  return share <= SOON ? "soon" : "";
}

/** Whole minutes that the workshop will end too late when nothing changes. */
export function minutesLate(state, now) {
  if (!state.end) return 0;
  const expected = now + left(state.clock, now) + state.later * MINUTE;
  return Math.max(0, Math.floor((expected - state.end) / MINUTE));
}

function hour(time) {
  return new Date(time).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
}

function drawOutside({ here, later }) {
  text($("clock"), minutesAndSeconds(here.lobby ? later * MINUTE : 0));
  text($("clock-word"), here.lobby ? "nog niet begonnen" : "klaar");
  show($("clock-dot"), false);
  attribute($("time"), "data-level", "");
  $("bar").style.transform = `scaleX(${here.lobby ? 1 : 0})`;
}

function drawStep(clock, now) {
  const how = pressing(clock, now);
  const paused = !clock.running && how !== "over";
  text($("clock"), minutesAndSeconds(left(clock, now)));
  text($("clock-word"), WORDS[paused ? "paused" : how] ?? "");
  show($("clock-dot"), how === "over");
  attribute($("time"), "data-level", how);
  const share = clock.total ? left(clock, now) / clock.total : 1;
  $("bar").style.transform = `scaleX(${share.toFixed(4)})`;
}

function drawLate(state, now) {
  const pill = $("late");
  const late = state.proposal?.late ?? minutesLate(state, now);
  show(pill, Boolean(state.end) && !state.here.finished);
  pill.classList.toggle("warn", late > 0);
  text(pill, late > 0 ? `loopt ${late} min uit` : `op tijd · eind ${state.end ? hour(state.end) : ""}`);
}

function drawSpent(state, now) {
  const place = document.querySelector("#sheet [aria-current] .minutes");
  if (!place || !state.here.step) return;
  const step = state.steps.find((one) => one.id === state.here.step);
  if (step) text(place, `${minutesAndSeconds(spent(state.clock, now), Math.floor)} / ${step.minutes}`);
}

/** Start counting; returns the function that takes each new state. */
export function startClock(onTick = () => {}) {
  let state = null;
  let offset = 0;
  function tick() {
    if (!state) return;
    const now = clockNow(offset);
    if (state.here.step) drawStep(state.clock, now);
    else drawOutside(state);
    drawLate(state, now);
    drawSpent(state, now);
    text($("writing"), state.write ? `· stil schrijven, nog ${minutesAndSeconds(left(state.write, now))}` : "");
    onTick(state, offset);
  }
  setInterval(tick, 250);
  return (newState, newOffset) => {
    [state, offset] = [newState, newOffset];
    tick();
  };
}
