// What this file knows that no other does: how what is being typed reaches the laptop's disk: soon
// after the last key, regularly while typing goes on, and again after the server was away.

import { post } from "./net.js";

const AFTER_LAST_KEY = 350;
const WHILE_TYPING = 700;

/** Keep the drafts of forms. `body(form)` gives what the server is told; `onAnswer` hears it. */
export function startDrafts(body, onAnswer = () => {}) {
  const waiting = new Map(); // form → {form, since, timer, sending, dirty}

  const of = (form) => {
    if (!waiting.has(form)) waiting.set(form, { form, since: 0, timer: 0, sending: null, dirty: false });
    return waiting.get(form);
  };

  async function send(draft) {
    clearTimeout(draft.timer);
    if (draft.sending || !draft.dirty) return;
    draft.dirty = false;
    draft.since = 0;
    draft.sending = post("/api/draft", body(draft.form));
    const answer = await draft.sending;
    draft.sending = null;
    onAnswer(answer);
    if (!answer.ok) draft.dirty = true;
    else if (draft.dirty) plan(draft);
  }

  function plan(draft) {
    const now = performance.now();
    draft.since ||= now;
    clearTimeout(draft.timer);
    const wait = Math.min(AFTER_LAST_KEY, Math.max(0, draft.since + WHILE_TYPING - now));
    draft.timer = setTimeout(send, wait, draft);
  }

  addEventListener("pagehide", () => {
    for (const draft of waiting.values())
      if (draft.dirty) post("/api/draft", body(draft.form), { keepalive: true });
  });

  return {
    typed(form) {
      const draft = of(form);
      draft.dirty = true;
      plan(draft);
    },
    /** Before a save: nothing under this name may still be under way, or it would come back after it. */
    async settle({ id }) {
      const mine = [...waiting.values()].filter((draft) => draft.form.id === id);
      for (const draft of mine) clearTimeout(draft.timer);
      await Promise.all(mine.map((draft) => draft.sending));
      for (const draft of mine) clearTimeout(draft.timer);
    },
    /** After a save: there is nothing left to keep. */
    done(form) {
      const draft = of(form);
      draft.dirty = false;
      draft.since = 0;
    },
    sendAll: () => Promise.all([...waiting.values()].map(send)),
    unsent: () => [...waiting.values()].some((draft) => draft.dirty || draft.sending),
  };
}
