"""Every state of every page as axe, a magnifier and someone who is made ill by motion meet it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import looking
from tests.looking import Visit, axe, button
from tests.running import Kit

CARD = "opwarmkaart-in-tweetallen"
CHOICE = "casus-kiezen"
CASE = "casus-in-onthullingen"
MEASURE = "startmeting"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("iedereen") / "sessions") as running:
        yield running


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit, reduced_motion="reduce") as visit:
        yield visit


def group_of(kit: Kit, name: str, *words: str) -> str:
    group = kit.begin(name)
    for kind in words:
        fields = {"text": f"{kind}: zij keek weg."}
        kit.do("/api/save", group=group, workshop=1, kind=kind, fields=fields)
    return group


# -- axe -------------------------------------------------------------------------------------


def test_axe_sees_a_fault_when_there_is_one(visit):
    page = visit.start()
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [one for one in axe(page) if one.startswith("button-name")]


def test_the_first_start_and_a_server_that_is_gone(browser, tmp_path):
    gone = ("ERR_CONNECTION", "ERR_INCOMPLETE", "ERR_EMPTY")
    still = {"reduced_motion": "reduce", "forgive": gone}
    with Kit(tmp_path / "sessions") as kit, Visit(browser, kit, **still) as visit:
        page = visit.start()
        expect(page.get_by_role("heading", name="Welkom bij Gesprekskit")).to_be_visible()
        found = {"first": axe(page)}
        button(page, "Beginnen").click()
        expect(page.get_by_text("Vul de naam van de gemeente in.")).to_be_visible()
        found["empty"] = axe(page)
        page = visit.console(kit.begin("Wegstad"))
        kit.process.kill()
        expect(page.get_by_text("De verbinding met Gesprekskit is weg.")).to_be_visible()
        found["gone"] = axe(page)
        assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_start_page_of_a_group(kit, visit):
    group_of(kit, "Anderstad")
    kit.do("/api/group", name="Beginstad")
    page = visit.start()
    expect(button(page, "Start workshop 1")).to_be_visible()
    found = {"start": axe(page)}
    group = group_of(kit, "Verderstad", "signal", "parked")
    page.reload()
    expect(button(page, "Verder waar je was")).to_be_visible()
    found["resume"] = axe(page)
    button(page, "Andere groep").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["groups"] = axe(page)
    visit.do(group, "close")
    page.reload()
    expect(page.locator("#path li").first).to_contain_text("Gedaan op")
    found["done"] = axe(page)
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_facilitators_page_in_every_step(kit, visit):
    group = group_of(kit, "Stapstad", "reflection", "parked")
    page = visit.console(group)
    visit.do(group, "choose", case=looking.workshop().steps[3].given["cases"][0])
    visit.do(group, "previous")
    expect(page.locator("#clock-word")).to_have_text("nog niet begonnen")
    found = {"lobby": axe(page)}
    for step in looking.workshop().steps:
        visit.do(group, "go", step=step.id)
        expect(page.locator("#sheet [aria-current] .name")).to_have_text(step.title)
        found[step.id] = axe(page)
    visit.do(group, "close")
    expect(page.get_by_role("link", name="Terug naar het begin")).to_be_visible()
    found["finished"] = axe(page)
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_every_page_on_a_screen_of_1024_by_768(kit, browser):
    with Visit(browser, kit, viewport=looking.OLD_BEAMER, reduced_motion="reduce") as visit:
        group = group_of(kit, "Kleinstad", "reflection")
        page = visit.start()
        expect(button(page, "Verder waar je was")).to_be_visible()
        found = {"start": axe(page)}
        visit.do(group, "choose", case=looking.workshop().steps[3].given["cases"][0])
        console, beamer = visit.console(group), visit.beamer()
        for step in (MEASURE, CARD, CHOICE, CASE):
            visit.do(group, "go", step=step)
            expect(beamer.locator(".place")).to_contain_text(f"Stap {_number(step)} van")
            expect(console.locator("#picture .place")).to_contain_text(f"Stap {_number(step)} van")
            found[step] = axe(console) + axe(beamer)
        assert {place: faults for place, faults in found.items() if faults} == {}


def _number(step: str) -> int:
    return [one.id for one in looking.workshop().steps].index(step) + 1


def test_the_facilitators_page_with_everything_that_may_stand_on_it(kit, visit):
    group = group_of(kit, "Bontstad", "reflection", "reflection")
    page = visit.console(group)
    found = {}

    first = page.locator("#records li").first
    first.get_by_role("button", name="Toon op beamer").click()
    expect(button(page, "Woorden op beamer")).to_be_visible()
    first.get_by_role("button", name="Intrekken").click()
    expect(first).to_contain_text("Ingetrokken")
    page.locator("#records li").last.get_by_role("button", name="Aanpassen").click()
    expect(page.get_by_text("Je past een bewaarde zin aan.")).to_be_visible()
    found["words"] = axe(page)
    button(page, "Toch niet").click()
    button(page, "Bewaren").click()
    expect(page.locator("#trouble")).to_be_visible()
    found["missing"] = axe(page)
    page.get_by_label("Wat hoorde je?").fill("Wel iets.")
    button(page, "Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
    found["saved"] = axe(page)
    for tab in ("Signaal", "Afspraak", "Parkeren"):
        page.get_by_role("tab", name=tab).click()
        found[tab] = axe(page)

    visit.do(group, "go", step=CARD)
    for action in ("follow_ups", "write", "blank", "pause"):
        visit.do(group, action)
        expect(page.locator(f"#{action.replace('_', '-')}")).to_have_attribute(
            "aria-pressed", "true"
        )
        found[action] = axe(page)
        visit.do(group, action)
    visit.do(group, "more", minutes=30)
    expect(page.get_by_role("region", name="Voorstel voor de tijd")).to_be_visible()
    found["proposal"] = axe(page)
    visit.do(group, "go", step=CHOICE)
    page.locator("#cases li").first.get_by_role("button").click()
    expect(page.locator("#cases [aria-pressed=true]")).to_be_visible()
    found["chosen"] = axe(page)
    button(page, "Toetsen").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["keys"] = axe(page)
    button(page, "Sluiten").click()
    page.keyboard.press("w")
    expect(page.locator("#projector h1")).to_be_visible()
    found["one screen"] = axe(page)
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_facilitators_page_when_the_disk_says_no(kit, browser):
    forgive = ("507", "vreemd")
    with Visit(browser, kit, forgive=forgive, reduced_motion="reduce") as visit:
        group = group_of(kit, "Foutstad")
        page = visit.console(group)
        page.get_by_label("Wat hoorde je?").fill("Dit mag niet weg.")
        there, aside = kit.data / group, kit.data.parent / "elders"
        there.rename(aside)
        there.write_text("geen map")
        try:
            button(page, "Bewaren").click()
            expect(page.locator("#trouble")).to_contain_text("Niet bewaard")
            button(page, "Kies een andere map").click()
            expect(page.get_by_label("Map om in te bewaren")).to_be_focused()
            expect(page.get_by_label("Wat hoorde je?")).to_have_value("Dit mag niet weg.")
            assert axe(page) == []
        finally:
            there.unlink()
            aside.rename(there)
        button(page, "Bewaren").click()
        expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
        expect(page.locator("#trouble")).to_be_hidden()
        assert axe(page) == []


def test_the_beamer_in_every_step_and_state(kit, visit):
    group = group_of(kit, "Zaalstad", "reflection", "reflection")
    beamer = visit.beamer()
    found = {}
    case = looking.workshop().steps[3].given["cases"][0]
    visit.do(group, "choose", case=case)
    visit.do(group, "previous")
    expect(beamer.locator(".screen-lobby h1")).to_have_text(looking.workshop().title)
    found["lobby"] = axe(beamer)
    kinds = {"lobby"}
    shown = looking.screens_of(case)
    for place, (_, screen) in enumerate(shown):
        visit.do(group, "next")
        if place and looking.ends_a_stage(shown, place - 1):
            visit.do(group, "next")
        expect(beamer.locator("h1")).to_have_text(screen.title)
        if screen.kind not in kinds:
            found[screen.kind] = axe(beamer)
        kinds.add(screen.kind)
    visit.do(group, "go", step=CARD)
    for action, what in (
        ("follow_ups", ".points"), ("write", ".screen-write"), ("blank", ".screen-blank"),
    ):  # fmt: skip
        visit.do(group, action)
        expect(beamer.locator(what)).to_be_visible()
        found[action] = axe(beamer)
    visit.do(group, "blank")
    visit.do(group, "write")
    for one in looking.records(kit, "reflection", group):
        visit.do(group, "word", id=one["id"], shown=True)
    expect(beamer.locator(".words li")).to_have_count(2)
    found["words"] = axe(beamer)
    assert kinds >= {"title", "rules", "promise", "statements", "card", "choice", "stage", "round"}
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_tools_of_the_notebook(kit, browser):
    with Visit(browser, kit, toolbox=True, reduced_motion="reduce") as visit:
        group = group_of(kit, "Gereedschapstad")
        page = visit.console(group, CARD)
        tools, frame = page.locator("#tools"), page.frame_locator("#toolbox iframe")
        expect(tools).to_be_visible(timeout=60_000)
        found = {}
        for step, control in ((CARD, "Zoek een woord"), (CASE, "Bekijk als")):
            visit.do(group, "go", step=step)
            expect(page.locator("#picture .place")).to_contain_text(f"Stap {_number(step)} van")
            if tools.get_attribute("open") is None:
                tools.locator("summary").click()
            expect(frame.get_by_label(control).locator("visible=true").first).to_be_visible()
            found[step] = axe(page)
        assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_tools_for_preparing_on_the_start_page(kit, browser):
    with Visit(browser, kit, toolbox=True, reduced_motion="reduce") as visit:
        group_of(kit, "Bereidstad")
        page = visit.start()
        page.get_by_text("Voorbereiden", exact=True).click()
        frame = page.frame_locator("#prepare iframe")
        expect(frame.get_by_label("Zoek een woord")).to_be_visible(timeout=60_000)
        assert axe(page) == []


# -- larger letters --------------------------------------------------------------------------


def too_wide(page: Page) -> list[str]:
    """What sticks out at the side: a page at 200 % is read without scrolling sideways."""
    return page.evaluate("""() => {
      const root = document.scrollingElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
        .map((one) => `${one.tagName}#${one.id}.${one.className}`).slice(0, 8);
    }""")


def unreachable(page: Page) -> list[str]:
    """Controls that cannot be clicked, also not after scrolling down to them."""
    lost = []
    for control in page.locator("button, a, input, select, textarea, summary").all():
        away = control.get_attribute("aria-disabled") or control.get_attribute("class") == "skip"
        if away or not control.is_visible():
            continue
        try:
            control.click(trial=True, timeout=4000)
        except Exception as error:
            name = control.evaluate("one => one.outerHTML.slice(0, 80)")
            lost.append(f"{name}: {str(error).splitlines()[-1]}")
    return lost


def test_at_200_percent_nothing_of_the_facilitators_page_is_lost(kit, browser):
    with Visit(browser, kit, viewport=looking.TWICE_AS_LARGE) as visit:
        group = group_of(kit, "Grootstad", "reflection")
        page = visit.console(group)
        visit.do(group, "more", minutes=60)
        expect(page.get_by_role("region", name="Voorstel voor de tijd")).to_be_visible()
        for step in looking.workshop().steps:
            visit.do(group, "go", step=step.id)
            expect(page.locator("#sheet [aria-current] .name")).to_have_text(step.title)
            assert too_wide(page) == []
            if step.id in {MEASURE, CHOICE}:
                assert unreachable(page) == []


def test_at_200_percent_nothing_of_the_start_page_is_lost(kit, browser):
    with Visit(browser, kit, viewport=looking.TWICE_AS_LARGE) as visit:
        group_of(kit, "Vergrootstad", "signal")
        page = visit.start()
        expect(button(page, "Verder waar je was")).to_be_visible()
        assert too_wide(page) == []
        assert unreachable(page) == []
        button(page, "Andere groep").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        for control in dialog.get_by_role("button").all():
            control.click(trial=True)
        assert too_wide(page) == []


def test_at_200_percent_the_list_of_keys_can_be_read_and_closed(kit, browser):
    with Visit(browser, kit, viewport=looking.TWICE_AS_LARGE) as visit:
        page = visit.console(group_of(kit, "Lijststad"))
        button(page, "Toetsen").click()
        page.get_by_text("Uit het tekstvak, dan werken de toetsen weer").click(trial=True)
        assert too_wide(page) == []
        button(page, "Sluiten").click()
        expect(page.get_by_role("dialog")).to_be_hidden()


# -- motion ----------------------------------------------------------------------------------

MOVES = """(() => {
  window.bewogen = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...given) {
    bewogen.push(this.className || this.tagName);
    return animate.apply(this, given);
  };
  addEventListener("transitionrun", (event) => bewogen.push(event.target.id), true);
  addEventListener("animationstart", (event) => bewogen.push(event.target.id), true);
})()"""


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_who_asks_for_less_motion_gets_none(kit, browser, wish):
    with Visit(browser, kit, reduced_motion=wish) as visit:
        visit.context.add_init_script(MOVES)
        group = group_of(kit, f"Ruststad {wish}")
        page, beamer = visit.console(group), visit.beamer()
        expect(beamer.locator("h1")).to_have_text("Welkom")
        for title in ("Zo doen we het hier", "Wat blijft hier, en wat gaat mee?"):
            button(page, "Volgende").click()
            expect(beamer.locator("h1")).to_have_text(title)
        moved = [one.evaluate("bewogen") for one in (page, beamer)]
        if wish == "reduce":
            assert moved == [[], []]
        else:
            assert moved[1] != [], "zonder die wens beweegt er ook niets: dit bewijst niets"
