"""What happens under a cell: the picture of the step in JupyterLab, its tools in the running kit.

In JupyterLab no server is needed. In the running kit the notebook's kernel asks the server, over
the loopback line and with the token it was started with, to lay a card or choose a case.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kit import content, script
from kit.check import mistakes
from kit.content import media
from kit.model import Content, Step
from kit.notes import to_html
from kit.paths import content_root, open_workspace
from kit.screens import steps as pictures
from kit.slips import Slip

if TYPE_CHECKING:
    from kit.workshop import Workshop

SERVED = "/voila/render/"
STARTED_IN = Path.cwd()
ONLY_IN_KIT = "Dit gereedschap werkt in Gesprekskit zelf: start de kit met start.py."


def words() -> Content:
    """The words of the kit, and over them those of the workspace; read again when they changed."""
    roots = tuple(dict.fromkeys((content_root(), _workspace())))
    files = [file for root in roots for file in content.files(root)]
    return _read(roots, tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=1)
def _read(roots: tuple[Path, ...], _stamp: tuple) -> Content:
    return content.load(roots)


def _workspace() -> Path:
    """The folder this notebook is in; the kit's own in the running kit and where there is none."""
    return (None if in_kit() else open_workspace(STARTED_IN)) or content_root()


def in_kit() -> bool:
    """Whether this kernel was started by the running kit for one of its pages."""
    served = os.environ.get("SCRIPT_NAME", "").startswith(SERVED)
    return served and "GESPREKSKIT_URL" in os.environ


def ask(path: str, body: dict | None = None) -> dict:
    """Ask the running kit; the answer always has `ok` and, when it is False, a Dutch `message`."""
    request = urllib.request.Request(
        os.environ["GESPREKSKIT_URL"] + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"token {os.environ['GESPREKSKIT_TOKEN']}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        return json.load(error)
    except (OSError, ValueError):
        return {"ok": False, "message": "Gesprekskit antwoordt niet. Start het opnieuw."}


def asked_for() -> dict[str, object]:
    """The group and workshop of the page that this kernel works for, as far as it said so."""
    asked = dict(parse_qsl(os.environ.get("QUERY_STRING", "")))
    group, number = asked.get("group"), asked.get("workshop", "")
    found = {"group": group, "workshop": int(number) if number.isdecimal() else 0}
    return {name: value for name, value in found.items() if value}


class StepView:
    """One step as it shows itself under its cell."""

    def __init__(self, workshop: Workshop, step: Step):
        self.workshop = workshop
        self.step = _told(workshop, step)

    def __repr__(self) -> str:
        return f"Stap: {self.step.title}"

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        if in_kit():
            from kit.screens.tools import tools

            last = self.workshop.__dict__.get("_shown") == self.workshop.__dict__.get("_steps")
            display(tools(self.step, words(), ask, asked_for(), last))
        else:
            display(HTML(self.preview()))

    def preview(self) -> str:
        """The beamer's pictures of this step with the facilitator's note, as one piece of HTML.

        A step that asks for a card or case that is not there only says so.
        """
        from kit.screens.frame import preview, warning

        known, folder = words(), _workspace() / media.FOLDER
        wrong = list(mistakes(self.step, known))
        if self.step.verb == "media":
            wrong += media.faults(self.step.given, folder)
        if wrong:
            return warning([str(Slip(*one)) for one in wrong])
        times = " en ".join(f"{m} minuten (van {v})" for v, m in self.step.minutes.items())
        note = f"{to_html(self.step.note)}<p>{times}</p>"
        shown = pictures.screens(self.step, known)
        return preview(*shown, note_html=note, title=self.step.title, media=folder)


def _told(workshop: Workshop, step: Step) -> Step:
    """The step with the title and note its notebook gives it, where that can be found.

    What is not saved yet cannot be found: then it has no title and no note.
    """
    from dataclasses import replace

    path = _notebook()
    found = script.read(path)[0] if path else None
    if found is None:
        same = []
    elif in_kit():
        index = workshop.__dict__.setdefault("_shown", 0)
        workshop.__dict__.update(_shown=index + 1, _steps=len(found.steps))
        same = found.steps[index : index + 1]
    else:
        here = _lines(path, _cell_id())
        same = [s for s in found.steps if s.place and s.place.line in here]
    for one in same:
        if one.verb == step.verb:
            return replace(step, id=one.id, title=one.title, note=one.note)
    return replace(step, title=str(step.given.get("title", "")))


def _notebook() -> Path | None:
    """The file of this notebook, or None where Jupyter does not say or it is not there (yet)."""
    if in_kit():
        path = content_root() / "notebooks" / os.environ["SCRIPT_NAME"].removeprefix(SERVED)
        return path if path.is_file() else None
    told = Path(os.environ.get("JPY_SESSION_NAME", ""))  # absolute, or as the server names it
    tries = (told, STARTED_IN / told, STARTED_IN / told.name)
    return next((one for one in tries if one.suffix == ".ipynb" and one.is_file()), None)


def _cell_id() -> str:
    """The id of the cell that runs now; JupyterLab sends it along with the code."""
    from IPython import get_ipython

    asked = getattr(get_ipython(), "parent_header", None) or {}
    return str(asked.get("metadata", {}).get("cellId", ""))


def _lines(path: Path, cell: str) -> range:
    """The lines of the file on which this cell stands."""
    for one in script.cells(path):
        if cell and one.id == cell:
            return range(one.place.line, one.place.line + one.text.count("\n") + 1)
    return range(0)


def note(workshop: Workshop, text: str, role: str) -> str:
    """Keep a reflection; in the running kit there is a better place for it. Raises Slip."""
    from kit import practice

    if in_kit():
        return practice.Line("Hier bewaar je met het vak ‘Reflectie’.")
    return practice.keep(workshop.number, text, role, _cell_id())


def preparation() -> object:
    """The tools of the start page: what is in the decks, and how each workshop runs."""
    if not in_kit():
        return ONLY_IN_KIT
    from kit.screens.tools import preparation as prepared

    read = [script.read(one)[0] for one in (content_root() / "notebooks").glob("*.ipynb")]
    workshops = {one.number: one for one in read if one and one.steps}
    return prepared(words(), workshops, ask, asked_for())


def desk(page: str) -> object:
    """The tools of a page that is all notebook: `kit.screens.PAGE.PAGE(words, ask, at)`."""
    if not in_kit():
        return ONLY_IN_KIT
    module = import_module(f"kit.screens.{page}")
    return getattr(module, page)(words(), ask, asked_for())
