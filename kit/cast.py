"""The invented group of a rehearsal: what it may say, and what may go wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

ALWAYS = "altijd"
"""What fits at every step stands under this word."""


@dataclass(frozen=True)
class Said:
    """One sentence, and the role of who says it (an id of model.ROLES)."""

    role: str
    text: str


@dataclass(frozen=True)
class Trouble:
    """Something that goes wrong: at which verbs (none is everywhere), what is heard, what helps.

    `card` is an emergency card, `advice` what to do in one line. `signs` are what shows that it
    was done: an action (write, pause, accept …) or a kind of record (parked).
    """

    id: str
    verbs: frozenset[str]
    lines: tuple[Said, ...]
    card: str
    advice: str
    signs: frozenset[str]

    def fits(self, verb: str) -> bool:
        """Whether it can happen at a step with this verb."""
        return not self.verbs or verb in self.verbs


@dataclass(frozen=True)
class Cast:
    """What the group says by verb, and the troubles there are."""

    says: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()

    def lines(self, verb: str) -> tuple[Said, ...]:
        """What fits at a step with this verb, its own lines first."""
        return self.says.get(verb, ()) + self.says.get(ALWAYS, ())
