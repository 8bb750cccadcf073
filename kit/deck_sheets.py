"""A deck as the rows of a sheet and back: which column is which field, and where a mistake stands.

One row is one card; a column has the name of the field in YAML. Lists of ids stand in one cell with
commas, the three questions in a column each. What stands above the cards is repeated in each row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kit.content.cards import COMMON, WITH_STEPS
from kit.content.fields import near
from kit.content.media import FIELDS as MEDIA
from kit.content.rows import Fault, Spot, Spots
from kit.content.writing import ID, NUMBERS, SHORT_LISTS, Entry, Value, Written
from kit.model import SUITS
from kit.sheets import Cell, Column, Sheet
from kit.sheets.reading import guarded, letter

HEAD = ("kaartenset", "titel", "versie", "licentie")
LISTS = {"vervolgvragen": "vervolgvraag", "stappen": "stap"}
MEDIA_PARTS = {
    f"media {part}": part for part in ("bestand", "alt", "ondertiteling", "uitgeschreven")
}
WIDTHS = {"id": 6, "vraag": 50, "waarom": 40, "bron": 30, "tip": 40, **dict.fromkeys(NUMBERS, 10)}
LISTED = 36
WRONG_KIND = "Maak de cel op als Tekst en typ het opnieuw."
assert set(MEDIA_PARTS.values()) == MEDIA


@dataclass(frozen=True)
class Rows:
    """What stands in a sheet: the deck, the places of each card, and what no field could take."""

    deck: Written
    spots: tuple[Spots, ...]
    faults: tuple[Fault, ...] = ()


# -- to a sheet ----------------------------------------------------------------------------------


def sheet_of(deck: Written) -> Sheet:
    """One row a card, with all that the deck says; comments are not in it."""
    columns = _columns(deck)
    rows = [tuple(_cell(name, card, deck.head) for name in columns) for card in deck.cards]
    made = [Column(name, *_look(name)) for name in columns]
    return Sheet(deck.head.get("titel") or "Kaarten", tuple(made), tuple(rows))


def guarded_sheet(sheet: Sheet) -> Sheet:
    """The same for a .csv, in which a text may get an apostrophe that reading takes away again."""
    rows = (tuple(guarded(c) if isinstance(c, str) else c for c in row) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def _columns(deck: Written) -> list[str]:
    field = "stappen" if deck.head.get("kaartenset") in WITH_STEPS else "vervolgvragen"
    most = max([3, *(len(card.get(field, ())) for card in deck.cards)])
    at = COMMON.index("vraag") + 1
    asked = [f"{LISTS[field]} {number}" for number in range(1, most + 1)]
    shown = [MEDIA_PARTS] if any(card.get("media") for card in deck.cards) else []
    fields = [*COMMON[:at], *asked, *(name for name in COMMON[at:] if name != "media")]
    return [*fields, *(name for parts in shown for name in parts), *HEAD]


def _look(name: str) -> tuple[int, str]:
    start = name.rpartition(" ")[0]
    width = LISTED if start in LISTS.values() or start == "media" else WIDTHS.get(name, 18)
    return width, "number" if name in NUMBERS else "text"


def _cell(name: str, card: Entry, head: Mapping[str, str]) -> Cell:
    if name in HEAD:
        return head.get(name)
    start, _, last = name.rpartition(" ")
    if start == "media":
        return card.get("media", {}).get(last)
    if start:
        field = next(field for field, one in LISTS.items() if one == start)
        texts = card.get(field, ())
        return texts[int(last) - 1] if int(last) <= len(texts) else None
    value = card.get(name)
    if isinstance(value, tuple):
        return ", ".join(value)
    return int(value) if name in NUMBERS and value and value.isdecimal() else value


# -- from a sheet --------------------------------------------------------------------------------


def rows_of(sheet: Sheet) -> Rows:
    """The deck in a sheet; only fields with a column are named, and empty rows are skipped."""
    titles = [column.title.strip().lower() for column in sheet.columns]
    faults = _wrong_titles(titles, sheet)
    cards, spots, head, seen = [], [], {}, {}
    for number, cells in enumerate(sheet.rows, 2):
        row = {
            title: (Spot(number, at), cell)
            for at, (title, cell) in enumerate(zip(titles, cells, strict=True), 1)
        }
        if all(cell is None for cell in cells):
            continue
        faults += [Fault(spot, *wrong) for spot, cell in row.values() if (wrong := _wrong(cell))]
        faults += _other_head(row, head)
        card, places = _card(row, number)
        if card.get(ID) in seen:
            message = f"het id '{card[ID]}' staat ook in rij {seen[card[ID]]}."
            faults.append(
                Fault(places.get(ID, Spot(number)), message, "Geef deze kaart een ander nummer.")
            )
            continue
        seen[card.get(ID) or number] = number
        cards.append(card)
        spots.append(places)
    return Rows(Written(head, tuple(cards)), tuple(spots), tuple(faults))


def _card(row: Mapping[str, tuple[Spot, Cell]], number: int) -> tuple[dict[str, Value], Spots]:
    card: dict[str, Value] = {}
    places = {"": Spot(number)}
    for title, (spot, cell) in row.items():
        text, (start, _, last) = _text(cell), title.rpartition(" ")
        field = next(
            (name for name, one in LISTS.items() if start == one or title in (one, name)), ""
        )
        if field:
            more = text.split("\n") if title == field else [text]
            card[field] = (*card.get(field, ()), *(one.strip() for one in more if one.strip()))
        elif title in MEDIA_PARTS:
            field = "media"
            card["media"] = {**card.get("media", {}), last: text}
        elif title in SHORT_LISTS:
            field, parts = title, text.replace("\n", ",").replace(";", ",").split(",")
            card[title] = tuple(one.strip() for one in parts if one.strip())
        elif title in COMMON:
            field, card[title] = title, text
        places.setdefault(field, spot)
    return card, places


def _other_head(row: Mapping[str, tuple[Spot, Cell]], head: dict[str, str]) -> list[Fault]:
    """Take what stands above the cards from the first row that says it; the others say the same."""
    faults = []
    for name in HEAD:
        spot, cell = row.get(name, (Spot(), None))
        if (text := _text(cell)) and head.setdefault(name, text) != text:
            message = f"bij '{name}' staat '{text}', eerder staat er '{head[name]}'."
            faults.append(Fault(spot, message, "Zet in elke rij hetzelfde, of laat het leeg."))
    return faults


def _wrong_titles(titles: list[str], sheet: Sheet) -> list[Fault]:
    lists = [f"{one} {number}" for one in LISTS.values() for number in (1, 2, 3)]
    known = [*COMMON, *lists, *LISTS, *MEDIA_PARTS, *HEAD]
    faults = []
    for at, title in enumerate(titles, 1):
        start, _, last = title.rpartition(" ")
        if not title and all(row[at - 1] is None for row in sheet.rows):
            continue
        if not title:
            faults.append(
                Fault(Spot(1, at), "deze kolom heeft geen kop.", "Zet er de naam van een veld.")
            )
        elif title in titles[: at - 1]:
            faults.append(
                Fault(Spot(1, at), f"de kolom '{title}' staat er al.", "Haal er één weg.")
            )
        elif title not in known and not (start in LISTS.values() and last.isdecimal()):
            remedy = near(title, known) or f"Kies uit: {', '.join((*COMMON, *HEAD))}."
            faults.append(Fault(Spot(1, at), f"de kolom '{title}' bestaat niet.", remedy))
    if ID not in titles:
        faults.append(
            Fault(Spot(1), "de kolom 'id' ontbreekt.", "Zet in rij 1 de namen van de velden.")
        )
    return faults


def _wrong(cell: Cell) -> tuple[str, str] | None:
    """What a spreadsheet made of a text that nobody can turn back."""
    if isinstance(cell, date):
        return f"hier staat een datum ({cell.isoformat()}).", WRONG_KIND
    if isinstance(cell, float) and not cell.is_integer():
        return f"hier staat een getal met een komma ({cell}).", WRONG_KIND
    return None


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def told(fault: Fault, file: str, titles: list[str]) -> str:
    """A mistake as it is told: the file, the row, and the column by its letter and its name."""
    row, column = fault.spot
    name = titles[column - 1] if 0 < column <= len(titles) else ""
    where = [file, *([f"rij {row}"] if row else [])]
    where += [f"kolom {letter(column)}" + (f" ({name})" if name else "")] if column else []
    remedy = fault.remedy
    if fault.message.endswith("ontbreekt.") and remedy.startswith("Voeg een regel toe: "):
        remedy = "Vul het in, in een kolom met die naam."
    return f"{', '.join(where)}: {fault.message} {remedy}".rstrip()


def suit_of(deck: Written, before: Written) -> str:
    """The set of these cards: by its own word, as it was before, or by the letter of their ids."""
    if said := deck.head.get("kaartenset") or before.head.get("kaartenset"):
        return said
    letters = {str(card.get(ID, ""))[:1] for card in deck.cards}
    return next((suit.id for suit in SUITS.values() if {suit.letter} == letters), "")
