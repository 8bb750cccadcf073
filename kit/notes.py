"""How a facilitator's note (markdown in a notebook) becomes safe HTML: raw tags stay text."""

from __future__ import annotations

from functools import lru_cache

import mistune


class _Plain(mistune.HTMLRenderer):
    """Words and lists only: a note has no pictures, no big headings and no links to elsewhere."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def heading(self, text: str, level: int, **attrs: object) -> str:
        return f"<p><strong>{text}</strong></p>\n"


_markdown = mistune.create_markdown(renderer=_Plain(escape=True))


@lru_cache(maxsize=256)
def to_html(note: str) -> str:
    """The note as HTML in which nothing from the file can be a tag, an address or a script."""
    return str(_markdown(note)).strip()
