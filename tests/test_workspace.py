"""A trainer's own workspace: own words go over the kit's, and no upgrade takes one of them away."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from kit import content, paths
from kit.__main__ import main
from kit.content import pieces
from kit.content.settings import settings as settings_of
from kit.folder import Folder
from kit.journal import Reader
from kit.series import fold
from kit.server.closed import Notebooks
from kit.workspace import cells
from kit.workspace.changes import changes
from kit.workspace.command import update
from kit.workspace.making import CannotMake, make, own
from kit.workspace.serving import notebook_file, workshops
from tests.looking import Visit, axe, button
from tests.running import Kit

REPO = Path(__file__).resolve().parents[1]
RELEASED = REPO / "tests" / "fixtures" / "release-0.1.0"


@pytest.fixture
def here(tmp_path: Path, monkeypatch) -> Path:
    """An empty workspace in which the command is given."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "thuis")
    folder = tmp_path / "werkplaats"
    make(folder)
    monkeypatch.chdir(folder)
    return folder


SOME = ("decks/gesprek.yaml", "cases/de-brief.yaml", "notebooks/workshop-1.ipynb")


@pytest.fixture
def newer(tmp_path: Path, monkeypatch):
    """A kit with other words: give file, old and new words; `whole` for all its files."""
    package = tmp_path / "site" / "kit"
    for name in SOME:
        (package / "shipped" / name).parent.mkdir(parents=True)
        shutil.copy(REPO / name, package / "shipped" / name)

    def change(file: str, *pairs: tuple[str, str], whole: bool = False) -> None:
        for name in ("decks", "cases", "notebooks", "media") if whole else ():
            shutil.copytree(REPO / name, package / "shipped" / name, dirs_exist_ok=True)
        path = package / "shipped" / file
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(paths, "_PACKAGE", package)

    return change


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def answers(*said: str):
    waiting = list(said)
    return lambda _question: waiting.pop(0)


def printed(capsys, *words: str) -> tuple[int, str]:
    code = main(list(words))
    return code, "".join(capsys.readouterr())


G1 = "Welk moment in een gesprek vergeet je niet meer?"
TIP = "Geen oplossingen in deze ronde."


# -- making one -----------------------------------------------------------------------------------


