// What this file knows that no other does: how the signals of a group go to another laptop as one
// file, what is shown before they go, and how a file that comes back is read in.

import { $, el, show, text } from "./dom.js";
import { GONE, key, read } from "./net.js";

const LARGEST = 5_000_000;
const PATIENCE = 120_000;
const TOO_LARGE = "Dit bestand is te groot (meer dan 5 MB). Kies het bestand met de signalen.";

/** Let the server read a file in; without a group the file itself says which. Never throws. */
async function bring(file, group) {
  if (file.size > LARGEST) return { ok: false, message: TOO_LARGE };
  try {
    const answer = await fetch("/api/exchange", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRFToken": key() },
      body: JSON.stringify({ group, text: await file.text() }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return await answer.json();
  } catch {
    return { ok: false, message: GONE };
  }
}

/** A field for a file, with under it what came of it and what `onRead(answer)` adds to that. */
export function startBringing(place, group, onRead) {
  const field = place.querySelector("input");
  const said = place.querySelector("[role=status]");
  place.querySelector("button").addEventListener("click", () => field.click());
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    said.replaceChildren(el("p", {}, "Even lezen …"));
    const answer = await bring(file, group);
    const lines = (answer.aside ?? []).map((line) => el("li", {}, line));
    const more = [lines.length ? el("ul", {}, ...lines) : null, answer.ok ? onRead(answer) : null];
    said.replaceChildren(el("p", { class: answer.ok ? "good" : "wrong" }, answer.message),
      ...more.filter(Boolean));
    field.value = "";
  });
}

function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

function sentences(title, lines) {
  if (!lines.length) return null;
  return el("details", {}, el("summary", {}, title),
    el("ul", { tabindex: "0", "aria-label": title }, ...lines.map((line) => el("li", {}, line))));
}

function drawDoubts(finds, link) {
  if (!finds.length) return null;
  const tick = el("input", { type: "checkbox", on: { change: () => show(link, tick.checked) } });
  const lines = finds.map(({ text: found, kind, reason, whole }) =>
    el("li", {}, el("b", {}, `“${found}”`), ` (${kind}): ${reason} `,
      whole === found ? "" : el("span", { class: "hint" }, `In: “${whole}”`)));
  return el("div", { id: "doubts" },
    el("p", {}, el("strong", {}, "Dit lijkt op een naam of nummer. Klopt dat?")),
    el("ul", {}, ...lines),
    el("p", {}, "Staat er toch iemand in? Maak het eerst algemener, met ‘Het signaal uitwerken’."),
    el("label", {}, tick, "Ik heb het gelezen. Er staat geen mens in die je kunt herkennen."));
}

function drawGoes(said, group) {
  const { signals, answers, fallen, finds } = said;
  if (!signals.length && !fallen.length)
    return [el("p", {}, "Er is nog niets om mee te nemen: deze groep heeft nog geen signalen.")];
  const link = el("a", { class: "button primary", download: true,
    href: `/api/exchange?${new URLSearchParams({ group })}` }, "Bestand opslaan");
  show(link, !finds.length);
  const old = counted(fallen.length, "zin die jullie verbeterden of introkken", "zinnen die jullie verbeterden of introkken");
  return [
    el("p", {}, el("strong", {}, `${counted(signals.length, "signaal", "signalen")} en ${counted(answers.length, "antwoord", "antwoorden")} gaan mee.`)),
    sentences("Lees de signalen", signals),
    sentences("Lees de antwoorden", answers),
    fallen.length ? sentences(`Ook ${old}: de andere laptop moet weten dat ze vervallen`, fallen) : null,
    el("p", {}, "Er staan woorden van de groep in. Geef het bestand zelf door, en alleen aan wie het antwoord geeft. ",
      "Reflecties, afspraken en metingen gaan niet mee."),
    said.lock ? el("p", {}, el("strong", {}, "Het slot van deze groep geldt niet voor dit bestand."), " Wie het heeft, kan het lezen.") : null,
    drawDoubts(finds, link),
    link,
  ].filter(Boolean);
}

/** The part under the signals: take them along, and read the answers in. */
export function startExchange(group, onRead) {
  $("take").addEventListener("click", async () => {
    const said = await read(`/api/exchange/look?${new URLSearchParams({ group })}`);
    $("goes").replaceChildren(...(said ? drawGoes(said, group) : [el("p", { class: "wrong" }, GONE)]));
    text($("take"), "Bekijk opnieuw wat er meegaat");
  });
  startBringing($("bring"), group, onRead);
  show($("exchange"), true);
}
