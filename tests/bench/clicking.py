"""From a click on the facilitator's page to the changed picture in the beamer window."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.bench.bare import BUTTON, LABEL, Bare
from tests.bench.browsing import chromium, context, saying, watch
from tests.bench.rows import Aim, Row
from tests.running import Kit

PAUSE = 40
"""Milliseconds between clicks, so that one is over before the next."""
BLOCK = 20
"""Ten steps on and ten back, over light and full pictures."""


def measure(tiny: bool) -> list[Row]:
    """Click by click, the kit's two windows and bare Voila's one in turn."""
    blocks, block = (1, 4) if tiny else (10, BLOCK)
    with (
        chromium() as browser,
        tempfile.TemporaryDirectory() as place,
        Kit(Path(place, "sessions")) as kit,
        Bare() as bare,
        context(browser) as ours,
        context(browser) as theirs,
    ):
        facilitator, beamer = _windows(kit, ours)
        plain = _bare(bare, theirs)
        there, here, one_window = [], [], []
        for _ in range(blocks):
            for number in range(block):
                button = "#next" if number < block / 2 else "#previous"
                start = _click(facilitator, button)
                there.append(_changed(beamer, start))
                here.append(_changed(facilitator, start))
                one_window.append(_changed(plain, _click(plain, BUTTON)))
    return [
        Row("click → beamer shows it, bare: its own window", "ms", there, one_window, Aim(2.0), 95),
        Row("  click → own small picture shows it", "ms", here, one_window, None, 95),
    ]


def _windows(kit: Kit, windows: BrowserContext) -> tuple[Page, Page]:
    group = kit.begin()
    facilitator, beamer = windows.new_page(), windows.new_page()
    facilitator.goto(f"{kit.base}/workshop/1?group={group}&token={kit.token}")
    facilitator.wait_for_selector("#picture h1")
    beamer.goto(f"{kit.base}/beamer")
    beamer.wait_for_selector(saying("#beamer h1", kit.state(group, stream="/api/beamer")["title"]))
    watch(beamer, "#beamer")
    watch(facilitator, "#picture")
    facilitator.wait_for_timeout(3_000)  # the notebook under the page comes up
    return facilitator, beamer


def _bare(bare: Bare, windows: BrowserContext) -> Page:
    page = windows.new_page()
    page.goto(bare.url)
    page.wait_for_selector(BUTTON)
    page.click(BUTTON)
    page.wait_for_selector(saying(LABEL, "1"))
    watch(page, LABEL)
    return page


def _click(page: Page, button: str) -> float:
    page.wait_for_timeout(PAUSE)
    return page.evaluate("button => window.moments.click(button)", button)


def _changed(page: Page, start: float) -> float:
    return page.evaluate("start => window.moments.after(start)", start) - start
