"""Browsing the cards: favourites that stay, what was used, chance, and what may lie down."""

import random

import pytest
from playwright.sync_api import expect

from kit import content
from kit.journal import record
from kit.model import SUITS
from kit.paths import content_root
from kit.screens.reading import SAFETY, run_sheet
from kit.screens.tools import Browser
from kit.series import fold
from tests.looking import LEAVES, Visit, axe, button, records, workshop
from tests.running import Kit

CARD = "opwarmkaart-in-tweetallen"
MEASURE = "startmeting"
WORDS = content.load(content_root())


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("kaarten") / "sessions") as running:
        yield running


def look(kit, group, workshop=1):
    return kit.ask(f"/api/browse?group={group}&workshop={workshop}")[2]


def favour(kit, group, card, on=True, workshop=1):
    return kit.do("/api/favourite", group=group, workshop=workshop, card=card, on=on)


# -- what the journal says -------------------------------------------------------------------


def mark(card, on, workshop=1):
    return record("favourite", "stad", workshop, "", card=card, on=on)


def test_favourites_are_those_marked_last_in_the_order_they_were_chosen():
    marks = [mark("G1", True), mark("K2", True), mark("G1", False), mark("R3", True)]
    marks += [mark("G1", True), mark("T4", True, workshop=2)]
    assert fold(marks).favourites == {1: ("K2", "R3", "G1"), 2: ("T4",)}
    assert fold(marks[::-1] + marks) == fold(marks)


# -- asked over HTTP -------------------------------------------------------------------------


def test_a_favourite_is_kept_per_group_and_workshop_also_after_a_power_cut(tmp_path):
    kit = Kit(tmp_path / "sessions").start()
    other = kit.do("/api/group", name="Anderestad")["group"]["id"]
    group = kit.do("/api/group", name="Sterrenstad")["group"]["id"]
    assert favour(kit, group, "K2")["favourites"] == ["K2"]
    favour(kit, group, "G3", workshop=2)
    favour(kit, group, "T1")
    favour(kit, group, "T1", on=False)
    kit.kill()
    with Kit(tmp_path / "sessions") as again:
        assert look(again, group)["favourites"] == ["K2"]
        assert look(again, group, 2)["favourites"] == ["G3"]
        assert look(again, other)["favourites"] == []


def test_a_favourite_in_preparation_opens_nothing_and_leaves_the_beamer_alone(kit):
    group = kit.begin("Rustigstad")
    before = kit.state(group, stream="/api/beamer")["html"]
    favour(kit, group, "B2", workshop=3)
    assert kit.state(group, stream="/api/beamer")["html"] == before
    assert look(kit, group)["can_lay"] is False


def test_marking_the_same_card_twice_is_one_record(kit):
    group = kit.begin("Dubbelstad")
    favour(kit, group, "B2")
    favour(kit, group, "B2")
    assert len(records(kit, "favourite", group)) == 1


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"card": "X9"}, "Deze kaart is er niet."),
        ({"card": "G1", "workshop": 9}, "Deze workshop is er nog niet."),
        ({"card": "G1", "group": "nergens"}, "Kies eerst een groep op de startpagina."),
    ],
)
def test_what_cannot_be_marked_is_said_in_dutch(kit, about, says):
    group = kit.begin("Foutstad")
    status, _, answer = kit.ask("/api/favourite", {"group": group, "workshop": 1, **about})
    assert (status, answer["message"]) == (400, says)


@pytest.mark.parametrize("number", ["", "0", "x", "²", "-1"])
def test_without_a_number_it_is_about_the_workshop_to_come(kit, number):
    from urllib.parse import quote

    group = kit.begin("Volgendestad")
    assert kit.ask(f"/api/browse?group={group}&workshop={quote(number)}")[2]["workshop"] == 1


def test_a_card_that_lay_on_the_table_is_used_also_when_the_script_chose_it(kit):
    group = kit.begin("Gebruiktstad")
    assert look(kit, group)["used"] == []
    kit.do("/api/do", group=group, workshop=1, action="go", step=CARD)
    here = look(kit, group)
    assert (here["used"], here["card"], here["can_lay"]) == (["G1"], "G1", True)
    kit.do("/api/do", group=group, workshop=1, action="card", card="G5")
    kit.do("/api/do", group=group, workshop=1, action="go", step=MEASURE)
    later = look(kit, group)
    assert (later["used"], later["card"], later["can_lay"]) == (["G1", "G5"], "", False)


