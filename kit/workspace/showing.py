"""What a trainer sees of a workspace: what is their own, what could be, and what the kit changed.

Plain rows for a page; the same facts that the commands print.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from kit.content.read_out import lines_of
from kit.model import SUITS, Content, Workshop
from kit.paths import content_root
from kit.workspace.changes import Change, outcome, simple
from kit.workspace.making import copies, suit_of
from kit.workspace.telling import beside, one_line
from kit.workspace.things import CARD, CASE, FACT, TABLE, WORKSHOP, Thing, things

KINDS = {
    CARD: "Kaarten",
    CASE: "Casussen",
    WORKSHOP: "Workshops",
    FACT: "Wetfeiten",
    TABLE: "Afspraken aan tafel",
}
"""The kinds in the order in which a trainer looks for them."""


def titles(words: Content, workshops: dict[int, Workshop]) -> Callable[[Thing], str]:
    """What a thing is about, in a few words, as the running kit knows it; "" when it does not."""

    def title(thing: Thing) -> str:
        if thing.kind == CARD:
            return words.cards[thing.id].question if thing.id in words.cards else ""
        if thing.kind == CASE:
            return words.cases[thing.id].title if thing.id in words.cases else ""
        if thing.kind == FACT:
            return words.facts[thing.id].subject if thing.id in words.facts else ""
        if thing.kind == TABLE:
            return "De regels, de belofte en de stellingen"
        known = workshops.get(int(thing.id)) if thing.id.isdecimal() else None
        return known.title if known else ""

    return title


def own(workspace: Path, title: Callable[[Thing], str]) -> list[dict]:
    """Everything of the trainer's, by kind; `shipped` when the kit has one of that name too."""
    theirs = things(content_root())
    return [
        _row(one, title)
        | {"file": one.file.relative_to(workspace).as_posix(), "shipped": key in theirs}
        for key, one in _sorted(things(workspace))
    ]


def offered(workspace: Path, title: Callable[[Thing], str]) -> list[dict]:
    """Everything of the kit, by kind, and whether the trainer has a copy of it already."""
    mine = things(workspace)
    theirs = _sorted(things(content_root()))
    return [_row(one, title) | {"own": key in mine} for key, one in theirs]


def decks(workspace: Path) -> list[dict]:
    """The own files with cards: the suit and how many cards there are."""
    found: dict[Path, list[str]] = {}
    for thing in things(workspace).values():
        if thing.kind == CARD:
            found.setdefault(thing.file, []).append(thing.id)
    return [
        {"file": file.relative_to(workspace).as_posix(), "cards": len(ids), "title": _suit(ids[0])}
        for file, ids in found.items()
    ]


def _suit(id: str) -> str:
    suit = SUITS.get(suit_of(id))
    return suit.title if suit else ""


def _row(one: Thing, title: Callable[[Thing], str]) -> dict:
    called = one.called[:1].upper() + one.called[1:]
    return {"kind": one.kind, "id": one.id, "called": called, "title": title(one)}


def _sorted(found: dict[tuple[str, str], Thing]) -> list[tuple[tuple[str, str], Thing]]:
    order = list(KINDS)
    return sorted(found.items(), key=lambda one: order.index(one[0][0]))


# -- changes ---------------------------------------------------------------------------------------


def key_of(change: Change) -> str:
    """What names this very change; another when one of its texts is another."""
    parts = change.thing.kind, change.thing.id, change.name, change.base, change.own, change.new
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def shown(change: Change, workspace: Path) -> dict:
    """One change as a page shows it: the own piece beside what it becomes, and what to know."""
    after = outcome(change, theirs=bool(change.clashes))
    return {
        "key": key_of(change),
        "called": change.called[:1].upper() + change.called[1:],
        "file": change.thing.file.relative_to(workspace).as_posix(),
        "why": one_line(change),
        "simple": simple(change),
        "known": change.known,
        "clashes": [one for one in change.clashes if one],
        "new": change.own is None,
        "gone": change.new is None,
        "rows": beside(_bare(change, change.own), _bare(change, after)),
    }


def _bare(change: Change, text: str | None) -> str | None:
    """A piece as a person reads it: fields without the signs of YAML, a cell as it was typed."""
    if text is None:
        return None
    if change.thing.file.suffix == ".ipynb":
        return text.partition("\n")[2]  # the first line says what kind of cell it is
    return "\n".join(lines_of(text))


__all__ = ("KINDS", "copies", "decks", "key_of", "offered", "own", "shown", "titles")
