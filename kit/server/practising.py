"""Playing a workshop for practice: the clock that runs faster, the group that speaks, looking back.

A rehearsal is a server of its own, with a data folder of its own: nothing of it can get among the
words of a real group.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tornado.web import HTTPError

from kit.content.rehearsed import cast
from kit.journal import NotSaved
from kit.model import ROLES
from kit.pacing import MINUTE
from kit.rehearsal import SPEEDS, Heard, PracticeClock, Rehearsal, look_back
from kit.room import Room
from kit.server.security import Closed

GROUP = "Oefengroep"
READY = "Gesprekskit: "
"""What a server says when it can be visited, and then its address."""
PATIENCE = 60
ENDS_WITH_PARENT = "GESPREKSKIT_ENDS_WITH_PARENT"
LOOK = 250
"""Milliseconds between two looks at the session; at twenty times this is five seconds of it."""


class Practice:
    """The rehearsal that belongs to a room whose clock is a PracticeClock."""

    def __init__(self, room: Room, clock: PracticeClock):
        self.room, self.clock = room, clock
        self.rehearsal = Rehearsal(cast(Path(__file__).parents[1] / "oefengroep.yaml"))

    def begin(self) -> None:
        """Have a group ready, so that nobody has to think of a name."""
        with suppress(NotSaved, ValueError):
            groups = self.room.folder.groups()
            self.room.group = groups[0][0] if groups else self.room.folder.add_group(GROUP)

    def look(self) -> None:
        """Let time pass: the group speaks, and at more than its own pace every window is told."""
        self.room.tick()
        table = self.room.current
        if table is None:
            return
        self.rehearsal.look(table.session, self.clock(), table.records)
        if self.clock.speed > 1 and table.session.clock.running:
            table.tell()

    def state(self) -> dict:
        """What the strip of the facilitator's page shows."""
        table, met = self.room.current, self.rehearsal.trouble
        kept = table.records if table else ()
        return {
            "speed": self.clock.speed,
            "speeds": SPEEDS,
            "said": [_said(one) for one in self.rehearsal.heard],
            "trouble": self._help(met.trouble.card, met.trouble.advice) if met else None,
            "back": self._back(table, kept) if table and table.session.finished else None,
        }

    def _help(self, id: str, advice: str) -> dict:
        card = self.room.content.cards.get(id)
        steps = list(card.follow_ups) if card else []
        return {"card": id, "question": card.question if card else "", "steps": steps, "do": advice}

    def _back(self, table, kept) -> dict:
        told = look_back(self.rehearsal, table.session, kept)
        for one in told["troubles"]:
            card = self.room.content.cards.get(one["card"])
            one["question"] = card.question if card else one["card"]
        return told


def _said(one: Heard) -> dict:
    return {"at": one.at // MINUTE, "role": ROLES[one.said.role], "text": one.said.text}


class Playing(Closed):
    """What happens in the rehearsal now, and the two things one can do about it."""

    def initialize(self, practice: Practice) -> None:
        self.practice = practice

    def get(self) -> None:
        self.finish(self.practice.state())

    def post(self) -> None:
        try:
            asked = json.loads(self.request.body)
            if "speed" in asked:
                self.practice.clock.run(asked["speed"])
            elif asked.get("solved") is True:
                self.practice.rehearsal.solve(self.practice.clock())
            else:
                raise HTTPError(400)
        except (ValueError, TypeError, AttributeError):
            raise HTTPError(400) from None
        self.finish({"ok": True, **self.practice.state()})


class Begin(Closed):
    """The button Oefenen: a rehearsal beside this kit, one at a time; answers where it is."""

    beside: subprocess.Popen | None = None
    url = ""
    turn = threading.Lock()

    def initialize(self, room: Room) -> None:
        self.room = room

    async def post(self) -> None:
        begun = asyncio.get_running_loop().run_in_executor(None, begin, self.room.folder.path)
        url = await begun
        if url:
            self.finish({"ok": True, "url": url})
        else:
            message = "Oefenen lukt nu niet. Sluit andere programma’s en probeer het nog een keer."
            self.set_status(500)
            self.finish({"ok": False, "message": message})


def begin(data: Path) -> str:
    """Start a rehearsal for a data folder, or find the one that runs; its address, or "".

    It ends when this process does, however that ends: its standard input closes.
    """
    with Begin.turn:
        if Begin.beside and Begin.beside.poll() is None:
            if Begin.url:
                return Begin.url
            Begin.beside.kill()  # it never said where it is
        words = [sys.executable, "-m", "kit", "practice", "--no-browser", "--data", str(data)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        env = {**os.environ, ENDS_WITH_PARENT: "1", "PYTHONPATH": path}
        Begin.url, how = "", {"encoding": "utf-8", "errors": "replace"}
        Begin.beside = subprocess.Popen(words, env=env, **how, **pipes)
        late = threading.Timer(PATIENCE, Begin.beside.kill)
        late.start()
        line = next((one for one in Begin.beside.stdout if one.startswith(READY)), "")
        late.cancel()
        Begin.url = line.removeprefix(READY).strip()
        return Begin.url


def stop_with_parent(stop: Callable[[], None]) -> None:
    """Stop when whoever started this rehearsal is gone; nothing to do for one started by hand."""
    if ENDS_WITH_PARENT not in os.environ:
        return
    loop = asyncio.get_running_loop()

    def wait() -> None:
        sys.stdin.buffer.read()
        with suppress(RuntimeError):  # it stopped already
            loop.call_soon_threadsafe(stop)

    threading.Thread(target=wait, daemon=True).start()


def routes(room: Room) -> list[tuple]:
    """In a rehearsal what happens there, else the way to one."""
    if room.practice:
        return [("/api/rehearsal", Playing, {"practice": room.practice})]
    return [("/api/practice", Begin, {"room": room})]
