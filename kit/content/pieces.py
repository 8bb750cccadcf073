"""Where each card, fact, stage and field stands in a file's text, and how one is put in or out.

Only the lines of what changes are touched: every other line, comments too, stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.content.yamltext import Mapping, Node, Scalar, Sequence, line_of, parse

LISTS = {"onthullingen": "", "kaarten": "id", "wetfeiten": "id"}
"""The fields whose parts are pieces, and the field by which a part is known ("": by its place)."""
_DASH = re.compile(r"^( *)-( +)")


@dataclass(frozen=True)
class Piece:
    """A part of a file: lines `first` up to `end` (from 0), and its text as if it stood alone."""

    first: int
    end: int
    text: str
    indent: int = 0


@dataclass(frozen=True)
class Document:
    """A file's text and its pieces by name: a card or fact by id, `onthulling 2`, or a field."""

    text: str
    id: str = ""
    list: str = ""
    pieces: dict[str, Piece] = field(default_factory=dict)


def read(text: str) -> Document | None:
    """The pieces of a deck, a file of facts, a case or the table; None when it cannot be read."""
    root, flaws = parse(text)
    if type(root) is not Mapping or (flaws and root is None):
        return None
    lines = text.split("\n")
    spans = _fields(root, lines, 0, len(lines))
    if spans is None:
        return None
    named = next((name for name in LISTS if type(root.get(name)) is Sequence), "")
    id = root["id"].value.strip() if type(root.get("id")) is Scalar else ""
    pieces: dict[str, Piece] = {}
    whole = named != "" and LISTS[named] != ""  # of a deck only its cards are pieces
    for name, (first, end) in spans.items():
        if name == named:
            pieces |= _parts(root[name], lines, LISTS[name], end)
        elif not whole:
            pieces[name] = Piece(first, end, "\n".join(lines[first:end]))
    return Document(text, id, named, pieces)


def same(one: str | None, other: str | None) -> bool:
    """Whether two pieces say the same; spaces, quotes and comments make no difference."""
    if one is None or other is None or one == other:
        return one == other
    return _value(parse(one)[0]) == _value(parse(other)[0])


def put(text: str, name: str, piece: str) -> str:
    """The text with this piece in the place of the one of that name. Raises KeyError."""
    there = _known(text).pieces[name]
    lines = text.split("\n")
    lines[there.first : there.end] = _shifted(piece, there.indent)
    return "\n".join(lines)


def remove(text: str, name: str) -> str:
    """The text without this piece; an empty line after it goes along. Raises KeyError."""
    document = _known(text)
    there, lines = document.pieces[name], text.split("\n")
    end = there.end
    if end < len(lines) and not lines[end].strip() and end + 1 < len(lines):
        end += 1
    lines[there.first : end] = []
    if document.list and _listed(document) == [name]:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{document.list}:"))
        lines[at] = f"{document.list}: []"
    return "\n".join(lines)


def add(text: str, name: str, piece: str, after: str = "") -> str:
    """The text with a piece that was not there: behind `after`, or behind the last of its kind.

    Raises KeyError when the file has no list in which it can stand.
    """
    document = _known(text)
    listed = _listed(document)
    of_list = piece.startswith("- ")
    kin = listed if of_list else [one for one in document.pieces if one not in listed]
    lines = text.split("\n")
    if of_list and not document.list:
        raise KeyError(name)
    if not kin:
        at = next((n for n, line in enumerate(lines) if line.startswith(f"{document.list}:")), -1)
        if not of_list or at < 0:
            raise KeyError(name)
        lines[at : at + 1] = [f"{document.list}:", *_shifted(piece, 2)]
        return "\n".join(lines)
    beside = document.pieces[after if after in kin else kin[-1]]
    gap = [""] if of_list and _spaced(document, listed) else []
    lines[beside.end : beside.end] = [*gap, *_shifted(piece, beside.indent)]
    return "\n".join(lines)


def merged(base: str | None, own: str, new: str, theirs: bool) -> tuple[str, tuple[str, ...]]:
    """Own words with what changed from `base` to `new` taken over, field by field; and the clashes.

    A clash is a field that both changed: it becomes the new one when `theirs`, else it stays.
    What has no fields of its own is one field without a name.
    """
    three = [None if one is None else _alone(one) for one in (base, own, new)]
    if any(one is None for one in three[1:]) or (base is not None and three[0] is None):
        clash = ("",) if base is None or not same(base, own) else ()
        return (own if clash and not theirs else new), clash
    before, mine, now = three[0] or {}, three[1], three[2]
    clashes: list[str] = []
    order = list(mine)
    for name in dict.fromkeys((*now, *before)):
        was, has, gets = before.get(name), mine.get(name), now.get(name)
        if _alike(was, gets) or _alike(has, gets):
            continue
        if not _alike(was, has):
            clashes.append(name)
            if not theirs:
                continue
        if gets is None:
            mine[name] = ("", has[1])
        elif has is None:
            mine[name] = (gets[0], "")
            earlier = [one for one in now if one in order][: list(now).index(name)]
            order.insert(order.index(earlier[-1]) + 1 if earlier else 0, name)
        else:
            mine[name] = (gets[0], has[1])
    body = [part for name in order for part in mine[name] if part]
    return _as_item("\n".join(body), own.startswith("- ")), tuple(clashes)


