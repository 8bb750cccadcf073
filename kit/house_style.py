"""How a municipality looks: its colours, logo and letters, on screen, on paper and in Word.

Read by `kit.content.house_styles`, which lets no colour through that cannot be told apart and no
logo that holds more than a drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kit.contrast import neutral
from kit.model import Place

PNG = b"\x89PNG\r\n\x1a\n"
LOGO_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
SHEET = """@media not (prefers-contrast: more) {{ :root {{ {colours} }} }}
:root {{ {font} }}
"""
_BEFORE = re.compile(r"^gemeente\s+")


@dataclass(frozen=True)
class HouseStyle:
    """What goes over the neutral look; empty means neutral.

    `colours` are tokens of web/tokens.css by name without dashes (brand, brand-2, soft, paper),
    each #rrggbb; `accent` is always there. `logo` is the picture itself (PNG or SVG) and `logo_alt`
    its name in words. `font` is the name of a font of this system; where it is not there, the kit's
    own letters stand in. `groups` are the names of municipalities it is for; `everyone` is for
    whoever is not named.
    """

    name: str = ""
    colours: Mapping[str, str] = field(default_factory=dict, hash=False)
    logo: bytes = b""
    logo_alt: str = ""
    font: str = ""
    id: str = ""
    groups: tuple[str, ...] = ()
    everyone: bool = False
    place: Place | None = None

    @property
    def accent(self) -> str:
        """The one colour a reader recognises, #rrggbb."""
        return self.colours.get("brand", neutral()["brand"])

    @property
    def logo_kind(self) -> str:
        """png, svg, or "" without a logo."""
        return "png" if self.logo.startswith(PNG) else "svg" if self.logo else ""

    @property
    def logo_address(self) -> str:
        """Where the kit's own pages find the logo; another picture has another address."""
        return f"/huisstijl/{self.id}/logo?v={_seal(self.logo)}" if self.logo else ""

    @property
    def sheet_address(self) -> str:
        """Where they find its stylesheet; when anything of it changes it has another address."""
        look = f"{sorted(self.colours.items())} {self.font} {self.logo_address}"
        return f"/huisstijl.css?stijl={self.id}&v={_seal(look.encode())}"


NEUTRAL = HouseStyle()


def _seal(look: bytes) -> str:
    return sha256(look).hexdigest()[:12]


def sheet(style: HouseStyle) -> str:
    """The tokens that a style has other than the kit; who asks for more contrast keeps the kit's.

    Colours and letter hold nothing but hex digits and plain names: kit.content sees to that.
    """
    colours = " ".join(f"--{token}: {colour};" for token, colour in style.colours.items())
    letters = '"Atkinson Hyperlegible Next", system-ui, sans-serif'
    font = f'--font: "{style.font}", {letters};' if style.font else ""
    return SHEET.format(colours=colours, font=font)


def style_of(styles: Iterable[HouseStyle], group_name: str) -> HouseStyle:
    """The style for a group by its name: its own, else the one for everyone, else neutral."""
    styles, wanted = tuple(styles), called(group_name)
    own = (one for one in styles if wanted in map(called, one.groups))
    return next(own, None) or next((one for one in styles if one.everyone), NEUTRAL)


def usual(styles: Iterable[HouseStyle]) -> HouseStyle:
    """The style where nobody says for which group: the only one, else the one for everyone."""
    styles = tuple(styles)
    return styles[0] if len(styles) == 1 else style_of(styles, "")


def called(name: str) -> str:
    """A municipality's name as it is compared: capitals, spaces and "gemeente" do not count."""
    return _BEFORE.sub("", " ".join(name.casefold().split()))
