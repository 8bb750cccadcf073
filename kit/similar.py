"""Which earlier signals say much the same: by the words that carry their sense."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kit.follow import Signal
from kit.forms import line
from kit.search import words_of

SHARED = 2
"""Words that two signals have in common at the least."""
SHARE = 0.5
"""The part of the shorter signal's words that the other one has too."""
_EMPTY = frozenset(
    words_of(
        "de het een en of maar want dus dat die dit deze er is zijn was waren wordt worden "
        "werd heeft hebben had kan kunnen kon moet moeten mag mogen wil willen zou zal zullen "
        "gaat gaan doet doen te om op in van voor met bij aan door naar uit over onder tot "
        "als dan ook nog wel niet geen al zo nu hier daar wat wie waar hoe wij we ze zij je "
        "jij jullie ik hij haar hun ons onze mijn meer veel vaak steeds altijd weer omdat "
        "terwijl zonder tijdens na per alle elke iemand iets niets mensen inburgeraar "
        "inburgeraars "
    )
)
_ENDINGS = ("heden", "ingen", "heid", "ing", "tjes", "jes", "en", "tje", "je", "s", "e", "t")


def alike(text: str, signals: Iterable[Signal], most: int = 3) -> list[Signal]:
    """Signals that resemble a text, the most alike first; those about something else left out."""
    asked = _sense(text)
    found = []
    for signal in signals:
        other = _sense(line(signal.record))
        same = len(asked & other)
        least = min(len(asked), len(other))
        if same >= SHARED and same >= SHARE * least:
            found.append((same / len(asked | other), signal.id, signal))
    return [signal for *_, signal in sorted(found, reverse=True)[:most]]


@lru_cache(maxsize=4096)
def _sense(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words_of(text) if word not in _EMPTY)


def _stem(word: str) -> str:
    """A word without its ending, doubled letters as one: lessen, les and lesje are the same."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
