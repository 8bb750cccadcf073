// What this file knows that no other does: how the window on the beamer takes part in the room test.
// It shows the test picture as long as the test page asks for it, and tells what that page cannot
// know: how large this window is, whether it fills the screen, and which keys arrive here.

export const CHANNEL = "gesprekskit-zaaltest";
const PATIENCE = 2_500;

const told = () => ({
  width: Math.round(innerWidth * devicePixelRatio),
  height: Math.round(innerHeight * devicePixelRatio),
  full: Boolean(document.fullscreenElement) || (innerHeight >= screen.height && innerWidth >= screen.width),
  place: `${screen.availLeft ?? 0},${screen.availTop ?? 0}`,
});

/** Take part; `draw(html)` shows a picture, `back()` what was there. Gives {stop, pressed}. */
export function startPattern(draw, back) {
  const line = new BroadcastChannel(CHANNEL);
  let shown = false;
  let waiting = 0;

  function stop() {
    clearTimeout(waiting);
    if (shown) back();
    shown = false;
  }

  line.addEventListener("message", ({ data }) => {
    if (!data?.test) return;
    line.postMessage({ beamer: told() });
    if (!data.picture) return stop();
    clearTimeout(waiting);
    waiting = setTimeout(stop, PATIENCE); // the test page is gone: so is its picture
    if (!shown) draw(data.picture);
    shown = true;
  });

  return {
    stop,
    /** A key during the test: told, and nothing else is done with it. */
    pressed(key) {
      if (shown) line.postMessage({ key });
      return shown;
    },
  };
}
