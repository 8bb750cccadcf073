"""What became of what was said: the life of each signal, agreement and parked point.

Everything here is folded from records, in any order and any number of times. An event says which
earlier events its writer knew (`after`); two that did not know of each other are both shown, and a
person chooses by writing a third that knows both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter

STATES = ("opgehaald", "besproken", "besluit", "teruggekoppeld", "gecheckt")
"""The life of a signal, in order."""

OUTCOMES = {"ja": "Ja", "nee": "Nee", "onderzoek": "Verder onderzoek", "hogerop": "Hogerop"}
FINAL = ("ja", "nee")
"""Outcomes after which nothing more is asked for but the check after three months."""

SIGNAL_EVENTS = ("receipt", "response", "decision", "feedback", "check_up")
EVENTS_OF = {"signal": SIGNAL_EVENTS, "agreement": ("review",), "parked": ("unparked",)}
EVENTS = tuple(event for events in EVENTS_OF.values() for event in events)
"""Records about another one, its `target`."""

REVIEWS = {
    "loopt": "Loopt nog",
    "gedaan": "Gedaan",
    "half": "Half gedaan",
    "losgelaten": "Losgelaten",
}
OPEN_REVIEWS = ("loopt", "half")


@dataclass(frozen=True)
class Thread:
    """One thing that was said, with all that was written about it since.

    `id` is the id of its first wording, which all events name. `wordings` are the texts that
    stand: more than one when two laptops corrected it apart. `events` are oldest first. `first`
    is how it was first written down, also when that was corrected since.
    """

    id: str
    wordings: tuple[dict, ...]
    events: tuple[dict, ...] = ()
    first: dict = field(default_factory=dict)

    @property
    def record(self) -> dict:
        """The wording that is shown: the newest that stands."""
        return self.wordings[-1]

    @property
    def workshop(self) -> int | None:
        """The workshop in which it was said."""
        return (self.first or self.record)["workshop"]

    @property
    def run(self) -> str:
        """The bijeenkomst in which it was said."""
        return str((self.first or self.record).get("run", ""))

    @cached_property
    def said_on(self) -> date:
        """The day on which it was first written down; no correction makes it younger."""
        return day_of(self.first or self.wordings[0])

    def heads(self, kind: str) -> tuple[dict, ...]:
        """The events of a kind that no later one knew of: the last word, or two that clash."""
        mine = tuple(e for e in self.events if e["kind"] == kind)
        if len(mine) < 2:
            return mine
        known = {id for e in mine for id in e.get("after") or ()}
        return tuple(e for e in mine if e["id"] not in known)

    def first_day(self, *kinds: str) -> date | None:
        """The day of the first event of any of these kinds."""
        return next((day_of(e) for e in self.events if e["kind"] in kinds), None)

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """Where two sides said different things without knowing: kinds, or "wording"."""
        clash = ["wording"] if _differ(self.wordings) else []
        kinds = dict.fromkeys(e["kind"] for e in self.events)
        return (*clash, *(k for k in kinds if k != "receipt" and _differ(self.heads(k))))


@dataclass(frozen=True)
class Signal(Thread):
    """A signal from practice and what leadership and policy did with it."""

    @property
    def response(self) -> dict | None:
        """The last first-hand reaction."""
        return _last(self.heads("response"))

    @cached_property
    def decision(self) -> dict | None:
        """The decision that holds; the newest while two sides decided apart."""
        return _last(self.heads("decision"))

    @cached_property
    def decided(self) -> bool:
        """Whether there is one decision, not none and not two that clash."""
        return self.decision is not None and "decision" not in self.conflicts

    @cached_property
    def feedback(self) -> dict | None:
        """How the decision that holds was told back to the group."""
        if not self.decided:
            return None
        about = {d["id"] for d in self.heads("decision")}
        told = [e for e in self.events if e["kind"] == "feedback"]
        return _last([e for e in told if about & set(e.get("after") or ())])

    @cached_property
    def check_up(self) -> dict | None:
        """What was seen three months after the feedback that holds."""
        told = self.feedback
        looks = [e for e in self.events if e["kind"] == "check_up"]
        return _last([e for e in looks if told and told["id"] in (e.get("after") or ())])

    @cached_property
    def state(self) -> str:
        """Where it is in its life, one of `STATES`."""
        if self.check_up:
            return "gecheckt"
        if self.feedback:
            return "teruggekoppeld"
        if self.decision:
            return "besluit"
        return "besproken" if self.response else "opgehaald"

    @cached_property
    def closed(self) -> bool:
        """A yes or a no that was told back to the group; nothing else closes a signal."""
        return bool(self.feedback) and self.decision.get("outcome") in FINAL

    @property
    def outcome(self) -> str:
        """ja, nee, onderzoek, hogerop, or "" while nothing was decided."""
        return str(self.decision.get("outcome", "")) if self.decision else ""

    @property
    def owner(self) -> str:
        """Who picks it up: the last one named in an answer, else where the button is."""
        named = [str(e["owner"]) for e in self.events if e.get("owner")]
        return named[-1] if named else str(self.record.get("button", ""))


@dataclass(frozen=True)
class Agreement(Thread):
    """An agreement and how it was looked back on."""

    @property
    def review(self) -> dict | None:
        """The last look back."""
        return _last(self.heads("review"))

    @cached_property
    def state(self) -> str:
        """open, or one of `REVIEWS`."""
        return str(self.review.get("outcome", "loopt")) if self.review else "open"

    @cached_property
    def closed(self) -> bool:
        """Done or let go, and not said otherwise by another laptop."""
        ends = bool(self.review) and self.state not in OPEN_REVIEWS
        return ends and "review" not in self.conflicts


@dataclass(frozen=True)
class Parked(Thread):
    """A parked point; it comes back until it was talked about or let go."""

    @cached_property
    def closed(self) -> bool:
        return bool(self.heads("unparked"))


@dataclass(frozen=True)
class Line:
    """What comes back in one bijeenkomst; the same threads in the same order until it ends."""

    signals: tuple[Signal, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    parked: tuple[Parked, ...] = ()
    to_decide: tuple[Signal, ...] = ()

    def thread(self, id: str) -> Thread | None:
        """The thread of this id."""
        every = (*self.signals, *self.agreements, *self.parked, *self.to_decide)
        return next((one for one in every if one.id == id), None)


NOTHING = Line()
"""A first bijeenkomst: nothing comes back."""

THREADS = {"signal": Signal, "agreement": Agreement, "parked": Parked}


def threads(
    kind: str, standing: Iterable[dict], words: Iterable[dict], known: Iterable[Thread] = ()
) -> tuple:
    """Every signal, agreement or parked point that stands, in the order in which they were said.

    `standing` are the records that stand (`kit.standing.current`), `words` every record of `kind`,
    corrected ones included: an event may name any wording. Of the threads that were `known`, those
    about which nothing new was said are given again.
    """
    words = {one["id"]: one for one in words}
    root = _roots(words)
    wordings: dict[str, list[dict]] = {}
    events: dict[str, dict[str, dict]] = {}
    for one in sorted(standing, key=itemgetter("time", "id")):
        if one["kind"] == kind:
            wordings.setdefault(root.get(one["id"], one["id"]), []).append(one)
        elif one["kind"] in EVENTS_OF[kind]:
            target = str(one.get("target", ""))
            events.setdefault(root.get(target, target), {})[one["id"]] = one
    before = {thread.id: thread for thread in known}
    found = []
    for id in sorted(wordings):
        said = tuple(events.get(id, {}).values())
        made = THREADS[kind](id, _apart(wordings[id]), said, words.get(id, {}))
        found.append(old if (old := before.get(id)) == made else made)
    return tuple(found)


def _roots(known: dict[str, dict]) -> dict[str, str]:
    """The first wording of every record of one kind, by id."""
    first: dict[str, str] = {}
    for id in sorted(known):
        one = known[id]
        if (draft := one.get("draft")) and not one.get("replaces"):
            first.setdefault(str(draft), id)
    root = {}
    for id in known:
        at, seen = id, {id}
        while (older := known.get(at, {}).get("replaces")) and older not in seen:
            at = older
            seen.add(at)
        draft = known.get(at, {}).get("draft")
        root[id] = first.get(str(draft), at) if draft else at
    return root


def _apart(wordings: list[dict]) -> tuple[dict, ...]:
    """Wordings that no other one knew of."""
    known = {id for one in wordings for id in one.get("after") or ()}
    return tuple(one for one in wordings if one["id"] not in known) or tuple(wordings)


def day_of(record: dict) -> date:
    """The day of a record, on this laptop's calendar."""
    return datetime.fromisoformat(record["time"].replace("Z", "+00:00")).astimezone().date()


_NOT_SAID = {
    "id",
    "time",
    "check",
    "run",
    "draft",
    "replaces",
    "after",
    "step",
    "workshop",
    "group",
}


def _differ(records: tuple[dict, ...]) -> bool:
    """Whether they say different things."""
    return len(records) > 1 and len({_said(one) for one in records}) > 1


def _said(record: dict) -> str:
    return repr(sorted((k, v) for k, v in record.items() if k not in _NOT_SAID))


def _last(records: Iterable[dict]) -> dict | None:
    return max(records, key=lambda r: (r["time"], r["id"]), default=None)
