"""JupyterLab beside a running kit: started by a button, and gone when the kit is gone.

It is `kit lab` in a process of its own, in the trainer's folder, and knows nothing of the groups.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from kit.paths import WORKSPACE_ASKED

READY = "JupyterLab: "
"""What it says when it can be visited, and then its address."""
PATIENCE, MOMENT = 90, 10
"""Seconds until it must be there, and until it must be gone."""
NOT_NOW = "JupyterLab start nu niet. Sluit andere programma’s en probeer het nog een keer."
_OF_THE_KIT = ("GESPREKSKIT_URL", "GESPREKSKIT_TOKEN", "GESPREKSKIT_DATA", WORKSPACE_ASKED)
"""What the kernels of the kit may know and those of JupyterLab may not: where the groups are."""


class Beside:
    """The one that runs now, for which folder, and where."""

    process: subprocess.Popen | None = None
    folder: Path | None = None
    url = ""
    turn = threading.Lock()


def begin(folder: Path) -> str:
    """Start JupyterLab in a folder, or find the one that runs there; its address, or ""."""
    with Beside.turn:
        if Beside.process and Beside.process.poll() is None:
            if Beside.url and Beside.folder == folder:
                return Beside.url
            end()
        root = str(Path(__file__).resolve().parents[2])
        env = {name: value for name, value in os.environ.items() if name not in _OF_THE_KIT}
        env["PYTHONPATH"] = os.pathsep.join(filter(None, [root, env.get("PYTHONPATH")]))
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        words = [sys.executable, "-m", "kit.server.lab_beside"]
        Beside.url, Beside.folder = "", folder
        how = {"encoding": "utf-8", "errors": "replace", "cwd": folder}
        Beside.process = subprocess.Popen(words, env=env, **how, **pipes)
        late = threading.Timer(PATIENCE, Beside.process.kill)
        late.start()
        line = next((one for one in Beside.process.stdout if one.startswith(READY)), "")
        late.cancel()
        Beside.url = line.removeprefix(READY).strip()
        threading.Thread(target=_drain, args=(Beside.process,), daemon=True).start()
        return Beside.url


def _drain(process: subprocess.Popen) -> None:
    """Let it say on what it likes: nobody reads it, and it never waits for a reader."""
    with suppress(ValueError):
        for _ in process.stdout:
            pass


def end() -> None:
    """Let it go as when the kit stops, and wait no longer than a moment for it."""
    process = Beside.process
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(MOMENT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _stop_with_parent() -> None:
    """Stop when the kit that started this is gone, however it ended: its end of the line closes."""
    from jupyter_server.serverapp import ServerApp

    sys.stdin.buffer.read()
    if not ServerApp.initialized():
        os._exit(0)  # nothing is there yet that could be left behind
    server = ServerApp.instance()
    server.io_loop.add_callback(server.stop, from_signal=True)


if __name__ == "__main__":
    from kit.server.lab import run

    threading.Thread(target=_stop_with_parent, daemon=True).start()
    sys.exit(run(Path.cwd(), 0, browser=False))
