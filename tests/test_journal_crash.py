"""What a killed process leaves behind: everything it was told is on the disk, and nothing torn."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.drafts import Drafts
from kit.journal import read

WRITER = Path(__file__).with_name("crash_writer.py")
KILLS, DRAFT_KILLS = 150, 80

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")


def killed_writers(what: str, folder: Path, kills: int, seed: int) -> Iterator[list[str]]:
    """Kill a writer at a random moment, again and again; what each said was on the disk."""
    chance = random.Random(seed)
    asked = [sys.executable, "-I", "-S", str(WRITER), what, str(folder)]
    with subprocess.Popen(
        asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as nursery:
        for _ in range(kills):
            nursery.stdin.write("begin\n")
            writer = int(nursery.stdout.readline())
            said = [nursery.stdout.readline() for _ in range(chance.choice((1, 2, 3, 8, 25)))]
            moment = time.perf_counter() + chance.random() * 0.001
            while time.perf_counter() < moment:  # somewhere inside the next write
                pass
            os.kill(writer, signal.SIGKILL)
            said += iter(nursery.stdout.readline, "dead\n")
            yield [line.strip() for line in said]
        nursery.stdin.close()


def test_every_acknowledged_record_is_found_after_every_kill(tmp_path):
    promised: list[str] = []
    for said in killed_writers("journal", tmp_path, KILLS, seed=20_260_823):
        promised += said
    found = read(tmp_path)
    assert len(promised) == len(set(promised)) > KILLS
    assert set(promised) <= {one["id"] for one in found.records}
    assert len(found.records) <= len(promised) + KILLS  # at most one more per writer
    assert len({aside.file for aside in found.set_aside}) == len(found.set_aside)
    assert len(list(tmp_path.glob("*.jsonl"))) == KILLS


def test_a_draft_is_the_last_acknowledged_version_or_the_next_one_never_a_torn_one(tmp_path):
    group = tmp_path / "g"
    for said in killed_writers("drafts", group, DRAFT_KILLS, seed=14_07):
        kept = Drafts(group).get(1)["reflection"]
        number, text = kept["number"], kept["text"]
        assert number in (int(said[-1]), int(said[-1]) + 1)
        assert text == f"Ik durfde het niet te zeggen, {number} keer. " * (1 + number % 200)
    Drafts(group).drop(1, "reflection")
    left = b"".join(file.read_bytes() for file in group.rglob("*") if file.is_file())
    assert b"durfde" not in left
    assert not list(group.rglob("*.garbled"))
