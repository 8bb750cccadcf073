"""What a group's journal adds up to: where each workshop stands, and what was used and said."""

from __future__ import annotations

from dataclasses import dataclass, field

WORDS = ("reflection", "signal", "agreement", "parked", "measurement", "position", "board")


@dataclass(frozen=True)
class Series:
    """One group's four workshops, folded from its records (any order, any number of times)."""

    sessions: dict[int, dict] = field(default_factory=dict)
    done: dict[int, str] = field(default_factory=dict)
    used_cards: frozenset[str] = frozenset()
    words: tuple[dict, ...] = ()

    def of_run(self, workshop: int, run: str) -> list[dict]:
        """What was written down in this run of a workshop, oldest first."""
        return [r for r in self.words if r["workshop"] == workshop and r.get("run") == run]

    def count(self, kind: str) -> int:
        """How many records of a kind the series has."""
        return sum(r["kind"] == kind for r in self.words)

    def open_session(self) -> dict | None:
        """The last session that was begun and not finished, as its newest record."""
        going = [
            r for r in self.sessions.values() if not r.get("finished") and r.get("here", -1) >= 0
        ]
        return max(going, key=lambda r: (r["time"], r["id"]), default=None)

    def next_workshop(self, numbers: list[int]) -> int | None:
        """The first workshop that is not done yet."""
        return next((n for n in sorted(numbers) if n not in self.done), None)


def fold(records: list[dict], current: list[dict]) -> Series:
    """The series from all records and from those that stand now (see `journal.current`)."""
    newest: dict[int, dict] = {}
    done: dict[int, str] = {}
    used: set[str] = set()
    for record in sorted(records, key=lambda r: (r["time"], r["id"])):
        if record["kind"] != "session":
            continue
        number = record["workshop"]
        newest[number] = record
        used.update(record.get("cards", {}).values())
        used.update(record.get("laid", ()))
        if record.get("finished"):
            done[number] = record["time"]
    words = tuple(r for r in current if r["kind"] in WORDS)
    return Series(newest, done, frozenset(used), words)
