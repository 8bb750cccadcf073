"""What the page of the own cases asks: the list, one case, its look through, and that it is ready.

Texts go into the group's private folder only; the journal hears that a person confirmed, and how
many finds of which kind were left.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from kit.actions import CannotDo
from kit.casework import gaps, plain_case, written
from kit.confirm import CONFIRMED
from kit.forms import Refused
from kit.own_cases import NOT_YET, OwnCase, OwnCases, counts, finds
from kit.server.series_api import SeriesApi
from kit.views import clock_time

CONFIRM_FIRST = "Lees eerst na wat er nog in staat, en vink aan dat dit niemand aanwijst."
MAY_CHANGE = {"texts", "cards", "changed", "here", "keep"}


class CasesApi(SeriesApi):
    """A question about the own cases of one group; the room's one pen does the writing."""

    def cases(self, group: str) -> OwnCases:
        return self.room.books.own_cases(self.group(group))

    def line(self, one: OwnCase) -> dict:
        """A case without its words: its code, how far it is and how long it stays."""
        return {
            "id": one.id,
            "code": one.code,
            "stages": len(written(one)),
            "here": one.here,
            "ready": one.ready,
            "keep": one.keep,
            "used_in": one.used_in,
        }

    def whole(self, one: OwnCase) -> dict:
        """A case with its words."""
        return {**self.line(one), **plain_case(one), "changed": list(one.changed)}

    async def get(self) -> None:
        try:
            await self.tell(self.cases(self.get_argument("group", "")))
        except (CannotDo, Refused) as refusal:
            self.answer(400, message=str(refusal))
        except OSError:
            self.answer(400, message="De casussen zijn nu niet te lezen. Laad de pagina opnieuw.")

    async def tell(self, kept: OwnCases) -> None:
        raise NotImplementedError


class Shelf(CasesApi):
    """All cases of a group without a word of what is in them."""

    async def tell(self, kept: OwnCases) -> None:
        with suppress(OSError):
            await self.room.at_desk(kept.tidy)
        every = await self.room.at_desk(kept.all)
        self.answer(cases=[self.line(one) for one in every], damaged=kept.damaged())


class Ready(CasesApi):
    """The cases that can be told, with their words, for the tools of a workshop's notebook."""

    async def tell(self, kept: OwnCases) -> None:
        every = await self.room.at_desk(kept.all)
        self.answer(cases=[plain_case(one) for one in every if one.ready])


class One(CasesApi):
    """One case: its words, each change of them, and what in them may point to a person."""

    async def tell(self, kept: OwnCases) -> None:
        id = self.get_argument("id", "")
        one, found = await self.room.at_desk(_looked, lambda: kept.get(id))
        self.answer(case=self.whole(one), finds=found, gaps=gaps(one))

    async def do(self, body: dict) -> None:
        group, id = str(body.get("group", "")), str(body.get("id", ""))
        given = body.get("changes")
        if not isinstance(given, dict) or not set(given) <= MAY_CHANGE:
            raise Refused("Dit past niet in een casus.")
        kept, fresh = self.cases(group), body.get("fresh") is True
        one, found = await self.room.at_desk(_looked, lambda: kept.write(id, fresh, **given))
        if {"texts", "cards"} & set(given):
            self.room.cases_changed(group)
        self.answer(time=self.now(), case=self.line(one), finds=found, gaps=gaps(one))

    def now(self) -> str:
        return clock_time(datetime.fromtimestamp(self.room.now() / 1000, UTC).isoformat())


class SetReady(One):
    """Ready for the workshop: only after a person read what the check left."""

    async def do(self, body: dict) -> None:
        group, id = str(body.get("group", "")), str(body.get("id", ""))
        kept = self.cases(group)
        one, found = await self.room.at_desk(_looked, lambda: kept.get(id))
        if not written(one):
            raise Refused(NOT_YET)
        left = counts(found)
        if body.get("confirmed") is not True or body.get("seen") != left:
            self.answer(409, message=CONFIRM_FIRST, finds=found)
            return
        await self.room.keep(group, CONFIRMED, counts=left, about="case")
        one = await self.room.at_desk(kept.set_ready, id)
        self.room.cases_changed(group)
        self.answer(time=self.now(), case=self.line(one))


class Wipe(CasesApi):
    """One case goes, now."""

    async def do(self, body: dict) -> None:
        group = str(body.get("group", ""))
        await self.room.at_desk(self.cases(group).wipe, str(body.get("id", "")))
        self.room.cases_changed(group)
        self.answer()


def _looked(work) -> tuple[OwnCase, list[dict]]:
    one = work()
    return one, finds(one)


def routes(room) -> list[tuple]:
    """Every address of the own cases."""
    known = {"room": room}
    return [
        ("/api/own-cases", Shelf, known),
        ("/api/own-cases/ready", Ready, known),
        ("/api/own-case", One, known),
        ("/api/own-case/ready", SetReady, known),
        ("/api/own-case/wipe", Wipe, known),
    ]
