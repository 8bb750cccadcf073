"""Which files JupyterLab shows: the trainer's own, with the cheat sheet of the kit among them.

What participants said is not among them, and what a workshop shows under its cells is not kept in
its notebook.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

from kit import script
from kit.paths import DATA_BESIDE_CONTENT, content_root, practice_data
from kit.sharing.code import only_steps
from kit.workspace.serving import NOTEBOOKS

CHEAT_SHEET = "spiekbriefje.ipynb"
PYTHON = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
"""What runs a notebook that does not say so itself; JupyterLab would ask, in English."""
READ_ONLY = "Het spiekbriefje is van de kit. Kopieer eruit wat je nodig hebt."


class Files(AsyncLargeFileManager):
    """The files of the folder, without what participants said and without stored output.

    Where a folder with workshops has no cheat sheet of its own, that of the kit is there to read.
    """

    async def is_hidden(self, path: str) -> bool:
        data = Path(self.root_dir, DATA_BESIDE_CONTENT).resolve()
        private = {str(one).casefold() for one in (data, practice_data(data))}
        asked = Path(self._get_os_path(path)).resolve()
        names = {str(one).casefold() for one in (asked, *asked.parents)}
        return bool(private & names) or await super().is_hidden(path)

    async def get(self, path: str, content: bool = True, **given) -> dict:
        if self._is_the_kits(path):
            return await self._lent(path, content, **given)
        model = await super().get(path, content, **given)
        if content and model["type"] == "notebook":
            model["content"]["metadata"].setdefault("kernelspec", dict(PYTHON))
        lent = f"{path.strip('/')}/{CHEAT_SHEET}"
        if content and model["type"] == "directory" and self._is_the_kits(lent):
            model["content"].append(await self._lent(lent, content=False))
        return model

    async def save(self, model: dict, path: str = "") -> dict:
        if self._is_the_kits(path):
            raise HTTPError(403, READ_ONLY)
        return await super().save(without_output(model), path)

    def mark_trusted_cells(self, nb, path: str = "") -> None:
        """Trust, unasked, what has no stored output and only says what the kit says itself."""
        super().mark_trusted_cells(nb, path)
        if all(_is_plain(cell) for cell in nb.cells if cell.cell_type == "code"):
            self.notary.mark_cells(nb, True)

    def _is_the_kits(self, path: str) -> bool:
        """Whether this is the cheat sheet, and nobody has one of their own."""
        if path.strip("/") != f"{NOTEBOOKS}/{CHEAT_SHEET}":
            return False
        own = Path(self.root_dir, NOTEBOOKS)
        return own.is_dir() and not (own / CHEAT_SHEET).exists()

    async def _lent(self, path: str, content: bool, **given) -> dict:
        shipped = AsyncLargeFileManager(root_dir=str(content_root() / NOTEBOOKS))
        shipped.mark_trusted_cells = self.mark_trusted_cells
        model = await shipped.get(CHEAT_SHEET, content, **given)
        return model | {"path": path.strip("/"), "writable": False}


def _is_plain(cell) -> bool:
    return not cell.outputs and (cell.source in _lent_cells() or only_steps(cell.source))


@lru_cache(maxsize=1)
def _lent_cells() -> frozenset[str]:
    """The cells that come with the kit, though they are not all steps."""
    return frozenset(cell.text for cell in script.cells(content_root() / NOTEBOOKS / CHEAT_SHEET))


def without_output(model: dict) -> dict:
    """A notebook as it is saved: with its words, never with what it showed."""
    if model.get("type") == "notebook" and isinstance(model.get("content"), dict):
        for cell in model["content"].get("cells", ()):
            if cell.get("cell_type") == "code":
                cell |= {"outputs": [], "execution_count": None}
    return model
