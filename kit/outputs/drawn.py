"""What is drawn in a paper, a chart and a logo: the same in Word, PDF and on a page.

The letters of a chart are drawn too, so it looks alike everywhere; its words are in its alt text.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kit.house_style import HouseStyle
from kit.outputs.document import Chart
from kit.outputs.letters import SHORT, apart, leftward, longest_word, ready
from kit.outputs.typesetting import pictures

DPI = 220.0
"""Dots an inch of a picture that is printed from Word."""
LABEL = 80
"""The most signs of a name in a chart."""
NARROW = 8
"""Signs without a place to break that always fit below a point of a chart."""
_ANY_DAY = date(2000, 1, 1)
"""A picture has no date in it."""

Piece = tuple[str, int, bool]
"""A text ready to print, the letters of its longest word, and whether it runs from the right."""


def piece(text: str, stretch: int = SHORT) -> Piece:
    """A text as a template of a paper takes it; at most `stretch` signs stay together."""
    said = ready(text, stretch)[0]
    return apart(said), longest_word(said), leftward(said)


@lru_cache(maxsize=64)
def chart(one: Chart, style: HouseStyle, kind: str = "svg") -> bytes:
    """The lines of a chart as svg or png, 165 millimetres wide."""
    told = {
        "title": one.title,
        "chart": {
            "places": [_label(name) for name in one.places],
            "lines": [[_label(name), values] for name, values in one.lines],
        },
    }
    return pictures("chart", told, _ANY_DAY, kind, DPI, style)[0]


def _label(name: str) -> Piece:
    """A name as it fits beside a line; all of it is in the alt text."""
    return piece(name if len(name) <= LABEL else f"{name[: LABEL - 1].rstrip()}…", NARROW)


def dressed(style: HouseStyle) -> dict[str, object]:
    """What a template is told of a style besides its colours: its logo, or None, and its name."""
    alt = style.logo_alt or style.name or "logo"
    return {"logo": logo(style) if style.logo else None, "logo-alt": alt}


def logo(style: HouseStyle) -> str | list[int]:
    """The logo as a template takes it: an SVG as text, a PNG as its bytes."""
    return list(style.logo) if style.logo_kind == "png" else style.logo.decode("utf-8")


def logo_png(style: HouseStyle) -> bytes:
    """The logo as a PNG: its own, or drawn from its SVG."""
    return style.logo if style.logo_kind == "png" else _logo_png(style.logo.decode("utf-8"))


@lru_cache(maxsize=4)
def _logo_png(svg: str) -> bytes:
    return pictures("logo", {"title": "", "logo": svg}, _ANY_DAY, "png", 2 * DPI)[0]
