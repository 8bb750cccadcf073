// When a part of this page changes, on a clock that all windows of this machine share.
(selector) => {
  const moment = () => performance.timeOrigin + performance.now();

  // Each process has its own idea of the time; the tick of the wall clock shows how far it is off.
  const offsets = Array.from({ length: 9 }, () => {
    const before = Date.now();
    while (Date.now() === before);
    return moment() - Date.now();
  });
  const offset = offsets.sort((one, other) => one - other)[4];

  const PATIENCE = 10_000;
  const changes = [];
  let waiting = null;
  new MutationObserver(() => {
    changes.push(moment() - offset);
    waiting?.();
  }).observe(document.querySelector(selector), { subtree: true, childList: true, characterData: true });

  window.moments = {
    /** Click, and say when. */
    click(button) {
      const now = moment() - offset;
      document.querySelector(button).click();
      return now;
    },
    /** The first change after this moment. */
    async after(start) {
      for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
        const change = changes.find((one) => one > start);
        if (change) return change;
        await new Promise((resolve) => {
          waiting = resolve;
          setTimeout(resolve, PATIENCE);
        });
      }
      throw new Error(`nothing changed in ${selector}`);
    },
  };
}
