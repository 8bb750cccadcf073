"""Drafts: what is being typed and not saved yet, so that a crash costs at most the last second.

Only this file knows where unfinished words are and how a small file is replaced as a whole: after
a kill at any moment there is the old version or the new one, never a torn one. In a group with a
lock each form is sealed by itself, so that one can be kept without reading the others.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kit.journal import NotSaved, patiently, plain, sync_folder
from kit.lock import Lock

Forms = dict[str, dict]
"""The fields of every form that has unfinished words."""
DESK = 0
"""Where drafts of the pages outside a workshop are kept: no workshop has this number."""
SEALED = {"age"}
"""What there is of a form that is sealed, in the place of its fields."""


class Drafts:
    """One group's unfinished words: a file for each workshop, only as long as there are words."""

    def __init__(
        self,
        folder: Path,
        wait: Callable[[float], object] = time.sleep,
        lock: Lock | None = None,
    ):
        self.folder, self.lock = Path(folder) / ".kit", lock or Lock(folder)
        self._wait, self._turn = wait, threading.Lock()
        self._forms: dict[int, Forms] = {}  # as they are in the file with this stamp
        self._stamps: dict[int, tuple] = {}
        self._unwritten: dict[int, dict[str, dict | None]] = {}

    def keep(self, workshop: int, form: str, fields: dict) -> None:
        """Keep what is in a form now, in the place of what was. Raises NotSaved."""
        with self._turn:
            self._change(workshop, plain({form: fields}))

    def get(self, workshop: int) -> Forms:
        """The fields of every form of a workshop that has unfinished words and can be read now."""
        with self._turn:
            forms = self._known(workshop)
            if not self.lock.closed:
                forms.update({name: self._unsealed(forms[name]) for name in forms})
            return plain({name: kept for name, kept in forms.items() if kept.keys() != SEALED})

    def names(self, workshop: int) -> list[str]:
        """Every form of a workshop that has unfinished words, also while the group is locked."""
        with self._turn:
            return list(self._known(workshop))

    def workshops(self) -> list[int]:
        """The workshops that have a file of unfinished words."""
        found = (file.stem.removeprefix("drafts-") for file in self.folder.glob("drafts-*.json"))
        return sorted(int(number) for number in found if number.isdigit())

    def file(self, workshop: int) -> Path:
        """Where the unfinished words of a workshop are."""
        return self._file(workshop)

    def drop(self, workshop: int, form: str, unless: Callable[[dict], bool] | None = None) -> None:
        """Let go of a form's words; they are gone from the disk too. Raises NotSaved.

        They stay when `unless` says so of the fields as they are at that moment.
        """
        with self._turn:
            self._look_again(workshop)
            there = self._known(workshop).get(form)
            if not (there and unless and unless(self._unsealed(there))):
                self._change(workshop, {form: None})

    def forget(self) -> None:
        """Go by the disk again: what was wiped there is not remembered here either."""
        with self._turn:
            for known in (self._forms, self._stamps, self._unwritten):
                known.clear()

    def _change(self, workshop: int, change: dict[str, dict | None]) -> None:
        """Write a file with these forms as they are now (None: gone) and the rest as it is."""
        self._look_again(workshop)
        unwritten = self._unwritten.setdefault(workshop, {})
        unwritten.update(change)  # also when the disk says no: a reload finds them here
        forms = self._known(workshop)
        try:
            data = written(forms, self.lock if self.lock.seals() else None)
        except OSError as error:
            raise NotSaved.because(error) from error
        stamp = replace_file(self._file(workshop), data, self._wait)
        self._forms[workshop], self._stamps[workshop] = forms, stamp
        unwritten.clear()

    def _known(self, workshop: int) -> Forms:
        if workshop not in self._forms:
            self._look_again(workshop)
        forms = self._forms.setdefault(workshop, {}) | self._unwritten.get(workshop, {})
        return {name: kept for name, kept in forms.items() if kept is not None}

    def _look_again(self, workshop: int) -> None:
        """Go by the file when it is not as it was written here: another copy of the kit may be
        at work in the same folder. A file that is gone or cannot be read changes nothing."""
        file = self._file(workshop)
        try:
            stamp = _stamp(file.stat())
        except OSError:
            return
        if stamp != self._stamps.get(workshop):
            found = self._read(file)
            if found is not None:
                self._forms[workshop], self._stamps[workshop] = found, stamp

    def _file(self, workshop: int) -> Path:
        return self.folder / f"drafts-{int(workshop)}.json"

    def _read(self, file: Path) -> Forms | None:
        try:
            return opened(patiently(file.read_bytes, self._wait))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError):
            set_aside(file)
            return None

    def _unsealed(self, kept: dict) -> dict:
        if kept.keys() != SEALED:
            return kept
        try:
            return dict(json.loads(self.lock.unseal(kept["age"])))
        except (OSError, ValueError):
            return kept


def written(forms: Forms, lock: Lock | None) -> bytes:
    """The file of these forms, each sealed when there is a lock. Raises OSError."""
    if lock:
        forms = {name: sealed(kept, lock) for name, kept in forms.items()}
    return json.dumps({"check": _check(forms), "forms": forms}, ensure_ascii=False).encode()


def sealed(kept: dict, lock: Lock) -> dict:
    """A form with its fields sealed, if they are not."""
    if kept.keys() == SEALED:
        return kept
    return {"age": lock.seal(json.dumps(kept, ensure_ascii=False).encode())}


def opened(data: bytes) -> Forms:
    """The forms in a file. Raises ValueError when it is not as it was written."""
    try:
        kept = json.loads(data.decode())
        if _check(kept["forms"]) == kept["check"]:
            return dict(kept["forms"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a file of drafts") from error
    raise ValueError("the drafts were changed")


def _check(forms: Forms) -> str:
    text = json.dumps(forms, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# -- small files, replaced as a whole ----------------------------------------------------------


def replace_file(file: Path, data: bytes, wait: Callable[[float], object] = time.sleep) -> tuple:
    """Put a whole new version in the place of a file; it is on the disk after. Raises NotSaved.

    Returns its stamp: another one on the same file tells that somebody else wrote it since.

    Only this user may read it. Its folder is made when needed, but not the whole way to it: a
    stick that was pulled out must not come back as an empty folder. What a killed writer left
    half-way is cleared away.
    """
    fresh = file.with_name(f"{file.name}-{os.urandom(6).hex()}.new")
    try:
        _make_folder(file.parent)
        try:
            stamp = _write(fresh, data)
            patiently(lambda: fresh.replace(file), wait)
        except BaseException:
            _clear(fresh)
            raise
        sync_folder(file.parent)
    except OSError as error:
        raise NotSaved.because(error) from error
    for left in file.parent.glob(f"{file.name}-*.new"):
        _clear(left)
    return stamp


def set_aside(file: Path) -> None:
    """Rename a file that cannot be read: out of the way, and nothing of it lost."""
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    with contextlib.suppress(OSError):  # if it cannot be moved, a next version takes its place
        file.rename(file.with_name(f"{file.name}-{now}-{os.urandom(3).hex()}.garbled"))


def _clear(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    for one in (folder.parent, folder):
        if not one.is_dir():
            one.mkdir(0o700)
            sync_folder(one.parent)


def _stamp(found: os.stat_result) -> tuple:
    return found.st_size, found.st_mtime_ns, found.st_ino


def _write(file: Path, data: bytes) -> tuple:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    fd = os.open(file, flags, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(fd, left) :]
        os.fsync(fd)
        return _stamp(os.fstat(fd))
    finally:
        os.close(fd)
