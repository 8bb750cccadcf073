"""Where the name of a street begins that ends before a number, or that stands without one.

A word can be a street by itself ('Kerkstraat'), by its capital ('Hoofdweg'), by the words it stands
in ('Laan van Meerdervoort'), or only because somebody lives there ('op Akkerwinde 12').
"""

from __future__ import annotations

import re

from kit.privacy.known import ELSEWHERE, ORDINARY
from kit.privacy.lists import plain, signs, words

SURE = tuple(sorted(signs("street_endings")))
_CAPITAL = tuple(sorted(signs("street_endings_with_capital")))
WITH_ARTICLE = tuple(sorted(signs("street_endings_with_article")))
_ALONE = frozenset(one.capitalize() for one in (*SURE, *_CAPITAL))
_NOTED = frozenset(one.capitalize() for one in signs("streets_of_one_word"))
_NO_STREET = signs("no_streets")
_COMMON = signs("common_streets")
_NUMBERED = signs("what_has_a_number")
_LAST_PARTS = tuple(sorted(one for one in _NUMBERED if len(one) > 2))
_NO_START = signs("before_a_street")
TOWNS = words("places") | words("cities")

LIVES = (
    r"(?:[Ww]o(?:on(?:t|de|den|achtig)?|nen)|[Gg]ewoond|[Vv]erhui(?:s\w*|zen|zing)"
    r"|[Hh]u(?:ur\w*|ren)|[Ll]oge(?:ert|erde|ren)|[Ss]l(?:aapt|iep|apen)|[Vv]erblij(?:ft|ven)"
    r"|[Ii]ngeschreven|[Tt]huis)"
)
"""The verbs of living somewhere, as a pattern."""
HOME = (
    r"(?:[Hh]uis|[Ww]oning|[Ff]lat|(?:zolder|slaap)?[Kk]amer|[Aa]ppartement|[Ss]tudio"
    r"|[Ee]tage|[Bb]ovenwoning|(?:[Ww]oon|[Bb]rief|[Pp]ost|[Bb]ezoek)?[Aa]dres"
    r"|[Bb]uren|[Bb]uur(?:man|vrouw))"
)
"""What somebody lives in, and who lives beside."""
_NAME = r"[A-Z][\w'-]{2,25}(?: (?:(?:van|de|den|der|het|'t) )?[A-Z][\w'-]{2,25}){0,2}"
_BEHIND = r"(?:Achter|Onder|Op|Langs|Aan|Bij|Rond|Over|Tussen|Voor|Boven|In) (?:de|den|het|'t)"

