"""The richer tools of a notebook, as ipywidgets: browse the cards, read a case from each side."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from html import escape

import ipywidgets as w

from kit.actions import ASKS_SAFETY
from kit.casework import told_case
from kit.model import PURPOSES, ROLES, SUITS, Card, Content, Step, Workshop
from kit.screens.reading import DEPTHS, SAFETY, card_text, case_text, run_sheet
from kit.screens.steps import candidates
from kit.search import search

Ask = Callable[..., dict]
Fresh = Callable[[], Content] | None
MOST = 200
"""Cards in one list; who has more searches with a word."""
FOR_FACILITATOR = "nood"
NOT_BY_CHANCE = {"werkvorm", FOR_FACILITATOR}
USED, UNUSED, FAVOURITES = "used", "unused", "favourites"


def tools(
    step: Step, words: Content, ask: Ask, at: dict, last: bool = True, fresh: Fresh = None
) -> w.Widget:
    """The tools under a step: its own, and under the last step those that are always there.

    `fresh` gives the words as they are by then.
    """
    tells = step.verb in {"case", "choose_case"}
    own = [case_reader(step, with_own(words, ask, at), ask)] if tells else []
    own_box = classed(w.VBox(own), "kit-tools", f"kit-step-{step.id}")
    if not last:
        return own_box
    always = classed(Browser(words, ask, at, fresh=fresh).box, "kit-tools", "kit-always")
    return w.VBox([own_box, always])


# -- browsing ----------------------------------------------------------------------------------


class Browser:
    """Look through the cards, keep some ready, draw one by chance, lay one on the beamer.

    `at` says of which group and workshop the marks are; `can_lay` is False in preparation.
    """

    def __init__(
        self, words: Content, ask: Ask, at: dict, can_lay: bool = True, fresh: Fresh = None
    ):
        self.ask, self.at, self.may_lay, self.fresh = ask, at, can_lay, fresh
        self._take(words)
        self.marks: dict = {}
        self.cards: list[Card] = []
        self.listing, self.count = False, -1
        self.find = w.Text(description="Zoek een woord")
        self.suit = _pick(
            "Soort kaart", {"Alle kaarten": ""}, {s.title: s.id for s in SUITS.values()}
        )
        self.purpose = _pick("Doel", {"Elk doel": ""}, {p.capitalize(): p for p in PURPOSES})
        depths = {f"{n} · {said}": n for n, said in DEPTHS.items()}
        self.depth = _pick("Diepte", {"Elke diepte": 0}, depths)
        self.role = _pick("Voor wie", {"Iedereen": ""}, {name: id for id, name in ROLES.items()})
        careful = {f"Alleen {SAFETY[1]}": 1, "Ook wat vertrouwen vraagt": 2}
        self.safety = _pick("Veiligheid", {"Elke kaart": 0}, careful)
        before = {"Nog niet gebruikt": UNUSED, "Al gebruikt": USED, "★ Gekozen": FAVOURITES}
        self.before = _pick("In deze reeks", {"Alles": ""}, before)
        self.found = w.Dropdown(description="Kaart")
        self.by_chance = w.Button(description="Trek een kaart uit deze lijst")
        self.favourite = classed(w.Button(), "kit-toggle")
        self.lay = w.Button(description="Leg op de beamer", button_style="primary")
        self.again = classed(w.Button(description="Ververs", tabbable=False), "kit-refresh")
        self.shown, self.why_not = w.HTML(), classed(w.HTML(), "kit-why")
        self.said = classed(w.HTML(), "kit-said")
        self.box = self._laid_out()
        self._listen()
        self.refresh()
        if self.marks.get("card") in self.words.cards:
            self.found.value = self.marks["card"]

    def _laid_out(self) -> w.VBox:
        kinds = (self.suit, self.purpose, self.depth, self.role, self.safety, self.before)
        row = classed(w.HBox([self.found, self.by_chance]), "kit-row")
        does = [self.lay, self.favourite] if self.may_lay else [self.favourite]
        parts = [self.find, classed(w.HBox(kinds), "kit-filters"), row, self.said, self.shown]
        parts += [classed(w.HBox(does), "kit-buttons"), self.why_not, self.again]
        return classed(w.VBox(parts), "kit-browser")

    def _listen(self) -> None:
        filters = (self.suit, self.purpose, self.depth, self.role, self.safety, self.before)
        for one in (self.find, *filters):
            one.observe(lambda _: self.look(), "value")
        self.found.observe(lambda _: self.show(), "value")
        self.by_chance.on_click(lambda _: self.draw())
        self.favourite.on_click(lambda _: self.favour())
        self.lay.on_click(lambda _: self.put())
        self.again.on_click(lambda _: self.refresh())

    # -- looking -----------------------------------------------------------------------------

    def _take(self, words: Content) -> None:
        order = list(SUITS)
        self.words = words
        self.deck = sorted(words.cards.values(), key=lambda card: order.index(card.suit))

    def refresh(self) -> None:
        """Ask what the group marked and used by now, and draw that."""
        if self.fresh and (words := self.fresh()) is not self.words:
            self._take(words)
        about = "&".join(f"{key}={value}" for key, value in self.at.items())
        self._marked(self.ask(f"/api/browse?{about}"))

    def _marked(self, reply: dict) -> None:
        if reply.get("ok"):
            self.marks = reply
        self.look(asked=False)

    def look(self, asked: bool = True) -> None:
        """The list that fits what is asked; the card that was open stays open when it fits."""
        kind = {"suit": self.suit.value, "purpose": self.purpose.value, "role": self.role.value}
        kind |= {"depth": self.depth.value, "safety": self.safety.value}
        every = search(self.deck, self.find.value, **kind)
        self.cards = [card for card in every if self._fits(card)]
        open_now, listed = self.found.value, self.cards[:MOST]
        ids = [card.id for card in listed]
        options = [(self._line(card), card.id) for card in listed]
        if options != list(self.found.options):
            self.listing, self.found.options = True, options
        self.found.value = open_now if open_now in ids else next(iter(ids), None)
        self.listing = False
        if asked or len(self.cards) != self.count:
            self._say(_counted(len(self.cards)))
        self.count = len(self.cards)
        self.show()

    def _fits(self, card: Card) -> bool:
        asked, used = self.before.value, card.id in self.marks.get("used", ())
        if asked == FAVOURITES:
            return card.id in self.marks.get("favourites", ())
        return not asked or used == (asked == USED)

    def _line(self, card: Card) -> str:
        star, *rest = self._stars(card)
        return f"{star}{card.id} · {card.question}" + "".join(f" ({mark})" for mark in rest)

    def _stars(self, card: Card) -> list[str]:
        """A star for a favourite (or ""), then what else there is to say of this card."""
        rest = []
        if card.id == self.marks.get("card"):
            rest = ["ligt nu op tafel"]
        elif card.id in self.marks.get("used", ()):
            rest = ["al gebruikt"]
        return ["★ " if card.id in self.marks.get("favourites", ()) else "", *rest]

    def show(self) -> None:
        """The card that is chosen in the list, and what can be done with it."""
        if self.listing:
            return
        card = self.words.cards.get(self.found.value or "")
        star, *rest = self._stars(card) if card else [""]
        marks = [*([f"★ voor {self._when()}"] if star else []), *rest]
        self.shown.value = card_text(card, self.words, marks) if card else ""
        self.favourite.description = f"{'★' if star else '☆'} Voor {self._when()}"
        (self.favourite.add_class if star else self.favourite.remove_class)("kit-on")
        self.favourite.layout.display = None if card else "none"
        reason = self._why_not(card)
        self.lay.layout.display = "none" if reason or not card else None
        self.why_not.value = f"<p>{reason}</p>" if reason and card and self.may_lay else ""

    def _when(self) -> str:
        return "vandaag" if self.may_lay else f"workshop {self.marks.get('workshop', '')}"

    def _why_not(self, card: Card | None) -> str:
        """Why this card cannot be laid on the beamer now; "" when it can."""
        if card and card.suit == FOR_FACILITATOR:
            return "Deze kaart is voor jou, niet voor de beamer."
        if card and card.id == self.marks.get("card"):
            return "Deze kaart ligt nu op de beamer."
        if not self.marks.get("can_lay"):
            return "Bij deze stap ligt geen kaart op de beamer. Bewaar hem met de ster voor straks."
        return ""

    # -- doing -------------------------------------------------------------------------------

    def draw(self, dice=random) -> None:
        """Chance opens a card of this list; rather one that was not used yet."""
        fitting = [c for c in self.cards if c.id != self.found.value and self._by_chance(c)]
        fresh = [c for c in fitting if c.id not in self.marks.get("used", ())]
        if not fitting:
            self._say("In deze lijst is geen andere kaart om te trekken.")
            return
        drawn = dice.choice(fresh or fitting)
        if drawn not in self.cards[:MOST]:
            self.found.options = [(self._line(drawn), drawn.id), *self.found.options]
        self.found.value = drawn.id
        self._say(f"Getrokken: kaart {drawn.id}.")

    def _by_chance(self, card: Card) -> bool:
        talks = card.suit not in NOT_BY_CHANCE or card.suit == self.suit.value
        return talks and card.safety < ASKS_SAFETY

    def favour(self) -> None:
        """Keep this card ready, or no longer. Only what is on the disk gets its star."""
        id = self.found.value
        on = id not in self.marks.get("favourites", ())
        at = {**self.at, "workshop": self.marks.get("workshop", 0)}
        reply = self.ask("/api/favourite", {**at, "card": id, "on": on})
        self._marked(reply)
        if reply.get("ok"):
            text = f"Kaart {id} staat klaar voor {self._when()}."
            self._say(text if on else f"Kaart {id} staat niet meer klaar.")
        else:
            self._say(_of_a_mark(reply))

    def put(self) -> None:
        """Lay this card on the beamer."""
        id = self.found.value
        reply = self.ask("/api/do", {**(self.at or {"now": True}), "action": "card", "card": id})
        self.refresh()
        self._say(f"Kaart {id} ligt op de beamer." if reply.get("ok") else _of_a_mark(reply))

    def _say(self, text: str) -> None:
        self.said.value = f"<p>{escape(text)}</p>"


def _counted(number: int) -> str:
    if number == 0:
        return "Geen kaart gevonden. Zoek met minder woorden, of kies ruimer."
    if number > MOST:
        return f"{number} kaarten. Je ziet de eerste {MOST}; zoek met een woord."
    return "1 kaart" if number == 1 else f"{number} kaarten"


def _of_a_mark(reply: dict) -> str:
    """What went wrong, without a word about typing: nothing was typed here."""
    return str(reply.get("message", "")).replace("Wat je typte, staat er nog. ", "")


# -- preparing ---------------------------------------------------------------------------------


def preparation(words: Content, workshops: dict[int, Workshop], ask: Ask, at: dict) -> w.Widget:
    """Before the day: read how a workshop runs, and keep cards ready for it."""
    browser = Browser(words, ask, at, can_lay=False)
    names = {f"{n} · {one.title}": n for n, one in sorted(workshops.items())}
    number = _pick("Workshop", {}, names)
    sheet, kept = w.HTML(), classed(w.HTML(), "kit-kept")

    def list_kept() -> None:
        cards = [words.cards[id] for id in browser.marks.get("favourites", ()) if id in words.cards]
        lines = "".join(f"<li>★ {c.id} · {escape(c.question)}</li>" for c in cards)
        nothing = "<p>Nog geen kaarten gekozen. Bewaar een kaart met de ster.</p>"
        kept.value = f"<h3>Klaar voor workshop {number.value}</h3>" * bool(lines) + (
            f"<ul>{lines}</ul>" if lines else nothing
        )

    def turn(_=None) -> None:
        browser.at = {**at, "workshop": number.value}
        browser.refresh()
        list_kept()
        sheet.value = run_sheet(workshops[number.value], words) if number.value else ""

    number.value = browser.marks.get("next") or next(iter(names.values()), None)
    number.observe(turn, "value")
    browser.shown.observe(lambda _: list_kept(), "value")
    turn()
    left = w.VBox([w.HTML("<h2>Draaiboek</h2>"), number, sheet])
    right = w.VBox([w.HTML("<h2>Kaarten kiezen</h2>"), kept, browser.box])
    return classed(w.HBox([left, right]), "kit-tools", "kit-always", "kit-prepare")


# -- a case ------------------------------------------------------------------------------------


def with_own(words: Content, ask: Ask, at: dict) -> Content:
    """The words of the kit with the group's own cases that are ready."""
    reply = ask(f"/api/own-cases/ready?group={at.get('group', '')}")
    own = [told_case(one) for one in reply.get("cases", ())]
    return replace(words, cases=words.cases | {case.id: case for case in own})


