"""What goes on when a content file gets a mistake: its last good version, until it is mended.

A mistake that takes something away (a card that can no longer be read) leaves the whole file as it
was; one that takes nothing away (a long sentence) is only told. Each file is read again only when
somebody says that it changed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from kit.content import join
from kit.content.folder import Reading, files, gather, reading
from kit.content.parts import Found
from kit.model import Content, Table

Marks = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Tried:
    """One file as it is now.

    `lost`: a mistake took away what the last good version gave. `sure` is False for what may also
    be a file that is still being written.
    """

    reading: Reading
    lost: bool = False
    sure: bool = True


class LastGood:
    """The content of some folders; a later folder goes over an earlier one by id."""

    def __init__(self, roots: tuple[Path, ...], today: date | None = None):
        self.roots, self.today = roots, today
        self.newest: dict[Path, Tried] = {}
        self.good: dict[Path, Tried] = {}

    def begin(self) -> None:
        """Read every file; there is nothing yet to compare with."""
        for path in self.files():
            self.take(path, Tried(reading(path)))

    def files(self) -> list[Path]:
        """The content files there are now."""
        return [path for root in self.roots for path in files(root)]

    def look(self, path: Path) -> Tried:
        """Read one file and weigh it against its last good version; nothing changes yet."""
        read, before = reading(path), self.good.get(path)
        gives, mistakes = self._weighed(path, read)
        gave, had = self._weighed(path, before.reading) if before else (frozenset(), frozenset())
        gone, wrong = gave - gives, mistakes - had
        return Tried(read, lost=bool(gone and wrong), sure=not gone and not wrong)

    def take(self, path: Path, tried: Tried) -> None:
        """From now on the file is this."""
        self.newest[path] = tried
        if not tried.lost:
            self.good[path] = tried

    def drop(self, path: Path) -> None:
        """The file is no longer there."""
        self.newest.pop(path, None)
        self.good.pop(path, None)

    def content(self) -> Content:
        """All words that can be used now, and every problem of the files as they are."""
        used = self._joined(self.good)
        told = {self.shown(path) for path in self.broken()}
        if not told:
            return used
        problems = [one for one in used.problems if one.file not in told]
        problems += [one for one in self._joined(self.newest).problems if one.file in told]
        problems.sort(key=lambda one: (one.file.as_posix(), one.line, one.message))
        return replace(used, problems=tuple(problems))

    def broken(self) -> set[Path]:
        """The files of which the last good version goes on."""
        return {path for path, tried in self.newest.items() if tried.lost}

    def shown(self, path: Path) -> Path:
        """The name of a file in messages."""
        return path.relative_to(self.root_of(path))

    def _weighed(self, path: Path, read: Reading) -> tuple[Marks, Marks]:
        """What one file gives by itself, and what is wrong in it whatever the line."""
        found = gather(self.root_of(path), self.today, {path: read})
        wrong = ((one.message, one.remedy) for one in found.problems if not one.advice)
        return _gives(found), frozenset(wrong)

    def root_of(self, path: Path) -> Path:
        """The folder that a file belongs to."""
        around = (root for root in self.roots if path.is_relative_to(root))
        return max(around, key=lambda root: len(root.parts))  # one may be inside another

    def _joined(self, versions: dict[Path, Tried]) -> Content:
        found = []
        for root in self.roots:
            mine = [path for path in versions if self.root_of(path) == root]
            found.append(gather(root, self.today, {path: versions[path].reading for path in mine}))
        return join(found)


def _gives(found: Found) -> Marks:
    """Everything that a file adds to the content, by kind and name."""
    marks = {("kaart", id) for id in found.cards}
    marks |= {("casus", id) for id in found.cases}
    marks |= {("wetfeit", id) for id in found.facts}
    marks |= {("set", id) for id in found.decks}
    marks |= {("beeld", id) for id, card in found.cards.items() if card.media}
    table = found.table or Table()
    return frozenset(marks | {("tafel", f.name) for f in fields(table) if getattr(table, f.name)})
