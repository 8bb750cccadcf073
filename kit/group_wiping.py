"""Wiping all of one group, and what a start does before anything else.

Only this file removes a group. Its folder first gets a name that is no group's (`.wissen-…`): from
that moment nothing finds it any more, and what is left of the work is finished at the next start.
The receipt is in `.kit/wiped.json` of the data folder: what kinds, how many, when; not of whom.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex

from kit import locking
from kit.drafts import Drafts, replace_file, set_aside
from kit.journal import SUFFIX, new_id, patiently, read, sync_folder
from kit.overwriting import files, folders, not_wiped, remove, told, tried
from kit.retention import DAMAGED
from kit.rewriting import PLAN, drop_plan, plan_of
from kit.series import fold
from kit.wiping import CASES, Wiping

RECEIPTS = ".kit/wiped.json"
DOOMED = ".wissen-"
NOT_OURS = "In deze map staat niets van Gesprekskit. Er is niets gewist."
NOTHING_YET = (
    "Er is nog niets gewist: een ander programma heeft iets uit de map van deze groep open. "
    "Sluit dat programma en probeer het nog eens."
)
Wait = Callable[[float], object]


def wipe_group(folder: Path, wait: Wait = time.sleep) -> dict[str, int]:
    """Wipe the whole folder of a group; how many of each kind there were. Raises NotSaved.

    When the folder cannot get another name, nothing has happened. Other groups and the reflections
    of one person alone are in other folders.
    """
    what = there(folder, wait)
    if not what.get("group"):
        raise told(FileNotFoundError(2, "no group"), NOT_OURS)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    receipt = {"id": new_id(), "when": moment, "what": what, "why": "group"}
    replace_file(folder / PLAN, json.dumps({"all": True, "receipt": receipt}).encode(), wait)
    try:
        doomed = _doomed(folder, wait)
    except OSError as error:
        with suppress(OSError):
            (folder / PLAN).unlink()
        raise told(error, NOTHING_YET) from error
    _empty(doomed, wait)
    return what


def sweep(folder: Path, wait: Wait = time.sleep) -> None:
    """Remove what was written to a group's folder just after it went. Raises NotSaved.

    A group that was made anew in between stays.
    """
    if folder.is_dir() and not there(folder, wait).get("group"):
        _empty(_doomed(folder, wait), wait)


def there(folder: Path, wait: Wait = time.sleep) -> dict[str, int]:
    """How many records, drafts, own cases and other files a group has, by kind."""
    found = read(folder, _seen)
    what = Counter(one["kind"] for one in found.records)
    what[DAMAGED] += len(found.set_aside)
    drafts = Drafts(folder, wait)
    for file in files(folder):
        place, number = file.relative_to(folder).parts[0], file.stem.removeprefix("drafts-")
        if place == CASES:
            what["case"] += file.suffix == ".json"
        elif place not in {".kit", ".slot"}:
            what["file"] += file.suffix != SUFFIX
        elif file.suffix == ".json" and number.isdigit():
            what["draft"] += len(drafts.names(int(number)))
    return {kind: count for kind, count in sorted(what.items()) if count}


def _seen(sealed: dict) -> dict:
    """A sealed record as far as it can be counted; the same one twice is the same."""
    return {name: sealed[name] for name in ("id", "time", "kind")} | {"check": ""}


def _doomed(folder: Path, wait: Wait) -> Path:
    """The same folder under a name that is no group's."""
    doomed = folder.with_name(f"{DOOMED}{token_hex(8)}")
    patiently(lambda: folder.rename(doomed), wait)
    sync_folder(doomed.parent)
    return doomed


def _empty(doomed: Path, wait: Wait) -> None:
    """Overwrite and remove all there is, and write the receipt. Raises NotSaved.

    The plan goes last but for the empty folders: it tells a next start what this was.
    """
    failed: list[OSError] = []
    plan, receipt = doomed / PLAN, plan_of(doomed).get("receipt")
    for file in files(doomed):
        if file != plan:
            tried(failed, remove, file, wait)
    if failed:
        raise not_wiped(failed[0]) from failed[0]
    try:
        if receipt:
            _receive(doomed.parent, receipt, wait)
        drop_plan(doomed, wait)
        for folder in folders(doomed):
            patiently(folder.rmdir, wait)
        sync_folder(doomed.parent)
    except OSError as error:
        raise not_wiped(error) from error


# -- of a data folder ----------------------------------------------------------------------------


def at_start(data: Path, today: date) -> None:
    """Finish what was interrupted and wipe what is due, in every group of a data folder.

    What does not work now (a file is held, the disk is read-only) is tried at the next start.
    """
    with suppress(OSError):
        for folder in sorted(one for one in Path(data).iterdir() if one.is_dir()):
            with suppress(OSError):
                _at_start(folder, today)


def _at_start(folder: Path, today: date) -> None:
    if folder.name.startswith(DOOMED):
        _empty(folder, time.sleep)
    elif folder.name.startswith("."):
        return
    elif plan_of(folder).get("all"):
        _empty(_doomed(folder, time.sleep), time.sleep)
    else:
        locking.at_start(folder)
        Wiping(folder).due(today)
        if (folder / CASES).is_dir():  # of a group with a lock nothing is read: when it opens
            told_cases(folder, read(folder).records)


def told_cases(folder: Path, records: list[dict]) -> None:
    """Wipe the own cases of the workshops that are over in these records. Raises NotSaved.

    A workshop that was done before and is being done again is not over.
    """
    for workshop, newest in fold(records).sessions.items():
        if newest.get("finished"):
            Wiping(folder).cases(workshop)


def half_wiped(data: Path) -> bool:
    """Whether a group is not wiped to the last byte yet, because something held a file."""
    with suppress(OSError):
        return any(Path(data).glob(f"{DOOMED}*"))
    return False


def receipts(data: Path) -> list[dict]:
    """What was wiped with whole groups, newest first: `when` (UTC), `what` (counts), `why`."""
    try:
        kept = json.loads((Path(data) / RECEIPTS).read_bytes())
        return sorted(kept, key=lambda one: one["when"], reverse=True)
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _receive(data: Path, receipt: dict, wait: Wait) -> None:
    """Put a receipt with the others, once."""
    file, known = data / RECEIPTS, receipts(data)
    if not known and file.exists():
        set_aside(file)
    if all(one.get("id") != receipt["id"] for one in known):
        replace_file(file, json.dumps([*known, receipt]).encode(), wait)
