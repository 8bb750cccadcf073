"""A trainer's own place: JupyterLab, offline and quiet, and what it shows under each step."""

from __future__ import annotations

import contextlib
import http.client
import inspect
import json
import re
import shutil
import socket
import sys

import pytest
from playwright.sync_api import Page, expect

from kit import journal, notebook, script
from kit.__main__ import LAB_HELP, main
from kit.paths import content_root
from kit.server import ground, lab
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
        expect(unsaved).to_have_text("4 minuten (van 90) en 5 minuten (van 120)")
        expect(run_line(page, 'workshop.note("Ik durfde", "uitvoering")')).to_have_text(
            "Bewaard op deze laptop, bij de groep Oefenen."
        )

        run_line(page, "workshop.card")
        page.keyboard.press("Enter")
        page.keyboard.press("End")
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".jp-Tooltip")).to_contain_text("Eén kaart op de beamer")
        page.keyboard.press("Escape")
        with page.expect_response(lambda reply: reply.request.method == "PUT"):
            page.keyboard.press("Control+s")
        assert not any(cell.has_output for cell in script.cells(path))
        assert script.read(path)[0].steps[:8] == steps
        expect(page.locator(".Toastify__toast")).to_have_count(0)

    kept = journal.current(journal.read(workspace / "sessions" / "oefenen").records)
    (made,) = [one for one in kept if one["kind"] == "reflection"]
    assert (made["text"], made["role"], made["workshop"]) == ("Ik durfde", "uitvoering", 1)


def test_what_participants_said_is_not_among_the_files(running):
    _, _, folder = running.ask("/api/contents/")
    assert {one["name"] for one in folder["content"]} == {"decks", "cases", "notebooks"}
    assert status(running, "/files/decks/gesprek.yaml") == 200
    for place in ("/api/contents/", "/files/"):
        for way in ("sessions", "decks/../sessions", "decks/%2e%2e/sessions", "./sessions"):
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
    assert lab.without_output(model)["content"]["cells"] == [
        {"cell_type": "code", "source": "x", "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "source": "## x"},
    ]
    other = {"type": "file", "content": "outputs"}
    assert lab.without_output(dict(other)) == other


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
    found = journal.current(journal.read(root / "sessions" / "oefenen").records)
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
    (in_lab / "sessions").write_text("", encoding="utf-8")
    with pytest.raises(Slip, match="Gesprekskit kan niet bewaren"):
        Workshop(1, "Zien").note("Ik durfde")


def test_a_reflection_is_no_step_and_no_mistake(tmp_path):
    lines = ['workshop = Workshop(1, "Zien")', 'workshop.note("Ik durfde")']
    cells = [{"cell_type": "code", "id": "a", "metadata": {}, "source": one} for one in lines]
    path = tmp_path / "w.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    workshop, problems = script.read(path)
    assert (workshop.steps, problems) == ((), ())
