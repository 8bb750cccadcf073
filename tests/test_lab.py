"""A trainer's own place: JupyterLab, offline and quiet, and what it shows under each step."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import inspect
import json
import os
import re
import shutil
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from kit import at_this_moment, journal, notebook, script, standing
from kit.__main__ import LAB_HELP, main
from kit.paths import content_root
from kit.server import ground, lab, lab_files, lab_preview
from kit.slips import Slip
from kit.workshop import Workshop
from tests.looking import Visit
from tests.running import PATIENCE, Kit

CARD = """kaartenset: gesprek
titel: Het gesprek
versie: "1.0"
licentie: CC BY-SA 4.0
kaarten:
  - id: G77
    diepte: 1
    doel: openen
    rollen: [allen]
    vraag: {question}
    vervolgvragen: [Wat zei de ander?, Wat voelde je?, Wat deed je toen?]
    waarom: Zo begin je bij een moment.
    bron: eigen ervaring van begeleiders
    tip: Neem de tijd.
    minuten: 6
    veiligheid: 1
"""


SMALL = [
    ("code", 'from kit.workshop import Workshop\nworkshop = Workshop(7, "Klein")'),
    ("markdown", "## Begin\n\nZeg hallo."),
    ("code", 'workshop.say("Hallo", minutes=(40, 50))'),
    ("markdown", "## Kaart\n\nLees voor."),
    ("code", 'workshop.card("G1", minutes=(30, 40))'),
    ("markdown", "## Stilte\n\nWacht."),
    ("code", 'workshop.write("Wat blijft?", minutes=(20, 30))'),
]
"""A workshop of 90 and 120 minutes."""


def write(path, *cells):
    """A notebook with these cells, named c0, c1 and so on."""
    made = [
        {"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text.splitlines(True)}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for n, (kind, text) in enumerate(cells)
    ]
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return path


class Lab(Kit):
    """`kit lab` in a workspace."""

    name = "JupyterLab"

    def __init__(self, workspace):
        home = workspace.parent / "thuis"  # what this laptop's own JupyterLab keeps is left alone
        places = ("JUPYTERLAB_SETTINGS_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
        super().__init__(workspace / "sessions", env={name: str(home / name) for name in places})
        self.arguments = [sys.executable, "-m", "kit", "lab", "--no-browser"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A trainer's own folder, with one workshop and what a group once said."""
    made = tmp_path_factory.mktemp("werk") / "mijn map"
    for part in ("decks", "cases"):
        shutil.copytree(content_root() / part, made / part)
    (made / "notebooks").mkdir()
    shutil.copy(content_root() / "notebooks" / "workshop-1.ipynb", made / "notebooks")
    write(made / "notebooks" / "klein.ipynb", *SMALL)
    (made / "sessions" / "voorbeeldstad").mkdir(parents=True)
    (made / "sessions" / "voorbeeldstad" / "a.jsonl").write_text("{}\n", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def running(workspace):
    with Lab(workspace) as running:
        yield running


def run_line(page: Page, line: str):
    """Type a line in a new cell at the end, run it without saving, and give its output."""
    page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last.click()
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    before = cells.count()
    page.keyboard.press("b")
    expect(cells).to_have_count(before + 1)
    page.keyboard.press("Enter")
    page.keyboard.insert_text(line)
    page.keyboard.press("Control+Enter")
    return cells.last.locator(".jp-OutputArea-output")


def status(running: Lab, path: str) -> int:
    """What is answered to a question, asked exactly as it stands here."""
    line = http.client.HTTPConnection(ground.HOST, running.port, timeout=PATIENCE)
    with contextlib.closing(line):
        line.request("GET", path, headers={"Authorization": f"token {running.token}"})
        return line.getresponse().status


# -- in the browser ----------------------------------------------------------------------------


def test_a_trainer_sees_each_step_under_its_cell_and_slips_in_dutch(running, browser, workspace):
    path = workspace / "notebooks" / "workshop-1.ipynb"
    steps = script.read(path)[0].steps
    with Visit(browser, running, toolbox=True) as visit:
        page = visit.context.new_page()
        page.goto(running.url)
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        expect(page.locator(".jp-NotebookPanel")).to_have_count(1)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        frames = page.locator("iframe[title^='Beamer: ']")
        expect(frames).to_have_count(len(steps))
        assert len(steps) >= 8
        for frame, step in zip(frames.all(), steps, strict=True):
            frame.scroll_into_view_if_needed()
            expect(frame.content_frame.locator("main h1")).to_have_text(re.compile(r"\w"))
            assert frame.get_attribute("title") == f"Beamer: {step.title}"
            output = frame.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea-output')][1]")
            said = re.search(r"“(.+?)[”.]", step.note)[1]
            expect(output).to_contain_text(said)
            assert frame.bounding_box()["height"] <= 425

        expect(run_line(page, 'workshop.card("G99")')).to_have_text(
            "De kaart 'G99' bestaat niet. Bedoelde je 'G9'?"
        )
        expect(run_line(page, 'workshop.kard("G1")')).to_have_text(
            "De stap 'kard' bestaat niet. Bedoelde je 'card'?"
        )
        unsaved = run_line(page, 'workshop.say("Even pauze", minutes=(4, 5))')
        title = unsaved.frame_locator("iframe").locator("main h1")
        expect(title).to_have_text("Even pauze")
        expect(unsaved).to_contain_text("4 minuten (van 90) en 5 minuten (van 120)")
        expect(run_line(page, 'workshop.note("Ik durfde", "uitvoering")')).to_have_text(
            "Bewaard op deze laptop, bij de groep Oefenen."
        )

        run_line(page, "workshop.card")
        page.keyboard.press("Enter")
        page.keyboard.press("End")
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".jp-Tooltip")).to_contain_text("Eén kaart op de beamer")
        expect(page.locator(".jp-Tooltip")).not_to_contain_text("Signature")
        page.keyboard.press("Escape")
        with page.expect_response(lambda reply: reply.request.method == "PUT"):
            page.keyboard.press("Control+s")
        assert not any(cell.has_output for cell in script.cells(path))
        assert script.read(path)[0].steps[:8] == steps
        expect(page.locator(".Toastify__toast")).to_have_count(0)

    kept = standing.current(journal.read(workspace / "sessions-oefening" / "oefenen").records)
    (made,) = [one for one in kept if one["kind"] == "reflection"]
    assert (made["text"], made["role"], made["workshop"]) == ("Ik durfde", "uitvoering", 1)


