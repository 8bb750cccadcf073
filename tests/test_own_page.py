"""A trainer makes the kit their own with buttons: what the commands do, and nothing unasked."""

from __future__ import annotations

import http.client
import json
import secrets
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

import psutil
import pytest
from playwright.sync_api import Page, expect

from kit.content.read_out import lines_of
from kit.server import lab_beside, own_api
from kit.sharing.names import MANIFEST
from kit.workspace.changes import changes
from kit.workspace.making import make, own
from kit.workspace.telling import beside
from tests.looking import LAPTOP, OLD_BEAMER, TWICE_AS_LARGE, Visit, axe, button, tab_to
from tests.running import PATIENCE, Kit
from tests.test_sharing import CARD, DECK, TWO, notebook, own_files, put, zipped

REPO = Path(__file__).resolve().parents[1]
G1 = "Welk moment in een gesprek vergeet je niet meer?"
CODE = "import os\nos.environ.clear()"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    place = tmp_path_factory.mktemp("eigen")
    with Kit(place / "sessions") as running:
        yield running


@pytest.fixture
def here(kit, tmp_path: Path) -> Path:
    """A workspace that is open in the running kit."""
    folder = tmp_path / "mijn werk"
    make(folder)
    kit.do("/api/workspace", path=str(folder))
    return folder


def send(kit: Kit, path: str, data: bytes, authorization: str | None = None, **asked: object):
    """A question with a file; the status and the answer."""
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    try:
        sent = {"Authorization": authorization or f"token {kit.token}"}
        line.request("POST", f"{path}?asked={quote(json.dumps(asked))}", data, sent)
        reply = line.getresponse()
        return reply.status, json.loads(reply.read())
    finally:
        line.close()


