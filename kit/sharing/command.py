"""The commands `kit pack-content` and `kit add-content`: what is shown, asked and answered."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kit.journal import why
from kit.paths import own_workspace
from kit.sharing import adding, undoing
from kit.sharing.archive import Refused, unpack
from kit.sharing.package import Package, opened, visible
from kit.sharing.packing import MAX_FINDS, collect, named, put
from kit.workspace.command import NO_WORKSPACE, readable
from kit.workspace.keeping import CannotChange

WRONG = 1
MANY = 30
NOTHING_CHANGED = "Er is niets binnengehaald."
TRUST = (
    "Vertrouw je de maker en deze code? Typ ja, of druk op Enter om deze "
    "draaiboeken over te slaan: "
)


def pack(folder: Path | None, about: dict[str, str], out: Path | None) -> int:
    """`kit pack-content`: 0, or 1 when there is nothing to pack or no place for it."""
    readable()
    workspace = folder or own_workspace(Path.cwd())
    if workspace is None or not workspace.is_dir():
        return _refused(NO_WORKSPACE if folder is None else f"{folder} is geen map.")
    try:
        packed = collect(workspace)
        if not packed.files:
            return _refused("Er is niets van jezelf om in te pakken. Haal iets op met: kit own")
        target = put(out or Path.cwd() / named(workspace, about["version"]), packed, about)
    except OSError as error:
        return _refused(f"Inpakken lukt niet: {why(error)}")
    _lines("Dit gaat niet mee:", packed.left)
    _lines("Lees dit na voor je het deelt; het kan naar een persoon wijzen:", packed.finds)
    print(f"Klaar: {target}")
    many = len(packed.files)
    print(f"{many} {'bestand' if many == 1 else 'bestanden'}, versie {about['version']}.")
    if not about["licence"]:
        print("Er staat geen licentie bij. Een ander weet dan niet wat mag: --licence TEKST")
    return 0


def add(
    file: Path,
    rename: list[str],
    yes: bool = False,
    trust: bool = False,
    only_list: bool = False,
    ask: Callable[[str], str] | None = None,
) -> int:
    """`kit add-content`: 0 when something came in or was listed, 1 when it was refused."""
    readable()
    workspace = own_workspace(Path.cwd())
    if workspace is None:
        return _refused(NO_WORKSPACE)
    if ask is None and sys.stdin.isatty() and not yes:
        ask = input
    with tempfile.TemporaryDirectory(prefix="gesprekskit-", ignore_cleanup_errors=True) as place:
        try:
            package = opened(Path(place), unpack(file, Path(place)))
            _show(package)
            renamed = _choices(rename)
            if ask and not only_list:
                renamed |= _asked_names(workspace, package, renamed, ask)
            agreed = trust or _agrees(package, ask if not only_list else None)
            without = frozenset() if agreed else frozenset(one.notebook for one in package.foreign)
            made = adding.plan(workspace, package, renamed, without)
            _lines("Dit komt binnen:", made.comes)
            _lines("Dit blijft weg:", made.stays_out)
            _hint(workspace, package, renamed)
            if only_list or not made.brought:
                print(NOTHING_CHANGED)
                return 0
            if not yes and not (ask and _yes(ask("Haal je dit binnen? j of n: "))):
                print(NOTHING_CHANGED if ask else f"{NOTHING_CHANGED} Typ erbij: --yes")
                return 0
            adding.bring(workspace, package, made)
        except Refused as refused:
            print(f"Dit pakket haal ik niet binnen: {file.name}", file=sys.stderr)
            print(*(f"  {visible(line)}" for line in refused.lines), sep="\n", file=sys.stderr)
            return WRONG
        except (CannotChange, OSError) as error:
            reason = str(error) if isinstance(error, CannotChange) else why(error).capitalize()
            return _refused(f"{NOTHING_CHANGED} {reason}")
    print("Binnengehaald. Toch niet? Typ: kit add-content --undo. Kijk het na met: kit check")
    return 0


def undo() -> int:
    """`kit add-content --undo`: 0, or 1 when there is nothing to take out or it fails."""
    readable()
    workspace = own_workspace(Path.cwd())
    record = undoing.last(workspace) if workspace else None
    if workspace is None or record is None:
        return _refused(NO_WORKSPACE if workspace is None else "Er is geen pakket om weg te halen.")
    try:
        gone, stays = undoing.undo(workspace, record)
    except (OSError, ValueError, KeyError, TypeError, CannotChange):
        return _refused("Weghalen lukt nu niet. Sluit andere programma's en probeer het opnieuw.")
    _lines("Weggehaald:", gone)
    _lines("Dit blijft staan:", stays)
    return 0


# -- asking ---------------------------------------------------------------------------------------


def _choices(rename: list[str]) -> dict[str, str]:
    found = {}
    for one in rename:
        old, sign, new = one.partition("=")
        if not sign or not old.strip() or not new.strip():
            raise CannotChange(f"Schrijf --rename als OUD=NIEUW, zoals G1=G31, en niet ‘{one}’.")
        found[old.strip()] = new.strip()
    return found


def _asked_names(
    workspace: Path, package: Package, known: dict[str, str], ask: Callable[[str], str]
) -> dict[str, str]:
    """Another id for each thing that the trainer already has, or nothing to leave it out."""
    found = {}
    for thing in adding.taken_ids(workspace, package):
        old = adding.another(thing)[0]
        if old not in known:
            what = f"Je hebt zelf al {thing.called}. Typ een ander nummer voor die uit het pakket"
            if new := ask(visible(f"{what}, of druk op Enter om die over te slaan: ")).strip():
                found[old] = new
    return found


def _hint(workspace: Path, package: Package, renamed: dict[str, str]) -> None:
    """How to have both, of what the trainer already has."""
    for thing in adding.taken_ids(workspace, package):
        old, new = adding.another(thing)
        if old not in renamed:
            print(visible(f"  Beide? Typ erbij: --rename {old}={new}"))


def _agrees(package: Package, ask: Callable[[str], str] | None) -> bool:
    """Whether the trainer read the code and wants it; without anybody to ask: no."""
    if not package.foreign:
        return True
    if ask is None:
        print("Draaiboeken met deze code blijven weg. Vertrouw je ze? Typ erbij: --trust-code")
        return False
    return ask(TRUST).strip().casefold() == "ja"


def _yes(answer: str) -> bool:
    return answer.strip().casefold() in ("j", "ja")


# -- showing --------------------------------------------------------------------------------------


def _show(package: Package) -> None:
    about = package.about
    maker, licence = about["maker"] or "niet genoemd", about["licence"] or "niet genoemd"
    print(f"Maker: {maker} · versie: {about['version'] or 'geen'} · licentie: {licence}")
    if about["newer"]:
        print("Een nieuwere kit maakte dit pakket. Wat deze kit niet kent, blijft weg.")
    _lines("Dit klopt er niet in:", [visible(one) for one in package.problems])
    for one in package.foreign:
        print(f"{visible(one.notebook)}, cel {one.cell}: dit is geen stap maar code. Lees het:")
        print(*(f"    {line}" for line in visible(one.text).split("\n")), sep="\n")


def _lines(head: str, lines) -> None:
    lines = list(lines)
    if lines:
        print(head)
        limit = MAX_FINDS if "persoon" in head else MANY
        print(*(f"  {line}" for line in lines[:limit]), sep="\n")
        if len(lines) > limit:
            print(f"  … en nog {len(lines) - limit}")


def _refused(reason: object) -> int:
    print(reason, file=sys.stderr)
    return WRONG
