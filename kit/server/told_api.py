"""What the next workshop will show of the signals, so that leadership can prepare what is said."""

from __future__ import annotations

from kit.follow import Line
from kit.room import Room
from kit.screens import told
from kit.series import Series
from kit.server.series_api import Asked

NOT_BEGUN = "~"
"""The run of a bijeenkomst that is still to come: whatever is open then comes back in it."""


class Told(Asked):
    """The pictures of the next workshop that are about signals, in the order of the beamer."""

    def tell(self, group: str, series: Series) -> None:
        signals = series.line(NOT_BEGUN).signals
        number = self._next(series)
        plan = series.fact("plan", number)
        screens = told.look_back(Line(signals=signals)) if signals else ()
        self.answer(
            workshop=number,
            date=str((plan or {}).get("date") or ""),
            screens=[
                {
                    "about": screen.about,
                    "eyebrow": screen.eyebrow,
                    "title": screen.title,
                    "text": screen.text,
                    "foot": screen.foot,
                    "answered": bool(signal.response or signal.decision),
                    "clash": bool(signal.conflicts),
                }
                for screen, signal in zip(_about_signals(screens), signals, strict=True)
            ],
        )

    def _next(self, series: Series) -> int | None:
        """The first workshop nothing was said in yet, else the first that is not done."""
        numbers = sorted(self.room.workshops)
        begun = {*series.sessions, *(one.workshop for one in series.signals)}
        fresh = [number for number in numbers if number not in begun]
        return fresh[0] if fresh else series.next_workshop(numbers)


def _about_signals(screens: tuple) -> list:
    return [screen for screen in screens if screen.about]


def routes(room: Room) -> list[tuple]:
    """The one address of what will be told."""
    return [("/api/told", Told, {"room": room})]
