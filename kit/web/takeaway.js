// What this file knows that no other does: what a group takes home: what would leave is shown first,
// then one button makes it all, and every file is told: made, or why not and what to do.

import { $, attribute, el, icon, show, text } from "./dom.js";
import { GONE, post, read } from "./net.js";
import { groupName } from "./groups.js";
import { startDoubts } from "./doubts.js";
import { startPapers } from "./papers.js";
import { followStyle } from "./style.js";

const WHOLE = "reeks";
const PATIENCE = 60_000;
const WAIT = 250;
const REMEDY = "Te persoonlijk? Haal het vinkje weg bij die zin of bij dat deel. Of ga terug naar de workshop en pas de zin daar aan.";
const asked = new URLSearchParams(location.search);
const group = asked.get("group") ?? "";

let offer = null;
let turn = 0;
let timer = 0;
let busy = false;
let looked = false;
let pressed = false; // while what leaves was still being looked at

const doubts = startDoubts($("doubts-place"), REMEDY, drawButton);
const drawPapers = startPapers(group);

const ticked = (box) => [...box.querySelectorAll("input:checked")].map((one) => one.value);
const counted = (n, one, many) => `${n || "geen"} ${n === 1 ? one : many}`;

function choice() {
  const number = $("workshop").value;
  return { group, workshop: number === WHOLE ? null : Number(number), parts: ticked($("parts")), released: ticked($("words")) };
}

function drawButton() {
  attribute($("done"), "aria-disabled", busy || !looked || !doubts.sure() ? "true" : null);
  text($("done"), busy ? "Even maken …" : "Klaar");
}

function wrong(words) {
  text($("trouble"), words);
}

// -- what there is to choose

function tick(value, words, checked, hint = "") {
  const box = el("input", { type: "checkbox", value });
  box.checked = checked;
  return el("label", {}, box, el("span", {}, words, hint ? el("span", { class: "hint" }, ` ${hint}`) : null));
}

function drawWords() {
  const number = $("workshop").value;
  const said = offer.words.filter((one) => number === WHOLE || one.workshop === Number(number));
  const kept = new Set(ticked($("words")));
  $("words").replaceChildren(...said.map(({ id, line, step, seen }) =>
    tick(id, `“${line}”`, kept.has(id), [step, seen ? "stond op de beamer" : ""].filter(Boolean).join(" · "))));
  show($("said"), said.length > 0);
}

function drawCount() {
  const boxes = $("words").querySelectorAll("input").length;
  const chosen = ticked($("words")).length;
  text($("said-count"), chosen ? `${chosen} van de ${boxes} ${chosen === 1 ? "gaat" : "gaan"} mee` : "er gaat nog geen zin mee");
  const words = $("parts").querySelector("[value=words]");
  if (words) words.disabled = !boxes;
}

function drawEarlier(names) {
  $("folders").replaceChildren(...names.map((name) =>
    el("li", {}, el("button", { type: "button", class: "plain", on: { click: () => reopen(name) } }, name))));
  show($("earlier"), names.length > 0);
}

// -- what would leave

function lines(list, found, none) {
  list.replaceChildren(...(found.length ? found : [none]).map((line) => el("li", {}, line)));
}

function soon() {
  clearTimeout(timer);
  looked = false;
  drawButton();
  drawCount();
  timer = setTimeout(look, WAIT);
}

async function look() {
  const mine = ++turn;
  const wish = choice();
  const answer = await post("/api/takeaway/look", wish);
  if (mine !== turn) return;
  wrong(answer.ok ? "" : answer.message);
  if (!answer.ok) return void (pressed = false);
  const about = { group, workshop: wish.workshop ?? "", parts: wish.parts.join(), released: wish.released.join() };
  $("preview").src = `/meenemen/verslag?${new URLSearchParams(about)}`;
  text($("actions-title"), `De lijst met acties: ${counted(answer.actions.length, "actie", "acties")}`);
  text($("signals-title"), `De lijst met signalen: ${counted(answer.signals.length, "signaal", "signalen")}`);
  lines($("actions"), answer.actions, "Er staat niets open.");
  lines($("signals"), answer.signals, "Er zijn nog geen signalen.");
  looked = true;
  doubts.draw(answer.finds);
  drawButton();
  if (pressed) make();
}

