"""The room test: what is found right or wrong before people come in, and what to do about it."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from kit import readiness
from kit.folder import Folder
from kit.journal import Journal, record
from tests.looking import LAPTOP, OLD_BEAMER, Visit, axe
from tests.running import Kit

NOW = datetime(2026, 11, 26, 13, 5, tzinfo=UTC)
Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path / "sessions")
    made.ensure()
    return made


def test_a_laptop_that_is_fine_says_so_without_advice(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(9, 1, 80_000_000_000))
    found = readiness.checks(folder, NOW, lambda: 0.0)
    assert [one.said for one in found] == [
        "Bewaren lukt.",
        "Er is 80 GB vrij.",
        "Het is 26 november 2026, 13.05 uur.",
    ]
    assert all(one.ok and not one.remedy for one in found)


def test_a_disk_with_little_room_asks_for_room(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(9, 1, 120_000_000))
    found = readiness.room_left(folder)
    assert not found.ok
    assert found.said == "Er is 120 MB vrij."
    assert "Maak ruimte" in found.remedy


def test_a_folder_that_is_gone_is_said_and_not_raised(tmp_path):
    found = readiness.room_left(Folder(tmp_path / "weg"))
    assert not found.ok
    assert found.remedy == "Zet de map terug."


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path):
    (tmp_path / "sessions").write_text("een bestand")
    found = readiness.writing(Folder(tmp_path / "sessions"))
    assert not found.ok
    assert "Kies een andere map." in found.remedy


def test_a_slow_disk_is_told(folder):
    ticks = iter([0.0, readiness.SLOW + 0.1])
    found = readiness.writing(folder, lambda: next(ticks))
    assert found.said == "Bewaren lukt, maar langzaam."
    assert not found.ok


@pytest.mark.parametrize("now", [datetime(2011, 1, 1, tzinfo=UTC), NOW - timedelta(days=26)])
def test_a_clock_before_the_kit_was_made_is_wrong(folder, now):
    found = readiness.time_of_day(folder, now)
    assert not found.ok
    assert "Zet de klok" in found.remedy


def test_a_clock_days_behind_what_was_kept_is_wrong(folder):
    journal = Journal(folder.path / "voorbeeldstad")
    journal.append(record("group", "voorbeeldstad", None, "", name="Voorbeeldstad"))
    journal.close()
    kept = folder.newest()
    assert not readiness.time_of_day(folder, kept - timedelta(days=3)).ok
    late = max(kept, datetime(2026, 11, 2, tzinfo=UTC))
    assert readiness.time_of_day(folder, late + timedelta(hours=1)).ok


# -- the page ------------------------------------------------------------------------------------

AS_IF = """
navigator.getBattery = async () => ({ level: 0.4, charging: false, addEventListener() {} });
Object.defineProperty(screen, "isExtended", { get: () => false });
"""


def row(page, name):
    return page.locator("#checks li").filter(has=page.get_by_role("heading", name=name))


def test_the_room_is_tried_out_with_a_beamer_and_a_clicker(browser, tmp_path):
    with Kit(tmp_path / "sessions") as kit, Visit(browser, kit) as visit:
        group = kit.begin()
        step = kit.state(group)["here"]
        visit.context.add_init_script(AS_IF)
        page = visit.context.new_page()
        page.goto(f"{kit.base}/zaaltest")
        expect(row(page, "Bewaren")).to_contain_text("Bewaren lukt.")
        expect(row(page, "Stroom")).to_contain_text("Sluit de lader aan.")
        expect(row(page, "Tweede scherm")).to_contain_text("Uitbreiden")
        assert axe(page) == []

        page.get_by_role("button", name="Beamer openen").focus()
        with page.expect_popup() as opened:
            page.keyboard.press("Enter")
        beamer = opened.value
        beamer.set_viewport_size(OLD_BEAMER)
        expect(beamer.get_by_role("heading", name="Kun je dit achterin lezen?")).to_be_visible()
        assert axe(beamer) == []
        beamer.keyboard.press("PageDown")
        expect(row(page, "Toetsen of klikker")).to_contain_text("Gehoord: volgende.")
        page.get_by_role("button", name="Nee", exact=True).click()
        expect(row(page, "Lezen vanaf")).to_contain_text("Doe de gordijnen dicht")
        page.keyboard.press("Enter")  # the keyboard stayed on its line
        expect(row(page, "Lezen vanaf")).to_contain_text("te lezen.")
        for size in (LAPTOP, OLD_BEAMER):
            page.set_viewport_size(size)
            assert axe(page) == []
        page.close()
        expect(beamer.get_by_role("heading", name="Kun je dit achterin lezen?")).to_be_hidden()
        assert kit.state(group)["here"] == step  # a clicker that is tried out turns no page
