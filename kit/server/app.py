"""The server of `kit start`: Voila for the notebooks, our own pages for what may never stall."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import Application, HTTPError
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from kit import content, script
from kit.folder import Folder
from kit.journal import NotSaved
from kit.model import Workshop
from kit.paths import content_root
from kit.room import Room
from kit.server import api, pages
from kit.server.ground import HOST, let_kernels_find_us, listen
from kit.server.kernels import KernelLine, Kernels
from kit.server.security import HEADERS, VOILA_POLICY, Closed, Identity, Nothing

MAX_BODY = 1_000_000
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager"]
LEFT_OUT = ("/voila/files", "/voila/tree", "/voila/api/contents", "/voila/api/shutdown", "/login")


class Notebook(TornadoVoilaHandler):
    """A notebook as Voila draws it: only those the kit knows, only inside the kit's own pages."""

    async def prepare(self):
        await super().prepare(_redirect_to_login=False)

    async def get(self, path=None):
        if path not in self.settings["kit_notebooks"]:
            raise HTTPError(404)
        await super().get(path)

    @property
    def content_security_policy(self) -> str:
        return VOILA_POLICY


class TemplateFile(TemplateStaticFileHandler):
    """Voila's own styles and scripts; an address of another shape is simply not there."""

    def parse_url_path(self, path: str) -> str:
        parts = path.split("/")
        if len(parts) < 3 or parts[1] != "static" or ".." in parts:
            raise HTTPError(404)
        return super().parse_url_path(path)


class Farewell(Closed):
    """Where Voila's page says that it goes: heard, and left to `kernels`, which sees the line close."""

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
            "kit_notebooks": {p.name for p in Path(self.root_dir).glob("*.ipynb")},
            "default_handler_class": Nothing,
            "serve_traceback": False,
            "log_function": _quiet,
        }

    def init_handlers(self) -> list:
        ours = [
            ("/", pages.Page, {"name": "start.html", "room": self.room}),
            (r"/workshop/(\d{1,3})", pages.Page, {"name": "console.html", "room": self.room}),
            ("/beamer", pages.Page, {"name": "beamer.html", "room": self.room}),
            (r"/kit/([\w.-]+)", pages.Asset),
            (r"/media/(.+)", pages.MediaFile, {"room": self.room}),
            ("/api/beamer", pages.BeamerStream, {"room": self.room}),
            ("/api/console", pages.ConsoleStream, {"room": self.room}),
            *api.routes(self.room),
            (r"/voila/api/shutdown/(.*)", Farewell),
        ]
        return ours + [self._closed(handler) for handler in super().init_handlers() if _kept(handler)]

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
        for table in self.room.tables.values():
            if self.room.notebook_name(table.workshop) == notebook and table.notebook != state:
                table.notebook = state
                table.tell()


def _kept(handler: tuple) -> bool:
    path = handler[0]
    return path != "/" and not any(path.startswith(url_path_join("/", no)) for no in LEFT_OUT)


def _quiet(handler) -> None:
    """No log of who asked for what: addresses hold the token, and nobody reads it."""


def workshops(root: Path, problems: list) -> dict[int, Workshop]:
    """The workshops of the notebooks folder by number; what is wrong with them joins `problems`."""
    found: dict[int, Workshop] = {}
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        workshop, wrong = script.read(path, path.relative_to(root))
        problems.extend(wrong)
        if workshop and workshop.steps and workshop.number not in found:
            found[workshop.number] = workshop
    return found


def build(data: Path, url_port: int, token: str, secret: bytes) -> tuple[Gesprekskit, Room]:
    """The app and its room for a data folder; nothing listens yet."""
    from dataclasses import replace

    root = content_root()
    words = content.load(root)
    problems = list(words.problems)
    scripts = workshops(root, problems)
    folder = Folder(data)
    room = Room(folder, replace(words, problems=tuple(problems)), scripts)
    share = str(Path(__file__).parent / "share")
    paths = [share, *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    os.environ["GESPREKSKIT_URL"] = f"http://{HOST}:{url_port}"
    os.environ["GESPREKSKIT_TOKEN"] = token
    let_kernels_find_us()
    config = Config()
    config.Voila.root_dir = str(root / "notebooks")
    config.Voila.open_browser = False
    config.Voila.log_level = logging.ERROR
    config.Voila.identity_provider_class = Identity
    config.Voila.cookie_secret = secret
    config.VoilaConfiguration.template = "gesprekskit"
    config.VoilaConfiguration.extension_allowlist = EXTENSIONS
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.multi_kernel_manager_class = Kernels
    config.VoilaConfiguration.show_tracebacks = True
    config.VoilaExporter.language_code = "nl"
    config.MappingKernelManager.autorestart = False
    config.KernelManager.autorestart = False
    app = Gesprekskit(room, token, config=config)
    app.config_file_paths = []
    app.initialize([])
    return app, room


def run(data: Path, port: int = 0, browser: bool = True) -> int:
    """Serve until Ctrl+C. Returns the exit code; says in Dutch why it cannot."""
    folder = Folder(data)
    try:
        folder.ensure()
        first = folder.lock()
        secret = folder.secret()
    except NotSaved as error:
        print(error.message, file=sys.stderr)
        return 1
    remembered = folder.remembered() or {}
    sockets = listen(port, remembered.get("port") if first else None)
    bound = sockets[0].getsockname()[1]
    if port and bound != port:
        print(f"Poort {port} is bezet. Gesprekskit gebruikt poort {bound}.", file=sys.stderr)
    token = secrets.token_urlsafe(24)
    app, room = build(data, bound, token, secret)
    url = f"http://{HOST}:{bound}/?token={token}"
    if first:
        with suppress(NotSaved, OSError):
            folder.remember(bound, url)
    else:
        room.other_copy = remembered.get("url")
    asyncio.run(_serve(app, room, sockets, url, browser))
    return 0


async def _serve(app: Gesprekskit, room: Room, sockets: list, url: str, browser: bool) -> None:
    import signal
    import tempfile

    with tempfile.TemporaryDirectory(prefix="gesprekskit-", ignore_cleanup_errors=True) as place:
        app.connection_dir = place
        settings = app.init_settings()
        app.app = Application(**settings)
        app.app.add_handlers(".*$", app.init_handlers())
        app.ioloop = IOLoop.current()
        server = app.app.listen_on(sockets) if hasattr(app.app, "listen_on") else _http(app, sockets)
        looks = [PeriodicCallback(room.tick, 1000), PeriodicCallback(app.kernel_manager.look_round, 1000)]
        for look in looks:
            look.start()
        stop = asyncio.Event()
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                with suppress(NotImplementedError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
        print(f"Gesprekskit: {url}", flush=True)
        if browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)
        try:
            await stop.wait()
        finally:
            for look in looks:
                look.stop()
            server.stop()
            room.pen.shutdown(wait=True)
            await app.kernel_manager.shutdown_all(now=True)


def _http(app: Gesprekskit, sockets: list):
    from tornado.httpserver import HTTPServer

    server = HTTPServer(app.app, max_body_size=MAX_BODY, max_buffer_size=4 * MAX_BODY)
    server.add_sockets(sockets)
    return server
