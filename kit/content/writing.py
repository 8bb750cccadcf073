"""How a deck is written down: its fields as plain values, and the YAML of a new card.

A text stands bare where YAML reads it back as that text, and between quotes where it would not.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from kit.content.yamltext import Mapping as Fields
from kit.content.yamltext import Scalar, Sequence, parse

Value = str | tuple[str, ...] | Mapping[str, str]
Entry = Mapping[str, Value]
"""The fields of one card: a text, a list of texts or a small group of texts (media)."""

ELSEWHERE = (
    "Dit bestand is te bijzonder om vanzelf te veranderen. "
    "Verander het met de hand, of zet de kaarten in een nieuw bestand."
)
CARDS, ID = "kaarten", "id"
SHORT_LISTS = ("rollen", "wetfeiten", "casussen")
"""Lists that stand between brackets on one line; others have a line for each text."""
NUMBERS = ("diepte", "minuten", "veiligheid")
WIDTH = 100
_TYPED = re.compile(r"[-+.\d]|(?:true|false|yes|no|on|off|null|y|n|~)$", re.IGNORECASE)
"""What an editor would take for a number, a date or a switch."""
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class CannotRewrite(Exception):
    """Why this file cannot be changed by itself, in Dutch, with what to do."""


@dataclass(frozen=True)
class Written:
    """A deck as it is written: the fields above the cards, and those of each card, in order."""

    head: Mapping[str, str]
    cards: tuple[Entry, ...]


# -- reading -----------------------------------------------------------------------------------


def written(text: str) -> Written:
    """What a deck says, each text without spaces around it; odd things in it are left out."""
    root = parse(text)[0]
    if not isinstance(root, Fields):
        return Written({}, ())
    head = {name: node.value.strip() for name, node in root.items() if isinstance(node, Scalar)}
    cards = root.get(CARDS)
    cards = cards if isinstance(cards, Sequence) else ()
    return Written(head, tuple(_entry(card) for card in cards if isinstance(card, Fields)))


def _entry(card: Fields) -> dict[str, Value]:
    values = {name: _said(node) for name, node in card.items()}
    return {name: value for name, value in values.items() if value is not None}


def _said(node: object) -> Value | None:
    if isinstance(node, Scalar):
        return node.value.strip()
    if isinstance(node, Sequence):
        return tuple(one.value.strip() for one in node if isinstance(one, Scalar))
    if isinstance(node, Fields):
        return {name: one.value.strip() for name, one in node.items() if isinstance(one, Scalar)}
    return None


# -- a new file ----------------------------------------------------------------------------------


def fresh(deck: Written) -> str:
    """A new deck in the manner of those that came with the kit."""
    lines = [f"{name}: {scalar(value, name)}" for name, value in deck.head.items() if value]
    made = "\n".join([*lines, f"{CARDS}:\n"])
    return sure("".join([made, *("\n" + card_text(card, 2) for card in deck.cards)]), deck)


def card_text(card: Entry, indent: int) -> str:
    inside = " " * (indent + 2)
    text = "".join(f"{inside}{field(name, value, indent + 2)}\n" for name, value in card.items())
    return f"{' ' * indent}- {text.lstrip()}"


def field(name: str, value: Value, indent: int) -> str:
    """`name: value`, with the lines under it."""
    if isinstance(value, str):
        return f"{name}: {scalar(value, name)}"
    if isinstance(value, tuple):
        return f"{name}:{_list(name, value, indent)}"
    below = "\n" + " " * (indent + 2)
    return f"{name}:" + "".join(f"{below}{field(n, v, indent + 2)}" for n, v in value.items())


def _list(name: str, values: tuple[str, ...], indent: int) -> str:
    if not values or name in SHORT_LISTS:
        return f" {_brackets(values)}"
    return "".join(f"\n{' ' * (indent + 2)}- {scalar(value)}" for value in values)


def _brackets(values: tuple[str, ...]) -> str:
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"


# -- one text ------------------------------------------------------------------------------------


def scalar(text: str, name: str = "", style: str = "", flow: bool = False, indent: int = 0) -> str:
    """A text as YAML, rather in the style it had: plain, ', ", | or >."""
    if style in ("|", ">") and not flow and (block := _block(text, style, indent)):
        return block
    if style == "'" and "\n" not in text and not _UNSEEN.search(text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    typed = _TYPED.match(text) and name not in NUMBERS and not re.match(r"https?://", text)
    if style != '"' and not typed and _is_plain(text, flow):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


def _is_plain(text: str, flow: bool) -> bool:
    """Whether YAML reads these bare letters as this very text."""
    if not text or "\n" in text or not text.isprintable():
        return False
    root, flaws = parse(f"a: [{text}]" if flow else f"a: {text}")
    node = root.get("a") if isinstance(root, Fields) and len(root) == 1 else None
    if flow:
        node = node[0] if isinstance(node, Sequence) and len(node) == 1 else None
    return isinstance(node, Scalar) and not node.style and node.value == text and not flaws


def _block(text: str, style: str, indent: int) -> str:
    """The lines of a block after | or >; "" where a block cannot say this text."""
    lines = text.split("\n")
    if style == ">":
        if len(lines) > 1 or "  " in text:
            return ""
        room = max(20, WIDTH - 2 - indent)
        lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    if not text.replace("\n", "").isprintable() or any(one != one.strip() for one in lines):
        return ""
    inside = " " * (indent + 2)
    return f"{style}-" + "".join(f"\n{inside}{line}" if line else "\n" for line in lines)


# -- what it must say ----------------------------------------------------------------------------


def merged(before: Entry, after: Entry) -> dict[str, Value]:
    """A card with what `after` says of it; fields that it does not name stay."""
    both = {**before, **after}
    for name, value in after.items():
        if isinstance(value, Mapping) and isinstance(before.get(name), Mapping):
            both[name] = {**before[name], **value}
    return both


def sure(made: str, deck: Written) -> str:
    """The text, when it reads back as what it must say. Raises CannotRewrite."""
    if parse(made)[1] or not same(written(made), deck):
        raise CannotRewrite(ELSEWHERE)
    return made


def same(one: Written, other: Written) -> bool:
    """Whether two decks say the same; what is empty says nothing."""
    heads = _bare(one.head) == _bare(other.head)
    return heads and list(map(_bare, one.cards)) == list(map(_bare, other.cards))


def _bare(entry: Entry) -> dict[str, Value]:
    """An entry without what is empty."""
    groups = {n: _bare(v) if isinstance(v, Mapping) else v for n, v in entry.items()}
    return {name: value for name, value in groups.items() if value}
