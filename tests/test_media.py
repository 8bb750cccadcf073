"""Pictures, sounds and films: what is told of them, who gets them, and how they play in the room."""

# ruff: noqa: E501  (the messages stand here as a trainer reads them)

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import wave
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from playwright.sync_api import expect

from kit import actions as act
from kit import content, script
from kit.content.media import MAX_BYTES
from kit.model import Media, Screen, Step, Workshop
from kit.paths import content_root
from kit.screens import steps as pictures
from kit.screens.beamer import draw
from kit.screens.frame import preview
from kit.session import Session, beamer
from tests import browser as browsers
from tests.looking import OLD_BEAMER, Visit, axe, button, check_room
from tests.running import ROOT, Kit
from tests.test_content import CASE, DECK, FACTS
from tests.test_screens import HOSTILE

TODAY = date(2026, 10, 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300"><rect width="900" height="300" fill="#0f5c55"/></svg>'
VTT = "WEBVTT\n\n00:00:00.000 --> 00:01:00.000\n<v Selam>Het is goed.\n"


def sound(path, seconds):
    with wave.open(str(path), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(8000)
        made.writeframes(b"\x80" * 8000 * seconds)


@pytest.fixture
def write(tmp_path):
    """A folder with a deck, a case and some media; `write(lines)` puts them under card G1."""
    for name in ("decks", "cases", "media/opnames"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "decks/wetfeiten.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "cases/de-brief.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "media/tekening.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "media/gesprek.vtt").write_text(VTT, encoding="utf-8")
    (tmp_path / "media/leeg.vtt").write_text("Het is goed.", encoding="utf-8")
    sound(tmp_path / "media/gesprek.wav", 1)
    shutil.copy(tmp_path / "media/gesprek.wav", tmp_path / "media/opnames/Buiten ë.wav")
    with (tmp_path / "media/lang.mp4").open("wb") as film:
        film.truncate(MAX_BYTES + 1)
    (tmp_path / "geheim.png").write_text("x")

    def put(lines):
        text = DECK.replace("    minuten: 6\n", f"    minuten: 6\n    media:{lines}\n")
        (tmp_path / "decks/gesprek.yaml").write_text(text, encoding="utf-8")
        return content.load(tmp_path, TODAY)

    return put


def fields(**given):
    return "".join(f"\n      {name}: {value}" for name, value in given.items())


ALT = "Twee stoelen aan een tafel."


# -- what stands in a deck ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "media"),
    [
        ({"bestand": "tekening.svg"}, Media("tekening.svg", "beeld", ALT)),
        (
            {"bestand": "gesprek.wav", "ondertiteling": "gesprek.vtt"},
            Media("gesprek.wav", "geluid", ALT, captions="gesprek.vtt"),
        ),
        (
            {"bestand": "opnames/Buiten ë.wav", "uitgeschreven": "Het is goed."},
            Media("opnames/Buiten ë.wav", "geluid", ALT, transcript="Het is goed."),
        ),
    ],
)
def test_a_card_shows_what_stands_in_the_media_folder(write, given, media):
    found = write(fields(alt=ALT, **given))
    assert found.problems == ()
    assert found.cards["G1"].media == media


def test_a_stage_of_a_case_shows_it_after_its_story_and_before_its_choice(write, tmp_path):
    lines = "    media:\n      bestand: tekening.svg\n      alt: Een brief op tafel.\n"
    before = "    dilemma: De brief"
    (tmp_path / "cases/de-brief.yaml").write_text(CASE.replace(before, lines + before), "utf-8")
    found = write(fields(bestand="tekening.svg", alt=ALT))
    assert found.problems == ()
    step = Step("casus", "case", "Casus", "", {90: 9}, {"case": "de-brief"})
    shown = pictures.screens(step, found)
    assert [one.kind for one in shown[:4]] == ["stage", "stage", "media", "choice"]
    assert shown[2].title == shown[1].title
    assert shown[2].media.alt == "Een brief op tafel."


HERE = "decks/gesprek.yaml, regel {}: "
MOVE = "Zet het bestand in de map media en schrijf alleen de naam."
WRONG = {
    "missing file": (
        fields(bestand="weg.png", alt=ALT),
        (20, "het bestand 'weg.png' staat niet in de map media. Zet het erin, of pas de naam aan."),
    ),
    "a slip in the name": (
        fields(bestand="tekenning.svg", alt=ALT),
        (
            20,
            "het bestand 'tekenning.svg' staat niet in de map media. Bedoelde je 'tekening.svg'?",
        ),
    ),
    "wrong extension": (
        fields(bestand="dans.gif", alt=ALT),
        (
            20,
            "het bestand 'dans.gif' past hier niet. Kies een bestand dat eindigt op svg, png, jpg, jpeg, webp, mp3, ogg, wav, webm of mp4.",
        ),
    ),
    "no file": (
        fields(alt=ALT),
        (19, "het veld 'bestand' ontbreekt. Voeg een regel toe: bestand: …"),
    ),
    "no alt": (
        fields(bestand="tekening.svg"),
        (
            19,
            "het veld 'alt' ontbreekt. Voeg een regel toe: alt: … (wat is er te zien of te horen?)",
        ),
    ),
    "no captions": (
        fields(bestand="gesprek.wav", alt=ALT),
        (
            19,
            "bij dit geluid ontbreekt de tekst. Voeg een regel toe: ondertiteling: naam.vtt (of uitgeschreven: …)",
        ),
    ),
    "captions that are not there": (
        fields(bestand="gesprek.wav", alt=ALT, ondertiteling="afwezig.vtt"),
        (
            22,
            "het bestand 'afwezig.vtt' staat niet in de map media. Zet het erin, of pas de naam aan.",
        ),
    ),
    "captions of another kind": (
        fields(bestand="gesprek.wav", alt=ALT, ondertiteling="gesprek.srt"),
        (22, "het bestand 'gesprek.srt' past hier niet. Een ondertiteling eindigt op vtt."),
    ),
    "captions that are none": (
        fields(bestand="gesprek.wav", alt=ALT, ondertiteling="leeg.vtt"),
        (
            22,
            "het bestand 'leeg.vtt' is geen ondertiteling. Begin het met een regel met alleen: WEBVTT",
        ),
    ),
    "too large": (
        fields(bestand="lang.mp4", alt=ALT, uitgeschreven="Niets."),
        (20, "het bestand 'lang.mp4' is groter dan 200 MB. Maak het korter of kleiner."),
    ),
    "up and out": (
        fields(bestand="../geheim.png", alt=ALT),
        (20, f"'../geheim.png' ligt buiten de map media. {MOVE}"),
    ),
    "down, up and out": (
        fields(bestand="opnames/../../geheim.png", alt=ALT),
        (20, f"'opnames/../../geheim.png' ligt buiten de map media. {MOVE}"),
    ),
    "from the root": (
        fields(bestand="/geheim.png", alt=ALT),
        (20, f"'/geheim.png' ligt buiten de map media. {MOVE}"),
    ),
    "a drive of Windows": (
        fields(bestand="C:/geheim.png", alt=ALT),
        (20, f"'C:/geheim.png' ligt buiten de map media. {MOVE}"),
    ),
    "backslashes": (
        fields(bestand="..\\geheim.png", alt=ALT),
        (20, f"'..\\geheim.png' ligt buiten de map media. {MOVE}"),
    ),
    "the web": (
        fields(bestand="https://elders.example/x.png", alt=ALT),
        (20, f"'https://elders.example/x.png' is een webadres. {MOVE}"),
    ),
    "no fields": (
        " tekening.svg",
        (
            19,
            "bij 'media' staat 'tekening.svg'. Zet eronder, ingesprongen: bestand: … en alt: …",
        ),
    ),
    "a list": (
        " [tekening.svg]",
        (19, "bij 'media' staat een lijst. Zet eronder, ingesprongen: bestand: … en alt: …"),
    ),
}


@pytest.mark.parametrize(("lines", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_and_the_card_stays_without_it(write, lines, told):
    line, message = told
    found = write(lines)
    assert [str(one) for one in found.problems] == [HERE.format(line) + message]
    assert found.cards["G1"].media is None
    assert len(found.decks["gesprek"].cards) == 2


def test_a_mistyped_field_is_recognised(write):
    found = write(fields(bestnd="tekening.svg", alt=ALT))
    assert [str(one) for one in found.problems] == [
        HERE.format(20) + "het veld 'bestnd' bestaat niet. Bedoelde je 'bestand'?"
    ]


def test_words_that_are_too_many_for_a_beamer_are_told_and_stay(write):
    found = write(fields(bestand="gesprek.wav", alt=ALT, uitgeschreven="Ja. " * 81))
    assert [str(one) for one in found.problems] == [
        HERE.format(22)
        + "deze tekst telt 81 woorden. Maak er hooguit 80 van, of maak een ondertiteling."
    ]
    assert found.cards["G1"].media


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_out_of_the_folder_is_outside(write, tmp_path):
    (tmp_path / "media/slim.png").symlink_to(tmp_path / "geheim.png")
    found = write(fields(bestand="slim.png", alt=ALT))
    assert f"'slim.png' ligt buiten de map media. {MOVE}" in str(found.problems[0])


# -- a step of a notebook ----------------------------------------------------------------------


def notebook(*lines):
    opening = 'from kit.workshop import Workshop\nworkshop = Workshop(1, "Kijken")'
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "source": text}
        for n, text in enumerate([opening, *lines])
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def steps(tmp_path, *lines):
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks/workshop-1.ipynb"
    path.write_text(notebook(*lines), encoding="utf-8")
    workshop, problems = script.read(path, path.relative_to(tmp_path))
    return workshop.steps, [f"{one.message} {one.remedy}" for one in problems]


def test_a_step_shows_a_picture_with_its_own_title(write, tmp_path):
    found = write(" []")
    (step,), problems = steps(
        tmp_path, 'workshop.media("tekening.svg", alt="Twee stoelen.", title="Kijk even")'
    )
    assert problems == []
    (screen,) = pictures.screens(step, found)
    assert (screen.kind, screen.title, screen.media.kind) == ("media", "Kijk even", "beeld")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            'workshop.media("weg.png", alt="Een boom.")',
            ["het bestand 'weg.png' staat niet in de map media. Zet het erin, of pas de naam aan."],
        ),
        (
            'workshop.media("tekening.svg", alt="")',
            ["'alt' is leeg. Schrijf wat er te zien of te horen is."],
        ),
        (
            'workshop.media("gesprek.wav", alt="Een gesprek.")',
            [
                'bij dit geluid ontbreekt de tekst. Zet erbij: captions="naam.vtt" of transcript="…".'
            ],
        ),
        (
            'workshop.media("tekening.svg")',
            ["cel 2: 'media' mist een woord of heeft er te veel. Nodig: file, alt."],
        ),
    ],
)
def test_what_is_wrong_with_a_step_is_told_and_its_title_stays(write, tmp_path, line, told):
    found, (made, problems) = write(" []"), steps(tmp_path, line)
    assert problems == told
    for step in made:
        (screen,) = pictures.screens(step, found)
        assert (screen.kind, screen.media) == ("title", None)


