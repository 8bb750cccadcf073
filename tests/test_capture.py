"""Words that are being typed: no click, no slow answer and no other step takes them away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.looking import Visit, button, records
from tests.running import Kit

CARD = "opwarmkaart-in-tweetallen"
MEASURE = "startmeting"
CHECK_OUT = "afspraak-en-check-out"
LONG = "Zin een, en daarbij alles wat iemand tien minuten lang vertelde."
AWAY = """(away) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("typen") / "sessions") as running:
        yield running


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit) as visit:
        yield visit


class Held:
    """Saves of a page that are on their way, and stay there until they may go on."""

    def __init__(self, page: Page):
        self.page, self.routes = page, []
        page.route("**/api/save", lambda route: self.routes.append(route))

    def save(self) -> None:
        """Press the button; returns when the question is under way."""
        with self.page.expect_request("**/api/save"):
            button(self.page, "Bewaren").click()

    def release(self) -> None:
        while not self.routes:
            self.page.evaluate("0")
        route: Route = self.routes.pop()
        with self.page.expect_response("**/api/save"):
            route.continue_()


def box(page: Page, label: str = "Wat parkeren we?") -> Locator:
    return page.get_by_role("textbox", name=label)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def correct(page: Page, words: str) -> None:
    page.locator("#records li", has_text=words).get_by_role("button", name="Aanpassen").click()


def test_a_correction_that_is_typed_goes_on_until_it_is_saved_or_given_up(kit, visit):
    group = kit.begin("Aanpasstad")
    for words in ("Zin een.", "Zin twee."):
        kit.do("/api/save", group=group, workshop=1, kind="parked", fields={"text": words})
    page = visit.console(group)
    tab(page, "Parkeren")
    box(page).fill("Stond er al.")
    correct(page, "Zin een.")
    correct(page, "Zin twee.")  # nothing was typed yet
    correct(page, "Zin een.")
    box(page).fill(LONG)
    tab(page, "Signaal")
    for other in ("Zin twee.", "Zin een."):
        correct(page, other)
        expect(page.get_by_role("alert")).to_have_text(
            "Bewaar eerst wat je nu aanpast, of kies ‘Toch niet’."
        )
        expect(box(page)).to_be_focused()
        expect(box(page)).to_have_value(LONG)

    held = Held(page)
    held.save()
    for name in ("Toch niet", "Aanpassen"):
        button(page, name).first.click()
        expect(page.get_by_role("alert")).to_contain_text("Wacht even")
    held.release()
    expect(page.locator("#saved")).to_contain_text("Bewaard")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(box(page)).to_have_value("Stond er al.")
    expect(button(page, "Toch niet")).to_be_hidden()
    first, _, last = records(kit, "parked", group)
    assert (last["text"], last["replaces"]) == (LONG, first["id"])


def test_bewaard_stands_beside_what_was_saved_and_there_one_types_on(kit, visit):
    group = kit.begin("Wisselstad")
    page = visit.console(group, CARD)
    held, saved = Held(page), page.locator("#saved")
    heard = box(page, "Wat hoorde je?")
    heard.fill("Eerste zin.")
    held.save()
    page.get_by_label("Wie zei het?").select_option("uitvoering")  # too late for this sentence
    tab(page, "Signaal")
    box(page, "Wat moet beleid weten?").fill("Nog niet bewaard.")
    held.release()
    expect(page.locator("#records .line")).to_have_text(["Eerste zin."])
    expect(saved).to_be_empty()
    expect(box(page, "Wat moet beleid weten?")).to_have_value("Nog niet bewaard.")
    tab(page, "Reflectie")
    expect(saved).to_contain_text("Bewaard op deze laptop")
    expect(heard).to_have_value("")
    heard.press_sequentially("Tweede zin.")
    expect(saved).to_be_empty()
    expect(heard).to_have_value("Tweede zin.")

    held.save()
    visit.do(group, "go", step=MEASURE)
    expect(page.get_by_role("tab", name="Meting")).to_have_attribute("aria-selected", "true")
    held.release()
    tab(page, "Reflectie")
    expect(saved).to_contain_text("Bewaard")
    expect(heard).to_have_value("")
    expect(heard).to_be_editable()
    kept = [(one["text"], one.get("role")) for one in records(kit, "reflection", group)]
    assert kept == [("Eerste zin.", None), ("Tweede zin.", None)]


