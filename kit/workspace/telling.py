"""How a change of the kit is shown to a trainer: what was, what is, and what is their own."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from kit.workspace.changes import Change


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


def _difference(one: str | None, other: str | None) -> Iterator[str]:
    before, after = ((text or "").split("\n") if text else [] for text in (one, other))
    for number, line in enumerate(unified_diff(before, after, n=1, lineterm="")):
        if number > 1:
            yield "    …" if line.startswith("@@") else f"    {line[:1]} {line[1:]}".rstrip()


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
