"""The word lists in words/: read once, without accents and capitals, ready to be looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")
_SMALL = str.maketrans("ıłøđß", "ilods")


def plain(word: str) -> str:
    """A word without capitals and accents: 'Özlem' and 'ozlem' are the same name."""
    word = word.lower()
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.translate(_SMALL))
    return "".join(char for char in apart if not unicodedata.combining(char))


@cache
def words(name: str) -> frozenset[str]:
    """All words of one list; a `_` in the file is a space."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    found = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(plain(word.replace("_", " ")) for word in found)


@cache
def parts(name: str) -> frozenset[str]:
    """All words of one list, with those of several words taken apart."""
    return frozenset(one for whole in words(name) for one in re.split(r"[ ]", whole))


@cache
def _signs() -> dict[str, frozenset[str]]:
    text = (_FOLDER / "signs.txt").read_text(encoding="utf-8")
    lists = re.findall(r"^(\w+) = (.*(?:\n  .*)*)", text, re.MULTILINE)
    return {name: frozenset(plain(word) for word in said.split()) for name, said in lists}


def signs(name: str) -> frozenset[str]:
    """One of the short lists in signs.txt, which the rules read by its name."""
    return _signs()[name]
