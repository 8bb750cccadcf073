"""What a running workshop does when its files change: take over what it can, and stay in place.

The words of cards, cases and facts come at once, and so does a house style. What lies on the table
stays there when it is taken out of its file. Another row of steps waits for the next start, so that
nobody's place moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.content.styles import UNTIL
from kit.model import Content, Problem, Step, Workshop
from kit.screens.steps import card_of, case_of
from kit.session import Session

if TYPE_CHECKING:
    from kit.room import Room
    from kit.watching import Files, Told, Watching

STAYS = "De vorige versie blijft zolang staan."
LATER = "Het draaiboek is veranderd. De nieuwe stappen komen als je deze workshop opnieuw start."


@dataclass
class Edited:
    """What changed in the files since the start: how often, and what is wrong."""

    files: Files | None = None
    watching: Watching | None = None
    times: int = 0
    mistakes: tuple[str, ...] = ()


def take_over(room: Room, told: Told) -> None:
    """The files say this now: every table takes it over, and every window draws it."""
    before, room.workshops, room.content = room.workshops, told.workshops, told.content
    room.styles = told.styles
    room.edited.times += 1
    room.edited.mistakes = tuple(_said(one, one.file in told.held) for one in told.mistakes)
    room.contents.clear()
    for table in list(room.tables.values()):
        number = table.workshop.number
        script = told.workshops.get(number, table.workshop)
        table.session = renewed(table.session, room.content_of(table.group), script)
        table.workshop = table.session.workshop
        if script != table.workshop and script != before.get(number):
            table.notice = LATER
        table.tell()
    if room.current is None:
        room.tell_beamers()


def _said(one: Problem, held: bool) -> str:
    """A mistake, and what stands there as long as it is not mended."""
    return f"{str(one).removesuffix(UNTIL).rstrip()} {STAYS}" if held else str(one)


def renewed(s: Session, content: Content, script: Workshop) -> Session:
    """The same session, in the same place, with new words and where that is safe a new script."""
    same = _order(script.steps) == _order(s.steps)
    workshop = script if same or s.lobby else s.workshop
    cards = {card_of(step, s.picks) for step in workshop.steps} - content.cards.keys()
    cases = {case_of(step, s.picks) for step in workshop.steps} - content.cases.keys()
    kept = replace(
        content,
        cards=content.cards | {id: s.content.cards[id] for id in cards & s.content.cards.keys()},
        cases=content.cases | {id: s.content.cases[id] for id in cases & s.content.cases.keys()},
    )
    return replace(s, workshop=workshop, content=kept)


def _order(steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(step.id, step.verb) for step in steps]
