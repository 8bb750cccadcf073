"""How a deck and its cards are written down."""

from __future__ import annotations

from pathlib import Path

from kit.content.fields import Entry, Note, pick, shown
from kit.content.media import media_of
from kit.content.parts import (
    Found,
    check_question,
    check_questions,
    check_words,
    entries,
    first,
    ids,
    version_of,
)
from kit.content.yamltext import Mapping, line_of
from kit.model import ALL_ROLES, PURPOSES, ROLES, SUITS, Card, Deck, Place

FOLLOW_UPS = 3
ASKED = (*ROLES, ALL_ROLES)
DECK = frozenset(("kaartenset", "titel", "versie", "licentie", "kaarten"))
COMMON = (
    *("id", "diepte", "doel", "rollen", "vraag", "waarom", "bron", "tip"),
    *("minuten", "veiligheid", "wetfeiten", "casussen", "media"),
)
CARD = frozenset((*COMMON, "vervolgvragen"))
STEPS_CARD = frozenset((*COMMON, "stappen"))
WITH_STEPS = ("werkvorm", "nood")


def take_deck(node: Mapping, file: Path, found: Found, note: Note) -> None:
    deck = Entry(node, DECK, note)
    suit = deck.choice("kaartenset", SUITS)
    title = deck.text("titel", SUITS[suit].title if suit else "")
    version, licence = version_of(deck)
    cards = []
    for entry in entries(deck, "kaarten", CARD if suit not in WITH_STEPS else STEPS_CARD):
        card = _card(entry, suit, version, licence, file, found)
        if card and first(card, found.cards, "deze kaart een ander nummer", note):
            cards.append(card)
    if not suit:
        return
    made = Deck(suit, title, tuple(cards), version, licence, Place(file, deck.line))
    before = found.decks.get(suit)
    if before is None:
        found.decks[suit] = made
        return
    where = f"{before.place.file.as_posix()}"
    remedy = "Zet alle kaarten van één kaartenset in één bestand."
    note(deck.at("kaartenset"), f"de kaartenset '{suit}' staat ook in {where}.", remedy)


def _card(
    entry: Entry, suit: str, version: str, licence: str, file: Path, found: Found
) -> Card | None:
    with_steps = suit in WITH_STEPS
    name = "stappen" if with_steps else "vervolgvragen"
    line = entry.line
    id = _card_id(entry, suit)
    card = Card(
        id=id,
        suit=suit,
        depth=entry.number("diepte", 1, 3),
        purpose=entry.choice("doel", PURPOSES),
        roles=_roles(entry),
        question=entry.text("vraag", plain=True),
        follow_ups=entry.texts(name),
        why=entry.text("waarom", plain=True),
        source=entry.text("bron"),
        tip=entry.text("tip", plain=True),
        minutes=entry.number("minuten", 1, 60),
        safety=entry.number("veiligheid", 1, 3),
        facts=ids(entry, "wetfeiten", "wetfeit", file, found),
        cases=ids(entry, "casussen", "casus", file, found),
        version=version,
        licence=licence,
        place=Place(file, line),
        media=media_of(entry, found.media),
    )
    check_question(entry, "vraag", card.question)
    amount = len(card.follow_ups)
    if amount != FOLLOW_UPS and entry.has(name) and entry.whole:
        one = "stap" if with_steps else "vervolgvraag"
        here = f"hier staat 1 {one}." if amount == 1 else f"hier staan {amount} {name}."
        joined = any(" - " in text for text in card.follow_ups)
        remedy = "Zet de streepjes recht onder elkaar." if joined else "Maak er precies drie."
        entry.note(entry.at(name), here, remedy)
    if not with_steps:
        check_questions(entry, name)
    check_words(entry)
    return card if entry.whole and suit else None


def _card_id(entry: Entry, suit: str) -> str:
    id = entry.text("id")
    letter = SUITS[suit].letter if suit else ""
    number = id[1:]
    fits = id[:1] == letter and number.isdecimal() and number.isascii() and number[0] != "0"
    if id and suit and not fits:
        message = f"het id '{shown(id)}' past niet bij kaartenset {suit}."
        entry.broken(entry.at("id"), message, f"Schrijf {letter} met een nummer, zoals {letter}1.")
    return id


def _roles(entry: Entry) -> tuple[str, ...]:
    roles = []
    for value in entry.scalars("rollen"):
        role = value.value
        if role in ASKED:
            roles.append(role)
        else:
            entry.broken(line_of(value), f"de rol '{shown(role)}' bestaat niet.", pick(role, ASKED))
    if not roles and entry.has("rollen") and entry.whole:
        entry.note(entry.at("rollen"), "bij 'rollen' staat niemand.", "Schrijf: rollen: [allen]")
    return tuple(roles)
