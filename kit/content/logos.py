"""What may be a logo: a PNG, or an SVG that is a drawing and nothing else.

A drawing that could run something, reach something or react to something is refused as it is;
nothing is taken out of it, so what is shown is what the municipality made. What cannot be printed
is told here, and not on the evening itself.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from functools import lru_cache
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from kit.content.fields import shown
from kit.content.media import Fault, inside
from kit.house_style import PNG

MAX_BYTES = 300_000
MAX_SIDE = 3000
ENDINGS = (".svg", ".png")
_SVG, _XLINK, _HTML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/xhtml",
)
_SHAPES = frozenset(
    (
        *("svg", "g", "defs", "use", "symbol", "switch", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop"),
    )
)
_KNOWN = {"script": "een script", "image": "een ander beeld", "text": "tekst als letters"}
_NOT_HERE = re.compile(
    r"\\|@import|javascript:|expression\s*\(|url\(\s*['\"]?\s*[^\s'\"#]", re.IGNORECASE
)
_AGAIN = "Vraag om een svg met alleen vormen, of bewaar het logo als png."


class _Refused(Exception):
    """What stands in a drawing that does not belong there."""


def logo_of(name: str, folder: Path) -> tuple[bytes, Fault | None]:
    """The picture with this name beside a house style, or nothing and what is wrong with it.

    An empty remedy asks for the name that looks most like it.
    """
    move = "Zet het logo in dezelfde map en schrijf alleen de naam."
    if "://" in name or name.startswith("//"):
        return b"", (f"'{shown(name)}' is een webadres.", move)
    path = inside(name, folder)
    if path is None:
        return b"", (f"'{shown(name)}' ligt buiten deze map.", move)
    if path.suffix.lower() not in ENDINGS:
        message = f"het logo '{shown(name)}' past hier niet."
        return b"", (message, "Kies een bestand dat eindigt op svg of png.")
    if not path.is_file():
        return b"", (f"het logo '{shown(name)}' staat niet in deze map.", "")
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"het logo '{shown(name)}' is groter dan {MAX_BYTES // 1000} kB."
            return b"", (message, "Vraag om een kleiner bestand.")
        logo = path.read_bytes().removeprefix(BOM_UTF8)
    except OSError:
        return b"", (f"het logo '{shown(name)}' is niet te openen.", "Kijk of je het mag lezen.")
    wrong = _png(logo) if path.suffix.lower() == ".png" else _svg(logo)
    if not wrong and not _prints(logo):
        wrong = "staat iets wat niet te printen is"
    return (b"", (f"in het logo '{shown(name)}' {wrong}.", _AGAIN)) if wrong else (logo, None)


def beside(style: Path) -> list[Path]:
    """The pictures in the folder of a house style: any of them may be its logo."""
    return sorted(one for one in style.parent.iterdir() if one.suffix.lower() in ENDINGS)


@lru_cache(maxsize=16)
def _prints(logo: bytes) -> bool:
    """Whether it can stand on paper; each picture is tried once, and costs nothing without one."""
    from kit.outputs.typesetting import prints

    return prints(logo)


def _png(logo: bytes) -> str:
    """What is wrong with a PNG, as the end of a sentence."""
    if not logo.startswith(PNG) or logo[12:16] != b"IHDR" or b"IEND" not in logo[-12:]:
        return "staat geen hele png"
    sides = (int.from_bytes(logo[16:20], "big"), int.from_bytes(logo[20:24], "big"))
    if not 0 < min(sides) <= max(sides) <= MAX_SIDE:
        return f"staat een beeld van {sides[0]} bij {sides[1]} punten; {MAX_SIDE} is genoeg"
    return ""


def _svg(logo: bytes) -> str:
    """What is wrong with an SVG, as the end of a sentence."""
    if not _in_utf_8(logo):
        return "staan de letters niet als UTF-8"
    drawing, parser = _Drawing(), ParserCreate("utf-8", namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = drawing.begin, drawing.end
    parser.CharacterDataHandler = drawing.words.append
    parser.EntityDeclHandler, parser.ProcessingInstructionHandler = _entity, _instruction
    try:
        parser.Parse(logo, True)
    except _Refused as refused:
        return f"staat op regel {parser.CurrentLineNumber} {refused}"
    except (ExpatError, ValueError, LookupError):
        return f"is regel {parser.CurrentLineNumber} niet te lezen"
    return ""


def _in_utf_8(logo: bytes) -> bool:
    """The one way of writing that paper, Word and every browser read alike."""
    try:
        return "\0" not in logo.decode("utf-8")
    except UnicodeDecodeError:
        return False


class _Drawing:
    """An SVG while it is being read; raises _Refused at what does not belong in it."""

    def __init__(self) -> None:
        self.begun = False
        self.words: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        where, _, tag = name.rpartition(" ")
        if not self.begun and (where, tag) != (_SVG, "svg"):
            raise _Refused("geen tekening")
        self.begun = True
        self.words.clear()
        if where in ("", _HTML) or (where == _SVG and tag not in _SHAPES):
            raise _Refused(_KNOWN.get(tag, f"'{shown(tag)}'"))
        for full, value in attributes.items():
            _attribute(full, value)

    def end(self, name: str) -> None:
        if name == f"{_SVG} style" and _NOT_HERE.search("".join(self.words)):
            raise _Refused("een verwijzing")


def _attribute(full: str, value: str) -> None:
    where, _, name = full.rpartition(" ")
    name = name.lower()
    if where not in ("", _XLINK) and name != "base":
        return  # a note of a drawing program; nothing reads it
    if name.startswith("on"):
        raise _Refused(f"iets dat reageert ({shown(name)})")
    away = name in ("href", "src", "base") and not value.strip().startswith("#")
    if away or _NOT_HERE.search(value):
        raise _Refused(f"een verwijzing ({shown(name)})")


def _entity(*_: object) -> None:
    raise _Refused("een afkorting (ENTITY)")


def _instruction(target: str, _: str) -> None:
    raise _Refused(f"een opdracht ({shown(target)})")
