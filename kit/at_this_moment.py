"""What a notebook holds at this moment: its file, and over it what ran or went since it was saved.

JupyterLab tells with each run which cell it is and which cells are gone, so that a copied or
deleted cell counts at once. That a cell moved is known when the notebook is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from time import time

from kit import script
from kit.model import Step
from kit.workshop import VARIANTS

InCell = tuple[str, Step]


@dataclass
class Ran:
    """The steps of one run of a cell, and when that was (seconds since 1970)."""

    run: str
    at: float
    steps: list[Step] = field(default_factory=list)


class Moment:
    """The steps of one notebook in their order, as far as anybody can know them."""

    def __init__(self):
        self.ran: dict[str, Ran] = {}
        self.gone: dict[str, float] = {}

    def take(self, cell: str, run: str, gone: Iterable[str], step: Step) -> None:
        """A step ran in a cell; `run` is the same for all steps of one run of it."""
        now = time()
        self.gone |= dict.fromkeys(gone, now)
        self.gone.pop(cell, None)
        if not cell:
            return
        if cell not in self.ran or self.ran[cell].run != run:
            self.ran[cell] = Ran(run, now)
        self.ran[cell].steps.append(step)

    def steps(self, path: Path | None) -> list[InCell]:
        """Each step with the id of its cell; none where the file is no workshop, or not there."""
        at, filed = saved(path)
        if filed is None:
            return []
        since = {cell: ran.steps for cell, ran in self.ran.items() if ran.at > at}
        gone = {cell for cell, when in self.gone.items() if when > at}
        now = {cell: since.pop(cell, steps) for cell, steps in filed.items()} | since
        return [(cell, step) for cell, all_of in now.items() if cell not in gone for step in all_of]


def saved(path: Path | None) -> tuple[float, dict[str, list[Step]] | None]:
    """When a file was saved, and its steps by the id of their cell; None when it is no workshop."""
    try:
        stamp = path.stat() if path else None
    except OSError:
        stamp = None
    return (stamp.st_mtime, _filed(path, stamp.st_mtime_ns)) if stamp else (0, None)


@lru_cache(maxsize=4)
def _filed(path: Path, _stamp: int) -> dict[str, list[Step]] | None:
    workshop, _ = script.read(path)
    if workshop is None:
        return None
    return {
        cell.id: [step for step in workshop.steps if step.place.line in _lines(cell)]
        for cell in script.cells(path)
    }


def _lines(cell: script.Cell) -> range:
    return range(cell.place.line, cell.place.line + cell.text.count("\n") + 1)


def place(steps: Sequence[InCell], cell: str) -> str:
    """`Stap 3 van 8.`, or nothing when the cell is not among the steps."""
    number = next((n for n, (one, _) in enumerate(steps, 1) if one == cell), 0)
    return f"Stap {number} van {len(steps)}." if number else ""


def misfits(steps: Sequence[InCell]) -> list[str]:
    """What to do where the minutes of all steps do not add up, one sentence for each length."""
    told = []
    for variant in VARIANTS if steps else ():
        total = sum(step.minutes.get(variant, 0) for _, step in steps)
        if total == variant:
            continue
        late = total - variant
        do = f"Haal {_minutes(late)} weg." if late > 0 else f"Voeg {_minutes(-late)} toe."
        told.append(f"De stappen duren samen {total} van de {variant} minuten. {do}")
    return told


def _minutes(number: int) -> str:
    return "1 minuut" if number == 1 else f"{number} minuten"
