"""What the pages ask of the room, as JSON: actions, words to keep, groups and folders."""

from __future__ import annotations

import json
from pathlib import Path

from tornado import web

from kit import browse, confirm, locked, views
from kit.actions import CannotDo
from kit.confirm import Unsure
from kit.folder import Folder
from kit.forms import LONGEST_FORM, Refused
from kit.journal import NotSaved
from kit.room import Room
from kit.server.security import Closed
from kit.table import Table


class Api(Closed):
    """The manner of every question: JSON in, JSON out, a Dutch sentence when it cannot be done."""

    def initialize(self, room: Room) -> None:
        self.room = room

    async def prepare(self):
        await super().prepare()
        self.request.connection.stream.set_nodelay(True)

    def asked(self) -> dict:
        """The body as a dictionary; raises 400 when it is none."""
        try:
            body = json.loads(self.request.body or b"{}")
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise web.HTTPError(400)
        return body

    def answer(self, status: int = 200, **said: object) -> None:
        """Finish with what there is to say."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"ok": status == 200, **said}, ensure_ascii=False))

    async def post(self) -> None:
        try:
            await self.do(self.asked())
        except (CannotDo, Refused) as refusal:
            self.answer(400, message=str(refusal))
        except Unsure as unsure:
            self.answer(409, message=str(unsure), finds=unsure.finds)
        except NotSaved as error:
            self.answer(507, message=str(error.message))

    def locked(self, body: dict) -> str:
        """The group this is about when it is locked now, and its page can still send words."""
        group, number = str(body.get("group", "")), body.get("workshop")
        known = type(number) is int and number in self.room.workshops
        known = known and group in dict(self.room.folder.groups())
        return group if known and self.room.books.lock_of(group).closed else ""

    def table(self, body: dict) -> Table:
        """The table this is about."""
        number = body.get("workshop")
        return self.room.table(str(body.get("group", "")), number if isinstance(number, int) else 0)


def form_name(body: dict) -> str:
    """The form that words are of. Raises Refused: a name that is cut off leads to nothing."""
    if len(form := str(body.get("form", ""))) <= LONGEST_FORM:
        return form
    raise Refused(
        f"De naam van dit formulier is te lang (meer dan {LONGEST_FORM} tekens). Geef de casus in "
        "zijn bestand een korter id."
    )


class Do(Api):
    """One action: next, previous, pause … A beamer window may ask too, for what is on it."""

    async def do(self, body: dict) -> None:
        action = str(body.get("action", ""))
        if "group" in body:
            table = self.table(body)
        elif self.room.current and (action in FROM_BEAMER or body.get("now")):
            table = self.room.current
        else:
            raise CannotDo("Open eerst een workshop op de startpagina.")
        skip = {"action", "group", "workshop", "now"}
        table.do(action, {k: v for k, v in body.items() if k not in skip})
        self.answer()


FROM_BEAMER = {"next", "previous", "blank", "follow_ups", "write", "play", "stop", "player"}
"""What a clicker may do while the beamer window has the keyboard, and what its player says."""


class Save(Api):
    """Words: answered with ok only after they are on the disk."""

    async def do(self, body: dict) -> None:
        fields = body.get("fields")
        if not isinstance(fields, dict):
            raise web.HTTPError(400)
        kind, draft = str(body.get("kind", "")), str(body.get("draft") or "")[:64]
        seen = body.get("confirmed")
        if group := self.locked(body):
            asked = {"kind": kind, "fields": fields, "draft": draft, "confirmed": seen}
            asked["replaces"] = str(body.get("replaces") or "")
            kept = await locked.take_in(self.room, group, int(body["workshop"]), asked)
            self.answer(id=kept["id"], time=views.clock_time(kept["time"]), where="")
            return
        table = self.table(body)
        made = await table.save(kind, fields, draft, str(body.get("replaces") or ""), seen)
        where = table.elsewhere(made)
        self.answer(id=made["id"], time=views.clock_time(made["time"]), where=where)


class Code(Api):
    """The code of a printed slip: its form opens; without a code it closes."""

    async def do(self, body: dict) -> None:
        self.answer(form=self.table(body).open_slip(str(body.get("code", ""))[:40].strip()))


class Privacy(Api):
    """What may point to a person in what is being typed; nothing of it is kept here."""

    async def do(self, body: dict) -> None:
        fields, (kind, _, about) = body.get("fields"), str(body.get("kind", "")).partition("@")
        if not isinstance(fields, dict):
            raise web.HTTPError(400)
        table = self.table(body)
        older = {"kind": kind} if body.get("replaces") else None
        self.answer(finds=confirm.finds(table.form(kind, about, older), fields))


class Draft(Api):
    """What is being typed, kept before anyone presses a button."""

    async def do(self, body: dict) -> None:
        fields, form = body.get("fields"), form_name(body)
        if not isinstance(fields, dict) or not form:
            raise web.HTTPError(400)
        if group := self.locked(body):
            await locked.keep_draft(self.room, group, int(body["workshop"]), form, fields)
        else:
            await self.table(body).keep_draft(form, fields)
        self.answer()


class Mark(Api):
    """Withdraw a line, or put it back."""

    def initialize(self, room: Room, kind: str) -> None:
        super().initialize(room)
        self.kind = kind

    async def do(self, body: dict) -> None:
        await self.table(body).mark(self.kind, str(body.get("id", "")))
        self.answer()


class Start(Api):
    """The start page: where the group stands and what to do now."""

    async def get(self) -> None:
        await self.room.leave_finished()
        self.answer(**views.start(self.room))


class Case(Api):
    """The case of the workshop that is open now, for the notebook's own tools."""

    def get(self) -> None:
        table = self.room.current
        self.answer(case=table.session.picks.case if table else "")


