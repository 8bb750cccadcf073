"""Putting a lock on a group and taking it off: what is there already is sealed, or opened again.

Only this file writes `.slot`. It goes as wiping goes: a plan first, new files, zeros over the old
ones. From the moment the public half of the key is there, the group has a lock and everything in it
must be sealed: `at_start` sees to that without a passphrase, so a crash half-way, on or off, ends
with a group that is locked as a whole. Taking it off ends when that half is gone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kit.drafts import SEALED, Drafts, opened, replace_file, written
from kit.journal import (
    LOCK,
    OPEN_KINDS,
    SUFFIX,
    new_id,
    patiently,
    sealed_line,
    seen_of,
    sync_folder,
)
from kit.lock import PASSPHRASE, Lock, Slot
from kit.overwriting import files, held, remove, told, tried
from kit.own_cases import PLACE, SEEN
from kit.retention import DAMAGED, STAMP, still_seen
from kit.rewriting import (
    BLANK,
    Wait,
    drop_plan,
    finish_files,
    journals,
    move,
    new_name,
    plan_of,
    rewrite,
    write_plan,
)
from kit.wiping import Wiping

ASIDE = ".oud"
"""A small file whose other version is being put down; not `.wissen`: it must not be lost."""
OURS = (".kit", ".slot", PLACE)


def switch_on(folder: Path, slot: Slot, lock: Lock, wait: Wait = time.sleep) -> None:
    """Put a lock on a group, and seal all there is. `lock` stays open. Raises NotSaved."""
    Wiping(folder, wait).finish()
    lock.use(slot.key)
    replace_file(folder / PASSPHRASE, slot.wrapped, wait)
    replace_file(folder / LOCK, f"{slot.recipient}\n".encode(), wait)
    seal_all(folder, lock, wait)


def switch_off(folder: Path, lock: Lock, wait: Wait = time.sleep) -> None:
    """Open all there is for good, and take the lock away. Raises lock.Closed or NotSaved."""
    assert lock.key, "only who opened a group takes its lock off"
    seal_all(folder, lock, wait)
    try:
        plan = _plan(folder, "off")
        write_plan(folder, plan, wait)
        _carry_out(folder, plan, lock, wait)
        _take_away(folder, wait)
        drop_plan(folder, wait)
    except OSError as error:
        raise _not_done(error, "Het slot is er nog niet af") from error
    lock.close()


def change_words(folder: Path, wrapped: bytes, wait: Wait = time.sleep) -> None:
    """The same key under another passphrase. Raises NotSaved."""
    replace_file(folder / PASSPHRASE, wrapped, wait)


def at_start(folder: Path, wait: Wait = time.sleep) -> None:
    """Finish what was cut off, and seal what is not sealed in a group with a lock."""
    lock = Lock(folder)
    for left in (folder / LOCK).parent.glob("*.new"):
        remove(left, wait)
    if lock.on:
        seal_all(folder, lock, wait)
    elif "turn" in plan_of(folder):  # it was as good as off
        _take_away(folder, wait)
        drop_plan(folder, wait)


def bring_lock(old: Path, new: Path, wait: Wait = time.sleep) -> None:
    """Put the lock of a group on another folder of it that is still without words."""
    for name in (PASSPHRASE, LOCK):
        with suppress(FileNotFoundError):
            replace_file(new / name, (old / name).read_bytes(), wait)


def seal_all(folder: Path, lock: Lock, wait: Wait = time.sleep) -> None:
    """Seal what is not sealed yet; what was cut off is finished first. Raises NotSaved."""
    try:
        if "turn" in (plan := plan_of(folder)):
            if plan["turn"] == "off":
                _back(folder, plan, wait)
            _carry_out(folder, plan | {"turn": "on"}, lock, wait)
            finish_files(folder, wait)
            drop_plan(folder, wait)
        Wiping(folder, wait).finish()
        plan = _plan(folder, "on")
        if plan["files"] or plan["small"] or plan["loose"]:
            write_plan(folder, plan, wait)
            _carry_out(folder, plan, lock, wait)
            drop_plan(folder, wait)
    except OSError as error:
        raise _not_done(error, "Nog niet alles zit op slot") from error


def not_locked(folder: Path) -> list[str]:
    """The files of a group that no lock covers, by name: what was made, and what is not ours."""
    ours = {file.name for file in journals(folder) if _is_ours(file)}
    found = (file.relative_to(folder) for file in files(folder))
    return [one.as_posix() for one in found if one.parts[0] not in {*OURS, *ours}]


# -- what has to be done -------------------------------------------------------------------------


def _plan(folder: Path, turn: str) -> dict:
    """Which files are not as they must become, without a word of them."""
    right = _is_sealed if turn == "on" else _is_plain
    old = {
        file.name: new_name(file.name)
        for file in journals(folder)
        if _is_ours(file) and not all(map(right, file.read_bytes().split(b"\n")))
    }
    small = [
        name
        for name, kind in _small(folder)
        if _file_is_sealed((folder / name).read_bytes(), kind) != (turn == "on")
    ]
    return {"turn": turn, "files": old, "small": small, "loose": list(_half_written(folder))}


def _is_ours(file: Path) -> bool:
    lines = file.read_bytes().split(b"\n")
    return bool(STAMP.match(file.name)) or any(isinstance(seen_of(one), dict) for one in lines)


def _is_sealed(line: bytes) -> bool:
    made = seen_of(line)
    if isinstance(made, str):
        return not line.strip()
    return "group" not in made or made["kind"] in OPEN_KINDS


def _is_plain(line: bytes) -> bool:
    made = seen_of(line)
    return isinstance(made, str) or "group" in made


def _small(folder: Path) -> Iterator[tuple[str, str]]:
    """Every small file with words, and of what kind it is."""
    drafts = Drafts(folder)
    for number in drafts.workshops():
        yield drafts.file(number).relative_to(folder).as_posix(), "drafts"
    for file in sorted((folder / PLACE).glob("*.json")):
        yield file.relative_to(folder).as_posix(), "case"
    for place in (".kit", PLACE):
        for file in sorted((folder / place).glob("*.garbled")):
            yield file.relative_to(folder).as_posix(), "garbled"


def _kind(name: str) -> str:
    if name.endswith(".garbled"):
        return "garbled"
    return "case" if name.startswith(PLACE) else "drafts"


def _half_written(folder: Path) -> Iterator[str]:
    """What a killed writer left; a whole version of it stands beside it, or it was wiped."""
    found = [*folder.glob(f"*{SUFFIX}-*.new"), *(folder / ".kit").glob("*.new")]
    found += [*(folder / PLACE).glob("*.new"), *(folder / PLACE).glob("*.wissen")]
    return (one.relative_to(folder).as_posix() for one in sorted(found))


# -- doing it ------------------------------------------------------------------------------------


def _carry_out(folder: Path, plan: dict, lock: Lock, wait: Wait) -> None:
    """Every step of a plan; whatever was done of it before is well."""
    failed: list[OSError] = []
    on = plan["turn"] == "on"
    for name in plan["loose"]:
        tried(failed, remove, folder / name, wait)
    for name in plan["small"]:
        tried(failed, _small_file, folder, name, lock, on, wait)
    for old, new in plan["files"].items():
        becomes = _sealing(lock, old) if on else _opening(lock)
        tried(failed, rewrite, folder, old, new, becomes, wait)
    if failed:
        raise failed[0]


def _sealing(lock: Lock, name: str) -> Callable[[bytes], bytes]:
    """What becomes of the lines of a file: each sealed as it is, broken ones too.

    Of a broken line the moment is that of the record before it, or else of the file.
    """
    done: dict[bytes, bytes] = {}
    moment = [_moment(name)]

    def becomes(line: bytes) -> bytes:
        if line not in done:
            made = seen_of(line)
            if isinstance(made, dict):
                moment[0] = made["time"]
            if _is_sealed(line):
                done[line] = line
            elif isinstance(made, dict):
                done[line] = lock.line(made, line).rstrip(b"\n")
            else:
                known = {"id": new_id(), "time": moment[0], "kind": DAMAGED}
                made = sealed_line(known, lock.seal(line), **still_seen(line))
                done[line] = made.rstrip(b"\n")
        return done[line]

    return becomes


def _opening(lock: Lock) -> Callable[[bytes], bytes]:
    """What becomes of sealed lines: what they were. One that was sealed to another key stays."""

    def becomes(line: bytes) -> bytes:
        made = seen_of(line)
        if isinstance(made, dict) and "group" not in made:
            with suppress(ValueError):
                return lock.unseal(made["age"])
        return line

    return becomes


def _moment(name: str) -> str:
    found = STAMP.match(name)
    moment = datetime.strptime(found[0], "%Y%m%dT%H%M%SZ") if found else datetime.min
    return moment.isoformat(timespec="milliseconds") + "Z"


def _small_file(folder: Path, name: str, lock: Lock, on: bool, wait: Wait) -> None:
    """One small file, sealed or opened; its age stays what it was."""
    file, aside, blank = (folder / f"{name}{end}" for end in ("", ASIDE, BLANK))
    if file.exists() and not aside.exists():
        if _file_is_sealed(file.read_bytes(), _kind(name)) == on:
            return remove(blank, wait)
        move(file, aside, wait)
    if aside.exists():
        if not file.exists():
            was = aside.stat()
            turned = _sealed_file if on else _opened_file
            replace_file(file, turned(aside.read_bytes(), _kind(name), lock), wait)
            os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
        move(aside, blank, wait)
    remove(blank, wait)


def _file_is_sealed(data: bytes, kind: str) -> bool:
    made = _json(data)
    if kind == "drafts" and isinstance(made.get("forms"), dict):
        return all(isinstance(one, dict) and one.keys() == SEALED for one in made["forms"].values())
    return isinstance(made.get("age"), str) and "texts" not in made


def _sealed_file(data: bytes, kind: str, lock: Lock) -> bytes:
    if _file_is_sealed(data, kind):
        return data
    if kind == "drafts":
        with suppress(ValueError):
            return written(opened(data), lock)
    made = _json(data) if kind == "case" else {}
    seen = {name: made[name] for name in SEEN if name in made}
    return json.dumps({**seen, "age": lock.seal(data)}).encode()


def _opened_file(data: bytes, kind: str, lock: Lock) -> bytes:
    made = _json(data)
    if isinstance(made.get("age"), str):
        return lock.unseal(made["age"])
    if kind == "drafts":
        forms = {
            name: json.loads(lock.unseal(kept["age"])) if kept.keys() == SEALED else kept
            for name, kept in opened(data).items()
        }
        return written(forms, None)
    return data


def _json(data: bytes) -> dict:
    with suppress(ValueError, RecursionError):
        made = json.loads(data)
        return made if isinstance(made, dict) else {}
    return {}


def _back(folder: Path, plan: dict, wait: Wait) -> None:
    """Undo what was not done for good of a lock that was being taken off."""
    for old, new in plan["files"].items():
        if (folder / old).exists() or (folder / f"{old}.wissen").exists():
            remove(folder / new, wait)


def _take_away(folder: Path, wait: Wait) -> None:
    for name in (LOCK, PASSPHRASE):
        patiently((folder / name).unlink, wait) if (folder / name).exists() else None
    place = (folder / LOCK).parent
    if place.is_dir():
        for left in place.glob("*.new"):
            left.unlink()
        with suppress(OSError):
            place.rmdir()
    sync_folder(folder)


def _not_done(error: OSError, what: str) -> OSError:
    reason = held(error)
    return told(error, f"{what}: {reason} Gesprekskit gaat verder als je het opnieuw start.")
