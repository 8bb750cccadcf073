"""Finding a card by a few words that may be mistyped, and by what kind of card it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from kit.model import ALL_ROLES, Card

CLOSE = 0.75


def search(
    cards: Iterable[Card],
    text: str = "",
    suit: str = "",
    purpose: str = "",
    depth: int = 0,
    role: str = "",
    safety: int = 0,
) -> list[Card]:
    """Cards that fit all filters, best match first; without words in the order of the decks.

    `safety` is the highest level that is still welcome. Empty filters let everything through.
    """
    fitting = [
        c
        for c in cards
        if (not suit or c.suit == suit)
        and (not purpose or c.purpose == purpose)
        and (not depth or c.depth == depth)
        and (not role or role in c.roles or ALL_ROLES in c.roles)
        and (not safety or c.safety <= safety)
    ]
    asked = _words(text)
    if not asked:
        return fitting
    scored = [(_score(asked, _words_of(c)), n, c) for n, c in enumerate(fitting)]
    return [c for score, _, c in sorted(scored, key=lambda s: (-s[0], s[1])) if score > 0]


def _score(asked: list[str], there: frozenset[str]) -> float:
    """The sum over all asked words of their nearest word; 0 as soon as one has none."""
    total = 0.0
    for word in asked:
        best = 1.0 if word in there else max((_near(word, t) for t in there), default=0.0)
        if best < CLOSE:
            return 0.0
        total += best
    return total


def _near(asked: str, there: str) -> float:
    if there.startswith(asked):
        return 0.95
    if abs(len(asked) - len(there)) > 2 or len(asked) < 4:
        return 0.0
    matcher = SequenceMatcher(None, asked, there)
    return matcher.ratio() if matcher.quick_ratio() >= CLOSE else 0.0


_KNOWN: dict[Card, frozenset[str]] = {}


def _words_of(card: Card) -> frozenset[str]:
    if card not in _KNOWN:
        parts = (card.id, card.question, *card.follow_ups, card.why, card.tip)
        _KNOWN[card] = frozenset(_words(" ".join(parts)))
    return _KNOWN[card]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
