"""The page with which somebody learns how many tenths of a millimetre their printer is off."""

from __future__ import annotations

from datetime import date

from kit.outputs.cards import Sheets
from kit.outputs.typesetting import pictures, typeset

EDGES = {"lang": "lange", "kort": "korte"}


def print_calibration(sheets: Sheets, today: date) -> bytes:
    """The PDF of one sheet, front and back."""
    return typeset("calibration", _told(sheets), today)


def draw_calibration(sheets: Sheets, today: date, kind: str = "svg") -> list[bytes]:
    """The same two pages as pictures."""
    return pictures("calibration", _told(sheets), today, kind)


def _told(sheets: Sheets) -> dict[str, object]:
    edge, turn = EDGES[sheets.duplex], "" if sheets.duplex == "lang" else " --duplex kort"
    steps = [
        f"Print dit blad dubbelzijdig, over de {edge} kant, op 100 %.",
        "Houd het tegen het licht, met deze kant naar je toe. Door elke trap schijnt een lijn.",
        "Kijk bij X welke trede precies op die lijn ligt. Lees het getal ernaast.",
        "Doe dat ook bij Y, met het getal erboven. Twee keer 0? Dan ben je klaar.",
        "Lees je 4 en -6? Vul die in bij ‘Zit de achterkant scheef?’, elke keer dat je print.",
        f"Print je met een opdracht? Dan: kit print{turn} --offset 4,-6",
    ]
    if sheets.offset != (0, 0):
        x, y = sheets.offset
        steps.append(f"Dit blad is al {x},{y} verschoven. Tel daarbij op wat je nu leest.")
    title = f"Proefblad voor de {edge} kant"
    words = {"title": title, "steps": steps, "back": "Dit is de achterkant"}
    return {
        "title": f"Gesprekskit: {title.lower()}",
        "words": words,
        "duplex": sheets.duplex,
        "offset": list(sheets.offset),
    }
