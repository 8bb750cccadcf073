"""What comes out of the printer: every word, the right side up, and nothing cut off in silence."""

import base64
import io
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from kit import content
from kit.__main__ import main
from kit.content import house_styles
from kit.model import STILL_CHAFES
from kit.outputs import calibration, casebook, letters, slip_sheets, typesetting
from kit.outputs.cards import Sheets, TooLong, chosen, draw_cards, print_cards
from kit.outputs.printed import workshop_of
from kit.outputs.typesetting import TEMPLATES, colours
from kit.paths import content_root
from kit.slip_codes import code_of, of_workshop

TODAY = date(2026, 11, 22)
POINT = 25.4 / 72
A4 = (210.0, 297.0)
NEAR = 0.5
"""Millimetres that front and back may be apart on paper as we make it."""
TURNED = {"lang": lambda x, y: (A4[0] - x, y), "kort": lambda x, y: (x, A4[1] - y)}
"""Where a point of the back lies, seen through the paper, by the edge the sheet turns over."""


@pytest.fixture(scope="module")
def words():
    return content.load(content_root())


def opened(pdf):
    return PdfReader(io.BytesIO(pdf), strict=True)


def bare(text):
    """A text without what setting it may add: spaces, ends of lines, hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", text)


def text_of(pdf):
    return bare("".join(page.extract_text() for page in opened(pdf).pages))


@pytest.fixture(scope="module", params=["a6", "a5", "a4"])
def deck(request, words):
    """The whole deck in one layout: its name, its cards and facts, and the PDF."""
    cards = chosen(words)
    sheets = Sheets(request.param, "geen" if request.param == "a4" else "lang")
    pdf, lost = print_cards(cards, words, sheets, TODAY)
    assert lost == []
    return request.param, cards, pdf


# -- what a PDF promises -----------------------------------------------------------------------


def promises(pdf):
    """What anybody may rely on in a PDF of ours."""
    reader = opened(pdf)
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert reader.metadata.title.startswith("Gesprekskit")
    assert not reader.metadata.author
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[^\d]{1,3}1\b", xmp)
    assert re.search(r"pdfaid:part[^\d]{1,3}2\b", xmp)
    assert re.search(r"pdfaid:conformance\W{1,2}A\b", xmp)
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            inner = font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner), "a font is not embedded"
    return reader


def test_a_deck_keeps_its_promises(deck):
    layout, cards, pdf = deck
    per_sheet, sides = {"a6": (4, 2), "a5": (2, 2), "a4": (1, 1)}[layout]
    assert len(promises(pdf).pages) == -(-len(cards) // per_sheet) * sides


def test_every_card_is_on_paper_with_its_number_and_all_its_words(deck):
    layout, cards, pdf = deck
    text = text_of(pdf)
    shown = [one for one in cards if hasattr(one, "follow_ups")]
    assert len(shown) == 72
    for card in shown:
        said = [card.id, card.question, *card.follow_ups, card.source]
        if layout != "a4":  # notes for the facilitator do not hang on the wall
            said += [card.why, card.tip]
        assert [one for one in said if bare(one) not in text] == [], card.id


def test_every_law_fact_is_on_paper_with_its_date(deck):
    _, cards, pdf = deck
    text = text_of(pdf)
    for fact in (one for one in cards if not hasattr(one, "follow_ups")):
        assert bare(fact.text) in text
        assert bare(f"Gecontroleerd op {fact.checked:%d-%m-%Y}") in text


def test_a_law_fact_past_its_date_says_so_on_its_card_and_on_the_question_card(words):
    fact = words.facts["brede-intake"]
    past, late = "kijk dit eerst na", bare("(23-08-2026, kijk eerst na)")
    for today, told in ((fact.recheck, False), (date(2030, 1, 1), True)):
        cards = chosen(words, ids=("G2",))
        assert fact in cards
        text = text_of(print_cards(cards, words, Sheets(), today)[0])
        assert (bare(past) in text) is told
        assert (late in text) is told


def test_headings_follow_the_questions(words):
    cards = chosen(words, ids=("G1", "K1"))
    reader = opened(print_cards(cards, words, Sheets(), TODAY)[0])
    told = [entry.title for entry in reader.outline]
    assert told == [words.cards["G1"].question, words.cards["K1"].question, "Wie doet wat"]


def test_no_typeface_of_the_machine_is_used():
    told = (TEMPLATES / "house.typ").read_text(encoding="utf-8")
    families = set(re.findall(r'^  "([^"]+)",$', told, re.MULTILINE))
    files = {file.stem.split("-")[0] for file in letters.FONTS.glob("*.ttf")}
    assert {name.replace(" ", "") for name in families} == files
    assert "SIL OPEN FONT LICENSE" in (letters.FONTS / "OFL.txt").read_text(encoding="utf-8")


# -- on the sheet ------------------------------------------------------------------------------


def drawn(page):
    """Everything on a page: (tag, attributes, left, top, right, bottom) in millimetres."""
    found = []

    def walk(node, matrix):
        matrix = times(matrix, transform(node.get("transform", "")))
        tag = node.tag.split("}")[-1]
        points = []
        if tag == "path":
            points = list(corners(node.get("d")))
        elif tag == "image":
            points = [(0, 0), (float(node.get("width")), float(node.get("height")))]
        elif tag == "use":  # a letter, where it starts
            points = [(float(node.get("x", 0)), 0)]
        if points and "defs" not in tag:
            a, b, c, d, e, f = matrix
            xs = [(a * x + c * y + e) * POINT for x, y in points]
            ys = [(b * x + d * y + f) * POINT for x, y in points]
            found.append((tag, node.attrib, min(xs), min(ys), max(xs), max(ys)))
        for child in node:
            if child.tag.split("}")[-1] not in {"defs", "symbol"}:
                walk(child, matrix)

    walk(ElementTree.fromstring(page), (1, 0, 0, 1, 0, 0))
    return found


def times(m, n):
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * o + e,
        (b * k + d * o + f),
    )


def transform(text):
    numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", text)]
    if text.startswith("matrix"):
        return tuple(numbers)
    return (1, 0, 0, 1, *[*numbers, 0, 0][:2])


def corners(path):
    """The points of a path as typst writes it: absolute M and relative h, v, m, l, c."""
    x = y = 0.0
    for letter, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        n = [float(one) for one in re.findall(r"-?[\d.]+", rest)]
        if letter == "M":
            x, y = n
        elif letter == "h":
            x += n[0]
        elif letter == "v":
            y += n[0]
        elif n:
            x, y = x + n[-2], y + n[-1]
        yield x, y


def colour_of(attributes):
    """The colour of a suit's drawing, from the picture itself."""
    href = next(value for name, value in attributes.items() if name.endswith("href"))
    svg = base64.b64decode(href.split(",", 1)[1]).decode()
    return re.search(r'fill="(#[0-9a-f]{6})"', svg)[1]


