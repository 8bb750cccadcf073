"""What the room test asks of the server: the checks of this laptop, and the picture to show."""

from __future__ import annotations

from datetime import datetime

from kit.readiness import checks
from kit.room import Room
from kit.screens.pattern import pattern
from kit.server.security import Closed


class Readiness(Closed):
    """The checks, made anew at each question, and the test picture."""

    def initialize(self, room: Room) -> None:
        self.room = room

    async def get(self) -> None:
        now = datetime.now().astimezone()
        found = await self.room.at_desk(checks, self.room.folder, now)
        self.finish({"checks": [vars(one) for one in found], "pattern": pattern()})


def routes(room: Room) -> list[tuple]:
    """The one address of the room test."""
    return [("/api/readiness", Readiness, {"room": room})]
