"""Sharing own work: one honest zip, and from elsewhere nothing that a person did not agree to."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import content, paths
from kit.__main__ import main
from kit.sharing import adding, archive
from kit.sharing.archive import Refused, unpack
from kit.sharing.code import foreign, only_steps
from kit.sharing.command import add
from kit.sharing.names import MANIFEST, doubles, wrong_kind, wrong_name
from kit.workspace import cells
from kit.workspace.making import make, own

ABOUT = {"version": "1.2", "licence": "CC BY-SA 4.0", "maker": "Team Voorbeeldstad"}
CARD = """\
  - id: {id}
    diepte: 1
    doel: openen
    rollen: [allen]
    vraag: {question}
    vervolgvragen: [Wat zie je?, Wat hoor je?, Wat doe je?]
    waarom: Zo begin je rustig.
    bron: Eigen ervaring van begeleiders
    tip: Neem de tijd.
    minuten: 6
    veiligheid: 1
    wetfeiten: []
"""
DECK = 'kaartenset: start\ntitel: De start\nversie: "1.0"\nlicentie: CC BY-SA 4.0\nkaarten:\n'
TWO = DECK + CARD.format(id="S40", question="Wie mis je hier?")
TWO += CARD.format(id="S41", question="Wie nodig je uit?")


def notebook(*code: str, number: int = 8) -> str:
    opening = f'from kit.workshop import Workshop\nworkshop = Workshop({number}, "Eigen")'
    made = [
        {"cell_type": "code", "id": f"c{n}", "source": text}
        for n, text in enumerate([opening, *code])
    ]
    return cells.clean(json.dumps({"cells": made}))


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch):
    """Make a workspace of this name and stand in it."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "thuis")

    def stand(name: str) -> Path:
        folder = tmp_path / name
        if not folder.exists():
            make(folder)
        monkeypatch.chdir(folder)
        return folder

    return stand


def put(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


def zipped(place: Path, contents: dict[str, str | bytes], **about) -> Path:
    """A package as its maker would have it, with these files."""
    raw = {name: one if isinstance(one, bytes) else one.encode() for name, one in contents.items()}
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data in raw.items()
    }
    told = {"gesprekskit": 1, **ABOUT, "files": listed, **about}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {MANIFEST: json.dumps(told).encode(), **raw}.items():
            made.writestr(name, data)
    return place


def own_files(folder: Path) -> dict[str, bytes]:
    """Everything of the trainer's in a workspace."""
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    named = {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}
    return {name: data for name, data in named.items() if not name.startswith(".")}


def run(capsys, *words: str) -> tuple[int, str]:
    code = main([str(word) for word in words])
    return code, "".join(capsys.readouterr())


# -- packing --------------------------------------------------------------------------------------


def test_a_package_holds_own_work_with_its_maker_and_always_the_same_bytes(
    trainer, tmp_path, capsys
):
    here = trainer("werk")
    own(here, ["workshop1", "G1"])
    put(here, "decks/start.yaml", TWO)
    put(here, "media/.verborgen.png", b"x")
    put(here, "media/lijst.xlsx", b"x")
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    about = ["--licence", ABOUT["licence"], "--maker", ABOUT["maker"], "--release", "1.2"]
    code, said = run(capsys, "pack-content", *about, "--out", first)
    run(capsys, "pack-content", *about, "--out", second)
    assert code == 0 and first.read_bytes() == second.read_bytes()
    assert "notebooks/workshop-1.ipynb: dit is nog zoals in de kit." in said
    assert "media/lijst.xlsx: dit soort bestand kent de kit niet." in said
    with zipfile.ZipFile(first) as made:
        assert made.namelist() == [MANIFEST, "decks/gesprek.yaml", "decks/start.yaml"]
        told = json.loads(made.read(MANIFEST))
    assert {word: told[word] for word in ABOUT} == ABOUT
    run(capsys, "pack-content", *about, "--out", first)
    assert (tmp_path / "a-2.zip").read_bytes() == second.read_bytes()


