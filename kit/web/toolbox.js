// What this file knows that no other does: inside the frame of the notebook, which tools belong to
// the step the facilitator is at. It hears the step from the outer page and answers with a height.

const style = document.createElement("style");
document.head.append(style);
let told = null;

function show(step) {
  const name = /^[a-z0-9-]+$/.test(step) ? step : "none";
  style.textContent = `.kit-tools:not(.kit-step-${name}){display:none!important}`;
  settle();
}

function settle() {
  requestAnimationFrame(() => {
    const tools = [...document.querySelectorAll(".kit-tools")];
    const height = Math.max(0, ...tools.map((one) => one.offsetHeight && one.offsetHeight + 24));
    if (height !== told) parent.postMessage({ toolbox: height }, location.origin);
    told = height;
  });
}

addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.source !== parent) return;
  if (typeof event.data?.step === "string") show(event.data.step);
});
new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
new ResizeObserver(settle).observe(document.body);
parent.postMessage({ toolbox: "ready" }, location.origin);
