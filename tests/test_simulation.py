"""Whole series are played, with all that goes wrong: nothing that was agreed or raised gets lost.

Each history plays four municipalities. Their workshops are skipped, repeated, cut short or done in
another order, on two laptops that crash, know little of each other, and hand over files twice.
What should be left is counted here apart from the kit, from the lines on the disk.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from datetime import date
from itertools import chain, count
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kit import answers, journal
from kit.follow import SIGNAL_EVENTS, Thread
from kit.forms import Refused
from kit.journal import Reader, line_of, new_id, record
from kit.overview import overview
from kit.series import Series, fold
from tests.running import NIGHTLY

HISTORIES = 10_000 if NIGHTLY else 200
PEOPLE = 15
START = 1_788_300_000_000
"""Early in September 2026, in ms since 1970."""
DAY = 86_400_000
OFTEN = {"signal": 3, "agreement": 3, "answer": 5, "review": 3}
"""How many times as often as another move."""


class Clock:
    """The moment it is on one laptop; `journal` sees this in the place of `time`."""

    def __init__(self) -> None:
        self.ms = START

    def time_ns(self) -> int:
        self.ms += 1
        return self.ms * 1_000_000

    gmtime, strftime = staticmethod(time.gmtime), staticmethod(time.strftime)


class Laptop:
    """One copy of a group's folder, with a clock of its own."""

    def __init__(self, folder: Path, skew: int) -> None:
        self.folder, self.skew, self.last, self.files = folder, skew, 0, count()
        folder.mkdir()
        self.start()

    def start(self) -> None:
        """The kit starts afresh: a new file, and all is read again."""
        self.file = self.folder / f"{next(self.files):04}.jsonl"
        self.reader, self.known = Reader(self.folder), None

    def series(self) -> Series:
        self.known = fold(self.reader.refresh().records, self.known)
        return self.known

    def append(self, lines: bytes) -> None:
        with self.file.open("ab") as file:
            file.write(lines)

    def lines(self) -> list[bytes]:
        """The whole lines on this disk, read without the kit."""
        whole = []
        for file in sorted(self.folder.glob("*.jsonl")):
            *lines, tail = file.read_bytes().split(b"\n")
            whole += lines + [tail] * _is_whole(tail)
        return whole


def _is_whole(line: bytes) -> bool:
    try:
        return bool(json.loads(line))
    except ValueError:
        return False