def test_packing_warns_of_what_may_point_to_a_person_and_leaves_output_behind(
    trainer, tmp_path, capsys
):
    here = trainer("werk")
    put(here, "decks/start.yaml", TWO.replace("Neem de tijd.", "Bel 06-12345678 vooraf."))
    book = json.loads(notebook('workshop.say("Welkom")'))
    book["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "GEHEIM"}]
    put(here, "notebooks/eigen.ipynb", json.dumps(book))
    code, said = run(capsys, "pack-content", "--out", tmp_path / "p.zip")
    assert code == 0
    assert "decks/start.yaml, regel 14: ‘06-12345678’ (telefoonnummer)." in said
    assert "Er staat geen licentie bij." in said
    assert b"GEHEIM" not in (tmp_path / "p.zip").read_bytes()


def test_where_there_is_nothing_own_there_is_nothing_to_pack(trainer, capsys, tmp_path):
    trainer("leeg")
    code, said = run(capsys, "pack-content", "--out", tmp_path / "p.zip")
    assert (code, "Er is niets van jezelf om in te pakken." in said) == (1, True)
    assert not (tmp_path / "p.zip").exists()


# -- bringing in ----------------------------------------------------------------------------------


def test_what_one_trainer_packs_another_brings_in_and_takes_out_again(trainer, tmp_path, capsys):
    maker, file = trainer("maker"), tmp_path / "pakket.zip"
    own(maker, ["de-brief", "start-wet"])
    text = (maker / "cases/de-brief.yaml").read_text(encoding="utf-8")
    put(maker, "cases/de-brief.yaml", text.replace("keurige", "nette"))
    put(maker, "decks/start.yaml", TWO)
    put(maker, "notebooks/acht.ipynb", notebook('workshop.say("Welkom", minutes=(90, 120))'))
    put(maker, "media/stoel.png", b"\x89PNG")
    assert run(capsys, "pack-content", "--out", file)[0] == 0

    here = trainer("ander")
    put(here, "decks/start.yaml", DECK + CARD.format(id="S50", question="Wie ben je?  # wij"))
    before = own_files(here)
    code, said = run(capsys, "add-content", file)
    assert code == 0 and "Typ erbij: --yes" in said and own_files(here) == before
    code, said = run(capsys, "add-content", file, "--yes")
    assert code == 0, said
    known = content.load(paths.roots(here))
    assert known.cards["S40"].question == "Wie mis je hier?" and "S50" in known.cards
    assert "nette" in known.cases["de-brief"].stages[0].text
    assert (here / "notebooks/workshop-8.ipynb").is_file()
    assert (here / "media/stoel.png").read_bytes() == b"\x89PNG"
    assert "# wij" in (here / "decks/start.yaml").read_text(encoding="utf-8")
    assert main(["check"]) == 0
    capsys.readouterr()
    code, said = run(capsys, "add-content", "--undo")
    assert code == 0 and "Dit blijft staan" not in said
    assert own_files(here) == before
    assert run(capsys, "add-content", "--undo")[1] == "Er is geen pakket om weg te halen.\n"


def test_what_is_own_already_is_never_overwritten(trainer, tmp_path, capsys):
    here = trainer("ander")
    own(here, ["workshop1", "tafel", "H"])
    put(here, "decks/start.yaml", DECK + CARD.format(id="S40", question="Van mij?"))
    put(here, "media/stoel.png", b"mijn")
    before = own_files(here)
    case = before["cases/de-brief.yaml"].replace(b"keurige", b"nette")
    files = {
        "decks/start.yaml": DECK + CARD.format(id="S40", question="Van een ander?"),
        "decks/tafel.yaml": "afspraken:\n  - Van een ander.\n",
        "cases/de-brief.yaml": case,
        "notebooks/workshop-1.ipynb": notebook('workshop.say("Van een ander")', number=1),
        "media/stoel.png": b"ander",
    }
    code, said = run(capsys, "add-content", zipped(tmp_path / "p.zip", files), "--yes")
    assert code == 0 and own_files(here) == before
    assert "Kaart S40: die heb je zelf al (start.yaml). De jouwe blijft." in said
    assert "Typ erbij: --rename S40=S31" in said
    assert "Workshop 1: die heb je zelf al (workshop-1.ipynb)." in said
    assert "media/stoel.png: die naam heb je al. Jouw bestand blijft." in said
    assert said.endswith("Er is niets binnengehaald.\n")


def test_another_number_lets_both_stay(trainer, tmp_path, capsys):
    here = trainer("ander")
    own(here, ["workshop1", "H"])
    put(here, "decks/start.yaml", DECK + CARD.format(id="S40", question="Van mij?"))
    before = own_files(here)
    case = before["cases/de-brief.yaml"].replace(b"keurige", b"nette")
    files = {
        "decks/start.yaml": DECK + CARD.format(id="S40", question="Van een ander?"),
        "cases/de-brief.yaml": case,
        "notebooks/workshop-1.ipynb": notebook('workshop.say("Van een ander")', number=1),
    }
    words = ["--rename", "S40=S60", "--rename", "de-brief=de-brief-2", "--rename", "workshop1=6"]
    file = zipped(tmp_path / "p.zip", files)
    code, said = run(capsys, "add-content", file, "--yes", *words)
    assert code == 0, said
    known = content.load(paths.roots(here))
    assert (known.cards["S40"].question, known.cards["S60"].question) == (
        "Van mij?",
        "Van een ander?",
    )
    assert "nette" in known.cases["de-brief-2"].stages[0].text
    assert "keurige" in known.cases["de-brief"].stages[0].text
    book = (here / "notebooks/workshop-6.ipynb").read_text(encoding="utf-8")
    assert "Workshop(6," in book and "Van een ander" in book
    assert run(capsys, "add-content", "--undo")[0] == 0
    assert own_files(here) == before


def test_a_number_that_cannot_be_is_told_and_nothing_comes_in(trainer, tmp_path, capsys):
    trainer("ander")
    files = {"decks/start.yaml": DECK + CARD.format(id="S40", question="Van een ander?")}
    file = zipped(tmp_path / "p.zip", files)
    code, said = run(capsys, "add-content", file, "--yes", "--rename", r"S40=\q")
    assert code == 0 and "dit nummer of id kan niet" in said
    assert said.endswith("Er is niets binnengehaald.\n")


def test_undo_leaves_what_was_changed_and_says_so(trainer, tmp_path, capsys):
    here = trainer("ander")
    files = {"decks/start.yaml": TWO, "media/a.png": b"a"}
    run(capsys, "add-content", zipped(tmp_path / "p.zip", files), "--yes")
    deck = here / "decks/start.yaml"
    text = deck.read_text(encoding="utf-8").replace("Wie mis je hier?", "Wie mis jij?")
    deck.write_text(text, encoding="utf-8")
    put(here, "media/a.png", b"nieuw")
    code, said = run(capsys, "add-content", "--undo")
    assert code == 0
    assert "S40 in decks/start.yaml: dit veranderde je zelf." in said
    assert "media/a.png: dit veranderde je zelf." in said
    assert "S41" not in deck.read_text(encoding="utf-8")
    assert "Wie mis jij?" in deck.read_text(encoding="utf-8")


def test_a_full_disk_halfway_leaves_nothing_behind(trainer, tmp_path, capsys, monkeypatch):
    here = trainer("ander")
    put(here, "decks/start.yaml", DECK + CARD.format(id="S50", question="Wie ben je?"))
    before = own_files(here)

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adding, "_new_file", full)
    files = {"decks/start.yaml": TWO, "media/a.png": b"a"}
    code, said = run(capsys, "add-content", zipped(tmp_path / "p.zip", files), "--yes")
    assert code == 1 and said.splitlines()[-1].startswith("Er is niets binnengehaald.")
    assert own_files(here) == before
    assert not list((here / ".pakketten").glob("*.json"))


