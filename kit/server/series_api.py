"""What the pages about a whole series ask, as JSON: all that stands, answers, plans and drafts."""

from __future__ import annotations

from datetime import date, datetime

from tornado import web

from kit import answers, confirm
from kit.actions import CannotDo
from kit.drafts import DESK, Drafts
from kit.forms import MAX_TEXT, Refused
from kit.overview import overview, thread_of
from kit.planning import fact_fields
from kit.room import Room
from kit.series import FACTS, Series
from kit.server.api import Api, form_name
from kit.views import clock_time


class SeriesApi(Api):
    """A question about one group, outside any bijeenkomst."""

    in_the_dark = False
    """Whether this can be answered of a locked group too."""

    def group(self, given: str) -> str:
        """The group this is about. Raises CannotDo, also while it is locked."""
        if given not in dict(self.room.folder.groups()):
            raise CannotDo("Deze groep is er niet. Kies een groep op de startpagina.")
        if not self.in_the_dark:
            self.room.books.opened(given)
        return given

    def today(self) -> date:
        return datetime.fromtimestamp(self.room.now() / 1000).astimezone().date()

    def drafts(self, group: str) -> Drafts:
        """The one keeper of this group's unfinished words outside a workshop."""
        return self.room.books.desk(group)


class Asked(SeriesApi):
    """A question that changes nothing; `tell` answers it for a group that is there."""

    def get(self) -> None:
        try:
            group = self.group(self.get_argument("group", ""))
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        self.tell(group, self.room.books.series(group))

    def tell(self, group: str, series: Series) -> None:
        raise NotImplementedError


class Whole(Asked):
    """All that stands of a series, and what was being typed about it."""

    def tell(self, group: str, series: Series) -> None:
        said = overview(series, self.today())
        said["group"] = {"id": group, "name": self.room.folder.name_of(group)}
        self.answer(**said, drafts=self.drafts(group).get(DESK))


class Follow(SeriesApi):
    """An answer to a signal, a look back on an agreement, a parked point taken up."""

    async def do(self, body: dict) -> None:
        group, given = self.group(str(body.get("group", ""))), body.get("fields")
        if not isinstance(given, dict):
            raise web.HTTPError(400)
        kind = str(body.get("kind", ""))
        thread = thread_of(self.room.books.series(group), str(body.get("target", "")))
        seen = body.get("seen")
        fields = answers.fields(kind, thread, given, seen if isinstance(seen, list) else None)
        left = confirm.sure(answers.form(kind, thread), given, body.get("confirmed"))
        draft = str(body.get("draft") or "")[:64]
        extra = {"draft": draft} if draft else {}
        extra |= {"run": thread.run, "step": thread.record["step"]} if kind == "signal" else {}
        workshop = thread.workshop if kind == "signal" else None
        made = await self.room.keep(group, kind, workshop, **fields, **extra)
        if left:
            about = {"about": kind, "target": made["id"], "counts": left}
            await self.room.keep(group, confirm.CONFIRMED, workshop, **about)
        await self.room.at_desk(self.drafts(group).drop, DESK, f"{kind}@{thread.id}")
        self.answer(id=made["id"], time=clock_time(made["time"]))


class FactApi(SeriesApi):
    """A plan, who comes, an item of the checklist: the last one said counts."""

    async def do(self, body: dict) -> None:
        group, kind = self.group(str(body.get("group", ""))), str(body.get("kind", ""))
        given, number = body.get("fields"), body.get("workshop")
        if kind not in FACTS or not isinstance(given, dict):
            raise web.HTTPError(400)
        if any(len(str(v)) > MAX_TEXT for v in given.values()):
            raise Refused(f"Dit is te lang (meer dan {MAX_TEXT} tekens). Kort het in.")
        workshop = number if type(number) is int else None
        kept = fact_fields(kind, workshop, given)
        made = await self.room.keep(group, kind, workshop, **kept)
        self.answer(id=made["id"], time=clock_time(made["time"]))


class DeskState(SeriesApi):
    """What the page around a notebook shows: the group's name and whether its notebook lives."""

    def get(self) -> None:
        id = self.get_argument("group", "")
        name = dict(self.room.folder.groups()).get(id)
        notebook = self.room.notebooks.get(f"{self.get_argument('name', '')}.ipynb", "none")
        locked = bool(name) and self.room.books.lock_of(id).closed
        said = {"id": id, "name": name} if name else None
        self.answer(group=said, notebook=notebook, locked=locked)


class DeskDraft(SeriesApi):
    """What is being typed on one of these pages."""

    async def do(self, body: dict) -> None:
        group, form = self.group(str(body.get("group", ""))), form_name(body)
        given = body.get("fields")
        if not isinstance(given, dict) or not form:
            raise web.HTTPError(400)
        words = {k: v for k, v in given.items() if v not in ("", None, [])}
        drafts = self.drafts(group)
        if words:
            await self.room.at_desk(drafts.keep, DESK, form, words)
        elif form in drafts.get(DESK):
            await self.room.at_desk(drafts.drop, DESK, form)
        self.answer()


def routes(room: Room) -> list[tuple]:
    """Every address of the pages about a series."""
    known = {"room": room}
    return [
        ("/api/series", Whole, known),
        ("/api/follow", Follow, known),
        ("/api/fact", FactApi, known),
        ("/api/desk", DeskState, known),
        ("/api/desk-draft", DeskDraft, known),
    ]
