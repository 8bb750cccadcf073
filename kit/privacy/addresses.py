"""Where somebody lives: a street with a house number, and a postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.privacy.find import Spot
from kit.privacy.lists import signs

_WHY_ADDRESS = "Dit is een adres. Daar woont iemand."
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
    r"(?<=[A-Za-zé.])(?P<gap>,? (?:nr\.? |nummer |huisnummer )?)[1-9]\d{0,3}"
    r"(?: ?-? ?(?:[a-zA-Z]|bis|hs|huis|rood|zw|I{1,3}|\d{1,3}))?(?![\w%€]|[.,:/-]\d)"
    r"(?! ?(?:%|€|uur|uren|keer|jaar|jaren|dag|dagen|week|weken|maand|maanden|min|minuten|km|meter"
    r"|m2"
    r"|mensen|kinderen|personen|gezinnen|huizen|woningen|euro|procent|januari|februari|maart|april"
    r"|mei|juni|juli|augustus|september|oktober|november|december|gemeenten)(?!\w))"
)
_NAMED = re.compile(
    r"(?<!\w)(?:(?:Laan|laan|Weg|Pad|Park|Plein|Straat|Hof|Kade|Dijk) (?:van|naar|der|de|tot|op)"
    r"(?: (?:de|den|der|het|'t))?(?: [A-Z][\w.'-]{1,25}){1,4}|Plein 19\d\d"
    r"|(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage)(?: [A-Z][\w'-]{2,25}){1,2})$"
)
_LIVES = re.compile(
    r"(?:(?:[Ww]oon(?:t|de|en|den|achtig)?|[Aa]dres|[Vv]erhui(?:st|sde|zen)|[Hh]uis|[Kk]amer|[Ff]lat)"
    r"(?: nu| sinds kort| samen| is| was| naar| er| staat| op| aan| in|:){0,2} )"
    r"(?P<what>(?:[Dd]e |[Hh]et |'t )?[A-Z][\w'-]{2,25}(?: [A-Z][\w'-]{2,25}){0,2})$"
)
_LEFT = re.compile(r"(?:(?:[A-Z][\w.'-]{0,20}|van|de|der|den|het|ten|ter|'[ts]) ){1,4}$")
_NO_STREET = signs("no_streets")
_NO_START = signs("before_a_street")


def find(text: str) -> Iterator[Spot]:
    """All streets with a number and all postcodes in a cleaned text."""
    for house in _HOUSE.finditer(text):
        start = _street(text, house.start())
        if start is not None:
            yield Spot("address", start, house.end(), _WHY_ADDRESS, "een straat in de buurt", 78)
    for found in _POSTCODE.finditer(text):
        yield from _postcode(text, found)


def _street(text: str, end: int) -> int | None:
    """Where the street begins whose name ends here; None when this is no street."""
    low = max(0, end - 60)
    before = text[low:end]
    word = before[before.rfind(" ") + 1 :].lstrip("(\"'-\n").rsplit("\n", 1)[-1]
    small = word.lower()
    if small not in _NO_STREET and (
        (small.endswith(_SURE) and small not in _SURE)
        or (word[:1].isupper() and word.endswith(_CAPITAL))
        or word in _ALONE
    ):
        start = _from(text, end - len(word))
        return None if word in _ALONE and start == end - len(word) else start
    if found := _NAMED.search(before):
        return low + found.start()
    if found := _LIVES.search(before):
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