# -- code -----------------------------------------------------------------------------------------

EVIL = 'import os\nos.system("rm -rf ~")  # \u202e'


def test_code_is_shown_in_full_and_stays_out_unless_agreed_to(trainer, tmp_path, capsys):
    here = trainer("ander")
    files = {"notebooks/a.ipynb": notebook(EVIL), "decks/start.yaml": TWO}
    file = zipped(tmp_path / "p.zip", files)
    code, said = run(capsys, "add-content", file, "--yes")
    assert code == 0
    assert "notebooks/a.ipynb, cel 2: dit is geen stap maar code. Lees het:" in said
    assert '    import os\n    os.system("rm -rf ~")  # �\n' in said
    assert "Workshop 8: hier zit code in waarmee je niet instemde." in said
    assert not list((here / "notebooks").glob("*.ipynb"))
    assert (here / "decks/start.yaml").is_file()
    capsys.readouterr()
    asked = []

    def answer(question: str) -> str:
        asked.append(question)
        return "ja" if "code" in question else "j"

    assert add(file, [], ask=answer) == 0
    assert any("Vertrouw je de maker" in one for one in asked)
    assert (here / "notebooks/workshop-8.ipynb").is_file()


@pytest.mark.parametrize(
    "source",
    [
        'workshop.card("G1", minutes=(8, 10))',
        'from kit.workshop import Workshop\nworkshop = Workshop(1, "Zien", lay_ready=["pen"])',
        "# alleen een opmerking",
        'workshop.round("Wie?", order=["beleid"])\nworkshop.say("Klaar")',
    ],
)
def test_steps_are_no_code(source):
    assert only_steps(source)


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from kit.workshop import *",
        "from kit.workshop import Workshop as w",
        "from kit.workshop import prepare",
        "from os import system as Workshop",
        'workshop = Workshop(__import__("os").system("x"), "a")',
        'workshop.card(open("x").read())',
        'workshop.card("a", **dict())',
        'workshop.card(f"{1}")',
        "workshop.say.__globals__",
        'workshop.note("x")',
        'workshop._step("x", 1)',
        'workshop.say("x").y()',
        'kit.workshop.say("x")',
        'x = workshop = Workshop(1, "a")',
        "!rm -rf ~",
        "%%javascript\nalert(1)",
        'workshop.say("x"); __import__("os")',
        'workshop.say((lambda: "x")())',
        "@print\ndef workshop(): pass",
        "(" * 400,
    ],
)
def test_anything_else_is_code(source):
    assert not only_steps(source)


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\r"])
def test_a_line_that_only_a_notebook_sees_is_code(sign):
    """IPython cuts a text at more signs than Python does, and there a ! begins a command."""
    assert only_steps('workshop.say("a ! b")')
    hidden = f'workshop.say("){sign}#{sign}!\\");__import__(chr(111)) #")'
    assert not only_steps(hidden)
    assert not only_steps(f"# a{sign}!ls")


