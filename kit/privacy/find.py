"""What a find is, the fifteen kinds there are, and which of two finds on one spot stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

DUTCH = {
    "bsn": "BSN",
    "v_number": "V-nummer",
    "residence_document": "verblijfsdocument",
    "a_number": "A-nummer",
    "iban": "rekeningnummer",
    "email": "e-mailadres",
    "link": "link",
    "phone": "telefoonnummer",
    "address": "adres",
    "postcode": "postcode",
    "date": "datum",
    "licence_plate": "kenteken",
    "case_number": "zaaknummer",
    "name": "naam",
    "combination": "te herkenbaar",
}
"""Every kind, and what it is called on screen."""

KINDS = tuple(DUTCH)


@dataclass(frozen=True)
class Find:
    """A stretch that may point to a person: `text` is what was given from `start` to `end`.

    `reason` says why, in plain Dutch; `replacement` is what can be put there instead.
    """

    kind: str
    text: str
    start: int
    end: int
    reason: str
    replacement: str


class Spot(NamedTuple):
    """A find before it is settled: offsets in the cleaned text, and how sure its rule is.

    `weight` decides when two spots overlap: the heavier stays, and of equals the longer.
    """

    kind: str
    start: int
    end: int
    reason: str
    replacement: str
    weight: int = 50


def like(first: str, words: str) -> str:
    """The words with a capital when what they replace began with one."""
    return words[:1].upper() + words[1:] if first[:1].isupper() else words


def settle(spots: Iterable[Spot]) -> list[Spot]:
    """The spots that stay when none may overlap another, in the order of the text."""
    order = sorted(spots, key=lambda one: (-one.weight, one.start - one.end, one.start))
    taken: dict[int, list[Spot]] = {}  # by stretches of 64 characters
    kept: list[Spot] = []
    for spot in order:
        blocks = range(spot.start // 64, (spot.end - 1) // 64 + 1)
        if not any(_overlaps(spot, other) for b in blocks for other in taken.get(b, ())):
            kept.append(spot)
            for block in blocks:
                taken.setdefault(block, []).append(spot)
    return sorted(kept, key=lambda one: one.start)


def _overlaps(one: Spot, other: Spot) -> bool:
    return one.start < other.end and other.start < one.end
