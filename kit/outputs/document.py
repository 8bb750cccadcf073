"""What a written paper is made of before it is Word, PDF or a web page: parts in reading order.

Who writes a paper (minutes, an invitation) knows nothing of Word; who draws one knows nothing of
workshops. All words are plain text, never markup; nobody's name is in it unless somebody typed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 stands right under the title of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph. `manner`: "" is plain, "lead" larger, "quote" somebody's words, "note" small."""

    text: str
    manner: str = ""


@dataclass(frozen=True)
class Items:
    """A list. `mark`: "dot", "number", or "tick" for a box to tick with a pen."""

    lines: tuple[str, ...]
    mark: str = "dot"


@dataclass(frozen=True)
class Table:
    """Rows of text under a head that returns on every page; `caption` says what it tells.

    `shares` are the widths, one number a column, in parts of the whole; empty is equal.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Lines over the same places (kit.screens.chart.trend): `alt` says in words what it shows."""

    title: str
    places: tuple[str, ...]
    lines: tuple[tuple[str, tuple[float | None, ...]], ...]
    alt: str


@dataclass(frozen=True)
class Blanks:
    """Lines to write on with a pen, each after its word: Naam, Datum, Handtekening."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class NewPage:
    """What follows starts on a new page."""


Part = Heading | Text | Items | Table | Chart | Blanks | NewPage


@dataclass(frozen=True)
class Paper:
    """One paper. `name` is its file name without ending, in letters that Windows accepts.

    `subject` goes into the properties of the file, as do `title` and `on`: never a person.
    `foot` stands at the bottom of every page, before the number. `pages` is the most it may
    take, 0 when that does not matter.
    """

    name: str
    title: str
    on: date
    parts: tuple[Part, ...]
    lead: str = ""
    subject: str = ""
    foot: str = ""
    pages: int = 0
