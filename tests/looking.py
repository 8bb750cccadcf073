"""How a test looks at the kit: windows that notice what should never happen in them, axe, focus.

Only this file knows how a browser gets in, what counts as a complaint, and what may not be read on
a beamer.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    WebSocketRoute,
    expect,
)

from kit import content, script
from kit.model import Screen, Workshop
from kit.paths import content_root
from kit.screens import steps as pictures
from kit.screens.steps import Picks
from tests.running import Kit

PATIENCE = 40_000
"""How long (ms) a busy machine may take before something counts as not happening."""
expect.set_options(timeout=PATIENCE)

LAPTOP = {"width": 1366, "height": 768}
OLD_BEAMER = {"width": 1024, "height": 768}
TWICE_AS_LARGE = {"width": 683, "height": 384}
"""A laptop of 1366×768 at a zoom of 200 %."""

OURS = ("data:", "blob:", "about:")
NOT_FOR_A_ROOM = re.compile(
    r"\b(the|and|you|your|this|that|with|for|from|not|please|loading|error|failed|undefined|null|"
    r"nan|none|true|false|next|previous|screen|blank|step|write|round|kernel|jupyter|voila|server|"
    r"port|token|localhost|https?|python|traceback|object|notebook|ipynb|exception)\b|"
    r"\d+\.\d+\.\d+\.\d+|:\d{4,5}\b|\b\d{5}\b",
    re.IGNORECASE,
)
"""English, addresses and the machine room: nothing of this may stand on a beamer."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
EMPTY = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Gereedschap</title></head>'
    "<body></body></html>"
)


LEAVES = ("Cannot send",)
"""Voila's script may still be sending while its page goes; nothing of ours is lost by that."""


class Visit:
    """One browser context that is let in by the kit, and all that went wrong in its windows.

    Without `toolbox` the frame of the notebook stays empty: it costs a kernel per window, and the
    page must work without it anyway. What is in `forgive` is expected to go wrong.
    """

    def __init__(
        self, browser: Browser, kit: Kit, toolbox: bool = False, forgive: tuple = (), **given
    ):
        self.kit, self.forgive, self.noticed = kit, forgive, []
        self.said = len(kit.said)
        self.context = browser.new_context(**{"viewport": LAPTOP, "locale": "nl-NL", **given})
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda fault: self._notice(f"fout: {fault.error}"))
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("page", lambda page: page.on("websocket", self._asked))
        if not toolbox:
            self.context.route("**/voila/render/**", lambda route: route.fulfill(body=EMPTY))
        assert self.context.request.get(kit.url).ok

    def _notice(self, what: str) -> None:
        if not any(one in what for one in self.forgive):
            self.noticed.append(what)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._notice(f"console: {message.text} ({message.location['url']})")

    def _asked(self, request: Request) -> None:
        here = request.url.replace("ws://", "http://", 1)
        if not here.startswith((self.kit.base + "/", *OURS)):
            self._notice(f"vreemd adres: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._notice(f"antwoord {response.status}: {response.url}")

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, fault: type | None, *_) -> None:
        self.context.close()
        said = [line for line in self.kit.said[self.said :] if "Traceback" in line]
        complaints = self.noticed + said
        if complaints:
            print("ook gezien:", *complaints, *self.kit.said, sep="\n")
        assert fault is not None or not complaints, complaints

    # -- windows -----------------------------------------------------------------------------

    def start(self) -> Page:
        """The start page, drawn."""
        page = self.context.new_page()
        page.goto(self.kit.base + "/")
        expect(page.locator("#first:visible, #home:visible")).to_be_visible()
        return page

    def console(self, group: str, step: str = "", workshop: int = 1) -> Page:
        """The facilitator's page of a group, drawn; first brought to a step when one is named."""
        if step:
            self.do(group, "go", workshop, step=step)
        page = self.context.new_page()
        page.goto(f"{self.kit.base}/workshop/{workshop}?group={group}")
        expect(page.locator("#picture h1, #projector h1").first).to_be_attached()
        return page

    def beamer(self, **size: int) -> Page:
        """The beamer's page, drawn."""
        page = self.context.new_page()
        if size:
            page.set_viewport_size(size)
        page.goto(self.kit.base + "/beamer")
        return page

    def do(self, group: str, action: str, workshop: int = 1, **more: object) -> None:
        """Press a button from elsewhere, as another window would."""
        self.kit.do("/api/do", group=group, workshop=workshop, action=action, **more)

    def actions(self, group: str) -> list[str]:
        """The buttons that were pressed, as the journal has them."""
        # Words are written by the same pen: once these are on the disk, all before them is too.
        words = {"kind": "parked", "fields": {"text": "Tot hier."}}
        self.kit.do("/api/save", group=group, workshop=1, **words)
        return [one["action"] for one in records(self.kit, "session", group)]


