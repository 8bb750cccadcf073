// What this file knows that no other does: the middle of the facilitator's page: the note of this
// step, what comes next, the card and the case that can be chosen, and how the workshop ends.

import { $, attribute, el, html, icon, rows, show, text, watcher } from "./dom.js";

const PAUSE_BEFORE_DOTS = 300;
const ALMOST = "Rond af als iedereen een afspraak heeft. Alles wat je bewaarde, blijft staan.";
const DONE = "De workshop is afgerond. Je kunt nog terug naar elke stap.";

function drawUpcoming(next) {
  text($("upcoming-step"), next ? `${next.number} · ${next.title}` : "Dit is de laatste stap.");
  text($("upcoming-minutes"), next ? `${next.minutes} minuten` : "");
  html($("upcoming-note"), next?.note ?? "");
}

function drawDeck(deck) {
  show($("deck"), Boolean(deck));
  if (!deck) return;
  text($("deck-card"), deck.card ?? "");
  attribute($("draw"), "aria-disabled", deck.can_draw ? null : "true");
  const list = $("deck-choice");
  const options = (chosen) => deck.all.filter(([id]) => deck.favourites.includes(id) === chosen)
    .map(([id, words]) => el("option", { value: id }, words));
  const [mine, fitting] = [options(true), options(false)];
  list.replaceChildren(...(mine.length
    ? [el("optgroup", { label: "Voor vandaag" }, ...mine), el("optgroup", { label: "Past bij deze stap" }, ...fitting)]
    : fitting));
  list.value = deck.card ?? "";
}

function makeCase(one, ask) {
  const id = `case-${one.id}`;
  let waiting = 0;
  const dots = el("input", { type: "number", id: `${id}-dots`, min: 0, max: 99, inputmode: "numeric" });
  async function tell() {
    clearTimeout(waiting);
    if (!dots.dataset.waiting) return;
    const typed = dots.value;
    await ask("dots", { case: one.id, dots: Number(typed) || 0 });
    if (dots.value === typed) delete dots.dataset.waiting;
  }
  dots.addEventListener("input", () => {
    clearTimeout(waiting);
    dots.dataset.waiting = "yes"; // until it is told, no state may write over it
    waiting = setTimeout(tell, PAUSE_BEFORE_DOTS);
  });
  dots.addEventListener("change", tell); // who leaves the field need not wait
  const choose = () => ask("choose", { case: one.id });
  return el(
    "li",
    {},
    el("div", {}, el("h3", { id }), el("p")),
    el("div", { class: "dots" }, el("label", { for: dots.id }, "Stippen", el("span", { class: "unseen" }, ` voor ${one.code}`)), dots),
    el("button", { type: "button", "aria-describedby": id, on: { click: choose } }, el("span", { class: "mark" }), "Deze casus"),
  );
}

function drawCase(line, one) {
  const button = line.querySelector("button");
  const dots = line.querySelector("input");
  show(line.querySelector(".dots"), one.dots !== null); // at the case itself nobody votes any more
  text(line.querySelector("h3"), `${one.code} · ${one.title}`);
  text(line.querySelector("p"), one.summary);
  if (document.activeElement !== dots && !dots.dataset.waiting) dots.value = one.dots;
  attribute(button, "aria-pressed", one.chosen);
  line.querySelector(".mark").replaceChildren(...(one.chosen ? [icon("check")] : []));
}

function drawEnding({ here, steps, group, workshop }) {
  const last = !here.lobby && here.index >= steps.length - 1;
  const hadFocus = document.activeElement === $("close");
  show($("ending"), last || here.finished);
  show($("close"), !here.finished);
  show($("home"), here.finished);
  $("takeaway").classList.toggle("primary", here.finished);
  $("takeaway").href = `/meenemen?${new URLSearchParams({ group: group.id, workshop: workshop.number })}`;
  text($("ending-text"), here.finished ? DONE : ALMOST);
  show($("upcoming"), !here.finished);
  if (hadFocus && here.finished) $("home").focus();
}

/** Draw the middle of the page for each state. */
export function startStep(ask) {
  const changed = watcher();
  let last = null;
  $("draw").addEventListener("click", () => last?.deck?.can_draw && ask("draw"));
  $("take").addEventListener("click", () => ask("card", { card: $("deck-choice").value }));
  $("close").addEventListener("click", () => ask("close"));
  return (state) => {
    last = state;
    text($("where"), state.here.screens > 1 ? `scherm ${state.here.screen + 1} van ${state.here.screens}` : "");
    html($("note"), state.note);
    if (changed("next", state.next)) drawUpcoming(state.next);
    if (changed("deck", state.deck)) drawDeck(state.deck);
    show($("choice"), Boolean(state.choice));
    if (changed("choice", state.choice))
      rows($("cases"), state.choice ?? [], (one) => makeCase(one, ask), drawCase);
    drawEnding(state);
    if (changed("step", state.here.step)) $("stage").scrollTop = 0;
  };
}
