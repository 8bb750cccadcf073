// What this file knows that no other does: what the facilitator reads and presses at a picture, sound
// or film: what can be seen or heard, one button, and one line that says how it stands.

import { $, show, text } from "./dom.js";
import { minutesAndSeconds } from "./clock.js";
import { startPlayer } from "./player.js";

const TITLES = { beeld: "Beeld", geluid: "Geluid", film: "Film" };
const REFUSED = "De browser wacht nog. Klik één keer op de beamer.";
const BROKEN = "De browser kan dit bestand niet afspelen. De tekst blijft staan.";

function said({ running, at, here, trouble }, beamers) {
  if (trouble) return trouble === "refused" ? REFUSED : BROKEN;
  if (!running) return at ? `Staat stil op ${minutesAndSeconds(at, Math.floor)}.` : "Staat klaar.";
  if (here) return "Speelt op dit scherm.";
  return beamers ? "Speelt op de beamer." : "Wacht op de beamer.";
}

/** Draw it for each state; without a beamer this very window plays, also in one-screen mode. */
export function startMedia(ask) {
  const box = $("projector");
  const player = startPlayer(box, (file, what) => ask("player", { file, said: what }));
  let last = null;
  box.addEventListener("click", () => last?.trouble === "refused" && ask("play"));
  return ({ media, playing, beamers }) => {
    last = playing;
    show($("media"), Boolean(media));
    if (media) {
      text($("media-title"), TITLES[media.kind]);
      text($("media-alt"), media.alt);
    }
    show($("media-player"), Boolean(playing));
    text($("play"), playing?.running ? "Stop" : "Afspelen");
    text($("media-line"), playing ? said(playing, beamers) : "");
    player.follow(playing?.here ? playing : null);
  };
}
