"""What goes wrong in a room: a reload, a closed lid, a server, kernel, browser or disk that stops.

After each of them the words are there, the beamer shows nothing it should not, and it goes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from playwright.sync_api import Error, Locator, Page, Response, expect

from kit import content, room
from kit.folder import Folder
from kit.paths import content_root
from kit.room import Room
from tests import browser as browsers
from tests import looking
from tests.looking import Visit, button, check_room, records, shown
from tests.running import Kit
from tests.test_beamer_fit import MEASURE, wrong

WELCOME = looking.workshop().steps[0].id
CARD = "opwarmkaart-in-tweetallen"
CHOICE = "casus-kiezen"
CASE = "casus-in-onthullingen"
ROUND = "perspectiefronde"
GONE = "De verbinding met Gesprekskit is weg. Je tekst blijft staan."
DEAD = "Dit vak is gestopt. De rest van je scherm blijft werken."
CUT_OFF = ("net::ERR_", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION")
"""What a browser says in its own console when the server is gone."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("mis") / "sessions") as running:
        yield running


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit) as visit:
        yield visit


@pytest.fixture
def own(tmp_path, browser):
    """A kit that may be broken, with a visit that expects that."""
    with Kit(tmp_path / "sessions") as kit:
        yield kit


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Wat hoorde je?")


def typed(page: Page, words: str) -> None:
    """Type in the box; returns when it has all reached the server."""
    box(page).press("Control+End")
    whole = box(page).input_value() + words

    def kept(said: Response) -> bool:
        asked = said.request
        return asked.url.endswith("/api/draft") and asked.post_data_json["fields"]["text"] == whole

    with page.expect_response(kept):
        page.keyboard.type(words)


def drawn(page: Page) -> dict:
    """What a person sees on the facilitator's page, without the running time."""
    return {
        "beamer": shown(page.locator("#picture")),
        "steps": page.locator("#sheet li").evaluate_all(
            "all => all.map((one) => [one.dataset.status, one.querySelector('.name').textContent])"
        ),
        "note": page.locator("#note").inner_text(),
        "kept": page.locator("#records .line").all_inner_texts(),
        "tab": page.locator("#tabs [aria-selected=true]").inner_text(),
        "box": page.locator("#panels textarea").first.input_value(),
        "pressed": page.locator("footer [aria-pressed=true]").all_inner_texts(),
    }


# -- windows that are reloaded, left, closed and doubled ---------------------------------------


@pytest.mark.parametrize("step", [WELCOME, CARD, CHOICE, CASE, ROUND])
def test_f5_changes_nothing_on_either_window_and_the_clock_goes_on(kit, visit, step):
    group = kit.begin(f"Herlaadstad {step}")
    visit.do(group, "choose", case=looking.workshop().steps[3].given["cases"][0])
    page, beamer = visit.console(group, step), visit.beamer()
    visit.do(group, "next")
    visit.do(group, "previous")
    page.get_by_role("tab", name="Reflectie", exact=True).click()
    typed(page, "Ik durfde het niet te")
    expect(beamer.locator("h1")).to_have_text(page.locator("#picture h1").inner_text())
    before, ends = drawn(page), kit.state(group)["clock"]["ends"]
    on_beamer = shown(beamer.locator("#beamer"))

    page.reload()
    beamer.reload()
    expect(page.locator("#picture h1")).to_be_attached()
    page.get_by_role("tab", name="Reflectie", exact=True).click()
    expect(beamer.locator("h1")).to_have_text(page.locator("#picture h1").inner_text())
    assert drawn(page) | {"tab": ""} == before | {"tab": ""}
    assert shown(beamer.locator("#beamer")) == on_beamer
    clock = kit.state(group)["clock"]
    assert clock["running"] and clock["ends"] == ends
    check_room(beamer)


