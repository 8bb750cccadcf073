"""What a group takes home: everything in one folder, nothing over what is there, nobody by name."""

import errno
import http.client
import io
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from kit import content, script, takeaway
from kit.__main__ import main
from kit.journal import Journal, new_id, record
from kit.outputs import keeping
from kit.paths import content_root
from kit.series import fold
from kit.slip_codes import code_of, of_card, of_stage, of_workshop
from kit.takeaway import Choice, Home, Making
from tests.looking import Visit, axe, button, records, tab_to
from tests.planted import bytes_of
from tests.running import Kit

GROUP = "proefstad"
NAME = "Bartholomea Kwikkelsteyn"
SAID = "Ahmed Yilmaz wacht op een woning."
ALL = [
    "Acties en signalen.xlsx",
    "Acties voor de planner.txt",
    "Acties.csv",
    "Agenda.ics",
    "Signalen.csv",
    "Verslag workshop 1 Proefstad.docx",
    "Verslag workshop 1 Proefstad.html",
    "Verslag workshop 1 Proefstad.pdf",
]


@pytest.fixture(scope="module")
def words():
    return content.load(content_root())


@pytest.fixture(scope="module")
def scripts():
    files = sorted((content_root() / "notebooks").glob("workshop-*.ipynb"))
    return {one.number: one for one in (script.read(file, file)[0] for file in files)}


@pytest.fixture
def home(words, scripts):
    run, step = new_id(), scripts[1].steps[1]
    at = {"run": run, "here": 1, "title": step.title, "verb": step.verb, "laid": []}
    series = fold(
        [
            record("session", GROUP, 1, step.id, action="next", **at),
            record("reflection", GROUP, 1, step.id, run=run, text="We bellen liever."),
            record("signal", GROUP, 1, step.id, run=run, text=SAID, role="uitvoering"),
            record("agreement", GROUP, 1, step.id, run=run, then="bel ik", owner="Fatima"),
        ]
    )
    return Home(GROUP, "Proefstad", series, words, scripts, datetime(2026, 11, 22, tzinfo=UTC))


def everything(released=()):
    return Choice(1, frozenset(takeaway.parts()), frozenset(released))


def plain(name, data=b"x"):
    return Making(name, name, lambda: data)


def listed(folder):
    return sorted(one.name for one in folder.iterdir())


# -- names, versions, whole files ----------------------------------------------------------------


@pytest.mark.parametrize("words", ["a/b:c*?", "CON", "lpt1.x", "...", "x" * 300, "naam. ", "\x00"])
def test_a_name_is_one_that_windows_accepts(words):
    made = keeping.name(words)
    assert 0 < len(made) <= keeping.MOST and not re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$', made)
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", made)


def test_what_is_there_is_never_overwritten_and_one_folder_has_one_version(tmp_path):
    folder = takeaway.folder_of(tmp_path, 1, datetime(2026, 11, 22).date())
    assert folder.relative_to(tmp_path).as_posix() == "meenemen/2026-11-22 workshop 1"
    first = takeaway.put(folder, takeaway.produced([plain("a.docx", b"1"), plain("b.pdf", b"1")]))
    (folder / "b.pdf").unlink()
    again = takeaway.put(folder, takeaway.produced([plain("a.docx", b"2"), plain("b.pdf", b"2")]))
    assert [one.name for one in (*first, *again)] == ["a.docx", "b.pdf", "a-2.docx", "b-2.pdf"]
    assert (folder / "a.docx").read_bytes() == b"1"
    assert listed(folder) == ["a-2.docx", "a.docx", "b-2.pdf"]
    assert takeaway.folders(tmp_path) == ["2026-11-22 workshop 1"]


def test_without_links_a_file_is_not_overwritten_either(tmp_path, monkeypatch):
    def none(*_):
        raise OSError(errno.EPERM, "no links on this stick")

    monkeypatch.setattr("pathlib.Path.hardlink_to", none)
    made = [keeping.keep(tmp_path / "a.pdf", data) for data in (b"1", b"2")]
    assert [(one.name, one.read_bytes()) for one in made] == [("a.pdf", b"1"), ("a-2.pdf", b"2")]
    assert listed(tmp_path) == ["a-2.pdf", "a.pdf"]


