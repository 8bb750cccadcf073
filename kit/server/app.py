"""The server of `kit start`: Voila for the notebooks, our own pages for what may never stall."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import sys
import tempfile
import webbrowser
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import Application
from traitlets.config import Config

from kit import content, script
from kit.folder import Folder
from kit.group_wiping import at_start
from kit.journal import NotSaved
from kit.model import Workshop
from kit.paths import content_root
from kit.reflections import tidy_at_start
from kit.room import Room
from kit.server.closed import Gesprekskit
from kit.server.ground import HOST, TRANSPORT, let_kernels_find_us, listen
from kit.server.kernels import Kernels
from kit.server.security import Identity

MAX_BODY = 1_000_000
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager"]


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
    config.KernelManager.transport_encryption = TRANSPORT
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
    tidy_at_start(data)
    if first:
        at_start(data, date.today())
    url = f"http://{HOST}:{bound}/?token={token}"
    if first:
        with suppress(NotSaved, OSError):
            folder.remember(bound, url)
    else:
        room.other_copy, room.second = remembered.get("url"), True
    asyncio.run(_serve(app, room, sockets, url, browser))
    return 0


async def _serve(app: Gesprekskit, room: Room, sockets: list, url: str, browser: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="gesprekskit-", ignore_cleanup_errors=True) as place:
        app.connection_dir = place
        settings = app.init_settings()
        app.app = Application(**settings)
        app.app.add_handlers(".*$", app.init_handlers())
        app.ioloop = IOLoop.current()
        server = HTTPServer(app.app, max_body_size=MAX_BODY, max_buffer_size=4 * MAX_BODY)
        server.add_sockets(sockets)
        looks = [
            PeriodicCallback(room.tick, 1000),
            PeriodicCallback(app.kernel_manager.look_round, 1000),
        ]
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
