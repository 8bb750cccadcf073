"""F5: how long until "Volgende" works again, and until the beamer shows its picture again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.bench.bare import Bare
from tests.bench.browsing import BARE_CLICK, chromium, context, probed, reload, saying, told
from tests.bench.rows import Aim, Row
from tests.running import Kit

PICTURE = "#picture .screen"
CLICKS_SETTLE = 300
NOTEBOOK_SETTLES = 3_000
"""Milliseconds in which the notebook under the facilitator's page comes up before the next F5."""


def measure(tiny: bool) -> list[Row]:
    """Facilitator, bare Voila, beamer in turn, each reloaded in its own window."""
    rounds = 2 if tiny else 15
    with (
        chromium() as browser,
        tempfile.TemporaryDirectory() as place,
        Kit(Path(place, "sessions")) as kit,
        Bare() as bare,
        context(browser) as ours,
        context(browser) as theirs,
    ):
        facilitator = Facilitator(kit, ours)
        beamer = _beamer(kit, ours)
        plain = probed(theirs, **BARE_CLICK)
        plain.goto(bare.url, wait_until="commit")
        told(plain)
        next_works, pictures, loads = [], [], []
        for _ in range(rounds):
            next_works.append(facilitator.reload())
            loads.append(reload(plain))
            facilitator.back()
            pictures.append(reload(beamer)["effect"])
            if not tiny:
                facilitator.page.wait_for_timeout(NOTEBOOK_SETTLES)
    bare_works = [one["effect"] for one in loads]
    bare_loads = [one["button"] for one in loads]
    return [
        Row('F5 → "Volgende" works, bare: its button', "ms", next_works, bare_works, Aim(0.5)),
        Row("beamer F5 → its picture, bare: page load", "ms", pictures, bare_loads, Aim(0.15)),
    ]


class Facilitator:
    """The facilitator's page at a step with one picture, so that "Volgende" brings another."""

    def __init__(self, kit: Kit, windows: BrowserContext):
        self.kit, self.group = kit, kit.begin()
        self.step = self._step_with_one_picture()
        address = f"{kit.base}/workshop/1?group={self.group}"
        looking = windows.new_page()
        looking.goto(f"{address}&token={kit.token}")
        looking.wait_for_selector(f"{PICTURE} h1")
        before = looking.text_content(PICTURE).strip()
        looking.close()
        self.page = probed(windows, button="#next", effect=PICTURE, before=before, click=True)
        self.page.goto(address, wait_until="commit")
        told(self.page)
        self.back()

    def _step_with_one_picture(self) -> str:
        for step in self.kit.state(self.group)["steps"][1:]:
            self._go(step["id"])
            if self.kit.state(self.group)["here"]["screens"] == 1:
                return step["id"]
        raise AssertionError("every step has more than one picture")

    def _go(self, step: str) -> None:
        self.kit.do("/api/do", group=self.group, workshop=1, action="go", step=step)

    def reload(self) -> float:
        """Milliseconds from F5 to the moment "Volgende" had its effect."""
        return reload(self.page)["effect"]

    def back(self) -> None:
        """To the step where it began, after the last of the impatient clicks came through."""
        said, before = -1, None
        while said != before:
            before, said = said, self.kit.state(self.group)["seq"]
            self.page.wait_for_timeout(CLICKS_SETTLE)
        self._go(self.step)
        title = self.kit.state(self.group, stream="/api/beamer")["title"]
        self.page.wait_for_selector(saying(f"{PICTURE} h1", title))


def _beamer(kit: Kit, windows: BrowserContext) -> Page:
    title = kit.state("", stream="/api/beamer")["title"]
    page = probed(windows, effect="#beamer h1", after=title)
    page.goto(f"{kit.base}/beamer", wait_until="commit")
    told(page)
    return page
