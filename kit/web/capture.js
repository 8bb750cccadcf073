// What this file knows that no other does: when words count as saved (only when the server says so),
// what is said when they are not, and how a saved sentence is corrected.

import { $, attribute, el, icon, show, text } from "./dom.js";
import { post } from "./net.js";
import { startDrafts } from "./drafts.js";
import { startForms } from "./forms.js";
import { startPrivacy } from "./privacy.js";

const FIRST_SAVE = "Bewaar eerst wat je nu aanpast, of kies ‘Toch niet’.";
const STILL_SAVING = "Wacht even: deze zin wordt nog bewaard.";

function drawSaved({ saved }) {
  $("saved").replaceChildren(...(saved ? [icon("check"), saved] : []));
}

function trouble(message, folder = false) {
  text($("trouble-text"), message);
  show($("trouble"), Boolean(message));
  show($("folder"), folder);
  if (!folder) show($("folder-form"), false);
}

/** Say something, and leave what is said of the folder where it is. */
function say(message = "") {
  const folder = !$("folder").hidden;
  if (message || !folder) trouble(message, folder);
}

/** Start capture. `about(body)` adds the group and workshop that every question needs. */
export function startCapture(about) {
  const correcting = el("p", { class: "correcting" }, "Je past een bewaarde zin aan. ",
    el("button", { type: "button", class: "plain", on: { click: () => leave(forms.active()) } }, "Toch niet"));
  const inFront = (form) => form === forms.active();
  const privacy = startPrivacy((form) =>
    about({ kind: form.id, fields: form.read(), replaces: form.replaces }));
  const forms = startForms((form) => {
    correcting.remove();
    if (form.replaces) form.panel.prepend(correcting);
    privacy.show(form);
    drawSaved(form);
  }, (form) => {
    if (form === saving?.form) return;
    say(`Wat je invulde bij ‘${form.tab}’ is nog niet bewaard. Het staat nog bij de stap waar je het invulde.`);
    $("trouble").scrollIntoView({ block: "center" }); // a long form hides it
  });
  const drafts = startDrafts((form) => about({ form: form.id, fields: forms.draft(form) }),
    (answer) => setStorage(answer.ok || answer.status !== 507, answer.message));
  let saving = null; // the form that is being saved, and its fields
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

  function busy(form, fields) {
    saving = fields && { form, fields };
    attribute($("save"), "aria-disabled", saving ? "true" : null);
    for (const field of form.panel.querySelectorAll("textarea, input")) field.readOnly = Boolean(saving);
  }

  // What is said of a save stands beside its own form only, also when that comes to the front later.
  function tellSaved(form, words = "") {
    form.saved = words;
    if (inFront(form)) drawSaved(form);
  }

  function done(form) {
    drafts.done(form);
    form.renew();
    form.write(form.aside);
    [form.replaces, form.aside] = [null, null];
    if (!form.isEmpty() || forms.beside(form).length) drafts.typed(form);
    if (!inFront(form)) return;
    correcting.remove();
    privacy.show(form);
  }

  function leave(form) {
    if (saving?.form === form) return say(STILL_SAVING);
    say();
    done(form);
    drafts.typed(form);
    form.fields[0]?.focus();
  }

  async function save() {
    const form = forms.active();
    if (saving || !form) return;
    tellSaved(form);
    const missing = form.missing();
    form.fields.forEach((field) => field.mark(field === missing));
    if (missing) {
      trouble(`Vul nog in: ${missing.label}`);
      return missing.focus();
    }
    const [fields, confirmed] = [form.read(), privacy.seen(form)];
    busy(form, fields);
    await drafts.settle(form);
    const answer = await post("/api/save",
      about({ kind: form.id, fields, draft: form.key, replaces: form.replaces, confirmed }));
    busy(form, null);
    if (!answer.ok) {
      drafts.typed(form);
      if (answer.finds && inFront(form)) privacy.draw(form, answer.finds);
      return trouble(inFront(form) ? answer.message : `Bij ‘${form.tab}’: ${answer.message}`, answer.status >= 500);
    }
    trouble("");
    done(form);
    const where = answer.where ? `bij ‘${answer.where}’` : "op deze laptop";
    tellSaved(form, ` Bewaard ${where} · ${answer.time}`);
    // Someone who types goes on typing; after a click the keys and the clicker stay free.
    if (inFront(form) && $("panels").contains(document.activeElement)) form.fields[0]?.focus();
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
    if (form === saving?.form) return form.write(saving.fields); // what is under way stays as it is
    form.fields.forEach((field) => field.mark(false));
    form.renew(); // other words are another save, never the answer to an earlier one
    tellSaved(form);
    say();
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
    /** Put a saved record back in its form, unless another correction is being typed there. */
    correct(record) {
      const form = forms.get(record.form);
      if (!form) return;
      const first = form === saving?.form ? STILL_SAVING : form.isCorrected() ? FIRST_SAVE : "";
      if (!first) {
        form.correct(record);
        drafts.typed(form);
      }
      forms.choose(form.id);
      say(first);
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
      // What is said of a save was about the step before.
      if (step !== null && step !== state.here.step) forms.all().forEach((form) => tellSaved(form));
      step = state.here.step;
      setStorage(state.storage.ok, state.storage.message);
    },
  };
}
