"""Going on in another data folder in the middle of a workshop, when the disk says no.

Only this file knows what has to come along: a group's lock first, then its words, kept and
unfinished; and the reflections of one person alone. What is not in the other folder yet is still
in use in the old one: nothing goes over until all has come along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.actions import CannotDo
from kit.books import Books
from kit.drafts import DESK
from kit.folder import Folder
from kit.journal import LOCK
from kit.locking import bring_lock
from kit.reflections import Reflections

if TYPE_CHECKING:
    from kit.room import Room

OTHER_LOCK = (
    "In die map staat deze groep al, met een ander slot of zonder slot. Kies een andere map; "
    "dan gaat het slot mee."
)


async def moved(room: Room, folder: Folder) -> None:
    """Bring every group that has a table to another folder, and sit down there.

    While it lasts nobody else may write (`Room.writing`): what comes in then waits, and is kept in
    the new folder. Raises CannotDo when a lock cannot come along, journal.NotSaved when the folder
    says no too.
    """
    folder.ensure()
    names, known = dict(room.folder.groups()), dict(folder.groups())
    tables, books = list(room.tables.values()), Books(folder)
    for group in {table.group for table in tables}:
        old, new = room.folder.path / group, folder.path / group
        if group in known and _half(old) != _half(new):
            raise CannotDo(OTHER_LOCK)
    for table in {table.group: table for table in tables}.values():
        group, lock = table.group, room.books.lock_of(table.group)
        if group not in known:
            folder.add_group(names.get(group, group), id=group)
            if lock.on:
                bring_lock(room.folder.path / group, folder.path / group)
        if lock.on:
            books.lock_of(group).use(lock.key)
        for one in room.books.records(group):
            if one["kind"] != "group":
                await room.on_disk(table, books.journal(group).append, one)
        own = room.books.own_cases(group)
        await room.on_disk(table, own.bring_to, folder.path / group)
        for number, form, fields in _typed(room, group):
            await room.on_disk(table, books.desk(group).keep, number, form, fields)
    await room.by_the_pen(Reflections(room.folder.path).bring_to, folder.path)
    room.books = books
    room.contents.clear()
    for table in tables:
        table.sit_down()
        table.become(table.session, "moved")


def _typed(room: Room, group: str) -> list[tuple[int, str, dict]]:
    """All unfinished words of a group: those of its open tables as these know them."""
    desk = room.books.desk(group)
    kept = dict.fromkeys([DESK, *desk.workshops()], desk)
    kept |= {number: one.drafts for (of, number), one in room.tables.items() if of == group}
    every = ((number, drafts.get(number)) for number, drafts in kept.items())
    return [(number, form, fields) for number, typed in every for form, fields in typed.items()]


def _half(group) -> bytes:
    """The public half of a group's key, or nothing."""
    file = group / LOCK
    return file.read_bytes() if file.exists() else b""
