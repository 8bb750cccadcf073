"""Sheets from files that Excel, LibreOffice or a hand made: .xlsx and .csv, read and never run.

A formula is refused and not worked out. What a spreadsheet made of a text (a date, a number) comes
as what it is now, for the reader to judge.
"""

from __future__ import annotations

import csv as comma
import io
import re
import warnings
import zipfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from kit.content.read import decode
from kit.sheets import Cell, Column, Sheet

MAX_BYTES, MAX_UNPACKED = 5_000_000, 50_000_000
MAX_ROWS, MAX_COLUMNS = 5_000, 100
TOLD = 20
KINDS = (".xlsx", ".csv")
_GUARDED = re.compile(r"'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
FORMULA = (
    "hier staat een formule. "
    "Zet de uitkomst neer: kopieer de cel en kies Plakken speciaal, Waarden."
)


class Unreadable(Exception):
    """Why a file cannot be used: one Dutch sentence for each place, with what to do."""

    def __init__(self, *problems: str):
        super().__init__("\n".join(problems[:TOLD]))
        self.problems = problems


def read(file: Path) -> list[Sheet]:
    """The sheets of a file, with the titles in its first row; empty rows stay, so that row n of a
    sheet is `rows[n - 2]`. Raises Unreadable."""
    if file.suffix.lower() not in KINDS:
        raise Unreadable(f"{file.name} is geen .xlsx of .csv. Bewaar het zo vanuit je programma.")
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Unreadable(f"{file.name} is groter dan 5 MB. Haal weg wat niet nodig is.")
        raw = file.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"{file.name} bestaat niet. Kijk of de naam klopt.") from None
    except OSError:
        raise Unreadable(f"{file.name} is niet te openen. Sluit het in Excel.") from None
    return read_bytes(raw, file.name)


def read_bytes(raw: bytes, name: str) -> list[Sheet]:
    """The same for what is in a file with this name. Raises Unreadable."""
    return _csv(raw, name) if name.lower().endswith(".csv") else _xlsx(raw, name)


def letter(column: int) -> str:
    """The letters over a column, from 1: A, B … Z, AA."""
    rest, last = divmod(column - 1, 26)
    return (letter(rest) if rest else "") + chr(ord("A") + last)


# -- .xlsx -------------------------------------------------------------------------------------


def _xlsx(raw: bytes, name: str) -> list[Sheet]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise Unreadable(f"{name} is uitgepakt te groot. Haal weg wat niet nodig is.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, such as a drop-down list
            book = load_workbook(io.BytesIO(raw), read_only=True)
            with closing(book):
                return [_tab(tab, name) for tab in book.worksheets]
    except Unreadable:
        raise
    except Exception:  # whatever is wrong in somebody's archive; openpyxl has no error of its own
        remedy = "Zit er een wachtwoord op, haal dat eraf; bewaar het anders opnieuw als .xlsx."
        raise Unreadable(f"{name} is niet te lezen als werkboek. {remedy}") from None


def _tab(tab: object, name: str) -> Sheet:
    tab.reset_dimensions()  # some programs write the wrong ones
    problems: list[str] = []
    rows = []
    for number, cells in enumerate(tab.iter_rows(), 1):
        if number > MAX_ROWS:
            raise Unreadable(f"{name}, blad '{tab.title}' heeft meer dan {MAX_ROWS} rijen.")
        if any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
            raise Unreadable(_wide(name))
        cells = cells[:MAX_COLUMNS]  # a row can be sixteen thousand empty cells wide
        for at, cell in enumerate(cells, 1):
            if said := _refused(cell):
                problems.append(f"{name}, blad '{tab.title}', cel {letter(at)}{number}: {said}")
        rows.append([_value(cell) for cell in cells])
    if problems:
        raise Unreadable(*problems)
    return _sheet(tab.title, rows, name)


def _refused(cell: object) -> str:
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "e":
        return f"hier staat een fout ({cell.value}). Verbeter of wis de cel."
    return ""


def _value(cell: object) -> Cell:
    value = cell.value
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, datetime):
        return value.date() if value.time() == value.min.time() else str(value)
    return value if isinstance(value, str | int | float | date) or value is None else str(value)


# -- .csv --------------------------------------------------------------------------------------


def _csv(raw: bytes, name: str) -> list[Sheet]:
    text = decode(raw)[0]
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r'"?sep=(.)"?', first.strip())  # how Excel is told; it hides this line
    sign, text = (named[1], rest) if named else (max(";,\t", key=first.count), text)
    rows: list[list[Cell]] = []
    problems = []
    try:
        for cells in comma.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            if len(rows) == MAX_ROWS:
                raise Unreadable(f"{name} heeft meer dan {MAX_ROWS} rijen.")
            for at, cell in enumerate(cells, 1):
                if cell.lstrip().startswith("="):
                    problems.append(f"{name}, cel {letter(at)}{len(rows) + 1}: {FORMULA}")
            rows.append([plain(cell) for cell in cells])
    except comma.Error:
        remedy = "Kijk naar de aanhalingstekens, of bewaar het bestand als .xlsx."
        raise Unreadable(f"{name}, rij {len(rows) + 1} is niet te lezen. {remedy}") from None
    if problems:
        raise Unreadable(*problems)
    return [_sheet(Path(name).stem, rows, name)]


def plain(cell: str) -> str:
    """A cell of a .csv without the apostrophe that keeps a spreadsheet from working it out."""
    return cell[1:] if _GUARDED.match(cell) else cell


def guarded(text: str) -> str:
    """A text that looks as if it had that apostrophe already, with one more: `plain` takes one."""
    return f"'{text}" if _GUARDED.match(text) else text


# -- rows --------------------------------------------------------------------------------------


def _sheet(name: str, rows: list[list[Cell]], file: str) -> Sheet:
    """The rows under their titles, each as long as there are titles. Raises Unreadable."""
    rows = [_trimmed(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    titles = [str(title or "").strip() for title in rows[0]] if rows else []
    if len(titles) > MAX_COLUMNS:
        raise Unreadable(_wide(file))
    beside = [n for n, row in enumerate(rows[1:], 2) if len(row) > len(titles)]
    if beside:
        remedy = (
            "Staat er een ; of , in een tekst? Zet er aanhalingstekens om, of maak er .xlsx van."
        )
        raise Unreadable(
            *(f"{file}, rij {n} heeft meer cellen dan koppen. {remedy}" for n in beside)
        )
    columns = tuple(Column(title) for title in titles)
    cells = [(*row, *[None] * (len(titles) - len(row))) for row in rows[1:]]
    return Sheet(name, columns, tuple(cells))


def _wide(file: str) -> str:
    return f"{file} heeft meer dan {MAX_COLUMNS} kolommen."


def _trimmed(row: list[Cell]) -> list[Cell]:
    """A row up to its last cell with something in it; an empty text is nothing."""
    cells = [None if isinstance(cell, str) and not cell.strip() else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells
