"""A case on paper: the facilitator's booklet, and a hand-out for each stage to give when it is due.

A hand-out holds its own stage only, so that nobody reads ahead.
"""

from __future__ import annotations

from datetime import date

from kit.house_style import NEUTRAL, HouseStyle
from kit.model import ROLES, STILL_CHAFES, Case, Content, Fact, Stage
from kit.outputs import drawn
from kit.outputs.cards import Words, when
from kit.outputs.letters import SHORT
from kit.outputs.typesetting import pictures, typeset
from kit.screens.steps import ways_out
from kit.slip_codes import code_of, of_stage

LABELS = {
    "cards": "Kaarten die passen",
    "dilemma": "Dilemma:",
    "perspectives": "Ieder kijkt anders",
    "facts": "De wet hierbij",
}
ALSO = {"inburgeraar": "De inburgeraar"}
"""A side of a case that is no role at the table."""


def print_case(
    case: Case, content: Content, today: date, style: HouseStyle = NEUTRAL
) -> tuple[bytes, list[tuple[str, str]]]:
    """The PDF of booklet and hand-outs, and the signs that were left out."""
    told, lost = _told(case, content, today)
    return typeset("case", told | drawn.dressed(style), today, style), lost


def draw_case(
    case: Case, content: Content, today: date, kind: str = "svg", style: HouseStyle = NEUTRAL
) -> list[bytes]:
    """The same pages as pictures."""
    told = _told(case, content, today)[0] | drawn.dressed(style)
    return pictures("case", told, today, kind, style=style)


def _told(case: Case, content: Content, today: date):
    words = Words()
    at = f"casus {case.id}"
    said = words.piece
    facts = [content.facts[id] for id in case.facts if id in content.facts]
    about = {"Voor": case.target_group, "Leerroute": case.route, "Thema": case.theme}
    end = {"Om mee af te sluiten": case.closing, "Wat als": case.variant}
    origin = " ".join(part for part in (case.origin, case.licence) if part)
    stages = enumerate(case.stages, 1)
    told = {
        "title": said(case.title, at, SHORT),
        "eyebrow": words.line(f"Casus {case.code} · boekje voor de begeleider", at),
        "foot": words.line(f"Gesprekskit · casus {case.code}", at),
        "summary": said(case.summary, at),
        "about": [[f"{name}:", said(text, at)] for name, text in about.items() if text],
        "stages": [_stage(case, n, stage, content, words) for n, stage in stages],
        "perspectives": [
            [f"{ALSO.get(role) or ROLES.get(role, role)}:", said(text, at)]
            for role, text in case.perspectives.items()
        ],
        "end": [[name, said(text, at)] for name, text in end.items() if text],
        "facts": [_fact(fact, today, words) for fact in facts],
        "origin": said(origin, at),
    }
    title = f"Gesprekskit: casus {words.line(case.title, at)}"
    return {"title": title, "case": told, "labels": LABELS}, words.lost


def _stage(
    case: Case, number: int, stage: Stage, content: Content, words: Words
) -> dict[str, object]:
    at = f"casus {case.id}, onthulling {number}"
    code = code_of(of_stage(case, number))
    cards = [content.cards[id] for id in stage.cards if id in content.cards]
    ways = [f"{o.text} (derde weg)" if o.third_way else o.text for o in stage.options]
    name = f"{number} van {len(case.stages)}"
    return {
        "name": [f"Onthulling {name}", 0],
        "place": words.line(f"{case.title} · {name}", at),
        "text": [words.piece(part, at) for part in stage.text.split("\n") if part.strip()],
        "question": words.piece(stage.question, at, SHORT),
        "code": f"Code voor briefjes: {code}",
        "sign": code,
        "cards": [words.piece(f"{card.id} · {card.question}", at) for card in cards],
        "dilemma": words.piece(stage.dilemma or "Wat zou jij doen?", at),
        "ways": [words.piece(way, at) for way in ways_out(stage)] if ways else [],
        "options": [words.piece(way, at) for way in (*ways, STILL_CHAFES)] if ways else [],
    }


def _fact(fact: Fact, today: date, words: Words) -> dict[str, object]:
    at = f"wetfeit {fact.id}"
    return {
        "name": words.line(f"{fact.subject}:", at),
        "text": words.piece(fact.text, at),
        "when": words.piece(f"Zekerheid: {fact.certainty}. {when(fact, today)}", at),
        "source": words.piece(f"{fact.article} · {fact.source}", at),
    }
