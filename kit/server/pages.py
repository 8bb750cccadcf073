"""The pages, their files and the two streams that keep every window up to date."""

from __future__ import annotations

import asyncio
import hashlib
import json
import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from tornado import web

from kit import locked, views
from kit.actions import CannotDo
from kit.content.media import FOLDER, content_type, found_in, named
from kit.paths import media_root, told_workspace, web_root
from kit.room import LEFT, LOCKED, Room
from kit.server.security import ONLY_SEEN, Closed
from kit.server.style_api import style_for

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
SERVED = {".css", ".js", ".woff2", ".svg", ".png", ".ico"}
STILL_HERE = 15
"""Seconds between signs of life on a quiet stream, so that a lost window is noticed."""
MAX_BEHIND = 2_000_000
"""A window that has this many unread bytes waiting is let go; it will connect again."""


@lru_cache
def version() -> str:
    """One version for all files of the web: any change gives every file a new address."""
    whole = hashlib.sha256()
    for file in sorted(web_root().iterdir()):
        if file.is_file():
            whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()[:12]


@lru_cache
def web_file(name: str) -> bytes:
    """A file of kit/web; what it imports carries the version, so that a browser may keep it.

    Raises FileNotFoundError for anything that is not there.
    """
    path = web_root() / name
    if path.parent != web_root() or not path.is_file():
        raise FileNotFoundError(name)
    body = path.read_bytes()
    if path.suffix == ".js":
        body = re.sub(rb'"\./([\w.-]+\.js)"', rb'"./\1?v=%b"' % version().encode(), body)
    return body


@lru_cache
def page(name: str, view: str) -> bytes:
    """A page with the addresses of its files filled in."""
    text = web_file(name).decode()
    text = re.sub(r"\{\{asset:([\w.-]+)\}\}", r"/kit/\1", text)
    text = re.sub(r'"/kit/([\w.-]+\.(?:js|css))"', rf'"/kit/\1?v={version()}"', text)
    return text.replace("{{view}}", view).encode()


def for_practice(body: bytes) -> bytes:
    """A page that says on every screen that this is a rehearsal."""
    tools = "".join(
        f'<link rel="stylesheet" href="/kit/practice.css?v={version()}">'
        f'<script type="module" async src="/kit/practice.js?v={version()}"></script>'
    )
    body = body.replace(b'<html lang="nl"', b'<html lang="nl" data-practice', 1)
    body = body.replace(b"<title>", "<title>Oefening · ".encode(), 1)
    return body.replace(b"</head>", tools.encode() + b"</head>", 1)


class Asset(Closed):
    """Our own styles, scripts and font; nothing of the group is among them."""

    def get(self, name: str) -> None:
        if Path(name).suffix not in SERVED:
            raise web.HTTPError(404)
        try:
            body = web_file(name)
        except OSError:
            raise web.HTTPError(404) from None
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.set_header("Content-Type", kind + ("; charset=utf-8" if "text" in kind else ""))
        same = self.get_argument("v", "") == version()
        self.set_header("Cache-Control", "max-age=31536000, immutable" if same else "no-cache")
        self.set_header("Etag", f'"{version()}"')
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
        else:
            self.finish(body)

    def compute_etag(self) -> str | None:
        return self._headers.get("Etag")


class MediaFile(Closed, web.StaticFileHandler):
    """A picture, sound or film that the content shows; what it does not name is not there."""

    def initialize(self, room: Room) -> None:
        self.room = room
        super().initialize(str(media_root()))

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Content-Security-Policy", ONLY_SEEN)
        self.set_header("Cache-Control", "no-cache")

    def parse_url_path(self, url_path: str) -> str:
        known = url_path in named(self.room.content, self.room.workshops.values())
        own = told_workspace()
        folder = own / FOLDER if own else media_root()
        file = found_in(url_path, folder) if known else None
        if file is None:
            raise web.HTTPError(404)
        self.root = str(folder if file.is_relative_to(folder) else media_root())
        return super().parse_url_path(url_path)

    def get_content_type(self) -> str:
        return content_type(str(self.absolute_path))

    def compute_etag(self) -> str:
        """By size and time: tornado's own reads a whole film while everyone waits."""
        stat = Path(self.absolute_path).stat()
        return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'


