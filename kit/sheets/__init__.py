"""Tables as a spreadsheet knows them: what a sheet is, for who writes one and who reads one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """A column; `kind` is text, date or number, `width` about how many letters it shows."""

    title: str
    width: int = 20
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """One named table; each row has as many cells as there are columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
