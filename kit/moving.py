"""Going on in another data folder in the middle of a workshop, when the disk says no.

Only this file knows what has to come along: a group's lock first, then its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.actions import CannotDo
from kit.books import Books
from kit.folder import Folder
from kit.journal import LOCK
from kit.locking import bring_lock

if TYPE_CHECKING:
    from kit.room import Room

OTHER_LOCK = (
    "In die map staat deze groep al, met een ander slot of zonder slot. Kies een andere map; "
    "dan gaat het slot mee."
)


async def moved(room: Room, folder: Folder) -> None:
    """Bring every group that has a table to another folder, and sit down there.

    Raises CannotDo when a lock cannot come along, journal.NotSaved when the folder says no too.
    """
    folder.ensure()
    names, known = dict(room.folder.groups()), dict(folder.groups())
    tables, books = list(room.tables.values()), Books(folder)
    for group in {table.group for table in tables}:
        old, new = room.folder.path / group, folder.path / group
        if group in known and _half(old) != _half(new):
            raise CannotDo(OTHER_LOCK)
    for table in tables:
        group, lock = table.group, room.books.lock_of(table.group)
        if group not in known:
            folder.add_group(names.get(group, group), id=group)
            if lock.on:
                bring_lock(room.folder.path / group, folder.path / group)
            known[group] = group
        if lock.on:
            books.lock_of(group).use(lock.key)
        for one in room.books.records(group):
            if one["kind"] != "group":
                await room.on_disk(table, books.journal(group).append, one)
        own = room.books.own_cases(group)
        await room.on_disk(table, own.bring_to, folder.path / group)
    room.books = books
    room.contents.clear()
    for table in tables:
        typed = table.drafts.get(table.workshop.number)
        table.sit_down()
        for form, fields in typed.items():
            await table.keep_draft(form, fields)
        table.become(table.session, "moved")


def _half(group) -> bytes:
    """The public half of a group's key, or nothing."""
    file = group / LOCK
    return file.read_bytes() if file.exists() else b""
