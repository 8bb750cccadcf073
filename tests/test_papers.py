"""A paper as Word, PDF and page: the same words, nobody's name, and it can be read by everyone."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kit.house_style import NEUTRAL, HouseStyle
from kit.outputs import paper_html, paper_pdf, word
from kit.outputs.document import (
    Blanks,
    Chart,
    Heading,
    Items,
    NewPage,
    Paper,
    Table,
    Text,
    plainly,
    texts,
)
from kit.outputs.drawn import piece
from kit.outputs.letters import leftward, runs
from kit.outputs.typesetting import DoesNotFit, colours, drawing
from tests.looking import axe
from tests.test_print import drawn

ON = date(2026, 11, 22)
CHART = Chart(
    "Gemiddelde per workshop",
    ("Workshop 1", "Workshop 2", "Workshop 3"),
    (("Ik zie ruimte", (2.1, None, 3.6)), ("Ik voel me vrij", (2.8, 3.4, 4.0))),
    "Ik zie ruimte: workshop 1 2,1, workshop 3 3,6.",
)
SIGNALS = Table(
    "Wat we doorgeven",
    ("Signaal", "Staat", "Antwoord"),
    (("Er is geen tolk in de avond.", "Loopt", ""), ("De brief is te lang.", "Nieuw", "Nog niet")),
    (5, 2, 3),
)
PAPER = Paper(
    name="verslag",
    title="Verslag van workshop 2: ruimte",
    on=ON,
    lead="Zondag 22 november 2026.",
    subject="Workshop 2 van 4",
    foot="Gemeente Voorbeeldstad",
    parts=(
        Heading("Waar we over spraken"),
        Text("We trokken drie kaarten.", "lead"),
        Items(("Welke regel mag wijken?", "Wie weet het eerder?")),
        Heading("Wat er is gezegd", 2),
        Text("Şeyma en Łukasz vroegen naar محمد الأحمد 3 keer; ʼs middags kwam ተስፋይ.", "quote"),
        Text("هل يوجد مترجم؟ نعم.", "quote"),
        Text("Vrijgegeven door de groep.", "note"),
        SIGNALS,
        Heading("Afspraken"),
        Items(("Eerst bellen.", "Dan schrijven."), "number"),
        Text("En verder:"),
        Items(("Opnieuw vanaf één.",), "number"),
        CHART,
        NewPage(),
        Heading("Klaarleggen"),
        Items(("Stiften", "Kaarten"), "tick"),
        Blanks(("Naam", "Handtekening")),
    ),
)
STYLE = HouseStyle(
    name="Voorbeeldstad",
    colours={"brand": "#7a1f5c"},
    logo=drawing("ballon", "#7a1f5c").encode(),
    logo_alt="Logo van Voorbeeldstad",
    font="Verdana",
)


def with_parts(*parts, **more):
    return Paper("x", more.pop("title", "Titel"), ON, parts, **more)


# -- the same words ----------------------------------------------------------------------------


def bare(text):
    """A text without what a line's end may add or take."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", text)


def read_word(file):
    """The words of the body of a Word file, as a reader meets them."""
    said = []
    for block in docx.Document(io.BytesIO(file)).iter_inner_content():
        cells = [c for row in block.rows for c in row.cells] if hasattr(block, "rows") else [block]
        said += [cell.text for cell in cells]
    return bare("".join(said))


