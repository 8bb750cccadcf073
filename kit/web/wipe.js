// What this file knows that no other does: what is kept of a group, as a person may see it before
// anything is wiped, how wiping is asked for, and where the receipts are.

import { $, attribute, el, show, text } from "./dom.js";
import { GONE, post, read } from "./net.js";
import { groupName } from "./groups.js";

const counts = (found) => found.map(({ n, label }) => el("li", {}, `${n} ${label}`));

function receipt({ when, why, what }) {
  return el("li", {}, el("strong", {}, when), why ? ` (${why}): ` : ": ", what);
}

function period({ since, until }) {
  return since === until ? `Alles is van ${since}.` : `Het is van ${since} tot en met ${until}.`;
}

/** Start the part about a group's data; `onGone` is called when a group is wiped. */
export function startWiping(onGone) {
  let group = null;

  function notice(words) {
    text($("wiped-notice"), words);
    show($("wiped-notice"), Boolean(words));
  }

  function trouble(words) {
    text($("wipe-trouble"), words);
    attribute($("wipe-name"), "aria-invalid", words ? "true" : null);
    if (words) $("wipe-name").focus();
  }

  function draw(kept) {
    $("kept-there").replaceChildren(...counts(kept.there));
    text($("kept-when"), `${period(kept)} Het staat in de map ${kept.folder}`);
    show($("kept-waiting"), kept.waiting);
    const some = kept.learning.map(({ n, label }) => `${n} ${label}`).join(", ");
    text($("learning-there"), some
      ? `Nu: ${some}. Wat het oudst is, gaat weg ${kept.first_goes}.`
      : "Nu zijn er geen.");
    show($("wipe-learning"), true);
    show($("learning-sure"), false);
    text($("wipe-label"), `Typ de naam van de groep: ${kept.name}`);
    $("group-receipts").replaceChildren(...kept.receipts.map(receipt));
    show($("group-proof"), kept.receipts.length > 0);
  }

  async function look() {
    const kept = await read(`/api/kept?${new URLSearchParams({ group: group.id })}`);
    show($("kept"), Boolean(kept));
    text($("kept-trouble"), kept ? "" : GONE);
    if (kept) draw(kept);
  }

  async function open() {
    text($("kept-title"), `Gegevens van ${groupName(group.name)}`);
    text($("learning-said"), "");
    $("wipe-name").value = "";
    $("wipe-all").open = false;
    trouble("");
    await look();
    $("kept-dialog").showModal();
  }

  function ask(sure) {
    show($("wipe-learning"), !sure);
    show($("learning-sure"), sure);
    $(sure ? "learning-no" : "wipe-learning").focus();
  }

  async function wipeLearning() {
    const answer = await post("/api/wipe/learning", { group: group.id });
    await look();
    text($("learning-said"), answer.message);
    $("wipe-learning").focus();
    onGone();
  }

  async function wipeAll(event) {
    event.preventDefault();
    const name = $("wipe-name").value.trim();
    if (!name) return trouble("Typ eerst de naam van de groep.");
    const answer = await post("/api/wipe/group", { group: group.id, name });
    if (!answer.ok) return trouble(answer.message);
    $("kept-dialog").close();
    await onGone();
    notice(`${answer.message} Onderaan vind je het bewijs van wissen.`);
    await proofs();
    $("proof").focus();
  }

  async function proofs() {
    const wiped = await read("/api/wiped");
    const some = wiped?.receipts ?? [];
    show($("proof"), some.length > 0);
    $("receipts").replaceChildren(...some.map(receipt));
    show($("half-wiped"), Boolean(wiped?.half));
  }

  $("kept-open").addEventListener("click", open);
  $("wipe-learning").addEventListener("click", () => ask(true));
  $("learning-no").addEventListener("click", () => ask(false));
  $("learning-yes").addEventListener("click", wipeLearning);
  $("wipe-form").addEventListener("submit", wipeAll);
  $("wipe-name").addEventListener("input", () => trouble(""));
  $("proof").addEventListener("click", () => $("proof-dialog").showModal());
  if (new URLSearchParams(location.search).has("weg")) {
    notice("De groep van dit venster staat niet meer op deze laptop. Kies een groep om verder te gaan.");
    history.replaceState(null, "", "/");
  }
  proofs();

  return (state) => {
    group = state.group;
    show($("kept-open"), Boolean(group));
  };
}
