"""Which words are on the disk, told to the window, so that it says "Bewaard" of no others.

A field sends its letters when the kernel is ready for them. Until then the line that says that all
is kept speaks of fewer letters than a person sees; `kit/web/on-disk.js` takes it away.
"""

from __future__ import annotations

import ipywidgets as w

from kit.screens.tools import classed


class OnDisk:
    """Says in a place nobody sees which words were kept last."""

    def __init__(self):
        self.box = classed(w.HTML(), "kit-on-disk")

    def tell(self, words: str) -> None:
        """These are on the disk now."""
        self.box.value = f'<i data-print="{print_of(words)}"></i>'


def writes(*fields: w.Widget) -> None:
    """In these boxes each letter is kept, and told."""
    for one in fields:
        classed(one, "kit-writes")


def print_of(words: str) -> str:
    """The length of a text and a sum over it, in units of UTF-16, as a browser counts."""
    units = words.encode("utf-16-le", "surrogatepass")
    total = 0
    for at in range(0, len(units), 2):
        total = (total * 31 + int.from_bytes(units[at : at + 2], "little")) % 1_000_003
    return f"{len(units) // 2}:{total}"
