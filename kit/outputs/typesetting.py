"""The one front door to typst: from a template and plain values to a PDF, with our fonts only.

Words travel as data (JSON in `sys.inputs`), never as typst's markup. Each PDF is checked by
typst's compiler as PDF/UA-1 and PDF/A-2a at once; PDF/A-4 needs PDF 2.0, which PDF/UA-1 forbids.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import typst

from kit.contrast import neutral
from kit.house_style import NEUTRAL, HouseStyle
from kit.outputs.letters import FONTS
from kit.screens.shapes import SHAPES

STANDARDS = ["ua-1", "a-2a"]
TEMPLATES = Path(__file__).resolve().parent / "templates"
_TOO_LONG = re.compile(r"past niet: ([\d,]+|ergens)")


class DoesNotFit(ValueError):
    """Something is longer than its paper; `places` says which in the list that was given.

    Without places the template was not asked to look where.
    """

    def __init__(self, places: tuple[int, ...]):
        super().__init__(f"past niet: {places}")
        self.places = places


def colours(style: HouseStyle = NEUTRAL) -> dict[str, str]:
    """The colours of the kit by name, each as #rrggbb, as a municipality has them."""
    return {**neutral(), **style.colours}


def drawing(name: str, colour: str) -> str:
    """The shape of a suit as an SVG picture in one colour."""
    inside = SHAPES[name].replace("currentColor", colour)
    box = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"'
    return f'<svg {box} fill="{colour}">{inside}</svg>'


def typeset(template: str, told: dict[str, object], on: date, style: HouseStyle = NEUTRAL) -> bytes:
    """The PDF of a template (its name without .typ) with what it is told. Raises DoesNotFit."""
    return _compile(template, told, on, style, format="pdf", pdf_standards=STANDARDS)


def pictures(
    template: str,
    told: dict[str, object],
    on: date,
    kind: str = "svg",
    ppi: float = 110.0,
    style: HouseStyle = NEUTRAL,
) -> list[bytes]:
    """The same pages as svg or png, one each, for looking and measuring. Raises DoesNotFit.

    `ppi` are the dots of a png, an inch.
    """
    pages = _compile(template, told, on, style, format=kind, ppi=ppi if kind == "png" else None)
    return pages if isinstance(pages, list) else [pages]


def prints(picture: bytes) -> bool:
    """Whether an SVG or PNG can be printed; what typst makes of it, the file alone does not say."""
    told = {"title": "logo", "logo": list(picture)}
    try:
        typeset("logo", told, date(2000, 1, 1))
    except typst.TypstError:
        return False
    except BaseException as error:  # a fault inside typst comes as one that is no Exception
        if type(error).__name__ != "PanicException":
            raise
        return False
    return True


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)


def _compile(template: str, told: dict[str, object], on: date, style: HouseStyle, **how: object):
    whole = {"colours": colours(style), "on": [on.year, on.month, on.day], **told}
    try:
        return _compiler().compile(
            TEMPLATES / f"{template}.typ",
            sys_inputs={"told": json.dumps(whole, ensure_ascii=False)},
            timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
            **how,
        )
    except typst.TypstError as error:
        if found := _TOO_LONG.search(error.message):
            places = found[1].split(",") if found[1] != "ergens" else ()
            raise DoesNotFit(tuple(map(int, places))) from None
        raise
