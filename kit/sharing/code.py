"""Which cells of a notebook do more than say a step: those must be read and agreed to."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from kit import slips
from kit.script import VERBS
from kit.workspace import cells

_MARKUP = re.compile(r"<\s*[A-Za-z!/?]|javascript:|data:", re.IGNORECASE)


@dataclass(frozen=True)
class Foreign:
    """A cell that is no step: which one, and all that stands in it."""

    notebook: str
    cell: int
    text: str


def foreign(notebook: str, text: str) -> list[Foreign]:
    """The cells of a notebook that may do something else than the steps of the kit."""
    found = []
    for number, piece in enumerate(cells.all_of(text), 1):
        mark, _, source = piece.partition("\n")
        fine = {"[code]": only_steps, "[tekst]": lambda one: not _MARKUP.search(one)}
        if source.strip() and not fine.get(mark, lambda one: False)(source):
            found.append(Foreign(notebook, number, source))
    return found


def only_steps(source: str) -> bool:
    """Whether a code cell says steps with plain words and numbers, and nothing besides.

    A notebook cuts its cells at more signs than Python does (a form feed, U+2028): what is a word
    for Python may be a command there, so a cell with such a sign is not for us to judge.
    """
    if len(source.splitlines()) > len(source.removesuffix("\n").split("\n")):
        return False
    try:
        tree = ast.parse(source)
        return all(_step(statement) for statement in tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _step(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        names = [(one.name, one.asname) for one in statement.names]
        return statement.module == "kit.workshop" and names == [("Workshop", None)]
    if isinstance(statement, ast.Assign):
        (target,) = statement.targets if len(statement.targets) == 1 else (None,)
        named = isinstance(target, ast.Name) and target.id == "workshop"
        call = statement.value
        made = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        return named and made and call.func.id == "Workshop" and _plain(call)
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    spoken = isinstance(call.func.value, ast.Name) and call.func.value.id == "workshop"
    return spoken and call.func.attr in VERBS and _plain(call)


def _plain(call: ast.Call) -> bool:
    """Whether only words, numbers and lists of them stand between the brackets."""
    try:
        for one in call.args:
            ast.literal_eval(one)
        for one in call.keywords:
            if one.arg is None:
                return False
            ast.literal_eval(one.value)
    except (ValueError, TypeError, slips.Slip, RecursionError, MemoryError):
        return False
    return True
