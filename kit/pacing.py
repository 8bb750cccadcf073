"""How minutes are shared out again when a workshop runs late.

Times are whole minutes; moments are milliseconds since 1970, as the windows use them.
"""

from __future__ import annotations

MINUTE = 60_000
LATE_FROM = MINUTE
"""From this many milliseconds behind, a proposal is worth making."""


def lateness(now: int, end: int, left_here: int, minutes_later: list[int]) -> int:
    """Milliseconds the workshop would end after `end`, when every step takes its minutes."""
    return now + max(0, left_here) + sum(minutes_later) * MINUTE - end


def share_out(minutes: list[int], available: int) -> list[int]:
    """Shrink `minutes` in proportion so that they sum to `available`, each keeping at least one.

    The sum of the answer is `max(available, len(minutes))`, whole minutes; longer steps give most.
    """
    if not minutes:
        return []
    available = max(available, len(minutes))
    total = sum(minutes)
    if available >= total:
        return list(minutes)
    spare, weight = available - len(minutes), total - len(minutes)
    exact = [1 + (m - 1) * spare / weight for m in minutes]
    shared = [int(x) for x in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shared[i] - exact[i], i))
    for i in by_remainder[: available - sum(shared)]:
        shared[i] += 1
    return shared


def propose(now: int, end: int | None, left_here: int, later: dict[str, int]) -> dict | None:
    """New minutes for the steps after this one, or None when on time or when nothing can give.

    `left_here` is what this step still has (ms), `later` the minutes of the steps to come by id.
    The answer: `{"late": minutes behind, "minutes": {step: minutes, only those that change}}`.
    """
    if end is None or not later:
        return None
    behind = lateness(now, end, left_here, list(later.values()))
    if behind < LATE_FROM:
        return None
    available = (end - now - max(0, left_here)) // MINUTE
    shared = share_out(list(later.values()), int(available))
    changed = {
        step: new for (step, old), new in zip(later.items(), shared, strict=True) if new != old
    }
    if not changed:
        return None
    return {"late": max(1, round(behind / MINUTE)), "minutes": changed}
