"""The page Eigen casus as a tired professional uses it: keyboard only, looked at in every state."""

import pytest
from playwright.sync_api import expect

from kit.own_cases import new_id
from tests.looking import LEAVES, OLD_BEAMER, Line, Visit, axe, button, records
from tests.running import Kit

PARTS = {
    1: ("De klantmanager leest de uitslag voor. Zij knikt.", "Wat zie je, en wat vul je zelf in?"),
    2: ("Een week later praat ze wel. <b>Haar kind komt.</b>", "Welke vraag ontbrak er?"),
    3: ("De school heeft maandag plek. Zij wil wachten.", "Wie heeft hier haast?"),
    4: ("Ze kwam bij vier van de tien lessen.", "Wat betekent dat, nu je dit weet?"),
}
HOSTILE = "<img src=x onerror=\"document.title='kaping'\">"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("eigen") / "sessions") as running:
        yield running


def opened(visit, group):
    """The page of a group and the frame of its notebook, drawn."""
    page = visit.context.new_page()
    page.goto(f"{visit.kit.base}/casus?group={group}")
    frame = page.frame_locator("#place iframe")
    expect(button(frame, "Begin een casus")).to_be_visible(timeout=60_000)
    return page, frame


def at_step(frame, name):
    """The step of this name, with the keyboard in its first field."""
    expect(frame.locator(".kit-casework h2:visible")).to_have_text(name)
    field = frame.locator("textarea:visible, input:visible").first
    expect(field).to_be_focused()
    return field


def press(page, name):
    """A button of the frame, found and pressed by key."""
    page.wait_for_function(
        """([frame, name]) => {
          const inside = document.querySelector(frame).contentDocument;
          const found = [...inside.querySelectorAll("button")].find((one) =>
            one.textContent.trim() === name && one.offsetParent);
          found?.focus();
          return inside.activeElement === found;
        }""",
        arg=["#place iframe", name],
    )
    page.keyboard.press("Enter")


