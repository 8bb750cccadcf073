// What this file knows that no other does: when words count as saved (only when the server says so),
// what is said when they are not, and how a saved sentence is corrected.

import { $, attribute, el, icon, show, text } from "./dom.js";
import { post } from "./net.js";
import { startDrafts } from "./drafts.js";
import { startForms } from "./forms.js";
import { startPrivacy } from "./privacy.js";

function saved(time, where = "") {
  const words = where ? ` Bewaard bij ‘${where}’ · ${time}` : ` Bewaard op deze laptop · ${time}`;
  $("saved").replaceChildren(...(time === null ? [] : [icon("check"), words]));
}

function trouble(message, folder = false) {
  text($("trouble-text"), message);
  show($("trouble"), Boolean(message));
  show($("folder"), folder);
  if (!folder) show($("folder-form"), false);
}

/** Start capture. `about(body)` adds the group and workshop that every question needs. */
export function startCapture(about) {
  const correcting = el("p", { class: "correcting" }, "Je past een bewaarde zin aan. ",
    el("button", { type: "button", class: "plain", on: { click: () => leave(forms.active()) } }, "Toch niet"));
  const privacy = startPrivacy((form) =>
    about({ kind: form.id, fields: form.read(), replaces: form.replaces }));
  const forms = startForms((form) => {
    correcting.remove();
    if (form.replaces) form.panel.prepend(correcting);
    privacy.show(form);
  });
  const drafts = startDrafts((form) => {
    const fields = form.read();
    if (form.replaces) Object.assign(fields, { replaces: form.replaces, aside: JSON.stringify(form.aside) });
    return about({ form: form.id, fields });
  }, (answer) => setStorage(answer.ok || answer.status !== 507, answer.message));
  let saving = false;
  let storage = true;
  let step = null;
  let there = [];
  let wanted = "";

  // What is asked for comes to the front as soon as the server has told of it.
  function open() {
    if (!there.includes(wanted)) return;
    forms.choose(wanted);
    forms.get(wanted).fields[0]?.focus();
    wanted = "";
  }

  // The disk's own trouble is told once, also when it shows while someone is only typing.
  function setStorage(fine, message) {
    if (fine !== storage) trouble(fine ? "" : message, !fine);
    storage = fine;
  }

  function busy(now) {
    saving = now;
    attribute($("save"), "aria-disabled", now ? "true" : null);
    for (const field of $("panels").querySelectorAll("textarea, input")) field.readOnly = now;
  }

  function done(form) {
    drafts.done(form);
    form.renew();
    form.write(form.aside);
    privacy.show(form);
    [form.replaces, form.aside] = [null, null];
    if (!form.isEmpty()) drafts.typed(form);
    correcting.remove();
  }

  function leave(form) {
    done(form);
    drafts.typed(form);
    form.fields[0]?.focus();
  }

  async function save() {
    const form = forms.active();
    if (saving || !form) return;
    saved(null);
    const missing = form.missing();
    form.fields.forEach((field) => field.mark(field === missing));
    if (missing) {
      trouble(`Vul nog in: ${missing.label}`);
      return missing.focus();
    }
    busy(true);
    await drafts.settle(form);
    const answer = await post("/api/save",
      about({ kind: form.id, fields: form.read(), draft: form.key, replaces: form.replaces, confirmed: privacy.seen(form) }));
    busy(false);
    if (!answer.ok) {
      drafts.typed(form);
      if (answer.finds) privacy.draw(form, answer.finds);
      return trouble(answer.message, answer.status >= 500);
    }
    trouble("");
    done(form);
    saved(answer.time, answer.where);
    // Someone who types goes on typing; after a click the keys and the clicker stay free.
    if ($("panels").contains(document.activeElement)) form.fields[0]?.focus();
  }

  async function useFolder() {
    const answer = await post("/api/folder", about({ path: $("folder-path").value.trim() }));
    if (!answer.ok) return trouble(answer.message, true);
    storage = true;
    trouble("");
    await drafts.sendAll();
    if (forms.active()?.isEmpty()) text($("saved"), "De nieuwe map is in gebruik.");
    else await save();
    forms.active()?.fields[0]?.focus();
  }

  $("capture").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  $("capture").addEventListener("keydown", (event) => {
    const inFolder = event.target === $("folder-path") && event.key === "Enter";
    const combo = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!inFolder && !combo) return;
    event.preventDefault();
    if (inFolder) useFolder();
    else if (!event.repeat) save();
  });
  $("panels").addEventListener("input", () => {
    const form = forms.active();
    form.fields.forEach((field) => field.mark(false));
    if (!saving) form.renew(); // other words are another save, never the answer to an earlier one
    saved(null);
    if ($("folder").hidden) trouble("");
    drafts.typed(form);
    privacy.typed(form);
  });
  $("folder-open").addEventListener("click", () => {
    show($("folder-form"), $("folder-form").hidden);
    if (!$("folder-form").hidden) $("folder-path").focus();
  });
  $("folder-use").addEventListener("click", useFolder);

  return {
    sendAll: drafts.sendAll,
    unsaved: () => drafts.unsent(),
    /** Put a saved record back in its form; what stood there comes back afterwards. */
    correct(record) {
      const form = forms.get(record.form);
      if (!form) return;
      if (!form.replaces) form.aside = form.isEmpty() ? null : form.read();
      form.replaces = record.id;
      form.write(record.fields);
      forms.choose(form.id);
      drafts.typed(form);
      form.fields[0]?.focus();
    },
    /** Bring a form to the front and put the keyboard in its first field. */
    open(id) {
      wanted = id;
      open();
    },
    draw(state) {
      forms.draw(state);
      there = state.forms.map((spec) => spec.id);
      open();
      if (step !== null && step !== state.here.step) saved(null); // it was about the step before
      step = state.here.step;
      setStorage(state.storage.ok, state.storage.message);
    },
  };
}
