"""A question that comes with a file: who asks is known first, then the file comes in, in pieces.

The file lies in a folder of its own until the question is answered, and is never run.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import tempfile
from contextlib import suppress
from pathlib import Path

from tornado import web

from kit.server.own_base import OwnApi
from kit.sharing.package import plain

LONGEST_NAME = 80
NOT_WHOLE = "Dit bestand kwam niet helemaal over. Kies het nog een keer."


@web.stream_request_body
class Upload(OwnApi):
    """One file as the body; what else is asked stands as JSON in the address."""

    largest = 0
    """Bytes at most; a larger one is refused before it is read."""

    async def prepare(self):
        await super().prepare()  # raises for who may not ask: then nothing is kept
        self.request.connection.set_max_body_size(self.largest)
        self.holder = tempfile.TemporaryDirectory(prefix="gesprekskit-", ignore_cleanup_errors=True)
        self.place = Path(self.holder.name)
        self.file = self.place / "bestand"
        self.known = hashlib.sha256()
        self.stream = self.file.open("xb")
        self.refused: OSError | None = None

    async def data_received(self, chunk: bytes) -> None:
        await asyncio.get_running_loop().run_in_executor(None, self._keep, chunk)

    def _keep(self, chunk: bytes) -> None:
        self.known.update(chunk)
        try:
            self.stream.write(chunk)
        except OSError as error:  # told when all has come: an answer half way nobody hears
            self.refused = error

    def asked(self) -> dict:
        """What is asked about the file; its name without the folders before it is `name`."""
        with suppress(OSError):
            self.stream.close()
        if self.refused:
            raise self.refused
        try:
            body = json.loads(self.get_argument("asked", "{}"))
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise web.HTTPError(400)
        name = str(body.get("name", "")).replace("\\", "/").rpartition("/")[2]
        return body | {"name": plain(name)[-LONGEST_NAME:] or "bestand"}

    @property
    def seen(self) -> str:
        """What names these very bytes: what was shown is what comes in."""
        return self.known.hexdigest()

    def on_finish(self) -> None:
        self._clear()

    def on_connection_close(self) -> None:
        super().on_connection_close()
        self._clear()

    def _clear(self) -> None:
        if hasattr(self, "holder"):
            with suppress(OSError):
                self.stream.close()
            self.holder.cleanup()
