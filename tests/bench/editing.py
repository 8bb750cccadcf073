"""From a card that is saved in an editor to its words on a beamer that is connected."""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, sleep

from kit.paths import content_root
from tests.bench.rows import Aim, Row
from tests.running import PATIENCE, Kit

APART = 0.07
"""Seconds between a picture and the next save, so that saves fall anywhere between two looks."""


def measure(tiny: bool) -> list[Row]:
    """Save by save: the words on the beamer, the mistake on the facilitator's page, a bare read."""
    saves = 3 if tiny else 60
    with tempfile.TemporaryDirectory() as place:
        own = Path(place)
        for part in ("decks", "notebooks"):
            (own / part).mkdir()
        file = own / "decks" / "gesprek.yaml"
        text = (content_root() / "decks" / "gesprek.yaml").read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        with Kit(own / "sessions") as kit:
            shown, told, bare = _saves(kit, file, text, saves)
    return [
        Row(
            "card saved → on a connected beamer, bare: stat + read",
            "ms",
            shown,
            bare,
            Aim(1000, own=True),
            95,
        ),
        Row("  mistake saved → on the facilitator's page", "ms", told, (), Aim(1000, own=True), 95),
    ]


def _saves(kit: Kit, file: Path, text: str, saves: int) -> tuple[list, list, list]:
    group = kit.begin()
    old = _first_question(text)
    while old not in kit.state(group)["screen"]:
        kit.do("/api/do", group=group, workshop=1, action="next")
    beamer = _states(kit, "/api/beamer")
    page = _states(kit, f"/api/console?group={group}&workshop=1")
    shown, told, bare = [], [], []
    for number in range(saves):
        new = f"Wat bleef je bij van gesprek {number}?"
        right = text.replace(old, new, 1)
        shown.append(_until(file, right, beamer, lambda state, new=new: new in state["html"]))
        bare.append(_bare(file))
        wrong = right.replace("diepte: 1", f"diepte: {number + 4}", 1)
        said = f"'{number + 4}'"
        told.append(_until(file, wrong, page, lambda s, said=said: said in "".join(s["mistakes"])))
        sleep(APART * (number % 4))
    return shown, told, bare


def _first_question(text: str) -> str:
    line = next(line for line in text.split("\n") if line.strip().startswith("vraag: "))
    return line.split(": ", 1)[1]


def _until(file: Path, text: str, states: Iterator[dict], seen: Callable[[dict], bool]) -> float:
    """Milliseconds from before a file is written to a state in which that is seen."""
    start = perf_counter()
    file.write_text(text, encoding="utf-8")
    next(state for state in states if seen(state))
    return 1000 * (perf_counter() - start)


def _bare(file: Path) -> float:
    start = perf_counter()
    file.stat()
    file.read_bytes()
    return 1000 * (perf_counter() - start)


def _states(kit: Kit, path: str) -> Iterator[dict]:
    """The states that a window would draw, for as long as somebody asks for them."""
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    line.request("GET", path, headers={"Authorization": f"token {kit.token}"})
    reply = line.getresponse()
    try:
        for row in reply:
            if row.startswith(b"data: "):
                yield json.loads(row[6:])
    finally:
        line.close()
