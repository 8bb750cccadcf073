"""Wiping that is cut off: at each and every step on the disk, and by a kill at any moment.

What the next start makes of it is always one of two: nothing had begun and all is still there, or
all that had to go is gone. Nothing else is ever lost, and the receipt is there once.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kit.group_wiping import at_start, wipe_group
from kit.group_wiping import receipts as group_receipts
from kit.journal import SetAside, read
from kit.wiping import Wiping
from tests.planted import (
    GOES,
    LEARNING,
    LONG_AGO,
    STAYS,
    TODAY,
    Planted,
    bytes_of,
    plant,
    plant_case,
    plant_drafts,
    receipts,
    records,
)

WIPER = Path(__file__).with_name("crash_wiper.py")
STEPS = ("open", "write", "fsync", "rename", "replace", "unlink", "rmdir", "mkdir", "chmod")
KILLS = 6
HALF = r"\.wissen|\.gewist|\.new"
"""Names of files that are only there while something is wiped."""


class Cut(BaseException):
    """The power is off."""


class Power:
    """The disk as the kit reaches it, which fails for good at one step.

    What is lost then is what a disk may lose: bytes that no fsync put there, and names that no
    fsync of their folder did (with `names`). A write that is cut got half-way.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, off_at: int, names: bool):
        self.steps, self.off_at, self.names = 0, off_at, names
        self.off = False
        self.real = {name: getattr(os, name) for name in STEPS}
        self.paths: dict[int, Path] = {}
        self.unsynced: set[Path] = set()
        self.undo: list[tuple[Path, object]] = []
        for name in STEPS:
            monkeypatch.setattr(os, name, self._step(name))

    def _step(self, name: str):
        def step(*given, **named):
            changes = name != "open" or given[1] & os.O_CREAT
            if self.off or (changes and self.steps == self.off_at):
                self._go_off(name, given)
            self.steps += bool(changes)
            done = getattr(self, f"_{name}", self._plain)(name, *given, **named)
            return done

        return step

    def _go_off(self, name: str, given: tuple) -> None:
        if not self.off:
            self.off = True
            if name == "write":
                self.real["write"](given[0], bytes(given[1])[: len(given[1]) // 2])
                self.unsynced.add(self.paths[given[0]])
            for undo in reversed([undo for _, undo in self.undo] if self.names else []):
                undo()
            for file in self.unsynced:
                if file.exists():
                    os.truncate(file, file.stat().st_size // 2)
        raise Cut

    def _plain(self, name: str, *given, **named):
        return self.real[name](*given, **named)

    def _open(self, name: str, path, flags: int, *mode, **named) -> int:
        fd = self.real["open"](path, flags, *mode, **named)
        self.paths[fd] = Path(path)
        return fd

    def _write(self, name: str, fd: int, data) -> int:
        self.unsynced.add(self.paths[fd])
        return self.real["write"](fd, data)

    def _fsync(self, name: str, fd: int) -> None:
        self.real["fsync"](fd)
        self.unsynced.discard(self.paths[fd])
        self.undo = [one for one in self.undo if one[0] != self.paths[fd]]

    def _rename(self, name: str, old, new) -> None:
        old, new = Path(old), Path(new)
        before = new.read_bytes() if new.is_file() else None
        self.real["rename"](old, new)
        if old in self.unsynced:
            self.unsynced.remove(old)
            self.unsynced.add(new)

        def undo() -> None:
            if new.exists() and not old.exists():
                self.real["rename"](new, old)
                if before is not None:
                    new.write_bytes(before)

        self.undo.append((new.parent, undo))

    def _replace(self, name: str, old, new) -> None:
        self._rename(name, old, new)

    def _unlink(self, name: str, path, **named) -> None:
        path = Path(path)
        before = path.read_bytes() if path.is_file() else None
        self.real["unlink"](path)

        def undo() -> None:
            if before is not None and path.parent.is_dir():
                path.write_bytes(before)

        self.undo.append((path.parent, undo))


# -- what is cut off -----------------------------------------------------------------------------


def due(place: Path) -> Planted:
    """The old words for learning go; what is from today stays."""
    planted = plant(place)
    plant_drafts(planted.folder)
    return planted


def learning(place: Path) -> Planted:
    """All words for learning go."""
    planted = due(place)
    planted.stays = [one for one in planted.stays if one["kind"] not in LEARNING]
    return planted


def cases(place: Path) -> Planted:
    """One own case goes, with what was chosen in it; one is kept."""
    planted = plant(place, goes=STAYS)
    plant_case(planted.folder, "eigen-2", STAYS, used_in=2, told=True, keep=True)
    planted.stays = records(planted.folder)
    plant_case(planted.folder, "eigen-1", GOES, used_in=2, told=True)
    return planted


def group(place: Path) -> Planted:
    """All of it goes."""
    planted = cases(place)
    plant_drafts(planted.folder)
    (planted.folder / "verslagen").mkdir()
    (planted.folder / "verslagen" / "GAATWEG.pdf").write_bytes(b"GAATWEG" * 20_000)
    return planted


WIPE = {
    due: lambda folder: Wiping(folder).due(TODAY),
    learning: lambda folder: Wiping(folder).learning(),
    cases: lambda folder: Wiping(folder).cases(2),
    group: wipe_group,
}


def check_whole(planted: Planted, before: list[dict]) -> None:
    """Nothing had begun."""
    assert records(planted.folder) == before
    assert not (planted.folder / ".kit" / "wiping.json").exists()


def check_wiped(ground, planted: Planted) -> None:
    """All that had to go is gone, nothing else is, and that is written down once."""
    left = bytes_of(planted.data)
    assert GOES.encode() not in left
    assert not [one for one in planted.data.rglob("*") if re.search(HALF, one.name)]
    if ground is group:
        assert STAYS.encode() not in left and not planted.folder.exists()
        assert len(group_receipts(planted.data)) == 1
        return
    assert records(planted.folder) == planted.stays
    assert b"BLIJFT afgebroken" in left
    assert len(receipts(planted.folder)) == 1
    assert not [one for one in read(planted.folder).set_aside if b"wiped" in lines_of(one)]


def lines_of(aside: SetAside) -> bytes:
    return aside.file.read_bytes().split(b"\n")[aside.line - 1]


def copy_of(planted: Planted, place: Path) -> Planted:
    shutil.copytree(planted.data, place)
    return replace(planted, data=place, folder=place / planted.folder.name)


def cut_off(monkeypatch, ground, planted: Planted, off_at: int, names: bool) -> bool:
    """Wipe, cut at one step, and start again; whether the cut came before the end."""
    before = records(planted.folder)
    with monkeypatch.context() as patched:
        power = Power(patched, off_at, names)
        try:
            WIPE[ground](planted.folder)
            was_cut = False
        except Cut:
            was_cut = True
    assert power.off is was_cut
    at_start(planted.data, LONG_AGO)
    begun = not planted.folder.exists() or receipts(planted.folder)
    if not begun:
        check_whole(planted, before)
        WIPE[ground](planted.folder)
    check_wiped(ground, planted)
    shutil.rmtree(planted.data)
    return was_cut


@pytest.mark.parametrize("names", [False, True], ids=["names are kept", "names are lost too"])
@pytest.mark.parametrize("ground", WIPE, ids=lambda ground: ground.__name__)
def test_wherever_it_is_cut_off_the_next_start_finishes_it(monkeypatch, tmp_path, ground, names):
    planted, step = ground(tmp_path / "seed"), 0
    while cut_off(monkeypatch, ground, copy_of(planted, tmp_path / "data"), step, names):
        step += 1
    assert step > 20


@pytest.mark.parametrize("ground", [due, group], ids=lambda ground: ground.__name__)
def test_a_finish_that_is_cut_off_is_finished_by_the_next(monkeypatch, tmp_path, ground):
    seed, step, cuts = ground(tmp_path / "seed"), 0, 0
    while step == cuts:
        planted = copy_of(seed, tmp_path / "data")
        with monkeypatch.context() as patched:
            Power(patched, 30, names=False)
            with pytest.raises(Cut):
                WIPE[ground](planted.folder)
        with monkeypatch.context() as patched:
            Power(patched, step, names=False)
            try:
                at_start(planted.data, LONG_AGO)
            except Cut:
                cuts += 1
        at_start(planted.data, LONG_AGO)
        check_wiped(ground, planted)
        shutil.rmtree(planted.data)
        step += 1
    assert cuts > 10


@pytest.mark.parametrize("ground", [due, group], ids=lambda ground: ground.__name__)
def test_a_killed_process_is_finished_by_the_next_start(tmp_path, ground):
    chance = random.Random(22_11)
    seed, killed = ground(tmp_path / "seed"), 0
    for number in range(KILLS):
        planted = copy_of(seed, tmp_path / f"data-{number}")
        before = records(planted.folder)
        asked = [sys.executable, "-I", str(WIPER), ground.__name__, str(planted.folder)]
        with subprocess.Popen(asked, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as wiper:
            assert wiper.stdout.readline() == b"ready\n"
            wiper.stdin.write(b"go\n")
            wiper.stdin.flush()
            moment = time.perf_counter() + chance.random() * 0.03
            while time.perf_counter() < moment:
                pass
            wiper.kill()
            wiper.wait()
            killed += wiper.returncode != 0
        at_start(planted.data, LONG_AGO)
        if planted.folder.exists() and not receipts(planted.folder):
            check_whole(planted, before)
            WIPE[ground](planted.folder)
        check_wiped(ground, planted)
    assert killed