def test_the_back_button_leads_to_a_page_that_is_up_to_date(kit, visit):
    group = kit.begin("Terugstad")
    page = visit.console(group, CARD)
    typed(page, "Half af")
    page.get_by_role("link", name="Gesprekskit").click()
    expect(page.locator("#resume-where")).to_contain_text("Opwarmkaart in tweetallen")
    visit.do(group, "go", step=CHOICE)

    page.go_back()
    expect(page.locator("#sheet [aria-current=step]")).to_contain_text("Casus kiezen")
    expect(box(page)).to_have_value("Half af")
    button(page, "Volgende").click()
    expect(page.locator("#sheet [aria-current=step]")).to_contain_text("Casus in onthullingen")
    page.go_forward()
    expect(button(page, "Verder waar je was")).to_be_visible()
    expect(page.locator("#resume-where")).to_contain_text("Casus in onthullingen")


def test_a_closed_tab_is_opened_again_where_it_was(kit, visit):
    group = kit.begin("Sluitstad")
    page, beamer = visit.console(group, CARD), visit.beamer()
    title = page.locator("#picture h1").inner_text()
    typed(page, "Nog niet af")
    page.close()
    expect(beamer.locator("h1")).to_have_text(title)
    page = visit.console(group)
    expect(box(page)).to_have_value("Nog niet af")
    expect(page.locator("#picture h1")).to_have_text(title)


def test_two_facilitator_tabs_follow_each_other_and_neither_loses_its_text(kit, visit):
    group = kit.begin("Dubbelstad")
    first = visit.console(group, CARD)
    second = visit.console(group)
    typed(first, "Uit het eerste venster.")
    typed(second, "Uit het tweede venster.")
    button(first, "Bewaren").click()
    expect(second.locator("#records .line")).to_have_text(["Uit het eerste venster."])
    expect(box(second)).to_have_value("Uit het tweede venster.")
    button(second, "Volgende").click()
    expect(first.locator("#sheet [aria-current=step]")).to_contain_text("Casus kiezen")
    button(first, "Vorige").click()
    expect(second.locator("#sheet [aria-current=step]")).to_contain_text("Opwarmkaart")
    button(second, "Bewaren").click()
    expect(first.locator("#records .line")).to_have_count(2)
    kept = {one["text"] for one in records(kit, "reflection", group)}
    assert kept == {"Uit het eerste venster.", "Uit het tweede venster."}


def test_a_beamer_may_be_opened_twice_unplugged_and_made_smaller(kit, visit):
    group = kit.begin("Beamerstad")
    page, large = visit.console(group, CARD), visit.beamer(width=1920, height=1080)
    small = visit.beamer(**looking.OLD_BEAMER)
    expect(page.locator("#beamers")).to_have_text("beamer verbonden")
    button(page, "Vervolgvragen").click()
    for beamer in (large, small):
        expect(beamer.locator(".points li")).to_have_count(3)
    large.close()
    expect(page.locator("#beamers")).to_have_text("beamer verbonden")
    for size in (
        looking.OLD_BEAMER,
        {"width": 640, "height": 480},
        {"width": 1920, "height": 1080},
    ):
        small.set_viewport_size(size)
        small.wait_for_function("height => innerHeight === height", arg=size["height"])
        expect(small.locator(".points li").last).to_be_in_viewport(ratio=1)
        fits(small)
    small.close()
    expect(page.locator("#beamers")).to_have_text("nog geen beamer")
    button(page, "Volgende").click()
    expect(page.locator("#picture h1")).to_have_text("Welke casus nemen we?")


def fits(beamer: Page) -> None:
    """Nothing is cut off, and all can be read from the back of the room."""
    beamer.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    assert wrong(beamer.evaluate(MEASURE)) == []


# -- the server stops --------------------------------------------------------------------------


