// What this file knows that no other does: how a facilitator picks a group or starts a new one: on
// the first run in the page itself, later in a dialog. It is one and the same form.

import { $, attribute, el, rows, show, text } from "./dom.js";
import { post } from "./net.js";
import { startBringing } from "./exchange.js";

/** "Gemeente" before the name of a municipality, unless it already says so. */
export function groupName(name) {
  return /^(gemeente|regio)\b/i.test(name) ? name : `Gemeente ${name}`;
}

/** Start the choice of a group; `onChosen` is called when the server knows it. */
export function startGroups(onChosen) {
  let others = [];

  async function choose(id) {
    const answer = await post("/api/group/choose", { id });
    if (!answer.ok) return trouble(answer.message);
    $("groups").close();
    onChosen();
  }

  function trouble(message) {
    text($("begin-trouble"), message);
    attribute($("name"), "aria-invalid", message ? "true" : null);
    if (message) $("name").focus();
  }

  async function begin(event) {
    event.preventDefault();
    const name = $("name").value.trim();
    if (!name) return trouble("Vul de naam van de gemeente in.");
    const answer = await post("/api/group", { name });
    if (!answer.ok) return trouble(answer.message);
    trouble("");
    $("name").value = "";
    $("groups").close();
    onChosen();
  }

  const list = (node, groups) =>
    rows(node, groups,
      (group) => el("li", {}, el("button", { type: "button", on: { click: () => choose(group.id) } })),
      (line, group) => text(line.firstChild, groupName(group.name)));

  $("begin").addEventListener("submit", begin);
  startBringing($("bring"), "", ({ group }) => {
    const href = `/leiding?${new URLSearchParams({ group: group.id })}`;
    return el("a", { class: "button", href }, `Naar de signalen van ${group.name}`);
  });
  $("name").addEventListener("input", () => trouble(""));
  $("other").addEventListener("click", () => {
    trouble("");
    $("dialog-place").append($("begin"));
    list($("group-list"), others);
    $("groups").showModal();
  });
  $("groups").addEventListener("close", () => list($("group-list"), []));

  return (state) => {
    const chosen = Boolean(state.group);
    show($("first"), !chosen);
    show($("other"), chosen);
    text($("group"), chosen ? groupName(state.group.name) : "");
    others = state.groups.filter((group) => group.id !== state.group?.id);
    list($("first-groups"), chosen ? [] : state.groups);
    if (chosen) return;
    text($("first-title"), state.groups.length ? "Met welke groep werk je vandaag?" : "Welkom bij Gesprekskit");
    $("first-place").append($("begin"));
    if (!state.groups.length && document.activeElement === document.body) $("name").focus();
  };
}
