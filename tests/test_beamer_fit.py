"""Whether the beamer can be read at eight metres: measured in a browser, on the real pages."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from kit import content
from kit.model import SUITS, Content, Screen
from kit.paths import content_root, web_root
from kit.screens import steps
from kit.screens.beamer import draw
from kit.screens.frame import preview
from kit.screens.told import short

SIZES = {"full-hd": (1920, 1080), "laptop": (1366, 768), "old-beamer": (1024, 768)}
HERE = "http://127.0.0.1"
SMALLEST = 0.05
CONTRAST = 7
EDGE = 0.025
"""What an overscanning beamer may swallow at each side."""

QUESTION = (
    "Hoe leg je aan je leidinggevende uit dat deze inburgeraar meer tijd nodig heeft dan de "
    "leerbaarheidstoets voorspelde?"
)
FOLLOW_UP = "Wat zou er veranderen als de maatschappelijk begeleider eerder aanschoof?"
STATEMENT = (
    "Ik durf een regel te bevragen als mijn leidinggevende erbij zit, ook wanneer de rest van het "
    "team zwijgt."
)
STORY = (
    "Mevrouw Selam, vierendertig jaar, woont drie weken in de gemeente. De leerbaarheidstoets zegt "
    "dat het B1-niveau haalbaar is binnen de termijn. In het gesprek knikt ze vaak en zegt ze "
    "zacht: “Het is goed.” Uit het maatschappelijk gesprek blijkt later dat ze drie uur per nacht "
    "slaapt en dat haar zoon van negen over een maand komt. De taalschool heeft nu plek, anders "
    "pas over vijf maanden. De tien weken voor het persoonlijk plan inburgering en participatie "
    "lopen af, en niemand vroeg waarom."
)
SUMMARY = (
    "Een moeder van vierendertig kan volgens de toets B1 halen, maar haar hoofd is ergens anders "
    "en niemand vraagt waarom."
)
WORDS = tuple(
    f"{n} Ik hoor te laat van de taalschool dat iemand niet komt, waardoor ik het gesprek pas voer "
    "als het vertrouwen al weg is en het plan vastloopt."[:140]
    for n in range(1, 9)
)
FOOT = "Eerst stil voor jezelf, daarna in tweetallen"
ROLES = ("Uitvoering", "Partner", "Kwaliteit", "Beleid: ik hoorde …", "Teamleiding: ik hoorde …")
LONGEST = {
    "lobby": Screen("lobby", "Wringen en wegen", text="Welkom. We beginnen zo."),
    "blank": Screen("blank", "We zijn zo terug"),
    "title": Screen("title", QUESTION, text="De leiding luistert en vat samen.", place="Stap 1"),
    "rules": Screen("rules", "Zo doen we het hier", points=(FOLLOW_UP,) * 5, place="Stap 1 van 8"),
    "promise": Screen("promise", "De belofte", points=(FOLLOW_UP,) * 5, foot="Door de leiding"),
    "card": Screen(
        "card",
        QUESTION,
        eyebrow="Van praktijk naar beleid · verdiepen · kaart B7",
        suit="beleid",
        points=(FOLLOW_UP,) * 3,
        foot=FOOT,
        place="Stap 13 van 18",
    ),
    "stage": Screen(
        "stage", QUESTION, eyebrow="De toets zegt ja, zij zegt later · 3 van 5", text=STORY
    ),
    "write": Screen("write", QUESTION, foot="Schrijf even voor jezelf"),
    "round": Screen("round", QUESTION, points=(*ROLES, "Management: ik hoorde …"), here=4),
    "statements": Screen("statements", "Zes stellingen, zonder naam", points=(STATEMENT,) * 6),
    "choice": Screen(
        "choice",
        "Welke casus nemen we?",
        points=(f"De toets zegt ja, zij zegt later. {SUMMARY}",) * 3,
        foot="Schrijf stil je keuze op een briefje. Niemand ziet wie wat kiest.",
        place="Stap 4 van 8",
    ),
    "told": Screen(
        "told",
        short(STORY),
        eyebrow="Signaal 12 van 40 · workshop 3",
        text=short(f"Verder onderzoek. {STORY}"),
        foot="Ervaringsdeskundige · 22 september · klaar op 30 september",
        place="Stap 1 van 9",
    ),
    "words": Screen("words", QUESTION, words=WORDS),
    "board": Screen(
        "board",
        "Wat staat er op het spel, en voor wie?",
        columns=("Wat staat er op het spel?", "Wat is de schade?"),
        rows=tuple(
            (party, ("Rust in het hoofd\nHaar vertrouwen", "Ze haakt af\nWij weten het te laat"))
            for party in ("Inburgeraar", "Uitvoering", "Leiding en beleid", "Anderen", "Derde weg")
        ),
        foot="Zoek altijd een derde weg. “Dit blijft schuren” is ook een uitkomst.",
    ),
}

MEASURE = """
() => {
  const section = document.querySelector(".screen"), box = section.getBoundingClientRect();
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const seen = new Map();
  const rgb = (colour) => seen.get(colour) ?? seen.set(colour, paint(colour)).get(colour);
  const paint = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    const band = node.matches(".asks, .answer");
    if (band) return rgb(getComputedStyle(node).getPropertyValue("--soft"));
    const own = rgb(getComputedStyle(node).backgroundColor);
    return own[3] === 255 || !node.parentElement ? own : ground(node.parentElement);
  };
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const parts = [];
  const walk = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  for (let text; (text = walk.nextNode()); ) {
    const node = text.parentElement;
    if (!text.data.trim() || !shown(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const [ink, paper] = [light(rgb(getComputedStyle(node).color)), light(ground(node))];
    for (const rect of range.getClientRects())
      parts.push({
        text: text.data.slice(0, 40),
        main: Boolean(node.closest("h1, .text, .points, .words, table")),
        size: parseFloat(getComputedStyle(node).fontSize) / box.height,
        contrast: (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05),
        left: (rect.left - box.left) / box.width, right: (box.right - rect.right) / box.width,
        top: (rect.top - box.top) / box.height, bottom: (box.bottom - rect.bottom) / box.height,
      });
  }
  const cut = [...section.querySelectorAll(".sheet, .sheet *:not(svg, svg *)"), section]
    .filter((n) => shown(n) && getComputedStyle(n).overflow !== "visible" || n.matches(".body"))
    .filter((n) => n.scrollHeight > n.clientHeight + 1 || n.scrollWidth > n.clientWidth + 1)
    .filter((n) => !n.matches(".screen, .sheet"))
    .map((n) => n.className || n.tagName);
  return { parts, cut, squeeze: section.dataset.squeeze ?? "", fit: section.style.cssText };
}
"""


class Beamer:
    """The beamer's page with its own files and without a server: `show` draws, `measure` looks."""

    def __init__(self, page):
        self.page = page
        self.state: dict | None = None
        self.asked: list[dict] = []
        self.foreign: list[str] = []
        page.route("**/*", self._answer)

    def _answer(self, route):
        address = route.request.url
        path = address.removeprefix(HERE).partition("?")[0]
        if not address.startswith(HERE):
            self.foreign.append(address)
            route.abort()
        elif path == "/beamer":
            html = (web_root() / "beamer.html").read_text(encoding="utf-8")
            route.fulfill(body=re.sub(r"\{\{asset:(.+?)\}\}", r"/kit/\1", html))
        elif path == "/api/do":
            self.asked.append(json.loads(route.request.post_data))
            route.fulfill(json={"ok": True})
        elif path == "/api/beamer" and self.state:
            body = f"event: state\ndata: {json.dumps(self.state)}\n\n"
            route.fulfill(body=body, content_type="text/event-stream")
        elif path.startswith("/kit/"):
            route.fulfill(path=web_root() / path.removeprefix("/kit/"))
        else:
            route.abort()

    def open(self, screen: Screen | None = None, **more: object) -> Beamer:
        self.tell(screen, **more)
        self.page.goto(f"{HERE}/beamer")
        self.page.evaluate("document.fonts.load('400 20px \"Atkinson Hyperlegible Next\"')")
        return self

    def tell(self, screen: Screen | None, **more: object) -> None:
        """What the server says when it is asked next."""
        if screen:
            self.state = {"seq": 1, "now": 0, "html": draw(screen), "clock": None, **more}

    def show(self, screen: Screen) -> None:
        """Draw a picture without any server, as large as it can be."""
        self.page.evaluate(
            """async (html) => {
                 const { fit } = await import("/kit/screen.js");
                 document.getElementById("beamer").innerHTML = html;
                 fit(document.querySelector(".screen"));
               }""",
            draw(screen),
        )

    def measure(self) -> dict:
        return self.page.evaluate(MEASURE)


@pytest.fixture
def beamer(browser):
    """A beamer window of 1366 × 768 that does not move."""
    page = browser.new_page(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce", service_workers="block"
    )
    yield Beamer(page)
    page.close()


@pytest.fixture(scope="module")
def words() -> Content:
    return content.load(content_root())


def wrong(found: dict) -> list[str]:
    """Everything that someone at the back could not read."""
    faults = [f"afgesneden: {part}" for part in found["cut"]]
    if "--shrink" in found["fit"]:
        faults.append(f"kleiner dan mag: {found['fit']}")
    for part in found["parts"]:
        if part["main"] and part["size"] < SMALLEST:
            faults.append(f"{part['size']:.3f} van de hoogte: {part['text']}")
        if part["contrast"] < CONTRAST:
            faults.append(f"contrast {part['contrast']:.1f}: {part['text']}")
        if min(part[side] for side in ("left", "right", "top", "bottom")) < EDGE:
            faults.append(f"te dicht op de rand: {part['text']}")
    return faults


def faults_of(beamer: Beamer, screens: dict[str, Screen]) -> dict[str, list[str]]:
    found = {}
    for name, screen in screens.items():
        beamer.show(screen)
        if faults := wrong(beamer.measure()):
            found[name] = faults
    return found


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def sized(beamer, request):
    """The beamer at each of the sizes that are found in town halls."""
    width, height = request.param
    beamer.page.set_viewport_size({"width": width, "height": height})
    return beamer.open()


def test_the_longest_texts_of_every_kind_can_be_read_at_the_back(sized):
    assert faults_of(sized, LONGEST) == {}


def test_every_card_of_the_decks_can_be_read_with_its_follow_up_questions(sized, words):
    assert words.cards
    cards = {card.id: steps.card_screen(card, FOOT) for card in words.cards.values()}
    assert faults_of(sized, cards) == {}


def test_every_stage_and_every_closing_question_of_the_cases_can_be_read(sized, words):
    assert words.cases
    stages = {
        f"{case.id} {number}": Screen("stage", stage.question, eyebrow=case.title, text=stage.text)
        for case in words.cases.values()
        for number, stage in enumerate(case.stages, 1)
    }
    closings = {case.id: Screen("title", case.closing) for case in words.cases.values()}
    facts = {fact.id: steps.fact_screen(fact) for fact in words.facts.values()}
    assert faults_of(sized, stages | closings | facts) == {}


def test_the_rules_the_promise_and_the_statements_can_be_read(sized, words):
    table = words.table
    screens = {
        "rules": Screen("rules", "Zo doen we het hier", points=table.rules, place="Stap 1 van 8"),
        "privacy": Screen("rules", "Wat blijft hier, en wat gaat mee?", points=table.privacy),
        "promise": Screen("promise", "De belofte", points=table.promise, foot="Door de leiding"),
        "statements": Screen("statements", "Zes stellingen, zonder naam", points=table.statements),
        "exit": Screen("statements", "Nog drie vragen", points=table.exit_questions, foot=FOOT),
        "blank": Screen("blank", table.blank),
        "quiet": Screen("write", table.quiet),
    }
    assert faults_of(sized, screens) == {}


@pytest.mark.parametrize("suit", SUITS)
def test_every_suit_keeps_its_contrast_on_every_ground(beamer, suit):
    beamer.open()
    points, asked = ("Uitvoering", "Partner", "Beleid"), "Wat zag je?"
    for kind in ("card", "words", "round", "statements", "choice", "write"):
        screen = Screen(kind, asked, suit=suit, points=points, here=1, foot=FOOT, place="Stap 3")
        beamer.show(screen)
        assert wrong(beamer.measure()) == [], kind


@pytest.mark.parametrize("name", LONGEST)
def test_axe_finds_nothing(beamer, name):
    beamer.open(LONGEST[name])
    beamer.page.wait_for_selector(f".screen-{LONGEST[name].kind}")
    beamer.page.wait_for_function("document.title === document.querySelector('h1').textContent")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(beamer.page, options={"runOnly": tags})
    assert found.response["violations"] == []


def test_short_words_are_far_larger_than_the_smallest(beamer):
    beamer.open().show(Screen("card", "Wat zie je?", suit="gesprek"))
    assert beamer.measure()["parts"][-1]["size"] > 2 * SMALLEST


def test_the_foot_gives_way_before_the_words_become_too_small(beamer):
    beamer.page.set_viewport_size({"width": 1024, "height": 768})
    beamer.open().show(LONGEST["stage"])
    found = beamer.measure()
    assert "bare" in found["squeeze"]
    assert "--shrink" not in found["fit"]


def test_words_that_do_not_fit_are_counted_and_the_newest_stay(sized):
    sized.show(LONGEST["words"])
    seen = sized.page.locator(".words li:visible").all_inner_texts()
    more = sized.page.locator(".more").inner_text()
    assert seen == list(WORDS[-len(seen) :])
    assert more == f"+{len(WORDS) - len(seen)} meer"
    assert len(seen) >= 3


def test_few_words_are_all_there_and_nothing_is_counted(beamer):
    beamer.open().show(Screen("words", "Wat neem je mee?", words=("Vragen", "Stilte")))
    assert beamer.page.locator(".words li:visible").count() == 2
    assert beamer.page.locator(".more").is_hidden()


def test_a_full_board_keeps_every_row_name_and_shows_the_newest_lines(beamer):
    many = "\n".join(f"{n} Rust in het hoofd van haar en van ons" for n in range(1, 13))
    rows = tuple((name, (many,)) for name in ("Zelf", "Team", "Beleid"))
    beamer.open().show(Screen("board", "Wat kan morgen?", columns=("",), rows=rows))
    assert wrong(beamer.measure()) == []
    assert beamer.page.locator("th:visible").count() == 3
    assert (
        beamer.page.locator("td:visible").first.locator("li:visible").last.inner_text()[:2] == "12"
    )
    left_out = 36 - beamer.page.locator(".said li:visible").count()
    assert beamer.page.locator(".more").inner_text() == f"+{left_out} meer"


@pytest.mark.parametrize(
    ("kind", "length"), list(product(("card", "stage", "words", "statements", "title"), (60, 600)))
)
def test_even_a_word_that_is_absurdly_long_stays_inside(beamer, kind, length):
    long = "w" * length
    beamer.open().show(
        Screen(kind, long, text=long, points=(long,), words=(long,), eyebrow=long, foot=long)
    )
    for part in beamer.measure()["parts"]:
        if part["main"]:
            assert min(part[side] for side in ("left", "right", "top", "bottom")) > 0


def test_a_picture_fits_again_after_the_beamer_was_unplugged_and_plugged_in(beamer):
    beamer.open(LONGEST["stage"])
    beamer.page.wait_for_selector(".screen-stage")
    before = beamer.measure()["fit"]
    for width, height in ((1024, 768), (640, 480), (1366, 768)):
        beamer.page.set_viewport_size({"width": width, "height": height})
        beamer.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
        assert wrong(beamer.measure()) == []
    assert beamer.measure()["fit"] == before


def test_a_small_copy_of_the_picture_fits_as_well(beamer):
    beamer.open()
    beamer.page.add_style_tag(
        content="#beamer { inset: 40px auto auto 40px; width: 480px; height: 270px }"
    )
    assert faults_of(beamer, LONGEST) == {}


# -- the window ----------------------------------------------------------------------------------


def test_the_page_welcomes_before_it_has_heard_anything(beamer):
    beamer.open()
    assert beamer.page.locator("h1").inner_text() == "Welkom"
    assert beamer.page.title() == "Welkom"
    assert wrong(beamer.measure()) == []
    assert beamer.foreign == []


def test_the_window_shows_what_is_and_is_named_after_it(beamer):
    beamer.open(Screen("title", "Wat zie je? <b>"))
    beamer.page.wait_for_selector(".screen-title")
    assert beamer.page.locator("h1").inner_text() == "Wat zie je? <b>"
    assert beamer.page.title() == "Wat zie je? <b>"


def test_a_lost_connection_leaves_the_last_picture_and_says_nothing(beamer):
    beamer.open(Screen("title", "Wat zie je?"))
    beamer.page.wait_for_selector(".screen-title")
    seen = beamer.page.locator("body").inner_text()
    beamer.state = None
    with beamer.page.expect_event("requestfailed"):
        pass
    assert beamer.page.locator("body").inner_text() == seen
    beamer.tell(Screen("title", "Terug"), seq=2)
    beamer.page.wait_for_function("document.title === 'Terug'")


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("ArrowRight", "next"),
        ("PageDown", "next"),
        ("ArrowLeft", "previous"),
        ("PageUp", "previous"),
        ("b", "blank"),
        (".", "blank"),
        ("V", "follow_ups"),
        ("s", "write"),
    ],
)
def test_a_clicker_works_while_the_beamer_window_has_the_keyboard(beamer, key, action):
    beamer.open(Screen("title", "Wat zie je?"))
    beamer.page.wait_for_selector(".screen-title")
    with beamer.page.expect_response("**/api/do"):
        beamer.page.keyboard.press(key)
    assert beamer.asked == [{"action": action}]