# -- on the beamer -----------------------------------------------------------------------------


class Parsed(HTMLParser):
    """The tags with their attributes, and the texts, of a piece of HTML."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("kind", ["beeld", "geluid", "film"])
@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_name_or_text_stays_a_name_or_a_text(kind, words):
    media = Media(words, kind, words, captions=words)
    page = Parsed(draw(Screen("media", words, text=words, media=media)))
    names = {name for _, given in page.tags for name in given}
    assert not [name for name in names if name.startswith("on")]
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "a", "iframe", "object"})
    sources = [given["src"] for _, given in page.tags if "src" in given]
    assert sources and all(one.startswith("/media/") for one in sources)
    said = [given.get("alt") or given.get("aria-label") for _, given in page.tags]
    assert words in said and words in page.texts
    assert [tag for tag, _ in page.tags].count("h1") == 1


def test_a_drawing_is_only_ever_a_picture():
    html = draw(Screen("media", "Kijk", media=Media("tekening.svg", "beeld", ALT)))
    assert f'<img src="/media/tekening.svg" alt="{ALT}">' in html
    assert "<object" not in html and "<embed" not in html


def test_words_with_a_sound_stand_beside_it_and_those_with_a_film_come_after():
    card = content.load(content_root()).cards["G1"]
    step = Step("kaart", "card", "Kaart", "", {90: 9}, {"card": "G1"})

    def shown(kind):
        media = Media("x", kind, ALT, transcript="Het is goed.")
        words = content.Content(cards={"G1": replace(card, media=media)})
        return [(one.kind, one.text) for one in pictures.screens(step, words)]

    assert shown("geluid") == [("card", ""), ("media", "Het is goed.")]
    assert shown("film") == [("card", ""), ("media", ""), ("title", "Het is goed.")]


def test_the_card_that_ships_has_a_drawing_and_a_preview_carries_it_inside():
    words = content.load(content_root())
    media = words.cards["G2"].media
    assert (content_root() / "media" / media.file).stat().st_size < 3000
    html = preview(Screen("media", "Kijk", media=media))
    assert "data:image/svg+xml;base64," in html and "/media/" not in html
    assert "/media/" not in preview(Screen("media", "Hoor", media=Media("x.mp3", "geluid", "x")))


# -- while it runs -----------------------------------------------------------------------------

NOW = 1_700_000_000_000


@pytest.fixture
def playing():
    """A session whose first step is a sound that has run for three seconds."""
    given = {"file": "x.mp3", "alt": ALT, "transcript": "Ja."}
    made = (
        Step("hoor", "media", "Hoor", "", {90: 9}, given),
        Step("zeg", "say", "Zeg", "", {90: 9}),
    )
    s = act.next_(Session(Workshop(1, "Kijken", "", made), content.Content()), NOW)
    return act.play(s, NOW)


LATER = NOW + 3000


def test_it_runs_on_from_where_it_stood_still(playing):
    assert playing.playing.place(LATER) == 3000
    stopped = act.stop(playing, LATER)
    assert stopped.playing.place(LATER + 60_000) == 3000
    assert act.play(stopped, LATER + 60_000).playing.place(LATER + 61_000) == 4000


@pytest.mark.parametrize("quiet", [act.pause, act.blank, act.write, act.words])
def test_it_is_still_when_the_room_must_be(playing, quiet):
    after = quiet(playing, LATER)
    assert (after.playing.running, after.playing.at) == (False, 3000)


def test_the_next_picture_starts_without_it(playing):
    assert act.next_(playing, LATER).playing == Session.playing
    assert act.previous(act.next_(playing, LATER), LATER).playing.at == 0


def test_the_window_that_plays_says_how_it_went(playing):
    assert act.player(playing, LATER, "x.mp3", "ended").playing == Session.playing
    refused = act.player(playing, LATER, "x.mp3", "refused").playing
    assert (refused.running, refused.at, refused.trouble) == (False, 3000, "refused")
    assert act.player(playing, LATER, "van-net.mp3", "ended") == playing


def test_there_is_nothing_to_play_at_a_text_or_behind_a_calm_screen(playing):
    for s in (act.next_(playing, LATER), act.blank(playing, LATER)):
        with pytest.raises(act.CannotDo, match=r"Hier is nu niets om af te spelen\."):
            act.play(s, LATER)
    assert beamer(act.blank(playing, LATER)).media is None


# -- the running kit ---------------------------------------------------------------------------

LINES = (
    'workshop.media("tekening.svg", alt="Een groen vlak.", title="Waar kijk je het eerst naar in deze kamer, en wat zie je pas later?")',
    'workshop.media("gesprek.wav", alt="Een gesprek van een halve minuut.", title="Luister even", captions="gesprek.vtt")',
    'workshop.media("kort.wav", alt="Een korte klank.", title="Kort", transcript="Het is goed.")',
)


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A kit with a workshop and media of its own."""
    place = tmp_path_factory.mktemp("werkplaats")
    leave = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("kit", "decks", "cases", "media"):
        shutil.copytree(ROOT / name, place / name, ignore=leave)
    (place / "notebooks").mkdir()
    (place / "notebooks/workshop-1.ipynb").write_text(notebook(*LINES), encoding="utf-8")
    (place / "media/tekening.svg").write_text(SVG, encoding="utf-8")
    (place / "media/gesprek.vtt").write_text(VTT, encoding="utf-8")
    (place / "media/van-niemand.svg").write_text("GEHEIM", encoding="utf-8")
    sound(place / "media/gesprek.wav", 30)
    sound(place / "media/kort.wav", 1)
    data = tmp_path_factory.mktemp("data") / "sessions"
    with Kit(data, env={"PYTHONPATH": str(place)}) as running:
        yield running


