"""Which letter stands for which name, and how a name with its title is then written."""

from __future__ import annotations

import re

from kit.privacy.find import Spot, like
from kit.privacy.known import LADY, LORD, PARTICLES, TITLE, Word

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SAFE = re.compile(r"[A-Z](?<!\w.)(?!\w)")


def lettered(text: str, said: list[Word], names: list[tuple[int, int, str]]) -> list[Spot]:
    """The same letter for the same name, in one text; never one that stands there already."""
    used = set(_SAFE.findall(text)) if names else set()
    free = [one for one in _LETTERS if one not in used]
    letters: dict[str, str] = {}
    given = 0
    spots = []
    for first, last, why in names:
        key = [
            one.plain
            for one in said[first : last + 1]
            if one.plain not in TITLE and one.plain not in PARTICLES and len(one.plain) > 1
        ]
        known = next((letters[one] for one in key if one in letters), None)
        if known is None:
            number = given
            given += 1
            known = (
                free[number] if number < len(free) else f"{_LETTERS[number % 26]}{number // 26 + 1}"
            )
        for one in key:
            letters.setdefault(one, known)
        spots.append(_spot(text, said, first, last, why, known))
    return spots


def _spot(text: str, said: list[Word], first: int, last: int, why: str, letter: str) -> Spot:
    start, end = said[first].start, said[last].end
    title = said[first].plain
    if text[end : end + 1] == "." and len(said[last].text) == 1:
        end += 1
    new = f"{letter}."
    if text[end : end + 1] == ".":
        new = letter
    if title in LADY:
        new = like(text[start], f"mevrouw {new}")
    elif title in LORD:
        new = like(text[start], f"meneer {new}")
        if title == "heer" and text[max(0, start - 3) : start].lower() == "de ":
            start -= 3
            new = like(text[start], new[:1].lower() + new[1:])
    elif title in TITLE:
        new = f"{said[first].text} {new}"
    return Spot("name", start, end, why, new, 55)
