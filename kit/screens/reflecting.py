"""The personal reflection: five calm steps, alone, each kept while it is being typed."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import ipywidgets as w

from kit.actions import ASKS_SAFETY
from kit.model import Card, Content
from kit.screens import reflection_text as says
from kit.screens.desk import SAVED
from kit.screens.on_disk import OnDisk, writes
from kit.screens.pressing import Button
from kit.screens.reflection_text import ORDER, STEPS
from kit.screens.shelf import Shelf, Wiping, say, show
from kit.screens.taking import Taking
from kit.screens.tools import Ask, classed

SUIT = "gesprek"


class Sitting:
    """One reflection while it is open, with a field of its own for each step.

    A field belongs to one step of one reflection for good: what arrives late still lands where it
    was typed.
    """

    def __init__(self, ask: Ask, said: w.HTML, on_typed: Callable[[], None]):
        self.ask, self.said, self.on_typed = ask, said, on_typed
        self.on_disk = OnDisk()
        self.id, self.fresh, self.here = secrets.token_hex(8), True, 0
        self.cards: dict[str, str] = {}
        self.unsaved: dict[str, str] = {}
        self.told: dict = {}
        self.filling = False
        self.fields = {step: w.Textarea(description=STEPS[step][1], rows=9) for step in ORDER}
        for step, field in self.fields.items():
            field.observe(lambda _, step=step: self._typed(step), "value")
            show(field, False)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields now, by step."""
        return {step: field.value for step, field in self.fields.items() if field.value}

    @property
    def begun(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.told or self.texts)

    def read(self, told: dict) -> None:
        """Go on with a reflection that is on the disk."""
        self.id, self.fresh, self.told = told["id"], False, told
        self.here, self.cards, self.filling = told["here"], dict(told["cards"]), True
        for step, field in self.fields.items():
            field.value = told["texts"].get(step, "")
        self.filling = False

    def save(self, **more: object) -> bool:
        """Put what was typed on the disk; what could not be put there goes along next time."""
        body = {"id": self.id, **more, **({"texts": self.unsaved} if self.unsaved else {})}
        reply = self.ask("/api/reflection", {**body, "fresh": True} if self.fresh else body)
        if reply.get("ok"):
            self.told |= reply["reflection"]
            self.unsaved, self.fresh = {}, False
            say(self.said, f"{SAVED} · {reply['time']}")
        else:
            say(self.said, str(reply.get("message", "")), wrong=True)
        return bool(reply.get("ok"))

    def close(self) -> None:
        """Let go of the fields and the words in them."""
        for field in self.fields.values():
            field.close()

    def _typed(self, step: str) -> None:
        if not self.filling:
            self.unsaved[step] = words = self.fields[step].value
            if self.save(here=self.here):
                self.on_disk.tell(words)
            self.on_typed()


