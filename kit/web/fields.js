// What this file knows that no other does: the kinds of field a form can have. Each is made from its
// description and gives {node, read, write, focus, name, label, required}; values are plain.

import { el } from "./dom.js";

const SCORES = [1, 2, 3, 4, 5];

function labelled(spec, id, control) {
  const hint = spec.hint ? el("span", { class: "hint" }, ` ${spec.hint}`) : null;
  return el("div", { class: "field" }, el("label", { for: id }, spec.label, hint), control);
}

function simple(spec, id) {
  const required = spec.required ? "true" : null;
  const common = { id, "aria-required": required };
  if (spec.kind === "textarea") return el("textarea", { ...common, rows: 3 });
  if (spec.kind === "select") {
    const options = spec.options.map(([value, words]) => el("option", { value }, words));
    return el("select", common, ...options);
  }
  const bounds = spec.kind === "number" ? { min: spec.min, max: spec.max } : {};
  return el("input", { ...common, ...bounds, type: spec.kind });
}

function one(spec, id) {
  const control = simple(spec, id);
  return {
    node: labelled(spec, id, spec.kind === "textarea" ? el("div", { class: "over" }, control) : control),
    read: () => control.value,
    write: (value) => {
      control.value = value ?? "";
    },
    focus: () => control.focus(),
    mark: (wrong) => (wrong ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid")),
  };
}

function radios(id, values, describe = () => null) {
  return values.map((value) =>
    el("label", { class: "dot" },
      el("input", { type: "radio", name: id, value, "aria-label": describe(value) }),
      el("span", { "aria-hidden": describe(value) ? "true" : null }, String(value))),
  );
}

function chosen(node) {
  const input = node.querySelector("input:checked");
  return input ? Number(input.value) : null;
}

function choose(node, value) {
  for (const input of node.querySelectorAll("input"))
    input.checked = value !== null && value !== undefined && input.value === String(value);
}

function scale(spec, id) {
  const values = [];
  for (let value = spec.min ?? 0; value <= (spec.max ?? 10); value++) values.push(value);
  const hint = spec.hint ? el("span", { class: "hint" }, ` ${spec.hint}`) : null;
  const node = el("fieldset", { class: "field scale" }, el("legend", {}, spec.label, hint),
    el("div", { class: "dots" }, ...radios(id, values)));
  return {
    node,
    read: () => chosen(node),
    write: (value) => choose(node, value),
    focus: () => node.querySelector("input").focus(),
    mark: () => {},
  };
}

// Typing over a pile of paper forms goes fast: a digit answers a statement and moves to the next.
function digits(node) {
  node.addEventListener("keydown", (event) => {
    const lines = [...node.querySelectorAll(".statement")];
    const line = event.target.closest(".statement");
    const pressed = line?.querySelector(`input[value="${CSS.escape(event.key)}"]`);
    if (!pressed || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    pressed.checked = true;
    pressed.dispatchEvent(new Event("input", { bubbles: true }));
    (lines[lines.indexOf(line) + 1]?.querySelector("input") ?? pressed).focus();
  });
}

function likert(spec, id) {
  const words = { 1: "1, helemaal niet", 5: "5, helemaal wel" };
  const lines = spec.statements.map((statement, place) =>
    el("fieldset", { class: "statement" }, el("legend", {}, `${place + 1}. ${statement}`),
      el("div", { class: "dots" }, ...radios(`${id}-${place}`, SCORES, (score) => words[score] ?? null))));
  const node = el("fieldset", { class: "field likert" }, el("legend", {}, spec.label),
    el("p", { class: "hint" }, "1 is helemaal niet, 5 is helemaal wel"), ...lines);
  digits(node);
  return {
    node,
    read: () => (lines.some((line) => chosen(line)) ? lines.map(chosen) : null),
    write: (values) => lines.forEach((line, place) => choose(line, values?.[place] ?? null)),
    focus: () => node.querySelector("input").focus(),
    mark: () => {},
  };
}

const KINDS = { scale, likert };

/** Make one field of a form; `prefix` keeps ids apart between forms. */
export function makeField(spec, prefix) {
  const field = (KINDS[spec.kind] ?? one)(spec, `${prefix}-${spec.name}`);
  return { name: spec.name, label: spec.label, required: Boolean(spec.required), ...field };
}
