"""The file that goes to another laptop and the one that comes back, over HTTP."""

from __future__ import annotations

from urllib.parse import quote

from tornado import web

from kit import exchange
from kit.actions import CannotDo
from kit.forms import Refused, line
from kit.journal import SUFFIX, NotSaved
from kit.privacy import DUTCH, check
from kit.room import Room
from kit.server.series_api import SeriesApi

ASKED_AT_MOST = 3 * exchange.LARGEST
"""Bytes of one question with a file in it: a file as JSON is larger than it was."""
_AGAIN = "Lees het bestand daarna nog eens in; niets komt dubbel."


class Parcels(SeriesApi):
    """What of a group travels."""

    def records(self, group: str) -> list[dict]:
        """Everything in the group's journal, oldest first."""
        self.room.books.series(group)
        return self.room.books.records(group)

    def parcel(self) -> tuple[str, exchange.Parcel]:
        """The group that is asked for and what would go along. Raises CannotDo."""
        group = self.group(self.get_argument("group", ""))
        return group, exchange.parcel(self.records(group), group, _doubtful)


class Look(Parcels):
    """What would go along, before anything does: the sentences, and what may point to a person."""

    def get(self) -> None:
        try:
            group, goes = self.parcel()
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        fallen = {one["id"] for one in goes.fallen}
        words = [one for one in goes.records if one["kind"] in exchange.KINDS]
        signals = [one for one in words if one["kind"] == "signal" and one["id"] not in fallen]
        events = [one for one in words if one["kind"] != "signal" and one["id"] not in fallen]
        self.answer(
            name=self.room.folder.name_of(group),
            signals=[line(one) for one in signals],
            answers=[line(one) for one in events],
            fallen=[line(one) for one in goes.fallen],
            finds=_finds(words),
            lock=self.room.books.lock_of(group).on,
        )


def _doubtful(one: dict) -> bool:
    return bool(_finds([one]))


def _finds(records: list[dict]) -> list[dict]:
    """What in the words that leave may point to a person; each text once."""
    texts = dict.fromkeys(
        value
        for one in records
        for name, value in one.items()
        if name not in {"id", "time", "check", "group", "step", "run", "draft", "replaces"}
        and name not in {"target", "kind", "date"}
        and isinstance(value, str)
    )
    found = [(text, find) for text in texts for find in check(text)]
    return [
        {"text": find.text, "kind": DUTCH[find.kind], "reason": find.reason, "whole": text}
        for text, find in found
    ]


@web.stream_request_body
class Exchange(Parcels):
    """One file out, one file in. A file may be larger than other questions are."""

    async def prepare(self):
        self.came = bytearray()
        self.request.connection.set_max_body_size(ASKED_AT_MOST)
        await super().prepare()

    def data_received(self, chunk: bytes) -> None:
        self.came += chunk

    def asked(self) -> dict:
        self.request.body = bytes(self.came)
        return super().asked()

    def get(self) -> None:
        try:
            group, goes = self.parcel()
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        name = quote(f"signalen-{group}-{self.today()}{SUFFIX}")
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(goes.text)

    async def do(self, body: dict) -> None:
        text = body.get("text")
        if not isinstance(text, str):
            raise web.HTTPError(400)
        group = self.group(str(body["group"])) if body.get("group") else self._whose(text)
        came = exchange.unpack(text, group, self.records(group))
        try:
            await self.room.at_desk(self._write, group, came.new)
        except NotSaved as error:
            said = str(error.message).replace("Wat je typte, staat er nog. ", "")
            self.answer(507, message=f"{said} {_AGAIN}")
            return
        finally:
            self.room.changed(group)
        self.answer(
            message=came.sentence,
            aside=exchange.told(came.aside),
            new=len(came.new),
            group={"id": group, "name": self.room.folder.name_of(group)},
        )

    def _whose(self, text: str) -> str:
        """The group the file is of, made when this laptop does not know it; it is chosen."""
        group, name = exchange.whose(text)
        if group not in dict(self.room.folder.groups()):
            try:
                self.room.folder.add_group(name, id=group)
            except ValueError as error:
                raise Refused(str(error)) from None
        self.room.group = group
        return group

    def _write(self, group: str, records: tuple[dict, ...]) -> None:
        for one in records:
            self.room.books.journal(group).append(one)


def routes(room: Room) -> list[tuple]:
    """The addresses of the file that goes and the file that comes."""
    known = {"room": room}
    return [("/api/exchange", Exchange, known), ("/api/exchange/look", Look, known)]
