"""A written paper as PDF that can be read aloud and kept: PDF/UA-1 and PDF/A-2a on A4.

A paper that is longer than it may be is not made; signs that no letter of ours can draw are left
out and told by `lost`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.house_style import NEUTRAL, HouseStyle
from kit.outputs import drawn
from kit.outputs.document import (
    Blanks,
    Chart,
    Heading,
    Items,
    Paper,
    Part,
    Table,
    Text,
    plainly,
    texts,
)
from kit.outputs.drawn import piece
from kit.outputs.letters import STRETCH, ready
from kit.outputs.typesetting import DoesNotFit, pictures, typeset

LINE = 80
"""Signs of a table on a line of the page."""
WHOLE = 20 * LINE
"""A row with more signs than this may go on on the next page, as it might not fit on one."""
RETURNS = 4 * LINE
"""A head with more signs than this does not return on the next page."""


class TooManyPages(DoesNotFit):
    """A paper is longer than it may be: `pages` long, at most `most`."""

    def __init__(self, paper: Paper, pages: int):
        super().__init__((pages,))
        self.pages, self.most = pages, paper.pages
        said = "is 1 bladzijde" if paper.pages == 1 else f"is hoogstens {paper.pages} bladzijden"
        self.args = (f"{paper.title}: dit {said}, maar nu {pages}. Maak de tekst korter.",)


def pdf(paper: Paper, style: HouseStyle = NEUTRAL) -> bytes:
    """The PDF of a paper. Raises TooManyPages when it is longer than `paper.pages`."""
    try:
        return typeset("paper", _told(plainly(paper), style), paper.on, style)
    except DoesNotFit as error:
        raise TooManyPages(paper, error.places[0]) from None


def draw(paper: Paper, style: HouseStyle = NEUTRAL, kind: str = "svg") -> list[bytes]:
    """The same pages as svg or png. Raises TooManyPages as `pdf` does."""
    try:
        return pictures("paper", _told(plainly(paper), style), paper.on, kind, style=style)
    except DoesNotFit as error:
        raise TooManyPages(paper, error.places[0]) from None


def lost(paper: Paper) -> list[str]:
    """The signs that stand in a paper and not in its PDF, each once: none of our letters has them.

    Word and a browser have more letters, so they do show these.
    """
    signs = (sign for text in texts(plainly(paper)) for sign in ready(text)[1])
    return list(dict.fromkeys(signs))


def _told(paper: Paper, style: HouseStyle) -> dict[str, object]:
    return {
        "title": paper.title,
        "about": paper.subject or None,
        "paper": {
            **drawn.dressed(style),
            "title": piece(paper.title),
            "lead": piece(paper.lead, STRETCH),
            "foot": piece(paper.foot, STRETCH),
            "parts": list(_drawable(paper, style)),
            "most": paper.pages,
        },
    }


def _drawable(paper: Paper, style: HouseStyle) -> Iterator[dict[str, object]]:
    for part in paper.parts:
        yield _part(part, style)


def _part(part: Part, style: HouseStyle) -> dict[str, object]:
    match part:
        case Heading(text, level):
            return {"kind": "heading", "text": piece(text), "level": level}
        case Text(text, manner):
            return {"kind": "text", "text": piece(text, STRETCH), "manner": manner}
        case Items(lines, mark):
            said = [piece(line, STRETCH) for line in lines]
            return {"kind": "items", "lines": said, "mark": mark}
        case Table():
            return _table(part)
        case Chart(title, alt=alt):
            svg = drawn.chart(part, style).decode("utf-8")
            return {"kind": "chart", "title": piece(title), "alt": alt or title, "svg": svg}
        case Blanks(labels):
            return {"kind": "blanks", "labels": [piece(label) for label in labels]}
    return {"kind": "new page"}


def _table(table: Table) -> dict[str, object]:
    """A table with what fits on a line of each column, so that its words break where they must."""
    shares = table.shares or (1,) * len(table.head)
    room = [max(LINE * share // sum(shares) - 2, 2) for share in shares]

    def said(row: tuple[str, ...]) -> list[drawn.Piece]:
        # the widest letters are twice as wide as most
        return [piece(text, max(signs // 2, 1)) for text, signs in zip(row, room, strict=True)]

    def tall(row: tuple[str, ...]) -> int:
        return max(LINE * len(text) // signs for text, signs in zip(row, room, strict=True))

    return {
        "kind": "table",
        "caption": piece(table.caption, STRETCH),
        "head": said(table.head),
        "rows": [{"cells": said(row), "whole": tall(row) <= WHOLE} for row in table.rows],
        "shares": shares,
        "most": room,
        "returns": tall(table.head) <= RETURNS,
    }
