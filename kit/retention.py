"""How long words stay: which lines of a group's journal go when their time has come.

Only this file knows which kinds of words are wiped and what goes along with them. It opens
nothing: lines come in, and which of them go comes out. What can be seen of a sealed line is
enough for that, so a group with a lock needs no key to be wiped in time.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from kit.casework import OWN
from kit.follow import EVENTS, day_of
from kit.journal import seen_of, text_of

DAYS = 90
"""Words that were only for learning are wiped this many days after they were written down."""
LEARNING = ("reflection", "position", "board", "choice")
STAYING = frozenset(("signal", "agreement", "parked", "measurement", *EVENTS))
"""What a group goes on with; none of these goes because of what it says it is about."""
DAMAGED = "damaged"
"""How lines that are no whole record are counted."""

_OWN = re.compile(rf"{OWN}[0-9a-f]{{1,16}}")
_ID = re.compile(rb"[0-9A-HJKMNP-TV-Z]{26}")
_KIND = re.compile(rb'"kind"\s*:\s*"([^"\\]*)"')
_CASE = re.compile(rb'"case"\s*:\s*"([^"\\]*)"')
STAMP = re.compile(r"\d{8}T\d{6}Z")
"""The moment (UTC) in the name of a file."""
_CROCKFORD = {letter: n for n, letter in enumerate("0123456789ABCDEFGHJKMNPQRSTVWXYZ")}


@dataclass(frozen=True)
class Asked:
    """What has to go: these kinds, written on or before a day, about these cases (None: any)."""

    kinds: tuple[str, ...] = LEARNING
    until: date | None = None
    cases: frozenset[str] | None = None

    def goes(self, kind: str, case: str | None, day: date) -> bool:
        """Whether a record like this has to go."""
        about = self.cases is None or case in self.cases
        return kind in self.kinds and about and (self.until is None or day <= self.until)


def due(today: date) -> Asked:
    """All words for learning that were written 90 days ago or longer."""
    return Asked(until=today - timedelta(days=DAYS))


@dataclass(frozen=True)
class Chosen:
    """The ids of the records that go, the marks of the damaged lines that go, and their counts.

    A mark is the beginning of a line's SHA-256: it tells which line, and nothing of what it says.
    """

    ids: frozenset[str] = frozenset()
    damaged: frozenset[str] = frozenset()
    what: Mapping[str, int] = field(default_factory=dict)

    def stays(self, line: bytes) -> bool:
        """Whether a line stays. What nobody chose does: also what another copy wrote meanwhile."""
        made = seen_of(line)
        if isinstance(made, dict) and made["kind"] != DAMAGED:
            return made["id"] not in self.ids
        return mark(line) not in self.damaged

    def staying(self, line: bytes) -> bytes:
        """The line when it stays, else nothing."""
        return line if self.stays(line) else b""


def mark(line: bytes) -> str:
    """Which line this is, without what it says."""
    return sha256(line).hexdigest()[:16]


def choose(files: Mapping[str, Collection[bytes]], asked: Asked) -> Chosen:
    """Which lines of these files (lines by name of the file, without line feeds) have to go.

    Along with a record go its other versions, other tries of the same saving, and all that is
    said about it (withdrawn, restored). Its age is that of its first version: no word is older.

    A line that is no whole record counts nowhere, but may hold words. It goes when it names a
    record that goes, or when what can be read of it does not say that it is of a kind that stays
    (words may stand before the kind). Its day is that of its own id, else of the record before it
    in the file, else of the file. In a file that is not ours (no name as the journal gives, no
    whole record) nothing goes.
    """
    records: dict[str, dict] = {}
    days: dict[str, date] = {}
    broken: list[tuple[bytes, date]] = []
    for name, lines in files.items():
        day, torn, ours = day_in_name(name), [], bool(STAMP.match(name))
        for line in lines:
            made = seen_of(line)
            if isinstance(made, dict):
                ours, day = True, _day_of(made, day)
            if isinstance(made, dict) and made["kind"] == DAMAGED:
                torn.append((line, day))
            elif isinstance(made, dict):
                records.setdefault(made["id"], made)
                days[made["id"]] = min(day, days.get(made["id"], day))
            elif made:
                torn.append((line, day))
        broken += torn if ours else []
    ids = _with_family(records, days, asked)
    damaged = {mark(line) for line, day in broken if _broken_goes(line, day, asked, ids)}
    what = Counter(records[id]["kind"] for id in ids)
    if damaged:
        what[DAMAGED] = len(damaged)
    return Chosen(frozenset(ids), frozenset(damaged), dict(sorted(what.items())))


def _with_family(records: Mapping[str, dict], days: Mapping[str, date], asked: Asked) -> set[str]:
    near = _near(records)
    ids: set[str] = set()
    more = [
        id for id, one in records.items() if asked.goes(one["kind"], text_of(one, "case"), days[id])
    ]
    while more:
        if (id := more.pop()) not in ids:
            ids.add(id)
            more += near[id]
    return ids


def _near(records: Mapping[str, dict]) -> dict[str, set[str]]:
    """Of every id, the ids that go when it goes."""
    near: dict[str, set[str]] = defaultdict(set)
    tries: dict[tuple[str, str], str] = {}
    for id, one in records.items():
        kind, older = one["kind"], text_of(one, "replaces")
        if older in records and records[older]["kind"] == kind:
            near[id].add(older)
        for other in {older, text_of(one, "target")} - {""}:
            if kind not in STAYING:
                near[other].add(id)
        if draft := text_of(one, "draft"):
            twin = tries.setdefault((kind, draft), id)
            near[id].add(twin)
            near[twin].add(id)
    return near


def still_seen(line: bytes) -> dict[str, list[str]]:
    """What a line that is no whole record may show when it is sealed: names, kinds and cases of
    ours that stand in it, never words."""
    known = {*LEARNING, *STAYING}
    return {
        "names": [found.decode() for found in _ID.findall(line)],
        "kinds": [kind for kind in _said(_KIND, line) if kind in known],
        "cases": [case for case in _said(_CASE, line) if _OWN.fullmatch(case)],
    }


def _said(pattern: re.Pattern, line: bytes) -> list[str]:
    return [found.decode("utf-8", "replace") for found in pattern.findall(line)]


def _broken_goes(line: bytes, day: date, asked: Asked, ids: Collection[str]) -> bool:
    made = seen_of(line)
    if isinstance(made, dict):  # it was sealed as it was
        named, kinds, cases = made["names"], made["kinds"], made["cases"]
    else:
        named = [found.decode() for found in _ID.findall(line)]
        kinds, cases = _said(_KIND, line), _said(_CASE, line)
    if any(id in ids for id in named):
        return True
    day = min((_day_of_id(id) for id in named), default=day)
    if asked.cases is not None and not asked.cases & set(cases):
        return False
    case = next((one for one in cases if one in (asked.cases or ())), None)
    return any(asked.goes(kind, case, day) for kind in kinds or asked.kinds)


def _day_of(made: dict, otherwise: date) -> date:
    try:
        return day_of(made)
    except (ValueError, OverflowError):
        return otherwise


def day_in_name(name: str) -> date:
    """The day in the name of a file (UTC there, local here); without one: as old as can be."""
    try:
        return _local(datetime.strptime(STAMP.search(name)[0], "%Y%m%dT%H%M%SZ"))
    except (TypeError, ValueError):
        return date.min


def _day_of_id(id: str) -> date:
    ms = 0
    for letter in id[:10]:
        ms = ms * 32 + _CROCKFORD[letter]
    try:
        return _local(datetime.fromtimestamp(ms / 1000, UTC))
    except (ValueError, OverflowError, OSError):
        return date.min


def _local(moment: datetime) -> date:
    return moment.replace(tzinfo=UTC).astimezone().date()