def fronts(page, height):
    """Colour and middle of each card on a page: the coloured rule runs across its whole width."""
    suits = {value for name, value in colours().items() if name.startswith("suit-")}
    for tag, attributes, left, top, right, _ in drawn(page):
        if tag == "path" and attributes.get("fill") in suits:
            yield attributes["fill"], ((left + right) / 2, (top // height + 0.5) * height)


def backs(page):
    """Colour and middle of each back: its pale plane, and the drawing that lies on it."""
    parts = drawn(page)
    pictures = [part for part in parts if part[0] == "image" and part[4] - part[2] > 30]
    for _, attributes, left, top, right, bottom in pictures:
        x, y = (left + right) / 2, (top + bottom) / 2
        plane = next(
            part
            for part in parts
            if part[0] == "path"
            and "stroke" not in part[1]
            and 50 < part[4] - part[2] < A4[0] - 1
            and part[2] < x < part[4]
            and part[3] < y < part[5]
        )
        yield colour_of(attributes), ((plane[2] + plane[4]) / 2, (plane[3] + plane[5]) / 2)


def apart(one, other):
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


FOUR = ("G1", "S1", "R1", "T1")


@pytest.mark.parametrize("duplex", ["lang", "kort"])
@pytest.mark.parametrize("layout", ["a6", "a5"])
@pytest.mark.parametrize("number", [4, 3])
def test_each_back_lies_behind_its_own_front(words, layout, duplex, number):
    cards = [words.cards[id] for id in FOUR[:number]]
    pages = draw_cards(cards, words, Sheets(layout, duplex), TODAY)
    seen = 0
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        behind = {colour: TURNED[duplex](*middle) for colour, middle in backs(back)}
        for colour, middle in fronts(front, 148.5):
            assert apart(behind[colour], middle) < NEAR
            seen += 1
    assert seen == number


@pytest.mark.parametrize(("layout", "folded"), [("a6", (2, 1)), ("a5", (1, 2))])
def test_a_folded_sheet_brings_each_back_behind_its_front(words, layout, folded):
    cards = [words.cards[id] for id in FOUR]
    seen = 0
    for page in draw_cards(cards, words, Sheets(layout, "vouwen"), TODAY):
        behind = dict(backs(page))
        for colour, (x, y) in fronts(page, 148.5):
            over = (A4[0] - x, y) if folded == (2, 1) else (x, A4[1] - y)
            assert apart(behind[colour], over) < NEAR
            seen += 1
    assert seen == 4


@pytest.mark.parametrize("duplex", ["lang", "kort"])
def test_an_offset_shifts_the_backs_by_tenths_of_a_millimetre_and_nothing_else(words, duplex):
    cards = [words.cards[id] for id in FOUR]
    still = draw_cards(cards, words, Sheets("a6", duplex), TODAY)
    moved = draw_cards(cards, words, Sheets("a6", duplex, (13, -7)), TODAY)
    assert moved[0] == still[0]
    before, after = dict(backs(still[1])), dict(backs(moved[1]))
    for colour, (x, y) in before.items():
        assert apart(after[colour], (x + 1.3, y - 0.7)) < 0.01


def lines(page):
    """The thin marks of a page: (left, top, right, bottom)."""
    return [part[2:] for part in drawn(page) if part[1].get("stroke") in {"#5a5a5a", "#3c3c3c"}]


def test_after_the_first_cut_each_half_still_shows_where_the_second_one_goes(words):
    page = draw_cards([words.cards[id] for id in FOUR], words, Sheets(), TODAY)[0]
    upright = [one for one in lines(page) if abs(one[0] - 105) < 0.01 and abs(one[2] - 105) < 0.01]
    level = [one for one in lines(page) if abs(one[1] - 148.5) < 0.01 > abs(one[3] - 148.5)]
    for marks, low, middle, high, start, end in (
        (upright, 0, 148.5, 297, 1, 3),
        (level, 0, 105, 210, 0, 2),
    ):
        for edge in (low, high):  # printers leave some 5 mm of paper white
            assert any(
                one[start] - 0.01 < edge < one[end] + 0.01 and one[end] - one[start] > 8
                for one in marks
            )
        across = [one for one in marks if one[start] < middle < one[end]]
        assert across
        assert min(middle - across[0][start], across[0][end] - middle) > 4


def test_nothing_of_a_card_lies_where_a_printer_cannot_print(words):
    for layout in ("a6", "a5"):
        cards = [words.cards[id] for id in FOUR]
        for page in draw_cards(cards, words, Sheets(layout), TODAY)[:2]:
            for tag, how, left, top, right, bottom in drawn(page):
                if how.get("fill") == "#ffffff" or how.get("stroke") == "#5a5a5a":
                    continue
                assert min(left, top, A4[0] - right, A4[1] - bottom) > 6, (tag, how)


def contrast(one, other):
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_in_black_and_white_each_suit_is_read_by_its_shape_and_its_word(words):
    known = colours()
    names = [name for name in known if name.startswith("suit-")] + ["ink", "ink-2"]
    assert [name for name in names if contrast(known[name], "#e2e2e2") < 4.5] == []
    suits = {card.suit: card for card in words.cards.values()}
    pages = draw_cards(list(suits.values()), words, Sheets(), TODAY)
    shapes = [part[1] for page in pages[1::2] for part in drawn(page) if part[0] == "image"]
    hrefs = {next(v for k, v in one.items() if k.endswith("href")) for one in shapes}
    assert len(hrefs) == len(suits) == 8
    pdf = opened(print_cards(list(suits.values()), words, Sheets(), TODAY)[0])
    back = bare("".join(page.extract_text() for page in pdf.pages[1::2]))
    assert "Hetgesprek" in back
    assert "Noodkaart" in back


# -- words that do not fit, and words that bite ------------------------------------------------


@pytest.mark.parametrize("layout", ["a6", "a5", "a4"])
@pytest.mark.parametrize(
    ("part", "name"), [("question", "de vraag"), ("why", "het waarom"), ("tip", "de tip")]
)
def test_what_does_not_fit_is_told_with_its_id_and_what_to_shorten(words, layout, part, name):
    if layout == "a4" and part != "question":
        pytest.skip("notes do not hang on the wall")
    long = replace(words.cards["G1"], **{part: "Een heel lang verhaal. " * 90})
    sheets = Sheets(layout, "geen" if layout == "a4" else "lang")
    with pytest.raises(TooLong) as told:
        print_cards([words.cards["G2"], long, words.cards["G3"]], words, sheets, TODAY)
    line = words.cards["G1"].place.line
    said = f"Kaart G1 (decks/gesprek.yaml, regel {line}) past niet op {layout.upper()}. Maak {name}"
    assert str(told.value).startswith(said)
    assert "G2" not in str(told.value)


def test_all_cards_that_do_not_fit_are_told_at_once(words):
    long = [replace(words.cards[id], tip="Lang. " * 400) for id in ("G1", "T1")]
    with pytest.raises(TooLong) as told:
        print_cards([*long, words.cards["G2"]], words, Sheets(), TODAY)
    assert re.findall(r"Kaart (\w+)", str(told.value)) == ["G1", "T1"]


def test_long_texts_get_smaller_letters_before_they_are_refused(words):
    long = replace(words.cards["G1"], question="Een vraag met flink wat woorden erin, " * 6)
    assert bare(long.question) in text_of(print_cards([long], words, Sheets(), TODAY)[0])


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x") #import "a": *',
        "$ x^2 $ *vet* _schuin_ `rauw`",
        "@iemand <label> = kop - lijst + nummer / term",
        "terug\\slash \\u{41} \"aan\" 'haling' [a] {b} // c /* d */",
        "Zoë Çelik Yiğit Łukasz Oʼneill Đorđe",
        "x" * 200,
    ],
)
def test_typed_signs_come_out_as_they_were_typed(words, hostile):
    card = replace(words.cards["G1"], question=hostile, why=hostile)
    pdf, lost = print_cards([card], words, Sheets(), TODAY)
    assert lost == []
    promises(pdf)
    assert text_of(pdf).count(bare(hostile)) == 2


