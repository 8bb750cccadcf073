"""A text read once for all rules: in small letters, its words, and where its digits are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from kit.privacy.clean import lowered
from kit.privacy.known import Word, tokens

_DIGITS = re.compile(r"\d+")
FAR = 90
"""How many characters a word may stand before the number that it is about."""
CLOSE = 12
"""How many characters a number with letters can be longer than its digits, on one side."""


class Reading(NamedTuple):
    """A cleaned text and what every rule asks of it."""

    text: str
    low: str
    """The same in small letters, with every letter in its place."""
    words: list[Word]
    numbers: list[int]
    """Where each row of digits begins."""
    near: list[tuple[int, int]]
    """The stretches that have a digit in them or not far, in order and apart."""
    close: list[tuple[int, int]]
    """The same, with the digits close by."""


def read(text: str) -> Reading:
    """A cleaned text as the rules read it."""
    spans = [found.span() for found in _DIGITS.finditer(text)]
    near, close = (list(_stretches(spans, len(text), wide)) for wide in (FAR, CLOSE))
    return Reading(text, lowered(text), tokens(text), [start for start, _ in spans], near, close)


def _stretches(spans: list[tuple[int, int]], length: int, wide: int) -> Iterator[tuple[int, int]]:
    if not spans:
        return
    low, high = spans[0][0] - wide, spans[0][1] + wide
    for start, end in spans:
        if start - wide > high:
            yield max(0, low), high
            low = start - wide
        high = end + wide
    yield max(0, low), min(length, high)


def matches(pattern: re.Pattern, text: str, places: Iterable[int]) -> Iterator[re.Match]:
    """What a pattern finds that can only begin in these places: as finditer, and much quicker."""
    match, reached = pattern.match, 0
    for at in places:
        if at >= reached and (found := match(text, at)):
            reached = found.end()
            yield found


def places(what: str, text: str) -> Iterator[int]:
    """Everywhere that something stands in a text."""
    at = text.find(what)
    while at >= 0:
        yield at
        at = text.find(what, at + 1)


def ending(reading: Reading, endings: Iterable[str]) -> Iterator[Word]:
    """The words of a text that end like one of these: by looking for those, not at each word."""
    ends = {at + len(one) for one in endings for at in places(one, reading.low)}
    for end in sorted(ends):
        at = bisect_left(reading.words, end, key=itemgetter(1))
        if at < len(reading.words) and reading.words[at].end == end:
            yield reading.words[at]
