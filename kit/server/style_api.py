"""How a group's house style reaches its pages: one stylesheet over tokens.css, and its logo.

The stylesheet has one address for every page; which group a page is for, its own address says.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tornado import web
from tornado.httputil import HTTPServerRequest

from kit import views
from kit.house_style import LOGO_TYPES, NEUTRAL, HouseStyle, sheet
from kit.room import Room
from kit.server.security import ONLY_SEEN, Closed


def style_for(room: Room, request: HTTPServerRequest) -> HouseStyle:
    """The style of the page that asks for something: it says in its own address for which group."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # whatever asks, it is no page of ours
        page = urlsplit("")
    group = parse_qs(page.query).get("group", [""])[0]
    if page.path == "/beamer" and room.current:
        group = room.current.group
    elif group not in dict(room.folder.groups()):
        group = views.group_now(room)
    return room.style(group)


class Sheet(Closed):
    """The stylesheet of the page that asks for it, or of the style that it names."""

    def initialize(self, room: Room) -> None:
        self.room = room

    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        named, style = self.get_argument("stijl", None), style_for(self.room, self.request)
        if named is not None:
            style = next((one for one in self.room.styles if one.id == named), NEUTRAL)
        self.finish(sheet(style))


class Logo(Closed):
    """The logo of a style; as with every drawing, nothing in it runs."""

    def initialize(self, room: Room) -> None:
        self.room = room

    def get(self, id: str) -> None:
        style = next((one for one in self.room.styles if one.id == id and one.logo), None)
        if style is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", LOGO_TYPES[style.logo_kind])
        self.set_header("Content-Security-Policy", ONLY_SEEN)
        self.set_header("Cache-Control", "no-cache")
        self.finish(style.logo)


def routes(room: Room) -> list[tuple]:
    """The addresses of the stylesheet and of the logos."""
    return [
        ("/huisstijl.css", Sheet, {"room": room}),
        (r"/huisstijl/([a-z0-9-]+)/logo", Logo, {"room": room}),
    ]
