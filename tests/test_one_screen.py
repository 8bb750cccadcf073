"""One laptop, one mirrored beamer: in beamer view nothing private is painted, not for one frame.

A sampler in the page looks before and after every paint. It keeps its own account of which view the
facilitator asked for, so that it also sees a page that forgets to switch.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests import looking
from tests.looking import Visit, button, check_room, tab_to
from tests.running import Kit

CARD = "opwarmkaart-in-tweetallen"
PRIVATE = ("Zij huilde in de gang.", "Nog niet af")
SAMPLER = """(() => {
  if (!location.pathname.startsWith("/workshop/")) return;
  const wanted = () => sessionStorage.getItem("gevraagd") === "beamer";
  const seen = window.gezien = { frames: 0, beamer: 0, private: [] };
  const fields = "input, textarea, select";
  const turn = () => sessionStorage.setItem("gevraagd", wanted() ? "facilitator" : "beamer");
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.(fields) || document.querySelector("dialog[open]");
    if (event.key.toLowerCase() === "w" && !typing && !event.ctrlKey) turn();
  }, true);
  addEventListener("click", (event) => event.target.closest?.("#one-screen") && turn(), true);
  const inSight = (node) => {
    if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  function look(moment) {
    if (!document.body || !wanted()) return;
    seen.beamer++;
    const room = document.getElementById("projector");
    for (const node of document.body.querySelectorAll("*")) {
      if (node === room || room?.contains(node) || node.matches("script, link, style")) continue;
      if (inSight(node)) seen.private.push(`${moment} ${seen.frames}: ${node.tagName}#${node.id}`);
    }
    if (seen.private.length > 20) seen.private.length = 20;
  }
  const after = new MessageChannel();
  after.port1.onmessage = () => look("na");
  requestAnimationFrame(function frame() {
    seen.frames++;
    look("voor");
    after.port2.postMessage(0);
    requestAnimationFrame(frame);
  });
})()"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("scherm") / "sessions") as running:
        yield running


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit) as visit:
        visit.context.add_init_script(SAMPLER)
        yield visit


def frames(page: Page, more: int = 6) -> dict:
    """What the sampler saw, after at least so many frames more."""
    page.wait_for_function(
        "([from, more]) => gezien.frames >= from + more",
        arg=[page.evaluate("gezien.frames"), more],
    )
    return page.evaluate("gezien")


def private(visit: Visit, page: Page, group: str) -> None:
    """Things on the facilitator's page that a room may not read: a sentence and a draft."""
    words = {"kind": "reflection", "fields": {"text": PRIVATE[0]}}
    visit.kit.do("/api/save", group=group, workshop=1, **words)
    expect(page.locator("#records li")).to_contain_text(PRIVATE[0])
    with page.expect_response("**/api/draft"):
        page.get_by_role("textbox", name="Wat hoorde je?").press_sequentially(PRIVATE[1])


def test_the_sampler_sees_a_flash_of_one_frame(kit, visit):
    page = visit.console(kit.begin("Flitsstad"), CARD)
    page.keyboard.press("w")
    expect(page.locator("#console")).to_be_hidden()
    assert frames(page)["private"] == []
    page.evaluate("""new Promise((done) => requestAnimationFrame(() => {
      document.body.dataset.view = "facilitator";
      requestAnimationFrame(() => { document.body.dataset.view = "beamer"; done(); });
    }))""")
    assert frames(page)["private"] != []


def test_w_switches_and_no_frame_of_the_beamer_view_is_private(kit, visit):
    group = kit.begin("Spiegelstad")
    page = visit.console(group, CARD)
    private(visit, page, group)
    page.keyboard.press("Escape")
    for _ in range(6):
        page.keyboard.press("w")
        expect(page.get_by_role("main", name="Beamer")).to_be_visible()
        expect(page.locator("#console")).to_be_hidden()
        expect(page.locator("#projector h1")).to_be_visible()
        frames(page)
        page.keyboard.press("w")
        expect(page.locator("#console")).to_be_visible()
    for _ in range(5):
        page.keyboard.press("w")
    frames(page)
    expect(page.locator("body")).to_have_attribute("data-view", "beamer")
    for key, title in (("PageDown", "Welke casus nemen we?"), ("b", "We zijn zo terug")):
        page.keyboard.press(key)
        expect(page.locator("#projector h1")).to_have_text(title)
    visit.do(group, "blank")
    visit.do(group, "more", minutes=20)
    visit.do(group, "next")
    seen = frames(page)
    assert seen["private"] == []
    assert seen["beamer"] > 30


def test_a_reload_in_beamer_view_paints_nothing_private(kit, visit):
    group = kit.begin("Herlaadstad")
    page = visit.console(group, CARD)
    private(visit, page, group)
    page.keyboard.press("Escape")
    with page.expect_response("**/api/do"):
        page.keyboard.press("w")
    for _ in range(3):
        page.reload()
        expect(page.locator("#projector h1")).to_be_visible()
        seen = frames(page, 10)
        assert seen["private"] == []
        assert seen["beamer"] > 5
    page.keyboard.press("w")
    expect(page.locator("#console")).to_be_visible()
    expect(page.get_by_role("textbox", name="Wat hoorde je?")).to_have_value(PRIVATE[1])