def test_a_killed_server_is_said_in_dutch_and_the_page_finds_it_again(own, browser):
    with Visit(browser, own, forgive=CUT_OFF) as visit:
        group = own.begin()
        page, beamer = visit.console(group, CARD), visit.beamer()
        expect(beamer.locator("h1")).to_have_text(page.locator("#picture h1").inner_text())
        typed(page, "Ik zag")
        on_beamer = shown(beamer.locator("#beamer"))
        own.kill()
        expect(page.locator("#gone")).to_contain_text(GONE)
        assert page.locator("#gone").inner_text().endswith("deze pagina verbindt vanzelf.")
        expect(button(page, "Volgende")).to_have_attribute("aria-disabled", "true")
        box(page).press("Control+End")
        page.keyboard.type(" dat hij wegkeek.")
        button(page, "Bewaren").click()
        expect(page.get_by_role("alert")).to_contain_text(GONE)
        expect(box(page)).to_have_value("Ik zag dat hij wegkeek.")
        assert shown(beamer.locator("#beamer")) == on_beamer
        check_room(beamer)

        port = own.port
        own.start()
        assert own.port == port
        expect(page.locator("#gone")).to_be_hidden()
        expect(box(page)).to_have_value("Ik zag dat hij wegkeek.")
        kept_on(own, page, "Ik zag dat hij wegkeek.")
        expect(page.locator("#clock-word")).to_have_text("pauze")
        button(page, "Bewaren").click()
        expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
        assert [one["text"] for one in records(own, "reflection")] == ["Ik zag dat hij wegkeek."]
        button(page, "Volgende").click()
        expect(beamer.locator("h1")).to_have_text("Welke casus nemen we?")


def kept_on(kit: Kit, page: Page, words: str) -> None:
    """What was typed without a server is in its drafts now: another window finds it."""
    other = page.context.new_page()
    for _ in range(10):
        other.goto(page.url)
        expect(box(other)).to_be_visible()
        if box(other).input_value() == words:
            break
    expect(box(other)).to_have_value(words)
    other.close()


def test_the_start_page_says_that_the_server_is_gone_and_finds_it_again(own, browser):
    with Visit(browser, own, forgive=CUT_OFF) as visit:
        own.begin()
        page = visit.start()
        own.kill()
        button(page, "Verder waar je was").click()
        expect(page.locator("#open-trouble")).to_contain_text(
            "De verbinding met Gesprekskit is weg."
        )
        own.start()
        button(page, "Verder waar je was").click()
        expect(page.locator("#picture h1")).to_be_visible()


def test_after_a_power_cut_one_click_brings_everything_back(own, browser):
    group = own.begin()
    with Visit(browser, own, forgive=CUT_OFF) as visit:
        visit.do(group, "choose", case=looking.workshop().steps[3].given["cases"][1])
        page, beamer = visit.console(group, CASE), visit.beamer()
        button(page, "Volgende").dblclick()  # the first asks what the group would do
        expect(beamer.locator(".eyebrow")).to_contain_text("2 van 5")
        page.get_by_role("tab", name="Reflectie").click()
        for words in ("Een zin.", "Nog een zin."):
            box(page).fill(words)
            button(page, "Bewaren").click()
            expect(page.locator("#records .line", has_text=words).first).to_be_visible()
            expect(box(page)).to_have_value("")
        typed(page, "Half")
        before, on_beamer = drawn(page), shown(beamer.locator("#beamer"))
        own.kill()
    own.start()
    with Visit(browser, own) as visit:
        page = visit.start()
        expect(page.locator("#resume-where")).to_contain_text("Casus in onthullingen · vandaag om")
        expect(page.locator("#numbers li")).to_have_text("2reflecties")
        button(page, "Verder waar je was").click()
        expect(page.locator("#kept-title")).to_have_text("Deze stap · 2")
        expect(page.locator("#clock-word")).to_have_text("pauze")
        assert drawn(page) | {"pressed": []} == before
        assert button(page, "Pauze").get_attribute("aria-pressed") == "true"
        beamer = visit.beamer()
        expect(beamer.locator(".eyebrow")).to_contain_text("2 van 5")
        assert shown(beamer.locator("#beamer")) == on_beamer


# -- kernels -----------------------------------------------------------------------------------


