// What this file knows that no other does: own cards to a spreadsheet, and back: first what the
// rows would change or which cell is wrong, then the cards.

import { $, el, show, text } from "./dom.js";
import { post } from "./net.js";
import { beside } from "./beside.js";
import { send, startChoosing } from "./upload.js";
import { made } from "./made.js";

const LARGEST = 5_000_000;
const cards = (n) => (n === 1 ? "1 kaart" : `${n} kaarten`);

/** Start this way of the page; gives what draws it. `onChanged()` when cards changed. */
export function startSheet(onChanged, opened) {
  let file = null;
  let seen = "";
  let busy = false;

  function draw({ decks }) {
    show($("fill"), decks.length > 0);
    text($("fill-hint"), decks.length ? "Eén rij per kaart, in Excel of een ander rekenprogramma."
      : "Je hebt nog geen eigen kaarten. Maak eerst een eigen versie van een kaart, bij ‘Van jou’.");
    const kept = $("deck").value;
    $("deck").replaceChildren(...decks.map((one) =>
      el("option", { value: one.file }, `${one.title || one.file}: ${cards(one.cards)}`)));
    if (decks.some((one) => one.file === kept)) $("deck").value = kept;
  }

  async function fill(event) {
    event.preventDefault();
    const answer = await post("/api/own/sheet", { file: $("deck").value, kind: $("form").value }, { patience: 30_000 });
    text($("fill-trouble"), answer.ok ? "" : [...(answer.lines ?? [answer.message])].join(" "));
    show($("filled"), false);
    if (!answer.ok) return;
    made($("filled"), answer.message, [`Het staat in ${answer.file}.${answer.opened ? " De map ging open." : ""} Verander de rijen en bewaar het bestand. Lees het dan hiernaast weer in.`, ...answer.left],
      el("button", { type: "button", class: "small", on: { click: () => opened("rekenbladen") } }, "Map openen"));
  }

  // -- back

  function lines(answer) {
    const told = answer.lines ?? [answer.message];
    return [el("p", { class: "wrong", tabindex: "-1" }, told.length > 1 ? "Dit klopt nog niet. Er is niets veranderd." : "Er is niets veranderd."),
      el("ul", { class: "faults" }, ...told.map((line) => el("li", {}, line)),
        answer.more ? el("li", {}, `En nog ${answer.more}.`) : null),
      el("p", { class: "hint" }, "Verbeter het in het rekenblad, bewaar het en kies het opnieuw.")];
  }

  // What would change takes the place of the rest of this way, and gives it back.
  function drawWhole(open) {
    show($("coming"), open);
    show($("sheets"), !open);
  }

  async function look(chosen) {
    file = chosen;
    drawWhole(false);
    $("sheet").replaceChildren(el("p", {}, "Even kijken …"));
    const answer = await send("/api/own/sheet/look", file, {}, LARGEST);
    if (!answer.ok) return $("sheet").replaceChildren(...lines(answer));
    seen = answer.seen;
    $("sheet").replaceChildren(el("p", {}, "Je koos ", el("b", {}, file.name), answer.same ? ". Daarin staat hetzelfde als in je kaarten. Er is niets over te nemen." : "."));
    if (!answer.same) drawComing(answer);
  }

  function drawComing(answer) {
    const fresh = answer.fresh.map(({ id, question }) => el("li", {}, el("b", {}, id), ` ${question ?? ""}`));
    $("coming").replaceChildren(...[
      el("h2", { id: "coming-title", tabindex: "-1" }, answer.existing ? `Dit neem je over: ${answer.counts}` : `Dit komt erbij: ${answer.counts}`),
      el("p", { class: "hint" }, answer.existing ? `In ${answer.file}. Van hoe het was, blijft een kopie.` : `In een nieuw bestand: ${answer.file}.`),
      ...answer.changed.flatMap(({ id, fields }) => fields.map(({ name, rows }) =>
        el("div", { class: "piece" }, el("h3", {}, `Kaart ${id}, ${name}`), beside(rows, "Zo heb jij het", "Zo staat het in het rekenblad", `Kaart ${id}, ${name}`)))),
      fresh.length && answer.existing ? el("h3", {}, "Nieuw") : null, fresh.length ? el("ul", {}, ...fresh) : null,
      answer.gone.length ? el("p", {}, `Niet in het rekenblad, en daarom gebleven: ${answer.gone.join(", ")}.`) : null,
      answer.remarks.length ? el("p", {}, "Kijk hier nog eens naar:") : null,
      answer.remarks.length ? el("ul", {}, ...answer.remarks.map((line) => el("li", {}, line))) : null,
      el("div", { class: "act" },
        el("button", { type: "button", class: "primary", on: { click: keep } }, "Overnemen"),
        el("button", { type: "button", on: { click: leave } }, "Niet overnemen")),
      el("p", { class: "wrong", id: "coming-trouble", role: "alert" })].filter(Boolean));
    drawWhole(true);
    $("coming-title").focus();
  }

  function leave() {
    drawWhole(false);
    $("sheet").replaceChildren(el("p", {}, "Er is niets veranderd."));
    $("sheet-choose").focus();
  }

  async function keep() {
    if (busy) return;
    busy = true;
    const answer = await send("/api/own/sheet/keep", file, { seen }, LARGEST);
    busy = false;
    if (!answer.ok) return text($("coming-trouble"), answer.message);
    drawWhole(false);
    $("sheet").replaceChildren(el("p", { class: "good" }, answer.message),
      answer.copy ? el("p", { class: "hint" }, `Zoals het was: ${answer.copy}, ernaast.`) : "");
    onChanged();
    $("sheet-choose").focus();
  }

  $("fill").addEventListener("submit", fill);
  startChoosing($("sheet-choose"), $("sheet-file"), look);
  return draw;
}
