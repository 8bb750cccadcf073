// What this file knows that no other does: the forms as tabs with panels. A form lives as long as
// the page: its text stays when another tab, another step or a new state comes along.

import { $, attribute, el, watcher } from "./dom.js";
import { makeField } from "./fields.js";

const isEmpty = (value) => value === "" || value === null || value === undefined;

/** One form: its fields, what is typed in them, and which record it corrects (if any). */
function makeForm(spec, draft) {
  const panel = el("div", { role: "tabpanel", id: `panel-${spec.id}`, "aria-labelledby": `tab-${spec.id}` });
  const form = { id: spec.id, panel, fields: [], replaces: null, aside: null, key: crypto.randomUUID() };

  form.read = () => Object.fromEntries(form.fields.map((field) => [field.name, field.read()]));
  form.write = (values) => form.fields.forEach((field) => field.write(values?.[field.name]));
  form.isEmpty = () => form.fields.every((field) => isEmpty(field.read()));
  form.missing = () => form.fields.find((field) => field.required && isEmpty(blank(field.read())));
  form.renew = () => (form.key = crypto.randomUUID());
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

/** Keep the tabs and panels; `onShow(form)` when another one comes to the front. */
export function startForms(onShow) {
  const forms = new Map();
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

  function build(specs, drafts) {
    for (const spec of specs) {
      const form = forms.get(spec.id);
      if (!form) forms.set(spec.id, makeForm(spec, drafts?.[spec.id]));
      else if (changed(`form ${spec.id}`, spec)) form.build(spec, form.read());
      changed(`form ${spec.id}`, spec);
    }
    $("tabs").replaceChildren(...specs.map((spec) => makeTab(spec, choose)));
  }

  // A step brings its own tab to the front, but never while someone is in the middle of a text.
  function follow(wish) {
    const form = forms.get(active);
    const busy = form && (form.replaces || (!form.isEmpty() && form.panel.contains(document.activeElement)));
    if (!busy) choose(wish);
  }

  $("tabs").addEventListener("keydown", arrows);
  return {
    all: () => [...forms.values()],
    get: (id) => forms.get(id),
    active: () => forms.get(active),
    choose,
    draw(state) {
      const rebuilt = changed("specs", state.forms);
      const focused = rebuilt && document.activeElement?.closest("#tabs, #panels") ? document.activeElement.id : "";
      if (rebuilt) build(state.forms, state.drafts);
      const gone = !state.forms.some((spec) => spec.id === active);
      // A page that opens shows what was being typed, if anything was.
      const typing = active === "" && !state.drafts?.[state.form] && state.forms.find((spec) => state.drafts?.[spec.id]);
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