def test_a_half_filled_slip_answers_no_other_questions_and_waits_at_its_own(kit, visit):
    group = kit.begin("Briefjesstad")
    page = visit.console(group, MEASURE)
    ticked = page.get_by_role("tabpanel").locator("input:checked")

    def answer(*scores: int) -> None:
        for place, score in enumerate(scores):
            line = page.get_by_role("tabpanel").locator(".statement").nth(place)
            with page.expect_response("**/api/draft"):
                line.locator(f"input[value='{score}']").check(force=True)

    def at(step: str, question: str) -> list[str]:
        visit.do(group, "go", step=step)
        tab(page, "Meting")
        expect(page.get_by_role("tabpanel")).to_contain_text(question)
        return ticked.evaluate_all("all => all.map((one) => one.value)")

    answer(5, 1)
    assert at(CHECK_OUT, "Durfde je vandaag") == []
    expect(page.get_by_role("alert")).to_contain_text("Wat je invulde bij ‘Meting’")
    assert at(MEASURE, "Ik durf hier") == ["5", "1"]
    assert at(CHECK_OUT, "Durfde je vandaag") == []
    page.reload()
    expect(page.get_by_role("tab", name="Meting")).to_be_attached()
    assert at(CHECK_OUT, "Durfde je vandaag") == []
    answer(2, 3, 4)
    page.reload()
    expect(page.get_by_role("tab", name="Meting")).to_have_attribute("aria-selected", "true")
    assert at(CHECK_OUT, "Durfde je vandaag") == ["2", "3", "4"]
    with page.expect_response("**/api/draft"):  # what waits elsewhere is kept again
        button(page, "Bewaren").click()
    page.reload()
    expect(page.locator("#records .line")).to_have_text(["Briefje: 2 3 4"])
    assert at(CHECK_OUT, "Durfde je vandaag") == []
    assert at(MEASURE, "Ik durf hier") == ["5", "1"]
    assert [one["moment"] for one in records(kit, "measurement", group)] == ["uitgang"]


def test_a_window_that_nobody_sees_leaves_the_others_room_and_catches_up(kit, visit):
    group = kit.begin("Vensterstad")
    visit.context.clock.install()
    page, away, beamer = visit.console(group, CARD), visit.console(group), visit.beamer()
    expect(beamer.locator("h1")).to_be_visible()
    # A browser has six lines to one address: these are the last three.
    page.evaluate(
        """Promise.all([1, 2, 3].map(() => new Promise((open) => {
          new EventSource("/api/beamer").addEventListener("state", open);
        })).map((line) => line.then(() => null)))"""
    )
    for one in (away, beamer):
        one.evaluate(AWAY, True)
    visit.context.clock.fast_forward(6_000)

    box(page, "Wat hoorde je?").fill("Deze zin moet bewaard.")
    button(page, "Bewaren").click()
    expect(page.locator("#saved")).to_contain_text("Bewaard op deze laptop")
    button(page, "Volgende").click()
    expect(beamer.locator("h1")).to_have_text("Welke casus nemen we?")
    expect(away.locator("#picture h1")).not_to_have_text("Welke casus nemen we?")
    away.evaluate(AWAY, False)
    expect(away.locator("#picture h1")).to_have_text("Welke casus nemen we?")
    expect(away.locator("#gone")).to_be_hidden()

    away.evaluate(AWAY, True)
    visit.context.clock.fast_forward(6_000)
    hello = 'event: hello\ndata: {"run":""}\n\n'  # the group was locked meanwhile
    away.route(
        "**/api/console?*", lambda it: it.fulfill(body=hello, content_type="text/event-stream")
    )
    away.evaluate(AWAY, False)
    expect(away).to_have_url(re.compile(r"/\?slot$"))