@pytest.mark.parametrize("key", ["Control+s", "Alt+ArrowLeft", "a", "Enter"])
def test_other_keys_do_nothing(beamer, key):
    beamer.open(Screen("title", "Wat zie je?"))
    beamer.page.wait_for_selector(".screen-title")
    beamer.page.keyboard.press(key)
    with beamer.page.expect_response("**/api/do"):
        beamer.page.keyboard.press("b")
    assert beamer.asked == [{"action": "blank"}]


def test_a_click_or_f_fills_the_screen_and_f_leaves_it(beamer):
    beamer.open(Screen("title", "Wat zie je?"))
    beamer.page.wait_for_selector(".screen-title")
    full, not_full = "document.fullscreenElement !== null", "document.fullscreenElement === null"
    beamer.page.mouse.click(300, 300)
    beamer.page.wait_for_function(full)
    beamer.page.mouse.dblclick(300, 300)
    assert beamer.page.evaluate(full)
    beamer.page.keyboard.press("f")
    beamer.page.wait_for_function(not_full)
    beamer.page.keyboard.press("f")
    beamer.page.wait_for_function(full)


def test_the_cursor_hides_and_comes_back_when_it_moves(beamer):
    beamer.page.clock.install()
    beamer.open()
    cursor = "getComputedStyle(document.querySelector('h1')).cursor"
    beamer.page.mouse.move(200, 200)
    assert beamer.page.evaluate(cursor) != "none"
    beamer.page.clock.fast_forward(3_000)
    assert beamer.page.evaluate(cursor) == "none"
    beamer.page.mouse.move(220, 200)
    assert beamer.page.evaluate(cursor) != "none"


