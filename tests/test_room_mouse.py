"""The whole of workshop 1 by mouse, in two windows: what is clicked is what the room sees."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import looking
from tests.looking import Visit, button, check_alike, check_room, records, shown
from tests.running import Kit

CARD = "opwarmkaart-in-tweetallen"
CHOICE = "casus-kiezen"
CASE = "casus-in-onthullingen"
ROUND = "perspectiefronde"
MEASURE = "startmeting"
CHECK_OUT = "afspraak-en-check-out"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("muis") / "sessions") as running:
        yield running


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit) as visit:
        yield visit


def both(visit: Visit, group: str, step: str = "") -> tuple[Page, Page]:
    """The facilitator's page, in front, and the beamer."""
    page, beamer = visit.console(group, step), visit.beamer()
    page.bring_to_front()
    return page, beamer


def press(page: Page, *names: str) -> None:
    for name in names:
        button(page, name).click()


def follows(console: Page, beamer: Page, title: str) -> None:
    """Both windows show this title, and the small picture is the large one."""
    expect(beamer.locator("h1")).to_have_text(title)
    expect(console.locator("#picture h1")).to_have_text(title)
    check_alike(beamer.locator("#beamer"), console.locator("#picture"))
    check_room(beamer)


def save(page: Page, tab: str, **fields: str) -> None:
    """Fill in one form and keep it; returns when the page says that it is kept."""
    page.get_by_role("tab", name=tab, exact=True).click()
    for label, words in fields.items():
        field = page.get_by_role("tabpanel").get_by_label(label.replace("_", " "))
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=words)
        else:
            field.fill(words)
    button(page, "Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")


# -- from the first start to "Gedaan op" -----------------------------------------------------


def test_the_whole_of_workshop_1_from_the_first_start_to_the_end(kit, browser):
    with Visit(browser, kit, toolbox=True, forgive=looking.LEAVES) as visit:
        page = visit.start()
        expect(page.get_by_role("heading", name="Welkom bij Gesprekskit", level=1)).to_be_visible()
        page.get_by_role("textbox", name="Gemeente").fill("Voorbeeldstad")
        button(page, "Beginnen").click()
        script = looking.workshop()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Workshop 1: {script.title}")
        expect(page.locator("#path li")).to_have_count(4)
        expect(page.locator("#path [aria-current]")).to_contain_text("Nu aan de beurt")

        button(page, "Start workshop 1").click()
        expect(page.get_by_role("timer")).to_contain_text("nog niet begonnen")
        expect(page.locator("#beamers")).to_have_text("nog geen beamer")
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Beamer openen").click()
        beamer = opened.value
        page.bring_to_front()  # a browser draws a window behind another one slowly
        expect(page.locator("#beamers")).to_have_text("beamer verbonden")
        follows(page, beamer, script.title)

        sheet = page.get_by_role("navigation", name="Draaiboek")
        case = script.steps[3].given["cases"][1]
        shown_now = looking.screens_of(case)
        for place, (step, screen) in enumerate(shown_now):
            button(page, "Volgende").click()
            expect(sheet.locator("[aria-current=step] .name")).to_have_text(step)
            if screen.points and screen.kind == "round":
                turn = beamer.locator("li[aria-current] .turn")
                expect(turn).to_have_text(screen.points[screen.here])
            if screen.kind == "stage":
                expect(beamer.locator(".eyebrow")).to_have_text(screen.eyebrow)
            follows(page, beamer, screen.title)
            if step == "Casus kiezen":
                page.locator("#cases li").nth(1).get_by_role("button").click()
            if looking.ends_a_stage(shown_now, place):
                chooses(page, screen)
        page.get_by_role("button", name="Workshop afronden").click()
        follows(page, beamer, "Dank je wel")
        expect(sheet.locator("[data-status=done]")).to_have_count(len(script.steps))
        page.get_by_role("link", name="Terug naar het begin").click()
        expect(page.locator("#path li .status").first).to_have_text(
            re.compile(r"Gedaan op \d+ [a-z]+$")
        )
        expect(button(page, "Start workshop 2")).to_be_visible()
        assert records(kit, "session", "voorbeeldstad")[-1]["finished"] is True
        chosen = records(kit, "choice", "voorbeeldstad")
        assert [one["stage"] for one in chosen] == [1, 2, 3, 4]
        assert {one["case"] for one in chosen} == {case}


