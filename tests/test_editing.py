"""A file changes while the kit runs: it is seen, nobody loses their place, a mistake waits."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from kit import notebook
from kit.content.last_good import LastGood
from kit.editing import LATER, STAYS, renewed
from kit.model import Step, Workshop
from kit.paths import content_root
from kit.session import Clock, Session
from kit.watching import SETTLES, SURE, Files, Watching
from tests.running import Kit

FIRST = "Welk moment in een gesprek vergeet je niet meer?"
NEW = "Welk moment bleef je bij?"
DECK = (content_root() / "decks" / "gesprek.yaml").read_text(encoding="utf-8")
LINE = DECK.split("\n").index(f"    vraag: {FIRST}") - 3 + 1
BROKEN = DECK.replace("    diepte: 1\n    doel: openen", "    diepte: 9\n    doel: openen", 1)
WRONG = f"decks/gesprek.yaml, regel {LINE}: bij 'diepte' staat '9'."
STILL, LONG = SETTLES + 0.01, SURE + 0.01


@pytest.fixture
def own(tmp_path):
    """A workspace with one deck of its own, which goes over that of the kit."""
    for part in ("decks", "notebooks"):
        (tmp_path / part).mkdir()
    (tmp_path / "decks" / "gesprek.yaml").write_text(DECK, encoding="utf-8")
    return tmp_path


class Clocked:
    """Files that are looked at, at moments that a test says."""

    def __init__(self, own):
        self.files = Files((content_root(), own))
        self.file = own / "decks" / "gesprek.yaml"
        self.now, self.stamp = 100.0, 1

    def write(self, text, file=None):
        file = file or self.file
        file.write_text(text, encoding="utf-8")
        self.stamp += 1
        os.utime(file, ns=(self.stamp, self.stamp))

    def after(self, seconds):
        self.now += seconds
        before = self.files.times
        self.files.look(self.now)
        return self.files.times > before

    @property
    def question(self):
        return self.files.told().content.cards["G1"].question

    @property
    def mistakes(self):
        return [str(one) for one in self.files.told().mistakes]


@pytest.fixture
def clocked(own):
    return Clocked(own)


# -- what is taken, and when -----------------------------------------------------------------------


def test_nothing_changed_is_nothing_told(clocked):
    assert not clocked.after(10)
    told = clocked.files.told()
    assert told.mistakes == () and told.held == frozenset()
    assert clocked.files.told() is told


def test_a_change_is_taken_when_its_file_is_still(clocked):
    clocked.write(DECK.replace(FIRST, NEW))
    assert not clocked.after(0)
    assert clocked.files.pause < SETTLES
    assert clocked.after(STILL)
    assert (clocked.question, clocked.mistakes) == (NEW, [])
    assert not clocked.after(1)


def test_two_saves_in_one_tick_of_the_drive_are_both_seen(clocked):
    clocked.write(DECK.replace(FIRST, NEW))
    clocked.after(0)
    clocked.after(STILL)
    clocked.stamp -= 1
    clocked.write(DECK.replace(FIRST, NEW.replace("bleef", "blijf")))
    clocked.after(0)
    assert clocked.after(STILL)
    assert clocked.question == NEW.replace("bleef", "blijf")


@pytest.mark.parametrize(
    "half", ["", DECK[: len(DECK) // 2], DECK[:-300], DECK.split("  - id: G5")[0]]
)
def test_half_a_file_is_never_seen(clocked, half):
    clocked.write(half)
    assert not clocked.after(0)
    assert not clocked.after(SURE - 0.01)
    clocked.write(DECK.replace(FIRST, NEW))
    assert not clocked.after(0)
    assert clocked.after(STILL)
    assert (clocked.question, clocked.mistakes) == (NEW, [])


def test_an_editor_that_puts_a_new_file_in_place_makes_no_gap(clocked):
    clocked.file.unlink()
    assert not clocked.after(0)
    assert not clocked.after(SURE - 0.01)
    clocked.write(DECK.replace(FIRST, NEW))
    assert not clocked.after(0)
    assert clocked.after(STILL)
    assert (clocked.question, clocked.mistakes) == (NEW, [])


def test_a_mistake_is_told_and_the_last_good_version_goes_on_until_it_is_mended(clocked):
    clocked.write(DECK.replace(FIRST, NEW))
    clocked.after(0)
    clocked.after(STILL)
    clocked.write(BROKEN)
    clocked.after(0)
    assert not clocked.after(STILL)
    assert clocked.after(LONG)
    assert clocked.question == NEW
    assert clocked.mistakes == [f"{WRONG} Schrijf een getal van 1 tot en met 3."]
    assert [one.as_posix() for one in clocked.files.told().held] == ["decks/gesprek.yaml"]
    assert len(clocked.files.told().content.decks["gesprek"].cards) == 9
    clocked.write(DECK)
    clocked.after(0)
    assert clocked.after(STILL)
    assert (clocked.question, clocked.mistakes) == (FIRST, [])


def test_what_takes_nothing_away_is_shown_and_told(clocked):
    long = "Welk moment " + "dat je nog weet " * 5 + "was dat?"
    clocked.write(DECK.replace(FIRST, long))
    clocked.after(0)
    assert clocked.after(LONG)
    assert clocked.question == long
    assert "de vraag telt 24 woorden." in clocked.mistakes[0]
    assert clocked.files.told().held == frozenset()


def test_a_card_that_is_taken_out_is_gone_and_so_is_a_file(clocked):
    clocked.write(DECK + DECK.split("\n\n")[1].replace("G1", "G77") + "\n")
    clocked.after(0)
    clocked.after(STILL)
    assert "G77" in clocked.files.told().content.cards
    clocked.write(DECK)
    clocked.after(0)
    assert not clocked.after(STILL)
    assert clocked.after(LONG)
    assert "G77" not in clocked.files.told().content.cards
    clocked.file.unlink()
    clocked.after(0)
    assert clocked.after(LONG)
    assert (clocked.question, clocked.mistakes) == (FIRST, [])


def test_a_drive_that_is_pulled_out_takes_nothing_away(clocked, own):
    clocked.write(DECK.replace(FIRST, NEW))
    clocked.after(0)
    clocked.after(STILL)
    shutil.rmtree(own / "decks")
    clocked.after(0)
    assert not clocked.after(10)
    assert clocked.question == NEW


def test_only_the_file_that_changed_is_read_again(clocked, monkeypatch):
    from kit.content import last_good

    read, really = [], last_good.reading
    monkeypatch.setattr(last_good, "reading", lambda path: read.append(path) or really(path))
    clocked.write(DECK.replace(FIRST, NEW))
    clocked.after(0)
    clocked.after(STILL)
    assert clocked.question == NEW
    assert read == [clocked.file]


@pytest.mark.parametrize(
    ("file", "text", "of"),
    [
        ("decks/tafel.yaml", "afspraken: [Je mag passen.]\n", lambda told: told.table.rules[0]),
        ("cases/de-brief.yaml", None, lambda told: told.cases["de-brief"].title),
        ("decks/wetfeiten.yaml", None, lambda told: told.facts["start-wet"].subject),
    ],
)
def test_rules_cases_and_facts_change_too(clocked, own, file, text, of):
    text = text or (content_root() / file).read_text(encoding="utf-8")
    old, new = {"decks/tafel.yaml": ("passen", "zwijgen")}.get(file, ("De brief", "De envelop"))
    old, new = ("Sinds wanneer", "Vanaf wanneer") if "wetfeiten" in file else (old, new)
    (own / file).parent.mkdir(exist_ok=True)
    clocked.write(text.replace(old, new), own / file)
    clocked.after(0)
    assert clocked.after(LONG)
    assert new in of(clocked.files.told().content)


def test_a_workspace_inside_the_kit_keeps_its_own_files_apart(own):
    root = own / "decks" / "mijn"
    (root / "decks").mkdir(parents=True)
    (root / "decks" / "g.yaml").write_text(DECK.replace(FIRST, NEW), encoding="utf-8")
    words = LastGood((own, root))
    assert words.shown(root / "decks" / "g.yaml").as_posix() == "decks/g.yaml"


def test_a_notebook_with_a_mistake_keeps_its_last_good_steps(clocked, own):
    script = (content_root() / "notebooks" / "workshop-1.ipynb").read_text(encoding="utf-8")
    file = own / "notebooks" / "workshop-1.ipynb"
    clocked.write(script, file)
    clocked.after(0)
    assert clocked.after(STILL)
    steps = clocked.files.told().workshops[1].steps
    clocked.write(script.replace("workshop.card(", "workshop.kaart("), file)
    clocked.after(0)
    assert clocked.after(LONG)
    assert clocked.files.told().workshops[1].steps == steps
    assert clocked.mistakes[0].startswith("notebooks/workshop-1.ipynb, regel ")
    clocked.write(script.replace("## Welkom", "## Hallo"), file)
    clocked.after(0)
    assert clocked.after(STILL)
    assert clocked.mistakes == []


def test_looking_stops_when_it_is_told_to(clocked):
    heard = threading.Event()
    watching = Watching(clocked.files, lambda _: heard.set())
    watching.start()
    clocked.write(DECK.replace(FIRST, NEW))
    assert heard.wait(20)
    watching.stop()
    assert not watching.is_alive()


# -- a session goes on -----------------------------------------------------------------------------


def step(id, verb="say", **given):
    return Step(id, verb, id, "", {90: 5}, given)


def session(*steps, **more):
    words = Files((content_root(),)).told().content
    return Session(Workshop(1, "Zien", "", steps), words, **more)


def test_place_clock_and_words_stay_where_they_were():
    s = session(step("a", "card", card="G1"), step("b"), here=0, screen=0, follow_ups=True)
    s = replace(s, clock=Clock(running=True, ends=9), minutes={"a": 7}, left={"b": 3})
    cards = {**s.content.cards, "G1": replace(s.content.cards["G1"], question=NEW)}
    after = renewed(s, replace(s.content, cards=cards), s.workshop)
    assert after.now_screen().title == NEW
    assert replace(after, content=s.content) == s


def test_a_card_on_the_table_stays_there_when_it_is_taken_out_of_its_file():
    s = session(step("a", "card", card="G1"), step("b", "case", case="de-brief"), here=0)
    less = replace(s.content, cards={}, cases={})
    after = renewed(s, less, s.workshop)
    assert list(after.content.cards) == ["G1"] and list(after.content.cases) == ["de-brief"]
    assert after.now_screen().title == FIRST


@pytest.mark.parametrize(
    ("steps", "here", "taken"),
    [
        ((step("a"), replace(step("b"), note="Anders")), 0, True),
        ((step("a"), step("b"), step("c")), 0, False),
        ((step("b"), step("a")), 1, False),
        ((step("a"), step("b", "card", card="G1")), 0, False),
        ((step("a"), step("b"), step("c")), -1, True),
        ((step("a"), step("b"), step("c")), 2, False),
    ],
)
def test_another_row_of_steps_waits_for_the_next_start(steps, here, taken):
    s = session(step("a"), step("b"), here=here)
    script = replace(s.workshop, steps=steps)
    assert (renewed(s, s.content, script).workshop == script) is taken


def test_a_script_that_waits_is_told_on_the_facilitators_page(own, tmp_path):
    from kit.editing import take_over
    from kit.folder import Folder
    from kit.room import Room

    files = Files((content_root(),))
    told = files.told()
    folder = Folder(tmp_path / "sessions")
    folder.ensure()
    room = Room(folder, told.content, told.workshops, now=lambda: 0)
    table = room.table(folder.add_group("Leidstad"), 1)
    table.session = replace(table.session, here=0)
    first, *rest = told.workshops[1].steps
    scripts = {**told.workshops, 1: replace(told.workshops[1], steps=tuple(rest))}
    take_over(room, replace(told, workshops=scripts))
    assert (table.notice, table.session.step) == (LATER, first)
    assert table.state()["edition"] == 1
    table.notice = ""
    take_over(room, replace(told, workshops=scripts))
    assert table.notice == ""
    room.pen.shutdown()


# -- under a cell ----------------------------------------------------------------------------------


class Handle:
    def __init__(self):
        self.shown = []

    def update(self, html):
        self.shown.append(html.data)


def test_a_preview_on_the_page_is_drawn_again_with_its_mistake_above_it(own, monkeypatch):
    from kit.workshop import Workshop as Words

    monkeypatch.setattr(notebook, "STARTED_IN", own / "notebooks")
    monkeypatch.delenv("SCRIPT_NAME", raising=False)
    monkeypatch.setattr(notebook, "_on_page", {})
    file, handle = own / "decks" / "gesprek.yaml", Handle()
    view = Words(1, "Zien").card("G1")
    notebook._on_page["c1"] = (view, handle, view.preview())
    notebook.draw_again()
    assert handle.shown == []
    file.write_text(DECK.replace(FIRST, NEW), encoding="utf-8")
    notebook.draw_again()
    file.write_text(BROKEN.replace(FIRST, NEW), encoding="utf-8")
    notebook.draw_again()
    file.write_text(DECK, encoding="utf-8")
    notebook.draw_again()
    new, broken, back = handle.shown
    assert NEW in new and "regel" not in new
    assert NEW in broken and WRONG.replace("'", "&#x27;") in broken
    assert FIRST in back and "regel" not in back


def test_the_cards_beside_the_beamer_are_those_of_now():
    from kit.screens.tools import Browser

    words = Files((content_root(),)).told().content
    new = replace(words, cards={**words.cards, "G1": replace(words.cards["G1"], question=NEW)})
    now = [words]
    browser = Browser(words, lambda *_: {"ok": True}, {}, fresh=lambda: now[0])
    browser.found.value = "G1"
    assert FIRST in browser.shown.value
    now[0] = new
    browser.refresh()
    assert NEW in browser.shown.value and browser.found.value == "G1"


def place(state):
    return state["here"], state["clock"]["ends"], state["follow_ups"]


# -- in a browser ----------------------------------------------------------------------------------


def test_a_running_workshop_shows_the_new_words_and_only_the_facilitator_hears_of_a_mistake(
    own, browser
):
    file = own / "decks" / "gesprek.yaml"
    with Kit(own / "sessions") as kit, browser.new_context() as context:
        group = kit.begin()
        where = {"group": group, "workshop": 1}
        while FIRST not in kit.state(group)["screen"]:
            kit.do("/api/do", **where, action="next")
        kit.do("/api/do", **where, action="follow_ups")
        before = kit.state(group)
        page, beamer, start = (context.new_page() for _ in range(3))
        context.route("**/voila/render/**", lambda route: route.fulfill(body=""))
        start.goto(kit.url)
        page.goto(f"{kit.base}/workshop/1?group={group}")
        beamer.goto(f"{kit.base}/beamer")
        expect(beamer.locator("h1")).to_have_text(FIRST)
        box = page.locator("#panels textarea").locator("visible=true").first
        box.fill("Half af")
        box.press("End")

        file.write_text(DECK.replace(FIRST, NEW), encoding="utf-8")
        expect(beamer.locator("h1")).to_have_text(NEW)
        expect(page.locator("#picture h1")).to_have_text(NEW)
        expect(beamer.get_by_text("Wat zei de ander?")).to_be_visible()
        expect(box).to_have_value("Half af")
        expect(box).to_be_focused()
        assert place(kit.state(group)) == place(before)

        file.write_text(BROKEN.replace(FIRST, NEW), encoding="utf-8")
        for one in (page, start):
            expect(one.locator("#mistakes")).to_contain_text(WRONG)
            expect(one.locator("#mistakes")).to_contain_text(STAYS)
        expect(beamer.locator("h1")).to_have_text(NEW)
        expect(beamer.get_by_text("regel")).to_have_count(0)
        expect(box).to_have_value("Half af")

        file.write_text(DECK, encoding="utf-8")
        expect(beamer.locator("h1")).to_have_text(FIRST)
        for one in (page, start):
            expect(one.locator("#mistakes")).to_be_hidden()
        assert kit.stop() == 0