def test_a_whole_case_by_keyboard_from_an_empty_page_to_the_beamer(kit, browser):
    group = kit.begin("Toetsenstad")
    with Visit(browser, kit, toolbox=True, forgive=LEAVES, reduced_motion="reduce") as visit:
        page, frame = opened(visit, group)
        assert axe(page) == []
        press(page, "Begin een casus")
        for n, name in enumerate(("Hoe begon het?", "Wat gebeurde er toen?"), 1):
            at_step(frame, name)
            _tell(page, frame, *PARTS[n])
        at_step(frame, "Waar moest je kiezen?")
        page.keyboard.type(PARTS[3][0])
        for words in (PARTS[3][1], None, "De groep begint maandag.", "Maandag beginnen",
                      "Wachten", "Licht beginnen"):  # fmt: skip
            page.keyboard.press("Tab")
            if words:
                page.keyboard.type(words)
            elif not frame.locator(".kit-toggle:focus").count():
                page.keyboard.press("Tab")  # past the question that could be taken over
        choice = frame.locator(".kit-beamer").nth(1)
        expect(choice.locator(".points li")).to_have_count(4)
        expect(choice).to_contain_text("Dit blijft schuren")
        assert axe(page) == []
        press(page, "Volgende")
        at_step(frame, "Wat hoorde je pas later?")
        _tell(page, frame, *PARTS[4])
        at_step(frame, "Hoe is het nu?")
        press(page, "Volgende")
        at_step(frame, "Hoe vertellen anderen het?")
        page.keyboard.type("Ik zei ja omdat het gesprek goed was.")
        assert axe(page) == []
        press(page, "Volgende")
        at_step(frame, "Verander drie dingen die er niet toe doen")
        for words in ("haar leeftijd", "het dorp", "het werk"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        assert axe(page) == []
        press(page, "Volgende")
        at_step(frame, "Lees na en zet klaar")
        expect(frame.get_by_text("Gesprekskit vindt niets.")).to_be_visible()
        expect(frame.get_by_text("Er is nog geen slotvraag.")).to_be_visible()
        assert axe(page) == []
        page.keyboard.press("Space")
        press(page, "Klaar voor de workshop")
        expect(frame.get_by_role("heading", name="is klaar voor de workshop")).to_be_visible()
        expect(button(frame, "Naar jullie casussen")).to_be_focused()
        assert axe(page) == []
        assert [one["counts"] for one in records(kit, "privacy_confirmed", group)] == [{}]
        page.keyboard.press("Enter")
        expect(frame.locator(".kit-earlier")).to_contain_text("klaar voor de workshop")
        expect(button(frame, "Begin een casus")).to_be_focused()
        page.close()

        console, beamer = visit.console(group, "casus-kiezen"), visit.beamer()
        expect(beamer.locator("h1")).to_have_text("Welke casus nemen we?")
        console.locator("#cases button").first.click()
        visit.do(group, "go", step="casus-in-onthullingen")
        expect(beamer.locator(".text")).to_have_text(PARTS[1][0])
        visit.do(group, "next")
        visit.do(group, "next")
        expect(beamer.locator(".text")).to_have_text(PARTS[2][0])


def _tell(page, frame, story, question):
    page.keyboard.type(story)
    expect(frame.locator(".kit-beamer .text").first).to_have_text(story)
    page.keyboard.press("Tab")
    page.keyboard.type(question)
    expect(frame.locator(".kit-beamer h1").first).to_have_text(question)
    press(page, "Volgende")


def test_what_points_to_a_person_is_marked_and_replaced_while_typing(kit, browser):
    group = kit.begin("Naamstad")
    visit = Visit(browser, kit, toolbox=True, forgive=LEAVES, viewport=OLD_BEAMER)
    with visit:
        page, frame = opened(visit, group)
        press(page, "Begin een casus")
        field = frame.locator("textarea:visible").first
        expect(field).to_be_focused()
        page.keyboard.type(f"Mevrouw Tesfaye belt. Haar nummer is 06 12345678. {HOSTILE}")
        expect(frame.locator(".kit-find:visible mark")).to_have_text(
            ["Mevrouw Tesfaye", "06 12345678"]
        )
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        press(page, "Maak ervan: Mevrouw A.")
        expect(field).to_have_value(f"Mevrouw A. belt. Haar nummer is 06 12345678. {HOSTILE}")
        press(page, "8 Klaarzetten")
        expect(frame.locator(".kit-find:visible mark")).to_have_text("06 12345678")
        expect(frame.locator(".kit-find:visible button").first).to_be_focused()
        press(page, "Klaar voor de workshop")
        expect(frame.get_by_text("Lees het nog eens, en vink dan aan")).to_be_visible()
        assert axe(page) == []
        expect(frame.locator(".kit-beamer .text").first).to_contain_text(HOSTILE)
        assert frame.locator(".kit-beamer img").count() == 0


def test_letters_typed_just_before_volgende_stay_with_their_own_stage(kit, browser):
    group = kit.begin("Snelstad")
    with Visit(browser, kit, toolbox=True, forgive=LEAVES) as visit:
        line = Line(visit.context)
        page, frame = opened(visit, group)
        press(page, "Begin een casus")
        at_step(frame, "Hoe begon het?")
        line.hold()
        page.keyboard.type("Er kwam een brief.")
        press(page, "Volgende")
        line.wait_for(page, sent='"event":"click"', heard='"update"')
        line.release()
        expect(at_step(frame, "Wat gebeurde er toen?")).to_have_value("")
        button(frame, "Vorige").click()
        expect(at_step(frame, "Hoe begon het?")).to_have_value("Er kwam een brief.")


def test_bewaard_is_said_of_the_last_letter_or_of_none(kit, browser):
    group = kit.begin("Eerlijkstad")
    with Visit(browser, kit, toolbox=True, forgive=LEAVES) as visit:
        line = Line(visit.context)
        page, frame = opened(visit, group)
        press(page, "Begin een casus")
        at_step(frame, "Hoe begon het?").fill("Zoë huilde 😢. ")
        said = frame.get_by_text("Bewaard op deze laptop")
        expect(said).to_be_visible()
        line.hold()
        page.keyboard.type("Toen niet meer.")
        expect(said).to_be_hidden()
        line.release()
        expect(said).to_be_visible()
        expect(frame.locator(".kit-beamer .text").first).to_have_text(
            "Zoë huilde 😢. Toen niet meer."
        )


def test_half_a_case_is_back_after_a_reload_and_after_a_power_cut(tmp_path, browser):
    kit = Kit(tmp_path / "sessions").start()
    group = kit.begin("Halfstad")
    with Visit(browser, kit, toolbox=True, forgive=(*LEAVES, "antwoord", "console")) as visit:
        page, frame = opened(visit, group)
        press(page, "Begin een casus")
        expect(frame.locator("textarea:visible").first).to_be_focused()
        page.keyboard.type("Tot hier was ik.")
        expect(
            frame.get_by_role("status").filter(has_text="Bewaard op deze laptop")
        ).to_be_visible()
        # The picture is drawn of what the server said it kept, so the last letter is kept too.
        expect(frame.locator(".kit-beamer .text").first).to_contain_text("Tot hier was ik.")
        page.reload()
        button(frame, "Openen").click(timeout=60_000)
        expect(frame.locator("textarea:visible").first).to_have_value("Tot hier was ik.")
        kit.kill()
        page.close()
    with (
        Kit(tmp_path / "sessions") as again,
        Visit(browser, again, toolbox=True, forgive=LEAVES) as v,
    ):
        page, frame = opened(v, group)
        button(frame, "Openen").click()
        expect(frame.locator("textarea:visible").first).to_have_value("Tot hier was ik.")


def test_the_list_keeps_or_wipes_a_case_and_asks_first(kit, browser):
    group = kit.begin("Wisstad")
    body = {"group": group, "id": new_id(), "fresh": True, "changes": {"texts": {"text1": "Weg."}}}
    kit.do("/api/own-case", **body)
    with Visit(browser, kit, toolbox=True, forgive=LEAVES) as visit:
        page, frame = opened(visit, group)
        press(page, "Bewaar ook na de workshop")
        expect(frame.get_by_text("Blijft bewaard, ook na de workshop.")).to_be_visible()
        press(page, "Wis nu")
        expect(button(frame, "Nee, laat staan")).to_be_focused()
        assert axe(page) == []
        press(page, "Ja, wis hem")
        expect(frame.get_by_text("Gewist van deze laptop.")).to_be_visible()
        expect(button(frame, "Begin een casus")).to_be_focused()
        page.close()
        start = visit.start()
        start.get_by_role("link", name="Eigen casus").click()
        expect(start.get_by_role("heading", level=1)).to_have_text("Eigen casus")
    assert list((kit.data / group / ".cases").iterdir()) == []
