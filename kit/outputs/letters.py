"""Which letters the bundled fonts can print, and how a text is made ready for the page.

What no font has would come out as a box, so it is left out here and told; a word that cannot
break anywhere gets places where it may.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from kit.screens.beamer import plain

FONTS = Path(__file__).resolve().parent / "fonts"
LONGEST = 40
"""What has so many letters and no place to break is no word."""
STRETCH, SHORT = 24, 12
"""Signs without a place to break that always fit: in small letters, and in those of a question."""
STEP = 10
HYPHENATED = 18
"""A word of so many letters is hyphenated in a question."""

_WORD = re.compile(r"[^\W\d_]+")
_STRETCHES = re.compile(r"[^\s/?&\u200b-]+")
_NO_WORD = re.compile(r"[^aeiouyàáâäèéêëìíîïòóôöùúûü]{7}|(.)\1\1", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SELECTORS = set(map(chr, range(0xFE00, 0xFE10)))
_ZERO_WIDTH_SPACE = "\u200b"
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LEFTWARDS = re.compile(f"[{_LEFTWARD}]+(?:[^\\w{_LEFTWARD}]+[{_LEFTWARD}]+)*")


@lru_cache(maxsize=4096)
def ready(text: str, stretch: int = STRETCH) -> tuple[str, tuple[str, ...]]:
    """A text as it can be printed, and the signs that were left out, each once.

    Signs that cannot be seen go without a word. No more than `stretch` signs stay together,
    unless they are a word.
    """
    text = plain(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    unknown: list[str] = []
    if not _seen_and_known().issuperset(text):
        unknown = [sign for sign in dict.fromkeys(text) if sign not in _seen_and_known()]
        text = re.sub(r"  +", " ", text.translate(dict.fromkeys(map(ord, unknown)))).strip()
    lost = tuple(sign for sign in unknown if not _unseen(sign))
    if max(map(len, text.split()), default=0) > stretch:
        text = _STRETCHES.sub(lambda found: _breakable(found[0], stretch), text)
    return text, lost


@cache
def _seen_and_known() -> frozenset[str]:
    return frozenset(sign for sign in map(chr, printable()) if not _unseen(sign))


def unbroken(text: str, least: int) -> list[str]:
    """The stretches of a text with at least so many signs that stay together on a line."""
    found = (one for one in _STRETCHES.findall(text) if len(one) >= least)
    return [one for one in found if longest_word(one) < HYPHENATED]


@lru_cache(maxsize=4096)
def longest_word(text: str) -> int:
    """The letters of the longest word that hyphenation can break."""
    words = _WORD.findall(text)
    longest = max(words, key=len, default="")
    if _is_word(longest):
        return len(longest)
    return max((len(word) for word in words if _is_word(word)), default=0)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """A text in stretches of one direction each; True is from right to left."""
    done = 0
    for found in _LEFTWARDS.finditer(text):
        if found.start() > done:
            yield text[done : found.start()], False
        yield found[0], True
        done = found.end()
    if done < len(text):
        yield text[done:], False


def leftward(text: str) -> bool:
    """Whether a text as a whole runs from right to left: no letter of it runs the other way."""
    ways = {unicodedata.bidirectional(sign) for sign in text}
    return "L" not in ways and not ways.isdisjoint({"R", "AL"})


def apart(text: str) -> str:
    """The same text; what runs from right to left in it leaves the signs around it in place."""
    return "".join(f"\u2067{run}\u2069" if left else run for run, left in runs(text))


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _INVISIBLE or sign in _SELECTORS


def _is_word(word: str) -> bool:
    return len(word) < LONGEST and not _NO_WORD.search(word)


def _breakable(stretch: str, most: int) -> str:
    """A word as it is (it can be hyphenated), anything else that is long with places to break."""
    if len(stretch) <= most:
        return stretch
    if _WORD.fullmatch(stretch.strip(".,;:!?()'\"“”‘’…")) and _is_word(stretch):
        return stretch
    step = min(STEP, most)
    return _ZERO_WIDTH_SPACE.join(stretch[n : n + step] for n in range(0, len(stretch), step))


@cache
def printable() -> frozenset[int]:
    """The code points for which a bundled font has a drawing."""
    found = [_letters_of(file.read_bytes()) for file in sorted(FONTS.glob("*.ttf"))]
    return frozenset().union(*found)


def _letters_of(font: bytes) -> set[int]:
    """The code points of a TrueType font, from its table 'cmap' in format 4 (all of ours)."""
    tables = (struct.unpack_from(">4s4xL", font, 12 + 16 * n) for n in range(_u16(font, 4)))
    cmap = dict(tables)[b"cmap"]
    for n in range(_u16(font, cmap + 2)):
        at = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * n)[0]
        if _u16(font, at) == 4:
            return _segments(font, at)
    raise ValueError("a bundled font needs a cmap in format 4")


def _segments(font: bytes, at: int) -> set[int]:
    count = _u16(font, at + 6) // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return {c for low, high in zip(starts, ends, strict=True) for c in range(low, high + 1)} - {
        0xFFFF
    }


def _u16(font: bytes, at: int) -> int:
    return struct.unpack_from(">H", font, at)[0]
