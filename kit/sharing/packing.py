"""Own decks, cases, notebooks and media as one zip: the same content gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit import __version__, privacy
from kit.content import pieces
from kit.content.settings import LAYOUT
from kit.privacy import DUTCH
from kit.sharing.archive import MAX_FILES, most
from kit.sharing.names import FOLDERS, MANIFEST, doubles, wrong_kind, wrong_name
from kit.workspace import cells
from kit.workspace.making import READ_ME, SCHEMA
from kit.workspace.originals import original
from kit.workspace.things import CASE, WORKSHOP, Thing, same, things

FORMAT = 1
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Every file gets this moment: when somebody saved says nothing about what is in it."""
MAX_FINDS = 20


@dataclass(frozen=True)
class Packed:
    """The bytes by name, the names that stay behind with the reason, and what to look at again."""

    files: dict[str, bytes]
    left: tuple[str, ...]
    finds: tuple[str, ...]


def collect(workspace: Path) -> Packed:
    """What goes in a package of this workspace. Raises OSError."""
    files: dict[str, bytes] = {}
    left = []
    unchanged = {one.file: one for one in _unchanged(workspace)}
    for path in _there(workspace):
        name = path.relative_to(workspace).as_posix()
        why = wrong_name(name) or wrong_kind(name)
        if path.is_symlink():
            why = "dit is een verwijzing en geen gewoon bestand."
        elif path.stat().st_size > most(name):
            why = "dit is te groot."
        elif path in unchanged:
            why = "dit is nog zoals in de kit."
        if why:
            left.append(f"{name}: {why}")
            continue
        files[name] = _without_output(path) if path.suffix == ".ipynb" else path.read_bytes()
    for name in doubles(files):
        left.append(f"{name}: een ander bestand heet op sommige computers hetzelfde.")
        del files[name]
    for name in list(files)[MAX_FILES - 1 :]:
        left.append(f"{name}: er zijn te veel bestanden.")
        del files[name]
    return Packed(files, tuple(left), tuple(_finds(files)))


def write(target: Path, packed: Packed, about: dict[str, str]) -> None:
    """Make the zip; a file that is there stays. Raises OSError (FileExistsError)."""
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data in sorted(packed.files.items())
    }
    manifest = {"gesprekskit": FORMAT, "kit": __version__, "layout": LAYOUT, **about}
    text = json.dumps({**manifest, "files": listed}, ensure_ascii=False, indent=1) + "\n"
    with target.open("xb") as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, data in [(MANIFEST, text.encode("utf-8")), *sorted(packed.files.items())]:
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = 0o100644 << 16
            info.create_system = 3
            archive.writestr(info, data, zipfile.ZIP_STORED)


def named(workspace: Path, version: str) -> str:
    """What a package of this workspace is called."""
    safe = "".join(c if c.isalnum() or c in ".-" else "-" for c in version)
    return f"{workspace.resolve().name}-{safe or '1'}.zip"


def put(wanted: Path, packed: Packed, about: dict[str, str]) -> Path:
    """Make the zip under this name, or the first free one with a number. Raises OSError."""
    target, number = wanted, 1
    while True:
        try:
            write(target, packed, about)
            return target
        except FileExistsError:
            number += 1
            target = wanted.with_stem(f"{wanted.stem}-{number}")


def _there(workspace: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((workspace / folder).rglob("*")):
            inside = path.relative_to(workspace).parts
            hidden = any(part[0] in ".~" or part in ("__pycache__", SCHEMA) for part in inside)
            if not hidden and path.name != READ_ME and (path.is_file() or path.is_symlink()):
                yield path


def _unchanged(workspace: Path) -> Iterator[Thing]:
    """Cases and workshops that were copied and never changed."""
    for thing in things(workspace).values():
        known = original(workspace, thing)
        if thing.kind in (CASE, WORKSHOP) and known.whole:
            names = thing.pieces.keys() | known.pieces.keys()
            mine, theirs = thing.pieces, known.pieces
            if all(same(thing.file, mine.get(one), theirs.get(one)) for one in names):
                yield thing


def _without_output(path: Path) -> bytes:
    try:
        return cells.clean(cells.load(path)).encode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return path.read_bytes()  # kit.check tells what is wrong with it


# -- privacy --------------------------------------------------------------------------------------


def _finds(files: dict[str, bytes]) -> Iterator[str]:
    """What in the texts may point to a person; the names of one case in one line."""
    for name, data in sorted(files.items()):
        names: list[str] = []
        for line, text in _texts(name, data):
            for find in privacy.check(text):
                shown = " ".join(find.text.split())
                if find.kind == "name" and name.startswith("cases/"):
                    names.append(shown)
                elif find.kind not in ("link", "date") or name.startswith("notebooks/"):
                    yield f"{name}, {line}: ‘{shown}’ ({DUTCH[find.kind]}). {find.reason}"
        if names:
            listed = ", ".join(dict.fromkeys(names))
            yield f"{name}: deze namen staan erin: {listed}. Zijn ze echt verzonnen?"


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    text = data.decode("utf-8", errors="replace")
    if name.endswith(".ipynb"):
        try:
            found = cells.all_of(text)
        except ValueError:
            found = []
        for number, cell in enumerate(found, 1):
            yield f"cel {number}", cell.partition("\n")[2]
    elif name.startswith(("decks/", "cases/")):
        for line, one in pieces.texts(text):
            if " " in one:
                yield f"regel {line}", one