def kernels(kit: Kit) -> list[psutil.Process]:
    """The kernels of this server that are alive."""
    found = []
    for child in psutil.Process(kit.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if child.status() != psutil.STATUS_ZOMBIE and "ipykernel_launcher" in child.cmdline():
                found.append(child)
    return found


def tools(page: Page) -> Locator:
    """The notebook's tools for this step, once they can be used."""
    page.locator("#tools").evaluate("one => one.open = true")
    return page.frame_locator("#toolbox iframe").locator(".kit-tools select:visible").first


def test_a_killed_kernel_is_said_in_dutch_and_comes_back_with_a_click(own, browser):
    with Visit(browser, own, toolbox=True, forgive=(*CUT_OFF, "/api/kernels/")) as visit:
        page, beamer = visit.console(own.begin(), CARD), visit.beamer()
        expect(tools(page)).to_be_visible()
        (kernel,) = kernels(own)
        kernel.kill()
        expect(page.locator("#toolbox-dead")).to_contain_text(DEAD)
        button(page, "Volgende").click()
        expect(beamer.locator("h1")).to_have_text("Welke casus nemen we?")
        button(page, "Vorige").click()
        box(page).fill("Ook zonder gereedschap.")
        button(page, "Bewaren").click()
        expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
        check_room(beamer)

        button(page, "Opnieuw starten").click()
        expect(page.locator("#toolbox-dead")).to_be_hidden()
        expect(tools(page)).to_be_visible()
        (again,) = kernels(own)
        assert again.pid != kernel.pid
        expect(page.locator("#records .line")).to_have_text(["Ook zonder gereedschap."])


def test_a_kernel_that_dies_before_its_window_came_is_said_too(own, browser):
    with Visit(browser, own, toolbox=True, forgive=(*CUT_OFF, "/api/kernels/")) as visit:
        visit.said = 10**6  # Voila tells its terminal about a kernel that never answered
        page, group = visit.context.new_page(), own.begin()
        with page.expect_request("**/voila/render/**"):
            page.goto(f"{own.base}/workshop/1?group={group}")
        for _ in range(looking.PATIENCE):
            own.state(group)
            if born := kernels(own):
                break
        born[0].kill()
        expect(page.locator("#toolbox-dead")).to_contain_text(DEAD)
        button(page, "Opnieuw starten").click()
        visit.do(group, "go", step=CARD)
        expect(tools(page)).to_be_visible()
        expect(page.locator("#toolbox-dead")).to_be_hidden()


def test_ten_reloads_and_closed_windows_leave_no_kernels_behind(own, browser):
    group = own.begin()
    with Visit(browser, own, toolbox=True, forgive=CUT_OFF) as visit:
        page = visit.console(group, CARD)
        seen = set()
        for _ in range(10):
            expect(tools(page)).to_be_visible()
            seen.update(kernels(own))
            page.reload()
        expect(tools(page)).to_be_visible()
        psutil.wait_procs(seen, looking.PATIENCE / 1000)
        (last,) = kernels(own)
        page.close()
        psutil.wait_procs([last], looking.PATIENCE / 1000)
        assert psutil.Process(own.process.pid).children(recursive=True) == []


# -- the browser and the disk ------------------------------------------------------------------


def test_a_killed_browser_costs_at_most_the_last_second(kit, browser):
    group, mark = kit.begin("Browserstad"), f"--gesprekskit-{os.getpid()}"
    start = {"executable_path": browsers.find()}
    opened = browser.browser_type.launch(**start, args=[*browsers.arguments(), mark])
    page = Visit(opened, kit).console(group, CARD)
    typed(page, "Dit staat er langer dan een seconde.")
    box(page).press("Control+End")
    page.keyboard.type(" En dit")
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if mark in one.cmdline():
                one.kill()
    with contextlib.suppress(Error):
        opened.close()
    with Visit(browser, kit) as visit:
        page = visit.console(group)
        assert box(page).input_value().startswith("Dit staat er langer dan een seconde.")
        assert "Dit staat er langer dan een seconde. En dit".startswith(box(page).input_value())


def test_a_data_folder_that_goes_while_typing_is_said_and_another_is_chosen(own, browser, tmp_path):
    with Visit(browser, own, forgive=("507",)) as visit:
        group = own.begin()
        page = visit.console(group, CARD)
        box(page).fill("Ervoor.")
        button(page, "Bewaren").click()
        expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
        shutil.rmtree(own.data)
        own.data.write_text("geen map")
        box(page).click()
        page.keyboard.type("Erna.")
        expect(page.get_by_role("alert")).to_contain_text("Niet bewaard: de map is weg.")
        button(page, "Bewaren").click()
        expect(page.get_by_role("alert")).to_contain_text("Wat je typte, staat er nog.")
        expect(box(page)).to_have_value("Erna.")
        button(page, "Volgende").click()
        expect(page.locator("#picture h1")).to_have_text("Welke casus nemen we?")
        expect(box(page)).to_have_value("Erna.")
        button(page, "Vorige").click()

        elsewhere = tmp_path / "elders"
        button(page, "Kies een andere map").click()
        page.get_by_label("Map om in te bewaren").fill(str(elsewhere))
        button(page, "Gebruik deze map").click()
        expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
        expect(page.get_by_role("alert")).to_be_hidden()
        expect(page.locator("#records .line")).to_have_text(["Erna.", "Ervoor."])
        own.data = elsewhere
        kept = {one["text"] for one in records(own, "reflection", group)}
        assert kept == {"Ervoor.", "Erna."}


# -- the laptop sleeps -------------------------------------------------------------------------


class Laptop:
    """A room whose clock is told what time it is; `told` is what its windows drew last."""

    def __init__(self, folder: Folder):
        self.now = 1_800_000_000_000
        words = content.load(content_root())
        self.room = Room(folder, words, {1: looking.workshop()}, now=lambda: self.now)
        self.table = self.room.open(folder.add_group("Slaapstad"), 1)
        self.told: list[dict] = []
        self.table.watchers.add(self.told.append)
        self.table.do("next", {})

    def passes(self, ms: int) -> None:
        self.now += ms
        self.room.tick()

    @property
    def clock(self):
        return self.table.session.clock


@pytest.fixture
def laptop(tmp_path):
    """Calls a story with a laptop inside a running loop, and waits until all is written."""

    def tell(story) -> None:
        async def living() -> None:
            folder = Folder(tmp_path / "sessions")
            folder.ensure()
            one = Laptop(folder)
            story(one)
            await asyncio.gather(*one.room._tasks)
            one.room.pen.shutdown()

        with ThreadPoolExecutor(1) as thread:  # this thread's loop may be the browser's
            thread.submit(lambda: asyncio.run(living())).result()

    return tell


def test_a_laptop_that_slept_finds_its_clock_where_it_was(laptop):
    def story(one: Laptop) -> None:
        one.passes(1000)
        one.table.do("write", {})
        left, silence = one.clock.left(one.now), one.table.session.write.left(one.now)
        one.passes(3_600_000)
        assert (one.clock.running, one.clock.left(one.now)) == (False, left)
        assert (one.table.session.write.running, one.table.session.write.left(one.now)) == (
            False, silence,
        )  # fmt: skip
        assert one.told[-1]["notice"] == "De laptop sliep. De klok staat stil waar hij was."
        one.passes(3_600_000)
        assert one.clock.left(one.now) == left
        one.table.do("pause", {})
        one.passes(1000)
        assert one.clock.left(one.now) == left - 1000
        assert one.told[-1]["notice"] == ""

    laptop(story)


def test_a_busy_laptop_did_not_sleep(laptop):
    def story(one: Laptop) -> None:
        left = one.clock.left(one.now)
        one.passes(room.SLEPT)
        assert one.clock.running and one.clock.left(one.now) == left - room.SLEPT

    laptop(story)


def test_a_paused_clock_sleeps_on_without_a_word(laptop):
    def story(one: Laptop) -> None:
        one.table.do("pause", {})
        left = one.clock.left(one.now)
        one.passes(3_600_000)
        assert (one.clock.left(one.now), one.table.notice) == (left, "")

    laptop(story)


def test_a_room_nobody_uses_sleeps_and_wakes(tmp_path):
    moments = iter(range(1000, 10**9, 3_600_000))
    empty = Room(Folder(tmp_path), content.load(content_root()), {}, now=lambda: next(moments))
    empty.tick()
    assert empty.current is None