def chooses(page: Page, screen) -> None:
    """What the group would do at this stage, in the tab that is ready for it."""
    if screen.points:
        save(
            page,
            "Keuze",
            Wat_zou_de_groep_doen=screen.points[-1],
            Waarom="Er is nog te weinig bekend.",
        )
    else:
        save(page, "Keuze", Wat_zou_de_groep_doen="Eerst vragen hoe het gaat.")
    expect(page.locator("#records li").first).to_contain_text(
        screen.points[-1] if screen.points else "Eerst"
    )


def test_a_workshop_can_be_done_again_or_before_its_turn(kit, visit):
    group = kit.begin("Herhaalstad")
    page = visit.console(group, CARD)
    save(page, "Signaal", Wat_moet_beleid_weten="Er is geen tolk.")
    visit.do(group, "close")
    page.get_by_role("link", name="Terug naar het begin").click()
    button(page, "Workshop 3 nu al doen").click()
    expect(page.locator("#title")).to_have_text("Workshop 3 · Omkeren")
    press(page, "Volgende", "Volgende")
    expect(page.locator("#picture h1")).to_have_text("Er is geen tolk.")
    page.get_by_role("link", name="Gesprekskit").click()
    button(page, "Workshop 1 nog een keer doen").click()
    expect(page.get_by_role("timer")).to_contain_text("nog niet begonnen")
    assert len(records(kit, "signal", group)) == 1


def test_two_groups_on_one_laptop_each_keep_their_own_words_and_place(kit, visit):
    first = kit.begin("Eerstestad")
    page = visit.console(first, CARD)
    save(page, "Reflectie", Wat_hoorde_je="Alleen van de eerste stad.")
    page.get_by_role("link", name="Gesprekskit").click()

    button(page, "Andere groep").click()
    page.get_by_role("dialog").get_by_label("Gemeente").fill("Tweedestad")
    button(page, "Beginnen").click()
    expect(page.locator("#group")).to_have_text("Gemeente Tweedestad")
    expect(button(page, "Verder waar je was")).to_be_hidden()
    button(page, "Start workshop 1").click()
    expect(page.get_by_role("timer")).to_contain_text("nog niet begonnen")
    press(page, "Volgende")
    expect(page.locator("#picture h1")).to_have_text("Welkom")
    expect(page.locator("body")).not_to_contain_text("Alleen van de eerste stad.")

    page.get_by_role("link", name="Gesprekskit").click()
    button(page, "Andere groep").click()
    button(page, "Gemeente Eerstestad").click()
    expect(page.locator("#resume-where")).to_contain_text("Opwarmkaart in tweetallen · vandaag om")
    button(page, "Verder waar je was").click()
    expect(page.locator("#records li")).to_contain_text("Alleen van de eerste stad.")
    assert [one["group"] for one in records(kit, "reflection", first)] == [first]
    assert records(kit, "reflection", "tweedestad") == []


# -- what the beamer shows -------------------------------------------------------------------


