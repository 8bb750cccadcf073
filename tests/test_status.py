"""What `kit status` prints: how each group stands, as the pages show it; it touches nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from kit import answers
from kit.__main__ import main as kit
from kit.folder import Folder
from kit.journal import Journal, read, record
from kit.overview import counts
from kit.series import fold
from kit.status import main
from tests.running import ROOT


@pytest.fixture
def data(tmp_path) -> Path:
    """A folder with one group: two signals, one answered; one agreement half done; one workshop."""
    id = Folder(tmp_path).add_group("Voorbeeldstad")
    journal = Journal(tmp_path / id)

    def keep(kind: str, workshop: int | None = 1, **fields: object) -> None:
        journal.append(record(kind, id, workshop, "", **fields))

    keep("session", run="een", here=8, finished=True)
    keep("signal", text="De brief is te moeilijk.", run="een")
    keep("signal", text="Er is geen tolk.", run="een")
    keep("agreement", then="bel ik zelf", run="een")
    keep("parked", text="De wachttijd.", run="een")
    series = fold(read(tmp_path / id).records)
    given = {"outcome": "nee", "reason": "Geen geld.", "by": "beleid"}
    keep("decision", None, **answers.fields("decision", series.signals[0], given))
    keep("review", None, **answers.fields("review", series.agreements[0], {"outcome": "half"}))
    keep("session", 2, run="twee", here=1, title="Stil eigen oordeel")
    journal.close()
    return tmp_path


def later(weeks: int) -> date:
    return date.today() + timedelta(weeks=weeks)


def test_each_group_tells_how_it_stands(data, capsys):
    assert main(data) == 0
    assert capsys.readouterr().out == (
        "Voorbeeldstad\n"
        "  Workshops   1 gedaan; workshop 2 is begonnen en niet af, bij “Stil eigen oordeel”\n"
        "  Signalen    2 open, 0 te laat, 1 met een antwoord, 0 afgesloten\n"
        "  Antwoorden  3 van 3 op tijd\n"
        "  Afspraken   1 open, 1 besproken\n"
        "  Geparkeerd  1\n"
    )


def test_what_is_late_is_told(data, capsys):
    main(data, today=later(9))
    assert "2 open, 1 te laat" in capsys.readouterr().out


def test_json_holds_the_figures_of_the_pages(data, capsys):
    assert main(data, as_json=True, today=later(9)) == 0
    series = fold(read(data / "voorbeeldstad").records)
    known = {"group": "voorbeeldstad", "name": "Voorbeeldstad"}
    assert json.loads(capsys.readouterr().out) == [known | counts(series, later(9))]


def test_groups_come_by_name_and_a_new_one_has_nothing_yet(data, capsys):
    Folder(data).add_group("Aalten")
    main(data)
    first, second = capsys.readouterr().out.split("\n\n")
    assert first.splitlines() == [
        "Aalten",
        "  Workshops   nog geen gedaan",
        "  Signalen    nog geen",
        "  Antwoorden  nog geen",
        "  Afspraken   nog geen",
        "  Geparkeerd  niets",
    ]
    assert second.startswith("Voorbeeldstad")


def test_two_answers_side_by_side_are_told(data, capsys):
    other = record(
        "decision",
        "voorbeeldstad",
        None,
        "",
        outcome="ja",
        reason="Toch wel.",
        target=fold(read(data / "voorbeeldstad").records).signals[0].id,
        after=[],
    )
    journal = Journal(data / "voorbeeldstad")
    journal.append(other)
    journal.close()
    main(data)
    assert "1 met twee antwoorden naast elkaar" in capsys.readouterr().out


def test_a_line_that_is_not_whole_is_named_and_the_rest_counts(data, capsys):
    torn = data / "voorbeeldstad" / "20260101T000000Z-torn.jsonl"
    torn.write_bytes(b'{"kind":"signal","te')
    assert main(data) == 0
    told = capsys.readouterr()
    assert "2 open" in told.out
    assert told.err == (
        f"{torn}, regel 1: deze regel is niet heel. Deze telt niet mee en blijft staan.\n"
    )


def test_json_stays_json_when_a_line_is_not_whole(data, capsys):
    (data / "voorbeeldstad" / "torn.jsonl").write_bytes(b"{")
    main(data, as_json=True)
    assert len(json.loads(capsys.readouterr().out)) == 1


# -- nothing there -------------------------------------------------------------------------------


@pytest.mark.parametrize("as_json", [False, True])
def test_a_folder_that_is_not_there_is_told_with_the_remedy_and_not_made(tmp_path, capsys, as_json):
    gone = tmp_path / "weg"
    assert main(gone, as_json) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"De map {gone} is er niet. Geef de map met je groepen: kit status --data MAP\n"
    )
    assert not gone.exists()


def test_a_file_is_no_folder(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("hoi", "utf-8")
    assert main(tmp_path / "a.txt") == 1
    assert "is er niet" in capsys.readouterr().err


def test_a_folder_without_groups_says_how_to_begin(tmp_path, capsys):
    assert main(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"In {tmp_path} staat nog geen groep. Typ kit start en vul de naam van een gemeente in.\n"
    )


def test_a_folder_that_may_not_be_read_is_told(tmp_path, capsys, monkeypatch):
    def refuse(_folder):
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert main(tmp_path) == 1
    assert "kan niet worden gelezen" in capsys.readouterr().err


# -- it only looks -------------------------------------------------------------------------------


def test_it_writes_nothing_and_works_while_the_kit_has_the_folder_open(data, capsys):
    folder = Folder(data)
    assert folder.lock()
    before = {one: one.stat().st_mtime_ns for one in sorted(data.rglob("*"))}
    try:
        assert main(data) == 0
        assert {one: one.stat().st_mtime_ns for one in sorted(data.rglob("*"))} == before
    finally:
        folder.unlock()


# -- as a command --------------------------------------------------------------------------------


def test_the_command_looks_where_it_is_told(data):
    words = [sys.executable, "-m", "kit", "status", "--data", str(data), "--json"]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["signals"] == 2


def test_without_a_folder_the_command_looks_where_kit_start_keeps(data, monkeypatch, capsys):
    (data / "gesprekskit.yaml").touch()
    (data / "voorbeeldstad").rename(data / "sessions")
    monkeypatch.chdir(data)
    assert kit(["status"]) == 1
    assert f"In {data / 'sessions'} staat nog geen groep" in capsys.readouterr().err


def test_wrong_use_is_told_in_dutch(capsys):
    with pytest.raises(SystemExit) as left:
        kit(["status", "--data"])
    assert left.value.code == 2
    assert "Achter --data hoort nog iets." in capsys.readouterr().err
