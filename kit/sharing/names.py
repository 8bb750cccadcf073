"""Which names may stand in a package: nothing that leads out of a folder or that a system reads
otherwise than it looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from kit.content.media import TYPES

FOLDERS = {
    "decks": (".yaml", ".yml"),
    "cases": (".yaml", ".yml"),
    "notebooks": (".ipynb",),
    "media": tuple(TYPES),
}
"""The folders of a package, and how the names in each may end."""
MANIFEST = "pakket.json"
LONGEST, LONGEST_PART, DEEPEST = 180, 100, 4
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.I)
_SIGNS = frozenset(" -_.,()&'+=@!")


def wrong_name(name: str) -> str:
    """Why a name may not stand in a package, in Dutch; "" when it may."""
    if not name or len(name) > LONGEST:
        return "de naam is leeg of veel te lang."
    if name != unicodedata.normalize("NFC", name):
        return "de naam is anders geschreven dan hij eruitziet."
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "de naam begint bij de schijf zelf."
    parts = name.split("/")
    if ".." in parts or "." in parts or "" in parts:
        return "de naam leidt uit de map."
    if len(parts) > DEEPEST:
        return "er zitten te veel mappen in elkaar."
    return next((why for part in parts if (why := _wrong_part(part))), "")


def _wrong_part(part: str) -> str:
    if not all(_fine(sign) for sign in part):
        return "in de naam staat een teken dat niet mag."
    if len(part) > LONGEST_PART or part[0] in ".~ -" or part[-1] in ". ":
        return "de naam begint of eindigt met een teken dat niet mag."
    if _RESERVED.fullmatch(part.split(".")[0].rstrip(" ")):
        return "deze naam gebruikt Windows zelf."
    return ""


def _fine(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign) in {"Lu", "Ll", "Lo", "Lm", "Nd", "Mn"}


def wrong_kind(name: str) -> str:
    """Why a file of this name does not belong in a package; "" when it does."""
    path = PurePosixPath(name)
    if name == MANIFEST:
        return ""
    endings = FOLDERS.get(path.parts[0]) if len(path.parts) > 1 else None
    if endings is None:
        return "dit hoort niet in decks, cases, notebooks of media."
    if len(path.parts) > 2 and path.parts[0] == "notebooks":
        return "een draaiboek staat in notebooks zelf, niet in een map eronder."
    return "" if path.suffix.lower() in endings else "dit soort bestand kent de kit niet."


def key_of(name: str) -> str:
    """The same for names that some system takes for one and the same file."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFC", name).casefold())


def doubles(names: Iterable[str]) -> list[str]:
    """Names that some system takes for another one, or for a folder that another one needs."""
    seen: dict[str, str] = {}
    found = []
    for name in names:
        key = key_of(name)
        if key in seen:
            found.append(name)
        seen.setdefault(key, name)
    folders = {"/".join(key.split("/")[:n]) for key in seen for n in range(1, key.count("/") + 1)}
    return found + [name for key, name in seen.items() if key in folders]
