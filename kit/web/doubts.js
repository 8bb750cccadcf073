// What this file knows that no other does: what may point to a person in what is about to leave, as
// sentences to read, and the tick without which it does not go. Other finds take the tick away.

import { $, el } from "./dom.js";

const name = ({ kind, text }) => `${kind} ${text}`;

/** Every sentence once, with all that was found in it. */
function sentences(finds) {
  const found = new Map();
  for (const find of finds)
    for (const [where, whole] of find.places) {
      if (!found.has(whole)) found.set(whole, { where, whole, finds: [] });
      found.get(whole).finds.push(find);
    }
  return [...found.values()];
}

function marked(whole, texts) {
  const parts = [];
  let rest = whole;
  while (rest) {
    const [at, words] = texts.map((one) => [rest.indexOf(one), one]).filter(([place]) => place >= 0)
      .sort(([a, one], [b, other]) => a - b || other.length - one.length)[0] ?? [rest.length, ""];
    parts.push(rest.slice(0, at), words ? el("mark", {}, words) : "");
    rest = rest.slice(at + words.length);
  }
  return parts;
}

function line({ where, whole, finds }) {
  const why = [...new Set(finds.map(({ reason }) => reason))].join(" ");
  const bare = whole.replace(/^“(.*)”$/s, "$1");
  return el("li", {}, el("p", {}, "“", ...marked(bare, finds.map(({ text }) => text)), "”"),
    el("p", { class: "hint" }, el("b", {}, `${where}. `), why));
}

/** A box in `place`. `onChange()` when someone ticks, or when there is something else to tick. */
export function startDoubts(place, remedy, onChange) {
  let found = [];
  let tick = null;

  function draw(finds) {
    if (tick && finds.map(name).join("\n") === found.map(name).join("\n")) return;
    found = finds;
    tick = null;
    if (!finds.length) {
      place.replaceChildren();
      return onChange();
    }
    tick = el("input", { type: "checkbox", id: `${place.id}-read`, on: { change: onChange } });
    const title = `${place.id}-title`;
    const lines = sentences(finds);
    const many = lines.length === 1 ? "In deze zin kun" : `In deze ${lines.length} zinnen kun`;
    place.replaceChildren(el("div", { class: "doubts", role: "group", "aria-labelledby": title },
      el("p", { id: title }, el("strong", {}, `${many} je misschien iemand herkennen`)),
      el("ul", { class: "finds", tabindex: "0", "aria-labelledby": title }, ...lines.map(line)),
      el("p", {}, remedy),
      el("label", {}, tick, "Ik heb het gelezen. Zo mag het mee.")));
    onChange();
  }

  return {
    draw,
    /** What a person read and let go; empty until the tick is there. */
    seen: () => (tick?.checked ? found.map(({ kind, text }) => ({ kind, text })) : []),
    sure: () => !found.length || Boolean(tick?.checked),
    focus: () => $(`${place.id}-read`)?.focus(),
  };
}
