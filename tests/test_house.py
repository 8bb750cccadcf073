"""The house stays as CONTRIBUTING draws it: imports point towards the model, one door a library."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "kit").rglob("*.py"))

FRONT_DOORS = {
    "yaml": {"kit/content"},
    "mistune": {"kit/notes.py"},
    "filelock": {"kit/folder.py"},
    "dateutil": {"kit/terms.py"},
    "icalendar": {"kit/agenda.py"},
    "typst": {"kit/outputs/typesetting.py"},
    "docx": {"kit/outputs/word.py"},
    "openpyxl": {"kit/sheets"},
    "pyrage": {"kit/lock.py"},
    "ipywidgets": {"kit/screens"},
    "IPython": {"kit/notebook.py"},
    "tornado": {"kit/server"},
    "voila": {"kit/server"},
    "traitlets": {"kit/server"},
    "jupyter_server": {"kit/server"},
    "jupyter_core": {"kit/server"},
}

KEPT_APART = {
    "kit/model.py": {"kit"},
    "kit/screens": {"kit.journal", "kit.drafts", "kit.folder", "kit.room", "kit.table"},
    "kit/session.py": {"kit.journal", "kit.content", "kit.server", "kit.room"},
    "kit/actions.py": {"kit.journal", "kit.content", "kit.server", "kit.room"},
    "kit/content": {"kit.journal", "kit.server", "kit.room", "kit.session"},
    "kit/journal.py": {"kit"},
    "kit/room.py": {"kit.server"},
    "kit/table.py": {"kit.server"},
}


def name(path):
    return path.relative_to(ROOT).as_posix()


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module, places):
    return any(module == place or module.startswith(f"{place}/") for place in places)


@pytest.mark.parametrize("library", FRONT_DOORS)
def test_each_library_has_one_front_door(library):
    users = {name(p) for p in MODULES for i in imported(p) if i.split(".")[0] == library}
    assert users, f"nobody uses {library}: take it out of pyproject"
    assert not [user for user in users if not within(user, FRONT_DOORS[library])]


@pytest.mark.parametrize("place", KEPT_APART)
def test_what_is_kept_apart_stays_apart(place):
    for path in MODULES:
        if within(name(path), {place}):
            for module in KEPT_APART[place]:
                found = [i for i in imported(path) if i == module or i.startswith(f"{module}.")]
                assert not found, name(path)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_knows_and_stays_readable(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module starts with what it knows"
    assert len(text.splitlines()) <= 450, "is there a second thought in it that wants its own room?"


def test_only_the_journal_and_the_drafts_open_what_participants_wrote():
    openers = re.compile(r"\.jsonl|drafts-")
    users = {name(p) for p in MODULES if openers.search(p.read_text(encoding="utf-8"))}
    wiping = {"kit/wiping.py", "kit/group_wiping.py"}
    assert users <= {"kit/journal.py", "kit/drafts.py", "kit/folder.py", *wiping}


def test_nothing_in_the_kit_names_an_address_elsewhere():
    allowed = {"www.w3.org", "127.0.0.1", "https?"}
    for path in (ROOT / "kit").rglob("*"):
        if path.suffix in {".py", ".js", ".css", ".html", ".j2", ".json"}:
            found = set(re.findall(r"https?://([\w.?-]+)", path.read_text(encoding="utf-8")))
            assert found <= allowed, (name(path), found)