def test_follow_ups_silent_writing_and_blank_come_and_go_on_the_beamer(kit, visit):
    second = visit.beamer(**looking.OLD_BEAMER)
    page, beamer = both(visit, kit.begin("Toonstad"), CARD)
    title = page.locator("#picture h1").inner_text()
    expect(beamer.locator("h1")).to_have_text(title)
    expect(beamer.locator(".points li")).to_have_count(0)

    press(page, "Vervolgvragen")
    expect(beamer.locator(".points li")).to_have_count(3)
    expect(button(page, "Vervolgvragen")).to_have_attribute("aria-pressed", "true")
    follows(page, beamer, title)
    press(page, "Vervolgvragen")
    expect(beamer.locator(".points li")).to_have_count(0)

    press(page, "Stil schrijven")
    expect(beamer.locator(".screen-write .text")).to_have_text("Schrijf even voor jezelf")
    follows(page, beamer, title)
    expect(page.locator("#writing")).to_contain_text(re.compile(r"nog [12]:\d\d"))
    press(page, "Leeg scherm")
    follows(page, beamer, "We zijn zo terug")
    press(page, "Leeg scherm", "Stil schrijven")
    follows(page, beamer, title)
    expect(button(page, "Stil schrijven")).to_have_attribute("aria-pressed", "false")

    second.reload()
    follows(page, second, title)
    press(page, "Volgende")
    follows(page, second, "Welke casus nemen we?")
    expect(page.locator("#follow-ups")).to_have_attribute("aria-disabled", "true")


def test_the_chosen_case_is_told_and_its_dots_are_kept(kit, visit):
    page, beamer = both(visit, kit.begin("Kiesstad"), CHOICE)
    cases = page.locator("#cases li")
    for place, dots in enumerate("247"):
        cases.nth(place).get_by_role("spinbutton", name="Stippen").fill(dots)
    cases.nth(2).get_by_role("button", name="Deze casus").click()
    expect(cases.locator("[aria-pressed=true]")).to_have_count(1)
    expect(cases.nth(2).get_by_role("button")).to_have_attribute("aria-pressed", "true")
    assert not re.search(r"\b[247]\b", beamer.locator(".screen-choice .points").inner_text())
    chosen = cases.nth(2).locator("h3").text_content().partition(" · ")[2]
    press(page, "Volgende")
    expect(beamer.locator(".eyebrow")).to_have_text(f"{chosen} · 1 van 5")
    page.reload()
    press(page, "Vorige")
    for place, dots in enumerate("247"):
        expect(cases.nth(place).get_by_role("spinbutton")).to_have_value(dots)


def test_any_step_can_be_jumped_to_or_skipped_and_nothing_is_lost(kit, visit):
    group = kit.begin("Springstad")
    visit.do(group, "choose", case=looking.workshop().steps[3].given["cases"][0])
    page, beamer = both(visit, group, CASE)
    sheet = page.get_by_role("navigation", name="Draaiboek")
    press(page, *["Volgende"] * 4)  # each stage asks for words once
    case = looking.workshop().steps[3].given["cases"][0]
    told = [one for step, one in looking.screens_of(case) if step == "Casus in onthullingen"]
    third = told[2].title
    follows(page, beamer, third)
    sheet.get_by_role("button", name="Signalen en parkeerplaats").click()
    expect(sheet.get_by_role("button", name="Perspectiefronde")).to_contain_text("overgeslagen")
    expect(sheet.get_by_role("button", name="Casus in onthullingen")).to_contain_text("gedaan")
    sheet.get_by_role("button", name="Casus in onthullingen").click()
    follows(page, beamer, third)
    sheet.get_by_role("button", name="Perspectiefronde").click()
    expect(beamer.locator("li[aria-current] .turn")).to_have_text("Uitvoering")
    press(page, "Vorige")
    follows(page, beamer, third)


# -- time ------------------------------------------------------------------------------------


