"""What one word can be by itself: a known name, a name by its shape, or surely something else."""

from __future__ import annotations

import re
from typing import NamedTuple

from kit.privacy.lists import parts, plain, signs, words

LADY, LORD = signs("titles_of_a_lady"), signs("titles_of_a_lord")
TITLE = LADY | LORD | signs("titles")
PARTICLES = signs("particles")

FIRST, FAMILY, UNSURE = words("first_names"), words("family_names"), words("ambiguous")
DULL, ORDINARY = words("not_names"), words("ordinary")
ROLES, RELATIONS = words("roles"), words("relations")
STRONG = words("person_verbs")
VERBS = STRONG | words("weak_verbs")
ELSEWHERE = words("places") | words("cities") | words("origins") | DULL
"""Places, peoples, organisations, months: never a name by themselves."""
PIECES = parts("places") | parts("cities")
SMALL = frozenset(name for name in FIRST - (UNSURE | ORDINARY | ELSEWHERE) if len(name) > 3)
"""Names that are known without their capital."""
LONGEST = 40
"""A word with more letters is no name."""

_BEGINS = tuple(sorted(signs("name_beginnings")))
_FINISHES = tuple(sorted(signs("name_endings")))
_FOREIGN = re.compile(r"[yqx]|[gkd]h|sh|ts|dj|tj|[aiu]$|ew$|[^aeiou]os$|aa[dlmnrt]$")
_WORD = re.compile(r"[^\W\d_]++(?:['-][^\W\d_]++)*+|(?<!\w)'[tns](?!\w)")


class Word(NamedTuple):
    """One word of a text: where it stands and what kind of word it is."""

    start: int
    end: int
    text: str
    plain: str
    capital: bool


def tokens(text: str) -> list[Word]:
    """All words of a cleaned text, a possessive 's left out."""
    made, new = [], tuple.__new__  # quicker than Word(…)
    add = made.append
    for found in _WORD.finditer(text):
        word, (start, end) = found[0], found.span()
        if "'" in word and word[-2:] in ("'s", "'S") and end - start > 2:
            word, end = word[:-2], end - 2
        small = word.lower()
        if not small.isascii():
            small = plain(word)
        add(new(Word, (start, end, word, small, word[0].isupper())))
    return made


def is_name(word: Word) -> bool:
    """Whether this is a name and hardly ever something else."""
    name = base(word.plain)
    if name in UNSURE or name in ELSEWHERE:
        return False
    if name in FIRST or name in FAMILY:
        return True
    both = word.text.split("-")
    return len(both) > 1 and both[-1][:1].isupper() and plain(both[0]) in FIRST


def base(name: str) -> str:
    """A name without the s that makes it an owner: 'Samirs' is of Samir."""
    if name in FIRST or name in FAMILY or not name.endswith("s"):
        return name
    return name[:-1] if name[:-1] in FIRST or name[:-1] in FAMILY else name


def is_shaped(name: str) -> bool:
    """Whether a word begins or ends as the names of some countries do, and no Dutch word does."""
    return 6 <= len(name) <= LONGEST and (name.startswith(_BEGINS) or name.endswith(_FINISHES))


def is_odd(name: str) -> bool:
    """Whether a small word has letters that Dutch words seldom have."""
    return len(name) >= 4 and bool(re.search(r"y|q|x|kh|gh|dh|sh(?!op)|dj|ss?ou|aoui|ali$", name))


def looks_foreign(name: str) -> bool:
    """Whether a word ends or sounds as Dutch words seldom do."""
    return bool(_FOREIGN.search(name))
