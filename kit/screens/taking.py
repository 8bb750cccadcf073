"""Taking something of a private reflection along to a workshop: choose, shorten, look through."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as w

from kit import forms
from kit.screens.desk import SAVED
from kit.screens.pressing import Button
from kit.screens.reflection_text import ORDER, STEPS
from kit.screens.shelf import say, show
from kit.screens.tools import Ask, classed

KINDS = [
    ("Een reflectie voor de groep", "reflection"),
    ("Een signaal voor leiding en beleid", "signal"),
]
AGREE = "Ik heb het gelezen. Dit wijst niemand aan"
MOST = 8
"""Finds shown at once; the others come when these are dealt with."""
_ASKED = {
    field["name"]: field
    for form in forms.ALWAYS
    if form["id"] == "signal"
    for field in form["fields"]
    if field["kind"] == "select"
}


class Finds:
    """What the privacy check found in a text, each with its reason and a button that replaces it.

    `replace(find)` puts the replacement in the text. The rows are made once, so that the keyboard
    keeps its place.
    """

    def __init__(self, replace: Callable[[dict], None]):
        self.finds: list[dict] = []
        self.marked, self.more = w.HTML(), w.HTML()
        self.rows = []
        for number in range(MOST):
            text, button = w.HTML(), Button()
            button.on_click(lambda _, n=number: self.finds[n:] and replace(self.finds[n]))
            self.rows.append((classed(w.VBox([text, button]), "kit-find"), text, button))
        boxes = [row for row, _, _ in self.rows]
        self.box = classed(w.VBox([self.marked, *boxes, self.more]), "kit-finds")

    def show(self, text: str, finds: list[dict]) -> None:
        """These finds in this text; without any it says that, and what that is worth."""
        self.finds = finds
        self.marked.value = _marked(text, finds)
        for number, (row, line, button) in enumerate(self.rows):
            there = number < len(finds)
            show(row, there)
            if there:
                one = finds[number]
                line.value = (
                    f"<p><b>{escape(one['called'].capitalize())}:</b> "
                    f"‘{escape(_short(one['text']))}’. {escape(one['reason'])}</p>"
                )
                instead = _short(one["replacement"])
                button.description = f"Maak ervan: {instead}" if instead else "Haal weg"
        left = len(finds) - MOST
        self.more.value = f"<p>En nog {left}. Die zie je als je deze hebt gehad.</p>" * (left > 0)


class Taking:
    """The box in which words leave the reflection, by choice. `on_done()` goes back."""

    def __init__(self, ask: Ask, at: dict, on_done: Callable[[], None]):
        self.ask, self.at, self.on_done = ask, at, on_done
        self.groups: list[tuple[str, str]] = []
        self.told: dict = {}
        self.edited: dict[str, str] = {}
        self.filling, self.from_step = False, ""
        self.group = w.Dropdown(description="Voor welke groep?")
        self.kind = w.Dropdown(description="Wat wordt het?", options=KINDS)
        self.step = w.Dropdown(description="Begin met wat je schreef bij")
        self.text = w.Textarea(description="Wat mag de groep lezen? Maak het kort.", rows=5)
        self.asked = {name: _pick(spec) for name, spec in _ASKED.items()}
        self.asked["role"].description = "Vanuit welke rol? (geen naam)"
        self.look = Button(description="Kijk na op privacy", button_style="primary")
        self.finds = Finds(self._replace)
        self.agree = w.Checkbox(description=AGREE, indent=False)
        self.save = Button(description="Bewaar voor de workshop", button_style="primary")
        self.back = Button(description="Terug")
        self.lead, self.said = w.HTML(), classed(w.HTML(), "kit-said")
        self.box = self._laid_out()
        self._listen()

    def _laid_out(self) -> w.VBox:
        top = classed(w.HBox([self.group, self.kind, self.step]), "kit-filters")
        about = classed(w.HBox(list(self.asked.values())), "kit-filters")
        self.form = w.VBox([top, self.text, about])
        self.looked = w.VBox([self.finds.box, self.agree])
        does = classed(w.HBox([self.look, self.save, self.back]), "kit-buttons")
        return w.VBox([self.lead, self.form, self.looked, self.said, does])

    def _listen(self) -> None:
        self.step.observe(lambda _: self._other_step(), "value")
        self.kind.observe(lambda _: self._fit(), "value")
        self.text.observe(lambda _: self._changed(), "value")
        for one in (self.group, self.kind, *self.asked.values()):
            one.observe(lambda _: self._keep(), "value")
        self.look.on_click(lambda _: self.look_through())
        self.save.on_click(lambda _: self.keep())
        self.back.on_click(lambda _: self._on_back())

    # -- opening -----------------------------------------------------------------------------

    def open(self, told: dict, shelf: dict) -> None:
        """Begin with this reflection, or go on with what was being made ready of it.

        `shelf` says which groups there are and which is in use.
        """
        self.told, was, self.filling = told, told.get("taking") or {}, True
        written = [(STEPS[s][0], s) for s in ORDER if told["texts"].get(s)]
        self.groups = [(name, id) for id, name in shelf.get("groups", ())]
        ids = [id for _, id in self.groups]
        self.group.options = self.groups
        here = (was.get("group"), self.at.get("group"), shelf.get("group"))
        self.group.value = _first(*here, *ids, among=ids)
        self.step.options = written
        chosen = [s for _, s in written]
        self.from_step = _first(was.get("step"), *reversed(chosen), among=chosen)
        self.step.value = self.from_step
        self.kind.value = _first(was.get("kind"), "reflection", among=["reflection", "signal"])
        self.text.value = was.get("text") or told["texts"].get(self.from_step, "")
        for name, one in self.asked.items():
            one.value = _first(was.get(name), "", among=[v for _, v in one.options])
        self.filling = False
        show(self.group, len(self.groups) > 1)
        self._fit()
        self._lead()

    def forget(self) -> None:
        """No word of a reflection stays in these fields."""
        self.filling = True
        self.told, self.edited, self.from_step = {}, {}, ""
        self.text.value = ""
        self.finds.show("", [])
        self.finds.marked.value = ""
        self.filling = False

    def _lead(self) -> None:
        there = bool(self.groups)
        name = escape(self.groups[0][0]) if len(self.groups) == 1 else "de groep"
        text = (
            f"Hier kies je wat {name} mag lezen. De rest blijft van jou."
            if there
            else "Er is op deze laptop nog geen groep. Maak er eerst een op de startpagina."
        )
        self.lead.value = f"<h2>Neem mee naar de workshop</h2><p>{text}</p>"
        self._unlook()
        show(self.form, there)
        show(self.look, there)
        say(self.said, "")
        (self.kind if there else self.back).focus()

    # -- typing ------------------------------------------------------------------------------

    def _other_step(self) -> None:
        if self.filling or not self.step.value:
            return
        self.edited[self.from_step] = self.text.value
        self.from_step = self.step.value
        before = self.edited.get(self.from_step)
        self.text.value = before or self.told["texts"].get(self.from_step, "")

    def _fit(self) -> None:
        for name in ("often", "button"):
            show(self.asked[name], self.kind.value == "signal")

    def _changed(self) -> None:
        self._unlook()
        self._keep()

    def _keep(self) -> None:
        if self.filling or not self.told:
            return
        taking = {name: str(value or "") for name, value in self._given().items()}
        taking |= {"kind": self.kind.value, "group": self.group.value or "", "step": self.from_step}
        reply = self.ask("/api/reflection", {"id": self.told["id"], "taking": taking})
        say(self.said, "" if reply.get("ok") else reply.get("message", ""), wrong=True)

    def _given(self) -> dict:
        asked = {name: one.value for name, one in self.asked.items()}
        return {"text": self.text.value, **asked}

    # -- looking through ---------------------------------------------------------------------

    def look_through(self) -> None:
        """Let the kit look for what points to a person, and show it beside the text."""
        if not self.text.value.strip():
            say(self.said, "Vul eerst in wat de groep mag lezen.", wrong=True)
            self.text.focus()
            return
        reply = self.ask("/api/reflection/look", {"text": self.text.value})
        if not reply.get("ok"):
            say(self.said, reply.get("message", ""), wrong=True)
            return
        self._found(reply["finds"])

    def _found(self, finds: list[dict]) -> None:
        self.finds.show(self.text.value, finds)
        self.agree.value = False
        self._ready(True)
        say(self.said, _counted(len(finds)))
        (self.finds.rows[0][2] if finds else self.agree).focus()

    def _unlook(self) -> None:
        self.agree.value = False
        self.finds.show("", [])
        self._ready(False)

    def _ready(self, looked: bool) -> None:
        for one, there in ((self.looked, looked), (self.save, looked), (self.look, not looked)):
            show(one, there)

    def _replace(self, find: dict) -> None:
        text = self.text.value
        if text[find["start"] : find["end"]] != find["text"]:
            return
        self.text.value = text[: find["start"]] + find["replacement"] + text[find["end"] :]
        self.look_through()

    # -- keeping -----------------------------------------------------------------------------

    def keep(self) -> None:
        """Write it for the group; only the server's yes is a yes."""
        if not self.agree.value:
            say(self.said, f"Lees het nog eens, en vink dan aan: {AGREE}.", wrong=True)
            self.agree.focus()
            return
        fields = {k: v for k, v in self._given().items() if v}
        if self.kind.value != "signal":
            fields = {k: v for k, v in fields.items() if k in ("text", "role")}
        seen = [{"kind": one["kind"], "text": one["text"]} for one in self.finds.finds]
        body = {"id": self.told["id"], "group": self.group.value, "kind": self.kind.value}
        body |= {"fields": fields, "confirmed": seen, "read": True}
        reply = self.ask("/api/reflection/take", body)
        if reply.get("ok"):
            self._kept(reply, fields["text"])
        else:
            if "finds" in reply:  # it was changed elsewhere, or the rules were
                self.look_through()
            say(self.said, reply.get("message", ""), wrong=True)

    def _kept(self, reply: dict, text: str) -> None:
        for one in (self.form, self.looked, self.save, self.look):
            show(one, False)
        words = f'<div class="kit-marked">{escape(text)}</div>'
        self.lead.value = f"<h2>Meegenomen naar de workshop</h2>{words}"
        then = {
            "signal": f"Het komt terug in de volgende workshop van {reply['name']}.",
            "reflection": f"Het staat nu bij wat {reply['name']} eerder zei.",
        }
        say(self.said, f"{SAVED} · {reply['time']}. {then[self.kind.value]}")
        self.back.focus()

    def _on_back(self) -> None:
        self.forget()
        self.on_done()


def _pick(spec: dict) -> w.Dropdown:
    return w.Dropdown(description=spec["label"], options=[(t, id) for id, t in spec["options"]])


def _first(*wanted: str | None, among: list[str]) -> str | None:
    """The first of these that can be chosen."""
    return next((one for one in wanted if one in among), None)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + " …"


def _counted(number: int) -> str:
    if not number:
        return "Gesprekskit vindt niets. Het ziet niet alles, dus lees het zelf ook na."
    what = "één plek die" if number == 1 else f"{number} plekken die"
    verb = "kan" if number == 1 else "kunnen"
    return f"Gesprekskit vindt {what} naar iemand {verb} wijzen. Lees ze na."


def _marked(text: str, finds: list[dict]) -> str:
    """The text with a mark on what was found; a combination lies over others and has no mark."""
    out, at = [], 0
    for one in finds:
        if one["kind"] == "combination" or one["start"] < at:
            continue
        out += [escape(text[at : one["start"]]), f"<mark>{escape(one['text'])}</mark>"]
        at = one["end"]
    return f'<div class="kit-marked">{"".join(out)}{escape(text[at:])}</div>' if text else ""