class Line:
    """The line between a notebook's frame and its kernel; what the kernel says can be held up.

    Put it on before the page is opened.
    """

    def __init__(self, context: BrowserContext):
        self.page: list[str] = []
        self.held: list[str | bytes] | None = None
        self.socket: WebSocketRoute | None = None
        context.route_web_socket(re.compile("/api/kernels/"), self._opened)

    def _opened(self, socket: WebSocketRoute) -> None:
        server, self.socket = socket.connect_to_server(), socket

        def from_page(message: str | bytes) -> None:
            self.page.append(_readable(message))
            server.send(message)

        def from_kernel(message: str | bytes) -> None:
            if self.held is None:
                socket.send(message)
            else:
                self.held.append(message)

        socket.on_message(from_page)
        server.on_message(from_kernel)

    def hold(self) -> None:
        """From here the page hears nothing of the kernel, as when that is busy."""
        self.held = []

    def wait_for(self, page: Page, sent: str, heard: str) -> None:
        """Until the page sent a message with one text, and an answer to it with the other came."""
        until = time.monotonic() + PATIENCE / 1000
        while not (asked := [one for one in self.page if sent in one]) or not any(
            _id(asked[-1]) in one and heard in one for one in map(_readable, self.held or [])
        ):
            assert time.monotonic() < until, "dit kwam niet"
            page.evaluate("0")

    def release(self) -> None:
        """The page hears all that was said, in its order, and goes on."""
        for message in self.held or []:
            self.socket.send(message)
        self.held = None


def _readable(message: str | bytes) -> str:
    return message if isinstance(message, str) else message.decode("utf-8", "replace")


def _id(message: str) -> str:
    return re.findall(r'"msg_id": ?"([^"]+)"', message)[0]


# -- what should be there --------------------------------------------------------------------


def workshop(number: int = 1) -> Workshop:
    """The script of a workshop, as its notebook has it."""
    return script.read(content_root() / "notebooks" / f"workshop-{number}.ipynb")[0]


def screens_of(case: str, number: int = 1) -> list[tuple[str, Screen]]:
    """All pictures of a workshop in order, each with the title of its step."""
    words = content.load(content_root())
    return [
        (step.title, screen)
        for step in workshop(number).steps
        for screen in pictures.screens(step, words, Picks(case=case))
    ]


def ends_a_stage(shown: list[tuple[str, Screen]], place: int) -> bool:
    """Whether the group is asked to write what it would do before the case goes on from here."""
    here, after = shown[place][1].about, shown[place + 1][1].about if shown[place + 1 :] else ""
    return bool(here and after and here != after)


def records(kit: Kit, kind: str, group: str = "") -> list[dict]:
    """What is really on the disk, of one kind and group."""
    found = [
        json.loads(line)
        for file in sorted(kit.data.rglob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return [one for one in found if one["kind"] == kind and group in ("", one["group"])]


# -- looking ---------------------------------------------------------------------------------


def button(page: Page, name: str) -> Locator:
    """A button by the name that a person reads or hears."""
    return page.get_by_role("button", name=name, exact=True)


def shown(screen: Locator) -> list[str]:
    """The words of a picture, line by line."""
    lines = screen.locator("h1, .text, .points li, .words li, .foot, .place").all_inner_texts()
    return sorted(" ".join(line.split()) for line in lines if line.strip())


def check_alike(one: Locator, other: Locator) -> None:
    """Both pictures say the same, as soon as the window that was told last has drawn it."""
    until = time.monotonic() + PATIENCE / 1000
    while shown(one) != shown(other) and time.monotonic() < until:
        one.page.wait_for_load_state()
    assert shown(one) == shown(other)


def check_room(beamer: Page) -> None:
    """Nothing on the beamer that a room should not read."""
    words = beamer.evaluate("document.title + '\\n' + document.body.innerText")
    assert not NOT_FOR_A_ROOM.findall(words), words


def at_rest(page: Page) -> None:
    """Wait until nothing moves any more."""
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")


def axe(page: Page) -> list[str]:
    """What axe finds wrong in a page and its frames; each as one readable line."""
    at_rest(page)
    for frame in page.frames:
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    assert found["passes"]
    untested = [one for one in found["incomplete"] if one["id"] == "frame-tested"]
    return [
        f"{one['id']}: {one['help']} · {node['target']} · {node['html'][:160]} · "
        + " ".join(node["failureSummary"].split())
        for one in [*found["violations"], *untested]
        for node in one["nodes"]
    ]


FOCUS = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  const inside = node.type === "date" && !node.matches(":focus-visible"); // the ring is on its icon
  const ring = inside || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const name = node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent ??
    [...node.childNodes].filter((one) => one.ariaHidden !== "true")
      .map((one) => one.textContent).join("");
  const spots = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const seen = spots.filter(([x, y]) => {
    const there = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
    return there && (node.contains(there) || there.contains(node) && there.matches("label"));
  }).length;
  return { id: node.id, tag: node.tagName, name: name.trim().replace(/\\s+/g, " "), ring, seen };
}"""
"""Where the focus is: null when it is lost; `seen` counts spots of it that nothing covers."""


def focus(page: Page) -> dict:
    """Where the focus is; it must be somewhere, with a ring, and not behind something else."""
    found = page.evaluate(FOCUS)
    assert found, "de focus is nergens"
    assert found["ring"], f"geen rand om {found}"
    assert found["seen"], f"de focus is bedekt: {found}"
    return found


def tab_to(page: Page, name: str, key: str = "Tab") -> dict:
    """Press Tab until the focus is on what has this name; every stop on the way is visible.

    Past the last stop the focus is with the browser itself once, before it comes round.
    """
    passed = []
    while name not in passed:
        page.keyboard.press(key)
        if page.evaluate(FOCUS) is None:
            assert None not in passed, f"{name} niet gevonden: {passed}"
            passed.append(None)
            continue
        passed.append(focus(page)["name"])
        assert len(passed) < 120, f"{name} niet gevonden: {passed}"
    return focus(page)