def cell(page: Page, number: int):
    """A code cell by its place, counted from 0."""
    return page.locator(".jp-Notebook .jp-CodeCell").nth(number)


def press(page: Page, number: int, *keys: str):
    """Keys for a code cell, in JupyterLab's command mode."""
    cell(page, number).locator(".jp-InputPrompt").click()
    for key in keys:
        page.keyboard.press(key)


def test_changing_moving_copying_and_deleting_a_cell_is_enough(running, browser):
    late = "De stappen duren samen 94 van de 90 minuten. Haal 4 minuten weg."
    with Visit(browser, running, toolbox=True) as visit:
        page = visit.context.new_page()
        page.goto(f"{running.base}/lab/workspaces/klein/tree/notebooks/klein.ipynb")
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(cell(page, 3)).to_contain_text("Stap 3 van 3.")
        expect(page.locator(".jp-Notebook")).not_to_contain_text("samen")

        press(page, 1, "Enter", "Control+a")
        page.keyboard.insert_text('workshop.say("Dag", minutes=(44, 50))')
        page.keyboard.press("Control+Enter")
        expect(cell(page, 1).frame_locator("iframe").locator("main h1")).to_have_text("Dag")
        expect(cell(page, 1)).to_contain_text(late)
        expect(cell(page, 2)).to_contain_text(late)

        press(page, 3, "Control+Shift+ArrowUp", "Control+Shift+ArrowUp", "Control+s")
        expect(cell(page, 3)).to_contain_text("Stap 3 van 3.")
        press(page, 2, "Control+Enter")
        expect(cell(page, 2)).to_contain_text("Stap 2 van 3.")

        press(page, 3, "c", "v")
        expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(5)
        press(page, 4, "Control+Enter")
        expect(cell(page, 4)).to_contain_text("samen 124 van de 90 minuten")
        press(page, 4, "d", "d")
        expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(4)
        press(page, 3, "Control+Enter")
        expect(cell(page, 3)).to_contain_text(late)

        page.locator(".voilaRender").click()
        shown = page.frame_locator(".jp-IFrame iframe")
        pictures = shown.locator("iframe[title^='Beamer: ']")
        expect(pictures).to_have_count(3)
        titles = [one.get_attribute("title") for one in pictures.all()]
        assert titles == ["Beamer: Begin", "Beamer: Kaart", "Beamer: card"]
        expect(shown.locator("body")).to_contain_text("Haal 4 minuten weg.")
        expect(shown.locator("body")).not_to_contain_text("workshop.")