@pytest.mark.parametrize("name", ["أحمد", "ሰላም", "Жанна", "Ωμέγα"])
def test_names_in_other_scripts_have_letters_of_their_own(words, name):
    card = replace(words.cards["G1"], question=f"Wat zei {name} toen?")
    pdf, lost = print_cards([card], words, Sheets(), TODAY)
    assert lost == []
    fonts = {
        str(font.get_object()["/BaseFont"])
        for font in promises(pdf).pages[0]["/Resources"]["/Font"].values()
    }
    assert any("Noto" in font for font in fonts), fonts


def test_what_no_letter_exists_for_is_left_out_and_told(words):
    card = replace(words.cards["G1"], question="Hoi 😀\x00\x07\u202e 漢 daar\ud800?")
    pdf, lost = print_cards([card], words, Sheets(), TODAY)
    assert lost == [("kaart G1", "😀"), ("kaart G1", "漢")]
    assert "Hoidaar?" in text_of(pdf)


def test_a_long_word_is_broken_and_not_lost(words):
    card = replace(words.cards["G1"], question="Verantwoordelijkheidsverdeling " * 2)
    wide = replace(card, question="W" * 60, follow_ups=("W" * 23,), tip="W" * 90)
    mixed = replace(
        card, question="WWWWWWWWWWWWW ABCDEFGHIJKLMN1 a.b.c.d.e.f.g.h.i.j.k.l", follow_ups=()
    )
    for hostile in (card, wide, mixed, replace(card, why="https://a.b/" + "q" * 150)):
        for layout, right in (("a6", 95), ("a5", 196), ("a4", 192)):
            sheets = Sheets(layout, "geen" if layout == "a4" else "lang")
            page = draw_cards([hostile], words, sheets, TODAY)[0]
            assert max(part[2] for part in drawn(page) if part[0] == "use") < right, hostile
    text = text_of(print_cards([card], words, Sheets(), TODAY)[0])
    assert text.count("Verantwoordelijkheidsverdeling") == 2


