// What this file knows that no other does: how a trainer makes a workspace of their own from the
// start page, and what to do when there is one.

import { $, attribute, el, show, text } from "./dom.js";
import { GONE, post, read } from "./net.js";

const WHY =
  "Je maakt een eigen map. Wat je daarin verandert, komt in de plaats van wat de kit meebrengt. De rest blijft uit de kit komen. Een nieuwe versie van de kit verandert er niets in.";

function several(changed) {
  const what = changed === 1 ? "1 ding dat jij kopieerde" : `${changed} dingen die jij kopieerde`;
  return `De kit veranderde ${what}. Bekijk het bij ‘Nakijken’.`;
}

/** Start the button and the dialog; `onOpened` is called when a workspace was made or opened. */
export function startWorkspace(onOpened) {
  const dialog = $("workspace-dialog");
  const said = el("p", { role: "status" });
  const here = el("div", { class: "here" });
  const path = el("input", { type: "text", id: "workspace-path", maxlength: "400", spellcheck: "false", "aria-describedby": "workspace-trouble" });
  const trouble = el("p", { id: "workspace-trouble", class: "wrong", role: "alert" });
  const form = el("form", { novalidate: true, autocomplete: "off", on: { submit: make } },
    el("p", {}, WHY),
    el("label", { for: "workspace-path" }, "Waar komt je map?"),
    el("div", { class: "pair" }, path, el("button", { class: "primary" }, "Map maken")),
    trouble);
  dialog.append(
    el("h2", { id: "workspace-title" }, "Aanpassen als trainer"), said, here, form,
    el("form", { method: "dialog" }, el("button", {}, "Sluiten")));

  function wrong(words) {
    text(trouble, words);
    attribute(path, "aria-invalid", words ? "true" : null);
    if (words) path.focus();
  }

  function draw(workspace) {
    const [first, ...rest] = workspace.how ?? [];
    const lines = rest.map((line) => el("p", {}, line));
    here.replaceChildren(...(workspace.folder ? [
      el("p", {}, "Je werkplaats: ", el("strong", {}, workspace.folder)),
      workspace.changed ? el("p", {}, several(workspace.changed)) : null,
      ...workspace.left_out.map((line) => el("p", { class: "wrong" }, line)),
      el("p", {}, "Haal iets uit de kit op, kijk het na, zet je kaarten in een rekenblad, of deel je werk:"),
      el("p", {}, el("a", { class: "button primary", href: workspace.changed ? "/eigen#nakijken" : "/eigen" }, "Naar je eigen materiaal")),
      el("details", {}, el("summary", {}, "Liever met opdrachten?"), el("p", {}, first), ...lines),
    ].filter(Boolean) : []));
    show(form, !workspace.folder);
    if (workspace.proposed && !path.value) path.value = workspace.proposed;
  }

  async function open() {
    const workspace = await read("/api/workspace");
    text(said, workspace ? "" : GONE);
    wrong("");
    if (workspace) draw(workspace);
    dialog.showModal();
  }

  async function make(event) {
    event.preventDefault();
    if (!path.value.trim()) return wrong("Vul in waar je map komt.");
    const answer = await post("/api/workspace", { path: path.value });
    if (!answer.ok) return wrong(answer.message);
    wrong("");
    text(said, answer.message);
    draw(answer);
    onOpened();
  }

  path.addEventListener("input", () => wrong(""));
  $("workspace-open").addEventListener("click", open);
}
