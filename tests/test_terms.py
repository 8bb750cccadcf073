"""The terms of the promise: Dutch working days, and what is late says so."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from kit.series import fold
from kit.terms import Term, holidays, is_working_day, terms, working_days_after

number = count(1)


def said(kind: str, day: str, **fields: object) -> dict:
    n = next(number)
    own = {"id": f"{n:026}", "time": f"{day}T10:00:00.000Z", "check": str(n), "step": ""}
    return {**own, "kind": kind, "group": "g", "workshop": 1, **fields}


SIGNAL = said("signal", "2026-10-01", text="De brief is te moeilijk.")


def event(kind: str, day: str, *after: dict, **fields: object) -> dict:
    return said(kind, day, target=SIGNAL["id"], after=[one["id"] for one in after], **fields)


def promised(*events: dict, meetings: tuple[date, ...] = ()) -> dict[str, Term]:
    """The terms of the one signal, by name."""
    (signal,) = fold([SIGNAL, *events]).signals
    return {term.name: term for term in terms(signal, meetings)}


# -- working days --------------------------------------------------------------------------------

KNOWN = {
    2024: "0101 0329 0331 0401 0427 0505 0509 0519 0520 1225 1226",
    2025: "0101 0418 0420 0421 0426 0505 0529 0608 0609 1225 1226",
    2026: "0101 0403 0405 0406 0427 0505 0514 0524 0525 1225 1226",
    2027: "0101 0326 0328 0329 0427 0505 0506 0516 0517 1225 1226",
}


@pytest.mark.parametrize("year", KNOWN)
def test_the_holidays_of_a_year_are_those_of_the_calendar(year):
    known = {date(year, int(day[:2]), int(day[2:])) for day in KNOWN[year].split()}
    assert holidays(year) == known


@pytest.mark.parametrize("day", ["2025-04-26", "2025-05-05", "2026-04-03", "2027-05-06"])
def test_on_the_kings_day_liberation_day_good_friday_and_ascension_day_nobody_works(day):
    assert not is_working_day(date.fromisoformat(day))


def test_the_kings_day_moves_only_from_a_sunday():
    assert is_working_day(date(2025, 4, 28))
    assert not is_working_day(date(2026, 4, 27))


@pytest.mark.parametrize(
    ("day", "days", "until"),
    [
        ("2026-10-01", 5, "2026-10-08"),  # over a weekend
        ("2026-10-03", 1, "2026-10-05"),  # said on a Saturday
        ("2026-12-24", 5, "2027-01-04"),  # Christmas, a weekend and New Year
        ("2026-12-31", 1, "2027-01-04"),
        ("2027-03-24", 5, "2027-04-02"),  # Good Friday and Easter
        ("2026-05-01", 5, "2026-05-11"),  # 5 May is no working day here
    ],
)
def test_working_days_pass_weekends_and_holidays(day, days, until):
    assert working_days_after(date.fromisoformat(day), days) == date.fromisoformat(until)


def test_no_working_days_later_is_the_day_itself():
    assert working_days_after(date(2026, 10, 3), 0) == date(2026, 10, 3)


# -- what was promised ---------------------------------------------------------------------------


def test_a_signal_is_received_in_five_working_days_and_decided_in_eight_weeks():
    found = promised(meetings=(date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 22)))
    due = {name: term.due for name, term in found.items()}
    assert due == {
        "receipt": date(2026, 10, 8),
        "response": date(2026, 10, 22),
        "decision": date(2026, 11, 26),
    }


def test_without_a_next_workshop_the_first_reaction_has_no_day_and_is_never_late():
    term = promised(meetings=(date(2026, 10, 1),))["response"]
    assert (term.due, term.late(date(2030, 1, 1))) == (None, False)


def test_the_next_workshop_counts_when_it_is_planned_and_when_it_was_held():
    plan = said("plan", "2026-10-01", date="2026-10-29")
    held = said("session", "2026-10-20", run="twee", here=0)
    records = [SIGNAL, plan]
    assert fold(records).meetings() == (date(2026, 10, 29),)
    assert fold([*records, held]).meetings() == (date(2026, 10, 20), date(2026, 10, 29))


@pytest.mark.parametrize("planned", ["", "morgen", "2026-02-30", 7, None, {"dag": 1}])
def test_a_plan_without_a_real_date_is_no_meeting_and_breaks_nothing(planned):
    assert fold([SIGNAL, said("plan", "2026-10-01", date=planned)]).meetings() == ()


def test_on_its_day_it_is_in_time_and_the_day_after_it_is_late():
    term = promised()["receipt"]
    assert not term.late(date(2026, 10, 8))
    assert term.late(date(2026, 10, 9))


def test_what_was_done_in_time_is_kept_and_never_late():
    term = promised(event("receipt", "2026-10-08"))["receipt"]
    assert (term.kept(), term.late(date(2030, 1, 1))) == (True, False)


def test_what_was_done_late_stays_late():
    term = promised(event("receipt", "2026-10-09"))["receipt"]
    assert (term.kept(), term.late(date(2026, 10, 9))) == (False, True)


def test_an_answer_is_a_receipt_too():
    found = promised(event("decision", "2026-10-02"), meetings=(date(2026, 10, 22),))
    assert all(term.kept() for term in found.values())


def test_a_correction_makes_no_signal_younger():
    newer = said("signal", "2026-11-01", text="De brief is te lang.", replaces=SIGNAL["id"])
    assert promised(newer)["decision"].due == date(2026, 11, 26)


def test_the_check_is_asked_three_months_after_the_feedback_that_holds():
    first = event("decision", "2026-10-05", outcome="ja")
    told = event("feedback", "2026-11-30", first)
    assert "check_up" not in promised(first)
    assert promised(first, told)["check_up"].due == date(2027, 2, 28)
    seen = event("check_up", "2027-02-01", first, told)
    assert promised(first, told, seen)["check_up"].kept()


def test_working_days_never_run_backwards():
    day = date(2026, 1, 1)
    ends = [working_days_after(day + timedelta(n), 5) for n in range(400)]
    assert ends == sorted(ends)
