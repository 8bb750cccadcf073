"""A written paper as a Word file: the one front door to python-docx.

Its template is in English and has a person's name in it, so only its bones are used: styles,
lists and properties are ours. The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache
from html import escape

import docx as word
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from kit.house_style import NEUTRAL, HouseStyle
from kit.outputs import drawn
from kit.outputs.document import (
    Blanks,
    Chart,
    Heading,
    Items,
    NewPage,
    Paper,
    Part,
    Table,
    Text,
    plainly,
)
from kit.outputs.letters import leftward, runs
from kit.outputs.typesetting import colours
from kit.outputs.word_styles import (
    BLANK,
    LANGUAGE,
    MANNERS,
    MARKS,
    TABLE,
    WIDE,
    id_of,
    numbering,
    restart,
    styles,
)

_KEPT = {
    KINDS.OFFICE_DOCUMENT,
    KINDS.CORE_PROPERTIES,
    KINDS.STYLES,
    KINDS.SETTINGS,
    KINDS.NUMBERING,
}
"""What a file of ours is made of; the template has eight things more."""
_SETTINGS = {"zoom", "defaultTabStop", "characterSpacingControl", "compat"}
_OLD_WORD = {"useFELayout"}
_LABEL_SIGNS = 20
"""A label with more signs than this gets its line right behind it."""


def docx(paper: Paper, style: HouseStyle = NEUTRAL) -> bytes:
    """The Word file of a paper."""
    paper = plainly(paper)
    document = word.Document(io.BytesIO(_bones()))
    _dress(document, style)
    _describe(document, paper)
    _around(document, paper, style)
    body = _Body(document, style)
    body.line(paper.title, "Title")
    if paper.lead:
        body.line(paper.lead, "Subtitle")
    for part in paper.parts:
        body.put(part)
    body.end()
    return _packed(document, paper)


class _Body:
    """The page that is being filled; knows what came just before."""

    def __init__(self, document: Document, style: HouseStyle):
        self.document, self.style = document, style
        self.fresh = self.after_table = False
        self.numbered = len(MARKS)

    def put(self, part: Part) -> None:
        match part:
            case Heading(text, level):
                self.line(text, f"heading {level}")
            case Text(text, manner):
                self.line(text, MANNERS.get(manner, "Normal"))
            case Items():
                self._items(part)
            case Table():
                self._table(part)
            case Chart():
                self._chart(part)
            case Blanks(labels):
                for label in labels:
                    self.line(label, BLANK).add_run("\t" * (1 + (len(label) <= _LABEL_SIGNS)))
            case NewPage():
                self.fresh = True

    def line(self, text: str, style: str) -> Paragraph:
        """One more paragraph, on a new page or below a table where that is so."""
        paragraph = self.document.add_paragraph()
        _say(paragraph, text, style)
        if self.fresh:
            paragraph.paragraph_format.page_break_before = True
        elif self.after_table and not paragraph.style.paragraph_format.space_before:
            paragraph.paragraph_format.space_before = Pt(14)
        self.fresh = self.after_table = False
        return paragraph

    def end(self) -> None:
        """Word wants a paragraph below the last table."""
        if self.after_table:
            self.document.add_paragraph()

    def _items(self, part: Items) -> None:
        if part.mark == "number":
            self.numbered += 1
            lists = self.document.part.numbering_part.element
            lists.append(_xml(restart(self.numbered)))
        for text in part.lines:
            properties = self.line(text, MARKS.get(part.mark, MARKS["dot"]))._p.pPr
            if part.mark == "number":
                numbered = properties.get_or_add_numPr()
                numbered.get_or_add_ilvl().val = 0
                numbered.get_or_add_numId().val = self.numbered

    def _table(self, part: Table) -> None:
        self.line(part.caption, "caption")
        table = self.document.add_table(0, len(part.head), TABLE)
        table.autofit = False
        shares = part.shares or (1,) * len(part.head)
        widths = [WIDE * share // sum(shares) for share in shares]
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = _twentieths(wide)
        rows = [_row(part.head, widths, "Tabelkop"), *(_row(one, widths) for one in part.rows)]
        table._tbl.extend(_children("".join(rows)))
        for name in ("w:tblCaption", "w:tblDescription"):
            if part.caption:
                _put(table._tbl.tblPr, name, val=part.caption)
        self.after_table = True

    def _chart(self, part: Chart) -> None:
        if part.title:
            self.line(part.title, "caption")
        picture = drawn.chart(part, self.style, "png")
        run = self.line("", "Beeld").add_run()
        shape = run.add_picture(io.BytesIO(picture), width=_twentieths(WIDE))
        _alt(shape, part.title or part.alt, part.alt or part.title)


# -- words and rows ----------------------------------------------------------------------------


def _say(paragraph: Paragraph, text: str, style: str = "") -> None:
    """Put a text in a paragraph; what runs from right to left is told to Word."""
    if style:
        paragraph._p.style = id_of(style)  # by its name python-docx looks through all, each time
    for said, left in runs(text):
        run = paragraph.add_run(said)
        if left:
            run.font.rtl = True
    if leftward(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _row(words: tuple[str, ...], widths: list[int], style: str = "Tabeltekst") -> str:
    """A row as Word's XML; python-docx looks through a whole table for each cell it makes."""
    head = "<w:tblHeader/>" if style == "Tabelkop" else ""
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{_cell(text, style)}</w:tc>'
        for text, wide in zip(words, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, style: str) -> str:
    way = "<w:bidi/>" if leftward(text) else ""
    said = "".join(
        f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if left else ''}"
        f'<w:t xml:space="preserve">{escape(run)}</w:t></w:r>'
        for run, left in runs(text)
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{way}</w:pPr>{said}</w:p>'


