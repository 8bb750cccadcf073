"""How a series stands at a glance: what is open, promised and changed, and what to do now.

What it is given is what the server answers (`kit.overview`); what it gives is HTML.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from html import escape

from kit.screens.listed import agreements_of, items, many, marked, promise, signals_of
from kit.screens.told import spoken_day

SOON = 14
"""Days before a workshop in which preparing it is the next thing to do."""
OPEN, PLANNING, PEOPLE, MEASURED, ANSWERS = "open", "planning", "people", "measured", "answers"
"""Where a next step leads: the sections of the page, and the page with the answers."""


# -- the top -----------------------------------------------------------------------------------


def top(whole: dict) -> str:
    """What is open, what was promised and what changed, beside each other."""
    parts = {"Open": _open(whole), "Beloofd": _promised(whole), _since(whole): _changed(whole)}
    blocks = "".join(
        f"<div><h2>{escape(head)}</h2>{items(lines)}</div>" for head, lines in parts.items()
    )
    return f'<div class="kit-three">{blocks}</div>'


def _open(whole: dict) -> list[str]:
    c = whole["counts"]
    late = sum(one["late"] for one in whole["agreements"])
    return [
        _line(signals_of(c["signals_open"]), c["signals_late"], "wacht te lang", "wachten te lang"),
        _line(agreements_of(c["agreements_open"]), late, "is over de datum", "zijn over de datum"),
        _line(many(c["parked"], "geparkeerd punt", "geparkeerde punten"), 0),
    ]


def _line(said: str, late: int, one: str = "", more: str = "") -> str:
    said = said[:1].upper() + said[1:]
    return f"<b>{said}</b>" + (f" {marked(f'{late} {one if late == 1 else more}')}" if late else "")


def _promised(whole: dict) -> list[str]:
    """The first days on which something was promised: terms of signals, dates of agreements."""
    due = Counter(
        (term["due"], term["label"])
        for one in whole["signals"]
        for term in one["terms"]
        if term["due"] and not term["done"]
    )
    lines = [(day, f"{label}: {signals_of(n)}") for (day, label), n in due.items()]
    mine = Counter(a["due"] for a in whole["agreements"] if a["due"] and not a["closed"])
    lines += [(day, agreements_of(n)) for day, n in mine.items()]
    first = sorted(lines)[:3]
    today = whole["today"]
    said = [promise(spoken_day(day), text, late=day < today) for day, text in first]
    return said or ["Er is nog niets beloofd met een datum."]


def _since(whole: dict) -> str:
    since = whole["since"]
    if not since:
        return "Veranderd"
    return f"Sinds workshop {since['workshop']} ({spoken_day(since['day'])})"


_CHANGES = {
    "response": ("signaal kreeg een reactie", "signalen kregen een reactie"),
    "decision": ("signaal kreeg een besluit", "signalen kregen een besluit"),
    "feedback": ("besluit is verteld aan de groep", "besluiten zijn verteld aan de groep"),
    "check_up": ("signaal is na drie maanden bekeken", "signalen zijn na drie maanden bekeken"),
    "review": ("afspraak is besproken", "afspraken zijn besproken"),
    "unparked": ("geparkeerd punt is opgepakt", "geparkeerde punten zijn opgepakt"),
}


def _changed(whole: dict) -> list[str]:
    since = whole["since"]
    if not since:
        return ["Hier komt wat er verandert na de eerste workshop."]
    events = since["events"]
    said = [many(events[kind], *words) for kind, words in _CHANGES.items() if events.get(kind)]
    if since["signals"]:
        said.append(many(since["signals"], "nieuw signaal", "nieuwe signalen"))
    return said or ["Nog niets. Dat mag, als de termijnen maar kloppen."]


# -- the one next step -------------------------------------------------------------------------


def next_step(whole: dict) -> tuple[str, str, str]:
    """What to do now: a sentence, the words on the button, and where it leads."""
    answers = ("Naar de antwoorden", ANSWERS)
    clash = sum(bool(s["conflicts"]) for s in whole["signals"])
    if clash:
        where = f"Bij {signals_of(clash)} staan twee antwoorden naast elkaar."
        return f"{where} Kies samen welk geldt.", *answers
    if late := whole["counts"]["signals_late"]:
        waits = "wacht" if late == 1 else "wachten"
        text = f"{signals_of(late)} {waits} langer dan beloofd. Vraag de leiding om antwoord."
        return text, *answers
    apart = sum(bool(a["conflicts"]) for a in whole["agreements"])
    if apart:
        where = f"Over {agreements_of(apart)} staan twee dingen naast elkaar."
        return f"{where} Kies samen wat klopt.", "Naar de afspraken", OPEN
    return _coming(whole) or _calm(whole)


def _coming(whole: dict) -> tuple[str, str, str] | None:
    number = _next_workshop(whole)
    plan = whole["plans"].get(str(number)) if number else None
    if number and not plan:
        return f"Workshop {number} heeft nog geen datum. Plan hem nu.", "Naar de planning", PLANNING
    if plan:
        days = (date.fromisoformat(plan["date"]) - date.fromisoformat(whole["today"])).days
        if 0 <= days <= SOON:
            when = {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
            text = f"Workshop {number} is {when}. Kijk wat je nog regelt."
            return text, "Naar de planning", PLANNING
    return None


def _calm(whole: dict) -> tuple[str, str, str]:
    untold = sum(s["state"] == "besluit" for s in whole["signals"])
    if untold:
        text = f"Over {signals_of(untold)} is besloten. Bereid voor hoe je het de groep vertelt."
        return text, "Naar de antwoorden", ANSWERS
    if any(one["late"] for one in whole["agreements"]):
        text = "Er zijn afspraken over de datum. Vraag hoe het ermee staat."
        return text, "Naar de afspraken", OPEN
    if number := _next_workshop(whole):
        return f"Alles loopt. Kijk wie er naar workshop {number} komt.", "Wie er komt", PEOPLE
    text = "De vier workshops zijn gedaan. Doe na drie maanden de meting nog een keer."
    return text, "Naar de meting", MEASURED


def _next_workshop(whole: dict) -> int | None:
    return next((n for n in (1, 2, 3, 4) if n not in whole["counts"]["workshops_done"]), None)
