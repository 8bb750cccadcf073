// What this file knows that no other does: the papers that can be printed: which fields say what is
// printed, and how a paper with words in it is opened without an address that holds those words.

import { $, el, show, text } from "./dom.js";
import { GONE, key } from "./net.js";
import { startDoubts } from "./doubts.js";

const PATIENCE = 60_000;
const BLOCKED = "De browser hield het nieuwe tabblad tegen. Sta het toe en probeer het nog eens.";
const REMEMBERED = "achterkant"; // the printer of this laptop, nothing of a group
const LETTERS = { uitnodiging: "Uitnodiging", "uitnodiging-leiding": "Uitnodiging voor de leiding", belofte: "Belofte", regels: "Afspraken aan tafel" };
const FIELDS = {
  kaarten: { which: "cards-which", layout: "layout", duplex: "duplex", x: "shift-x", y: "shift-y" },
  proefblad: { duplex: "duplex", x: "shift-x", y: "shift-y" },
  casus: { which: "case-which" },
  briefjes: { which: "slips-which" },
  uitnodiging: { which: "letters-which" },
  "uitnodiging-leiding": { which: "letters-which" },
};
const HOW = {
  lang: "Print dubbelzijdig, over de lange kant, op stevig papier. Knip langs de streepjes.",
  kort: "Print dubbelzijdig, over de korte kant, op stevig papier. Knip langs de streepjes.",
  vouwen: "Print enkelzijdig. Vouw op de stippellijn, met de tekst naar buiten, en plak dicht.",
};

const options = (list, pairs) =>
  list.append(...pairs.map(([value, words]) => el("option", { value }, words)));

/** Everything below "Op papier", for one group. */
export function startPapers(group) {
  const doubts = startDoubts($("handover-doubts"), "Te persoonlijk? Ga terug naar de workshop en pas de zin daar aan.", () => {});

  const address = (what, form) => {
    const given = Object.entries(FIELDS[what] ?? {}).map(([name, id]) => [name, $(id).value]);
    return `/papier/${what}?${new URLSearchParams([["group", group], ...given, ...(form ? [["form", form]] : [])])}`;
  };

  function redraw() {
    for (const link of document.querySelectorAll("[data-paper]"))
      link.href = address(link.dataset.paper, link.dataset.form);
    const wall = $("layout").value === "a4";
    show($("backs"), !wall);
    show($("shift"), $("duplex").value !== "vouwen");
    text($("how"), wall ? "Print enkelzijdig." : HOW[$("duplex").value]);
  }

  function remember(back) {
    try {
      if (back) return localStorage.setItem(REMEMBERED, JSON.stringify(back));
      return JSON.parse(localStorage.getItem(REMEMBERED) ?? "null");
    } catch {
      return null; // without a place for preferences everything is as it was made
    }
  }

  function link(what, form) {
    const words = form === "docx" ? "Word" : "PDF";
    return el("a", { class: "button small", "data-paper": what, "data-form": form, href: "/",
      target: form === "docx" ? null : "_blank", rel: "noopener", "aria-label": `${LETTERS[what]}: ${words}` }, words);
  }

  function press(words, what, form) {
    return el("button", { type: "button", class: "small", "aria-label": `${words}: ${form === "docx" ? "Word" : "PDF"}`,
      on: { click: () => make(what, { form }) } }, form === "docx" ? "Word" : "PDF");
  }

  // The tab opens at once, or the browser takes it for one that nobody asked for.
  async function make(what, asked) {
    text($("paper-trouble"), "");
    const word = asked.form === "docx";
    const tab = word ? null : open("about:blank", "_blank");
    if (!word && !tab) return text($("paper-trouble"), BLOCKED);
    const answer = await fetch("/api/takeaway/paper", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRFToken": key() },
      body: JSON.stringify({ group, what, asked, confirmed: doubts.seen() }),
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => null);
    if (!answer?.ok) {
      tab?.close();
      const said = await answer?.json().catch(() => null);
      if (said?.finds) doubts.draw(said.finds);
      text($("paper-trouble"), said?.message ?? GONE);
      return said?.finds && doubts.focus();
    }
    const made = URL.createObjectURL(await answer.blob());
    if (tab) tab.location = made;
    else el("a", { href: made, download: "overdracht.docx" }).click();
  }

  $("paper").addEventListener("input", () => {
    redraw();
    remember(Object.fromEntries(["duplex", "shift-x", "shift-y"].map((id) => [id, $(id).value])));
  });
  $("proof").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = $("proof-name").value.trim();
    if (!name) {
      text($("paper-trouble"), "Vul eerst in voor wie het deelnamebewijs is.");
      return $("proof-name").focus();
    }
    await make("deelnamebewijs", { name });
    if (!$("paper-trouble").textContent) $("proof-name").value = "";
  });

  return ({ suits, cases, workshops, numbers, tonight, next }) => {
    options($("cards-which"), tonight.map(([n, count]) => [`vandaag-${n}`, `De kaarten van workshop ${n}: ${count}`]));
    options($("cards-which"), suits);
    options($("case-which"), cases);
    options($("slips-which"), workshops);
    options($("letters-which"), numbers);
    for (const id of ["slips-which", "letters-which"])
      if ([...$(id).options].some(({ value }) => value === String(next))) $(id).value = String(next);
    $("letters").append(...Object.entries(LETTERS).map(([what, words]) =>
      el("li", {}, el("span", {}, words), link(what, ""), link(what, "docx"))));
    $("after").append(el("li", {}, el("span", {}, "Overdracht"), press("Overdracht", "overdracht", "pdf"), press("Overdracht", "overdracht", "docx")));
    for (const [id, value] of Object.entries(remember() ?? {})) if ($(id)) $(id).value = value;
    redraw();
    show($("paper"), true);
  };
}
