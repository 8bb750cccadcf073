"""Taking out what the last package brought, and only that: what was changed since then stays."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from kit.content import pieces
from kit.sharing.adding import RECORDS
from kit.sharing.names import FOLDERS, wrong_name
from kit.sharing.package import plain
from kit.workspace.keeping import CannotChange, keep_earlier, text_of, write
from kit.workspace.originals import forget
from kit.workspace.things import Thing, things

UNDONE = ".ongedaan"


def last(workspace: Path) -> Path | None:
    """What was written down of the last package that came in and is still there."""
    return max((workspace / RECORDS).glob("*.json"), default=None)


def told_last(workspace: Path) -> dict | None:
    """Of the last package that came in its version, licence and maker; None when there is none."""
    record = last(workspace)
    if record is None:
        return None
    try:
        about = json.loads(record.read_bytes().decode("utf-8"))["about"]
        return {word: plain(about.get(word, "")) for word in ("version", "licence", "maker")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"version": "", "licence": "", "maker": ""}


def undo(workspace: Path, record: Path) -> tuple[list[str], list[str]]:
    """Take out what this package brought; what went and what stayed, as lines.

    Raises OSError, ValueError when the record cannot be read, or CannotChange.
    """
    kept = json.loads(record.read_bytes().decode("utf-8"))
    brought = [one for one in kept["brought"] if _inside(one)]
    gone: list[str] = []
    stays: list[str] = []
    for one in reversed(brought):
        file = workspace / one["file"]
        name = plain(one["file"])
        if not file.is_file():
            continue
        if "piece" in one:
            _take_out(workspace, file, one, gone, stays)
        elif hashlib.sha256(file.read_bytes()).hexdigest() == one["sha256"]:
            file.unlink()
            gone.append(name)
        else:
            stays.append(f"{name}: dit veranderde je zelf.")
    mine = things(workspace)
    for kind, id in kept.get("over", []):
        if (str(kind), str(id)) not in mine:
            forget(workspace, Thing(str(kind), str(id), workspace, {}))
    record.rename(record.with_name(record.name + UNDONE))
    return gone, stays


def _inside(one: dict) -> bool:
    """Whether a line of the record is about a file that a package may bring."""
    name = str(one["file"])
    return not wrong_name(name) and name.split("/")[0] in FOLDERS


def _take_out(workspace: Path, file: Path, one: dict, gone: list[str], stays: list[str]) -> None:
    id, name = str(one["piece"]), plain(one["file"])
    try:
        text = text_of(file)
    except CannotChange as error:
        stays.append(f"{plain(id)} in {name}: {error}")
        return
    document = pieces.read(text)
    there = document.pieces.get(id) if document else None
    if there is None:
        return
    if there.text.strip() != str(one["text"]).strip():
        stays.append(f"{plain(id)} in {name}: dit veranderde je zelf.")
        return
    rest = pieces.remove(text, id)
    left = pieces.read(rest)
    keep_earlier(workspace, file)
    if one.get("made") and left is not None and not left.pieces:
        file.unlink()
    else:
        write(file, rest)
    gone.append(f"{plain(id)} in {name}")
