"""The four dates and what comes with them: what to arrange beforehand, and who comes.

A date may lie in the past (a series is often planned on paper first); what cannot be right is
refused in Dutch, what is only odd is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kit.forms import Refused, checked, choice, field
from kit.model import ROLES
from kit.screens.told import spoken_day
from kit.series import Series

NUMBERS = (1, 2, 3, 4)
LENGTHS = ("90", "120")
LONGEST_PLACE = 200

BEFORE = {
    1: (
        ("intake", "Spreek vooraf met de leiding."),
        ("belofte", "Laat de leiding de belofte lezen en ondertekenen."),
        ("begeleider", "Zoek een begeleider van buiten het team."),
        ("uitnodiging", "Stuur de uitnodiging."),
        ("zaal", "Regel een zaal met een scherm, en test de laptop daar."),
        ("briefjes", "Neem briefjes en pennen mee."),
    ),
    2: (
        ("uitnodiging", "Stuur de uitnodiging."),
        ("zaal", "Regel de zaal."),
        ("reactie", "Vraag de leiding om een eerste reactie op elk signaal."),
    ),
    3: (
        ("uitnodiging", "Stuur de uitnodiging."),
        ("zaal", "Regel de zaal."),
        (
            "ervaring",
            "Vraag een of twee ervaringsdeskundigen, nooit iemand die de groep zelf begeleidt.",
        ),
        ("vergoeding", "Spreek hun vergoeding af. Over je ervaring vertellen is werk."),
        ("briefing", "Praat vooraf met hen door wat er gebeurt. Passen mag altijd."),
        ("tolk", "Vraag of er een tolk nodig is, en regel die."),
        ("twijfel", "Bereid met de leiding voor welke eigen twijfel zij inbrengt."),
    ),
    4: (
        ("uitnodiging", "Stuur de uitnodiging."),
        ("zaal", "Regel de zaal."),
        ("bestuurder", "Nodig de wethouder of directeur uit, vanaf de oogst."),
        ("besluiten", "Zorg dat bij elk open signaal iemand aan tafel mag besluiten."),
        ("deelnemer", "Bereid de casus voor met de deelnemer die hem leidt."),
        ("later", "Prik een moment voor de meting na drie maanden."),
    ),
}
"""What to arrange before each workshop: the name it is ticked off by, and the words."""
ON_THE_DAY = "klaar:"
"""Before the words of what a notebook says to lay ready: they are their own name."""


@dataclass(frozen=True)
class Task:
    """One thing to arrange. `id` is the `item` of a `checked_off` record."""

    id: str
    text: str
    done: bool = False
    on_the_day: bool = False


def tasks(series: Series, number: int, lay_ready: Iterable[str]) -> tuple[Task, ...]:
    """What to arrange for a workshop: beforehand, then what to lay ready on the day."""

    def task(id: str, text: str, on_the_day: bool) -> Task:
        said = series.fact("checked_off", (number, id))
        return Task(id, text, bool(said and said.get("on")), on_the_day)

    before = [task(id, text, False) for id, text in BEFORE.get(number, ())]
    ready = [task(ON_THE_DAY + text, _sentence(text), True) for text in dict.fromkeys(lay_ready)]
    return (*before, *ready)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


# -- the dates ---------------------------------------------------------------------------------

PLAN = {
    "id": "plan",
    "tab": "Datum",
    "fields": [
        field("date", "Datum", "date"),
        field("start", "Begintijd", hint="(bijvoorbeeld 13:30)"),
        choice("minutes", "Hoe lang?", [(n, f"{n} minuten") for n in LENGTHS]),
        field("place", "Waar?"),
    ],
}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.u ]?(\d{2})|\s*u(?:ur)?)?(?:\s*uur)?")


def plans(series: Series) -> dict[int, dict]:
    """What is planned, by workshop: date and start as text, minutes as a number, place."""
    found = {}
    for number in NUMBERS:
        kept = series.fact("plan", number) or {}
        if kept.get("date"):
            found[number] = {k: kept.get(k, "") for k in ("date", "start", "minutes", "place")}
    return found


def plan_fields(given: dict) -> dict:
    """The fields of a plan from what was typed; all empty takes the plan away. Raises Refused."""
    kept = checked(PLAN, {k: _text(v) for k, v in given.items()})
    if not any(kept.get(name) for name in ("date", "start", "place")):
        return {"date": "", "start": "", "minutes": 90, "place": ""}
    if not kept.get("date"):
        raise Refused("Kies eerst een datum. De tijd en de plek mogen later.")
    if not 2000 <= date.fromisoformat(kept["date"]).year <= 2100:
        raise Refused("Kijk het jaar van de datum na.")
    place = " ".join(str(kept.get("place", "")).split())
    if len(place) > LONGEST_PLACE:
        raise Refused(f"Kort de plek in tot {LONGEST_PLACE} letters.")
    start = clock(kept["start"]) if kept.get("start") else ""
    minutes = int(kept.get("minutes") or LENGTHS[0])
    return {"date": kept["date"], "start": start, "minutes": minutes, "place": place}


def _text(value: object) -> object:
    return str(value) if type(value) is int else value


def clock(typed: str) -> str:
    """A time as people type it (9.30, 13u30, 1330, 14 uur) as 09:30. Raises Refused."""
    found = _CLOCK.fullmatch(typed.strip().lower())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused("Deze begintijd klopt niet. Schrijf hem zo: 13:30.")
    return f"{hour:02}:{minute:02}"


def odd(planned: Mapping[int, dict]) -> list[str]:
    """What is odd about the dates and still allowed, as sentences: two workshops on one day."""
    by_day: dict[str, list[int]] = {}
    for number, plan in sorted(planned.items()):
        by_day.setdefault(plan["date"], []).append(number)
    return [
        f"Workshop {_and(numbers)} staan op dezelfde dag: {spoken_day(day)}. Klopt dat?"
        for day, numbers in by_day.items()
        if len(numbers) > 1
    ]


def _and(numbers: list[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} en {last}"


# -- who comes ---------------------------------------------------------------------------------

FEWEST, MOST = 8, 14
LEADERS = ("teamleiding", "management")
GUESTS = ("ervaringsdeskundige", "bestuur")
"""Who comes on top of the group, in the workshops that ask for them."""


def attendance(series: Series, number: int) -> dict[str, int]:
    """How many come of each role group; a role that was not filled in is left out."""
    said = (series.fact("attendance", number) or {}).get("roles")
    said = said if isinstance(said, dict) else {}
    return {r: n for r, n in said.items() if r in ROLES and type(n) is int and n > 0}


def attendance_fields(given: dict) -> dict:
    """The fields of an attendance record: numbers by role, never a name. Raises Refused."""
    said = given.get("roles")
    if not isinstance(said, dict) or not said.keys() <= ROLES.keys():
        raise Refused("Vul per rol een aantal in.")
    for role, number in said.items():
        if type(number) is not int or not 0 <= number <= 99:
            raise Refused(f"Vul een aantal van 0 tot en met 99 in bij: {ROLES[role]}")
    return {"roles": dict(said)}


def advice(number: int, roles: Mapping[str, int]) -> list[str]:
    """What would make the group of a workshop better, as sentences; [] when it is fine as it is."""
    group = sum(n for role, n in roles.items() if role not in GUESTS)
    doing, has = roles.get("uitvoering", 0), {role for role, n in roles.items() if n}
    if not group:
        return ["Vul in hoeveel mensen er komen, per rol. Namen zijn niet nodig."]
    found = []
    if group < FEWEST:
        found.append(f"De groep telt {group} mensen. Met {FEWEST} tot {MOST} praat het beter.")
    if group > MOST:
        found.append(f"De groep telt {group} mensen. Met meer dan {MOST} komt niet ieder aan bod.")
    if 2 * doing < group:
        found.append(
            f"Uit de uitvoering komen er {doing} van de {group}. Zorg dat het minstens de helft is."
        )
    if not has & set(LEADERS):
        found.append("Er is nog niemand van de leiding. Zij luistert en geeft antwoord.")
    if "beleid" not in has:
        found.append("Er is nog niemand van beleid.")
    if number == 3 and "ervaringsdeskundige" not in has:
        found.append("Nodig voor deze workshop een of twee ervaringsdeskundigen uit.")
    if number == 4 and "bestuur" not in has:
        found.append("Nodig voor deze workshop de wethouder of directeur uit.")
    return found


def leader_fields(given: dict) -> dict:
    """How many participants can lead a session themselves. Raises Refused."""
    number = given.get("number")
    if type(number) is not int or not 0 <= number <= 99:
        raise Refused("Vul een aantal van 0 tot en met 99 in.")
    return {"number": number}


def tick_fields(given: dict) -> dict:
    """One thing of the list, arranged or not any more. Raises Refused."""
    item, on = given.get("item"), given.get("on")
    if not isinstance(item, str) or not item or not isinstance(on, bool):
        raise Refused("Dit staat niet op de lijst.")
    return {"item": item, "on": on}


FIELDS = {
    "plan": plan_fields,
    "attendance": attendance_fields,
    "checked_off": tick_fields,
    "leaders": leader_fields,
}
"""How each kind of fact is looked at before it is kept."""


def fact_fields(kind: str, workshop: int | None, given: dict) -> dict:
    """The fields of a fact's record from what was typed. Raises Refused."""
    if kind != "leaders" and workshop not in NUMBERS:
        raise Refused("Kies een van de vier workshops.")
    return FIELDS[kind](given)
