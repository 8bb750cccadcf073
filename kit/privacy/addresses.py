"""Where somebody lives: a street with a house number, and a postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.privacy.find import Spot
from kit.privacy.known import ELSEWHERE, Word
from kit.privacy.lists import plain, signs, words

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
_SURE = tuple(sorted(signs("street_endings")))
_CAPITAL = tuple(sorted(signs("street_endings_with_capital")))
_ALONE = frozenset(one.capitalize() for one in (*_SURE, *_CAPITAL))
_HOUSE = re.compile(
    r"[1-9]\d{0,3}"
    r"(?: ?-? ?(?:\d ?hoog|[a-zA-Z]|bis|hs|huis|rood|zw|I{1,3}|\d{1,3}))?(?![\w%€]|[.,:/-]\d)"
    r"(?! ?(?:%|€|uur|uren|keer|jaar|jaren|dag|dagen|week|weken|maand|maanden|min|minuten|km|meter"
    r"|m2"
    r"|mensen|kinderen|personen|gezinnen|huizen|woningen|euro|procent|januari|februari|maart|april"
    r"|mei|juni|juli|augustus|september|oktober|november|december|gemeenten)(?!\w))"
)
_IN_TOWN = re.compile(r"(?:,| in| te) (?P<town>[A-Z][\w'-]{2,25})")
_BEFORE_TOWN = re.compile(r"(?<![\w-])(?:(?:[Dd]e|[Hh]et|'t) )?(?P<what>[A-Z][a-z'-]{3,25})$")
"""A name with a number, and then a town: 'Wederik 17, Almere'."""
_GAP = re.compile(r"(?<=[A-Za-zé.]),? (?:(?:huis)?n(?:r|o)\.? |(?:huis)?nummer |# ?)?$")
_NAMED = re.compile(
    r"(?<!\w)(?:(?:Laan|laan|Weg|Pad|Park|Plein|Straat|Hof|Kade|Dijk) (?:van|naar|der|de|tot|op)"
    r"(?: (?:de|den|der|het|'t))?(?: [A-Z][\w.'-]{1,25}){1,4}|Plein 19\d\d"
    r"|(?:Boulevard|Plantsoen|Promenade|Avenue)(?: [A-Z][\w.'-]{1,25}){1,3}"
    r"|(?:Rijks|Provinciale|Straat)weg[- ](?:Noord|Oost|Zuid|West|[NOZW])"
    r"|(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage)(?: [A-Z][\w'-]{2,25}){1,2})$"
)
_LIVES = re.compile(
    r"(?:(?:[Ww]oon(?:t|de|den|achtig)?|[Ww]onen|[Aa]dres|[Vv]erhui(?:st|sde|zen)|[Hh]uis|[Kk]amer"
    r"|[Ff]lat|[Hh]uur(?:t|de)|[Hh]uren)"
    r"(?: nu| sinds kort| samen| is| was| naar| er| staat| op| aan| in|:){0,2} )"
    r"(?P<what>(?:[Dd]e |[Hh]et |'t |Achter (?:de|het) |Langs (?:de|het) )?"
    r"[A-Z][\w'-]{2,25}(?: [A-Z][\w'-]{2,25}){0,2})$"
)
_AT_HOME = re.compile(
    r"(?:[Ww]o(?:on|nen)|[Vv]erhui|[Hh]uur|[Hh]uren|[Ll]ogeer|[Vv]erblij|[Ii]ngeschreven|[Tt]huis|adres"
    r"|[Bb]ezorg|belde? aan|(?:zi[jt]n?|zit|zitten) (?:nu )?bij|moeder|vader|broer|zus|oom|tante"
    r"|\b[Zz]it\b|[Kk]amer|[Bb]el\b)"
    r"[^.!?\n]{0,30}?(?:\b(?:op|aan|bij|naar)\b|[:,]) "
    r"(?P<what>(?:[Dd]e |[Hh]et |'t )?[A-Z][\w'-]{2,25})$"
)
"""Less near: a word of living somewhere earlier in the sentence, then where."""
_NUMBER_SAID = re.compile(
    r",? op (?:nr\.?|nummer) [1-9]\d{0,3}[a-zA-Z]?(?!\w)"
    r"| (?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|[a-z]{3,5}tien"
    r"|(?:[a-z]{3,5}ën|[a-z]{3,5}en)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig"
    r"|negentig)|honderd)(?![\w-])"
)
_NUMBER_FIRST = re.compile(
    r"(?:(?:op|bij) )?(?:nr\.?|nummer|huisnummer) [1-9]\d{0,3} ?[a-zA-Z]?"
    r" (?:in|op|aan|van) (?:de |het )?$"
)
_LIVES_IN = re.compile(
    r"(?:[Ww]oon(?:t|de|den)|[Ww]onen|[Vv]erhuis(?:t|de|d)|[Tt]huis|[Ii]ngeschreven) "
    r"(?:[a-z]+ ){0,3}(?:in|aan|op|naar) (?:de |het |een )?$"
)
"""Behind and before what is surely a street: its number in words or first, or just living there."""
_LEFT = re.compile(r"(?:(?:[A-Z][\w.'-]{0,20}|van|de|der|den|het|ten|ter|'[ts]) ){1,4}$")
_NO_STREET = signs("no_streets")
TOWNS = words("places") | words("cities")
_NUMBERED = signs("what_has_a_number")
_NO_START = signs("before_a_street")


def find(text: str, said: list[Word]) -> Iterator[Spot]:
    """All streets with a number and all postcodes in a cleaned text of these words."""
    for house in _HOUSE.finditer(text):
        gap = _GAP.search(text, max(0, house.start() - 14), house.start())
        start = _street(text, gap.start()) if gap else None
        if start is None and gap:
            start = _before_town(text, gap.start(), house.end())
        if start is not None:
            yield Spot("address", start, house.end(), _WHY_ADDRESS, _NEAR, 78)
    for word in said:
        if word.capital and _surely(word.plain):
            yield from _without_digits(text, word)
    for found in _POSTCODE.finditer(text):
        yield from _postcode(text, found)


def _before_town(text: str, end: int, behind: int) -> int | None:
    """Where a name begins that can only be a street because a town follows its number."""
    town = _IN_TOWN.match(text, behind)
    found = _BEFORE_TOWN.search(text, max(0, end - 32), end)
    if not town or not found or plain(town["town"]) not in TOWNS:
        return None
    small = plain(found["what"])
    return None if small in _NUMBERED or small in ELSEWHERE else found.start()


def _without_digits(text: str, word: Word) -> Iterator[Spot]:
    """What stands around a street whose number is in words, comes first, or is left out."""
    start = _from(text, word.start)
    before = text[max(0, start - 50) : start]
    if first := _NUMBER_FIRST.search(before):
        begin = start - len(before) + first.start()
        yield Spot("address", begin, word.end, _WHY_ADDRESS, _NEAR, 78)
    elif behind := _NUMBER_SAID.match(text, word.end):
        yield Spot("address", start, behind.end(), _WHY_ADDRESS, _NEAR, 78)
    elif _LIVES_IN.search(before):
        yield Spot("address", start, word.end, _WHY_STREET, _NEAR, 77)


def _surely(small: str) -> bool:
    """Whether a word can be nothing but the name of a street."""
    return small.endswith(_SURE) and small not in _SURE and small not in _NO_STREET


def _street(text: str, end: int) -> int | None:
    """Where the street begins whose name ends here; None when this is no street."""
    low = max(0, end - 60)
    before = text[low:end]
    word = before[before.rfind(" ") + 1 :].lstrip("(\"'-\n").rsplit("\n", 1)[-1]
    small = word.lower().rstrip(".")
    if _surely(small) or (
        small not in _NO_STREET
        and (
            (word.removeprefix("s-")[:1].isupper() and word.rstrip(".").endswith(_CAPITAL))
            or word in _ALONE
        )
    ):
        start = _from(text, end - len(word))
        if word not in _ALONE or start != end - len(word):
            return start
    if found := _NAMED.search(before):
        return low + found.start()
    for pattern in (_LIVES, _AT_HOME):
        if (found := pattern.search(before)) and found["what"].lower() not in _NO_STREET:
            return low + found.start("what")
    return None


def _from(text: str, start: int) -> int:
    """Where the name of the street begins: 'Prins Hendrikkade', 'Laan van de Heer Kade'."""
    left = _LEFT.search(text, max(0, start - 60), start)
    if left is None:
        return start
    words = left[0].split()
    while words and (words[0].lower() in _NO_START or words[0][0].islower()):
        words.pop(0)
    return start - len(" ".join(words)) - 1 if words else start


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
