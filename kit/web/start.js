// What this file knows that no other does: the start page: where this group is in the four
// workshops, and the one thing to do next.

import { $, el, icon, show, text } from "./dom.js";
import { GONE, post, read } from "./net.js";
import { makeFrame } from "./frame.js";
import { drawMistakes } from "./mistakes.js";
import { startGroups } from "./groups.js";
import { startLock } from "./lock.js";
import { wear } from "./style.js";
import { startWiping } from "./wipe.js";
import { startWorkspace } from "./workspace.js";

const AGAIN = 1_000;
let state = null;

const drawGroups = startGroups(load);
const drawWiping = startWiping(load);
const drawLock = startLock(load);

function fill(list, lines) {
  list.replaceChildren(...lines);
}

// A long headline breaks after "Workshop 1:", not in the middle of the title.
function drawHeadline(words) {
  const [first, ...rest] = words.split(/(?<=:) /);
  fill($("headline"), rest.length ? [`${first} `, el("span", { class: "whole" }, rest.join(" "))] : [words]);
}

function drawActions({ next, resume }) {
  show($("resume"), Boolean(resume));
  const other = resume && resume.workshop !== next?.number ? `Workshop ${resume.workshop} · ` : "";
  if (resume) text($("resume-where"), `${other}${resume.step} · ${resume.when}`);
  show($("fresh"), Boolean(next));
  show($("fresh-hint"), Boolean(resume));
  show($("length"), Boolean(next));
  if (!next) return;
  text($("start"), `Start workshop ${next.number}`);
  $("start").classList.toggle("primary", !resume);
  $("variant").value = String(next.variant);
}

function drawBeside({ next, numbers }) {
  show($("since"), numbers.length > 0);
  fill($("numbers"), numbers.map(({ n, label }) => el("li", {}, el("b", {}, String(n)), el("span", {}, label))));
  const ready = next?.lay_ready ?? [];
  show($("ready"), ready.length > 0);
  fill($("lay-ready"), ready.map((thing) => el("li", {}, thing)));
}

// Order is soft: a workshop can be done again, or before its turn.
function anyway({ number, status }) {
  if (status === "coming" || number === state.next?.number) return null;
  const words = status === "done" ? `Workshop ${number} nog een keer doen` : `Workshop ${number} nu al doen`;
  return el("button", { type: "button", class: "plain", on: { click: () => open(number, false) } }, words);
}

function stop({ number, title, goal, status, label }) {
  const mark = el("span", { class: "mark", "aria-hidden": "true" }, status === "done" ? icon("check") : null);
  const current = status === "now" ? "step" : null;
  return el("li", { class: status, "aria-current": current }, mark,
    el("h3", {}, `${number} · ${title}`), el("p", {}, goal), el("p", { class: "status" }, label), anyway({ number, status }));
}

function drawProblems(problems) {
  show($("problems"), problems.length > 0);
  text($("problems-title"), problems.length === 1
    ? "Er is 1 ding in de bestanden dat niet klopt"
    : `Er zijn ${problems.length} dingen in de bestanden die niet kloppen`);
  fill($("problem-list"), problems.map((problem) => el("li", {}, problem)));
}

function drawCopy(copy) {
  show($("copy"), Boolean(copy));
  if (!copy) return;
  const url = copy.url ?? (/^(\/|https?:)/.test(copy) ? copy : "");
  text($("copy-text"), copy.message ?? "Gesprekskit staat al open met deze map. Er gaat niets verloren; werk verder in het venster dat al open is.");
  show($("copy-link"), Boolean(url));
  if (url) $("copy-link").href = url;
}

function drawStyle({ sheet, logo, alt }) {
  wear(sheet);
  show($("logo"), Boolean(logo));
  if (logo && $("logo").getAttribute("src") !== logo) Object.assign($("logo"), { src: logo, alt });
}

function draw() {
  drawStyle(state.style);
  drawGroups(state);
  drawWiping(state);
  drawLock(state);
  drawCopy(state.other_copy);
  text($("about"), `Alles blijft op deze laptop, in de map ${state.folder} · Gesprekskit ${state.version}`);
  const open = Boolean(state.group) && !state.lock.closed;
  show($("home"), open);
  if (!open) return;
  drawHeadline(state.headline);
  text($("lead"), state.lead);
  drawActions(state);
  drawBeside(state);
  fill($("path"), state.path.map(stop));
  for (const link of document.querySelectorAll("[data-page]"))
    link.search = new URLSearchParams({ group: state.group.id });
  drawProblems(state.problems);
  show($("prepare"), state.prepare !== false);
  prepare();
}

async function load() {
  const heard = await read("/api/start");
  show($("gone"), !heard);
  text($("gone"), heard ? "" : GONE);
  if (!heard) return setTimeout(load, AGAIN);
  state = heard;
  draw();
}

async function open(workshop, resume) {
  const variant = Number($("variant").value);
  const answer = await post("/api/open", { workshop, variant, resume });
  if (answer.ok) location.assign(answer.url);
  else text($("open-trouble"), answer.message);
}

$("continue").addEventListener("click", () => open(state.resume.workshop, true));
$("start").addEventListener("click", () => open(state.next.number, false));
// The tools of the group that is chosen; a frame of another group goes.
let tools = null;
function prepare() {
  if (!$("prepare").open) return;
  const about = new URLSearchParams({ group: state.group.id });
  const src = `/voila/render/start.ipynb?${about}`;
  if (tools?.frame.getAttribute("src") === src) return tools.tell("");
  tools?.frame.remove();
  const grown = () => show($("prepare-wait"), false);
  show($("prepare-wait"), true);
  tools = makeFrame("Voorbereiden", src, { grown });
  $("prepare").append(tools.frame);
}

$("prepare").addEventListener("toggle", prepare);
// A rehearsal is a kit of its own, in a window of its own; in a rehearsal there is no other.
async function practise() {
  const place = window.open("", "gesprekskit-oefening"); // now: later a browser may forbid it
  if (place?.document.body) place.document.body.textContent = "De oefengroep komt binnen …";
  const answer = await post("/api/practice", {}, { patience: 60_000 });
  text($(state?.group ? "open-trouble" : "begin-trouble"), answer.ok ? "" : answer.message);
  if (!answer.ok) place?.close();
  else if (place) place.location = answer.url;
  else location.assign(answer.url);
}
for (const button of document.querySelectorAll("[data-practise]")) {
  show(button, !("practice" in document.documentElement.dataset));
  button.addEventListener("click", practise);
}
// In a rehearsal nobody changes own material: it would be kept with the rehearsal.
if ("practice" in document.documentElement.dataset) show($("workspace-open"), false);
else startWorkspace(load);
addEventListener("pageshow", (event) => event.persisted && load());
load();

async function lookAtFiles() {
  const files = document.visibilityState === "visible" ? await read("/api/files") : null;
  if (files) drawMistakes(files.mistakes);
  if (files && state) drawStyle(files.style);
  setTimeout(lookAtFiles, AGAIN);
}
lookAtFiles();
