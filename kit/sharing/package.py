"""What is in a package that was unpacked, and whether it is what its maker put in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kit.check import check
from kit.sharing.archive import Refused
from kit.sharing.code import Foreign, foreign
from kit.sharing.names import MANIFEST
from kit.workspace import cells
from kit.workspace.things import Thing, things

FORMAT = 1
LONGEST = 200


@dataclass(frozen=True)
class Package:
    """An unpacked package: who made it, its things, its media, foreign code, and its problems."""

    folder: Path
    about: dict[str, str]
    things: tuple[Thing, ...]
    media: tuple[Path, ...]
    foreign: tuple[Foreign, ...]
    problems: tuple[str, ...]


def opened(folder: Path, hashes: dict[str, str]) -> Package:
    """Look through the unpacked files. Raises Refused when they are not what the list says.

    Notebooks lose their output, attachments and settings here: only their cells come in.
    """
    about = _about(folder / MANIFEST, {k: v for k, v in hashes.items() if k != MANIFEST})
    strange: list[Foreign] = []
    for file in sorted(folder.glob("notebooks/*.ipynb")):
        name = file.relative_to(folder).as_posix()
        try:
            text = cells.clean(cells.load(file))
        except ValueError:
            raise Refused(f"{name}: dit is geen notebook.") from None
        file.write_text(text, encoding="utf-8", newline="\n")
        strange += foreign(name, text)
    problems = [] if not any(_parts(folder)) else [str(one) for one in check([folder])]
    media = sorted(one for one in (folder / "media").rglob("*") if one.is_file())
    found = tuple(things(folder).values())
    return Package(folder, about, found, tuple(media), tuple(strange), tuple(problems))


def _parts(folder: Path) -> list[Path]:
    return [folder / name for name in ("decks", "cases", "notebooks") if (folder / name).is_dir()]


def _about(file: Path, hashes: dict[str, str]) -> dict[str, str]:
    wrong = Refused(f"{MANIFEST} klopt niet. Vraag de maker om een nieuw pakket.")
    try:
        told = json.loads(file.read_bytes().decode("utf-8"))
        number, listed = told["gesprekskit"], told["files"]
        claimed = {str(name): str(one["sha256"]) for name, one in listed.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise wrong from None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise wrong
    if claimed != hashes:
        name = next(n for n in sorted(claimed.keys() | hashes) if claimed.get(n) != hashes.get(n))
        message = f"{plain(name)}: dit is veranderd nadat het pakket gemaakt werd."
        raise Refused(message, "Vraag de maker om een nieuw pakket.")
    about = {word: plain(told.get(word, "")) for word in ("version", "licence", "maker", "kit")}
    about["newer"] = "ja" if number > FORMAT else ""
    return about


def plain(text: object) -> str:
    """A text from elsewhere on one line of a screen, where it can do nothing."""
    return " ".join(visible(str(text)[:LONGEST]).split())


def visible(text: str) -> str:
    """All of a text, with what steers a screen shown as a mark."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)