class Body(HTMLParser):
    """The words between <body> and </body>, and every tag with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags = [], []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        if any(tag == "body" for tag, _ in self.tags):
            self.words.append(data)


def read_pdf(file, foot):
    """The words of a PDF, page by page, without the line at the bottom; each must have it."""
    pages = PdfReader(io.BytesIO(file), strict=True).pages
    said = [bare(page.extract_text()) for page in pages]
    ends = [bare(f"{foot}bladzijde{n}van{len(said)}") for n in range(1, len(said) + 1)]
    assert all(map(str.endswith, said, ends)), said
    return "".join(map(str.removesuffix, said, ends))


def told(paper, number=False):
    """What each of the three must say, in order; a PDF also says the numbers of a list."""
    paper = plainly(paper)
    said = [paper.title, paper.lead]
    for part in paper.parts:
        match part:
            case Heading(text) | Text(text):
                said.append(text)
            case Items(lines, mark):
                sign = {"number": "{}.", "dot": "•"}.get(mark, "") if number else ""
                said += [sign.format(n) + line for n, line in enumerate(lines, 1)]
            case Table(caption, head, rows):
                said += [caption, *head, *(cell for row in rows for cell in row)]
            case Chart(title):
                said.append(title)
            case Blanks(labels):
                said += labels
    return bare("".join(said))


ANYTHING = st.text(st.characters(), max_size=30)
MARKUP = (
    "aeéëğłʼİß 0195#$*_`<>&{}[]()\\/\"'@=~^%|;:,.!?…“”‘’€ተስፋ\x00\x1f\x7f\ud800\ufffe\u202e\u2028😀"
)
"""Signs that mean something to typst, XML or HTML, and signs that may break a file."""
HOSTILE = st.text(st.sampled_from(MARKUP), max_size=24)

TAGS = re.compile(
    "html|head|meta|title|style|body|header|main|footer|h[1-4]|p|blockquote|bdi|ul|ol|li|div|table"
    "|caption|colgroup|col|thead|tbody|tr|th|td|figure|figcaption|img|span|i"
)
"""What a page of ours is made of."""


def papers(text):
    """Papers of all kinds of parts, short enough for a page, in any order."""
    level, mark = st.integers(-1, 9), st.sampled_from(("dot", "number", "tick"))
    manner = st.sampled_from(("", "lead", "quote", "note"))
    row = st.tuples(text, text)
    part = st.one_of(
        st.builds(Heading, text, level),
        st.builds(Text, text, manner),
        st.builds(Items, st.lists(text, max_size=3).map(tuple), mark),
        st.builds(Table, text, row, st.lists(row, max_size=2).map(tuple)),
        st.builds(lambda title, name: Chart(title, (name,), ((name, (3,)),), name), text, text),
        st.builds(Blanks, st.lists(text, max_size=2).map(tuple)),
        st.just(NewPage()),
    )
    parts = st.lists(part, max_size=4).map(tuple)
    return st.builds(Paper, st.just("x"), text, st.just(ON), parts, text, text, text)


calmly = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


@calmly
@given(papers(ANYTHING))
def test_word_and_page_say_the_same_words_in_the_same_order(paper):
    foot = bare(plainly(paper).foot)
    assert read_word(word.docx(paper)) == told(paper)
    assert bare("".join(Body(paper_html.html(paper)).words)) == told(paper) + foot


@calmly
@given(papers(HOSTILE))
def test_markup_is_text_and_a_pdf_tells_which_signs_it_leaves_out(paper):
    assert set(paper_pdf.lost(paper)) <= {"😀"}
    without = dict.fromkeys(map(ord, "😀"))
    foot = plainly(paper).foot.translate(without)
    said = read_pdf(paper_pdf.pdf(paper), foot)
    assert said == told(paper, number=True).translate(without)
    page = Body(paper_html.html(paper))
    assert bare("".join(page.words)) == told(paper) + bare(plainly(paper).foot)
    assert [tag for tag, _ in page.tags if not TAGS.fullmatch(tag)] == []
    assert read_word(word.docx(paper)) == told(paper)


def test_every_word_of_a_paper_can_be_looked_at_before_it_leaves():
    said = list(texts(PAPER))
    assert {PAPER.title, PAPER.lead, PAPER.subject, PAPER.foot, "Loopt", CHART.alt} <= set(said)
    assert said.index("Signaal") < said.index("Loopt") < said.index("Eerst bellen.")


def test_no_heading_skips_a_level_and_nothing_is_empty():
    parts = (Heading("a", 3), Heading("", 1), Heading("b", 3), Text(" \n"), Heading("c", 9))
    levels = [part.level for part in plainly(with_parts(*parts)).parts]
    assert levels == [1, 2, 3]


def test_letters_typed_in_two_pieces_are_one_letter_everywhere():
    assert list(texts(plainly(with_parts(Text("Zo\u0065\u0308"))))) == ["Titel", "", "", "Zoë", ""]


def test_a_table_or_chart_that_does_not_fit_itself_is_told_at_once():
    with pytest.raises(ValueError, match="not as wide as the head"):
        Table("t", ("a", "b"), (("alleen a",),))
    with pytest.raises(ValueError, match="one share a column"):
        Table("t", ("a", "b"), (), (1,))
    with pytest.raises(ValueError, match="one value a place"):
        Chart("c", ("a", "b"), (("lijn", (1,)),), "")


def test_the_same_paper_is_the_same_file():
    for make in (word.docx, paper_pdf.pdf, paper_html.html):
        assert make(PAPER, STYLE) == make(PAPER, STYLE)


# -- Word --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parts():
    """Every part of the Word file by its name."""
    with zipfile.ZipFile(io.BytesIO(word.docx(PAPER))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def opened():
    return docx.Document(io.BytesIO(word.docx(PAPER)))


def test_a_word_file_names_nobody_and_no_program(parts, opened):
    assert {name for name in parts if not name.startswith(("word/", "_rels"))} == {
        "[Content_Types].xml",
        "docProps/core.xml",
    }
    core = parts["docProps/core.xml"].decode()
    assert not re.search("creator|lastModifiedBy|description|keywords|revision", core)
    told = opened.core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    assert (told.title, told.subject, told.language) == (PAPER.title, PAPER.subject, "nl-NL")
    assert told.created == told.modified == datetime(2026, 11, 22, tzinfo=UTC)
    for name, content in parts.items():
        assert not re.search(rb"python|rsid|w:author", content), name


def test_word_checks_the_spelling_in_dutch(parts):
    found = [
        value for one in parts.values() for value in re.findall(rb'<w:lang w:val="(.+?)"', one)
    ]
    assert found == [b"nl-NL"]
    assert b'<w:themeFontLang w:val="nl-NL"/>' in parts["word/settings.xml"]
    assert not [name for name, one in parts.items() if b"en-US" in one]


def test_headings_and_lists_are_words_own(opened):
    used = [one.style.name for one in opened.paragraphs]
    assert used[:5] == ["Title", "Subtitle", "Heading 1", "Inleiding", "List Bullet"]
    assert {"Heading 2", "Quote", "Caption", "List Number", "Afvinklijst"} <= set(used)
    known = {style.name for style in opened.styles}
    assert set(used) <= known and "Heading 3" in known and "Intense Quote" not in known


def test_each_numbered_list_starts_at_one(opened):
    numbers = {
        one.text: one._p.pPr.numPr.numId.val
        for one in opened.paragraphs
        if one.style.name == "List Number"
    }
    assert numbers["Eerst bellen."] == numbers["Dan schrijven."] != numbers["Opnieuw vanaf één."]
    lists = opened.part.numbering_part.element
    for number in set(numbers.values()):
        assert lists.num_having_numId(number).find(f".//{qn('w:startOverride')}").get(qn("w:val"))


def test_the_head_of_a_table_returns_and_no_row_is_torn(opened):
    (table,) = opened.tables
    rows = [row._tr.trPr for row in table.rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == SIGNALS.caption
    above = Paragraph(table._tbl.getprevious(), opened)
    assert (above.style.name, above.text) == ("Caption", SIGNALS.caption)
    wide = [column.width.mm for column in table.columns]
    assert sum(wide) == pytest.approx(162, abs=0.2) and wide[0] > wide[2] > wide[1]


def test_a_chart_in_word_is_told_in_words_and_a_page_has_a_number(parts, opened):
    shape = opened.inline_shapes[0]
    assert shape._inline.docPr.get("descr") == CHART.alt
    assert shape._inline.docPr.get("name") == "Afbeelding 1"
    assert shape.width.mm == pytest.approx(162, abs=0.2)
    assert re.findall(r'instr=" (\w+) "', parts["word/footer1.xml"].decode()) == [
        "PAGE",
        "NUMPAGES",
    ]
    assert opened.sections[0].footer.paragraphs[0].text.startswith(PAPER.foot)
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_what_runs_from_right_to_left_is_told_to_word(opened):
    said = {one.text: one for one in opened.paragraphs}
    mixed = next(one for text, one in said.items() if "Łukasz" in text)
    assert [run.text for run in mixed.runs if run.font.rtl] == ["محمد الأحمد"]
    whole = next(one for text, one in said.items() if leftward(text))
    assert whole._p.pPr.find(qn("w:bidi")) is not None
    assert mixed._p.pPr.find(qn("w:bidi")) is None


def test_a_new_page_starts_with_what_follows(opened):
    fresh = [one.text for one in opened.paragraphs if one.paragraph_format.page_break_before]
    assert fresh == ["Klaarleggen"]


def test_a_municipality_is_recognised_in_word():
    made = docx.Document(io.BytesIO(word.docx(PAPER, STYLE)))
    assert str(made.styles["Title"].font.color.rgb) == "7A1F5C"
    default = made.styles.element.find(f".//{qn('w:rFonts')}")
    assert default.get(qn("w:ascii")) == "Verdana"
    section = made.sections[0]
    (logo,) = section.first_page_header._element.iter(qn("wp:docPr"))
    assert logo.get("descr") == "Logo van Voorbeeldstad"
    assert section.first_page_footer.paragraphs[0].text == section.footer.paragraphs[0].text


# -- PDF ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf():
    return PdfReader(io.BytesIO(paper_pdf.pdf(PAPER, STYLE)), strict=True)


def tags(node):
    """The structure of a PDF from top to bottom: each tag with the words that stand for it."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [one for child in node for one in tags(child)]
    if not isinstance(node, dict):
        return []
    own = [(node["/S"], node.get("/Alt"))] if "/S" in node else []
    return own + tags(node.get("/K", []))


