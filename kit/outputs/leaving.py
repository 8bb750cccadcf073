"""Which words may leave the room: what lay on the table, and what the group itself lets go.

At the table it was promised: stories stay here, and who said what. A signal, an agreement, a
parked point and a decision were written down to go along. All else is let go of one line at a time,
by its id; that it was on the beamer once is not enough. What was said about a case of the group's
own is never even asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kit import forms
from kit.casework import OWN
from kit.follow import day_of
from kit.journal import text_of
from kit.methods import BOARDS, TURNS
from kit.model import Workshop
from kit.series import Series

ASKED = ("reflection", "board", "position", "choice")
"""Words that leave only when the group lets them."""
METHODS = {*BOARDS, *TURNS, "round", "position", "decide"}
"""Steps in which the group worked with something else than a card or a case."""
SWAPPED = 60
"""Seconds that a card lies at least to count, when another took its place on the same step."""


@dataclass(frozen=True)
class Meeting:
    """What lay on the table in one bijeenkomst: its day and ids; `steps` are titles by step.

    `own` says that a case of the group itself was told, and `own_steps` where.
    """

    workshop: int
    on: date
    runs: frozenset[str]
    steps: dict[str, str] = field(default_factory=dict)
    methods: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    own_steps: frozenset[str] = frozenset()

    @property
    def own(self) -> bool:
        return bool(self.own_steps)


def meetings(series: Series, scripts: Mapping[int, Workshop] | None = None) -> list[Meeting]:
    """The last bijeenkomst of each workshop that was begun, by number.

    All runs that began on its day count: a facilitator who begins again holds no other meeting.
    `scripts` are the workshops by number; without them a case that the script names is not known.
    """
    runs: dict[int, dict[str, list[dict]]] = {}
    for one in _clicks(series):
        if type(one["workshop"]) is int and one.get("here", 0) >= 0:
            of_run = runs.setdefault(one["workshop"], {})
            of_run.setdefault(str(one.get("run", "")), []).append(one)
    return [_meeting(n, runs[n], (scripts or {}).get(n)) for n in sorted(runs)]


def _clicks(series: Series) -> Iterable[dict]:
    """Every session record, oldest first; in `sessions` is only the last of each workshop."""
    pile = series._pile
    known = pile.records[: series._size] if pile else series.sessions.values()
    return (one for one in known if one["kind"] == "session")


def _meeting(number: int, runs: dict[str, list[dict]], script: Workshop | None) -> Meeting:
    days = {run: day_of(clicks[0]) for run, clicks in runs.items()}
    on = max(days.values())
    mine = {run: clicks for run, clicks in runs.items() if days[run] == on}
    clicks = [one for run in mine.values() for one in run]
    at = [one for one in clicks if one.get("step") and one.get("title")]
    told = [(one["step"], _case(one, script)) for one in at if one.get("verb") == "case"]
    methods = (one["title"] for one in at if one.get("verb") in METHODS)
    return Meeting(
        number,
        on,
        frozenset(mine),
        {one["step"]: str(one["title"]) for one in at},
        tuple(dict.fromkeys(methods)),
        tuple(dict.fromkeys(card for run in mine.values() for card in _cards(run))),
        tuple(dict.fromkeys(case for _, case in told if case and not case.startswith(OWN))),
        frozenset(step for step, case in told if case.startswith(OWN)),
    )


def _case(click: dict, script: Workshop | None) -> str:
    """The case that is told at a step, as the beamer chooses it (kit.screens.steps.case_of)."""
    steps = script.steps if script else ()
    given = next((str(s.given.get("case", "")) for s in steps if s.id == click["step"]), "")
    picked = text_of(click, "case")
    return picked if picked.startswith(OWN) else given or picked


def _cards(clicks: list[dict]) -> list[str]:
    """The cards that lay on the table, in order; not those that were put away at once."""
    lay: dict[tuple[str, str], float] = {}
    last: dict[str, str] = {}
    for one, after in zip(clicks, [*clicks[1:], None], strict=True):
        for card in map(str, one.get("laid") or ()):
            seconds = _moment(after) - _moment(one) if after else 0
            lay[one["step"], card] = lay.get((one["step"], card), 0) + seconds
            last[one["step"]] = card
    return [card for (step, card), long in lay.items() if long >= SWAPPED or last[step] == card]


def _moment(record: dict) -> float:
    return datetime.fromisoformat(record["time"].replace("Z", "+00:00")).timestamp()


def harvest(series: Series, workshop: int | None = None) -> list[tuple[str, str, str]]:
    """What the group may let go: the id of each record, its line, and the title of its step.

    Of one workshop (its last bijeenkomst), or of the whole series; in the order in which it was
    said. Slips, and all that was said while a case of its own was told, are never among them.
    """
    found = []
    for one in meetings(series):
        if workshop in (None, one.workshop):
            said = (r for run in one.runs for r in series.of_run(one.workshop, run))
            found += [
                (r["id"], line, one.steps.get(r["step"], ""))
                for r in sorted(said, key=lambda r: (r["time"], r["id"]))
                if _may_go(r, one) and (line := _line(r))
            ]
    return found


def _may_go(record: dict, at: Meeting) -> bool:
    if record["kind"] not in ASKED or record["step"] in at.own_steps:
        return False
    return not text_of(record, "case").startswith(OWN)


def _line(record: dict) -> str:
    """The words of one record; of a position the reason only, for its number is one person's."""
    line = text_of(record, "text") if record["kind"] == "position" else forms.line(record)
    return " ".join(line.split())


def seen(series: Series) -> frozenset[str]:
    """The ids of the lines that the room saw on the beamer: to know, not to let go."""
    shown = (one.get("shown") or () for one in _clicks(series) if one.get("words_shown"))
    return frozenset(str(id) for ids in shown for id in ids)
