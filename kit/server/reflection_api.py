"""What the page of the personal reflection asks: read, write, wipe, and take along to a workshop.

Texts leave the private folder in one place only, `Take`, and only after a person confirmed what
the privacy check left.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime

from tornado import web

from kit import confirm, forms
from kit.forms import MAX_TEXT, Refused, checked
from kit.journal import NotSaved, record
from kit.privacy import DUTCH
from kit.reflections import Reflection, Reflections
from kit.room import Room
from kit.screens.told import spoken_day
from kit.server.series_api import SeriesApi
from kit.views import clock_time, local

STEP = "reflectie"
"""What a record says about where it was written."""
READ_FIRST = "Lees het eerst na, en vink aan dat dit niemand aanwijst."
FORMS = {one["id"]: one for one in forms.ALWAYS if one["id"] in {"reflection", "signal"}}


class PrivateApi(SeriesApi):
    """A question about the reflections of this laptop; one thread does the writing."""

    @property
    def kept(self) -> Reflections:
        def now() -> datetime:
            return datetime.fromtimestamp(self.room.now() / 1000, UTC)

        return Reflections(self.room.folder.path, now)

    def spoken(self, moment: str) -> str:
        """A moment as 3 november, 14:07; with its year when that is not this one."""
        day = local(moment)
        year = f" {day.year}" if day.year != self.today().year else ""
        return f"{spoken_day(day.date())}{year}, {clock_time(moment)}"

    def whole(self, one: Reflection) -> dict:
        """A reflection with its words."""
        names = dict(self.room.folder.groups())
        taken = [
            {**t, "name": names.get(t["group"], t["group"]), "on": self.spoken(t["when"])}
            for t in one.taken
        ]
        return {**asdict(one), **self.line(one), "taken": taken}

    def line(self, one: Reflection) -> dict:
        """A reflection without its words: when, how far, and until when."""
        until = f"{spoken_day(one.until)} {one.until[:4]}"
        known = {"id": one.id, "on": self.spoken(one.started), "filled": len(one.texts)}
        return known | {"until": until, "keep": one.keep, "here": one.here}


class Shelf(PrivateApi):
    """All reflections without a word of what is in them; what is due is wiped first."""

    async def get(self) -> None:
        trouble = ""
        try:
            await self.room.at_desk(self.kept.tidy)
        except NotSaved as error:
            trouble = error.message
        try:
            every = await self.room.at_desk(self.kept.all)
        except OSError:
            every, trouble = [], "De reflecties zijn nu niet te lezen. Laad de pagina opnieuw."
        self.answer(
            reflections=[self.line(one) for one in every],
            group=self.room.group or "",
            groups=[list(group) for group in self.room.folder.groups()],
            wiped=[{**row, "on": spoken_day(row["day"])} for row in self.kept.wiped()],
            damaged=self.kept.damaged(),
            trouble=trouble,
        )


class One(PrivateApi):
    """One reflection: its words, and each change of them."""

    async def get(self) -> None:
        try:
            one = await self.room.at_desk(self.kept.get, self.get_argument("id", ""))
        except (Refused, OSError) as error:
            said = str(error) if isinstance(error, Refused) else "Deze reflectie is niet te lezen."
            self.answer(400, message=said)
            return
        self.answer(reflection=self.whole(one))

    async def do(self, body: dict) -> None:
        given = {k: v for k, v in body.items() if k not in {"id", "fresh"}}
        if not set(given) <= {"texts", "cards", "here", "taking", "keep"}:
            raise web.HTTPError(400)
        id, fresh = str(body.get("id", "")), body.get("fresh") is True
        one = await self.room.at_desk(lambda: self.kept.write(id, fresh, **given))
        now = datetime.fromtimestamp(self.room.now() / 1000, UTC).isoformat()
        self.answer(time=clock_time(now), reflection=self.line(one))


class Wipe(PrivateApi):
    """One reflection goes, or the files that cannot be read."""

    async def do(self, body: dict) -> None:
        if body.get("damaged") is True:
            await self.room.at_desk(self.kept.wipe_damaged)
        else:
            await self.room.at_desk(self.kept.wipe, str(body.get("id", "")))
        self.answer()


class Look(PrivateApi):
    """What in a text may point to a person; the text is looked through and not kept."""

    async def do(self, body: dict) -> None:
        text = body.get("text")
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise Refused(f"Dit is te lang (meer dan {MAX_TEXT} tekens). Kort het in.")
        found = confirm.finds(FORMS["reflection"], {"text": text})
        self.answer(finds=[{**one, "called": DUTCH[one["kind"]]} for one in found])


class Take(PrivateApi):
    """A reflection or a signal for a group, in words that were looked through and confirmed.

    The confirmation is written first: never words without it.
    """

    async def do(self, body: dict) -> None:
        group, kind = self.group(str(body.get("group", ""))), str(body.get("kind", ""))
        given = body.get("fields")
        if kind not in FORMS or not isinstance(given, dict):
            raise web.HTTPError(400)
        one = await self.room.at_desk(self.kept.get, str(body.get("id", "")))
        fields = checked(FORMS[kind], given)
        if body.get("read") is not True:
            raise Refused(READ_FIRST)
        left = confirm.sure(FORMS[kind], fields, body.get("confirmed"))
        made = await self.keep(group, kind, one.id, fields, left)
        with suppress(NotSaved, Refused):  # the words are on the disk; this only remembers it
            await self.room.at_desk(self.kept.took, one.id, kind, group, made["draft"])
        name = self.room.folder.name_of(group)
        self.answer(id=made["id"], time=clock_time(made["time"]), name=name)

    async def keep(self, group: str, kind: str, id: str, fields: dict, left: dict) -> dict:
        """The record of these words; asked twice (an answer got lost) it is one record."""
        said = "\n".join((id, kind, group, fields["text"]))
        draft = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        for word in self.room.books.series(group).words:
            if (word["kind"], word.get("draft")) == (kind, draft):
                return word
        made = record(kind, group, None, STEP, draft=draft, **fields)
        about = {"about": kind, "target": made["id"], "counts": left}
        confirmed = record(confirm.CONFIRMED, group, None, STEP, **about)
        try:
            for one in (confirmed, made):
                await self.room.at_desk(self.room.books.journal(group).append, one)
        finally:
            self.room.changed(group)
        return made


def routes(room: Room) -> list[tuple]:
    """Every address of the personal reflection."""
    known = {"room": room}
    return [
        ("/api/reflections", Shelf, known),
        ("/api/reflection", One, known),
        ("/api/reflection/wipe", Wipe, known),
        ("/api/reflection/look", Look, known),
        ("/api/reflection/take", Take, known),
    ]
