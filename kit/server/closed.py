"""Voila, closed by default: which of its addresses stay, and what takes the place of the others."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError
from voila.app import Voila
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from kit.paths import content_root, told_workspace
from kit.room import Room
from kit.server import (
    api,
    cases_api,
    exchange_api,
    lock_api,
    own_api,
    pages,
    planning_api,
    practising,
    readiness_api,
    reflection_api,
    series_api,
    style_api,
    takeaway_api,
    told_api,
    wiping_api,
    workspace_api,
)
from kit.server.kernels import KernelLine, Page, asking
from kit.server.security import HEADERS, VOILA_POLICY, Closed, Nothing
from kit.workspace.serving import NOTEBOOKS, notebook_file

OWN = "~"
"""Before the name of a notebook that is the trainer's own; no file that is shown begins so."""
LEFT_OUT = ("/voila/files", "/voila/tree", "/voila/api/contents", "/voila/api/shutdown", "/login")


class Notebook(TornadoVoilaHandler):
    """A notebook as Voila draws it: only those the kit knows, only inside the kit's own pages."""

    async def prepare(self):
        await super().prepare(_redirect_to_login=False)

    async def get(self, path=None):
        number = self.get_argument("workshop", "")
        file = notebook_file(path or "", int(number) if number.isdecimal() else 0)
        if file is None:
            raise HTTPError(404)
        self.asked = Page()
        asking.set(self.asked)
        await super().get(path if file.parent == content_root() / NOTEBOOKS else f"{OWN}{path}")

    def on_connection_close(self) -> None:
        super().on_connection_close()
        if hasattr(self, "asked"):
            self.asked.gone = True

    @property
    def content_security_policy(self) -> str:
        return VOILA_POLICY


class Notebooks(LargeFileManager):
    """The notebooks of the kit, and beside them those of the workspace that is open."""

    def _get_os_path(self, path: str) -> str:
        own = told_workspace()
        if own and path.startswith(OWN):
            return str(own / NOTEBOOKS / Path(path.removeprefix(OWN)).name)
        return super()._get_os_path(path)


class TemplateFile(TemplateStaticFileHandler):
    """Voila's own styles and scripts; an address of another shape is simply not there."""

    def parse_url_path(self, path: str) -> str:
        parts = path.split("/")
        if len(parts) < 3 or parts[1] != "static" or ".." in parts:
            raise HTTPError(404)
        return super().parse_url_path(path)


class Farewell(Closed):
    """Where Voila's page says that it goes: heard, and left to `kernels`, which sees it too."""

    def check_xsrf_cookie(self) -> None:
        """Voila's page sends no key along; since nothing is done here, none is needed."""

    def post(self, kernel_id: str) -> None:
        self.set_status(204)
        self.finish()


class Gesprekskit(Voila):
    """Voila, closed by default, with the room and its pages in front."""

    name = "voila"

    def __init__(self, room: Room, token: str, **given):
        self.room = room
        super().__init__(**given)
        self.token = token

    def init_settings(self) -> dict:
        settings = super().init_settings()
        self.kernel_manager.on_change = self._notebook_changed
        return settings | {
            "allow_remote_access": False,
            "local_hostnames": ["localhost"],
            "headers": HEADERS,
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"samesite": "Strict"},
            "contents_manager": Notebooks(parent=self, allow_hidden=True),
            "default_handler_class": Nothing,
            "serve_traceback": False,
            "log_function": _quiet,
        }

    def init_handlers(self) -> list:
        ours = [
            ("/", pages.Page, {"name": "start.html", "room": self.room}),
            (r"/workshop/(\d{1,3})", pages.Page, {"name": "console.html", "room": self.room}),
            *((f"/{name}", pages.Desk, {"about": name, "room": self.room}) for name in pages.DESKS),
            ("/zaaltest", pages.Page, {"name": "roomtest.html", "room": self.room}),
            ("/beamer", pages.Page, {"name": "beamer.html", "room": self.room}),
            (r"/kit/([\w.-]+)", pages.Asset),
            (r"/media/(.+)", pages.MediaFile, {"room": self.room}),
            ("/api/beamer", pages.BeamerStream, {"room": self.room}),
            ("/api/files", pages.FilesNow, {"room": self.room}),
            ("/api/console", pages.ConsoleStream, {"room": self.room}),
            *api.routes(self.room),
            *series_api.routes(self.room),
            *reflection_api.routes(self.room),
            *exchange_api.routes(self.room),
            *told_api.routes(self.room),
            *planning_api.routes(self.room),
            *readiness_api.routes(self.room),
            *practising.routes(self.room),
            *cases_api.routes(self.room),
            *wiping_api.routes(self.room),
            *workspace_api.routes(self.room),
            *own_api.routes(self.room),
            *lock_api.routes(self.room),
            *style_api.routes(self.room),
            *takeaway_api.routes(self.room),
            (r"/voila/api/shutdown/(.*)", Farewell),
        ]
        theirs = [self._closed(handler) for handler in super().init_handlers() if _kept(handler)]
        return ours + theirs

    def _closed(self, handler: tuple) -> tuple:
        """Voila's handler, with ours in its place where it would say or do too much."""
        path = handler[0]
        if path.endswith("/channels"):
            return (path, KernelLine, *handler[2:])
        if "/voila/render/" in path:
            return (path, Notebook, *handler[2:])
        if "/voila/templates/" in path:
            return (path, TemplateFile, *handler[2:])
        return handler

    def _notebook_changed(self, notebook: str, state: str) -> None:
        self.room.notebooks[notebook] = state
        for table in self.room.tables.values():
            if self.room.notebook_name(table.workshop) == notebook and table.notebook != state:
                table.notebook = state
                table.tell()


def _kept(handler: tuple) -> bool:
    path = handler[0]
    return path != "/" and not any(path.startswith(url_path_join("/", no)) for no in LEFT_OUT)


def _quiet(handler) -> None:
    """No log of who asked for what: addresses hold the token, and nobody reads it."""
