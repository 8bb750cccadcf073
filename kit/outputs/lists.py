"""What is still to be done and what became of the signals, as lists that people take home.

A task is an agreement of the group, or what was promised about a signal: receipt, first reaction,
decision, telling it back, carrying it out, the look after three months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kit.follow import OUTCOMES, REVIEWS, Agreement, Signal
from kit.forms import line
from kit.house_style import NEUTRAL, HouseStyle
from kit.model import ROLES
from kit.outputs.promised import PROMISED, said
from kit.screens.beamer import plain
from kit.screens.listed import STATES
from kit.screens.told import spoken_day
from kit.series import Series
from kit.sheets import Column, Sheet
from kit.sheets.writing import csv, xlsx
from kit.terms import Term, terms

AGREEMENT, PROMISE = "Afspraak", "Belofte"
LEADERS = "De leiding"
"""Who a promise about a signal is asked of, as long as nobody else picked it up."""
GROUP, OPEN = "De groep", "Open"
TWO_SAID = "Er staan twee antwoorden: kies er één"
LONGEST_LINE = 255
"""Letters of one task in Planner and To Do."""

STEPS = PROMISED | {
    "choose": "Kies samen welk besluit geldt bij signaal {n}",
    "feedback": "Vertel de groep het besluit over signaal {n}",
    "ja": "Voer het besluit uit over signaal {n}",
    "onderzoek": "Zoek verder uit wat nodig is bij signaal {n}",
    "hogerop": "Breng signaal {n} hogerop",
}
"""What is to be done, by term, step or outcome of a decision."""
TERM_WORDS = {
    "receipt": "ontvangst",
    "response": "eerste reactie",
    "decision": "besluit",
    "check_up": "kijken na drie maanden",
}


@dataclass(frozen=True)
class Task:
    """One thing to do. `step` says what and about which signal, `words` what was said of it.

    An agreement has words only. `who` is a role, or a first name that a group typed itself; "" when
    nobody was named. `when` is the last day, None when none was agreed. `state` is how it stands,
    in Dutch; `first` the first step of an agreement.
    """

    kind: str
    step: str
    words: str
    who: str
    when: date | None
    workshop: int | None
    state: str = OPEN
    first: str = ""
    done: bool = False
    late: bool = False

    @property
    def text(self) -> str:
        """The task in full."""
        return self.step + self.words


def tasks(series: Series, today: date) -> tuple[Task, ...]:
    """Everything to do or done: first what is open by its day, without a day last, then the rest.

    What was promised about a signal is only there while it is open. What has the same day keeps
    the order of the series.
    """
    meetings = series.meetings()
    found = [
        *(
            one
            for number, signal in enumerate(series.signals, 1)
            for one in _of_signal(signal, number, meetings)
        ),
        *(_of_agreement(agreement) for agreement in series.agreements),
    ]
    found = [
        replace(one, late=not one.done and bool(one.when and one.when < today)) for one in found
    ]
    return tuple(sorted(found, key=lambda one: (one.done, one.when or date.max)))


def _of_agreement(agreement: Agreement) -> Task:
    record = agreement.record
    state = REVIEWS.get(agreement.state, OPEN)
    return Task(
        AGREEMENT,
        "",
        plain(said(record)),
        plain(str(record.get("owner") or "")),
        _day(record.get("date")),
        agreement.workshop,
        TWO_SAID if agreement.conflicts else state,
        str(record.get("first") or ""),
        agreement.closed,
    )


def _of_signal(signal: Signal, number: int, meetings: tuple[date, ...]) -> Iterator[Task]:
    """What is still promised about one signal; `number` is what it is called on every paper."""
    words, owner = plain(line(signal.record)), plain(signal.owner) or LEADERS

    def task(step: str, when: date | None = None, who: str = owner) -> Task:
        about = STEPS[step].format(n=number) + ": "
        return Task(PROMISE, about, words, who, when, signal.workshop)

    yield from (task(term.name, term.due) for term in terms(signal, meetings) if not term.done)
    if signal.decision and not signal.decided:
        yield task("choose", who=GROUP)
    elif signal.decision:
        if not signal.feedback:
            yield task("feedback", who=ROLES.get(str(signal.decision.get("by")), LEADERS))
        if signal.outcome in STEPS and not signal.check_up:
            yield task(signal.outcome, _day(signal.decision.get("date")))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


# -- as a spreadsheet --------------------------------------------------------------------------

ACTION_COLUMNS = (
    Column("Wat", 58),
    Column("Wie", 18),
    Column("Uiterlijk", 12, "date"),
    Column("Workshop", 10, "number"),
    Column("Stand", 16),
    Column("Te laat", 9),
    Column("Eerste stap", 28),
    Column("Soort", 11),
)
SIGNAL_COLUMNS = (
    Column("Nr.", 6, "number"),
    Column("Signaal", 46),
    Column("Wie zei het?", 15),
    Column("Workshop", 10, "number"),
    Column("Opgehaald op", 13, "date"),
    Column("Stand", 20),
    Column("Besluit", 13),
    Column("Reden of eerste reactie", 40),
    Column("Wie pakt het op?", 17),
    Column("Ontvangst uiterlijk", 13, "date"),
    Column("Reactie uiterlijk", 13, "date"),
    Column("Besluit uiterlijk", 13, "date"),
    Column("Te laat met", 17),
)


def actions_sheet(series: Series, today: date) -> Sheet:
    """Every task, open ones first."""
    rows = (
        (
            one.text,
            one.who,
            one.when,
            one.workshop,
            one.state,
            "Ja" if one.late else "",
            one.first,
            one.kind,
        )
        for one in tasks(series, today)
    )
    return Sheet("Acties", ACTION_COLUMNS, tuple(rows))


def signals_sheet(series: Series, today: date) -> Sheet:
    """Every signal with what became of it, oldest first."""
    meetings = series.meetings()
    rows = (
        (number, *_signal_row(one, terms(one, meetings), today))
        for number, one in enumerate(series.signals, 1)
    )
    return Sheet("Signalen", SIGNAL_COLUMNS, tuple(rows))


def _signal_row(signal: Signal, promised: tuple[Term, ...], today: date) -> tuple:
    due = {term.name: term.due for term in promised}
    late = [TERM_WORDS[one.name] for one in promised if one.late(today) and not one.done]
    answer = signal.decision or signal.response or {}
    return (
        line(signal.record),
        ROLES.get(str(signal.record.get("role", "")), ""),
        signal.workshop,
        signal.said_on,
        TWO_SAID if signal.conflicts else STATES[signal.state],
        OUTCOMES.get(signal.outcome, ""),
        str(answer.get("reason") or answer.get("text") or ""),
        signal.owner,
        due["receipt"],
        due["response"],
        due["decision"],
        " en ".join(late),
    )


def action_list(series: Series, group_name: str, today: date, style: HouseStyle = NEUTRAL) -> bytes:
    """The tasks and the signals of a group as one .xlsx, a tab each."""
    sheets = (actions_sheet(series, today), signals_sheet(series, today))
    return xlsx(sheets, f"Acties en signalen van {group_name}", today, style)


def actions_csv(series: Series, today: date) -> bytes:
    """The tasks as .csv for Dutch Excel."""
    return csv(actions_sheet(series, today))


def signals_csv(series: Series, today: date) -> bytes:
    """The signals as .csv for Dutch Excel."""
    return csv(signals_sheet(series, today))


# -- to paste ----------------------------------------------------------------------------------


def planner(series: Series, today: date) -> str:
    """One line for each open task, to paste into Planner or To Do; "" when nothing is open."""
    return "".join(f"{_pasted(one)}\n" for one in tasks(series, today) if not one.done)


def _pasted(task: Task) -> str:
    """A task in the one line that a planner takes; a long text ends in …, at a whole word."""
    by = f"uiterlijk {spoken_day(task.when)} {task.when.year}" if task.when else ""
    tail = "".join(f" – {part}" for part in (_shorter(task.who, 60), by) if part)
    room = LONGEST_LINE - len(tail) - len(task.step)
    return task.step + _shorter(task.words.rstrip("."), room) + tail


def _shorter(text: str, room: int) -> str:
    """A text of at most `room` letters; whole words where there are words."""
    if len(text) <= room:
        return text
    return text[: room - 2].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
