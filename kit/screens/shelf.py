"""The first box of the personal reflection: what is promised, what was written earlier, wiping."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as w

from kit.screens import reflection_text as says
from kit.screens.pressing import Button
from kit.screens.tools import Ask, classed


def show(one: w.DOMWidget, on: bool) -> None:
    """Let a widget be there, or not."""
    one.layout.display = None if on else "none"


def say(line: w.HTML, text: str, wrong: bool = False) -> None:
    """One line that a screen reader speaks."""
    line.value = f'<p class="{"kit-wrong" if wrong else "kit-good"}">{escape(text)}</p>' * bool(
        text
    )


class Wiping:
    """A button that wipes `about`, and asks first. `wipe()` is called after the second yes."""

    def __init__(self, about: str, wipe: Callable[[], None], button: str = "Wis nu"):
        self.ask_first = Button(description=button, tooltip=f"Wis {about}")
        sure = (
            f"<p>Wil je {escape(about)} echt wissen? Het komt niet terug. "
            "Wat je meenam naar een workshop, blijft daar.</p>"
        )
        self.yes = classed(Button(description="Ja, wis het"), "kit-stop")
        self.no = Button(description="Nee, laat staan")
        answers = classed(w.HBox([self.no, self.yes]), "kit-buttons")
        self.box = classed(w.VBox([w.HTML(sure), answers]), "kit-sure")
        show(self.box, False)
        self.ask_first.on_click(lambda _: self._ask(True))
        self.no.on_click(lambda _: self._ask(False))
        self.yes.on_click(lambda _: wipe())

    def _ask(self, on: bool) -> None:
        show(self.box, on)
        show(self.ask_first, not on)
        (self.no if on else self.ask_first).focus()


class Shelf:
    """Earlier reflections by date, without a word of what is in them.

    `heard` is what the server said last. `begin()` and `look(id)` open a reflection.
    """

    def __init__(self, ask: Ask, begin: Callable[[], None], look: Callable[[str], None]):
        self.ask, self._look = ask, look
        self.heard: dict = {}
        self.begin = Button(description="Begin een reflectie", button_style="primary")
        self.begin.on_click(lambda _: begin())
        self.said = classed(w.HTML(), "kit-said")
        self.title, self.rows = w.HTML(), classed(w.VBox(), "kit-shelf")
        self.wiped, self.broken = w.HTML(), w.VBox()
        promise = classed(w.HTML(says.PROMISE), "kit-promise")
        left = w.VBox([promise, classed(w.HBox([self.begin]), "kit-buttons"), self.said])
        right = w.VBox([self.title, self.rows, self.broken, self.wiped])
        self.box = classed(w.VBox([left, right]), "kit-home")

    def open(self, said: str = "", wrong: bool = False) -> None:
        """Ask what is there now and list it; `said` is one line about what was just done."""
        reply = self.ask("/api/reflections")
        if reply.get("ok"):
            self.heard = reply
        trouble = self.heard.get("trouble") if reply.get("ok") else reply.get("message", "")
        say(self.said, trouble or said, wrong or bool(trouble))
        every = self.heard.get("reflections", [])
        self.title.value = "<h2>Eerder</h2>" if every else says.five_steps()
        self.rows.children = [self._row(one) for one in every]
        self._list_broken(len(self.heard.get("damaged", ())))
        self.wiped.value = says.receipts(self.heard.get("wiped", []))

    def wipe(self, about: dict) -> None:
        """Wipe `{"id": …}` or `{"damaged": True}` and list what is left."""
        reply = self.ask("/api/reflection/wipe", about)
        ok = bool(reply.get("ok"))
        self.open(says.ALL_GONE if ok else str(reply.get("message", "")), wrong=not ok)
        self.begin.focus()

    def _row(self, one: dict) -> w.VBox:
        name = f"de reflectie van {one['on']}"
        line = w.HTML(says.row(one))
        look = Button(description="Openen", tooltip=f"Open {name}")
        longer = Button(description=says.longer(one), tooltip=f"Kies hoelang {name} blijft")
        wiping = Wiping(name, lambda: self.wipe({"id": one["id"]}))

        def turn(_) -> None:
            reply = self.ask("/api/reflection", {"id": one["id"], "keep": not one["keep"]})
            if reply.get("ok"):
                one.update(reply["reflection"])
                line.value, longer.description = says.row(one), says.longer(one)
            say(self.said, "" if reply.get("ok") else reply.get("message", ""), wrong=True)

        look.on_click(lambda _: self._look(one["id"]))
        longer.on_click(turn)
        does = classed(w.HBox([look, longer, wiping.ask_first]), "kit-buttons")
        return classed(w.VBox([line, does, wiping.box]), "kit-earlier")

    def _list_broken(self, number: int) -> None:
        about, button = "wat beschadigd is", "Wis wat beschadigd is"
        wiping = Wiping(about, lambda: self.wipe({"damaged": True}), button)
        parts = [w.HTML(says.damaged(number)), wiping.ask_first, wiping.box]
        self.broken.children = parts if number else []