def test_a_pdf_keeps_its_promises_and_names_nobody(pdf):
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "nl-NL" and root["/MarkInfo"]["/Marked"]
    assert (pdf.metadata.title, pdf.metadata.subject) == (PAPER.title, PAPER.subject)
    assert pdf.metadata.author is None
    about = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part\W{1,3}1\b", about) and re.search(
        r"pdfaid:part\W{1,3}2\b", about
    )
    assert "creator" not in about.lower().replace("creatortool", "")
    names = set()
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner), "a font is not embedded"
            names.add(inner["/FontName"].split("+")[-1])
    assert {"NotoSansArabic-Regular", "NotoSansEthiopic-Regular"} <= names


def test_a_pdf_can_be_read_aloud(pdf):
    found = tags(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    kinds = [kind for kind, _ in found]
    heads = [kind for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert heads == ["/H1", "/H2", "/H3", "/H2", "/H2"]
    assert kinds.count("/TH") == 3 and kinds.count("/L") == 4 and kinds.count("/LI") == 7
    assert [alt for kind, alt in found if kind == "/Figure"] == [STYLE.logo_alt, CHART.alt]


def test_the_head_of_a_table_returns_on_the_next_page_of_a_pdf():
    long = with_parts(Table("Lang", ("Nummer", "Wat"), tuple((str(n), "regel") for n in range(80))))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper_pdf.pdf(long))).pages]
    assert len(pages) > 1 and all("Nummer" in page for page in pages)


