"""What a picture on the beamer says, and that no text can ever become markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kit.model import SUITS, Screen
from kit.paths import web_root
from kit.screens.beamer import draw, plain
from kit.screens.frame import preview
from kit.screens.shapes import SHAPES, shape

KINDS = (
    "lobby",
    "title",
    "rules",
    "promise",
    "card",
    "stage",
    "write",
    "round",
    "statements",
    "choice",
    "words",
    "board",
    "blank",
)
# fmt: off
OURS = {
    "section", "div", "p", "h1", "ul", "li", "span", "b", "strong", "bdi", "footer", "i", "svg",
    "g", "path", "circle", "table", "thead", "tbody", "tr", "th", "td",
}
# fmt: on
# fmt: off
OUR_ATTRIBUTES = {
    "class", "lang", "aria-hidden", "aria-current", "viewbox", "fill", "d", "stroke",
    "stroke-width", "stroke-linecap", "stroke-linejoin", "transform", "cx", "cy", "r", "fill-rule",
    "hidden", "scope",
}
# fmt: on
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</section></main><h1>nog een</h1>",
    "<!-- weg -->",
    "&lt;b&gt; &amp; &#x3c;",
    "{{asset:x}} {title} %s ${1}",
    "javascript:alert(1)",
    "Açıklama Yiğit 日本 😀 é",
)


class Parsed(HTMLParser):
    """The elements, attributes and texts of a piece of HTML, and which element holds which text."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.other: list[str] = []
        self._inside: list[str] = []
        self.by_tag: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self._inside.append(tag)

    def handle_endtag(self, tag):
        assert self._inside.pop() == tag

    def handle_data(self, words):
        self.texts.append(words)
        for tag in set(self._inside):
            self.by_tag[tag] = self.by_tag.get(tag, "") + words

    def handle_comment(self, words):
        self.other.append(words)

    handle_decl = unknown_decl = handle_pi = handle_comment

    @property
    def text(self) -> str:
        return "".join(self.texts)


def full(kind: str, words: str) -> Screen:
    """A picture with the same words in every field."""
    return Screen(
        kind,
        title=words,
        eyebrow=words,
        suit="gesprek",
        text=words,
        points=(words, words),
        here=1,
        words=(words,),
        columns=(words,),
        rows=((words, (words,)),),
        foot=words,
        place=words,
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_is_shown_as_text_whatever_field_it_is_in(kind, words):
    page = Parsed(draw(full(kind, words)))
    assert set(page.tags) <= OURS
    assert page.attributes <= OUR_ATTRIBUTES
    assert page.other == []
    assert page.by_tag["h1"] == words
    assert page._inside == []


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_kind_or_suit_leaves_no_trace(words):
    html = draw(Screen(words, "Titel", suit=words))
    assert html == draw(Screen("title", "Titel"))


FIELDS = {
    "text": lambda t: Screen("title", "Titel", text=t),
    "question of a card": lambda t: Screen("card", "Titel", points=(t,)),
    "turn of a round": lambda t: Screen("round", "Titel", points=(t,), here=0),
    "statement": lambda t: Screen("statements", "Titel", points=(t,)),
    "scale": lambda t: Screen("statements", "Titel", foot=t),
    "word": lambda t: Screen("words", "Titel", words=(t,)),
    "row of a board": lambda t: Screen("board", "Titel", rows=((t, ("",)),)),
    "column of a board": lambda t: Screen("board", "Titel", columns=(t,), rows=(("", ("",)),)),
    "cell of a board": lambda t: Screen("board", "Titel", rows=(("rij", (t,)),)),
    "foot": lambda t: Screen("card", "Titel", foot=t),
    "place": lambda t: Screen("card", "Titel", place=t),
    "eyebrow": lambda t: Screen("stage", "Titel", eyebrow=t),
    "story": lambda t: Screen("stage", "Titel", text=t),
    "silence": lambda t: Screen("write", "Titel", foot=t),
}


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("made", FIELDS.values(), ids=FIELDS)
def test_every_text_reads_exactly_as_it_was_given(made, words):
    assert words in Parsed(draw(made(words))).texts


@pytest.mark.parametrize("kind", KINDS)
def test_each_picture_has_one_h1_and_one_section(kind):
    page = Parsed(draw(full(kind, "Woorden")))
    assert page.tags.count("h1") == 1
    assert page.tags.count("section") == 1
    assert page.tags[0] == "section"


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_any_words_still_has_a_heading(kind):
    assert Parsed(draw(Screen(kind, " \u202e\x00 "))).by_tag["h1"] == "Gesprekskit"


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("goed\u202eegnuj", "goedegnuj"),
        ("\u2066a\u2069\u202db\u202c", "ab"),
        ("regel\nregel\tregel\u2028regel", "regel regel regel regel"),
        ("nul\x00 bel\x07 esc\x1b del\x7f", "nul bel esc del"),
        ("half\ud800", "half"),
        ("z" + "\u0301" * 50, "z" + "\u0301" * 3),
        ("‘Het is goed’ … caf\u00e9 ğ 👩\u200d👧", "‘Het is goed’ … caf\u00e9 ğ 👩\u200d👧"),
    ],
)
def test_signs_that_hide_or_turn_text_are_taken_out_and_the_rest_stays(given, seen):
    assert plain(given) == seen
    assert draw(full("words", given)).encode("utf-8")


def test_typed_words_stand_apart_from_the_direction_of_the_page():
    page = Parsed(draw(Screen("words", "Wat neem je mee?", words=("شكرا", "dank je"))))
    assert page.by_tag["bdi"] == "شكراdank je"


