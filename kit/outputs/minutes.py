"""The verslag: what a group found, asked and agreed, for people who were not in the room.

What has to be done stands first. Nobody's name is in it but what was typed as an owner; nothing is
in it of who said what, of a case of the group's own, or of fewer than five slips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kit import forms
from kit.follow import OUTCOMES, REVIEWS, Agreement, Parked, Signal, Thread, day_of
from kit.model import ROLES, SUITS, Content, Workshop
from kit.outputs import keeping
from kit.outputs.document import Items, Paper, Part, Text
from kit.outputs.figures import slips
from kit.outputs.leaving import Meeting, harvest, meetings
from kit.outputs.promised import (
    ToDo,
    capital,
    listed,
    long_day,
    next_time,
    over,
    said,
    state_of,
    to_do,
)
from kit.outputs.sections import Section, brief, report
from kit.planning import attendance
from kit.screens.listed import agreements_of, many, signals_of
from kit.screens.told import TWO_SAID, spoken_day
from kit.series import Series

__all__ = ["PARTS", "harvest", "minutes"]

PARTS = {
    "next": "Wanneer de volgende keer is",
    "attendance": "Hoeveel mensen er waren",
    "todo": "Wat er nu moet gebeuren",
    "signals": "Signalen",
    "decisions": "Besluiten en redenen",
    "agreements": "Afspraken",
    "parked": "Parkeerplaats",
    "talk": "Waar we over praatten",
    "words": "Wat de groep meegeeft",
    "measurement": "Wat de briefjes zeggen",
    "annex": "Bijlage met alles wat voorin niet past",
}
"""The parts of a verslag by id, in reading order; each of them can be left out."""
PAGES = 2
STAYS = "Verhalen, en wie wat zei, blijven bij de groep. Daarom staan ze hier niet."


@dataclass(frozen=True)
class Sight:
    """What every part looks at: the series on one day, and which of it this verslag is about."""

    series: Series
    words: Content
    today: date
    met: tuple[Meeting, ...]
    workshop: int | None
    released: frozenset[str]

    def number(self, signal: Signal) -> int:
        """What a signal is called in every paper of this series."""
        return self.series.signals.index(signal) + 1

    def about(self, threads: Iterable[Thread]) -> list:
        """The threads of this verslag: said in this bijeenkomst, or spoken of there again."""
        if self.workshop is None:
            return list(threads)
        runs = {run for one in self.met for run in one.runs}
        return [t for t in threads if t.run in runs or any(e.get("run") in runs for e in t.events)]

    def day(self, day: object) -> str:
        """A day as it is spoken; with its year when that is another one than now."""
        said, year = spoken_day(day), str(day)[:4]
        return said if year == str(self.today.year) or said == str(day) else f"{said} {year}"


def minutes(
    series: Series,
    words: Content,
    group_name: str,
    today: date,
    workshop: int | None = None,
    parts: frozenset[str] = frozenset(PARTS),
    released: frozenset[str] = frozenset(),
    scripts: Mapping[int, Workshop] | None = None,
) -> Paper:
    """The verslag of the last bijeenkomst of a workshop, or of the whole series.

    `released` are the ids of the lines the group lets go (`harvest` names what can be); no other
    reflection, board or reason is in it. `scripts` are the workshops by number: they know which
    case a workshop tells and what it is called.
    """
    met = tuple(m for m in meetings(series, scripts) if workshop in (None, m.workshop))
    sight = Sight(series, words, today, met, workshop, released)
    sections = [_SECTIONS[id](sight) for id in PARTS if id in _SECTIONS and id in parts]
    above = {"next": next_time(series, today), "attendance": _at_table(sight)}
    top = [Text(text) for id, text in above.items() if id in parts and text]
    title = _title(workshop, scripts or {})
    return Paper(
        name=keeping.name(f"{title.split(':')[0]} {group_name}"),
        title=title,
        on=today,
        parts=report(sections, PAGES, "annex" in parts, top, [Text(STAYS, "note")]),
        lead=_lead(sight, group_name),
        subject=f"Verslag van {group_name}",
        foot=f"{group_name} · {title.split(':')[0]} · stand van {long_day(today)}",
    )


def _title(workshop: int | None, scripts: Mapping[int, Workshop]) -> str:
    if workshop is None:
        return "Verslag van de reeks"
    script = scripts.get(workshop)
    return f"Verslag workshop {workshop}" + (f": {script.title}" if script else "")


def _lead(sight: Sight, group_name: str) -> str:
    if not sight.met:
        return f"{group_name}. Deze bijeenkomst is nog niet geweest."
    if sight.workshop is None:
        held = many(len(sight.met), "bijeenkomst", "bijeenkomsten")
        first, last = (long_day(sight.met[i].on) for i in (0, -1))
        when = f"op {first}" if len(sight.met) == 1 else f"van {first} tot en met {last}"
        return f"{group_name}. {held[:1].upper() + held[1:]}, {when}."
    return f"{group_name}. {long_day(sight.met[0].on).capitalize()}."


# -- who was there ------------------------------------------------------------------------------


def _at_table(sight: Sight) -> str:
    """How many of each role, as they were written down beforehand; no names."""
    said = [(m.workshop, attendance(sight.series, m.workshop)) for m in sight.met]
    known = [(number, roles) for number, roles in said if roles]
    if sight.workshop is not None:
        return "".join(f"Aan tafel: {_roles(roles)}." for _, roles in known)
    told = [f"{sum(roles.values())} bij workshop {number}" for number, roles in known]
    return f"Mensen aan tafel: {listed(told)}." if told else ""


def _roles(roles: Mapping[str, int]) -> str:
    """Numbers by role as one line: 6 mensen: 4 uitvoering en 2 beleid."""
    told = listed(f"{ROLES[role].lower()} {number}" for role, number in roles.items())
    return f"{many(sum(roles.values()), 'mens', 'mensen')} ({told})"


# -- what has to be done -------------------------------------------------------------------------


def _todo(sight: Sight) -> Section:
    found = to_do(sight.series, sight.today)
    rows = tuple(
        (_until(one, sight), one.who, f"{one.text}: {brief(forms.line(one.signal.record), 80)}")
        for one in found
    )
    head = ("Uiterlijk", "Wie", "Wat")
    first = (Text(_stands(sight, found), "lead"),)
    return Section(
        PARTS["todo"], rows, head, (4, 3, 9), 2, "Wat het eerst moet, staat bovenaan", first
    )


def _until(one: ToDo, sight: Sight) -> str:
    if one.due is None:
        return "Nog geen datum"
    return sight.day(one.due) + (" (te laat)" if one.late else "")


def _stands(sight: Sight, found: list[ToDo]) -> str:
    """How the series stands, in two or three short sentences."""
    still = sum(not s.closed for s in sight.series.signals)
    going = [a for a in sight.series.agreements if not a.closed]
    late, past = sum(one.late for one in found), sum(over(a, sight.today) for a in going)
    told = [f"Er {_be(still)} {signals_of(still)} open."]
    if late:
        told.append(f"{capital(signals_of(late))} {'wacht' if late == 1 else 'wachten'} te lang.")
    told.append(f"Er {_be(len(going), 'loopt', 'lopen')} {agreements_of(len(going))}.")
    if past:
        told.append(f"Daarvan {'is' if past == 1 else 'zijn'} er {past} over de datum.")
    return " ".join(told)


def _be(number: int, one: str = "staat", more: str = "staan") -> str:
    return one if number == 1 else more


# -- signals, decisions, agreements, what was parked ---------------------------------------------


def _signals(sight: Sight) -> Section:
    found = sorted(sight.about(sight.series.signals), key=lambda s: (s.closed, s.id))
    rows = tuple(
        (str(sight.number(s)), forms.line(s.record), state_of(s), s.owner or "–") for s in found
    )
    head, more = ("Nr.", "Signaal", "Hoe staat het?", "Wie"), _worked_out(sight, found)
    return Section(
        PARTS["signals"], rows, head, (1, 8, 4, 3), 1, "Wat open staat, staat bovenaan", more=more
    )


_DETAILS = {
    "often": "Hoe vaak",
    "who": "Wie heeft er last van",
    "effect": "Gevolg",
    "cause": "Komt door",
    "proposal": "Voorstel",
    "urgent": "Hoe snel nodig",
}


def _worked_out(sight: Sight, signals: list[Signal]) -> tuple[Part, ...]:
    """What more is known of each signal: how it was worked out, and the first reaction to it."""
    lines = []
    for one in signals:
        known = [(label, one.record.get(name)) for name, label in _DETAILS.items()]
        if (answer := one.response) and "response" not in one.conflicts:
            by = ROLES.get(str(answer.get("by", "")), "de leiding")
            known.append((f"Eerste reactie van {by.lower()}", answer.get("text")))
        told = [f"{label}: {str(text).rstrip('. ')}." for label, text in known if text]
        lines += [f"Signaal {sight.number(one)}. {' '.join(told)}"] if told else []
    return (Items(tuple(lines)),) if lines else ()


def _decisions(sight: Sight) -> Section:
    found = [s for s in sight.about(sight.series.signals) if s.decided]
    rows = tuple(_decision(s, sight) for s in reversed(found))
    head = ("Nr.", "Besluit", "Waarom", "Wie en wanneer")
    return Section(
        PARTS["decisions"], rows, head, (1, 3, 8, 5), 0, "Het nieuwste signaal staat bovenaan"
    )


def _decision(signal: Signal, sight: Sight) -> tuple[str, ...]:
    said = signal.decision
    who = [ROLES.get(str(said.get("by", "")), ""), f"op {sight.day(day_of(said))}"]
    doing = [f"{said['owner']} doet het"] if said.get("owner") else []
    doing += [f"klaar op {sight.day(said['date'])}"] if said.get("date") else []
    about = ". ".join(filter(None, [" ".join(filter(None, who)), capital(", ".join(doing))]))
    outcome = OUTCOMES.get(signal.outcome, "")
    return str(sight.number(signal)), outcome, str(said.get("reason", "")), about


def _agreements(sight: Sight) -> Section:
    found = sight.about(sight.series.agreements)
    order = sorted(found, key=lambda a: (a.closed, str(a.record.get("date") or "9"), a.id))
    rows = tuple(
        (said(a.record), str(a.record.get("owner") or "–"), _when(a, sight), _kept(a, sight))
        for a in order
    )
    head = ("Afspraak", "Van wie", "Wanneer", "Hoe staat het?")
    return Section(PARTS["agreements"], rows, head, (8, 3, 3, 3), 1, "Wat loopt, staat bovenaan")


def _when(one: Agreement, sight: Sight) -> str:
    due = one.record.get("date")
    return sight.day(due) if due else "–"


def _kept(one: Agreement, sight: Sight) -> str:
    if one.conflicts:
        return TWO_SAID.split(".")[0]
    state = REVIEWS.get(one.state, "Loopt")
    return f"{state}, over de datum" if over(one, sight.today) else state


def _parked(sight: Sight) -> Section:
    found: list[Parked] = sorted(sight.about(sight.series.parked), key=lambda p: (p.closed, p.id))
    rows = tuple((forms.line(p.record) + (" (besproken)" if p.closed else ""),) for p in found)
    return Section(PARTS["parked"], rows)


# -- what was talked about, and what the group lets go -------------------------------------------


def _talk(sight: Sight) -> Section:
    if sight.workshop is not None:
        lines = [line for one in sight.met for line in _talked(one, sight)]
        return Section(PARTS["talk"], tuple((line,) for line in lines))
    told = [(one.workshop, " · ".join(_talked(one, sight))) for one in sight.met]
    rows = tuple((f"Workshop {number}. {line}",) for number, line in told if line)
    return Section(PARTS["talk"], rows, extra=2)


def _talked(one: Meeting, sight: Sight) -> list[str]:
    """What lay on the table: cards by their question, cases by their title, the ways of working."""
    cards = [sight.words.cards[c] for c in one.cards if c in sight.words.cards]
    lines = [f"Kaart {card.id}, {SUITS[card.suit].title}: {card.question}" for card in cards]
    cases = [sight.words.cases[c] for c in one.cases if c in sight.words.cases]
    lines += [f"Casus {case.code}: {case.title} ({case.theme})" for case in cases if not case.own]
    lines += ["Een eigen casus, die blijft bij de groep"] if one.own else []
    lines += [f"Zo werkten we: {', '.join(one.methods)}"] if one.methods else []
    return lines


def _words(sight: Sight) -> Section:
    known = harvest(sight.series, sight.workshop)
    rows = tuple((f"“{line}”",) for id, line, _ in known if id in sight.released)
    return Section(PARTS["words"], rows)


def _slips(sight: Sight) -> Section:
    said, drawn, whole = slips(sight.series, sight.words, sight.workshop)
    return Section(PARTS["measurement"], first=said, large=drawn, more=whole)


_SECTIONS: dict[str, Callable[[Sight], Section]] = {
    "todo": _todo,
    "signals": _signals,
    "decisions": _decisions,
    "agreements": _agreements,
    "parked": _parked,
    "talk": _talk,
    "words": _words,
    "measurement": _slips,
}
