"""What stands of a group's records now: corrected, withdrawn and repeated ones left out.

Only this file knows which record takes the place of which.
"""

from __future__ import annotations

from collections.abc import Iterable

from kit.journal import AGE, MARKS, text_of


def current(records: list[dict]) -> list[dict]:
    """The records that stand, oldest first: corrected and withdrawn ones left out.

    A record stands in the place of the one it `replaces`; a `withdrawn` record hides its `target`
    until a later `restored` one. Records of one kind with the same `draft` are one saving tried
    more than once: the first stands, unless a later try says something else. The order in which
    the records are given, and how often, makes no difference: (time, id) decides.
    """
    known = {one["id"]: one for one in records}
    ordered = sorted(known.values(), key=AGE)
    first, again = _tries(ordered)
    withdrawn: dict[str, bool] = {}
    replaced: set[str] = set()
    for one in ordered:
        if one["kind"] in MARKS:
            target = text_of(one, "target")
            withdrawn[first.get(target, target)] = one["kind"] == "withdrawn"
        elif (older := text_of(one, "replaces")) and older != one["id"]:
            replaced.add(first.get(older, older))
    hidden = replaced | {target for target, gone in withdrawn.items() if gone}
    return [
        one
        for one in ordered
        if one["kind"] not in MARKS
        and one["id"] not in again
        and first.get(one["id"], one["id"]) not in hidden
    ]


def behind(records: list[dict], ids: Iterable[str]) -> set[str]:
    """These ids, and of all that they came from: what they replace, and other tries of a saving."""
    known = {one["id"]: one for one in records if one["kind"] not in MARKS}
    twins: dict[tuple[str, str], list[str]] = {}
    for one in known.values():
        if draft := text_of(one, "draft"):
            twins.setdefault((one["kind"], draft), []).append(one["id"])
    found, next_ones = set(), list(ids)
    while next_ones:
        if (id := next_ones.pop()) not in found:
            found.add(id)
            one = known.get(id, {})
            next_ones += twins.get((one.get("kind"), text_of(one, "draft")), ())
            next_ones += [older] if (older := text_of(one, "replaces")) else ()
    return found


def _tries(ordered: list[dict]) -> tuple[dict[str, str], set[str]]:
    """The first try of every saving, by id, and the tries that another one stands for."""
    tries: dict[tuple[str, str, str], list[dict]] = {}
    first: dict[str, str] = {}
    for one in ordered:
        if draft := text_of(one, "draft"):
            older = text_of(one, "replaces")
            same = tries.setdefault((one["kind"], draft, first.get(older, older)), [])
            same.append(one)
            first[one["id"]] = same[0]["id"]
    again: set[str] = set()
    for same in (same for same in tries.values() if len(same) > 1):
        said = _said(same[-1])
        stands = next(one for one in same if _said(one) == said)
        again.update(one["id"] for one in same if one is not stands)
    return first, again


def _said(one: dict) -> dict:
    return {key: one[key] for key in one.keys() - {"id", "time", "check", "step", "replaces"}}