_NAMED = re.compile(
    r"(?<!\w)(?:(?:[Ll]aan|Weg|Pad|Park|Plein|Straat|Hof|Kade|Dijk) (?:van|naar|der|de|tot|op)"
    r"(?: (?:de|den|der|het|'t))?(?: [A-Z][\w.'-]{1,25}){1,4}"
    r"|(?:Boulevard|Plantsoen|Promenade|Avenue|Park)(?: [A-Z][\w.'-]{1,25}){1,3}"
    r"|(?:Rijks|Provinciale|Straat)weg[- ](?:Noord|Oost|Zuid|West|[NOZW])"
    r"|(?:Hoge|Lage) der A"
    r"|(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage)(?: [A-Z][\w'-]{2,25}){1,2})$"
)
_NAMED_SMALL = re.compile(
    r"(?<!\w)(?:laan van(?: (?:de|den|der|het|'t))? [a-z]{3,25}"
    r"|(?:[Oo]ude|[Nn]ieuwe|[Ll]ange|[Kk]orte|[Gg]rote|[Kk]leine|[Hh]oge|[Ll]age)"
    r" (?:gracht|singel|kade|dreef|dijk|haven|markt))$"
)
_BESIDE = re.compile(rf"(?<!\w){_BEHIND} [A-Z][\w'-]{{2,25}}$")
"""A name that begins with where it is: 'Achter de Hoven 12'."""
_NEAR_HOME = re.compile(
    rf"(?:{LIVES}|{HOME})"
    r"(?: nu| sinds kort| samen| is| was| naar| er| staat| op| aan| in|:){0,2} "
    rf"(?P<what>(?:[Dd]e |[Hh]et |'t |(?:{_BEHIND}) )?{_NAME})$"
)
_AT_HOME = re.compile(
    rf"(?:{LIVES}|adres|[Bb]ezorg|belde? aan|(?:zi[jt]n?|zit|zitten) (?:nu )?bij|moeder|vader|broer"
    r"|zus|oom|tante|\b[Zz]it\b|[Kk]amer|[Bb]el\b|[Oo]pvang|[Ss]leutel)"
    r"[^.!?\n]{0,40}?(?:\b(?:op|aan|bij|naar)\b|[:,]) "
    rf"(?P<what>(?:[Dd]e |[Hh]et |'t )?{_NAME})$"
)
"""Less near: a word of living somewhere earlier in the sentence, then where."""
_ON = re.compile(rf"\b(?:op|aan) (?P<what>{_NAME})$")
"""Hardly anything but a street stands so before a number."""
_SMALL_HOME = re.compile(
    r"(?:[Aa]dres(?: is)?:? |[Ww]oon(?:t|de)(?: nu)? op )(?P<what>[a-z][a-z'-]{3,25})$"
)
_IN_TOWN = re.compile(r"(?:,| in| te| \() ?(?P<town>[A-Za-z][\w'-]{2,25})")
_WITH_POSTCODE = re.compile(r",? ?[(\n]?[1-9]\d{3} ?[A-Z]{2}(?!\w)")
_TOWN_BEFORE = re.compile(r"(?<!\w)(?P<town>[A-Z][\w'-]{2,25}), (?:op |aan )?$")
_BEFORE_TOWN = re.compile(
    r"(?<![\w-])(?P<what>(?:(?:[Dd]e|[Hh]et|'t) )?[A-Z][a-z'-]{2,25}(?: [A-Z][a-z'-]{2,25})?)$"
)
_SMALL_NAME = re.compile(r"(?<![\w-])(?P<what>[a-z][a-z'-]{3,25})$")
_MANY = re.compile(
    r" (?!wonen|zitten|samen|tussen|hebben|staan|waren|kunnen|moeten|willen|boven|buiten|binnen)"
    r"[a-z]{3,20}(?:en|s)(?!\w)"
)
_WORD = re.compile(r" [a-z]{3}")
"""What makes of a number a count of things: 'op Haven 4 plekken', 'op Haven, 4 keer'."""
_ENDS_NOTE = re.compile(r"[,.;)\"']|$", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LEFT = re.compile(
    r"(?:(?:[A-Z][\w.'-]{0,20}|\d{1,2}(?:e|de|ste)|van|de|der|den|het|ten|ter|en|'[ts]) ){1,4}$"
)
_OPENERS = frozenset(["", *".!?:\n\"'"])
_NAME_STARTS = frozenset(["Van", "De", "Den"])
"""With these a name begins when the sentence does not."""


def surely(small: str) -> bool:
    """Whether a word in small letters can be nothing but the name of a street."""
    return small.endswith(SURE) and small not in SURE and small not in _NO_STREET


def common(small: str) -> bool:
    """Whether a word is also what a kind of street is called: 'een winkelstraat'."""
    return small in _COMMON


def maybe(small: str) -> bool:
    """Whether a word with a capital is a street when 'in de' or 'aan het' stands before it."""
    return small.endswith(WITH_ARTICLE) and small not in ELSEWHERE and small not in _NO_STREET


def begin(text: str, end: int, number: re.Match) -> int | None:
    """Where the street begins whose name ends here, before this number; None when it is none."""
    low = max(0, end - 90, text.rfind("\n", max(0, end - 90), end) + 1)
    before = text[low:end]
    start = _by_its_word(text, before, end, number)
    if start is not None or _YEAR.match(number[0]):
        return start
    small = before[before.rfind(" ") + 1 :].islower()
    if found := (_NAMED_SMALL if small else _NAMED).search(before):
        return low + found.start()
    if (_MANY if text[end] != "," else _WORD).match(text, number.end()):
        return None
    for at in (_small_home, _by_its_town) if small else (_beside, _at_home, _by_its_town):
        if (start := at(text, before, number)) is not None:
            return low + start
    return None


def name_from(text: str, start: int) -> int:
    """Where the name of a street begins whose last word begins here: 'Prins Hendrikkade'."""
    if start and text.startswith("'s-", start - 1):
        start -= 1
    left = _LEFT.search(text, max(0, start - 60), start)
    if left is None:
        return start
    said, opens = left[0].split(), _opens(text, left.start())
    while said and (said[0][0].islower() or said[0].lower() in _NO_START):
        named = said[0] in _NAME_STARTS and not opens
        if named or (said[0] == "van" and said[1:2] in (["der"], ["den"])):
            break
        said.pop(0)
    return start - len(" ".join(said)) - 1 if said else start


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a line begins here, so that a capital says nothing."""
    return text[max(0, start - 2) : start].rstrip(" ")[-1:] in _OPENERS


def _by_its_word(text: str, before: str, end: int, number: re.Match) -> int | None:
    """A street by its last word alone."""
    word = before[before.rfind(" ") + 1 :].lstrip("(\"'-")
    small = word.lower().rstrip(".")
    if small in _NO_STREET:
        return None
    capital = word.removeprefix("s-")[:1].isupper()
    ending = capital and word.rstrip(".").endswith(_CAPITAL)
    if not (surely(small) or ending or word in _ALONE):
        return None
    start = end - len(word)
    begins = name_from(text, start)
    if word not in _ALONE or begins != start:
        return begins
    if _YEAR.match(number[0][:4]) and len(number[0]) > 4:
        return start
    return start if word in _NOTED and _is_note(text, start, number.end()) else None


def _is_note(text: str, start: int, end: int) -> bool:
    """Whether a name and a number are all that is said: 'Singel 40, bel kapot'."""
    return _opens(text, start) and bool(_ENDS_NOTE.match(text, end))


def _beside(text: str, before: str, number: re.Match) -> int | None:
    found = _BESIDE.search(before)
    if not found or not _can_be_street(found[0]):
        return None
    alone = not _opens(before, found.start()) or _ENDS_NOTE.match(text, number.end())
    return found.start() if alone else None


def _at_home(text: str, before: str, number: re.Match) -> int | None:
    for pattern in (_NEAR_HOME, _AT_HOME):
        found = pattern.search(before)
        if found and found["what"].lower() not in _NO_STREET and not _counted(found["what"]):
            elsewhere = plain(found["what"]) in ELSEWHERE and found["what"] not in _ALONE
            return None if elsewhere else found.start("what")
    return _unusual(_ON.search(before))


def _small_home(text: str, before: str, number: re.Match) -> int | None:
    return _unusual(_SMALL_HOME.search(before))


def _unusual(found: re.Match | None) -> int | None:
    """Where a name begins that is no word of everyday."""
    if found and plain(found["what"]) not in ORDINARY and _can_be_street(found["what"]):
        return found.start("what")
    return None


def _by_its_town(text: str, before: str, number: re.Match) -> int | None:
    """A name that can only be a street because of the town or the postcode beside it."""
    found = _BEFORE_TOWN.search(before)
    posted = _WITH_POSTCODE.match(text, number.end())
    if not found and posted:
        found = _SMALL_NAME.search(before)
    if not found or not _can_be_street(found["what"]):
        return None
    beside = _IN_TOWN.match(text, number.end()), _TOWN_BEFORE.search(before[: found.start()])
    if posted or any(town and plain(town["town"]) in TOWNS for town in beside):
        return found.start()
    return None


def _can_be_street(name: str) -> bool:
    """Whether a name is not of a town, nor of something that is counted."""
    last = plain(name.rsplit(" ", 1)[-1])
    return last not in ELSEWHERE and last not in _NO_STREET and not _counted(name)


def _counted(name: str) -> bool:
    """Whether a name is of something with a number: 'Module', 'Startgroep'."""
    return plain(name.rsplit(" ", 1)[-1]).endswith(_LAST_PARTS)
