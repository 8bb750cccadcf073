"""The first box of the own cases: what is promised, which cases there are, and wiping one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as w

from kit.screens import case_says as says
from kit.screens.pressing import Button
from kit.screens.shelf import say, show
from kit.screens.tools import Ask, classed

GONE = "Gewist van deze laptop."


class CaseShelf:
    """The cases of the group by their code, without a word of what is in them.

    `begin()` starts one, `look(id)` opens one.
    """

    def __init__(self, ask: Ask, group: str, begin: Callable[[], None], look: Callable):
        self.ask, self.group, self._look = ask, group, look
        self.begin = Button(description="Begin een casus", button_style="primary")
        self.begin.on_click(lambda _: begin())
        self.said = classed(w.HTML(), "kit-said")
        self.title, self.rows = w.HTML(), classed(w.VBox(), "kit-shelf")
        self.broken = w.HTML()
        promise = classed(w.HTML(says.PROMISE), "kit-promise")
        left = w.VBox([promise, classed(w.HBox([self.begin]), "kit-buttons"), self.said])
        right = w.VBox([self.title, self.rows, self.broken])
        self.box = classed(w.HBox([left, right]), "kit-home")

    def open(self, said: str = "", wrong: bool = False) -> None:
        """Ask what is there now and list it; `said` is one line about what was just done."""
        reply = self.ask(f"/api/own-cases?group={self.group}")
        trouble = "" if reply.get("ok") else str(reply.get("message", ""))
        say(self.said, trouble or said, wrong or bool(trouble))
        every = reply.get("cases", [])
        self.title.value = "<h2>Jullie casussen</h2>" if every else says.steps_ahead()
        self.rows.children = [self._row(one) for one in every]
        self.broken.value = f"<p>{escape(says.damaged(reply['damaged']))}</p>" * bool(
            reply.get("damaged")
        )

    def _row(self, one: dict) -> w.VBox:
        name = f"casus {one['code']}"
        line = w.HTML(says.row(one))
        look = Button(description="Openen", tooltip=f"Open {name}")
        longer = Button(description=says.longer(one), tooltip=f"Kies hoelang {name} blijft")
        wipe = Button(description="Wis nu", tooltip=f"Wis {name}")
        sure = f"<p>Wil je {escape(name)} echt wissen? Hij komt niet terug.</p>"
        no, yes = Button(description="Nee, laat staan"), Button(description="Ja, wis hem")
        answers = classed(w.HBox([no, classed(yes, "kit-stop")]), "kit-buttons")
        asked = classed(w.VBox([w.HTML(sure), answers]), "kit-sure")
        show(asked, False)

        def ask_first(on: bool) -> None:
            show(asked, on)
            show(wipe, not on)
            (no if on else wipe).focus()

        def turn(_) -> None:
            body = {"group": self.group, "id": one["id"], "changes": {"keep": not one["keep"]}}
            reply = self.ask("/api/own-case", body)
            if reply.get("ok"):
                one.update(reply["case"])
                line.value, longer.description = says.row(one), says.longer(one)
            say(self.said, "" if reply.get("ok") else str(reply.get("message", "")), wrong=True)

        look.on_click(lambda _: self._look(one["id"]))
        longer.on_click(turn)
        wipe.on_click(lambda _: ask_first(True))
        no.on_click(lambda _: ask_first(False))
        yes.on_click(lambda _: self._wipe(one["id"]))
        does = classed(w.HBox([look, longer, wipe]), "kit-buttons")
        return classed(w.VBox([line, does, asked]), "kit-earlier")

    def _wipe(self, id: str) -> None:
        reply = self.ask("/api/own-case/wipe", {"group": self.group, "id": id})
        ok = bool(reply.get("ok"))
        self.open(GONE if ok else str(reply.get("message", "")), wrong=not ok)
        self.begin.focus()
