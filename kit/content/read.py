"""How a file's bytes become text: size, byte order marks, UTF-16, and files from an old Windows."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import NamedTuple

MAX_BYTES = 2_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


class Flaw(NamedTuple):
    """One mistake in a text: its line (from 1), what is wrong and what to do about it."""

    line: int
    message: str
    remedy: str


def read(path: Path) -> tuple[str | None, list[Flaw]]:
    """The text of a file with `\\n` as its only line break, and what is wrong with its bytes.

    None when there is nothing to read on: too large (refused before it is read) or not to open.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [
                Flaw(1, "dit bestand is groter dan 2 MB.", "Verdeel het over meer bestanden.")
            ]
        raw = path.read_bytes()
    except OSError:
        remedy = "Sluit het in andere programma's en kijk of je het mag lezen."
        return None, [Flaw(1, "dit bestand is niet te openen.", remedy)]
    return decode(raw)


def decode(raw: bytes) -> tuple[str, list[Flaw]]:
    """The text in these bytes; bytes that are no UTF-8 or UTF-16 are read as Windows wrote them."""
    flaws: list[Flaw] = []
    mark, encoding = next((pair for pair in _MARKS if raw.startswith(pair[0])), (b"", ""))
    raw = raw[len(mark) :]
    try:
        text = raw.decode(encoding or _without_mark(raw))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        remedy = "Kies bij Opslaan als de codering UTF-8."
        flaws.append(Flaw(line, "dit bestand is niet als UTF-8 bewaard.", remedy))
        fallback = encoding if encoding.startswith("utf-16") or "32" in encoding else "cp1252"
        text = raw.decode(fallback, errors="replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and ("\u2028" in text or "\u2029" in text or "\x85" in text):
        # YAML takes these for line breaks and editors do not: the line numbers would drift.
        text = text.translate(_BREAKS)
    return text, flaws


def _without_mark(raw: bytes) -> str:
    """UTF-16 without its mark shows as a zero byte beside the first letter."""
    if raw[1:2] == b"\0" and raw[:1] != b"\0":
        return "utf-16-le"
    if raw[:1] == b"\0" and raw[1:2] != b"\0":
        return "utf-16-be"
    return "utf-8"
