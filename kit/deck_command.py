"""The command `kit deck`: a deck to a spreadsheet and back, and what is told about it.

Nothing is written when a row cannot be used. An older file is never lost: a sheet gets another
name, and a deck that changes leaves a copy of how it was.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from kit.content import Found, take_file
from kit.content.cards import COMMON
from kit.content.fields import near
from kit.content.folder import SUFFIXES
from kit.content.media import FOLDER as MEDIA
from kit.content.read import read as read_text
from kit.content.rewriting import rewritten
from kit.content.rows import judged
from kit.content.writing import (
    ID,
    CannotRewrite,
    Entry,
    Value,
    Written,
    fresh,
    merged,
    same,
    written,
)
from kit.deck_sheets import HEAD, LISTS, Rows, guarded_sheet, rows_of, sheet_of, suit_of, told
from kit.model import SUITS, Problem
from kit.paths import content_root
from kit.sheets.reading import KINDS, Unreadable, read, read_bytes
from kit.sheets.writing import csv, xlsx

WRONG, WRONG_USE = 1, 2
NOTHING = "Er is niets veranderd."
BEFORE = ".vorige"
SCHEMA = Path("schema", "kaartenset.json")
HELPED = f"# yaml-language-server: $schema={SCHEMA.as_posix()}\n"
"""Lets an editor complete and underline; only where the schema is."""


class CannotCarry(Exception):
    """Why there is nothing to make: Dutch sentences, each with what to do."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))


