"""What the personal reflection says: its five steps, what it promises, and how it reads back."""

from __future__ import annotations

from html import escape

from kit.model import SUITS, Card
from kit.screens.shapes import shape

STEPS = {
    "gebeurd": (
        "Wat gebeurde er?",
        "Alleen de feiten, alsof er een camera meekeek. Zonder naam.",
        ("G1",),
    ),
    "gezien": (
        "Wat zag je, en wat dacht en voelde je?",
        "Eerst wat je zag en hoorde. Dan wat je dacht. Dan wat je voelde.",
        ("G4", "G2"),
    ),
    "aanname": (
        "Welke aanname zat erin?",
        "Wat nam je aan zonder het te vragen? Over de ander, over het doel of over jezelf.",
        ("G7", "G3"),
    ),
    "ander": (
        "Hoe zou de ander het vertellen?",
        "Ga even op de andere stoel zitten. Vertel het gesprek vanaf daar.",
        ("G5", "G6", "G8"),
    ),
    "proberen": (
        "Wat wil je de volgende keer proberen?",
        "Eén ding, zo klein dat het lukt. Als …, dan …",
        ("G9", "G8"),
    ),
}
"""Each step: its question, what helps to answer it, and the ids of the cards that fit it."""

ORDER = tuple(STEPS)
PROMISE = (
    "<ul><li>Wat je schrijft, blijft <b>op deze laptop</b>. Het staat buiten elke groep en gaat "
    "nooit mee in een verslag.</li>"
    "<li>Na <b>90 dagen</b> is het weg. Bewaren kan langer, als jij dat kiest.</li>"
    "<li><b>Wie ook op deze laptop werkt, kan het openen.</b> Schrijf daarom geen namen op. "
    "Back-ups en oude versies, zoals in OneDrive, kan Gesprekskit niet wissen.</li></ul>"
)
ALL_GONE = "Gewist. Er blijft alleen een bewijs: wat, hoeveel en wanneer."
NOTHING = "<h2>Je schreef nog niets op</h2><p>Dat mag. Een paar minuten stil zijn telt ook.</p>"
_WIPED = {"reflection": ("reflectie", "reflecties"), "damaged": ("bestand", "bestanden")}
_KINDS = {"signal": "signaal", "reflection": "reflectie"}


def way(here: int) -> str:
    """Where you are, thin and quiet; no clock."""
    stops = "".join(f'<i class="{"on" if n <= here else ""}"></i>' for n in range(len(ORDER)))
    return (
        f'<p class="kit-way"><span>Stap {here + 1} van {len(ORDER)}</span>'
        f'<span class="stops" aria-hidden="true">{stops}</span>'
        '<span class="hint">samen ongeveer tien minuten</span></p>'
    )


def five_steps() -> str:
    """What is coming, for who is here for the first time."""
    lines = "".join(f"<li>{question}</li>" for question, _, _ in STEPS.values())
    return f'<h2>Vijf korte stappen</h2><ol class="kit-five">{lines}</ol>'


def card_text(card: Card) -> str:
    """A card as one reads it alone: the question, three to go deeper, and why."""
    suit = SUITS[card.suit]
    more = "".join(f"<li>{escape(line)}</li>" for line in card.follow_ups)
    return (
        f'<article class="kit-card suit-{card.suit}"><p class="eyebrow">{shape(suit.shape)}'
        f"<b>{escape(suit.title)}</b><span>· kaart {escape(card.id)}</span></p>"
        f"<h3>{escape(card.question)}</h3><ul>{more}</ul>"
        f'<p class="hint">{escape(card.why)}</p></article>'
    )


def row(one: dict) -> str:
    """A reflection in the list: when, how far and until when; not a word of it."""
    far = "klaar" if one["here"] >= len(ORDER) else f"{one['filled']} van {len(ORDER)} stappen"
    return f"<p><b>{escape(one['on'])}</b> · {far} · {until(one)}</p>"


def until(one: dict) -> str:
    """How long it stays."""
    return "blijft bewaard" if one.get("keep") else f"weg op {escape(one.get('until', ''))}"


def longer(one: dict) -> str:
    """The button that changes how long it stays."""
    return "Toch na 90 dagen wissen" if one.get("keep") else "Bewaar langer"


def read_back(texts: dict[str, str], told: dict) -> str:
    """All that was written, and what of it went to a workshop."""
    said = "".join(
        f"<section><h3>{STEPS[step][0]}</h3><p>{escape(texts[step])}</p></section>"
        for step in ORDER
        if texts.get(step)
    )
    if not said:
        return NOTHING
    taken = "".join(
        f"<li>Meegenomen naar {escape(t['name'])} als {_KINDS.get(t['kind'], '')} · "
        f"{escape(t['on'])}</li>"
        for t in told.get("taken", ())
    )
    stays = f'<p class="hint">Blijft op deze laptop · {until(told)}</p>' if told else ""
    went = f"<ul>{taken}</ul>" if taken else ""
    return f'<div class="kit-said-back"><h2>Dit schreef je op</h2>{said}{went}{stays}</div>'


def receipts(rows: list[dict]) -> str:
    """What was wiped: how many of what, by day."""
    lines = "".join(
        f"<li>{escape(one['on'])}: {one['count']} "
        f"{_WIPED.get(one['kind'], _WIPED['damaged'])[one['count'] != 1]} gewist</li>"
        for one in rows
    )
    return f"<details><summary>Wat er gewist is</summary><ul>{lines}</ul></details>" if rows else ""


def damaged(number: int) -> str:
    """Reflections that cannot be read: where they are and what happens to them."""
    if number == 1:
        many, go = "Eén reflectie is beschadigd", "Het bestand staat apart en gaat"
    else:
        many, go = f"{number} reflecties zijn beschadigd", "De bestanden staan apart en gaan"
    return (
        f"<p>{many} en niet te lezen. {go} na 90 dagen weg. "
        "Vraag iemand met verstand van computers. Kijk in de map <code>.persoonlijk</code>.</p>"
    )
