"""How a workspace is made, and how one thing of the kit becomes the trainer's own in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kit import __version__, content
from kit.content import pieces
from kit.content.settings import LAYOUT, TEXT
from kit.journal import remedy, why
from kit.model import SUITS
from kit.paths import WORKSPACE_FILE, content_root, is_workspace, quoted
from kit.workspace.keeping import CannotChange, put, text_of, write
from kit.workspace.originals import Original, remember
from kit.workspace.things import CARD, CASE, FACT, TABLE, WORKSHOP, Thing, things

FIRST = ("workshop1",)
"""What a new workspace starts with when nobody asks for something else."""
READ_ME = "LEESMIJ.md"
SCHEMA = "schema"
"""Beside decks and cases: what an editor needs to know to help. The kit's, never own words."""
_FOR_EDITORS = "# yaml-language-server:"
PARTS = {
    "notebooks": "Hier staan jouw draaiboeken. Een workshop hierin komt in de plaats van die "
    "van de kit.\n\n"
    "Haal er een op met `kit own workshop2`, en verander hem met `kit lab`.",
    "decks": "Hier staan jouw kaarten, wetfeiten en afspraken. Een kaart hierin komt in de plaats "
    "van die van de kit met hetzelfde nummer.\n\n"
    "Haal er een op met `kit own G1`, of begin een eigen bestand.",
    "cases": "Hier staan jouw casussen. Elke casus is één bestand, en heet zoals zijn id.\n\n"
    "Haal er een op met `kit own de-brief`. Gebruik geen echt verhaal.",
    "media": "Hier staan jouw tekeningen, opnames en films. Noem ze bij een kaart of onthulling: "
    "`media: {bestand: naam.png, alt: …}`.",
    "huisstijl": "Hier staat hoe het eruitziet: kleuren en een logo voor jouw gemeente.",
}
ALL = {
    "workshops": WORKSHOP,
    "kaarten": CARD,
    "casussen": CASE,
    "wetfeiten": FACT,
    "tafel": TABLE,
}
"""Words for many things at once."""


class CannotMake(Exception):
    """Why there is no workspace or copy; the message is Dutch and says what to do."""


@dataclass(frozen=True)
class Copied:
    """What became the trainer's own, where it stands, and whether it was so already."""

    thing: Thing
    file: Path
    already: bool = False


def make(folder: Path) -> None:
    """Make an empty workspace. Raises CannotMake; nothing that is there is changed."""
    if is_workspace(folder):
        raise CannotMake(f"{folder} is al een werkplaats. Ga erin staan en werk verder.")
    if folder.resolve().is_relative_to(kit := content_root().resolve()):
        beside = kit.parent / folder.name
        why = "Een nieuwe kit komt in de plaats van deze map, en dan is jouw werk weg."
        raise CannotMake(f"{why} Kies een plek ernaast: {quoted(beside)}")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CannotMake(f"{folder} is niet leeg. Kies een nieuwe map.")
        folder.mkdir(parents=True, exist_ok=True)
        for name, words in PARTS.items():
            (folder / name).mkdir(exist_ok=True)
            put(folder / name / READ_ME, f"{words}\n".encode())
        copy_schemas(folder)
        text = TEXT.format(layout=LAYOUT, version=__version__)
        put(folder / WORKSPACE_FILE, text.encode("utf-8"))
    except OSError as error:
        message = f"In {folder} kan ik niets maken: {why(error)} Kies een andere map."
        raise CannotMake(message) from error


def copy_schemas(workspace: Path) -> None:
    """Let editors help in the workspace as they do in the kit of today. Raises OSError."""
    for file in sorted(content_root().glob(f"*/{SCHEMA}/*.json")):
        target = workspace / file.relative_to(content_root())
        data = file.read_bytes()
        if target.parent.parent.is_dir() and not (target.is_file() and target.read_bytes() == data):
            put(target, data)


def own(workspace: Path, words: list[str]) -> list[Copied]:
    """Make things of the kit the trainer's own; what is own already stays as it is.

    A word is a card (G1), a fact, a case (de-brief, or its letter), a workshop (workshop1), a suit,
    or one of ALL. Raises CannotMake before anything is copied when a word is none of these.
    """
    shipped = things(content_root())
    return copies(workspace, [key for word in words for key in _meant(word, shipped)], shipped)


def copies(
    workspace: Path, keys: list[tuple[str, str]], shipped: dict | None = None
) -> list[Copied]:
    """The same for things by their kind and id, each once. Raises CannotMake."""
    shipped, mine = shipped or things(content_root()), things(workspace)
    if strange := [id or kind for kind, id in keys if (kind, id) not in shipped]:
        raise CannotMake(f"‘{strange[0]}’ zit niet in de kit. Kies iets uit de lijst.")
    return [_copy(workspace, shipped[key], mine.get(key)) for key in dict.fromkeys(keys)]