def test_on_the_facilitators_page_favourites_come_first_and_used_cards_say_so(kit):
    group = kit.begin("Lijststad")
    kit.do("/api/do", group=group, workshop=1, action="go", step=CARD)
    kit.do("/api/do", group=group, workshop=1, action="card", card="G3")
    favour(kit, group, "T2")
    deck = kit.state(group)["deck"]
    question = WORDS.cards["T2"].question
    assert deck["all"][0] == ["T2", f"★ T2 · {question}"]
    assert deck["favourites"] == ["T2"]
    lines = dict(deck["all"])
    assert lines["G1"].endswith("(al gebruikt)")
    assert "al gebruikt" not in lines["G3"], "the card that lies here is not a used one yet"


# -- the tools, without a browser ------------------------------------------------------------


class Server:
    """What the tools ask of the kit, answered here."""

    def __init__(self, **marks):
        self.marks = {"ok": True, "workshop": 1, "favourites": [], "used": [], "card": ""}
        self.marks |= {"can_lay": True, **marks}
        self.asked = []
        self.refusal = None

    def __call__(self, path, body=None):
        self.asked.append((path, body))
        if body and self.refusal:
            return {"ok": False, "message": self.refusal}
        if path == "/api/favourite":
            self.marks["favourites"] = [body["card"]] if body["on"] else []
        return dict(self.marks)


def test_chance_takes_a_card_of_this_list_that_is_new_and_safe():
    used = [c.id for c in WORDS.cards.values() if c.suit == "team" and c.id not in ("T2", "T3")]
    browser = Browser(WORDS, Server(used=used), {})
    browser.suit.value = "team"
    browser.found.value = "T2"
    browser.draw(random.Random(1))
    assert browser.found.value == "T3"
    assert "Getrokken: kaart T3." in browser.said.value


def test_chance_never_brings_a_card_that_asks_for_safety_first():
    browser = Browser(WORDS, Server(), {})
    dice = random.Random(1)
    for _ in range(100):
        browser.draw(dice)
        card = WORDS.cards[browser.found.value]
        assert card.safety < 3 and card.suit not in {"werkvorm", "nood"}


def test_a_list_of_one_has_nothing_to_draw():
    browser = Browser(WORDS, Server(), {})
    browser.find.value = "G1"
    browser.draw()
    assert "geen andere kaart" in browser.said.value


def test_each_filter_lets_through_what_it_says():
    browser = Browser(WORDS, Server(used=["G1"], favourites=["K2"]), {})
    asked = {
        browser.before: {"used": ["G1"], "favourites": ["K2"]},
        browser.find: {"geen-enkele-kaart": []},
    }
    for field, answers in asked.items():
        for value, ids in answers.items():
            field.value = value
            assert [c.id for c in browser.cards] == ids
        field.value = ""
    browser.before.value = "unused"
    assert "G1" not in [c.id for c in browser.cards]
    browser.before.value = ""
    browser.safety.value = 1
    assert {c.safety for c in browser.cards} == {1}
    assert f"{len(browser.cards)} kaarten" in browser.said.value


def test_the_list_marks_what_is_kept_used_or_on_the_table():
    browser = Browser(WORDS, Server(used=["G1", "G2"], favourites=["G3"], card="G1"), {})
    lines = {id: line for line, id in browser.found.options}
    assert lines["G1"].endswith("(ligt nu op tafel)")
    assert lines["G2"].endswith("(al gebruikt)")
    assert lines["G3"].startswith("★ G3")
    assert browser.found.value == "G1", "the card on the table is the one that is open"


def test_a_favourite_that_could_not_be_kept_gets_no_star():
    server = Server()
    browser = Browser(WORDS, server, {"group": "stad", "workshop": 1})
    server.refusal = "Niet bewaard: de schijf is vol. Wat je typte, staat er nog. Maak ruimte vrij."
    browser.favour()
    assert browser.favourite.description.startswith("☆")
    assert "Niet bewaard: de schijf is vol. Maak ruimte vrij." in browser.said.value
    server.refusal = None
    browser.favour()
    assert browser.favourite.description == "★ Voor vandaag"


@pytest.mark.parametrize(
    ("marks", "card", "says"),
    [
        ({"can_lay": False}, "G1", "Bij deze stap ligt geen kaart op de beamer."),
        ({}, "N1", "Deze kaart is voor jou, niet voor de beamer."),
        ({"card": "G1"}, "G1", "Deze kaart ligt nu op de beamer."),
    ],
)
def test_a_card_that_cannot_be_laid_says_why_and_has_no_button(marks, card, says):
    browser = Browser(WORDS, Server(**marks), {})
    browser.found.value = card
    assert says in browser.why_not.value
    assert browser.lay.layout.display == "none"


