"""Forms as widgets: the same forms the server knows, with drafts, and "bewaard" only when it is."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape

import ipywidgets as w

from kit.screens.pressing import Button
from kit.screens.tools import classed

SAVED = "Bewaard op deze laptop"
KEEP_AFTER = 0.3
"""Seconds: a pause in typing after which a draft is kept."""
SCORES = [("Kies", ""), *((str(n), n) for n in range(1, 6))]  # None would show nothing at all


class Form:
    """One form as widgets. `save(fields, draft)` and `keep(fields)` answer as the server does:
    a dict with `ok` and, when it is False, a Dutch `message`. When the answer has `finds` (what may
    point to a person) they are shown, and who presses again confirms them: then `save` gets them as
    a third argument.

    `on_saved()` is called after the words are on the disk. The form shows itself as `box`.
    """

    def __init__(
        self,
        spec: dict,
        save: Callable[[dict, str], dict],
        keep: Callable[[dict], dict] | None = None,
        values: dict | None = None,
        button: str = "Bewaren",
        on_saved: Callable[[], None] = lambda: None,
    ):
        self.spec, self._save, self._keep, self._on_saved = spec, save, keep, on_saved
        self.fields = {one["name"]: _widget(one) for one in spec["fields"]}
        self.said = classed(w.HTML(), "kit-said")
        self.button = Button(description=button, button_style="primary")
        self.draft = uuid.uuid4().hex
        self.kept = False  # just what stands here now
        self.write(values or {})
        for one in self.fields.values():
            for part in one.children if isinstance(one, w.VBox) else (one,):
                part.observe(self._typed, "value")
        self.waiting: asyncio.TimerHandle | None = None
        self.button.on_click(lambda _: self.save())
        self.finds: list[dict] = []
        self.doubts = classed(w.VBox(), "kit-finds")
        buttons = classed(w.HBox([self.button]), "kit-buttons")
        parts = [*self.fields.values(), self.doubts, buttons, self.said]
        self.box = classed(w.VBox(parts), "kit-form")

    def read(self) -> dict:
        """What is in the fields now, as the server takes it."""
        return {name: _value(one) for name, one in self.fields.items()}

    def write(self, values: dict) -> None:
        """Put values in the fields; what is not among them becomes empty."""
        for name, one in self.fields.items():
            _put(one, values.get(name))

    def keep(self) -> None:
        """Keep what is being typed now, if that was still to be done."""
        if self.waiting:
            self.waiting.cancel()
            self._keep_now()

    def _keep_now(self) -> None:
        self.waiting = None
        reply = self._keep(self.read())
        if not reply.get("ok"):
            self.say(str(reply.get("message", "")), wrong=True)

    def save(self) -> bool:
        """Ask the server to keep it; only its yes is a yes. What was kept is not kept twice."""
        if self.kept:
            return True
        self.keep()
        for spec in self.spec["fields"]:
            if spec.get("required") and self.read()[spec["name"]] in ("", None, []):
                self.say(f"Vul nog in: {spec['label']}", wrong=True)
                return False
        reply = self._save(self.read(), self.draft, *([self.finds] if self.finds else []))
        self._doubt(reply.get("finds") or [])
        if not reply.get("ok"):
            self.say(
                str(reply.get("message") or "Dat lukte niet. Probeer het nog eens."), wrong=True
            )
            return False
        self.draft, self.kept = uuid.uuid4().hex, True
        self.say(f"{SAVED} · {reply['time']}" if reply.get("time") else SAVED)
        self._on_saved()
        return True

    def say(self, text: str, wrong: bool = False) -> None:
        """One line under the form; a screen reader speaks it."""
        self.said.value = f'<p class="{"kit-wrong" if wrong else "kit-good"}">{escape(text)}</p>'

    def _doubt(self, finds: list[dict]) -> None:
        """Show what may point to a person, each with a button that puts other words there."""
        self.finds = finds
        rows = []
        for one in finds:
            words = f"<b>“{escape(one['text'])}”</b> {escape(one['reason'])}"
            instead = Button(description=f"Vervang door “{one['replacement']}”")
            instead.on_click(partial(self._replace, one))
            rows += [w.HTML(f"<p>{words}</p>"), *([instead] if one["replacement"] else [])]
        self.doubts.children = rows

    def _replace(self, find: dict, _=None) -> None:
        one = self.fields[find["field"]]
        if one.value[find["start"] : find["end"]] == find["text"]:
            one.value = one.value[: find["start"]] + find["replacement"] + one.value[find["end"] :]

    def _typed(self, _=None) -> None:
        self.draft, self.kept = uuid.uuid4().hex, False  # other words are another save
        if self.finds:
            self._doubt([])
        self.said.value = ""
        if self._keep and not self.waiting:
            self.waiting = _later(KEEP_AFTER, self._keep_now)


def _later(seconds: float, work: Callable[[], object]) -> asyncio.TimerHandle | None:
    """Do it a little later, or at once where nothing runs that could (a test)."""
    try:
        return asyncio.get_running_loop().call_later(seconds, work)
    except RuntimeError:
        work()
        return None


def _widget(spec: dict) -> w.Widget:
    hint = f" {spec['hint']}" if spec.get("hint") else ""
    label = spec["label"] + hint
    kind = spec["kind"]
    if kind == "textarea":
        return w.Textarea(description=label, rows=3)
    if kind == "select":
        return w.Dropdown(description=label, options=[(words, id) for id, words in spec["options"]])
    if kind == "date":
        return w.DatePicker(description=label)
    if kind == "number":
        low, high = spec.get("min", 0), spec.get("max", 99)
        return w.BoundedIntText(description=label, min=low, max=high)
    if kind == "likert":
        rows = [w.Dropdown(description=one, options=SCORES) for one in spec["statements"]]
        return w.VBox(rows)
    return w.Text(description=label)


def _value(one: w.Widget) -> object:
    if isinstance(one, w.VBox):
        return [row.value for row in one.children]
    return str(one.value) if isinstance(one.value, date) else one.value


def _put(one: w.Widget, value: object) -> None:
    if isinstance(one, w.VBox):
        for row, answer in zip(one.children, value or [None] * len(one.children), strict=False):
            row.value = "" if answer is None else answer
    elif isinstance(one, w.DatePicker):
        try:
            one.value = date.fromisoformat(str(value)) if value else None
        except ValueError:
            one.value = None
    elif isinstance(one, w.Dropdown):
        ids = [id for _, id in one.options]
        one.value = value if value in ids else ids[0]
    elif isinstance(one, w.BoundedIntText):
        one.value = int(value) if isinstance(value, int) else one.min
    else:
        one.value = str(value or "")
