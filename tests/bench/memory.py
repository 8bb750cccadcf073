"""What server and kernels weigh, at once and after many reloads and closed windows."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, Page

from tests.bench.bare import BUTTON, Bare
from tests.bench.browsing import chromium, context
from tests.bench.rows import Aim, Row
from tests.running import Kit

MEGABYTE = 1024 * 1024
LOOK = 0.5
STEADY = 4
"""A process is quiet when so many looks in a row find the same number of processes and weight."""
LINGERS = 60
"""Seconds the kit may take to let go of a kernel whose window never came."""
KERNEL_COMES = 20


def measure(tiny: bool) -> list[Row]:
    """The kit and bare Voila running beside each other, each with one window."""
    reloads, bare_reloads, pages = (1, 1, 1) if tiny else (50, 10, 5)
    with (
        chromium() as browser,
        tempfile.TemporaryDirectory() as place,
        Kit(Path(place, "sessions")) as kit,
        Bare() as bare,
        context(browser) as ours,
        context(browser) as theirs,
    ):
        window, plain = Window(kit, ours), _bare(bare, theirs)
        kit_one, bare_one = quiet(kit.process.pid), quiet(bare.process.pid)
        window.wear(reloads, pages, patient=tiny)
        for _ in range(bare_reloads):
            plain.reload()
            plain.wait_for_selector(BUTTON)
        kit_worn = quiet(kit.process.pid, kit_one[0])
        bare_worn = quiet(bare.process.pid)
    worn = f"after {reloads} reloads, {pages} pages"
    fewer = f"bare: {bare_reloads} reloads"
    kind = weight_kind().upper()
    return [
        Row(
            f"memory, server and one kernel ({kind})", "MB", [kit_one[1]], [bare_one[1]], Aim(1.25)
        ),
        Row("  processes with one page", "", [kit_one[0]], [bare_one[0]]),
        Row(
            f"processes more {worn}",
            "",
            [kit_worn[0] - kit_one[0]],
            [bare_worn[0] - bare_one[0]],
            Aim(0, own=True),
            against=fewer,
        ),
        Row(
            f"memory {worn} : before",
            "×",
            [kit_worn[1] / kit_one[1]],
            [bare_worn[1] / bare_one[1]],
            Aim(1.1, own=True),
            against=fewer,
        ),
    ]


def weight_kind() -> str:
    """What this system can tell: its share of shared pages too, or only its own pages, or all."""
    found = psutil.Process().memory_full_info()
    return next(kind for kind in ("pss", "uss", "rss") if hasattr(found, kind))


def weigh(process: int) -> tuple[int, float]:
    """How many processes a server and its children are, and what they weigh together, in MB."""
    parent, kind = psutil.Process(process), weight_kind()
    count, total = 0, 0
    for one in [parent, *parent.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            total += getattr(one.memory_full_info(), kind)
            count += 1
    return count, total / MEGABYTE


def quiet(process: int, processes: int | None = None) -> tuple[int, float]:
    """Weigh when nothing changes any more, and there are so many processes if that is asked."""
    until = time.monotonic() + LINGERS
    seen: list[tuple[int, float]] = []
    while time.monotonic() < until:
        seen = [*seen[-STEADY:], weigh(process)]
        counts, weights = {one[0] for one in seen}, [one[1] for one in seen]
        as_many = counts == {processes or seen[-1][0]}
        if len(seen) > STEADY and as_many and max(weights) < 1.01 * min(weights):
            break
        time.sleep(LOOK)
    return seen[-1]


class Window:
    """The facilitator's page, with the notebook's own tools under it."""

    def __init__(self, kit: Kit, windows: BrowserContext):
        self.kit, self.windows, self.group = kit, windows, kit.begin()
        self.address = f"{kit.base}/workshop/1?group={self.group}"
        self.page = windows.new_page()
        self.page.goto(f"{self.address}&token={kit.token}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page and its kernel are there."""
        self.page.wait_for_selector("#picture h1")
        self.page.wait_for_selector("#toolbox iframe", state="attached")
        until = time.monotonic() + KERNEL_COMES
        while self.kit.state(self.group)["notebook"] != "alive" and time.monotonic() < until:
            time.sleep(LOOK / 5)

    def wear(self, reloads: int, pages: int, patient: bool = False) -> None:
        """Reload and close; unless patient, half of the time before the kernel is there."""
        for number in range(reloads):
            self.page.reload()
            if patient or number % 2:
                self.settle()
            else:
                self.page.wait_for_selector("#toolbox iframe", state="attached")
        for _ in range(pages):
            page = self.windows.new_page()
            page.goto(self.address)
            if not patient:
                page.wait_for_selector("#toolbox iframe", state="attached")
            page.close()
        self.settle()


def _bare(bare: Bare, windows: BrowserContext) -> Page:
    page = windows.new_page()
    page.goto(bare.url)
    page.wait_for_selector(BUTTON)
    return page