def fetch(kit, path, **headers):
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=30)
    try:
        line.request("GET", path, headers={"Authorization": f"token {kit.token}", **headers})
        reply = line.getresponse()
        return reply.status, reply.headers, reply.read()
    finally:
        line.close()


def test_what_the_content_names_is_served_as_what_it_is(kit):
    for name, kind in (
        ("tekening.svg", "image/svg+xml"),
        ("twee-stoelen.svg", "image/svg+xml"),
        ("gesprek.wav", "audio/wav"),
        ("gesprek.vtt", "text/vtt; charset=utf-8"),
    ):
        status, headers, body = fetch(kit, f"/media/{name}")
        assert (status, headers["Content-Type"]) == (200, kind)
        assert len(body) == int(headers["Content-Length"]) > 0
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "script-src" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_part_of_a_film_can_be_asked_for_and_what_is_known_is_not_sent_again(kit):
    whole = fetch(kit, "/media/gesprek.wav")[2]
    status, headers, part = fetch(kit, "/media/gesprek.wav", Range="bytes=1000-1999")
    assert (status, headers["Content-Range"]) == (206, f"bytes 1000-1999/{len(whole)}")
    assert part == whole[1000:2000]
    status, _, body = fetch(kit, "/media/gesprek.wav", **{"If-None-Match": headers["Etag"]})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize("name", ["tekening.svg", "gesprek.wav", "van-niemand.svg"])
