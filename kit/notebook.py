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
from pathlib import Path
from typing import TYPE_CHECKING

from kit import content, script
from kit.content import media
from kit.model import Content, Step
from kit.notes import to_html
from kit.paths import content_root, media_root
from kit.screens import steps as pictures

if TYPE_CHECKING:
    from kit.workshop import Workshop

SERVED = "/voila/render/"


@lru_cache(maxsize=1)
def words() -> Content:
    """The decks, cases and facts of the workspace, read once per kernel."""
    return content.load(content_root())


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

            display(tools(self.step, words(), ask))
        else:
            display(HTML(self.preview()))

    def preview(self) -> str:
        """The beamer's pictures of this step with the facilitator's note, as one piece of HTML."""
        from kit.screens.frame import preview

        wrong = _unknown(self.step, words())
        shown = pictures.screens(self.step, words())
        note = wrong or to_html(self.step.note)
        times = " en ".join(f"{m} minuten (van {v})" for v, m in self.step.minutes.items())
        title = self.step.title or self.step.verb
        return "".join(
            preview(screen, note_html=f"{note}<p>{times}</p>" if first else "", title=title)
            for first, screen in zip([True] + [False] * len(shown), shown, strict=False)
        )


def _told(workshop: Workshop, step: Step) -> Step:
    """The step with the title and note its notebook gives it, where that can be found."""
    from dataclasses import replace

    path, cell = _notebook(), _cell_id()
    found = script.read(path)[0] if path and path.is_file() else None
    if found is None:
        return replace(step, title=step.title or str(step.given.get("title", "")))
    if in_kit():
        index = workshop.__dict__.setdefault("_shown", 0)
        workshop.__dict__["_shown"] = index + 1
        same = found.steps[index : index + 1]
    else:
        ids = {c.id: c.place.line for c in script.cells(path)}
        same = [s for s in found.steps if s.place and s.place.line == ids.get(cell)]
    if not same or same[0].verb != step.verb:
        return step
    return replace(step, id=same[0].id, title=same[0].title, note=same[0].note)


def _notebook() -> Path | None:
    if in_kit():
        return content_root() / "notebooks" / os.environ["SCRIPT_NAME"].removeprefix(SERVED)
    name = os.environ.get("JPY_SESSION_NAME", "")
    return Path(name) if name.endswith(".ipynb") else None


def _cell_id() -> str:
    from IPython import get_ipython

    shell = get_ipython()
    header = getattr(shell, "parent_header", None) or {}
    metadata = header.get("metadata", {}) if isinstance(header, dict) else {}
    return str(metadata.get("cellId", ""))


def _unknown(step: Step, known: Content) -> str:
    """A Dutch line when the step names a card, case or file that is not there; else ""."""
    from difflib import get_close_matches
    from html import escape

    for message, remedy in media.faults(step.given, media_root()) if step.verb == "media" else ():
        return f"<p><strong>{escape(message.capitalize())} {escape(remedy)}</strong></p>"
    asked = [("kaart", str(step.given.get("card", "")), known.cards)]
    asked += [("casus", str(one), known.cases) for one in step.given.get("cases", ())]
    asked += [("casus", str(step.given.get("case", "")), known.cases)]
    for kind, name, there in asked:
        if name and name not in there:
            near = get_close_matches(name, there, 1)
            remedy = f" Bedoelde je {near[0]}?" if near else ""
            return f"<p><strong>Er is geen {kind} {escape(name)}.{remedy}</strong></p>"
    return ""


def preparation() -> object:
    """The tools of the start page: what is in the decks, and how each workshop runs."""
    if not in_kit():
        return "Dit gereedschap werkt in Gesprekskit zelf: start de kit met start.py."
    from kit.screens.tools import browser

    return browser(words(), ask, can_lay=False)
