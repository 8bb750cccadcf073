"""The room: which tables are open, who is looking, and the one pen that writes things down.

One thread does all the writing, so a slow disk stalls nobody.
"""

from __future__ import annotations

import asyncio
import errno
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from kit import snapshot, views
from kit.actions import CannotDo
from kit.books import Books
from kit.casework import case_of
from kit.drafts import Drafts
from kit.editing import Edited
from kit.folder import Folder
from kit.group_wiping import sweep, wipe_group
from kit.house_style import HouseStyle, style_of
from kit.journal import NotSaved, new_id, record
from kit.model import Case, Content, Workshop
from kit.moving import moved
from kit.session import Session
from kit.table import Table
from kit.wiping import Wiping

SLEPT = 20_000
"""A gap this long (ms) between two looks at the clock means that the laptop slept."""
ALONE = 10_000
"""A window that went and is not back after this long (ms) was no reload: its group has left."""
LEFT = "/?weg"
"""Where the windows of a group go when it is no longer there; the start page says so."""
LOCKED = "/?slot"
"""Where they go when it is locked; it is opened there."""
MOVED = (
    "Dit is nog niet gedaan: Gesprekskit ging net verder in een andere map. Wat je typte, staat er "
    "nog. Probeer het nog eens."
)


def now_ms() -> int:
    """This moment, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Room:
    """All groups of one data folder, the table that is in use, and the beamers that watch it."""

    def __init__(
        self,
        folder: Folder,
        content: Content,
        workshops: dict[int, Workshop],
        now: Callable[[], int] = now_ms,
    ):
        self.content, self.workshops, self.now = content, workshops, now
        self.books = Books(folder)
        self.styles: tuple[HouseStyle, ...] = ()
        self.current: Table | None = None
        self.tables: dict[tuple[str, int], Table] = {}
        self.beamers: set[Callable[[dict], None]] = set()
        self.waiting: dict[tuple[str, int], set[Callable[[dict], None]]] = {}  # till it opens
        self.contents: dict[str, Content] = {}
        self.notebooks: dict[str, str] = {}
        self.pen = ThreadPoolExecutor(1, thread_name_prefix="pen")
        self.looked = now()
        self.other_copy: str | None = None
        self.opens = False  # whether a folder may open by itself on this screen
        self.second = False  # whether another copy of the kit had this folder first
        self.group: str | None = None
        self.edited = Edited()
        self.practice = None  # the rehearsal that is played here, in a folder of its own
        self.writing = asyncio.Lock()  # who writes has it, and a move until all is elsewhere
        self._over: dict[Table, int] = {}  # finished and asked to go: when a window was last seen
        self._tasks: set[asyncio.Task] = set()

    # -- groups and tables -------------------------------------------------------------------

    @property
    def folder(self) -> Folder:
        """The data folder in which all groups are."""
        return self.books.folder

    def style(self, group: str | None) -> HouseStyle:
        """How a group's pages look; without a group as they look for everyone."""
        return style_of(self.styles, self.folder.name_of(group) if group else "")

    def notebook_name(self, workshop: Workshop) -> str:
        """The file name of a workshop's notebook, as Voila serves it."""
        return workshop.place.file.name if workshop.place else ""

    def open(self, group: str, number: int, variant: int = 0, fresh: bool = False) -> Table:
        """The table of a group at a workshop, on the beamer: as it was, or afresh.

        Raises CannotDo when there is no such group or workshop.
        """
        table = self.table(group, number, variant, fresh)
        if self.current is not table:
            self.current, self.group = table, group
            table.tell()
        return table

    def table(self, group: str, number: int, variant: int = 0, fresh: bool = False) -> Table:
        """The same, but the beamer stays with the table it is at: an old window takes nothing over.

        Raises CannotDo when there is no such group or workshop.
        """
        key = (group, number)
        if fresh or key not in self.tables:
            self._look_up(group, number)
            old = self.tables.get(key)
            begun = self._begin(key, variant, fresh)
            self.tables[key] = Table(self, group, self.workshops[number], begun)
            if old:
                self.tables[key].watchers = old.watchers
                self.tables[key].notebook = old.notebook
        table = self.tables[key]
        if self.current is None:
            self.current, self.group = table, group
        return table

    def _look_up(self, group: str, number: int) -> None:
        self.books.stays(group)
        if group not in dict(self.folder.groups()):
            raise CannotDo("Deze groep is er niet. Kies een groep op de startpagina.")
        self.books.opened(group)
        if number not in self.workshops:
            raise CannotDo("Deze workshop is er nog niet.")

    def _begin(self, key: tuple[str, int], variant: int, fresh: bool) -> Session:
        group, number = key
        workshop = self.workshops[number]
        kept = self.books.series(group).sessions.get(number)
        if kept and not fresh:
            seen = max(self.books.seen(group), _ms(kept["time"]))
            words = self.content_of(group)
            return snapshot.restored(workshop, words, kept, min(seen, self.now()))
        length = variant if variant in workshop.variants else workshop.variants[0]
        return Session(workshop, self.content_of(group), variant=length, run=new_id())

    # -- a group's own cases -----------------------------------------------------------------

    def content_of(self, group: str) -> Content:
        """The words of the kit, with this group's own cases that are ready."""
        if group not in self.contents:
            own: dict[str, Case] = {}
            with suppress(OSError):  # a case that cannot be read now stops no workshop
                own = {c.id: case_of(c) for c in self.books.own_cases(group).all() if c.ready}
            self.contents[group] = replace(self.content, cases=self.content.cases | own)
        return self.contents[group]

    def cases_changed(self, group: str) -> None:
        """An own case became ready, changed or went: every table of the group takes it over."""
        before = self.contents.pop(group, None)
        if before is not None and before.cases == self.content_of(group).cases:
            return
        for table in self.tables.values():
            if table.group == group:
                table.session = replace(table.session, content=self.content_of(group))
                table.tell()

    def case_used(self, table: Table) -> None:
        """Remember which workshop chose or told an own case, for when that workshop ends."""
        s = table.session
        told = s.now_screen().about.partition(":")[0]
        cases = {id: case for id, case in s.content.cases.items() if case.own}
        used = (told, True) if told in cases else (s.picks.case, False)
        if not cases or used == table.used:
            return
        kept, table.used = self.books.own_cases(table.group), used
        id, number = used[0] if used[0] in cases else "", table.workshop.number

        def write() -> None:
            try:
                kept.set_used(id, number, used[1])
            except OSError:
                table.used = None  # asked again with the next action

        self.pen.submit(write)

    # -- writing -----------------------------------------------------------------------------

    async def on_disk(self, table: Table, work: Callable, *given: object) -> object:
        """Let the pen do one thing and wait for it; a fault is told on the facilitator's page."""
        loop = asyncio.get_running_loop()
        try:
            done = await loop.run_in_executor(self.pen, work, *given)
        except NotSaved as error:
            table.storage = str(error.message)
            raise
        table.storage = ""
        return done

    async def write(self, table: Table, made: dict) -> None:
        """Append one record and wait until it is on the disk. Raises journal.NotSaved."""
        async with self.writing:
            try:
                await self.on_disk(table, table.journal.append, made)
            finally:
                self.books.written(table.group, made)

    async def keep(
        self, group: str, kind: str, workshop: int | None = None, step: str = "", **fields
    ) -> dict:
        """Write one record that belongs to no bijeenkomst (an answer, a plan) and tell the tables.

        Returns it once it is on the disk. Raises CannotDo or journal.NotSaved.
        """
        async with self.writing:
            if group not in dict(self.folder.groups()):
                raise CannotDo("Deze groep is er niet. Kies een groep op de startpagina.")
            journal = self.books.journal(group)
            made = record(kind, group, workshop, step, **fields)
            try:
                await self.by_the_pen(journal.append, made)
            finally:
                self.changed(group)
        return made

    async def at_desk(self, work: Callable, *given: object) -> object:
        """Let the pen do one thing outside any table, and wait for it. Raises journal.NotSaved.

        So it does when all went to another folder meanwhile: this was about the old one.
        """
        asked_of = self.books
        async with self.writing:
            if self.books is not asked_of:
                error = NotSaved(errno.EAGAIN, MOVED)
                error.message = MOVED
                raise error
            return await self.by_the_pen(work, *given)

    async def by_the_pen(self, work: Callable, *given: object) -> object:
        """Let the pen do one thing and wait for it: only for who has `writing`."""
        return await asyncio.get_running_loop().run_in_executor(self.pen, work, *given)

    def changed(self, group: str) -> None:
        """The group's journal has new lines: add them when it is asked for, and show it."""
        self.books.behind.add(group)
        for table in self.tables.values():
            if table.group == group:
                table.tell()

    def write_later(self, table: Table, made: dict) -> None:
        """Append one record without keeping anyone waiting; a fault is told when it shows."""

        async def writing() -> None:
            before = table.storage
            with suppress(NotSaved):
                await self.write(table, made)
            if table.storage != before:
                table.tell()

        self._begin_task(writing())

    def _begin_task(self, work: Coroutine) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def move_to(self, folder: Folder) -> None:
        """Go on in another data folder with all that is known; the old folder stays as it is.

        Raises journal.NotSaved when the new folder cannot be written to either.
        """
        async with self.writing:
            await moved(self, folder)

    # -- wiping ------------------------------------------------------------------------------

    async def wipe(self, group: str, what: Callable[..., dict], *given: object) -> dict[str, int]:
        """Let the pen wipe words of a group (`Wiping.learning`, …); how many of each kind went.

        What was read of them is forgotten and every table is told. Raises CannotDo or NotSaved.
        """
        wiping = Wiping(self.folder.path / group)
        try:
            return await self.alone(group, lambda: what(wiping, *given))
        finally:
            for table in self._tables_of(group):
                table.saved_drafts.clear()

    async def alone(self, group: str, work: Callable[[], dict[str, int] | None]) -> object:
        """Let the pen do something with all files of a group, while nothing of it is open.

        What was read of them is read again and every table is told. Raises CannotDo or NotSaved.
        """
        journal = self.books.journal(group)

        def doing() -> object:
            journal.close()
            try:
                return work()
            finally:
                for drafts in self._drafts_of(group):
                    drafts.forget()

        try:
            return await self.at_desk(doing)
        finally:
            self.forget(group)
            self.changed(group)

    def _drafts_of(self, group: str) -> list[Drafts]:
        desk = self.books.desks.get(group)
        return [*([desk] if desk else []), *(table.drafts for table in self._tables_of(group))]

    async def leave_finished(self) -> None:
        """A workshop is over and everyone left it: the own case told there is wiped.

        While a window of it is open one step back is possible: then it is done when that window
        has gone (`tick` sees it). What does not work now is done at the next start.
        """
        for (group, number), table in list(self.tables.items()):
            if table.session.finished and not table.cleared and self.books.own_cases(group).all():
                if table.watchers:
                    self._over[table] = self.now()
                if self.now() - self._over.get(table, 0) <= ALONE:
                    continue
                table.cleared = True
                with suppress(NotSaved, CannotDo):
                    await self.wipe(group, Wiping.cases, number)
                    self.cases_changed(group)

    async def wipe_group(self, group: str) -> dict[str, int]:
        """Wipe all of a group; how many of each kind there were. Raises CannotDo or NotSaved.

        Its tables close first and their windows go to the start page; then the pen does it. What
        was still under way when they closed is swept up after.
        """
        journal, folder = self.books.journal(group), self.folder.path / group
        self.books.leaving.add(group)
        self.close_tables(group)

        def work() -> dict[str, int]:
            journal.close()
            return wipe_group(folder)

        try:
            made = await self.at_desk(work)
            await self.at_desk(sweep, folder)
            return made
        finally:
            self.books.gone(group)
            self.contents.pop(group, None)

    def forget(self, group: str) -> None:
        """What was read of a group is read again when it is asked for."""
        self.books.forget(group)
        self.contents.pop(group, None)

    def _tables_of(self, group: str) -> list[Table]:
        return [table for table in list(self.tables.values()) if table.group == group]

    def close_tables(self, group: str, leads: str = LEFT) -> None:
        """Close the tables of a group; their windows go elsewhere."""
        for table in self._tables_of(group):
            del self.tables[group, table.workshop.number]
            for leads_away in tuple(table.watchers):
                leads_away({"leave": leads})
            table.watchers.clear()
        if self.group == group:
            self.group = None
        if self.current and self.current.group == group:
            self.current = None
            self.tell_beamers()

    # -- time --------------------------------------------------------------------------------

    def tick(self) -> None:
        """Once a second: notice sleep, keep the proposal fresh, and leave a sign of life."""
        now, before = self.now(), self.looked
        self.looked = now
        self._see_who_left(now)
        table = self.current
        if table is None:
            return
        if self.books.lock_of(table.group).closed:  # another copy of the kit put a lock on it
            self.close_tables(table.group, LOCKED)
            return
        if now - before > SLEPT and table.session.clock.running:
            clock = table.session.clock.paused(before)
            silence = table.session.write
            silence = silence.paused(before) if silence and silence.running else silence
            still = table.session.playing.stopped(before)
            slept = replace(table.session, clock=clock, write=silence, playing=still)
            table.become(slept, "slept")
            table.notice = "De laptop sliep. De klok staat stil waar hij was."
            table.tell()
            return
        if table.session.proposal(now) != table.proposal:
            table.tell()
        if table.session.clock.running and now // 5000 != before // 5000:
            self.pen.submit(self.books.sign_of_life, table.group)

    def _see_who_left(self, now: int) -> None:
        """The last window of a finished workshop is gone, and not to come back at once."""
        for table, seen in list(self._over.items()):
            if table.watchers:
                self._over[table] = now
            elif now - seen > ALONE:  # a window that reloads is back long before
                del self._over[table]
                self._begin_task(self.leave_finished())

    # -- the beamer --------------------------------------------------------------------------

    def picture(self) -> dict:
        """What every beamer shows."""
        return self.current.picture() if self.current else views.nothing_yet(self)

    def tell_beamers(self) -> None:
        """Let every beamer draw what is."""
        picture = self.picture()
        for watch in tuple(self.beamers):
            watch(picture)

    def watch_beamer(self, watch: Callable[[dict], None], on: bool) -> None:
        """A beamer window opens or goes; the facilitator's page shows how many there are."""
        (self.beamers.add if on else self.beamers.discard)(watch)
        if self.current:
            self.current.tell()


def _ms(time_text: str) -> int:
    return int(datetime.fromisoformat(time_text.replace("Z", "+00:00")).timestamp() * 1000)
