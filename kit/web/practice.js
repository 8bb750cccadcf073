// What this file knows that no other does: a rehearsal. On every page it says so; on the
// facilitator's page it adds a strip with what the invented group says and what may help.

import { el, rows, show, text } from "./dom.js";
import { post, read } from "./net.js";

const LOOK = 700;
const WORDS = {
  reflection: ["reflectie", "reflecties"], signal: ["signaal", "signalen"], agreement: ["afspraak", "afspraken"],
  parked: ["geparkeerd", "geparkeerd"], measurement: ["briefje", "briefjes"], position: ["standpunt", "standpunten"],
  board: ["regel op het bord", "regels op het bord"], choice: ["keuze", "keuzes"],
};

function strip() {
  const speeds = el("div", { class: "speeds", role: "group", "aria-label": "Hoe snel de tijd gaat" });
  const said = el("p", { class: "said" });
  const before = el("p", { class: "before hint" });
  const help = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "practice-help" }, "Wat helpt nu?");
  const advice = el("div", { id: "practice-help", class: "advice", hidden: true });
  const done = el("button", { type: "button", class: "primary" }, "Dat heb ik gedaan");
  const back = el("button", { type: "button", class: "primary", "aria-haspopup": "dialog", hidden: true }, "Kijk terug");
  const node = el("section", { id: "practice", "aria-label": "Oefengroep" },
    el("h2", {}, "Oefening"), speeds, el("div", { class: "heard" }, before, said), el("div", { class: "buttons" }, help, done, back), advice);
  return { node, speeds, said, before, help, advice, done, back };
}

function startPlaying() {
  const parts = strip();
  const dialog = el("dialog", { "aria-labelledby": "back-title" });
  document.getElementById("notices").after(parts.node);
  document.body.append(dialog);
  let wanted = false;

  function line({ role, text: words }) {
    return `${role}: ${words}`;
  }

  function draw(state) {
    rows(parts.speeds, state.speeds.map((n) => ({ id: n })),
      ({ id }) => el("button", { type: "button", class: "small", on: { click: () => ask({ speed: id }) } }, `${id} ×`),
      (node, { id }) => node.setAttribute("aria-pressed", String(id === state.speed)));
    const said = state.said.map(line);
    text(parts.said, said.at(-1) ?? "De groep komt binnen. Druk op Volgende als je begint.");
    text(parts.before, said.at(-2) ?? "");
    const trouble = state.back ? null : state.trouble;
    parts.node.toggleAttribute("data-trouble", Boolean(trouble));
    show(parts.help, Boolean(trouble));
    show(parts.done, Boolean(trouble));
    if (!trouble) wanted = false;
    parts.help.setAttribute("aria-expanded", String(wanted));
    show(parts.advice, wanted);
    if (trouble && parts.advice.dataset.card !== trouble.card) {
      parts.advice.dataset.card = trouble.card;
      parts.advice.replaceChildren(el("h2", {}, `${trouble.card} · ${trouble.question}`),
        el("ul", {}, ...trouble.steps.map((step) => el("li", {}, step))), el("p", {}, trouble.do));
    }
    show(parts.back, Boolean(state.back));
    if (state.back) drawBack(state.back);
  }

  let told = "";
  function drawBack(back) {
    const now = JSON.stringify(back);
    if (now === told) return;
    told = now;
    const captured = Object.entries(back.captured).map(([kind, n]) => `${n} ${WORDS[kind]?.[n === 1 ? 0 : 1] ?? kind}`);
    const met = back.troubles.map((one) => el("li", {}, el("strong", {}, one.question), ` (bij ‘${one.step}’) `,
      one.seconds === null ? `Hier deed je nog niets mee. ${one.advice}` : "Opgepakt."));
    const names = back.names === 1 ? "In één zin staat iets wat naar een persoon wijst."
      : `In ${back.names} zinnen staat iets wat naar een persoon wijst.`;
    dialog.replaceChildren(
      el("h2", { id: "back-title" }, "Terugblik op je oefening"),
      el("p", {}, `Je had ${back.planned} minuten gepland en gebruikte er ${back.taken}.`),
      el("p", {}, back.skipped.length ? `Overgeslagen: ${back.skipped.join(", ")}.`.replace("?.", "?") : "Je sloeg geen stap over."),
      el("p", {}, captured.length ? `Opgeschreven: ${captured.join(", ")}.` : "Je schreef niets op. Wat je niet opschrijft, is na afloop weg."),
      ...(back.names ? [el("p", { class: "wrong" }, names)] : []),
      el("h3", {}, "Wat er gebeurde"),
      met.length ? el("ul", {}, ...met) : el("p", {}, "De groep maakte het je niet moeilijk. Oefen nog eens: het gaat elke keer anders."),
      el("details", {}, el("summary", {}, "De tijd per stap"), el("table", {},
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Stap"), el("th", { scope: "col" }, "Gepland"), el("th", { scope: "col" }, "Gebruikt"))),
        el("tbody", {}, ...back.steps.map((one) => el("tr", {}, el("th", { scope: "row" }, one.title), el("td", {}, `${one.planned} min`), el("td", {}, `${one.taken} min`)))))),
      el("p", { class: "hint" }, "Nog eens oefenen? Kies in dit venster op de startpagina dezelfde workshop nog een keer. Klaar? Sluit dit venster: je eigen groep staat nog in het andere."),
      el("form", { method: "dialog" }, el("button", {}, "Sluiten")),
    );
  }

  async function ask(what) {
    const answer = await post("/api/rehearsal", what);
    if (answer.ok) draw(answer);
  }

  async function look() {
    const state = await read("/api/rehearsal");
    if (state) draw(state);
    setTimeout(look, LOOK);
  }

  function want(now) {
    wanted = now;
    parts.help.setAttribute("aria-expanded", String(wanted));
    show(parts.advice, wanted);
  }

  parts.help.addEventListener("click", () => want(!wanted));
  parts.node.addEventListener("keydown", (event) => event.key === "Escape" && want(false));
  parts.done.addEventListener("click", async () => {
    await ask({ solved: true });
    document.getElementById("stage").focus();
  });
  parts.back.addEventListener("click", () => dialog.showModal());
  look();
}

if (document.getElementById("console")) startPlaying();
