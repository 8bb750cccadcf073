"""What changed in the kit since an own copy was made, and taking it over piece by piece.

From the original as it was, the own words and the kit's words of today follows what the kit
changed, what the trainer changed, and where both did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kit.paths import content_root
from kit.workspace.keeping import keep_earlier, text_of, write
from kit.workspace.originals import Original, original, remember
from kit.workspace.things import TABLE, Thing, merged, same, things, with_piece


@dataclass(frozen=True)
class Change:
    """One piece that the kit has changed: as it was when copied, as it is mine, as it is now.

    None where it is not there. `clashes` are the fields both changed ("" for the whole piece);
    `known` is False for a copy of which the kit does not know how it began.
    """

    thing: Thing
    name: str
    base: str | None
    own: str | None
    new: str | None
    clashes: tuple[str, ...] = ()
    known: bool = True
    behind: tuple[str, ...] = ()
    """Where a new piece belongs: behind the first of these that is there."""

    @property
    def called(self) -> str:
        """The name of the piece in a sentence."""
        return self.thing.called if len(self.thing.pieces) == 1 else self._part()

    def _part(self) -> str:
        if self.thing.file.suffix == ".ipynb":
            return f"{self.thing.called}, cel ‘{self.name}’"
        part = self.name if self.name.startswith("onthulling ") else f"‘{self.name}’"
        return f"{self.thing.called}, {part}"


def changes(workspace: Path, shipped: Path | None = None) -> list[Change]:
    """Everything the kit changed in things this workspace has a copy of, in the order of files."""
    now = things(shipped or content_root())
    found: list[Change] = []
    for key, own in things(workspace).items():
        if key in now:
            found += _of_one(own, original(workspace, own), now[key])
    return found


def _of_one(own: Thing, base: Original, new: Thing) -> Iterator[Change]:
    if not base.whole and own.kind == TABLE:
        return  # an own table says only what it wants to say otherwise
    earlier: tuple[str, ...] = ()
    for name in dict.fromkeys((*new.pieces, *base.pieces)):
        behind, earlier = earlier, (name, *earlier)
        known, was = base.knows(name), base.pieces.get(name)
        mine, now = own.pieces.get(name), new.pieces.get(name)
        if same(own.file, mine, now) or (known and same(own.file, was, now)):
            continue
        if mine is None and (not known or was is not None):
            continue  # taken out on purpose
        if now is None and (not known or was is None):
            continue  # a part of the trainer's own
        clashes: tuple[str, ...] = ()
        if mine is not None and now is not None:
            clashes = merged(own.file, was, mine, now, False)[1]
        elif mine is not None and not same(own.file, was, mine):
            clashes = ("",)
        yield Change(own, name, was, mine, now, clashes, known, behind)


def in_order(found: list[Change]) -> list[Change]:
    """What is taken out comes last and from the end, so that places before it stay right."""
    out = [one for one in found if one.new is None]
    return [one for one in found if one.new is not None] + out[::-1]


def simple(change: Change) -> bool:
    """Whether taking it over touches nothing that the trainer changed."""
    return change.known and not change.clashes


# -- taking over ----------------------------------------------------------------------------------


def outcome(change: Change, theirs: bool = False) -> str | None:
    """What the own piece says once the change is taken over; None where it goes.

    Where both changed something the own words stay, unless `theirs`.
    """
    if change.own is not None and change.new is not None:
        return merged(change.thing.file, change.base, change.own, change.new, theirs)[0]
    return change.own if change.new is None and change.clashes and not theirs else change.new


def take(workspace: Path, change: Change, theirs: bool = False) -> None:
    """Put the kit's change in the own file; the file as it was is kept in `.vorige`.

    Where both changed something the own words stay, unless `theirs`. Raises CannotChange, OSError,
    or KeyError when the piece cannot be put there.
    """
    file, new = change.thing.file, outcome(change, theirs)
    text = text_of(file)
    changed = with_piece(file, text, change.name, new, change.behind)
    if changed != text:
        keep_earlier(workspace, file)
        write(file, changed)
    settle(workspace, change)


def keep(workspace: Path, change: Change) -> None:
    """Let the own words stay, and do not tell of this change again. Raises as `take`.

    Of a piece that both changed, what the trainer did not touch is taken over.
    """
    if change.clashes and change.known and change.own is not None and change.new is not None:
        take(workspace, change)
    else:
        settle(workspace, change)


def settle(workspace: Path, change: Change) -> None:
    """Remember that this change has been looked at: it is not told again. Raises OSError."""
    known = original(workspace, change.thing)
    pieces = known.pieces | {change.name: change.new}
    remember(workspace, change.thing, replace(known, pieces=pieces))
