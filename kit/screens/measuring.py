"""How the measurement reads, as HTML: a picture with the same figures in a table beside it.

It says how many slips there are and nothing about a group of fewer than five; nothing here claims
an effect on anyone outside the room.
"""

from __future__ import annotations

from html import escape

from kit.screens.chart import dutch, rows, trend
from kit.screens.listed import items, many, table

GOOD_SIGN = "Meer signalen is een goed teken: mensen durven te zeggen wat er speelt."
ONLY_HERE = (
    "Deze cijfers gaan over deze groep. Bij een kleine groep zegt een klein verschil weinig. Over "
    "wat het inburgeraars oplevert, zeggen ze niets."
)
SPREAD = "Onder elk gemiddelde staat hoeveel mensen een 1, 2, 3, 4 en 5 gaven."


def slips(one: dict) -> str:
    """How many slips there are, or how many are still needed: never what they say."""
    if one["slips"] == 0:
        return "nog geen briefjes"
    if one["missing"]:
        need = many(one["missing"], "briefje", "briefjes")
        return f"{many(one['slips'], 'briefje', 'briefjes')}. Nog {need} tot je iets kunt zien"
    return many(one["slips"], "briefje", "briefjes")


def statements(found: dict) -> str:
    """The own statements at the start, the end and after three months."""
    moments, asked = found["moments"], found["statements"]
    heard = items((f"<b>{one['name']}</b>: {slips(one)}." for one in moments), "kit-heard")
    told = [one for one in moments if one["rows"]]
    title = "De stellingen"
    if not told:
        return f'<div class="kit-list"><h2>{title}</h2>{heard}</div>'
    names = [f"Stelling {n}" for n in range(1, len(asked) + 1)]
    marks = [(one["name"], _means(one, len(asked))) for one in moments]
    drawn = rows("statements", "Gemiddelde per stelling, van 1 tot 5", names, marks)
    body = [
        [f"{n + 1}. {escape(text)}", *(_cell(one, n) for one in told)]
        for n, text in enumerate(asked)
    ]
    head = ("Stelling", *(one["name"] for one in told))
    shown = table("Gemiddelde per stelling", head, body, "kit-figures")
    return f'<div class="kit-list"><h2>{title}</h2>{heard}{drawn}{shown}<p>{SPREAD}</p></div>'


def leaving(found: dict) -> str:
    """The questions at the exit, as a line over the four workshops."""
    workshops, asked = found["workshops"], found["questions"]
    heard = items(
        (f"<b>Workshop {one['workshop']}</b>: {slips(one)}." for one in workshops), "kit-heard"
    )
    title = "Na elke workshop"
    if not any(one["rows"] for one in workshops):
        return f'<div class="kit-list"><h2>{title}</h2>{heard}</div>'
    places = [f"Workshop {one['workshop']}" for one in workshops]
    lines = [(f"Vraag {n + 1}", [_mean(one, n) for one in workshops]) for n in range(len(asked))]
    drawn = trend("leaving", "Gemiddelde na elke workshop, van 1 tot 5", places, lines)
    body = [
        [f"{n + 1}. {escape(text)}", *(_cell(one, n) for one in workshops)]
        for n, text in enumerate(asked)
    ]
    shown = table("Gemiddelde na elke workshop", ("Vraag", *places), body, "kit-figures")
    return f'<div class="kit-list"><h2>{title}</h2>{heard}{drawn}{shown}<p>{SPREAD}</p></div>'


def _mean(one: dict, index: int) -> float | None:
    row = one["rows"][index] if one["rows"] else None
    return row["mean"] if row else None


def _means(one: dict, count: int) -> list[float | None]:
    return [_mean(one, index) for index in range(count)]


def _cell(one: dict, index: int) -> str:
    row = one["rows"][index] if one["rows"] else None
    if not row:
        return "–"
    spread = " · ".join(str(n) for n in row["counts"])
    return f"{dutch(row['mean'])}<small>{spread}</small>"


def counted(found: dict) -> str:
    """What can be counted, and why more signals is good."""
    of = found["figures"]
    rounds = of["rounds"]
    lines = [
        ("Signalen met een eerste reactie op tijd", _part(*of["in_time"])),
        ("Afspraken die zijn nagekomen", _part(*of["kept"])),
        ("Rondes waarin de uitvoering eerst sprak", str(rounds) if rounds else "nog geen"),
        ("Deelnemers die zelf een bijeenkomst kunnen leiden", _leaders(of["leaders"])),
        ("Signalen per workshop", _per_workshop(of["signals"])),
    ]
    shown = "".join(f"<div><dt>{head}</dt><dd>{escape(said)}</dd></div>" for head, said in lines)
    return (
        '<div class="kit-list"><h2>Wat je kunt tellen</h2>'
        f'<dl class="kit-counted">{shown}</dl><p>{GOOD_SIGN}</p><p>{ONLY_HERE}</p></div>'
    )


def _part(part: int, whole: int) -> str:
    if not whole:
        return "nog niets om te tellen"
    return f"{part} van de {whole} ({round(100 * part / whole)}%)"


def _leaders(number: int | None) -> str:
    return "nog niet ingevuld" if number is None else str(number)


def _per_workshop(numbers: dict) -> str:
    said = [f"{count} in workshop {number}" for number, count in sorted(numbers.items())]
    return ", ".join(said) or "nog geen"