def test_an_older_state_that_arrives_late_does_not_bring_the_console_back(kit, visit):
    group = kit.begin("Traagstad")
    page = visit.console(group, CARD)
    held = []
    page.route("**/api/do", lambda route: held.append(route))
    page.keyboard.press("w")
    expect(page.locator("#console")).to_be_hidden()
    visit.do(group, "follow_ups")  # its state still says: facilitator
    expect(page.locator("#projector .points li")).to_have_count(3)
    assert frames(page)["private"] == []
    for route in held:
        route.continue_()
    page.unroute("**/api/do")
    visit.do(group, "follow_ups")
    expect(page.locator("#projector .points li")).to_have_count(0)
    assert frames(page)["private"] == []


def test_three_quick_presses_end_in_beamer_view_without_a_flash(kit, visit):
    page = visit.console(kit.begin("Snelstad"), CARD)
    held = []
    page.route("**/api/do", lambda route: held.append(route))
    for _ in range(3):
        page.keyboard.press("w")
    for _ in range(3):  # the answers come one by one, each with its own state
        if held:
            held.pop(0).continue_()
        frames(page, 10)
    page.unroute("**/api/do")
    for route in held:
        route.continue_()
    seen = frames(page)
    expect(page.locator("body")).to_have_attribute("data-view", "beamer")
    assert seen["private"] == []
    page.reload()
    expect(page.locator("#projector h1")).to_be_visible()
    assert frames(page)["private"] == []


def test_the_caret_and_the_draft_wait_behind_the_beamer_view(kit, visit):
    group = kit.begin("Wachtstad")
    page = visit.console(group, CARD)
    private(visit, page, group)
    box = page.get_by_role("textbox", name="Wat hoorde je?")
    box.evaluate("one => one.setSelectionRange(3, 7)")
    button(page, "Eén scherm").click()
    expect(page.locator("#console")).to_be_hidden()
    frames(page)
    page.keyboard.press("b")
    expect(page.locator("#projector h1")).to_have_text("We zijn zo terug")
    page.keyboard.press("w")
    expect(box).to_be_focused()
    assert box.evaluate("one => [one.value, one.selectionStart, one.selectionEnd]") == [
        PRIVATE[1], 3, 7,
    ]  # fmt: skip
    page.keyboard.press("w")
    expect(box).to_have_value("Nogwt af")
    assert frames(page)["private"] == []
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    assert frames(page)["private"] == []


def test_nothing_private_stands_in_the_picture_or_reaches_a_screen_reader(kit, visit):
    group = kit.begin("Luisterstad")
    page = visit.console(group, CARD)
    private(visit, page, group)
    page.keyboard.press("Escape")
    tools = page.context.new_cdp_session(page)

    def heard() -> str:
        nodes = tools.send("Accessibility.getFullAXTree")["nodes"]
        return json.dumps([one.get("name") for one in nodes if not one["ignored"]])

    note = page.locator("#note strong").first.inner_text()
    aloud = heard()
    for words in ("Volgende", "Draaiboek", note, *PRIVATE[:1]):
        assert words in aloud
    page.keyboard.press("w")
    expect(page.locator("#console")).to_be_hidden()
    frames(page)
    aloud = heard()
    for words in ("Volgende", "Draaiboek", "Vastleggen", "Bewaren", "Hierna", *PRIVATE):
        assert words not in aloud
    title = page.locator("#projector h1").inner_text()
    assert title in aloud
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    for words in (*PRIVATE, note):
        assert words not in page.locator("#projector").inner_html()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#console')") is None


def test_a_dialog_or_a_proposal_does_not_come_along(kit, visit):
    group = kit.begin("Voorstelstad")
    page = visit.console(group)
    for _ in range(5):
        visit.do(group, "more", minutes=2)
    expect(page.get_by_role("region", name="Voorstel voor de tijd")).to_be_visible()
    tab_to(page, "Toetsen")
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    expect(page.locator("#projector h1")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("t")
    assert frames(page)["private"] == []
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(re.compile("Voorstel"), use_inner_text=True)


def test_the_beamer_view_is_the_same_picture_as_the_beamer_page(kit, visit):
    group = kit.begin("Gelijkstad")
    page, beamer = visit.console(group, CARD), visit.beamer(**looking.LAPTOP)
    expect(beamer.locator("h1")).to_be_visible()
    page.keyboard.press("w")
    for action, kind in (
        ("follow_ups", "card"), ("write", "write"), ("blank", "blank"), ("next", "choice"),
    ):  # fmt: skip
        visit.do(group, action)
        expect(page.locator(f"#projector > .screen-{kind}")).to_be_visible()
        expect(beamer.locator(f"#beamer > .screen-{kind}")).to_be_visible()
        looking.check_alike(page.locator("#projector"), beamer.locator("#beamer"))
    check_room(beamer)
