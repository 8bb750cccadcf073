"""Which file the running kit means by the name of a notebook: the trainer's own, or its own."""

from __future__ import annotations

from pathlib import Path

from kit import script
from kit.model import Workshop
from kit.paths import content_root, roots, told_workspace

NOTEBOOKS = "notebooks"


def notebook_file(name: str, workshop: int = 0) -> Path | None:
    """The file of a notebook of this name, for this workshop; None when there is none.

    The own one goes over the kit's, unless it is the script of another workshop.
    """
    if not name.endswith(".ipynb") or Path(name).name != name or "\\" in name:
        return None
    own = told_workspace()
    shipped = content_root() / NOTEBOOKS / name
    mine = own / NOTEBOOKS / name if own else shipped
    if not shipped.is_file():
        return mine if mine.is_file() else None
    if mine == shipped or not mine.is_file():
        return shipped
    return mine if not workshop or number_of(mine) in (0, workshop) else shipped


def number_of(file: Path) -> int:
    """The number of the workshop in a notebook; 0 when it has none."""
    workshop, _ = script.read(file)
    return workshop.number if workshop else 0


def workshops(workspace: Path | None) -> dict[int, Workshop]:
    """The workshops by number: the kit's, and over them the trainer's own."""
    found: dict[int, Workshop] = {}
    for root in reversed(roots(workspace)):
        for path in sorted((root / NOTEBOOKS).glob("*.ipynb")):
            workshop, _ = script.read(path, path)
            if workshop and workshop.steps:
                found.setdefault(workshop.number, workshop)
    return dict(sorted(found.items()))
