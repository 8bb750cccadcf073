"""What YAML is: from text to a tree of mappings, lists and scalars that know their line.

Scalars stay text (`yes` is a word, `10:30` a time), a field that stands there twice is told, and
aliases, tags and deep nesting never get past this file. It takes libyaml's events one by one:
its loader gives values without lines, keeps the last of two equal fields and falls over on
100,000 brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kit.content.diagnose import QUOTED, Where, diagnose
from kit.content.read import Flaw

try:
    from yaml.cyaml import CParser as Parser
except ImportError:  # a Python for which there is no wheel with libyaml: slower, same events
    from kit.content.plain import Parser

MAX_DEPTH = 20
MAX_MISTAKES = 20
TAKEN_OUT = "\ue000"
"""Stands in a list where a card could not be read, so that the list is not called empty."""


class Mapping(dict):
    """Fields by name, in order; a value is a Mapping, a Sequence, a Scalar or an Unreadable."""

    __slots__ = ("line",)


class Sequence(list):
    """Values in order."""

    __slots__ = ("line",)


class Unreadable:
    """A value that was there but may not be (an alias); its problem has been told already."""

    __slots__ = ("line",)


Scalar = ScalarEvent
"""A piece of text as libyaml hands it over: `.value` is the text. Not copied, for speed."""

Node = Mapping | Sequence | Scalar | Unreadable


def line_of(node: Node) -> int:
    """The line, from 1, on which a value starts."""
    return node.start_mark.line + 1 if type(node) is Scalar else node.line


def parse(text: str) -> tuple[Node | None, list[Flaw]]:
    """The tree in a text and everything wrong with its YAML. Never raises for what it says.

    After a mistake the card around it is taken out and the rest is read again, so that all
    mistakes are told at once and the other cards stay. None when nothing could be read.
    """
    found: list[Flaw] = []
    for _ in range(MAX_MISTAKES):
        flaws: list[Flaw] = []
        try:
            root = _tree(text, flaws)
            return root, found + flaws + _cut_off(text)
        except _Stop as stop:
            flaw = stop.flaw
        found.append(flaw)
        rest = _without_card(text, flaw.line)
        if rest is None:
            break
        text = rest
    return None, found


class _Stop(Exception):
    """The text cannot be read past this point."""

    def __init__(self, flaw: Flaw):
        self.flaw = flaw


def _tree(text: str, flaws: list[Flaw]) -> Node | None:
    last: list[ScalarEvent] = []
    try:
        return _build(Parser(text).get_event, flaws, last)
    except YAMLError as error:
        before = last[0] if last else None
        where = Where.of(error)
        if before is not None:
            where = where.after(before.start_mark.line + 1, before.end_mark.line + 1, before.style)
        raise _Stop(diagnose(text, where)) from None


def _build(next_event: Callable[[], Event], flaws: list[Flaw], last: list) -> Node | None:
    """Events into a tree. `last` gets the scalar before a mistake: an open quote ends too late."""
    here: Mapping | Sequence = Sequence()
    top, key, scalar = here, None, None
    outside: list[Mapping | Sequence] = []
    documents = 0
    try:
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                scalar = event
                if event.tag is not None or event.anchor is not None:
                    flaws.append(_marked(event))
                if type(here) is Sequence:
                    here.append(event)
                elif key is None:
                    key = event
                else:
                    name = key.value
                    if name in here:
                        flaws.append(_twice(key, here[name]))
                    else:
                        here[name] = event
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                child = Mapping() if kind is MappingStartEvent else Sequence()
                child.line = event.start_mark.line + 1
                if event.tag is not None or event.anchor is not None:
                    flaws.append(_marked(event))
                key = _put(here, key, child, flaws)
                outside.append(here)
                if len(outside) > MAX_DEPTH:
                    message = f"hier staan meer dan {MAX_DEPTH} lijsten in elkaar."
                    raise _Stop(Flaw(child.line, message, "Haal de haken of streepjes weg."))
                here = child
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                here = outside.pop()
            elif kind is AliasEvent:
                child = Unreadable()
                child.line = event.start_mark.line + 1
                flaws.append(_marked(event))
                key = _put(here, key, child, flaws)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message = "hier begint met --- een tweede stuk."
                    line = event.start_mark.line + 1
                    raise _Stop(Flaw(line, message, "Haal de regel met --- weg."))
            elif kind is StreamEndEvent:
                return top[0] if top else None
    except YAMLError:
        last.extend([scalar] if scalar is not None else [])
        raise


def _put(here, key: ScalarEvent | None, child: Node, flaws: list[Flaw]) -> None:
    """Place a child, on the line of its field's name; the key of what comes next is None."""
    if type(here) is Sequence:
        here.append(child)
    elif key is None:
        message = "de naam van een veld kan geen lijst of verwijzing zijn."
        remedy = 'Begint je tekst met een haak? Zet er aanhalingstekens om: "…"'
        raise _Stop(Flaw(child.line, message, remedy))
    elif key.value in here:
        flaws.append(_twice(key, here[key.value]))
    else:
        child.line = key.start_mark.line + 1
        here[key.value] = child
    return None


def _twice(key: ScalarEvent, first: Node) -> Flaw:
    message = f"het veld '{key.value}' staat er al, op regel {line_of(first)}."
    return Flaw(key.start_mark.line + 1, message, "Haal er één weg.")


def _marked(event: Event) -> Flaw:
    line = event.start_mark.line + 1
    if type(event) is AliasEvent:
        sign, name = "*", event.anchor
    elif event.anchor is not None:
        sign, name = "&", event.anchor
    else:
        sign, name = "!", event.tag.removeprefix("!").removeprefix("tag:yaml.org,2002:")
    message = (
        f"hier begint een tekst met {sign}{name}, en {sign} heeft in YAML een eigen betekenis."
    )
    return Flaw(line, message, QUOTED)


def _cut_off(text: str) -> list[Flaw]:
    """Texts that end at ` #3`: YAML takes the rest for a comment, and says nothing."""
    lines = text.split("\n") if " #" in text else []
    suspect = {n for n, line in enumerate(lines) if re.search(r"\S +#[^\s#]", line)}
    if not suspect:
        return []
    parser, flaws = Parser(text), []
    while type(event := parser.get_event()) is not StreamEndEvent:
        end = event.end_mark
        if type(event) is Scalar and not event.style and event.value and end.line in suspect:
            rest = lines[end.line][end.column :].lstrip()
            if re.match(r"#[^\s#]", rest):
                message = "alles na de # op deze regel valt weg."
                flaws.append(Flaw(end.line + 1, message, QUOTED))
    return flaws


def _without_card(text: str, line: int) -> str | None:
    """The text with the card around this line taken out; None when it is not inside a card."""
    lines = text.split("\n")
    starts = [n for n, one in enumerate(lines, 1) if re.match(r"\s*-\s*id\b", one)]
    before = [n for n in starts if n <= line]
    if not before:
        return None
    end = next((n for n in starts if n > line), len(lines) + 1)
    first = before[-1] - 1
    indent = lines[starts[0] - 1].split("-")[0]
    lines[first : end - 1] = [f'{indent}- "{TAKEN_OUT}"'] + [""] * (end - 2 - first)
    return "\n".join(lines)
