"""What in a text may point to a person: rules that warn. A person decides, and reads it as well.

Nothing here promises that a text is anonymous. Texts are looked through and never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kit.privacy import addresses, cases, contact, dates, names, numbers, recognisable
from kit.privacy.cases import own_pattern
from kit.privacy.clean import clean
from kit.privacy.find import DUTCH, KINDS, Find, Spot, settle
from kit.privacy.reading import read

__all__ = ("DUTCH", "KINDS", "Find", "check", "own_pattern")


def check(text: str, *, own_patterns: Sequence[str] = (), today: date | None = None) -> list[Find]:
    """Everything in a text that may point to a person, in the order of the text.

    Offsets are in characters of `text`. Finds do not overlap, but a `combination` lies over the
    others. `own_patterns` are regular expressions of a municipality's own case numbers; one that is
    wrong or can take very long raises `kit.slips.Slip`, in Dutch. `today` is for ages.
    """
    own = [own_pattern(one) for one in own_patterns]
    plain = clean(text)
    reading = read(plain.text)
    spots = [
        *numbers.find(reading),
        *contact.find(reading),
        *cases.find(reading, own),
        *addresses.find(reading),
        *names.find(reading),
    ]
    named = [(spot.start, spot.end) for spot in spots if spot.kind == "name"]
    spots += dates.find(reading, named, today)
    settled = settle(spots)
    settled += recognisable.find(reading, settled)
    finds = [_find(text, spot, *plain.span(spot.start, spot.end)) for spot in settled]
    return sorted(finds, key=lambda one: (one.start, one.end))


def _find(text: str, spot: Spot, start: int, end: int) -> Find:
    return Find(spot.kind, text[start:end], start, end, spot.reason, spot.replacement)
