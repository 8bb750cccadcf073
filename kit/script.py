"""How a notebook is read as a script: steps, notes and minutes, without running a line of it.

A step is a markdown cell that starts with `## Title` followed by `workshop.<verb>(…)` with plain
words and numbers between the brackets. Other cells are the trainer's own and are left alone.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from kit import slips
from kit import workshop as words
from kit.content import media
from kit.model import Place, Problem, Step, Workshop

VERBS = {
    name: inspect.signature(method)
    for name, method in vars(words.Workshop).items()
    if not name.startswith("_") and name not in words.NO_STEPS
}
MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook: its kind, its text and where it stands."""

    kind: str
    text: str
    number: int
    place: Place
    id: str = ""
    has_output: bool = False


def cells(path: Path, shown_as: Path | None = None) -> tuple[Cell, ...]:
    """The cells of a notebook file. Raises ValueError with a Dutch message when it is none."""
    shown = shown_as or path
    if path.stat().st_size > MAX_BYTES:
        raise ValueError("dit notebook is groter dan 5 MB.")
    raw = path.read_bytes().decode("utf-8-sig")
    try:
        notebook = json.loads(raw)
        found = notebook["cells"]
        lines = _first_lines(raw)
        return tuple(
            Cell(
                kind=str(cell["cell_type"]),
                text=_text(cell["source"]),
                number=number,
                place=Place(shown, lines[number - 1] if number <= len(lines) else 1),
                id=str(cell.get("id", "")),
                has_output=bool(cell.get("outputs") or cell.get("execution_count")),
            )
            for number, cell in enumerate(found, 1)
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("dit is geen notebook.") from error


def read(path: Path, shown_as: Path | None = None) -> tuple[Workshop | None, tuple[Problem, ...]]:
    """The workshop in a notebook and everything wrong with it; None when there is no workshop.

    `shown_as` is the name used in messages. Never raises for what is inside the file. Pictures,
    sounds and films are looked up in media/ beside the notebook's folder.
    """
    shown = shown_as or path
    try:
        all_cells = cells(path, shown)
    except json.JSONDecodeError as error:
        message = "dit notebook kan niet gelezen worden."
        return None, (Problem(shown, error.lineno, message, "Herstel het uit een kopie."),)
    except (ValueError, OSError) as error:
        message = str(error) if isinstance(error, ValueError) else "dit bestand is niet te openen."
        if isinstance(error, UnicodeDecodeError):
            message = "dit notebook is niet als UTF-8 bewaard."
        return None, (Problem(shown, 1, message, "Bewaar het opnieuw vanuit JupyterLab."),)
    workshop, problems = _steps(all_cells, shown)
    return _without_lost_media(workshop, problems, path.absolute().parent.parent / media.FOLDER)


def _without_lost_media(workshop: Workshop | None, problems: tuple[Problem, ...], folder: Path):
    """The steps whose picture, sound or film cannot be shown keep their title and lose the rest."""
    steps, found = [], list(problems)
    for step in workshop.steps if workshop else ():
        wrong = media.faults(step.given, folder) if step.verb == "media" else []
        found += [Problem(step.place.file, step.place.line, *said) for said in wrong]
        steps.append(replace(step, given={**step.given, "file": ""}) if wrong else step)
    return workshop and replace(workshop, steps=tuple(steps)), tuple(found)


def _steps(all_cells: tuple[Cell, ...], shown: Path):
    opening: dict[str, object] | None = None
    opened_at = Place(shown, 1)
    steps: list[Step] = []
    problems: list[Problem] = []
    heading: tuple[str, str] | None = None
    for cell in all_cells:
        if cell.kind == "markdown":
            heading = _heading(cell.text) or heading
            continue
        if cell.kind != "code":
            continue
        try:
            calls = _calls(cell)
        except _Wrong as wrong:
            problems.append(wrong.problem(cell))
            continue
        for verb, call in calls:
            try:
                if verb == "Workshop":
                    opening, opened_at = _bound(verb, call), cell.place
                elif verb not in words.NO_STEPS:
                    steps.append(_step(verb, call, cell, heading, steps))
                    heading = None
            except _Wrong as wrong:
                problems.append(wrong.problem(cell))
    if opening is None:
        return None, tuple(problems)
    workshop = Workshop(
        number=opening["number"],
        title=opening["title"],
        goal=opening.get("goal", ""),
        steps=tuple(steps),
        lay_ready=tuple(opening.get("lay_ready", ())),
        variants=words.VARIANTS,
        place=opened_at,
    )
    return workshop, tuple(problems)


class _Wrong(Exception):
    def __init__(self, message: str, remedy: str, line: int = 1):
        self.message, self.remedy, self.line = message, remedy, line

    def problem(self, cell: Cell) -> Problem:
        return Problem(
            cell.place.file,
            cell.place.line + self.line - 1,
            f"cel {cell.number}: {self.message}",
            self.remedy,
        )


def _calls(cell: Cell) -> list[tuple[str, ast.Call]]:
    """The kit's own calls in a code cell: `Workshop(…)` and `workshop.verb(…)`, in order."""
    try:
        tree = ast.parse(cell.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if "workshop." not in cell.text and "Workshop(" not in cell.text:
            return []  # the trainer's own cell, perhaps with IPython's own words such as %time
        line = getattr(error, "lineno", 1) or 1
        raise _Wrong(
            "deze regel is niet af.", "Kijk naar haakjes en aanhalingstekens.", line
        ) from (None)
    found = []
    for node in tree.body:
        value = getattr(node, "value", None)
        if not isinstance(value, ast.Call):
            continue
        function = value.func
        if isinstance(function, ast.Name) and function.id == "Workshop":
            found.append(("Workshop", value))
        elif (
            isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Name)
            and function.value.id == "workshop"
        ):
            found.append((function.attr, value))
    return found


def _bound(verb: str, call: ast.Call) -> dict[str, object]:
    """The words between the brackets by their names, or _Wrong with what to do about it."""
    try:
        if verb == "Workshop":
            signature, first = inspect.signature(words.Workshop), ()
        elif verb in VERBS:
            signature, first = VERBS[verb], (None,)
        else:
            raise slips.no_such_step(verb, VERBS)
        args = [ast.literal_eval(arg) for arg in call.args]
        named = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        return slips.bind(verb, signature, [*first, *args], named)
    except slips.Slip as slip:
        raise _Wrong(slip.message, slip.remedy, call.lineno) from None
    except (ValueError, TypeError, RecursionError, MemoryError):
        remedy = "Zet er gewone woorden tussen aanhalingstekens of getallen neer."
        raise _Wrong(f"'{verb}' is niet te lezen.", remedy, call.lineno) from None


def _step(verb: str, call: ast.Call, cell: Cell, heading, before: list[Step]) -> Step:
    given = _bound(verb, call)
    given.pop("self", None)
    default = VERBS[verb].parameters["minutes"].default
    try:
        minutes = words.two(given.pop("minutes", default))
    except (ValueError, TypeError):
        slip = slips.wrong_minutes(verb)
        raise _Wrong(slip.message, slip.remedy, call.lineno) from None
    title, note = heading or (str(given.get("title") or verb), "")
    return Step(
        id=_unique(slug(title), [step.id for step in before]),
        verb=verb,
        title=title,
        note=note,
        minutes=minutes,
        given=words.clean(given),
        place=Place(cell.place.file, cell.place.line + call.lineno - 1),
    )


def slug(title: str) -> str:
    """A title as a short name of plain letters, for `step` in the journal."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "stap"


def _unique(name: str, taken: list[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _heading(text: str) -> tuple[str, str] | None:
    """The title after `##` and the note under it; None when the cell has no such heading."""
    match = re.search(r"^##[ \t]+(.+?)[ \t]*#*$", text, re.MULTILINE)
    if not match:
        return None
    return match[1].strip(), text[match.end() :].strip()


def _text(source: object) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _first_lines(raw: str) -> list[int]:
    """The line in the file on which each cell's text starts, in order."""
    found = []
    for number, line in enumerate(raw.split("\n"), 1):
        if re.match(r'\s*"source"\s*:', line):
            found.append(number + (line.rstrip().endswith("[")))
    return found
