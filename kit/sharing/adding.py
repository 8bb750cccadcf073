"""What of a package can come in a workspace and where, without touching what is there; and out.

First a plan (pure looking), then one go in which everything comes or nothing. What came is written
down in `.pakketten`, piece by piece, so that it can go again without anything of the trainer's.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kit.content import pieces
from kit.model import SUITS
from kit.paths import content_root
from kit.sharing.package import Package, plain
from kit.workspace import cells
from kit.workspace.keeping import CannotChange, keep_earlier, put, text_of, write
from kit.workspace.making import list_file, new_list_file
from kit.workspace.originals import Original, forget, remember
from kit.workspace.things import CARD, CASE, FACT, TABLE, WORKSHOP, Thing, things

RECORDS = ".pakketten"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CARD = re.compile(rf"[{''.join(suit.letter for suit in SUITS.values())}][1-9][0-9]{{0,3}}")
Key = tuple[str, str]


@dataclass
class Plan:
    """What comes in: texts of own files as they become, media to copy, and what is said of it."""

    texts: dict[Path, str] = field(default_factory=dict)
    media: dict[Path, Path] = field(default_factory=dict)
    lists: dict[Key, Path] = field(default_factory=dict)
    over: list[Thing] = field(default_factory=list)
    """Things of the kit that something from the package goes over."""
    brought: list[dict] = field(default_factory=list)
    comes: list[str] = field(default_factory=list)
    stays_out: list[str] = field(default_factory=list)


def plan(
    workspace: Path, package: Package, renamed: dict[str, str], without: frozenset[str]
) -> Plan:
    """What this package would bring; `renamed` gives things another id, `without` skips notebooks.

    Reads only. Raises CannotChange when an own file cannot be read.
    """
    made = Plan()
    mine, shipped = things(workspace), things(content_root())
    for thing in package.things:
        if thing.file.relative_to(package.folder).as_posix() in without:
            made.stays_out.append(f"{_name(thing)}: hier zit code in waarmee je niet instemde.")
            continue
        given = _renamed(thing, renamed)
        if why := _wrong_id(given, thing.id) or _owned(given, mine):
            made.stays_out.append(f"{_name(thing)}: {why}")
            continue
        if thing.kind in (CARD, FACT):
            placed = _in_list(workspace, given, made)
        else:
            placed = _in_file(workspace, given, made)
        if placed:
            mine[given.kind, given.id] = replace(given, file=placed)
            theirs = shipped.get((given.kind, given.id))
            made.over += [theirs] if theirs else []
            over = " (in de plaats van die van de kit)" if theirs else ""
            made.comes.append(f"{_name(given)} in {placed.relative_to(workspace).as_posix()}{over}")
    for file in _loose(package, without):
        _beside(workspace / "notebooks", file, made)
    for file in package.media:
        _media(workspace, file, package.folder, made)
    return made


def taken_ids(workspace: Path, package: Package) -> list[Thing]:
    """Things in the package under an id that the trainer already has, with other words."""
    mine = things(workspace)
    known = [one for one in package.things if (one.kind, one.id) in mine and one.kind != TABLE]
    return [one for one in known if not _alike(one, mine[one.kind, one.id])]


def bring(workspace: Path, package: Package, made: Plan) -> None:
    """Carry out a plan: everything comes in, or nothing. Raises OSError or CannotChange."""
    done: list[Callable[[], object]] = []
    moment = f"{datetime.now():%Y-%m-%d_%H%M%S}"
    record = workspace / RECORDS / f"{moment}.json"
    number = 1
    while record.exists():
        number += 1
        record = record.with_name(f"{moment}-{number}.json")
    try:
        over = [[one.kind, one.id] for one in made.over]
        kept = {"about": package.about, "brought": made.brought, "over": over}
        put(record, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
        done.append(record.unlink)
        for file, text in made.texts.items():
            if file.exists():
                before = file.read_bytes()
                keep_earlier(workspace, file)
                done.append(lambda file=file, before=before: put(file, before))
                write(file, text)
            else:
                _new_file(file, text.encode("utf-8"), done)
        for thing in made.over:
            done.append(lambda thing=thing: forget(workspace, thing))
            remember(workspace, thing, Original(dict(thing.pieces)))
        for file, source in made.media.items():
            _new_file(file, source.read_bytes(), done)
    except BaseException:
        for undo_one in reversed(done):
            with suppress(OSError):
                undo_one()
        raise


def _new_file(file: Path, data: bytes, done: list[Callable[[], object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:  # never over something that came there meanwhile
        done.append(file.unlink)
        stream.write(data)


# -- one thing ------------------------------------------------------------------------------------


def _name(thing: Thing) -> str:
    name = plain(thing.called)
    return name[:1].upper() + name[1:]


def _renamed(thing: Thing, renamed: dict[str, str]) -> Thing:
    """The thing under the id that the trainer chose for it."""
    names = {thing.id.casefold(), thing.called.replace(" ", "").casefold()}
    new = next((to for old, to in renamed.items() if old.casefold() in names), "")
    if not new or thing.kind == TABLE:
        return thing
    found = thing.pieces
    if thing.kind in (CARD, FACT):
        mark = re.compile(r"(?m)^(- +|  )id:.*$")
        text = mark.sub(lambda one: f"{one[1]}id: {new}", found[thing.id], count=1)
        found = {new: text}
    elif thing.kind == CASE:
        found = found | {"id": f"id: {new}"}
    elif new.isdecimal():
        found = {name: _numbered(cell, int(new)) for name, cell in found.items()}
    return replace(thing, id=new, pieces=found)


def _numbered(cell: str, number: int) -> str:
    """A cell in which the workshop has another number."""
    mark, _, source = cell.partition("\n")
    with suppress(SyntaxError, ValueError, RecursionError):
        for node in ast.walk(ast.parse(source)) if mark == "[code]" else ():
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if made and node.func.id == "Workshop":
                named = [one.value for one in node.keywords if one.arg == "number"]
                given = (node.args or named)[0]
                lines = source.split("\n")
                line = lines[given.lineno - 1].encode("utf-8")
                before, after = line[: given.col_offset], line[given.end_col_offset :]
                lines[given.lineno - 1] = (before + str(number).encode() + after).decode("utf-8")
                return f"{mark}\n" + "\n".join(lines)
    return cell


def _wrong_id(thing: Thing, was: str) -> str:
    fine = {CARD: _CARD, FACT: _SLUG, CASE: _SLUG, WORKSHOP: re.compile(r"[1-9][0-9]{0,2}")}
    if thing.kind in fine and not fine[thing.kind].fullmatch(thing.id):
        ask = "Vraag de maker het te verbeteren." if thing.id == was else "Kies een ander."
        return f"dit nummer of id kan niet. {ask}"
    return ""


def _owned(thing: Thing, mine: dict[Key, Thing]) -> str:
    own = mine.get((thing.kind, thing.id))
    if own is None:
        return ""
    if _alike(thing, own):
        return "die heb je al, met dezelfde woorden."
    where = own.file.name
    if thing.kind == TABLE:
        return f"je hebt al een eigen tafel ({where}). Die blijft."
    return f"die heb je zelf al ({where}). De jouwe blijft."


def another(thing: Thing) -> tuple[str, str]:
    """The word for a thing when it gets another id, and such an id as an example."""
    old = f"workshop{thing.id}" if thing.kind == WORKSHOP else thing.id
    return old, {CARD: f"{thing.id[:1]}31", WORKSHOP: "5"}.get(thing.kind, f"{thing.id}-2")


def _alike(one: Thing, other: Thing) -> bool:
    names = one.pieces.keys() | other.pieces.keys()
    if one.kind == WORKSHOP:
        return list(one.pieces.values()) == list(other.pieces.values())
    return all(pieces.same(one.pieces.get(n), other.pieces.get(n)) for n in names)


def _in_list(workspace: Path, thing: Thing, made: Plan) -> Path | None:
    """Plan a card or fact in the own file of its kind; None (and told) when it has no place."""
    suit = (thing.kind, thing.id[:1] if thing.kind == CARD else "")
    file = made.lists.get(suit) or list_file(workspace, thing)
    if file is None:
        file, text = new_list_file(workspace, thing)
    else:
        text = made.texts[file] if file in made.texts else text_of(file)
    before = pieces.read(text)
    try:
        changed = pieces.add(text, thing.id, thing.pieces[thing.id])
    except KeyError:
        changed = ""
    after = pieces.read(changed) if changed else None
    old = {name: one.text for name, one in before.pieces.items()} if before else {}
    new = {name: one.text for name, one in after.pieces.items()} if after else {}
    if not new or {**old, thing.id: new.get(thing.id)} != new or thing.id not in new:
        made.stays_out.append(f"{_name(thing)}: is zo geschreven dat hij niet in je bestand past.")
        return None
    made.texts[file] = changed
    made.lists[suit] = file
    came = {"file": file.relative_to(workspace).as_posix(), "made": not file.exists()}
    made.brought.append({**came, "piece": thing.id, "text": new[thing.id]})
    return file


def _in_file(workspace: Path, thing: Thing, made: Plan) -> Path | None:
    """Plan a case, a table or a notebook as a file of its own."""
    if thing.kind == WORKSHOP:
        file = _free(workspace / "notebooks" / f"workshop-{thing.id}.ipynb", made)
        text = cells.load(thing.file)
        for name, piece in thing.pieces.items():
            text = cells.put(text, name, piece)
    else:
        folder, stem = ("cases", thing.id) if thing.kind == CASE else ("decks", "tafel")
        file = _free(workspace / folder / f"{stem}.yaml", made)
        text = text_of(thing.file)
        if thing.kind == CASE:
            text = pieces.put(text, "id", thing.pieces["id"])
    return _plan_file(workspace, file, text, made)


def _plan_file(workspace: Path, file: Path, text: str, made: Plan) -> Path:
    made.texts[file] = text
    made.brought.append({"file": file.relative_to(workspace).as_posix(), "sha256": _hash(text)})
    return file


def _loose(package: Package, without: frozenset[str]) -> Iterator[Path]:
    """Notebooks that are no script of a workshop."""
    known = {one.file for one in package.things}
    for file in sorted(package.folder.glob("notebooks/*.ipynb")):
        if file not in known and file.relative_to(package.folder).as_posix() not in without:
            yield file


def _beside(folder: Path, file: Path, made: Plan) -> None:
    target = folder / file.name
    name = f"Notebook {plain(file.name)}"
    if target.exists() or target in made.texts:
        made.stays_out.append(f"{name}: die naam heb je al. De jouwe blijft.")
        return
    _plan_file(folder.parent, target, cells.load(file), made)
    made.comes.append(f"{name} in notebooks/{plain(file.name)}")


def _media(workspace: Path, file: Path, folder: Path, made: Plan) -> None:
    name = file.relative_to(folder).as_posix()
    target, data = workspace / name, file.read_bytes()
    if target.exists():
        if not target.is_file() or target.read_bytes() != data:
            made.stays_out.append(f"{plain(name)}: die naam heb je al. Jouw bestand blijft.")
        return
    made.media[target] = file
    made.brought.append({"file": name, "sha256": hashlib.sha256(data).hexdigest()})
    made.comes.append(plain(name))


def _free(file: Path, made: Plan) -> Path:
    """This name, or the first with a number that nothing has."""
    number, tried = 1, file
    while tried.exists() or tried in made.texts:
        number += 1
        tried = file.with_stem(f"{file.stem}-{number}")
    return tried


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


__all__ = ("CannotChange", "Plan", "another", "bring", "plan", "taken_ids")