class Play:
    """One municipality: two laptops, and which first wording each record goes back to."""

    def __init__(self, folder: Path, name: str, clock: Clock):
        self.name, self.clock, self.root = name, clock, {}
        self.laptops = [Laptop(folder / f"{name}-{n}", n * 40_000) for n in range(2)]
        self.at, self.run, self.workshop = self.laptops[0], "", 1
        self.texts = count(1)

    # -- writing -----------------------------------------------------------------------------

    def made(self, kind: str, workshop: int | None = None, **fields: object) -> dict:
        """A record of the laptop in use, by its own clock."""
        journal._last, before = self.at.last, journal._last
        self.clock.ms += self.at.skew
        one = record(kind, self.name, workshop, "stap", **fields)
        self.clock.ms -= self.at.skew
        self.at.last, journal._last = journal._last, before
        self.root[one["id"]] = self.root.get(fields.get("replaces"), one["id"])
        return one

    def write(self, kind: str, **fields: object) -> dict:
        made = self.made(kind, self.workshop, run=self.run, **fields)
        self.at.append(line_of(made))
        return made

    def desk(self, kind: str, thread: Thread, **given: str) -> None:
        """An answer, as the kit makes it from what was typed; or its refusal, and nothing."""
        try:
            fields = answers.fields(kind, thread, given)
        except Refused:
            return
        if self.run and kind != "signal":
            fields["run"] = self.run
        self.at.append(line_of(self.made(kind, None, **fields)))

    # -- what happens ------------------------------------------------------------------------

    def hold(self, workshop: int, laptop: int, short: bool, moves: list[tuple[str, int]]) -> None:
        """One bijeenkomst: all that is open comes back, then things are said and done."""
        self.at, self.workshop, self.run = self.laptops[laptop], workshop, new_id()
        self.clock.ms += 21 * DAY
        self.write("session", here=0, title="Welkom", verb="say", finished=False)
        back = self.at.series().line(self.run)
        open_ones = [one.id for one in self.at.series().agreements if not one.closed]
        assert Counter(one.id for one in back.agreements) == Counter(open_ones)
        for move, number in moves:
            getattr(self, move)(number)
        if self.at is self.laptops[laptop] and self.run in self.at.series().begun:
            series = self.at.series()
            still = {one.id for one in series.agreements} & set(open_ones)
            assert still <= {one.id for one in series.line(self.run).agreements}
        if not short:
            for slip in range(PEOPLE):
                self.write("measurement", answers=[1 + slip % 5] * 3, moment="uitgang")
            self.write("session", here=8, verb="", finished=True)

    def signal(self, number: int) -> None:
        self.twice(number, "signal", text=f"Signaal {next(self.texts)}")

    def agreement(self, number: int) -> None:
        self.twice(number, "agreement", then=f"Afspraak {next(self.texts)}", owner="team")

    def park(self, number: int) -> None:
        self.twice(number, "parked", text=f"Punt {next(self.texts)}")

    def twice(self, number: int, kind: str, **fields: object) -> None:
        """Saved once, or twice when the first answer did not arrive."""
        draft = new_id()
        first = self.write(kind, draft=draft, **fields)
        if number % 4 == 0:
            again = self.write(kind, draft=draft, **fields)
            self.root[again["id"]] = first["id"]

    def pick(self, kind: str, number: int) -> Thread | None:
        threads = getattr(self.at.series(), kind)
        return threads[number % len(threads)] if threads else None

    def answer(self, number: int) -> None:
        """The next answer to a signal; sometimes a new decision, or one that cannot be yet."""
        if signal := self.pick("signals", number // 8):
            kind = answers.next_kind(signal) if number % 8 else SIGNAL_EVENTS[number // 8 % 5]
            outcome = ("ja", "nee", "onderzoek", "hogerop")[number % 4]
            given = {"by": "beleid", "text": "Wij kijken.", "reason": f"Omdat {number}."}
            self.desk(kind, signal, **given, outcome=outcome, works="ja")

    def review(self, number: int) -> None:
        if agreement := self.pick("agreements", number // 4):
            outcome = ("loopt", "gedaan", "half", "losgelaten")[number % 4]
            self.desk("review", agreement, outcome=outcome, text="Het hielp.")

    def unpark(self, number: int) -> None:
        if parked := self.pick("parked", number):
            self.desk("unparked", parked, outcome="besproken")

    def work_out(self, number: int) -> None:
        if signal := self.pick("signals", number):
            text = f"Signaal {next(self.texts)}, uitgewerkt"
            self.desk("signal", signal, text=text, who="nieuwkomers")

    def correct(self, number: int) -> None:
        if agreement := self.pick("agreements", number):
            text = f"Afspraak {next(self.texts)}, beter"
            self.write("agreement", then=text, replaces=agreement.record["id"])

    def withdraw(self, number: int) -> None:
        kind = ("signals", "agreements", "parked")[number % 3]
        if thread := self.pick(kind, number // 3):
            self.write("withdrawn", target=thread.record["id"])

    def restore(self, number: int) -> None:
        if gone := self.at.series().withdrawn:
            self.write("restored", target=gone[number % len(gone)]["id"])

    def say(self, number: int) -> None:
        self.write("reflection", text=f"Ik zag het {number} keer.", role="uitvoering")

    def click(self, number: int) -> None:
        self.write("session", here=number % 8, verb="round", laid=[f"K{number % 9}"])

    def swap(self, number: int) -> None:
        """On with the other laptop, whose clock is another."""
        self.at = self.laptops[1 - self.laptops.index(self.at)]

    def hand_over(self, number: int) -> None:
        """Lines of this laptop to the other one: all, or the first part; once, or twice."""
        other = self.laptops[1 - self.laptops.index(self.at)]
        lines = self.at.lines()
        part = lines if number % 3 else lines[: number % (len(lines) + 1)]
        other.append(b"".join(line + b"\n" for line in part * (1 + number % 2)))

    def crash(self, number: int) -> None:
        """The power goes: the end of the newest file is not there any more."""
        if self.at.file.exists():
            data = self.at.file.read_bytes()
            self.at.file.write_bytes(data[: max(0, len(data) - number % 900)])
        self.at.start()

    def days_pass(self, number: int) -> None:
        self.clock.ms += number % 60 * DAY


MOVES = [
    *("signal", "agreement", "park", "answer", "review", "unpark", "work_out", "correct"),
    *("withdraw", "restore", "say", "click", "swap", "hand_over", "crash", "days_pass"),
]
MOVE = st.tuples(
    st.sampled_from([one for one in MOVES for _ in range(OFTEN.get(one, 1))]),
    st.integers(0, 2000),
)
during, after = st.lists(MOVE, max_size=8), st.lists(MOVE, max_size=5)
workshops = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 1), st.booleans(), during, after),
    min_size=1,
    max_size=5,
)
"""Which workshop, on which laptop, cut short or not, what happens in it and what after it."""


def played(play: Play, plan: list) -> None:
    for number, laptop, short, in_it, after_it in plan:
        play.hold(number, laptop, short, in_it)
        play.run = ""
        for move, with_number in after_it:
            getattr(play, move)(with_number)


# -- what should be left ---------------------------------------------------------------------


def check(play: Play, today: date) -> None:
    """Bring the laptops together; then nothing may be lost, doubled or counted wrong."""
    lines = [laptop.lines() for laptop in play.laptops]
    for laptop, others in zip(play.laptops, reversed(lines), strict=True):
        laptop.start()  # a torn tail stays the end of its file
        laptop.append(b"".join(line + b"\n" for line in others))
    records = list({one["id"]: one for one in map(json.loads, chain(*lines))}.values())
    here, there = (laptop.series() for laptop in play.laptops)
    assert here == there == fold(records)
    _nothing_lost(play, records, here)
    _every_signal_has_an_end(play, records, here)
    _every_count_adds_up(here, overview(here, today)["counts"])


def _nothing_lost(play: Play, records: list[dict], series: Series) -> None:
    """Each signal, agreement and parked point is there once, unless somebody withdrew it."""
    touched = {play.root[one["target"]] for one in records if one["kind"] == "withdrawn"}
    for kind, name in (("signal", "signals"), ("agreement", "agreements"), ("parked", "parked")):
        said = {play.root[one["id"]] for one in records if one["kind"] == kind}
        there = Counter(play.root[one.record["id"]] for one in getattr(series, name))
        assert max(there.values(), default=1) == 1
        assert said - touched <= there.keys() <= said
    back = series.line("de volgende")
    for kind, name in (("review", "agreements"), ("unparked", "parked"), ("feedback", "signals")):
        ended = {play.root.get(one["target"]) for one in records if _ends(one, kind)}
        threads = getattr(series, name)
        listed = Counter(one.id for one in getattr(back, name))
        assert listed == Counter(one.id for one in threads if not one.closed)
        never_ended = {one.id for one in threads if play.root[one.record["id"]] not in ended}
        assert never_ended <= listed.keys()


def _ends(one: dict, kind: str) -> bool:
    """Whether this may be the end of what it is about."""
    return one["kind"] == kind and one.get("outcome") not in ("loopt", "half")


def _every_signal_has_an_end(play: Play, records: list[dict], series: Series) -> None:
    """Answered, refused with a reason, or listed as unanswered."""
    withdrawn = {one["target"] for one in records if one["kind"] == "withdrawn"}
    kinds: dict[str, set[str]] = {}
    for one in records:
        if one["kind"] in SIGNAL_EVENTS and one["id"] not in withdrawn:
            kinds.setdefault(play.root[one["target"]], set()).add(one["kind"])
    for signal in series.signals:
        answered = bool(kinds.get(play.root[signal.record["id"]], set()) - {"receipt"})
        assert (signal.state != "opgehaald") == answered
        assert signal.decision is None or signal.decision["reason"]
        assert not signal.closed or (signal.feedback and signal.outcome in ("ja", "nee"))
        assert not signal.closed or "decision" not in signal.conflicts


def _every_count_adds_up(series: Series, found: dict) -> None:
    assert found["signals"] == found["signals_open"] + found["signals_closed"]
    assert found["signals"] == found["signals_answered"] + found["signals_unanswered"]
    assert found["signals"] == len({one.id for one in series.signals})
    assert found["signals_closed"] <= found["signals_answered"]
    assert found["signals_refused"] <= found["signals_answered"]
    assert found["answers_in_time"] <= found["answers"]
    closed = sum(one.closed for one in series.agreements)
    assert found["agreements"] == found["agreements_open"] + closed
    assert found["agreements_kept"] <= found["agreements_reviewed"] <= found["agreements"]


# -- the play --------------------------------------------------------------------------------


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """A folder, and a clock that is told what time it is."""
    monkeypatch.setattr(journal, "_last", 0)
    clock = Clock()
    monkeypatch.setattr(journal, "time", clock)
    return SimpleNamespace(folder=tmp_path, clock=clock, numbers=count())


@settings(
    max_examples=HISTORIES,
    deadline=None,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=list(HealthCheck),
)
@given(plans=st.tuples(workshops, workshops, workshops, workshops))
def test_no_agreement_or_signal_is_lost_or_doubled_whatever_happens(stage, plans):
    folder = stage.folder / str(next(stage.numbers))
    folder.mkdir()
    stage.clock.ms, journal._last = START, 0
    plays = [Play(folder, f"gemeente-{n}", stage.clock) for n in range(len(plans))]
    try:
        for play, plan in zip(plays, plans, strict=True):
            played(play, plan)
        for play in plays:
            check(play, date.fromtimestamp(stage.clock.ms / 1000))
    finally:
        shutil.rmtree(folder)
