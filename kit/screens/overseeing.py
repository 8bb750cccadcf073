"""The overview of a series as widgets: what is open, the dates, who comes, and the measurement.

A section is made when someone opens it, and asks the server again each time: the page shows what is
on the disk, never what it remembers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from urllib.parse import urlencode

import ipywidgets as w

from kit import answers, forms
from kit.follow import Agreement, Parked
from kit.model import Content
from kit.screens import listed, measuring, standing
from kit.screens.arranging import People, Planned
from kit.screens.desk import SAVED, Form
from kit.screens.pressing import Button
from kit.screens.told import short
from kit.screens.tools import Ask, classed

NAMES = {
    standing.OPEN: "Wat openstaat",
    standing.PLANNING: "Planning",
    standing.PEOPLE: "Wie er komt",
    standing.MEASURED: "Meting",
}
ABOUT = {"review": Agreement, "unparked": Parked}
LEADERS = {
    "id": "leaders",
    "tab": "Zelf leiden",
    "fields": [
        forms.field("number", "Hoeveel deelnemers kunnen zelf een bijeenkomst leiden?", "number")
    ],
}


def overseeing(words: Content, ask: Ask, at: dict) -> w.Widget:
    """The overview of the group that `at` names."""
    return Overview(ask, str(at.get("group", ""))).box


class Overview:
    """The whole page: the top, and under it the one section that is open."""

    def __init__(self, ask: Ask, group: str):
        self._ask, self.group, self.whole = ask, group, {}
        self.made: dict[str, object] = {}
        self.top, self.sentence, self.link = w.HTML(), w.HTML(), w.HTML()
        self.button = Button(button_style="primary")
        self.again = Button(description="Probeer opnieuw")
        self.tabs = {id: classed(Button(description=n), "kit-toggle") for id, n in NAMES.items()}
        self.place = w.VBox()
        self.button.on_click(lambda _: self.follow())
        self.again.on_click(lambda _: self.open(standing.OPEN))
        for id, tab in self.tabs.items():
            tab.on_click(lambda _, id=id: self.open(id))
        next_step = classed(w.HBox([self.sentence, self.button, self.link, self.again]), "kit-next")
        bar = classed(w.HBox(list(self.tabs.values())), "kit-buttons", "kit-sections")
        parts = [self.top, next_step, bar, self.place]
        self.box = classed(w.VBox(parts), "kit-tools", "kit-always", "kit-desk", "kit-overview")
        self.open(standing.OPEN)

    # -- asking ------------------------------------------------------------------------------

    def get(self, path: str) -> dict:
        """What the server says about this group."""
        return self._ask(f"{path}?{urlencode({'group': self.group})}")

    def post(self, path: str, **body: object) -> dict:
        """Ask the server to keep something of this group."""
        return self._ask(path, {"group": self.group, **body})

    def keep(self, form: str, fields: dict) -> dict:
        """Keep what is being typed; coming back to that form finds it."""
        self.whole.setdefault("drafts", {})[form] = fields
        return self.post("/api/desk-draft", form=form, fields=fields)

    # -- showing -----------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Draw the top as it is now; whether the server answered."""
        found = self.get("/api/series")
        there = bool(found.get("ok"))
        if there:
            self.whole = found
            self.top.value = standing.top(found)
            self._next()
        else:
            self._say(str(found.get("message") or "Dat lukte niet."))
            self.show(self.button, False)
            self.show(self.link, False)
        self.show(self.again, not there)
        return there

    def _next(self) -> None:
        text, words, self.leads = standing.next_step(self.whole)
        self._say(text)
        away = self.leads == standing.ANSWERS
        self.button.description = words
        self.link.value = listed.to_answers(words, self.group, "kit-link") if away else ""
        self.show(self.button, not away)
        self.show(self.link, away)

    def _say(self, text: str) -> None:
        self.sentence.value = f"<h2>Nu doen</h2><p>{escape(text)}</p>"

    @staticmethod
    def show(one: w.Widget, on: bool) -> None:
        one.layout.display = None if on else "none"

    def follow(self) -> None:
        """Open the section that the next step is about."""
        self.open(self.leads)
        self.tabs[self.leads].focus()

    def open(self, id: str) -> None:
        """Show one section, as it is on the disk now."""
        if id not in self.made:
            self.made[id] = SECTIONS[id](self)
        section = self.made[id]
        section.refresh()
        for name, tab in self.tabs.items():
            (tab.add_class if name == id else tab.remove_class)("kit-on")
        self.place.children = [section.box]


# -- what is open ------------------------------------------------------------------------------


