"""A notebook is read as a script without running a line of it."""

import json
from pathlib import Path

import pytest

from kit import script

OPENING = 'from kit.workshop import Workshop\nworkshop = Workshop(1, "Zien", goal="Kijken.")'
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def notebook(tmp_path):
    def write(*cells):
        made = [
            {"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text.splitlines(True)}
            for n, (kind, text) in enumerate(cells)
        ]
        path = tmp_path / "workshop.ipynb"
        whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
        return path

    return write


def test_a_heading_and_one_line_of_code_make_a_step_with_its_note(notebook):
    path = notebook(
        ("code", OPENING),
        ("markdown", "## Opwarmkaart\n\nGeen oplossingen in deze ronde."),
        ("code", 'workshop.card("G1", minutes=(8, 10))'),
    )
    workshop, problems = script.read(path)
    step = workshop.steps[0]
    assert problems == ()
    assert (workshop.number, workshop.title, workshop.goal) == (1, "Zien", "Kijken.")
    assert (step.id, step.verb, step.title) == ("opwarmkaart", "card", "Opwarmkaart")
    assert step.note == "Geen oplossingen in deze ronde."
    assert step.minutes == {90: 8, 120: 10}
    assert step.given == {"card": "G1"}


def test_reading_never_runs_the_code(notebook, tmp_path):
    bomb = f"open({str(tmp_path / 'ran')!r}, 'w')"
    path = notebook(("code", OPENING), ("code", bomb), ("code", f"workshop.say({bomb})"))
    _, problems = script.read(path)
    assert not (tmp_path / "ran").exists()
    assert [p.message for p in problems] == ["cel 3: 'say' is niet te lezen."]


def test_cells_of_the_trainer_are_left_alone(notebook):
    mine = [("code", "%time x = 1"), ("code", "print('hallo')"), ("markdown", "Gewoon tekst")]
    workshop, problems = script.read(notebook(("code", OPENING), *mine))
    assert (workshop.steps, problems) == ((), ())


def test_two_steps_with_one_title_keep_different_names(notebook):
    twice = [("markdown", "## Ronde"), ("code", 'workshop.round("Wat zie je?")')] * 2
    workshop, _ = script.read(notebook(("code", OPENING), *twice))
    assert [s.id for s in workshop.steps] == ["ronde", "ronde-2"]


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ('workshop.kard("G1")', "de stap 'kard' bestaat niet.", "Bedoelde je 'card'?"),
        ("workshop.card()", "'card' mist een woord of heeft er te veel.", "Nodig: card."),
        (
            'workshop.card("G1", minuten=(8, 10))',
            "'card' kent geen 'minuten'.",
            "Bedoelde je 'minutes'?",
        ),
        (
            'workshop.card("G1", minutes=(8,))',
            "de minuten van 'card' kloppen niet.",
            "Schrijf bijvoorbeeld minutes=(8, 10): 90 en 120 minuten.",
        ),
        ("workshop.card(7)", "'card' bij 'card' klopt niet.", "Kijk naar het voorbeeld."),
        (
            'workshop.card("G1"',
            "deze regel is niet af.",
            "Kijk naar haakjes en aanhalingstekens.",
        ),
    ],
)
def test_a_slip_is_named_with_its_cell_its_line_and_the_remedy(notebook, line, message, remedy):
    _, (problem,) = script.read(notebook(("code", OPENING), ("code", line)))
    text = problem.file.read_text(encoding="utf-8").split("\n")
    assert (problem.message, problem.remedy) == (f"cel 2: {message}", remedy)
    assert line.split("(")[0] in text[problem.line - 1]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"cells": 3}', b"\xff\xfe\x00", b"null"])
def test_what_is_no_notebook_is_said_so_and_never_raised(tmp_path, body):
    path = tmp_path / "kapot.ipynb"
    path.write_bytes(body)
    workshop, problems = script.read(path)
    assert workshop is None
    assert len(problems) == 1


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("workshop-*.ipynb")))
def test_the_minutes_of_each_shipped_workshop_add_up_in_both_variants(path):
    workshop, problems = script.read(path)
    assert problems == ()
    for variant in (90, 120):
        assert sum(step.minutes[variant] for step in workshop.steps) == variant


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")))
def test_shipped_notebooks_are_kept_without_output_and_with_a_note_for_every_step(path):
    assert not any(cell.has_output for cell in script.cells(path))
    workshop, _ = script.read(path)
    assert workshop is None or all(step.title and step.note for step in workshop.steps)
