"""A trainer's own material over HTTP: what there is, copies of the kit's, and keeping up with it.

The same functions as the commands `kit own`, `kit check` and `kit update`.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tornado import web

from kit.actions import CannotDo
from kit.check import check
from kit.content import house_styles
from kit.paths import told_workspace
from kit.room import Room
from kit.server import lab_beside, own_sharing_api, own_sheets_api
from kit.server.own_base import OwnApi
from kit.server.pages import Page
from kit.sharing.undoing import told_last
from kit.workspace import showing
from kit.workspace.changes import Change, changes, in_order, keep, simple, take
from kit.workspace.keeping import EARLIER, CannotChange, why_not
from kit.workspace.things import FOLDERS

MOVED_ON = "Dit veranderde intussen. Kijk het nog een keer na."


class Overview(OwnApi):
    """Where the workspace is, what stands in it, and what of the kit can become one's own."""

    async def look(self) -> None:
        if told_workspace() is None:
            self.answer(folder="")
            return
        folder = self.folder
        title = showing.titles(self.room.content, self.room.workshops)
        own = await self.at_work(showing.own, folder, title)
        offered = await self.at_work(showing.offered, folder, title)
        self.answer(
            folder=str(folder),
            kinds=list(showing.KINDS.items()),
            own=own,
            offered=offered,
            decks=await self.at_work(showing.decks, folder),
            styles=[one.name for one in (await self.at_work(house_styles, (folder,)))[0]],
            package=await self.at_work(told_last, folder),
            opens=self.room.opens,
        )


class Copy(OwnApi):
    """A thing of the kit becomes the trainer's own; what is own already stays as it is."""

    async def do(self, body: dict) -> None:
        folder, key = self.folder, (str(body.get("kind", "")), str(body.get("id", "")))
        (made,) = await self.at_work(showing.copies, folder, [key])
        called = made.thing.called[:1].upper() + made.thing.called[1:]
        where = made.file.relative_to(folder).as_posix()
        told = "was al van jou. Er is niets veranderd." if made.already else "is nu van jou."
        self.answer(message=f"{called} {told}", file=where, already=made.already)


class Open(OwnApi):
    """The workspace, or a folder in it, in the file manager."""

    PLACES = ("", *FOLDERS, own_sheets_api.PLACE, own_sharing_api.PLACE, EARLIER)

    async def do(self, body: dict) -> None:
        folder, place = self.folder, str(body.get("place", ""))
        if place not in self.PLACES:
            raise web.HTTPError(400)
        target = folder / place if place else folder
        if not target.is_dir():
            raise CannotDo(f"Deze map is er niet: {target}.")
        self.answer(folder=str(target), opened=await self.show(target))


# -- keeping up ------------------------------------------------------------------------------------


class Check(OwnApi):
    """What is wrong in the own files, and what the kit changed in what was copied."""

    async def look(self) -> None:
        folder = self.folder
        problems = await self.at_work(check, [folder])
        found = await self.at_work(_changed, folder)
        self.answer(
            problems=[
                {
                    "place": f"{one.file.as_posix()}, regel {one.line}",
                    "message": f"{one.message[:1].upper()}{one.message[1:]}",
                    "remedy": one.remedy,
                    "advice": one.advice,
                }
                for one in problems
            ],
            changes=[showing.shown(one, folder) for one in found],
        )


class Take(OwnApi):
    """Take one change over, let the own words stay, or take over all that clashes with nothing."""

    async def do(self, body: dict) -> None:
        folder = self.folder
        if body.get("all") is True:
            taken, trouble = await self.at_work(_take_simple, folder)
            many = "1 stuk" if taken == 1 else f"{taken} stukken"
            self.answer(message=f"Overgenomen: {many}.", taken=taken, trouble=trouble)
            return
        if not isinstance(body.get("take"), bool):
            raise web.HTTPError(400)
        called = await self.at_work(_decide, folder, str(body.get("key", "")), body["take"])
        done = "is overgenomen." if body["take"] else "bleef zoals jij het had."
        self.answer(message=f"{called} {done}")


def _changed(folder: Path) -> list[Change]:
    return in_order(changes(folder))


def _decide(folder: Path, key: str, wanted: bool) -> str:
    found = {showing.key_of(one): one for one in changes(folder)}
    if key not in found:
        raise CannotDo(MOVED_ON)
    change = found[key]
    try:
        if wanted:
            take(folder, change, theirs=bool(change.clashes))
        else:
            keep(folder, change)
    except (CannotChange, KeyError) as error:
        raise CannotDo(f"Overnemen lukt niet: {why_not(error)}") from error
    return change.called[:1].upper() + change.called[1:]


def _take_simple(folder: Path) -> tuple[int, list[str]]:
    """How many were taken over, and of each that could not be why."""
    taken, trouble = 0, []
    for change in filter(simple, _changed(folder)):
        try:
            take(folder, change)
            taken += 1
        except (CannotChange, KeyError, OSError) as error:
            trouble.append(f"{change.called}: {why_not(error)}")
    return taken, trouble


# -- JupyterLab ------------------------------------------------------------------------------------


class Lab(OwnApi):
    """JupyterLab on the workspace, beside this kit; answers where it is."""

    async def do(self, body: dict) -> None:
        begun = asyncio.get_running_loop().run_in_executor(None, lab_beside.begin, self.folder)
        url = await begun  # it takes seconds: nothing else waits for it
        if not url:
            raise CannotDo(lab_beside.NOT_NOW)
        self.answer(url=url)


def routes(room: Room) -> list[tuple]:
    """The page and its questions; in a rehearsal there is no such page."""
    if room.practice:
        return []
    worker = ThreadPoolExecutor(1, thread_name_prefix="own")
    known = {"room": room, "worker": worker}
    return [
        ("/eigen", Page, {"name": "own.html", "room": room}),
        ("/api/own", Overview, known),
        ("/api/own/copy", Copy, known),
        ("/api/own/open", Open, known),
        ("/api/own/check", Check, known),
        ("/api/own/take", Take, known),
        ("/api/own/lab", Lab, known),
        *own_sharing_api.routes(known),
        *own_sheets_api.routes(known),
    ]
