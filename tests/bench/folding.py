"""Opening a series of very many records, beside decoding the same lines; and one record later."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path
from time import perf_counter

from kit import actions, content, script
from kit.folder import Folder
from kit.journal import Journal, Reader, new_id, record
from kit.lock import Lock
from kit.locking import switch_on
from kit.model import Content, Workshop
from kit.overview import counts
from kit.paths import content_root
from kit.room import Room
from kit.series import fold
from kit.session import Session
from kit.snapshot import snapshot
from tests.bench.rows import Aim, Row
from tests.bench.saving import TEXTS
from tests.locks import SLOT

SEED = 20261122
TODAY = date(2027, 3, 1)
RUN = 400
"""Records of one bijeenkomst; more than half of them are clicks."""
MIX = (
    *("session",) * 55, *("reflection",) * 14, *("measurement",) * 10, *("position",) * 3,
    *("board",) * 3, *("signal",) * 3, *("answer",) * 6, *("agreement",) * 3, *("review",) * 2,
    "parked",
)  # fmt: skip
LIFE = ("receipt", "response", "decision", "feedback")
CORRECTED, WITHDRAWN = 0.02, 0.005


def measure(tiny: bool) -> list[Row]:
    """A realistic mix of clicks, words and answers: the kit and the bare loop in turn."""
    known = content.load(content_root())
    files = sorted((content_root() / "notebooks").glob("*.ipynb"))
    workshops = {one.number: one for file in files if (one := script.read(file, file)[0])}
    sizes = ((600, 1),) if tiny else ((100_000, 5), (1_000_000, 3))
    rows = [row for number, rounds in sizes for row in _sized(known, workshops, number, rounds)]
    return rows + _locked(known, workshops, *((600, 1) if tiny else (10_000, 5)))


def _sized(known: Content, workshops: dict[int, Workshop], number: int, rounds: int) -> list[Row]:
    kit, bare = [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place))
        id = folder.add_group("Voorbeeldstad")
        write(folder.path / id, _clicks(known, workshops), number)
        for _ in range(rounds):
            kit.append(_timed(lambda: _opened(folder.path / id)))
            bare.append(_timed(lambda: _decoded(folder.path / id)))
        later = asyncio.run(_later(Room(folder, known, workshops), id, rounds))
    return [
        Row(f"opening a series of {number:,} records, bare: json.loads", "s", kit, bare, Aim(2.0)),
        *(Row(f"  and once more after one new {what}", "ms", ms) for what, ms in later.items()),
    ]


def _locked(known: Content, workshops: dict[int, Workshop], number: int, rounds: int) -> list[Row]:
    """The same series with a lock on it and without, and what putting it on costs."""
    kit, bare, on = [], [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place))
        id = folder.add_group("Voorbeeldstad")
        plain, group = folder.path / id, Path(place) / "op-slot"
        write(plain, _clicks(known, workshops), number)
        shutil.copytree(plain, group)
        lock = Lock(group)
        on.append(_timed(lambda: switch_on(group, SLOT, lock)))
        for _ in range(rounds):
            kit.append(_timed(lambda: _opened(group, opened=lock.record)))
            bare.append(_timed(lambda: _opened(plain)))
    name = f"opening a locked series of {number:,} records, bare: no lock"
    return [Row(name, "s", kit, bare), Row("  putting the lock on all of it", "s", on)]


def _opened(group: Path, **how) -> dict:
    """All that a page about a whole series needs."""
    return counts(fold(Reader(group, **how).refresh().records), TODAY)


def _decoded(group: Path) -> list[dict]:
    files = [file.read_bytes() for file in group.glob("*.jsonl")]
    return [json.loads(line) for whole in files for line in whole.splitlines()]


async def _later(room: Room, group: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of adding up again, in the running kit, when one record more is on the disk."""
    counts(room.books.series(group), TODAY)
    times: dict[str, list[float]] = {"reflection": [], "correction": [], "answer to a signal": []}
    for _ in range(rounds):
        said = await room.keep(group, "reflection", 1, text=TEXTS[0], draft=new_id())
        times["reflection"].append(1000 * _timed(lambda: counts(room.books.series(group), TODAY)))
        await room.keep(group, "reflection", 1, text=TEXTS[1], replaces=said["id"])
        times["correction"].append(1000 * _timed(lambda: counts(room.books.series(group), TODAY)))
        signal = room.books.series(group).signals[-1]
        fields = {"target": signal.id, "after": [one["id"] for one in signal.events]}
        await room.keep(group, "response", text=TEXTS[2], by="beleid", **fields)
        times["answer to a signal"].append(
            1000 * _timed(lambda: counts(room.books.series(group), TODAY))
        )
    return times


