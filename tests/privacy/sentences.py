"""How a line of the privacy test set is marked, and how it becomes text with offsets.

One line is one short text, marked as in ``Mevrouw [[name:Selam]] belt.``; marks may sit inside one
another. Empty lines and lines that start with ``#`` are skipped. What is marked, and what is not:

- name: without title and possessive 's, first and last name as one mark; professionals too.
- date: of birth, or an exact day in somebody's life; no days of laws, workshops or appointments.
- address: street and house number; the postcode is a mark of its own, the place is none.
- v_number, a_number, case_number, licence_plate, bsn: the number, without the word before it.
- combination: from the first to the last of at least four different ones of origin, job, place,
  family, illness and date, about one person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

KINDS = (
    "bsn",
    "v_number",
    "residence_document",
    "a_number",
    "iban",
    "email",
    "link",
    "phone",
    "address",
    "postcode",
    "date",
    "licence_plate",
    "case_number",
    "name",
    "combination",
)

BRACKETS = re.compile(r"\[\[(?:([a-z_]+):)?|\]\]")


class Mark(NamedTuple):
    """One stretch that may point to a person: ``text[start:end]``, in characters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A text without its brackets, and its marks: by start, an outer one before its inner ones."""

    text: str
    marks: tuple[Mark, ...]


def load(path: Path) -> list[Sentence]:
    """All sentences of a file, in its order. ValueError names the file and line of a broken one."""
    sentences = []
    for number, line in enumerate(path.read_bytes().decode("utf-8").split("\n"), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            sentences.append(parse(line))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from None
    return sentences


def parse(line: str) -> Sentence:
    """One marked line. ValueError says which bracket, kind or stretch is wrong."""
    text, read = "", 0
    opened: list[tuple[str, int]] = []
    marks: list[Mark] = []
    for bracket in BRACKETS.finditer(line):
        text += line[read : bracket.start()]
        read = bracket.end()
        if bracket[0] == "]]":
            marks.append(_closed(opened, text))
        elif bracket[1] in KINDS:
            opened.append((bracket[1], len(text)))
        else:
            raise ValueError(f"unknown kind after [[: {bracket[1]}; use one of {', '.join(KINDS)}")
    if opened:
        raise ValueError(f"[[{opened[-1][0]}: is never closed; add ]]")
    text += line[read:]
    return Sentence(text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


def _closed(opened: list[tuple[str, int]], text: str) -> Mark:
    if not opened:
        raise ValueError("]] closes nothing; take it away")
    kind, start = opened.pop()
    stretch = text[start:]
    if not stretch or stretch != stretch.strip():
        raise ValueError(f"[[{kind}:{stretch}]] is empty or has a space at an edge")
    return Mark(kind, start, len(text))
