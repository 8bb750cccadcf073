"""What the slips say on paper: means of five answers or more, never who gave which.

How the answers are spread is on the screen and not here: a paper goes to who was not in the room.
"""

from __future__ import annotations

from collections.abc import Mapping

from kit.measurement import MOMENTS, Asked, measured
from kit.model import Content
from kit.outputs.document import Chart, Part, Table, Text
from kit.screens.chart import dutch, in_words
from kit.series import Series

FEW = (
    "Deze cijfers gaan alleen over deze groep. Bij zo weinig mensen zegt een klein verschil weinig."
)
HOW = "Gemiddelden van 1 (nee) tot 5 (ja). De briefjes hebben geen naam."
STATEMENTS, LEAVING = "De stellingen", "Vragen na afloop"
_MOMENTS = {None: (*MOMENTS,), 1: ("start",), 4: ("start", "eind")}
"""Of which moments the paper of a workshop tells; None is the paper of the whole series."""


Parts = tuple[Part, ...]


def slips(series: Series, words: Content, workshop: int | None) -> tuple[Parts, Parts, Parts]:
    """What the slips say: in sentences, as a picture or small table, and the tables in full.

    All are empty while there are fewer than five slips.
    """
    asked = words.table
    found = measured(series, len(asked.statements), len(asked.exit_questions))
    own = _MOMENTS.get(workshop, ())
    asks = {MOMENTS[m]: one for m, one in found.moments.items() if one.rows and m in own}
    leaves = {n: one for n, one in found.workshops.items() if one.rows and n <= (workshop or n)}
    if workshop not in (None, *leaves):
        leaves = {}
    statements = _answers(STATEMENTS, "Stelling", asked.statements, asks)
    leaving = _answers(LEAVING, "Vraag", asked.exit_questions, _named(leaves))
    if not statements and not leaving:
        return (), (), ()
    drawn = _trend(asked.exit_questions, leaves) if len(leaves) > 1 else []
    front = (Text(HOW), *_moved(asked.statements, [*asks.values()]), Text(FEW, "note"))
    return front, (*(drawn or leaving),), (*statements, *(leaving if drawn else ()))


def _moved(asked: tuple[str, ...], given: list[Asked]) -> list[Part]:
    """The statement whose mean rose most from the first moment to the last, as a sentence."""
    if len(given) < 2:
        return []
    pairs = [(_mean(given[0], n), _mean(given[-1], n), text) for n, text in enumerate(asked)]
    known = [
        (after - before, before, after, text) for before, after, text in pairs if before and after
    ]
    rise, before, after, text = max(known, default=(0, 0, 0, ""))
    if rise <= 0:
        return []
    return [
        Text(
            f"Het meest omhoog ging “{text.rstrip('.')}”: van {dutch(before)} naar {dutch(after)}."
        )
    ]


def _named(of: Mapping[int, Asked]) -> dict[str, Asked]:
    return {f"Workshop {n}": one for n, one in of.items()}


def _answers(
    title: str, what: str, asked: tuple[str, ...], given: Mapping[str, Asked]
) -> list[Part]:
    if not given:
        return []
    rows = tuple(
        (f"{n + 1}. {text}", *(_mean_text(one, n) for one in given.values()))
        for n, text in enumerate(asked)
    )
    return [Table(title, (what, *given), rows, (10 - len(given), *(2,) * len(given)))]


def _mean(one: Asked, index: int) -> float | None:
    row = one.rows[index]
    return round(row.mean, 2) if row else None


def _mean_text(one: Asked, index: int) -> str:
    mean = _mean(one, index)
    return "–" if mean is None else dutch(mean)


def _trend(questions: tuple[str, ...], given: Mapping[int, Asked]) -> list[Part]:
    lines = tuple(
        (f"Vraag {n + 1}", tuple(_mean(one, n) for one in given.values()))
        for n in range(len(questions))
    )
    if not any(value is not None for _, values in lines for value in values):
        return []
    places, title = tuple(_named(given)), "Gemiddelde na elke workshop, van 1 tot 5"
    return [Chart(title, places, lines, in_words(places, lines))]
