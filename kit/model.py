"""The words of the kit: what a deck, a card, a case, a step and a workshop are.

Everything here is frozen and has no behaviour, so that every other module may import it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROLES = {
    "uitvoering": "Uitvoering",
    "teamleiding": "Teamleiding",
    "management": "Management",
    "beleid": "Beleid",
    "kwaliteit": "Kwaliteit",
    "bestuur": "Bestuur",
    "partner": "Partner",
    "ervaringsdeskundige": "Ervaringsdeskundige",
}
"""Role groups by id, as shown on screen. A role is all the kit ever knows of a speaker."""

ALL_ROLES = "allen"
PURPOSES = ("openen", "verdiepen", "kantelen", "afsluiten")
CERTAINTIES = ("zeker", "in beweging", "vraag je jurist")
MEDIA_KINDS = {
    **dict.fromkeys((".svg", ".png", ".jpg", ".jpeg", ".webp"), "beeld"),
    **dict.fromkeys((".mp3", ".ogg", ".wav"), "geluid"),
    **dict.fromkeys((".webm", ".mp4"), "film"),
}
"""What a file in media/ is, by how its name ends."""
STILL_CHAFES = "Dit blijft schuren"
"""The outcome that is always allowed at a dilemma."""


@dataclass(frozen=True)
class Suit:
    """One family of cards; colour, shape and word always go together."""

    id: str
    title: str
    letter: str
    shape: str


SUITS = {
    suit.id: suit
    for suit in (
        Suit("gesprek", "Het gesprek", "G", "ballon"),
        Suit("start", "De start", "S", "vlag"),
        Suit("ruimte", "Ruimte en regels", "R", "deur"),
        Suit("regie", "Regie in de keten", "K", "schakel"),
        Suit("team", "Wij als team", "T", "kring"),
        Suit("beleid", "Van praktijk naar beleid", "B", "trap"),
        Suit("werkvorm", "Werkvorm", "W", "blok"),
        Suit("nood", "Noodkaart", "N", "boei"),
    )
}


@dataclass(frozen=True)
class Place:
    """Where something stands in a file: for messages a person can act on."""

    file: Path
    line: int


@dataclass(frozen=True)
class Problem:
    """One mistake in the content: where it is, what is wrong and what to do about it.

    `advice` is something to look at again (a fact past its date) that is not wrong in itself.
    """

    file: Path
    line: int
    message: str
    remedy: str
    advice: bool = False

    def __str__(self) -> str:
        place = f"{self.file.as_posix()}, regel {self.line}"
        return f"{place}: {self.message} {self.remedy}".rstrip()


@dataclass(frozen=True)
class Fact:
    """A fact of the law with its source, its date and how certain it is."""

    id: str
    subject: str
    text: str
    article: str
    source: str
    checked: date
    recheck: date
    certainty: str
    place: Place | None = None


@dataclass(frozen=True)
class Media:
    """A picture, sound or film in media/, and the words for who cannot see or hear it.

    `kind` is beeld, geluid or film; `captions` the name of a .vtt file in media/, `transcript`
    the words themselves. Sound and film have at least one of the two.
    """

    file: str
    kind: str
    alt: str
    captions: str = ""
    transcript: str = ""


@dataclass(frozen=True)
class Card:
    """One conversation card: a question, three questions to go deeper, and the reason for them."""

    id: str
    suit: str
    depth: int
    purpose: str
    roles: tuple[str, ...]
    question: str
    follow_ups: tuple[str, ...]
    why: str
    source: str
    tip: str
    minutes: int
    safety: int
    facts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    version: str = ""
    licence: str = ""
    place: Place | None = None
    media: Media | None = None


@dataclass(frozen=True)
class Deck:
    """The cards of one file."""

    id: str
    title: str
    cards: tuple[Card, ...]
    version: str = ""
    licence: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Option:
    """One way out of a dilemma; a third way leaves the choice between A and B."""

    text: str
    third_way: bool = False


@dataclass(frozen=True)
class Stage:
    """One unveiling of a case: at most eighty words, one question, the cards that fit."""

    text: str
    question: str
    cards: tuple[str, ...] = ()
    dilemma: str = ""
    options: tuple[Option, ...] = ()
    place: Place | None = None
    media: Media | None = None


@dataclass(frozen=True)
class Case:
    """A case told in stages: fictional, or (`own`) retold by a group for its own table."""

    id: str
    code: str
    title: str
    target_group: str
    route: str
    theme: str
    difficulty: int
    summary: str
    stages: tuple[Stage, ...]
    perspectives: dict[str, str]
    facts: tuple[str, ...]
    closing: str
    variant: str
    origin: str
    version: str = ""
    licence: str = ""
    place: Place | None = None
    own: bool = False


@dataclass(frozen=True)
class Table:
    """What holds at every table: its rules, what stays there, the promise, the own statements."""

    rules: tuple[str, ...] = ()
    privacy: tuple[str, ...] = ()
    promise: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    exit_questions: tuple[str, ...] = ()
    blank: str = "We zijn zo terug"
    quiet: str = "Schrijf even voor jezelf"


@dataclass(frozen=True)
class Content:
    """All the words of a kit, and every problem found while reading them."""

    cards: dict[str, Card] = field(default_factory=dict)
    decks: dict[str, Deck] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    table: Table = Table()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a workshop: what it does, how long it takes, and the facilitator's note.

    `verb` is the word in the notebook (`card`, `case`, `round` …), `given` what stands between
    its brackets, `minutes` the length of the step in each variant of the workshop.
    """

    id: str
    verb: str
    title: str
    note: str
    minutes: dict[int, int]
    given: dict[str, object] = field(default_factory=dict)
    place: Place | None = None


@dataclass(frozen=True)
class Workshop:
    """The script of one workshop, as its notebook tells it."""

    number: int
    title: str
    goal: str
    steps: tuple[Step, ...]
    lay_ready: tuple[str, ...] = ()
    variants: tuple[int, ...] = (90, 120)
    place: Place | None = None


@dataclass(frozen=True)
class Screen:
    """What the beamer shows at one moment, and nothing besides.

    `kind` says how it is drawn: lobby, rules, promise, card, stage, write, round, statements,
    choice, words, board, media, told, title or blank. `title` is the page's only `<h1>`.
    `points` are the short lines under it (questions, rules, statements, speaking order) and `here`
    the one that has the floor.
    `words` are harvested words, only there when the facilitator shows them. A board has `columns`
    and `rows`: a name and one text per column (lines apart by LF). `about` is never drawn: it
    names what a picture is about (a signal, a stage of a case), for the forms beside it.
    """

    kind: str
    title: str
    eyebrow: str = ""
    suit: str = ""
    text: str = ""
    points: tuple[str, ...] = ()
    here: int = -1
    words: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    foot: str = ""
    place: str = ""
    media: Media | None = None
    about: str = ""
