"""What happens under a cell: the picture of the step in JupyterLab, its tools in the running kit.

In JupyterLab no server is needed. In the running kit the notebook's kernel asks the server, over
the loopback line and with the token it was started with, to lay a card or choose a case. The Voila
preview of JupyterLab shows both, and keeps nothing.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from kit import script
from kit.at_this_moment import Moment, misfits, place, saved
from kit.check import mistakes
from kit.content import media
from kit.explaining import on_shift_tab
from kit.house_style import usual
from kit.model import Content, Step
from kit.notes import to_html
from kit.paths import content_root, open_workspace, told_workspace
from kit.screens import steps as pictures
from kit.slips import Slip
from kit.watching import Files, Told, Watching
from kit.workspace.serving import notebook_file, workshops

if TYPE_CHECKING:
    from IPython.display import DisplayHandle

    from kit.workshop import Workshop

SERVED = "/voila/render/"
STARTED_IN = Path.cwd()
MOST_TOLD = 3
ONLY_IN_KIT = "Dit gereedschap werkt in Gesprekskit zelf: start de kit met start.py."
ONLY_SHOWN = "Dit is een voorbeeld: er wordt niets bewaard en er komt niets op de beamer."


def words() -> Content:
    """The words of the kit, and over them those of the workspace; read again when they changed."""
    return _read().content


def _read() -> Told:
    files = _files()
    files.look(monotonic(), at_once=True)
    return files.told()


def _files() -> Files:
    return _files_of(tuple(dict.fromkeys((content_root(), _workspace()))))


@lru_cache(maxsize=1)
def _files_of(roots: tuple[Path, ...]) -> Files:
    return Files(roots, notebooks=False, styles=not in_kit())


def _workspace() -> Path:
    """The folder this notebook is in, or that the running kit has open; else the kit's own."""
    return (told_workspace() if in_kit() else open_workspace(STARTED_IN)) or content_root()


def in_kit() -> bool:
    """Whether this kernel was started by the running kit for one of its pages."""
    return served() and "GESPREKSKIT_URL" in os.environ


def served() -> bool:
    """Whether this kernel works for a page of Voila: of the kit, or the preview in JupyterLab."""
    return os.environ.get("SCRIPT_NAME", "").startswith(SERVED)


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


def only_shown(path: str, body: dict | None = None) -> dict:
    """What the tools hear in a preview, where there is no kit to ask."""
    return {"ok": False, "message": ONLY_SHOWN}


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
        self.cell, run, gone = _running()
        _moment.take(self.cell, run, gone, step)
        self.step = _told(workshop, step, self.cell)

    def __repr__(self) -> str:
        return f"Stap: {self.step.title}"

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        if in_kit():
            from kit.screens.tools import tools

            last = self.workshop.__dict__.get("_shown") == self.workshop.__dict__.get("_steps")
            display(tools(self.step, words(), ask, asked_for(), last, words))
        elif served():
            from kit.screens.tools import tools

            display(HTML(self.preview()), tools(self.step, words(), only_shown, {}, last=False))
        else:
            html = self.preview()
            handle = display(HTML(html), display_id=True)
            _follow(self, handle, html)

    def preview(self) -> str:
        """The beamer's pictures of this step with the facilitator's note, as one piece of HTML.

        A step that asks for a card or case that is not there only says so. A mistake in a file
        that changed meanwhile is told above the picture, which keeps its last good words.
        """
        from kit.screens.frame import preview, warning

        told, folder = _read(), _workspace() / media.FOLDER
        known = told.content
        if not served():
            self.step = _told(self.workshop, self.step, self.cell)
        wrong = list(mistakes(self.step, known))
        if self.step.verb == "media":
            wrong += media.faults(self.step.given, folder)
        if wrong:
            broken = [str(one) for one in known.problems if not one.advice]
            return warning([*(str(Slip(*one)) for one in wrong), *broken[:MOST_TOLD]])
        times = " en ".join(f"{m} minuten (van {v})" for v, m in self.step.minutes.items())
        said = "" if served() else to_html(self.step.note)  # there it stands above the step
        note = f"{said}<p>{times}</p>{self._among_the_others()}"
        shown = pictures.screens(self.step, known)
        style = usual(told.styles)
        picture = preview(*shown, note_html=note, title=self.step.title, media=folder, style=style)
        return warning([str(one) for one in told.mistakes[:MOST_TOLD]]) + picture

    def _among_the_others(self) -> str:
        """Where this step stands, and whether the minutes of all steps add up."""
        steps = _moment.steps(_notebook())
        said = [place(steps, self.cell), *(f"<strong>{one}</strong>" for one in misfits(steps))]
        return "".join(f"<p>{one}</p>" for one in said if one)


# -- what is on the page already -----------------------------------------------------------------

_on_page: dict[str, tuple[StepView, DisplayHandle, str]] = {}
_moment = Moment()