class Reflecting:
    """The page. One of four boxes is open: the start, a step, the end, or taking it along."""

    def __init__(self, words: Content, ask: Ask, at: dict):
        self.ask = ask
        self.deck = [card for card in words.cards.values() if card.suit == SUIT]
        self.said, self.said_end = classed(w.HTML(), "kit-said"), classed(w.HTML(), "kit-said")
        self.left: Sitting | None = None
        self.now = Sitting(ask, self.said, self._typed)
        self.shelf = Shelf(ask, lambda: self.go(0), self.open)
        self.taking = Taking(ask, at, self.finish)
        self.boxes = [self.shelf.box, self._steps(), self._end(), self.taking.box]
        self.box = classed(w.VBox(self.boxes), "kit-tools", "kit-always", "kit-desk", "kit-reflect")
        self.home()

    def home(self, said: str = "", wrong: bool = False) -> None:
        """The first box, with what is on the shelf now; nothing of a text is on the page."""
        self._put_away()
        self.shelf.open(said, wrong)
        self._open(0)

    # -- the steps ---------------------------------------------------------------------------

    def _steps(self) -> w.VBox:
        self.way, self.question, self.card = w.HTML(), w.HTML(), w.HTML()
        self.fields = w.VBox()
        writes(self.fields)
        self.back, self.on = Button(description="Vorige"), Button(button_style="primary")
        self.later = Button(description="Later verder")
        self.other = Button(description="Andere kaart")
        self.hide = Button(description="Verberg de kaart")
        self.back.on_click(lambda _: self.go(self.now.here - 1))
        self.on.on_click(lambda _: self.go(self.now.here + 1))
        self.later.on_click(lambda _: self._leave("Je kunt hier later verder."))
        self.other.on_click(lambda _: self.draw())
        self.hide.on_click(lambda _: self._show_card(self.card.layout.display == "none"))
        does = classed(w.HBox([self.back, self.on, self.later]), "kit-buttons")
        write = w.VBox([self.question, self.fields, does, self.said])
        about_card = classed(w.HBox([self.other, self.hide]), "kit-buttons")
        two = classed(w.HBox([write, w.VBox([self.card, about_card])]), "kit-two")
        return w.VBox([self.way, two])

    def open(self, id: str) -> None:
        """Go on with a reflection where it was left."""
        heard = self.ask(f"/api/reflection?id={id}")
        if not heard.get("ok"):
            self.home(str(heard.get("message", "")), wrong=True)
            return
        self.now.read(heard["reflection"])
        self.go(self.now.here)

    def go(self, step: int) -> None:
        """To a step, and past the last one to the end."""
        self.now.here = min(max(0, step), len(ORDER))
        if self.now.begun:
            self.now.save(here=self.now.here)
        if self.now.here == len(ORDER):
            self.finish()
            return
        self.way.value = says.way(self.now.here)
        self.question.value = f"<h2>{STEPS[self._step()][0]}</h2>"
        for name, field in self.now.fields.items():
            show(field, name == self._step())
        show(self.back, self.now.here > 0)
        self.on.description = "Volgende" if self.now.here < len(ORDER) - 1 else "Klaar"
        self._draw_card()
        self._open(1)
        self.now.fields[self._step()].focus()

    def _step(self) -> str:
        return ORDER[self.now.here]

    def _typed(self) -> None:
        """What arrives late is read back too."""
        if self.now.here == len(ORDER):
            self.read_back.value = says.read_back(self.now.texts, self.now.told)

    def _leave(self, said: str = "") -> None:
        if self.now.unsaved and not self.now.save():
            return
        self.home(said if self.now.begun else "")
        self.shelf.begin.focus()

    # -- the card ----------------------------------------------------------------------------

    def draw(self) -> None:
        """The next card that fits this step; after those, the others of the suit."""
        ids = [card.id for card in self._fitting()]
        here = self.now.cards.get(self._step(), ids[0])
        self.now.cards[self._step()] = ids[(ids.index(here) + 1) % len(ids) if here in ids else 0]
        if self.now.begun:
            self.now.save(cards=self.now.cards)
        self._draw_card()

    def _fitting(self) -> list[Card]:
        """The cards of this step, its own first; those that ask for safety are left out."""
        order = {id: number for number, id in enumerate(STEPS[self._step()][2])}
        calm = [card for card in self.deck if card.safety < ASKS_SAFETY]
        return sorted(calm, key=lambda card: order.get(card.id, len(order)))

    def _draw_card(self) -> None:
        fits = self._fitting()
        there = {card.id: card for card in fits}
        card = there.get(self.now.cards.get(self._step(), "")) or next(iter(fits), None)
        self.card.value = says.card_text(card) if card else ""
        show(self.other, len(fits) > 1 and self.card.layout.display != "none")
        show(self.hide, bool(card))

    def _show_card(self, on: bool) -> None:
        show(self.card, on)
        show(self.other, on)
        self.hide.description = "Verberg de kaart" if on else "Toon een kaart"

    # -- the end -----------------------------------------------------------------------------

    def _end(self) -> w.VBox:
        self.read_back, self.wiping = w.HTML(), w.VBox()
        self.take = Button(description="Neem mee naar de workshop", button_style="primary")
        self.write_on = Button(description="Verder schrijven")
        self.to_start = Button(description="Naar het begin")
        self.longer = Button()
        self.take.on_click(lambda _: self._take())
        self.write_on.on_click(lambda _: self.go(len(ORDER) - 1))
        self.to_start.on_click(lambda _: self._leave())
        self.longer.on_click(lambda _: self._turn())
        first = classed(w.HBox([self.take, self.write_on, self.to_start]), "kit-buttons")
        return w.VBox([self.read_back, first, self.said_end, self.wiping])

    def finish(self) -> None:
        """All that was written, to read back, and what can be done with it."""
        told = self.now.told
        if told:
            heard = self.ask(f"/api/reflection?id={self.now.id}")
            told |= heard.get("reflection", {})
        self.now.here = len(ORDER)
        self._open(2)
        self.read_back.value = says.read_back(self.now.texts, told)
        lost = "Niet alles is bewaard. Ga naar ‘Verder schrijven’ en probeer het nog eens."
        say(self.said_end, lost if self.now.unsaved else "", wrong=True)
        show(self.take, bool(told and self.now.texts))
        self.longer.description = says.longer(told)
        one = Wiping("deze reflectie", self._wipe)
        does = classed(w.HBox([self.longer, one.ask_first]), "kit-buttons")
        self.wiping.children = [does, one.box] if told else []
        self.write_on.focus()

    def _turn(self) -> None:
        told = self.now.told
        reply = self.ask("/api/reflection", {"id": self.now.id, "keep": not told.get("keep")})
        if reply.get("ok"):
            told |= reply["reflection"]
            self.longer.description = says.longer(told)
            self.read_back.value = says.read_back(self.now.texts, told)
        say(self.said_end, "" if reply.get("ok") else str(reply.get("message", "")), wrong=True)

    def _wipe(self) -> None:
        id = self.now.id
        self._put_away()
        self.shelf.wipe({"id": id})
        self._open(0)
        self.shelf.begin.focus()

    def _take(self) -> None:
        self._open(3)
        self.taking.open(self.now.told | {"texts": self.now.texts}, self.shelf.heard)

    # -- small parts -------------------------------------------------------------------------

    def _open(self, which: int) -> None:
        for number, box in enumerate(self.boxes):
            show(box, number == which)
        (self.box.add_class if which == 0 else self.box.remove_class)("kit-at-start")

    def _put_away(self) -> None:
        """No word of a reflection stays on the page; empty fields lie ready for the next one.

        The fields live on until the next time, for letters that are still on their way.
        """
        if self.left:
            self.left.close()
        self.left, self.now = self.now, Sitting(self.ask, self.said, self._typed)
        self.fields.children = [*self.now.fields.values(), self.now.on_disk.box]
        self.read_back.value = ""
        self.taking.forget()
        say(self.said, "")


def reflecting(words: Content, ask: Ask, at: dict) -> w.Widget:
    """The widgets of the page Reflectie."""
    return Reflecting(words, ask, at).box
