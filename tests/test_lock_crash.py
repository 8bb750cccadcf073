"""A lock that is cut off while it goes on or off: at each and every step on the disk.

The next start, which has no passphrase, makes of it a group that is as it was, or that is locked as
a whole. Every record is there, once, and every unfinished word.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.drafts import Drafts
from kit.group_wiping import at_start
from kit.journal import Journal, read, record
from kit.lock import Lock
from kit.own_cases import OwnCases
from tests.locks import SLOT, off, on
from tests.planted import LONG_AGO, bytes_of
from tests.test_wiping_crash import WIPER, Cut, Power

WORD = "WOORD"
CASE = "eigen-0123456789abcdef"
HALF = {".oud", ".gewist", ".wissen", ".new"}
KILLS = 3


def plain_group(place: Path) -> Path:
    """A small group with words wherever words can be."""
    folder = place / "groep"
    folder.mkdir(parents=True)
    journal = Journal(folder)
    journal.append(record("group", "groep", None, "", name="Groep"))
    journal.append(record("reflection", "groep", 1, "", text=WORD))
    journal.close()
    with journal.file.open("ab") as file:
        file.write(b'{"group":"groep","kind":"signal","text":"%b' % WORD.encode())
    Drafts(folder).keep(1, "reflection", {"text": WORD})
    Drafts(folder).keep(1, "signal", {"text": WORD})
    OwnCases(folder).write(CASE, True, texts={"text1": WORD})
    (folder / ".kit" / "drafts-1.json-0123456789ab.new").write_text(WORD)
    (folder / ".cases" / f"{CASE}.json-20260801T101500Z-abcdef.garbled").write_text(WORD)
    return folder


def locked_group(place: Path) -> Path:
    """The same with a lock on it."""
    folder = plain_group(place)
    on(folder)
    return folder


def all_of(folder: Path) -> tuple:
    """What a group says: records, lines that are none, forms, cases."""
    lock = Lock(folder)
    if lock.on:
        lock.use(SLOT.key)
    found, drafts = read(folder, lock.record), Drafts(folder, lock=lock)
    forms = [drafts.get(number) for number in drafts.workshops()]
    aside = sorted(one.reason for one in found.set_aside)
    return found.records, aside, forms, OwnCases(folder, lock=lock).all()


def is_dark(folder: Path) -> bool:
    """Whether no word of the group can be read in any file."""
    return WORD.encode() not in bytes_of(folder)


@pytest.mark.parametrize(("begun", "turn"), [(plain_group, on), (locked_group, off)])
def test_wherever_it_is_cut_off_the_next_start_leaves_it_whole(monkeypatch, tmp_path, begun, turn):
    seed, step, cut = begun(tmp_path / "seed"), 0, True
    whole, turned = all_of(seed), 0
    while cut:
        folder = tmp_path / "data" / "groep"
        shutil.copytree(seed.parent, folder.parent)
        with monkeypatch.context() as patched:
            power = Power(patched, step, names=bool(step % 2))  # a kill, a power cut, in turn
            with contextlib.suppress(Cut):
                turn(folder)
            cut = power.off
        at_start(folder.parent, LONG_AGO)
        assert all_of(folder) == whole
        assert Lock(folder).on is is_dark(folder)
        assert not [one for one in folder.rglob("*") if one.suffix in HALF]
        assert not (folder / ".kit" / "wiping.json").exists()
        turned += Lock(folder).on is (turn is on)
        shutil.rmtree(folder.parent)
        step += 1
    assert 0 < turned < step
    assert step > 40


def test_a_process_that_is_killed_while_a_lock_goes_on_loses_nothing(tmp_path):
    chance, seed = random.Random(22_11), plain_group(tmp_path / "seed")
    whole, killed = all_of(seed), 0
    for number in range(KILLS):
        folder = shutil.copytree(seed.parent, tmp_path / f"data-{number}") / "groep"
        asked = [sys.executable, "-I", str(WIPER), "lock", str(folder)]
        with subprocess.Popen(asked, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as locker:
            assert locker.stdout.readline() == b"ready\n"
            locker.stdin.write(b"go\n")
            locker.stdin.flush()
            moment = time.perf_counter() + chance.random() * 0.03
            while time.perf_counter() < moment:
                pass
            locker.kill()
            locker.wait()
            killed += locker.returncode != 0
        at_start(folder.parent, LONG_AGO)
        assert all_of(folder) == whole
        assert Lock(folder).on is is_dark(folder)
    assert killed
