// What a page records about itself. It goes in before any script of the page, tries its button every
// few milliseconds as an impatient user would, and keeps the first moment at which that had an effect.
(given) => {
  if (window.top !== window) return;
  const EVERY = 10;
  const PATIENCE = 60_000;
  const found = {};
  const wrong = [];
  addEventListener("error", (event) => wrong.push(event.message ?? event.target.src), true);
  const shown = (selector) => {
    const node = selector && document.querySelector(selector);
    return node && !node.closest("[hidden]") ? node : null;
  };

  function click() {
    const button = shown(given.button);
    if (!button || button.disabled) return;
    if (given.fill) document.querySelector(given.fill[0]).value = given.fill[1];
    button.click();
  }

  function look() {
    found.button ??= shown(given.button) ? performance.now() : undefined;
    const words = shown(given.effect)?.textContent.trim() ?? "";
    if (!words || words === given.before) return;
    if (given.after && words !== given.after) return;
    found.effect = performance.now();
    found.wall = Date.now();
    seen.disconnect();
    clearInterval(tries);
    done(found);
  }

  let done;
  const told = new Promise((resolve, reject) => {
    done = resolve;
    setTimeout(() => {
      const at = { address: location.pathname, says: document.body?.innerText.slice(0, 200), wrong };
      reject(new Error(`no effect: ${JSON.stringify({ given, found, ...at })}`));
    }, PATIENCE);
  });
  told.catch(() => {});
  window.bench = { told };
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const tries = setInterval(given.click ? click : () => {}, EVERY);
}
