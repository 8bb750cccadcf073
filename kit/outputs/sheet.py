"""A text of headings and short lists as one page of A4: the sheet for privacy and security.

The words are in a file a writer can change: `# title`, a lead, `## heading`, `- line`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kit.house_style import NEUTRAL, HouseStyle
from kit.outputs.letters import longest_word, ready
from kit.outputs.typesetting import pictures, typeset

PRIVACY = Path(__file__).resolve().parent / "privacyblad.md"


def print_sheet(source: Path, today: date, style: HouseStyle = NEUTRAL) -> bytes:
    """The PDF of one sheet. Raises typesetting.DoesNotFit when it is longer than a page."""
    return typeset("sheet", told(source), today, style)


def draw_sheet(source: Path, today: date, kind: str = "svg") -> list[bytes]:
    """The same page as a picture."""
    return pictures("sheet", told(source), today, kind)


def told(source: Path) -> dict[str, object]:
    """What the template is told: title, lead and parts, each with its lines."""
    title, lead, parts = "", "", []
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            parts.append({"title": piece(line[3:].strip()), "lines": []})
        elif line.startswith("- "):
            parts[-1]["lines"].append(piece(line[2:].strip()))
        elif line.strip():
            lead = f"{lead} {line.strip()}".strip()
    words = {"title": piece(title), "lead": piece(lead), "parts": parts}
    return {"title": title, "about": lead, "words": words}


def piece(text: str) -> tuple[str, int]:
    """A text as the template takes it: ready to print, with the letters of its longest word."""
    said = ready(text)[0]
    return said, longest_word(said)
