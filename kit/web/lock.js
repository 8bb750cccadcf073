// What this file knows that no other does: the lock of a group as a person meets it: put on with a
// passphrase and a key on paper, opened, closed again, and taken off.

import { $, attribute, el, show, text } from "./dom.js";
import { post, read } from "./net.js";

const PATIENCE = 180_000;
const BLOCK = /^.+-1..|.{4}/g; // what every key begins with, and then by four: the last block is asked for

// A passphrase takes seconds by design, and sealing a long series does too.
const ask = (path, body) => post(path, body, { patience: PATIENCE });

// One field for something secret; pasting is fine, and it can be looked at.
function secret(id, label, hint = "") {
  const field = el("input", { type: "password", id, maxlength: "1000", spellcheck: "false", autocomplete: "off",
    autocapitalize: "off", "aria-describedby": `${hint ? `${id}-hint ` : ""}${id}-trouble` });
  return el("div", { class: "secret" }, el("label", { for: id }, label),
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null, field);
}

function seen(...ids) {
  const box = el("input", { type: "checkbox",
    on: { change: () => ids.forEach((id) => ($(id).type = box.checked ? "text" : "password")) } });
  return el("label", { class: "seen" }, box, "Laat zien wat ik typ");
}

// A form with its own trouble and its own waiting; `send` gives an answer of the server.
function form(id, fields, words, send, cancel = null) {
  const first = fields[0].querySelector("input").id;
  const trouble = el("p", { id: `${first}-trouble`, class: "wrong", role: "alert" });
  const busy = el("p", { class: "hint", role: "status" });
  const button = el("button", { class: "primary" }, words);
  const wrong = (message) => {
    text(trouble, message);
    attribute($(first), "aria-invalid", message ? "true" : null);
    if (message) $(first).focus();
  };
  const submit = async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    wrong("");
    if (!$(first).value.trim()) return wrong("Vul dit eerst in.");
    attribute(button, "aria-disabled", "true");
    text(busy, "Een ogenblik. Dit duurt een paar tellen.");
    const answer = await send();
    attribute(button, "aria-disabled", null);
    text(busy, "");
    if (!answer.ok) wrong(answer.message);
  };
  return el("form", { id, novalidate: true, autocomplete: "off", on: { submit, input: () => text(trouble, "") } },
    ...fields, trouble,
    el("div", { class: "pair" }, button,
      cancel ? el("button", { type: "button", on: { click: cancel } }, "Niet doen") : null), busy);
}

function outsideOf(files) {
  if (!files.length) return null;
  return el("details", {}, el("summary", {}, files.length === 1
    ? "1 bestand in de map valt niet onder het slot"
    : `${files.length} bestanden in de map vallen niet onder het slot`),
    el("ul", {}, ...files.map((file) => el("li", {}, file))));
}

const HONEST = [
  ["Ben je de wachtzin én de herstelsleutel kwijt, dan is alles van deze groep weg.", " Niemand kan dan helpen, wij ook niet."],
  ["Wat al buiten de kit is, blijft leesbaar:", " bestanden die je maakte of doorgaf, back-ups, en papier."],
  ["Staat de groep open, dan kan iemand achter deze laptop meelezen.", " Zet hem weer op slot als je weggaat."],
  ["Dit blijft te zien:", " de naam van de groep, wanneer je iets bewaarde en wat voor soort het was. De woorden niet."],
];

