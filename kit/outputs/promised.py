"""What waits, for whom and until when, in the words of a paper: the same in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kit import forms
from kit.follow import OUTCOMES, Agreement, Signal
from kit.model import ROLES
from kit.planning import NUMBERS, plans
from kit.screens.listed import STATES, full_day
from kit.screens.told import TWO_SAID, spoken_day
from kit.series import Series
from kit.terms import terms

PROMISED = {
    "receipt": "Laat weten dat signaal {n} binnen is",
    "response": "Geef een eerste reactie op signaal {n}",
    "decision": "Neem een besluit over signaal {n}",
    "check_up": "Kijk of de praktijk iets merkt van signaal {n}",
}

CHOOSE = "Kies samen wat geldt bij signaal {n}, er staan twee antwoorden"
TELL = "Vertel de groep het besluit over signaal {n}"
AGAIN = {
    "onderzoek": "Vertel wat het onderzoek opleverde en besluit over signaal {n}",
    "hogerop": "Vraag na wat er hogerop is besloten over signaal {n}",
    "": "Neem een nieuw besluit over signaal {n}",
}
"""What comes after a decision that was told and does not close a signal, by its outcome."""
LEADERS = "De leiding"
"""Who made the promise, as long as nobody was named."""


def capital(text: str) -> str:
    """A text with a capital in front."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str]) -> str:
    """Words as one says them: een, twee en drie."""
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


def long_day(day: date) -> str:
    """A day as it stands at the top of a paper: donderdag 26 november 2026."""
    return f"{full_day(str(day))} {day.year}"


# -- what waits -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToDo:
    """One thing somebody promised about a signal. `due` is None when no day is known."""

    signal: Signal
    text: str
    who: str
    due: date | None
    late: bool


def to_do(series: Series, today: date) -> list[ToDo]:
    """The first thing to do about each signal that waits: what is late first, then by day."""
    days = series.meetings()
    coming = min((day for day in days if day >= today), default=None)
    found = [_first(s, n, days, coming, today) for n, s in enumerate(series.signals, 1)]
    return sorted(filter(None, found), key=lambda one: (not one.late, one.due or date.max))


def _first(
    signal: Signal, n: int, days: tuple[date, ...], coming: date | None, today: date
) -> ToDo | None:
    who = next((str(e["owner"]) for e in reversed(signal.events) if e.get("owner")), LEADERS)
    if signal.conflicts:
        return ToDo(signal, CHOOSE.format(n=n), "De groep", coming, False)
    if signal.decided and not signal.feedback:
        by = ROLES.get(str(signal.decision.get("by", "")), who)
        return ToDo(signal, TELL.format(n=n), by, coming, False)
    if signal.feedback and not signal.closed:
        due = day_in(signal.decision)
        late = due is not None and due < today
        return ToDo(signal, AGAIN.get(signal.outcome, AGAIN[""]).format(n=n), who, due, late)
    for term in terms(signal, days):
        if not term.done:
            return ToDo(signal, PROMISED[term.name].format(n=n), who, term.due, term.late(today))
    return None


def day_in(record: dict) -> date | None:
    """The day that was typed in a record; None when there is none."""
    try:
        return date.fromisoformat(str(record.get("date")))
    except ValueError:
        return None


def state_of(signal: Signal) -> str:
    """Where a signal is in its life, as one reads it."""
    if signal.conflicts:
        return TWO_SAID.split(".")[0]
    if signal.state in ("opgehaald", "besproken"):
        return STATES[signal.state]
    outcome = OUTCOMES.get(signal.outcome, "")
    if signal.state == "gecheckt":
        works = str(signal.check_up.get("works", ""))
        return f"{outcome}. Na drie maanden: merkt de praktijk het? {works.capitalize()}"
    told = "verteld aan de groep" if signal.feedback else "nog niet verteld aan de groep"
    return f"{outcome}, {told}"


def said(record: dict) -> str:
    """An agreement without its owner: Als het stil blijft, dan bel ik."""
    return capital(forms.line({**record, "owner": ""}))


def over(one: Agreement, today: date) -> bool:
    """Whether an agreement is past its date and not closed."""
    due = str(one.record.get("date") or "")
    return bool(due) and not one.closed and due < str(today)


def next_number(series: Series) -> int | None:
    """The first workshop that is not done yet."""
    return series.next_workshop([*NUMBERS])


def next_time(series: Series, today: date) -> str:
    """When and where the next workshop is, in whole sentences."""
    number = next_number(series)
    if number is None:
        return "De vier workshops zijn gedaan. Na drie maanden kijken we samen wat er is veranderd."
    plan = plans(series).get(number)
    if not plan:
        return f"Workshop {number} heeft nog geen datum. Prik die snel."
    day, start, place = (str(plan[k]) for k in ("date", "start", "place"))
    if day < str(today):
        return f"Workshop {number} stond gepland op {spoken_day(day)}. Prik een nieuwe datum."
    when = f"{full_day(day)} {day[:4]}" + (f" om {start} uur" if start else "")
    where = f" Plek: {place}." if place else ""
    return f"Workshop {number} is op {when}.{where}"