# -- reading lines --------------------------------------------------------------------------------


def _known(text: str) -> Document:
    if (document := read(text)) is None:
        raise KeyError("")
    return document


def _listed(document: Document) -> list[str]:
    return [name for name, piece in document.pieces.items() if piece.text.startswith("- ")]


def _spaced(document: Document, listed: list[str]) -> bool:
    """Whether an empty line stands between the parts of the list."""
    pair = [document.pieces[name] for name in listed[:2]]
    lines = document.text.split("\n")
    return len(pair) == 2 and not lines[pair[1].first - 1].strip()


def _last(node: Node) -> int:
    """The last line (from 0) on which something of this value stands."""
    if type(node) is Scalar:
        end = node.end_mark
        back = end.column == 0 and end.line > node.start_mark.line
        return end.line - back
    inside = node.values() if isinstance(node, Mapping) else node
    inside = inside if isinstance(node, (Mapping, Sequence)) else ()
    return max([node.line - 1, *(_last(one) for one in inside)])


def _trimmed(lines: list[str], first: int, last: int, limit: int) -> int:
    """Where a value ends, exclusive: closing brackets belong to it, empty lines do not."""
    end = min(last + 1, limit)
    while end < limit and lines[end].strip()[:1] in ("]", "}") and lines[end].strip():
        end += 1
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _fields(node: Mapping, lines: list[str], first: int, limit: int):
    """First line and end of each field; None when two of them share a line."""
    spans: dict[str, tuple[int, int]] = {}
    reached = first
    for name, value in node.items():
        key = re.compile(rf"""^[ ]*(?:-[ ]+)*["']?{re.escape(name)}["']?[ ]*:""")
        begin = line_of(value) - 1
        while begin >= reached and not key.match(lines[begin]):
            begin -= 1
        if begin < reached:
            return None
        end = _trimmed(lines, begin, _last(value), limit)
        spans[name] = (begin, end)
        reached = end
    return spans


def _parts(node: Sequence, lines: list[str], known_by: str, limit: int) -> dict[str, Piece]:
    found: dict[str, Piece] = {}
    for number, part in enumerate(node, 1):
        first = line_of(part) - 1
        while first >= 0 and not _DASH.match(lines[first]) and lines[first].strip() != "-":
            first -= 1
        if type(part) is not Mapping or first < 0 or lines[first].strip() == "-":
            continue
        id = part.get(known_by)
        name = id.value.strip() if type(id) is Scalar else f"onthulling {number}"
        if known_by and type(id) is not Scalar:
            continue
        indent = len(lines[first]) - len(lines[first].lstrip())
        end = _trimmed(lines, first, _last(part), limit)
        text = "\n".join(line[indent:] for line in lines[first:end])
        found.setdefault(name, Piece(first, end, text, indent))
    return found


def _shifted(piece: str, indent: int) -> list[str]:
    return [" " * indent + line if line.strip() else "" for line in piece.split("\n")]


def _value(node: Node | None) -> object:
    if type(node) is Scalar:
        return node.value.strip()
    if isinstance(node, Mapping):
        return {name: _value(one) for name, one in node.items()}
    return [_value(one) for one in node] if isinstance(node, Sequence) else None


# -- one piece ------------------------------------------------------------------------------------


def _alone(piece: str) -> dict[str, tuple[str, str]] | None:
    """The fields of a piece: each its own lines at the margin, and the lines that follow it."""
    text = _DASH.sub(lambda dash: " " * len(dash[0]), piece, count=1)
    width = len(text) - len(text.lstrip(" "))
    lines = [line[width:] if not line[:width].strip() else line for line in text.split("\n")]
    root, _ = parse("\n".join(lines))
    if type(root) is not Mapping:
        return None
    spans = _fields(root, lines, 0, len(lines))
    if not spans:
        return None
    starts = [*(first for first, _ in spans.values()), len(lines)]
    bounds = zip(spans.items(), starts[1:], strict=True)
    return {
        name: ("\n".join(lines[first:end]), "\n".join(lines[end:until]))
        for (name, (first, end)), until in bounds
    }


def _alike(one: tuple[str, str] | None, other: tuple[str, str] | None) -> bool:
    return same(one and one[0], other and other[0])


def _as_item(body: str, of_list: bool) -> str:
    if not of_list:
        return body
    first, *rest = body.split("\n")
    return "\n".join([f"- {first}", *(f"  {line}" if line.strip() else "" for line in rest)])


def texts(text: str) -> Iterator[tuple[int, str]]:
    """Every text that stands in a file, with the line it starts on."""
    waiting = [parse(text)[0]]
    while waiting:
        node = waiting.pop(0)
        if type(node) is Scalar:
            yield line_of(node), node.value
        elif isinstance(node, (Mapping, Sequence)):
            waiting = [*(node.values() if isinstance(node, Mapping) else node), *waiting]
