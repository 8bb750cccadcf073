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
from datetime import date
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import Application
from traitlets.config import Config

from kit.editing import take_over
from kit.folder import Folder
from kit.group_wiping import at_start
from kit.journal import NotSaved
from kit.paths import content_root, own_workspace, practice_data, roots, tell_workspace
from kit.reflections import tidy_at_start
from kit.rehearsal import PracticeClock
from kit.room import Room, now_ms
from kit.server.closed import Gesprekskit
from kit.server.ground import HOST, TRANSPORT, let_kernels_find_us, listen
from kit.server.kernels import Kernels
from kit.server.practising import LOOK, Practice, stop_with_parent
from kit.server.security import Identity
from kit.watching import Files, Told, Watching

MAX_BODY = 1_000_000
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager"]


def build(
    data: Path, url_port: int, token: str, secret: bytes, practice: bool = False
) -> tuple[Gesprekskit, Room]:
    """The app and its room for a data folder; nothing listens yet.

    A rehearsal of it writes beside it, with the same workshops, also those of a trainer.
    """
    root, workspace = content_root(), own_workspace(Path.cwd(), data)
    tell_workspace(workspace)
    files = Files(roots(workspace))
    words = files.told()
    clock = PracticeClock(now_ms) if practice else now_ms
    place = practice_data(data) if practice else data
    room = Room(Folder(place), words.content, words.workshops, clock)
    room.practice = Practice(room, clock) if practice else None
    room.styles = words.styles
    room.edited.files = files
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


def run(data: Path, port: int = 0, browser: bool = True, practice: bool = False) -> int:
    """Serve until Ctrl+C. Returns the exit code; says in Dutch why it cannot.

    For `practice` all is kept in a folder beside it, the clock can run faster, and a group plays.
    """
    kept = practice_data(data) if practice else data
    folder = Folder(kept)
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
    app, room = build(data, bound, token, secret, practice)
    room.opens = browser
    tidy_at_start(kept)
    if first:
        at_start(kept, date.today())
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
            PeriodicCallback(room.practice.look, LOOK)
            if room.practice
            else PeriodicCallback(room.tick, 1000),
            PeriodicCallback(app.kernel_manager.look_round, 1000),
        ]
        for look in looks:
            look.start()
        watching = _watch(room)
        stop = asyncio.Event()
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                with suppress(NotImplementedError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
        if room.practice:
            room.practice.begin()
            stop_with_parent(stop.set)
        print(f"Gesprekskit: {url}", flush=True)
        if browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)
        try:
            await stop.wait()
        finally:
            for look in looks:
                look.stop()
            watching.stop()
            server.stop()
            room.pen.shutdown(wait=True)
            await app.kernel_manager.shutdown_all(now=True)


def _watch(room: Room) -> Watching:
    """Look at the files from now on; what changed there is taken over between two questions."""
    loop = asyncio.get_running_loop()

    def tell(told: Told) -> None:
        loop.call_soon_threadsafe(take_over, room, told)

    watching = Watching(room.edited.files, tell)
    watching.start()
    room.edited.watching = watching
    return watching
