"""Finding a card by a few words that may be mistyped, and by what kind of card it is."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from operator import itemgetter

from kit.model import ALL_ROLES, SUITS, Card

LONG = 8
"""Letters from which a word may hold more than one slip."""
CLOSE = 0.75
"""How alike (0 to 1) a long word with several slips has to be."""
COMPARED = 40
"""Words that are compared letter by letter; those with the most pairs of letters in common."""
AS_TYPED, BEGINNING, INSIDE, ONE_SLIP = 1.0, 0.95, 0.9, 0.85
IN_QUESTION = 0.2
"""What a word in the question itself counts more than one in the explanation."""


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
    cards = tuple(cards)
    found = _index(cards).find(text) if words_of(text) else cards
    return [
        c
        for c in found
        if (not suit or c.suit == suit)
        and (not purpose or c.purpose == purpose)
        and (not depth or c.depth == depth)
        and (not role or role in c.roles or ALL_ROLES in c.roles)
        and (not safety or c.safety <= safety)
    ]


def words_of(text: str) -> list[str]:
    """The words of a text in small plain letters: no accents, no signs."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", text.lower())


class Index:
    """The words of these cards, each read once: which cards have them and what they look like."""

    def __init__(self, cards: tuple[Card, ...]):
        self.cards = cards
        self._question: dict[str, list[int]] = {}
        self._rest: dict[str, list[int]] = {}
        for number, card in enumerate(cards):
            for word in set(words_of(f"{card.id} {card.question}")):
                self._question.setdefault(word, []).append(number)
            suit = SUITS[card.suit].title if card.suit in SUITS else ""
            rest = (*card.follow_ups, card.why, card.tip, card.purpose, suit)
            for word in set(words_of(" ".join(rest))):
                self._rest.setdefault(word, []).append(number)
        self._words = sorted(self._question.keys() | self._rest.keys())
        self._slips: dict[str, list[str]] = {}
        self._pairs: dict[str, list[str]] = {}
        for word in self._words:
            for short in _one_less(word):
                self._slips.setdefault(short, []).append(word)
            if len(word) >= LONG - 2:
                for pair in _pairs(word):
                    self._pairs.setdefault(pair, []).append(word)

    def find(self, text: str) -> list[Card]:
        """The cards in which each of these words, or one near it, is found; best match first."""
        total: dict[int, float] | None = None
        for asked in dict.fromkeys(words_of(text)):
            best = self._cards_with(asked)
            if total is not None:
                best = {n: total[n] + score for n, score in best.items() if n in total}
            total = best
        numbers = sorted(total or ())
        numbers.sort(key=(total or {}).__getitem__, reverse=True)
        return [self.cards[number] for number in numbers]

    def _cards_with(self, asked: str) -> dict[int, float]:
        """Card numbers with the score of their nearest word: the best is written last."""
        places = [
            (score + more, there[word])
            for word, score in self._near(asked).items()
            for there, more in ((self._rest, 0.0), (self._question, IN_QUESTION))
            if word in there
        ]
        best: dict[int, float] = {}
        for score, numbers in sorted(places, key=itemgetter(0)):
            best.update(dict.fromkeys(numbers, score))
        return best

    def _near(self, asked: str) -> dict[str, float]:
        """The known words that may be meant. One that is there as typed is not doubted."""
        found: dict[str, float] = {}
        known = asked in self._question or asked in self._rest
        if not known and len(asked) > 2:
            found = self._one_slip(asked) or self._several_slips(asked)
        if len(asked) > 3:
            found |= {word: INSIDE for word in self._words if asked in word}
        if not known or len(asked) > 2:
            first = bisect_left(self._words, asked)
            last = bisect_left(self._words, asked + "~", first)
            found |= dict.fromkeys(self._words[first:last], BEGINNING)
        return found | {asked: AS_TYPED} if known else found

    def _one_slip(self, asked: str) -> dict[str, float]:
        """Words with one letter less, more or other, or with two neighbours in the wrong order."""
        near = {word for short in _one_less(asked) for word in self._slips.get(short, ())}
        return {word: ONE_SLIP for word in near if abs(len(word) - len(asked)) < 2}

    def _several_slips(self, asked: str) -> dict[str, float]:
        """Long words that look like this one. Pairs of letters choose which to compare."""
        if len(asked) < LONG:
            return {}
        shared: Counter[str] = Counter()
        for pair in _pairs(asked):
            shared.update(self._pairs.get(pair, ()))
        found: dict[str, float] = {}
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(asked)
        for word, _ in shared.most_common(COMPARED):
            matcher.set_seq1(word)
            if matcher.real_quick_ratio() >= CLOSE and (alike := matcher.ratio()) >= CLOSE:
                found[word] = alike * ONE_SLIP
        return found


def _one_less(word: str) -> set[str]:
    """The word itself, and it without each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _pairs(word: str) -> set[str]:
    around = f"^{word}$"
    return {around[at : at + 2] for at in range(len(around) - 1)}


_last = Index(())


def _index(cards: tuple[Card, ...]) -> Index:
    """The index of these cards; made again only when they are other cards."""
    global _last
    if _last.cards != cards:
        _last = Index(cards)
    return _last
