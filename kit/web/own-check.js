// What this file knows that no other does: what is wrong in a trainer's own files, and what the kit
// changed in what they copied: one change at a time, theirs beside what it would become.

import { $, attribute, el, show, text } from "./dom.js";
import { GONE, post, read } from "./net.js";
import { beside } from "./beside.js";

const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** Start this way of the page; gives what looks again. `onChanged()` when a file changed. */
export function startCheck(onChanged) {
  let found = { problems: [], changes: [] };
  let at = 0;
  let busy = false;

  function problem({ place, message, remedy, advice }) {
    return el("li", { class: advice ? "advice" : "" },
      el("b", {}, place), el("span", {}, message), remedy ? el("span", { class: "remedy" }, remedy) : null);
  }

  function outcome() {
    const wrong = found.problems.filter((one) => !one.advice).length;
    const advice = found.problems.length - wrong;
    if (wrong) return `${counted(wrong, "ding klopt", "dingen kloppen")} niet. Verbeter het in het bestand. Wat de kit niet kan lezen, slaat ze over; de rest werkt.`;
    return advice ? "Alles klopt. Kijk hier nog eens naar:" : "Alles klopt.";
  }

  function draw() {
    text($("outcome"), outcome());
    attribute($("outcome"), "data-ok", found.problems.some((one) => !one.advice) ? null : "");
    $("problems").replaceChildren(...found.problems.map(problem));
    const many = found.changes.length + found.problems.filter((one) => !one.advice).length;
    show($("to-look"), many > 0);
    $("to-look").replaceChildren(el("span", { class: "unseen" }, ": "), String(many), el("span", { class: "unseen" }, " te bekijken"));
    drawChange();
  }

  // -- one change

  function explained(change) {
    if (!change.known) return "Deze kopie maakte je met de hand. Zo verschilt hij van de kit.";
    if (change.new) return "Dit is nieuw in de kit. In jouw versie staat het nog niet.";
    if (change.gone) return change.simple ? "De kit haalde dit weg." : "De kit haalde dit weg, en jij veranderde het.";
    if (change.simple) return "De kit veranderde dit sinds jij het ophaalde. Wat jij zelf veranderde, blijft.";
    const fields = change.clashes.map((name) => `‘${name}’`).join(" en ");
    return fields ? `De kit veranderde dit, en jij veranderde ${fields} ook. Neem je het over, dan komen daar de woorden van de kit.`
      : "De kit veranderde dit, en jij ook. Neem je het over, dan komen hier de woorden van de kit.";
  }

  function drawChange() {
    const { changes } = found;
    show($("changes"), changes.length > 0);
    if (!changes.length) return $("changes").replaceChildren();
    at = Math.min(at, changes.length - 1);
    const change = changes[at];
    const simple = changes.filter((one) => one.simple).length;
    const go = (step) => () => {
      at = (at + step + changes.length) % changes.length;
      drawChange();
      $("changes-title").focus();
    };
    $("changes").replaceChildren(...[
      el("div", { class: "line" },
        el("h3", { id: "changes-title", tabindex: "-1" }, change.called),
        el("span", { class: "pill" }, changes.length > 1 ? `Anders in de kit · ${at + 1} van ${changes.length}` : "Anders in de kit")),
      el("p", {}, explained(change), " ", el("span", { class: "hint" }, change.file)),
      beside(change.rows, "Zo heb jij het", "Zo wordt het als je overneemt", change.called),
      el("div", { class: "act" },
        el("button", { type: "button", class: "primary", on: { click: () => decide({ key: change.key, take: true }) } }, "Overnemen"),
        el("button", { type: "button", on: { click: () => decide({ key: change.key, take: false }) } }, "Laat mijn versie staan"),
        changes.length > 1 ? el("button", { type: "button", class: "plain", on: { click: go(1) } }, "Later, toon de volgende") : null),
      el("p", { class: "wrong", id: "change-trouble", role: "alert" }),
      simple > 1 ? el("p", { class: "all" },
        el("button", { type: "button", class: "small", on: { click: () => decide({ all: true }) } }, `Neem alle ${simple} over die jij zelf niet veranderde`)) : null,
      el("p", { class: "hint" }, "Je bestand van ervoor blijft bewaard, in de map .vorige.")].filter(Boolean));
  }

  async function decide(asked) {
    if (busy) return;
    busy = true;
    const answer = await post("/api/own/take", asked);
    busy = false;
    if (!answer.ok) return text($("change-trouble"), answer.message);
    await look();
    onChanged();
    text($("outcome"), [answer.message, ...(answer.trouble ?? []), outcome()].join(" "));
    (found.changes.length ? $("changes-title") : $("nakijken-title")).focus();
  }

  async function look() {
    const heard = await read("/api/own/check");
    if (!heard) return text($("outcome"), GONE);
    found = heard;
    draw();
  }

  $("again").addEventListener("click", look);
  return look;
}
