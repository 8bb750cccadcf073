// What this file knows that no other does: the room test: what is tried out half a minute before
// people come in, what a person is asked, and what to do about each thing that is not right.

import { $, attribute, el, icon, rows, show, text } from "./dom.js";
import { GONE, read } from "./net.js";
import { CHANNEL } from "./pattern.js";
import { followStyle } from "./style.js";

const BEAT = 700;
const LOST_AFTER = 2_500;
const LEAST_CHARGE = 0.6;
const LEAST_HEIGHT = 600;
const SCREENS = "Zit de kabel vast? Druk op de Windows-toets met P en kies ‘Uitbreiden’. Lukt dat niet, dan kan het ook met één scherm.";

const line = new BroadcastChannel(CHANNEL);
let laptop = [];
let picture = "";
let battery = null;
let beamer = null;
let heard = 0;
let key = "";
let legible = null;
let alone = false; // somebody chose to do it with one screen

// -- what is found: ok is true, false, or null as long as somebody has to do something ------------

function power() {
  const name = "Stroom";
  if (!battery) return { id: "power", name, ok: true, said: "Deze laptop zegt niets over een accu. Sluit de lader aan." };
  const left = `${Math.round(battery.level * 100)} %`;
  if (battery.charging) return { id: "power", name, ok: true, said: `De lader zit erin. De accu is ${left}.` };
  const enough = battery.level >= LEAST_CHARGE;
  return { id: "power", name, ok: enough, said: `De accu is ${left}, zonder lader.`, remedy: enough ? "" : "Sluit de lader aan. De workshop duurt langer dan je denkt." };
}

function second() {
  const name = "Tweede scherm";
  if (screen.isExtended === undefined)
    return { id: "second", name, ok: beamer ? true : null, said: "Deze browser ziet niet hoeveel schermen er zijn. Kijk zelf of de beamer aanstaat." };
  return screen.isExtended
    ? { id: "second", name, ok: true, said: "De laptop ziet een tweede scherm." }
    : alone
      ? { id: "second", name, ok: true, said: "Je werkt met één scherm. De zaal ziet dus ook jouw scherm. Wissel straks met W." }
      : { id: "second", name, ok: false, said: "De laptop ziet maar één scherm.", remedy: SCREENS, buttons: [{ words: "Eén scherm is goed", act: keepOne }] };
}

function full() {
  const name = "Beeld op de beamer";
  const open = { words: "Beamer openen", act: () => window.open("/beamer", "beamer", "popup,width=1280,height=720") };
  if (!beamer) return { id: "full", name, ok: null, said: "Het venster voor de beamer is nog niet open.", buttons: [open] };
  const size = `${beamer.width} × ${beamer.height}`;
  const here = `${screen.availLeft ?? 0},${screen.availTop ?? 0}`;
  if (screen.isExtended && beamer.place === here)
    return { id: "full", name, ok: false, said: "Het venster voor de beamer staat nog op je eigen scherm.", remedy: "Sleep het naar de beamer en klik erin." };
  if (!beamer.full)
    return { id: "full", name, ok: false, said: `Het beeld is ${size} en vult het scherm nog niet.`, remedy: "Klik in het venster voor de beamer, of druk daar op F." };
  if (beamer.height < LEAST_HEIGHT)
    return { id: "full", name, ok: false, said: `Het beeld is maar ${size}.`, remedy: "Kies bij de instellingen van je laptop een hogere resolutie voor de beamer." };
  return { id: "full", name, ok: true, said: `Het beeld is ${size} en vult het scherm.` };
}

function reading() {
  const name = "Lezen vanaf de achterste stoel";
  const yes = { words: "Ja, dat lukt", act: () => answer(true) };
  const no = { words: "Nee", act: () => answer(false) };
  if (!beamer) return { id: "reading", name, ok: null, said: "Open eerst het venster voor de beamer." };
  if (legible === true) return { id: "reading", name, ok: true, said: "De kleinste regel is te lezen.", buttons: [{ words: "Toch niet", act: () => answer(false) }] };
  const remedy = "Doe de gordijnen dicht, zet de beamer dichterbij of maak het beeld helderder. Helpt dat niet? Zet de achterste rij naar voren en lees elke vraag voor.";
  const asked = "Loop naar achteren. Lees je de kleinste regel? En zie je vijf vakken en alle vier de hoeken?";
  return legible === false
    ? { id: "reading", name, ok: false, said: "De kleinste regel is niet te lezen.", remedy, buttons: [{ words: "Nu wel", act: () => answer(true) }] }
    : { id: "reading", name, ok: null, said: asked, buttons: [yes, no] };
}