def test_without_the_token_there_is_nothing(kit, name):
    status, _, body = kit.ask(f"/media/{name}", Authorization="")
    assert status == 403 and "op slot" in body
    assert kit.ask(f"/media/{name}", Host="elders.example")[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "van-niemand.svg",
        "weg.svg",
        "",
        ".",
        "..",
        "../decks/gesprek.yaml",
        "..%2fdecks%2fgesprek.yaml",
        "%2e%2e/decks/gesprek.yaml",
        "x/../tekening.svg",
        "./tekening.svg",
        "/tekening.svg",
        "%2fetc%2fpasswd",
        "..%5cdecks%5cgesprek.yaml",
        "tekening.svg%00.png",
        "TEKENING.SVG",
    ],
)
def test_what_the_content_does_not_name_is_not_there(kit, path):
    status, _, body = fetch(kit, f"/media/{path}")
    assert status in (400, 404)
    assert b"GEHEIM" not in body and b"kaartenset" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_put_there(kit, method):
    assert kit.ask("/media/tekening.svg", {}, method=method)[0] in (403, 404, 405)


# -- in the room -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browsing(browser):
    """Opens a browser with its own rule for sound in a page that nobody touched yet."""
    opened = []

    def browse(rule):
        arguments = [*browsers.arguments(), f"--autoplay-policy={rule}"]
        one = browser.browser_type.launch(executable_path=browsers.find(), args=arguments)
        opened.append(one)
        return one

    yield browse
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def willing(browsing):
    """As on a laptop where someone already clicked in the beamer's window."""
    return browsing("no-user-gesture-required")