@pytest.mark.parametrize(
    ("kind", "source", "shown"),
    [
        ("markdown", "## Welkom\n\n**Zeg:** “Hoi.” 3 < 4", False),
        ("markdown", "<img src=x onerror=alert(1)>", True),
        ("markdown", "[klik](javascript:alert(1))", True),
        ("raw", "iets", True),
        ("raw", " ", False),
        ("vreemd", "iets", True),
    ],
)
def test_text_that_may_do_something_on_a_page_is_shown_too(kind, source, shown):
    one = {"cell_type": kind, "id": "a", "source": source}
    twin = {"cell_type": "code", "id": "a", "source": 'workshop.say("x")'}
    text = json.dumps({"cells": [twin, one]})
    assert bool(foreign("notebooks/a.ipynb", text)) == shown


def test_output_settings_and_double_ids_do_not_come_in():
    bad = {
        "cells": [
            {
                "cell_type": "code",
                "id": "a",
                "source": 'workshop.say("x")',
                "outputs": [{"data": {"text/html": "<script>"}}],
                "metadata": {"kwaad": 1},
            },
            {"cell_type": "markdown", "id": "a", "source": "## b", "attachments": {"x": {}}},
        ],
        "metadata": {"kernelspec": {"name": "kwaad"}, "widgets": {}},
    }
    text = cells.clean(json.dumps(bad))
    assert "kwaad" not in text and "script" not in text and "attachments" not in text
    assert len(cells.read(text)) == 2


# -- hostile zips ---------------------------------------------------------------------------------


def refused(tmp_path: Path, file: Path) -> str:
    """Why a package is refused; nothing of it may stand anywhere but in its own folder."""
    inside = tmp_path / "uitgepakt"
    inside.mkdir()
    with pytest.raises(Refused) as told:
        unpack(file, inside)
    assert {one.name for one in tmp_path.iterdir()} <= {"uitgepakt", file.name, "werk", "thuis"}
    return "\n".join(told.value.lines)


