"""What a figure looks like: samples on both sides, what is compared, the aim, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

DECIMALS = {"s": 2, "ms": 1, "µs": 0, "MB": 0, "/s": 0, "×": 2, "": 0}
WIDTHS = (58, 28, 28, 9)
HEADS = ("", "kit p50 / p95 / p99", "bare p50 / p95 / p99", "kit:bare", "aim")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 100) of the samples lies, interpolated."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@dataclass(frozen=True)
class Aim:
    """What a figure should be: a ratio to the bare side, or (`own`) a value of the kit itself."""

    limit: float
    at_least: bool = False
    own: bool = False

    def met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True)
class Row:
    """One figure. `at` is the percentile that is compared; `bare` may be empty."""

    name: str
    unit: str
    kit: Sequence[float]
    bare: Sequence[float] = ()
    aim: Aim | None = None
    at: float = 50
    against: str = field(default="", kw_only=True)

    @property
    def ratio(self) -> float | None:
        """Kit to bare, or nothing when there is no bare side or it is zero."""
        below = percentile(self.bare, self.at) if self.bare else 0
        return percentile(self.kit, self.at) / below if below else None

    @property
    def measured(self) -> float | None:
        """The value that the aim is about."""
        own = self.aim is not None and self.aim.own
        return percentile(self.kit, self.at) if own else self.ratio

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; nothing when there is none."""
        if self.aim is None or self.measured is None:
            return None
        return self.aim.met(self.measured)

    def verdict(self) -> str:
        """`aim p95 ≤ 2.00 ×: met, 1.31 ×`."""
        if self.aim is None:
            return "no aim"
        if self.measured is None:
            return "cannot be compared"
        unit = self.unit if self.aim.own else "×"
        sign = "≥" if self.aim.at_least else "≤"
        which = f"p{self.at:g} " if self.at != 50 else ""
        limit, found = number(self.aim.limit, unit), number(self.measured, unit)
        return f"{which}{sign} {limit}: {'met' if self.met else 'MISSED'}, {found}"

    def line(self) -> str:
        """The row of the table."""
        ratio = "" if self.ratio is None else number(self.ratio, "×")
        cells = (self.name, spread(self.kit, self.unit), spread(self.bare, self.unit), ratio)
        return aligned(*cells, self.verdict()) + (f"  ({self.against})" if self.against else "")


def number(value: float, unit: str) -> str:
    """A value as it is read: not more decimals than it deserves."""
    return f"{value:,.{DECIMALS[unit]}f} {unit}".strip()


def spread(values: Sequence[float], unit: str) -> str:
    """Median, p95 and p99; one value stands alone, and fewer than twenty show their slowest."""
    if not values:
        return "–"
    middle = number(percentile(values, 50), unit)
    if len(values) == 1:
        return middle
    digits = DECIMALS[unit]
    if len(values) < 20:
        return f"{middle} (max {max(values):,.{digits}f})"
    p95, p99 = (f"{percentile(values, share):,.{digits}f}" for share in (95, 99))
    return f"{middle} / {p95} / {p99}"


def aligned(*cells: str) -> str:
    """Cells in their columns; the last one takes what it needs."""
    padded = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)]
    return " ".join([*padded, *cells[len(WIDTHS) :]]).rstrip()
