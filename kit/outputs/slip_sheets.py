"""Blank slips on paper: which fields a slip has, and how many go on a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kit.forms import forms
from kit.house_style import NEUTRAL, HouseStyle
from kit.model import Content, Step, Workshop
from kit.outputs import drawn
from kit.outputs.cards import TooLong, Words
from kit.outputs.letters import SHORT
from kit.outputs.typesetting import DoesNotFit, pictures, typeset
from kit.slip_codes import Target, code_of

ROWS = {"reflection": 4, "parked": 4, "position": 4}
LARGE = 2
LINES = {"reflection": 4, "parked": 4, "position": 2, "signal": 5, "agreement": 4}
LEFT_OUT = {"role"}
"""Fields the facilitator fills in: on paper they would tell who wrote it."""
SCALES = {
    "likert": "Zet een rondje: 1 is helemaal niet, 5 is helemaal wel.",
    "scale": "Zet een rondje: 0 is helemaal niet, 10 is helemaal wel.",
}


def print_slips(
    targets: list[Target],
    workshop: Workshop | None,
    content: Content,
    today: date,
    style: HouseStyle = NEUTRAL,
) -> tuple[bytes, list[tuple[str, str]]]:
    """The PDF with one sheet per target, and the signs left out. Raises TooLong."""
    told, lost = _told(targets, workshop, content)
    try:
        return typeset("slips", told | drawn.dressed(style), today, style), lost
    except DoesNotFit as error:
        said = (f"Briefje {code_of(targets[n])} ({targets[n].asks[:60]})" for n in error.places)
        remedy = "past niet op het papier. Maak de vraag of de stellingen korter."
        raise TooLong("\n".join(f"{one} {remedy}" for one in said)) from None


def draw_slips(
    targets: list[Target],
    workshop: Workshop | None,
    content: Content,
    today: date,
    kind: str = "svg",
    style: HouseStyle = NEUTRAL,
) -> list[bytes]:
    """The same pages as pictures."""
    told = _told(targets, workshop, content)[0] | drawn.dressed(style)
    return pictures("slips", told, today, kind, style=style)


def _told(targets: list[Target], workshop: Workshop | None, content: Content):
    words = Words()
    steps = {step.id: step for step in workshop.steps} if workshop else {}
    slips = [_slip(one, steps.get(one.step), content, words) for one in targets]
    return {"title": "Gesprekskit: briefjes", "slips": slips}, words.lost


def _slip(target: Target, step: Step | None, content: Content, words: Words) -> dict[str, object]:
    code = code_of(target)
    where = f"workshop {target.workshop}" if target.workshop else f"kaart {target.card}"
    at = f"briefje {code}"
    form = next(one for one in forms(step, content) if one["id"] == target.form)
    fields = [one for one in form["fields"] if one["name"] not in LEFT_OUT]
    return {
        "code": code,
        "under": [words.piece(f"Gesprekskit · {where}", at), words.piece("geen namen", at)],
        "asks": words.piece(target.asks, at, SHORT),
        "rows": ROWS.get(target.form, LARGE),
        "fields": list(_fields(target, fields, words, at)),
    }


def _fields(target: Target, fields: list, words: Words, at: str) -> Iterable[dict[str, object]]:
    for one in fields:
        kind = str(one["kind"])
        label = "" if target.form in {"reflection", "parked"} else str(one["label"])
        options = [text for value, text in one.get("options", ()) if value]
        statements = [words.piece(said, at, SHORT) for said in one.get("statements", ())]
        yield {
            "kind": kind,
            "label": words.piece(label, at),
            "lines": LINES.get(target.form, 1),
            "options": [words.line(said, at) for said in options],
            "statements": statements,
            "scale": words.piece(SCALES.get(kind, ""), at),
        }
