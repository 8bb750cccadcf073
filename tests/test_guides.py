"""The guides for trainers and facilitators: each example runs, each name and link leads somewhere.

A new kind of example in a guide fails here until somebody writes down how it is run.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import sysconfig
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from kit import __main__ as command
from kit import content, notebook, script, terms
from kit.check import check
from kit.content import cards, cases, parts, words
from kit.model import PURPOSES, ROLES, STILL_CHAFES, SUITS, Content
from kit.paths import roots
from kit.workshop import Workshop
from kit.workspace.making import make, own
from tests.looking import Visit
from tests.test_lab import Lab

REPO = Path(__file__).resolve().parents[1]
DOCS = REPO / "docs"
LEADING = DOCS / "begeleiden-in-vier-bladzijden.md"
ADAPTING = DOCS / "een-workshop-aanpassen.md"
CARD = DOCS / "een-kaart-schrijven.md"
CASE = DOCS / "een-casus-schrijven.md"
GUIDES = (ADAPTING, CARD, CASE, LEADING)
TODAY = date(2026, 10, 1)
PAGE = 470
"""Words that fit on one side of A4 with tables and headings, at a size one reads in the evening."""

SCREEN = {
    "Aanpassen als trainer": "kit/web/start.html",
    "Afspraak": "kit/forms.py",
    "Antwoorden": "kit/web/start.html",
    "Belofte": "kit/web/papers.js",
    "Delen": "kit/web/own.html",
    "Dit gaat mee": "kit/web/takeaway.html",
    "Eigen casus": "kit/web/start.html",
    "Eigen versie maken": "kit/web/own.html",
    "Kaarten": "kit/web/takeaway.html",
    "Kaarten bekijken": "kit/web/console.html",
    "Kijk terug": "kit/web/practice.js",
    "Klaar": "kit/web/takeaway.html",
    "Laat mijn versie staan": "kit/web/own-check.js",
    "Leg klaar": "kit/web/start.html",
    "Liever met opdrachten?": "kit/web/workspace.js",
    "Map maken": "kit/web/workspace.js",
    "Meenemen": "kit/web/start.html",
    "Meting": "kit/forms.py",
    "Naar een rekenblad": "kit/web/own.html",
    "Naar je eigen materiaal": "kit/web/workspace.js",
    "Nakijken": "kit/web/own.html",
    "Noodkaart": "kit/model.py",
    "Oefenen": "kit/web/start.html",
    "Ongedaan maken": "kit/web/own-share.js",
    "Open in JupyterLab": "kit/web/own.html",
    "Overnemen": "kit/web/own-check.js",
    "Pakket kiezen": "kit/web/own.html",
    "Pakket maken": "kit/web/own.html",
    "Parkeren": "kit/forms.py",
    "Reflectie": "kit/forms.py",
    "Rekenblad": "kit/web/own.html",
    "Rekenblad kiezen": "kit/web/own.html",
    "Signaal": "kit/forms.py",
    "Van jou": "kit/web/own.html",
    "Voorbereiden": "kit/web/start.html",
    "Volgende": "kit/web/console.html",
    "Wat helpt nu?": "kit/web/practice.js",
    "Workshop afronden": "kit/web/console.html",
    "Zaaltest": "kit/web/start.html",
}
"""What a guide says is on the screen, and the file that puts it there."""
LAB_KEYS = {
    "C": "notebook:copy-cell",
    "V": "notebook:paste-cell-below",
    "X": "notebook:cut-cell",
    "D D": "notebook:delete-cell",
    "Z": "notebook:undo-cell-action",
}
ELSEWHERE = {"lab", "privacy"}
"""One stays open and has its own tests; the other tells what it found, see below."""


STEP = (("markdown", "## Stap {}"), ("code", 'workshop.write("Vraag {}?")'))


class Block(NamedTuple):
    """An example: its language as the guide names it, its text and where it stands."""

    language: str
    text: str
    guide: Path
    line: int

    def __repr__(self) -> str:
        return f"{self.guide.stem}:{self.line}"


def text_of(guide: Path) -> str:
    return guide.read_text(encoding="utf-8")


def blocks_of(guide: Path) -> list[Block]:
    text = text_of(guide)
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(m[1], m[2], guide, text.count("\n", 0, m.start()) + 1) for m in found]


def prose(guide: Path) -> str:
    return re.sub(r"^```.*?^```$", "", text_of(guide), flags=re.MULTILINE | re.DOTALL)


BLOCKS = [block for guide in GUIDES for block in blocks_of(guide)]
COMMANDS = [
    (block.guide, line) for block in BLOCKS if not block.language for line in block.text.split("\n")
]
COMMANDS = [(guide, line) for guide, line in COMMANDS if line]


def of(language: str) -> list[Block]:
    return [block for block in BLOCKS if block.language == language]


def file_for(block: Block) -> Path:
    """Where the guide says that this YAML goes."""
    if suit := re.search(r"^kaartenset: (\w+)$", block.text, re.MULTILINE):
        return Path("decks", f"{suit[1]}.yaml")
    if id := re.match(r"id: ([\w-]+)\n", block.text):
        return Path("cases", f"{id[1]}.yaml")
    return Path("decks", "tafel.yaml")


LINES = [
    line for block in of("python") for line in block.text.split("\n") if line[:2] not in ("", "# ")
]


@pytest.fixture(scope="module")
def shipped() -> Content:
    """The words of the kit itself."""
    return content.load(REPO, TODAY)


def workspace_in(folder: Path) -> Path:
    """A trainer's own folder with every YAML example of every guide in its place."""
    make(folder)
    for block in of("yaml"):
        (folder / file_for(block)).write_text(block.text, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path, monkeypatch) -> Path:
    """Such a folder, in which the commands are given."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "thuis")
    folder = workspace_in(tmp_path / "mijn-werkplaats")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def read_only(tmp_path_factory) -> Path:
    """Such a folder for many tests, so that its content is read once; only a notebook changes."""
    return workspace_in(tmp_path_factory.mktemp("werk") / "mijn-werkplaats")


# -- the examples ---------------------------------------------------------------------------------


def test_each_example_is_of_a_kind_that_is_tried_here():
    assert {block.language for block in BLOCKS} == {"yaml", "python", "markdown", ""}
    assert all(re.match(r"(kit|cd) \S", line) for _, line in COMMANDS)
    assert all(line.startswith("workshop.") for line in LINES)
    assert sum(text_of(guide).count("```") for guide in GUIDES) == 2 * len(BLOCKS)


@pytest.mark.parametrize("block", of("yaml"), ids=repr)
def test_yaml_in_a_guide_is_content_without_a_remark(workspace, block, shipped):
    assert check([workspace / file_for(block)], TODAY) == []
    known = content.load(roots(workspace), TODAY)
    new = [*(known.cards.keys() - shipped.cards), *(known.cases.keys() - shipped.cases)]
    assert sorted(new) == ["G31", "de-dochter-tolkt"]
    assert known.table.rules[-1] == "Telefoons liggen op de vensterbank, ook die van mij."
    assert known.table.promise == shipped.table.promise


def notebook_with(workspace: Path, *pieces: tuple[str, str]) -> Path:
    opening = ("code", 'workshop = Workshop(9, "Proef")')
    run = {"code": {"outputs": [], "execution_count": None}}
    made = [
        {"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text, **run.get(kind, {})}
        for n, (kind, text) in enumerate((opening, *pieces))
    ]
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = workspace / "notebooks" / "proef.ipynb"
    path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return path


@pytest.mark.parametrize("line", LINES)
def test_a_line_in_a_guide_is_a_step_and_shows_itself(read_only, line, monkeypatch):
    path = notebook_with(read_only, ("markdown", "## Stap"), ("code", line))
    (step,) = script.read(path)[0].steps
    assert step.title == "Stap"
    told = [one.message for one in check([path], TODAY)]
    assert [one for one in told if "duren samen" not in one] == []

    monkeypatch.setattr(notebook, "STARTED_IN", path.parent)
    monkeypatch.delenv("SCRIPT_NAME", raising=False)
    shown = eval(line, {"workshop": Workshop(9, "Proef")})
    assert shown.step.verb == step.verb
    assert shown.preview().count("<iframe") == 1


@pytest.mark.parametrize("block", of("markdown"), ids=repr)
def test_a_note_in_a_guide_becomes_the_note_of_the_step_below_it(read_only, block):
    path = notebook_with(read_only, ("markdown", block.text), ("code", 'workshop.write("Wat nu?")'))
    (step,) = script.read(path)[0].steps
    assert step.title == "Even op adem komen"
    for part in ("**Zeg:**", "**Doe:**", "**Let op:**"):
        assert part in step.note


def test_what_the_guide_says_about_minutes_is_what_check_says(workspace):
    own(workspace, ["workshop1"])
    path = workspace / "notebooks" / "workshop-1.ipynb"
    made = json.loads(path.read_text(encoding="utf-8"))
    made["cells"] = [c for c in made["cells"] if 'workshop.card("G1"' not in "".join(c["source"])]
    path.write_text(json.dumps(made, indent=1), encoding="utf-8")
    (told,) = [one for one in check([path], TODAY) if "voor 90" in one.message]
    assert f"{told.message} {told.remedy}" in " ".join(text_of(ADAPTING).split())


def test_without_the_own_file_the_kits_words_come_back(workspace, shipped):
    question = shipped.cards["G1"].question
    (workspace / "decks" / "gesprek.yaml").unlink()
    own(workspace, ["G1"])
    file = workspace / "decks" / "gesprek.yaml"
    changed = file.read_text(encoding="utf-8").replace(question, "Wat zag je?")
    file.write_text(changed, encoding="utf-8")
    assert content.load(roots(workspace)).cards["G1"].question == "Wat zag je?"
    file.unlink()
    assert content.load(roots(workspace)).cards["G1"].question == question


# -- the commands ---------------------------------------------------------------------------------


class Parsed(Exception):
    """A command was understood; it is not carried out."""


def words_of(line: str) -> list[str]:
    """The words of a line as a shell gives them, without the first."""
    return [one.strip('"') for one in re.findall(r'"[^"]*"|\S+', line)][1:]


@pytest.mark.parametrize("line", sorted({line for _, line in COMMANDS if line[:3] != "cd "}))
def test_a_command_in_a_guide_is_one_that_the_kit_knows(line, monkeypatch):
    def parse(parser, given):
        argparse.ArgumentParser.parse_args(parser, given)
        raise Parsed

    monkeypatch.setattr(command._DutchParser, "parse_args", parse)
    name, *rest = words_of(line)
    assert re.search(rf"^  {name} ", command.HELP, re.MULTILINE)
    with pytest.raises(Parsed):
        command.main([name, *rest])


@pytest.mark.parametrize("guide", [ADAPTING, CARD, CASE], ids=lambda guide: guide.stem)
def test_the_commands_of_a_guide_work_one_after_the_other(guide, tmp_path, monkeypatch, request):
    if guide is ADAPTING:
        monkeypatch.setattr(Path, "home", lambda: tmp_path / "thuis")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda _question: "j")
    else:
        request.getfixturevalue("workspace")
    received = False
    for line in [line for found, line in COMMANDS if found == guide]:
        name, *rest = words_of(line) if line[:3] != "cd " else ("cd", line[3:])
        if name == "cd":
            monkeypatch.chdir(rest[0])
        elif name not in ELSEWHERE:
            if name == "add-content" and not received:  # somebody else takes it from here
                received = True
                other = tmp_path / "ander"
                make(other)
                Path(rest[0]).rename(other / rest[0])
                monkeypatch.chdir(other)
            assert command.main([name, *rest]) == 0, line


def test_in_the_example_of_a_case_only_the_invented_name_is_pointed_at(workspace, capsys):
    assert command.main(["privacy", "cases/de-dochter-tolkt.yaml"]) == 1
    *found, _last = capsys.readouterr().out.splitlines()
    assert found and all(' "Mehret" (naam): ' in line for line in found)


def test_a_package_made_by_the_guide_comes_in_and_goes_out_again(workspace, monkeypatch, tmp_path):
    assert command.main(["pack-content", "--licence", "CC BY-SA 4.0"]) == 0
    package = workspace / "mijn-werkplaats-1.0.zip"
    make(tmp_path / "ander")
    monkeypatch.chdir(tmp_path / "ander")
    assert command.main(["add-content", str(package), "--yes"]) == 0
    assert "G31" in content.load(tmp_path / "ander").cards
    assert command.main(["add-content", "--undo"]) == 0
    assert content.load(tmp_path / "ander").cards == {}


# -- what a guide says is on the screen -----------------------------------------------------------


def named(guide: Path) -> set[str]:
    """What stands in bold, but for the words with which a point of a list begins; and ‘…’."""
    text = re.sub(r"^( *(?:\d+\.|-) +)\*\*[^*]+\*\*", r"\1", prose(guide), flags=re.MULTILINE)
    found = re.findall(r"\*\*([^*]+)\*\*|‘([^’]+)’", text)
    return {" ".join((bold or quoted).split()) for bold, quoted in found}


def test_each_name_in_bold_is_on_the_screen_by_that_name():
    assert set().union(*map(named, GUIDES)) == SCREEN.keys()
    for name, file in SCREEN.items():
        text = (REPO / file).read_text(encoding="utf-8")
        assert re.search(rf'[>"]{re.escape(name)}["<]', text), f"{name} staat niet in {file}"


def test_each_key_for_the_facilitator_is_in_the_list_of_keys():
    keys = set(re.findall(r"(?:[Mm]et|[Dd]ruk op) ([A-Z]|\+)(?= |:|,|\.)", prose(LEADING)))
    assert keys == {"S", "+", "T"}
    console = (REPO / "kit/web/console.html").read_text(encoding="utf-8")
    assert all(f"<dt><kbd>{key}</kbd></dt>" in console for key in keys)


def lab_keys() -> dict[str, str]:
    """The keys of JupyterLab by what the guide says that they do."""
    return dict(re.findall(r"^\| (\w+)[^|`]*\| `([^`]+)` \|$", prose(ADAPTING), re.MULTILINE))


def test_each_key_for_jupyterlab_is_one_of_its_own():
    # The menus (Run, Run All Cells), Shift+Tab and Ctrl+S are pressed for real in test_lab.py.
    assert sorted(lab_keys().values()) == sorted(LAB_KEYS)
    share = Path(sysconfig.get_path("data"), "share/jupyter/lab/schemas/@jupyterlab")
    schema = json.loads((share / "notebook-extension" / "tracker.json").read_text("utf-8"))
    known = {(" ".join(one["keys"]), one["command"]) for one in schema["jupyter.lab.shortcuts"]}
    assert set(LAB_KEYS.items()) <= known


def test_a_step_is_moved_copied_and_deleted_with_the_keys_of_the_guide(browser, tmp_path):
    folder = workspace_in(tmp_path / "mijn-werkplaats")
    pieces = [(kind, text.format(n)) for n in (1, 2) for kind, text in STEP]
    path = notebook_with(folder, *pieces)
    keys = lab_keys()
    with Lab(folder) as running, Visit(browser, running, toolbox=True) as visit:
        page = visit.context.new_page()
        moments = count(1_800_000_000_000, 1000)
        page.clock.set_fixed_time(next(moments))
        page.goto(running.url)
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        cells = page.locator(".jp-Notebook .jp-Cell")

        def press(what: str, amount: int) -> None:
            # What is done within half a second is one thing to JupyterLab, and undone as one.
            page.clock.set_fixed_time(next(moments))
            for key in keys[what].lower().split():
                page.keyboard.press(key)
            expect(cells).to_have_count(amount)

        def choose(first: int, last: int) -> None:
            cells.nth(first).locator(".jp-InputPrompt").click()
            cells.nth(last).locator(".jp-InputPrompt").click(modifiers=["Shift"])

        choose(1, 2)
        press("knippen", 3)
        cells.nth(2).locator(".jp-InputPrompt").click()
        press("plakken", 5)
        choose(1, 2)
        press("kopiëren", 5)
        press("plakken", 7)
        choose(5, 6)
        press("weghalen", 5)
        press("terug", 7)
        with page.expect_response(lambda reply: reply.request.method == "PUT"):
            page.keyboard.press("Control+s")
    titles = [step.title for step in script.read(path)[0].steps]
    assert titles == ["Stap 2", "Stap 2", "Stap 1"]


def anchors(text: str) -> set[str]:
    """The names by which a page of GitHub knows its headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", [*GUIDES, REPO / "CONTRIBUTING.md"], ids=lambda page: page.stem)
