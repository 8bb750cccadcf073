"""What the slips add up to: means and spreads from five slips on, and figures that can be counted.

A slip has no name and no role, so nothing here can be split by role. One slip is never shown, nor
what four say together. What can still be seen by looking before and after one more slip is the
difference it makes: let a group look when all slips are in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kit.forms import field
from kit.series import Series
from kit.terms import terms

LEAST = 5
"""Slips that are needed before anything of them is shown."""
SCORES = (1, 2, 3, 4, 5)
MOMENTS = {"start": "Bij de start", "eind": "Aan het eind", "later": "Na drie maanden"}
"""When the own statements are asked, in order."""
EXIT = "uitgang"
_BY_WORKSHOP = {1: "start", 4: "eind"}


@dataclass(frozen=True)
class Spread:
    """What at least five people answered to one statement: how many gave a 1, a 2 … a 5."""

    counts: tuple[int, ...]

    @property
    def number(self) -> int:
        """How many answered; who left it open does not count."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean answer, from 1.0 to 5.0."""
        return sum(score * n for score, n in zip(SCORES, self.counts, strict=True)) / self.number


@dataclass(frozen=True)
class Asked:
    """The slips of one moment: one spread a statement, None where fewer than five answered.

    `rows` is empty while there are fewer than five slips; `missing` says how many are still needed.
    """

    slips: int
    rows: tuple[Spread | None, ...] = ()

    @property
    def missing(self) -> int:
        return max(0, LEAST - self.slips)


def moment_of(record: dict, statements: int) -> str:
    """start, eind, later, uitgang, or "" for a slip that says neither when nor what it was about.

    Slips of before there was a `moment` tell it by their length and their workshop.
    """
    if said := record.get("moment"):
        return str(said) if said in (*MOMENTS, EXIT) else ""
    if len(record.get("answers") or ()) == statements:
        return _BY_WORKSHOP.get(record["workshop"], "")
    return EXIT


def asked(slips: Iterable[dict], length: int) -> Asked:
    """What slips of `length` answers say together; a slip of another length is left out."""
    given = [r["answers"] for r in slips if _is_list(r.get("answers"), length)]
    if len(given) < LEAST:
        return Asked(len(given))
    columns = zip(*given, strict=True)
    return Asked(len(given), tuple(_spread(column) for column in columns))


def _is_list(answers: object, length: int) -> bool:
    return isinstance(answers, list) and len(answers) == length


def _spread(answers: Iterable[object]) -> Spread | None:
    known = [a for a in answers if type(a) is int and a in SCORES]
    if len(known) < LEAST:
        return None
    return Spread(tuple(known.count(score) for score in SCORES))


@dataclass(frozen=True)
class Measured:
    """All that was measured: the statements by moment, the exit questions by workshop."""

    moments: dict[str, Asked]
    workshops: dict[int, Asked]


def measured(series: Series, statements: int, questions: int) -> Measured:
    """What the slips of a series say; all slips of one moment count, also of a repeated workshop.

    `statements` and `questions` are how many the table asks: of the own statements and at the exit.
    """
    slips = [r for r in series.words if r["kind"] == "measurement"]
    when = [(moment_of(r, statements), r) for r in slips]
    leaving = [r for moment, r in when if moment == EXIT]
    return Measured(
        {m: asked([r for moment, r in when if moment == m], statements) for m in MOMENTS},
        {n: asked([r for r in leaving if r["workshop"] == n], questions) for n in (1, 2, 3, 4)},
    )


# -- what can be counted -----------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """What can be counted: each pair is how many of how many.

    `in_time`: signals with a first reaction before the next workshop, of those that had to have
    one. `kept`: agreements done, of those that are closed or past their date. `leaders` is None
    until somebody says how many participants can lead a session.
    """

    in_time: tuple[int, int]
    kept: tuple[int, int]
    rounds: int
    leaders: int | None
    signals: dict[int, int]


def figures(series: Series, today: date) -> Figures:
    """The hard figures of a series on a day."""
    meetings = series.meetings()
    reactions = [t for s in series.signals for t in terms(s, meetings) if t.name == "response"]
    due = [t for t in reactions if t.done or t.late(today)]
    over = [a for a in series.agreements if a.closed or _past(a.record.get("date"), today)]
    said = series.fact("leaders", None)
    numbers = sorted({s.workshop for s in series.signals if s.workshop})
    return Figures(
        in_time=(sum(t.kept() for t in due), len(due)),
        kept=(sum(a.closed and a.state == "gedaan" for a in over), len(over)),
        rounds=len(series.spoken),
        leaders=said.get("number") if said else None,
        signals={n: sum(s.workshop == n for s in series.signals) for n in numbers},
    )


def _past(day: object, today: date) -> bool:
    return bool(day) and str(day) < str(today)


# -- as JSON, and back -------------------------------------------------------------------------


def later_form(statements: tuple[str, ...]) -> dict:
    """The slip of three months later, as a form: the same statements as at the start."""
    one = field("answers", "Eén briefje", "likert", statements=list(statements), required=True)
    return {"id": "slip", "tab": "Na drie maanden", "fields": [one]}


def told(of: Measured) -> dict:
    """What was measured as JSON can hold it: never less than five answers together."""
    moments = [{"id": m, "name": MOMENTS[m], **_said(one)} for m, one in of.moments.items()]
    workshops = [{"workshop": n, **_said(one)} for n, one in of.workshops.items()]
    return {"least": LEAST, "moments": moments, "workshops": workshops}


def _said(one: Asked) -> dict:
    rows = [
        {"counts": list(row.counts), "mean": round(row.mean, 2), "number": row.number}
        if row
        else None
        for row in one.rows
    ]
    return {"slips": one.slips, "missing": one.missing, "rows": rows}
