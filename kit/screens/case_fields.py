"""The steps of the own case as fields: a stage, the voices, what was changed; and finds beside."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w

from kit import casework
from kit.casework import ASKS, CHANGES, MOST_SUMMARY, MOST_WORDS, WAYS, count
from kit.model import Content
from kit.screens import case_says as says
from kit.screens.case_draft import Draft
from kit.screens.on_disk import writes
from kit.screens.pressing import Button
from kit.screens.shelf import show
from kit.screens.tools import classed

CHOICE_FROM = 3
"""The stage at which the fields of a choice are open from the start."""
NO_CARD = ("Geen kaart", "")


class Finds:
    """What may point to a person, each with its reason and a button that replaces it.

    `replaced()` is called when a button did. The rows are made once, so that the keyboard keeps
    its place.
    """

    def __init__(self, draft: Draft, most: int, replaced: Callable[[], None]):
        self.draft, self.finds, self.replaced = draft, [], replaced
        self.head, self.more = w.HTML(), w.HTML()
        self.rows = []
        for number in range(most):
            text, button = w.HTML(), Button()
            button.on_click(lambda _, n=number: self._replace(n))
            self.rows.append((classed(w.VBox([text, button]), "kit-find"), text, button))
        boxes = [row for row, _, _ in self.rows]
        self.box = classed(w.VBox([self.head, *boxes, self.more]), "kit-finds")

    def show(self, finds: list[dict], head: str) -> None:
        """These finds, under this head; the same words are shown once and replaced together."""
        alike: dict[tuple, list[dict]] = {}
        for one in finds:
            alike.setdefault((one["kind"], one["text"] or id(one)), []).append(one)
        self.finds, texts = [same[0] for same in alike.values()], self.draft.own.texts
        times = [len(same) for same in alike.values()]
        self.head.value = f"<h3>{head}</h3>"
        show(self.box, bool(finds))
        for number, (row, text, button) in enumerate(self.rows):
            one = self.finds[number] if number < len(self.finds) else None
            show(row, bool(one))
            text.value = says.find(one, texts.get(one["field"], ""), times[number]) if one else ""
            button.description = says.instead(one) if one else ""
            show(button, bool(one and one["text"]))
        left = len(self.finds) - len(self.rows)
        self.more.value = f"<p>En nog {left}. Die zie je als je deze hebt gehad.</p>" * (left > 0)

    def focus(self) -> bool:
        """The keyboard to the first thing that can be replaced, when there is any."""
        for one, (_, _, button) in zip(self.finds, self.rows, strict=False):
            if one["text"]:
                button.focus()
                return True
        return False

    def _replace(self, number: int) -> None:
        if number < len(self.finds) and self.draft.replace(self.finds[number]):
            self.replaced()


class Fields:
    """Fields that are texts of the case; `names` says which text each one is.

    A field belongs to one text for good, so that letters that come late land where they were typed.
    """

    def __init__(self, draft: Draft):
        self.draft, self.filling = draft, False
        self.names: dict[w.ValueWidget, str] = {}

    def fill(self) -> None:
        """Put in the fields what the case has."""
        self.filling = True
        for one, name in self.names.items():
            one.value = self.draft.own.texts.get(name, "")
        self.filling = False

    def listen(self, *fields: w.ValueWidget) -> None:
        """What is typed in these goes to the disk."""
        writes(*fields)
        for one in fields:
            one.observe(lambda _, one=one: self._typed(one), "value")

    def _typed(self, one: w.ValueWidget) -> None:
        if not self.filling:
            words = one.value
            if self.draft.put(texts={self.names[one]: words}).get("ok"):
                self.draft.on_disk.tell(words)


class StagePage(Fields):
    """Stage n: the story, its question, perhaps a choice, and a card that fits."""

    def __init__(self, draft: Draft, words: Content, n: int):
        super().__init__(draft)
        self.deck, self.n = tuple(words.cards.values()), n
        self.text = w.Textarea(rows=6, description=says.STEPS[n][2])
        self.counted = w.HTML()
        self.asks = w.Text(description="Welke vraag stel je de groep?")
        self.suggest = classed(Button(description=f"Neem: {ASKS[n]}"), "kit-suggest")
        self.chooses = classed(Button(description="Hier moest ik kiezen"), "kit-toggle")
        self.dilemma = w.Text(description="Wat is de keuze, in één zin?")
        self.ways = [
            w.Text(description="Wat kun je doen?"),
            w.Text(description="Wat kan ook?"),
            w.Text(description="Een derde weg: wat nog niemand noemde"),
        ]
        self.card = w.Dropdown(description="Kaart erbij (mag leeg)", options=[NO_CARD])
        self.choice = classed(w.VBox([self.dilemma, *self.ways]), "kit-choice")
        story = classed(w.VBox([self.text, self.counted]), "kit-story")
        asks = classed(w.VBox([self.asks, self.suggest]), "kit-story")
        self.box = w.VBox([story, asks, self.chooses, self.choice, self.card])
        self.names = {self.text: f"text{n}", self.asks: f"asks{n}", self.dilemma: f"dilemma{n}"}
        self.names |= {one: f"way{n}{way}" for way, one in zip(WAYS, self.ways, strict=True)}
        self.listen(*self.names)
        self.card.observe(lambda _: self._lay(), "value")
        self.suggest.on_click(lambda _: self._take_question())
        self.chooses.on_click(lambda _: self._open_choice(not self.chosen))

    def open(self) -> None:
        """The fields with what the case has."""
        self.fill()
        has = any(self.draft.own.text(self.names[one]) for one in (self.dilemma, *self.ways))
        self._open_choice(has or self.n == CHOICE_FROM, still=True)
        self.draw()
        self.text.focus()

    def draw(self) -> None:
        """What depends on what was typed."""
        self.counted.value = says.counted(count(self.text.value), MOST_WORDS)
        show(self.suggest, not self.asks.value.strip())
        self._offer_cards()

    def beside(self) -> str:
        return says.of_stage(self.draft.own, self.n)

    def _open_choice(self, on: bool, still: bool = False) -> None:
        self.chosen = on
        (self.chooses.add_class if on else self.chooses.remove_class)("kit-on")
        show(self.choice, on)
        if on and not still:
            self.dilemma.focus()

    def _take_question(self) -> None:
        self.asks.value = ASKS[self.n]
        self.asks.focus()

    def _offer_cards(self) -> None:
        laid = self.draft.own.cards.get(str(self.n), "")
        fits = casework.fitting(self.deck, self.text.value, says.SUITS_OF[self.n])
        known = [c for c in self.deck if c.id == laid and c not in fits]
        options = [NO_CARD, *((f"{c.id} · {c.question}", c.id) for c in [*known, *fits])]
        self.filling = True
        if options != list(self.card.options):
            self.card.options = options
        self.card.value = laid if laid in [id for _, id in options] else ""
        self.filling = False

    def _lay(self) -> None:
        if not self.filling:
            self.draft.put(cards={str(self.n): self.card.value})


class VoicesPage(Fields):
    """How others tell it, the last question, and the case in one sentence."""

    def __init__(self, draft: Draft):
        super().__init__(draft)
        tells = {
            "voice_inburgeraar": "Hoe zou de inburgeraar het zelf vertellen?",
            "voice_uitvoering": "Hoe vertelt de uitvoering het?",
            "voice_teamleiding": "Hoe vertelt de leiding het?",
        }
        voices = {w.Textarea(description=label, rows=3): name for name, label in tells.items()}
        self.closing = w.Text(description="Slotvraag: welke vraag blijft over?")
        self.summary = w.Text(description="De casus in één zin, zonder de afloop")
        self.counted = w.HTML()
        self.names = {**voices, self.closing: "closing", self.summary: "summary"}
        self.first = next(iter(voices))
        story = classed(w.VBox([self.summary, self.counted]), "kit-story")
        self.box = w.VBox([*voices, self.closing, story])
        self.listen(*self.names)

    def open(self) -> None:
        self.fill()
        self.draw()
        self.first.focus()

    def draw(self) -> None:
        self.counted.value = says.counted(count(self.summary.value), MOST_SUMMARY)

    def beside(self) -> str:
        return says.ALOUD + says.of_closing(self.draft.own)


class RebuildPage:
    """Three things were changed; which ones is kept nowhere."""

    def __init__(self, draft: Draft):
        self.draft, self.filling = draft, False
        self.fields = [w.Text() for _ in range(CHANGES)]
        self.box = w.VBox([w.HTML(says.NOT_KEPT), *self.fields])
        for number, one in enumerate(self.fields):
            one.observe(lambda _, n=number: self._typed(n), "value")

    def open(self) -> None:
        self.filling = True
        for number, (one, done) in enumerate(
            zip(self.fields, self.draft.own.changed, strict=True), 1
        ):
            one.value = ""
            one.description = f"{number}. Al veranderd" if done else f"{number}. Wat veranderde je?"
            one.placeholder = "wat het was, is niet bewaard" if done else ""
        self.filling = False
        self.fields[0].focus()

    def forget(self) -> None:
        """What was changed stays nowhere, not on the page either."""
        self.filling = True
        for one in self.fields:
            one.value = ""
        self.filling = False

    def draw(self) -> None:
        """Nothing here depends on the texts."""

    def beside(self) -> str:
        return says.classes(self.draft.own.code)

    def _typed(self, number: int) -> None:
        if self.filling:
            return
        changed = list(self.draft.own.changed)
        changed[number] = bool(self.fields[number].value.strip())
        if tuple(changed) != self.draft.own.changed:
            self.draft.put(changed=changed)
