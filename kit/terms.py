"""The terms of the promise: working days, and what should have been done by when.

Days count as in the Algemene termijnenwet (art. 3): Saturdays, Sundays and the general holidays
do not count, Good Friday and 5 May neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from kit.follow import Signal, day_of

RECEIPT_DAYS = 5
"""Working days within which a signal is received."""
DECISION_WEEKS = 8
CHECK_MONTHS = 3


@cache
def holidays(year: int) -> frozenset[date]:
    """The general holidays of the Netherlands in one year."""
    sunday = easter(year)
    moving = (-2, 0, 1, 39, 49, 50)  # Good Friday, Easter, Ascension Day, Whitsun
    king = date(year, 4, 27)
    king = king - timedelta(1) if king.weekday() == 6 else king
    fixed = (date(year, 1, 1), king, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset({*fixed, *(sunday + timedelta(days) for days in moving)})


def is_working_day(day: date) -> bool:
    """Whether a Dutch office works on this day."""
    return day.weekday() < 5 and day not in holidays(day.year)


@cache
def working_days_after(day: date, count: int) -> date:
    """The day that is `count` working days after `day`; the day itself does not count."""
    while count > 0:
        day += timedelta(1)
        count -= is_working_day(day)
    return day


@dataclass(frozen=True)
class Term:
    """One promise about one signal: by when (None: no date known yet) and when it was done."""

    name: str
    due: date | None
    done: date | None

    def late(self, today: date) -> bool:
        """Whether it was done after its day, or is not done and its day has passed."""
        return self.due is not None and (self.done or today) > self.due

    def kept(self) -> bool:
        """Whether it was done, and in time."""
        return self.done is not None and (self.due is None or self.done <= self.due)


def terms(signal: Signal, meetings: Iterable[date]) -> tuple[Term, ...]:
    """The promises about a signal, as far as its life has come.

    `meetings` are the days of workshops, held or planned: the first reaction comes before the
    first one after the signal. The check follows three months after the feedback.
    """
    said = signal.said_on
    next_one = min((day for day in meetings if day > said), default=None)
    decided = signal.first_day("decision")
    all_terms = [
        Term(
            "receipt",
            working_days_after(said, RECEIPT_DAYS),
            signal.first_day("receipt", "response", "decision"),
        ),
        Term("response", next_one, signal.first_day("response", "decision")),
        Term("decision", said + timedelta(weeks=DECISION_WEEKS), decided),
    ]
    if told := signal.feedback:
        seen = signal.check_up
        due = day_of(told) + relativedelta(months=CHECK_MONTHS)
        all_terms.append(Term("check_up", due, day_of(seen) if seen else None))
    return tuple(all_terms)