def test_words_of_a_file_stay_words():
    from dataclasses import replace

    bad = replace(WORDS.cards["G1"], question="<script>alert(1)</script>", tip="<b>")
    browser = Browser(replace(WORDS, cards={"G1": bad}), Server(), {})
    assert "<script" not in browser.shown.value and "<b>" not in browser.shown.value.split("Tip")[1]


def test_the_run_sheet_has_every_step_with_its_minutes_and_its_note():
    one = workshop(1)
    page = run_sheet(one, WORDS)
    assert "90 of 120 minuten" in page
    assert page.count("<details>") == len(one.steps)
    assert "Belofte" in page or "belofte" in page
    assert WORDS.cards["G1"].question in page


# -- in the browser --------------------------------------------------------------------------


def test_a_card_is_found_kept_and_laid_and_preparation_shows_it_too(kit, browser):
    group = kit.begin("Bladerstad")
    with Visit(browser, kit, toolbox=True, forgive=LEAVES, reduced_motion="reduce") as visit:
        page = visit.console(group, CARD)
        beamer = visit.beamer()
        frame = page.frame_locator("#toolbox iframe")
        expect(frame.get_by_label("Zoek een woord")).to_be_visible(timeout=60_000)
        frame.get_by_label("Zoek een woord").fill("hadrop")
        expect(frame.get_by_role("heading", name="niet hardop?")).to_be_visible()
        expect(frame.get_by_text(SAFETY[2], exact=True)).to_be_visible()
        star = frame.get_by_role("button", name="Voor vandaag")
        expect(star).to_have_attribute("aria-pressed", "false")
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        expect(frame.get_by_role("status")).to_have_text("Kaart G2 staat klaar voor vandaag.")
        expect(page.locator("#deck optgroup").first.locator("option")).to_contain_text("★ G2")
        frame.get_by_role("button", name="Leg op de beamer").click()
        expect(beamer.locator("h1")).to_have_text(WORDS.cards["G2"].question)
        expect(frame.get_by_text("Deze kaart ligt nu op de beamer.")).to_be_visible()
        assert axe(page) == []

        visit.do(group, "go", step=MEASURE)
        expect(frame.get_by_label("Zoek een woord")).to_be_hidden()
        page.get_by_text("Kaarten bekijken").click()
        expect(frame.get_by_label("Zoek een woord")).to_be_visible()
        expect(frame.get_by_text("Bij deze stap ligt geen kaart")).to_be_visible()
        expect(frame.get_by_role("button", name="Leg op de beamer")).to_be_hidden()
        page.reload()
        page.close()

        start = visit.start()
        start.get_by_text("Voorbereiden", exact=True).click()
        frame = start.frame_locator("#prepare iframe")
        expect(frame.get_by_text("★ G2 ·").first).to_be_visible(timeout=60_000)
        expect(start.locator("#prepare-wait")).to_be_hidden()
        _fits(start)
        frame.locator("summary", has_text="Startmeting").click()
        expect(frame.locator("details[open]").get_by_text("Op de beamer")).to_be_visible()
        _fits(start)
        frame.get_by_label("Workshop").select_option(label="2 · Wringen en wegen")
        expect(frame.get_by_text("Nog geen kaarten gekozen.")).to_be_visible()
        expect(button(start, "Verder waar je was")).to_be_visible()


def _fits(page) -> None:
    """The frame is as high as what is in it: nothing scrolls inside it."""
    page.wait_for_function(
        """() => {
          const frame = document.querySelector("#prepare iframe");
          const tools = frame.contentDocument.querySelector(".kit-tools");
          const over = frame.clientHeight - tools.getBoundingClientRect().bottom;
          return over >= 0 && over < 40;
        }"""
    )


MOVES = """() => {
  window.moves = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, how) {
    window.moves.push([frames.flatMap(Object.keys).join(), how.duration]);
    return animate.call(this, frames, how);
  };
}"""


@pytest.mark.parametrize(
    ("wish", "moves"), [("no-preference", [["opacity,opacity", 200]]), ("reduce", [])]
)
def test_a_drawn_card_comes_up_softly_or_at_once_for_who_wants_no_motion(kit, browser, wish, moves):
    group = kit.begin(f"Zachtstad {wish}")
    with Visit(browser, kit, reduced_motion=wish) as visit:
        visit.do(group, "go", step=CARD)
        beamer = visit.beamer()
        before = beamer.locator("h1").inner_text()
        beamer.evaluate(MOVES)
        visit.do(group, "draw")
        expect(beamer.locator("h1")).not_to_have_text(before)
        assert beamer.evaluate("window.moves") == moves


def test_every_suit_has_its_colour_in_the_frame():
    css = (content_root() / "kit" / "web" / "toolbox.css").read_text(encoding="utf-8")
    assert [suit for suit in SUITS if f".suit-{suit} " not in css] == []
