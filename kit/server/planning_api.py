"""What the overview asks beside the series itself: planning, measurement, the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime

from tornado import web

from kit import agenda, planning
from kit.forms import checked
from kit.measurement import figures, later_form, measured, told
from kit.room import Room
from kit.screens.told import spoken_day
from kit.series import Series
from kit.server.series_api import Asked, SeriesApi
from kit.views import clock_time, local


class Planning(Asked):
    """The four workshops: date, what to arrange, who comes; and what is promised by when."""

    def tell(self, group: str, series: Series) -> None:
        planned = planning.plans(series)
        workshops = [self._workshop(number, series, planned) for number in planning.NUMBERS]
        due = [
            {
                "day": str(day),
                "spoken": spoken_day(day),
                "line": agenda.term_line(name, count),
                "late": day < self.today(),
            }
            for day, name, count in agenda.promised(series)
        ]
        self.answer(workshops=workshops, odd=planning.odd(planned), promised=due)

    def _workshop(self, number: int, series: Series, planned: dict) -> dict:
        known = self.room.workshops.get(number)
        tasks = planning.tasks(series, number, known.lay_ready if known else ())
        roles = planning.attendance(series, number)
        return {
            "number": number,
            "title": known.title if known else "",
            "plan": planned.get(number),
            "done": str(local(series.done[number]).date()) if number in series.done else "",
            "tasks": [vars(task) for task in tasks],
            "roles": roles,
            "advice": planning.advice(number, roles),
        }


class Calendar(Asked):
    """The dates and the promised terms as a file for a calendar."""

    def tell(self, group: str, series: Series) -> None:
        titles = {number: one.title for number, one in self.room.workshops.items()}
        planned, due = planning.plans(series), agenda.to_file(series)
        now = datetime.fromtimestamp(self.room.now() / 1000, UTC)
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'attachment; filename="gesprekskit.ics"')
        self.finish(agenda.calendar(group, planned, due, titles, now))


class Measurement(Asked):
    """What the slips add up to, and what can be counted."""

    def tell(self, group: str, series: Series) -> None:
        table = self.room.content.table
        found = measured(series, len(table.statements), len(table.exit_questions))
        self.answer(
            **told(found),
            figures=vars(figures(series, self.today())),
            statements=list(table.statements),
            questions=list(table.exit_questions),
            form=later_form(table.statements),
        )


class Slip(SeriesApi):
    """One slip of three months later, typed from paper: it belongs to no workshop."""

    async def do(self, body: dict) -> None:
        group, given = self.group(str(body.get("group", ""))), body.get("fields")
        if not isinstance(given, dict):
            raise web.HTTPError(400)
        kept = checked(later_form(self.room.content.table.statements), given)
        draft = str(body.get("draft") or "")[:64]
        extra = {"draft": draft} if draft else {}
        made = await self.room.keep(group, "measurement", None, moment="later", **kept, **extra)
        self.answer(id=made["id"], time=clock_time(made["time"]))


def routes(room: Room) -> list[tuple]:
    """Every address of the overview page beside those of the series."""
    known = {"room": room}
    return [
        ("/api/planning", Planning, known),
        ("/api/calendar", Calendar, known),
        ("/api/measurement", Measurement, known),
        ("/api/slip", Slip, known),
    ]
