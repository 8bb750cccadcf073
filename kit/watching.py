"""When a file of the content changed, by looking: no part of the system is asked to tell.

A look costs half a millisecond for all files together, and works where the system's own events do
not come: network drives, sticks, and editors that put a new file in place of the old one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from time import monotonic

from kit import script
from kit.content.last_good import LastGood, Tried
from kit.content.read import read
from kit.house_style import HouseStyle
from kit.model import Content, Problem, Workshop

PAUSE = 0.2
"""Seconds between two looks."""
SETTLES, SURE = 0.1, 0.3
"""Seconds a file must be still: one that is right, and one that may be half written."""
TICK = 3
"""Seconds in which two saves may have one time (a stick counts by two), so texts are compared."""

Stamp = tuple[tuple[int, int, int], ...]
Script = tuple[Workshop | None, tuple[Problem, ...]]


@dataclass(frozen=True)
class Told:
    """All that the files say now. `mistakes` are those in files that changed while we looked."""

    content: Content
    workshops: dict[int, Workshop]
    mistakes: tuple[Problem, ...] = ()
    held: frozenset[Path] = frozenset()
    """Files of which the last good version goes on."""
    styles: tuple[HouseStyle, ...] = ()


class Files:
    """The content and the notebooks of some folders, each as it was when it was last right."""

    def __init__(self, roots: tuple[Path, ...], notebooks: bool = True, styles: bool = True):
        self.roots, self.with_notebooks = roots, notebooks
        self.words = LastGood(roots, styles=styles)
        self.seen = self._stamps()  # before they are read: what changes meanwhile is read again
        self.words.begin()
        self.scripts = {path: _read(path) for path in self._notebooks()}
        self.changed: dict[Path, float] = {}  # files to take, and since when they are still
        self.tried: dict[Path, Tried | Script] = {}
        self.edited: set[Path] = set()
        self.lately: dict[Path, tuple[float, str | None]] = {}
        self.times = 0
        self._told: tuple[int, Told] | None = None
        self._one = threading.RLock()

    @property
    def pause(self) -> float:
        """Seconds until the next look: sooner while a file is being written."""
        return PAUSE / 4 if self.changed else PAUSE

    def look(self, now: float, at_once: bool = False) -> None:
        """Take what changed and is still by now (seconds), or at once what is there."""
        with self._one:
            self._see(now)
            still = {p: inf if at_once else now - since for p, since in self.changed.items()}
            ready = [path for path in still if self._ready(path, still[path])]
            for path in sorted(ready):
                self._take(path, now)
            self.times += bool(ready)

    def _see(self, now: float) -> None:
        seen, before = self._stamps(), self.seen
        for path in seen.keys() | before.keys():
            if seen.get(path) != before.get(path):
                self.changed[path] = now
                self.tried.pop(path, None)
        self.seen = seen
        for path, (until, text) in list(self.lately.items()):
            if now > until or path not in seen:
                del self.lately[path]
            elif path not in self.changed and read(path)[0] != text:
                self.changed[path] = now

    def told(self) -> Told:
        """What there is to show and to say; made once after each change."""
        with self._one:
            if self._told is None or self._told[0] != self.times:
                self._told = (self.times, self._tell())
            return self._told[1]

    def _tell(self) -> Told:
        content = self.words.content()
        wrong = [one for _, problems in self.scripts.values() for one in problems]
        content = replace(content, problems=(*content.problems, *wrong))
        edited = {self.words.shown(path) for path in self.edited}
        mistakes = [one for one in content.problems if one.file in edited and not one.advice]
        held = self.words.broken() | {path for path in self.scripts if self._holds(path)}
        shown = frozenset(self.words.shown(path) for path in held)
        return Told(content, self._workshops(), tuple(mistakes), shown, self.words.styles())

    # -- one file --------------------------------------------------------------------------------

    def _ready(self, path: Path, still: float) -> bool:
        """Whether this is what was meant: what may be half a file gets more time."""
        if still < SETTLES:
            return False
        if path not in self.seen:  # gone, or about to be put back by its editor
            return still >= SURE and path.parent.is_dir()
        if path not in self.tried:
            self.tried[path] = _read(path) if _is_notebook(path) else self.words.look(path)
        tried = self.tried[path]
        return still >= SURE or (tried.sure if isinstance(tried, Tried) else not tried[1])

    def _take(self, path: Path, now: float) -> None:
        del self.changed[path]
        self.edited.add(path)
        tried = self.tried.pop(path, None)
        if tried is None:
            self.words.drop(path)
            self.scripts.pop(path, None)
        elif isinstance(tried, Tried):
            self.words.take(path, tried)
            self.lately[path] = (now + TICK, tried.reading.text)
        else:
            workshop, problems = tried
            good = self.scripts.get(path, (None, ()))[0]
            self.scripts[path] = (good if problems and good else workshop, problems)

    def _holds(self, path: Path) -> bool:
        workshop, problems = self.scripts[path]
        return bool(path in self.edited and workshop and problems)

    # -- all files -------------------------------------------------------------------------------

    def _stamps(self) -> dict[Path, Stamp]:
        stamps = {}
        for path in (*self.words.files(), *self._notebooks()):
            with suppress(OSError):
                stamps[path] = tuple(map(_stamp, self.words.sources(path)))
        return stamps

    def _notebooks(self) -> list[Path]:
        folders = [root / "notebooks" for root in self.roots if self.with_notebooks]
        return [path for folder in folders for path in sorted(folder.glob("*.ipynb"))]

    def _workshops(self) -> dict[int, Workshop]:
        """By number; in one folder the first counts, a later folder goes over an earlier one."""
        found: dict[int, Workshop] = {}
        for root in reversed(self.roots):
            for path, (workshop, _) in sorted(self.scripts.items()):
                if self.words.root_of(path) == root and workshop and workshop.steps:
                    found.setdefault(workshop.number, workshop)
        return found


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_notebook(path: Path) -> bool:
    return path.suffix == ".ipynb"


def _read(path: Path) -> Script:
    return script.read(path, Path("notebooks", path.name))


class Watching(threading.Thread):
    """Looks until it is stopped, and calls `tell` from its own thread when something changed."""

    def __init__(self, files: Files, tell: Callable[[Told], object]):
        super().__init__(name="watching", daemon=True)
        self.files, self.tell = files, tell
        self.stopped = threading.Event()

    def run(self) -> None:
        told = self.files.times
        while not self.stopped.wait(self.files.pause):
            with suppress(OSError):  # a drive that went: what was read stays
                self.files.look(monotonic())
                if self.files.times != told:
                    told = self.files.times
                    self.tell(self.files.told())

    def stop(self) -> None:
        """Look no more; back when the last look is over."""
        self.stopped.set()
        self.join()
