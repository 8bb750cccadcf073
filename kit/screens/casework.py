"""The group's own case: one stage at a time, on the disk as it is typed, seen as on the beamer."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable

import ipywidgets as w

from kit.casework import OWN, STAGES
from kit.model import Content
from kit.screens import case_says as says
from kit.screens.case_draft import Draft
from kit.screens.case_fields import Fields, Finds, RebuildPage, StagePage, VoicesPage
from kit.screens.case_shelf import CaseShelf
from kit.screens.desk import SAVED
from kit.screens.pressing import Button
from kit.screens.shelf import say, show
from kit.screens.tools import Ask, classed

VOICES, REBUILD, LOOK = 6, 7, 8
FEW, MANY = 3, 12
"""Finds shown beside a step, and while looking through."""
LATER, LIST = "Later verder", "Naar jullie casussen"
WATCH = "Let op: dit kan naar iemand wijzen"


class Casework:
    """The page: the list of cases, or one case at one of its eight steps."""

    def __init__(self, words: Content, ask: Ask, at: dict):
        self.draft = Draft(ask, str(at.get("group", "")), self._heard)
        self.step = 1
        self.shelf = CaseShelf(ask, self.draft.group, self.new, self.open)
        self.stages = {n: StagePage(self.draft, words, n) for n in STAGES}
        self.voices, self.rebuild = VoicesPage(self.draft), RebuildPage(self.draft)
        self.look = LookPage(self.draft, self._is_ready)
        self.pages = {**self.stages, VOICES: self.voices, REBUILD: self.rebuild, LOOK: self.look}
        self.one = self._laid_out()
        parts = [self.shelf.box, self.one, self.draft.on_disk.box]
        self.box = classed(w.VBox(parts), "kit-tools", "kit-always", "kit-desk", "kit-casework")
        self.home()

    def _laid_out(self) -> w.VBox:
        self.way, self.question = w.HTML(), w.HTML()
        self.buttons = {n: classed(Button(), "kit-toggle") for n in says.STEPS}
        for n, button in self.buttons.items():
            button.description = f"{n} {says.STEPS[n][0]}"
            button.on_click(lambda _, n=n: self.go(n))
        self.back, self.on = Button(description="Vorige"), Button(description="Volgende")
        self.on.button_style = "primary"
        self.later = Button(description=LATER)
        self.said = classed(w.HTML(), "kit-said")
        self.beside = w.HTML()
        self.finds = Finds(self.draft, FEW, self._replaced)
        self.back.on_click(lambda _: self.go(self.step - 1))
        self.on.on_click(lambda _: self.go(self.step + 1))
        self.later.on_click(lambda _: self._leave())
        way = classed(w.HBox(list(self.buttons.values())), "kit-steps")
        does = classed(w.HBox([self.back, self.on, self.later]), "kit-buttons")
        boxes = [page.box for page in self.pages.values()]
        left = w.VBox([self.question, *boxes, does, self.said])
        right = classed(w.VBox([self.beside, self.finds.box]), "kit-beside")
        return w.VBox([self.way, way, classed(w.HBox([left, right]), "kit-two")])

    # -- which case --------------------------------------------------------------------------

    def home(self, said: str = "", wrong: bool = False) -> None:
        """The list; no word of a case is on the page."""
        self.draft.forget()
        self._forget()
        self._open(False)
        self.shelf.open(said, wrong)

    def new(self) -> None:
        """Begin an empty case, with a code of its own."""
        self._start(self.draft.begin(OWN + secrets.token_hex(8)))

    def open(self, id: str) -> None:
        """Go on with a case where it was left."""
        self._start(self.draft.open(id))

    def _start(self, reply: dict) -> None:
        if not reply.get("ok"):
            self.home(str(reply.get("message", "")), wrong=True)
            return
        self._open(True)
        say(self.said, "")
        self.go(self.draft.own.here)

    # -- the steps ---------------------------------------------------------------------------

    def go(self, step: int) -> None:
        """To a step; where you are is kept too."""
        moved, self.step = self.step != step, min(max(1, step), LOOK)
        page = self.pages[self.step]
        self.way.value = says.way(self.step, self.draft.own.code)
        self.question.value = f"<h2>{says.STEPS[self.step][1]}</h2>"
        for n, button in self.buttons.items():
            (button.add_class if n == self.step else button.remove_class)("kit-on")
        for one in self.pages.values():
            show(one.box, one is page)
        show(self.back, self.step > 1)
        show(self.on, self.step < LOOK)
        self.later.description = LIST if self.step == LOOK else LATER
        page.open()
        if moved or self.draft.unsaved:
            self.draft.put(here=self.step)
        self._draw()

    def _heard(self, reply: dict) -> None:
        """After each change: said only what the server said."""
        if reply.get("ok"):
            say(self.said, f"{SAVED} · {reply['time']}")
        else:
            say(self.said, str(reply.get("message", "")), wrong=True)
        self.pages[self.step].draw()
        self._draw()

    def _draw(self) -> None:
        self.beside.value = self.pages[self.step].beside()
        mine = {name for name in self._names() if name}
        here = [one for one in self.draft.finds if one["field"] in mine and one["text"]]
        self.finds.show(here, WATCH)

    def _names(self) -> tuple:
        page = self.pages[self.step]
        return tuple(page.names.values()) if isinstance(page, Fields) else ()

    def _replaced(self) -> None:
        page = self.pages[self.step]
        page.fill()
        page.draw()
        if not self.finds.focus():
            self.on.focus()

    def _is_ready(self) -> None:
        say(self.said, "")  # what is said now stands above
        self.later.focus()

    def _leave(self) -> None:
        if self.draft.unsaved and not self.draft.put().get("ok"):
            return
        self.home("" if self.draft.line.get("ready") else "Je kunt hier later verder.")
        self.shelf.begin.focus()

    # -- small parts -------------------------------------------------------------------------

    def _open(self, one: bool) -> None:
        show(self.shelf.box, not one)
        show(self.one, one)
        (self.box.remove_class if one else self.box.add_class)("kit-at-start")

    def _forget(self) -> None:
        for page in (*self.stages.values(), self.voices):
            page.fill()
        self.rebuild.forget()
        self.look.forget()
        self.beside.value = ""
        self.finds.show([], WATCH)


class LookPage:
    """The last step: what was found, a person's yes, what is open, and the whole as pictures.

    `done()` is called when the case is ready.
    """

    def __init__(self, draft: Draft, done: Callable[[], None]):
        self.draft, self._done = draft, done
        self.found = classed(w.HTML(), "kit-said")
        self.finds = Finds(draft, MANY, self._replaced)
        self.agree = w.Checkbox(description=says.AGREE, indent=False)
        self.ready = Button(description="Klaar voor de workshop", button_style="primary")
        self.said, self.done = classed(w.HTML(), "kit-said"), w.HTML()
        does = classed(w.HBox([self.ready]), "kit-buttons")
        self.asked = w.VBox([self.finds.box, self.agree, does])
        self.box = w.VBox([self.done, self.found, self.asked, self.said])
        self.ready.on_click(lambda _: self.make_ready())

    def open(self) -> None:
        """Look through the case as it is now."""
        self.agree.value = False
        say(self.said, "")
        self.draw()
        if self.draft.line.get("ready"):
            return
        if not self.finds.focus():
            self.agree.focus()

    def draw(self) -> None:
        is_ready = bool(self.draft.line.get("ready"))
        self.done.value = says.ready(self.draft.line) if is_ready else ""
        show(self.done, is_ready)
        show(self.found, not is_ready)
        self.finds.show(self.draft.finds, "Lees dit na")
        say(self.found, "" if is_ready else says.how_many(len(self.draft.finds)))
        show(self.asked, not is_ready)

    def beside(self) -> str:
        return says.open_ends(self.draft.gaps) + says.of_all(self.draft.own)

    def make_ready(self) -> None:
        """Only after a person read it, and only the server's yes is a yes."""
        if not self.agree.value:
            say(self.said, f"Lees het nog eens, en vink dan aan: {says.AGREE}", wrong=True)
            self.agree.focus()
            return
        reply = self.draft.make_ready(dict(Counter(one["kind"] for one in self.draft.finds)))
        self.draw()
        if reply.get("ok"):
            say(self.said, f"{SAVED} · {reply['time']}. De casus is klaar voor de workshop.")
            self._done()
        else:
            self.agree.value = False
            say(self.said, str(reply.get("message", "")), wrong=True)

    def forget(self) -> None:
        """No word of a case stays here."""
        self.finds.show([], "")
        self.done.value = ""
        say(self.found, "")

    def _replaced(self) -> None:
        self.agree.value = False
        if not self.finds.focus():
            self.agree.focus()


def casework(words: Content, ask: Ask, at: dict) -> w.Widget:
    """The widgets of the page Eigen casus."""
    return Casework(words, ask, at).box
