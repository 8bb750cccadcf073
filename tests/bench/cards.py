"""Ten thousand cards: reading and checking them, and finding one by a few mistyped words."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import yaml

from kit import content
from kit.model import PURPOSES, SUITS, Card
from kit.paths import content_root
from kit.search import search
from tests.bench.rows import Aim, Row

_WORD = re.compile(r"\b[a-z]{4,}\b")
SEED = 20261122
NEW_WORDS = 0.05
"""The share of words that few other cards have: 10,000 cards know some 15,000 different words."""
LONGEST_SEARCHING = 30_000
"""Milliseconds after which a slow search has been slow often enough."""
SUIT_NAMES = tuple(suit for suit in SUITS if suit not in ("werkvorm", "nood"))


def measure(tiny: bool) -> list[Row]:
    """Cards made of the words of the kit's own cards, in one file per suit."""
    cards, rounds, searches = (60, 1, 5) if tiny else (10_000, 7, 200)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, cards)
        loads, bare = [], []
        for _ in range(rounds):
            loads.append(_timed(lambda: content.load(folder)))
            bare.append(_timed(lambda: _bare_load(folder)))
        read = content.load(folder)
    if len(read.cards) != cards or read.problems:
        found = [str(one) for one in read.problems[:3]]
        raise AssertionError(f"{len(read.cards)} of {cards} cards, {found}")
    first, later, working = _searching(list(read.cards.values()), searches)
    name = f"searching {cards:,} cards"
    return [
        Row(f"loading and checking {cards:,} cards, bare: CSafeLoader", "s", loads, bare, Aim(1.0)),
        Row(name, "ms", later, (), Aim(20, own=True), 95),
        Row("  of which processor time", "ms", working),
        Row("  the first search", "ms", [first]),
    ]


def _bare_load(folder: Path) -> list:
    loader = yaml.CSafeLoader
    files = sorted(folder.glob("decks/*.yaml"))
    return [yaml.load(file.read_bytes(), loader) for file in files]


def _searching(cards: list[Card], times: int) -> tuple[float, list[float], list[float]]:
    """Milliseconds of the first search; of many after it; and of those only the processor's."""
    chance = random.Random(SEED)
    asked = [_mistyped(chance.choice(cards), chance) for _ in range(times)]
    first = 1000 * _timed(lambda: search(cards, "gesprek"))
    later: list[float] = []
    working: list[float] = []
    while asked and sum(later) < LONGEST_SEARCHING:
        text, before = asked.pop(), process_time()
        later.append(1000 * _timed(lambda text=text: search(cards, text)))
        working.append(1000 * (process_time() - before))
    return first, later, working


def _mistyped(card: Card, chance: random.Random) -> str:
    """One to three words of a card as someone types them: half of them with a slip."""
    words = [word.strip(".,?!'\"“”") for word in card.question.split()]
    words = [word for word in words if len(word) > 3] or ["gesprek"]
    return " ".join(
        _slip(word, chance) if chance.random() < 0.5 else word
        for word in chance.sample(words, min(len(words), chance.randint(1, 3)))
    )


def _slip(word: str, chance: random.Random) -> str:
    """A letter forgotten, doubled, or swapped with the next."""
    at = chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice(
        [word[:at] + word[at + 1 :], word[:at] + word[at : at + 1] * 2 + word[at + 1 :], swapped]
    )


# -- made cards ------------------------------------------------------------------------------


def write(folder: Path, number: int) -> None:
    """Write so many cards, written as a trainer would, each with words of several real ones."""
    chance = random.Random(SEED)
    real = [card for card in content.load(content_root()).cards.values() if card.suit in SUIT_NAMES]
    real = [
        _varied(chance.choice(real), chance, parts)
        for parts in [_parts(real)]
        for _ in range(number)
    ]
    (folder / "decks").mkdir()
    for place, suit in enumerate(SUIT_NAMES):
        amount = number // len(SUIT_NAMES) + (place < number % len(SUIT_NAMES))
        letter = SUITS[suit].letter
        cards = (_card(f"{letter}{one + 1}", real, chance) for one in range(amount))
        head = f'kaartenset: {suit}\ntitel: {SUITS[suit].title}\nversie: "1.0"\n'
        head += "licentie: CC BY-SA 4.0\nkaarten:\n"
        (folder / "decks" / f"{suit}.yaml").write_text(head + "".join(cards), "utf-8")


def _parts(cards: list[Card]) -> list[str]:
    """Words to build longer ones of. Words that begin as a participle would look like a passive."""
    words = re.findall(r"\b[a-z]{4,8}\b", " ".join(card.why + card.tip for card in cards))
    return sorted(
        {word for word in words if not word.startswith(("ge", "be", "ver", "ont", "her"))}
    )


def _varied(card: Card, chance: random.Random, parts: list[str]) -> Card:
    """The same card with some words that few others have: real decks keep adding new words."""

    def new(found: re.Match) -> str:
        return "".join(chance.sample(parts, 2)) if chance.random() < NEW_WORDS else found[0]

    return replace(card, question=_WORD.sub(new, card.question), why=_WORD.sub(new, card.why))


def _card(id: str, real: list[Card], chance: random.Random) -> str:
    one, other, third = chance.sample(real, 3)
    asks = "\n".join(
        f"      - {_quoted(ask)}" for ask in (*other.follow_ups[:2], third.follow_ups[0])
    )
    return f"""
  - id: {id}
    diepte: {chance.randint(1, 3)}
    doel: {chance.choice(PURPOSES)}
    rollen: [{", ".join(other.roles)}]
    vraag: {_quoted(one.question)}
    vervolgvragen:
{asks}
    waarom: {_quoted(other.why)}
    bron: {_quoted(third.source)}
    tip: {_quoted(third.tip)}
    minuten: {chance.randint(4, 12)}
    veiligheid: {chance.randint(1, 3)}
    wetfeiten: []
    casussen: []
"""


def _quoted(text: str) -> str:
    """Plain where YAML allows it, as in the kit's own files."""
    plain = ": " not in text and " #" not in text and text[0].isalnum()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