@pytest.mark.parametrize(
    ("clock", "width"),
    [
        ({"running": False, "ends": 0, "remaining": 30, "total": 120}, "25%"),
        ({"running": True, "ends": 5_060_000, "remaining": 0, "total": 120_000}, "50%"),
        ({"running": True, "ends": 1, "remaining": 0, "total": 120_000}, "0%"),
        ({"running": True, "ends": 9_999_999, "remaining": 0, "total": 120_000}, "100%"),
        ({"running": False, "ends": 0, "remaining": 0, "total": 0}, None),
        (None, None),
    ],
)
def test_the_line_is_the_share_of_time_that_is_left_and_has_no_numbers(beamer, clock, width):
    beamer.open().show(Screen("write", "Schrijf even voor jezelf"))
    drawn = beamer.page.evaluate(
        """async (clock) => {
             const { drawLine } = await import("/kit/screen.js");
             drawLine(document.querySelector(".screen"), clock, 5_000_000 - Date.now());
             const line = document.querySelector(".line");
             const seen = getComputedStyle(line).visibility === "visible";
             return seen ? `${Math.round(parseFloat(line.firstElementChild.style.width))}%` : null;
           }""",
        clock,
    )
    assert drawn == width
    assert beamer.page.locator(".line").inner_text() == ""


