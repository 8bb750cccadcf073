"""A group with a mark in every place where words can be, and how a test looks for what is left."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kit.drafts import Drafts
from kit.follow import EVENTS_OF
from kit.journal import Journal, _ulid, read, record

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
LONG_AGO = date(2000, 1, 1)
"""A day on which nothing is due, for a start that only finishes."""
LEARNING = ("reflection", "position", "board", "choice")
GOES, STAYS = "GAATWEG", "BLIJFT"


def made(kind: str, days: int = 0, seconds: int = 0, **fields: object) -> dict:
    """A record written so many days before NOW."""
    moment = NOW - timedelta(days=days) + timedelta(seconds=seconds)
    one = record(kind, "groep", 1, "stap", run="r", **fields)
    id = _ulid(int(moment.timestamp() * 1000) << 80 | int(one["time"][-4:-1]) << 60 | fresh())
    time = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    rest = {key: value for key, value in one.items() if key != "check"}
    return {**rest, "id": id, "time": time}


_count = iter(range(10**9))


def fresh() -> int:
    return next(_count)


@dataclass
class Planted:
    """What was planted: the folder of the group, and the records that stay."""

    data: Path
    folder: Path
    stays: list[dict]


def plant(data: Path, goes: str = GOES) -> Planted:
    """A group with words of 100 days ago and of now, in two files with a torn end.

    What is for learning and old says `goes`, all else BLIJFT.
    """
    data.mkdir(exist_ok=True)
    folder = data / "groep"
    stays: list[dict] = []
    first, second = Journal(folder), Journal(folder)
    stays.append(first.append(made("group", 120, name=f"Groep {STAYS}")))
    for kind in LEARNING:
        _family(first, second, kind, goes)
        stays.append(second.append(made(kind, 3, text=f"{STAYS} {kind}")))
    signal = first.append(made("signal", 100, text=f"{STAYS} signaal", draft="s1"))
    stays += [signal, second.append(made("agreement", 100, first=f"{STAYS}", then="x"))]
    stays.append(second.append(made("parked", 100, text=f"{STAYS} geparkeerd")))
    stays.append(first.append(made("withdrawn", 99, target=stays[-1]["id"])))
    for kinds in EVENTS_OF.values():
        for kind in kinds:
            text = f"{STAYS} {kind}"
            stays.append(first.append(made(kind, 98, text=text, target=signal["id"], after=[])))
    stays.append(first.append(made("session", 100, shown=[], title="De opening")))
    for journal in (first, second):
        journal.close()
    with first.file.open("ab") as file:  # a writer was killed half-way, twice
        file.write(b'{"column0":"%b afgebroken","draft":"q","group":"groep' % goes.encode())
    with second.file.open("ab") as file:
        file.write(b'{"draft":"w","group":"groep","kind":"signal","text":"BLIJFT afgebroken')
    return Planted(data, folder, sorted(stays, key=lambda one: (one["time"], one["id"])))


def _family(first: Journal, second: Journal, kind: str, goes: str) -> None:
    """One saving with its retry, its correction, and the marks on it, over two files."""
    draft = f"d-{kind}"
    one = first.append(made(kind, 100, text=f"{goes} {kind}", draft=draft, column0=goes))
    second.append(made(kind, 100, 5, text=f"{goes} {kind} nog eens", draft=draft))
    second.append(made(kind, 20, text=f"{goes} {kind} beter", replaces=one["id"]))
    first.append(made("withdrawn", 19, target=one["id"]))
    second.append(made("restored", 18, target=one["id"]))


def plant_drafts(folder: Path) -> None:
    """Unfinished words in forms, and what killed writers and broken disks left of them."""
    drafts = Drafts(folder)
    for form in (*LEARNING[:3], "choice@inb-1:2"):
        drafts.keep(1, form, {"text": f"{GOES} klad {form}"})
    drafts.keep(1, "signal", {"text": f"{STAYS} klad"})
    drafts.keep(0, "response@x", {"text": f"{STAYS} klad"})
    (folder / ".kit" / "drafts-1.json-0123456789ab.new").write_text(f"{GOES} half")
    (folder / ".kit" / "drafts-2.json-20260801T101500Z-abcdef.garbled").write_text(f"{GOES} stuk")
    long_ago = (NOW - timedelta(days=95)).timestamp()
    os.utime(folder / ".kit" / "drafts-1.json", (long_ago, long_ago))


def plant_case(folder: Path, id: str, word: str, **more: object) -> None:
    """An own case as its page puts it down, and what was chosen in it."""
    (folder / ".cases").mkdir(exist_ok=True)
    kept = {"id": id, "keep": False, "texts": {"1": f"{word} verhaal"}, **more}
    (folder / ".cases" / f"{id}.json").write_text(json.dumps(kept), encoding="utf-8")
    journal = Journal(folder)
    journal.append(made("choice", 0, case=id, stage=1, text=f"{word} keuze"))
    journal.close()


def bytes_of(place: Path) -> bytes:
    """Every byte of every file under a folder, and every name."""
    every = sorted(place.rglob("*"))
    return b"\n".join([str(one).encode() for one in every] + [_read(one) for one in every])


def _read(one: Path) -> bytes:
    return one.read_bytes() if one.is_file() else b""


def records(folder: Path) -> list[dict]:
    """All whole records but the receipts."""
    return [one for one in read(folder).records if one["kind"] != "wiped"]


def receipts(folder: Path) -> list[dict]:
    """The receipts in a journal, as often as they are in a file."""
    lines = [line for file in folder.glob("*.jsonl") for line in file.read_bytes().split(b"\n")]
    return [json.loads(line) for line in lines if b'"kind":"wiped"' in line]