def _twentieths(of_a_point: int) -> int:
    return Pt(of_a_point / 20)


# -- around the words --------------------------------------------------------------------------


def _around(document: Document, paper: Paper, style: HouseStyle) -> None:
    """A4, the logo above the first page, and below each page its foot and number."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    section.header_distance = section.footer_distance = Mm(12)
    _foot(section.footer, paper.foot)
    if style.logo:
        section.different_first_page_header_footer = True
        _foot(section.first_page_footer, paper.foot)
        top = section.first_page_header.paragraphs[0]
        top.paragraph_format.space_after = Pt(18)
        logo = io.BytesIO(drawn.logo_png(style))
        shape = top.add_run().add_picture(logo, height=Mm(16))
        _alt(shape, style.name or "logo", style.logo_alt or style.name or "logo")


def _foot(footer, text: str) -> None:
    paragraph = footer.paragraphs[0]
    _say(paragraph, text)
    paragraph.add_run("\tbladzijde ")
    for field, between in (("PAGE", " van "), ("NUMPAGES", "")):
        counted = f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(_xml(counted))
        if between:
            paragraph.add_run(between)


def _alt(shape, title: str, words: str) -> None:
    """What a picture shows, for who cannot see it; the library names it in English."""
    number = shape._inline.docPr.id
    known = shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr
    for properties in (shape._inline.docPr, known):
        properties.set("name", f"Afbeelding {number}")
        properties.set("title", title)
        properties.set("descr", words)


# -- the file itself ---------------------------------------------------------------------------


@cache
def _bones() -> bytes:
    """The template of python-docx without what is in it: its words, look, names and pictures."""
    document = word.Document()
    for holder in (document.part, document.part.package):
        for id, relation in list(holder.rels.items()):
            if relation.reltype not in _KEPT:
                del holder.rels[id]
    for element in (document.styles.element, document.part.numbering_part.element):
        _empty(element)
    settings = document.settings.element
    for child in list(settings):
        if _local(child) not in _SETTINGS:
            settings.remove(child)
    for child in list(settings.find(qn("w:compat"))):
        if _local(child) in _OLD_WORD:
            child.getparent().remove(child)
        elif child.get(qn("w:name")) == "compatibilityMode":
            child.set(qn("w:val"), "15")
    settings.find(qn("w:zoom")).attrib.clear()
    _put(settings.find(qn("w:zoom")), percent="100")
    for name, value in (
        ("themeFontLang", LANGUAGE),
        ("decimalSymbol", ","),
        ("listSeparator", ";"),
    ):
        _put(settings, f"w:{name}", val=value)
    document.sections[0]._sectPr.attrib.clear()
    _empty(document.part.package.part_related_by(KINDS.CORE_PROPERTIES).element)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _dress(document: Document, style: HouseStyle) -> None:
    """Give the file our styles and lists, in the colours and letter of a municipality."""
    looks = styles(colours(style), style.accent, style.font)
    document.styles.element.extend(_children(looks))
    document.part.numbering_part.element.extend(_children(numbering(style.accent)))


def _describe(document: Document, paper: Paper) -> None:
    """The properties of the file: what it is and of which day, never who."""
    properties = document.core_properties
    properties.title, properties.subject = paper.title[:255], paper.subject[:255]
    properties.language = LANGUAGE
    day = datetime(paper.on.year, paper.on.month, paper.on.day)
    properties.created = properties.modified = day


def _packed(document: Document, paper: Paper) -> bytes:
    """The file with one date on all that is in it, so that equal papers are equal files."""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    day = (max(paper.on.year, 1980), paper.on.month, paper.on.day, 0, 0, 0)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(packed, "w") as file:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(entry, parts.read(name))
    return packed.getvalue()


# -- Word's XML --------------------------------------------------------------------------------


def _xml(text: str) -> BaseOxmlElement:
    """One element of Word's own."""
    return _children(text)[0]


def _children(text: str) -> list[BaseOxmlElement]:
    return list(parse_xml(f"<w:all {nsdecls('w')}>{text}</w:all>"))


def _put(element: BaseOxmlElement, child: str = "", **attributes: str) -> None:
    """Add an element of Word's to another, or attributes to itself."""
    target = OxmlElement(child) if child else element
    for name, value in attributes.items():
        target.set(qn(f"w:{name}"), value)
    if child:
        element.append(target)


def _empty(element: BaseOxmlElement) -> None:
    for child in list(element):
        element.remove(child)


def _local(element: BaseOxmlElement) -> str:
    return element.tag.split("}")[-1]
