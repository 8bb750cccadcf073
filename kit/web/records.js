// What this file knows that no other does: the list of what was kept in this step, and that each
// sentence can be corrected, taken back (and put back), or shown to the room.

import { $, attribute, el, rows, show, text, watcher } from "./dom.js";

function action(words, onClick, pressed = null) {
  return el("button", { type: "button", class: "plain", "aria-pressed": pressed, on: { click: onClick } }, words);
}

function make(does) {
  const node = el("li", {}, el("p", { class: "line" }), el("p", { class: "who hint" }), el("p", { class: "actions" }));
  const now = () => node.record;
  node.fix = action("Aanpassen", () => does.correct(now()));
  node.withdraw = action("Intrekken", () => does.withdraw(now()));
  node.restore = action("Terugzetten", () => does.restore(now()));
  node.reveal = action("Toon op beamer", () => does.reveal(now()), "false");
  node.lastChild.append(node.fix, node.withdraw, node.reveal, node.restore);
  return node;
}

function draw(node, record) {
  const [line, who] = node.children;
  node.record = record;
  line.id = `record-${record.id}`;
  text(line, record.line);
  text(who, record.withdrawn ? "Ingetrokken" : [record.role, record.time].filter(Boolean).join(" · "));
  node.classList.toggle("withdrawn", Boolean(record.withdrawn));
  attribute(node.reveal, "aria-pressed", Boolean(record.shown));
  for (const button of [node.withdraw, node.reveal]) show(button, !record.withdrawn);
  show(node.fix, record.can_fix && !record.withdrawn);
  show(node.restore, Boolean(record.withdrawn));
  for (const button of node.lastChild.children) attribute(button, "aria-describedby", line.id);
}

/** Draw the records of this step. What was taken back stays in sight, so that it can come back. */
export function startRecords({ ask, send, correct }) {
  const changed = watcher();
  const taken = new Map();
  let step = "";
  let last = [];

  function redraw() {
    const ids = new Set(last.map((record) => record.id));
    const missing = [...taken.values()].filter((record) => !ids.has(record.id));
    const list = [...last, ...missing].sort((a, b) => (a.id < b.id ? 1 : -1));
    rows($("records"), list, () => make(does), draw);
  }

  const does = {
    correct,
    reveal: (record) => ask("word", { id: record.id, shown: !record.shown }),
    async withdraw(record) {
      taken.set(record.id, { ...record, withdrawn: true });
      if (!(await send("/api/withdraw", { id: record.id })).ok) taken.delete(record.id);
      redraw();
      focusOn(record.id, "restore");
    },
    async restore(record) {
      const answer = await send("/api/restore", { id: record.id });
      if (answer.ok) taken.delete(record.id);
      redraw();
      focusOn(record.id, "withdraw");
    },
  };

  function focusOn(id, button) {
    const node = [...$("records").children].find((one) => one.dataset.id === id);
    if (document.activeElement === document.body) node?.[button].focus();
  }

  $("words").addEventListener("click", () => ask("words"));
  return (state) => {
    if (step !== state.here.step) taken.clear();
    step = state.here.step;
    last = state.records;
    const count = state.records.filter((record) => !record.withdrawn).length;
    const whole = step ? "Deze stap" : "Deze workshop"; // before and after there is no step
    text($("kept-title"), count ? `${whole} · ${count}` : whole);
    show($("nothing"), !count);
    attribute($("words"), "aria-pressed", state.words_shown);
    show($("words"), state.words_shown || state.records.some((record) => record.shown));
    if (changed("records", [state.records, step])) redraw();
  };
}
