"""The cheat sheet has every step with an example that works, and what Shift+Tab says is Dutch."""

from __future__ import annotations

import ast
import inspect
import re

import pytest
from IPython.core.interactiveshell import InteractiveShell

from kit import check, explaining, notebook, script, workshop
from kit.paths import content_root
from kit.server import lab_files
from kit.workspace.serving import workshops

PATH = content_root() / "notebooks" / lab_files.CHEAT_SHEET
VERBS = [name for name in vars(workshop.Workshop) if not name.startswith("_")]
TEXT, CODE = ([c for c in script.cells(PATH) if c.kind == kind] for kind in ("markdown", "code"))
ENGLISH = re.compile(r"\b(the|and|you|your|with|for|from|minutes of|str|int|bool|list|step)\b")


def test_each_word_of_a_workshop_has_its_line_and_its_example_in_the_order_of_the_code():
    headings = [cell.text.splitlines()[0] for cell in TEXT[1:]]
    assert headings == [f"## {verb}" for verb in VERBS]
    assert [cell.text.split("(")[0] for cell in CODE[1:]] == [f"workshop.{v}" for v in VERBS]
    for cell, verb in zip(TEXT[1:], VERBS, strict=True):
        first = inspect.getdoc(getattr(workshop.Workshop, verb)).splitlines()[0]
        assert cell.text == f"## {verb}\n\n{first}"


@pytest.mark.parametrize("cell", CODE[1:], ids=VERBS)
def test_each_example_shows_its_picture_and_names_nothing_that_is_not_there(cell, monkeypatch):
    monkeypatch.setattr(notebook, "STARTED_IN", PATH.parent)
    shown = eval(cell.text, {"workshop": workshop.cheat_sheet()})
    if "workshop.note" in cell.text:
        assert shown == notebook.ONLY_SHOWN
        return
    assert list(check.mistakes(shown.step, notebook.words())) == []
    assert "<iframe" in shown.preview() and "duren samen" not in shown.preview()


def test_the_cheat_sheet_is_no_workshop_for_anyone():
    assert script.read(PATH) == (None, ())
    assert set(workshops(None)) == {1, 2, 3, 4}
    assert check.check([PATH]) == []
    assert CODE[0].text.endswith("workshop = cheat_sheet()")


FUNCTIONS = [
    name
    for name, thing in vars(workshop).items()
    if inspect.isfunction(thing)
    and thing.__module__ == workshop.__name__
    and name not in ("two", "clean")
]
"""What a notebook imports besides `Workshop`; the other two are for the kit itself."""


# -- Shift+Tab -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shell():
    made = InteractiveShell()
    made.inspector.mime_hooks = {"text/plain": explaining.on_shift_tab}
    made.user_ns |= {"Workshop": workshop.Workshop, "workshop": workshop.cheat_sheet()}
    made.user_ns |= {name: getattr(workshop, name) for name in FUNCTIONS}
    return made


def asked(shell, name: str) -> str:
    told = shell.object_inspect_mime(name)["text/plain"]
    return re.sub(r"\x1b\[[\d;]*m", "", told)


@pytest.mark.parametrize("verb", VERBS)
def test_shift_tab_explains_every_word_between_the_brackets_in_dutch(shell, verb):
    told = asked(shell, f"workshop.{verb}")
    head, _, words = told.partition("Uitleg:")
    assert re.match(rf"Zo schrijf je het:\s+workshop\.{verb}\(", head)
    method = getattr(workshop.Workshop, verb)
    for word in inspect.signature(method).parameters:
        assert word == "self" or re.search(rf"^{word}: .{{8,}}\.$", words, re.MULTILINE)
    assert not ENGLISH.search(told)
    assert not re.search(r"Signature|Docstring|File|Type|/kit/|'str'", told)


@pytest.mark.parametrize("name", ["Workshop", "workshop", *FUNCTIONS])
def test_shift_tab_is_dutch_for_all_that_a_notebook_imports(shell, name):
    told = asked(shell, name)
    assert "Uitleg:" in told
    assert not ENGLISH.search(told)


def test_what_is_not_ours_is_explained_as_always(shell):
    assert "Signature" in asked(shell, "len")


def test_no_word_is_explained_that_no_step_has():
    used = {"Workshop." + word for word in inspect.signature(workshop.Workshop).parameters}
    for verb in VERBS:
        parameters = inspect.signature(getattr(workshop.Workshop, verb)).parameters
        used |= {name for word in parameters for name in (word, f"{verb}.{word}")}
    assert set(explaining.WORDS) <= used


def test_each_example_is_only_a_step_that_a_trainer_may_share():
    for cell in CODE[1:]:
        (statement,) = ast.parse(cell.text).body
        assert isinstance(statement, ast.Expr) and "\n" not in cell.text