class Page(Closed):
    """One of our own pages; the token leaves the address bar at once."""

    def initialize(self, name: str, room: Room) -> None:
        self.name, self.room = name, room

    async def get(self, number: str = "") -> None:
        if self.get_argument("token", ""):
            rest = {k: v[-1] for k, v in self.request.query_arguments.items() if k != "token"}
            self.redirect(self.request.path + ("?" + urlencode(rest) if rest else ""))
            return
        view = "facilitator"
        if number:
            view = self._open(int(number))
            if not view:
                self.redirect(LOCKED if shut(self.room, self.get_argument("group", "")) else "/")
                return
        assert self.xsrf_token  # sets the cookie that the page sends back with each change
        self.set_header("Content-Type", "text/html; charset=utf-8")
        body = page(self.name, view)
        self.finish(for_practice(body) if self.room.practice else body)

    def _open(self, number: int) -> str:
        try:
            return self.room.open(self.get_argument("group", ""), number).session.view
        except CannotDo:
            return ""


def shut(room: Room, group: str) -> bool:
    """Whether a group is there and locked; the start page asks for its passphrase then."""
    if group not in dict(room.folder.groups()) or not room.books.lock_of(group).closed:
        return False
    if room.current is None:
        room.group = group
    return True


DESKS = {
    "leiding": "Antwoorden",
    "overzicht": "Overzicht",
    "reflectie": "Reflectie",
    "casus": "Eigen casus",
}
"""Pages whose tools are all in their notebook: address and title; the notebook has that name."""


class Desk(Closed):
    """A page around one notebook: the group, the way to the other pages, and what to do when the
    notebook stops."""

    def initialize(self, about: str, room: Room) -> None:
        self.about, self.room = about, room

    async def get(self) -> None:
        group = self.get_argument("group", "")
        if self.about != "reflectie" and group not in dict(self.room.folder.groups()):
            self.redirect("/")
            return
        if self.about != "reflectie" and shut(self.room, group):
            self.redirect(LOCKED)
            return
        assert self.xsrf_token  # sets the cookie that the page sends back with each change
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page("desk.html", self.about).replace(b"{{title}}", DESKS[self.about].encode()))


class Stream(Closed):
    """Server-sent events: on connecting and at each change the whole state."""

    def initialize(self, room: Room) -> None:
        self.room = room

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("X-Accel-Buffering", "no")
        self.request.connection.stream.set_nodelay(True)
        self.write("retry: 300\n\n")
        self.gone = asyncio.Event()
        await self.begin()
        while not self.gone.is_set():
            try:
                await asyncio.wait_for(self.gone.wait(), STILL_HERE)
            except TimeoutError:
                self.write(": nog hier\n\n")
                self.flush()

    def on_connection_close(self) -> None:
        self.gone.set()
        self.leave()

    def tell(self, state: dict) -> None:
        """Send one state; a window that no longer reads is let go."""
        stream = self.request.connection.stream
        if stream.closed():
            return
        if len(getattr(stream, "_write_buffer", b"")) > MAX_BEHIND:
            stream.close()
            return
        text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
        self.write(f"event: state\ndata: {text}\n\n")
        self.flush()


class BeamerStream(Stream):
    """What participants may see, and only that."""

    async def begin(self) -> None:
        self.room.watch_beamer(self.tell, True)
        self.tell(self.room.picture())

    def leave(self) -> None:
        self.room.watch_beamer(self.tell, False)


class FilesNow(Closed):
    """What is wrong in the files that somebody is changing, and the house style of now.

    Asked again and again, not streamed: a browser has six lines to one address in all, and each
    window with a workshop or the beamer keeps one.
    """

    def initialize(self, room: Room) -> None:
        self.room = room

    def get(self) -> None:
        look = views.look(style_for(self.room, self.request))
        self.finish({"mistakes": list(self.room.edited.mistakes), "style": look})


class ConsoleStream(Stream):
    """The facilitator's page of one group and workshop."""

    async def begin(self) -> None:
        number, group = self.get_argument("workshop", "0"), self.get_argument("group", "")
        if not number.isdigit():
            raise web.HTTPError(400)
        if shut(self.room, group):  # its page was open before: it keeps its words, and waits
            self.watchers = locked.wait(self.room, group, int(number), self.tell)
            self.write('event: hello\ndata: {"run":""}\n\n')
            self.flush()
            return
        try:
            self.table = self.room.table(group, int(number))
        except CannotDo:  # a window of a group that is gone: to the start page, calmly
            self.watchers = set()
            self.tell({"leave": LEFT})
            return
        self.watchers = self.table.watchers
        self.watchers.add(self.tell)
        self.tell(self.table.state())

    def leave(self) -> None:
        self.watchers.discard(self.tell)
        locked.wait_no_longer(self.room, self.tell)