def main(source: Path, to: Path, remove: bool = False, today: date | None = None) -> int:
    """Make a sheet of a deck or a deck of a sheet, and say what came of it.

    0, 1 for what does not fit, 2 for two files that do not go together.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console of Windows does not know every letter
    kinds = source.suffix.lower(), to.suffix.lower()
    try:
        if kinds[0] in SUFFIXES and kinds[1] in KINDS:
            lines = _to_sheet(source, to, today or date.today())
        elif kinds[0] in KINDS and kinds[1] in SUFFIXES:
            lines = _to_deck(source, to, remove)
        else:
            print("Geef een .yaml en een .xlsx of .csv: de een achter --to.", file=sys.stderr)
            return WRONG_USE
    except (CannotCarry, Unreadable, CannotRewrite) as error:
        print(error, NOTHING, sep="\n", file=sys.stderr)
        return WRONG
    except OSError:
        print(f"{to.name} kon niet bewaard worden.", file=sys.stderr)
        print("Sluit het in andere programma's, of kies een andere map.", file=sys.stderr)
        return WRONG
    print(*lines, sep="\n")
    return 0


# -- to a sheet ----------------------------------------------------------------------------------


def _to_sheet(source: Path, to: Path, today: date) -> list[str]:
    deck = _deck_in(source)[1]
    sheet = sheet_of(deck)
    if to.suffix.lower() == ".csv":
        made = csv(guarded_sheet(sheet))
    else:
        made = xlsx([sheet], sheet.name, today)
    if not same(_without_others(deck), rows_of(read_bytes(made, to.name)[0]).deck):
        remedy = "Haal het weg, of kort de tekst in."
        raise CannotCarry(f"In {source.name} staat iets dat in geen cel past. {remedy}")
    file = _new_file(to, made)
    left = sorted({name for card in deck.cards for name in card} - _known())
    lost = [f"Het veld '{name}' komt niet mee; in {source.name} blijft het staan." for name in left]
    return [f"Klaar: {file}, {_counted(len(deck.cards))}.", *lost]


def _deck_in(file: Path) -> tuple[str, Written]:
    """The text of a deck and what it says. Raises CannotCarry when a card cannot be read."""
    text, flaws = read_text(file)
    found = Found(date.today(), file.absolute().parent.parent / MEDIA)
    take_file(file, Path(file.name), found)
    deck = written(text or "")
    made = next(iter(found.decks.values()), None)
    if flaws or made is None or len(made.cards) != len(deck.cards) or not deck.cards:
        wrong = [str(Problem(Path(file.name), *flaw)) for flaw in flaws]
        wrong += [str(one) for one in found.problems]
        raise CannotCarry(*dict.fromkeys(wrong), f"{file.name} is geen kaartenset die klopt.")
    return text, deck


def _known() -> set[str]:
    return {*COMMON, *LISTS}


def _without_others(deck: Written) -> Written:
    """The deck with only what has a column."""
    head = {name: text for name, text in deck.head.items() if name in HEAD}
    cards = ({n: v for n, v in card.items() if n in _known()} for card in deck.cards)
    return Written(head, tuple(cards))


# -- to a deck -----------------------------------------------------------------------------------


def _to_deck(source: Path, to: Path, remove: bool) -> list[str]:
    sheets = read(source)
    titled = (one for one in sheets if ID in [c.title.strip().lower() for c in one.columns])
    sheet = next(titled, sheets[0])
    titles = [column.title for column in sheet.columns]
    rows = rows_of(sheet)
    if rows.faults:
        raise CannotCarry(*(told(one, source.name, titles) for one in rows.faults))
    if not rows.deck.cards:
        raise CannotCarry(f"In {source.name} staat geen kaart. Zet vanaf rij 2 één kaart per rij.")
    text, before = _deck_in(to) if to.exists() else ("", Written({}, ()))
    _same_suit(rows.deck, before, source, to)
    wanted = _whole(rows, before)
    made, faults = judged(wanted, list(rows.spots), _roots(to))
    lines = [told(one, source.name, titles) for one in faults]
    if made is None or len(made.cards) < len(wanted.cards):
        raise CannotCarry(*lines)
    if not text:
        helped = HELPED if (to.parent / SCHEMA).is_file() else ""
        _keep(to, f"{helped}{fresh(wanted)}".encode())
        done = [f"Klaar: {to}, {_counted(len(wanted.cards))}."]
    else:
        done = _change(to, text, before, rows.deck, remove, source.name)
    return [*done, *(["Kijk hier nog eens naar:", *lines] if lines else [])]


def _same_suit(deck: Written, before: Written, source: Path, to: Path) -> None:
    suit, other = suit_of(deck, before), before.head.get("kaartenset", "")
    if suit not in SUITS:
        remedy = near(suit, SUITS) or f"Zet in een kolom 'kaartenset' een van: {', '.join(SUITS)}."
        raise CannotCarry(f"{source.name}: de kaartenset '{suit}' bestaat niet. {remedy}")
    if other and suit != other:
        remedy = "Kies een ander bestand."
        raise CannotCarry(f"{source.name} is kaartenset {suit}, {to.name} is {other}. {remedy}")


def _whole(rows: Rows, before: Written) -> Written:
    """The cards of the sheet, with what the deck says of them where the sheet has no column."""
    suit = suit_of(rows.deck, before)
    own = {"kaartenset": suit, "titel": SUITS[suit].title}
    old = {card.get(ID): card for card in before.cards}
    cards = (_ordered(merged(old.get(card[ID], {}), card)) for card in rows.deck.cards)
    return Written({**own, **before.head, **rows.deck.head}, tuple(cards))


def _ordered(card: Entry) -> dict[str, Value]:
    """A card as a new file has it: the usual order, without what is empty."""
    at = COMMON.index("vraag") + 1
    full: dict[str, Value] = {}
    for name in (*COMMON[:at], *LISTS, *COMMON[at:], *card):
        value = card.get(name)
        if isinstance(value, dict):
            value = {part: text for part, text in value.items() if text}
        if name in card and (value or name not in ("media", *LISTS)):
            full[name] = value
    return full


def _change(
    to: Path, text: str, before: Written, deck: Written, remove: bool, source: str
) -> list[str]:
    new = rewritten(text, deck, remove)
    here, after = [card.get(ID) for card in before.cards], written(new)
    gone = [id for id in here if id not in {card[ID] for card in deck.cards}]
    named = f"Niet in {source} en daarom gebleven: {', '.join(gone)}."
    hint = [f"{named} Moeten ze weg, zet er dan --remove bij."] if gone and not remove else []
    if new == text:
        return [f"{to.name} zegt al hetzelfde. {NOTHING}", *hint]
    old = {card.get(ID): card for card in before.cards}
    fresh_ones = sum(card.get(ID) not in old for card in after.cards)
    changed = sum(card.get(ID) in old and card != old[card[ID]] for card in after.cards)
    said = [(changed, "veranderd"), (fresh_ones, "nieuw"), (len(gone) if remove else 0, "weg")]
    counts = ", ".join(f"{_counted(n)} {how}" for n, how in said if n) or "de kop is veranderd"
    raw = to.read_bytes()
    copy = _new_file(to.with_name(to.name + BEFORE), raw)
    _keep(to, _as_it_was(new, raw))
    return [f"Klaar: {to}, {counts}.", f"Zoals het was: {copy.name}", *hint]


def _as_it_was(text: str, raw: bytes) -> bytes:
    """The text with the line ends and the mark of the file it replaces."""
    made = text.replace("\n", "\r\n") if b"\r\n" in raw else text
    return made.encode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8")


def _roots(to: Path) -> tuple[Path, ...]:
    """Where the facts and cases stand that a card mentions."""
    parent = to.absolute().parent
    own = parent.parent if parent.name == "decks" else parent
    return tuple(dict.fromkeys((content_root(), own)))


# -- files ---------------------------------------------------------------------------------------


def _keep(file: Path, made: bytes) -> None:
    """Put a file in place in one go: who reads it meanwhile reads the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.nieuw")
    beside.write_bytes(made)
    beside.replace(file)


def _new_file(wanted: Path, made: bytes) -> Path:
    """Keep under this name, or the first free one with a number; gives where it went."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    file, number = wanted, 1
    while True:
        try:
            with file.open("xb") as stream:
                stream.write(made)
            return file
        except FileExistsError:
            number += 1
            file = wanted.with_stem(f"{wanted.stem}-{number}")


def _counted(number: int) -> str:
    return "1 kaart" if number == 1 else f"{number} kaarten"
