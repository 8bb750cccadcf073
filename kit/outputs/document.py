"""What a written paper is made of before it is Word, PDF or a web page: parts in reading order.

Who writes a paper (minutes, an invitation) knows nothing of Word; who draws one knows nothing of
workshops. All words are plain text, never markup; nobody's name is in it unless somebody typed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from kit.screens.beamer import NAME, plain


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 stands right under the title of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph. `manner`: "" is plain, "lead" larger, "quote" somebody's words, "note" small,
    "wall" to be read from the other side of the room."""

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

    def __post_init__(self):
        wide = len(self.head)
        if not wide or any(len(row) != wide for row in self.rows):
            raise ValueError(f"a row is not as wide as the head of the table '{self.caption}'")
        if self.shares and (len(self.shares) != wide or min(self.shares) < 1):
            raise ValueError(f"the table '{self.caption}' needs one share a column, 1 or more")


@dataclass(frozen=True)
class Chart:
    """Lines over the same places (kit.screens.chart.trend): `alt` says in words what it shows."""

    title: str
    places: tuple[str, ...]
    lines: tuple[tuple[str, tuple[float | None, ...]], ...]
    alt: str

    def __post_init__(self):
        if any(len(values) != len(self.places) for _, values in self.lines):
            raise ValueError(f"a line has not one value a place in the chart '{self.title}'")


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


DEEPEST = 3
"""The level of the smallest heading."""


def plainly(paper: Paper) -> Paper:
    """The same paper as each kind of file may take it: what all of them need, done once.

    Every text is one line without signs that cannot be seen; a part or a line without words is
    gone; no heading skips a level, because whoever hears a paper would miss one.
    """
    told, parts, level = retold(paper, _plain), [], 0
    for part in told.parts:
        match part:
            case Heading(text, asked) if text:
                level = min(max(asked, 1), level + 1, DEEPEST)
                parts.append(Heading(text, level))
            case Items(lines) if any(lines):
                parts.append(replace(part, lines=tuple(filter(None, lines))))
            case Blanks(labels) if any(labels):
                parts.append(Blanks(tuple(filter(None, labels))))
            case Text(text) if text:
                parts.append(part)
            case Table() | Chart() | NewPage():
                parts.append(part)
    return replace(told, title=told.title or NAME, parts=tuple(parts))


def texts(paper: Paper) -> Iterator[str]:
    """Every text of a paper in reading order, also what only a listener hears of a chart."""
    found: list[str] = []
    retold(paper, lambda text: found.append(text) or text)
    return iter(found)


def words_of(paper: Paper) -> list[str]:
    """All free text that leaves with a paper, its file name included, for the privacy check."""
    return [text for text in (paper.name, *texts(paper)) if text]


def retold(paper: Paper, say: Callable[[str], str]) -> Paper:
    """The same paper with each text as `say` puts it, asked in reading order."""
    head = {name: say(getattr(paper, name)) for name in ("title", "subject", "lead")}
    parts = tuple(_retold(part, say) for part in paper.parts)
    return replace(paper, **head, parts=parts, foot=say(paper.foot))


def _retold(part: Part, say: Callable[[str], str]) -> Part:
    match part:
        case Heading(text) | Text(text):
            return replace(part, text=say(text))
        case Items(lines):
            return replace(part, lines=tuple(map(say, lines)))
        case Table(caption, head, rows):
            return Table(
                say(caption),
                tuple(map(say, head)),
                tuple(tuple(map(say, row)) for row in rows),
                part.shares,
            )
        case Chart(title, places, lines, alt):
            named = tuple((say(name), values) for name, values in lines)
            return Chart(say(title), tuple(map(say, places)), named, say(alt))
        case Blanks(labels):
            return Blanks(tuple(map(say, labels)))
    return part


def _plain(text: str) -> str:
    return normalize("NFC", plain(text))
