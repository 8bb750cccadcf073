"""What stands on a printed card: the words of a card or a law fact, ready for its template.

The number is the one on screen. Everything that could not be printed is told with the card's id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kit.house_style import NEUTRAL, HouseStyle
from kit.model import SUITS, Card, Content, Fact
from kit.outputs import drawn
from kit.outputs.letters import SHORT, STRETCH, longest_word, ready, unbroken
from kit.outputs.typesetting import DoesNotFit, colours, drawing, pictures, typeset
from kit.screens.reading import DEPTHS, SAFETY, roles_text

_Made = TypeVar("_Made")
LAYOUTS = ("a6", "a5", "a4")
DUPLEX = ("lang", "kort", "vouwen")
NO_BACK = "geen"
WIDE = {"a6": 11, "a5": 15, "a4": 8}
"""Signs that stay together in a question and may be wider than the card in its largest letters."""
SMALLEST = 5
"""Steps from the largest letters to the smallest, in the template's own list of sizes."""
FACT = "wetfeit"
_SHEET = (
    '<path d="M8 2h11l7 7v19a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm2.5 11v2.4h11V13z'
    'm0 5v2.4h11V18zm0 5v2.4h7V23z" fill-rule="evenodd"/>'
)
ROOMY = {"de vraag": 90, "een vervolgvraag": 55, "het waarom": 150, "de tip": 150}
ROOMY |= {"de bron": 110, "de tekst": 380, "het onderwerp": 60, "het artikel": 100}
"""Letters that fit on every layout, by the part of a card: to say what to shorten."""


@dataclass(frozen=True)
class Sheets:
    """How cards are laid on paper. `offset` shifts the backs right and down, in 0.1 mm."""

    layout: str = "a6"
    duplex: str = "lang"
    offset: tuple[int, int] = (0, 0)


@dataclass
class Words:
    """Texts on their way to paper, and what was left out of them: (where, sign)."""

    lost: list[tuple[str, str]] = field(default_factory=list)

    def piece(self, text: str, where: str, stretch: int = STRETCH) -> list[object]:
        """A text as the templates take it: what can be printed, and its longest word."""
        said, lost = ready(str(text), stretch)
        self.lost += [(where, sign) for sign in lost]
        return [said, longest_word(said)]

    def line(self, text: str, where: str) -> str:
        """A short text without long words, such as a number or a title."""
        return str(self.piece(text, where)[0])


class TooLong(ValueError):
    """Cards that do not fit on their paper; the message says which, and what to shorten."""


def chosen(content: Content, suit: str = "", ids: tuple[str, ...] = ()) -> list[Card | Fact]:
    """The cards of a suit, or with these ids (of facts too), or all; facts they mention last.

    An id that is not there raises KeyError with that id.
    """
    known = {**content.facts, **content.cards}
    if ids:
        cards = [known[id] for id in dict.fromkeys(ids)]
    else:
        order = list(SUITS)
        cards = [card for card in content.cards.values() if suit in ("", card.suit)]
        cards.sort(key=lambda card: order.index(card.suit))
    mentioned = [id for card in cards if isinstance(card, Card) for id in card.facts]
    if not ids and not suit:
        mentioned = list(content.facts)
    facts = [content.facts[id] for id in mentioned if id in content.facts]
    return list(dict.fromkeys([*cards, *facts]))


def print_cards(
    cards: list[Card | Fact],
    content: Content,
    sheets: Sheets,
    today: date,
    style: HouseStyle = NEUTRAL,
) -> tuple[bytes, list[tuple[str, str]]]:
    """The PDF of these cards, with a logo on their backs, and the signs that were left out.

    The colours of the suits stay: a card keeps its colour in every municipality. Raises TooLong.
    """
    told, lost = as_told(cards, content, sheets, today)
    told |= drawn.dressed(style)
    return _fitted(lambda: typeset("cards", told, today), told, cards, sheets), lost


def draw_cards(
    cards: list[Card | Fact],
    content: Content,
    sheets: Sheets,
    today: date,
    kind: str = "svg",
    style: HouseStyle = NEUTRAL,
) -> list[bytes]:
    """The same pages as pictures, for looking and measuring."""
    told = as_told(cards, content, sheets, today)[0]
    told |= drawn.dressed(style)
    return _fitted(lambda: pictures("cards", told, today, kind), told, cards, sheets)


def _fitted(
    made: Callable[[], _Made], told: dict, cards: list[Card | Fact], sheets: Sheets
) -> _Made:
    """What comes of it once every card has letters with which it fits. Raises TooLong."""
    while True:
        try:
            return made()
        except DoesNotFit as error:
            told["thorough"] = True
            late = [told["cards"][n] for n in error.places]
            if hopeless := [one["place"] for one in late if one["size"] == SMALLEST]:
                said = "\n".join(_too_long(cards[n], sheets) for n in hopeless)
                raise TooLong(said) from None
            for one in late:
                one["size"] += 1


