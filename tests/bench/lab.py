"""From `kit lab` to the first preview under a cell, beside a JupyterLab that is not ours."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser

from kit.paths import content_root
from tests.bench.bare import NOTEBOOK, end, free_port
from tests.bench.browsing import chromium, context
from tests.bench.rows import Aim, Row
from tests.running import PATIENCE, Kit

_ADDRESS = re.compile(r"http://\S+token=\w+")


class Ours(Kit):
    """`kit lab` on a workspace with one workshop."""

    name = "JupyterLab"
    shows = "iframe[title^='Beamer: ']"

    def __init__(self, place: Path):
        (place / "decks").mkdir()
        (place / "notebooks").mkdir()
        shutil.copy(content_root() / "notebooks" / "workshop-1.ipynb", place / "notebooks")
        super().__init__(place / "sessions", env=at_home(place))
        self.arguments = [sys.executable, "-m", "kit", "lab", "--no-browser"]


class Bare:
    """`jupyter lab` on one notebook with a button, with JupyterLab's own settings."""

    shows = "button.jupyter-button"

    def __init__(self, place: Path):
        shutil.copy(NOTEBOOK, place)
        self.place, self.url = place, ""

    def __enter__(self) -> Bare:
        port = free_port()
        words = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *words, "--ServerApp.use_redirect_file=False"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, **at_home(self.place)},
            cwd=self.place,
            encoding="utf-8",
        )
        watchdog = threading.Timer(PATIENCE, self.process.kill)
        watchdog.start()
        for line in self.process.stderr:
            if found := _ADDRESS.search(line):
                self.url = found[0].replace("/lab?", f"/lab/tree/{NOTEBOOK.name}?")
                break
        watchdog.cancel()
        if not self.url:
            raise RuntimeError("jupyter lab did not start")
        threading.Thread(target=self._drain, daemon=True).start()
        while True:  # it says where before it listens
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.02)
        return self

    def _drain(self) -> None:
        with suppress(ValueError):  # closed while it was reading
            for _ in self.process.stderr:
                pass

    def __exit__(self, *_) -> None:
        end(self.process)
        self.process.stderr.close()


def at_home(place: Path) -> dict[str, str]:
    """What this machine's own JupyterLab keeps plays no part, on either side."""
    names = ("JUPYTERLAB_SETTINGS_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    return {name: str(place / "thuis" / name) for name in names}


def measure(tiny: bool) -> list[Row]:
    """Both in turn; the first round only warms the disk."""
    rounds = 1 if tiny else 7
    kit, bare = [], []
    with chromium() as browser:
        for number in range(rounds + (not tiny)):
            sides = [(Ours, kit), (Bare, bare)]
            for side, found in sides if number % 2 else reversed(sides):
                found.append(_usable(browser, side))
    kit, bare = kit[-rounds:], bare[-rounds:]
    names = (
        "kit lab → first preview under a cell",
        "  of which command → address printed",
        "  of which address → notebook drawn and kernel idle",
        "  of which running the first cells",
    )
    aims = (Aim(1.2), None, None, None)
    return [
        Row(name, "s", [one[n] for one in kit], [one[n] for one in bare], aim)
        for n, (name, aim) in enumerate(zip(names, aims, strict=True))
    ]


def _usable(browser: Browser, side: type) -> tuple[float, float, float, float]:
    """Seconds to the first output, and of those to the address, to an idle kernel, and after."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, context(browser) as here:
        page = here.new_page()
        start = time.perf_counter()
        with side(Path(place)) as running:
            printed = time.perf_counter()
            page.goto(running.url, wait_until="commit")
            page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
            idle = time.perf_counter()
            page.locator(".jp-CodeCell .jp-InputPrompt").first.click()
            shown = page.locator(side.shows)
            while not shown.count():
                page.keyboard.press("Shift+Enter")
                page.wait_for_timeout(50)
            shown.first.wait_for()
            seen = time.perf_counter()
            page.close()
    return seen - start, printed - start, idle - printed, seen - idle
