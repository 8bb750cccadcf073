// What this file knows that no other does: which button asks what, and which part of the facilitator's
// page draws what. The page works as soon as this runs; every state redraws only what changed.

import { $, attribute, show, text } from "./dom.js";
import { GONE, follow, post } from "./net.js";
import { startCapture } from "./capture.js";
import { startClock } from "./clock.js";
import { startKeys } from "./keys.js";
import { startPicture, startView } from "./picture.js";
import { startRecords } from "./records.js";
import { startSheet } from "./sheet.js";
import { startSlips } from "./slips.js";
import { startStep } from "./step.js";
import { startFrame } from "./frame.js";
import { startMedia } from "./media.js";
import { drawMistakes } from "./mistakes.js";
import { groupName } from "./groups.js";
import { wear } from "./style.js";

const GRACE = 700; // a hiccup shorter than this is nobody's business
const workshop = Number(location.pathname.match(/\/workshop\/(\d+)/)?.[1] ?? 1);
const group = new URLSearchParams(location.search).get("group") ?? "";
const about = (body) => ({ group, workshop, ...body });
const send = (path, body) => post(path, about(body));

let last = null;
let offline = false;
let queue = Promise.resolve();

/** Ask for a change, one after the other, so that two quick clicks arrive in order. */
function ask(action, details = {}) {
  if (offline) return Promise.resolve({ ok: false, offline: true, message: GONE });
  const answer = queue.then(() => send("/api/do", { action, ...details }));
  queue = answer;
  return answer.then((said) => {
    if (!said.ok && !said.offline) notice(said.message);
    return said;
  });
}

function notice(words) {
  text($("notice"), words);
  show($("notice"), Boolean(words));
}

const capture = startCapture(about);
const picture = startPicture();
const view = startView((action, details) => send("/api/do", { action, ...details }));
const drawClock = startClock((state, offset) => picture.showTime(state, offset));
const slips = startSlips(send, capture.open);
const parts = [
  startSheet((step) => ask("go", { step })),
  startStep(ask),
  startRecords({ ask, send, correct: capture.correct }),
  startFrame(),
  startMedia(ask),
  capture.draw,
  slips.draw,
];

const does = {
  next: () => ask("next"),
  previous: () => ask("previous"),
  pause: () => ask("pause"),
  more: () => ask("more", { minutes: 2 }),
  follow_ups: () => last?.can_follow_up !== false && ask("follow_ups"),
  blank: () => ask("blank"),
  write: () => ask("write"),
  play: () => last?.playing && ask(last.playing.running ? "stop" : "play"),
  accept: () => last?.proposal && ask("accept"),
  view: () => view.toggle(),
  code: () => !view.isBeamer() && slips.focus(),
  help: () => !view.isBeamer() && $("keys").showModal(),
};
const BUTTONS = {
  next: "next", previous: "previous", pause: "pause", more: "more", "follow-ups": "follow_ups",
  blank: "blank", write: "write", accept: "accept", play: "play", "one-screen": "view", help: "help",
};
for (const [id, wish] of Object.entries(BUTTONS)) $(id).addEventListener("click", () => does[wish]());
// The mouse on "Eén scherm" leaves the caret where it is: it is there again on the way back.
$("one-screen").addEventListener("mousedown", (event) => event.preventDefault());
startKeys(does);

$("full").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
});
document.addEventListener("fullscreenchange", () =>
  text($("full"), document.fullscreenElement ? "Sluit volledig scherm" : "Volledig scherm"));

try {
  $("letters").checked = localStorage.getItem("losse-letters") !== "uit";
  $("letters").addEventListener("change", (event) =>
    localStorage.setItem("losse-letters", event.target.checked ? "aan" : "uit"));
} catch {
  // Without a place for preferences the keys simply work.
}

function drawProposal(state) {
  if (!state.proposal && document.activeElement === $("accept")) $("next").focus();
  show($("proposal"), Boolean(state.proposal));
  if (!state.proposal) return;
  const { late, minutes } = state.proposal;
  const lines = state.steps.filter((step) => step.id in minutes)
    .map((step) => `${step.title} ${minutes[step.id]} min (was ${step.minutes})`);
  text($("proposal-text"), `We lopen ${late} ${late === 1 ? "minuut" : "minuten"} uit. Voorstel: ${lines.join(", ")}.`);
}

function drawBar(state) {
  attribute($("pause"), "aria-pressed", Boolean(state.here.step) && !state.clock.running);
  attribute($("follow-ups"), "aria-pressed", state.follow_ups);
  attribute($("follow-ups"), "aria-disabled", state.can_follow_up && !offline ? null : "true");
  attribute($("blank"), "aria-pressed", state.overlay === "blank");
  attribute($("write"), "aria-pressed", state.overlay === "write");
}

function drawTop(state) {
  const { number, title } = state.workshop;
  const step = state.steps.find((one) => one.id === state.here.step);
  text($("title"), `Workshop ${number} · ${title}`);
  text($("group"), groupName(state.group.name));
  document.title = `${step && !state.here.lobby ? `${step.title} · ` : ""}Workshop ${number} · Gesprekskit`;
  show($("beamers"), true);
  text($("beamers"), state.beamers ? "beamer verbonden" : "nog geen beamer");
  $("beamers").classList.toggle("warn", !state.beamers);
}

function draw(state, offset) {
  last = state;
  wear(state.style);
  view.draw(state.view);
  picture.draw(state.screen);
  drawTop(state);
  drawBar(state);
  drawProposal(state);
  notice(state.notice);
  drawMistakes(state.mistakes);
  for (const part of parts) part(state);
  drawClock(state, offset);
}

function setOffline(now) {
  offline = now;
  text($("gone"), GONE);
  show($("gone"), now);
  document.body.classList.toggle("offline", now);
  for (const button of document.querySelectorAll("#console > footer button, #sheet button, #records button"))
    attribute(button, "aria-disabled", now ? "true" : null);
  if (last) drawBar(last);
}

let grace = 0;
follow(`/api/console?group=${encodeURIComponent(group)}&workshop=${workshop}`, draw, (status) => {
  clearTimeout(grace);
  if (status === "lost") grace = setTimeout(setOffline, GRACE, true);
  else {
    setOffline(false);
    capture.sendAll();
    view.retry();
  }
}, () => !last?.here.finished && !last?.playing?.running && !capture.unsaved());

addEventListener("beforeunload", (event) => {
  if (offline && capture.unsaved()) event.preventDefault();
});
