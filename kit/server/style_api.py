"""How a group's house style reaches its pages: one stylesheet over tokens.css, and its logo.

The stylesheet has one address for every page; which group a page is for, its own address says.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tornado import web

from kit import views
from kit.house_style import NEUTRAL, HouseStyle
from kit.room import Room
from kit.server.security import ONLY_SEEN, Closed

TYPES = {"png": "image/png", "svg": "image/svg+xml"}
SHEET = """@media not (prefers-contrast: more) {{ :root {{ {colours} }} }}
:root {{ {font} }}
"""


def sheet(style: HouseStyle) -> str:
    """The tokens that a style has other than the kit; who asks for more contrast keeps the kit's.

    Colours and letter hold nothing but hex digits and plain names: kit.content sees to that.
    """
    colours = " ".join(f"--{token}: {colour};" for token, colour in style.colours.items())
    letters = '"Atkinson Hyperlegible Next", system-ui, sans-serif'
    font = f'--font: "{style.font}", {letters};' if style.font else ""
    return SHEET.format(colours=colours, font=font)


class Sheet(Closed):
    """The stylesheet of the page that asks for it, or of the style that it names."""

    def initialize(self, room: Room) -> None:
        self.room = room

    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(sheet(self._style()))

    def _style(self) -> HouseStyle:
        named = self.get_argument("stijl", None)
        if named is not None:
            return next((one for one in self.room.styles if one.id == named), NEUTRAL)
        try:
            page = urlsplit(self.request.headers.get("Referer", ""))
        except ValueError:  # whatever asks, it is no page of ours
            page = urlsplit("")
        group = parse_qs(page.query).get("group", [""])[0]
        if page.path == "/beamer" and self.room.current:
            group = self.room.current.group
        elif group not in dict(self.room.folder.groups()):
            group = views.group_now(self.room)
        return self.room.style(group)


class Logo(Closed):
    """The logo of a style; as with every drawing, nothing in it runs."""

    def initialize(self, room: Room) -> None:
        self.room = room

    def get(self, id: str) -> None:
        style = next((one for one in self.room.styles if one.id == id and one.logo), None)
        if style is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", TYPES[style.logo_kind])
        self.set_header("Content-Security-Policy", ONLY_SEEN)
        self.set_header("Cache-Control", "no-cache")
        self.finish(style.logo)


def routes(room: Room) -> list[tuple]:
    """The addresses of the stylesheet and of the logos."""
    return [
        ("/huisstijl.css", Sheet, {"room": room}),
        (r"/huisstijl/([a-z0-9-]+)/logo", Logo, {"room": room}),
    ]
