// What this file knows that no other does: how the sound or film in a picture does what the server
// says: run from here, or stand still there. What a browser will not do is told, never shouted.

const DRIFT = 1.5; // seconds a window may be off before it jumps: a jump is worse than a little late
// Why a browser does not play: it first wants a click in this window, or the file is none it knows.
const WHY = { NotAllowedError: "refused", NotSupportedError: "broken" };

/** Follow what is playing in the picture in `box`; `tell(file, said)` when it ends or cannot. */
export function startPlayer(box, tell) {
  let file = "";
  const found = () => box.querySelector("audio, video");

  for (const [event, said] of [["ended", "ended"], ["error", "broken"]])
    box.addEventListener(event, ({ target }) => target === found() && file && tell(file, said), true);

  async function run(one, at) {
    if (one.readyState && at >= one.duration) return tell(file, "ended");
    if (one.paused || Math.abs(one.currentTime - at) > DRIFT) one.currentTime = at;
    if (!one.paused) return;
    try {
      await one.play();
    } catch (fault) {
      if (WHY[fault.name] && file) tell(file, WHY[fault.name]);
    }
  }

  function stand(one, at) {
    one.pause();
    if (one.readyState && Math.abs(one.currentTime - at) > DRIFT) one.currentTime = at;
  }

  return {
    /** `playing` is the server's {file, running, at} (at in ms), or null: nothing for this window. */
    follow(playing) {
      const one = found();
      file = playing?.running ? playing.file : "";
      if (!one) return;
      caption(box, one);
      if (playing?.running) run(one, playing.at / 1000);
      else stand(one, (playing?.at ?? 0) / 1000);
    },
  };
}

/** Captions under the picture, as large as other words there; a browser has none for sound. */
function caption(box, one) {
  const [track] = one.textTracks;
  const line = box.querySelector(".caption");
  if (!track || !line || track.oncuechange) return;
  track.mode = "hidden";
  track.oncuechange = () => {
    const cues = [...(track.activeCues ?? [])].map((cue) => cue.getCueAsHTML().textContent);
    line.textContent = cues.join(" ");
  };
}
