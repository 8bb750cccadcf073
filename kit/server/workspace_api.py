"""The trainer's workspace over HTTP: which one is open, and making or opening one."""

from __future__ import annotations

from pathlib import Path

from kit.actions import CannotDo
from kit.editing import take_over
from kit.paths import (
    WORKSPACE_AT_HOME,
    content_root,
    is_workspace,
    remember_workspace,
    roots,
    tell_workspace,
    told_workspace,
)
from kit.room import Room
from kit.server.api import Api
from kit.watching import Files
from kit.workspace.changes import changes
from kit.workspace.command import go_on, left_out
from kit.workspace.making import FIRST, CannotMake, make, own

MADE = "Je werkplaats staat klaar, met workshop 1 erin. Wat je daar verandert, zie je hier meteen."
OPENED = "Je werkplaats is open. Wat je daar verandert, zie je hier meteen."


class Workspace(Api):
    """Which workspace is open and how to go on with it; or make one, or open one that is there."""

    async def get(self) -> None:
        self.answer(**await self.room.at_desk(_said))

    async def do(self, body: dict) -> None:
        path = str(body.get("path", "")).strip().strip('"')
        if not path:
            raise CannotDo("Vul in waar je werkplaats komt.")
        message, folder = await self.room.at_desk(_open, self.room, path)
        files = await self.room.at_desk(Files, roots(folder))
        tell_workspace(folder)
        self.room.edited.files = files
        if self.room.edited.watching:
            self.room.edited.watching.files = files
        take_over(self.room, files.told())
        said = await self.room.at_desk(_said)
        self.answer(message=message, **said)


def _place(room: Room, path: str) -> tuple[Path, bool]:
    """The folder that was typed, and whether it is a workspace already. Raises CannotDo."""
    try:
        folder = Path(path).expanduser().absolute()
        whole, known = folder.resolve(), is_workspace(folder)
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotDo("Deze map kan hier niet staan. Kies een andere map.") from error
    if whole == content_root().resolve():
        raise CannotDo("Dit is de map van de kit zelf. Kies een andere map.")
    if whole.is_relative_to(room.folder.path.resolve()):
        raise CannotDo("Hier staat wat groepen bewaren. Kies een andere map.")
    return folder, known


def _open(room: Room, path: str) -> tuple[str, Path]:
    """Make this workspace, or take the one that is there, and remember it with the data."""
    folder, known = _place(room, path)
    try:
        if not known:
            make(folder)
            own(folder, list(FIRST))
        remember_workspace(room.folder.path, folder)
    except CannotMake as error:
        raise CannotDo(str(error)) from error
    except OSError as error:
        raise CannotDo("De kit kan deze map niet onthouden. Is de schijf vol?") from error
    return (OPENED if known else MADE), folder


def _said() -> dict:
    """What the page shows."""
    folder = told_workspace()
    if folder is None:
        return {"folder": "", "proposed": str(Path.home() / WORKSPACE_AT_HOME)}
    try:
        changed = sum(one.known for one in changes(folder))
    except OSError:
        changed = 0
    return {
        "folder": str(folder),
        "proposed": "",
        "how": [line.strip() for line in go_on(folder)],
        "left_out": left_out(folder),
        "changed": changed,
    }


def routes(room: Room) -> list[tuple]:
    """The one address of the workspace."""
    return [("/api/workspace", Workspace, {"room": room})]