@pytest.fixture(scope="module")
def waiting(browsing):
    """As most browsers are: first a click in this window, then sound."""
    return browsing("document-user-activation-required")


def is_playing(sound, so=True):
    expect(sound).to_have_js_property("paused", not so)


PAST_ONE_SECOND = """one => new Promise((done) => {
  const look = () => one.currentTime > 1 && done();
  one.addEventListener("timeupdate", look);
  look();
})"""


def test_a_picture_is_whole_on_an_old_beamer_and_read_aloud_to_who_cannot_see_it(kit, browser):
    group = kit.begin("Kijkstad")
    with Visit(browser, kit) as visit:
        page, beamer = visit.console(group), visit.beamer(**OLD_BEAMER)
        picture = beamer.get_by_role("img", name="Een groen vlak.", exact=True)
        expect(picture).to_be_visible()
        assert picture.evaluate("one => one.decode().then(() => one.naturalWidth > 0)")
        box = picture.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= OLD_BEAMER["width"]
        assert box["y"] >= 0 and box["y"] + box["height"] <= OLD_BEAMER["height"]
        assert (
            box["width"] > 0.8 * OLD_BEAMER["width"] and box["height"] > 0.4 * OLD_BEAMER["height"]
        )
        assert picture.evaluate("one => getComputedStyle(one).objectFit") == "contain"
        title = beamer.locator("h1")
        assert title.bounding_box()["y"] + title.bounding_box()["height"] <= box["y"] + 1
        size = title.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert size >= 0.05 * OLD_BEAMER["height"]
        assert axe(beamer) == []
        check_room(beamer)
        expect(page.get_by_role("heading", name="Beeld")).to_be_visible()
        expect(page.locator("#media-alt")).to_have_text("Een groen vlak.")
        expect(button(page, "Afspelen")).to_be_hidden()