def test_everything_shipped_can_be_printed_without_leaving_a_sign_out(words):
    for case in words.cases.values():
        pdf, lost = casebook.print_case(case, words, TODAY)
        assert lost == []
        promises(pdf)


# -- cases, slips, calibration -----------------------------------------------------------------


def test_a_case_is_a_booklet_and_then_one_page_per_stage_that_tells_no_more(words):
    case = words.cases["de-brief"]
    pages = [
        bare(page.extract_text())
        for page in promises(casebook.print_case(case, words, TODAY)[0]).pages
    ]
    booklet, sheets = "".join(pages[: -len(case.stages)]), pages[-len(case.stages) :]
    for said in (case.closing, case.variant, *case.perspectives.values()):
        assert bare(said) in booklet
    assert "(derdeweg)" in booklet
    for number, (stage, sheet) in enumerate(zip(case.stages, sheets, strict=True)):
        assert bare(stage.text) in booklet
        assert bare(stage.text) in sheet
        assert bare(stage.question) in sheet
        assert "(derdeweg)" not in sheet
        assert (bare(STILL_CHAFES) in sheet) is bool(stage.options)
        others = [one for n, one in enumerate(case.stages) if n != number]
        assert [one for one in others if bare(one.text) in sheet] == []


def test_a_case_shows_the_date_of_each_law_fact_and_that_it_is_past(words):
    case = words.cases["de-brief"]
    text = text_of(casebook.print_case(case, words, date(2031, 1, 1))[0])
    assert text.count(bare("Let op: kijk dit eerst na.")) == len(case.facts)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_each_question_of_a_workshop_has_a_sheet_of_slips_with_its_code(words, number):
    workshop = workshop_of(number)
    targets = of_workshop(workshop, words)
    pdf, lost = slip_sheets.print_slips(targets, workshop, words, TODAY)
    assert lost == []
    pages = promises(pdf).pages
    assert len(pages) == len(targets)
    for target, page in zip(targets, pages, strict=True):
        text = bare(page.extract_text())
        assert text.count(code_of(target)) == (8 if target.form in slip_sheets.ROWS else 4)
        assert bare(target.asks) in text
        assert "rol,geennaam" not in text