// -- making it

// What failed for the same reason is told in one line, first.
function failed(files) {
  const reasons = new Map();
  for (const { label, trouble } of files.filter((one) => one.trouble))
    reasons.set(trouble, [...(reasons.get(trouble) ?? []), label]);
  return [...reasons].map(([reason, labels]) => el("li", { class: "not" },
    el("span", { class: "mark", "aria-hidden": "true" }, "!"),
    el("span", {}, el("b", {}, "Niet gemaakt: "), `${labels.join(", ")}. `, el("strong", {}, reason))));
}

function drawMade({ folder, name, files, opened }) {
  const good = files.filter((one) => !one.trouble).length;
  const title = good === files.length ? "Alles staat klaar" : good ? "Een deel staat klaar" : "Er is niets gemaakt";
  text($("made-title"), title);
  $("files").replaceChildren(...failed(files), ...files.filter((one) => !one.trouble).map((one) =>
    el("li", {}, icon("check"), el("span", {}, el("b", {}, one.label), el("span", { class: "hint" }, one.name)))));
  $("made").classList.toggle("short", good < files.length);
  show($("lead"), false);
  text($("where"), good ? `${opened ? "De map ging open." : "De map staat hier:"} ${folder}` : "");
  $("open").dataset.name = name;
  show($("open"), good > 0);
  show($("made"), true);
  show($("earlier"), false);
  $("made-title").focus();
}

async function make() {
  if (busy) return;
  if (looked && !doubts.sure()) {
    pressed = false;
    wrong("Lees eerst wat hierboven staat en zet het vinkje.");
    return doubts.focus();
  }
  pressed = !looked;
  if (pressed) return look();
  busy = true;
  wrong("");
  drawButton();
  const answer = await post("/api/takeaway", { ...choice(), confirmed: doubts.seen() }, { patience: PATIENCE });
  busy = false;
  if (answer.finds) doubts.draw(answer.finds);
  drawButton();
  if (!answer.ok) return wrong(answer.message);
  drawMade(answer);
}

async function reopen(name) {
  const answer = await post("/api/takeaway/open", { group, name });
  wrong(answer.ok ? "" : answer.message);
  if (!answer.ok) return;
  text($("where"), `${answer.opened ? "De map ging open:" : "De map staat hier:"} ${answer.folder}`);
  if (!$("made-title").textContent) text($("made-title"), "Eerder gemaakt");
  $("open").dataset.name = name;
  show($("made"), true);
}

// -- the page

function begin() {
  text($("group"), groupName(offer.name));
  const options = offer.workshops.map(({ number, title, on }) =>
    el("option", { value: number }, `Workshop ${number}: ${title} (${on})`));
  $("workshop").replaceChildren(...options, el("option", { value: WHOLE }, "De hele reeks"));
  const here = Number(asked.get("workshop"));
  const known = offer.workshops.some(({ number }) => number === here);
  const now = known ? here : offer.last;
  if (here && known) {
    $("to-workshop").href = `/workshop/${here}?${new URLSearchParams({ group })}`;
    show($("to-workshop"), true);
  }
  const some = offer.workshops.length > 0;
  for (const id of ["take", "leaves", "lead"]) show($(id), some);
  show($("nothing"), !some);
  drawPapers(offer.paper);
  if (!some) return;
  $("workshop").value = String(now);
  $("parts").replaceChildren(...offer.parts.map(([id, words]) => tick(id, words, true)));
  drawWords();
  drawEarlier(offer.made);
  drawCount();
  look();
}

async function load() {
  offer = await read(`/api/takeaway/offer?${new URLSearchParams({ group })}`);
  show($("gone"), !offer);
  text($("gone"), offer ? "" : GONE);
  if (offer) begin();
  else setTimeout(load, 1_000);
}

for (const link of document.querySelectorAll("[data-page]")) link.search = new URLSearchParams({ group });
$("take").addEventListener("submit", (event) => {
  event.preventDefault();
  make();
});
$("open").addEventListener("click", () => reopen($("open").dataset.name));
$("workshop").addEventListener("change", () => {
  drawWords();
  soon();
});
for (const id of ["parts", "words"]) $(id).addEventListener("change", soon);
load();
followStyle();
