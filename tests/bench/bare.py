"""The other side of the table: a bare one-button Voila notebook with Voila's own settings."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import psutil

from tests.running import PATIENCE

NOTEBOOK = Path(__file__).with_name("bare.ipynb")
BUTTON, LABEL = "button.jupyter-button", ".widget-label"
_ADDRESS = re.compile(r"https?://\S+")


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Bare:
    """`voila bare.ipynb`. Use as a context; it takes its leaked kernels with it when it goes."""

    def __init__(self, port: int = 0):
        self.port = port or free_port()
        self.process: subprocess.Popen | None = None
        self.url = ""

    def start(self) -> Bare:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voila", NOTEBOOK, "--no-browser", f"--port={self.port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        watchdog = threading.Timer(PATIENCE, self.process.kill)
        watchdog.start()
        said = []
        for line in self.process.stderr:
            said.append(line)
            # Voila says this once it listens; if another program took the port, it says which.
            if found := _ADDRESS.search(line):
                self.url = found[0]
                break
        watchdog.cancel()
        if not self.url:
            raise RuntimeError(f"voila did not start: {''.join(said)}")
        threading.Thread(target=self._drain, daemon=True).start()
        return self

    def _drain(self) -> None:
        with contextlib.suppress(ValueError):  # closed while it was reading
            for _ in self.process.stderr:
                pass

    def stop(self) -> None:
        """End the server and every process it started."""
        end(self.process)
        self.process.stderr.close()

    def __enter__(self) -> Bare:
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()


def end(process: subprocess.Popen) -> None:
    """End a process and all its children, politely first."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(process.pid)
        family = [parent, *parent.children(recursive=True)]
        process.terminate()
        _, left = psutil.wait_procs(family, timeout=5)
        for one in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
    process.wait()
