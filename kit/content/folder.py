"""Which files of a folder are content, and which kind each of them is."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kit.content.cards import DECK, take_deck
from kit.content.cases import take_case
from kit.content.facts import TABLE, take_facts, take_table
from kit.content.fields import what
from kit.content.media import FOLDER as MEDIA
from kit.content.parts import Found
from kit.content.read import Flaw, read
from kit.content.settings import as_newer, settings
from kit.content.styles import FOLDER as STYLES
from kit.content.styles import take_style
from kit.content.yamltext import Mapping, Node, Scalar, line_of, parse
from kit.model import Problem
from kit.paths import WORKSPACE_FILE

FOLDERS = ("decks", "cases", STYLES)
SUFFIXES = (".yaml", ".yml")
_IDS = re.compile(r"^[ \t-]*id:[ \t]*(\S+)", re.MULTILINE)
MAX_PROBLEMS = 500
_NAMED = (*SUFFIXES, ".yaml.txt", ".yml.txt")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the garbage collector: a tree has no circles, and looking costs as much again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Reading(NamedTuple):
    """One file as it was read: its text, its tree, and what is wrong with its bytes and its YAML.

    Without a tree and with a flaw there is nothing in it that can be used.
    """

    text: str | None
    root: Node | None
    flaws: tuple[Flaw, ...]


def reading(path: Path) -> Reading:
    """Read one file, without looking at what its fields mean. Never raises for what is in it."""
    text, flaws = read(path)
    root, more = parse(text) if text is not None else (None, [])
    return Reading(text, root, (*flaws, *more))


@_undisturbed()
def gather(
    root: Path, today: date | None = None, known: dict[Path, Reading] | None = None
) -> Found:
    """What stands in the files of one folder, before looking whether its ids exist.

    `known` says which files there are and how they were read; without it they are read now.
    """
    found = Found(today or date.today(), root / MEDIA)
    for path in files(root) if known is None else sorted(known):
        take_file(path, path.relative_to(root), found, known and known[path])
    about = settings(root / WORKSPACE_FILE)
    if about.newer:
        found.problems[:] = as_newer(found.problems)
    found.problems += about.problems
    return found


def take_file(path: Path, shown_as: Path, found: Found, known: Reading | None = None) -> None:
    """Read one file into `found`; `shown_as` is its name in messages."""
    name = path.name.lower()
    if name.endswith(tuple(f"{suffix}.txt" for suffix in SUFFIXES)):
        message = f"dit bestand heet nu {path.name} en doet daarom niet mee."
        remedy = f"Geef het de naam {path.stem}."
        found.problems.append(Problem(shown_as, 1, message, remedy))
        return
    before = len(found.problems)
    text, root, given = known or reading(path)
    flaws = list(given)
    if text is not None and (root is not None or not flaws):
        try:
            _take(root, shown_as, found)
        except _Enough:
            message = f"dit bestand heeft meer dan {MAX_PROBLEMS} fouten."
            flaws.append(Flaw(1, message, "Verbeter eerst wat hier staat."))
    found.problems += [Problem(shown_as, *flaw) for flaw in flaws[-MAX_PROBLEMS:]]
    if text and len(found.problems) > before:
        ids = [id.strip("\"'“”") for id in _IDS.findall(text)]
        found.hurt.update(ids, [id.upper() for id in ids])


def files(root: Path) -> list[Path]:
    """The files of decks/, cases/ and huisstijl/ in a folder, by name; hidden ones stay out."""
    paths = [path for name in FOLDERS for path in (root / name).glob("**/*")]
    return sorted(path for path in paths if is_content(path) and not path.is_dir())


def is_content(path: Path) -> bool:
    """Whether a file is named like a deck, a case or a style, or was meant to be."""
    name = path.name.lower()
    return name.endswith(_NAMED) and name[0] not in ".~"


class _Enough(Exception):
    """So much is wrong with a file that nobody would read the rest, or wait for it."""


def _take(root: Node | None, shown_as: Path, found: Found) -> None:
    """Put what stands in one file of decks/, cases/ or huisstijl/ into `found`."""

    before = len(found.problems)

    def note(line: int, message: str, remedy: str) -> None:
        if len(found.problems) - before >= MAX_PROBLEMS:
            raise _Enough
        found.problems.append(Problem(shown_as, line, message, remedy))

    if root is None or (type(root) is Scalar and not root.value.strip()):
        note(1, "dit bestand is leeg.", "Vul het, of haal het bestand weg.")
    elif type(root) is not Mapping:
        remedy = "Begin het bestand met: kaartenset: …"
        if shown_as.parent.name == "cases" or STYLES in shown_as.parts[:-1]:
            remedy = "Begin het bestand met: id: …"
        note(line_of(root), f"dit bestand begint met {what(root)}.", remedy)
    elif STYLES in shown_as.parts[:-1]:
        take_style(root, shown_as, found, note)
    elif shown_as.parent.name == "cases" or "onthullingen" in root:
        take_case(root, shown_as, found, note)
    elif "wetfeiten" in root and "kaarten" not in root:
        take_facts(root, shown_as, found, note)
    elif TABLE & root.keys() and not DECK & root.keys():
        take_table(root, found, note)
    else:
        take_deck(root, shown_as, found, note)
