"""The combination: four different things that together point to one person, each harmless alone.

Origin, job, place, family, illness and date. In a small municipality four of them are a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kit.privacy.find import Spot, like
from kit.privacy.known import Word
from kit.privacy.lists import plain, signs, words
from kit.privacy.reading import Reading, matches

ENOUGH = 4
SHORTEST_ENDING = 7
SHORT = 1200
"""A text of at most so many characters is about one case, however many paragraphs it has."""

DUTCH = {
    "origin": "herkomst",
    "job": "beroep",
    "place": "plaats",
    "family": "gezin",
    "illness": "ziekte",
    "date": "datum",
}


class Part(NamedTuple):
    """One of the six things: what it is, and where it stands in the cleaned text."""

    what: str
    start: int
    end: int


_YEAR = re.compile(r"(?<=[a-z] )(?:19|20)\d\d(?!\w)")
_WHEN = ("sinds ", "in ", "eind ", "begin ", "medio ", "vanaf ", "zomer ", "winter ", "voorjaar ",
         "najaar ", "herfst ", "lente ", "zomer van ", "winter van ", "voorjaar van ")  # fmt: skip
_DAY = re.compile(r"(?<![\w.,/-])\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d(?!\w)")
_SPOUSE = signs("spouses")
_OF = frozenset(["haar", "zijn", "hun", "oudste", "jongste", "mijn"])
_HAPPENED = frozenset(
    [
        "overleden",
        "overleed",
        "stierf",
        "vermist",
        "gevangen",
        "omgekomen",
        "achtergebleven",
        "zit",
        "is",
        "nog",
        "en",
    ]
)
_MONTHS = signs("months")
_BETWEEN = re.compile(r"\n[ \t]*\n")
_WORKED = tuple(sorted(signs("job_endings")))
_ILL = tuple(sorted(signs("illness_endings")))
_ENDINGS = _WORKED + _ILL
_LAST = frozenset(one[-3:] for one in _ENDINGS)
_NOT_JOB = signs("no_jobs")
_NOT_ILL = frozenset(["kinderziekte"])
_MANY = re.compile(
    r"\b(?:inburgeraars|statushouders|vluchtelingen|nieuwkomers|gemeenten|mensen|deelnemers|cijfers|procent|cliënten"
    r"|groepen|gezinnen|asielzoekers|wij|we|jaarlijks|gemiddeld|totaal)\b|%",
    re.IGNORECASE,
)
_ALSO_A_WORD = signs("places_that_are_words")
_SINGLE = re.compile(
    r"\b(?:hij|hem|haar|mevrouw|meneer|mw|dhr|weduwe|weduwnaar|zij is|zij heeft|ze is|ze heeft"
    r"|(?:een|de|die|deze|onze|enige|alleenstaande) (?:[\w-]+ ){0,2}"
    r"(?:man|vrouw|jongen|meisje|moeder|vader|weduwe|weduwnaar)"
    r"|\d\d-jarige|\(\d\d\)|ik|zijn (?:vrouw|zoon|dochter|man|moeder|vader|kinderen))\b",
    re.IGNORECASE,
)


def find(reading: Reading, settled: list[Spot]) -> Iterator[Spot]:
    """One spot for each paragraph (or short text) in which four of the six come together."""
    text = reading.text
    if len(reading.words) < ENOUGH:
        return
    found = sorted(_parts(reading, settled), key=lambda part: part.start)
    if len({part.what for part in found}) < ENOUGH:
        return
    named = [spot for spot in settled if spot.kind == "name"]
    for start, end in _paragraphs(text):
        inside = [part for part in found if start <= part.start and part.end <= end]
        if len({part.what for part in inside}) < ENOUGH or not _one(
            text[start:end], named, start, end
        ):
            continue
        inside = _smallest(inside)
        start, end = inside[0].start, max(part.end for part in inside)
        what = [DUTCH[kind] for kind in DUTCH if any(part.what == kind for part in inside)]
        together = ", ".join(what[:-1]) + " en " + what[-1]
        reason = f"Samen is dit te herkenbaar: {together}. Vertel er een paar minder precies."
        yield Spot("combination", start, end, reason, _vaguer(text, inside, start, end))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that are about one person: a short text as a whole, else what blank lines part."""
    if len(text) <= SHORT:
        yield 0, len(text)
        return
    start = 0
    for gap in _BETWEEN.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _one(paragraph: str, named: list[Spot], start: int, end: int) -> bool:
    """Whether a paragraph tells of one person, and not of a group."""
    if any(start <= spot.start < end for spot in named) or _SINGLE.search(paragraph):
        return True
    return not _MANY.search(paragraph)


def _smallest(found: list[Part]) -> list[Part]:
    """The shortest run of parts that holds every kind there is."""
    kinds = len({part.what for part in found})
    held: Counter[str] = Counter()
    best, low = found, 0
    for high, part in enumerate(found):
        held[part.what] += 1
        while held[found[low].what] > 1:
            held[found[low].what] -= 1
            low += 1
        if len(held) == kinds and part.end - found[low].start < best[-1].end - best[0].start:
            best = found[low : high + 1]
    return best


