"""Where somebody lives: a street with a number, a room of a building, a boat, and a postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.privacy.find import Spot
from kit.privacy.known import Word
from kit.privacy.lists import signs
from kit.privacy.reading import Reading, ending, matches
from kit.privacy.streets import (
    HOME,
    LIVES,
    SURE,
    WITH_ARTICLE,
    begin,
    common,
    maybe,
    name_from,
    surely,
)

_WHY_ADDRESS = "Dit is een adres. Daar woont iemand."
_NEAR = "een straat in de buurt"
_WHY_STREET = "In deze straat woont iemand. Een paar huizen, dus te vinden."
_WHY_POSTCODE = "Een postcode wijst een paar huizen aan."

_POSTCODE = re.compile(
    r"(?<![\w€.,/-])(?<!€ )[1-9]\d{3}(?P<gap> ?)(?!S[ADS](?![A-Za-z]))(?P<letters>[A-Za-z]{2})"
    r"(?![A-Za-z\d'-])"
)
_NOT_LETTERS = signs("no_postcode_letters")
_NUMBER_BEHIND = re.compile(
    r"(?:,? ?(?:nr\.? ?|nummer |huisnummer )|,? )\d{1,4}(?: ?-? ?[a-zA-Z])?(?![\w.%-]| uur| jaar)"
)
_POSTCODE_SAID = re.compile(r"postcode(?:gebied)?[ :]{1,3}(?:is )?$", re.IGNORECASE)

_POST_BOX = re.compile(r"(?:postbus|antwoordnummer) \d{1,6},? ?$", re.IGNORECASE)
_COUNTS = (
    r"(?! ?(?:%|€|uur|uren|keer|jaar|jaren|dag|dagen|nacht|nachten|week|weken|maand|maanden|min"
    r"|minuten|km|meter|m2|mensen|kinderen|personen|gezinnen|huizen|woningen|winkels|euro|procent"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|gemeenten|deelnemers)(?!\w))"
)
"""What makes of a number before it a count and not a house."""
_HOUSE = re.compile(
    r"(?<=[ #.])[1-9]\d{0,3}"
    r"(?: ?[-/]? ?(?:\d ?-?hoog|[a-zA-Z](?!/)(?: ?\d{1,3})?|bis(?: [a-z](?!\w))?|hs|huis"
    r"|rood|rd|zw|I{1,3}|IV|\d{1,3})"
    r"|,? (?:nr\.?|nummer|kamer|unit|app\.?) ?\d{1,4}[a-zA-Z]?)?(?: t/m \d{1,4})?"
    rf"(?![\w%€]|[.,:/-]\d){_COUNTS}"
)
_GAP = re.compile(
    r"(?<=[^\W\d_]|\.),? (?:(?:op )?(?:(?:huis)?n(?:r|o)\.? ?|(?:huis)?nummer )|# ?)?$"
)
_IN_WORDS = (
    r"(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|[a-z]{3,5}tien"
    r"|(?:[a-z]{3,5}ën|[a-z]{3,5}en)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig"
    r"|negentig)|honderd)(?![\w-])"
)
_NUMBER_SAID = re.compile(
    rf",?(?: op)? (?:nr\.?|nummer) (?:een(?!\w)|{_IN_WORDS})| {_IN_WORDS}{_COUNTS}"
)
_NUMBER_FIRST = re.compile(
    r"(?:(?:(?:op|bij) )?(?:[Nn]r\.?|(?:[Hh]uisn|[Nn])ummer) [1-9]\d{0,3} ?[a-zA-Z]?"
    r"(?:,| in| op| aan| van)|(?:[Oo]p|[Bb]ij) [1-9]\d{0,3} ?[a-zA-Z]? (?:in|aan))"
    r" (?:de |het )?$"
)
_LIVES_IN = re.compile(
    rf"\b(?:{LIVES} (?:[a-z]+ ){{0,4}}(?:in|aan|op|naar|uit|van)"
    rf"|{HOME} (?:in|aan|op|uit)|(?:woon|brief|post)?[Aa]dres(?: is|:)(?: in| aan| op)?)"
    r" (?P<article>de |het |een )?$"
)
"""Behind and before what is surely a street: its number in words or first, or just living there."""

_ROOMS = signs("rooms_of_a_home")
_HOMES = signs("named_homes")
_ENDINGS = (*SURE, *WITH_ARTICLE, *_HOMES)
_LIVED = re.compile(
    rf"\b(?:{LIVES}|azc|asielzoekerscentrum|(?:nood)?opvang(?:locatie)?|pension|hotel|hostel"
    r"|flat(?:gebouw)?|woonboot|woonwagen\w*|camping|(?:vakantie|bungalow)?park)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"overleg|vergader|workshop|bijeenkomst|spreekuur|training|\bles(?:sen)?\b|kantoor"
    r"|(?:gemeente|stad)huis|\bzaal\b|gesprek",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?\n]")
_OWN_BOX = re.compile(r"(?:[Hh]aar|[Zz]ijn|[Hh]un|[Mm]ijn|(?:[Bb]rief|[Pp]ost)adres(?: is|:)?) $")
_HOME_NAME = re.compile(r" (?:(?:[Dd]e|[Hh]et|'t) )?[A-Z][\w'-]{2,25}(?: [A-Z][\w'-]{2,25})?")
_LIVING = re.compile(rf"\b(?:{LIVES}|zit|zitten)\b[^.!?\n]{{0,40}}$")


def find(reading: Reading) -> Iterator[Spot]:
    """All streets with a number, rooms and postcodes in a text."""
    text = reading.text
    for house in matches(_HOUSE, text, reading.numbers):
        gap = _GAP.search(text, max(0, house.start() - 17), house.start())
        if gap is None:
            continue
        start = begin(text, gap.start(), house)
        if start is None:
            start = _room(text, gap.start(), house)
        if start is not None:
            yield Spot("address", start, house.end(), _WHY_ADDRESS, _NEAR, 78)
    for word in ending(reading, _ENDINGS):
        if surely(word.plain) or (word.capital and maybe(word.plain)):
            yield from _without_digits(text, word)
        elif word.plain in _HOMES:
            yield from _home(text, word)
    for found in matches(_POSTCODE, text, reading.numbers):
        yield from _postcode(text, found)


def _room(text: str, end: int, house: re.Match) -> int | None:
    """Where 'kamer' begins before a number, when the sentence tells that somebody lives there."""
    start = text.rfind(" ", max(0, end - 20), end) + 1
    word = text[start:end].lower()
    if word == "postbus":
        return start if _OWN_BOX.search(text, max(0, start - 16), start) else None
    if word not in _ROOMS:
        return None
    before = _SENTENCE.split(text[max(0, start - 60) : start])[-1]
    after = _SENTENCE.split(text[house.end() : house.end() + 40])[0]
    if _OFFICE.search(before) or _OFFICE.search(after):
        return None
    return start if _LIVED.search(before) or _LIVED.search(after) else None


def _home(text: str, word: Word) -> Iterator[Spot]:
    """A boat, a farm or a house with a name in which somebody lives."""
    named = _HOME_NAME.match(text, word.end)
    if named and _LIVING.search(text, max(0, word.start - 60), word.start):
        yield Spot("address", word.start, named.end(), _WHY_STREET, _NEAR, 77)


def _without_digits(text: str, word: Word) -> Iterator[Spot]:
    """What stands around a street whose number is in words, comes first, or is left out."""
    start = name_from(text, word.start)
    before = text[max(0, start - 60) : start]
    sure = word.capital and surely(word.plain)
    if sure and (first := _NUMBER_FIRST.search(before)):
        begins = start - len(before) + first.start()
        yield Spot("address", begins, word.end, _WHY_ADDRESS, _NEAR, 78)
    elif sure and (behind := _NUMBER_SAID.match(text, word.end)):
        yield Spot("address", start, behind.end(), _WHY_ADDRESS, _NEAR, 78)
    elif (lives := _LIVES_IN.search(before)) and _is_named(word, lives["article"]):
        yield Spot("address", start, word.end, _WHY_STREET, _NEAR, 77)


def _is_named(word: Word, article: str | None) -> bool:
    """Whether a street without a number is one street, and not a kind of street."""
    if word.capital:
        return surely(word.plain) or article in ("de ", "het ")
    return article != "een " and not common(word.plain)


def _postcode(text: str, found: re.Match) -> Iterator[Spot]:
    letters, before = found["letters"], text[max(0, found.start() - 25) : found.start()]
    if _POST_BOX.search(before):
        return
    house = _NUMBER_BEHIND.match(text, found.end())
    if letters.upper() != letters and not (
        _POSTCODE_SAID.search(before) or (not found["gap"] and len(found[0]) == 6)
    ):
        return
    if (
        found["gap"]
        and letters.lower() in _NOT_LETTERS
        and not house
        and not _POSTCODE_SAID.search(before)
    ):
        return
    end = house.end() if house else found.end()
    yield Spot("postcode", found.start(), end, _WHY_POSTCODE, "[postcode weggelaten]", 79)
