"""A workshop played for practice: what the invented group says when, and how it went.

Nothing here reads a clock or a file. It is told again and again what time it is and where the
session stands; what the facilitator did shows in the difference with the time before.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kit.cast import Cast, Said, Trouble
from kit.forms import line
from kit.pacing import MINUTE
from kit.privacy import check
from kit.session import Session

SPEEDS = (1, 5, 10, 20)
PAUSE = 35_000
"""Milliseconds of the workshop between two sentences of a group that is at ease."""
QUICK = 12_000
"""The same while something goes wrong."""
EVERY = 2
"""At one step in so many something goes wrong, the first step never."""
KEPT = 8
"""Sentences that are still shown."""


@dataclass(frozen=True)
class Heard:
    """A sentence as it was said, at `at` (ms, the clock of the workshop)."""

    at: int
    said: Said


@dataclass(frozen=True)
class Met:
    """A trouble that came up at `since` (ms); `solved` is when it was met, 0 while it was not."""

    trouble: Trouble
    step: str
    since: int
    solved: int = 0


class PracticeClock:
    """A clock that can run faster than the real one; `real` gives milliseconds since 1970."""

    def __init__(self, real, speed: int = 1):
        self._real, self.speed = real, speed
        self._base = self._from = real()

    def __call__(self) -> int:
        return self._base + (self._real() - self._from) * self.speed

    def run(self, speed: int) -> None:
        """From now on at this speed. Raises ValueError for one that is not in SPEEDS."""
        if speed not in SPEEDS:
            raise ValueError("kies 1, 5, 10 of 20 keer")
        self._base, self._from, self.speed = self(), self._real(), speed


class Rehearsal:
    """The group while it plays one workshop. `dice` decides what goes wrong, and when."""

    def __init__(self, cast: Cast, dice: random.Random | None = None):
        self.cast, self.dice = cast, dice or random.Random()
        self.heard: list[Heard] = []
        self.met: list[Met] = []
        self.spent: Counter[str] = Counter()
        self._seen: tuple[Session, int, int] | None = None
        self._next = 0
        self._planned: dict[str, tuple[int, Trouble] | None] = {}
        self._told: Counter[str] = Counter()

    @property
    def trouble(self) -> Met | None:
        """What is going wrong right now."""
        last = self.met[-1] if self.met else None
        return last if last and not last.solved else None

    def look(self, s: Session, now: int, kept: Iterable[dict] = ()) -> None:
        """See where the session stands at `now` (ms) and let the group say what it says."""
        kept = tuple(kept)
        before, then, known = self._seen or (s, now, len(kept))
        self._seen = (s, now, len(kept))
        if before.run != s.run:
            self.__init__(self.cast, self.dice)
            self._seen = (s, now, len(kept))
            return
        self._watch(before, s, now, {r["kind"] for r in kept[known:]})
        if s.step is None:
            return
        if before.clock.running:
            self.spent[s.step.id] += max(0, now - then)
        if s.clock.running and now >= self._next and not s.write:
            self._speak(s, now)

    def solve(self, now: int) -> None:
        """The facilitator says it is dealt with, out loud and not with a button."""
        if met := self.trouble:
            self.met[-1] = replace(met, solved=now)

    # -- what happens ------------------------------------------------------------------------

    def _watch(self, before: Session, s: Session, now: int, kinds: set[str]) -> None:
        met = self.trouble
        if met and met.trouble.signs & (signs(before, s) | kinds):
            self.solve(now)
        if s.step is None or (before.step and before.step.id == s.step.id and self._planned):
            return
        self._next = now + PAUSE // 3
        self._plan(s, now)

    def _plan(self, s: Session, now: int) -> None:
        """Decide once for each step whether something goes wrong in it, and when."""
        if s.step.id in self._planned or s.here == 0:
            self._planned.setdefault(s.step.id, None)
            return
        used = {met.trouble.id for met in self.met}
        fit = [t for t in self.cast.troubles if t.verbs and t.fits(s.step.verb)]
        fit = [t for t in fit if t.id not in used]
        chosen = self.dice.choice(fit) if fit and self.dice.randrange(EVERY) == 0 else None
        after = round(s.minutes_of(s.step) * MINUTE * self.dice.uniform(0.25, 0.6))
        self._planned[s.step.id] = (now + after, chosen) if chosen else None

    def _speak(self, s: Session, now: int) -> None:
        self._begin_trouble(s, now)
        met = self.trouble
        lines = met.trouble.lines if met else self.cast.lines(s.step.verb)
        if not lines:
            return
        key = met.trouble.id if met else s.step.id
        said = lines[self._told[key] % len(lines)]
        self._told[key] += 1
        self.heard = [*self.heard, Heard(now, said)][-KEPT:]
        self._next = now + (QUICK if met else PAUSE)

    def _begin_trouble(self, s: Session, now: int) -> None:
        if self.trouble:
            return
        planned = self._planned.get(s.step.id)
        if planned and now >= planned[0]:
            self._planned[s.step.id] = None
            self.met.append(Met(planned[1], s.step.title, now))
        elif s.clock.left(now) < 0:
            met = {one.trouble.id for one in self.met}
            late = (t for t in self.cast.troubles if not t.verbs and t.id not in met)
            self.met += [Met(trouble, s.step.title, now) for trouble in late][:1]


def signs(before: Session, s: Session) -> set[str]:
    """What the facilitator did between two looks, by the names of the buttons."""
    seen = {
        "write": s.write is not None and before.write is None,
        "pause": before.clock.running and not s.clock.running,
        "blank": s.blank and not before.blank,
        "accept": s.minutes != before.minutes,
        "next": s.here != before.here,
    }
    return {name for name, done in seen.items() if done}


# -- looking back ----------------------------------------------------------------------------


def look_back(rehearsal: Rehearsal, s: Session, kept: Iterable[dict]) -> dict[str, object]:
    """How it went, as plain values: time by step, what was skipped, captured, met and missed.

    Minutes are whole. `names` says how many captured lines hold what may point to a person.
    """
    kept = list(kept)
    steps = [
        {"title": one.title, "planned": s.planned(one), "taken": _minutes(rehearsal.spent[one.id])}
        for one in s.steps
    ]
    reached = s.steps[: max(0, s.here)] if not s.finished else s.steps
    return {
        "steps": steps,
        "planned": sum(one["planned"] for one in steps),
        "taken": _minutes(sum(rehearsal.spent.values())),
        "skipped": [one.title for one in reached if rehearsal.spent[one.id] < MINUTE // 4],
        "captured": dict(Counter(r["kind"] for r in kept)),
        "names": sum(bool(check(line(r))) for r in kept),
        "troubles": [
            {
                "card": met.trouble.card,
                "advice": met.trouble.advice,
                "step": met.step,
                "seconds": (met.solved - met.since) // 1000 if met.solved else None,
            }
            for met in rehearsal.met
        ],
    }


def _minutes(ms: int) -> int:
    return round(ms / MINUTE)