def test_new_makes_a_workspace_that_is_right_and_says_how_to_go_on(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, said = printed(capsys, "new", "mijn werk")
    made = tmp_path / "mijn werk"
    assert code == 0
    assert "Workshop 1 staat nu in notebooks/workshop-1.ipynb" in said
    assert f'cd "{made}"' in said
    monkeypatch.chdir(made)
    assert paths.own_workspace(made / "decks") == made
    code, said = printed(capsys, "check")
    assert (code, said) == (0, "Alles klopt: 1 workshop.\n")
    for part in ("notebooks", "decks", "cases", "media", "huisstijl"):
        assert [one.name for one in (made / part).glob("schema/*")] == [
            one.name for one in (REPO / part).glob("schema/*")
        ]
        assert (made / part / "LEESMIJ.md").read_text(encoding="utf-8").endswith("\n")


@pytest.mark.parametrize("there", ["iets.txt", "gesprekskit.yaml"])
def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path, there):
    (tmp_path / there).write_text("van mij", encoding="utf-8")
    with pytest.raises(CannotMake):
        make(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [there]


def test_a_workspace_inside_the_kit_is_refused_because_a_new_kit_would_take_its_place():
    with pytest.raises(CannotMake, match="Kies een plek ernaast"):
        make(REPO / "werkplaats")
    assert not (REPO / "werkplaats").exists()


def test_one_thing_becomes_own_and_what_is_own_already_stays(here, capsys):
    code, _ = printed(capsys, "own", "g1", "H", "start-wet", "workshop 2", "tafel")
    assert code == 0
    edit(here / "decks/gesprek.yaml", G1, "Wat zag je vandaag?")
    assert "Kaart G1 is al van jou: decks/gesprek.yaml" in printed(capsys, "own", "gesprek")[1]
    known = content.load(paths.roots(here))
    assert known.cards["G1"].question == "Wat zag je vandaag?"
    assert known.cards["G9"].question == content.load(REPO).cards["G9"].question
    assert list(known.cards) == list(content.load(REPO).cards)
    assert main(["check"]) == 0


def test_a_word_that_is_nothing_copies_nothing_and_is_told(here, capsys):
    code, said = printed(capsys, "own", "G1", "de-breif")
    assert (code, said) == (1, "‘de-breif’ ken ik niet. Bedoelde je 'de-brief'?\n")
    assert not (here / "decks/gesprek.yaml").exists()


def test_outside_a_workspace_own_and_update_say_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    said = "Je staat niet in een werkplaats. Maak er een met: kit new MAP\n"
    monkeypatch.setattr(paths, "remembered_workspace", lambda data: None)
    assert printed(capsys, "own", "G1") == (1, said)
    assert printed(capsys, "update") == (1, said)


# -- own goes over the kit's ----------------------------------------------------------------------


def test_an_own_table_says_only_what_it_says_otherwise(here):
    (here / "decks/tafel.yaml").write_text("afspraken:\n  - Wie praat, staat.\n", encoding="utf-8")
    table, shipped = content.load(paths.roots(here)).table, content.load(REPO).table
    assert table.rules == ("Wie praat, staat.",)
    assert (table.promise, table.statements) == (shipped.promise, shipped.statements)


def test_an_own_card_may_show_a_picture_of_the_kit(here):
    own(here, ["G2"])
    card = content.load(paths.roots(here)).cards["G2"]
    assert card.media and card.media.file == "twee-stoelen.svg"


BOTH = ("~workshop-1.ipynb", "workshop-1.ipynb")


def test_an_own_notebook_goes_over_the_one_of_the_same_workshop_only(here, monkeypatch):
    own(here, ["workshop1"])
    mine = here / "notebooks/workshop-1.ipynb"
    monkeypatch.setenv(paths.WORKSPACE_ASKED, str(here))
    assert notebook_file("workshop-1.ipynb", 1) == mine
    assert notebook_file("workshop-2.ipynb", 2) == REPO / "notebooks/workshop-2.ipynb"
    edit(mine, "Workshop(1,", "Workshop(7,")
    assert notebook_file("workshop-1.ipynb", 1) == REPO / "notebooks/workshop-1.ipynb"
    assert notebook_file("workshop-1.ipynb", 7) == mine
    assert sorted(workshops(here)) == [1, 2, 3, 4, 7]
    served = Notebooks(root_dir=str(REPO / "notebooks"), allow_hidden=True)
    first = {name: served.get(name)["content"]["cells"][0]["source"] for name in BOTH}
    assert "Workshop(7," in first["~workshop-1.ipynb"]
    assert "Workshop(1," in first["workshop-1.ipynb"]
    for name in ("../workshop-1.ipynb", "x.ipynb", "kaart.yaml", "..\\workshop-1.ipynb"):
        assert notebook_file(name, 1) is None


def test_the_button_makes_a_workspace_and_a_later_start_opens_it(browser, tmp_path):
    data, place = tmp_path / "sessions", tmp_path / "mijn werk"
    with Kit(data, env={"HOME": str(tmp_path)}) as kit:
        kit.begin()
        for wrong in (str(REPO), str(data), ""):
            status, _, answer = kit.ask("/api/workspace", {"path": wrong})
            assert status == 400 and answer["message"].endswith(".")
        with Visit(browser, kit) as visit:
            page = visit.start()
            button(page, "Aanpassen als trainer").press("Enter")
            where = page.get_by_label("Waar komt je map?")
            expect(where).to_have_value(str(tmp_path / "Gesprekskit-werkplaats"))
            where.fill(str(place))
            where.press("Enter")
            dialog = page.locator("#workspace-dialog")
            expect(dialog.get_by_role("status")).to_contain_text("Je werkplaats staat klaar")
            expect(dialog).to_contain_text(f"Je werkplaats: {place}")
            expect(dialog).to_contain_text("Verander een draaiboek: ")
            assert axe(page) == []
        edit(place / "notebooks/workshop-1.ipynb", "Zien wat er gebeurt", "Eerst kijken")
    own(place, ["G1"])
    edit(
        place / "decks/gesprek.yaml",
        "    tip:",
        "    media: {bestand: wij.svg, alt: Wij}\n    tip:",
    )
    (place / "media/wij.svg").write_text("<svg>van ons</svg>", encoding="utf-8")
    assert paths.own_workspace(REPO, data) == place
    with Kit(data, env={"HOME": str(tmp_path)}) as again:
        assert again.ask("/api/workspace")[2]["folder"] == str(place)
        assert again.state(again.begin("Twee"))["workshop"]["title"] == "Eerst kijken"
        assert again.ask("/media/wij.svg")[2] == "<svg>van ons</svg>"
        assert again.ask("/media/twee-stoelen.svg")[0] == 200
        assert again.ask("/media/LEESMIJ.md")[0] == 404


# -- keeping up with the kit ----------------------------------------------------------------------


def test_what_the_kit_did_not_change_is_not_told(here, newer, capsys):
    own(here, ["G1", "de-brief", "workshop1"])
    edit(here / "decks/gesprek.yaml", TIP, "Mijn tip.")
    newer("decks/gesprek.yaml", ("Wat voelde je?", "Wat voelde je?  # een opmerking"))
    assert changes(here) == []
    assert printed(capsys, "update")[1].startswith("Er is niets veranderd")


def test_check_shows_the_difference_in_plain_words(here, newer, capsys):
    own(here, ["G1"])
    edit(here / "decks/gesprek.yaml", TIP, "Mijn tip.")
    newer("decks/gesprek.yaml", (G1, "Welk gesprek vergeet je nooit?"))
    code, said = printed(capsys, "check")
    assert code == 0
    assert said == (
        "Kaart G1 (decks/gesprek.yaml)\n"
        "  Dit veranderde er in de kit (- eerst, + nu):\n"
        "    …\n"
        "        rollen: [allen]\n"
        f"    -   vraag: {G1}\n"
        "    +   vraag: Welk gesprek vergeet je nooit?\n"
        "        vervolgvragen:\n"
        "Wil je iets hiervan overnemen? Typ: kit update\n"
        "Alles klopt: 1 kaart.\n"
    )


def test_a_change_is_taken_over_and_own_words_and_comments_stay(here, newer):
    own(here, ["G1"])
    file = here / "decks/gesprek.yaml"
    edit(file, f"    tip: {TIP}", "    # van Fatma\n    tip: Mijn tip.  # echt")
    before = file.read_bytes()
    newer("decks/gesprek.yaml", (G1, "Welk gesprek vergeet je nooit?"))
    assert update(False, False, answers("j")) == 0
    text = file.read_text(encoding="utf-8")
    assert "    # van Fatma\n    tip: Mijn tip.  # echt" in text
    assert "vraag: Welk gesprek vergeet je nooit?" in text
    assert changes(here) == []
    (kept,) = (here / ".vorige").rglob("gesprek.yaml")
    assert kept.read_bytes() == before


def test_where_both_changed_something_a_person_chooses(here, newer, capsys):
    own(here, ["G1"])
    file = here / "decks/gesprek.yaml"
    edit(file, TIP, "Mijn tip.")
    newer("decks/gesprek.yaml", (TIP, "De tip van de kit."), (G1, "Welk gesprek blijft?"))
    assert update(False, True) == 0
    assert "Mijn tip." in file.read_text(encoding="utf-8")
    assert G1 in file.read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "Dit bleef staan, omdat jij het ook veranderde." in said
    assert update(False, False, answers("n")) == 0
    text = file.read_text(encoding="utf-8")
    assert "Mijn tip." in text and "Welk gesprek blijft?" in text
    assert changes(here) == []


def test_the_kits_words_come_when_asked_for_and_enter_leaves_it_for_later(here, newer):
    own(here, ["G1"])
    file = here / "decks/gesprek.yaml"
    edit(file, TIP, "Mijn tip.")
    newer("decks/gesprek.yaml", (TIP, "De tip van de kit."))
    update(False, False, answers(""))
    assert "Mijn tip." in file.read_text(encoding="utf-8")
    update(False, False, answers("wat?", "ja"))
    assert "De tip van de kit." in file.read_text(encoding="utf-8")


def test_a_case_is_taken_over_stage_by_stage_and_a_notebook_cell_by_cell(here, newer):
    own(here, ["de-brief", "workshop1"])
    edit(here / "cases/de-brief.yaml", "Vorig jaar kwam Jamal", "Vorig jaar was Jamal")
    edit(here / "notebooks/workshop-1.ipynb", "Fijn dat je er bent", "Welkom")
    newer(
        "cases/de-brief.yaml",
        ("Wat doe je als niemand het zeker weet?", "Wie bel je?"),
        ("titel: De brief", "titel: De witte brief"),
    )
    newer("notebooks/workshop-1.ipynb", ("lees elke zin één keer voor", "lees elke zin twee keer"))
    called = [one.called for one in changes(here)]
    assert called == [
        "casus de-brief, ‘titel’",
        "casus de-brief, onthulling 2",
        "workshop 1, cel ‘startmeting’",
    ]
    assert update(False, True) == 0
    case = (here / "cases/de-brief.yaml").read_text(encoding="utf-8")
    assert "Vorig jaar was Jamal" in case and "Wie bel je?" in case
    assert "titel: De witte brief" in case
    book = (here / "notebooks/workshop-1.ipynb").read_text(encoding="utf-8")
    assert "Welkom" in book and "lees elke zin twee keer" in book
    assert changes(here) == []


def test_cells_that_come_and_go_in_the_kit_come_and_go_in_place(here, newer, tmp_path):
    own(here, ["workshop1"])
    file = tmp_path / "site/kit/shipped/notebooks/workshop-1.ipynb"
    newer("notebooks/workshop-1.ipynb")
    text = cells.add(file.read_text("utf-8"), "nieuw", "[tekst]\n## Nieuw", "welkom-stap")
    text = cells.add(text, "nieuw-stap", '[code]\nworkshop.say("Nieuw")', "nieuw")
    file.write_text(cells.remove(text, "startmeting"), encoding="utf-8")
    mine = here / "notebooks/workshop-1.ipynb"
    mine.write_text(cells.remove(mine.read_text("utf-8"), "startmeting-stap"), encoding="utf-8")
    update(False, True)
    assert list(cells.read(mine.read_text("utf-8")))[:5] == [
        "workshop",
        "welkom",
        "welkom-stap",
        "nieuw",
        "nieuw-stap",
    ]
    assert "startmeting" not in cells.read(mine.read_text("utf-8"))


def test_without_somebody_to_ask_nothing_changes(here, newer, capsys, monkeypatch):
    own(here, ["G1"])
    newer("decks/gesprek.yaml", (G1, "Welk gesprek blijft?"))
    monkeypatch.setattr("sys.stdin", io.StringIO("j\n"))
    code, said = printed(capsys, "update")
    assert code == 0 and "Kaart G1: de kit veranderde het." in said
    assert G1 in (here / "decks/gesprek.yaml").read_text(encoding="utf-8")


def test_line_ends_and_the_mark_of_windows_stay(here, newer):
    own(here, ["G1"])
    file = here / "decks/gesprek.yaml"
    windows = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(windows)
    newer("decks/gesprek.yaml", (G1, "Welk gesprek blijft?"))
    update(False, True)
    assert file.read_bytes() == windows.replace(G1.encode(), b"Welk gesprek blijft?")


def test_a_file_that_cannot_be_read_is_told_and_left(here, newer, capsys):
    own(here, ["G1"])
    file = here / "decks/gesprek.yaml"
    file.write_bytes(file.read_bytes() + "# caf\u00e9".encode("cp1252"))
    before = file.read_bytes()
    newer("decks/gesprek.yaml", (G1, "Welk gesprek blijft?"))
    assert update(False, True) == 1
    assert "niet als UTF-8 bewaard" in capsys.readouterr().err
    assert file.read_bytes() == before


# -- other releases -------------------------------------------------------------------------------

OWN_WORDS = (
    "# Onze kaarten voor Voorbeeldstad. Vragen? Bel de teamleider.",
    "Welk gesprek aan ons loket vergeet je niet meer?",
    "Begin bij wie het langst aan het loket werkt.",
    "Wie stond vandaag het langst bij ons te wachten?",
    "Wat hier aan het loket gezegd is, blijft hier.",
    "Jamal nog koekjes mee naar het loket.",
    "Jamal stond drie keer voor een dicht loket.",
    "Welkom in Voorbeeldstad.",
    "De koffie is gezet door de buurvrouwen.",
)


def all_words(folder: Path) -> str:
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in (".yaml", ".ipynb")]
    mine = [p for p in files if not any(part[0] == "." for part in p.relative_to(folder).parts)]
    return "\n".join(p.read_text(encoding="utf-8") for p in mine)