class Answering:
    """Choose one thing that is open and write down what became of it."""

    def __init__(self, page: Overview, kind: str, label: str, changed: Callable[[], None]):
        self.page, self.kind, self.changed = page, kind, changed
        self.which = w.Dropdown(description=label)
        self.place = w.VBox()
        self.said = classed(w.HTML(), "kit-said")
        self.which.observe(lambda _: self.choose(), "value")
        self.box = w.VBox([self.which, self.place, self.said])

    def show(self, threads: list[dict]) -> None:
        """List what can be chosen; the one that is being answered stays."""
        options = [("Kies", ""), *((short(one["line"]), one["id"]) for one in threads)]
        chosen = self.which.value
        if options != list(self.which.options):
            self.which.options = options
        self.which.value = chosen if chosen in dict(map(reversed, options)) else ""
        self.box.layout.display = None if threads or self.said.value else "none"
        self.which.layout.display = None if threads else "none"

    def choose(self) -> None:
        """The form about what is chosen, with what was being typed in it."""
        if not self.which.value:
            self.place.children = ()
            return
        self.said.value = ""
        target = self.which.value
        spec = answers.form(self.kind, ABOUT[self.kind](target, ()))
        draft = self.page.whole.get("drafts", {}).get(spec["id"])
        keep, saved = partial(self.page.keep, spec["id"]), partial(self.saved, target)
        self.form = Form(spec, partial(self.save, target), keep, draft, on_saved=saved)
        self.place.children = [self.form.box]

    def save(self, target: str, fields: dict, draft: str, confirmed=()) -> dict:
        """Keep it about the one the form was made for, whatever was chosen since."""
        about = {"kind": self.kind, "target": target, "confirmed": list(confirmed)}
        return self.page.post("/api/follow", **about, fields=fields, draft=draft)

    def saved(self, target: str) -> None:
        """Kept: what was answered goes from the list, and the next can be chosen."""
        if self.which.value == target:
            self.which.value = ""
        else:
            self.form.keep()  # another is being answered already
        self.page.refresh()
        self.said.value = f'<p class="kit-good">{SAVED}</p>'
        self.changed()
        (self.which if len(self.which.options) > 1 else self.page.tabs[standing.OPEN]).focus()


class Open:
    """The agreements, parked points and signals that are open."""

    def __init__(self, page: Overview):
        self.page = page
        self.agreements, self.parked, self.signals = w.HTML(), w.HTML(), w.HTML()
        self.review = Answering(page, "review", "Terugkijken op een afspraak", self.draw)
        self.take_up = Answering(page, "unparked", "Een punt oppakken", self.draw)
        left = w.VBox([self.agreements, self.review.box, self.parked, self.take_up.box])
        self.box = classed(w.HBox([left, self.signals]), "kit-columns")

    def refresh(self) -> None:
        """Draw what the server says now."""
        if self.page.refresh():
            self.draw()

    def draw(self) -> None:
        """The lists as the page knows them."""
        whole = self.page.whole
        self.agreements.value = listed.agreements(whole)
        self.parked.value = listed.parked(whole)
        self.signals.value = listed.signals(whole, self.page.group)
        self.review.show(listed.open_agreements(whole))
        self.take_up.show(listed.open_parked(whole))


# -- measuring ---------------------------------------------------------------------------------


class Measured:
    """What the slips and the figures say; a slip of three months later is typed here."""

    def __init__(self, page: Overview):
        self.page, self.found = page, {}
        self.shown = [w.HTML(), w.HTML(), w.HTML()]
        self.type = classed(
            Button(description="Briefje van na drie maanden invullen"), "kit-toggle"
        )
        self.place = w.VBox()
        self.type.on_click(lambda _: self.toggle())
        self.leaders = Form(LEADERS, self.save_leaders, on_saved=self.look)
        statements, leaving, counted = self.shown
        buttons = classed(w.HBox([self.type]), "kit-buttons")
        parts = [statements, buttons, self.place, leaving, counted, self.leaders.box]
        self.box = w.VBox(parts)

    def refresh(self) -> None:
        self.look()
        if self.found:
            self.leaders.write({"number": self.found["figures"]["leaders"]})

    def look(self) -> None:
        """Draw what the slips and figures are now."""
        found = self.page.get("/api/measurement")
        if not found.get("ok"):
            self.shown[0].value = listed.wrong(found)
            return
        self.found = found
        self.page.show(self.type, bool(found["statements"]))
        drawn = (measuring.statements, measuring.leaving, measuring.counted)
        for box, draw in zip(self.shown, drawn, strict=True):
            box.value = draw(found)

    def toggle(self) -> None:
        """Open or close an empty slip. Nothing of it is kept before someone saves it."""
        on = not self.place.children and bool(self.found)
        (self.type.add_class if on else self.type.remove_class)("kit-on")
        self.place.children = [self._slip().box] if on else ()

    def _slip(self) -> Form:
        self.slip = Form(
            self.found["form"], self.save_slip, button="Briefje bewaren", on_saved=self.saved
        )
        return self.slip

    def save_slip(self, fields: dict, draft: str) -> dict:
        return self.page.post("/api/slip", fields=fields, draft=draft)

    def saved(self) -> None:
        """Kept: the next person finds an empty slip."""
        said = self.slip.said.value
        self.slip.write({})
        self.slip.said.value = said
        self.look()

    def save_leaders(self, fields: dict, draft: str) -> dict:
        return self.page.post("/api/fact", kind="leaders", fields=fields)


SECTIONS = {
    standing.OPEN: Open,
    standing.PLANNING: Planned,
    standing.PEOPLE: People,
    standing.MEASURED: Measured,
}