@pytest.mark.parametrize("suit", SUITS.values(), ids=SUITS)
def test_a_suit_always_has_its_colour_its_shape_and_its_word(suit):
    for eyebrow in ("", f"{suit.title} · openen · kaart {suit.letter}1", "openen"):
        html = draw(Screen("words", "Vraag?", suit=suit.id, eyebrow=eyebrow))
        assert f"suit-{suit.id}" in html
        assert shape(suit.shape) in html
        assert Parsed(html).text.count(suit.title) == 1
    assert f"--suit-{suit.id}" in (web_root() / "screen.css").read_text(encoding="utf-8")


def test_every_suit_has_a_shape_of_its_own():
    assert len({shape(suit.shape) for suit in SUITS.values()}) == len(SUITS)
    assert set(SHAPES) == {suit.shape for suit in SUITS.values()}
    assert shape("bestaat niet") == ""


def test_a_stage_tells_its_story_before_its_question():
    html = draw(Screen("stage", "Wat zie je?", text="Zij knikt."))
    assert html.index("Zij knikt.") < html.index("<h1>Wat zie je?</h1>")


def test_silent_writing_shows_a_question_and_a_line_and_nothing_else():
    page = Parsed(draw(Screen("write", "Wat zei zij niet?", foot="Schrijf", place="Stap 3 van 8")))
    assert page.text == "Wat zei zij niet?Schrijf"
    assert "footer" not in page.tags
    assert "i" in page.tags


@pytest.mark.parametrize("kind", ["lobby", "blank"])
def test_where_nothing_is_asked_no_time_runs_and_no_step_is_counted(kind):
    html = draw(Screen(kind, "We zijn zo terug", place="Stap 3 van 8"))
    assert "Stap" not in html
    assert 'class="line"' not in html


def test_who_has_the_floor_is_told_in_words_and_to_a_screen_reader():
    points = ("Uitvoering", "Partner", "Teamleiding: ik hoorde …")
    html = draw(Screen("round", "Wat zag je?", points=points, here=1))
    floor = html[html.index('aria-current="step"') :]
    assert html.count("aria-current") == 1
    assert floor.index("Partner") < floor.index(">nu<") < floor.index("Teamleiding: ik hoorde …")


@pytest.mark.parametrize("here", [-1, 3, 99])
def test_a_round_before_or_after_its_turns_gives_nobody_the_floor(here):
    assert "aria-current" not in draw(Screen("round", "Wat?", points=("a", "b"), here=here))


def test_statements_are_numbered_and_say_what_one_and_five_mean():
    said = Parsed(draw(Screen("statements", "Zes stellingen", points=("Ik durf.", "Wij praten."))))
    assert "1Ik durf.2Wij praten." in said.text
    assert said.text.endswith("helemaal niet mee eens12345helemaal mee eens")


def test_statements_with_a_scale_of_their_own_do_not_get_ours():
    said = Parsed(
        draw(Screen("statements", "Drie vragen", points=("a",), foot="1 is nee, 5 is ja."))
    )
    assert said.text == "Drie vragen1a1 is nee, 5 is ja."


def test_cases_to_choose_from_have_a_letter_a_title_and_a_sentence():
    cases = ("De toets zegt ja. Zij zegt later.", "Een baan. Op dinsdag.", "Zij blijft thuis")
    page = Parsed(draw(Screen("choice", "Welke?", points=cases)))
    assert page.by_tag["strong"] == "De toets zegt jaEen baanZij blijft thuis"
    assert page.by_tag["b"] == "ABC"


def test_a_board_names_its_rows_and_columns_and_keeps_lines_apart():
    rows = (("Inburgeraar", ("Rust\nHaar zoon", "")), ("Uitvoering", ("", "Tijd")))
    html = draw(Screen("board", "Wat staat er op het spel?", columns=("Spel", "Schade"), rows=rows))
    page = Parsed(html)
    assert page.by_tag["th"] == "SpelSchadeInburgeraarUitvoering"
    assert page.tags.count("li") == 3
    assert '<th scope="row"><bdi>Inburgeraar' in html


def test_a_board_with_one_nameless_column_has_no_head():
    html = draw(Screen("board", "Ladder", columns=("",), rows=(("De regel", ("",)),)))
    assert "thead" not in html


def test_the_page_before_the_first_state_is_the_same_picture():
    page = (web_root() / "beamer.html").read_text(encoding="utf-8")
    assert draw(Screen("lobby", "Welkom")) in page
    assert "<title>Welkom</title>" in page
    assert "Gesprekskit" in page


def test_the_beamer_page_has_no_script_or_handler_inside():
    page = (web_root() / "beamer.html").read_text(encoding="utf-8")
    assert page.count("<script") == page.count('<script type="module" async src=') == 1
    assert not re.search(r"\son\w+\s*=", page)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_preview_is_one_frame_that_asks_nothing_of_anyone(words):
    html = preview(full("card", words), note_html="<p>Let op</p>", title=words)
    parsed = Frame(html)
    assert parsed.frames == 1
    assert parsed.title == f"Beamer: {plain(words)}"
    assert draw(full("card", words)) in parsed.page
    assert "http://" not in parsed.page.replace("http://www.w3.org", "")
    assert "https://" not in parsed.page
    assert "url(ahn" not in parsed.page
    assert html.endswith("<p>Let op</p></div></div>")


class Frame(HTMLParser):
    """The one frame of a preview."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.frames, self.title, self.page = 0, "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "iframe":
            self.frames += 1
            self.title, self.page = dict(attrs)["title"], dict(attrs)["srcdoc"]
