"""What a group's journal adds up to: where each workshop stands, and what was used and said."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import itemgetter

from kit.follow import (
    EVENTS,
    EVENTS_OF,
    THREADS,
    Agreement,
    Line,
    Parked,
    Signal,
    Thread,
    day_of,
    threads,
)
from kit.journal import MARKS, text_of
from kit.standing import current

WORDS = (
    "reflection", "signal", "agreement", "parked", "measurement", "position", "board", "choice",
    *EVENTS,
)  # fmt: skip
FACTS = ("plan", "attendance", "checked_off", "leaders")
"""Records of which only the last one about the same thing counts; `_about` says what that is."""
_LAID = {*WORDS, *MARKS}
_NAMES = {"signal": "signals", "agreement": "agreements", "parked": "parked"}
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
    _pile: Pile | None = field(default=None, compare=False, repr=False)
    _size: int = field(default=0, compare=False, repr=False)
    _earlier: dict[str, tuple] = field(default_factory=dict, compare=False, repr=False)

    # -- what became of it -------------------------------------------------------------------

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """Every signal of the series with its life so far, oldest first."""
        return self._threads("signal")

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement with how it was looked back on, oldest first."""
        return self._threads("agreement")

    @cached_property
    def parked(self) -> tuple[Parked, ...]:
        """Every parked point, oldest first."""
        return self._threads("parked")

    def _threads(self, kind: str) -> tuple:
        about = {kind, *EVENTS_OF[kind]}
        standing = [r for r in self.words if r["kind"] in about]
        return threads(kind, standing, self.versions.get(kind, ()), self._earlier.get(kind, ()))

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
            here = (e.get("run") == run or (e["time"], e["id"]) >= since for e in thread.events)
            return not thread.closed or any(here)

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
        plans = [_day(r.get("date")) for (kind, _), r in self.facts.items() if kind == "plan"]
        return tuple(sorted({*held, *(day for day in plans if day)}))

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
        return self.but(**_sat([session], self))

    def but(self, about: Container[str] = (), **changed: object) -> Series:
        """The same series but for this; only threads of the kinds it is `about` may be others."""
        worked_out = {kind: vars(self)[name] for kind, name in _NAMES.items() if name in vars(self)}
        made = replace(self, _earlier=self._earlier | worked_out, **changed)
        same = {_NAMES[kind]: known for kind, known in worked_out.items() if kind not in about}
        vars(made).update(same)
        return made

    def next_workshop(self, numbers: list[int]) -> int | None:
        """The first workshop that is not done yet."""
        return next((n for n in sorted(numbers) if n not in self.done), None)


def _is_of(record: dict, workshop: int, run: str) -> bool:
    return record["workshop"] == workshop and record.get("run") == run


