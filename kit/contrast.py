"""Which colours of the kit stand on which, how well they are told apart, and which would do.

The measure is WCAG 2.2 (1.4.3 and 1.4.11, level AA); colours are texts such as #0f5c55.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from typing import NamedTuple

from kit.paths import web_root

WORDS, SHAPES = 4.5, 3.0
"""What AA asks of letters, and of the edge of a field or a button."""
GROUNDS = ("paper", "surface", "soft")
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6});")
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_CALM, _TEINT, _DEEP = 0.06, 0.10, 0.76
"""How much of the accent is in a calm screen, in a soft ground, and in a button under a hand."""


class Pair(NamedTuple):
    """Two colours that meet on a page, and the contrast that they need there."""

    what: str
    ground: str
    least: float


class Short(NamedTuple):
    """A pair that is not told apart well enough, and the contrast it has."""

    pair: Pair
    found: float


@cache
def neutral() -> dict[str, str]:
    """The colours of the kit by name, each as #rrggbb, from the one place that has them."""
    return dict(_COLOUR.findall((web_root() / "tokens.css").read_text(encoding="utf-8")))


@cache
def pairs() -> tuple[Pair, ...]:
    """Every pair of colours that meets on a page of the kit."""
    suits = [name for name in neutral() if name.startswith("suit-")]
    inks = ("ink", "ink-2", "brand", "warn", "stop", "ok")
    met = [Pair(ink, ground, WORDS) for ink in inks for ground in GROUNDS]
    met += [Pair(suit, ground, WORDS) for suit in suits for ground in ("paper", "surface")]
    met += [Pair(edge, ground, SHAPES) for edge in ("field", "focus") for ground in GROUNDS]
    met += [
        Pair("brand-ink", ground, WORDS) for ground in ("brand", "brand-2", "stop", "ok", *suits)
    ]
    met += [Pair(ink, "calm", WORDS) for ink in ("ink", "ink-2", "brand")]
    met += [Pair(ink, "warn-soft", WORDS) for ink in ("ink", "warn")]
    return (*met, Pair("ink", "stop-soft", WORDS), Pair("stop", "stop-soft", WORDS))


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, bright = sorted((_light(one), _light(other)))
    return (bright + 0.05) / (dark + 0.05)


def worn(given: Mapping[str, str]) -> dict[str, str]:
    """All colours with some of them given; what goes with an accent is made from it."""
    made = {}
    if accent := given.get("brand"):
        made = {"brand-2": mix(accent, "#000000", _DEEP), "soft": mix(accent, "#ffffff", _TEINT)}
    known = neutral() | made | dict(given)
    return known | {"calm": mix(known["brand"], known["paper"], _CALM)}


def falls_short(given: Mapping[str, str]) -> Short | None:
    """The first pair that falls short with these colours; None when all can be told apart."""
    known = worn(given)
    found = (Short(pair, ratio(known[pair.what], known[pair.ground])) for pair in pairs())
    return next((one for one in found if one.found < one.pair.least), None)


def nearest(colour: str, will_do: Callable[[str], bool]) -> str:
    """The same hue, as little darker or lighter as will do; "" when no lightness will."""
    hue, light, full = rgb_to_hls(*_parts(colour))
    steps = sorted((n / 255 for n in range(256)), key=lambda one: abs(one - light))
    tried = (_written(hls_to_rgb(hue, one, full)) for one in steps)
    return next((one for one in tried if will_do(one)), "")


def mix(one: str, other: str, part: float) -> str:
    """So much of one colour in another, as color-mix in srgb does it."""
    mixed = zip(_parts(one), _parts(other), strict=True)
    return _written(tuple(part * a + (1 - part) * b for a, b in mixed))


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _light(colour: str) -> float:
    """Relative luminance."""
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _parts(colour)]
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
