"""The richer tools of a step, as ipywidgets: look through the cards, read a case from each side."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as w

from kit.model import PURPOSES, ROLES, SUITS, Card, Case, Content, Fact, Step
from kit.screens.steps import candidates
from kit.search import search

Ask = Callable[..., dict]
WIDE = w.Layout(width="100%")
LONG = {"description_width": "9em"}


def tools(step: Step, words: Content, ask: Ask) -> w.Widget:
    """The tools that fit a step; an empty box where there are none."""
    if step.verb in {"card", "draw"}:
        box = browser(words, ask, suit=str(step.given.get("suit", "")))
    elif step.verb in {"case", "choose_case"}:
        box = case_reader(step, words, ask)
    else:
        box = w.VBox([])
    box.add_class("kit-tools")
    box.add_class(f"kit-step-{step.id}")
    return box


def browser(words: Content, ask: Ask, suit: str = "", can_lay: bool = True) -> w.Widget:
    """Look through the cards by suit, purpose, depth, role and words; lay one on the beamer."""
    suits = [("Alle kaarten", "")] + [(s.title, s.id) for s in SUITS.values()]
    known = suit if suit in SUITS else ""
    find = w.Text(description="Zoek een woord", layout=WIDE, style=LONG)
    by_suit = _pick("Soort kaart", suits, known)
    by_purpose = _pick("Doel", [("Elk doel", "")] + [(p, p) for p in PURPOSES])
    by_depth = _pick("Diepte", [("Elke diepte", 0), ("1", 1), ("2", 2), ("3", 3)])
    by_role = _pick("Voor wie", [("Iedereen", "")] + [(n, r) for r, n in ROLES.items()])
    found = w.Dropdown(description="Kaart", layout=WIDE, style=LONG)
    shown, said = w.HTML(), w.HTML()
    lay = w.Button(description="Leg op de beamer", button_style="primary")

    def look(_=None) -> None:
        cards = search(
            words.cards.values(),
            find.value,
            suit=by_suit.value,
            purpose=by_purpose.value,
            depth=by_depth.value,
            role=by_role.value,
        )
        found.options = [(f"{c.id} · {c.question}", c.id) for c in cards]
        found.value = cards[0].id if cards else None
        said.value = "" if cards else "<p>Geen kaart gevonden. Zoek met minder woorden.</p>"

    def show(_=None) -> None:
        card = words.cards.get(found.value or "")
        shown.value = card_text(card, words) if card else ""

    def put(_) -> None:
        reply = ask("/api/do", {"action": "card", "card": found.value, "now": True})
        text = "De kaart ligt op de beamer." if reply.get("ok") else str(reply.get("message"))
        said.value = f'<p role="status">{escape(text)}</p>'

    for one in (find, by_suit, by_purpose, by_depth, by_role):
        one.observe(look, "value")
    found.observe(show, "value")
    lay.on_click(put)
    look()
    show()
    rows = [find, w.HBox([by_suit, by_purpose]), w.HBox([by_depth, by_role]), found, shown]
    return w.VBox(rows + ([lay, said] if can_lay else [said]))


def case_reader(step: Step, words: Content, ask: Ask) -> w.Widget:
    """A case from each side of the table, with its law facts and the ways out that were found."""
    there = candidates(step, words) or list(words.cases.values())
    if not there:
        return w.HTML("<p>Er is nog geen casus.</p>")
    chosen = str(step.given.get("case", "")) or str(ask("/api/case").get("case", ""))
    ids = [c.id for c in there]
    case = _pick("Casus", [(f"{c.code} · {c.title}", c.id) for c in there])
    case.value = chosen if chosen in ids else ids[0]
    side = _pick("Bekijk als", [("", "")])
    text = w.HTML()

    def turn(_=None) -> None:
        one = words.cases[case.value]
        side.options = [(ROLES.get(r, r.capitalize()), r) for r in one.perspectives] + [
            ("Wetfeiten", "wet"),
            ("Mogelijke wegen", "wegen"),
            ("Wat als …", "variant"),
        ]
        read()

    def read(_=None) -> None:
        text.value = case_text(words.cases[case.value], side.value, words)

    case.observe(turn, "value")
    side.observe(read, "value")
    turn()
    return w.VBox([case, side, text])


def _pick(label: str, options: list, value: object = None) -> w.Dropdown:
    made = w.Dropdown(options=options, description=label, layout=WIDE, style=LONG)
    if value:
        made.value = value
    return made


def card_text(card: Card, words: Content) -> str:
    """A card with everything the facilitator wants to know of it."""
    lines = [f"<p><strong>{escape(card.question)}</strong></p>", _list(card.follow_ups)]
    lines += [f"<p>{escape(card.why)}</p>", f"<p><strong>Tip.</strong> {escape(card.tip)}</p>"]
    lines.append(
        f"<p>{card.minutes} minuten · diepte {card.depth} · veiligheid {card.safety}"
        f" · bron: {escape(card.source)}</p>"
    )
    return "".join(lines) + facts_text(card.facts, words)


def case_text(case: Case, side: str | None, words: Content) -> str:
    """One side of a case: a role's own words, the law, the ways out or the variant."""
    if side == "wet":
        return facts_text(case.facts, words) or "<p>Bij deze casus horen geen wetfeiten.</p>"
    if side == "variant":
        return f"<p>{escape(case.variant)}</p>"
    if side == "wegen":
        return "".join(
            f"<p><strong>{escape(stage.dilemma)}</strong></p>"
            + _list(o.text + (" (derde weg)" if o.third_way else "") for o in stage.options)
            for stage in case.stages
            if stage.options
        )
    return f"<p>“{escape(case.perspectives.get(side or '', ''))}”</p>"


def facts_text(ids: tuple[str, ...], words: Content) -> str:
    """Law facts with their date, their source and how certain they are."""
    return "".join(_fact(words.facts[i]) for i in ids if i in words.facts)


def _fact(fact: Fact) -> str:
    from datetime import date

    late = date.today() > fact.recheck
    warning = " Deze datum is voorbij: controleer het eerst." if late else ""
    return (
        f"<p><strong>{escape(fact.subject)}</strong> ({escape(fact.certainty)}). "
        f"{escape(fact.text)} <em>{escape(fact.article)}. "
        f"Gecontroleerd op {fact.checked:%d-%m-%Y}, opnieuw na {fact.recheck:%d-%m-%Y}."
        f"{warning}</em></p>"
    )


def _list(lines) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
