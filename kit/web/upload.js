// What this file knows that no other does: how a file goes to the kit's server, with what is asked
// about it; and a button that lets somebody choose one. Nothing leaves this laptop.

import { GONE, key } from "./net.js";

const REFUSED = "Dit lukte niet. Kies het bestand nog een keer, of laad deze pagina opnieuw.";
const PATIENCE = 300_000;

/** Send a file: always a promise of {ok, message, …}, also without a server. */
export async function send(path, file, asked, largest) {
  if (file.size > largest)
    return { ok: false, message: `${file.name} is te groot: meer dan ${largest / 1_000_000} MB. Haal weg wat niet nodig is.` };
  const about = new URLSearchParams({ asked: JSON.stringify({ name: file.name, ...asked }) });
  try {
    const answer = await fetch(`${path}?${about}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-XSRFToken": key() },
      body: await file.arrayBuffer(), // a file that is open in Excel cannot be read: told below
      signal: AbortSignal.timeout(PATIENCE),
    });
    const said = await answer.json().catch(() => ({}));
    return { message: REFUSED, ...said, ok: answer.ok && said?.ok === true };
  } catch (fault) {
    const unreadable = ["NotReadableError", "NotFoundError"].includes(fault?.name);
    return { ok: false, message: unreadable ? `${file.name} is nu niet te lezen. Sluit het in andere programma’s en kies het opnieuw.` : GONE };
  }
}

/** Let a button open the file chooser; `onFile(file)` when one was chosen, also the same again. */
export function startChoosing(button, field, onFile) {
  button.addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    const [file] = field.files;
    if (file) onFile(file);
    field.value = "";
  });
}