def test_which_cards_do_not_fit_is_asked_only_when_one_does_not(words, monkeypatch):
    asked, really = [], typesetting.typeset

    def typeset(template, told, on):
        asked.append(told["thorough"])
        return really(template, told, on)

    monkeypatch.setattr("kit.outputs.cards.typeset", typeset)
    card = words.cards["G1"]
    print_cards([card], words, Sheets(), TODAY)
    assert asked == [False]
    asked.clear()
    full = replace(card, why="Dit is een lang verhaal. " * 30)
    print_cards([card, full], words, Sheets(), TODAY)
    assert asked[:2] == [False, True]
    assert all(asked[1:])


def test_booklet_hand_outs_and_slips_wear_the_house_style_and_stay_as_they_promise(words):
    (style,), _ = house_styles([content_root() / "docs"])
    case, workshop = words.cases["de-brief"], workshop_of(2)
    targets = of_workshop(workshop, words)
    for make, look, told in (
        (casebook.print_case, casebook.draw_case, (case, words, TODAY)),
        (slip_sheets.print_slips, slip_sheets.draw_slips, (targets, workshop, words, TODAY)),
    ):
        plain, worn = look(*told), look(*told, style=style)
        for page in (worn[0], worn[-1]):
            assert b"#7a1f5c" in page and b"<image" in page
        assert not any(b"#7a1f5c" in page or b"<image" in page for page in plain)
        pages = promises(make(*told, style=style)[0]).pages
        neutral = promises(make(*told)[0]).pages
        said = [bare("".join(page.extract_text() for page in one)) for one in (pages, neutral)]
        assert sorted(said[0].replace("·", "")) == sorted(said[1].replace("·", ""))


