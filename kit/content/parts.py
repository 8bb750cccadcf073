"""What cards, cases and facts have in common: an id, mentions of others, questions, a version.

What cannot be shown is left out: a card without its question. What can be shown but is not right
yet (two follow-up questions, a long sentence) stays, and is told all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kit.content import words
from kit.content.fields import Entry, Note, shown, what
from kit.content.yamltext import TAKEN_OUT, Mapping, Scalar, Sequence, Unreadable, line_of
from kit.house_style import HouseStyle
from kit.model import Card, Case, Deck, Fact, Place, Problem, Table

MAX_QUESTION = 18
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Reference(NamedTuple):
    """A mention of a card, case or fact by id, to be looked up when everything is read."""

    place: Place
    kind: str
    id: str


@dataclass
class Found:
    """What one folder holds, while it is being read."""

    today: date
    media: Path
    """The folder in which the pictures, sounds and films of this content stand."""
    cards: dict[str, Card] = field(default_factory=dict)
    decks: dict[str, Deck] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    table: Table | None = None
    styles: dict[str, HouseStyle] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    hurt: set[str] = field(default_factory=set)
    """Ids in files with a problem: whoever mentions one of these did nothing wrong."""


def entries(parent: Entry, name: str, known: frozenset[str]) -> Iterator[Entry]:
    for node in parent.entries(name):
        if type(node) is Mapping:
            yield Entry(node, known, parent.note)
        elif type(node) is Unreadable or (type(node) is Scalar and node.value == TAKEN_OUT):
            parent.whole = False
        else:
            here = f"'{shown(node.value)}'" if type(node) is Scalar else what(node)
            message = f"in de lijst '{name}' staat {here}."
            remedy = "Zet er velden onder, elk op een eigen regel: naam: tekst"
            if type(node) is Scalar and not node.value.strip():
                message, remedy = f"in de lijst '{name}' is een streepje leeg.", "Haal het weg."
            parent.broken(line_of(node), message, remedy)


def first(thing: Card | Case | Fact | HouseStyle, known: dict, remedy: str, note: Note) -> bool:
    """Keep a thing under its id, unless that id was given before."""
    other = known.setdefault(thing.id, thing)
    if other is thing:
        return True
    where = f"{other.place.file.as_posix()}, regel {other.place.line}"
    note(thing.place.line, f"het id '{thing.id}' bestaat al: {where}.", f"Geef {remedy}.")
    return False


def version_of(entry: Entry) -> tuple[str, str]:
    """Version and licence; without them a thing can still be used."""
    for name, example in (("versie", '"1.0"'), ("licentie", "CC BY-SA 4.0")):
        if not entry.has(name) and name not in entry.excused:
            remedy = f"Voeg een regel toe: {name}: {example}"
            entry.note(entry.line, f"het veld '{name}' ontbreekt.", remedy)
        elif entry.has(name) and not entry.text(name, ""):
            remedy = f"Schrijf bijvoorbeeld: {name}: {example}"
            entry.note(entry.at(name), f"het veld '{name}' is leeg.", remedy)
    return entry.text("versie", ""), entry.text("licentie", "")


def slug(entry: Entry) -> str:
    id = entry.text("id")
    if id and not _SLUG.fullmatch(id):
        remedy = "Gebruik kleine letters, cijfers en streepjes, zoals: de-brief"
        entry.broken(entry.at("id"), f"het id '{shown(id)}' kan niet.", remedy)
    return id


def ids(entry: Entry, name: str, kind: str, file: Path, found: Found) -> tuple[str, ...]:
    values = entry.scalars(name, ())
    if not values:
        return ()
    ids = [value.value.strip() for value in values]
    for value, id in zip(values, ids, strict=True):
        found.references.append(Reference(Place(file, line_of(value)), kind, id))
    return tuple(ids)


def check_question(entry: Entry, name: str, text: str) -> None:
    if text.count(" ") >= MAX_QUESTION and (length := words.count(text)) > MAX_QUESTION:
        message = f"de vraag telt {length} woorden."
        entry.note(entry.at(name), message, f"Maak er hooguit {MAX_QUESTION} van.")


def check_questions(entry: Entry, name: str) -> None:
    values = entry.node.get(name)
    for value in values if type(values) is Sequence else ():
        if type(value) is Scalar and value.value.count(" ") >= MAX_QUESTION:
            length = words.count(value.value)
            if length > MAX_QUESTION:
                message = f"de vraag telt {length} woorden."
                entry.note(line_of(value), message, f"Maak er hooguit {MAX_QUESTION} van.")


def check_words(entry: Entry) -> None:
    if not words.suspect([value.value for value in entry.read]):
        return
    for value in entry.read:
        for message, remedy in words.hard_to_read(value.value):
            entry.note(line_of(value), message, remedy)
