"""How many records a second are on the disk, and how fast they are read back."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import psutil

from kit.journal import Journal, Reader, record
from kit.lock import Lock
from kit.locking import switch_on
from tests.bench.rows import Aim, Row
from tests.locks import SLOT
from tests.running import ROOT

TEXTS = (
    "Hij zei ja, maar ik zag nee. Pas bij de deur vertelde hij over zijn nachtdienst.",
    "De toets was eerder klaar dan het gesprek. We hadden haar kinderen niet gezien.",
    "Ik durfde niet te zeggen dat ik het ook niet wist; één collega knikte.",
    "Een brief van drie kantjes. “Wat staat hier nou?”, vroeg hij. Ik wist het niet.",
)
BLOCK = 50


def measure(tiny: bool) -> list[Row]:
    """Saving in turn with the bare loop in the same folder; then reading in turn."""
    blocks, lines = (2, 500) if tiny else (40, 100_000)
    with tempfile.TemporaryDirectory(dir=_on_disk()) as place:
        return [*_saving(Path(place), blocks), *_reading(Path(place), lines, 1 if tiny else 5)]


def _on_disk() -> Path:
    """A folder that outlives a power cut: not in memory, where fsync costs nothing."""
    usual = Path(tempfile.gettempdir())
    mounts = {Path(one.mountpoint): one.fstype for one in psutil.disk_partitions(all=True)}
    nearest = next((one for one in (usual, *usual.parents) if one in mounts), None)
    return ROOT if nearest and mounts[nearest] in ("tmpfs", "ramfs") else usual


def _reflection(number: int) -> dict:
    text = f"{TEXTS[number % len(TEXTS)]} ({number})"
    return record("reflection", "voorbeeldstad", 1, "opwarmkaart", text=text, role="uitvoering")


def _saving(folder: Path, blocks: int) -> list[Row]:
    journal = Journal(folder / "voorbeeldstad")
    lines = _lines(folder, BLOCK)
    bare_file = os.open(folder / "bare.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    kit, bare = [], []
    try:
        journal.append(_reflection(0))
        for _ in range(blocks):
            kit += [_timed(lambda n=n: journal.append(_reflection(n))) for n in range(BLOCK)]
            bare += [_timed(lambda line=line: _bare_save(bare_file, line)) for line in lines]
    finally:
        os.close(bare_file)
        journal.close()
    sealed = _sealed_saving(folder / "op-slot", blocks)
    rates = [[len(times) / sum(times)] for times in (kit, bare)]
    micro = [[1e6 * one for one in times] for times in (kit, bare)]
    return [
        Row("durable saves, bare: write + fsync", "/s", *rates, Aim(0.5, at_least=True)),
        Row("  time of one save", "µs", *micro),
        Row("  and in a group with a lock", "µs", sealed, micro[0], against="without a lock"),
    ]


def _sealed_saving(group: Path, blocks: int) -> list[float]:
    """The time (µs) of each save in a group that has a lock."""
    group.mkdir()
    switch_on(group, SLOT, lock := Lock(group))
    journal = Journal(group, seal=lock.line)
    many = BLOCK * max(1, blocks // 10)
    try:
        return [1e6 * _timed(lambda n=n: journal.append(_reflection(n))) for n in range(many)]
    finally:
        journal.close()


def _bare_save(file: int, line: bytes) -> None:
    os.write(file, line)
    os.fsync(file)


def _lines(folder: Path, number: int) -> list[bytes]:
    """The very bytes that the journal writes for so many reflections."""
    with_bytes = Journal(folder / "bytes")
    for one in range(number):
        with_bytes.append(_reflection(one))
    with_bytes.close()
    return with_bytes.file.read_bytes().splitlines(keepends=True)


def _reading(folder: Path, number: int, rounds: int) -> list[Row]:
    group = folder / "read"
    _many(group, number)
    kit, bare, more = [], [], []
    for _ in range(rounds):
        reader = Reader(group)
        kit.append(_timed(reader.refresh))
        bare.append(_timed(lambda: _bare_read(group)))
        one_more = Journal(group)
        one_more.append(_reflection(0))
        one_more.close()
        more.append(1000 * _timed(reader.refresh))
        one_more.file.unlink()
    name = f"reading {number:,} records, bare: json.loads"
    return [
        Row(name, "s", kit, bare, Aim(2.0)),
        Row("  and once more after one new record", "ms", more),
    ]


def _many(group: Path, number: int) -> None:
    """A folder with so many records in it. The bench of saving is elsewhere: no fsync here."""
    journal = Journal(group)
    really, os.fsync = os.fsync, lambda fd: None
    try:
        for one in range(number):
            journal.append(_reflection(one))
    finally:
        os.fsync = really
        journal.close()


def _bare_read(group: Path) -> list[dict]:
    files = [file.read_bytes() for file in group.glob("*.jsonl")]
    return [json.loads(line) for whole in files for line in whole.splitlines()]


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