function keys() {
  const name = "Toetsen of klikker";
  return key
    ? { id: "keys", name, ok: true, said: `Gehoord: ${key}.` }
    : { id: "keys", name, ok: null, said: "Druk op de pijl naar rechts, of op je klikker." };
}

function keepOne() {
  alone = true;
  draw();
}

function answer(good) {
  legible = good;
  draw();
}

// -- the list -------------------------------------------------------------------------------------

const WORDS = { true: "Goed", false: "Nog niet goed", null: "Nog doen" };

function make() {
  return el("li", {}, el("span", { class: "mark", "aria-hidden": "true" }), el("div", {},
    el("h2"), el("p", { class: "said" }), el("p", { class: "remedy" })), el("div", { class: "buttons" }), el("span", { class: "pill" }));
}

function drawOne(node, { name, ok, said, remedy, buttons }) {
  if (node.dataset.ok !== String(ok)) {
    node.dataset.ok = String(ok);
    node.querySelector(".mark").replaceChildren(...(ok ? [icon("check")] : []));
  }
  text(node.querySelector("h2"), name);
  text(node.querySelector(".said"), said);
  text(node.querySelector(".remedy"), remedy || "");
  show(node.querySelector(".remedy"), Boolean(remedy));
  text(node.querySelector(".pill"), WORDS[ok]);
  node.querySelector(".pill").classList.toggle("warn", ok !== true);
  const place = node.querySelector(".buttons");
  rows(place, (buttons ?? []).map((one) => ({ id: one.words, ...one })),
    () => el("button", { type: "button" }),
    (button, one) => {
      text(button, one.words);
      button.onclick = one.act;
    });
}

function draw() {
  const all = [...laptop, power(), second(), full(), reading(), keys()];
  const held = document.activeElement?.closest?.("#checks li");
  rows($("checks"), all, make, drawOne);
  if (held && document.activeElement === document.body) focusIn(held);
  const open = all.filter((one) => one.ok !== true).length;
  const words = !laptop.length ? "Even kijken …" : open === 0 ? "Alles is goed. Je kunt beginnen."
    : open === 1 ? "Nog één ding." : `Nog ${open} dingen.`;
  text($("outcome"), words);
  attribute($("outcome"), "data-done", open === 0 && laptop.length ? "" : null);
}

/** The button that had the keyboard is gone: stay on its line. */
function focusIn(row) {
  const next = row.querySelector("button");
  if (next) next.focus();
  else {
    row.querySelector("h2").tabIndex = -1;
    row.querySelector("h2").focus();
  }
}

async function look() {
  const found = await read("/api/readiness");
  if (found) [laptop, picture] = [found.checks, found.pattern];
  else laptop = [{ id: "server", name: "Gesprekskit", ok: false, said: "De verbinding is weg.", remedy: GONE }];
  draw();
}

function beat() {
  if (beamer && performance.now() - heard > LOST_AFTER) {
    beamer = null;
    draw();
  }
  line.postMessage({ test: true, picture });
}

const KEYS = { ArrowRight: "pijl naar rechts", ArrowLeft: "pijl naar links", PageDown: "volgende", PageUp: "vorige", ".": "leeg scherm", b: "leeg scherm" };

function pressed(pressedKey) {
  const known = KEYS[pressedKey];
  if (!known || key === known) return;
  key = known;
  draw();
}

line.addEventListener("message", ({ data }) => {
  if (data?.beamer) {
    const before = JSON.stringify(beamer);
    [beamer, heard] = [data.beamer, performance.now()];
    if (JSON.stringify(beamer) !== before) draw();
  } else if (data?.key) pressed(data.key);
});
addEventListener("keydown", (event) => pressed(event.key));
addEventListener("pagehide", () => line.postMessage({ test: true, picture: "" }));
screen.addEventListener?.("change", draw);
$("again").addEventListener("click", () => {
  [legible, key, alone] = [null, "", false];
  look();
});
navigator.getBattery?.().then((found) => {
  battery = found;
  for (const event of ["chargingchange", "levelchange"]) found.addEventListener(event, draw);
  draw();
});
setInterval(beat, BEAT);
draw();
look();
followStyle();
