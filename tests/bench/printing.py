"""A deck as PDF with backs, marks and tags, beside typst alone with the same words only."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import islice
from time import perf_counter

import typst

from kit import content
from kit.model import Card
from kit.outputs.cards import LAYOUTS, Sheets, print_cards
from kit.outputs.letters import FONTS
from kit.paths import content_root
from tests.bench.rows import Aim, Row

TODAY = date(2026, 11, 22)
BARE = """
#set page("a6")
#set text(font: "Atkinson Hyperlegible Next", lang: "nl")
#for card in json(bytes(sys.inputs.cards)) {
  for said in card { par(said) }
  pagebreak(weak: true)
}
"""


def measure(tiny: bool) -> list[Row]:
    """Each time in a process of its own: typst remembers what it has set before."""
    sizes = (
        ((8, 1, None), (16, 1, None)) if tiny else ((72, 5, None), (1_000, 5, Aim(2.0, own=True)))
    )
    rows = []
    for number, rounds, aim in sizes:
        kit, bare = [], []
        for _ in range(rounds):
            kit.append(_apart("kit", number))
            bare.append(_apart("bare", number))
        rows.append(Row(f"{number:,} cards to PDF, bare: typst, words only", "s", kit, bare, aim))
    return rows


def _apart(side: str, number: int) -> float:
    command = [sys.executable, "-m", "tests.bench.printing", side, str(number)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return float(done.stdout)


def _cards(number: int) -> list[Card]:
    """So many different cards, made of the kit's own."""
    known = list(content.load(content_root()).cards.values())
    return list(islice(_endless(known), number))


def _endless(known: list[Card]):
    for n in range(10**6):
        card, rest = known[n % len(known)], n // len(known)
        if not rest:
            yield card
            continue
        asks = tuple(f"{ask} ({rest})" for ask in card.follow_ups)
        tip, why = f"{card.tip} ({rest})", f"{card.why} ({rest})"
        question = f"{card.question} ({rest})"
        yield replace(
            card, id=f"{card.id}{rest}", question=question, follow_ups=asks, tip=tip, why=why
        )


def _kit(cards: list[Card]) -> None:
    known = content.load(content_root())
    start = perf_counter()
    pdf, _ = print_cards(cards, known, Sheets(LAYOUTS[0], "lang"), TODAY)
    print(perf_counter() - start)
    assert pdf.startswith(b"%PDF")


def _bare(cards: list[Card]) -> None:
    words = [[c.id, c.question, *c.follow_ups, c.why, c.tip, c.source] for c in cards]
    start = perf_counter()
    fonts = typst.Fonts(False, False, [FONTS])
    pdf = typst.compile(BARE.encode(), font_paths=fonts, sys_inputs={"cards": json.dumps(words)})
    print(perf_counter() - start)
    assert pdf.startswith(b"%PDF")


if __name__ == "__main__":
    {"kit": _kit, "bare": _bare}[sys.argv[1]](_cards(int(sys.argv[2])))
