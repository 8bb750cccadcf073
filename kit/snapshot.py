"""What is kept of a session after each action, and how it comes back after a mishap."""

from __future__ import annotations

from dataclasses import asdict, replace

from kit.model import Content, Workshop
from kit.screens.steps import Picks
from kit.session import LOBBY, Clock, Session

_KEPT = ("variant", "run", "here", "screen", "end", "blank", "follow_ups", "words_shown", "view")
_MAPS = ("minutes", "left", "screens_at", "dots")


def snapshot(s: Session) -> dict[str, object]:
    """All that is needed to go on later, as plain values for the journal.

    The step goes by id as well as by number, so that a script may change in between.
    """
    kept: dict[str, object] = {name: getattr(s, name) for name in (*_KEPT, *_MAPS)}
    kept |= {"at": s.step.id if s.step else "", "shown": list(s.shown)}
    kept |= {"clock": asdict(s.clock), "write": asdict(s.write) if s.write else None}
    kept |= {"cards": s.picks.cards, "case": s.picks.case, "finished": s.finished}
    return kept


def restored(workshop: Workshop, content: Content, kept: dict, seen: int, asleep=True) -> Session:
    """The session as it was, its clocks standing still at what was left at `seen` (ms)."""
    s = Session(workshop, content)
    same = {name: kept[name] for name in (*_KEPT, *_MAPS) if name in kept}
    s = replace(s, **same, shown=tuple(kept.get("shown", ())))
    s = replace(s, picks=Picks(dict(kept.get("cards", {})), str(kept.get("case", ""))))
    ids = [step.id for step in workshop.steps]
    if kept.get("finished"):
        s = replace(s, here=len(ids))
    elif kept.get("at") in ids:
        s = replace(s, here=ids.index(kept["at"]))
    else:
        s = replace(s, here=max(LOBBY, min(s.here, len(ids) - 1)))
    clock = Clock(**kept["clock"]) if kept.get("clock") else Clock()
    silence = Clock(**kept["write"]) if kept.get("write") else None
    if asleep:
        clock = clock.paused(seen) if clock.running else clock
        silence = silence.paused(seen) if silence and silence.running else silence
    return replace(s, clock=clock, write=silence)