def seconds(page: Page) -> int:
    minutes, rest = page.locator("#clock").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def test_a_pause_stops_the_clock_and_two_minutes_are_two_minutes(kit, visit):
    page = visit.context.new_page()
    page.clock.install()
    group = kit.begin("Klokstad")
    visit.do(group, "go", step=CARD)
    page.goto(f"{kit.base}/workshop/1?group={group}")
    expect(page.locator("#clock")).to_have_text(re.compile(r"[78]:\d\d"))
    before = seconds(page)
    page.clock.fast_forward("01:00")
    expect(page.locator("#clock")).to_have_text(re.compile(r"[67]:\d\d"))
    assert before - seconds(page) in range(60, 75)

    press(page, "Pauze")
    expect(page.locator("#clock-word")).to_have_text("pauze")
    before = page.locator("#clock").inner_text()
    page.clock.fast_forward("01:00")
    page.clock.run_for(1000)
    expect(page.locator("#clock")).to_have_text(before)

    paused = seconds(page)
    press(page, "+2 min")
    expect(page.locator("#clock")).not_to_have_text(before)
    assert seconds(page) - paused == 120
    press(page, "Pauze")
    expect(button(page, "Pauze")).to_have_attribute("aria-pressed", "false")


def test_when_late_new_minutes_are_proposed_accepted_and_never_on_the_beamer(kit, visit):
    page, beamer = both(visit, kit.begin("Laatstad"))
    expect(beamer.locator("h1")).to_be_visible()
    title = beamer.locator("h1").inner_text()
    room = shown(beamer.locator("#beamer"))
    proposal = page.get_by_role("region", name="Voorstel voor de tijd")
    for _ in range(8):
        press(page, "+2 min")
    expect(page.locator("#late")).to_have_text("loopt 16 min uit")
    expect(proposal).to_contain_text(re.compile(r"We lopen \d+ minuten uit. Voorstel: "))
    case = page.locator("#sheet li", has_text="Casus in onthullingen")
    planned = int(case.locator(".minutes").inner_text())
    (asked,) = re.findall(r"Casus in onthullingen (\d+) min", proposal.inner_text())
    assert int(asked) < planned

    button(page, "Overnemen").click()
    expect(case.locator(".minutes")).to_have_text(asked)
    expect(proposal).to_be_hidden()
    expect(page.locator("#late")).to_contain_text("op tijd · eind")
    follows(page, beamer, title)
    assert shown(beamer.locator("#beamer")) == room


# -- words -----------------------------------------------------------------------------------


def test_what_the_page_calls_kept_is_in_the_journal(kit, visit):
    group = kit.begin("Bewaarstad")
    page = visit.console(group, MEASURE)

    panel = page.get_by_role("tabpanel")
    expect(page.get_by_role("tab", name="Meting")).to_have_attribute("aria-selected", "true")
    for place, score in enumerate((4, 2, 5, 1, 3)):
        panel.locator(".statement").nth(place).locator(f"input[value='{score}']").click()
    press(page, "Bewaren")
    expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
    (kept,) = records(kit, "measurement", group)
    assert kept["answers"] == [4, 2, 5, 1, 3, None]
    assert (kept["step"], kept["workshop"]) == (MEASURE, 1)

    save(page, "Reflectie", Wat_hoorde_je="Hij zei ja.", Wie_zei_het="Uitvoering")
    (kept,) = records(kit, "reflection", group)
    assert (kept["text"], kept["role"]) == ("Hij zei ja.", "uitvoering")

    save(
        page, "Signaal", Wat_moet_beleid_weten="De toets komt te vroeg.",
        Hoe_vaak_zien_jullie_dit="Vaker", Wie_kan_er_iets_aan_doen="Beleid",
    )  # fmt: skip
    (kept,) = records(kit, "signal", group)
    assert (kept["text"], kept["often"], kept["button"]) == (
        "De toets komt te vroeg.", "Vaker", "Beleid",
    )  # fmt: skip

    page.get_by_role("tab", name="Afspraak").click()
    panel.get_by_label("Als …").fill("iemand stil wordt")
    panel.get_by_label("dan doe ik …").fill("tel ik tot tien")
    panel.get_by_label("Van wie?").fill("uitvoering")
    panel.get_by_label("Wanneer?").fill("2027-03-01")
    press(page, "Bewaren")
    expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
    (kept,) = records(kit, "agreement", group)
    assert [kept[name] for name in ("if", "then", "owner", "date")] == [
        "iemand stil wordt", "tel ik tot tien", "uitvoering", "2027-03-01",
    ]  # fmt: skip

    save(page, "Parkeren", Wat_parkeren_we="De wachtlijst.")
    (kept,) = records(kit, "parked", group)
    assert kept["text"] == "De wachtlijst."
    expect(page.locator("#kept-title")).to_have_text("Deze stap · 5")
    expect(page.get_by_role("textbox", name="Wat parkeren we?")).to_have_value("")


