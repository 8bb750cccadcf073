"""What the privacy check finds in marked sentences, in both halves, and how fast it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time

from kit import content
from kit.paths import content_root
from kit.privacy import KINDS, Find, check
from tests.bench.rows import Aim, Row
from tests.privacy.sentences import Mark, Sentence, load

FOLDER = Path(__file__).resolve().parents[1] / "privacy"
HALVES = {"tuned on": FOLDER / "afstellen.txt", "never seen": FOLDER / "nooit-gezien.txt"}
CHECKSUMMED = ("bsn", "iban")
PRECISION = 0.90
LONGEST = 10.0
"""Milliseconds of processor time for 1,000 words."""
_BARE = re.compile(r"\w+")


def recall_aim(kind: str) -> float | None:
    """The share of a kind that is to be found; none for what only a person can decide."""
    if kind == "combination":
        return None
    return 1.0 if kind in CHECKSUMMED else 0.85 if kind == "name" else 0.95


def same(find: Find, mark: Mark) -> bool:
    """Whether a find is about this mark: the same kind, and at least a character in common."""
    return find.kind == mark.kind and find.start < mark.end and mark.start < find.end


def score(sentences: list[Sentence]) -> dict[str, tuple[int, int, int, int]]:
    """For each kind: marks found, all marks, finds that are right, all finds."""
    count: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for sentence in sentences:
        finds = check(sentence.text)
        for mark in sentence.marks:
            count[mark.kind]["marks"] += 1
            count[mark.kind]["found"] += any(same(find, mark) for find in finds)
        for find in finds:
            count[find.kind]["finds"] += 1
            count[find.kind]["right"] += any(same(find, mark) for mark in sentence.marks)
    return {kind: (c["found"], c["marks"], c["right"], c["finds"]) for kind, c in count.items()}


def measure(tiny: bool) -> list[Row]:
    """Recall and precision per kind on both halves; then speed, in turn with one bare pattern."""
    rows = []
    for name, file in HALVES.items():
        if file.is_file():
            rows += _found(name, score(load(file)))
    rounds = 2 if tiny else 30
    marked = "\n".join(sentence.text for sentence in load(HALVES["tuned on"]))
    rows.append(
        _speed("1,000 words with a find in every tenth", marked, rounds, Aim(LONGEST, own=True))
    )
    rows.append(_speed("1,000 words of the eight cases", _stories(), rounds, None))
    return rows


def _stories() -> str:
    """Prose as people write it, with hardly anything to find: the stages of the shipped cases."""
    cases = content.load(content_root()).cases.values()
    return "\n".join(stage.text for case in cases for stage in case.stages)


def _found(half: str, scores: dict[str, tuple[int, int, int, int]]) -> list[Row]:
    rows = []
    for kind, (found, marks, right, finds) in scores.items():
        if marks:
            aim = recall_aim(kind)
            limit = None if aim is None else Aim(100 * aim, at_least=True, own=True)
            name = f"{half}: {kind}, % found of {marks}"
            rows.append(Row(name, "", [100 * found / marks], (), limit))
        if finds:
            rows.append(Row(f"  {kind}, % right of {finds}", "", [100 * right / finds]))
    right, finds = (sum(one[place] for one in scores.values()) for place in (2, 3))
    limit = Aim(100 * PRECISION, at_least=True, own=True)
    name = f"{half}: all kinds, % right of {finds}"
    rows.append(Row(name, "", [100 * right / finds], (), limit))
    return rows


def _speed(what: str, text: str, rounds: int, aim: Aim | None) -> Row:
    thousands = len(text.split()) / 1000
    check(text)
    kit, bare = [], []
    for _ in range(rounds):
        kit.append(1000 * _timed(lambda: check(text)) / thousands)
        bare.append(1000 * _timed(lambda: sum(1 for _ in _BARE.finditer(text))) / thousands)
    return Row(f"reading {what}, bare: one pattern for a word", "ms", kit, bare, aim)


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
