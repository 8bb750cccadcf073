"""The lock of a group over HTTP: put on, open, closed again, another passphrase, taken off."""

from __future__ import annotations

from tornado import web

from kit import locked
from kit.locking import not_locked
from kit.room import Room
from kit.server.wiping_api import WipingApi


class LockApi(WipingApi):
    """A question about the lock of a group; a passphrase is only ever in the question itself."""

    def words(self, body: dict, *names: str) -> list[str]:
        """What was typed in these fields. Raises 400 when something else came."""
        typed = [body.get(name, "") for name in names]
        if not all(isinstance(one, str) and len(one) < 5_000 for one in typed):
            raise web.HTTPError(400)
        return typed

    async def do(self, body: dict) -> None:
        group = self.group(str(body.get("group", "")))
        try:
            await self.act(group, body)
        except OSError as error:
            self.answer(507, message=str(getattr(error, "message", NOT_NOW)))

    async def act(self, group: str, body: dict) -> None:
        raise NotImplementedError


NOT_NOW = "Het slot is nu niet te lezen. Kijk of de map er nog is, en probeer het zo nog eens."


class State(LockApi):
    """Whether there is a lock, whether it is open, and which files it does not cover."""

    async def get(self) -> None:
        group = self.get_argument("group", "")
        if group not in dict(self.room.folder.groups()):
            self.answer(400)
            return
        lock = self.room.books.lock_of(group)
        outside = await self.room.at_desk(not_locked, lock.folder)
        self.answer(on=lock.on, closed=lock.closed, outside=outside)


class Begin(LockApi):
    """A lock is made; its recovery key is told here, this once."""

    async def act(self, group: str, body: dict) -> None:
        self.only_copy()
        key = await locked.begin(self.room, group, *self.words(body, "words", "again"))
        self.set_header("Cache-Control", "no-store")
        self.answer(key=key)


class PutOn(LockApi):
    """The lock goes on, when the end of the recovery key was typed."""

    async def act(self, group: str, body: dict) -> None:
        self.only_copy()
        await locked.put_on(self.room, group, *self.words(body, "last"))
        name = self.room.folder.name_of(group)
        self.answer(message=f"Alles van {name} zit nu op slot. Je kunt gewoon verder werken.")


class Open(LockApi):
    """The group opens with its passphrase or its recovery key."""

    async def act(self, group: str, body: dict) -> None:
        await locked.open_group(self.room, group, *self.words(body, "words"))
        self.answer()


class Close(LockApi):
    """The group is locked again."""

    async def act(self, group: str, body: dict) -> None:
        await locked.close_group(self.room, group)
        self.answer()


class Change(LockApi):
    """Another passphrase for the same key."""

    async def act(self, group: str, body: dict) -> None:
        self.only_copy()
        await locked.change_words(self.room, group, *self.words(body, "old", "words", "again"))
        self.answer(message="De nieuwe wachtzin werkt nu. De herstelsleutel blijft dezelfde.")


class TakeOff(LockApi):
    """The lock goes off."""

    async def act(self, group: str, body: dict) -> None:
        self.only_copy()
        await locked.take_off(self.room, group, *self.words(body, "words"))
        self.answer(message="Het slot is eraf. Alles staat weer leesbaar op deze laptop.")


def routes(room: Room) -> list[tuple]:
    """The addresses of a group's lock."""
    known = {"room": room}
    return [
        ("/api/lock", State, known),
        ("/api/lock/begin", Begin, known),
        ("/api/lock/on", PutOn, known),
        ("/api/lock/open", Open, known),
        ("/api/lock/close", Close, known),
        ("/api/lock/words", Change, known),
        ("/api/lock/off", TakeOff, known),
    ]
