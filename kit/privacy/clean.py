"""Text as the rules read it: plain spaces, dashes and digits, nothing invisible, letters composed.

What is pasted from a web page or typed on a Mac looks the same and is spelled differently.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SAME = {
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
    **dict.fromkeys("\u200a\u202f\u205f\u3000\t\v\f", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\r\x85\u2028\u2029", "\n"),
    "\uff20": "@",
    "\uff0e": ".",
    "\uff0b": "+",
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff")


@dataclass(frozen=True)
class Clean:
    """A text to look through, and the way back to the text that was given."""

    text: str
    back: tuple[int, ...] | None = None
    """For each character where it stood, and one more for the end; None when nothing moved."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text that was given."""
        if self.back is None:
            return start, end
        return self.back[start], self.back[end]


def clean(given: str) -> Clean:
    """The text with one spelling for what looks the same."""
    text, letters = given, set(given)
    for char in letters & _SAME.keys():
        text = text.replace(char, _SAME[char])
    if text.isascii():
        return Clean(text)
    digits = {c: str(unicodedata.decimal(c)) for c in letters if c > "\x7f" and c.isdecimal()}
    if digits:
        text = text.translate(str.maketrans(digits))
    if not any(c in _DROPPED or unicodedata.combining(c) for c in letters):
        return Clean(text)
    return _shortened(text)


def _shortened(text: str) -> Clean:
    """Without the characters nobody sees; an accent of its own joins its letter."""
    out: list[str] = []
    back: list[int] = []
    for at, char in enumerate(text):
        if char in _DROPPED:
            continue
        if out and unicodedata.combining(char):
            both = unicodedata.normalize("NFC", out[-1] + char)
            out[-1] = both if len(both) == 1 else out[-1]
            continue
        out.append(char)
        back.append(at)
    return Clean("".join(out), (*back, len(text)))


def lowered(text: str) -> str:
    """The text in small letters with every letter in its place; rules read this without flags."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