@pytest.mark.parametrize(
    "name",
    [
        "../decks/a.yaml",
        "decks/../../a.yaml",
        "/etc/decks/a.yaml",
        "C:/decks/a.yaml",
        "C:decks/a.yaml",
        "\\\\server\\decks\\a.yaml",
        "decks\\..\\a.yaml",
        "decks//a.yaml",
        "decks/./a.yaml",
        "decks/con.yaml",
        "decks/LPT1.yaml",
        "decks/com¹.yaml",
        "decks/a.yaml.",
        "decks/a.yaml ",
        "decks/a.yaml::$DATA",
        "decks/.verborgen.yaml",
        "decks/a\u202elmay.yaml",
        "decks/a\x1b[2J.yaml",
        "decks/a\u0301.yaml",
        "decks/" + "a" * 300 + ".yaml",
        "decks/a/b/c/d.yaml",
        "kit/__main__.py",
        "start.py",
        "decks/a.py",
        "media/a.zip",
        "media/a.html",
        "notebooks/a/b.ipynb",
        ".origineel/a.json",
        "gesprekskit.yaml",
    ],
)
def test_a_name_that_leads_out_or_does_not_belong_is_refused(tmp_path, name):
    assert refused(tmp_path, zipped(tmp_path / "p.zip", {name: "x"}))


@pytest.mark.parametrize(
    "names",
    [
        ("decks/a.yaml", "decks/A.yaml"),
        ("decks/straße.yaml", "decks/STRASSE.yaml"),
        ("decks/a.yaml/b.yaml", "decks/a.yaml"),
        ("media/ﬁlm.png", "media/film.png"),
    ],
)
def test_names_that_are_one_on_some_computer_are_refused(tmp_path, names):
    said = refused(tmp_path, zipped(tmp_path / "p.zip", dict.fromkeys(names, "x")))
    assert "twee keer" in said


def test_the_same_name_twice_is_refused(tmp_path):
    file = zipped(tmp_path / "p.zip", {"decks/a.yaml": "x"})
    with zipfile.ZipFile(file, "a") as made, pytest.warns(UserWarning):
        made.writestr("decks/a.yaml", "y")
    assert "twee keer" in refused(tmp_path, file)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_device_is_refused(tmp_path, kind):
    file = zipped(tmp_path / "p.zip", {})
    with zipfile.ZipFile(file, "a") as made:
        info = zipfile.ZipInfo("media/a.png")
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    assert "verwijzing" in refused(tmp_path, file)


def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path):
    file = zipped(tmp_path / "p.zip", {"decks/a.yaml": b"0" * 1_900_000})
    assert "verdacht klein ingepakt" in refused(tmp_path, file)


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_comes_out(tmp_path):
    file = zipped(tmp_path / "p.zip", {"decks/a.yaml": b"0" * 1_900_000})
    raw = file.read_bytes()
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = raw.index(b"decks/a.yaml") - 30 if sign[2] == 3 else raw.rindex(b"decks/a.yaml") - 46
        size = at + (22 if sign[2] == 3 else 24)
        assert raw[at : at + 4] == sign
        raw = raw[:size] + struct.pack("<I", 90_000) + raw[size + 4 :]
    file.write_bytes(raw)
    assert refused(tmp_path, file)
    assert sum(one.stat().st_size for one in (tmp_path / "uitgepakt").rglob("*.yaml")) <= 90_000


def test_too_many_too_large_and_too_much_together_are_refused(tmp_path, monkeypatch):
    def info(name: str, size: int) -> zipfile.ZipInfo:
        one = zipfile.ZipInfo(name)
        one.file_size = one.compress_size = size
        return one

    with pytest.raises(Refused, match="meer dan 500 bestanden"):
        archive.judge([info(f"media/{n}.png", 1) for n in range(501)])
    with pytest.raises(Refused, match="groter dan 2 MB"):
        archive.judge([info("decks/a.yaml", 2_000_001), info(MANIFEST, 2)])
    with pytest.raises(Refused, match="meer dan 500 MB"):
        archive.judge([info(f"media/{n}.mp4", 199_000_000) for n in range(3)])


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"geen zip" * 50, b"PK\x03\x04" + b"\xff" * 200],
    ids=["leeg", "kort", "zonder iets", "tekst", "rommel"],
)
def test_what_is_no_package_is_refused_in_dutch(trainer, tmp_path, capsys, raw):
    trainer("werk")
    file = put(tmp_path, "p.zip", raw)
    code, said = run(capsys, "add-content", file, "--yes")
    assert code == 1 and said.startswith("Dit pakket haal ik niet binnen: p.zip\n  ")
    assert "Traceback" not in said


