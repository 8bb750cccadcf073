"""Workshop 1 by keyboard alone: every key does what it says, and the focus is never lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import looking
from tests.looking import Visit, button, check_room, focus, records, tab_to
from tests.running import Kit

CARD = "opwarmkaart-in-tweetallen"
MEASURE = "startmeting"
QUESTION = "Welk moment in een gesprek vergeet je niet meer?"
CASES = "Welke casus nemen we?"
BLANK = "We zijn zo terug"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("toetsen") / "sessions") as running:
        yield running


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit) as visit:
        yield visit


def on_beamer(page: Page, title: str) -> None:
    """What the facilitator's page says is on the beamer."""
    expect(page.locator("#picture h1")).to_have_text(title)


def test_the_whole_of_workshop_1_by_keyboard_alone(kit, visit):
    page = visit.start()
    expect(page.get_by_role("textbox", name="Gemeente")).to_be_focused()
    page.keyboard.type("Toetsenstad")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Workshop 1")
    tab_to(page, "Start workshop 1")
    page.keyboard.press("Enter")
    expect(page.locator("#clock-word")).to_have_text("nog niet begonnen")
    tab_to(page, "Beamer openen")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    beamer = opened.value
    expect(page.locator("#beamers")).to_have_text("beamer verbonden")

    tab_to(page, "Volgende")
    case = looking.workshop().steps[3].given["cases"][0]
    shown = looking.screens_of(case)
    for place, (step, screen) in enumerate(shown):
        page.keyboard.press(("Enter", "ArrowRight", "PageDown")[place % 3])
        if place and looking.ends_a_stage(shown, place - 1):  # asked once; pressed again it goes on
            expect(page.get_by_text("Schrijf eerst op wat de groep zou doen.")).to_be_visible()
            expect(beamer.locator("h1")).to_have_text(shown[place - 1][1].title)
            page.keyboard.press("PageDown")
        expect(page.locator("#sheet [aria-current] .name")).to_have_text(step)
        expect(beamer.locator("h1")).to_have_text(screen.title)
        on_beamer(page, screen.title)
        assert focus(page)["id"] == "next"
        check_room(beamer)
        if step == "Casus kiezen":
            tab_to(page, "Deze casus", "Shift+Tab")
            tab_to(page, "Deze casus", "Shift+Tab")
            tab_to(page, "Deze casus", "Shift+Tab")
            page.keyboard.press("Space")
            first = page.locator("#cases li").first.get_by_role("button")
            expect(first).to_have_attribute("aria-pressed", "true")
            tab_to(page, "Volgende")
    tab_to(page, "Workshop afronden", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(beamer.locator("h1")).to_have_text("Dank je wel")
    expect(page.get_by_role("link", name="Terug naar het begin")).to_be_focused()
    focus(page)
    page.keyboard.press("Enter")
    expect(page.locator("#path li").first).to_contain_text("Gedaan op")


def test_each_key_does_what_the_list_of_keys_says(kit, visit):
    page = visit.console(kit.begin("Letterstad"), CARD)
    for forward, back in (("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")):
        page.keyboard.press(forward)
        on_beamer(page, CASES)
        page.keyboard.press(back)
        on_beamer(page, QUESTION)
    for key in ("b", "B", "."):
        page.keyboard.press("b" if key == "B" else key)
        on_beamer(page, BLANK)
        page.keyboard.press(key.lower())
        on_beamer(page, QUESTION)
    points = page.locator("#picture .points li")
    page.keyboard.press("v")
    expect(points).to_have_count(3)
    page.keyboard.press("v")
    expect(points).to_have_count(0)
    page.keyboard.press("s")
    expect(page.locator("#picture .screen-write")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator("#picture .screen-card")).to_be_visible()
    page.keyboard.press("p")
    expect(button(page, "Pauze")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("p")
    expect(button(page, "Pauze")).to_have_attribute("aria-pressed", "false")
    minutes = page.locator("#sheet [aria-current] .minutes")
    for planned in range(10, 26, 2):
        page.keyboard.press("+")
        expect(minutes).to_have_text(re.compile(rf"/ {planned}$"))
    expect(page.get_by_role("region", name="Voorstel voor de tijd")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_role("region", name="Voorstel voor de tijd")).to_be_hidden()
    expect(page.locator("#late")).to_contain_text("op tijd")
    page.keyboard.press("w")
    expect(page.locator("#console")).to_be_hidden()
    page.keyboard.press("w")
    expect(page.locator("#console")).to_be_visible()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Toetsen")
    expect(dialog).to_be_visible()
    focus(page)
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    on_beamer(page, QUESTION)


def test_the_list_of_keys_gives_the_focus_back_to_its_button(kit, visit):
    page = visit.console(kit.begin("Hulpstad"))
    tab_to(page, "Toetsen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Toetsen")).to_be_visible()
    assert focus(page)["name"] == "Sluiten"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Toetsen")).to_be_hidden()
    assert focus(page)["name"] == "Toetsen"


def test_keys_with_a_modifier_or_switched_off_do_nothing(kit, visit):
    page = visit.console(kit.begin("Stilstad"), CARD)
    for key in ("Control+b", "Alt+b", "Shift+B", "Shift+PageDown", "Control+ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("?")
    button(page, "Sluiten").press("Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("v")
    page.keyboard.press("PageDown")
    on_beamer(page, CASES)
    kept = visit.actions("stilstad")
    assert not {"blank", "follow_ups", "previous"} & set(kept)
    assert kept.count("next") == 2


def test_keys_do_nothing_while_typing_and_escape_gives_them_back(kit, visit):
    page = visit.console(kit.begin("Tikstad"), CARD)
    tab_to(page, "Reflectie")
    page.keyboard.press("Tab")
    box = page.get_by_role("textbox", name="Wat hoorde je?")
    expect(box).to_be_focused()
    keys = "bvspwt.+? BVSPWT"
    page.keyboard.type(keys)
    for key in ("ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"):
        page.keyboard.press(key)
    expect(box).to_have_value(keys)
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    page.keyboard.press("b")
    on_beamer(page, BLANK)
    assert visit.actions("tikstad") == ["opened", "next", "go", "blank"]
    expect(box).to_have_value(keys)
    page.keyboard.press("Tab")
    assert focus(page)["id"] == "reflection-role"


def test_control_enter_keeps_the_sentence_and_the_caret_stays_in_the_field(kit, visit):
    group = kit.begin("Entermeer")
    page = visit.console(group, CARD)
    tab_to(page, "Reflectie")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        assert focus(page)["id"].startswith("tab-")
    expect(page.get_by_role("tab", name="Parkeren")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("De wachtlijst")
    page.keyboard.press("Enter")
    page.keyboard.type("en de bus")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
    assert focus(page)["name"] == "Wat parkeren we?"
    (kept,) = records(kit, "parked", group)
    assert kept["text"] == "De wachtlijst\nen de bus"


def test_a_pile_of_paper_forms_is_typed_with_digits_alone(kit, visit):
    group = kit.begin("Cijferstad")
    page = visit.console(group, MEASURE)
    tab_to(page, "Meting")
    page.keyboard.press("Tab")
    for digit in "514325":
        page.keyboard.press(digit)
        assert focus(page)["tag"] == "INPUT"
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
    (kept,) = records(kit, "measurement", group)
    assert kept["answers"] == [5, 1, 4, 3, 2, 5]
    assert focus(page)["tag"] == "INPUT"


# -- focus -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [looking.LAPTOP, looking.TWICE_AS_LARGE], ids=["laptop", "200%"])
def test_tab_goes_through_everything_once_and_is_seen_everywhere(kit, visit, size):
    page = visit.console(kit.begin("Rondstad"), CARD)
    kit.do(
        "/api/save", group="rondstad", workshop=1, kind="reflection", fields={"text": "Zij lachte."}
    )
    expect(page.locator("#records li").first).to_be_visible()
    page.set_viewport_size(size)
    stops = []
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(focus(page))
    names = [stop["name"] for stop in stops]
    assert names[0] == "Naar deze stap"
    for name in (
        "Toetsen", "Eén scherm", "Beamer openen", "Bewaren", "Vorige", "Volgende", "Pauze",
        "+2 min", "Vervolgvragen", "Leeg scherm", "Stil schrijven", "Trek een andere kaart",
        "Aanpassen", "Intrekken", "Toon op beamer",
    ):  # fmt: skip
        assert any(one.startswith(name) for one in names), f"{name} is niet te bereiken: {names}"
    assert len(stops) < 60


def test_a_change_from_elsewhere_never_takes_the_focus_away(kit, visit):
    group = kit.begin("Blijfstad")
    page = visit.console(group, CARD)
    for name in ("Volgende", "Vervolgvragen", "Reflectie", "Trek een andere kaart", "Toetsen"):
        where = tab_to(page, name)["id"]
        visit.do(group, "follow_ups")
        visit.do(group, "more", minutes=1)
        visit.do(group, "blank")
        expect(button(page, "Leeg scherm")).to_have_attribute("aria-pressed", "true")
        assert focus(page)["id"] == where
        visit.do(group, "blank")
        expect(button(page, "Leeg scherm")).to_have_attribute("aria-pressed", "false")
        assert focus(page)["id"] == where
    tab_to(page, "Reflectie")
    page.keyboard.press("Tab")
    page.keyboard.type("Half")
    for step in (MEASURE, CARD):
        visit.do(group, "go", step=step)
        expect(page.locator("#sheet [aria-current] .name")).to_have_text(
            next(one.title for one in looking.workshop().steps if one.id == step)
        )
        assert focus(page)["name"] == "Wat hoorde je?"
    page.keyboard.type(" af")
    expect(page.get_by_role("textbox", name="Wat hoorde je?")).to_have_value("Half af")


def test_an_accepted_proposal_hands_its_focus_on(kit, visit):
    group = kit.begin("Doorgeefstad")
    page = visit.console(group)
    for _ in range(4):
        visit.do(group, "more", minutes=2)
    tab_to(page, "Overnemen")
    page.keyboard.press("Enter")
    expect(button(page, "Overnemen")).to_be_hidden()
    focus(page)


def test_withdraw_and_put_back_hand_the_focus_to_each_other(kit, visit):
    group = kit.begin("Heenenweer")
    page = visit.console(group)
    kit.do("/api/save", group=group, workshop=1, kind="parked", fields={"text": "De bus."})
    tab_to(page, "Intrekken")
    page.keyboard.press("Enter")
    expect(button(page, "Terugzetten")).to_be_focused()
    assert focus(page)["name"] == "Terugzetten"
    page.keyboard.press("Enter")
    expect(button(page, "Intrekken")).to_be_focused()
    assert focus(page)["name"] == "Intrekken"


def test_correcting_brings_the_caret_to_the_sentence_and_back(kit, visit):
    group = kit.begin("Pasaan")
    page = visit.console(group)
    kit.do("/api/save", group=group, workshop=1, kind="parked", fields={"text": "De bus."})
    tab_to(page, "Aanpassen")
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Wat parkeren we?")
    expect(box).to_have_value("De bus.")
    assert focus(page)["name"] == "Wat parkeren we?"
    page.keyboard.press("Shift+Tab")
    assert focus(page)["name"] == "Toch niet"
    page.keyboard.press("Enter")
    expect(box).to_have_value("")
    assert focus(page)["name"] == "Wat parkeren we?"
    tab_to(page, "Aanpassen")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("De trein.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#records .line")).to_have_text("De trein.")
    assert focus(page)["name"] == "Wat parkeren we?"


def test_the_start_page_keeps_the_focus_when_a_group_is_made_or_chosen(kit, visit):
    kit.begin("Vorigestad")
    kit.begin("Hierstad")
    page = visit.start()
    tab_to(page, "Andere groep")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Andere groep")).to_be_visible()
    tab_to(page, "Gemeente")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vul de naam van de gemeente in.")).to_be_visible()
    assert focus(page)["name"] == "Gemeente"
    page.keyboard.type("Nieuwestad")
    page.keyboard.press("Enter")
    expect(page.locator("#group")).to_have_text("Gemeente Nieuwestad")
    focus(page)
    tab_to(page, "Andere groep", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Gemeente Vorigestad")
    page.keyboard.press("Enter")
    expect(page.locator("#group")).to_have_text("Gemeente Vorigestad")
    focus(page)


# -- a clicker -------------------------------------------------------------------------------


def test_a_clicker_works_in_the_beamer_window_too(kit, visit):
    page, beamer = visit.console(kit.begin("Klikstad"), CARD), visit.beamer()
    expect(beamer.locator("h1")).to_have_text(QUESTION)
    beamer.bring_to_front()
    for key, title in (
        ("PageDown", CASES), (".", BLANK), (".", CASES), ("PageUp", QUESTION),
        ("b", BLANK), ("b", QUESTION), ("ArrowRight", CASES), ("ArrowLeft", QUESTION),
    ):  # fmt: skip
        beamer.keyboard.press(key)
        expect(beamer.locator("h1")).to_have_text(title)
        on_beamer(page, title)
    beamer.keyboard.press("w")
    beamer.keyboard.press("t")
    beamer.keyboard.press("v")
    expect(beamer.locator(".points li")).to_have_count(3)
    expect(page.locator("#console")).to_be_visible()
    check_room(beamer)