# -- a made series ---------------------------------------------------------------------------


def _clicks(known: Content, workshops: dict[int, Workshop]) -> dict[int, list[dict]]:
    """What each workshop leaves in the journal when it is walked through once."""
    walks: dict[int, list[dict]] = {}
    for number, workshop in workshops.items():
        s, walk = Session(workshop, known), walks.setdefault(number, [])
        while not s.finished:
            s = actions.next_(s, 1_795_000_000_000 + 60_000 * len(walk))
            step = s.step
            here = {"title": step.title, "verb": step.verb, "laid": []} if step else {}
            walk.append({"step": step.id if step else "", "action": "next", **here, **snapshot(s)})
    return walks


def write(group: Path, walks: dict[int, list[dict]], number: int) -> None:
    """A group's folder with so many records in it."""
    journal = Journal(group)
    really, os.fsync = os.fsync, lambda fd: None  # how fast saving is, is for another bench
    try:
        for one in islice(_made(walks), number):
            journal.append(one)
    finally:
        os.fsync = really
        journal.close()


def _made(walks: dict[int, list[dict]]) -> Iterator[dict]:
    """The records of one endless series, workshop after workshop."""
    chance = random.Random(SEED)
    numbers, run = sorted(walks), ""
    signals: list[tuple[str, list[str]]] = []
    agreements: list[str] = []
    for n in count():
        run = run if n % RUN else new_id()
        workshop = numbers[n // RUN % len(numbers)]
        at = {**walks[workshop][n % RUN * len(walks[workshop]) // RUN], "run": run}
        kind = chance.choice(MIX)
        if kind == "session":
            yield record(kind, "voorbeeldstad", workshop, **at)
            continue
        events = chance.choice(signals[-40:] or [("", [])])
        kind = LIFE[min(len(events[1]), 3)] if kind == "answer" else kind
        fields = _words(kind, f"{TEXTS[n % len(TEXTS)]} ({n})", events, agreements, chance)
        known = {"run": run, "draft": new_id()}
        made = record(kind, "voorbeeldstad", workshop, at["step"], **fields, **known)
        yield made
        if kind == "signal":
            signals.append((made["id"], []))
        elif kind == "agreement":
            agreements.append(made["id"])
        elif kind in LIFE:
            events[1].append(made["id"])
        elif kind == "reflection" and chance.random() < CORRECTED:
            fields |= {"text": fields["text"].lower(), "replaces": made["id"]}
            yield record(kind, "voorbeeldstad", workshop, at["step"], **fields, run=run)
        elif chance.random() < WITHDRAWN:
            yield record("withdrawn", "voorbeeldstad", workshop, "", target=made["id"], run=run)


def _words(kind: str, text: str, about: tuple, agreements: list[str], chance) -> dict:
    """What was typed, by the kind of record."""
    if kind in LIFE:
        decided = {"outcome": "ja", "reason": text} if kind == "decision" else {"text": text}
        return {"target": about[0], "after": list(about[1]), "by": "beleid", **decided}
    if kind == "review":
        target = agreements.pop() if agreements else ""
        return {"target": target, "after": [], "outcome": "gedaan", "text": text}
    if kind == "agreement":
        return {"if": "het stil blijft", "then": text, "owner": "team"}
    if kind == "measurement":
        return {"answers": [chance.randint(1, 5) for _ in range(6)], "moment": "start"}
    return {"text": text, "role": "uitvoering"}


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