def case_reader(step: Step, words: Content, ask: Ask) -> w.Widget:
    """A case from each side of the table, with its law facts and the ways out that were found."""
    there = candidates(step, words) or list(words.cases.values())
    if not there:
        return w.HTML("<p>Er is nog geen casus.</p>")
    chosen = str(step.given.get("case", "")) or str(ask("/api/case").get("case", ""))
    ids = [c.id for c in there]
    names = {c.title if c.own else f"{c.code} · {c.title}": c.id for c in there}
    case = _pick("Casus", {}, names)
    case.value = chosen if chosen in ids else ids[0]
    side = _pick("Bekijk als", {"": ""}, {})
    text = classed(w.HTML(), "kit-case")

    def turn(_=None) -> None:
        one = words.cases[case.value]
        side.options = [(ROLES.get(r, r.capitalize()), r) for r in one.perspectives] + [
            ("Wetfeiten", "wet"),
            ("Mogelijke wegen", "wegen"),
            *([("Wat als …", "variant")] if one.variant else []),
        ]
        read()

    def read(_=None) -> None:
        text.value = case_text(words.cases[case.value], side.value, words)

    case.observe(turn, "value")
    side.observe(read, "value")
    turn()
    return w.VBox([classed(w.HBox([case, side]), "kit-filters"), text])


# -- small parts -------------------------------------------------------------------------------


def _pick(label: str, first: dict, options: dict) -> w.Dropdown:
    """A list to choose from, with its label: shown words → value."""
    return w.Dropdown(options=list((first | options).items()), description=label)


def classed(widget: w.DOMWidget, *names: str) -> w.DOMWidget:
    """The widget, with these names for its style."""
    for name in names:
        widget.add_class(name)
    return widget
