"""Wiping as a facilitator does it: first what there is, then what goes, and what is left of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from kit.group_wiping import DOOMED
from kit.journal import Journal, record
from tests.looking import Visit, axe, button
from tests.planted import bytes_of
from tests.running import Kit

MARK = "GAATWEG"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("wissen") / "gegevens") as running:
        yield running


def spoken(kit, name):
    """A group at its first step with three reflections, a signal, and half a reflection."""
    group = kit.begin(name)
    body = {"group": group, "workshop": 1}
    for number in range(3):
        kit.do("/api/save", **body, kind="reflection", fields={"text": f"{MARK} {number}"})
    kit.do("/api/save", **body, kind="signal", fields={"text": "De brief is te moeilijk."})
    kit.do("/api/draft", **body, form="reflection", fields={"text": f"{MARK} half"})
    return group


def test_what_there_is_is_told_and_the_name_must_be_typed(kit):
    group = spoken(kit, "Telstad")
    told = kit.ask(f"/api/kept?group={group}")[2]
    counts = {one["label"]: one["n"] for one in told["there"]}
    assert (counts["reflecties"], counts["signaal"]) == (3, 1)
    assert counts["tekst die nog niet bewaard was"] == 1
    assert told["name"] == "Telstad" and told["folder"].endswith(group)
    for name in ("", "Telsta", "Alles"):
        status, _, answer = kit.ask("/api/wipe/group", {"group": group, "name": name})
        assert (status, answer["message"]) == (400, "Typ de naam precies zo: Telstad")
    assert kit.ask(f"/api/kept?group={group}")[2]["there"] == told["there"]


def test_a_second_copy_on_the_same_folder_wipes_nothing(kit):
    group = spoken(kit, "Dubbelstad")
    with Kit(kit.data) as second:
        for path in ("/api/wipe/group", "/api/wipe/learning"):
            status, _, answer = second.ask(path, {"group": group, "name": "Dubbelstad"})
            assert status == 507 and answer["message"].startswith("Gesprekskit staat twee keer")
    assert kit.do("/api/wipe/learning", group=group)["message"] == (
        "Gewist: 3 reflecties, 1 tekst die nog niet bewaard was."
    )


def test_reflections_go_with_two_presses_and_the_rest_stays(browser, kit):
    group = spoken(kit, "Nustad")
    kit.do("/api/group/choose", id=group)
    with Visit(browser, kit) as visit:
        page = visit.start()
        button(page, "Gegevens van deze groep").click()
        expect(page.locator("#kept-there")).to_contain_text("3 reflecties")
        assert axe(page) == []
        button(page, "Reflecties nu wissen").press("Enter")
        expect(button(page, "Niet doen")).to_be_focused()
        page.keyboard.press("Enter")
        expect(button(page, "Reflecties nu wissen")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        said = "Gewist: 3 reflecties, 1 tekst die nog niet bewaard was."
        expect(page.locator("#learning-said")).to_have_text(said)
        expect(page.locator("#kept-there")).to_contain_text("1 signaal")
        expect(page.locator("#kept-there")).not_to_contain_text("reflectie")
        page.get_by_text("Wat van deze groep al gewist is").click()
        expect(page.locator("#group-receipts")).to_contain_text("3 reflecties")
        assert axe(page) == []
    assert MARK.encode() not in bytes_of(kit.data / group)


def test_all_of_a_group_goes_and_its_windows_are_led_to_the_start_page(browser, kit):
    group = spoken(kit, "Wegstad")
    kit.do("/api/group/choose", id=group)
    with Visit(browser, kit, forgive=("400",)) as visit:
        console, beamer = visit.console(group), visit.beamer()
        desk = visit.context.new_page()
        desk.goto(f"{kit.base}/overzicht?group={group}")
        kit.do("/api/group/choose", id=group)
        page = visit.start()
        button(page, "Gegevens van deze groep").click()
        page.get_by_text("Alles van deze groep wissen").first.click()
        name = page.get_by_label("Typ de naam van de groep: Wegstad")
        name.fill("Weg")
        name.press("Enter")
        expect(page.locator("#wipe-trouble")).to_have_text("Typ de naam precies zo: Wegstad")
        assert axe(page) == []
        name.fill("gemeente wegstad")
        name.press("Enter")
        expect(page.locator("#wiped-notice")).to_contain_text("Alles van Wegstad is uit")
        for window in (console, desk):
            expect(window.locator("#wiped-notice")).to_contain_text("Kies een groep")
            assert window.url == f"{kit.base}/"
        expect(beamer.locator("h1")).to_have_text("Welkom")
        button(page, "Bewijs van wissen").press("Enter")
        expect(page.locator("#receipts li").first).to_contain_text("3 reflecties, 1 signaal")
        assert axe(page) == []
        late = visit.context.new_page()  # a window that was asleep when it happened
        late.goto(f"{kit.base}/")
        late.evaluate(
            "(group) => import('/kit/net.js').then((net) =>"
            " net.follow(`/api/console?group=${group}&workshop=1`, () => {}))",
            group,
        )
        expect(late.locator("#wiped-notice")).to_contain_text("Kies een groep")
    left = bytes_of(kit.data)
    assert group.encode() not in left and b"Wegstad" not in left
    receipt = json.loads((kit.data / ".kit" / "wiped.json").read_bytes())[0]
    assert "egstad" not in str(receipt) and receipt["what"]["reflection"] == 3


def test_a_start_wipes_what_is_due_and_finishes_a_group_before_it_says_that_it_is_there(tmp_path):
    data = tmp_path / "gegevens"
    data.mkdir()
    journal = Journal(data / "oudstad")
    journal.append(record("group", "oudstad", None, "", name="Oudstad"))
    old = record("reflection", "oudstad", 1, "", text=MARK)
    moment = datetime.now(UTC) - timedelta(days=92)
    del old["check"]
    journal.append(old | {"time": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
    journal.close()
    doomed = data / f"{DOOMED}0011223344556677"
    (doomed / ".kit").mkdir(parents=True)
    (doomed / "x.jsonl").write_text(MARK)
    receipt = {"id": "1", "when": "2026-08-23T10:00:00Z", "what": {"group": 1}, "why": "group"}
    (doomed / ".kit" / "wiping.json").write_text(json.dumps({"all": True, "receipt": receipt}))
    with Kit(data) as kit:
        assert MARK.encode() not in bytes_of(data) and not doomed.exists()
        assert len(kit.ask("/api/wiped")[2]["receipts"]) == 1
        (wiped,) = kit.ask("/api/kept?group=oudstad")[2]["receipts"]
    assert (wiped["what"], wiped["why"]) == ("1 reflectie", "90 dagen na het opschrijven")
