"""The Voila preview of JupyterLab: a notebook as a page, drawn by this server for this laptop only.

The button of Voila's own extension asks for `/voila/render/NOTEBOOK`. Nothing of Voila is loaded
before the first time somebody presses it, and a kernel that drew a page goes when the page goes.
"""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import PeriodicCallback
from tornado.routing import PathMatches, Router, Rule
from tornado.web import Application
from tornado.websocket import WebSocketClosedError

SERVED = "/voila/render/"
TEMPLATE = "voorbeeld"
GRACE, NEVER_CAME = 4.0, 45.0
"""Seconds a kernel waits for its page to come back, and for a page that never came."""
ADDRESSES = r"/(voila|kit)/.*"


class Kernels(AsyncMappingKernelManager):
    """The kernels of JupyterLab, which stay, and those of previews, which go with their page."""

    def __init__(self, **given):
        super().__init__(**given)
        self.previews: dict[str, tuple[float, bool]] = {}
        """Since when nobody looks, and whether somebody ever did."""

    async def start_kernel(self, **given):
        kernel_id = await super().start_kernel(**given)
        if str((given.get("env") or {}).get("SCRIPT_NAME", "")).startswith(SERVED):
            self.previews[kernel_id] = (monotonic(), False)
        return kernel_id

    async def look_round(self) -> None:
        """Let go of the kernels whose page is gone."""
        now = monotonic()
        for kernel_id, (since, came) in list(self.previews.items()):
            if kernel_id not in self:
                del self.previews[kernel_id]
            elif self._kernel_connections.get(kernel_id):
                self.previews[kernel_id] = (now, True)
            elif now - since > (GRACE if came else NEVER_CAME):
                del self.previews[kernel_id]
                await ensure_async(self.shutdown_kernel(kernel_id, now=True))


class Line(ZMQChannelsWebsocketConnection):
    """The line between a window and its kernel; what comes when the window has gone is nobody's."""

    @property
    def write_message(self):
        return self._say

    def _say(self, message: str | bytes, binary: bool = False) -> None:
        with suppress(WebSocketClosedError):
            sent = self.websocket_handler.write_message(message, binary)
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())


class Previews(Router):
    """What answers for the preview; made when it is first asked for."""

    def __init__(self, web_app: Application):
        self.web_app = web_app
        self.made: Application | None = None

    def find_handler(self, request: HTTPServerRequest, **given):
        if self.made is None:
            from kit.server.lab_preview_pages import application

            self.made = application(self.web_app, TEMPLATE)
        return self.made.find_handler(request, **given)


def let_preview(server) -> None:
    """Let a JupyterLab server that is about to start show previews."""
    router = Previews(server.web_app)
    # Tornado's own: that of jupyter_server looks into handlers, and this is none.
    Application.add_handlers(server.web_app, ".*$", [Rule(PathMatches(ADDRESSES), router)])
    PeriodicCallback(server.kernel_manager.look_round, 1000).start()
