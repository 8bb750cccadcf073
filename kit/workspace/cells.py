"""A notebook as pieces: its cells by their id, put in, added and taken out as JupyterLab saves."""

from __future__ import annotations

import json
import re
from pathlib import Path

MINIMAL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_ID = re.compile(r"[\w-]{1,64}")


def read(text: str) -> dict[str, str] | None:
    """The text of each cell by its id, in order; None when this is no notebook."""
    if (notebook := _loaded(text)) is None:
        return None
    return {cell["id"]: _shown(cell) for cell in notebook["cells"] if cell.get("id")}


def put(text: str, name: str, piece: str) -> str:
    """The notebook with this text in the cell of that id. Raises KeyError."""
    notebook = _known(text)
    notebook["cells"][_at(notebook, name)] = _cell(name, piece)
    return written(notebook)


def add(text: str, name: str, piece: str, after: str = "") -> str:
    """The notebook with a new cell behind that of id `after`, or in front. Raises KeyError."""
    notebook = _known(text)
    at = _at(notebook, after) + 1 if after else 0
    notebook["cells"].insert(at, _cell(name, piece))
    return written(notebook)


def remove(text: str, name: str) -> str:
    """The notebook without this cell. Raises KeyError."""
    notebook = _known(text)
    del notebook["cells"][_at(notebook, name)]
    return written(notebook)


def written(notebook: dict) -> str:
    """A notebook as JupyterLab writes it to a file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def load(file: Path) -> str:
    """The text of a notebook file. Raises OSError or UnicodeDecodeError."""
    return file.read_bytes().decode("utf-8-sig")


def clean(text: str) -> str:
    """The notebook with its cells and nothing else: no output, no attachments, no settings.

    Raises ValueError when this is no notebook.
    """
    if (notebook := _loaded(text)) is None:
        raise ValueError("dit is geen notebook.")
    cells: list[dict] = []
    taken: set[str] = set()
    for number, cell in enumerate(notebook["cells"], 1):
        name = str(cell.get("id"))
        if not _ID.fullmatch(name) or name in taken:
            name = f"cel-{number}-{len(taken)}"
        taken.add(name)
        cells.append(_cell(name, _shown(cell)))
    made = {"cells": cells, "metadata": MINIMAL, "nbformat": 4, "nbformat_minor": 5}
    return written(made)


def all_of(text: str) -> list[str]:
    """The text of every cell in order, also of cells without an id. Raises ValueError."""
    if (notebook := _loaded(text)) is None:
        raise ValueError("dit is geen notebook.")
    return [_shown(cell) for cell in notebook["cells"]]


_MARKS = {"markdown": "[tekst]\n", "code": "[code]\n", "raw": "[ruw]\n"}
"""First line of a piece: what kind of cell it is."""


def _loaded(text: str) -> dict | None:
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    return notebook


def _known(text: str) -> dict:
    if (notebook := _loaded(text)) is None:
        raise KeyError("")
    return notebook


def _at(notebook: dict, name: str) -> int:
    for at, cell in enumerate(notebook["cells"]):
        if cell.get("id") == name:
            return at
    raise KeyError(name)


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _shown(cell: dict) -> str:
    return f"{_MARKS.get(str(cell.get('cell_type')), _MARKS['raw'])}{_source(cell)}"


def _cell(name: str, piece: str) -> dict:
    mark, _, source = piece.partition("\n")
    kind = next((kind for kind, one in _MARKS.items() if one == f"{mark}\n"), "raw")
    lines = source.split("\n")
    cut = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    if kind == "code":
        return {
            "cell_type": kind,
            "execution_count": None,
            "id": name,
            "metadata": {},
            "outputs": [],
            "source": cut,
        }
    return {"cell_type": kind, "id": name, "metadata": {}, "source": cut}
