"""Own decks to a spreadsheet and back over HTTP: first what would change, then the deck.

The same functions as `kit deck`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tornado import web

from kit.actions import CannotDo
from kit.content.writing import Entry, Value
from kit.deck_changes import Coming, coming, counted, counts, filled, new_file, suit_in, take
from kit.server.own_base import OwnApi
from kit.server.uploads import NOT_WHOLE, Upload
from kit.sheets.reading import KINDS, MAX_BYTES, Unreadable, read_bytes
from kit.workspace.making import deck_file
from kit.workspace.showing import decks
from kit.workspace.telling import beside

PLACE = "rekenbladen"
"""The folder in the workspace where sheets are put."""
CHANGED = "Dit bestand is anders dan net, of je kaarten veranderden. Kies het nog een keer."
NOT_A_SHEET = "is geen .xlsx of .csv. Bewaar het zo vanuit je rekenprogramma."


class Fill(OwnApi):
    """An own deck as a sheet, in a folder that opens; what is there stays."""

    async def do(self, body: dict) -> None:
        folder, file, kind = self.folder, str(body.get("file", "")), str(body.get("kind", ""))
        if kind not in KINDS:
            raise web.HTTPError(400)
        known = await self.at_work(decks, folder)
        if file not in [one["file"] for one in known]:
            raise CannotDo("Deze kaarten zijn er niet meer. Laad deze pagina opnieuw.")
        made, sheet = await self.at_work(_fill, folder, folder / file, kind)
        source = Path(file).name
        self.answer(
            message=f"{counted(sheet.cards)} in {made.name}".capitalize(),
            file=f"{PLACE}/{made.name}",
            left=[
                f"Het veld '{name}' komt niet mee; in {source} blijft het staan."
                for name in sheet.left
            ],
            opened=await self.show(folder / PLACE),
        )


def _fill(folder: Path, source: Path, kind: str):
    name = f"{source.stem}{kind}"
    sheet = filled(source, name, date.today())
    return new_file(folder / PLACE / name, sheet.made), sheet


# -- back ------------------------------------------------------------------------------------------


class Sheet(Upload):
    """A sheet that was chosen: what its rows would change, card by card."""

    largest = MAX_BYTES

    async def do(self, body: dict) -> None:
        folder = self.folder
        deck = await self.at_work(_coming, folder, self.file, body["name"], body.get("remove"))
        self.answer(seen=_seen(self.seen, deck), **_told(folder, deck))


class Keep(Upload):
    """The rows go into the own deck, as was shown; a copy of how it was stays beside it."""

    largest = MAX_BYTES

    async def do(self, body: dict) -> None:
        folder = self.folder
        if not body.get("seen"):
            raise CannotDo(NOT_WHOLE)
        deck, copy = await self.at_work(
            _keep, folder, self.file, body["name"], body.get("remove"), self.seen, body["seen"]
        )
        where = deck.to.relative_to(folder).as_posix()
        message = f"{counts(deck) if deck.was is not None else counted(len(deck.after))}"
        self.answer(message=f"Overgenomen in {where}: {message}.", copy=copy.name if copy else "")


def _coming(folder: Path, file: Path, name: str, remove: object) -> Coming:
    if not name.lower().endswith(KINDS):
        raise Unreadable(f"{name} {NOT_A_SHEET}")
    sheets = read_bytes(file.read_bytes(), name)
    return coming(sheets, name, deck_file(folder, suit_in(sheets, name)), remove is True)


def _keep(folder: Path, file: Path, name: str, remove: object, known: str, seen: object):
    deck = _coming(folder, file, name, remove)
    if seen != _seen(known, deck):
        raise CannotDo(CHANGED)
    return deck, None if deck.same else take(deck)


def _seen(known: str, deck: Coming) -> str:
    """What names these very rows and the deck they were shown beside."""
    return f"{known}-{hash_of(deck.was)}-{hash_of(deck.made)}"


def hash_of(text: bytes | None) -> str:
    """A short name for these bytes."""
    return hashlib.sha256(text or b"").hexdigest()[:16]


def _told(folder: Path, deck: Coming) -> dict:
    return {
        "file": deck.to.relative_to(folder).as_posix(),
        "existing": deck.was is not None,
        "same": deck.same,
        "counts": counts(deck) if deck.was is not None else counted(len(deck.after)),
        "fresh": [{"id": id, "question": _text(deck.after[id].get("vraag"))} for id in deck.fresh],
        "changed": [
            {"id": id, "fields": _fields(deck.before[id], deck.after[id])} for id in deck.changed
        ],
        "gone": list(deck.gone),
        "remarks": list(deck.remarks),
    }


def _fields(before: Entry, after: Entry) -> list[dict]:
    """The fields of a card that become other, each side by side."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [
        {"name": name, "rows": beside(_text(before.get(name)), _text(after.get(name)))}
        for name in names
    ]


def _text(value: Value | None) -> str | None:
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {text}" for name, text in value.items())
    return "\n".join(value) if isinstance(value, tuple) else value


def routes(known: dict) -> list[tuple]:
    """The addresses of spreadsheets."""
    return [
        ("/api/own/sheet", Fill, known),
        ("/api/own/sheet/look", Sheet, known),
        ("/api/own/sheet/keep", Keep, known),
    ]
