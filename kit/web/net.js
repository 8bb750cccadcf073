// What this file knows that no other does: how a page talks with the kit's server: one way to ask
// it something (`post`) and one way to hear what is (`follow`). Neither ever throws.

export const GONE =
  "De verbinding met Gesprekskit is weg. Je tekst blijft staan. " +
  "Start Gesprekskit opnieuw; deze pagina verbindt vanzelf.";
const REFUSED = "Dat lukte niet. Probeer het nog een keer, of laad deze pagina opnieuw.";
const PATIENCE = 10_000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 2_000;
const REST_AFTER = 5_000;
const LOCKED = "/?slot"; // where the windows of a locked group go

function cookie(name) {
  const pair = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
}

/** What a change sends along, so that no other site can make one. */
export const key = () => cookie("_xsrf");

/** Ask the server to do something: always a promise of {ok, message, …}, also without a server. */
export async function post(path, body = {}, { keepalive = false, patience = PATIENCE } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRFToken": key() },
      body: JSON.stringify(body),
      keepalive,
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    return { ok: false, offline: true, message: GONE };
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok && said?.ok === true) return { message: "", ...said };
  return { message: REFUSED, ...said, ok: false, status: answer.status };
}

/** Read a JSON answer; null when there is no server or no answer. */
export async function read(path) {
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** The server's clock in milliseconds; `offset` is its `now` minus ours when it last spoke. */
export function clockNow(offset = 0) {
  return Date.now() + offset;
}

/**
 * Follow a stream of whole states. `onState(state, offset)` for each that is not older than the
 * last one of the same run; `onStatus("open" | "lost")` when that changes. Returns a stop.
 *
 * A browser has six lines to one address in all. With `rests` a window that nobody sees lets go of
 * its own after a while, as soon as `rests()` says so; once seen it catches up. No status tells of it.
 */
export function follow(url, onState, onStatus = () => {}, rests = null) {
  let source = null;
  let run = "";
  let seq = -1;
  let wait = FIRST_WAIT;
  let again = 0;
  let status = "";
  let resting = 0;
  let rested = false;

  const tell = (now) => {
    if (now !== status) onStatus((status = now));
  };
  const of = (name) => {
    if (name && name !== run) [run, seq] = [name, -1];
  };
  const reopen = () => {
    clearTimeout(again);
    source?.close();
    open();
  };

  function open() {
    source = new EventSource(url);
    seq = -1; // what a new connection says first is how things stand
    source.addEventListener("hello", (event) => {
      if (rested) return location.replace(LOCKED); // this group was locked meanwhile
      of(JSON.parse(event.data).run);
      wait = FIRST_WAIT;
      tell("open");
    });
    source.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      if (state.leave) return location.replace(state.leave); // what this window showed was wiped
      of(state.run);
      rested = false;
      wait = FIRST_WAIT;
      // Without a run there is nothing to compare with: another table may count from zero.
      if (!state.run || state.seq >= seq) {
        seq = state.seq;
        onState(state, state.now - Date.now());
      }
      tell("open");
    });
    source.onerror = () => {
      source.close();
      tell("lost");
      again = setTimeout(reopen, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  function rest() {
    if (status !== "open" || !rests()) return look();
    source.close();
    [rested, status] = [true, ""];
  }

  function look() {
    clearTimeout(resting);
    if (document.hidden && rests) resting = setTimeout(rest, REST_AFTER);
    else if (rested) reopen();
  }

  const back = (event) => {
    if (event.persisted || status === "lost") reopen();
  };
  addEventListener("pageshow", back);
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", look);
  open();
  look();
  return () => {
    clearTimeout(again);
    clearTimeout(resting);
    document.removeEventListener("visibilitychange", look);
    removeEventListener("pageshow", back);
    removeEventListener("focus", back);
    source.close();
  };
}