def as_told(
    cards: list[Card | Fact], content: Content, sheets: Sheets, today: date
) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """What the template is told of these cards, and the signs that were left out."""
    words = Words()
    faces = [
        _card(one, content, today, words) if isinstance(one, Card) else _fact(one, today, words)
        for one in cards
    ]
    for place, face in enumerate(faces):
        wide = unbroken(str(face["question"][0]), WIDE[sheets.layout])
        face |= {"place": place, "size": 0, "wide": wide}
    told: dict[str, object] = {"title": "Gesprekskit: kaarten", "cards": faces}
    told |= {"layout": sheets.layout, "duplex": sheets.duplex, "offset": list(sheets.offset)}
    told["thorough"] = False  # where it does not fit is asked when something does not
    return told | {"shapes": shapes()}, words.lost


def shapes() -> dict[str, str]:
    """The drawing of each suit in its own colour, and one for law facts."""
    drawn = {suit.id: drawing(suit.shape, colours()[f"suit-{suit.id}"]) for suit in SUITS.values()}
    plain = drawing("ballon", colours()["ink-2"])
    return drawn | {FACT: plain[: plain.index("<path")] + _SHEET + "</svg>"}


def when(fact: Fact, today: date) -> str:
    """The date of a fact, and that it is past its date if it is."""
    checked = f"Gecontroleerd op {fact.checked:%d-%m-%Y}."
    if today > fact.recheck:
        return f"{checked} Let op: kijk dit eerst na. Dat moest al op {fact.recheck:%d-%m-%Y}."
    return f"{checked} Kijk opnieuw na op {fact.recheck:%d-%m-%Y}."


def _dated(fact: Fact, today: date) -> str:
    late = ", kijk eerst na" if today > fact.recheck else ""
    return f"{fact.subject} ({fact.checked:%d-%m-%Y}{late})"


def _card(card: Card, content: Content, today: date, words: Words) -> dict[str, object]:
    at = f"kaart {card.id}"
    suit = SUITS[card.suit]
    depth = DEPTHS[card.depth]
    about = f"Diepte {card.depth}: {depth[0].lower()}{depth[1:]} Voor {roles_text(card)}; "
    foot = [about + f"{SAFETY[card.safety]}."]
    facts = [content.facts[id] for id in card.facts if id in content.facts]
    foot += ["Wet: " + "; ".join(_dated(fact, today) for fact in facts) + "."] if facts else []
    foot += [" · ".join(part for part in (card.licence, card.source) if part)]
    return {
        "suit": card.suit,
        "title": suit.title,
        "number": words.line(card.id, at),
        "under": f"{card.purpose} · {card.minutes} minuten",
        "question": words.piece(card.question, at),
        "points": [words.piece(one, at, SHORT) for one in card.follow_ups],
        "text": [],
        "notes": _notes({"Waarom": card.why, "Tip": card.tip}, at, words),
        "always": False,
        "foot": [words.piece(one, at) for one in foot if one],
    }


def _fact(fact: Fact, today: date, words: Words) -> dict[str, object]:
    at = f"wetfeit {fact.id}"
    late = today > fact.recheck
    notes = {"Datum": when(fact, today), "Artikel": fact.article}
    return {
        "suit": FACT,
        "title": "Wetfeit",
        "number": "",
        "under": "eerst nakijken" if late else fact.certainty,
        "question": words.piece(fact.subject, at),
        "points": [],
        "text": [words.piece(fact.text, at, SHORT)],
        "notes": _notes(notes, at, words),
        "always": True,
        "foot": [words.piece(one, at) for one in (fact.source, "Geen juridisch advies.") if one],
    }


def _notes(said: dict[str, str], at: str, words: Words) -> list[list[object]]:
    return [[f"{name}:", words.piece(text, at)] for name, text in said.items() if text]


def _too_long(one: Card | Fact, sheets: Sheets) -> str:
    paper = sheets.layout.upper()
    if isinstance(one, Fact):
        parts = [("de tekst", one.text), ("het onderwerp", one.subject)]
        parts += [("het artikel", one.article), ("de bron", one.source)]
        name = f"Wetfeit {one.id}"
    else:
        parts = [("de vraag", one.question), ("het waarom", one.why), ("de tip", one.tip)]
        parts += [("een vervolgvraag", ask) for ask in one.follow_ups] + [("de bron", one.source)]
        name = f"Kaart {one.id}"
    part, text = max(parts, key=lambda pair: len(pair[1]) / ROOMY[pair[0]])
    where = f" ({one.place.file.as_posix()}, regel {one.place.line})" if one.place else ""
    remedy = f"Maak {part} korter: nu {len(text)} tekens, {ROOMY[part]} past altijd."
    return f"{name}{where} past niet op {paper}. {remedy}"