class Browse(Api):
    """The cards as this group marks them, for the notebook's own tools."""

    async def get(self) -> None:
        asked = self.get_argument
        try:
            at = browse.where(self.room, asked("group", ""), asked("workshop", ""))
            marks = browse.look(self.room, at)
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        self.answer(**marks)


class Favourite(Api):
    """A card kept ready for a workshop, or no longer."""

    async def do(self, body: dict) -> None:
        at = browse.where(self.room, str(body.get("group", "")), body.get("workshop"))
        await browse.favour(self.room, at, str(body.get("card", "")), bool(body.get("on")))
        self.answer(**browse.look(self.room, at))


class NewGroup(Api):
    """A municipality begins its series."""

    async def do(self, body: dict) -> None:
        name = " ".join(str(body.get("name", "")).split())
        known = {n.casefold(): g for g, n in self.room.folder.groups()}
        try:
            self.room.group = known.get(name.casefold()) or self.room.folder.add_group(name)
        except ValueError as error:
            raise CannotDo(str(error)) from None
        name = self.room.folder.name_of(self.room.group)
        self.answer(group={"id": self.room.group, "name": name})


class ChooseGroup(Api):
    """Another group on the same laptop."""

    async def do(self, body: dict) -> None:
        group = str(body.get("id", ""))
        if group not in dict(self.room.folder.groups()):
            raise CannotDo("Deze groep is er niet.")
        self.room.group = group
        self.answer()


class Open(Api):
    """Start a workshop, or go on where it was."""

    async def do(self, body: dict) -> None:
        group, number = self.room.group or "", body.get("workshop")
        if not group:
            groups = self.room.folder.groups()
            group = groups[0][0] if len(groups) == 1 else ""
        variant = body.get("variant")
        table = self.room.open(
            group,
            number if isinstance(number, int) else 0,
            variant if isinstance(variant, int) else 0,
            fresh=not body.get("resume"),
        )
        if not body.get("resume"):
            table.become(table.session, "opened")
        self.answer(url=f"/workshop/{table.workshop.number}?group={table.group}")


class OtherFolder(Api):
    """Go on in another folder when the disk says no."""

    async def do(self, body: dict) -> None:
        path = str(body.get("path", "")).strip().strip('"')
        if not path:
            raise CannotDo("Vul de map in waar je verder wilt bewaren.")
        await self.room.move_to(Folder(Path(path).expanduser().absolute()))
        self.answer(folder=str(self.room.folder.path))


def routes(room: Room) -> list[tuple]:
    """Every address of the JSON side."""
    known = {"room": room}
    return [
        ("/api/do", Do, known),
        ("/api/save", Save, known),
        ("/api/draft", Draft, known),
        ("/api/code", Code, known),
        ("/api/privacy", Privacy, known),
        ("/api/withdraw", Mark, {**known, "kind": "withdrawn"}),
        ("/api/restore", Mark, {**known, "kind": "restored"}),
        ("/api/start", Start, known),
        ("/api/case", Case, known),
        ("/api/browse", Browse, known),
        ("/api/favourite", Favourite, known),
        ("/api/group", NewGroup, known),
        ("/api/group/choose", ChooseGroup, known),
        ("/api/open", Open, known),
        ("/api/folder", OtherFolder, known),
    ]