def _meant(word: str, shipped: dict) -> list[tuple[str, str]]:
    plain = word.strip().casefold()
    if plain in ALL or plain == "alles":
        return [key for key in shipped if plain == "alles" or key[0] == ALL[plain]]
    if number := re.fullmatch(r"(?:workshop[ -]?)?(\d{1,3})(?:\.ipynb)?", plain):
        found = [(WORKSHOP, number[1].lstrip("0"))]
    elif plain in SUITS:
        letter = SUITS[plain].letter
        return [(kind, id) for kind, id in shipped if kind == CARD and id[:1] == letter]
    else:
        codes = {_code(one).casefold(): key for key, one in shipped.items() if key[0] == CASE}
        named = {id.casefold(): (kind, id) for kind, id in shipped}
        found = [key] if (key := named.get(plain) or codes.get(plain)) else []
    if found and found[0] in shipped:
        return found
    names = [id for _, id in shipped if id] + list(ALL) + list(SUITS)
    near = content.near(word, names)
    raise CannotMake(f"‘{word}’ ken ik niet. {near or 'Kijk of de naam klopt.'}".strip())


def _code(case: Thing) -> str:
    found = re.match(r"code:\s*[\"']?([\w-]+)", case.pieces.get("code", ""))
    return found[1] if found else ""


def _copy(workspace: Path, thing: Thing, mine: Thing | None) -> Copied:
    if mine is not None:
        return Copied(thing, mine.file, already=True)
    try:
        if thing.kind in (CARD, FACT):
            file = put_in_list(workspace, thing)
        else:
            file = _place(workspace, thing)
            put(file, thing.file.read_bytes())
        remember(workspace, thing, Original(dict(thing.pieces)))
    except CannotChange as error:
        raise CannotMake(str(error)) from error
    except OSError as error:
        message = f"{thing.called} is niet gekopieerd: {why(error)} {remedy(error)}"
        raise CannotMake(message[:1].upper() + message[1:]) from error
    return Copied(thing, file)


def _place(workspace: Path, thing: Thing) -> Path:
    """A free name for a whole file: the one it has in the kit when nothing has it here."""
    file = workspace / thing.file.parent.name / thing.file.name
    number = 1
    while file.exists():
        number += 1
        file = file.with_name(f"{thing.file.stem}-{number}{thing.file.suffix}")
    return file


def put_in_list(workspace: Path, thing: Thing) -> Path:
    """Put a card or fact in the own file of its kind, made when there is none.

    Raises CannotChange or OSError.
    """
    file = list_file(workspace, thing)
    if file is None:
        file, text = new_list_file(workspace, thing)
        put(file, pieces.add(text, thing.id, thing.pieces[thing.id]).encode("utf-8"))
        return file
    try:
        text = pieces.add(text_of(file), thing.id, thing.pieces[thing.id])
    except KeyError:
        name = file.relative_to(workspace).as_posix()
        message = f"In {name} is geen plek voor {thing.called}. Kijk dat bestand eerst na."
        raise CannotChange(message) from None
    write(file, text)
    return file


def new_list_file(workspace: Path, thing: Thing) -> tuple[Path, str]:
    """A free name for a file with such cards or facts, and its text without any yet."""
    return _place(workspace, thing), f"{_head(thing)}\n{_lists(thing)}: []\n"


def deck_file(workspace: Path, suit: str) -> Path:
    """The own deck of this suit, or a free name for it."""
    card = Thing(CARD, f"{SUITS[suit].letter}1", workspace / "decks" / f"{suit}.yaml", {})
    return list_file(workspace, card) or _place(workspace, card)


def list_file(workspace: Path, thing: Thing) -> Path | None:
    """The own file in which cards of this suit, or facts, stand."""
    for file in content.files(workspace):
        if file.parent.name == "decks" and _belongs(file, thing):
            return file
    return None


def _belongs(file: Path, thing: Thing) -> bool:
    try:
        text = text_of(file)
    except CannotChange:
        return False
    if thing.kind == FACT:
        return bool(re.search(r"^wetfeiten:", text, re.MULTILINE)) and not _suit(text)
    return _suit(text) == suit_of(thing.id)


def _suit(text: str) -> str:
    found = re.search(r"^kaartenset:[ ]*[\"']?([\w-]+)", text, re.MULTILINE)
    return found[1] if found else ""


def suit_of(id: str) -> str:
    """The suit of a card, by its letter."""
    return next((name for name, suit in SUITS.items() if suit.letter == id[:1]), "")


def _lists(thing: Thing) -> str:
    return "kaarten" if thing.kind == CARD else "wetfeiten"


def _head(thing: Thing) -> str:
    """What stands above the list: what the kit has there, without its comments and its cards."""
    text = text_of(thing.file)
    above = re.split(rf"^{_lists(thing)}:", text, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in above.split("\n") if line.strip()]
    return "\n".join(line for line in lines if line[0] not in "# " or line.startswith(_FOR_EDITORS))