def test_a_sound_starts_and_stops_from_the_facilitators_page(kit, willing):
    group = kit.begin("Luisterstad")
    with Visit(willing, kit) as visit:
        page, beamer = visit.console(group, "luister-even"), visit.beamer(**OLD_BEAMER)
        line = page.locator("#media-line")
        expect(page.locator("#beamers")).to_have_text("beamer verbonden")
        expect(beamer.locator("h1")).to_have_text("Luister even")
        expect(line).to_have_text("Staat klaar.")
        heard = beamer.locator("audio")
        is_playing(heard, False)

        button(page, "Afspelen").click()
        is_playing(heard)
        expect(line).to_have_text("Speelt op de beamer.")
        expect(beamer.locator(".caption")).to_have_text("Het is goed.")
        for one in page.locator("audio").all():
            is_playing(one, False)
        assert axe(page) == [] and axe(beamer) == []
        check_room(beamer)

        heard.evaluate(PAST_ONE_SECOND)
        beamer.reload()
        is_playing(heard)
        assert heard.evaluate("one => one.currentTime") > 0.9, "it goes on where it was"

        button(page, "Stop").click()
        is_playing(heard, False)
        expect(line).to_have_text(re.compile(r"^Staat stil op \d:\d\d\.$"))
        at = heard.evaluate("one => one.currentTime")
        page.keyboard.press("a")
        is_playing(heard)
        assert heard.evaluate("one => one.currentTime") >= at

        heard.evaluate("one => window.one = one")
        page.keyboard.press("b")
        expect(beamer.locator(".screen-blank")).to_be_attached()
        assert beamer.evaluate("window.one.paused")
        expect(page.locator("#media")).to_be_hidden()


def test_when_it_is_over_it_stands_ready_again(kit, willing):
    group = kit.begin("Kortstad")
    with Visit(willing, kit) as visit:
        page, beamer = visit.console(group, "kort"), visit.beamer()
        expect(page.locator("#beamers")).to_have_text("beamer verbonden")
        expect(beamer.locator(".text")).to_have_text("Het is goed.")
        button(page, "Afspelen").click()
        expect(page.locator("#media-line")).to_have_text("Speelt op de beamer.")
        expect(page.locator("#media-line")).to_have_text("Staat klaar.")
        expect(button(page, "Afspelen")).to_be_visible()


def test_a_browser_that_waits_for_a_click_is_explained_calmly(kit, waiting):
    group = kit.begin("Wachtstad")
    with Visit(waiting, kit) as visit:
        page, beamer = visit.console(group, "luister-even"), visit.beamer()
        # Not a look into the beamer's window yet: the browser takes that for a person's touch.
        expect(page.locator("#beamers")).to_have_text("beamer verbonden")
        button(page, "Afspelen").click()
        expect(page.locator("#media-line")).to_have_text(
            "De browser wacht nog. Klik één keer op de beamer."
        )
        check_room(beamer)
        is_playing(beamer.locator("audio"), False)
        beamer.locator("#beamer").click()
        is_playing(beamer.locator("audio"))
        expect(page.locator("#media-line")).to_have_text("Speelt op de beamer.")


def test_with_one_screen_the_facilitators_own_window_plays(kit, waiting):
    group = kit.begin("Eenschermstad")
    with Visit(waiting, kit) as visit:
        page = visit.console(group, "luister-even")
        button(page, "Afspelen").click()
        heard = page.locator("#projector audio")
        is_playing(heard)
        expect(page.locator("#media-line")).to_have_text("Speelt op dit scherm.")
        page.keyboard.press("w")
        expect(page.locator("#projector .caption")).to_have_text("Het is goed.")
        is_playing(heard)
        page.keyboard.press("a")
        is_playing(heard, False)