def test_a_paper_that_is_too_long_is_not_made_and_says_how_long_it_is():
    long = with_parts(Heading("a"), NewPage(), Heading("b"), NewPage(), Heading("c"), pages=2)
    for make in (paper_pdf.pdf, paper_pdf.draw):
        with pytest.raises(DoesNotFit) as caught:
            make(long)
        said = "Titel: dit is hoogstens 2 bladzijden, maar nu 3. Maak de tekst korter."
        assert str(caught.value) == said and caught.value.pages == 3
    fits = with_parts(*long.parts[:3], pages=2)
    assert len(paper_pdf.draw(fits)) == 2


def test_signs_without_a_letter_are_left_out_and_told():
    paper = with_parts(Text("Blij 😀 met 漢 en محمد"), foot="ሰላም 😀")
    assert paper_pdf.lost(paper) == ["😀", "漢"]
    assert "Blij met en" in " ".join(
        PdfReader(io.BytesIO(paper_pdf.pdf(paper))).pages[0].extract_text().split()
    )


@pytest.mark.parametrize("word_of", ["W" * 10_000, "inburger" * 125, "محمد" * 2_500])
def test_a_word_of_thousands_of_letters_stays_on_its_paper(word_of):
    paper = with_parts(Text(word_of), Items((word_of[:400],), "tick"), Heading(word_of[:200]))
    narrow = Table(word_of[:90], ("a", "b"), ((word_of[:300], word_of[:3000]),), (1, 9))
    chart = Chart("c", (word_of, "b"), ((word_of, (1, 2)),), "alt")
    blanks = Blanks((word_of[:500],))
    paper = with_parts(*paper.parts, narrow, chart, blanks, title=word_of[:80])
    for page in paper_pdf.draw(paper):
        letters = [(one[2], one[3]) for one in drawn(page) if one[0] == "use"]
        assert all(20 < x < 190 and 10 < y < 290 for x, y in letters)
    assert read_word(word.docx(paper)) == told(paper)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("van محمد الأحمد 3 keer", [("van ", 0), ("محمد الأحمد", 1), (" 3 keer", 0)]),
        ("هل يوجد؟ نعم.", [("هل يوجد؟ نعم", 1), (".", 0)]),
        ("ተስፋይ", [("ተስፋይ", 0)]),
        ("", []),
    ],
)
def test_a_text_is_split_where_its_direction_turns(text, found):
    assert list(runs(text)) == found
    assert piece(text)[0] == "".join(f"\u2067{run}\u2069" if left else run for run, left in found)
    assert leftward(text) == ("يوجد" in text)


