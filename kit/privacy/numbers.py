"""Numbers that are given to one person: BSN, V-nummer, A-nummer, document, IBAN, case number.

BSN: eleven-test with weights 9 8 7 6 5 4 3 2 -1. IBAN: ISO 13616, remainder 1 modulo 97, and the
length each country has. Residence document: the series of the RvIG since 2019, without 0 and O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.privacy.find import Spot
from kit.privacy.lists import signs
from kit.privacy.reading import Reading, matches

LONGEST_SPELLED = 12
"""Digits that stand apart are one number only when there are not many more of them."""
_NO_NUMBER = "[nummer weggelaten]"
_BEFORE, _AFTER = 45, 25

_RUN = re.compile(r"\d+(?:[ .\-/]{1,2}\d+)*")
_GROUP = re.compile(r"\d+")
_BSN = re.compile(r"bsn|burger ?service ?n|sofi")
_V = re.compile(r"\bv ?-? ?(?:nummer|nr)|vreemdelingen-?(?:nummer|nr)|\bv#")
_A = re.compile(r"\ba ?-? ?(?:nummer|nr)|administratie-?(?:nummer|nr)")
_MONEY_BEFORE = re.compile(r"(?:€|eur|euro|bedrag van|\$) ?$")
_MONEY_AFTER = re.compile(r" ?(?:€|euro|eur\b|,-|,\d\d\b|inwoners|mensen)")
_OTHER = re.compile(
    r"(?:telefoon|tel\.?|mobiel|06|zaak|dossier|kenmerk|order|bestel|factuur|artikel|product|serie"
    r"|klant|cliënt|kvk|isbn|btw|polis|ean|code|versie|kamerstuk|track)\w*\.?"
    r"(?: ?-?(?:nummer|nr\.?))?[ :]{0,3}(?:is |was )?$"
)

_DOCUMENT = re.compile(r"(?<![a-z0-9])(?:iii|iv|v) ?- ?v[1-9a-np-z]{8}(?![a-z0-9])")
_PAPER = re.compile(
    r"(?:verblijfs(?:document|kaart|pas(?:je)?|vergunning|titel)|vreemdelingen(?:document|paspoort)"
    r"|w-?document|paspoort|identiteitskaart|id-?kaart|rijbewijs|documentnummer|pasnummer"
    r"|document ?nr)\w*\.?(?:[ :#(]{1,3}(?:met|is|heeft|het|nummer|nr\.?|no\.?|van|haar|zijn))*"
    r"[ :#(]{1,3}(?P<what>[a-z0-9-]{8,12})(?![a-z0-9])"
)


def eleven(digits: str) -> bool:
    """Whether 8 or 9 digits pass the eleven-test of the BSN; all zeros do not."""
    digits = digits.zfill(9)
    if len(digits) != 9 or not digits.strip("0"):
        return False
    weighted = zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)
    return sum(weight * int(digit) for weight, digit in weighted) % 11 == 0


def find(reading: Reading) -> Iterator[Spot]:
    """All numbers of a person in a text."""
    yield from _digits(reading.low, reading.numbers)
    yield from _documents(reading.low, reading.near)
    yield from _ibans(reading.text, reading.numbers)


def _digits(text: str, numbers: list[int]) -> Iterator[Spot]:
    for run in matches(_RUN, text, numbers):
        if run.end() - run.start() < 8:
            continue
        groups = [m.span() for m in _GROUP.finditer(text, *run.span())]
        left, last = 0, len(groups)
        while left < 8 and last > 0:
            last -= 1
            left += groups[last][1] - groups[last][0]
        at = 0
        while left >= 8 and at <= last:
            spot, used = _from(text, groups, at)
            if spot:
                yield spot
            at += used


def _from(text: str, groups: list[tuple[int, int]], at: int) -> tuple[Spot | None, int]:
    """The number that starts at this group, and how many groups it takes."""
    if len(groups) > LONGEST_SPELLED and groups[at][1] - groups[at][0] == 1:
        return None, 1
    digits, between = "", set()
    start = groups[at][0]
    for taken in range(at, min(at + 10, len(groups))):
        if taken > at:
            between.add(text[groups[taken - 1][1] : groups[taken][0]])
        digits += text[slice(*groups[taken])]
        if len(digits) > 10 or len(between) > 1:
            break
        end = groups[taken][1]
        if len(digits) >= 8 and not text[end : end + 1].isalpha():
            sizes = {stop - begin for begin, stop in groups[at : taken + 1]}
            even = len(sizes) == 1 or min(sizes) > 1 or len(digits) == 10
            if even and (spot := _judge(text, digits, start, end, taken - at + 1)):
                return spot, taken - at + 1
    return None, 1


def _judge(text: str, digits: str, start: int, end: int, groups: int) -> Spot | None:
    if len(digits) < 10 and not eleven(digits):
        return None
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if len(digits) == 10:
        return _ten(digits, before, after, start, end, groups)
    if _near(_BSN, before, after):
        reason = "Dit is een BSN. Dat wijst één persoon aan."
        return Spot("bsn", start, end, reason, "[BSN weggelaten]", 96)
    glued = before[-1:].isalnum() or (before[-1:] in "-/_.,+" and before[-1:] != "")
    if len(digits) == 8 or glued or _OTHER.search(before):
        return None
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after) or "/" in text[start:end]:
        return None
    reason = "Dit getal kan een BSN zijn: de controle op een BSN klopt."
    return Spot("bsn", start, end, reason, _NO_NUMBER, 60)


def _ten(digits: str, before: str, after: str, start: int, end: int, groups: int) -> Spot | None:
    v, a = _last(_V, before), _last(_A, before)
    if v < 0 and a < 0:
        v, a = _last(_V, after[:18]), _last(_A, after[:18])
    if a > v:
        reason = "Dit is een A-nummer. Dat wijst één persoon aan."
        return Spot("a_number", start, end, reason, _NO_NUMBER, 96)
    if v >= 0:
        reason = "Dit is een V-nummer. Dat wijst één persoon aan."
        return Spot("v_number", start, end, reason, _NO_NUMBER, 96)
    if digits[0] == "2" and groups == 1 and not before[-1:].isalnum() and not _OTHER.search(before):
        reason = "Dit kan een V-nummer zijn: tien cijfers die met een 2 beginnen."
        return Spot("v_number", start, end, reason, _NO_NUMBER, 60)
    return None


def _near(word: re.Pattern, before: str, after: str) -> bool:
    return bool(word.search(before) or word.search(after))


def _last(word: re.Pattern, where: str) -> int:
    """Where a word stands last; -1 when it is not there."""
    at = -1
    for found in word.finditer(where):
        at = found.start()
    return at


def _documents(text: str, near: list[tuple[int, int]]) -> Iterator[Spot]:
    reason = "Dit is het nummer van een verblijfsdocument of pas."
    for found in _DOCUMENT.finditer(text) if "-v" in text or "- v" in text else ():
        yield Spot("residence_document", *found.span(), reason, _NO_NUMBER, 97)
    for found in (found for stretch in near for found in _PAPER.finditer(text, *stretch)):
        what = found["what"]
        if sum(c.isdigit() for c in what) >= 3 and not _DOCUMENT.fullmatch(what):
            yield Spot("residence_document", *found.span("what"), reason, _NO_NUMBER, 90)


# -- IBAN -----------------------------------------------------------------------------------------

_LENGTHS = dict(pair.split(":") for pair in signs("iban_lengths"))
_IBAN = re.compile(r"(?<![A-Za-z0-9])(?<![a-f0-9]-)[A-Za-z]{2} ?\d{2}(?=[ .\-]{0,2}[A-Za-z0-9])")
LONGEST_IBAN, SHORTEST_IBAN = 34, 15


def mod97(iban: str) -> bool:
    """Whether letters and digits without spaces pass the test of an IBAN."""
    moved = (iban[4:] + iban[:4]).upper()
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _ibans(text: str, numbers: list[int]) -> Iterator[Spot]:
    reached = 0
    for head in matches(_IBAN, text, _heads(text, numbers)):
        if head.start() < reached:
            continue
        if (end := _iban_end(text, head.start())) is not None:
            reached = end
            reason = "Dit is een rekeningnummer. Dat wijst één persoon aan."
            yield Spot("iban", head.start(), end, reason, "[rekeningnummer weggelaten]", 98)


def _heads(text: str, numbers: list[int]) -> Iterator[int]:
    """Where two letters begin with a row of digits behind them."""
    for at in numbers:
        at -= 3 if text[at - 1 : at] == " " else 2
        if at >= 0:
            yield at


def _iban_end(text: str, start: int) -> int | None:
    """Where the IBAN that starts here ends; None when there is none that passes the test."""
    ends, chars = [], ""
    at, gap = start, 0
    while at < len(text) and len(chars) < LONGEST_IBAN:
        char = text[at]
        if char.isascii() and char.isalnum():
            chars, gap = chars + char, 0
            ends.append(at + 1)
        elif char in " .-" and gap == 0:
            gap += 1
        else:
            break
        at += 1
    known = _LENGTHS.get(chars[:2].lower())
    if not known and at - start > len(chars):
        return None  # of a country we do not know the length of: only without spaces
    sizes = [int(known)] if known else range(min(len(chars), LONGEST_IBAN), SHORTEST_IBAN - 1, -1)
    for size in sizes:
        if size <= len(chars):
            end = ends[size - 1]
            whole = not (text[end : end + 1].isascii() and text[end : end + 1].isalnum())
            if whole and mod97(chars[:size]):
                return end
    return None
