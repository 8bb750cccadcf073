"""What a group's journal adds up to: where each workshop stands, and what was used and said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from kit.follow import EVENTS, THREADS, Agreement, Line, Parked, Signal, Thread, day_of, threads
from kit.journal import MARKS, current

WORDS = (
    "reflection", "signal", "agreement", "parked", "measurement", "position", "board", "choice",
    *EVENTS,
)  # fmt: skip
FACTS = ("plan", "attendance", "checked_off", "leaders")
"""Records of which only the last one about the same thing counts; `_about` says what that is."""
ROUNDS = ("round", "mirror", "listen")
"""Steps in which the order of speaking is the method."""


@dataclass(frozen=True)
class Series:
    """One group's four workshops, folded from its records (any order, any number of times)."""

    sessions: dict[int, dict] = field(default_factory=dict)
    done: dict[int, str] = field(default_factory=dict)
    used_cards: frozenset[str] = frozenset()
    favourites: dict[int, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[dict, ...] = ()
    withdrawn: tuple[dict, ...] = ()
    versions: dict[str, tuple[dict, ...]] = field(default_factory=dict)
    facts: dict[tuple, dict] = field(default_factory=dict)
    spoken: frozenset[tuple] = frozenset()
    begun: dict[str, dict] = field(default_factory=dict)

    # -- what became of it -------------------------------------------------------------------

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """Every signal of the series with its life so far, oldest first."""
        return threads("signal", self.words, self.versions.get("signal", ()))

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement with how it was looked back on, oldest first."""
        return threads("agreement", self.words, self.versions.get("agreement", ()))

    @cached_property
    def parked(self) -> tuple[Parked, ...]:
        """Every parked point, oldest first."""
        return threads("parked", self.words, self.versions.get("parked", ()))

    def thread(self, id: str) -> Thread | None:
        """The signal, agreement or parked point of this id."""
        return next(
            (t for t in (*self.signals, *self.agreements, *self.parked) if t.id == id), None
        )

    def fact(self, kind: str, about: object) -> dict | None:
        """The last record of a kind about one thing: the plan of workshop 2, an item checked."""
        return self.facts.get((kind, about))

    def line(self, run: str) -> Line:
        """What comes back in this bijeenkomst: all that was not closed before it began."""
        begun = self.begun.get(run)
        since = (begun["time"], begun["id"]) if begun else ("~", "")

        def comes(thread: Thread) -> bool:
            last = max(((e["time"], e["id"]) for e in thread.events), default=since)
            return not thread.closed or last >= since

        signals, agreements, parked = (
            tuple(one for one in threads if comes(one))
            for threads in (self.signals, self.agreements, self.parked)
        )
        earlier = [
            tuple(one for one in threads if one.run != run)
            for threads in (signals, agreements, parked)
        ]
        return Line(*earlier, to_decide=signals)

    def meetings(self) -> tuple[date, ...]:
        """The days of all bijeenkomsten, held or planned."""
        held = [day_of(record) for record in self.begun.values()]
        plans = [r.get("date") for (kind, _), r in self.facts.items() if kind == "plan"]
        return tuple(sorted({*held, *(date.fromisoformat(str(day)) for day in plans if day)}))

    # -- the words of one bijeenkomst --------------------------------------------------------

    def of_run(self, workshop: int, run: str) -> list[dict]:
        """What was written down in this run of a workshop, oldest first."""
        return [r for r in self.words if _is_of(r, workshop, run)]

    def taken_back(self, workshop: int, run: str) -> list[dict]:
        """What was withdrawn in this run and can be put back, oldest first."""
        return [r for r in self.withdrawn if _is_of(r, workshop, run)]

    def count(self, kind: str) -> int:
        """How many records of a kind the series has."""
        return sum(r["kind"] == kind for r in self.words)

    def open_session(self) -> dict | None:
        """The last session that was begun and not finished, as its newest record."""
        going = [
            r for r in self.sessions.values() if not r.get("finished") and r.get("here", -1) >= 0
        ]
        return max(going, key=lambda r: (r["time"], r["id"]), default=None)

    def after(self, session: dict) -> Series:
        """The same series with one more session record, newer than all it has."""
        parts = [dict(self.sessions), dict(self.done), set(self.used_cards), set(self.spoken)]
        return replace(self, **_sat([session], *parts, dict(self.begun)))

    def next_workshop(self, numbers: list[int]) -> int | None:
        """The first workshop that is not done yet."""
        return next((n for n in sorted(numbers) if n not in self.done), None)


def _is_of(record: dict, workshop: int, run: str) -> bool:
    return record["workshop"] == workshop and record.get("run") == run


def _sat(
    records: Iterable[dict], sessions: dict, done: dict, used: set, spoken: set, begun: dict
) -> dict[str, object]:
    """What session records, oldest first, add to the parts of a series."""
    for one in records:
        number, run = one["workshop"], str(one.get("run", ""))
        sessions[number] = one
        if one.get("finished"):
            done[number] = one["time"]
        used.update(one.get("cards", {}).values(), one.get("laid", ()))
        if one.get("verb") in ROUNDS:
            spoken.add((number, run, one["step"]))
        begun.setdefault(run, one)
    sets = {"used_cards": frozenset(used), "spoken": frozenset(spoken)}
    return {"sessions": sessions, "done": done, "begun": begun, **sets}


def _favoured(records: Iterable[dict]) -> dict[int, tuple[str, ...]]:
    kept: dict[int, dict[str, None]] = {}
    for one in records:
        cards = kept.setdefault(one["workshop"], {})
        cards.pop(str(one.get("card")), None)
        if one.get("on"):
            cards[str(one.get("card"))] = None
    return {number: tuple(cards) for number, cards in kept.items()}


def _about(record: dict) -> tuple:
    """What a record of `FACTS` is about: the later one takes the place of the earlier."""
    about = {"checked_off": (record["workshop"], record.get("item")), "leaders": None}
    return record["kind"], about.get(record["kind"], record["workshop"])


def fold(records: list[dict]) -> Series:
    """The series that a journal's records add up to."""
    ordered = sorted(records, key=lambda r: (r["time"], r["id"]))
    of_kind: dict[str, list[dict]] = {}
    for record in ordered:
        of_kind.setdefault(record["kind"], []).append(record)
    words = tuple(r for r in current(ordered) if r["kind"] in WORDS)
    standing = {r["id"] for r in words}
    unmarked = current([r for r in ordered if r["kind"] not in MARKS])
    return Series(
        **_sat(of_kind.get("session", ()), {}, {}, set(), set(), {}),
        favourites=_favoured(of_kind.get("favourite", ())),
        words=words,
        withdrawn=tuple(r for r in unmarked if r["kind"] in WORDS and r["id"] not in standing),
        versions={kind: tuple(of_kind.get(kind, ())) for kind in THREADS},
        facts={_about(r): r for kind in FACTS for r in of_kind.get(kind, ())},
    )
