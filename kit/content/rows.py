"""A deck that stands in the rows of a sheet: the same rules and sentences as for one in YAML.

Each text is given its place as the number of a line, which comes back with a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from yaml.error import Mark

from kit.content import gather, join
from kit.content.cards import take_deck
from kit.content.media import FOLDER as MEDIA
from kit.content.parts import Found
from kit.content.writing import CARDS, Value, Written
from kit.content.yamltext import Mapping as Fields
from kit.content.yamltext import Node, Scalar, Sequence
from kit.model import Deck

_FILE = Path("blad")
_STEP = 1_000


class Spot(NamedTuple):
    """A cell: its row and its column, from 1; 0 for a whole row, or for no row at all."""

    row: int = 0
    column: int = 0


class Fault(NamedTuple):
    """One mistake: where, what is wrong and what to do about it."""

    spot: Spot
    message: str
    remedy: str


Spots = Mapping[str, Spot]
"""Where each field of a card stands; that of `""` is the card itself."""


def judged(deck: Written, spots: list[Spots], roots: tuple[Path, ...]) -> tuple[Deck | None, list]:
    """The deck in these rows without the cards that cannot be used, and every Fault.

    `spots` has the places of each card; what the cards mention is looked up in `roots`.
    """
    found, faults = Found(date.today(), roots[-1] / MEDIA), []

    def note(line: int, message: str, remedy: str) -> None:
        faults.append(Fault(Spot(*divmod(line, _STEP)), message, remedy))

    root = _group(deck.head, {}, Spot())
    cards = Sequence(_group(card, at, at[""]) for card, at in zip(deck.cards, spots, strict=True))
    cards.line = 0
    root[CARDS] = cards
    take_deck(root, _FILE, found, note)
    made = next(iter(found.decks.values()), None)
    joined = join([*(_silent(gather(one)) for one in roots), found])
    for one in joined.problems:
        if one.file == _FILE:
            note(one.line, one.message, one.remedy)
    return made, faults


def _silent(found: Found) -> Found:
    return replace(found, problems=[], references=[])


def _group(fields: Mapping[str, Value], spots: Spots, here: Spot) -> Fields:
    group = Fields({name: _node(value, spots.get(name, here)) for name, value in fields.items()})
    group.line = here.row * _STEP + here.column
    return group


def _node(value: Value, spot: Spot) -> Node:
    if isinstance(value, str):
        return _text(value, spot)
    if isinstance(value, Mapping):
        return _group({name: text for name, text in value.items() if text}, {}, spot)
    texts = Sequence(_text(one, spot) for one in value)
    texts.line = spot.row * _STEP + spot.column
    return texts


def _text(text: str, spot: Spot) -> Scalar:
    mark = Mark("", 0, spot.row * _STEP + spot.column - 1, 0, None, None)
    return Scalar(None, None, (True, True), text, mark, mark)
