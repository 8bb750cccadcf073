"""The books of each group: its journal, what that adds up to, half sentences, own cases, its lock.

What was read once is kept here; who writes says so, and only then is the rest read.
"""

from __future__ import annotations

import time
from datetime import datetime

from kit.actions import CannotDo
from kit.drafts import Drafts
from kit.folder import Folder
from kit.journal import Journal, Reader, not_before
from kit.lock import CLOSED, Lock
from kit.own_cases import OwnCases
from kit.series import Series, fold

AHEAD = 366 * 86_400
"""A record that is further ahead (s) is of a clock that was wrong altogether: none follows it."""


def go_on_from(newest: dict) -> None:
    """What is written from now on sorts after this, also when the clock was set back since."""
    try:
        moment = datetime.fromisoformat(newest["time"].replace("Z", "+00:00")).timestamp()
    except (ValueError, OverflowError):
        return  # whatever wrote this, it was no clock of ours
    if moment < time.time_ns() / 1e9 + AHEAD:
        not_before(round(moment * 1000))


class Books:
    """All that is kept of the groups of one data folder. Every group is named by its id."""

    def __init__(self, folder: Folder):
        self.folder = folder
        self.journals: dict[str, Journal] = {}
        self.readers: dict[str, Reader] = {}
        self.folds: dict[str, Series] = {}
        self.behind: set[str] = set()  # groups whose journal has lines that are not in their fold
        self.desks: dict[str, Drafts] = {}
        self.locks: dict[str, Lock] = {}
        self.leaving: set[str] = set()  # groups that are being wiped

    def stays(self, group: str) -> None:
        """Raises CannotDo while the group is being wiped."""
        if group in self.leaving:
            raise CannotDo("Deze groep wordt gewist.")

    def journal(self, group: str) -> Journal:
        """The one journal this run writes for a group. Raises CannotDo while the group goes."""
        self.stays(group)
        if group not in self.journals:
            if not self.lock_of(group).closed:
                self.records(group)  # what is written now sorts after all that is there
            seal = self.lock_of(group).line
            self.journals[group] = Journal(self.folder.path / group, seal=seal)
        return self.journals[group]

    def lock_of(self, group: str) -> Lock:
        """The lock of a group; while the group is open, its key is in it."""
        if group not in self.locks:
            self.locks[group] = Lock(self.folder.path / group)
        return self.locks[group]

    def opened(self, group: str) -> None:
        """Raises CannotDo while nothing of the group can be read."""
        if self.lock_of(group).closed:
            raise CannotDo(CLOSED)

    def series(self, group: str) -> Series:
        """What the group's journal adds up to now; only new bytes are read. Raises CannotDo."""
        self.opened(group)
        if group not in self.folds or group in self.behind:
            self.folds[group] = fold(self.records(group), self.folds.get(group))
            self.behind.discard(group)
        return self.folds[group]

    def records(self, group: str) -> list[dict]:
        """Every record of the group, in the order in which they count. Raises CannotDo."""
        found = self._read(group).refresh().records
        if found:
            go_on_from(found[-1])
        return found

    def set_aside(self, group: str) -> int:
        """How many lines of the group's journal could not be read and were set aside."""
        return len(self._read(group).refresh().set_aside)

    def _read(self, group: str) -> Reader:
        self.opened(group)
        if group not in self.readers:
            opened = self.lock_of(group).record
            self.readers[group] = Reader(self.folder.path / group, opened=opened)
        return self.readers[group]

    def written(self, group: str, made: dict) -> None:
        """A record went to the journal, or perhaps half of it did."""
        if made["kind"] == "session" and group in self.folds:  # a click reads nothing
            self.folds[group] = self.folds[group].after(made)
        else:
            self.behind.add(group)

    def desk(self, group: str) -> Drafts:
        """The unfinished words of a group outside any workshop. Raises CannotDo."""
        self.stays(group)
        if group not in self.desks:
            self.desks[group] = Drafts(self.folder.path / group, lock=self.lock_of(group))
        return self.desks[group]

    def own_cases(self, group: str) -> OwnCases:
        """The own cases of a group. Raises CannotDo while the group goes."""
        self.stays(group)
        return OwnCases(self.folder.path / group, lock=self.lock_of(group))

    def seen(self, group: str) -> int:
        """When the kit last gave a sign of life with this group (ms since 1970), or 0."""
        try:
            return int(self._sign(group).stat().st_mtime * 1000)
        except OSError:
            return 0

    def sign_of_life(self, group: str) -> None:
        """Leave the sign that `seen` reads."""
        try:
            self._sign(group).parent.mkdir(exist_ok=True)
            self._sign(group).touch()
        except OSError:
            pass  # only the clock after a crash would be a little off; words are kept elsewhere

    def _sign(self, group: str):
        return self.folder.path / group / ".kit" / "seen"

    def read_again(self, group: str) -> None:
        """What was read of the journal was wiped or written anew."""
        for known in (self.readers, self.folds):
            known.pop(group, None)
        self.behind.discard(group)

    def forget(self, group: str) -> None:
        """What was read of a group is read again when it is asked for."""
        self.read_again(group)
        self.desks.pop(group, None)

    def gone(self, group: str) -> None:
        """The group was wiped: nothing of it is known any more."""
        self.forget(group)
        self.leaving.discard(group)
        for known in (self.journals, self.locks):
            known.pop(group, None)
