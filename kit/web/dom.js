// What this file knows that no other does: how words get into the page. Everything a person typed
// or a file says goes in as text; only `html` takes markup, and only what the server made safe.

export const $ = (id) => document.getElementById(id);

/** Make an element: attributes by name, `on` for listeners; strings inside become text. */
export function el(tag, attributes = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [type, listen] of Object.entries(value)) node.addEventListener(type, listen);
    } else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...inside.filter((part) => part !== null && part !== undefined));
  return node;
}

/** Write a text, and leave the page alone when it already says so. */
export function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

const drawn = new WeakMap();

/** Put markup made by the server in a node; true when it differs from what stood there. */
export function html(node, markup) {
  if (drawn.get(node) === markup) return false;
  drawn.set(node, markup);
  node.innerHTML = markup;
  return true;
}

export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

export function attribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/** Whether this value differs from the last one seen under this name by this watcher. */
export function watcher() {
  const seen = new Map();
  return (name, value) => {
    const now = JSON.stringify(value);
    if (seen.get(name) === now) return false;
    seen.set(name, now);
    return true;
  };
}

/** Keep the children of a list in step with its rows, by id, without redrawing what stays. */
export function rows(list, wanted, make, draw) {
  const old = new Map([...list.children].map((node) => [node.dataset.id, node]));
  wanted.forEach((row, place) => {
    const node = old.get(row.id) ?? make(row);
    node.dataset.id = row.id;
    old.delete(row.id);
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
    draw(node, row);
  });
  for (const node of old.values()) node.remove();
}

const SHAPES = {
  check: "M4 12.5l5.5 5.5L20 6.5",
  left: "M20 12H5M11 5l-7 7 7 7",
  right: "M4 12h15M13 5l7 7-7 7",
  skip: "M6 12h12",
};

/** A small drawing beside a word; screen readers get the word only. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of [["class", "icon"], ["viewBox", "0 0 24 24"], ["aria-hidden", "true"]])
    svg.setAttribute(key, value);
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
