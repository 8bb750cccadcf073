"""What in a text may point to a person: rules that warn. A person decides, and reads it as well.

Nothing here promises that a text is anonymous. Texts are looked through and never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kit.privacy import addresses, cases, contact, dates, known, names, numbers, recognisable
from kit.privacy.cases import own_pattern
from kit.privacy.clean import clean, near_digits
from kit.privacy.find import DUTCH, KINDS, Find, Spot, settle

__all__ = ("DUTCH", "KINDS", "Find", "check", "own_pattern")


def check(text: str, *, own_patterns: Sequence[str] = (), today: date | None = None) -> list[Find]:
    """Everything in a text that may point to a person, in the order of the text.

    Offsets are in characters of `text`. Finds do not overlap, but a `combination` lies over the
    others. `own_patterns` are regular expressions of a municipality's own case numbers; one that is
    wrong or can take very long raises `kit.slips.Slip`, in Dutch. `today` is for ages.
    """
    own = [own_pattern(one) for one in own_patterns]
    read = clean(text)
    said = known.tokens(read.text)
    near = near_digits(read.text)
    spots = [
        *numbers.find(read.text, near),
        *contact.find(read.text),
        *cases.find(read.text, near, own),
        *addresses.find(read.text, said),
        *names.find(read.text, said),
    ]
    named = [(spot.start, spot.end) for spot in spots if spot.kind == "name"]
    spots += dates.find(read.text, near, named, today)
    settled = settle(spots)
    settled += recognisable.find(read.text, said, settled)
    finds = [_find(text, spot, *read.span(spot.start, spot.end)) for spot in settled]
    return sorted(finds, key=lambda one: (one.start, one.end))


def _find(text: str, spot: Spot, start: int, end: int) -> Find:
    return Find(spot.kind, text[start:end], start, end, spot.reason, spot.replacement)