def test_each_link_within_the_kit_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", text_of(page)):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.is_file(), target
        assert not anchor or anchor in anchors(text_of(file)), target


# -- what they say --------------------------------------------------------------------------------


def test_the_four_pages_are_four_pages():
    pages = re.split(r"^## ", text_of(LEADING), flags=re.MULTILINE)[1:]
    assert [page[:11] for page in pages] == [f"Bladzijde {n}" for n in (1, 2, 3, 4)]
    for page in pages:
        assert 300 < len(page.split()) <= PAGE, page[:30]


def test_the_six_moments_say_what_the_emergency_cards_say(shipped):
    rows = re.findall(r"^\| (N\d) ([^|]+) \| “([^”]+)” \|", text_of(LEADING), re.MULTILINE)
    deck = shipped.decks["nood"]
    assert [id for id, *_ in rows] == [card.id for card in deck.cards]
    for (_, what, says), card in zip(rows, deck.cards, strict=True):
        assert card.question == f"{what}. Wat doe je?"
        said = " ".join(card.follow_ups)
        assert all(one in said for one in re.split(r"(?<=[.?]) ", says))


def test_the_terms_are_those_of_the_promise(shipped):
    numbers = {5: "vijf werkdagen", 8: "acht weken"}
    promise = " ".join(shipped.table.promise)
    for words_ in (numbers[terms.RECEIPT_DAYS], numbers[terms.DECISION_WEEKS]):
        assert words_ in promise
        assert words_ in text_of(LEADING)


