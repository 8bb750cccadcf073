"""How a paper looks in Word: its styles and lists, as Word's own XML.

The names are Word's own ("heading 1"), so that its navigation, its table of contents and a screen
reader know them; Word shows them in Dutch. Sizes are half points, spaces twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

LANGUAGE = "nl-NL"
FONT = "Calibri"
"""Every Word has it. Our own letters are not on other machines, and are not put in the file."""
WIDE = 9184
"""Between the margins of A4: 162 mm."""
LABEL = 2380
"""Where the line after a label starts: 42 mm."""

MARKS = {"dot": "List Bullet", "number": "List Number", "tick": "Afvinklijst"}
MANNERS = {
    "": "Normal",
    "lead": "Inleiding",
    "quote": "Quote",
    "note": "Kleine tekst",
    "wall": "Grote regel",
}
TABLE = "Gesprekskit tabel"
BLANK = "Invulregel"


@dataclass(frozen=True)
class _Style:
    """A paragraph style. `size` in half points; `before`, `after` and `left` in twentieths."""

    name: str
    size: int = 22
    before: int = 0
    after: int = 140
    colour: str = "ink"
    bold: bool = False
    outline: int | None = None
    keep: bool = False
    left: int = 0
    list: int = 0
    more: str = ""


def _styles(accent: str) -> tuple[_Style, ...]:
    bar = f'<w:pBdr><w:left w:val="single" w:sz="14" w:space="10" w:color="{accent}"/></w:pBdr>'
    right = f'<w:tab w:val="right" w:pos="{WIDE}"/>'
    pen = f'<w:tab w:val="left" w:pos="{LABEL}"/>'
    pen += f'<w:tab w:val="right" w:leader="underscore" w:pos="{WIDE}"/>'
    return (
        _Style("Title", 50, 0, 200, "accent", True, keep=True),
        _Style("Subtitle", 25, 0, 280, "ink-2"),
        _Style("heading 1", 31, 420, 140, "accent", True, 0, True),
        _Style("heading 2", 25, 320, 110, "ink", True, 1, True),
        _Style("heading 3", 22, 260, 90, "ink", True, 2, True),
        _Style("Inleiding", 25, colour="ink-2"),
        _Style("Quote", before=60, left=240, more=bar),
        _Style("Kleine tekst", 19, colour="ink-2"),
        _Style("Grote regel", 42, 300, 300, bold=True, keep=True),
        _Style("List Bullet", after=80, list=1),
        _Style("List Number", after=80, list=2),
        _Style("Afvinklijst", after=130, list=3),
        _Style("caption", 20, 260, 100, bold=True, keep=True),
        _Style("Tabeltekst", 20, 50, 50),
        _Style("Tabelkop", 20, 50, 50, bold=True, keep=True),
        _Style("Beeld", after=280),
        _Style(BLANK, before=420, after=0, more=f"<w:tabs>{pen}</w:tabs>"),
        _Style("header", 18, after=0, colour="ink-2"),
        _Style("footer", 18, after=0, colour="ink-2", more=f"<w:tabs>{right}</w:tabs>"),
    )


def styles(colours: Mapping[str, str], accent: str, font: str) -> str:
    """The children of Word's w:styles: language and letter for all, then every style we use."""
    inks = {name: colours[name].lstrip("#") for name in ("ink", "ink-2", "soft", "line")}
    inks["accent"] = accent.lstrip("#")
    face = escape(font or FONT)
    letters = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="Arial"/>'
    default = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'{letters}<w:color w:val="{inks["ink"]}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:widowControl/><w:spacing w:after="140" w:line="271" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        f"{_margins(0, 108)}</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    ours = "".join(_paragraph(one, inks) for one in _styles(inks["accent"]))
    return default + normal + ours + _table(inks)


def _paragraph(one: _Style, inks: Mapping[str, str]) -> str:
    """Word reads what belongs to a paragraph in one fixed order only."""
    keep = "<w:keepNext/><w:keepLines/>" if one.keep else ""
    numbered = f'<w:numPr><w:numId w:val="{one.list}"/></w:numPr>' if one.list else ""
    indent = f'<w:ind w:left="{one.left}"/>' if one.left else ""
    outline = "" if one.outline is None else f'<w:outlineLvl w:val="{one.outline}"/>'
    bold = "<w:b/><w:bCs/>" if one.bold else ""
    return (
        f'<w:style w:type="paragraph"{_own(one.name)} w:styleId="{id_of(one.name)}">'
        f'<w:name w:val="{one.name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{id_of(one.name) if one.list or one.name == BLANK else "Normal"}"/>'
        f"<w:qFormat/><w:pPr>{keep}{numbered}{one.more}"
        f'<w:spacing w:before="{one.before}" w:after="{one.after}"/>{indent}{outline}</w:pPr>'
        f'<w:rPr>{bold}<w:color w:val="{inks[one.colour]}"/>'
        f'<w:sz w:val="{one.size}"/><w:szCs w:val="{one.size}"/></w:rPr></w:style>'
    )


def _table(inks: Mapping[str, str]) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{inks["line"]}"'
    head = f'w:val="single" w:sz="8" w:space="0" w:color="{inks["accent"]}"'
    return (
        f'<w:style w:type="table"{_own(TABLE)} w:styleId="{id_of(TABLE)}"><w:name w:val="{TABLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        f"{_margins(40, 120)}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom {head}/></w:tcBorders><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{inks["soft"]}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _margins(high: int, wide: int) -> str:
    sides = {"top": high, "left": wide, "bottom": high, "right": wide}
    inside = "".join(f'<w:{side} w:w="{n}" w:type="dxa"/>' for side, n in sides.items())
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


def _own(name: str) -> str:
    """Word wants to know which styles are not its own."""
    own = {"Inleiding", "Kleine tekst", "Afvinklijst", "Tabeltekst", "Tabelkop", "Beeld"}
    return ' w:customStyle="1"' if name in own | {BLANK, TABLE} else ""


def id_of(name: str) -> str:
    """The name of a style inside the file."""
    return name.title().replace(" ", "")


def numbering(accent: str) -> str:
    """The children of Word's w:numbering: dots, numbers and boxes to tick."""
    kinds = ("bullet", "•", accent.lstrip("#")), ("decimal", "%1.", ""), ("bullet", "☐", "")
    shapes = "".join(
        _list(n, id_of(name), *kind)
        for n, (name, kind) in enumerate(zip(MARKS.values(), kinds, strict=True), 1)
    )
    return shapes + "".join(_num(n, n) for n in range(1, len(kinds) + 1))


def restart(number: int) -> str:
    """A numbered list of its own, which starts at 1."""
    return _num(number, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')


def _num(number: int, shape: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shape}"/>{more}</w:num>'


def _list(number: int, style: str, kind: str, sign: str, colour: str) -> str:
    symbols = "Segoe UI Symbol"
    face = f'<w:rFonts w:ascii="{symbols}" w:hAnsi="{symbols}" w:eastAsia="{symbols}"/>'
    look = face if sign == "☐" else f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="454" w:hanging="397"/></w:pPr><w:rPr>{look}</w:rPr></w:lvl>'
        "</w:abstractNum>"
    )