@cache
def _meaning() -> dict[str, str]:
    """Which of the six a single word is."""
    known = {}
    for name, what in (
        ("jobs", "job"), ("illnesses", "illness"), ("family", "family"),
        ("places", "place"), ("origins", "origin"), ("cities", "origin"),
    ):  # fmt: skip
        known |= dict.fromkeys(words(name), what)
    return known | dict.fromkeys(_MONTHS, "date") | dict.fromkeys(_SPOUSE, "spouse")


@cache
def _long_begins() -> frozenset[str]:
    """The first words of the places of more words."""
    return frozenset(name.split(" ", 1)[0] for name in _meaning() if " " in name)


def _parts(reading: Reading, settled: list[Spot]) -> Iterator[Part]:
    text, said, meaning, begins = reading.text, reading.words, _meaning(), _long_begins()
    inside = {spot.start: spot.end for spot in settled if spot.kind in ("name", "address")}
    skip = 0
    for at, (_, _, _, small, capital) in enumerate(said):
        if not (capital or small in meaning or small[-3:] in _LAST):
            continue
        word, what = said[at], meaning.get(small)
        if what is None and len(small) >= SHORTEST_ENDING:
            what = _by_ending(small)
        if what is None and not capital:
            continue
        skip = max(skip, inside.get(word.start, 0))
        if word.start < skip:
            continue
        if what is None:
            if small in begins:
                yield from _long_place(said, at)
        elif _is_meant(text, said, at, what):
            yield Part("family" if what == "spouse" else what, word.start, word.end)
    for found in matches(_YEAR, text, reading.numbers):
        if text[max(0, found.start() - 14) : found.start()].lower().endswith(_WHEN):
            yield Part("date", *found.span())
    for found in matches(_DAY, text, reading.numbers):
        yield Part("date", *found.span())
    for spot in settled:
        if spot.kind in ("date", "address", "postcode"):
            yield Part("date" if spot.kind == "date" else "place", spot.start, spot.end)


def _is_spouse(text: str, said: list[Word], at: int) -> bool:
    """Whether 'man' or 'vrouw' is of somebody, as in 'haar man' and 'man overleden'."""
    if at > 0 and said[at - 1].plain in _OF:
        return True
    apart = text[max(0, said[at].start - 2) : said[at].start] == ", "
    follows = said[at + 1].plain if at + 1 < len(said) else ""
    return apart and (text[said[at].end : said[at].end + 1] == "," or follows in _HAPPENED)


def _small_place(said: list[Word], at: int, what: str) -> bool:
    """Whether a place or a people without its capital is meant as one."""
    word = said[at].plain
    if word in words("ordinary") or word in _ALSO_A_WORD:
        return False
    return what == "origin" or (at > 0 and said[at - 1].plain in ("in", "uit", "te", "naar", "bij"))


def _is_meant(text: str, said: list[Word], at: int, what: str) -> bool:
    """Whether a word that can be one of the six is that in this place."""
    if what == "spouse":
        return _is_spouse(text, said, at)
    place = what in ("place", "origin")
    return not place or said[at].capital or _small_place(said, at, what)


def _by_ending(small: str) -> str | None:
    if small in _NOT_JOB or small in _NOT_ILL or not small.endswith(_ENDINGS):
        return None
    return "job" if small.endswith(_WORKED) else "illness"


def _long_place(said: list[Word], at: int) -> Iterator[Part]:
    """A place of more words: 'Ter Apel', 'Wijk bij Duurstede'."""
    meaning, name = _meaning(), said[at].plain
    for later in said[at + 1 : at + 4]:
        if later.start - said[at].end > 25:
            return
        name = f"{name} {later.plain}"
        if meaning.get(name) in ("place", "origin"):
            yield Part(meaning[name], said[at].start, later.end)
            return


# -- one click ------------------------------------------------------------------------------------


def _vaguer(text: str, inside: list[Part], start: int, end: int) -> str:
    """The same stretch with place, date and origin less precise."""
    out, at = [], start
    for part in inside:
        new = _instead(text, part) if part.start >= at else None
        if new is not None:
            out += [text[at : part.start], new]
            at = part.end
    return "".join([*out, text[at:end]])


def _instead(text: str, part: Part) -> str | None:
    was = text[part.start : part.end]
    if part.what == "place":
        return "een dorp in de buurt"
    if part.what == "date":
        return like(was, "een tijd geleden")
    if part.what == "origin":
        if plain(was).endswith("se") or plain(was).endswith("s"):
            return "buitenlandse" if was.endswith("e") else "een andere taal"
        return (
            "een ander land"
            if text[max(0, part.start - 4) : part.start] == "uit "
            else "nieuwkomer"
        )
    return None
