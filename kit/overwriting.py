"""How a file leaves the disk: overwritten, removed, and its folder's list of names put on the disk.

Only this file knows what to do while another program holds one, and how that is told. What a disk
keeps by itself (an SSD that moves blocks about, a copy of the system) is out of its reach.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from kit.journal import NotSaved, patiently, sync_folder, why

_HELD = {32, 33}
"""What Windows calls a file that another program has open."""
_LATER = "Gesprekskit maakt het af als je het opnieuw start."


def remove(file: Path, wait: Callable[[float], object] = time.sleep) -> None:
    """Overwrite a file with zeros and remove it; of a link only the link goes. Raises OSError."""
    try:
        if stat.S_ISREG(file.lstat().st_mode):
            overwrite(file, wait)
        patiently(file.unlink, wait)
    except FileNotFoundError:
        return
    sync_folder(file.parent)


def overwrite(file: Path, wait: Callable[[float], object] = time.sleep) -> None:
    """Put zeros over every byte of a file, on the disk. Raises OSError."""
    patiently(lambda: _overwrite(file), wait)


def _overwrite(file: Path) -> None:
    with suppress(OSError):
        file.chmod(0o600)  # what somebody set to read-only goes too
    fd = os.open(file, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        left = os.fstat(fd).st_size
        while left:
            left -= os.write(fd, bytes(min(left, 65_536)))
        os.fsync(fd)
    finally:
        os.close(fd)


def files(folder: Path) -> Iterator[Path]:
    """Every file and every link under a folder; no link is followed."""
    for one in sorted(folder.iterdir()):
        if _is_folder(one):
            yield from files(one)
        else:
            yield one


def folders(folder: Path) -> Iterator[Path]:
    """A folder and all in it, the deepest first; no link is followed."""
    for one in sorted(folder.iterdir()):
        if _is_folder(one):
            yield from folders(one)
    yield folder


def _is_folder(one: Path) -> bool:
    found = one.lstat()
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0)
    leads_away = junction and getattr(found, "st_reparse_tag", 0) == junction
    return stat.S_ISDIR(found.st_mode) and not leads_away


# -- what is told --------------------------------------------------------------------------------


def tried(failed: list[OSError], work: Callable, *given: object) -> None:
    """Do it; a fault joins `failed`, so that one file that is held keeps no other."""
    try:
        work(*given)
    except OSError as error:
        failed.append(error)


def not_wiped(error: OSError) -> NotSaved:
    """A fault half-way, in words a facilitator can act on."""
    return told(error, f"Nog niet alles is gewist: {held(error)} {_LATER}")


def held(error: OSError) -> str:
    """What the disk said about a file that would not go, as one Dutch sentence."""
    if getattr(error, "winerror", None) in _HELD:
        return "een ander programma heeft een bestand open."
    return why(error)


def told(error: OSError, message: str) -> NotSaved:
    """A fault with a Dutch message of its own."""
    saying = NotSaved(error.errno, message)
    saying.message = message
    return saying
