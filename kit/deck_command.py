"""The command `kit deck`: a deck to a spreadsheet and back, and what is told about it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from kit.content.folder import SUFFIXES
from kit.content.writing import CannotRewrite
from kit.deck_changes import CannotCarry, Coming, coming, counted, counts, filled, new_file, take
from kit.sheets.reading import KINDS, Unreadable, read

WRONG, WRONG_USE = 1, 2
NOTHING = "Er is niets veranderd."


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


def _to_sheet(source: Path, to: Path, today: date) -> list[str]:
    sheet = filled(source, to.name, today)
    file = new_file(to, sheet.made)
    stays = f"in {source.name} blijft het staan."
    lost = [f"Het veld '{name}' komt niet mee; {stays}" for name in sheet.left]
    return [f"Klaar: {file}, {counted(sheet.cards)}.", *lost]


def _to_deck(source: Path, to: Path, remove: bool) -> list[str]:
    deck = coming(read(source), source.name, to, remove)
    if deck.was is None:
        take(deck)
        done = [f"Klaar: {to}, {counted(len(deck.after))}."]
    else:
        done = _change(deck, source.name)
    return [*done, *(["Kijk hier nog eens naar:", *deck.remarks] if deck.remarks else [])]


def _change(deck: Coming, source: str) -> list[str]:
    named = f"Niet in {source} en daarom gebleven: {', '.join(deck.gone)}."
    stay = deck.gone and not deck.removed
    hint = [f"{named} Moeten ze weg, zet er dan --remove bij."] if stay else []
    if deck.same:
        return [f"{deck.to.name} zegt al hetzelfde. {NOTHING}", *hint]
    copy = take(deck)
    return [f"Klaar: {deck.to}, {counts(deck)}.", f"Zoals het was: {copy.name}", *hint]
