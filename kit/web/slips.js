// What this file knows that no other does: how the code on a printed slip opens the field where its
// words belong, and how the pile of slips is closed again.

import { $, attribute, show, text } from "./dom.js";

/** Start the small field for codes. `open(form)` brings a form to the front. */
export function startSlips(send, open) {
  let slip = null;

  function trouble(words) {
    text($("slip-trouble"), words);
    attribute($("slip-code"), "aria-invalid", words ? "true" : null);
  }

  async function ask(code) {
    const answer = await send("/api/code", { code });
    trouble(answer.ok ? "" : answer.message);
    if (!answer.ok) return $("slip-code").select();
    $("slip-code").value = "";
    if (answer.form) open(answer.form);
    else $("slip-code").focus();
  }

  $("slips").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = $("slip-code").value.trim();
    if (code) ask(code);
    else trouble("Typ de code die op het briefje staat.");
  });
  $("slip-code").addEventListener("input", () => trouble(""));
  $("slip-close").addEventListener("click", () => ask(""));
  return {
    focus: () => $("slip-code").focus(),
    draw(state) {
      slip = state.forms.find((form) => form.slip) ?? null;
      show($("slip-close"), Boolean(slip));
      text($("slip-close"), slip ? `Sluit briefje ${slip.slip}` : "");
    },
  };
}
