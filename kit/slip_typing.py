"""Typing over what was written on paper: which form a code opens, and where its words belong.

The paper route ends where the digital one does: the record gets the step, the card or the stage
that the slip was about, whatever the group is doing by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kit.forms import Refused, forms, moment
from kit.model import Content, Step, Workshop
from kit.screens import steps as pictures
from kit.session import Session
from kit.slip_codes import Target, code_of, of_workshop, plain, targets

ABOUT = ("card", "case", "stage")
"""What a record tells besides its step; a correction keeps it."""
NEAR = 0.7
"""Of four signs three are right."""


def look_up(code: str, at: Workshop, content: Content, workshops: Iterable[Workshop]) -> Target:
    """What the slip with this code is about. Raises Refused, with the nearest code there is."""
    signs = plain(code)[:12]
    known = {code_of(one): one for one in targets(workshops, content)}
    found = known.get(signs)
    if found is None:
        raise Refused(_unknown(signs, known, [code_of(one) for one in of_workshop(at, content)]))
    if found.workshop not in (0, at.number):
        raise Refused(
            f"Briefje {signs} hoort bij workshop {found.workshop}. "
            "Open die workshop en typ het daar."
        )
    return found


def _unknown(signs: str, known: dict[str, Target], here: list[str]) -> str:
    if not signs:
        return "Typ de code die op het briefje staat."
    near = get_close_matches(signs, here, 1, NEAR) or get_close_matches(signs, [*known], 1, NEAR)
    if near:
        return f"De code {signs} is er niet. Bedoel je {near[0]}: “{known[near[0]].asks}”?"
    return f"De code {signs} is er niet. Een code is een letter met drie tekens, zoals R7KD."


def form(target: Target, session: Session) -> dict[str, object]:
    """The form of a slip; its id is `form@code`, so that its words never join another form's."""
    step, code = _step(target, session), code_of(target)
    fitting = forms(step, session.content)
    made = next((one for one in fitting if one["id"] == target.form), None)
    if made is None:
        raise Refused(f"Bij briefje {code} hoort nu geen formulier. Kijk of de stap er nog is.")
    told = {"asks": target.asks, "slip": code, "tab": f"Briefje {code}"}
    return {**made, "id": f"{target.form}@{code}", **told}


def place(target: Target, session: Session) -> tuple[str, dict[str, object]]:
    """The id of the step a slip was about, and what else its record tells."""
    step = _step(target, session)
    told = {"card": target.card, "case": target.case, "stage": target.stage}
    return step.id if step else "", {name: about for name, about in told.items() if about}


def taken(target: Target, session: Session) -> dict[str, object]:
    """What a record of measurement tells more: when it was taken."""
    return {"moment": moment(_step(target, session))} if target.form == "measurement" else {}


def _step(target: Target, session: Session) -> Step | None:
    """The step of a slip: its own, else where its card or case lies, else where the group is."""
    steps = session.workshop.steps
    if target.step:
        return next((one for one in steps if one.id == target.step), None)
    for one in steps:
        if target.card and pictures.card_of(one, session.picks) == target.card:
            return one
        told = one.verb == "case" and pictures.case_of(one, session.picks)
        if target.case and told == target.case:
            return one
    return session.step