def refused(kit: Kit, path: str, **body: object) -> str:
    status, _, said = kit.ask(path, body)
    assert status == 400, said
    return said["message"]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def earlier(folder: Path, name: str, old: str, new: str) -> None:
    """The kit had other words when this copy was made: since then it has changed."""
    (file,) = (folder / ".origineel").glob(f"{name}.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert old in str(kept["pieces"])
    kept["pieces"] = {k: v.replace(old, new) for k, v in kept["pieces"].items()}
    file.write_text(json.dumps(kept), encoding="utf-8")


def words(rows: list, side: int) -> str:
    return "\n".join("".join(part for part, _ in row[side]) for row in rows if row[side])


# -- own ------------------------------------------------------------------------------------------


def test_a_chosen_card_becomes_own_and_a_second_time_nothing_changes(kit, here):
    said = kit.do("/api/own/copy", kind="kaart", id="G1")
    assert (said["message"], said["file"]) == ("Kaart G1 is nu van jou.", "decks/gesprek.yaml")
    edit(here / "decks/gesprek.yaml", G1, "Wat zag je vandaag?")
    before = own_files(here)
    assert "was al van jou" in kit.do("/api/own/copy", kind="kaart", id="G1")["message"]
    assert own_files(here) == before
    kit.do("/api/own/copy", kind="casus", id="de-brief")
    kit.do("/api/own/copy", kind="workshop", id="2")
    seen = kit.ask("/api/own")[2]
    assert [one["called"] for one in seen["own"]] == ["Kaart G1", "Casus de-brief", "Workshop 2"]
    assert seen["folder"] == str(here)
    assert [one["id"] for one in seen["offered"] if one["own"]] == ["G1", "de-brief", "2"]
    assert seen["decks"] == [{"file": "decks/gesprek.yaml", "cards": 1, "title": "Het gesprek"}]


def test_what_is_not_in_the_kit_is_not_copied_and_only_own_places_open(kit, here):
    before = own_files(here)
    for kind, id in (("kaart", "G999"), ("kaart", "../../x"), ("", ""), ("map", "/etc/passwd")):
        assert "zit niet in de kit" in refused(kit, "/api/own/copy", kind=kind, id=id)
    assert own_files(here) == before
    assert kit.do("/api/own/open", place="")["folder"] == str(here)
    for place in ("..", "/", "decks/../..", "sessions"):
        assert kit.ask("/api/own/open", {"place": place})[0] == 400
    assert "Deze map is er niet" in refused(kit, "/api/own/open", place="pakketten")


def test_a_folder_that_was_taken_away_is_told(kit, here):
    shutil.rmtree(here)
    status, _, said = kit.ask("/api/own")
    assert status == 400
    assert said["message"].startswith(f"Je map is er nu niet: {here}. Zet hem terug")


# -- keeping up -----------------------------------------------------------------------------------


def test_a_mistake_is_told_with_file_and_line_and_the_rest_stays(kit, here):
    kit.do("/api/own/copy", kind="kaart", id="G1")
    edit(here / "decks/gesprek.yaml", "doel: openen", "doel: opnen")
    (one,) = kit.ask("/api/own/check")[2]["problems"]
    assert one["place"].startswith("decks/gesprek.yaml, regel ")
    assert "opnen" in one["message"] and "openen" in one["remedy"]


def test_a_change_of_the_kit_is_shown_beside_the_own_words_and_taken_over(kit, here):
    kit.do("/api/own/copy", kind="kaart", id="G1")
    earlier(here, "kaart-G1", G1, "Welk moment telde?")
    edit(here / "decks/gesprek.yaml", G1, "Welk moment telde?")
    (one,) = kit.ask("/api/own/check")[2]["changes"]
    assert (one["called"], one["simple"], one["clashes"]) == ("Kaart G1", True, [])
    assert "Welk moment telde?" in words(one["rows"], 0)
    assert G1 in words(one["rows"], 1)
    said = kit.do("/api/own/take", key=one["key"], take=True)
    assert said["message"] == "Kaart G1 is overgenomen."
    assert G1 in (here / "decks/gesprek.yaml").read_text(encoding="utf-8")
    assert "Welk moment telde?" in next((here / ".vorige").rglob("*.yaml")).read_text("utf-8")
    assert kit.ask("/api/own/check")[2]["changes"] == []
    assert "veranderde intussen" in refused(kit, "/api/own/take", key=one["key"], take=True)


def test_own_words_that_clash_stay_when_the_trainer_says_so(kit, here):
    kit.do("/api/own/copy", kind="kaart", id="G1")
    earlier(here, "kaart-G1", G1, "Welk moment telde?")
    edit(here / "decks/gesprek.yaml", G1, "Wat raakte je?")
    (one,) = kit.ask("/api/own/check")[2]["changes"]
    assert (one["simple"], one["clashes"]) == (False, ["vraag"])
    for body in ({}, {"take": "ja", "key": one["key"]}, {"take": 1}, {"all": "ja"}, {"key": "x"}):
        assert kit.ask("/api/own/take", body)[0] == 400
    said = kit.do("/api/own/take", all=True)
    assert said["taken"] == 0
    assert kit.do("/api/own/take", key=one["key"], take=False)["ok"]
    assert "Wat raakte je?" in (here / "decks/gesprek.yaml").read_text(encoding="utf-8")
    assert changes(here) == []


def test_all_that_clashes_with_nothing_comes_at_once(kit, here):
    own(here, ["G1", "G2"])
    file = here / "decks/gesprek.yaml"
    for name in ("kaart-G1", "kaart-G2"):
        earlier(here, name, "bron: Geïnspireerd", "bron: Verzonnen")
        edit(file, "bron: Geïnspireerd", "bron: Verzonnen")
    edit(file, G1, "Wat raakte je?")
    assert kit.do("/api/own/take", all=True)["message"] == "Overgenomen: 2 stukken."
    after = file.read_text(encoding="utf-8")
    assert "Wat raakte je?" in after and after.count("bron: Geïnspireerd") == 2


def test_two_texts_stand_side_by_side_with_only_what_differs_marked():
    rows = beside("a\nb\nc\nd\ne\nkat en muis\nz", "a\nb\nc\nd\ne\nkat en hond\nz\nnieuw")
    assert rows[0] == ([("…", False)], [("…", False)])
    assert rows[3] == ([("kat en ", False), ("muis", True)], [("kat en ", False), ("hond", True)])
    assert rows[-1] == (None, [("nieuw", True)])
    assert beside(None, "x") == [(None, [("x", True)])]


def test_a_piece_reads_as_names_and_words():
    card = """- id: G1
  vraag: >-
    Wat zag
    je?
  rollen: [leiding, partner]
  vervolgvragen:
    - "Zo: wat nu?"  # nog kiezen
  keuzes:
    - tekst: Ja
      gevolg: Klaar
"""
    assert lines_of(card) == [
        "id: G1",
        "vraag: Wat zag je?",
        "rollen: leiding, partner",
        "vervolgvragen:",
        "  • Zo: wat nu?",
        "keuzes:",
        "  • tekst: Ja",
        "    gevolg: Klaar",
    ]
    assert lines_of("a: [") == ["a: ["]


# -- packages -------------------------------------------------------------------------------------


def test_a_package_is_made_after_what_points_to_a_person_was_read(kit, here):
    put(here, "decks/start.yaml", TWO.replace("Wie mis je hier?", "Waarom belde jan@voorbeeld.nl?"))
    look = kit.ask("/api/own/pack")[2]
    assert look["files"] == ["decks/start.yaml"]
    assert "jan@voorbeeld.nl" in look["finds"][0]
    about = {"version": "2.0", "licence": "CC BY 4.0", "maker": "Team Voorbeeldstad"}
    assert kit.ask("/api/own/pack", about)[0] == 409
    assert not (here / "pakketten").exists()
    said = kit.do("/api/own/pack", **about, seen=look["seen"])
    assert said["file"] == "pakketten/mijn werk-2.0.zip"
    with zipfile.ZipFile(here / said["file"]) as made:
        kept = json.loads(made.read(MANIFEST))
        assert {kept[word] for word in about} == set(about.values())
    first = (here / said["file"]).read_bytes()
    again = kit.do("/api/own/pack", **about, seen=look["seen"])
    assert again["file"] == "pakketten/mijn werk-2.0-2.zip"
    assert (here / said["file"]).read_bytes() == first
    assert "pakketten" not in str(kit.ask("/api/own/pack")[2]["files"])


def test_of_nothing_no_package_is_made(kit, here):
    assert "nog niets van jezelf" in refused(kit, "/api/own/pack", version="1.0")


def test_code_comes_in_only_when_it_was_agreed_to(kit, here, tmp_path):
    parts = {"decks/start.yaml": TWO, "notebooks/w.ipynb": notebook(CODE)}
    data = zipped(tmp_path / "p.zip", parts).read_bytes()
    before = own_files(here)
    status, look = send(kit, "/api/own/package/look", data, name="p.zip")
    assert status == 200 and own_files(here) == before
    assert look["about"]["maker"] == "Team Voorbeeldstad"
    assert [one["place"] for one in look["foreign"]] == ["notebooks/w.ipynb, cel 2"]
    assert look["foreign"][0]["text"] == CODE
    assert "Workshop 8" in str(look["whole"]["comes"])
    assert "Workshop 8" in str(look["without"]["stays_out"])
    add = "/api/own/package/add"
    assert send(kit, add, data, name="p.zip")[0] == 400
    status, said = send(kit, add, data, name="p.zip", seen="0" * 64, trust=True)
    assert status == 400 and "anders dan net" in said["message"] and own_files(here) == before
    status, said = send(kit, add, data, name="p.zip", seen=look["seen"], trust="ja")
    assert status == 200 and not list((here / "notebooks").glob("*.ipynb"))
    assert (here / "decks/start.yaml").is_file()
    kit.do("/api/own/package/undo")
    assert own_files(here) == before
    assert send(kit, add, data, name="p.zip", seen=look["seen"], trust=True)[0] == 200
    assert (here / "notebooks/workshop-8.ipynb").is_file()
    edit(here / "decks/start.yaml", "Wie mis je hier?", "Wie mist hier?")
    said = kit.do("/api/own/package/undo")
    assert "S40 in decks/start.yaml: dit veranderde je zelf." in said["stays"]
    assert said["package"] is None
    assert "Er is geen pakket" in refused(kit, "/api/own/package/undo")


def test_more_code_than_somebody_can_read_does_not_come_in_at_all(kit, here, tmp_path):
    parts = {"decks/start.yaml": TWO, "notebooks/w.ipynb": notebook(secrets.token_hex(300_000))}
    data = zipped(tmp_path / "p.zip", parts).read_bytes()
    look = send(kit, "/api/own/package/look", data, name="p.zip")[1]
    assert look["too_much"] and look["foreign"] == []
    add = {"name": "p.zip", "seen": look["seen"], "trust": True}
    assert send(kit, "/api/own/package/add", data, **add)[1]["brought"]
    assert not list((here / "notebooks").glob("*.ipynb"))


def test_what_the_trainer_has_stays_and_the_other_may_get_another_number(kit, here, tmp_path):
    mine = DECK + CARD.format(id="S40", question="Van mij?")
    put(here, "decks/start.yaml", mine)
    data = zipped(tmp_path / "p.zip", {"decks/start.yaml": TWO}).read_bytes()
    look = send(kit, "/api/own/package/look", data, name="p.zip")[1]
    assert look["taken"] == [{"word": "S40", "called": "Kaart S40", "example": "S31", "given": ""}]
    assert "--rename" not in str(look)
    renamed = {"S40": "S60"}
    look = send(kit, "/api/own/package/look", data, name="p.zip", renamed=renamed)[1]
    assert "Kaart S60" in str(look["whole"]["comes"])
    asked = {"name": "p.zip", "seen": look["seen"], "renamed": renamed}
    assert send(kit, "/api/own/package/add", data, **asked)[0] == 200
    text = (here / "decks/start.yaml").read_text(encoding="utf-8")
    assert "Van mij?" in text and "id: S60" in text and "id: S41" in text


HOSTILE = (
    ({"decks/../../weg.yaml": "x"}, {}, "leidt uit de map"),
    ({"notebooks/w.ipynb": "{"}, {}, "geen notebook"),
    ({"decks/a.yaml": TWO}, {"files": {}}, "veranderd nadat het pakket gemaakt werd"),
    ({"decks/a.exe": "x"}, {}, "dit soort bestand kent de kit niet"),
)


def test_a_hostile_package_or_a_file_that_is_nothing_is_refused_in_dutch(kit, here, tmp_path):
    before = own_files(here)
    for contents, about, why in HOSTILE:
        data = zipped(tmp_path / "p.zip", contents, **about).read_bytes()
        status, said = send(kit, "/api/own/package/look", data, name="p.zip")
        assert status == 400 and why in str(said["lines"]), said
        assert send(kit, "/api/own/package/add", data, seen="0" * 64)[0] == 400
    for path in ("/api/own/package/look", "/api/own/sheet/look"):
        for data in (b"", b"PK\x03\x04", b"\x00" * 4096, "ünï".encode("utf-16")):
            for name in ("x.xlsx", "..\\..\\x.csv", "", "<b>.zip"):
                status, said = send(kit, path, data, name=name)
                assert status == 400 and said["message"].endswith((".", "?")), said
                assert "\\" not in said["message"] and "Errno" not in said["message"]
    assert own_files(here) == before


def test_a_file_of_who_may_not_ask_or_that_is_too_large_is_not_kept(kit, here):
    for path in ("/api/own/package/look", "/api/own/sheet/look", "/api/own/sheet/keep"):
        assert send(kit, path, b"x" * 100_000, authorization="token x")[0] == 403
    _, headers, _ = kit.ask(f"/?token={kit.token}", Authorization="")
    pair = next(c for c in headers.get_all("Set-Cookie") if c.startswith("username-")).split(";")[0]
    for path in ("/api/own/copy", "/api/own/package/add", "/api/own/package/undo", "/api/own/lab"):
        assert kit.ask(path, {}, Authorization="", Cookie=pair)[0] == 403  # without the own key
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    head = {"Authorization": f"token {kit.token}", "Content-Length": str(5_000_001)}
    line.request("POST", "/api/own/sheet/look", b"x" * 1000, head)
    with suppress(http.client.HTTPException, ConnectionError):  # hanging up is an answer too
        assert line.getresponse().status in (400, 413)
    line.close()
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    for asked in ("", "[]", "%7B", "1"):
        head = {"Authorization": f"token {kit.token}"}
        line.request("POST", f"/api/own/sheet/look?asked={asked}", b"x", head)
        reply = line.getresponse()
        assert reply.status == 400 and reply.read()
    line.close()


# -- spreadsheets ---------------------------------------------------------------------------------


def test_a_deck_goes_to_a_sheet_and_comes_back_with_only_what_was_changed(kit, here):
    own(here, ["G1", "G2"])
    edit(here / "decks/gesprek.yaml", "kaarten:", "# van mij\nkaarten:")
    said = kit.do("/api/own/sheet", file="decks/gesprek.yaml", kind=".csv")
    assert (said["message"], said["file"]) == (
        "2 kaarten in gesprek.csv",
        "rekenbladen/gesprek.csv",
    )
    again = kit.do("/api/own/sheet", file="decks/gesprek.yaml", kind=".csv")
    assert again["file"] == "rekenbladen/gesprek-2.csv"
    kit.do("/api/own/sheet", file="decks/gesprek.yaml", kind=".xlsx")
    data = (here / said["file"]).read_bytes()
    assert send(kit, "/api/own/sheet/look", data, name="gesprek.csv")[1]["same"]
    data = data.replace(G1.encode(), b"Welk moment telde?")
    before = own_files(here)
    look = send(kit, "/api/own/sheet/look", data, name="C:\\werk\\gesprek.csv")[1]
    assert own_files(here) == before
    assert (look["file"], look["counts"]) == ("decks/gesprek.yaml", "1 kaart veranderd")
    (card,) = look["changed"]
    assert card["id"] == "G1" and [one["name"] for one in card["fields"]] == ["vraag"]
    assert words(card["fields"][0]["rows"], 1) == "Welk moment telde?"
    keep = "/api/own/sheet/keep"
    assert send(kit, keep, data, name="gesprek.csv")[0] == 400
    assert send(kit, keep, data + b"\n", name="gesprek.csv", seen=look["seen"])[0] == 400
    assert own_files(here) == before
    status, kept = send(kit, keep, data, name="gesprek.csv", seen=look["seen"])
    assert status == 200 and kept["copy"] == "gesprek.yaml.vorige"
    text = (here / "decks/gesprek.yaml").read_text(encoding="utf-8")
    assert "Welk moment telde?" in text and "# van mij" in text
    status, kept = send(kit, keep, data, name="gesprek.csv", seen=look["seen"])
    assert status == 400 and "anders dan net" in kept["message"]


def test_a_wrong_row_is_named_and_nothing_changes(kit, here):
    own(here, ["G1", "G2"])
    kit.do("/api/own/sheet", file="decks/gesprek.yaml", kind=".csv")
    data = (here / "rekenbladen/gesprek.csv").read_bytes().replace(b"openen", b"opnen", 1)
    status, said = send(kit, "/api/own/sheet/look", data, name="gesprek.csv")
    assert status == 400
    assert said["lines"][0].startswith(
        "gesprek.csv, rij 2, kolom C (doel): bij 'doel' staat 'opnen'."
    )


def test_only_an_own_deck_goes_to_a_sheet(kit, here):
    own(here, ["G1"])
    for file in ("decks/wetfeiten.yaml", "../gesprek.yaml", "/etc/passwd", "", "decks"):
        assert "zijn er niet meer" in refused(kit, "/api/own/sheet", file=file, kind=".xlsx")
    assert kit.ask("/api/own/sheet", {"file": "decks/gesprek.yaml", "kind": ".exe"})[0] == 400
    assert not (here / "rekenbladen").exists()


def test_in_a_rehearsal_there_is_no_such_page():
    assert own_api.routes(SimpleNamespace(practice=object())) == []


def test_jupyterlab_starts_beside_the_kit_knows_no_group_and_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setenv("GESPREKSKIT_TOKEN", "geheim")
    make(tmp_path / "werk")
    own(tmp_path / "werk", ["workshop1"])
    url = lab_beside.begin(tmp_path / "werk")
    try:
        assert lab_beside.begin(tmp_path / "werk") == url
        lab = psutil.Process(lab_beside.Beside.process.pid)
        assert "GESPREKSKIT_TOKEN" not in lab.environ()
        at = urlsplit(url)
        line = http.client.HTTPConnection("127.0.0.1", at.port, timeout=PATIENCE)
        line.request("GET", f"/api/contents/notebooks?{at.query}")
        assert "workshop-1.ipynb" in line.getresponse().read().decode()
        line.request("GET", "/api/contents")
        assert line.getresponse().status == 403
        line.close()
    finally:
        lab_beside.end()
    assert lab_beside.Beside.process.returncode == 0  # it left by itself


# -- as a trainer sees it -------------------------------------------------------------------------


def at_ease(page: Page, *others: dict) -> None:
    """Nothing for axe here and on other screens, and on no screen scrolling sideways."""
    for size in (OLD_BEAMER, TWICE_AS_LARGE, LAPTOP):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        if size in (LAPTOP, *others):
            assert axe(page) == [], size


def test_from_the_start_page_to_a_card_of_ones_own_with_the_keyboard_only(browser, tmp_path):
    place = tmp_path / "mijn werk"
    with Kit(tmp_path / "sessions", env={"HOME": str(tmp_path)}) as kit:
        assert kit.ask("/api/own")[2] == {"ok": True, "folder": ""}
        for path in ("/api/own/copy", "/api/own/open", "/api/own/take", "/api/own/pack"):
            assert "bij ‘Aanpassen als trainer’" in refused(kit, path)
        assert "nog geen eigen map" in send(kit, "/api/own/sheet/look", b"x")[1]["message"]
        with Visit(browser, kit, reduced_motion="reduce") as visit:
            page = visit.context.new_page()
            page.goto(kit.base + "/eigen")
            expect(page.get_by_text("Je hebt nog geen eigen map.")).to_be_visible()
            at_ease(page)
            kit.begin()
            kit.do("/api/workspace", path=str(place))
            page = visit.start()
            tab_to(page, "Aanpassen als trainer")
            page.keyboard.press("Enter")
            expect(page.get_by_role("dialog")).to_contain_text(str(place))
            tab_to(page, "Naar je eigen materiaal")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Dit is van jou")).to_be_visible()
            at_ease(page)
            tab_to(page, "Welke kaart?")
            page.keyboard.type("G1 ")
            tab_to(page, "Eigen versie maken")
            page.keyboard.press("Enter")
            expect(page.locator("#copied")).to_contain_text("Kaart G1 is nu van jou.")
            expect(page.locator("#copied")).to_be_focused()
            expect(page.locator("#mine")).to_contain_text(G1)
            assert G1 in (place / "decks/gesprek.yaml").read_text(encoding="utf-8")
            earlier(place, "kaart-G1", G1, "Welk moment telde?")
            edit(place / "decks/gesprek.yaml", G1, "Welk moment telde?")
            page.reload()
            expect(page.locator("#to-look")).to_contain_text("1")
            tab_to(page, "Nakijken: 1 te bekijken")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Nakijken")).to_be_focused()
            expect(page.locator(".beside ins")).to_contain_text(["in een gesprek vergeet"])
            at_ease(page, OLD_BEAMER)
            tab_to(page, "Overnemen")
            page.keyboard.press("Enter")
            expect(page.locator("#outcome")).to_have_text("Kaart G1 is overgenomen. Alles klopt.")
            expect(page.locator("#nakijken-title")).to_be_focused()
            assert G1 in (place / "decks/gesprek.yaml").read_text(encoding="utf-8")
            tab_to(page, "Naar de startpagina")
            page.keyboard.press("Enter")
            page.wait_for_url(kit.base + "/")


def test_a_package_with_code_comes_in_after_a_tick_and_goes_out_again(kit, here, browser, tmp_path):
    parts = {"decks/start.yaml": TWO, "notebooks/w.ipynb": notebook(CODE)}
    file = zipped(tmp_path / "pakket.zip", parts)
    before = own_files(here)
    with Visit(browser, kit, reduced_motion="reduce") as visit:
        page = visit.context.new_page()
        page.goto(kit.base + "/eigen#delen")
        with page.expect_file_chooser() as chooser:
            button(page, "Pakket kiezen").click()
        chooser.value.set_files(file)
        inside = page.locator("#inside")
        expect(inside).to_contain_text("Team Voorbeeldstad")
        expect(inside.locator("pre")).to_have_text(CODE)
        expect(page.locator("#plan")).to_contain_text("code in waarmee je niet instemde")
        at_ease(page, TWICE_AS_LARGE)
        page.get_by_label("Ik heb de code gelezen en vertrouw de maker.").press("Space")
        expect(page.locator("#plan")).not_to_contain_text("instemde")
        assert own_files(here) == before
        button(page, "Inlezen").click()
        expect(page.locator("#package-said")).to_contain_text("Workshop 8")
        assert (here / "notebooks/workshop-8.ipynb").is_file()
        expect(button(page, "Ongedaan maken")).to_be_focused()
        at_ease(page)
        page.keyboard.press("Enter")
        expect(page.locator("#package-said")).to_contain_text("Het pakket is weer weg.")
        assert own_files(here) == before


def test_a_wrong_row_is_shown_and_a_right_one_is_seen_before_it_is_kept(kit, here, browser):
    own(here, ["G1"])
    kit.do("/api/own/sheet", file="decks/gesprek.yaml", kind=".csv")
    sheet = here / "rekenbladen/gesprek.csv"
    good = sheet.read_bytes().replace(G1.encode(), b"Welk moment <b>telde</b>?")
    with Visit(browser, kit, reduced_motion="reduce", forgive=("sheet/look", "400")) as visit:
        page = visit.context.new_page()
        page.goto(kit.base + "/eigen#rekenblad")
        sheet.write_bytes(good.replace(b"openen", b"opnen"))
        page.locator("#sheet-file").set_input_files(sheet)
        expect(page.locator("#sheet")).to_contain_text("gesprek.csv, rij 2, kolom C (doel)")
        at_ease(page)
        sheet.write_bytes(good)
        page.locator("#sheet-file").set_input_files(sheet)
        expect(page.locator("#coming ins")).to_contain_text(["<b>telde</b>"])
        at_ease(page, TWICE_AS_LARGE)
        assert G1 in (here / "decks/gesprek.yaml").read_text(encoding="utf-8")
        button(page, "Overnemen").click()
        expect(page.locator("#sheet")).to_contain_text("1 kaart veranderd")
        text = (here / "decks/gesprek.yaml").read_text(encoding="utf-8")
        assert "Welk moment <b>telde</b>?" in text
