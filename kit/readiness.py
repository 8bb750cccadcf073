"""What a laptop can say of itself before people come in: room on the disk, writing, the clock.

What only a person or a window can tell (the second screen, the battery, reading from the back row)
is asked on the page; see web/roomtest.js.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import perf_counter

from kit.folder import Folder
from kit.journal import NotSaved
from kit.screens.told import spoken_day

LEAST_ROOM = 500_000_000
"""Bytes that should be free: a whole series is a few megabytes, but systems grow slow before."""
SLOW = 2.0
"""Seconds for one small write after which typing will feel held up."""
NOT_BEFORE = date(2026, 11, 1)
"""The kit is not older than this, so a clock that says so is wrong."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `said` is what was found, `remedy` what to do about it."""

    id: str
    name: str
    ok: bool
    said: str
    remedy: str = ""


def checks(
    folder: Folder, now: datetime, clock: Callable[[], float] = perf_counter
) -> tuple[Check, ...]:
    """Writing, room and time of this laptop, in that order. `now` has its time zone."""
    return writing(folder, clock), room_left(folder), time_of_day(folder, now)


def writing(folder: Folder, clock: Callable[[], float] = perf_counter) -> Check:
    """Whether a small file gets onto the disk, and in reasonable time."""
    name, start = "Bewaren", clock()
    try:
        folder.ensure()
    except NotSaved as error:
        return Check("writing", name, False, "Bewaren lukt niet.", error.message)
    if clock() - start > SLOW:
        advice = "Sluit andere programma’s. Staat de map op een netwerk? Kies er een op de laptop."
        return Check("writing", name, False, "Bewaren lukt, maar langzaam.", advice)
    return Check("writing", name, True, "Bewaren lukt.")


def room_left(folder: Folder) -> Check:
    """Whether there is room on the disk of the data folder."""
    name = "Ruimte op de schijf"
    try:
        free = shutil.disk_usage(folder.path).free
    except OSError:
        return Check("room", name, False, "De map is niet te vinden.", "Zet de map terug.")
    said = f"Er is {_gigabytes(free)} vrij."
    advice = "" if free >= LEAST_ROOM else "Maak ruimte: leeg de prullenbak of haal films weg."
    return Check("room", name, not advice, said, advice)


def time_of_day(folder: Folder, now: datetime) -> Check:
    """Whether the clock can be right: not before the kit was made, nor before what was kept."""
    hour = f"{now.hour}.{now.minute:02}"
    said = f"Het is {spoken_day(now.date())} {now.year}, {hour} uur."
    kept = folder.newest()
    behind = now.date() < NOT_BEFORE or bool(kept and now < kept - timedelta(days=1))
    advice = "Dit kan niet kloppen. Zet de klok van de laptop goed." if behind else ""
    return Check("clock", "Klok", not behind, said, advice)


def _gigabytes(size: int) -> str:
    if size < 1_000_000_000:
        return f"{size // 1_000_000} MB"
    return f"{size // 1_000_000_000} GB"