class Saved:
    """The words and this notebook, as `Watching` looks at them: a save is a change like another."""

    def __init__(self, files: Files):
        self.files, self.saves, self.seen = files, 0, _stamp()

    @property
    def pause(self) -> float:
        return self.files.pause

    @property
    def times(self) -> int:
        return self.files.times + self.saves

    def told(self) -> Told:
        return self.files.told()

    def look(self, now: float) -> None:
        """As `Files.look`; raises OSError while the notebook is not there."""
        self.files.look(now)
        if (stamp := _stamp()) != self.seen:
            self.saves, self.seen = self.saves + 1, stamp


def _stamp() -> int:
    path = _notebook()
    return path.stat().st_mtime_ns if path else 0


def _follow(view: StepView, handle: DisplayHandle | None, html: str) -> None:
    """Draw this preview again when a file changes, until its cell runs again."""
    from IPython import get_ipython

    if handle is None or not hasattr(get_ipython(), "kernel"):
        return
    _on_page[view.cell or handle.display_id] = (view, handle, html)
    _watch(_files())


@lru_cache(maxsize=1)
def _watch(files: Files) -> None:
    Watching(Saved(files), lambda _: draw_again()).start()


def draw_again() -> None:
    """Every preview on the page that says something else by now."""
    from IPython.display import HTML

    for cell, (view, handle, before) in list(_on_page.items()):
        if (html := view.preview()) != before:
            _on_page[cell] = (view, handle, html)
            handle.update(HTML(html))


def _told(workshop: Workshop, step: Step, cell: str) -> Step:
    """The step with the title and note its notebook gives it, where that can be found.

    What is not saved yet cannot be found: then it has no title and no note.
    """
    path = _notebook()
    if not served():
        same = (saved(path)[1] or {}).get(cell, ())
    elif found := script.read(path)[0] if path else None:
        index = workshop.__dict__.setdefault("_shown", 0)
        workshop.__dict__.update(_shown=index + 1, _steps=len(found.steps))
        same = found.steps[index : index + 1]
    else:
        same = ()
    for one in same:
        if one.verb == step.verb:
            return replace(step, id=one.id, title=one.title, note=one.note)
    return replace(step, title=str(step.given.get("title", "")))


def _notebook() -> Path | None:
    """The file of this notebook, or None where Jupyter does not say or it is not there (yet)."""
    if in_kit():
        name = unquote(os.environ["SCRIPT_NAME"].removeprefix(SERVED))
        return notebook_file(name, int(asked_for().get("workshop", 0)))
    if served():
        here = STARTED_IN / Path(unquote(os.environ["SCRIPT_NAME"])).name
        return here if here.is_file() else None
    told = Path(os.environ.get("JPY_SESSION_NAME", ""))  # absolute, or as the server names it
    tries = (told, STARTED_IN / told, STARTED_IN / told.name)
    return next((one for one in tries if one.suffix == ".ipynb" and one.is_file()), None)


def _running() -> tuple[str, str, list[str]]:
    """The cell that runs now, this run of it, and the cells that are gone: JupyterLab tells."""
    from IPython import get_ipython

    asked = getattr(get_ipython(), "parent_header", None) or {}
    told = asked.get("metadata", {})
    run = str(asked.get("header", {}).get("msg_id", ""))
    return _cell_id(), run, [str(one) for one in told.get("deletedCells") or ()]


def _cell_id() -> str:
    """The id of the cell that runs now; JupyterLab sends it along with the code."""
    from IPython import get_ipython

    asked = getattr(get_ipython(), "parent_header", None) or {}
    return str(asked.get("metadata", {}).get("cellId", ""))


def opened(workshop: Workshop) -> None:
    """A workshop is there, so its words may be asked about: on Shift+Tab they answer in Dutch."""
    from IPython import get_ipython

    if inspector := getattr(get_ipython(), "inspector", None):
        inspector.mime_hooks = {**inspector.mime_hooks, "text/plain": on_shift_tab}


def note(workshop: Workshop, text: str, role: str) -> str:
    """Keep a reflection; in the running kit there is a better place for it. Raises Slip."""
    from kit import practice

    if in_kit():
        return practice.Line("Hier bewaar je met het vak ‘Reflectie’.")
    if served() or not workshop.number:
        return practice.Line(ONLY_SHOWN)
    return practice.keep(workshop.number, text, role, _cell_id())


def preparation() -> object:
    """The tools of the start page: what is in the decks, and how each workshop runs."""
    if not in_kit():
        return ONLY_IN_KIT
    from kit.screens.tools import preparation as prepared

    return prepared(words(), workshops(told_workspace()), ask, asked_for())


def desk(page: str) -> object:
    """The tools of a page that is all notebook: `kit.screens.PAGE.PAGE(words, ask, at)`."""
    if not in_kit():
        return ONLY_IN_KIT
    module = import_module(f"kit.screens.{page}")
    return getattr(module, page)(words(), ask, asked_for())
