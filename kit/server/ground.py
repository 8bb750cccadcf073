"""What both servers stand on: this laptop's own address, a free port, kernels that find the kit."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

import zmq

HOST = "127.0.0.1"
TRANSPORT = "auto" if zmq.has("curve") else "disabled"
"""Whether server and kernel whisper: other programs on this laptop cannot listen in."""


def listen(port: int, remembered: int | None = None) -> list[socket.socket]:
    """Sockets on the wanted port, else on the port of last time, else on any that is free."""
    for wanted in (port or remembered or 0, 0):
        with suppress(OSError, OverflowError):
            opened = socket.create_server((HOST, wanted))
            opened.setblocking(False)
            return [opened]
    raise OSError("no port")


def let_kernels_find_us() -> None:
    """A kernel that is started from here can `import kit`, wherever it runs."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
