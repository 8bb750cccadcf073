// What this file knows that no other does: how large the words of a picture may be in its box, what
// gives way when there are too many, and how the thin line of time runs. It stands alone: the same
// code goes into the previews of a notebook.

const RUNGS = ["", "stacked", "stacked bare", "stacked bare tight"];
const LADDER = [...RUNGS, ...RUNGS.map((rung) => `${rung} broken`.trim())];
const SMALLEST = 0.1;
const HALVINGS = 4;

/** Make all words of one `.screen` as large as its box allows; nothing is ever cut off. */
export function fit(section) {
  const body = section?.querySelector(".body");
  if (!body || !section.clientHeight) return;
  start(section);
  if (whole(section, "--fit", 1)) return;
  for (const squeeze of LADDER) {
    if (squeeze) section.dataset.squeeze = squeeze;
    if (whole(section, "--fit", 0)) return grow(section, "--fit", 0);
  }
  // Too much for this box, even at its smallest: show the newest words, and say how many there are
  // more. Only where nothing can be left out do the words become smaller than they should be.
  if (leaveOut(section, body)) return grow(section, "--fit", 0);
  if (whole(section, "--shrink", SMALLEST)) grow(section, "--shrink", SMALLEST);
}

function start(section) {
  delete section.dataset.squeeze;
  section.style.removeProperty("--shrink");
  for (const left of section.querySelectorAll("[data-left-out]")) {
    left.hidden = false;
    delete left.dataset.leftOut;
  }
  const more = section.querySelector(".more");
  if (more) more.hidden = true;
}

const low = (one) => one.scrollHeight <= one.clientHeight + 1;
const narrow = (one) => one.scrollWidth <= one.clientWidth + 1;

/** Whether everything stands inside its box at this size. */
function whole(section, property, value) {
  section.style.setProperty(property, value);
  const parts = section.querySelectorAll(".body, footer, h1, .text, .points li, .scale");
  const boxes = section.querySelectorAll(".body, footer");
  return [...boxes].every(low) && [...parts].every(narrow);
}

/** Halve the way between what surely fits and 1. */
function grow(section, property, least) {
  if (whole(section, property, 1)) return;
  let [low, high] = [least, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (whole(section, property, middle)) low = middle;
    else high = middle;
  }
  section.style.setProperty(property, low.toFixed(4));
}

// -- what may be left out ------------------------------------------------------------------------

const visible = (list, what) => [...list.querySelectorAll(what)].filter((one) => !one.hidden);

/** Which word goes next: the oldest of the fullest list, then the rows that are done, then the last. */
function dispensable(body) {
  const lists = [...body.querySelectorAll(".words, .said")].map((list) => visible(list, "li"));
  const fullest = lists.sort((one, other) => other.length - one.length)[0];
  if (fullest?.length > 1) return fullest[0];
  const rows = visible(body, "tbody tr");
  if (rows.length < 2) return null;
  return rows[0].querySelector("li") ? rows[0] : rows.at(-1);
}

function leaveOut(section, body) {
  const more = section.querySelector(".more");
  if (!more) return false;
  section.style.setProperty("--fit", 0);
  let count = 0;
  for (let one = dispensable(body); one; one = dispensable(body)) {
    one.hidden = true;
    one.dataset.leftOut = "";
    more.hidden = false;
    more.textContent = `+${++count} meer`;
    if (whole(section, "--fit", 0)) return true;
  }
  return false;
}

// -- time ----------------------------------------------------------------------------------------

/** The share of time that is left, from 1 to 0; null when no time runs. */
export function share(clock, now) {
  if (!clock?.total) return null;
  const left = clock.running ? clock.ends - now : clock.remaining;
  return Math.min(1, Math.max(0, left / clock.total));
}

/** Draw the line of time; `offset` is the server's clock minus ours, in milliseconds. */
export function drawLine(section, clock, offset = 0) {
  const line = section?.querySelector(".line");
  if (!line) return;
  const left = share(clock, Date.now() + offset);
  line.classList.toggle("on", left !== null);
  if (left !== null) line.firstElementChild.style.width = `${(left * 100).toFixed(2)}%`;
}
