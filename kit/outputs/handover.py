"""The overdracht: what a stand-in facilitator needs to know, on one A4 and without anybody's name.

An owner may be a first name, so no owner is in it; a task says which button it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kit import forms
from kit.casework import OWN
from kit.journal import text_of
from kit.model import ROLES, Content, Workshop
from kit.outputs import keeping
from kit.outputs.document import Heading, Items, Paper, Part, Text
from kit.outputs.leaving import meetings
from kit.outputs.promised import (
    capital,
    day_in,
    listed,
    long_day,
    next_number,
    next_time,
    over,
    said,
    to_do,
)
from kit.outputs.sections import brief, height, room
from kit.planning import ON_THE_DAY, attendance, tasks
from kit.screens.told import spoken_day
from kit.series import Series

STEPS = ((8, 150), (7, 78), (6, 78), (5, 78), (4, 78), (3, 78), (2, 78), (1, 78))
"""Lines of a list and letters of a line: as many as fit on the page."""
OWN_CASE = "De groep werkt met een eigen casus. Lees die vooraf op de laptop, en druk hem niet af."
TWO = "Op twee laptops staat iets anders over {what}. Laat de groep kiezen wat geldt."


def handover(
    series: Series,
    words: Content,
    group_name: str,
    today: date,
    scripts: Mapping[int, Workshop] | None = None,
) -> Paper:
    """One A4 for a stand-in. `scripts` are the workshops by number: their titles, and what lies
    ready on the day; without them these two are missing."""
    script = (scripts or {}).get(next_number(series) or 0)
    for most, letters in STEPS:
        parts = _parts(series, words, today, script, most, letters)
        if height(parts) <= room(1):
            break
    return Paper(
        name=keeping.name(f"Overdracht {group_name}"),
        title="Overdracht voor een andere begeleider",
        on=today,
        parts=tuple(parts),
        lead=f"{group_name}. Stand van {long_day(today)}.",
        subject=f"Overdracht van {group_name}",
        foot=f"{group_name} · overdracht · geen namen",
        pages=1,
    )


def _parts(
    series: Series, words: Content, today: date, script: Workshop | None, most: int, letters: int
) -> list[Part]:
    number = next_number(series)
    coming = [Text(f"{where(series)} {next_time(series, today)}"), *_people(series, number)]
    if script:
        coming.insert(1, Text(f"Workshop {number} heet {script.title}. {script.goal}"))
    ready = script.lay_ready if script else ()
    rules = [Text(" ".join(words.table.rules))] if words.table.rules else []
    blocks: dict[str, list[Part]] = {
        "Waar de groep staat": coming,
        "Dit staat open": _list(_open(series, today), most + 2, letters),
        "Regel dit nog": _prepare(series, number, ready),
        "Let hierop": _list(_mind(series, words), most, letters),
        "Zo praat deze groep": rules,
    }
    return [p for head, parts in blocks.items() if parts for p in (Heading(head), *parts)]


def _list(lines: list[str], most: int, letters: int) -> list[Part]:
    """At most so many lines, and how many more there are."""
    shown = [brief(line, letters) for line in lines[:most]]
    rest = len(lines) - len(shown)
    return [Items((*shown, *([f"En nog {rest}."] if rest else ())))] if shown else []


def where(series: Series) -> str:
    """Which workshops were done, and where the group stopped, as one says it."""
    done = [str(n) for n in sorted(series.done)]
    if not done:
        text = "De groep heeft nog geen workshop afgerond."
    else:
        are = "is" if len(done) == 1 else "zijn"
        text = f"Workshop {listed(done)} {are} gedaan."
    if going := series.open_session():
        step = str(going.get("title") or "")
        at = f" Jullie stopten bij “{step}”. Daar ga je verder." if step else ""
        text += f" Workshop {going['workshop']} is begonnen en nog niet af.{at}"
    return text


def _people(series: Series, number: int | None) -> list[Part]:
    roles = attendance(series, number) if number else {}
    told = (f"{ROLES[role].lower()} {n}" for role, n in roles.items())
    people = sum(roles.values())
    come = "Er komt 1 mens" if people == 1 else f"Er komen {people} mensen"
    return [Text(f"{come}: {listed(told)}.")] if roles else []


def _prepare(series: Series, number: int | None, ready: tuple[str, ...]) -> list[Part]:
    """What is still to be arranged, with a box to tick; what lies ready on the day as one line."""
    if number is None:
        return []
    left = [task for task in tasks(series, number, ready) if not task.done]
    before = tuple(task.text for task in left if not task.on_the_day)
    day = "; ".join(task.id.removeprefix(ON_THE_DAY) for task in left if task.on_the_day)
    lay = [Text(f"Leg op de dag zelf klaar: {brief(day, 400)}.")] if day else []
    return [*([Items(before, "tick")] if before else []), *lay]


def _open(series: Series, today: date) -> list[str]:
    """What was promised and is not done: what is late first, then by day."""
    found = [
        (not one.late, one.due or date.max, f"{one.text}: {forms.line(one.signal.record)}")
        for one in to_do(series, today)
    ]
    for one in series.agreements:
        if not one.closed:
            day = day_in(one.record) or date.max
            found.append((not over(one, today), day, f"Afspraak: {said(one.record)}"))
    return [_until(*one) for one in sorted(found)]


def _until(in_time: bool, day: date, text: str) -> str:
    if day == date.max:
        return text
    return f"{'' if in_time else 'Te laat, '}{spoken_day(day)}. {text}"


def _mind(series: Series, words: Content) -> list[str]:
    """What a stand-in has to watch: what clashes, what was parked, which cards were used."""
    found = []
    clash = [n for n, s in enumerate(series.signals, 1) if s.conflicts]
    if clash:
        found.append(TWO.format(what=f"signaal {listed(map(str, clash))}"))
    if any(a.conflicts for a in series.agreements):
        found.append(TWO.format(what="een afspraak"))
    if text_of(series.open_session() or {}, "case").startswith(OWN):
        found.append(OWN_CASE)
    laid = dict.fromkeys(c for m in meetings(series) for c in m.cards if c in words.cards)
    if laid:
        found.append(f"Deze kaarten lagen al op tafel: {listed(laid)}.")
    parked = [forms.line(p.record) for p in series.parked if not p.closed]
    return [*found, *(f"Nog geparkeerd: {capital(line)}" for line in parked)]
