"""One bijeenkomst while it runs: where we are, what the clock says, what the beamer may show.

A session is frozen; an action (`kit.actions`) gives a new one. Moments are milliseconds since
1970. Nothing here reads a clock, a file or a network: the caller tells what time it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kit import pacing
from kit.follow import NOTHING, Line
from kit.model import Content, Screen, Step, Workshop
from kit.pacing import MINUTE
from kit.screens import steps as pictures
from kit.screens.steps import Picks

LOBBY = -1


@dataclass(frozen=True)
class Clock:
    """A count-down: `ends` counts while it runs, `remaining` while it stands still (ms)."""

    running: bool = False
    ends: int = 0
    remaining: int = 0
    total: int = 0

    def left(self, now: int) -> int:
        """Milliseconds to go; below zero when over time."""
        return self.ends - now if self.running else self.remaining

    def paused(self, now: int) -> Clock:
        return replace(self, running=False, remaining=self.left(now), ends=0)

    def resumed(self, now: int) -> Clock:
        return replace(self, running=True, ends=now + self.remaining, remaining=0)

    def stretched(self, by: int) -> Clock:
        moved = {"ends": self.ends + by} if self.running else {"remaining": self.remaining + by}
        return replace(self, total=max(MINUTE, self.total + by), **moved)


@dataclass(frozen=True)
class Playing:
    """A sound or film: at `at` (ms) since the moment `since` while it runs, else standing there.

    `here` says that the facilitator's own page plays it, for want of a beamer. `trouble` is what
    the window that should play it met: refused (a browser waits for a click) or broken.
    """

    running: bool = False
    at: int = 0
    since: int = 0
    here: bool = False
    trouble: str = ""

    def place(self, now: int) -> int:
        """How far it is, in milliseconds."""
        return self.at + max(0, now - self.since) if self.running else self.at

    def stopped(self, now: int, trouble: str = "") -> Playing:
        return replace(self, running=False, at=self.place(now), trouble=trouble)


@dataclass(frozen=True)
class Session:
    """Where a workshop stands. `here` is the step's index; -1 before the start, n after the end."""

    workshop: Workshop
    content: Content
    variant: int = 90
    run: str = ""
    here: int = LOBBY
    screen: int = 0
    end: int | None = None
    clock: Clock = Clock()
    write: Clock | None = None
    blank: bool = False
    follow_ups: bool = False
    words_shown: bool = False
    shown: tuple[str, ...] = ()
    minutes: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    screens_at: dict[str, int] = field(default_factory=dict)
    picks: Picks = field(default_factory=Picks)
    back: Line = NOTHING
    dots: dict[str, int] = field(default_factory=dict)
    view: str = "facilitator"
    playing: Playing = Playing()

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.workshop.steps

    @property
    def lobby(self) -> bool:
        return self.here == LOBBY

    @property
    def finished(self) -> bool:
        return self.here >= len(self.steps)

    @property
    def step(self) -> Step | None:
        return None if self.lobby or self.finished else self.steps[self.here]

    def planned(self, step: Step) -> int:
        """The minutes of a step as the notebook has them, in this variant."""
        return step.minutes.get(self.variant) or next(iter(step.minutes.values()))

    def minutes_of(self, step: Step) -> int:
        """The minutes of a step as they are now."""
        return self.minutes.get(step.id, self.planned(step))

    def later(self) -> dict[str, int]:
        """Minutes of the steps that are still to come, by id."""
        rest = self.steps[self.here + 1 :] if not self.lobby else self.steps
        return {s.id: self.minutes_of(s) for s in rest}

    def status(self, index: int) -> str:
        """done, now, open or skipped: what the run sheet says of a step."""
        if index == self.here:
            return "now"
        if self.steps[index].id in self.left:
            return "done"
        return "skipped" if index < self.here else "open"

    def proposal(self, now: int) -> dict | None:
        """New minutes to end on time, or None (see `kit.pacing.propose`)."""
        if self.step is None or not self.clock.running:
            return None
        return pacing.propose(now, self.end, self.clock.left(now), self.later())

    def here_screens(self) -> tuple[Screen, ...]:
        """The pictures of the step we are at."""
        if self.step is None:
            return (self._outside(),)
        return pictures.screens(self.step, self.content, self.picks, self.back)

    def now_screen(self) -> Screen:
        """The picture we are at, as the step has it."""
        all_screens = self.here_screens()
        return all_screens[min(self.screen, len(all_screens) - 1)]

    @property
    def can_follow_up(self) -> bool:
        """Whether what is on the beamer has follow-up questions."""
        return self.now_screen().kind == "card"

    def _outside(self) -> Screen:
        if self.lobby:
            return Screen("lobby", self.workshop.title, text="Welkom. We beginnen zo.")
        return Screen("lobby", "Dank je wel", text="Tot de volgende keer.")


def beamer(session: Session, words: tuple[str, ...] = (), board: tuple = ()) -> Screen:
    """What participants may see now.

    `words` are harvested words the facilitator lets show, `board` the filled rows of a method.
    """
    if session.blank:
        return pictures.blank(session.content)
    now = session.now_screen()
    if session.write:
        return pictures.quiet(session.content, now)
    if session.words_shown and words:
        return Screen("words", now.title, suit=now.suit, words=words)
    if now.kind == "board" and board:
        now = replace(now, rows=board)
    if now.kind == "card" and not session.follow_ups:
        now = replace(now, points=())
    if session.step is not None:
        now = replace(now, place=f"Stap {session.here + 1} van {len(session.steps)}")
    return now