def test_a_change_comes_up_softly_but_not_for_who_wants_no_motion(beamer):
    motion = """() => {
        const { animate } = Element.prototype;
        window.moved = new Promise((done) => {
          Element.prototype.animate = function (...how) {
            done(how);
            return animate.apply(this, how);
          };
        });
    }"""
    beamer.page.emulate_media(reduced_motion="no-preference")
    beamer.open()
    beamer.page.evaluate(motion)
    beamer.tell(Screen("title", "Wat zie je?"))
    frames, how = beamer.page.evaluate("window.moved")
    assert [set(frame) for frame in frames] == [{"opacity"}, {"opacity"}]
    assert how["duration"] <= 200
    beamer.page.emulate_media(reduced_motion="reduce")
    beamer.page.evaluate(motion)
    beamer.tell(Screen("title", "Stil"), seq=2)
    beamer.page.wait_for_function("document.title === 'Stil'")
    assert beamer.page.evaluate("Promise.race([window.moved, 'none'])") == "none"


def test_a_preview_in_a_notebook_shows_the_same_picture_without_a_server(beamer):
    beamer.page.set_content(
        preview(LONGEST["card"], note_html="<p>Let op</p>", title="Opwarmkaart")
    )
    frame = beamer.page.frame_locator("iframe[title='Beamer: Opwarmkaart']")
    assert frame.locator("h1").inner_text() == QUESTION
    inside = beamer.page.frames[1]
    inside.wait_for_function("document.querySelector('.screen').style.cssText.includes('--fit')")
    assert wrong(inside.evaluate(MEASURE)) == []
    assert beamer.foreign == []
