// What this file knows that no other does: how what may point to a person is marked in the very
// words, said in plain Dutch, and replaced with one click. It warns; a person decides.

import { el, show } from "./dom.js";
import { post } from "./net.js";

const AFTER_LAST_KEY = 350;
const shorten = (words) => (words.length > 40 ? `${words.slice(0, 39)}…` : words);

/** Text behind a box with the same words, in which the finds are marked. */
function mark(control, finds) {
  let behind = control.parentNode.querySelector(".behind");
  if (!behind) {
    behind = el("div", { class: "behind", "aria-hidden": "true" });
    control.before(behind);
    const follow = () => behind.scrollTo(control.scrollLeft, control.scrollTop);
    control.addEventListener("scroll", follow);
  }
  const parts = [];
  let at = 0;
  // The server counts characters, a browser counts half ones for some signs.
  const letters = [...control.value];
  const from = (start, end) => letters.slice(start, end).join("");
  for (const { start, end, kind } of finds) {
    if (kind === "combination" || start < at) continue;
    parts.push(from(at, start), el("mark", {}, from(start, end)));
    at = end;
  }
  behind.replaceChildren(...parts, from(at), "\n");
  behind.scrollTo(control.scrollLeft, control.scrollTop);
}

function line(find, replace) {
  const { text, reason, replacement } = find;
  const button = replacement
    ? el("button", { type: "button", class: "plain", on: { click: () => replace(find) } }, `Vervang door “${shorten(replacement)}”`)
    : null;
  return el("li", {}, el("p", {}, el("b", {}, `“${shorten(text)}”`), ` ${reason}`), button);
}

/**
 * Watch what is typed. `about(form)` gives what the server is asked. Returns `typed(form)`,
 * `draw(form, finds)` and `seen(form)`: the finds that are on the screen now.
 */
export function startPrivacy(about) {
  const shown = new Map(); // form id → finds
  let timer = 0;
  let turn = 0;
  const box = el("div", { class: "finds", id: "finds", hidden: true, role: "status" });

  function replace(form, { field, start, end, text }, replacement) {
    const one = form.fields.find(({ name }) => name === field);
    const letters = [...one.read()];
    if (letters.slice(start, end).join("") !== text) return look(form);
    const words = [...letters.slice(0, start), replacement, ...letters.slice(end)].join("");
    one.write(words);
    one.focus();
    one.node.dispatchEvent(new Event("input", { bubbles: true }));
    look(form);
  }

  function draw(form, finds) {
    shown.set(form.id, finds);
    for (const { name, node } of form.fields) {
      const control = node.querySelector("textarea");
      if (control) mark(control, finds.filter(({ field }) => field === name));
    }
    box.replaceChildren(...(finds.length ? [
      el("p", {}, el("strong", {}, "Herken je hier iemand in?"), " Wat je laat staan, bevestig je met Bewaren."),
      el("ul", {}, ...finds.map((find) => line(find, (one) => replace(form, one, one.replacement)))),
    ] : []));
    show(box, finds.length > 0);
    if (box.parentNode !== form.panel) form.panel.append(box);
  }

  async function look(form) {
    clearTimeout(timer);
    const mine = ++turn;
    const answer = await post("/api/privacy", about(form));
    if (mine === turn && answer.ok) draw(form, answer.finds);
  }

  return {
    draw,
    typed(form) {
      turn++; // an answer about other words no longer counts
      clearTimeout(timer);
      timer = setTimeout(look, AFTER_LAST_KEY, form);
    },
    seen: (form) => (box.parentNode === form.panel ? shown.get(form.id) ?? [] : []),
    show(form) {
      draw(form, []);
      if (!form.isEmpty()) look(form);
    },
  };
}
