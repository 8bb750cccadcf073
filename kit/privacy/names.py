"""Names of people: known ones, and unknown ones in the places where Dutch puts a name.

A name is known from words/, or follows a title, a family tie, a greeting or initials, or stands
before a verb that only people do. Places, peoples, organisations, months and roles are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.privacy.find import Spot
from kit.privacy.known import (
    DULL,
    ELSEWHERE,
    FAMILY,
    FIRST,
    LONGEST,
    ORDINARY,
    PARTICLES,
    PIECES,
    RELATIONS,
    ROLES,
    SMALL,
    STRONG,
    TITLE,
    UNSURE,
    VERBS,
    Word,
    base,
    is_name,
    is_odd,
    is_shaped,
    looks_foreign,
)
from kit.privacy.letters import lettered
from kit.privacy.lists import signs
from kit.privacy.reading import Reading

_DUTCH_PARTICLES = signs("dutch_particles")
_GREETING = signs("greetings")
_SIGNED = signs("before_a_signature")
_SIGNS = re.compile(r",? ?\n{0,2}")
_HOUSES = signs("before_a_house")
_TO_PLACE = signs("before_a_place")
_ARTICLES = frozenset(["de", "het", "een", "dit", "deze", "die", "onze", "ons"])
_NOT_AFTER = tuple(sorted(signs("endings_of_no_name")))
_STREETY = tuple(sorted(signs("endings_of_a_street_or_school")))
MOST = 6
"""Initials that one name has at most."""

_WITHOUT_CAPITAL = TITLE | SMALL
"""The words without a capital with which a name can begin, besides a known one with its s."""
_NEVER = frozenset(one for one in ELSEWHERE - UNSURE - TITLE - PARTICLES if len(one) > 1)
"""With a capital these are no name, nor the beginning of one."""
_SURNAME = FAMILY - ELSEWHERE
_WORDS = ORDINARY | UNSURE
_NO_SURNAME = ROLES - FAMILY
_WHY = "Dit is een naam. Een naam wijst één persoon aan."
_WHY_MAYBE = "Dit lijkt op een naam."


def find(reading: Reading) -> list[Spot]:
    """All names in a text, each with its letter."""
    text, said = reading.text, reading.words
    return lettered(text, said, list(_Reader(text, said).names()))


class _Reader:
    """One text while it is read for names."""

    def __init__(self, text: str, said: list[Word]):
        self.text, self.said = text, said

    def names(self) -> Iterator[tuple[int, int, str]]:
        """First and last word of each name, and why."""
        free = 0
        for at, (_, _, _, small, capital) in enumerate(self.said):
            if at < free or (capital and small in _NEVER):
                continue
            if not (capital or small in _WITHOUT_CAPITAL or small[-1] == "s"):
                continue
            if span := self._name_at(at):
                yield span
                free = span[1] + 1

    # -- what a word is ---------------------------------------------------------------------------

    def _between(self, one: int, other: int) -> str:
        return self.text[self.said[one].end : self.said[other].start]

    def _joined(self, at: int, dots: bool = False) -> bool:
        """Whether the word before this one stands right before it, in the same sentence."""
        if at < 1 or at >= len(self.said):
            return False
        gap = self._between(at - 1, at)
        return gap in (" ", "  ", "'s ") or (dots and gap in (". ", ".", ": "))

    def _opens(self, at: int) -> bool:
        """Whether a sentence, a quote or a line begins with this word."""
        start = self.said[at].start
        before = self.text[max(0, start - 4) : start].rstrip(" ")
        return not before or before[-1] in ".!?:\n\"(-•*…;>|/['" or at == 0

    def _possible(self, at: int) -> bool:
        """Whether this word can be a name where a name is expected."""
        word = self.said[at]
        if not word.capital or len(word.text) < 2:
            return False
        if word.plain in UNSURE:
            return True
        if word.plain in ROLES or word.plain in ELSEWHERE:
            return word.plain in FAMILY and word.plain not in DULL
        return not (word.text.isupper() and len(word.text) <= 4 and not is_name(word))

    # -- where a name is --------------------------------------------------------------------------

    def _name_at(self, at: int) -> tuple[int, int, str] | None:
        word = self.said[at]
        if len(word.text) > LONGEST:
            return None
        if word.plain in TITLE and (last := self._after_title(at)):
            return at, last, _WHY
        if not word.capital:
            return self._small(at)
        if len(word.text) == 1:
            return self._initials(at)
        if word.plain in PARTICLES and (last := self._with_particle(at)):
            return at, last, _WHY
        if word.plain in ELSEWHERE and word.plain not in UNSURE:
            return None
        if self._is_house(at) or self.text.startswith("Joost mag", word.start):
            return None
        if is_name(word) or (is_shaped(word.plain) and word.plain not in ORDINARY):
            return self._checked(at, self._extend(at), _WHY)
        if self._expected(at):
            return self._checked(at, self._extend(at), _WHY_MAYBE)
        return None

    def _checked(self, at: int, last: int, why: str) -> tuple[int, int, str] | None:
        """Nothing when the words are the name of a street or a school."""
        whole = " ".join(word.plain for word in self.said[at : last + 1])
        if last > at and (self.said[last].plain.endswith(_STREETY) or whole in ELSEWHERE):
            return None
        after = self.said[last + 1] if last + 1 < len(self.said) else None
        if after and self._joined(last + 1) and after.capital and after.plain.endswith(_STREETY):
            return None
        return at, last, why

    def _after_title(self, at: int) -> int | None:
        """The last word of the name behind a title; nothing when a role or a verb follows."""
        now = at + 1
        if not self._joined(now, dots=True):
            return None
        while now - at < 3 and now < len(self.said) and self.said[now].plain in TITLE:
            if not self._joined(now, dots=True):
                break
            now += 1
        begin = now
        while (
            now < min(len(self.said), begin + MOST)
            and len(self.said[now].text) <= 2
            and (self.said[now].text.isupper() or len(self.said[now].text) == 1)
            and self.text[self.said[now].end : self.said[now].end + 1] == "."
            and self._joined(now, dots=True)
        ):
            now += 1
        initials = now > begin
        particles = now
        while now < min(len(self.said), particles + 4) and self.said[now].plain in PARTICLES:
            if not self._joined(now, dots=initials or now == at + 1):
                break
            now += 1
            initials = False
        if now >= len(self.said) or not self._joined(now, dots=now == at + 1 or initials):
            return None
        word = self.said[now]
        if word.capital:
            dutch = now > particles
            if len(word.text) < 2 or word.plain in _NO_SURNAME:
                return None
            if word.plain in ELSEWHERE and not (dutch or word.plain in UNSURE):
                known = word.plain in FAMILY or word.plain in FIRST
                if not known or word.plain in DULL:
                    return None
            if dutch and self._dull(particles, now):
                return None
            return self._extend(now)
        name = base(word.plain)
        if name in ROLES or name in ORDINARY:
            return None
        if name in UNSURE and now == particles:
            return now if name in FAMILY else None
        if name in FIRST or name in FAMILY or is_shaped(name):
            return self._extend(now, small=True)
        if now == particles and at + 1 == now and is_odd(name):
            return now
        return None

    def _dull(self, begin: int, last: int) -> bool:
        """Whether the particles lead to an office: 'mevrouw van DUO', 'meneer uit Syrië'."""
        word = self.said[last]
        if word.plain in UNSURE or word.plain in FAMILY:
            return False
        return word.plain in ELSEWHERE or word.text.isupper()

    def _small(self, at: int) -> tuple[int, int, str] | None:
        """A name without its capital: only one that is no word."""
        name = self.said[at].plain
        known = name in SMALL or (name[-1] == "s" and name[:-1] in SMALL)
        if known and not self._is_house(at):
            return at, self._extend(at, small=True), _WHY
        return None

    def _initials(self, at: int) -> tuple[int, int, str] | None:
        """'J. de Vries', 'M.A. Yilmaz': initials with a surname."""
        now = at
        while (
            now < min(len(self.said), at + MOST)
            and len(self.said[now].text) == 1
            and self.said[now].capital
            and self.text[self.said[now].end : self.said[now].end + 1] == "."
            and (now == at or self._joined(now, dots=True))
        ):
            now += 1
        if now == at or now >= len(self.said):
            return None
        particles = now
        while (
            now < min(len(self.said), particles + 4)
            and self.said[now].plain in PARTICLES
            and self._joined(now, dots=True)
        ):
            now += 1
        if now >= len(self.said) or not self._joined(now, dots=now == particles):
            return None
        word = self.said[now]
        if not word.capital or len(word.text) < 2 or word.plain in DULL:
            return None
        surname = word.plain in FAMILY or now > particles or word.plain not in ORDINARY
        if now == particles and self._between(now - 1, now) == ". " and not surname:
            return None
        if now == particles and word.plain not in FAMILY and self._starts_sentence(now):
            return None
        return at, self._extend(now), _WHY

    def _starts_sentence(self, at: int) -> bool:
        """Whether a word behind 'mevrouw A.' is rather the beginning of the next sentence."""
        word = self.said[at]
        return word.plain in ORDINARY or word.plain in ELSEWHERE

    def _with_particle(self, at: int) -> int | None:
        """'Van Dijk', 'El Khatib', 'Ben Ali': a particle with a capital and a known surname."""
        now = at
        while now < min(len(self.said), at + 4) and self.said[now].plain in PARTICLES:
            if now > at and not self._joined(now):
                break
            now += 1
        if now >= len(self.said) or not self._joined(now) or not self.said[now].capital:
            return None
        word = self.said[now]
        if word.plain in DULL or word.plain.endswith(_STREETY):
            return None
        arab = self.said[at].plain not in _DUTCH_PARTICLES
        listed = word.plain in FAMILY or word.plain in FIRST
        if arab:
            sure = listed or not self._opens(at)
            return self._extend(now) if sure and word.plain not in ELSEWHERE else None
        if self.said[at].plain in ("in", "op", "te", "la") or word.plain not in FAMILY:
            return None
        if self._opens(at) and self.said[at].plain in ("van", "de", "het") and now == at + 1:
            follows = self.said[now + 1].plain if now + 1 < len(self.said) else ""
            return self._extend(now) if self.said[at].plain == "van" or follows in VERBS else None
        return self._extend(now)

    def _extend(self, at: int, small: bool = False) -> int:
        """The last word of the name that begins here."""
        last = at
        while last + 1 < len(self.said) and last - at < 5:
            now = last + 1
            if not self._joined(now) or self.text[self.said[last].end] == "'":
                break
            word = self.said[now]
            stop = now
            while (
                word.plain in PARTICLES
                and now + 1 < len(self.said)
                and self._joined(now + 1)
                and now - stop < 3
            ):
                now += 1
                word = self.said[now]
            if word.capital and len(word.text) == 1:
                if self.text[word.end : word.end + 1] == "." and now == stop:
                    last = now
                break
            known = word.plain in FAMILY or word.plain in FIRST
            if not word.capital:
                if small and known and word.plain not in _WORDS:
                    last = now
                    continue
                if small and now > stop and word.plain in FAMILY:
                    last = now
                    continue
                break
            if word.plain in ELSEWHERE and not known:
                break
            if now > stop and word.plain in ELSEWHERE and word.plain not in FAMILY:
                break
            if word.text.isupper() and not known and not self.said[at].text.isupper():
                break
            last = now
        return last

    def _is_house(self, at: int) -> bool:
        """Whether this is the name of a school, a street or a foundation."""
        word = self.said[at]
        if word.plain.endswith(_STREETY):
            return True
        before = self.said[at - 1].plain if self._joined(at) else ""
        return before in _HOUSES or (
            before in ("de", "het") and self._joined(at - 1) and self.said[at - 2].plain in _HOUSES
        )

    def _expected(self, at: int) -> bool:
        """Whether the sentence asks for a name here, though the word is unknown or doubtful."""
        if not self._possible(at):
            return False
        word = self.said[at]
        opens = self._opens(at)
        before = self.said[at - 1] if self._joined(at) else None
        after = self.said[at + 1] if self._joined(at + 1) else None
        if before and (before.plain in RELATIONS or before.plain in _GREETING):
            return True
        if (
            at
            and self.said[at - 1].plain in _SIGNED
            and _SIGNS.fullmatch(self._between(at - 1, at))
        ):
            return True
        if (
            at
            and self._between(at - 1, at) == ": "
            and self.said[at - 1].plain
            in (
                "naam",
                "voornaam",
                "achternaam",
                "klant",
                "client",
                "clienten",
                "contactpersoon",
            )
        ):
            return True
        surname = after and after.capital and after.plain in _SURNAME
        if surname and word.plain not in ORDINARY and not (after.plain in UNSURE and opens):
            return True
        if (
            word.plain in FIRST
            and after
            and after.plain in PARTICLES
            and self._dutch_surname(at + 1)
        ):
            return True
        listed = base(word.plain) in FIRST or base(word.plain) in FAMILY
        if listed and self.text[word.end : word.end + 2] in ("'s", "' "):
            return True
        if listed and before and before.plain in ("en", "met", "van", "door", "voor", "bij", "dat"):
            return word.plain in FIRST and word.plain not in ELSEWHERE
        does = after is not None and after.plain in VERBS
        if word.plain in UNSURE or word.plain in ORDINARY:
            return does and listed and word.plain in FIRST
        if opens:
            surely = does and (after.plain in STRONG or bool(looks_foreign(word.plain)))
            return surely and word.plain not in RELATIONS and len(word.text) > 2
        return self._unknown(at, before)

    def _dutch_surname(self, at: int) -> bool:
        """Whether 'de Boer' or 'van den Berg' stands here."""
        last = min(len(self.said), at + 4)
        while at < last and self.said[at].plain in PARTICLES and self._joined(at):
            at += 1
        return self._joined(at) and self.said[at].capital and self.said[at].plain in FAMILY

    def _unknown(self, at: int, before: Word | None) -> bool:
        """A word with a capital in the middle of a sentence that no list knows."""
        word = self.said[at]
        if word.plain in PIECES or word.text[1:2] == "-":
            return False
        if before and (
            before.plain in _TO_PLACE or (before.capital and before.plain not in ORDINARY)
        ):
            return False
        if before and before.plain in _ARTICLES:
            return False
        if before and self._joined(at - 1) and self.said[at - 2].plain in _ARTICLES:
            return False
        named = len(word.text) > 2 and word.text[1:].islower()
        return named and not word.plain.endswith(_NOT_AFTER)
