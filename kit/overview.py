"""A whole series as plain values: the one picture behind every page, list and figure about it."""

from __future__ import annotations

from datetime import date

from kit import answers, forms
from kit.follow import OUTCOMES, Agreement, Parked, Signal, Thread, day_of
from kit.forms import Refused
from kit.model import ROLES
from kit.planning import plans
from kit.screens.told import spoken_day
from kit.series import Series
from kit.similar import alike
from kit.terms import Term, terms

TERM_NAMES = {
    "receipt": "Ontvangst bevestigen",
    "response": "Eerste reactie",
    "decision": "Besluit",
    "check_up": "Na drie maanden kijken",
}
ABOUT_RECORD = {"id", "time", "check", "run", "draft", "replaces", "target", "after", "step"}


def overview(series: Series, today: date) -> dict:
    """Signals, agreements, parked points and counts of one group as JSON can hold them.

    Days are 2026-12-31. `counts` are the figures that `kit status` prints too, `plans` the dates
    of workshops (by number as text), `since` what changed after the last one.
    """
    meetings = series.meetings()
    signals = [_signal(one, series, meetings, today) for one in series.signals]
    agreements = [_agreement(one, today) for one in series.agreements]
    parked = [{**_thread(one), "closed": one.closed} for one in series.parked]
    return {
        "today": str(today),
        "signals": signals,
        "agreements": agreements,
        "parked": parked,
        "counts": counts(series, today),
        "plans": {str(number): plan for number, plan in plans(series).items()},
        "since": since(series),
    }


def since(series: Series) -> dict:
    """What changed after the last bijeenkomst: its workshop and day, and how many had each event.

    `events` counts threads by kind of event; `signals` are new ones. Empty before the first.
    """
    last = max(series.sessions.values(), key=_moment, default=None)
    if last is None:
        return {}
    threads = (*series.signals, *series.agreements, *series.parked)
    kinds = [
        kind
        for one in threads
        for kind in {e["kind"] for e in one.events if _moment(e) > _moment(last)}
    ]
    return {
        "workshop": last["workshop"],
        "day": str(day_of(last)),
        "signals": sum(_moment(s.first or s.record) > _moment(last) for s in series.signals),
        "events": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
    }


def _moment(record: dict) -> tuple[str, str]:
    return record["time"], record["id"]


def counts(series: Series, today: date) -> dict[str, int | str | list[int] | None]:
    """How many signals, agreements and parked points stand where, and how far the workshops are."""
    meetings = series.meetings()
    signals = series.signals
    late = [s for s in signals if any(t.late(today) and not t.done for t in terms(s, meetings))]
    kept = [t.kept() for s in signals for t in terms(s, meetings) if t.done]
    going = series.open_session()
    return {
        "signals": len(signals),
        "signals_open": sum(not s.closed for s in signals),
        "signals_unanswered": sum(s.state == "opgehaald" for s in signals),
        "signals_answered": sum(s.state != "opgehaald" for s in signals),
        "signals_late": len(late),
        "signals_closed": sum(s.closed for s in signals),
        "signals_refused": sum(s.outcome == "nee" for s in signals),
        "signals_in_conflict": sum(bool(s.conflicts) for s in signals),
        "answers_in_time": sum(kept),
        "answers": len(kept),
        "agreements": len(series.agreements),
        "agreements_open": sum(not a.closed for a in series.agreements),
        "agreements_reviewed": sum(bool(a.review) for a in series.agreements),
        "agreements_kept": sum(a.state == "gedaan" for a in series.agreements),
        "parked": sum(not p.closed for p in series.parked),
        "speaking_rounds": len(series.spoken),
        "workshops_done": sorted(series.done),
        "stopped_at": going["workshop"] if going else None,
        "stopped_step": str(going.get("title") or "") if going else "",
    }


def _thread(one: Thread) -> dict:
    last = one.record
    return {
        "id": one.id,
        "line": forms.line(last),
        "fields": {k: v for k, v in last.items() if k not in ABOUT_RECORD},
        "role": ROLES.get(str(last.get("role", "")), ""),
        "workshop": one.workshop,
        "said_on": str(one.said_on),
        "events": [_event(event) for event in one.events],
        "conflicts": [_conflict(one, kind) for kind in one.conflicts],
    }


def _event(event: dict) -> dict:
    return {
        "id": event["id"],
        "kind": event["kind"],
        "line": forms.line(event),
        "by": ROLES.get(str(event.get("by", "")), ""),
        "day": str(day_of(event)),
        "fields": {k: v for k, v in event.items() if k not in ABOUT_RECORD},
    }


def _conflict(one: Thread, kind: str) -> dict:
    """What two sides said apart: a person writes the one that holds."""
    said = one.wordings if kind == "wording" else one.heads(kind)
    return {"kind": kind, "said": [_event(event) for event in said]}


def _signal(one: Signal, series: Series, meetings: tuple[date, ...], today: date) -> dict:
    promised = terms(one, meetings)
    others = [other for other in series.signals if other.id != one.id]
    return _thread(one) | {
        "state": one.state,
        "outcome": one.outcome,
        "outcome_name": OUTCOMES.get(one.outcome, ""),
        "closed": one.closed,
        "owner": one.owner,
        "days_open": 0 if one.closed else (today - one.said_on).days,
        "terms": [_term(term, today) for term in promised],
        "late": any(term.late(today) and not term.done for term in promised),
        "next": answers.next_kind(one),
        "can": [kind for kind in answers.FORMS if _fits(kind, one)],
        "alike": [
            {"id": other.id, "line": forms.line(other.record), "state": other.state}
            for other in alike(forms.line(one.record), others)
            if other.said_on <= one.said_on and other.id < one.id
        ],
    }


def _fits(kind: str, thread: Thread) -> bool:
    try:
        answers.form(kind, thread)
    except Refused:
        return False
    return not answers.too_soon(kind, thread)


def _term(term: Term, today: date) -> dict:
    return {
        "name": term.name,
        "label": TERM_NAMES[term.name],
        "due": str(term.due) if term.due else None,
        "done": str(term.done) if term.done else None,
        "late": term.late(today),
        "spoken": spoken_day(term.due) if term.due else "",
    }


def _agreement(one: Agreement, today: date) -> dict:
    due = str(one.record.get("date") or "")
    return _thread(one) | {
        "state": one.state,
        "closed": one.closed,
        "owner": str(one.record.get("owner") or ""),
        "due": due,
        "late": bool(due) and not one.closed and due < str(today),
        "next": "review",
    }


def thread_of(series: Series, id: str) -> Signal | Agreement | Parked:
    """The thread of this id. Raises Refused with a Dutch message when it is not there."""
    found = series.thread(id)
    if found is None:
        raise Refused("Dit signaal of deze afspraak is er niet (meer). Laad de pagina opnieuw.")
    return found