def test_an_upgrade_of_the_first_released_layout_leaves_every_own_word(
    tmp_path, monkeypatch, newer, capsys
):
    folder = tmp_path / "oud"
    shutil.copytree(RELEASED / "workspace", folder)
    monkeypatch.chdir(folder)
    before = {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    words = (G1, "Een andere vraag?"), ("Wat zei de ander?", "Wat zei zij?")
    newer("decks/gesprek.yaml", *words, whole=True)
    newer("cases/de-brief.yaml", ("Vorig jaar kwam Jamal", "Eerder kwam Jamal"))
    newer("notebooks/workshop-1.ipynb", ("Fijn dat je er bent.", "Hallo."))
    assert main(["check"]) == 0
    assert main(["update", "--yes"]) == 0
    assert {p: p.read_bytes() for p in before} == before
    assert not [word for word in OWN_WORDS if word not in all_words(folder)]
    known = content.load(paths.roots(folder))
    assert known.cards["G1"].question == "Welk gesprek aan ons loket vergeet je niet meer?"
    assert known.cards["G21"].question == "Wie stond vandaag het langst bij ons te wachten?"
    assert known.cards["G5"] and known.cases["ons-loket"].title == "Ons loket"
    assert known.table.rules[0] == "Wat hier aan het loket gezegd is, blijft hier."
    assert len(known.table.statements) == 6
    titles = [step.title for step in workshops(folder)[1].steps]
    assert titles[:3] == ["Welkom en belofte", "Koffie uit de wijk", "Startmeting"]
    said = capsys.readouterr().out
    assert "Van jou, en anders dan in de kit: casus de-brief, kaart G1, workshop 1." in said


def test_by_hand_made_copies_can_be_compared_and_keep_what_the_trainer_keeps(
    tmp_path, monkeypatch, newer
):
    folder = tmp_path / "oud"
    shutil.copytree(RELEASED / "workspace", folder)
    monkeypatch.chdir(folder)
    newer("decks/gesprek.yaml", (G1, "Een andere vraag?"))
    found = changes(folder)
    assert found and not any(one.known for one in found)
    assert update(False, False, lambda _question: "n") == 0
    assert not [word for word in OWN_WORDS if word not in all_words(folder)]
    assert changes(folder) == []
    newer("decks/gesprek.yaml", ("Een andere vraag?", "Weer een andere vraag?"))
    assert [one.called for one in changes(folder)] == ["kaart G1"]


def test_a_journal_of_the_first_release_opens_with_every_word(tmp_path):
    data = tmp_path / "sessions"
    shutil.copytree(RELEASED / "sessions", data)
    assert Folder(data).groups() == [("voorbeeldstad", "Voorbeeldstad")]
    read = Reader(data / "voorbeeldstad").refresh()
    assert not read.set_aside
    series = fold(read.records)
    texts = [one.record["text"] for one in series.signals]
    assert texts == ["De toets komt te vroeg."]
    said = {one.get("text") for one in read.records}
    assert {"De tolk kwam te laat en iedereen wachtte.", "Wie betaalt de reiskosten?"} <= said
    assert series.sessions[1]["case"] == "de-brief"


def test_an_older_kit_reads_a_newer_workspace_and_says_what_it_leaves_out(here, capsys):
    own(here, ["G1"])
    edit(here / "gesprekskit.yaml", "indeling: 1", "indeling: 2\nkleurenblind: ja")
    edit(here / "decks/gesprek.yaml", "    diepte: 1", "    geluidje: tik.mp3\n    diepte: 1")
    code, said = printed(capsys, "check")
    assert code == 0
    left = "Deze kit laat het weg; een nieuwere kit kent het misschien."
    assert f"decks/gesprek.yaml, regel 8: het veld 'geluidje' bestaat niet. {left}" in said
    assert "de instelling 'kleurenblind' kent deze kit niet." in said
    assert "gesprekskit.yaml, regel 3: een nieuwere kit maakte deze werkplaats." in said
    known = content.load(paths.roots(here))
    assert known.cards["G1"].question == G1
    assert not [one for one in known.problems if not one.advice]


@pytest.mark.parametrize("text", ["", "[]", "indeling: veel", "a: [", "indeling: 99999999999"])
def test_settings_that_make_no_sense_stop_nothing(tmp_path, text):
    (tmp_path / "gesprekskit.yaml").write_text(text, encoding="utf-8")
    assert settings_of(tmp_path / "gesprekskit.yaml").layout == 1


def test_originals_that_are_spoiled_are_as_good_as_none(here, newer):
    own(here, ["G1"])
    for file in (here / ".origineel").iterdir():
        file.write_text("{", encoding="utf-8")
    newer("decks/gesprek.yaml", (G1, "Welk gesprek blijft?"))
    assert [one.known for one in changes(here)] == [False]
    assert update(False, True) == 0
    assert G1 in (here / "decks/gesprek.yaml").read_text(encoding="utf-8")


# -- pieces ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    ["decks/gesprek.yaml", "decks/tafel.yaml", "decks/wetfeiten.yaml", "cases/de-brief.yaml"],
)
def test_a_piece_put_back_changes_no_byte(file):
    text = (REPO / file).read_text(encoding="utf-8")
    found = pieces.read(text).pieces
    assert found
    for name, piece in found.items():
        assert pieces.put(text, name, piece.text) == text
        assert pieces.merged(piece.text, piece.text, piece.text, False) == (piece.text, ())


WORDS = st.text(alphabet="abcé :#'\"-|>\n", min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_merging_takes_their_change_and_keeps_mine(first, mine, theirs):
    def card(question: str, tip: str) -> str:
        return f"- id: G1\n  vraag: {json.dumps(question)}\n  # blijf\n  tip: {json.dumps(tip)}"

    base, own_words, new = card(first, first), card(first, mine), card(theirs, first)
    text, clashes = pieces.merged(base, own_words, new, False)
    assert clashes == ()
    assert pieces.same(text, card(theirs, mine))
    assert "  # blijf" in text.split("\n")
