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
        seal = sha256(self.logo).hexdigest()[:12]
        return f"/huisstijl/{self.id}/logo?v={seal}" if self.logo else ""


NEUTRAL = HouseStyle()


def style_of(styles: Iterable[HouseStyle], group_name: str) -> HouseStyle:
    """The style for a group by its name: its own, else the one for everyone, else neutral."""
    styles, wanted = tuple(styles), called(group_name)
    own = (one for one in styles if wanted in map(called, one.groups))
    return next(own, None) or next((one for one in styles if one.everyone), NEUTRAL)


def called(name: str) -> str:
    """A municipality's name as it is compared: capitals, spaces and "gemeente" do not count."""
    return _BEFORE.sub("", " ".join(name.casefold().split()))
