"""What a group's journal adds up to: where each workshop stands, and what was used and said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kit.journal import MARKS, current

WORDS = ("reflection", "signal", "agreement", "parked", "measurement", "position", "board")


@dataclass(frozen=True)
class Series:
    """One group's four workshops, folded from its records (any order, any number of times)."""

    sessions: dict[int, dict] = field(default_factory=dict)
    done: dict[int, str] = field(default_factory=dict)
    used_cards: frozenset[str] = frozenset()
    favourites: dict[int, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[dict, ...] = ()
    withdrawn: tuple[dict, ...] = ()

    def of_run(self, workshop: int, run: str) -> list[dict]:
        """What was written down in this run of a workshop, oldest first."""
        return [r for r in self.words if _is_of(r, workshop, run)]

    def taken_back(self, workshop: int, run: str) -> list[dict]:
        """What was withdrawn in this run and can be put back, oldest first."""
        return [r for r in self.withdrawn if _is_of(r, workshop, run)]

    def count(self, kind: str) -> int:
        """How many records of a kind the series has."""
        return sum(r["kind"] == kind for r in self.words)

    def open_session(self) -> dict | None:
        """The last session that was begun and not finished, as its newest record."""
        going = [
            r for r in self.sessions.values() if not r.get("finished") and r.get("here", -1) >= 0
        ]
        return max(going, key=lambda r: (r["time"], r["id"]), default=None)

    def after(self, session: dict) -> Series:
        """The same series with one more session record, newer than all it has."""
        number = session["workshop"]
        lay = {*session.get("cards", {}).values(), *session.get("laid", ())}
        return replace(
            self,
            sessions={**self.sessions, number: session},
            done={**self.done, number: session["time"]} if session.get("finished") else self.done,
            used_cards=self.used_cards | lay,
        )

    def next_workshop(self, numbers: list[int]) -> int | None:
        """The first workshop that is not done yet."""
        return next((n for n in sorted(numbers) if n not in self.done), None)


def _is_of(record: dict, workshop: int, run: str) -> bool:
    return record["workshop"] == workshop and record.get("run") == run


def fold(records: list[dict]) -> Series:
    """The series that a journal's records add up to."""
    series = Series()
    kept: dict[int, dict[str, None]] = {}
    for record in sorted(records, key=lambda r: (r["time"], r["id"])):
        if record["kind"] == "favourite":
            cards = kept.setdefault(record["workshop"], {})
            cards.pop(str(record.get("card")), None)
            if record.get("on"):
                cards[str(record.get("card"))] = None
        if record["kind"] == "session":
            series = series.after(record)
    words = tuple(r for r in current(records) if r["kind"] in WORDS)
    standing = {r["id"] for r in words}
    unmarked = current([r for r in records if r["kind"] not in MARKS])
    withdrawn = tuple(r for r in unmarked if r["kind"] in WORDS and r["id"] not in standing)
    favourites = {number: tuple(cards) for number, cards in kept.items()}
    return replace(series, favourites=favourites, words=words, withdrawn=withdrawn)