def test_an_empty_form_is_not_kept_and_says_what_is_missing(kit, visit):
    group = kit.begin("Leegstad")
    page = visit.console(group, CARD)
    press(page, "Bewaren")
    expect(page.get_by_role("alert")).to_have_text("Vul nog in: Wat hoorde je?")
    expect(page.get_by_role("textbox", name="Wat hoorde je?")).to_be_focused()
    assert records(kit, "reflection", group) == []


def test_a_sentence_can_be_corrected_withdrawn_and_put_back(kit, visit):
    group = kit.begin("Herstelstad")
    page = visit.console(group, CARD)
    save(page, "Reflectie", Wat_hoorde_je="Fuot")
    lines = page.locator("#records li")
    lines.get_by_role("button", name="Aanpassen").click()
    box = page.get_by_role("textbox", name="Wat hoorde je?")
    expect(box).to_have_value("Fuot")
    box.fill("Fout")
    press(page, "Bewaren")
    expect(lines.locator(".line")).to_have_text("Fout")
    expect(box).to_have_value("")

    lines.get_by_role("button", name="Intrekken").click()
    expect(lines).to_contain_text("Ingetrokken")
    expect(page.locator("#kept-title")).to_have_text("Deze stap")
    lines.get_by_role("button", name="Terugzetten").click()
    expect(lines.get_by_role("button", name="Intrekken")).to_be_visible()
    expect(page.locator("#kept-title")).to_have_text("Deze stap · 1")

    first, second = records(kit, "reflection", group)
    assert (first["text"], second["text"], second["replaces"]) == ("Fuot", "Fout", first["id"])
    for kind in ("withdrawn", "restored"):
        assert [one["target"] for one in records(kit, kind, group)] == [second["id"]]


def test_words_are_on_the_beamer_only_while_the_facilitator_shows_them(kit, visit):
    page, beamer = both(visit, kit.begin("Woordstad"), CARD)
    for words in ("Zij keek weg.", "Ik durfde het niet te vragen."):
        save(page, "Reflectie", Wat_hoorde_je=words)
    expect(page.locator("#records li")).to_have_count(2)
    title = beamer.locator("h1").inner_text()
    expect(beamer.locator(".words li")).to_have_count(0)
    one = page.locator("#records li", has_text="Zij keek weg.")
    one.get_by_role("button", name="Toon op beamer").click()
    expect(beamer.locator(".words li")).to_have_text(["Zij keek weg."])
    follows(page, beamer, title)
    press(page, "Woorden op beamer")
    expect(beamer.locator(".words li")).to_have_count(0)
    press(page, "Woorden op beamer")
    expect(beamer.locator(".words li")).to_have_count(1)
    one.get_by_role("button", name="Intrekken").click()
    expect(beamer.locator(".words li")).to_have_count(0)
    assert "Zij keek weg." not in beamer.locator("body").inner_text()


def test_typing_is_there_again_after_a_reload_and_never_on_the_beamer(kit, visit):
    page, beamer = both(visit, kit.begin("Typstad"), CARD)
    box = page.get_by_role("textbox", name="Wat hoorde je?")
    with page.expect_response("**/api/draft"):
        box.press_sequentially("Nog niet af")
    page.reload()
    expect(box).to_have_value("Nog niet af")
    assert "Nog niet af" not in beamer.content()