def test_a_measurement_slip_has_every_statement_of_the_screen(words):
    workshop = workshop_of(1)
    target = next(one for one in of_workshop(workshop, words) if one.form == "measurement")
    text = text_of(slip_sheets.print_slips([target], workshop, words, TODAY)[0])
    for statement in words.table.statements:
        assert bare(statement) in text


def test_a_question_too_long_for_a_slip_is_told(words):
    workshop = workshop_of(2)
    targets = [replace(one, asks="Lang. " * 300) for one in of_workshop(workshop, words)]
    with pytest.raises(TooLong, match=f"^Briefje {code_of(targets[0])} "):
        slip_sheets.print_slips(targets, workshop, words, TODAY)


@pytest.mark.parametrize("duplex", ["lang", "kort"])
def test_what_the_calibration_page_says_to_type_brings_the_back_in_line(duplex):
    """A back that is off lies on some step of the stairs; its number shifts it back to zero."""
    page = promises(calibration.print_calibration(Sheets("a6", duplex), TODAY)).pages[0]
    front, still = calibration.draw_calibration(Sheets("a6", duplex), TODAY)
    parts = [p[2:] for p in drawn(front) if p[1].get("stroke") == colours()["ink"]]
    upright = sorted((p for p in parts if p[3] - p[1] > 4), key=lambda p: p[1])
    level = sorted((p for p in parts if p[2] - p[0] > 4), key=lambda p: p[0])
    assert len(upright) == len(level) == 21
    zero = upright[10][0], level[10][1]
    assert apart(seen(still, duplex), zero) < 0.01
    for step in (0, 3, 17):
        x, y = upright[step][0] - zero[0], level[step][1] - zero[1]
        assert (x, y) == pytest.approx(((step - 10) / 5, (step - 10) / 5))
        typed = (
            number_at(page, upright[step][0] - 10, (upright[step][1] + upright[step][3]) / 2),
            number_at(page, (level[step][0] + level[step][2]) / 2, level[step][1] - 9),
        )
        shifted = calibration.draw_calibration(Sheets("a6", duplex, typed), TODAY)[1]
        moved = seen(shifted, duplex)
        assert (moved[0] - zero[0], moved[1] - zero[1]) == pytest.approx((-x, -y), abs=0.01)


def number_at(page, x, y):
    """The number that is printed nearest to a place, in millimetres from the top left."""
    found = []

    def visit(text, cm, tm, font, size):
        if re.fullmatch(r"-?\d+", text.strip()):
            _, _, _, _, e, f = times(tuple(cm), tuple(tm))
            found.append((abs(e * POINT + 1 - x) + abs(A4[1] - f * POINT - 1 - y), int(text)))

    page.extract_text(visitor_text=visit)
    distance, number = min(found)
    assert distance < 6, (number, distance)
    return number


def seen(back, duplex):
    """Where the two lines of the back shine through the front: x of the upright, y of the level."""
    parts = [part[2:] for part in drawn(back) if part[1].get("stroke") == colours()["ink"]]
    (upright,) = [part for part in parts if part[3] - part[1] > 50]
    (level,) = [part for part in parts if part[2] - part[0] > 50]
    return TURNED[duplex](upright[0], 0)[0], TURNED[duplex](0, level[1])[1]


