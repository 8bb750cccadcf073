"""How a finished file gets its place: whole or not at all, and never over what is there.

Only this file knows which names Windows accepts, and how a next version is called.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from kit.journal import patiently

MOST = 80
"""Letters of a name without its ending: with a folder before it Windows still finds the file."""
HALF = ".half"
"""The ending of a file that is being written; one that stays behind is of a killed writer."""
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def name(words: str) -> str:
    """A file name without ending that Windows, OneDrive and macOS accept, from any words."""
    made = " ".join(_NOT_IN_A_NAME.sub(" ", words).split())[:MOST].strip(" .~")
    return f"_{made}" if _RESERVED.match(made) else made or "bestand"


def free(folder: Path, names: Iterable[str]) -> int:
    """The first version number (1: none) for which a folder has none of these files."""
    names, number = list(names), 1
    while any((folder / versioned(one, number)).exists() for one in names):
        number += 1
    return number


def versioned(name: str, number: int) -> str:
    """A file name with its version: verslag.docx, then verslag-2.docx."""
    if number < 2:
        return name
    path = Path(name)
    return f"{path.stem}-{number}{path.suffix}"


def keep(wanted: Path, data: bytes, wait: Callable[[float], object] = time.sleep) -> Path:
    """Put a file down under this name, or the first free one with a number; gives where it went.

    It is there as a whole or not at all. Its folder must be there. Raises OSError.
    """
    half = wanted.with_name(f".{os.urandom(6).hex()}{HALF}")
    try:
        with half.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        number = 1
        while True:
            file = wanted.with_name(versioned(wanted.name, number))
            try:
                patiently(lambda file=file: _place(half, file), wait)
                return file
            except FileExistsError:
                number += 1
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Take away what a killed writer left half-way in a folder."""
    for left in folder.glob(f".*{HALF}"):
        with suppress(OSError):
            left.unlink()


def _place(half: Path, file: Path) -> None:
    """Give a written file its name. Raises FileExistsError when that name is taken."""
    if os.name == "nt":  # there a new name never lands on an old file
        half.rename(file)
        return
    try:
        file.hardlink_to(half)
    except FileExistsError:
        raise
    except OSError:  # a stick without links: only another copy of the kit could come in between
        if file.exists():
            raise FileExistsError(file) from None
        half.rename(file)
