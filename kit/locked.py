"""A group with a lock at work: opened and closed, and words that come while it is closed.

Such words lie with the unfinished ones, sealed, under the name of their form and `~`. When the
group opens they are saved as if they had just been typed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kit import confirm, forms, locking
from kit.actions import CannotDo
from kit.confirm import Unsure
from kit.forms import Refused
from kit.group_wiping import told_cases
from kit.journal import NotSaved, Reader, new_id
from kit.lock import Lock, check_words, new_slot, wrapped
from kit.room import LOCKED
from kit.wiping import CASES

if TYPE_CHECKING:
    from kit.room import Room
    from kit.table import Table

Tell = Callable[[dict], None]
WAITS = "~"
"""Stands in the name of a form whose words were sent while the group was closed."""
NO_LOCK = "Deze groep heeft geen slot."
HAS_LOCK = "Deze groep heeft al een slot."
BEGIN_AGAIN = "Begin opnieuw met ‘Slot op deze groep zetten’: de herstelsleutel is er niet meer."
LAST_FOUR = "Dit zijn niet de laatste vier tekens. Kijk nog eens op je papier."
NOTHING = "Vul eerst iets in."


# -- words that come while it is closed ----------------------------------------------------------


async def take_in(room: Room, group: str, workshop: int, asked: dict) -> dict:
    """Keep words of a page that was open before: sealed, and on the disk. Returns `id`, `time`.

    `asked` has `kind`, `fields`, `draft`, `replaces` and `confirmed`, as a page sends them. Raises
    forms.Refused, confirm.Unsure or journal.NotSaved.
    """
    kind, fields = asked["kind"][: forms.LONGEST_FORM], asked["fields"]
    form = _form(kind, fields)
    if not forms.checked(form, {one["name"]: fields.get(one["name"]) for one in form["fields"]}):
        raise Refused(NOTHING)
    confirm.sure(form, fields, asked["confirmed"])
    id, drafts = asked["draft"] or new_id(), room.books.desk(group)
    name = f"{kind}{WAITS}{id}"
    await room.at_desk(drafts.keep, workshop, name, asked | {"kind": kind, "draft": id})
    with suppress(NotSaved):
        await room.at_desk(drafts.drop, workshop, kind)
    moment = datetime.fromtimestamp(room.now() / 1000, UTC)
    return {"id": id, "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}


async def keep_draft(room: Room, group: str, workshop: int, form: str, fields: dict) -> None:
    """Keep what is being typed on such a page. Raises journal.NotSaved."""
    drafts = room.books.desk(group)
    words = {k: v for k, v in fields.items() if v not in ("", None, [])}
    if words:
        await room.at_desk(drafts.keep, workshop, form, words)
    elif form in drafts.names(workshop):
        await room.at_desk(drafts.drop, workshop, form)


def _form(kind: str, fields: dict) -> dict:
    """The form this came from, as far as it is known without the step."""
    known = next((one for one in forms.ALWAYS if one["id"] == kind), None)
    texts = [name for name, words in fields.items() if isinstance(words, str)]
    free = [forms.field(name, "Wat je typte", "textarea") for name in texts]
    if not known and not texts and any(fields.values()):  # a slip of figures
        free = [forms.field("answers", "Eén briefje", "likert", statements=fields.get("answers"))]
    return known or {"id": kind, "fields": free}


# -- open and closed -----------------------------------------------------------------------------


async def open_group(room: Room, group: str, words: str) -> None:
    """Open a group with its passphrase or its recovery key. Raises forms.Refused or OSError.

    What came in while it was closed is saved, and the windows that waited are told.
    """
    lock = room.books.lock_of(group)
    if not lock.on:
        raise CannotDo(NO_LOCK)
    await asyncio.to_thread(lock.open, words)
    reader = await room.at_desk(_catch_up, room, lock)
    room.forget(group)
    if reader:
        room.books.readers[group] = reader
    for number in sorted(room.workshops):
        if any(WAITS in name for name in room.books.desk(group).names(number)):
            with suppress(CannotDo, NotSaved):  # else they wait for the next time
                await _settle(room.table(group, number))
    room.books.desks.pop(group, None)
    room.group = group
    for where in [where for where in room.waiting if where[0] == group]:
        watchers = room.waiting.pop(where)
        with suppress(CannotDo):
            table = room.table(*where)
            table.watchers |= watchers
            table.tell()
    room.tell_beamers()


def wait(room: Room, group: str, workshop: int, tell: Tell) -> set[Tell]:
    """A window that was open before waits until its group opens; returns who wait with it."""
    waiting = room.waiting.setdefault((group, workshop), set())
    waiting.add(tell)
    if room.current is None:
        room.tell_beamers()
    return waiting


def wait_no_longer(room: Room, tell: Tell) -> None:
    """A window went, or its group opened and it went later."""
    for table in room.tables.values():
        table.watchers.discard(tell)
    for where, waiting in list(room.waiting.items()):
        waiting.discard(tell)
        if not waiting:
            del room.waiting[where]


def _catch_up(room: Room, lock: Lock) -> Reader | None:
    """What a start could not do without the key; what does not work now is done the next time.

    Returns all that was read (the pen does it: unsealing ten thousand lines takes seconds), unless
    something of it was wiped.
    """
    reader, told = Reader(lock.folder, opened=lock.record), (lock.folder / CASES).is_dir()
    if not room.second:
        with suppress(OSError):
            locking.seal_all(lock.folder, lock)
            if told:
                told_cases(lock.folder, reader.refresh().records)
    if told:
        return None
    reader.refresh()
    return reader


async def _settle(table: Table) -> None:
    """Save what waited. Of what no longer fits its step the words are parked."""
    number, drafts = table.workshop.number, table.drafts
    for name in drafts.names(number):
        asked = drafts.get(number).get(name)
        if WAITS not in name or not asked:
            continue
        typed = drafts.get(number).get(asked["kind"])
        try:
            await _saved(table, asked)
        except Refused:
            words = [one for one in asked["fields"].values() if isinstance(one, str) and one]
            if words:
                await _saved(table, asked | {"kind": "parked", "fields": {"text": _one(words)}})
        await table.room.on_disk(table, drafts.drop, number, name)
        if typed:
            await table.keep_draft(asked["kind"], typed)


async def _saved(table: Table, asked: dict) -> None:
    given = (asked["kind"], asked["fields"], asked["draft"], asked["replaces"])
    try:
        await table.save(*given, asked["confirmed"])
    except Unsure as unsure:  # it was looked through when it came
        await table.save(*given, unsure.finds)


def _one(words: list[str]) -> str:
    return " · ".join(words)[: forms.MAX_TEXT]


async def close_group(room: Room, group: str) -> None:
    """Lock a group again: the key is forgotten, and its windows go to the start page."""
    room.books.lock_of(group).close()
    room.close_tables(group, LOCKED)
    room.forget(group)
    room.group = group
    room.tell_beamers()


# -- on and off ----------------------------------------------------------------------------------


async def begin(room: Room, group: str, words: str, again: str) -> str:
    """Make a lock that is not on yet; returns the recovery key, to be written down."""
    lock = room.books.lock_of(group)
    if lock.on:
        raise CannotDo(HAS_LOCK)
    check_words(words, again)
    lock.slot = await asyncio.to_thread(new_slot, words)
    return lock.slot.key


async def put_on(room: Room, group: str, last: str) -> None:
    """Put the lock on that was made, once the end of the recovery key is typed. Raises NotSaved."""
    lock = room.books.lock_of(group)
    if lock.on:
        raise CannotDo(HAS_LOCK)
    if lock.slot is None:
        raise CannotDo(BEGIN_AGAIN)
    if "".join(last.split()).upper() != lock.slot.key[-4:]:
        raise Refused(LAST_FOUR)
    slot = lock.slot
    try:
        await room.alone(group, lambda: locking.switch_on(lock.folder, slot, lock))
    finally:
        if lock.on:
            lock.slot = None
        else:
            lock.close()


async def take_off(room: Room, group: str, words: str) -> None:
    """Take the lock off; asks for the passphrase or the recovery key again."""
    lock = room.books.lock_of(group)
    key = await _key(lock, words)
    lock.use(key)
    await room.alone(group, lambda: locking.switch_off(lock.folder, lock))


async def change_words(room: Room, group: str, old: str, words: str, again: str) -> None:
    """Another passphrase, for who knows the old one or has the recovery key."""
    lock = room.books.lock_of(group)
    check_words(words, again)
    key = await _key(lock, old)
    data = await asyncio.to_thread(wrapped, key, words)
    await room.at_desk(locking.change_words, lock.folder, data)


async def _key(lock: Lock, words: str) -> str:
    if not lock.on:
        raise CannotDo(NO_LOCK)
    tried = Lock(lock.folder)
    await asyncio.to_thread(tried.open, words)
    return tried.key
