"""The short code on a printed slip: from what the slip is about to four signs, and back.

The first letter is the form; the other three come from the thing itself (a step, a card, a stage
of a case), not from its place in a list. So a code stays the same when others come or go, and a
mistyped one hardly ever belongs to another question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kit.model import Card, Case, Content, Step, Workshop

LETTERS = {
    "reflection": "R",
    "signal": "S",
    "agreement": "A",
    "parked": "P",
    "measurement": "M",
    "position": "C",
}
"""The first letter of a code, by the id of the form in kit.forms."""
FORMS = {letter: form for form, letter in LETTERS.items()}
SIGNS = "2346789CDFGHJKMNPQRTVWX"
"""Not 0 and O, 1, I and L, 5 and S, nor B and Z; no vowels, so that no word can appear."""
LENGTH = 3
_REFLECTS = {"card", "draw", "case", "write", "round", "say", "mirror", "listen", "facts"}
_FITS = {"measure": "measurement", "position": "position", "signals": "signal"}
_FITS |= {"agreements": "agreement"}


@dataclass(frozen=True)
class Target:
    """What one slip asks: the form (an id of kit.forms) and the one thing it is about.

    Of a step `workshop` (its number) and `step` are given; of a card `card`; of a stage `case` and
    `stage` (from 1). `asks` is the question on the paper.
    """

    form: str
    workshop: int = 0
    step: str = ""
    card: str = ""
    case: str = ""
    stage: int = 0
    asks: str = ""


def code_of(target: Target) -> str:
    """The code of a slip: the letter of its form and three signs, such as R7KD."""
    about = (target.form, target.workshop, target.step, target.card, target.case, target.stage)
    whole = "\x1f".join(map(str, about)).encode()
    number = int.from_bytes(hashlib.sha256(whole).digest()[:8])
    signs = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs += SIGNS[rest]
    return LETTERS[target.form] + signs


def form_of(code: str) -> str:
    """The id of the form a code opens, or "" for what is no code. Case and spaces do not count."""
    signs = plain(code)
    if len(signs) != 1 + LENGTH or set(signs[1:]) - set(SIGNS):
        return ""
    return FORMS.get(signs[0], "")


def find(code: str, targets: Iterable[Target]) -> Target | None:
    """What a typed code is about, or None when it is not among these."""
    signs = plain(code)
    return next((one for one in targets if code_of(one) == signs), None)


def plain(code: str) -> str:
    """A code as it was typed, without spaces, points and dashes, in capitals."""
    return re.sub(r"[\s.\-–]", "", code).upper()


def targets(workshops: Iterable[Workshop], content: Content) -> list[Target]:
    """Everything a slip can be about: steps, cards, and the stages of cases."""
    found = [one for workshop in workshops for one in of_workshop(workshop, content)]
    found += [of_card(card) for card in content.cards.values()]
    for case in content.cases.values():
        found += [of_stage(case, number) for number in range(1, len(case.stages) + 1)]
    return found


def of_workshop(workshop: Workshop, content: Content) -> list[Target]:
    """The slips of one workshop in the order of its steps; parking comes last, once."""
    at = workshop.number
    found = [one for step in workshop.steps for one in _of_step(at, step, content)]
    return [*found, Target("parked", at, asks="Voor de parkeerplaats")]


def of_card(card: Card) -> Target:
    """The slip with which a card is answered on paper."""
    return Target("reflection", card=card.id, asks=card.question)


def of_stage(case: Case, number: int) -> Target:
    """The slip that goes with one stage (from 1) of a case."""
    asks = case.stages[number - 1].question
    return Target("reflection", case=case.id, stage=number, asks=asks)


def _of_step(at: int, step: Step, content: Content) -> list[Target]:
    card = content.cards.get(str(step.given.get("card", "")))
    asks = card.question if card else ""
    asks = asks or str(step.given.get("question") or step.given.get("statement") or step.title)
    if step.verb == "check_out":
        leave = Target("measurement", at, step.id, asks="Voor je gaat")
        agree = Target("agreement", at, step.id, asks=asks)
        return [agree, leave] if content.table.exit_questions else [agree]
    if step.verb in _FITS:
        return [Target(_FITS[step.verb], at, step.id, asks=asks)]
    return [Target("reflection", at, step.id, asks=asks)] if step.verb in _REFLECTS else []
