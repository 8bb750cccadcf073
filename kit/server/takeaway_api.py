"""What a group takes home, over HTTP: first what would leave, then the folder; and the papers.

All papers are made by one thread of their own: the pen stays free for words, and the beamer never
waits. Nothing here keeps a name that is typed for a certificate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from urllib.parse import quote

from tornado import web

from kit import confirm, papers, takeaway
from kit.actions import CannotDo
from kit.confirm import Unsure
from kit.outputs.cards import TooLong
from kit.outputs.leaving import harvest, meetings, seen
from kit.outputs.printed import CannotPrint
from kit.room import LOCKED as LED_TO
from kit.room import Room
from kit.screens.told import spoken_day
from kit.server.pages import page, shut
from kit.server.security import LOCKED, PAGE_POLICY, Closed
from kit.server.series_api import SeriesApi
from kit.takeaway import Choice, Home

READ_FIRST = "Kijk eerst naar wat iemand herkenbaar kan maken, en zet dan het vinkje."
GONE = "Deze map is er niet meer."
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""For the minutes in their frame: nothing but what is in the file itself, and no script."""
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src data:"
"""For a PDF: a browser shows it in a part of its own."""
KINDS = {
    "pdf": ("application/pdf", "inline"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "attachment",
    ),
}


class TakeawayApi(SeriesApi):
    """A question about what one group takes home."""

    def initialize(self, room: Room, worker: ThreadPoolExecutor) -> None:
        super().initialize(room)
        self.worker = worker

    async def at_work(self, work: Callable, *given: object) -> object:
        """Let the thread that makes papers do one thing, and wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, work, *given)

    def home(self, given: str) -> Home:
        """Whose words go home. Raises CannotDo."""
        group = self.group(given)
        self.room.books.journal(group)  # raises while the group is being wiped
        name, words = self.room.folder.name_of(group), self.room.content
        style = self.room.style(group)
        now = datetime.fromtimestamp(self.room.now() / 1000).astimezone()
        return Home(
            group, name, self.room.books.series(group), words, self.room.workshops, now, style
        )

    def choice(self, number: object, parts: object, released: object) -> Choice:
        """What was chosen. Raises CannotDo, or 400 for what no page of ours sends."""
        if not (isinstance(parts, list) and isinstance(released, list)):
            raise web.HTTPError(400)
        if number is not None and (type(number) is not int or number not in self.room.workshops):
            raise CannotDo("Deze workshop is er niet. Kies een andere.")
        known = takeaway.parts().keys()
        return Choice(number, frozenset(map(str, parts)) & known, frozenset(map(str, released)))

    def chosen(self, body: dict) -> tuple[Home, Choice]:
        """Whose and what, of a question in JSON."""
        home = self.home(str(body.get("group", "")))
        return home, self.choice(body.get("workshop"), body.get("parts"), body.get("released"))


class Offer(TakeawayApi):
    """What there is to choose from, before anything is made."""

    def get(self) -> None:
        try:
            home = self.home(self.get_argument("group", ""))
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        held = meetings(home.series, home.workshops)
        folder = self.room.folder.path / home.group
        shown = seen(home.series)
        self.answer(
            name=home.name,
            workshops=[self._workshop(one, home) for one in held],
            last=max(held, key=lambda one: (one.on, one.workshop)).workshop if held else None,
            parts=list(takeaway.parts().items()),
            words=[
                {
                    "id": id,
                    "line": line,
                    "step": step,
                    "workshop": one.workshop,
                    "seen": id in shown,
                }
                for one in held
                for id, line, step in harvest(home.series, one.workshop)
            ],
            made=takeaway.folders(folder)[:3],
            paper=papers.offered(home),
        )

    def _workshop(self, one, home: Home) -> dict:
        known = home.workshops.get(one.workshop)
        title = known.title if known else ""
        return {"number": one.workshop, "title": title, "on": spoken_day(one.on)}


class Look(TakeawayApi):
    """What would leave with this choice: the lists, and what may point to a person."""

    async def do(self, body: dict) -> None:
        home, choice = self.chosen(body)
        found = await self.at_work(takeaway.finds, home, choice)
        shown = await self.at_work(takeaway.lists_shown, home)
        self.answer(finds=found, **shown)


class Preview(TakeawayApi):
    """The minutes as they will leave, for a frame; the address holds ids only, never a word."""

    async def get(self) -> None:
        asked = self.get_argument
        parts, released = (asked(name, "").split(",") for name in ("parts", "released"))
        number = asked("workshop", "")[:9]
        number = int(number) if number.isdecimal() else None
        try:
            home = self.home(asked("group", ""))
            choice = self.choice(number, parts, released)
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        made = await self.at_work(_preview, home, choice)
        self.set_header("Content-Security-Policy", PREVIEW_POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(made)


def _preview(home: Home, choice: Choice) -> bytes:
    from kit.outputs.paper_html import html

    return html(takeaway.minutes(home, choice), home.style)


class Done(TakeawayApi):
    """The button: everything in one folder, once a person has seen what may point to somebody."""

    async def do(self, body: dict) -> None:
        home, choice = self.chosen(body)
        found = await self.at_work(takeaway.finds, home, choice)
        try:
            sure = confirm.weighed(found, body.get("confirmed"))
        except Unsure as unsure:
            self.answer(409, message=READ_FIRST, finds=unsure.finds)
            return
        if sure:
            about = {"about": takeaway.PLACE, "counts": sure}
            await self.room.keep(home.group, confirm.CONFIRMED, choice.workshop, **about)
        wanted = await self.at_work(takeaway.makings, home, choice)
        files = await self.at_work(takeaway.produced, wanted)
        self.room.books.journal(home.group)  # the group may have been wiped meanwhile
        folder = self.room.folder.path / home.group
        folder = takeaway.folder_of(folder, choice.workshop, home.today)
        made = await self.room.at_desk(takeaway.put, folder, files)
        whole = any(not one.trouble for one in made)
        opened = whole and await self.opened(folder)
        self.answer(
            folder=str(folder), name=folder.name, files=list(map(vars, made)), opened=opened
        )

    async def opened(self, folder) -> bool:
        if not self.room.opens:
            return False
        return bool(await self.at_work(takeaway.show, folder))


class Open(Done):
    """A folder that was made, in the file manager."""

    async def do(self, body: dict) -> None:
        group = self.group(str(body.get("group", "")))
        folder, name = self.room.folder.path / group, str(body.get("name", ""))
        if name not in takeaway.folders(folder):
            raise CannotDo(GONE)
        folder = folder / takeaway.PLACE / name
        self.answer(folder=str(folder), opened=await self.opened(folder))


# -- on paper ------------------------------------------------------------------------------------


class Paper(TakeawayApi):
    """A paper that holds no words of the group: in a tab of its own, or as a file for Word."""

    async def get(self, what: str) -> None:
        if what in papers.PRIVATE:
            raise web.HTTPError(404)
        given = self.request.query_arguments.items()
        asked = {name: values[-1].decode(errors="replace") for name, values in given}
        try:
            home = self.home(asked.pop("group", ""))
            made = await self.at_work(partial(papers.made, home, what, asked))
        except (CannotDo, CannotPrint, TooLong) as refusal:
            self.set_status(400)
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(_calm(str(refusal)))
            return
        self.send(made)

    def send(self, made: papers.Printed) -> None:
        """A finished paper as the browser shows or keeps it."""
        kind, manner = KINDS[made.name.rpartition(".")[2]]
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f"{manner}; filename*=utf-8''{quote(made.name)}")
        self.set_header("Content-Security-Policy", PDF_POLICY)
        self.finish(made.data)


class Private(Paper):
    """A paper with words in it that no address may hold: a name, or what the group said."""

    async def do(self, body: dict) -> None:
        home, asked = self.home(str(body.get("group", ""))), body.get("asked")
        what = str(body.get("what", ""))
        if not isinstance(asked, dict) or what not in papers.PRIVATE:
            raise web.HTTPError(400)
        words = {str(name): str(value) for name, value in asked.items()}
        try:
            if what == "overdracht":
                await self.weigh(home, words, body.get("confirmed"))
            self.send(await self.at_work(papers.made, home, what, words))
        except Unsure as unsure:
            self.answer(409, message=READ_FIRST, finds=unsure.finds)
        except (CannotPrint, TooLong) as refusal:
            self.answer(400, message=str(refusal))

    async def weigh(self, home: Home, asked: dict, confirmed: object) -> None:
        """Raises Unsure until a person has seen what may point to somebody; keeps how many."""
        found = await self.at_work(papers.finds, home, "overdracht", asked)
        if sure := confirm.weighed(found, confirmed):
            about = {"about": "overdracht", "counts": sure}
            await self.room.keep(home.group, confirm.CONFIRMED, None, **about)


def _calm(message: str) -> str:
    from html import escape

    return LOCKED.format(title="Dit kun je nu niet printen", text=escape(message))


# -- the page ------------------------------------------------------------------------------------


class Page(Closed):
    """The page itself; never on the beamer."""

    def initialize(self, room: Room) -> None:
        self.room = room

    @property
    def content_security_policy(self) -> str:
        return PAGE_POLICY

    async def get(self) -> None:
        if self.get_argument("group", "") not in dict(self.room.folder.groups()):
            self.redirect("/")
            return
        if shut(self.room, self.get_argument("group", "")):
            self.redirect(LED_TO)
            return
        assert self.xsrf_token  # sets the cookie that the page sends back with each change
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page("takeaway.html", "takeaway"))


def routes(room: Room) -> list[tuple]:
    """The page, its questions, and the papers."""
    worker = ThreadPoolExecutor(1, thread_name_prefix="papers")  # typst does one at a time
    known = {"room": room, "worker": worker}
    return [
        ("/meenemen", Page, {"room": room}),
        ("/meenemen/verslag", Preview, known),
        ("/api/takeaway", Done, known),
        ("/api/takeaway/offer", Offer, known),
        ("/api/takeaway/look", Look, known),
        ("/api/takeaway/open", Open, known),
        ("/api/takeaway/paper", Private, known),
        (r"/papier/([a-z-]{1,30})", Paper, known),
    ]
