"""How a journal file becomes another one, and how what is planned is kept until it is done.

Only this file rewrites. A journal file is never changed: what its lines become goes into a new one;
the old one gets the name `….wissen`, is looked at once more (another copy of the kit may just have
added a line), gets the name `….gewist`, is overwritten and removed. The plan (`.kit/wiping.json`)
has no word in it: ids and names of files.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from kit.drafts import replace_file, set_aside
from kit.journal import SUFFIX, patiently, sync_folder
from kit.overwriting import remove
from kit.retention import STAMP

PLAN = ".kit/wiping.json"
ASIDE, BLANK = ".wissen", ".gewist"
Wait = Callable[[float], object]
Becomes = Callable[[bytes], bytes]
"""What becomes of a line, without its line feed; nothing when it goes."""


def journals(folder: Path) -> list[Path]:
    """The journal files of a group, by name."""
    found = sorted(folder.glob(f"*{SUFFIX}"))
    return [file for file in found if not file.name.startswith("._") and file.is_file()]


def rewrite(folder: Path, name: str, fresh: str, becomes: Becomes, wait: Wait) -> None:
    """One journal file as its lines become. Whatever was done of it before is well."""
    old, new = folder / name, folder / fresh
    aside, blank = folder / f"{name}{ASIDE}", folder / f"{name}{BLANK}"
    if old.exists():
        hold(new, _rewritten(old, becomes), wait)
        move(old, aside, wait)
    if aside.exists():
        hold(new, _rewritten(aside, becomes), wait)
        move(aside, blank, wait)
    if blank.exists():
        remove(blank, wait)


def finish_files(folder: Path, wait: Wait) -> None:
    """What is left of a rewriting whose plan is done, or is lost: then it begins again."""
    for blank in folder.glob(f"*{SUFFIX}{BLANK}"):
        remove(blank, wait)
    for aside in folder.glob(f"*{SUFFIX}{ASIDE}"):
        move(aside, aside.with_suffix(""), wait)


def hold(file: Path, data: bytes, wait: Wait) -> None:
    """See to it that a file holds exactly this, on the disk; nothing needs no file."""
    there = file.read_bytes() if file.exists() else b""
    if there != data:
        replace_file(file, data, wait)
    elif data:
        sync_folder(file.parent)


def move(old: Path, new: Path, wait: Wait) -> None:
    """Another name for a file, on the disk."""
    patiently(lambda: old.rename(new), wait)
    sync_folder(new.parent)


def new_name(name: str) -> str:
    """A name for a journal file, with the moment of the old one in it (or now)."""
    found = STAMP.search(name)
    moment = found[0] if found else time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    return f"{moment}-{token_hex(6)}{SUFFIX}"


def _rewritten(file: Path, becomes: Becomes) -> bytes:
    *whole, tail = file.read_bytes().split(b"\n")
    kept = [line + b"\n" for line in map(becomes, whole) if line]
    return b"".join(kept) + becomes(tail)


# -- the plan ------------------------------------------------------------------------------------


def write_plan(folder: Path, plan: dict, wait: Wait = time.sleep) -> None:
    """Write down what is going to be done. Raises NotSaved."""
    replace_file(folder / PLAN, json.dumps(plan).encode(), wait)


def plan_of(folder: Path) -> dict:
    """What is being done in a group's folder: ids and names only; empty when nothing is."""
    try:
        return dict(json.loads((folder / PLAN).read_bytes()))
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError):  # it is put down as a whole: only a broken disk does this
        set_aside(folder / PLAN)
        return {}


def drop_plan(folder: Path, wait: Wait = time.sleep) -> None:
    """What was planned is done. No word is in a plan: it goes at once, without a half-way."""
    patiently(lambda: (folder / PLAN).unlink(missing_ok=True), wait)
    if (folder / PLAN).parent.is_dir():
        sync_folder((folder / PLAN).parent)
