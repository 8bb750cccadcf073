"""A written paper as one plain page: no script, nothing from elsewhere, good on paper too.

It is opened from a folder, so all it needs is in it; what was typed is escaped here, once.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from kit.house_style import NEUTRAL, HouseStyle
from kit.outputs import drawn
from kit.outputs.document import (
    Blanks,
    Chart,
    Heading,
    Items,
    NewPage,
    Paper,
    Part,
    Table,
    Text,
    plainly,
)
from kit.outputs.letters import leftward, runs
from kit.outputs.typesetting import colours

_MANNERS = {"lead": "lead", "quote": "quote", "note": "note", "wall": "wall"}
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_NO_NAME = re.compile(r"[^\w -]")


def html(paper: Paper, style: HouseStyle = NEUTRAL) -> bytes:
    """The page of a paper, in UTF-8."""
    return "".join(_page(plainly(paper), style)).encode()


def _page(paper: Paper, style: HouseStyle) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_ELSE}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(paper.title)}</title>\n<style>\n{_look(style)}</style>\n"
    yield "</head>\n<body>\n"
    yield f"<header>\n{_logo(style)}<h1{_way(paper.title)}>{_said(paper.title)}</h1>\n"
    yield _paragraph(paper.lead, "lead") if paper.lead else ""
    yield "</header>\n<main>\n"
    fresh = False
    for part in paper.parts:
        if not isinstance(part, NewPage):
            yield (
                f'<div class="fresh">\n{_part(part, style)}</div>\n'
                if fresh
                else _part(part, style)
            )
        fresh = isinstance(part, NewPage)
    yield "</main>\n"
    yield f"<footer>\n{_paragraph(paper.foot, '')}</footer>\n" if paper.foot else ""
    yield "</body>\n</html>\n"


def _part(part: Part, style: HouseStyle) -> str:
    match part:
        case Heading(text, level):
            return f"<h{level + 1}{_way(text)}>{_said(text)}</h{level + 1}>\n"
        case Text(text, "quote"):
            return f"<blockquote>\n{_paragraph(text, '')}</blockquote>\n"
        case Text(text, manner):
            return _paragraph(text, manner)
        case Items(lines, mark):
            tag = "ol" if mark == "number" else "ul"
            start = f'<{tag} class="tick">' if mark == "tick" else f"<{tag}>"
            return f"{start}\n{''.join(_cell('li', line) for line in lines)}</{tag}>\n"
        case Table():
            return _table(part)
        case Chart():
            return _chart(part, style)
        case Blanks(labels):
            lines = (f"<p><span{_way(one)}>{_said(one)}</span><i></i></p>\n" for one in labels)
            return f'<div class="blanks">\n{"".join(lines)}</div>\n'
    return ""


def _table(table: Table) -> str:
    caption = _cell("caption", table.caption) if table.caption else ""
    whole = sum(table.shares)
    widths = "".join(f'<col style="width:{100 * n / whole:.1f}%">' for n in table.shares)
    head = "".join(_cell("th", text, scope="col") for text in table.head)
    rows = "".join(f"<tr>\n{''.join(_cell('td', one) for one in row)}</tr>\n" for row in table.rows)
    name = escape(table.caption or "Tabel")
    return (
        f'<div class="table" tabindex="0" role="group" aria-label="{name}">\n'
        f"<table>\n{caption}{f'<colgroup>{widths}</colgroup>' if widths else ''}"
        f"<thead>\n<tr>\n{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _chart(chart: Chart, style: HouseStyle) -> str:
    title = _cell("figcaption", chart.title) if chart.title else ""
    picture = _picture(drawn.chart(chart, style), "svg+xml", chart.alt or chart.title)
    return f"<figure>\n{title}{picture}</figure>\n"


def _logo(style: HouseStyle) -> str:
    if not style.logo:
        return ""
    kind = "png" if style.logo_kind == "png" else "svg+xml"
    return _picture(style.logo, kind, style.logo_alt or style.name or "logo", "logo")


def _picture(picture: bytes, kind: str, alt: str, role: str = "picture") -> str:
    source = f"data:image/{kind};base64,{b64encode(picture).decode('ascii')}"
    return f'<img class="{role}" src="{source}" alt="{escape(alt)}">\n'


# -- words -------------------------------------------------------------------------------------


def _paragraph(text: str, manner: str) -> str:
    role = f' class="{_MANNERS[manner]}"' if manner in _MANNERS else ""
    return f"<p{role}{_way(text)}>{_said(text)}</p>\n"


def _cell(tag: str, text: str, scope: str = "") -> str:
    about = f' scope="{scope}"' if scope else ""
    return f"<{tag}{about}{_way(text)}>{_said(text)}</{tag}>\n"


def _way(text: str) -> str:
    return ' dir="rtl"' if leftward(text) else ""


def _said(text: str) -> str:
    """A text as markup; what runs from right to left leaves the signs around it in place."""
    return "".join(f"<bdi>{escape(s)}</bdi>" if left else escape(s) for s, left in runs(text))


# -- how it looks ------------------------------------------------------------------------------


def _look(style: HouseStyle) -> str:
    """The style sheet, in the colours and letter of a municipality."""
    tints = colours(style)
    font = f'"{_NO_NAME.sub("", style.font)}", ' if style.font else ""
    return _sheet().substitute(
        font=font,
        accent=style.accent,
        **{
            name.replace("-", ""): tints[name] for name in ("ink", "ink-2", "soft", "line", "field")
        },
    )


@cache
def _sheet() -> Template:
    file = Path(__file__).resolve().parent / "templates" / "paper.css"
    return Template(file.read_text(encoding="utf-8"))
