"""What the facilitator reads of a card, a case and a workshop, as HTML for the notebook's tools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from kit.model import ALL_ROLES, ROLES, SUITS, Card, Case, Content, Fact, Step, Workshop
from kit.notes import to_html
from kit.screens import steps as pictures
from kit.screens.shapes import shape

DEPTHS = {1: "Wat gebeurt er?", 2: "Waarom doen we het zo?", 3: "Moet het anders?"}
SAFETY = {
    1: "veilig om mee te beginnen",
    2: "vraagt vertrouwen",
    3: "vraag eerst of het kan",
}


# -- a card ----------------------------------------------------------------------------------


def card_text(card: Card, words: Content, marks: Iterable[str] = ()) -> str:
    """A card with everything the facilitator wants to know of it, the question first."""
    suit = SUITS[card.suit]
    marked = "".join(f'<span class="mark">{escape(mark)}</span>' for mark in marks)
    return (
        f'<article class="kit-card suit-{card.suit}">'
        f'<p class="eyebrow">{shape(suit.shape)}<b>{escape(suit.title)}</b>'
        f"<span>· {escape(card.purpose)} · kaart {escape(card.id)}</span>{marked}</p>"
        f"<h3>{escape(card.question)}</h3>{_list(card.follow_ups)}"
        f"{_safety(card)}"
        f"<dl>{_about('Waarom', card.why)}{_about('Tip', card.tip)}"
        f"{_about('Diepte', f'{card.depth} · {DEPTHS[card.depth]}')}"
        f"{_about('Voor wie', roles_text(card))}{_about('Bron', card.source)}</dl>"
        f"{facts_text(card.facts, words)}</article>"
    )


def _safety(card: Card) -> str:
    loud = " loud" if card.safety == max(SAFETY) else ""
    return (
        f'<p class="measures"><span>{card.minutes} minuten</span>'
        f'<span class="safety{loud}">{SAFETY[card.safety]}</span></p>'
    )


def roles_text(card: Card) -> str:
    """For whom a card is, in words."""
    if ALL_ROLES in card.roles:
        return "iedereen"
    return ", ".join(ROLES.get(role, role).lower() for role in card.roles)


def _about(label: str, text: str) -> str:
    return f"<div><dt>{label}</dt><dd>{escape(text)}</dd></div>" if text else ""


# -- a case ----------------------------------------------------------------------------------


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
    facts = [_fact(words.facts[i]) for i in ids if i in words.facts]
    return f'<section class="facts"><h4>De wet hierbij</h4>{"".join(facts)}</section>' * bool(facts)


def _fact(fact: Fact) -> str:
    late = date.today() > fact.recheck
    warning = " Deze datum is voorbij: controleer het eerst." if late else ""
    return (
        f"<p><strong>{escape(fact.subject)}</strong> ({escape(fact.certainty)}). "
        f"{escape(fact.text)} <em>{escape(fact.article)}. "
        f"Gecontroleerd op {fact.checked:%d-%m-%Y}, opnieuw na {fact.recheck:%d-%m-%Y}."
        f"{warning}</em></p>"
    )


# -- a workshop ------------------------------------------------------------------------------


def run_sheet(workshop: Workshop, words: Content) -> str:
    """The script of a workshop to read beforehand: each step opens on its note."""
    totals = [sum(step.minutes[v] for step in workshop.steps) for v in workshop.variants]
    ready = f"<h3>Leg klaar</h3>{_list(workshop.lay_ready)}" if workshop.lay_ready else ""
    steps = "".join(
        f"<li>{_step(number, step, workshop, words)}</li>"
        for number, step in enumerate(workshop.steps, 1)
    )
    return (
        f'<div class="kit-sheet"><p>{escape(workshop.goal)}</p>'
        f'<h3>Stappen <span class="hint">{_either(totals)} minuten</span></h3>'
        f"<ol>{steps}</ol>{ready}</div>"
    )


def _step(number: int, step: Step, workshop: Workshop, words: Content) -> str:
    minutes = _either([step.minutes[v] for v in workshop.variants])
    shown = dict.fromkeys(screen.title for screen in pictures.screens(step, words))
    titles = [title for title in shown if title and title != step.title]
    on_beamer = f"<p><strong>Op de beamer</strong></p>{_list(titles)}" if titles else ""
    return (
        f'<details><summary><span class="number">{number}</span>'
        f'<span class="name">{escape(step.title)}</span>'
        f'<span class="minutes">{minutes} min</span></summary>'
        f'<div class="note">{to_html(step.note)}{on_beamer}</div></details>'
    )


def _either(numbers: list[int]) -> str:
    return " of ".join(str(n) for n in dict.fromkeys(numbers))


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