def test_a_zip_inside_a_zip_is_not_opened(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("a", "b")
    assert "kent de kit niet" in refused(
        tmp_path, zipped(tmp_path / "p.zip", {"decks/a.zip": inner.getvalue()})
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"files": {}}, "decks/start.yaml: dit is veranderd nadat het pakket gemaakt werd."),
        ({"files": []}, "pakket.json klopt niet."),
        ({"gesprekskit": "een"}, "pakket.json klopt niet."),
        ({"gesprekskit": True}, "pakket.json klopt niet."),
    ],
)
def test_a_list_that_does_not_fit_is_refused(trainer, tmp_path, capsys, change, said):
    here = trainer("werk")
    file = zipped(tmp_path / "p.zip", {"decks/start.yaml": TWO}, **change)
    before = own_files(here)
    code, printed = run(capsys, "add-content", file, "--yes")
    assert code == 1 and said in printed and own_files(here) == before


def test_words_from_elsewhere_steer_no_screen(trainer, tmp_path, capsys):
    trainer("werk")
    deck = TWO.replace("Wie mis je hier?", '"\\e[2J\\u202e en dan een heel lange vraag?"')
    file = zipped(tmp_path / "p.zip", {"decks/start.yaml": deck}, maker="\x1b[2J\u202eik")
    said = run(capsys, "add-content", file, "--list")[1]
    assert "\x1b" not in said and "\u202e" not in said and "Maker: �[2J�ik" in said


def test_ids_that_lead_out_do_not_come_in(trainer, tmp_path, capsys):
    here = trainer("werk")
    text = (paths.content_root() / "cases/de-brief.yaml").read_text(encoding="utf-8")
    files = {
        "cases/x.yaml": text.replace("id: de-brief", "id: ../../../weg"),
        "decks/start.yaml": TWO.replace("S40", "../S40"),
    }
    before = {one for one in tmp_path.rglob("*") if here not in one.parents}
    code, said = run(capsys, "add-content", zipped(tmp_path / "p.zip", files), "--yes")
    assert code == 0 and said.count("dit nummer of id kan niet") == 2
    after = {one for one in tmp_path.rglob("*") if here not in one.parents}
    assert after - before <= {tmp_path / "p.zip"}
    assert not list((here / "cases").glob("*.yaml"))


def test_a_record_that_was_tampered_with_removes_nothing_outside(trainer, tmp_path, capsys):
    here = trainer("werk")
    outside = put(tmp_path, "buiten.png", b"x")
    gone = {"file": "../buiten.png", "sha256": hashlib.sha256(b"x").hexdigest()}
    put(here, ".pakketten/1.json", json.dumps({"brought": [gone]}))
    assert run(capsys, "add-content", "--undo")[0] == 0
    assert outside.read_bytes() == b"x"


NAMES = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            ["..", ".", "", "decks", "media", "a.yaml", "a.png", "C:", "con", "nul.png", "\\", "a "]
        ),
        min_size=1,
        max_size=5,
    ).map("/".join),
)


@settings(max_examples=200, deadline=None)
@given(NAMES)
def test_a_name_that_may_stand_in_a_package_stays_in_its_folder_everywhere(name):
    if wrong_name(name) or wrong_kind(name):
        return
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    assert not posix.is_absolute() and not windows.drive and not windows.root
    assert posix.parts == windows.parts == tuple(name.split("/"))
    assert ".." not in posix.parts and not windows.is_reserved()
    assert all(part == part.strip(" .") and part.isprintable() for part in posix.parts)
    assert unicodedata.normalize("NFC", name) == name


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="aAßsSéE/", min_size=1, max_size=6), max_size=6))
def test_names_without_doubles_are_all_different_in_small_letters(names):
    if not doubles(names):
        assert len({name.casefold() for name in names}) == len(names)
