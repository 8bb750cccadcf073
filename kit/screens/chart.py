"""How a few numbers become a line one can see and hear: small inline SVG, drawn by hand.

A line has a colour, a shape and a word; the table beside it says the same. Colours are in
toolbox.css, so a house style holds here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 34, 150, 14, 34
LOW, HIGH = 1, 5
MOST_LINES = 3
APART = 20
"""The least between two words at the end of their lines."""

_SHAPES = (
    '<circle cx="{x}" cy="{y}" r="6"/>',
    '<path d="M{x} {y}m-6-6h12v12h-12z"/>',
    '<path d="M{x} {y}m0-8l7.5 13h-15z"/>',
)
"""Circle, square, triangle: what a line looks like without its colour."""

Line = tuple[str, Sequence[float | None]]
"""One word and a value (1 to 5, None where there is none) for each place on the x axis."""


def trend(name: str, title: str, places: Sequence[str], lines: Sequence[Line]) -> str:
    """At most three lines over the same places, as SVG of less than 3 KB; "" without any value.

    `name` makes the ids of this chart its own on the page. What it tells is in its description.
    """
    lines = list(lines)[:MOST_LINES]
    if not any(value is not None for _, values in lines for value in values):
        return ""
    high = _words(lines)
    drawn = "".join(_line(i, lines[i], high[i]) for i in high)
    return (
        f'<svg class="kit-chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(in_words(places, lines))}</desc>'
        f"{_grid(places)}{drawn}</svg>"
    )


def in_words(places: Sequence[str], lines: Sequence[Line]) -> str:
    """What the lines say, as sentences."""
    said = []
    for word, values in lines:
        parts = [f"{p} {dutch(v)}" for p, v in zip(places, values, strict=True) if v is not None]
        said.append(f"{word}: {', '.join(parts) or 'nog niets'}.")
    return " ".join(said)


def dutch(number: float) -> str:
    """One decimal, with a comma: 2,8."""
    return f"{number:.1f}".replace(".", ",")


def _x(index: int, count: int) -> int:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + 16 + (room - 32) * (index / (count - 1) if count > 1 else 0.5))


def _y(value: float) -> int:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (HIGH - value) / (HIGH - LOW))


def _grid(places: Sequence[str]) -> str:
    lines = "".join(f"M{LEFT} {_y(n)}H{WIDTH - RIGHT}" for n in range(LOW, HIGH + 1))
    numbers = "".join(
        f'<text x="{LEFT - 10}" y="{_y(n) + 5}" text-anchor="end">{n}</text>'
        for n in range(LOW, HIGH + 1)
    )
    names = "".join(
        f'<text x="{_x(i, len(places))}" y="{HEIGHT - 8}" text-anchor="middle">{escape(one)}</text>'
        for i, one in enumerate(places)
    )
    return f'<path class="grid" d="{lines}"/>{numbers}{names}'


def _words(lines: Sequence[Line]) -> dict[int, int]:
    """How high the word of each line stands: beside its last value, and never on another word."""
    last = {i: [v for v in values if v is not None][-1:] for i, (_, values) in enumerate(lines)}
    order = sorted((_y(value[0]), i) for i, value in last.items() if value)
    found, above = {}, TOP - APART
    for y, i in order:
        above = found[i] = max(y, above + APART)
    return found


def _line(index: int, line: Line, high: int) -> str:
    word, values = line
    there = [(i, _x(i, len(values)), _y(v)) for i, v in enumerate(values) if v is not None]
    path = "".join(
        # a place without a value is a gap, not a line across it
        f"{'L' if n and there[n - 1][0] == i - 1 else 'M'}{x} {y}"
        for n, (i, x, y) in enumerate(there)
    )
    dots = "".join(_SHAPES[index].format(x=x, y=y) for _, x, y in there)
    drawn = f'<path class="line" d="{path}"/>{dots}{_name(index, word, high)}'
    return f'<g class="line-{index}">{drawn}</g>'


def _name(index: int, word: str, high: int) -> str:
    """The shape of a line and its word, beside the picture."""
    x = WIDTH - RIGHT + 14
    text = f'<text x="{x + 14}" y="{high + 5}">{escape(word)}</text>'
    return _SHAPES[index].format(x=x, y=high) + text


# -- rows of dots ------------------------------------------------------------------------------

ROW = 40
"""How high one row is."""


def rows(name: str, title: str, names: Sequence[str], marks: Sequence[Line]) -> str:
    """A row for each name with at most three marks on a scale of 1 to 5; "" without any value.

    Each mark is a word and a value a row. Equal values lie a little apart, so that each is seen.
    """
    marks = list(marks)[:MOST_LINES]
    if not any(value is not None for _, values in marks for value in values):
        return ""
    tall = TOP + ROW * len(names) + BOTTOM
    drawn = "".join(_marks(i, one) for i, one in enumerate(marks) if any(one[1]))
    scale = "".join(
        f'<text x="{_across(n)}" y="{tall - 8}" text-anchor="middle">{n}</text>'
        for n in range(LOW, HIGH + 1)
    )
    labels = "".join(
        f'<text x="0" y="{_row(i) + 5}">{escape(one)}</text>' for i, one in enumerate(names)
    )
    grid = "".join(f"M{_across(LOW)} {_row(i)}H{_across(HIGH)}" for i in range(len(names)))
    return (
        f'<svg class="kit-chart" role="img" viewBox="0 0 {WIDTH} {tall}" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(in_words(names, marks))}</desc>'
        f'<path class="grid" d="{grid}"/>{labels}{scale}{drawn}</svg>'
    )


def _across(value: float) -> int:
    left, right = 90, WIDTH - RIGHT - 16
    return round(left + (right - left) * (value - LOW) / (HIGH - LOW))


def _row(index: int) -> int:
    return TOP + ROW // 2 + ROW * index


def _marks(index: int, mark: Line) -> str:
    word, values = mark
    there = [(_across(v), _row(i) + 6 * (index - 1)) for i, v in enumerate(values) if v is not None]
    dots = "".join(_SHAPES[index].format(x=x, y=y) for x, y in there)
    return f'<g class="line-{index}">{dots}{_name(index, word, TOP + 12 + 28 * index)}</g>'
