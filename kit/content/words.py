"""What makes a Dutch sentence hard to read, and what to write instead.

Rules of thumb, chosen so that good Dutch passes: a long sentence, the passive with wordt or
worden, and the words of a letter from the town hall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MAX_SENTENCE = 25

OFFICIALESE = {
    "aangaande": "over",
    "alsmede": "en",
    "alsook": "en",
    "alvorens": "voordat",
    "behoudens": "behalve",
    "betreffende": "over",
    "bewerkstelligen": "zorgen voor",
    "conform": "volgens",
    "derhalve": "daarom",
    "desalniettemin": "toch",
    "desgewenst": "als je wilt",
    "dient te": "moet",
    "dienen te": "moeten",
    "doch": "maar",
    "eveneens": "ook",
    "gaarne": "graag",
    "geschieden": "gebeuren",
    "geschiedt": "gebeurt",
    "hetgeen": "wat",
    "hieromtrent": "hierover",
    "indien": "als",
    "ingevolge": "volgens",
    "inzake": "over",
    "jegens": "tegen",
    "krachtens": "volgens",
    "met betrekking tot": "over",
    "middels": "met",
    "nochtans": "toch",
    "omtrent": "over",
    "onderhavige": "deze",
    "ondanks het feit dat": "hoewel",
    "reeds": "al",
    "ten aanzien van": "over",
    "ten behoeve van": "voor",
    "ten einde": "om",
    "ten gevolge van": "door",
    "teneinde": "om",
    "tevens": "ook",
    "thans": "nu",
    "trachten": "proberen",
    "uit hoofde van": "door",
    "vermits": "omdat",
    "voornoemde": "deze",
    "wederom": "weer",
    "zodoende": "zo",
    "zulks": "dat",
}
_OFFICIALESE = re.compile(rf"\b(?:{'|'.join(OFFICIALESE)})\b", re.IGNORECASE)
_TELLING = {
    "aanzien",
    "behoeve",
    "betrekking",
    "dienen",
    "dient",
    "einde",
    "feit",
    "gevolge",
    "hoofde",
}
_TELLING |= {words for words in OFFICIALESE if " " not in words}
_GLANCE = frozenset(word + end for word in _TELLING for end in ("", *".,;:?!)"))

_SENTENCES = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PARTICIPLE = re.compile(
    r"(?:aan|achter|af|bij|door|in|mee|na|om|op|over|samen|terug|toe|uit|vast|voor|weg)?ge\w+(?:d|t|en)"
)
_LOOKS_LIKE_ONE = """
geacht gebeden gebeurtenissen gebied gebieden geboden gebouwen gebruiken gedachten gedeelten
geduld geduldig geen geest geesten gegevens geld geleden gelegenheden geluid geluiden gelukt
gemeente gemeenten genoeg gerecht gerechten geschikt gesprek gesprekken getuigen gevallen
gevoelens geweten gewend gewicht gewoonten gezicht gezichten gezin gezinnen gezond
ingewikkeld opgetogen uitgebreid
"""
_NO_PARTICIPLE = frozenset(_LOOKS_LIKE_ONE.split())
_REACH = 8


def suspect(texts: Iterable[str]) -> bool:
    """Whether any of these texts deserves a closer look: quick, and no for nearly every card."""
    together = "\n".join(texts)
    if "word" in together or not _GLANCE.isdisjoint(together.lower().split()):
        return True
    for end in (". ", "? ", "! "):
        together = together.replace(end, "\n")
    return any(part.count(" ") >= MAX_SENTENCE for part in together.split("\n"))


def count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def hard_to_read(text: str) -> Iterator[tuple[str, str]]:
    """What makes this text hard to read, with a remedy for each, in order."""
    official = not _GLANCE.isdisjoint(text.lower().split())
    for sentence in _SENTENCES.split(text):
        length = count(sentence)
        if length > MAX_SENTENCE:
            start = " ".join(sentence.split()[:4])
            yield f"de zin '{start} …' telt {length} woorden.", "Knip hem in tweeën."
        for found in _OFFICIALESE.finditer(sentence) if official else ():
            plain = OFFICIALESE[found[0].lower()]
            yield f"'{found[0]}' is ambtelijke taal.", f"Schrijf liever '{plain}'."
        if passive := _passive(sentence):
            yield f"'{passive}' is lijdend.", "Schrijf wie het doet."


def _passive(sentence: str) -> str:
    """`wordt … gevraagd` or `gevraagd wordt`; empty when nobody is left out of the sentence."""
    if "word" not in sentence:
        return ""
    words = [word.lower() for word in _WORD.findall(sentence)]
    for at, word in enumerate(words):
        if word not in ("wordt", "worden"):
            continue
        if at and _is_participle(words[at - 1]):
            return f"{words[at - 1]} {word}"
        for later in words[at + 1 : at + 1 + _REACH]:
            if _is_participle(later):
                return f"{word} … {later}"
    return ""


def _is_participle(word: str) -> bool:
    return word not in _NO_PARTICIPLE and _PARTICIPLE.fullmatch(word) is not None
