// What this file knows that no other does: own work as one file to give away, and a file from
// somebody else: first what is in it, code that must be agreed to, and a way back.

import { $, el, show, text, watcher } from "./dom.js";
import { post, read } from "./net.js";
import { send, startChoosing } from "./upload.js";
import { made } from "./made.js";

const LARGEST = 500_000_000;

function list(title, lines) {
  if (!lines.length) return null;
  return el("div", { class: "piece" }, el("h3", {}, title), el("ul", {}, ...lines.map((line) => el("li", {}, line))));
}

/** Start this way of the page; gives what draws it. `onChanged()` when own files changed. */
export function startShare(onChanged, opened) {
  let goes = { files: [], left: [], finds: [], seen: "" };
  let file = null;
  let inside = null;
  let tick = null;
  let busy = false;
  const changed = watcher();

  // -- a package of one's own

  function drawGoes() {
    const { files, left, finds } = goes;
    const agreed = el("input", { type: "checkbox", id: "pack-read" });
    $("goes").replaceChildren(...[
      files.length ? el("details", {}, el("summary", {}, files.length === 1 ? "1 bestand gaat mee" : `${files.length} bestanden gaan mee`),
        el("ul", {}, ...files.map((name) => el("li", {}, name))))
        : el("p", {}, "Er is nog niets van jezelf om in te pakken. Maak eerst een eigen versie van iets, bij ‘Van jou’."),
      left.length ? el("details", {}, el("summary", {}, left.length === 1 ? "1 bestand blijft hier" : `${left.length} bestanden blijven hier`),
        el("ul", {}, ...left.map((line) => el("li", {}, line)))) : null,
      finds.length ? el("div", { class: "doubts", role: "group", "aria-labelledby": "finds-title" },
        el("p", { id: "finds-title" }, el("strong", {}, "Lees dit na. Het kan naar een persoon wijzen.")),
        el("ul", { class: "long", tabindex: "0", "aria-labelledby": "finds-title" }, ...finds.map((line) => el("li", {}, line))),
        el("label", {}, agreed, "Ik heb het gelezen. Zo mag het mee.")) : null,
    ].filter(Boolean));
    show($("pack-do"), files.length > 0);
  }

  async function lookAtOwn() {
    const heard = await read("/api/own/pack");
    if (!heard || (heard.seen === goes.seen && heard.files.join() === goes.files.join())) return;
    goes = heard;
    drawGoes();
  }

  async function pack(event) {
    event.preventDefault();
    if (busy) return;
    show($("packed"), false);
    if (goes.finds.length && !$("pack-read").checked) {
      text($("pack-trouble"), "Lees eerst wat hierboven staat en zet het vinkje.");
      return $("pack-read").focus();
    }
    busy = true;
    const about = { version: $("version").value, licence: $("licence").value, maker: $("maker").value };
    const answer = await post("/api/own/pack", { ...about, seen: goes.seen }, { patience: 60_000 });
    busy = false;
    if (answer.finds) {
      goes = { ...goes, finds: answer.finds, seen: answer.seen };
      drawGoes();
    }
    text($("pack-trouble"), answer.ok ? "" : answer.message);
    if (!answer.ok) return;
    made($("packed"), answer.message, [`${answer.about} Het staat in ${answer.file}.${answer.opened ? " De map ging open." : ""}`,
      answer.licence ? "" : "Er staat geen licentie bij. Een ander weet dan niet wat mag."],
    el("button", { type: "button", class: "small", on: { click: () => opened("pakketten") } }, "Map openen"));
  }

  // -- a package from somebody else

  function refusal(answer) {
    const told = answer.lines ?? [answer.message];
    return [el("p", { class: "wrong" }, "Dit pakket lees ik niet in. Er is niets veranderd."),
      el("ul", { class: "faults" }, ...told.map((line) => el("li", {}, line)), answer.more ? el("li", {}, `En nog ${answer.more}.`) : null)];
  }

  // What is in the package takes the place of the rest of this way, and gives it back.
  function drawWhole(open) {
    show($("inside"), open);
    show($("share"), !open);
  }

  async function look(chosen, renamed = {}, agreed = "") {
    file = chosen;
    drawWhole(false);
    $("package-said").replaceChildren(el("p", {}, "Even kijken …"));
    const answer = await send("/api/own/package/look", file, { renamed }, LARGEST);
    if (!answer.ok) return $("package-said").replaceChildren(...refusal(answer));
    inside = { ...answer, renamed };
    $("package-said").replaceChildren();
    drawInside(agreed === answer.seen);
  }

  function about({ maker, version, licence, newer }) {
    const rows = [["Maker", maker || "niet genoemd"], ["Versie", version || "geen"], ["Licentie", licence || "niet genoemd"]];
    return [el("dl", {}, ...rows.flatMap(([name, words]) => [el("dt", {}, name), el("dd", {}, words)])),
      newer ? el("p", { class: "hint" }, "Een nieuwere kit maakte dit pakket. Wat deze kit niet kent, blijft weg.") : null];
  }

  function code({ foreign, too_much: tooMuch }) {
    if (tooMuch) return el("p", { class: "doubts" }, "In dit pakket zit meer code dan iemand kan nalezen. De draaiboeken met die code blijven weg.");
    if (!foreign.length) return null;
    tick = el("input", { type: "checkbox", id: "agree", on: { change: drawPlan } });
    return el("div", { class: "doubts", role: "group", "aria-labelledby": "code-title" },
      el("p", { id: "code-title" }, el("strong", {}, "In dit pakket zit code die geen stap is. Die kan alles op deze laptop.")),
      ...foreign.map((one) => el("figure", {}, el("figcaption", {}, one.place),
        el("pre", { tabindex: "0", "aria-label": one.place, role: "region" }, one.text))),
      el("p", {}, "Begrijp je de code niet, of ken je de maker niet? Laat het vinkje weg. De rest van het pakket komt dan wel binnen."),
      el("label", {}, tick, "Ik heb de code gelezen en vertrouw de maker."));
  }

  function taken(things) {
    if (!things.length) return null;
    const fields = things.map(({ word, called, example, given }) => {
      const id = `name-${word}`;
      return el("div", {}, el("label", { for: id }, `${called} heb je zelf al. Hoe heet die uit het pakket? `, el("span", { class: "hint" }, `Bijvoorbeeld ${example}. Leeg: hij blijft weg.`)),
        el("input", { type: "text", id, maxlength: "60", value: given, "data-word": word, spellcheck: "false" }));
    });
    return el("form", { id: "names", novalidate: true, autocomplete: "off", on: { submit: rename } }, ...fields,
      el("p", {}, el("button", { class: "small" }, "Kijk opnieuw")));
  }

  function rename(event) {
    event.preventDefault();
    const given = [...$("names").querySelectorAll("input")].map((one) => [one.dataset.word, one.value.trim()]);
    look(file, { ...inside.renamed, ...Object.fromEntries(given) }, tick?.checked ? inside.seen : "");
  }

  function drawPlan() {
    const plan = tick?.checked ? inside.whole : inside.without;
    const some = plan.comes.length > 0;
    $("plan").replaceChildren(...[
      list("Dit komt binnen", plan.comes), list("Dit blijft weg", plan.stays_out),
      some ? null : el("p", {}, "Er is niets om in te lezen."),
    ].filter(Boolean));
    show($("add"), some);
  }

  function drawInside(agreed) {
    tick = null;
    $("inside").replaceChildren(...[
      el("h2", { id: "inside-title", tabindex: "-1" }, `In ${file.name}`), ...about(inside.about).filter(Boolean),
      list("Dit klopt er niet in", inside.problems), code(inside),
      el("div", { id: "plan", "aria-live": "polite" }), taken(inside.taken),
      el("div", { class: "act" },
        el("button", { type: "button", class: "primary", id: "add", on: { click: add } }, "Inlezen"),
        el("button", { type: "button", on: { click: leave } }, "Niet inlezen")),
      el("p", { class: "wrong", id: "add-trouble", role: "alert" })].filter(Boolean));
    if (tick) tick.checked = agreed;
    drawPlan();
    drawWhole(true);
    $("inside-title").focus();
  }

  function leave() {
    drawWhole(false);
    $("package-said").replaceChildren(el("p", {}, "Er is niets ingelezen."));
    $("package-choose").focus();
  }

  async function add() {
    if (busy) return;
    busy = true;
    const { seen, renamed } = inside;
    const answer = await send("/api/own/package/add", file, { seen, renamed, trust: Boolean(tick?.checked) }, LARGEST);
    busy = false;
    if (!answer.ok) return text($("add-trouble"), (answer.lines ?? [answer.message]).join(" "));
    drawWhole(false);
    $("package-said").replaceChildren(...[el("p", { class: answer.brought ? "good" : "" }, answer.message),
      list("Dit is nu van jou", answer.comes), list("Dit bleef weg", answer.stays_out)].filter(Boolean));
    drawLast(answer.package);
    onChanged();
    (answer.brought ? $("undo") : $("package-choose")).focus();
  }

  // -- and out again

  function drawLast(about) {
    if (!changed("last", about)) return; // the keyboard may be on its button
    show($("last"), Boolean(about));
    if (!about) return $("last").replaceChildren();
    const of = [about.maker && `van ${about.maker}`, about.version && `versie ${about.version}`].filter(Boolean).join(", ");
    $("last").replaceChildren(
      el("p", {}, of ? `Het laatste pakket: ${of}.` : "Er is een pakket ingelezen."),
      el("p", {}, el("button", { type: "button", id: "undo", on: { click: undo } }, "Ongedaan maken")),
      el("p", { class: "hint" }, "Wat het pakket bracht, gaat weg. Wat jij daarna veranderde, blijft."),
      el("p", { class: "wrong", id: "undo-trouble", role: "alert" }));
  }

  async function undo() {
    if (busy) return;
    busy = true;
    const answer = await post("/api/own/package/undo", {}, { patience: 30_000 });
    busy = false;
    if (!answer.ok) return text($("undo-trouble"), answer.message);
    $("package-said").replaceChildren(...[el("p", { class: "good" }, answer.message),
      list("Weggehaald", answer.gone), list("Dit blijft staan", answer.stays)].filter(Boolean));
    drawLast(answer.package);
    onChanged();
    $("package-choose").focus();
  }

  $("pack").addEventListener("submit", pack);
  startChoosing($("package-choose"), $("package-file"), (chosen) => look(chosen));
  return (said) => {
    drawLast(said.package);
    lookAtOwn();
  };
}