def _day(text: object) -> date | None:
    """A date as it was typed; None when it is none: a plan of long ago must not break a page."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _sat(records: Iterable[dict], before: Series) -> dict[str, object]:
    """What session records, oldest first, add to the parts of a series."""
    sessions, done, begun = dict(before.sessions), dict(before.done), dict(before.begun)
    used, spoken = set(before.used_cards), set(before.spoken)
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


def _favoured(records: Iterable[dict], before: Series) -> dict[int, tuple[str, ...]]:
    kept = {number: dict.fromkeys(cards) for number, cards in before.favourites.items()}
    for one in records:
        cards = kept.setdefault(one["workshop"], {})
        cards.pop(str(one.get("card")), None)
        if one.get("on"):
            cards[str(one.get("card"))] = None
    return {number: tuple(cards) for number, cards in kept.items()}


def _about(record: dict) -> tuple:
    """What a record of `FACTS` is about: the later one takes the place of the earlier."""
    about = {"checked_off": (record["workshop"], str(record.get("item"))), "leaders": None}
    return record["kind"], about.get(record["kind"], record["workshop"])


class Pile:
    """The words of a journal, so that one more is weighed against the few it may change.

    Most words stand by themselves, `plain`. Those that replace, withdraw or repeat another are
    `tangled`, with the ones they are about: only among these it is asked what stands.
    """

    def __init__(self) -> None:
        self.records: list[dict] = []
        self.plain: dict[str, dict] = {}
        self.tangled: dict[str, dict] = {}
        self._drafts: dict[tuple, str] = {}
        self._named: set[str] = set()

    def put(self, one: dict) -> bool:
        """Lay one more record on it; whether it stands by itself."""
        id, kind = one["id"], one["kind"]
        named = text_of(one, "target" if kind in MARKS else "replaces")
        draft = text_of(one, "draft")
        twin = self._drafts.setdefault((kind, draft), id) if draft else id
        if kind not in MARKS and not named and twin == id and id not in self._named:
            self.plain[id] = one
            return True
        self.tangled[id] = one
        for other in (named, twin):
            self._named.add(other)
            if other in self.plain:
                self.tangled[other] = self.plain.pop(other)
        return False

    def standing(self) -> tuple[tuple[dict, ...], tuple[dict, ...]]:
        """The words that stand, and those that were withdrawn, oldest first."""
        tangled = self.tangled.values()
        words = current([*tangled])
        unmarked = current([one for one in tangled if one["kind"] not in MARKS])
        stands = {one["id"] for one in words}
        withdrawn = tuple(one for one in unmarked if one["id"] not in stands)
        return tuple(sorted([*self.plain.values(), *words], key=_ORDER)), withdrawn


def fold(records: list[dict], known: Series | None = None) -> Series:
    """The series that a journal's records add up to, in any order and any number of times.

    With `known`, an earlier sum of the same journal, only what is newer is added to it.
    """
    pile = known._pile if known else None
    if pile and len(pile.records) == known._size and records[: known._size] == pile.records:
        newer = _ordered(records[known._size :])
        if not newer or not pile.records or _ORDER(pile.records[-1]) < _ORDER(newer[0]):
            return _added(known, newer, pile) if newer else known
    return _added(Series(), _ordered(records), Pile())


def _ordered(records: list[dict]) -> list[dict]:
    """Every record once, oldest first; of two with one id the one that reading takes too."""
    once: dict[str, dict] = {}
    for one in records:
        other = once.setdefault(one["id"], one)
        if other is not one and _RANK(other) < _RANK(one):
            once[one["id"]] = one
    return sorted(once.values(), key=_ORDER)


_ORDER = itemgetter("time", "id")
_RANK = itemgetter("time", "check")


def _added(series: Series, newer: list[dict], pile: Pile) -> Series:
    """A series with records that are newer than all it has, oldest first."""
    of_kind: dict[str, list[dict]] = {}
    for one in newer:
        of_kind.setdefault(one["kind"], []).append(one)
    pile.records += newer
    words = [one for one in newer if one["kind"] in _LAID]
    facts = {_about(one): one for kind in FACTS for one in of_kind.get(kind, ())}
    return series.but(
        **_sat(of_kind.get("session", ()), series),
        **(_said(series, words, pile) if words else {}),
        favourites=_favoured(of_kind.get("favourite", ()), series),
        facts=series.facts | facts,
        _pile=pile,
        _size=len(pile.records),
    )


def _said(series: Series, words: list[dict], pile: Pile) -> dict[str, object]:
    """What words and marks add to the parts of a series."""
    versions = {
        kind: (*series.versions.get(kind, ()), *(one for one in words if one["kind"] == kind))
        for kind in THREADS
    }
    alone = [pile.put(one) for one in words]
    if all(alone):
        kinds = {one["kind"] for one in words}
        about = {kind for kind in THREADS if kinds & {kind, *EVENTS_OF[kind]}}
        return {"words": (*series.words, *words), "versions": versions, "about": about}
    standing, withdrawn = pile.standing()
    said = {"words": standing, "withdrawn": withdrawn}
    return {**said, "versions": versions, "about": THREADS}
