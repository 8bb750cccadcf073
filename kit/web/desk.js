// What this file knows that no other does: a page that is all notebook: which one, for which group,
// and what to say when its kernel or the server goes.

import { $, attribute, el, show, text } from "./dom.js";
import { GONE, read } from "./net.js";
import { makeFrame } from "./frame.js";
import { groupName } from "./groups.js";
import { startExchange } from "./exchange.js";
import { followStyle } from "./style.js";

const LOOK = 2_000;
const name = document.body.dataset.view;
const asked = new URLSearchParams(location.search);
let made = null;

function create() {
  const src = `/voila/render/${name}.ipynb?${asked}`;
  const title = document.querySelector("h1").textContent;
  const grown = () => show($("wait"), false);
  made = makeFrame(title, src, { grown });
  $("place").replaceChildren(made.frame);
}

$("again").addEventListener("click", () => {
  show($("stopped"), false);
  show($("wait"), true);
  create();
});

async function look() {
  const heard = await read(`/api/desk?${new URLSearchParams({ name, group: asked.get("group") ?? "" })}`);
  show($("gone"), !heard);
  text($("gone"), heard ? "" : GONE);
  if (heard) {
    if (heard.locked && name !== "reflectie") return location.replace("/?slot"); // it is opened there
    if (heard.group) text($("group"), groupName(heard.group.name));
    else if (name !== "reflectie") return location.replace("/?weg"); // the group was wiped
    show($("stopped"), heard.notebook === "dead");
  }
  setTimeout(look, LOOK);
}

for (const link of document.querySelectorAll("[data-desk]")) {
  attribute(link, "aria-current", link.dataset.desk === name ? "page" : null);
  link.href = `/${link.dataset.desk}?${asked}`;
}
create();
followStyle();
if (name === "leiding") startExchange(asked.get("group"), () => void made.tell(""));
look();
