"""A button that is heard after the words that were typed before it was pressed.

A field sends its first letter at once and the others when the kernel has dealt with that one; a
click waits for nothing. So a click can come in before the last letters do, and then a save would
lack them, or they would land in the step that was gone to. The window itself can tell when all that
it had to send was sent: a number that it is asked to copy comes back after the letters.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import ipywidgets as w

PATIENCE = 15
"""Seconds of silence after which a button is dealt with all the same: a window that closed copies
no numbers. Only seconds in which the kernel had time to listen count."""


class Button(w.Button):
    """A button of which a click is dealt with when all that was typed before it came in."""

    def _handle_button_msg(self, _, content: dict, buffers: object) -> None:
        if content.get("event") == "click":
            after_letters(self.click)


class _Copied:
    """A number here, and the copy that the window makes of it."""

    def __init__(self):
        self.asked, self.came = w.IntText(), w.IntText()
        self.link = w.jsdlink((self.asked, "value"), (self.came, "value"))
        self.came.observe(lambda change: self.do(change["new"]), "value")
        self.waiting: dict[int, Callable[[], object]] = {}

    def ask(self, work: Callable[[], object], loop: asyncio.AbstractEventLoop) -> None:
        number = self.asked.value + 1
        self.waiting[number] = work
        self._wait(number, PATIENCE, loop)
        self.asked.value = number

    def _wait(self, number: int, left: int, loop: asyncio.AbstractEventLoop) -> None:
        """One second more, unless it came."""
        due = loop.time() + 1

        def later() -> None:
            if number not in self.waiting:
                return
            listened = loop.time() < due + 1
            if listened and left <= 1:
                self.do(number)
            else:
                self._wait(number, left - 1 if listened else PATIENCE, loop)

        loop.call_at(due, later)

    def do(self, number: int) -> None:
        """What was asked up to this number, in the order in which it was."""
        for one in [one for one in self.waiting if one <= number]:
            self.waiting.pop(one)()


_copied: list[_Copied] = []


def after_letters(work: Callable[[], object]) -> None:
    """Do this when the window has sent all that was typed by now; without a window, at once."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        work()
        return
    if not _copied:
        _copied.append(_Copied())
    _copied[0].ask(work, loop)
