"""A zip from elsewhere, opened with distrust: its list is judged first, then it is read in pieces.

Sizes that it claims are believed only as far as they are small; what really comes out is counted.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from pathlib import Path

from kit.content.media import MAX_BYTES as MAX_MEDIA
from kit.content.read import MAX_BYTES as MAX_TEXT
from kit.journal import why
from kit.script import MAX_BYTES as MAX_NOTEBOOK
from kit.sharing.names import MANIFEST, doubles, wrong_kind, wrong_name

MAX_FILES = 500
MAX_TOTAL = 500_000_000
MAX_RATIO, SMALL = 60, 100_000
PIECE = 64 * 1024
MAX_MANIFEST = 200_000
_BROKEN = "dit is geen pakket, of het is beschadigd. Vraag de maker om een nieuw bestand."


class Refused(Exception):
    """Why a package is not read; `lines` are Dutch, one for each reason."""

    def __init__(self, *lines: str):
        super().__init__(*lines)
        self.lines = lines


def unpack(file: Path, folder: Path) -> dict[str, str]:
    """Put the files of a package in an empty folder; gives the SHA-256 of each by its name.

    Raises Refused, with every reason, before anything is written when its list is not right.
    """
    try:
        if file.stat().st_size > MAX_TOTAL:
            raise Refused("dit bestand is groter dan 500 MB.")
        with zipfile.ZipFile(file) as archive:
            found = archive.infolist()
            judge(found)
            read = 0
            hashes: dict[str, str] = {}
            for info in found:
                if not info.is_dir():
                    hashes[info.filename], size = _read(archive, info, folder, MAX_TOTAL - read)
                    read += size
            return hashes
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(_BROKEN) from error
    except (ValueError, UnicodeError, OverflowError, MemoryError) as error:
        raise Refused(_BROKEN) from error
    except OSError as error:
        reason = f"het bestand is niet te lezen of uit te pakken: {why(error)}"
        raise Refused(reason) from error


def judge(infos: list[zipfile.ZipInfo]) -> None:
    """Look at the list of a zip only. Raises Refused with everything that is wrong with it."""
    if len(infos) > MAX_FILES:
        raise Refused(f"er zitten meer dan {MAX_FILES} bestanden in.")
    wrong = [f"{_safe(one.orig_filename)}: {why}" for one in infos if (why := _wrong(one))]
    names = [one.filename.rstrip("/") for one in infos]
    wrong += [f"{_safe(name)}: deze naam staat er twee keer in." for name in doubles(names)]
    if sum(one.file_size for one in infos) > MAX_TOTAL:
        wrong.append("uitgepakt is dit meer dan 500 MB.")
    if MANIFEST not in names:
        wrong.append(f"er zit geen {MANIFEST} in. Vraag de maker om een pakket uit Gesprekskit.")
    if wrong:
        raise Refused(*wrong)


def _wrong(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    if why := wrong_name(name.rstrip("/") if info.is_dir() else name):
        return why
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG):
        return "dit is een verwijzing en geen gewoon bestand."
    if info.is_dir():
        return "" if info.file_size == 0 else "dit is een map met inhoud."
    if info.flag_bits & 0x1:
        return "dit zit achter een wachtwoord."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "dit is ingepakt op een manier die de kit niet opent."
    if why := wrong_kind(name):
        return why
    if info.file_size > (limit := most(name)):
        return f"dit is groter dan {limit // 1_000_000 or 1} MB."
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return "dit is verdacht klein ingepakt."
    return ""


def most(name: str) -> int:
    """How many bytes a file of this name may have."""
    if name == MANIFEST:
        return MAX_MANIFEST
    if name.startswith("media/"):
        return MAX_MEDIA
    return MAX_NOTEBOOK if name.endswith(".ipynb") else MAX_TEXT


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, room: int
) -> tuple[str, int]:
    """Write one file; its hash and its size, counted as it comes out. Raises Refused."""
    place = folder / info.filename
    place.parent.mkdir(parents=True, exist_ok=True)
    size, known, limit = 0, hashlib.sha256(), min(most(info.filename), room)
    with archive.open(info) as source, place.open("xb") as target:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > limit or size > info.file_size:
                raise Refused(f"{_safe(info.filename)}: dit is groter dan het pakket zegt.")
            known.update(piece)
            target.write(piece)
    return known.hexdigest(), size


def _safe(name: str) -> str:
    """A name as it may stand on a screen."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in name)
    return shown if len(shown) <= 60 else f"{shown[:58]} …"
