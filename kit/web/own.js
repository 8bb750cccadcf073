// What this file knows that no other does: the page where a trainer makes the kit their own: one
// way at a time, what is theirs, and a copy of something the kit brings.

import { $, attribute, el, show, text } from "./dom.js";
import { GONE, post, read } from "./net.js";
import { made } from "./made.js";
import { startCheck } from "./own-check.js";
import { startShare } from "./own-share.js";
import { startSheet } from "./own-sheet.js";
import { followStyle } from "./style.js";

const AGAIN = 1_000;
const LAB_PATIENCE = 100_000;
const WHICH = { kaart: "Welke kaart?", casus: "Welke casus?", workshop: "Welke workshop?", wetfeit: "Welk wetfeit?", tafel: "Welke afspraken?" };
const WAYS = ["van-jou", "nakijken", "rekenblad", "delen"];

let said = null;
let looked = false; // what must be looked at is counted once without asking

followStyle();
const check = startCheck(load);
const share = startShare(load, opened);
const sheet = startSheet(load, opened);

async function opened(place) {
  const answer = await post("/api/own/open", { place });
  text($("opened"), answer.ok ? (answer.opened ? "De map ging open." : `De map staat hier: ${answer.folder}`) : answer.message);
}

// -- one way at a time

function way() {
  const asked = location.hash.slice(1);
  return WAYS.includes(asked) ? asked : WAYS[0];
}

function drawWay(moved) {
  const now = way();
  for (const id of WAYS) show($(id), Boolean(said?.folder) && id === now);
  for (const link of $("ways").querySelectorAll("a"))
    attribute(link, "aria-current", link.hash === `#${now}` ? "page" : null);
  if (moved) $(`${now}-title`).focus();
}

// -- what is theirs, and a copy

function drawMine() {
  const parts = said.kinds.map(([kind, title]) => [title, said.own.filter((one) => one.kind === kind)])
    .filter(([, found]) => found.length);
  const lists = parts.flatMap(([title, found]) => [el("h3", {}, title), el("ul", { class: "rows" }, ...found.map(line))]);
  if (said.styles.length) lists.push(el("h3", {}, "Huisstijl"), el("ul", { class: "rows" }, ...said.styles.map((name) => el("li", {}, el("b", {}, name)))));
  $("mine").replaceChildren(...(lists.length ? lists
    : [el("p", { class: "empty-said" }, "Nog niets. Kies hiernaast wat je wilt veranderen.")]));
}

function line({ called, kind, id, title, file, shipped }) {
  const name = kind === "kaart" || kind === "workshop" ? called : title || called;
  const rest = name === called && kind !== "tafel" ? title : "";
  return el("li", {}, el("b", {}, name), rest ? ` ${rest}` : null,
    el("span", { class: "hint" }, shipped ? file : `${file} · helemaal van jou`));
}

function drawOffer() {
  const kind = $("kind").value;
  const found = said.offered.filter((one) => one.kind === kind);
  const kept = $("thing").value;
  $("thing").replaceChildren(...found.map(({ id, title, own }) => {
    const words = [kind === "workshop" ? `Workshop ${id}` : id, title].filter(Boolean).join(" · ");
    const option = el("option", { value: id }, own ? `${words} (is al van jou)` : words);
    option.disabled = own;
    return option;
  }));
  const free = found.filter((one) => !one.own);
  $("thing").value = free.some((one) => one.id === kept) ? kept : (free[0]?.id ?? "");
  text(document.querySelector("label[for=thing]"), WHICH[kind]);
  attribute($("copy-do"), "aria-disabled", free.length ? null : "true");
  text($("copy-trouble"), free.length ? "" : "Hiervan is alles al van jou.");
}

async function copy(event) {
  event.preventDefault();
  if ($("copy-do").getAttribute("aria-disabled")) return;
  const kind = $("kind").value;
  const answer = await post("/api/own/copy", { kind, id: $("thing").value });
  text($("copy-trouble"), answer.ok ? "" : answer.message);
  if (!answer.ok) return;
  await load();
  const how = kind === "workshop" ? "Open het hieronder in JupyterLab."
    : "Open het met een gewone teksteditor. Wat je bewaart, zie je meteen in de kit.";
  made($("copied"), answer.message, [`Je vindt het in ${answer.file}. ${how}`],
    el("button", { type: "button", class: "small", on: { click: () => opened(answer.file.split("/")[0]) } }, "Map openen"));
}

// -- JupyterLab

async function lab() {
  const place = window.open("", "gesprekskit-lab"); // now: later a browser may forbid it
  if (place?.document.body) place.document.body.textContent = "JupyterLab komt eraan …";
  text($("lab-trouble"), "");
  text($("lab-there"), "JupyterLab komt eraan. Dat duurt even.");
  attribute($("lab-open"), "aria-disabled", "true");
  const answer = await post("/api/own/lab", {}, { patience: LAB_PATIENCE });
  attribute($("lab-open"), "aria-disabled", null);
  text($("lab-trouble"), answer.ok ? "" : answer.message);
  text($("lab-there"), answer.ok ? "JupyterLab staat in een ander tabblad. Het sluit als je Gesprekskit sluit." : "");
  if (!answer.ok) place?.close();
  else if (place) place.location = answer.url;
  else $("lab-there").replaceChildren(el("a", { href: answer.url, target: "_blank", rel: "noopener" }, "Open JupyterLab"));
}

// -- the page

function draw() {
  const whole = said.folder.replace(/[\\/]+$/, "");
  text($("folder"), whole);
  drawMine();
  if (!$("kind").options.length)
    $("kind").replaceChildren(...said.kinds.map(([kind, title]) => el("option", { value: kind }, title)));
  drawOffer();
  share(said);
  sheet(said);
}

async function load() {
  const answer = await read("/api/own");
  show($("gone"), !answer);
  text($("gone"), answer ? "" : GONE);
  if (!answer) return void setTimeout(load, AGAIN);
  said = answer;
  const there = Boolean(said.folder);
  show($("none"), !there);
  for (const id of ["place", "ways"]) show($(id), there);
  text($("none-said"), there ? "" : "Je hebt nog geen eigen map. Maak hem op de startpagina, onderaan, bij ‘Aanpassen als trainer’.");
  if (there) draw();
  drawWay(false);
  if (there && !looked) check();
  looked ||= there;
}

$("open-folder").addEventListener("click", () => opened(""));
$("kind").addEventListener("change", drawOffer);
$("copy").addEventListener("submit", copy);
$("lab-open").addEventListener("click", () => $("lab-open").getAttribute("aria-disabled") || lab());
addEventListener("hashchange", () => {
  drawWay(true);
  if (said?.folder && way() === "nakijken") check();
});
load();
