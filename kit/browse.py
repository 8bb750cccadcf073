"""What a card means to one group: kept ready for a workshop, used before, able to lie down now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import actions
from kit.actions import CannotDo
from kit.journal import record

if TYPE_CHECKING:
    from kit.room import Room

Where = tuple[str, int]


def where(room: Room, group: str, workshop: object) -> Where:
    """The group and the workshop that are meant. Without a group: those that are open now.

    Without a number: the workshop this group is to do next. Raises CannotDo.
    """
    if not group and room.current:
        return room.current.group, room.current.workshop.number
    known = {id for id, _ in room.folder.groups()}
    if not group:
        group = room.group or (next(iter(known)) if len(known) == 1 else "")
    if group not in known:
        raise CannotDo("Kies eerst een groep op de startpagina.")
    numbers = sorted(room.workshops)
    number = int(workshop) if str(workshop).isdecimal() else 0
    number = number or room.books.series(group).next_workshop(numbers) or max(numbers, default=0)
    if number not in numbers:
        raise CannotDo("Deze workshop is er nog niet.")
    return group, number


def look(room: Room, at: Where) -> dict:
    """The marks on the cards for this group and workshop, and whether one may be laid now."""
    group, number = at
    series, table = room.books.series(group), room.tables.get(at)
    seated = table is not None and room.current is table
    return {
        "group": group,
        "workshop": number,
        "next": series.next_workshop(sorted(room.workshops)) or number,
        "favourites": list(series.favourites.get(number, ())),
        "used": sorted(table.used_cards() if table else series.used_cards),
        "can_lay": seated and actions.holds_card(table.session),
        "card": table.card() if seated else "",
    }


async def favour(room: Room, at: Where, card: str, on: bool) -> None:
    """Keep a card ready for a workshop, or no longer; done once it is on the disk.

    Raises CannotDo for a card that is not there, and journal.NotSaved.
    """
    group, number = at
    if card not in room.content.cards:
        raise CannotDo("Deze kaart is er niet.")
    if (card in room.books.series(group).favourites.get(number, ())) == on:
        return
    made = record("favourite", group, number, "", card=card, on=on)
    table = room.tables.get(at)
    if table:
        await room.write(table, made)
        table.tell()
        return
    try:
        await room.at_desk(room.books.journal(group).append, made)
    finally:
        room.changed(group)
