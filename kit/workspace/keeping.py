"""How an own file is changed without anything of it getting lost: whole, and kept as it was."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kit.content.read import read
from kit.journal import why

EARLIER = ".vorige"


class CannotChange(Exception):
    """Why an own file stays as it is; the message is Dutch."""


def why_not(error: Exception) -> str:
    """Why a change was not made, in Dutch: of CannotChange, OSError, or KeyError (no place)."""
    if isinstance(error, OSError):
        return why(error)
    return str(error) if isinstance(error, CannotChange) else "er is geen plek voor in je bestand."


def text_of(file: Path) -> str:
    """The text of an own file, with plain line ends. Raises CannotChange."""
    text, flaws = read(file)
    if text is None or flaws:
        what = flaws[0].message if flaws else "dit bestand is niet te openen."
        raise CannotChange(f"{file.name}: {what} {flaws[0].remedy if flaws else ''}".strip())
    return text


def write(file: Path, text: str) -> None:
    """Put a text in the place of a file, with the line ends and the mark it had. Raises OSError."""
    raw = file.read_bytes() if file.is_file() else b""
    if b"\r\n" in raw:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    put(file, mark + text.encode("utf-8"))


def put(file: Path, data: bytes) -> None:
    """Put bytes in the place of a file: all of them or none. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}-{os.urandom(6).hex()}.new")
    try:
        with fresh.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, fresh)
        fresh.replace(file)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def keep_earlier(workspace: Path, file: Path, now: datetime | None = None) -> Path:
    """A copy of an own file as it is, in `.vorige`, before something changes in it."""
    moment = f"{now or datetime.now():%Y-%m-%d_%H%M%S}"
    place = workspace / EARLIER / moment / file.relative_to(workspace)
    number = 1
    while place.exists():
        number += 1
        place = workspace / EARLIER / f"{moment}-{number}" / file.relative_to(workspace)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, place)
    return place
