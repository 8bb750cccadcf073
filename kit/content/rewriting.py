"""How a deck's YAML changes without losing what a person wrote around it.

Only the letters of a value that changed are put in place of the old ones; comments, order, quotes
and everything else stay byte for byte. That is why this reads where each value stands instead of
writing the file anew from a tree. What was made is read back: a file that would not say what it
must is never given out.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from kit.content.writing import (
    CARDS,
    ID,
    CannotRewrite,
    Entry,
    Value,
    Written,
    card_text,
    field,
    merged,
    scalar,
    sure,
    written,
)

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a Python for which there is no wheel with libyaml
    from yaml import SafeLoader as Loader


def rewritten(text: str, deck: Written, remove: bool = False) -> str:
    """The text of a deck that says what `deck` says, changed only where it said something else.

    Fields that `deck` does not name stay as they are. Cards it does not name stay too, unless
    `remove`; new cards come last. Raises CannotRewrite.
    """
    before, root = written(text), _composed(text)
    wanted = {card[ID]: card for card in deck.cards}
    known = {card.get(ID) for card in before.cards}
    change = _Change(text)
    change.fields(root, deck.head)
    cards = _pairs(root)[CARDS][1]
    for node, card in zip(cards.value, before.cards, strict=True):
        if card.get(ID) in wanted:
            change.fields(node, wanted[card[ID]])
        elif remove:
            change.cut(node)
    new = tuple(card for id, card in wanted.items() if id not in known)
    change.append(cards, new)
    kept = [one for one in before.cards if not remove or one.get(ID) in wanted]
    stay = (merged(one, wanted.get(one.get(ID), {})) for one in kept)
    return sure(change.made(), Written({**before.head, **deck.head}, (*stay, *new)))


class _Change:
    """What must be put where in a text; nothing is touched until `made`."""

    def __init__(self, text: str):
        self.text = text
        self.edits: list[tuple[int, int, str]] = []

    def made(self) -> str:
        """The text with every change in it."""
        parts, at = [], 0
        for start, end, new in sorted(self.edits, key=lambda one: one[:2]):
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]])

    def fields(self, group: yaml.MappingNode, wanted: Entry) -> None:
        """Let a group of fields say this; a field that is not there comes after the one before."""
        pairs, last, missing = _pairs(group), None, {}
        for name, value in wanted.items():
            if name in pairs:
                last = pairs[name]
                self.field(group, *last, value)
            elif value and any(value.values() if isinstance(value, Mapping) else value):
                missing.setdefault(last or group.value[0], {})[name] = value
        column = group.value[0][0].start_mark.column
        for (_, node), fields in missing.items():
            lines = [field(name, value, column) for name, value in fields.items()]
            self.insert(node, "".join(f"\n{' ' * column}{line}" for line in lines))

    def field(self, group, key: yaml.ScalarNode, node: yaml.Node, value: Value) -> None:
        before, column, flow = _value(node), key.start_mark.column, bool(group.flow_style)
        if isinstance(value, Mapping) and isinstance(before, dict):
            if any({**before, **value}.values()):
                self.fields(node, value)
            else:
                self.lines(key.start_mark.index, node)
        elif _same(before, value) or (isinstance(value, Mapping) and not any(value.values())):
            return
        elif isinstance(value, str) and value and isinstance(node, yaml.ScalarNode):
            self.text_of(node, value, key.value, flow, column)
        elif isinstance(value, str) and not value:
            self.lines(key.start_mark.index, node)
        elif value and isinstance(before, tuple) and not node.flow_style:
            self.list_of(node, value)
        else:
            self.edits.append(
                (key.start_mark.index, self.end(node), field(key.value, value, column))
            )

    def text_of(self, node, value: str, name: str = "", flow=False, column: int = 0) -> None:
        start = node.start_mark.index
        space = " " if self.text[start - 1] == ":" else ""
        said = scalar(value, name, node.style or "", flow, column)
        self.edits.append((start, self.end(node), space + said))

    def list_of(self, node: yaml.SequenceNode, values: tuple[str, ...]) -> None:
        """A list with a line for each text: what stays the same keeps its line and its comment."""
        for one, value in zip(node.value, values, strict=False):
            if one.value.strip() != value:
                self.text_of(one, value, column=node.start_mark.column)
        for one in node.value[len(values) :]:
            self.lines(one.start_mark.index, one)
        more = values[len(node.value) :]
        dash = " " * node.start_mark.column
        self.insert(node, "".join(f"\n{dash}- {scalar(value)}" for value in more))

    def append(self, cards: yaml.SequenceNode, new: tuple[Entry, ...]) -> None:
        """New cards after the last, with the white line between them that the others have."""
        starts = [self.line(card.start_mark.index) for card in cards.value]
        apart = "\n" if self.text[: starts[-1]].endswith("\n\n") else ""
        column = cards.start_mark.column
        made = [f"{apart}\n{card_text(card, column)}".rstrip("\n") for card in new]
        self.insert(cards.value[-1], "".join(made))

    def cut(self, card: yaml.Node) -> None:
        """Take a card away, with the white line above it."""
        start = self.line(card.start_mark.index) - 1
        start -= self.text[:start].endswith("\n")
        self.edits.append((start, self.line_end(card), ""))

    def lines(self, start: int, node: yaml.Node) -> None:
        """Take away the lines from a place up to the end of a value."""
        self.edits.append((self.line(start) - 1, self.line_end(node), ""))

    def insert(self, node: yaml.Node, text: str) -> None:
        """Put lines under a value, and under the comment beside it."""
        if text:
            at = self.line_end(node)
            self.edits.append((at, at, text))

    def line(self, place: int) -> int:
        """Where the line of a place starts."""
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, node: yaml.Node) -> int:
        """Where the last line of a value ends."""
        at = self.text.find("\n", self.end(node))
        return len(self.text) if at < 0 else at

    def end(self, node: yaml.Node) -> int:
        """Where the letters of a value end; YAML counts the white lines under it along."""
        if not isinstance(node, yaml.ScalarNode) and not node.flow_style:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return start + len(self.text[start:end].rstrip()) if block else end


def _composed(text: str) -> yaml.MappingNode:
    try:
        root = yaml.compose(text, Loader)
        if isinstance(_pairs(root)[CARDS][1].value[0], yaml.MappingNode):
            return root
    except (yaml.YAMLError, KeyError, IndexError, AttributeError, TypeError):
        pass
    raise CannotRewrite("Dit bestand is geen leesbare kaartenset. Kijk het eerst na.")


def _pairs(node: yaml.MappingNode) -> dict[str, tuple[yaml.ScalarNode, yaml.Node]]:
    return {pair[0].value: pair for pair in node.value}


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.ScalarNode):
        return node.value.strip()
    if isinstance(node, yaml.SequenceNode):
        return tuple(_value(one) for one in node.value)
    return {key.value: _value(one) for key, one in node.value}


def _same(one: Value | None, other: Value | None) -> bool:
    """Whether two values say the same; nothing, an empty text and an empty list do."""
    return one == other or (not one and not other)
