"""Packages over HTTP: what would go along and then the zip; what would come in and then that.

The same functions as `kit pack-content` and `kit add-content`. What was looked at is what goes or
comes: other bytes than were shown are refused.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tornado import web

from kit.actions import CannotDo
from kit.server.own_base import OwnApi
from kit.server.uploads import NOT_WHOLE, Upload
from kit.sharing import adding, undoing
from kit.sharing.archive import MAX_TOTAL, unpack
from kit.sharing.package import Package, opened, plain, visible
from kit.sharing.packing import Packed, collect, named, put
from kit.workspace.keeping import CannotChange
from kit.workspace.things import Thing

PLACE = "pakketten"
"""The folder in the workspace where packages are put."""
MANY = 60
MOST_CODE = 500_000
"""Letters of code that a person can be asked to read; more is never let in from here."""
NOTHING = "Er is nog niets van jezelf om in te pakken. Maak eerst een eigen versie van iets."
READ_FIRST = "Lees eerst na wat naar een persoon kan wijzen, en zet dan het vinkje."
CHANGED = "Dit bestand is anders dan net. Kijk opnieuw wat erin zit."
NOT_UNDONE = "Weghalen lukt nu niet. Sluit andere programma’s en probeer het opnieuw."


class Packing(OwnApi):
    """What would go in a package of one's own, before it is made."""

    async def look(self) -> None:
        packed = await self.at_work(collect, self.folder)
        self.answer(
            files=sorted(packed.files),
            left=list(packed.left),
            finds=list(packed.finds),
            seen=_seen(packed),
        )

    async def do(self, body: dict) -> None:
        folder = self.folder
        about = {
            "version": _line(body, "version") or "1.0",
            "licence": _line(body, "licence"),
            "maker": _line(body, "maker"),
        }
        packed = await self.at_work(collect, folder)
        if not packed.files:
            raise CannotDo(NOTHING)
        if packed.finds and body.get("seen") != _seen(packed):
            self.answer(409, message=READ_FIRST, finds=list(packed.finds), seen=_seen(packed))
            return
        place = folder / PLACE
        made = await self.at_work(_made, place / named(folder, about["version"]), packed, about)
        many = len(packed.files)
        self.answer(
            message=f"Je pakket staat klaar: {made.name}",
            about=f"{many} {'bestand' if many == 1 else 'bestanden'}, versie {about['version']}.",
            file=f"{PLACE}/{made.name}",
            licence=bool(about["licence"]),
            opened=await self.show(place),
        )


def _line(body: dict, name: str) -> str:
    return plain(body.get(name) or "")


def _made(wanted: Path, packed: Packed, about: dict[str, str]) -> Path:
    wanted.parent.mkdir(exist_ok=True)
    return put(wanted, packed, about)


def _seen(packed: Packed) -> str:
    """What names these finds: a tick is for what stood there."""
    return hashlib.sha256("\n".join(packed.finds).encode()).hexdigest()


# -- from elsewhere --------------------------------------------------------------------------------


class Look(Upload):
    """What is in a package, what of it would come in, and the code that must be agreed to."""

    largest = MAX_TOTAL

    async def do(self, body: dict) -> None:
        folder, renamed = self.folder, _renamed(body)
        said = await self.at_work(_told, folder, self.file, self.place / "uit", renamed)
        self.answer(seen=self.seen, **said)


class Add(Upload):
    """The package comes in, as it was shown; never over anything."""

    largest = MAX_TOTAL

    async def do(self, body: dict) -> None:
        folder, renamed = self.folder, _renamed(body)
        if body.get("seen") != self.seen:
            raise CannotDo(CHANGED if body.get("seen") else NOT_WHOLE)
        trust = body.get("trust") is True
        made = await self.at_work(_bring, folder, self.file, self.place / "uit", renamed, trust)
        self.answer(
            message="Ingelezen." if made.brought else "Er is niets ingelezen.",
            comes=made.comes,
            stays_out=[visible(one) for one in made.stays_out],
            brought=bool(made.brought),
            package=await self.at_work(undoing.told_last, folder),
        )


class Undo(OwnApi):
    """Take out what the last package brought; what was changed since then stays."""

    async def do(self, body: dict) -> None:
        folder = self.folder
        record = await self.at_work(undoing.last, folder)
        if record is None:
            raise CannotDo("Er is geen pakket om ongedaan te maken.")
        try:
            gone, stays = await self.at_work(undoing.undo, folder, record)
        except (ValueError, KeyError, TypeError, CannotChange) as error:
            raise CannotDo(NOT_UNDONE) from error
        package = await self.at_work(undoing.told_last, folder)
        message = "Het pakket is weer weg."
        self.answer(message=message, gone=gone, stays=stays, package=package)


def _renamed(body: dict) -> dict[str, str]:
    """Another id for what the trainer already has, by the word for the thing."""
    given = body.get("renamed", {})
    if not isinstance(given, dict):
        raise web.HTTPError(400)
    known = {str(old)[:80]: str(new).strip()[:80] for old, new in given.items()}
    return {old: new for old, new in known.items() if new}


def _open(file: Path, place: Path) -> Package:
    place.mkdir()
    return opened(place, unpack(file, place))


def _bring(
    folder: Path, file: Path, place: Path, renamed: dict[str, str], trust: bool
) -> adding.Plan:
    package = _open(file, place)
    without = frozenset() if trust and _can_be_read(package) else _foreign(package)
    made = adding.plan(folder, package, renamed, without)
    if made.brought:
        adding.bring(folder, package, made)
    return made


def _can_be_read(package: Package) -> bool:
    """Whether there is so little code in it that somebody can have read it all."""
    return sum(len(one.text) for one in package.foreign) <= MOST_CODE


def _foreign(package: Package) -> frozenset[str]:
    """The notebooks with code that is no step."""
    return frozenset(one.notebook for one in package.foreign)


def _told(folder: Path, file: Path, place: Path, renamed: dict[str, str]) -> dict:
    package = _open(file, place)
    without = adding.plan(folder, package, renamed, _foreign(package))
    whole = adding.plan(folder, package, renamed, frozenset())
    return {
        "about": package.about,
        "without": _plan(without),
        "whole": _plan(whole),
        "problems": [visible(one) for one in package.problems[:MANY]],
        "foreign": [
            {"place": f"{plain(one.notebook)}, cel {one.cell}", "text": visible(one.text)}
            for one in (package.foreign if _can_be_read(package) else ())
        ],
        "too_much": not _can_be_read(package),
        "taken": [_taken(one, renamed) for one in adding.taken_ids(folder, package)],
    }


def _plan(made: adding.Plan) -> dict:
    return {"comes": made.comes, "stays_out": [visible(one) for one in made.stays_out]}


def _taken(thing: Thing, renamed: dict[str, str]) -> dict:
    """What the trainer has already under this id, and what it could be called instead."""
    word, example = adding.another(thing)
    called = plain(thing.called)
    return {
        "word": word,
        "called": called[:1].upper() + called[1:],
        "example": example,
        "given": renamed.get(word, ""),
    }


def routes(known: dict) -> list[tuple]:
    """The addresses of packages."""
    return [
        ("/api/own/pack", Packing, known),
        ("/api/own/package/look", Look, known),
        ("/api/own/package/add", Add, known),
        ("/api/own/package/undo", Undo, known),
    ]
