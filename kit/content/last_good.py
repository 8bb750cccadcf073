"""What goes on when a content file gets a mistake: its last good version, until it is mended.

A mistake that takes something away (a card that can no longer be read) leaves the whole file as it
was; one that takes nothing away (a long sentence) is only told. Each file is read again only when
somebody says that it changed. A house style is kept as it was worn, for its logo is another file.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kit.content import join
from kit.content.folder import Reading, files, gather, reading
from kit.content.logos import beside
from kit.content.parts import Found
from kit.content.styles import FOLDER as STYLES
from kit.house_style import HouseStyle
from kit.model import Content, Table

Marks = frozenset[tuple[str, str]]


class Weighed(NamedTuple):
    """What one file gives by itself, what is wrong in it whatever the line, and its styles."""

    gives: Marks = frozenset()
    mistakes: Marks = frozenset()
    styles: tuple[HouseStyle, ...] = ()


@dataclass(frozen=True)
class Tried:
    """One file as it is now.

    `lost`: a mistake took away what the last good version gave. `sure` is False for what may also
    be a file that is still being written. `weighed` is None as long as nobody compared it.
    """

    reading: Reading
    lost: bool = False
    sure: bool = True
    weighed: Weighed | None = None


class LastGood:
    """The content of some folders; a later folder goes over an earlier one by id."""

    def __init__(self, roots: tuple[Path, ...], today: date | None = None, styles: bool = True):
        self.roots, self.today, self.with_styles = roots, today, styles
        self.newest: dict[Path, Tried] = {}
        self.good: dict[Path, Tried] = {}

    def begin(self) -> None:
        """Read every file; there is nothing yet to compare with."""
        for path in self.files():
            read = reading(path)
            style = self._weighed(path, read) if self._is_style(path) else None
            self.take(path, Tried(read, weighed=style))

    def files(self) -> list[Path]:
        """The content files there are now."""
        found = [path for root in self.roots for path in files(root)]
        return [path for path in found if self.with_styles or not self._is_style(path)]

    def sources(self, path: Path) -> list[Path]:
        """A file with all that it is read from: for a house style the pictures beside it too."""
        return [path, *beside(path)] if STYLES in path.parts else [path]

    def look(self, path: Path) -> Tried:
        """Read one file and weigh it against its last good version; nothing changes yet."""
        read, before = reading(path), self.good.get(path)
        now, then = self._weighed(path, read), Weighed()
        if before:
            then = before.weighed or self._weighed(path, before.reading)
        gone, wrong = then.gives - now.gives, now.mistakes - then.mistakes
        return Tried(read, lost=bool(gone and wrong), sure=not gone and not wrong, weighed=now)

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

    def styles(self) -> tuple[HouseStyle, ...]:
        """The house styles that can be worn now; the last folder has the first say."""
        found: dict[str, HouseStyle] = {}
        for root in reversed(self.roots):
            for path in sorted(path for path in self.good if self._is_style(path)):
                weighed = self.good[path].weighed
                if weighed and self.root_of(path) == root:
                    for style in weighed.styles:
                        found.setdefault(style.id, style)
        return tuple(found.values())

    def broken(self) -> set[Path]:
        """The files of which the last good version goes on."""
        return {path for path, tried in self.newest.items() if tried.lost}

    def shown(self, path: Path) -> Path:
        """The name of a file in messages."""
        return path.relative_to(self.root_of(path))

    def _is_style(self, path: Path) -> bool:
        return STYLES in path.parts and self.shown(path).parts[0] == STYLES

    def _weighed(self, path: Path, read: Reading) -> Weighed:
        """One file by itself."""
        found = gather(self.root_of(path), self.today, {path: read})
        wrong = ((one.message, one.remedy) for one in found.problems if not one.advice)
        return Weighed(_gives(found), frozenset(wrong), tuple(found.styles.values()))

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
    for style in found.styles.values():
        marks |= {("huisstijl", style.id), *(("kleur", token) for token in style.colours)}
        marks |= {(part, style.id) for part in ("logo", "font") if getattr(style, part)}
    table = found.table or Table()
    return frozenset(marks | {("tafel", f.name) for f in fields(table) if getattr(table, f.name)})