def test_a_disk_that_is_full_half_way_leaves_nothing_half(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "full")

    (tmp_path / ".0123456789ab.half").write_bytes(b"of a killed writer")
    monkeypatch.setattr(os, "fsync", full)
    (made,) = takeaway.put(tmp_path, [(plain("a.pdf"), b"x")])
    assert made.trouble == "De schijf is vol. Maak ruimte vrij. Druk daarna nog eens op Klaar."
    assert listed(tmp_path) == []


def test_one_file_that_fails_stops_no_other_and_no_word_of_it_is_told(tmp_path, capsys):
    def broken():
        raise ValueError(SAID)

    wanted = [plain("a.docx"), Making("b.pdf", "Verslag", broken), plain("c.csv")]
    made = takeaway.put(tmp_path, takeaway.produced(wanted))
    assert [bool(one.trouble) for one in made] == [False, True, False]
    assert listed(tmp_path) == ["a.docx", "c.csv"]
    told = capsys.readouterr()
    assert "b.pdf: ValueError" in told.err and "Ahmed" not in told.err + told.out


def test_a_group_that_was_wiped_meanwhile_does_not_come_back(tmp_path):
    folder = takeaway.folder_of(tmp_path / "weg", 1, datetime(2026, 11, 22).date())
    (made,) = takeaway.put(folder, [(plain("a.pdf"), b"x")])
    assert made.trouble.startswith("De map is weg.") and listed(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows opens a folder itself")
def test_the_folder_is_opened_without_a_shell_and_without_a_program_nothing_happens(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not takeaway.show(tmp_path)
    for name in ("xdg-open", "open"):
        (tmp_path / name).write_text('#!/bin/sh\nprintf "%s" "$1" > "$0.saw"\n')
        (tmp_path / name).chmod(0o700)
    wanted, threads = tmp_path / "a; touch boos", []
    monkeypatch.setattr("threading.Thread.start", lambda thread: threads.append(thread.run()))
    assert takeaway.show(wanted)
    assert [one.read_text() for one in tmp_path.glob("*.saw")] == [str(wanted)]
    assert not (tmp_path / "boos").exists()


# -- what leaves ---------------------------------------------------------------------------------


def test_only_words_that_were_let_go_leave_and_only_those_that_may(home):
    ids = {one["kind"]: one["id"] for one in home.series.words}
    assert takeaway.released(home, everything(ids.values())) == {ids["reflection"]}
    for released in ((), [ids["reflection"]]):
        made = dict(takeaway.produced(takeaway.makings(home, everything(released))))
        page = next(data for one, data in made.items() if one.name.endswith(".html")).decode()
        assert ("We bellen liever." in page) is bool(released)
        assert all(made.values())


def test_every_find_says_why_and_where_and_what_is_ours_or_an_owner_is_none(home):
    (found,) = takeaway.finds(home, everything())
    assert (found["kind"], found["text"]) == ("name", "Ahmed Yilmaz")
    assert found["reason"] and found["places"] == [("Acties en signalen", SAID)]


def test_an_owner_may_be_a_first_name_and_a_place_an_address_but_nothing_else(home):
    at = {"run": home.series.words[0]["run"], "then": "bel ik"}
    plan = {"date": "2026-12-01", "start": "13:30", "minutes": 90}
    said = [
        record("agreement", GROUP, 1, "", **at, owner="Jan 06-12345678"),
        record("plan", GROUP, 2, "", **plan, place="Bij Piet Bakker, Dorpsstraat 12"),
    ]
    for fields in ({"owner": "Jan"}, {"owner": "Jan 06-12345678"}):
        said[0] |= fields
        series = fold([*home.series.words, *said])
        found = takeaway.finds(replace(home, series=series), Choice(1))
        told = {(one["kind"], one["text"], one["places"][0][0]) for one in found}
        asked = {("phone", "06-12345678", takeaway.LISTS)} if "06" in fields["owner"] else set()
        assert told - {("name", "Ahmed Yilmaz", takeaway.LISTS)} == asked | {
            ("name", "Piet Bakker", takeaway.PLANNED)
        }


def test_a_paper_of_the_group_comes_from_the_command_and_one_with_words_does_not(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "g").mkdir()
    journal = Journal(tmp_path / "g" / GROUP)
    journal.append(record("group", GROUP, None, "", name="Proefstad"))
    journal.close()
    monkeypatch.chdir(tmp_path)
    asked = ["print", "--data", str(tmp_path / "g"), "--group", "proefstad", "--paper"]
    assert main([*asked, "uitnodiging"]) == 0
    assert (tmp_path / "Uitnodiging workshop 1 Proefstad.pdf").read_bytes().startswith(b"%PDF")
    assert main([*asked, "overdracht"]) == 2
    assert "Maak het op de pagina Meenemen." in capsys.readouterr().err


# -- over HTTP -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("meenemen") / "gegevens") as running:
        yield running


def spoken(kit, name, signal=SAID):
    """A group at the last step of workshop 1, with a signal and a reflection."""
    group = kit.begin(name)
    body = {"group": group, "workshop": 1}
    fields = {"text": signal}
    seen = [{"kind": "name", "text": "Ahmed Yilmaz"}]
    kit.do("/api/save", **body, kind="signal", fields=fields, confirmed=seen)
    kit.do("/api/save", **body, kind="reflection", fields={"text": "We bellen liever."})
    kit.do("/api/do", **body, action="go", step="afspraak-en-check-out")
    return group


def wish(group, **more):
    return {"group": group, "workshop": 1, "parts": ["signals"], "released": [], **more}


def test_the_server_makes_nothing_until_a_person_saw_what_was_found(kit):
    group = spoken(kit, "Zekerstad")
    place = kit.data / group / "meenemen"
    for confirmed in (None, [], True, [{"kind": "name", "text": "Een ander"}]):
        status, _, said = kit.ask("/api/takeaway", wish(group, confirmed=confirmed))
        assert (status, said["finds"][0]["text"]) == (409, "Ahmed Yilmaz")
    assert not place.exists() and len(records(kit, "privacy_confirmed", group)) == 1
    seen = [{"kind": one["kind"], "text": one["text"]} for one in said["finds"]]
    made = kit.do("/api/takeaway", **wish(group, confirmed=seen))
    assert [one["trouble"] for one in made["files"]] == [""] * len(ALL)
    assert listed(place / made["name"]) == [one.replace("Proef", "Zeker") for one in ALL]
    kept = records(kit, "privacy_confirmed", group)[-1]
    assert (kept["about"], kept["counts"], kept["workshop"]) == ("meenemen", {"name": 1}, 1)
    assert "Ahmed" not in json.dumps(kept)


def test_all_that_was_taken_home_goes_when_the_group_is_wiped(kit):
    group = spoken(kit, "Weggastad", "De brief is te moeilijk.")
    kit.do("/api/takeaway", **wish(group))
    counted = {one["label"]: one["n"] for one in kit.ask(f"/api/kept?group={group}")[2]["there"]}
    assert counted["andere bestanden in de map"] == len(ALL)
    kit.do("/api/wipe/group", group=group, name="Weggastad")
    assert not (kit.data / group).exists() and b"te moeilijk" not in bytes_of(kit.data)


def test_what_no_page_of_ours_asks_is_refused(kit):
    group = spoken(kit, "Dichtstad", "De brief is te moeilijk.")
    ask = kit.ask
    assert ask("/api/takeaway", wish(group), Authorization="")[0] == 403
    assert ask("/api/takeaway", {**wish(group), "parts": "signals"})[0] == 400
    for more in (
        {"group": "../.kit"},
        {"group": "nergens"},
        {"workshop": 77},
        {"workshop": "../1"},
    ):
        assert ask("/api/takeaway", {**wish(group), **more})[0] == 400
    for name in ("..", "../..", ".", "", "/", "2026-11-22 workshop 1/.."):
        assert ask("/api/takeaway/open", {"group": group, "name": name})[0] == 400
    for paper in ("overdracht", "deelnamebewijs"):
        assert ask(f"/papier/{paper}?group={group}&name=x")[0] == 404
    status, _, said = ask(f"/papier/kaarten?group={group}&x=veel")
    assert status == 400 and "Vul hier een heel getal in." in said
    assert ask(f"/papier/belofte?group={group}&form=%ff&which=%ff&group=%ff")[0] == 400
    assert ask(f"/meenemen/verslag?group={group}&workshop={'9' * 5000}")[0] == 400
    assert ask("/huisstijl.css", Referer="http://[")[0] == 200
    for path in ("a\0b", "~niemand-hier/x", "x" * 5000, str(kit.data / "werk"), "/\ud800"):
        status, _, said = ask("/api/workspace", {"path": path})
        assert status == 400 and "Kies een andere map." in said["message"], path
    assert not (kit.data / "werk").exists()
    status, headers, page = ask(f"/meenemen/verslag?group={group}&workshop=1&parts=signals")
    assert status == 200 and "De brief is te moeilijk." in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script" not in headers["Content-Security-Policy"]
    assert not (kit.data / group / "meenemen").exists()


def test_a_name_on_a_certificate_is_in_that_paper_and_in_nothing_else(kit):
    group = spoken(kit, "Naamstad", "De brief is te moeilijk.")
    body = {"group": group, "what": "deelnamebewijs", "asked": {"name": NAME}}
    assert kit.ask("/api/takeaway/paper", body, Authorization="")[0] == 403
    line = http.client.HTTPConnection("127.0.0.1", kit.port)
    token = {"Authorization": f"token {kit.token}"}
    line.request("POST", "/api/takeaway/paper", json.dumps(body), token)
    reply = line.getresponse()
    told, headers = PdfReader(io.BytesIO(reply.read())), str(reply.headers)
    line.close()
    assert NAME in " ".join(told.pages[0].extract_text().split())
    assert not told.metadata.author and "Kwikkel" not in f"{dict(told.metadata)} {headers}"
    assert b"Kwikkel" not in bytes_of(kit.data) and "Kwikkel" not in "".join(kit.said)


# -- typing over slips ---------------------------------------------------------------------------


def test_a_slip_keeps_the_step_the_card_or_the_stage_it_was_about(kit, words, scripts):
    group = spoken(kit, "Briefstad", "De brief is te moeilijk.")
    body = {"group": group, "workshop": 1}
    start, card, case = (
        scripts[1].steps[1],
        next(iter(words.cards.values())),
        words.cases["de-brief"],
    )
    codes = {one.form + one.step: code_of(one) for one in of_workshop(scripts[1], words)}
    measured = codes["measurement" + start.id]
    assert kit.do("/api/code", **body, code=f" {measured[:2]}-{measured[2:].lower()}")["form"] == (
        f"measurement@{measured}"
    )
    told = kit.state(group)["forms"][-1]
    assert told["tab"] == f"Briefje {measured}" and len(told["fields"][0]["statements"]) == 6
    answers = {"answers": [1, 2, 3, 4, 5, None]}
    kind = f"measurement@{measured}"
    assert kit.do("/api/save", **body, kind=kind, fields=answers)["where"] == start.title
    kept = records(kit, "measurement", group)[-1]
    assert (kept["step"], kept["moment"], kept["answers"][0]) == (start.id, "start", 1)
    kinds = {}
    for name, target in {"card": of_card(card), "stage": of_stage(case, 2)}.items():
        kinds[name] = kit.do("/api/code", **body, code=code_of(target))["form"]
        text = {"text": f"Van papier: {name}"}
        kit.do("/api/save", **body, kind=kinds[name], fields=text)
    by_card, by_stage = records(kit, "reflection", group)[-2:]
    assert (by_card["card"], by_card["step"]) == (card.id, "afspraak-en-check-out")
    assert (by_stage["case"], by_stage["stage"]) == (case.id, 2)
    signal = next(one for one in of_workshop(scripts[1], words) if one.form == "signal")
    kind = kit.do("/api/code", **body, code=code_of(signal))["form"]
    kit.do("/api/save", **body, kind=kind, fields={"text": "De toets komt te vroeg."})
    assert records(kit, "signal", group)[-1]["step"] == signal.step
    better = {"text": "Beter", "role": ""}
    kit.do("/api/save", **body, kind="reflection", fields=better, replaces=by_card["id"])
    assert records(kit, "reflection", group)[-1]["card"] == card.id
    assert kit.do("/api/code", **body, code="")["form"] == ""
    assert len(kit.state(group)["forms"]) == 5


def test_a_code_that_is_not_there_is_told_with_the_nearest(kit, words, scripts):
    group = spoken(kit, "Foutstad", "De brief is te moeilijk.")
    code = code_of(of_workshop(scripts[1], words)[0])
    wrong = code[:3] + next(sign for sign in "2346789" if sign != code[3])
    other = code_of(of_workshop(scripts[2], words)[0])
    for typed, said in {
        wrong: f"De code {wrong} is er niet. Bedoel je {code}: “Startmeting”?",
        "YYYY": "De code YYYY is er niet. Een code is een letter met drie tekens, zoals R7KD.",
        other: f"Briefje {other} hoort bij workshop 2. Open die workshop en typ het daar.",
    }.items():
        status, _, answer = kit.ask("/api/code", {"group": group, "workshop": 1, "code": typed})
        assert (status, answer["message"]) == (400, said)
    body = {"group": group, "workshop": 1, "fields": {"text": "x"}}
    assert kit.ask("/api/save", {**body, "kind": f"signal@{code}"})[0] == 400


# -- as a facilitator does it --------------------------------------------------------------------


def test_from_the_end_of_a_workshop_to_the_folder_with_the_keyboard_only(kit, browser):
    group = spoken(kit, "Toetsstad")
    with Visit(browser, kit) as visit:
        page = visit.console(group)
        tab_to(page, "Meenemen")
        page.keyboard.press("Enter")
        expect(page.locator("#doubts-place mark")).to_have_text("Ahmed Yilmaz")
        expect(page.frame_locator("#preview").locator("h1")).to_contain_text("Verslag workshop 1")
        closed = "document.querySelector('#preview').remove()"  # no script may run in that frame
        page.evaluate(closed)
        found = {"finds": axe(page)}
        tab_to(page, "Ik heb het gelezen. Zo mag het mee.")
        page.keyboard.press("Space")
        tab_to(page, "Klaar")
        page.keyboard.press("Enter")
        expect(page.locator("#made-title")).to_be_focused()
        expect(page.locator("#made-title")).to_have_text("Alles staat klaar")
        expect(page.locator("#files li")).to_have_count(len(ALL))
        found["made"] = axe(page)
        assert found == {"finds": [], "made": []}
    (folder,) = (kit.data / group / "meenemen").iterdir()
    assert len(listed(folder)) == len(ALL)


def test_a_group_without_a_workshop_and_a_folder_that_cannot_be_made(kit, browser):
    empty = kit.do("/api/group", name="Beginstad")["group"]["id"]
    group = spoken(kit, "Pechstad", "De brief is te moeilijk.")
    (kit.data / group / "meenemen").write_bytes(b"")
    with Visit(browser, kit) as visit:
        page = visit.context.new_page()
        page.goto(f"{kit.base}/meenemen?group={empty}")
        expect(page.locator("#nothing")).to_be_visible()
        expect(button(page, "Klaar")).to_be_hidden()
        found = {"empty": axe(page)}
        page.goto(f"{kit.base}/meenemen?group={group}")
        expect(page.locator("#preview")).to_have_attribute("src", re.compile("verslag"))
        page.evaluate("document.querySelector('#preview').remove()")
        button(page, "Klaar").click()
        expect(page.locator("#made-title")).to_have_text("Er is niets gemaakt")
        expect(page.locator("#files .not")).to_contain_text("Druk daarna nog eens op Klaar.")
        found["failed"] = axe(page)
        assert found == {"empty": [], "failed": []}


def test_the_code_of_a_slip_puts_the_keyboard_in_the_right_field(kit, browser, words, scripts):
    group = spoken(kit, "Codestad", "De brief is te moeilijk.")
    target = next(one for one in of_workshop(scripts[1], words) if one.form == "reflection")
    with Visit(browser, kit) as visit:
        page = visit.console(group)
        page.keyboard.press("c")
        page.keyboard.type(code_of(target).lower())
        page.keyboard.press("Enter")
        expect(page.locator("#panels .asks")).to_have_text(target.asks)
        expect(page.locator("#panels textarea")).to_be_focused()
        page.keyboard.type("Van papier")
        page.keyboard.press("Control+Enter")
        title = next(one.title for one in scripts[1].steps if one.id == target.step)
        expect(page.locator("#saved")).to_contain_text(f"Bewaard bij ‘{title}’")
        assert axe(page) == []
        button(page, f"Sluit briefje {code_of(target)}").click()
        expect(page.locator("#tabs [aria-selected=true]")).to_have_text("Afspraak")
    assert records(kit, "reflection", group)[-1]["step"] == target.step
