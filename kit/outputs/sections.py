"""How the parts of a report stay within its pages: short in front, whole in the annex behind.

How long a part is, is reckoned here in lines of running text, a little too long rather than too
short; who draws a paper knows it exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from kit.outputs.document import Chart, Heading, Items, NewPage, Part, Table, Text

PAGE, TOP, BREAK = 51, 5, 10
"""Lines on a page of A4, those that a title takes, and those that a page break may leave empty."""
ACROSS, IN_TABLE = 83, 97
"""Letters on a line of running text, and on one of a table; those are smaller."""
STEPS = (
    (99, 999), (12, 220), (10, 160), (8, 140), (6, 120), (5, 110), (4, 110), (4, 90), (3, 90),
    (2, 90), (1, 80), (0, 80),
)  # fmt: skip
"""Rows of a list and letters of a text: as many as fit, from all there is to the bare minimum."""
_TRIES = (*((*step, True) for step in STEPS[:6]), *((*step, False) for step in STEPS[2:]))
"""With what is large in front as long as lists stay readable, then without."""
_HEADING, _CHART = 2.8, 14
_CAPTION, _LINE, _ROW = 1.7, 0.82, 0.42
"""Lines of text that the caption of a table takes, a line in it, and the room around a row."""


BEHIND = "Wat hier niet past, staat in de bijlage."


@dataclass(frozen=True)
class Section:
    """One part of a report. `rows` have one column without a `head`, else as many as that.

    `extra` is how many rows more than other parts it may keep. `caption` says of the table what
    its heading does not. `first` stands before the rows; `more` only in the annex.
    """

    title: str
    rows: tuple[tuple[str, ...], ...] = ()
    head: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    extra: int = 0
    caption: str = ""
    first: tuple[Part, ...] = ()
    large: tuple[Part, ...] = ()
    more: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.first or self.large)

    def cap(self, most: int) -> int:
        """How many rows it keeps where others keep `most`: at least one."""
        return max(1, most + self.extra)


def brief(text: str, most: int) -> str:
    """A text of so many letters at the most, in whole words, with … for the rest."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return whole.rstrip(" ,;:.·") + " …"


def room(pages: int) -> int:
    """How many lines so many pages hold."""
    return pages * PAGE - TOP - (pages - 1) * BREAK


def report(
    sections: Sequence[Section],
    pages: int,
    annex: bool,
    before: Sequence[Part] = (),
    after: Sequence[Part] = (),
) -> tuple[Part, ...]:
    """The sections in front, as short as so many pages ask, and what was left out in the annex.

    `before` and `after` stand around what is in front, as they are.
    """
    for most, letters, large in _TRIES:
        short = [part for one in sections for part in _short(one, most, letters, large)]
        front = [*before, *short, *after]
        if height(front) <= room(pages):
            break
    whole = [part for one in sections for part in _whole(one, most, letters, large)]
    if not annex or not whole:
        return tuple(front)
    return (*front, Text(BEHIND, "note"), NewPage(), Heading("Bijlage"), *whole)


def _short(one: Section, most: int, letters: int, large: bool) -> list[Part]:
    if not one:
        return []
    rows = _cut(one.rows, one.cap(most), letters)
    some = f" ({len(rows)} van de {len(one.rows)})" if len(rows) < len(one.rows) else ""
    return [Heading(one.title + some), *one.first, *_listed(one, rows), *(one.large * large)]


def _whole(one: Section, most: int, letters: int, large: bool) -> list[Part]:
    cut = one.rows != _cut(one.rows, one.cap(most), letters)
    listed = _listed(one, one.rows) if cut else []
    parts = [*listed, *(one.large * (not large)), *one.more]
    return [Heading(one.title, 2), *parts] if parts else []


def _cut(rows: Iterable[tuple[str, ...]], most: int, letters: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(brief(cell, letters) for cell in row) for row in [*rows][:most])


def _listed(one: Section, rows: tuple[tuple[str, ...], ...]) -> list[Part]:
    if not rows:
        return []
    if one.head:
        return [Table(one.caption, one.head, rows, one.shares)]
    return [Items(tuple(row[0] for row in rows))]


def height(parts: Iterable[Part]) -> float:
    """How many lines of running text parts take together, about."""
    return sum(_HEIGHTS.get(type(part), _none)(part) for part in parts)


def _none(part: Part) -> float:
    return 0


def _lines(text: str, across: float = ACROSS) -> int:
    return max(1, ceil(len(text) / across))


def _table(part: Table) -> float:
    shares = part.shares or (1,) * len(part.head)
    wide = [max(6, IN_TABLE * share / sum(shares) - 2) for share in shares]
    rows = (
        max(_lines(cell, across) for cell, across in zip(row, wide, strict=True))
        for row in (part.head, *part.rows)
    )
    return _CAPTION + sum(_LINE * lines + _ROW for lines in rows)


def _items(part: Items) -> float:
    apart = 0.4 if part.mark == "tick" else 0.15
    return sum(_lines(line, ACROSS - 4) + apart for line in part.lines) + 0.2


_HEIGHTS: dict[type, Callable[[Part], float]] = {
    Heading: lambda part: _HEADING,
    Text: lambda part: _lines(part.text) * (1.15 if part.manner == "lead" else 1) + 0.3,
    Items: _items,
    Table: _table,
    Chart: lambda part: _CHART,
}
