"""What a sheet holds of a deck, and what a deck becomes from a sheet: looked at first, then kept.

Nothing is written when a row cannot be used. An older file is never lost: a sheet gets another
name, and a deck that changes leaves a copy of how it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.content import Found, take_file
from kit.content.cards import COMMON
from kit.content.fields import near
from kit.content.media import FOLDER as MEDIA
from kit.content.read import read as read_text
from kit.content.rewriting import rewritten
from kit.content.rows import judged
from kit.content.writing import ID, Entry, Value, Written, fresh, merged, same, written
from kit.deck_sheets import HEAD, LISTS, Rows, guarded_sheet, rows_of, sheet_of, suit_of, told
from kit.model import SUITS, Problem
from kit.paths import content_root
from kit.sheets import Sheet
from kit.sheets.reading import read_bytes
from kit.sheets.writing import csv, xlsx

BEFORE = ".vorige"
SCHEMA = Path("schema", "kaartenset.json")
HELPED = f"# yaml-language-server: $schema={SCHEMA.as_posix()}\n"
"""Lets an editor complete and underline; only where the schema is."""


class CannotCarry(Exception):
    """Why there is nothing to make: Dutch sentences, each with what to do."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))
        self.lines = lines


# -- to a sheet ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filled:
    """A sheet as bytes, how many cards are in it, and the fields that no column can hold."""

    made: bytes
    cards: int
    left: tuple[str, ...]


def filled(source: Path, name: str, today: date) -> Filled:
    """The sheet of this name (.xlsx or .csv) with a deck in it. Raises CannotCarry."""
    deck = _deck_in(source)[1]
    sheet = sheet_of(deck)
    if name.lower().endswith(".csv"):
        made = csv(guarded_sheet(sheet))
    else:
        made = xlsx([sheet], sheet.name, today)
    if not same(_without_others(deck), rows_of(read_bytes(made, name)[0]).deck):
        remedy = "Haal het weg, of kort de tekst in."
        raise CannotCarry(f"In {source.name} staat iets dat in geen cel past. {remedy}")
    left = sorted({name for card in deck.cards for name in card} - _known())
    return Filled(made, len(deck.cards), tuple(left))


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


@dataclass(frozen=True)
class Coming:
    """What a deck becomes: its bytes, its cards by id before and after, and what is said of it.

    `gone` are the cards that the sheet does not have; they stay, unless `removed`.
    """

    to: Path
    made: bytes
    was: bytes | None
    before: Mapping[str, Entry]
    after: Mapping[str, Entry]
    gone: tuple[str, ...]
    removed: bool
    remarks: tuple[str, ...]

    @property
    def fresh(self) -> list[str]:
        """The ids of new cards."""
        return [id for id in self.after if id not in self.before]

    @property
    def changed(self) -> list[str]:
        """The ids of cards that become other than they were."""
        return [id for id, card in self.after.items() if card != self.before.get(id, card)]

    @property
    def same(self) -> bool:
        """Whether the deck says all this already."""
        return self.made == self.was


def coming(sheets: list[Sheet], name: str, to: Path, remove: bool = False) -> Coming:
    """What the deck at `to` becomes from a file of this name with these sheets; writes nothing.

    Raises CannotCarry with every wrong row, or CannotRewrite.
    """
    titles, rows = _rows(sheets, name)
    text, before = _deck_in(to) if to.exists() else ("", Written({}, ()))
    _same_suit(rows.deck, before, name, to)
    wanted = _whole(rows, before)
    made, faults = judged(wanted, list(rows.spots), _roots(to))
    lines = [told(one, name, titles) for one in faults]
    if made is None or len(made.cards) < len(wanted.cards):
        raise CannotCarry(*lines)
    old = {card.get(ID, ""): card for card in before.cards}
    if not text:
        helped = HELPED if (to.parent / SCHEMA).is_file() else ""
        new, was, bytes_ = fresh(wanted), None, f"{helped}{fresh(wanted)}".encode()
    else:
        new, was = rewritten(text, rows.deck, remove), to.read_bytes()
        bytes_ = was if new == text else _as_it_was(new, was)
    gone = tuple(id for id in old if id not in {card[ID] for card in rows.deck.cards})
    after = {card.get(ID, ""): card for card in written(new).cards}
    return Coming(to, bytes_, was, old, after, gone, remove, tuple(lines))


def counts(deck: Coming) -> str:
    """How many cards of a deck become other, in words."""
    gone = len(deck.gone) if deck.removed else 0
    said = [(len(deck.changed), "veranderd"), (len(deck.fresh), "nieuw"), (gone, "weg")]
    return ", ".join(f"{counted(n)} {how}" for n, how in said if n) or "de kop is veranderd"


def counted(number: int) -> str:
    """This many cards, in words."""
    return "1 kaart" if number == 1 else f"{number} kaarten"


def suit_in(sheets: list[Sheet], name: str) -> str:
    """The suit of the cards in these sheets. Raises CannotCarry."""
    suit = suit_of(_rows(sheets, name)[1].deck, Written({}, ()))
    _known_suit(suit, name)
    return suit


def _rows(sheets: list[Sheet], name: str) -> tuple[list[str], Rows]:
    """The titles of the sheet with the cards, and its rows. Raises CannotCarry."""
    titled = (one for one in sheets if ID in [c.title.strip().lower() for c in one.columns])
    sheet = next(titled, sheets[0])
    titles = [column.title for column in sheet.columns]
    rows = rows_of(sheet)
    if rows.faults:
        raise CannotCarry(*(told(one, name, titles) for one in rows.faults))
    if not rows.deck.cards:
        raise CannotCarry(f"In {name} staat geen kaart. Zet vanaf rij 2 één kaart per rij.")
    return titles, rows


def _same_suit(deck: Written, before: Written, name: str, to: Path) -> None:
    suit, other = suit_of(deck, before), before.head.get("kaartenset", "")
    _known_suit(suit, name)
    if other and suit != other:
        remedy = "Kies een ander bestand."
        raise CannotCarry(f"{name} is kaartenset {suit}, {to.name} is {other}. {remedy}")


def _known_suit(suit: str, name: str) -> None:
    if suit not in SUITS:
        remedy = near(suit, SUITS) or f"Zet in een kolom 'kaartenset' een van: {', '.join(SUITS)}."
        raise CannotCarry(f"{name}: de kaartenset '{suit}' bestaat niet. {remedy}")


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


def take(deck: Coming) -> Path | None:
    """Keep what a deck becomes; where it is now as it was, None for a new deck. Raises OSError."""
    copy = None
    if deck.was is not None:
        copy = new_file(deck.to.with_name(deck.to.name + BEFORE), deck.was)
    deck.to.parent.mkdir(parents=True, exist_ok=True)
    beside = deck.to.with_name(f".{deck.to.name}.nieuw")
    beside.write_bytes(deck.made)
    beside.replace(deck.to)  # in one go: who reads meanwhile reads the old one or the new one
    return copy


def new_file(wanted: Path, made: bytes) -> Path:
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
