"""Numbers of a file about somebody and number plates; also the patterns a municipality adds itself.

Python's regular expressions cannot be stopped half-way, so an own pattern is read first: what can
take very long is refused with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kit.privacy.find import Spot
from kit.privacy.reading import Reading, matches
from kit.slips import Slip

_HIDDEN = "[nummer weggelaten]"
_WHY_CASE = "Dit is een zaaknummer. Daarmee is het dossier van één persoon te vinden."

_Z = re.compile(r"\b(?<!-)z ?[-/.]? ?(?:\d{2,4}(?: ?[-/.] ?| )\d{3,}|\d{5,})(?:[-/.]\d+)*(?!\w)")
_TOKEN = r"(?P<what>(?=[a-z./_-]{0,12}\d)[a-z0-9](?:[a-z0-9./_-]{0,30}[a-z0-9])?)"
_FILE = (
    r"(?:zaak|dossier|cliënt|client|klant|leerling|student|deelnemer|personeels|patiënt|polis"
    r"|beschikkings?|referentie|registratie|relatie|aanvraag|meldings?|proces-?verbaal|burger"
    r"|correspondentie|inschrijf|kandidaat|zorg|suwi|clienten|casus|regie|bezwaar|proces)"
)
_FILE_SHORT = r"(?:zaak|dossier|(?:ons |uw )?kenmerk|referentie|ref\.|beschikking|casus)"
_MAY_BE_SAID = re.compile(rf"\b(?:{_FILE}|{_FILE_SHORT})")
_SAID = re.compile(
    rf"{_FILE}[- ]?(?:nummer|nr\.?|no\.|id)(?: (?:is|was|luidt|van (?:haar|hem)|heeft|met)){{0,2}}"
    rf"[ :=#(]{{1,3}}{_TOKEN}"
)
_SAID_SHORT = re.compile(rf"{_FILE_SHORT}[ :=#]{{1,3}}{_TOKEN}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find(reading: Reading, own: Sequence[re.Pattern] = ()) -> Iterator[Spot]:
    """All file numbers and number plates in a text, with these patterns as well."""
    low = reading.low
    for stretch in reading.close:
        for found in _Z.finditer(low, *stretch):
            yield Spot("case_number", *found.span(), _WHY_CASE, _HIDDEN, 85)
        yield from _plates(low, *stretch)
    for stretch in reading.near:
        said = [found.start() for found in _MAY_BE_SAID.finditer(low, *stretch)]
        for found in matches(_SAID, low, said):
            if sum(c.isdigit() for c in found["what"]) >= 3:
                yield Spot("case_number", *found.span("what"), _WHY_CASE, _HIDDEN, 86)
        for found in matches(_SAID_SHORT, low, said):
            if _is_number(found["what"]):
                yield Spot("case_number", *found.span("what"), _WHY_CASE, _HIDDEN, 84)
    for pattern in own:
        yield from _own(reading.text, pattern)


def _is_number(what: str) -> bool:
    """Whether what stands behind 'dossier' is a number of a file and not a year or an amount."""
    digits = sum(c.isdigit() for c in what)
    mixed = any(c in "/-_." for c in what[1:-1]) or what[0].isalpha()
    return digits >= 4 and not _YEAR.fullmatch(what) and (mixed or digits >= 5)


# -- number plates --------------------------------------------------------------------------------

_SIDES = [
    "AA-99-99",
    "99-99-AA",
    "99-AA-99",
    "AA-99-AA",
    "AA-AA-99",
    "99-AA-AA",
    "99-AAA-9",
    "9-AAA-99",
    "AA-999-A",
    "A-999-AA",
    "AAA-99-A",
    "A-99-AAA",
    "9-AA-999",
    "999-AA-9",
]
"""The fourteen forms a Dutch plate has had since 1951."""


def _plate(between: str) -> re.Pattern:
    forms = (between.join(side.split("-")) for side in _SIDES)
    either = "|".join(forms).replace("9", r"\d").replace("A", "[a-z]")
    return re.compile(rf"(?<![\w/-])(?:{either})(?![\w/]|-\w)")


_LOOSE = _plate("[- ]?")
_NO_PLATE = re.compile(r"\d+ (?:op|en|of|in|te|om|is|bij|uur|van|x) \d+")
_CAR = re.compile(
    r"kenteken|nummer(?:plaat|bord)|\bauto\b|\bbus(?:je)?\b|scooter|\bmotor\b|aanhanger|bestel"
    r"|\bwagen\b|brommer|volkswagen|toyota|opel|renault|peugeot|ford\b|taxi"
)


def _plates(text: str, start: int, end: int) -> Iterator[Spot]:
    reason = "Dit is een kenteken. Daarmee is de eigenaar te vinden."
    for found in _LOOSE.finditer(text, start, end):
        if found[0].count("-") < 2:
            if not _CAR.search(text, max(0, found.start() - 50), found.start()):
                continue
            if _NO_PLATE.fullmatch(found[0]):
                continue
        yield Spot("licence_plate", *found.span(), reason, "[kenteken weggelaten]", 82)


# -- patterns of one's own ------------------------------------------------------------------------

LONGEST_PATTERN = 120
LONGEST_FOUND = 60
MOST_WORK = 5000
_UNBOUND = 40

_PIECE = re.compile(
    r"(?P<kind>\\[1-9]|\(\?P=|\(\?[=!<(](?!P))"
    r"|(?P<one>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<other>\|)"
    r"|(?P<times>[*+?]|\{\d*,?\d*\})"
    r"|(?P<plain>.)",
    re.DOTALL,
)
_TIMES = re.compile(r"\{(\d*)(,?)(\d*)\}")


@lru_cache(maxsize=32)
def own_pattern(pattern: str) -> re.Pattern:
    """A pattern ready for use. Raises Slip, in Dutch, when it is wrong or can take very long."""
    shown = pattern if len(pattern) <= 40 else pattern[:37] + "..."
    if len(pattern) > LONGEST_PATTERN:
        raise Slip(
            f"het patroon '{shown}' is te lang.", f"Houd het onder {LONGEST_PATTERN} tekens."
        )
    if (work := _work(pattern)) > MOST_WORK:
        remedy = r"Schrijf hoeveel tekens het zijn, zoals \d{4,6} in plaats van \d+."
        if work == float("inf"):
            remedy = r"Gebruik alleen tekens, [..], \d en {aantal}, zoals ABC-\d{4,6}."
        raise Slip(f"het patroon '{shown}' is te ingewikkeld: zoeken kan heel lang duren.", remedy)
    try:
        made = re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError):
        remedy = r"Kijk naar de haakjes. Een voorbeeld: ABC-\d{4,6}"
        raise Slip(f"het patroon '{shown}' klopt niet.", remedy) from None
    if made.match("") or not pattern.strip():
        remedy = r"Schrijf wat er altijd in staat, zoals ABC-\d{4,6}."
        raise Slip(f"het patroon '{shown}' past ook op niets.", remedy)
    return made


def _work(pattern: str) -> float:
    """How many ways there are to try a pattern in one place; infinite for what is not allowed."""
    work, before = 1.0, ""
    for piece in _PIECE.finditer(pattern):
        kind = piece.lastgroup
        if kind == "kind" or (kind == "times" and before == "times"):
            return float("inf")
        if kind == "other":
            work *= 2
        if kind == "times":
            ways = _ways(piece[0])
            if before == "close" and piece[0] != "?":
                return float("inf")
            work *= ways
        before = kind
    return work


def _ways(times: str) -> int:
    if times == "?":
        return 2
    if times in "*+":
        return _UNBOUND
    least, comma, most = _TIMES.fullmatch(times).groups()
    if not comma:
        return 1
    return max(1, min(int(most or _UNBOUND), _UNBOUND) - int(least or 0) + 1)


_EDGE = re.compile(r"(?<!\w)(?=\S)")


def _own(text: str, pattern: re.Pattern) -> Iterator[Spot]:
    """Where a pattern fits from the beginning of a word; never more than 60 characters far."""
    reached = 0
    for edge in _EDGE.finditer(text):
        at = edge.start()
        if at < reached:
            continue
        found = pattern.match(text, at, min(len(text), at + LONGEST_FOUND))
        if found and found.end() > at and not text[found.end() : found.end() + 1].isalnum():
            reached = found.end()
            yield Spot("case_number", at, reached, _WHY_CASE, _HIDDEN, 92)
