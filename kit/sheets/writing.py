"""Sheets as files for Dutch Excel: .xlsx with typed cells, and .csv as Excel reads it on a click.

Nothing that somebody typed ever becomes a formula. A text longer than a cell can hold ends in
words that say so. Nobody's name is in the properties, and the same sheets give the same bytes.
"""

from __future__ import annotations

import csv as comma
import io
import math
import re
import zipfile
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, time

from kit.house_style import NEUTRAL, HouseStyle
from kit.sheets import Cell, Column, Sheet

LONGEST = 32_767
"""Letters in one cell, counted as Excel does: an emoji is two."""
CUT_SHORT = " … (ingekort: er past niet meer in één cel)"
DAY = "dd-mm-yyyy"
"""How a day shows; a Dutch Excel names the same pattern dd-mm-jjjj."""
INK = "#ffffff"
"""The letters on the head, as on every button; a house style that is loaded is checked with it."""
_FIRST_DAY = date(1900, 3, 1)
"""Before this Excel counts a 29 February 1900 that never was."""
_LARGEST = 10**15
"""From here a spreadsheet loses digits of a whole number."""
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_HOSTILE = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|[\t\r\n]")
_MAKER = re.compile(rb"<Application>[^<]*</Application><AppVersion>[^<]*</AppVersion>")
MADE_WITH = b"<Application>Gesprekskit</Application>"
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


# -- .xlsx -------------------------------------------------------------------------------------


def xlsx(sheets: Iterable[Sheet], title: str, on: date, style: HouseStyle = NEUTRAL) -> bytes:
    """A workbook with a tab for each sheet, in order.

    The head of each sheet stays in view, filters, and returns on each printed page. `title` is in
    the properties and on top of each page, `on` is the day it counts from.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _tab(book, sheet, title, on, style)
    if not book.worksheets:
        raise ValueError("a workbook has at least one sheet")
    about = book.properties
    about.creator, about.title, about.language = "", _words(title), "nl-NL"
    about.created = about.modified = datetime.combine(on, time())
    return _same_bytes(_written(book), on)


def _tab(book: object, sheet: Sheet, title: str, on: date, style: HouseStyle) -> None:
    from openpyxl.utils import get_column_letter

    tab = book.create_sheet(_tab_name(sheet.name))
    for at, column in enumerate(sheet.columns, 1):
        tab.column_dimensions[get_column_letter(at)].width = column.width + 2  # room for the arrow
    _head(tab, sheet.columns, style)
    look = _Look(style)
    for row, cells in enumerate(sheet.rows, 2):
        for at, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True), 1):
            look.put(tab.cell(row, at), _typed(column, cell))
    tab.freeze_panes = "A2"
    tab.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    _paper(tab, title, on)


def _head(tab: object, columns: tuple[Column, ...], style: HouseStyle) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    letters = _letters(style)
    font = Font(**letters, bold=True, color=_colour(style.colours.get("brand-ink", INK)))
    fill = PatternFill("solid", fgColor=_colour(style.accent))
    for at, column in enumerate(columns, 1):
        cell = tab.cell(1, at)
        _text(cell, column.title)
        cell.font, cell.fill = font, fill
        cell.alignment = Alignment(vertical="center", wrap_text=True)


class _Look:
    """How the cells under the head look: worked out once for each kind, as it takes long."""

    def __init__(self, style: HouseStyle) -> None:
        self.letters = _letters(style)
        self.made: dict[type, object] = {}

    def put(self, cell: object, value: str | float | date | None) -> None:
        """Write a value of one of the three kinds, as that kind and no other."""
        kind = type(value)
        if kind is not str:
            cell.value = value
        if kind not in self.made:
            self._dress(cell, kind)
            self.made[kind] = copy(cell._style)
        cell._style = copy(self.made[kind])
        if kind is str:
            _text(cell, value)

    def _dress(self, cell: object, kind: type) -> None:
        from openpyxl.styles import Alignment, Border, Font, Side

        cell.font = Font(**self.letters)
        cell.border = Border(bottom=Side("hair", color="FF9AA09C"))
        wrapped, plain = {"wrap_text": True}, {"horizontal": "left"}
        cell.alignment = Alignment(vertical="top", **(wrapped if kind is str else plain))
        if kind is date:
            cell.number_format = DAY


def _text(cell: object, text: str) -> None:
    """A text as a text: also =1+1 and #N/A, and also when somebody edits the cell later."""
    cell.value = _fits(_words(text))
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = bool(_HOSTILE.match(cell.value))


