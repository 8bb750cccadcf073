"""How a change of the kit is shown to a trainer: what was, what is, and what is their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

from kit.workspace.changes import Change

Part = tuple[str, bool]
"""Some letters, and whether the other side says them otherwise."""
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
_AROUND = 2
"""Lines that stay the same and are shown beside one that changes."""


def told(change: Change, workspace: Path) -> Iterator[str]:
    """The lines that tell of one change, the difference among them."""
    place = change.thing.file.relative_to(workspace).as_posix()
    name = change.called[:1].upper() + change.called[1:]
    yield f"{name} ({place})"
    if not change.known:
        yield "  Deze kopie maakte je met de hand. Zo verschilt hij van de kit (- jij, + de kit):"
        yield from _difference(change.own, change.new)
        return
    if change.base is None:
        yield "  Dit is nieuw in de kit:"
    elif change.new is None:
        yield "  Dit haalde de kit weg:"
    else:
        yield "  Dit veranderde er in de kit (- eerst, + nu):"
    yield from _difference(change.base, change.new)
    if change.clashes:
        fields = [f"‘{name}’" for name in change.clashes if name]
        what = f"Jij veranderde {_listed(fields)} ook" if fields else "Jij veranderde dit ook"
        yield f"  {what} (- eerst, + jij):"
        yield from _difference(change.base, change.own)


def one_line(change: Change) -> str:
    """The change in one line, for a list."""
    kind = "met de hand gekopieerd" if not change.known else "nieuw in de kit"
    if change.known and change.base is not None:
        kind = "de kit haalde het weg" if change.new is None else "de kit veranderde het"
    own = ", en jij ook" if change.known and change.clashes else ""
    return f"{change.called[:1].upper()}{change.called[1:]}: {kind}{own}."


def beside(one: str | None, other: str | None) -> list[tuple[list[Part] | None, list[Part] | None]]:
    """Two texts side by side, line by line; None where one side has no such line.

    Of many lines that are the same only those beside a change stay, and one ‘…’ for the others.
    """
    left, right = (text.split("\n") if text is not None else [] for text in (one, other))
    found: list[tuple[list[Part] | None, list[Part] | None]] = []
    groups = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    for place, (kind, a, b, c, d) in enumerate(groups):
        if kind == "equal":
            lines = left[a:b]
            top = _AROUND if place else 0
            end = _AROUND if place < len(groups) - 1 else 0
            if len(lines) > top + end + 1:
                lines = [*lines[:top], "…", *lines[len(lines) - end :]]
            found += [([(line, False)], [(line, False)]) for line in lines]
            continue
        for n in range(max(b - a, d - c)):
            mine, theirs = left[a:b][n : n + 1], right[c:d][n : n + 1]
            if mine and theirs:
                found.append(_words(mine[0], theirs[0]))
            else:
                found.append(tuple([(side[0], True)] if side else None for side in (mine, theirs)))
    return found


def _words(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Two lines, word by word, with what differs marked."""
    left, right = _WORDS.findall(one), _WORDS.findall(other)
    sides: tuple[list[Part], list[Part]] = ([], [])
    groups = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(groups):
        between = 0 < place < len(groups) - 1 and not "".join(left[a:b]).strip()
        for side, words in zip(sides, (left[a:b], right[c:d]), strict=True):
            differs = kind != "equal" or between  # a space between two words that differ
            if words and side and side[-1][1] == differs:
                side[-1] = (side[-1][0] + "".join(words), differs)
            elif words:
                side.append(("".join(words), differs))
    return sides


def _difference(one: str | None, other: str | None) -> Iterator[str]:
    before, after = ((text or "").split("\n") if text else [] for text in (one, other))
    for number, line in enumerate(unified_diff(before, after, n=1, lineterm="")):
        if number > 1:
            yield "    …" if line.startswith("@@") else f"    {line[:1]} {line[1:]}".rstrip()


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