/** Start the lock of a group; `onTurn` is called when it opened, closed, or went on or off. */
export function startLock(onTurn) {
  let group = null;
  let lock = null;
  const place = $("lock");
  const path = (name) => `/api/lock/${name}`;
  const send = (name, body) => ask(path(name), { group: group.id, ...body });
  const value = (id) => $(id).value;

  // -- in the dialog -----------------------------------------------------------------------------

  // What follows a press is said in a place that stays, and the keyboard goes on from there.
  function draw(parts, focus = null, said = "") {
    $("lock-part").replaceChildren(...parts.filter(Boolean));
    text($("lock-said"), said);
    if (focus) $(focus)?.focus();
    if ($(focus)?.tagName === "H4") place.scrollIntoView();
  }

  const press = (id, words, work, more = {}) => el("button", { type: "button", id, ...more, on: { click: work } }, words);

  function off(said = "", focus = null) {
    draw([
      el("p", {}, "Er zit geen slot op. Wie deze laptop kan openen, kan alles van deze groep lezen. Met een slot heb je daar een wachtzin voor nodig."),
      press("lock-begin", "Slot op deze groep zetten", () => words()),
    ], focus, said);
  }

  function words() {
    draw([
      el("h4", { id: "lock-first", tabindex: "-1" }, "Lees dit eerst"),
      el("ul", {}, ...HONEST.map(([strong, rest]) => el("li", {}, el("strong", {}, strong), rest))),
      outsideOf(lock.outside),
      form("lock-words", [
        secret("lock-new", "Bedenk een wachtzin", "Ten minste 15 tekens. Vier gewone woorden achter elkaar onthoud je goed."),
        secret("lock-again", "Typ de wachtzin nog een keer"),
        seen("lock-new", "lock-again"),
      ], "Verder", async () => {
        const answer = await send("begin", { words: value("lock-new"), again: value("lock-again") });
        if (answer.ok) paper(answer.key);
        return answer;
      }, () => off("", "lock-begin")),
    ], "lock-first");
  }

  function paper(made) {
    const blocks = made.match(BLOCK).map((block) => el("span", {}, block));
    draw([
      el("h4", { id: "lock-second", tabindex: "-1" }, "Schrijf de herstelsleutel op"),
      el("p", {}, "Je ziet hem alleen nu. Schrijf hem over of druk hem af, en bewaar hem niet bij de laptop. Met deze sleutel open je de groep als je de wachtzin vergeet."),
      el("div", { id: "paper" },
        el("p", { class: "on-paper" }, `Herstelsleutel van ${group.name} · Gesprekskit`),
        el("p", { class: "key", translate: "no" }, ...blocks),
        el("p", { class: "on-paper" }, "Bewaar dit niet bij de laptop. Typ de sleutel bij ‘Wachtzin of herstelsleutel’; spaties maken niet uit.")),
      press("lock-print", "Afdrukken", () => print()),
      form("lock-sure", [plainField("lock-last", "Typ de laatste vier tekens van je papier")],
        "Zet het slot erop", async () => {
          const answer = await send("on", { last: value("lock-last") });
          if (answer.ok) await turned(answer.message);
          return answer;
        }, () => off("", "lock-begin")),
    ], "lock-second");
  }

  function plainField(id, label) {
    return el("div", { class: "secret" }, el("label", { for: id }, label),
      el("input", { type: "text", id, class: "short", maxlength: "8", spellcheck: "false", autocomplete: "off", "aria-describedby": `${id}-trouble` }));
  }

  function on(said = "", focus = null) {
    draw([
      el("p", {}, "Er zit een slot op, en de groep is nu open. Stop je Gesprekskit, dan gaat hij vanzelf weer op slot."),
      el("div", { class: "pair" },
        press("lock-close", "Weer op slot", close),
        press("lock-change", "Wachtzin veranderen", change),
        press("lock-off", "Slot eraf halen", takeOff)),
      outsideOf(lock.outside),
    ], focus, said);
  }

  function change() {
    draw([
      el("h4", { id: "lock-third", tabindex: "-1" }, "Wachtzin veranderen"),
      form("lock-change-form", [
        secret("lock-old", "Je wachtzin van nu, of de herstelsleutel"),
        secret("lock-new", "De nieuwe wachtzin", "Ten minste 15 tekens. Vier gewone woorden achter elkaar onthoud je goed."),
        secret("lock-again", "Typ de nieuwe wachtzin nog een keer"),
        seen("lock-old", "lock-new", "lock-again"),
      ], "Veranderen", async () => {
        const answer = await send("words", { old: value("lock-old"), words: value("lock-new"), again: value("lock-again") });
        if (answer.ok) await turned(answer.message);
        return answer;
      }, () => on("", "lock-change")),
    ], "lock-third");
  }

  function takeOff() {
    draw([
      el("h4", { id: "lock-fourth", tabindex: "-1" }, "Slot eraf halen"),
      el("p", {}, "Daarna staat alles van deze groep weer leesbaar op deze laptop."),
      form("lock-off-form", [secret("lock-old", "Wachtzin of herstelsleutel"), seen("lock-old")],
        "Haal het slot eraf", async () => {
          const answer = await send("off", { words: value("lock-old") });
          if (answer.ok) await turned(answer.message);
          return answer;
        }, () => on("", "lock-off")),
    ], "lock-fourth");
  }

  async function turned(message) {
    await onTurn();
    await look(message, lock.on ? "lock-close" : "lock-begin");
    $(lock.on ? "lock-close" : "lock-begin")?.focus();
  }

  async function look(said = "", focus = null) {
    lock = (await read(`/api/lock?${new URLSearchParams({ group: group.id })}`)) ?? { outside: [] };
    show(place, lock.on !== undefined);
    if (lock.closed) draw([el("p", {}, "Er zit een slot op, en de groep is dicht. Open hem op de startpagina.")], null, said);
    else if (lock.on) on(said, focus);
    else off(said, focus);
  }

  async function close() {
    const answer = await send("close", {});
    if (!answer.ok) return text($("lock-said"), answer.message);
    $("kept-dialog").close();
    await onTurn();
  }

  // -- on the page -------------------------------------------------------------------------------

  async function unlock() {
    const answer = await send("open", { words: value("unlock-words") });
    if (answer.ok) {
      await onTurn();
      $("headline").tabIndex = -1;
      $("headline").focus();
    }
    return answer;
  }

  function door() {
    $("locked").replaceChildren(
      el("h1", { id: "locked-title" }, "Deze groep zit op slot"),
      el("p", { class: "lead" }, "Open hem met de wachtzin. Dan staat alles er weer, ook wat er net nog bij kwam."),
      form("unlock", [secret("unlock-words", "Wachtzin of herstelsleutel"), seen("unlock-words")], "Openen", unlock),
      el("p", { class: "hint" }, "Weet je de wachtzin niet meer? Typ dan de herstelsleutel van je papier. Zijn ze allebei weg, dan kan niemand deze groep nog openen."),
      press("locked-kept", "Gegevens van deze groep", () => $("kept-open").click(), { class: "plain", "aria-haspopup": "dialog" }));
    $("unlock-words").focus();
  }

  $("kept-open").addEventListener("click", () => look());
  $("lock-now").addEventListener("click", close);
  $("kept-dialog").addEventListener("close", () => $("lock-part").replaceChildren()); // no key stays behind
  if (new URLSearchParams(location.search).has("slot")) history.replaceState(null, "", "/");

  return (state) => {
    const closed = Boolean(state.lock?.closed);
    const again = closed && (group?.id !== state.group.id || $("locked").hidden);
    group = state.group;
    show($("locked"), closed);
    show($("lock-now"), Boolean(state.lock?.on) && !closed);
    if (again) door();
    else if (!closed) $("locked").replaceChildren();
  };
}
