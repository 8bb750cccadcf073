"""How a municipality looks: its colours, logo and letters, on screen, on paper and in Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class HouseStyle:
    """What goes over the neutral look; empty means neutral.

    `colours` are tokens of web/tokens.css by name without dashes (accent), each #rrggbb.
    `logo` is the picture itself (PNG or SVG) and `logo_alt` its name in words. `font` is the name
    of a font of this system; where it is not there, the kit's own letters stand in.
    """

    name: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    logo: bytes = b""
    logo_alt: str = ""
    font: str = ""


NEUTRAL = HouseStyle()