PRACTICE = "sessions-oefening"


def test_what_participants_said_is_not_among_the_files(running):
    _, _, folder = running.ask("/api/contents/")
    assert {one["name"] for one in folder["content"]} == {"decks", "cases", "notebooks"}
    assert status(running, "/files/decks/gesprek.yaml") == 200
    for place in ("/api/contents/", "/files/"):
        for way in (
            "sessions",
            "decks/../sessions",
            "decks/%2e%2e/sessions",
            "./sessions",
            PRACTICE,
        ):
            assert status(running, f"{place}{way}/voorbeeldstad/a.jsonl") >= 400
            assert status(running, f"{place}{way}") >= 400


def test_nobody_gets_in_without_the_token_and_no_terminal_is_there(running):
    assert running.ask("/api/contents/", Authorization="")[0] == 403
    assert running.ask("/api/contents/", Host="elders.example")[0] == 403
    assert running.ask("/api/terminals", {})[0] in (403, 404)


def test_ctrl_c_ends_it_without_a_word(tmp_path):
    (tmp_path / "gesprekskit.yaml").touch()
    with Lab(tmp_path) as running:
        assert running.url.startswith(f"{running.base}/lab?token=")
        assert running.stop() == 0
    assert running.said == [f"JupyterLab: {running.url}\n"]


# -- the command -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["lab", "--help"], 0, LAB_HELP),
        (["labb"], 2, "De opdracht 'labb' ken ik niet. Bedoel je: kit lab?"),
        (["lab", "--port", "acht"], 2, "--port: geef een getal van 0 tot en met 65535."),
        (["lab", "notebooks"], 2, "Dit past niet bij deze opdracht: notebooks."),
    ],
)
def test_the_command_speaks_dutch(words, code, said, capsys):
    try:
        found = main(words)
    except SystemExit as ended:
        found = ended.code
    out, err = capsys.readouterr()
    assert found == code
    assert (out + err).startswith(said + "\n")


def test_a_port_that_is_taken_gives_another():
    with socket.create_server((ground.HOST, 0)) as taken:
        (other,) = ground.listen(taken.getsockname()[1])
        with other:
            assert other.getsockname()[1] != taken.getsockname()[1]


def test_the_workshop_with_the_lowest_number_opens_first(tmp_path):
    places = tmp_path / "notebooks"
    places.mkdir()
    for name, number in (("a b.ipynb", 2), ("z.ipynb", 1), ("0.ipynb", 0)):
        line = f'workshop = Workshop({number}, "Zien")' if number else "1 + 1"
        cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": line}
        (places / name).write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert lab.first_notebook(tmp_path) == places / "z.ipynb"
    (places / "z.ipynb").unlink()
    url = "http://127.0.0.1:1/lab/tree/notebooks/a%20b.ipynb?token=x"
    assert lab.address(tmp_path, 1, "x") == url


