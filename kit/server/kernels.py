"""The kernels behind the Voila parts of a page: one per window, gone when the window is gone.

Plain Voila leaves a kernel behind at every reload. Here a kernel lives as long as a window talks
to it; a kernel that dies is noticed, said, and never silently replaced by an empty one.
"""

from __future__ import annotations

import time
from asyncio import Future
from contextvars import ContextVar
from dataclasses import dataclass, field
from urllib.parse import unquote

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.websocket import WebSocketClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

GRACE = 4.0
"""Seconds a kernel waits for its window to come back."""
NEVER_CAME = 45.0
"""Seconds a kernel waits for a window that never opened its line."""


@dataclass
class Page:
    """One asking for a notebook; `gone` when its window left before it had all of the page."""

    gone: bool = False


asking: ContextVar[Page | None] = ContextVar("asking", default=None)
"""The page for which a kernel is being started."""


@dataclass
class Kept:
    """What is known of one kernel: its notebook, how many windows talk to it, since when none."""

    notebook: str
    lines: int = 0
    came: bool = False
    alone_since: float = field(default_factory=time.monotonic)
    page: Page | None = None

    def deserted(self) -> bool:
        """Whether nobody will come for it: the line was closed, or the page never arrived."""
        return not self.lines and (self.came or bool(self.page and self.page.gone))


class Kernels(AsyncMappingKernelManager):
    """The kernel manager with a memory of which window each kernel belongs to."""

    def __init__(self, **given):
        super().__init__(**given)
        self.kept: dict[str, Kept] = {}
        self.dead: set[str] = set()
        self.on_change = lambda notebook, state: None

    async def start_kernel(self, **given):
        """Start one kernel; windows of the same notebook that are gone give theirs up first."""
        env = given.get("env") or {}
        notebook = unquote(str(env.get("SCRIPT_NAME", "")).rsplit("/", 1)[-1])
        for kernel_id, kept in list(self.kept.items()):
            if kept.notebook == notebook and kept.deserted():
                await self.let_go(kernel_id)
        kernel_id = await super().start_kernel(**given)
        self.kept[kernel_id] = Kept(notebook, page=asking.get())
        self.on_change(notebook, "starting")
        return kernel_id

    async def let_go(self, kernel_id: str) -> None:
        """Shut a kernel down; one that is already gone is fine."""
        died = kernel_id in self.dead
        self.dead.discard(kernel_id)
        kept = self.kept.pop(kernel_id, None)
        try:
            await ensure_async(self.shutdown_kernel(kernel_id, now=True))
        except Exception as error:  # the process may be gone or half started; nothing to save here
            self.log.debug("kernel %s: %s", kernel_id, error)
        if kept and not any(k.notebook == kept.notebook for k in self.kept.values()):
            self.on_change(kept.notebook, "dead" if died or kept.lines else "none")

    def line(self, kernel_id: str, opened: bool) -> None:
        """A window opened or closed its line to a kernel."""
        kept = self.kept.get(kernel_id)
        if kept is None or kernel_id in self.dead:
            return
        kept.lines = max(0, kept.lines + (1 if opened else -1))
        kept.came = kept.came or opened
        kept.alone_since = time.monotonic()
        if opened:
            self.on_change(kept.notebook, "alive")

    async def look_round(self) -> None:
        """Once a second: let go of kernels without a window, and notice those that died."""
        now = time.monotonic()
        for kernel_id, kept in list(self.kept.items()):
            waits = GRACE if kept.deserted() else NEVER_CAME
            if not kept.lines and now - kept.alone_since > waits:
                await self.let_go(kernel_id)
                continue
            manager = self._kernels.get(kernel_id)
            if manager is None or kernel_id in self.dead or await ensure_async(manager.is_alive()):
                continue
            self.dead.add(kernel_id)
            if kept.came:
                await self.let_go(kernel_id)
            else:  # its page is being drawn; that ends by itself if nothing is taken away
                self.on_change(kept.notebook, "dead")


class KernelLine(VoilaKernelWebsocketHandler):
    """The line between a window and its kernel, without Nagle's wait."""

    async def open(self, kernel_id):
        self.set_nodelay(True)
        self.kernel_manager.line(kernel_id, opened=True)
        await super().open(kernel_id)

    def write_message(self, message, binary=False):
        """What a kernel still says to a window that has just gone is nobody's any more."""
        sent: Future = Future()
        try:
            sent = super().write_message(message, binary)
        except WebSocketClosedError:
            sent.set_result(None)
        sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent

    def on_close(self):
        if self.connection is not None:
            self.kernel_manager.line(self.kernel_id, opened=False)
            super().on_close()
