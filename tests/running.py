"""A running kit as tests see it: a real process with its data folder and its address."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60
NIGHTLY = os.environ.get("GESPREKSKIT_NIGHTLY") == "1"
"""A run that may take hours: more histories, and every bench that opens a browser."""


class Kit:
    """`kit start` on a data folder. Use as a context; `kill()` is SIGKILL, `stop()` is polite."""

    name = "Gesprekskit"

    def __init__(self, data: Path, *arguments: str, env: dict | None = None, command=()):
        self.data = data
        self.arguments = [*command, sys.executable, "-m", "kit", "start", "--no-browser"]
        self.arguments += ["--data", str(data), *arguments]
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
        self.process: subprocess.Popen | None = None
        self.said: list[str] = []

    def start(self) -> Kit:
        self.process = subprocess.Popen(
            self.arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.env,
            cwd=self.data.parent,
            encoding="utf-8",
        )
        ready = f"{self.name}: http://127.0.0.1:"
        watchdog = threading.Timer(PATIENCE, self.process.kill)
        watchdog.start()
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith(ready):
                break
        watchdog.cancel()
        if not self.said or not self.said[-1].startswith(ready):
            raise AssertionError(f"{self.name} zei: {self.said} {self.process.stderr.read()}")
        self.url = self.said[-1].removeprefix(f"{self.name}: ").strip()
        self.port = urlsplit(self.url).port
        self.token = parse_qs(urlsplit(self.url).query)["token"][0]
        self.base = f"http://127.0.0.1:{self.port}"
        self.drain = threading.Thread(target=self._drain, args=(self.process.stderr,), daemon=True)
        self.drain.start()
        return self

    def _drain(self, stream) -> None:
        self.said.extend(stream)

    def kill(self) -> None:
        """As a power cut: no goodbye."""
        self.process.kill()
        self.process.wait()
        self._close()

    def stop(self) -> int:
        """As Ctrl+C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._close()
        return self.process.returncode

    def _close(self) -> None:
        self.drain.join(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()

    def __enter__(self) -> Kit:
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()

    def ask(self, path: str, body: dict | None = None, method: str = "", **headers: str):
        """One question with the token; the answer's status, headers and body (JSON when it is)."""
        sent = {"Authorization": f"token {self.token}", **{k: v for k, v in headers.items() if v}}
        sent = {k.replace("_", "-"): v for k, v in sent.items()}
        if headers.get("Authorization") == "":
            del sent["Authorization"]
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            method = method or ("GET" if body is None else "POST")
            line.request(method, path, None if body is None else json.dumps(body), sent)
            reply = line.getresponse()
            text = reply.read()
            kind = reply.headers.get("Content-Type", "")
            found = json.loads(text) if kind.startswith("application/json") else text.decode()
            return reply.status, reply.headers, found
        finally:
            line.close()

    def do(self, path: str, /, **body: object) -> dict:
        """A question that must succeed."""
        status, _, answer = self.ask(path, body)
        assert status == 200, answer
        return answer

    def state(self, group: str, workshop: int = 1, stream: str = "") -> dict:
        """The first state of a stream: what a window that opens now would draw."""
        path = stream or f"/api/console?group={group}&workshop={workshop}"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("GET", path, headers={"Authorization": f"token {self.token}"})
            reply = line.getresponse()
            assert reply.status == 200, reply.read()
            for row in reply:
                if row.startswith(b"data: "):
                    return json.loads(row[6:])
            raise AssertionError("no state")
        finally:
            line.close()

    def begin(self, name: str = "Voorbeeldstad", workshop: int = 1) -> str:
        """A new group at the first step of a workshop; returns its id."""
        group = self.do("/api/group", name=name)["group"]["id"]
        self.do("/api/open", workshop=workshop, variant=90, resume=False)
        self.do("/api/do", group=group, workshop=workshop, action="next")
        return group
