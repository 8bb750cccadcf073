"""The page of leadership and policy as ipywidgets: which signals wait, and one of them answered."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import ipywidgets as w

from kit import answers
from kit.follow import Signal
from kit.model import Content
from kit.screens import waiting
from kit.screens.desk import SAVED, Form
from kit.screens.pressing import Button
from kit.screens.signal_text import promises_text, signal_text, told_text, versions_text
from kit.screens.tools import Ask, classed

KINDS = {
    "response": "Reageren",
    "decision": "Besluiten",
    "feedback": "Vastleggen dat het is teruggekoppeld",
    "check_up": "Na drie maanden kijken",
    "signal": "Het signaal uitwerken",
}
"""What can be done with a signal besides saying that it came in."""
MANY = 10
"""With more signals than this there is a word to search with."""
WORDING = {"wording": "signal"}


def leading(_words: Content, ask: Ask, at: dict) -> w.Widget:
    """All signals of a group, one of them open to be answered."""
    return Leading(ask, str(at.get("group", ""))).box


class Leading:
    """The list, the signal that is open, its form, and what will be said in the next workshop."""

    def __init__(self, ask: Ask, group: str):
        self.ask, self.group = ask, group
        self.signals: list[dict] = []
        self.drafts: dict[str, dict] = {}
        self.turn, self.drawing, self.form, self.kept_at = 0, False, None, ""
        self.count, self.trouble = classed(w.HTML(), "kit-count"), classed(w.HTML(), "kit-said")
        self.owner = w.Dropdown(description="Bij wie?", options=[("Iedereen", "")])
        self.find = w.Text(description="Zoek een woord")
        self.list = classed(w.HTML(), "kit-signals")
        self.pick = classed(w.Dropdown(description="Signaal"), "kit-picked")
        self.shown, self.versions, self.promises = w.HTML(), w.HTML(), w.HTML()
        self.receipt, self.answer = classed(w.VBox(), "kit-receipt"), w.VBox()
        self.kind = w.Dropdown(description="Wat wil je doen?")
        self.chosen = w.Dropdown(description="Welke versie geldt?")
        self.said = classed(w.HTML(), "kit-said")
        self._telling = False
        self.telling, self.told = classed(Button(), "kit-toggle"), w.HTML()
        self.again = classed(Button(description="Ververs", tabbable=False), "kit-refresh")
        self.box = self._laid_out()
        self._listen()
        self.refresh()

    def _laid_out(self) -> w.VBox:
        filters = classed(w.HBox([self.owner, self.find]), "kit-filters")
        self.left = classed(w.VBox([filters, self.list]), "kit-left")
        asked = [self.receipt, self.kind, self.versions, self.chosen, self.answer]
        self.desk = classed(w.VBox(asked), "kit-answer")
        self.right = w.VBox([self.shown, self.said, self.desk, self.promises])
        self.both = classed(w.HBox([self.left, self.right]), "kit-both")
        prepare = [classed(w.HBox([self.telling]), "kit-buttons"), self.told]
        self.beamer = classed(w.VBox(prepare), "kit-prepared")
        parts = [self.count, self.trouble, self.both, self.beamer, self.pick, self.again]
        return classed(w.VBox(parts), "kit-tools", "kit-always", "kit-desk", "kit-leading")

    def _listen(self) -> None:
        for one in (self.owner, self.find):
            one.observe(lambda _: self.drawing or self.look(), "value")
        self.pick.observe(lambda _: self.drawing or self.open(), "value")
        self.kind.observe(lambda _: self.drawing or self._answering(), "value")
        self.chosen.observe(lambda _: self.drawing or self._take_over(), "value")
        self.telling.on_click(lambda _: self._tell(not self._telling))
        self.again.on_click(lambda _: self.refresh())

    # -- what stands ---------------------------------------------------------------------------

    def _read(self, path: str) -> dict:
        reply = self.ask(f"{path}?{urlencode({'group': self.group})}")
        wrong = "" if reply.get("ok") else str(reply.get("message", ""))
        self.trouble.value = f'<p class="kit-wrong">{escape(wrong)}</p>' if wrong else ""
        return {} if wrong else reply

    def refresh(self) -> None:
        """Ask what stands now; what is being typed stays as it is."""
        reply = self._read("/api/series")
        if not reply:
            _shown(self.both, bool(self.signals))
            _shown(self.beamer, bool(self.signals))
            return
        self.signals, before = reply["signals"], self.opened
        self.drafts = reply["drafts"]
        self._offer()
        self.look()
        if self.opened and before and self.opened["id"] == before["id"] and self.form:
            self._draw()
            if _can(before) != _can(self.opened):
                self._choices()
        else:
            self.open(move=False)
        self._tell(self._telling)

    @property
    def opened(self) -> dict | None:
        """The signal that is open."""
        return next((one for one in self.signals if one["id"] == self.pick.value), None)

    def _offer(self) -> None:
        """What can be chosen from: signals, and those they wait for."""
        signals, opened, owner = self.signals, self.pick.value, self.owner.value
        order = [one for there in waiting.placed(signals).values() for one in there]
        owners = sorted({one["owner"] for one in signals if one["owner"]}, key=str.casefold)
        self.drawing = True
        self.pick.options = [(one["line"], one["id"]) for one in order]
        ids = [one["id"] for one in order]
        self.pick.value = opened if opened in ids else next(iter(ids), None)
        self.owner.options = [("Iedereen", ""), *((one, one) for one in owners)]
        self.owner.value = owner if owner in owners else ""
        self.drawing = False
        for part in (self.both, self.beamer):
            _shown(part, bool(signals))
        _shown(self.find, len(signals) > MANY)
        _shown(self.owner, len(owners) > 1)
        self.count.value = waiting.count_line(signals) if signals else waiting.NOTHING

    def look(self) -> None:
        """The list that fits what is asked."""
        word = self.find.value.strip().casefold()
        fitting = [
            one
            for one in self.signals
            if self.owner.value in ("", one["owner"]) and word in one["line"].casefold()
        ]
        order = [id for _, id in self.pick.options]
        self.list.value = waiting.list_text(fitting, self.pick.value or "", order)

    # -- one signal ----------------------------------------------------------------------------

    def open(self, move: bool = True) -> None:
        """Show the signal that was chosen, with the form that is asked for next."""
        if self.form:
            self.form.keep()
        self.turn += move
        self.said.value = ""
        self.look()
        self._draw()
        self._choices()

    def _draw(self) -> None:
        signal = self.opened
        self.shown.value = signal_text(signal, self.turn) if signal else ""
        self.promises.value = promises_text(signal) if signal else ""

    def _choices(self) -> None:
        """What can be done with this signal, what is asked for next first."""
        signal = self.opened
        _shown(self.desk, bool(signal))
        if not signal:
            return
        unsure = [WORDING.get(one["kind"], one["kind"]) for one in signal["conflicts"]]
        order = dict.fromkeys([*unsure, signal["next"], *KINDS])
        known = [kind for kind in order if kind in KINDS and kind in (*signal["can"], *unsure)]
        self.drawing = True
        self.kind.options = [
            ("Kiezen welke versie geldt" if kind in unsure else KINDS[kind], kind) for kind in known
        ]
        self.kind.value = known[0]
        self.drawing = False
        asks = not signal["events"]
        self.receipt.children = self._receiving() if asks else ()
        _shown(self.receipt, asks)
        self._answering()

    def _receiving(self) -> tuple[w.Widget, ...]:
        """One button to say that it came in, and one for all that came in with it."""
        form = self._form("receipt", "Ontvangst bevestigen")
        waiting_too = [one["id"] for one in self.signals if not one["events"]]
        if len(waiting_too) < 2:
            return (form.box,)
        every = Button(description=f"Bevestig ze alle {len(waiting_too)}")
        every.on_click(lambda _: self._receive(form, waiting_too))
        return form.box, every

    def _receive(self, form: Form, ids: list[str]) -> None:
        """Say of each of these signals that it came in; stop at the first that is not kept."""
        for number, id in enumerate(ids):
            reply = self._follow("receipt", id, form.read(), f"{form.draft}{number}")
            if not reply.get("ok"):
                said = f"{number} van de {len(ids)} bevestigd. {reply.get('message', '')}"
                form.say(said, wrong=True)
                return
        self._saved()

    def _answering(self) -> None:
        """The form of what was chosen; where two clash, both stand above it."""
        if self.form:
            self.form.keep()
        kind, clash = self.kind.value, self._clash()
        options = [(f"Versie {n}", n) for n, _ in enumerate(clash["said"], 1)] if clash else []
        self.drawing = True
        self.chosen.options = [("Kies", 0), *options, ("Geen van deze: ik schrijf het zelf", -1)]
        self.chosen.value = 0
        self.drawing = False
        self.versions.value = versions_text(clash) if clash else ""
        for part in (self.chosen, self.versions):
            _shown(part, bool(clash))
        self.form = self._form(kind, "Dit geldt" if clash else "Bewaren")
        classed(self.form.box, f"kit-turn-{self.turn}")
        self.answer.children = (self.form.box,)
        _shown(self.answer, not clash or self.form.spec["id"] in self.drafts)

    def _clash(self) -> dict | None:
        kinds = {self.kind.value, *(k for k, v in WORDING.items() if v == self.kind.value)}
        return next((one for one in self.opened["conflicts"] if one["kind"] in kinds), None)

    def _take_over(self) -> None:
        """Put the version that was chosen in the form; it is only kept with the button."""
        if self.chosen.value and self.form:
            said = self._clash()["said"]
            mine = self.chosen.value > 0
            self.form.write(said[self.chosen.value - 1]["fields"] if mine else {})
            _shown(self.answer, True)

    def _form(self, kind: str, button: str) -> Form:
        signal = self.opened
        id = signal["id"]
        spec = answers.form(kind, Signal(id, (signal["fields"],)))
        values = self.drafts.get(spec["id"]) or (signal["fields"] if kind == "signal" else {})

        def keep(fields: dict) -> dict:
            self.drafts[spec["id"]] = {k: v for k, v in fields.items() if v}
            return self.ask(
                "/api/desk-draft", {"group": self.group, "form": spec["id"], "fields": fields}
            )

        known = [event["id"] for event in signal["events"]]

        def save(fields: dict, draft: str, confirmed=()) -> dict:
            also = {"confirmed": list(confirmed), "seen": known}
            reply = self._follow(kind, id, fields, draft, **also)
            if reply.get("ok"):
                self.drafts.pop(spec["id"], None)
            return reply

        return Form(spec, save, keep, values, button, self._saved)

    def _follow(self, kind: str, id: str, fields: dict, draft: str, **also: list) -> dict:
        about = {"group": self.group, "kind": kind, "target": id, **also}
        reply = self.ask("/api/follow", {**about, "fields": fields, "draft": draft})
        if reply.get("ok"):
            self.kept_at = str(reply.get("time", ""))
        return reply

    def _saved(self) -> None:
        """It is on the disk: show what became of the signal and what is asked for next."""
        self.form = None
        self.turn += 1
        self.refresh()
        self.look()
        signal = self.opened
        now = f" Nu: {waiting.PLACES[waiting.waits_for(signal)].lower()}." if signal else ""
        self.said.value = f'<p class="kit-good">{SAVED} · {escape(self.kept_at)}.{now}</p>'

    # -- what will be said -----------------------------------------------------------------------

    def _tell(self, on: bool) -> None:
        """Show or hide what will stand on the beamer of the next workshop."""
        self._telling = on
        if not self.signals:
            return
        said = self._read("/api/told") if on or not self.telling.description else {}
        if said:
            number = said["workshop"]
            self.telling.description = (
                f"Wat zeggen we in workshop {number}?" if number else "Wat zeggen we nog?"
            )
        self.told.value = told_text(said) if on and said else ""
        (self.telling.add_class if on else self.telling.remove_class)("kit-on")


def _can(signal: dict) -> tuple:
    return (*signal["can"], signal["next"], len(signal["conflicts"]), len(signal["events"]))


def _shown(part: w.DOMWidget, on: bool) -> None:
    part.layout.display = None if on else "none"
