// What this file knows that no other does: the forms as tabs with panels. A form lives as long as
// the page: its text stays when another tab, another step or a new state comes along. An answer stays
// with its question: the same tab with other questions is another form.

import { $, attribute, el, watcher } from "./dom.js";
import { makeField } from "./fields.js";

const isEmpty = (value) => value === "" || value === null || value === undefined;

// These are about the step; a sentence in any other form comes along to the next.
const OF_STEP = ["measurement", "board", "position"];

/** What a form is about: its step and its statements; "" when it may be about anything. */
function about(spec, step) {
  const statements = spec.fields.flatMap((field) => field.statements ?? []);
  const at = OF_STEP.includes(spec.id) ? step : "";
  return at || statements.length ? JSON.stringify([at, ...statements]) : "";
}

/** One form: its fields, what is typed in them, and which record it corrects (if any). */
function makeForm(spec, draft) {
  const panel = el("div", { role: "tabpanel", id: `panel-${spec.id}`, "aria-labelledby": `tab-${spec.id}` });
  const form = { id: spec.id, of: spec.of, tab: spec.tab, panel, fields: [], saved: "", key: crypto.randomUUID(),
    replaces: null, aside: null, original: null };

  form.read = () => Object.fromEntries(form.fields.map((field) => [field.name, field.read()]));
  form.write = (values) => form.fields.forEach((field) => field.write(values?.[field.name]));
  form.isEmpty = () => form.fields.every((field) => isEmpty(field.read()));
  form.isIdle = () => form.isEmpty() && !form.replaces;
  form.missing = () => form.fields.find((field) => field.required && isEmpty(blank(field.read())));
  form.renew = () => (form.key = crypto.randomUUID());
  // What is kept of it until it is saved.
  form.draft = () => ({
    ...form.read(),
    ...(form.replaces ? { replaces: form.replaces, aside: JSON.stringify(form.aside) } : {}),
    ...(form.of && !form.isIdle() ? { of: form.of } : {}),
  });
  // Put a record back, to be corrected; what stood here comes back afterwards.
  form.correct = (record) => {
    if (!form.replaces) form.aside = form.isEmpty() ? null : form.read();
    form.replaces = record.id;
    form.write(record.fields);
    form.original = JSON.stringify(form.read());
  };
  form.isCorrected = () => Boolean(form.replaces) && JSON.stringify(form.read()) !== form.original;
  form.build = (newSpec, values) => {
    form.fields = newSpec.fields.map((field) => makeField(field, newSpec.id));
    const asks = newSpec.asks ? [el("p", { class: "asks" }, newSpec.asks)] : [];
    panel.replaceChildren(...asks, ...form.fields.map((field) => field.node));
    form.write(values);
  };
  form.build(spec, draft);
  form.replaces = draft?.replaces || null;
  form.aside = draft?.aside ? JSON.parse(draft.aside) : null;
  return form;
}

/** What was being typed in a form that is not here now. */
const waiting = (id, { beside, ...draft }) => ({ id, of: draft.of, draft: () => draft, isIdle: () => false });

const blank = (value) => (typeof value === "string" ? value.trim() : value);

function makeTab(spec, choose) {
  return el("button",
    { type: "button", role: "tab", id: `tab-${spec.id}`, on: { click: () => choose(spec.id) } },
    spec.tab);
}

function arrows(event) {
  const tabs = [...$("tabs").children];
  const here = tabs.indexOf(event.target);
  const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || here < 0) return;
  event.preventDefault();
  const tab = tabs.at(to % tabs.length);
  tab.click();
  tab.focus();
}

/**
 * Keep the tabs and panels; `onShow(form)` when another one comes to the front, `onLeft(form)` when
 * what was typed in one stays behind with its step.
 */
export function startForms(onShow, onLeft) {
  const forms = new Map(); // id → the form of now
  const all = new Map(); // id and what it is about → form, or what waits for one
  const changed = watcher();
  let active = "";

  function choose(id) {
    if (!forms.has(id)) return;
    active = id;
    for (const tab of $("tabs").children) {
      const chosen = tab.id === `tab-${id}`;
      attribute(tab, "aria-selected", chosen);
      attribute(tab, "tabindex", chosen ? 0 : -1);
      attribute(tab, "aria-controls", chosen ? `panel-${id}` : null);
    }
    // Only the panel in front is in the page; the others keep their text until it is their turn.
    const { panel } = forms.get(id);
    if (panel.parentNode !== $("panels")) $("panels").replaceChildren(panel);
    onShow(forms.get(id));
  }

  const place = (id, of) => `${id} ${of}`;

  // A draft without `of` is about what is asked now.
  function takeUp({ id, of }, draft) {
    for (const one of [...JSON.parse(draft.beside ?? "[]"), draft])
      if (!all.has(place(id, one.of ?? of))) all.set(place(id, one.of ?? of), waiting(id, one));
  }

  function make(spec, draft) {
    const here = place(spec.id, spec.of);
    const before = forms.get(spec.id);
    if (!before && draft) takeUp(spec, draft);
    const form = all.get(here);
    if (!form?.panel) all.set(here, makeForm(spec, form?.draft()));
    else if (changed(here, spec)) form.build(spec, form.read());
    changed(here, spec);
    forms.set(spec.id, all.get(here));
    if (before && before.of !== spec.of && !before.isIdle()) onLeft(before);
  }

  function build(specs, drafts) {
    for (const spec of specs) make(spec, drafts?.[spec.id]);
    $("tabs").replaceChildren(...specs.map((spec) => makeTab(spec, choose)));
  }

  // A step brings its own tab to the front, but never while someone is in the middle of a text.
  function follow(wish) {
    const form = forms.get(active);
    const busy = form && (form.replaces || (!form.isEmpty() && form.panel.contains(document.activeElement)));
    if (!busy) choose(wish);
  }

  const beside = (form) => [...all.values()].filter((one) => one !== form && one.id === form.id && !one.isIdle());

  $("tabs").addEventListener("keydown", arrows);
  return {
    all: () => [...forms.values()],
    beside,
    /** What is kept under the name of a form: its own words, and those that stayed with another step. */
    draft(form) {
      const others = beside(form).map((one) => one.draft());
      return { ...form.draft(), ...(others.length ? { beside: JSON.stringify(others) } : {}) };
    },
    get: (id) => forms.get(id),
    active: () => forms.get(active),
    choose,
    draw(state) {
      const specs = state.forms.map((spec) => ({ ...spec, of: about(spec, state.here.step) }));
      const rebuilt = changed("specs", specs);
      const focused = rebuilt && document.activeElement?.closest("#tabs, #panels") ? document.activeElement.id : "";
      if (rebuilt) build(specs, state.drafts);
      const gone = !state.forms.some((spec) => spec.id === active);
      // A page that opens shows what was being typed, if anything was.
      const idle = (id) => forms.get(id)?.isIdle() ?? true;
      const typing = active === "" && idle(state.form) && specs.find(({ id }) => !idle(id));
      if (typing) {
        changed("wish", [state.form, state.here.step]);
        return choose(typing.id);
      }
      const stepped = changed("wish", [state.form, state.here.step]);
      if (gone || (stepped && !rebuilt)) follow(state.form ?? state.forms[0]?.id);
      else if (stepped && active !== state.form) follow(state.form);
      else if (rebuilt) choose(active);
      if (focused && document.activeElement?.id !== focused) $(focused)?.focus();
    },
  };
}