def _paper(tab: object, title: str, on: date) -> None:
    """What it looks like when somebody prints it: A4 across, as wide as the page."""
    tab.print_title_rows = "1:1"
    tab.page_setup.orientation, tab.page_setup.paperSize = "landscape", tab.PAPERSIZE_A4
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr.fitToPage = True
    tab.page_margins.left = tab.page_margins.right = 0.4
    tab.oddHeader.left.text = _words(title)[:120].replace("&", "&&")
    tab.oddHeader.right.text = f"Stand op {_day(on)}"
    tab.oddFooter.right.text = "Blad &P van &N"


def _tab_name(name: str) -> str:
    """The name of a tab as Excel takes it: 31 letters, of which two to tell double names apart."""
    return _NO_NAME.sub(" ", _words(name))[:29].strip(" '") or "Blad"


def _letters(style: HouseStyle) -> dict[str, object]:
    return {"name": style.font or "Calibri", "size": 11}


def _colour(token: str) -> str:
    return "FF" + token.removeprefix("#").upper()


def _written(book: object) -> bytes:
    """The archive, made in memory: no words of a group in a folder for temporary files."""
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):
        def write_worksheet(self, tab: object) -> None:
            out = io.BytesIO()
            writer = WorksheetWriter(tab, out)
            writer.write()
            self._archive.writestr(tab.path[1:], out.getvalue())
            self.manifest.append(tab)

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        InMemory(book, archive).write_data()  # save() would write this moment into it
    return made.getvalue()


def _same_bytes(made: bytes, on: date) -> bytes:
    """The same archive without the moment and the system on which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            moment = (max(on.year, 1980), on.month, on.day, 0, 0, 0)
            same = zipfile.ZipInfo(part.filename, moment)
            same.compress_type, same.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(same, _MAKER.sub(MADE_WITH, old.read(part)))
    return out.getvalue()


# -- .csv --------------------------------------------------------------------------------------


def csv(sheet: Sheet) -> bytes:
    """One sheet as Dutch Excel opens it on a double click: ; between, days as 31-12-2026.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    made = io.StringIO(newline="")
    writer = comma.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(column.title) for column in sheet.columns])
    for cells in sheet.rows:
        pairs = zip(sheet.columns, cells, strict=True)
        writer.writerow([_plain(_typed(column, cell)) for column, cell in pairs])
    return made.getvalue().encode("utf-8-sig")


def _plain(value: str | float | date | None) -> str:
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, date):
        return _day(value)
    return "" if value is None else str(value).replace(".", ",")


def _harmless(text: str) -> str:
    text = _fits(_words(text)) or ""
    return f"'{text}" if _HOSTILE.match(text) else text


# -- cells -------------------------------------------------------------------------------------


def _typed(column: Column, cell: Cell) -> str | float | date | None:
    """A cell as the kind of its column; what is not of that kind, or too large for it, as text."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, date):
        day = date(cell.year, cell.month, cell.day)
        return day if column.kind == "date" and day >= _FIRST_DAY else _day(day)
    if column.kind == "number" and isinstance(cell, int | float):
        return cell if math.isfinite(cell) and abs(cell) < _LARGEST else str(cell)
    return str(cell)


def _day(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def _words(text: str) -> str:
    """A text without the signs that no file holds; each kind of line break as one."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", _BREAKS.sub("\n", text)))


def _fits(text: str) -> str | None:
    """A text as long as a cell may be; one that was cut says so. None for no text."""
    counted = text.encode("utf-16-le")
    if len(counted) <= 2 * LONGEST:
        return text or None
    room = 2 * (LONGEST - len(CUT_SHORT))
    return counted[:room].decode("utf-16-le", "ignore").rstrip() + CUT_SHORT
