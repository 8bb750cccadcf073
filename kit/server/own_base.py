"""What every question about a trainer's own material has: their folder, a thread, Dutch refusals.

All of it is done by one thread of its own, one thing at a time: the pen stays free for words, the
pages never wait, and no two changes of one file meet.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from kit.actions import CannotDo
from kit.content.writing import CannotRewrite
from kit.deck_changes import CannotCarry
from kit.paths import is_workspace, told_workspace
from kit.room import Room
from kit.server.api import Api
from kit.sharing.archive import Refused
from kit.sharing.package import visible
from kit.sheets.reading import Unreadable
from kit.takeaway import show, trouble
from kit.workspace.keeping import CannotChange
from kit.workspace.making import CannotMake

NONE_YET = "Je hebt nog geen eigen map. Maak hem op de startpagina, bij ‘Aanpassen als trainer’."
PUT_BACK = "Zet hem terug, of sluit de schijf aan waar hij op staat."
MANY = 20


class OwnApi(Api):
    """A question about the workspace that is open."""

    def initialize(self, room: Room, worker: ThreadPoolExecutor) -> None:
        super().initialize(room)
        self.worker = worker

    async def at_work(self, work: Callable, *given: object, **named: object) -> object:
        """Let the thread of this work do one thing, and wait for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.worker, partial(work, *given, **named))

    @property
    def folder(self) -> Path:
        """The workspace that is open. Raises CannotDo when there is none (any more)."""
        folder = told_workspace()
        if folder is None:
            raise CannotDo(NONE_YET)
        if not is_workspace(folder):
            raise CannotDo(f"Je map is er nu niet: {folder}. {PUT_BACK}")
        return folder

    async def show(self, folder: Path) -> bool:
        """Open a folder in the file manager, when that may be done on this screen."""
        return bool(self.room.opens and folder.is_dir() and await self.at_work(show, folder))

    async def get(self) -> None:
        await self._answered(self.look())

    async def look(self) -> None:
        """Answer a question that changes nothing."""
        self.send_error(405)

    async def post(self) -> None:
        await self._answered(super().post())  # `asked` is in it too: a full disk is told

    async def _answered(self, answering) -> None:
        try:
            await answering
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
        except (Refused, CannotCarry, Unreadable) as refusal:
            lines = [visible(one) for one in _lines(refusal)]
            self.answer(400, message=lines[0], lines=lines[:MANY], more=len(lines[MANY:]))
        except (CannotMake, CannotChange, CannotRewrite) as refusal:
            self.answer(400, message=str(refusal))
        except OSError as error:
            self.answer(507, message=trouble(error))


def _lines(refusal: Exception) -> list[str]:
    """Each reason as a sentence: with a capital, unless it begins with the name of a file."""
    if isinstance(refusal, Unreadable):
        return list(refusal.problems)
    if isinstance(refusal, CannotCarry):
        return list(refusal.lines)
    return [one if ": " in one else f"{one[:1].upper()}{one[1:]}" for one in refusal.lines]
