"""Arranging a workshop as widgets: its date, what to prepare, the calendar file, and who comes."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import ipywidgets as w

from kit.forms import field
from kit.model import ROLES
from kit.planning import PLAN
from kit.screens import listed
from kit.screens.desk import SAVED, Form
from kit.screens.tools import classed

if TYPE_CHECKING:
    from kit.screens.overseeing import Overview

ROLE_NUMBERS = {
    "id": "attendance",
    "tab": "Wie er komt",
    "fields": [field(role, name, "number") for role, name in ROLES.items()],
}
BEFORE_THE_DAY, ON_THE_DAY = "<h3>Vooraf regelen</h3>", "<h3>Klaarleggen op de dag</h3>"


class OfWorkshop:
    """A section about one workshop at a time: a table of all four, and one that is chosen."""

    def __init__(self, page: Overview, label: str):
        self.page, self.found = page, {}
        self.table = w.HTML()
        self.number = w.Dropdown(description=label)
        self.number.observe(lambda _: self.choose(), "value")

    def refresh(self) -> None:
        """Draw what the server says now; what is being typed stays."""
        self.look()
        if self.found and not self.number.options:
            whole = self.found["workshops"]
            named = [(f"{one['number']} · {one['title']}", one["number"]) for one in whole]
            first = next((one["number"] for one in whole if not one["done"]), 1)
            self.number.options = named
            self.number.value = first
            self.choose()

    def look(self) -> None:
        """Ask again, and draw the table."""
        found = self.page.get("/api/planning")
        if found.get("ok"):
            self.found = found
            self.draw()
        else:
            self.table.value = listed.wrong(found)

    @property
    def chosen(self) -> dict:
        """The workshop that is chosen, as the server told it."""
        return self.found["workshops"][(self.number.value or 1) - 1]

    def keep(self, workshop: int, kind: str, fields: dict) -> dict:
        """Keep a fact about a workshop."""
        about = {"kind": kind, "workshop": workshop}
        return self.page.post("/api/fact", **about, fields=fields)

    def draw(self) -> None:
        raise NotImplementedError

    def choose(self) -> None:
        raise NotImplementedError


class Planned(OfWorkshop):
    """The dates, what to arrange, and the calendar file."""

    def __init__(self, page: Overview):
        super().__init__(page, "Welke workshop bereid je voor?")
        self.promises = w.HTML()
        self.place, self.tasks = w.VBox(), classed(w.VBox(), "kit-tasks")
        self.said = classed(w.HTML(), "kit-said")
        left = w.VBox([self.number, self.place])
        right = w.VBox([self.tasks, self.said])
        both = classed(w.HBox([left, right]), "kit-columns")
        below = classed(w.HBox([self.promises, w.HTML(_download(page.group))]), "kit-columns")
        self.box = w.VBox([self.table, both, below])

    def draw(self) -> None:
        self.table.value = listed.dates(self.found)
        self.promises.value = listed.promises(self.found)

    def choose(self) -> None:
        """The date of one workshop and what to arrange for it."""
        self.said.value = ""
        plan = _as_typed(self.chosen["plan"])
        number = self.chosen["number"]
        save, saved = partial(self.save, number), partial(self.saved, number)
        self.form = Form(PLAN, save, None, plan, "Datum bewaren", saved)
        self.place.children = [classed(self.form.box, "kit-plan")]
        tasks = self.chosen["tasks"]
        before = [self._tick(one) for one in tasks if not one["on_the_day"]]
        ready = [self._tick(one) for one in tasks if one["on_the_day"]]
        heads = [w.HTML(BEFORE_THE_DAY), *before, *([w.HTML(ON_THE_DAY), *ready] if ready else [])]
        self.tasks.children = heads

    def save(self, number: int, fields: dict, _draft: str) -> dict:
        return self.keep(number, "plan", fields)

    def saved(self, number: int) -> None:
        """Kept: the table and the top follow; what is odd about it is said."""
        said = self.form.said.value
        self.page.refresh()
        self.look()
        if self.number.value != number:
            return  # the form of another workshop is open by now
        self.form.write(_as_typed(self.chosen["plan"]))
        odd = "".join(f"<p>{escape(text)}</p>" for text in self.found["odd"])
        self.form.said.value = said + odd

    def _tick(self, task: dict) -> w.Checkbox:
        box = classed(w.Checkbox(task["done"], description=task["text"], indent=False), "kit-check")
        number = self.chosen["number"]
        box.observe(lambda _: self.tick(number, box, task["id"]), "value")
        return box

    def tick(self, number: int, box: w.Checkbox, id: str) -> None:
        """Keep that this is arranged or not; a tick that was not kept does not stay."""
        tasks = self.found["workshops"][number - 1]["tasks"]
        known = any(task["done"] for task in tasks if task["id"] == id)
        if box.value == known:
            return
        reply = self.keep(number, "checked_off", {"item": id, "on": box.value})
        if reply.get("ok"):
            self.look()
            self.said.value = f'<p class="kit-good">{SAVED}</p>'
        else:
            box.value = known
            self.said.value = listed.wrong(reply)


def _as_typed(plan: dict | None) -> dict:
    """A plan as the form has it: its minutes are one of the texts to choose from."""
    return {**(plan or {}), "minutes": str((plan or {}).get("minutes") or "90")}


def _download(group: str) -> str:
    href = f"/api/calendar?{urlencode({'group': group})}"
    text = "De vier data en de termijnen van de belofte, met een herinnering vooraf."
    return (
        '<div class="kit-list"><h2>In je agenda</h2>'
        f"<p>{text} Er staat geen naam in en niets uit een signaal.</p>"
        f'<p><a class="kit-link" href="{escape(href)}" download="gesprekskit.ics">'
        "Agenda downloaden</a></p></div>"
    )


class People(OfWorkshop):
    """How many come of each role; no names."""

    def __init__(self, page: Overview):
        super().__init__(page, "Voor welke workshop?")
        self.advice, self.place = w.HTML(), w.VBox()
        left = w.VBox([self.number, self.place])
        both = classed(w.HBox([left, self.advice]), "kit-columns")
        self.box = w.VBox([self.table, both])

    def draw(self) -> None:
        self.table.value = listed.people(self.found)
        self.advice.value = listed.advised(self.chosen)

    def choose(self) -> None:
        """The numbers of one workshop, to fill in."""
        save = partial(self.save, self.chosen["number"])
        form = Form(ROLE_NUMBERS, save, values=self.chosen["roles"], on_saved=self.look)
        self.place.children = [classed(form.box, "kit-numbers")]
        self.advice.value = listed.advised(self.chosen)

    def save(self, number: int, fields: dict, _draft: str) -> dict:
        return self.keep(number, "attendance", {"roles": fields})