def test_what_a_notebook_showed_is_not_saved_with_it():
    code = {"cell_type": "code", "source": "x", "outputs": [{}], "execution_count": 3}
    text = {"cell_type": "markdown", "source": "## x"}
    model = {"type": "notebook", "content": {"cells": [code, text]}}
    assert lab_files.without_output(model)["content"]["cells"] == [
        {"cell_type": "code", "source": "x", "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "source": "## x"},
    ]
    other = {"type": "file", "content": "outputs"}
    assert lab_files.without_output(dict(other)) == other


# -- under a cell ------------------------------------------------------------------------------


@pytest.fixture
def in_lab(tmp_path, monkeypatch):
    """Run lines as a kernel of JupyterLab would, in a workspace with one small notebook."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "eigen.yaml").write_text(
        CARD.format(question="Wat zag je?"), encoding="utf-8"
    )
    cells = [
        ("code", 'workshop = Workshop(1, "Zien")'),
        ("markdown", "## Kijken\n\nZeg eerst niets."),
        ("code", '# van mij\nworkshop.card("G77")'),
    ]
    made = [
        {"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text.splitlines(True)}
        for n, (kind, text) in enumerate(cells)
    ]
    path = tmp_path / "notebooks" / "eigen.ipynb"
    path.write_text(json.dumps({"cells": made}, indent=1), encoding="utf-8")
    monkeypatch.setattr(notebook, "STARTED_IN", path.parent)
    monkeypatch.delenv("SCRIPT_NAME", raising=False)
    monkeypatch.setenv("GESPREKSKIT_DATA", str(tmp_path / "sessions"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    monkeypatch.setattr(notebook, "_cell_id", lambda: "c2")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["{0}/notebooks/eigen.ipynb", "notebooks/eigen.ipynb", "eigen.ipynb"]
)
def test_the_note_is_found_however_jupyter_names_the_notebook(in_lab, monkeypatch, name):
    monkeypatch.setenv("JPY_SESSION_NAME", name.format(in_lab))
    view = Workshop(1, "Zien").card("G77")
    assert (view.step.title, view.step.note) == ("Kijken", "Zeg eerst niets.")
    assert "Wat zag je?" in view.preview() and "Zeg eerst niets." in view.preview()


@pytest.mark.parametrize("name", ["weg.ipynb", "", "geen notebook"])
def test_a_notebook_that_is_not_there_leaves_the_note_out(in_lab, monkeypatch, name):
    monkeypatch.setenv("JPY_SESSION_NAME", name)
    view = Workshop(1, "Zien").card("G77")
    assert (view.step.title, view.step.note) == ("", "")
    assert "Wat zag je?" in view.preview()


@pytest.mark.parametrize("cell", ["", "c0", "nieuw"])
def test_a_cell_that_is_not_saved_yet_leaves_the_note_out(in_lab, monkeypatch, cell):
    monkeypatch.setattr(notebook, "_cell_id", lambda: cell)
    assert Workshop(1, "Zien").card("G77").step.note == ""
    assert Workshop(1, "Zien").say("Even pauze").step.title == "Even pauze"


def test_a_card_that_was_changed_is_read_again(in_lab):
    step = Workshop(1, "Zien").card("G77")
    assert "Wat zag je?" in step.preview()
    deck = in_lab / "decks" / "eigen.yaml"
    deck.write_text(CARD.format(question="Wat hoorde je daar?"), encoding="utf-8")
    assert "Wat hoorde je daar?" in step.preview()
    assert "Wat zag je?" not in step.preview()


def test_the_cards_of_the_kit_stay_there_in_a_workspace(in_lab):
    assert "vergeet je niet meer" in Workshop(1, "Zien").card("G1").preview()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('card("G7777")', "De kaart 'G7777' bestaat niet. Bedoelde je 'G77'?"),
        ('case("de-breif")', "De casus 'de-breif' bestaat niet. Bedoelde je 'de-brief'?"),
        ('draw(suit="gesperk")', "De kaartenset 'gesperk' bestaat niet. Bedoelde je 'gesprek'?"),
        ('round("Wat?", order=["partners"])', "De rol 'partners' bestaat niet."),
        ('card("<script>")', "De kaart '&lt;script&gt;' bestaat niet."),
    ],
)
def test_what_is_not_there_is_told_in_the_place_of_the_picture(in_lab, line, said):
    shown = eval(f"w.{line}", {"w": Workshop(1, "Zien")}).preview()
    told = shown.replace("&#x27;", "'")
    assert said in told
    assert "<iframe" not in shown and "<script" not in shown


# -- slips -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('kard("G1")', "De stap 'kard' bestaat niet. Bedoelde je 'card'?"),
        ("card()", "'card' mist een woord of heeft er te veel. Nodig: card."),
        ('card("G1", minuten=3)', "'card' kent geen 'minuten'. Bedoelde je 'minutes'?"),
        ("card(7)", "'card' bij 'card' klopt niet. Kijk naar het voorbeeld."),
        (
            'card("G1", minutes=(8,))',
            "De minuten van 'card' kloppen niet. "
            "Schrijf bijvoorbeeld minutes=(8, 10): 90 en 120 minuten.",
        ),
        ("note('')", "Vul eerst in: Wat hoorde je?"),
        ("note('Ja', 'Jan')", "Kies een van de mogelijkheden bij: Wie zei het?"),
    ],
)
def test_a_slip_is_one_dutch_line_and_no_traceback(in_lab, line, said):
    with pytest.raises(Slip) as slip:
        eval(f"w.{line}", {"w": Workshop(1, "Zien")})
    assert slip.value._render_traceback_() == [said]


def test_a_workshop_without_its_words_says_so_too():
    with pytest.raises(Slip, match="'Workshop' mist een woord"):
        Workshop(1)


def test_python_and_jupyter_may_ask_what_a_workshop_is():
    workshop = Workshop(1, "Zien")
    assert not hasattr(workshop, "_repr_html_")
    assert not hasattr(workshop, "kard")


@pytest.mark.parametrize("verb", [*script.VERBS, "note"])
def test_the_help_of_each_word_is_its_own(verb):
    method = getattr(Workshop, verb)
    assert inspect.getdoc(method)
    assert next(iter(inspect.signature(method).parameters)) == "self"
    assert "given" not in inspect.signature(method).parameters


# -- a reflection from JupyterLab --------------------------------------------------------------


def kept(root):
    found = standing.current(journal.read(root / "sessions-oefening" / "oefenen").records)
    return [one["text"] for one in found if one["kind"] == "reflection"]


def test_a_reflection_is_kept_once_however_often_its_cell_runs(in_lab):
    workshop = Workshop(1, "Zien")
    said = [repr(workshop.note("Ik durfde", role="uitvoering")) for _ in range(3)]
    assert said == ["Bewaard op deze laptop, bij de groep Oefenen."] * 3
    assert kept(in_lab) == ["Ik durfde"]
    workshop.note("Ik durfde niet")
    assert kept(in_lab) == ["Ik durfde niet"]


def test_in_the_running_kit_a_reflection_has_its_own_place(in_lab, monkeypatch):
    monkeypatch.setenv("SCRIPT_NAME", "/voila/render/eigen.ipynb")
    monkeypatch.setenv("GESPREKSKIT_URL", "http://127.0.0.1:1")
    assert "Reflectie" in Workshop(1, "Zien").note("Ik durfde")
    assert kept(in_lab) == []


def test_a_disk_that_says_no_is_told_in_dutch(in_lab):
    (in_lab / "sessions-oefening").write_text("", encoding="utf-8")
    with pytest.raises(Slip, match="Gesprekskit kan niet bewaren"):
        Workshop(1, "Zien").note("Ik durfde")


def test_a_reflection_is_no_step_and_no_mistake(tmp_path):
    lines = ['workshop = Workshop(1, "Zien")', 'workshop.note("Ik durfde")']
    cells = [{"cell_type": "code", "id": "a", "metadata": {}, "source": one} for one in lines]
    path = tmp_path / "w.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    workshop, problems = script.read(path)
    assert (workshop.steps, problems) == ((), ())


# -- the steps at this moment ------------------------------------------------------------------


@pytest.fixture
def moment(tmp_path):
    """A saved workshop of three steps, and what is known of it; everything after it is later."""
    path = write(tmp_path / "klein.ipynb", *SMALL)
    os.utime(path, (1, 1))
    return path, at_this_moment.Moment()


def step(minutes):
    return replace(Workshop(7, "Klein").say("Hallo", minutes=minutes).step, title="")


def test_a_saved_workshop_that_fits_says_only_where_a_step_stands(moment):
    path, now = moment
    steps = now.steps(path)
    assert [cell for cell, _ in steps] == ["c2", "c4", "c6"]
    assert (at_this_moment.place(steps, "c4"), at_this_moment.misfits(steps)) == (
        "Stap 2 van 3.",
        [],
    )
    assert at_this_moment.place(steps, "c1") == ""


def test_a_step_that_ran_counts_before_it_is_saved_and_a_deleted_one_no_more(moment):
    path, now = moment
    now.take("c2", "first", [], step((41, 50)))
    now.take("c2", "second", [], step((44, 50)))
    now.take("new", "third", [], step((20, 30)))
    now.take("new", "third", [], step((1, 1)))
    said = "De stappen duren samen 115 van de 90 minuten. Haal 25 minuten weg."
    assert at_this_moment.misfits(now.steps(path))[0] == said
    now.take("c2", "fourth", ["new", "c4"], step((39, 50)))
    assert at_this_moment.misfits(now.steps(path)) == [
        "De stappen duren samen 59 van de 90 minuten. Voeg 31 minuten toe.",
        "De stappen duren samen 80 van de 120 minuten. Voeg 40 minuten toe.",
    ]
    now.take("c4", "undone", ["new"], step((50, 70)))
    assert at_this_moment.misfits(now.steps(path)) == [
        "De stappen duren samen 109 van de 90 minuten. Haal 19 minuten weg.",
        "De stappen duren samen 150 van de 120 minuten. Haal 30 minuten weg.",
    ]


def test_what_was_saved_later_holds(moment):
    path, now = moment
    now.take("c2", "first", ["c4"], step((41, 50)))
    assert "Haal" not in str(at_this_moment.misfits(now.steps(path)))
    os.utime(path, (2**33, 2**33))
    assert at_this_moment.misfits(now.steps(path)) == []


@pytest.mark.parametrize("lines", [["1 + 1"], []])
def test_what_is_no_workshop_has_no_steps_that_must_fit(tmp_path, lines):
    path = write(tmp_path / "los.ipynb", *(("code", line) for line in lines))
    assert at_this_moment.Moment().steps(path) == []
    assert at_this_moment.Moment().steps(tmp_path / "weg.ipynb") == []
    assert at_this_moment.misfits([]) == []


# -- the cheat sheet and the preview -----------------------------------------------------------


def test_the_cheat_sheet_of_the_kit_is_there_to_read_and_not_to_change(running, workspace):
    _, _, folder = running.ask("/api/contents/notebooks")
    assert "spiekbriefje.ipynb" in {one["name"] for one in folder["content"]}
    path = "/api/contents/notebooks/spiekbriefje.ipynb"
    _, _, sheet = running.ask(path)
    assert not sheet["writable"]
    assert all(c["metadata"]["trusted"] for c in sheet["content"]["cells"] if "outputs" in c)
    for method, body in (
        ("PUT", sheet),
        ("PATCH", {"path": "notebooks/x.ipynb"}),
        ("DELETE", None),
    ):
        assert running.ask(path, body, method)[0] >= 400
    assert not (workspace / "notebooks" / "spiekbriefje.ipynb").exists()
    assert (content_root() / "notebooks" / "spiekbriefje.ipynb").exists()


def test_a_workspace_without_workshops_opens_at_the_cheat_sheet(tmp_path):
    (tmp_path / "notebooks").mkdir()
    url = "http://127.0.0.1:1/lab/tree/notebooks/spiekbriefje.ipynb?token=x"
    assert lab.address(tmp_path, 1, "x") == url


def test_only_what_says_steps_is_trusted_unasked(running, workspace):
    folder = workspace / "notebooks"
    write(folder / "stappen.ipynb", *SMALL)
    write(folder / "vreemd.ipynb", *SMALL, ("code", "import os"))
    found = [running.ask(f"/api/contents/notebooks/{n}.ipynb")[2] for n in ("stappen", "vreemd")]
    trusted = [
        all(one["metadata"]["trusted"] for one in model["content"]["cells"] if "outputs" in one)
        for model in found
    ]
    assert trusted == [True, False]
    assert found[0]["content"]["metadata"]["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize(
    "path",
    [
        "/voila",
        "/voila/tree",
        "/voila/files/notebooks/klein.ipynb",
        "/voila/api/contents/notebooks",
        "/voila/render/sessions/voorbeeldstad/a.jsonl",
        "/voila/render/decks/gesprek.yaml",
        "/voila/render/../klein.ipynb",
        "/voila/render/bestaat-niet.ipynb",
        "/kit/console.html",
    ],
)
def test_the_preview_opens_nothing_else(running, path):
    assert status(running, path) == 404


def test_a_preview_asks_for_the_token(running):
    path = "/voila/render/notebooks/klein.ipynb"
    assert running.ask(path, Authorization="")[0] == 403
    assert running.ask(path, Host="elders.example")[0] == 403


def test_a_kernel_of_a_preview_goes_when_its_page_goes(monkeypatch):
    kernels, clock, ended = lab_preview.Kernels(), [0.0], []
    monkeypatch.setattr(lab_preview, "monotonic", lambda: clock[0])
    monkeypatch.setattr(kernels, "shutdown_kernel", lambda one, now: ended.append(one))
    kernels._kernels = dict.fromkeys(("seen", "never", "other"))
    kernels.previews = {"seen": (0.0, False), "never": (0.0, False), "died": (0.0, True)}
    kernels._kernel_connections = {"seen": 1, "never": 0, "other": 0}
    for moment, connections, gone in (
        (5, 1, []),
        (8, 0, []),
        (10, 0, ["seen"]),
        (50, 0, ["never"]),
    ):
        clock[0], kernels._kernel_connections["seen"] = float(moment), connections
        with ThreadPoolExecutor(1) as thread:  # the browser of this file has a loop in this one
            thread.submit(lambda: asyncio.run(kernels.look_round())).result()
        assert ended == gone
        ended.clear()
    assert kernels.previews == {}


def test_in_a_preview_the_tools_keep_nothing(in_lab, monkeypatch):
    monkeypatch.setenv("SCRIPT_NAME", "/voila/render/notebooks/eigen.ipynb")
    monkeypatch.delenv("GESPREKSKIT_URL", raising=False)
    view = Workshop(1, "Zien").card("G77")
    assert view.step.title == "Kijken"
    assert "Zeg eerst niets." not in view.preview()  # it stands above the step already
    assert Workshop(1, "Zien").note("Ik durfde") == notebook.ONLY_SHOWN
    assert kept(in_lab) == []
