"""The calendar file: the four dates and the promised terms, for whatever calendar people use.

No person and no word of a signal is in it: only how many signals wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kit.follow import day_of
from kit.series import Series
from kit.terms import terms

PLACE = "Europe/Amsterdam"
TERM_LINES = {
    "receipt": "Laat weten dat je {} hebt",
    "response": "Eerste reactie op {}",
    "decision": "Besluit over {}",
    "check_up": "Na drie maanden kijken naar {}",
}
DAY_BEFORE, WEEK_BEFORE = timedelta(days=-1), timedelta(weeks=-1)


def promised(series: Series) -> list[tuple[date, str, int]]:
    """What leadership still has to do and by when: day, name of the term, how many signals."""
    count = Counter((day, name) for day, name, _ in _open(series))
    return [(*one, count[one]) for one in sorted(count)]


def to_file(series: Series) -> list[tuple[date, str, int, date]]:
    """The same for `calendar`: apart by the day from which the term counts, which comes last.

    That day stays when a date moves, so the event of an earlier file moves and is not doubled.
    """
    count = Counter(_open(series))
    return [(day, name, count[day, name, since], since) for day, name, since in sorted(count)]


def _open(series: Series) -> Iterator[tuple[date, str, date]]:
    """Each term that is not done yet: its day, its name, and the day from which it counts."""
    meetings = series.meetings()
    for signal in series.signals:
        for term in terms(signal, meetings):
            if term.due and not term.done:
                told = signal.feedback if term.name == "check_up" else None
                yield term.due, term.name, day_of(told) if told else signal.said_on


def term_line(name: str, count: int) -> str:
    """A promised term without a word of what the signals say: Eerste reactie op 3 signalen."""
    return TERM_LINES[name].format(f"{count} signaal" if count == 1 else f"{count} signalen")


def calendar(
    group: str, planned: Mapping[int, dict], due: Iterable[tuple], titles: Mapping, now: datetime
) -> bytes:
    """The dates and the promised terms as iCalendar (RFC 5545), each with a reminder.

    `planned` is what `plans` gives, `due` what `to_file` gives (or `promised`), `titles` the name
    of each workshop, `now` an aware moment. The same date keeps its UID, so a calendar that reads
    a later file moves it. What is done meanwhile is not in a later file; a calendar keeps what it
    has until somebody takes it away.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Gesprekskit//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Gesprekskit")
    for number, plan in sorted(planned.items()):
        made.add_component(_meeting(group, number, plan, str(titles.get(number, "")), now))
    for day, name, count, *since in due:
        remind = DAY_BEFORE if name == "receipt" else WEEK_BEFORE
        uid = f"{name}-since-{since[0]}@{group}" if since else f"{name}-{day}@{group}"
        event = _event(uid, term_line(name, count), day, now, remind)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    years = [date.fromisoformat(plan["date"]).year for plan in planned.values()]
    if years:
        made.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return made.to_ical()


def _meeting(group: str, number: int, plan: dict, title: str, now: datetime) -> object:
    day = date.fromisoformat(plan["date"])
    name = f"Workshop {number}: {title}" if title else f"Workshop {number}"
    at: date = day
    if plan.get("start"):
        at = datetime.combine(day, time.fromisoformat(plan["start"]), ZoneInfo(PLACE))
    event = _event(f"workshop-{number}@{group}", name, at, now, WEEK_BEFORE)
    long = timedelta(minutes=int(plan.get("minutes") or 90))
    event.add("dtend", at + long if plan.get("start") else day + timedelta(days=1))
    if plan.get("place"):
        event.add("location", plan["place"])
    return event


def _event(uid: str, name: str, at: date, now: datetime, remind: timedelta) -> object:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{uid}.gesprekskit")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()) // 60)  # a later file is a newer version
    event.add("summary", name)
    event.add("dtstart", at)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", remind)
    event.add_component(alarm)
    return event
