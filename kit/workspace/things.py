"""What a folder with content holds, thing by thing: cards, facts, cases, the table and workshops.

A thing has pieces that can be compared and taken over one by one: the stages and fields of a
case, the cells of a notebook. A card or a fact is one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kit import script
from kit.content import files, pieces
from kit.content.read import read
from kit.workspace import cells

FOLDERS = ("decks", "cases", "notebooks")
CARD, FACT, CASE, TABLE, WORKSHOP = "kaart", "wetfeit", "casus", "tafel", "workshop"
_PART_OF = {"kaarten": CARD, "wetfeiten": FACT}


@dataclass(frozen=True)
class Thing:
    """A card, fact, case, table or workshop, the file it stands in, and its pieces by name."""

    kind: str
    id: str
    file: Path
    pieces: dict[str, str]

    @property
    def called(self) -> str:
        """Its name in a sentence: `kaart G1`, `workshop 2`, `tafel`."""
        return f"{self.kind} {self.id}".strip()


def things(root: Path) -> dict[tuple[str, str], Thing]:
    """Everything in a folder by kind and id; of two with one id the first counts.

    Files that cannot be read are left out: kit.check tells of those.
    """
    found: dict[tuple[str, str], Thing] = {}
    for file in [*files(root), *sorted((root / "notebooks").glob("*.ipynb"))]:
        for thing in in_file(file):
            found.setdefault((thing.kind, thing.id), thing)
    return found


def in_file(file: Path) -> Iterator[Thing]:
    """The things in one file."""
    if file.suffix == ".ipynb":
        yield from _notebook(file)
        return
    text, _ = read(file)
    document = pieces.read(text) if text else None
    if document is None:
        return
    texts = {name: piece.text for name, piece in document.pieces.items()}
    if kind := _PART_OF.get(document.list, ""):
        yield from (Thing(kind, id, file, {id: one}) for id, one in texts.items())
    elif document.list or file.parent.name == "cases":
        yield Thing(CASE, document.id, file, texts)
    elif file.parent.name == "decks" and texts:
        yield Thing(TABLE, "", file, texts)


def _notebook(file: Path) -> Iterator[Thing]:
    workshop, _ = script.read(file)
    with suppress(OSError, UnicodeDecodeError):
        found = cells.read(cells.load(file))
        if workshop and found:
            yield Thing(WORKSHOP, str(workshop.number), file, found)


# -- changing a file ------------------------------------------------------------------------------


def with_piece(
    file: Path, text: str, name: str, piece: str | None, behind: tuple[str, ...] = ()
) -> str:
    """The text of a file with a piece put in, added or (None) taken out. Raises KeyError.

    A new piece comes behind the first of `behind` that is there.
    """
    way = cells if file.suffix == ".ipynb" else pieces
    there = cells.read(text) if way is cells else (d := pieces.read(text)) and d.pieces
    if piece is None:
        return way.remove(text, name)
    if name in (there or ()):
        return way.put(text, name, piece)
    after = next((one for one in behind if one in (there or ())), "")
    return way.add(text, name, piece, after)


def same(file: Path, one: str | None, other: str | None) -> bool:
    """Whether two pieces of such a file say the same."""
    return one == other if file.suffix == ".ipynb" else pieces.same(one, other)


def merged(
    file: Path, base: str | None, own: str, new: str, theirs: bool
) -> tuple[str, tuple[str, ...]]:
    """Own words with the kit's changes taken over, and what both changed."""
    if file.suffix != ".ipynb":
        return pieces.merged(base, own, new, theirs)
    clash = ("",) if base != own else ()
    return (own if clash and not theirs else new), clash