# -- a page ------------------------------------------------------------------------------------


def test_a_page_has_all_it_needs_in_itself():
    page = paper_html.html(PAPER, STYLE)
    found = Body(page).tags
    assert ("html", {"lang": "nl"}) in found
    assert not {"script", "link", "iframe", "form", "object"} & {tag for tag, _ in found}
    sources = [told[name] for _, told in found for name in ("src", "href") if name in told]
    assert len(sources) == 2 and all(one.startswith("data:image/") for one in sources)
    assert not re.search(rb"url\(|@import|https?:", page)
    assert [told["alt"] for tag, told in found if tag == "img"] == [STYLE.logo_alt, CHART.alt]
    assert b'"Verdana", ' in page and b"--accent: #7a1f5c" in page


def test_a_page_is_readable_for_everyone(browser, tmp_path):
    file = tmp_path / "verslag.html"
    file.write_bytes(paper_html.html(PAPER, STYLE))
    page = browser.new_page(bypass_csp=True, viewport={"width": 320, "height": 600})
    page.goto(file.as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_a_style_without_a_logo_or_a_letter_is_neutral():
    assert paper_html.html(PAPER, NEUTRAL) == paper_html.html(PAPER)
    assert f"--accent: {colours()['brand']}".encode() in paper_html.html(PAPER)