# -- the command -------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_says_what_it_made_and_how_to_print_it(here, capsys):
    assert main(["print", "--suit", "gesprek"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Klaar: {here / 'kaarten-a6-gesprek.pdf'}\n9 kaarten en ")
    assert "Print dubbelzijdig, over de lange kant. Kies 100 %" in said
    assert len(opened((here / "kaarten-a6-gesprek.pdf").read_bytes()).pages) == 6


def test_a_file_that_is_there_stays_as_it_is(here):
    (here / "mijn.pdf").write_text("van mij")
    for _ in range(2):
        assert main(["print", "--cards", "g1,T1", "--out", "mijn.pdf"]) == 0
    assert (here / "mijn.pdf").read_text() == "van mij"
    assert sorted(file.name for file in here.iterdir()) == ["mijn-2.pdf", "mijn-3.pdf", "mijn.pdf"]


@pytest.mark.parametrize(
    ("words_typed", "file"),
    [
        (["--case", "H"], "casus-de-brief.pdf"),
        (["--slips", "2"], "briefjes-workshop-2.pdf"),
        (["--slips", "G1"], "briefjes-kaarten.pdf"),
        (["--calibrate", "--duplex", "kort"], "proefblad-kort.pdf"),
        (["--privacy"], "privacyblad.pdf"),
        (["--layout", "a4", "--cards", "N1"], "kaarten-a4-keuze.pdf"),
        (["--cards", "G1", "--offset", "-3,5"], "kaarten-a6-keuze.pdf"),
    ],
)
def test_each_kind_of_paper_gets_a_name_of_its_own(here, words_typed, file):
    assert main(["print", *words_typed]) == 0
    assert [one.name for one in here.iterdir()] == [file]


@pytest.mark.parametrize(
    ("words_typed", "said"),
    [
        (["--suit", "gespek"], "De kaartenset 'gespek' bestaat niet. Bedoelde je 'gesprek'?\n"),
        (["--cards", "G1,G99"], "De kaart 'G99' bestaat niet. Bedoelde je 'G9'?\n"),
        (["--slips", "9"], "Workshop 9 is er niet. Kies uit: 1, 2, 3, 4.\n"),
        (["--suit", "team", "--case", "H"], "Kies één van deze: --case, --suit of --cards.\n"),
        (
            ["--layout", "a4", "--duplex", "kort"],
            "Een kaart op A4 heeft geen achterkant. Laat --duplex weg.\n",
        ),
        (
            ["--duplex", "vouwen", "--offset", "1,1"],
            "Bij vouwen past de achterkant altijd. Laat --offset weg.\n",
        ),
    ],
)
def test_what_cannot_be_printed_is_told_and_leaves_nothing_behind(here, capsys, words_typed, said):
    assert main(["print", *words_typed]) == 2
    assert capsys.readouterr().err == said
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("typed", ["1", "1,2,3", "1.5,2", "a,b"])
def test_an_offset_is_two_whole_numbers(here, capsys, typed):
    with pytest.raises(SystemExit):
        main(["print", "--offset", typed])
    assert "--offset: geef twee hele getallen" in capsys.readouterr().err


def test_a_card_that_does_not_fit_ends_the_command_with_1_and_no_file(here, capsys, words):
    source = (content_root() / "decks" / "gesprek.yaml").read_text(encoding="utf-8")
    (here / "decks").mkdir()
    (here / "notebooks").mkdir()
    long = source.replace("tip: Geen oplossingen in deze ronde.", f"tip: {'Lang verhaal. ' * 90}")
    (here / "decks" / "gesprek.yaml").write_text(long, encoding="utf-8")
    assert main(["print"]) == 1
    said = capsys.readouterr().err
    line = words.cards["G1"].place.line
    assert said.startswith(f"Kaart G1 (decks/gesprek.yaml, regel {line}) past niet op A6.")
    assert said.endswith("Er is niets gemaakt.\n")
    assert not list(here.glob("*.pdf"))


def test_signs_that_were_left_out_are_named(here, capsys):
    source = (content_root() / "decks" / "nood.yaml").read_text(encoding="utf-8")
    (here / "decks").mkdir()
    (here / "notebooks").mkdir()
    changed = source.replace("Het blijft stil.", "Het blijft stil 😀.")
    (here / "decks" / "nood.yaml").write_text(changed, encoding="utf-8")
    assert main(["print", "--suit", "nood"]) == 0
    said = "Kaart N1: deze tekens kan de kit niet afdrukken. Ze zijn weggelaten: 😀 (U+1F600)\n"
    assert capsys.readouterr().err == said


def test_a_folder_that_cannot_be_written_is_told(here, capsys):
    (here / "dicht").write_text("geen map")
    assert main(["print", "--cards", "G1", "--out", "dicht/a.pdf"]) == 1
    assert "Kies met --out een andere map." in capsys.readouterr().err