def test_the_limits_and_choices_that_the_guides_name_are_those_of_the_kit():
    card, case = prose(CARD), " ".join(prose(CASE).split())
    row = {m[1]: m[2] for m in re.finditer(r"^\| `(\w+)` \| (.+) \|$", card, re.MULTILINE)}
    assert row.keys() <= {*cards.CARD, *cards.DECK}
    assert re.findall(r"`(\w+)`", row["kaartenset"]) == list(SUITS)
    letters = row["id"].partition(": ")[2].replace(" of ", ", ").split(", ")
    assert letters == [suit.letter for suit in SUITS.values()]
    assert re.findall(r"`(\w+)`", row["doel"]) == list(PURPOSES)
    assert set(re.findall(r"`(\w+)`", row["rollen"])) <= {"allen", *ROLES}
    assert f"Hoogstens {parts.MAX_QUESTION} woorden" in card
    assert f"hoogstens {cases.MAX_STAGE} woorden" in case
    assert cases.STAGES == (4, 5) and "Vier of vijf stukken" in case
    assert cases.OPTIONS == 3 and "drie wegen" in case
    assert f"“{STILL_CHAFES}” mag altijd" in case


def sentences(guide: Path) -> list[str]:
    """The prose of a guide, without what it shows as an example of how not to write."""
    text = prose(guide).partition("| Zwak |")
    rest = text[2].partition("\n\n")[2]
    plain = re.sub(r"`[^`]*`|\]\([^)]*\)|\*[a-z ]+\*(?!\*)", "x", text[0] + "\n\n" + rest)
    return [one for part in re.split(r"\n\s*\n|\n(?=[-|\d#])|\|", plain) for one in [part.strip()]]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_is_written_as_it_asks_others_to_write(guide):
    assert "!" not in prose(guide)
    assert not re.search(r"\b(u|uw|men)\b", prose(guide).replace("Je, geen u.", ""))
    told = [one for part in sentences(guide) for one in words.hard_to_read(" ".join(part.split()))]
    assert told == []


def test_how_to_write_a_card_stands_in_one_place():
    working = text_of(REPO / "CONTRIBUTING.md")
    assert "docs/een-kaart-schrijven.md" in working
    tips = re.findall(r"^\d\. \*\*(.+?)\*\*", text_of(CARD).partition("## Negen")[2], re.MULTILINE)
    assert len(tips) == 9
    assert not any(tip in working for tip in tips)
