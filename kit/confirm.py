"""Before words are kept: what in them may point to a person, and whether a person said it is fine.

Only how many of each kind were confirmed is ever written down, never the words.
"""

from __future__ import annotations

from collections import Counter

from kit.privacy import check

FREE = {"text", "textarea"}
"""Kinds of field in which anything can be typed."""
NAMED_ON_PURPOSE = {"owner"}
"""Fields in which the group may choose to write a first name."""
CONFIRMED = "privacy_confirmed"
MESSAGE = (
    "Dit kan iemand herkenbaar maken. Verander het. Wijst het niemand aan? "
    "Bewaar het dan nog een keer."
)


class Unsure(ValueError):
    """Something may point to a person and nobody confirmed it; `finds` says what and where."""

    def __init__(self, finds: list[dict]):
        super().__init__(MESSAGE)
        self.finds = finds


def finds(form: dict, given: dict) -> list[dict]:
    """What may point to a person in the free fields of a form, in their order.

    Each has `field`, `label`, `kind`, `text`, `start`, `end` (in characters), `reason` and
    `replacement` (Dutch).
    """
    found = []
    for one in form["fields"]:
        words = given.get(one["name"])
        if one["kind"] in FREE and one["name"] not in NAMED_ON_PURPOSE and isinstance(words, str):
            at = {"field": one["name"], "label": one["label"]}
            found += [{**at, **_plain(find)} for find in check(words)]
    return found


def _plain(find) -> dict:
    names = ("kind", "text", "start", "end", "reason", "replacement")
    return {name: getattr(find, name) for name in names}


def sure(form: dict, given: dict, confirmed: object) -> dict[str, int]:
    """How many finds of each kind a person confirmed. Raises Unsure when one was not seen.

    `confirmed` are the finds the person saw when pressing the button, each at least with its
    `kind` and `text`.
    """
    return weighed(finds(form, given), confirmed)


def weighed(found: list[dict], confirmed: object) -> dict[str, int]:
    """The same for finds that are known: how many of each kind a person saw. Raises Unsure."""
    seen = confirmed if isinstance(confirmed, list) else []
    known = {(str(one.get("kind")), str(one.get("text"))) for one in seen if isinstance(one, dict)}
    if any((one["kind"], one["text"]) not in known for one in found):
        raise Unsure(found)
    return dict(Counter(one["kind"] for one in found))
