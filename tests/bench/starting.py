"""From the command to the first click that works, with the browser already running."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.bench.bare import Bare, free_port
from tests.bench.browsing import BARE_CLICK, chromium, context, probed, told
from tests.bench.rows import Aim, Row
from tests.running import Kit

# On the first run: fill in a name, press "Beginnen", and the group's page is there. That is a whole
# round trip: the group is on the disk before the page changes.
BEGIN = {
    "button": "#begin button",
    "fill": ["#name", "Voorbeeldstad"],
    "effect": "#home #headline",
    "click": True,
}


def measure(tiny: bool) -> list[Row]:
    """Kit and bare Voila in turn; the first round only warms disk and browser caches."""
    rounds = 1 if tiny else 9
    ports = {"kit": free_port(), "bare": free_port()}
    kit, bare = [], []
    with chromium() as browser, context(browser) as windows:
        for _ in range(rounds + (not tiny)):
            kit.append(_kit(windows, ports["kit"]))
            bare.append(_bare(windows, ports["bare"]))
    kit, bare = kit[-rounds:], bare[-rounds:]
    return [
        Row(
            "command → page usable (a click has its effect)",
            "s",
            [one[1] for one in kit],
            [one[1] for one in bare],
            Aim(0.8),
        ),
        Row(
            "  of which command → address printed",
            "s",
            [one[0] for one in kit],
            [one[0] for one in bare],
        ),
    ]


def _kit(windows: BrowserContext, port: int) -> tuple[float, float]:
    page = _ready(windows, BEGIN)
    with tempfile.TemporaryDirectory() as place:
        kit = Kit(Path(place, "sessions"), "--port", str(port))
        start = time.time()
        with kit:
            return _until_usable(page, kit.url, start)


def _bare(windows: BrowserContext, port: int) -> tuple[float, float]:
    page = _ready(windows, BARE_CLICK)
    bare = Bare(port)
    start = time.time()
    with bare:
        return _until_usable(page, bare.url, start)


def _ready(windows: BrowserContext, probe: dict) -> Page:
    windows.clear_cookies()
    return probed(windows, **probe)


def _until_usable(page: Page, url: str, start: float) -> tuple[float, float]:
    """Seconds until the address was known and until a click had its effect."""
    printed = time.time() - start
    page.goto(url, wait_until="commit")
    usable = told(page)["wall"] / 1000 - start
    page.close()
    return printed, usable
