"""The server of `kit lab`: JupyterLab on the trainer's own folder, offline, quiet and closed.

Here a trainer changes workshops, cards and cases. Which files it shows, `kit.server.lab_files`
says; what the preview button may do, `kit.server.lab_preview`.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import sys
import tempfile
import webbrowser
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from jupyter_core.paths import jupyter_config_dir
from jupyter_server.files.handlers import FilesHandler
from jupyter_server.serverapp import ServerApp
from traitlets.config import Config

from kit import script
from kit.paths import (
    DATA_BESIDE_CONTENT,
    content_root,
    default_data,
    open_workspace,
    own_workspace,
)
from kit.server.ground import HOST, TRANSPORT, let_kernels_find_us, listen
from kit.server.lab_files import CHEAT_SHEET, Files
from kit.server.lab_preview import Kernels, Line, let_preview
from kit.server.security import HEADERS, LAB_POLICY, Identity
from kit.workspace.serving import NOTEBOOKS

SHARE = Path(__file__).parent / "share"
SETTINGS = SHARE / "lab"
"""What JupyterLab leaves out (page_config.json) and how it is set (overrides.json)."""


def first_notebook(root: Path) -> Path | None:
    """The notebook that opens first: the workshop with the lowest number."""
    read = {path: script.read(path)[0] for path in sorted((root / NOTEBOOKS).glob("*.ipynb"))}
    workshops = [path for path, workshop in read.items() if workshop]
    return min(workshops, key=lambda path: (read[path].number, path), default=None)


def address(root: Path, port: int, token: str) -> str:
    """Where JupyterLab opens, and with what."""
    path = first_notebook(root)
    if path is None and (root / NOTEBOOKS).is_dir():
        path = root / NOTEBOOKS / CHEAT_SHEET
    tree = f"/tree/{quote(path.relative_to(root).as_posix())}" if path else ""
    return f"http://{HOST}:{port}/lab{tree}?token={token}"


def settings(root: Path, port: int, token: str, place: Path) -> Config:
    """Everything that is decided here and not by whatever else this laptop has set for Jupyter."""
    config = Config()
    config.ServerApp.root_dir = str(root)
    config.ServerApp.ip = HOST
    config.ServerApp.port = port
    config.ServerApp.allow_remote_access = False
    config.ServerApp.allow_root = True
    config.ServerApp.open_browser = False
    config.ServerApp.terminals_enabled = False
    config.ServerApp.log_level = logging.CRITICAL
    config.ServerApp.contents_manager_class = Files
    config.ServerApp.kernel_manager_class = Kernels
    config.ServerApp.kernel_websocket_connection_class = Line
    config.ServerApp.identity_provider_class = Identity
    config.ServerApp.tornado_settings = {
        "mathjax_url": None,  # not "": then it is looked up elsewhere
        "mathjax_config": None,
        "headers": HEADERS | {"Content-Security-Policy": LAB_POLICY},
    }
    config.IdentityProvider.token = token
    config.ContentsManager.files_handler_class = FilesHandler  # it asks `Files` what is hidden
    config.KernelManager.transport_encryption = TRANSPORT
    config.ContentsManager.hide_globs = [f"{DATA_BESIDE_CONTENT}*", "__pycache__", "*.pyc", "*~"]
    config.LabApp.log_level = logging.CRITICAL
    config.LabApp.app_settings_dir = str(SETTINGS)
    config.LabApp.workspaces_dir = str(place / "workspaces")
    config.LabApp.extension_manager = "readonly"
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
    return config


def surround(cwd: Path, place: Path) -> None:
    """Tell JupyterLab and its kernels where things are; what they leave behind goes with `place`.

    Only how a trainer likes JupyterLab (letters, colours) stays, where JupyterLab always keeps it.
    """
    liked = Path(jupyter_config_dir(), "lab", "user-settings")
    os.environ.setdefault("JUPYTERLAB_SETTINGS_DIR", str(liked))
    os.environ["JUPYTER_CONFIG_DIR"] = str(place / "config")
    os.environ["JUPYTER_RUNTIME_DIR"] = str(place / "runtime")
    paths = [str(SHARE), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    os.environ["GESPREKSKIT_DATA"] = str(default_data(cwd))
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # it would warn in English at each kernel
    let_kernels_find_us()


def run(cwd: Path, port: int = 0, browser: bool = True) -> int:
    """Serve until Ctrl+C. Returns the exit code."""
    root = own_workspace(cwd) or open_workspace(cwd) or content_root()
    (free,) = listen(port)
    bound = free.getsockname()[1]
    free.close()
    if port and bound != port:
        print(f"Poort {port} is bezet. JupyterLab gebruikt poort {bound}.", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="gesprekskit-", ignore_cleanup_errors=True) as place:
        surround(cwd, Path(place))
        token = secrets.token_urlsafe(24)
        server = ServerApp.instance(
            config=settings(root, bound, token, Path(place)),
            jpserver_extensions={"jupyterlab": True},
        )
        server.initialize(argv=[], find_extensions=False)
        let_preview(server)
        server.io_loop.add_callback(_ready, address(root, server.port, token), browser)
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: server.stop(from_signal=True))
        server.start()
    return 0


def _ready(url: str, browser: bool) -> None:
    print(f"JupyterLab: {url}", flush=True)
    if browser:
        with suppress(webbrowser.Error):
            webbrowser.open(url)
