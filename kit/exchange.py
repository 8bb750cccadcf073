"""What goes along to another laptop and what comes back: the signals of one group and their lives.

Lines travel as the journal has them, so that each carries its own check and the same line that
comes twice is one line. Nothing else of the group is in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kit.follow import SIGNAL_EVENTS
from kit.forms import MAX_TEXT, Refused
from kit.journal import MARKS, line_of, record_of
from kit.standing import behind, current

KINDS = ("signal", *SIGNAL_EVENTS)
"""What travels; and the marks that withdraw or restore one of these."""
LARGEST = 5_000_000
"""Bytes of one file that comes in."""
NOT_OURS = "Dit is geen bestand van Gesprekskit. Kies het bestand dat begint met ‘signalen’."
_NAME_OF_GROUP = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_MORE = 50
"""Characters that a text may have more than a form lets through."""


# -- out -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parcel:
    """The records that go along, oldest first, and which of them no longer stand."""

    records: tuple[dict, ...]
    fallen: tuple[dict, ...]

    @property
    def text(self) -> str:
        """The file: a line for each record, as the journal has it."""
        return b"".join(map(line_of, self.records)).decode()


def parcel(
    records: Iterable[dict], group: str, private: Callable[[dict], bool] = lambda _: False
) -> Parcel:
    """What another laptop needs of a group's journal to answer its signals.

    What was withdrawn stays here, in all its wordings, and so does what was said about it: its
    marks say enough. What was corrected goes along, for it tells since when; but a first wording
    in which `private` sees a person stays here too.
    """
    mine = [one for one in records if one["group"] == group]
    kinds = {one["id"]: one["kind"] for one in mine}
    standing = {one["id"] for one in current(mine)}
    alive = behind(mine, standing)
    drafts = Counter((one["kind"], one.get("draft")) for one in mine)
    corrected = {one["replaces"] for one in mine if one.get("replaces")}

    def goes(one: dict) -> bool:
        if one["kind"] in MARKS:
            return kinds.get(str(one.get("target"))) in KINDS
        about = str(one.get("target", one["id"]))
        if one["kind"] not in KINDS or not alive >= {one["id"], about} & kinds.keys():
            return False
        tried_again = bool(one.get("draft")) and drafts[one["kind"], one["draft"]] > 1
        if one["id"] in standing or one.get("replaces") or tried_again:
            return True
        return one["id"] in corrected and not private(one)

    named = [one for one in current(mine) if one["kind"] == "group"][-1:]
    words = [one for one in mine if goes(one)]
    fallen = [one for one in words if one["kind"] in KINDS and one["id"] not in standing]
    return Parcel((*named, *words), tuple(fallen))


# -- in --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aside:
    """A line (from 1) that does not come in, and why (Dutch); `whole` when it was as written."""

    line: int
    reason: str
    whole: bool


@dataclass(frozen=True)
class Unpacked:
    """What a file brings: records to write, how many were here already, and what stays out."""

    new: tuple[dict, ...]
    there: int
    aside: tuple[Aside, ...]

    @property
    def sentence(self) -> str:
        """What came of it, as one would say it."""
        signals = sum(_is_signal(one) for one in self.new)
        came = [_counted(signals, "nieuw signaal", "nieuwe signalen")]
        came += [_counted(len(self.new) - signals, "nieuw antwoord", "nieuwe antwoorden")]
        came = " en ".join(part for part in came if part)
        said = [f"{came} ingelezen" if came else "Niets nieuws ingelezen"]
        said += [_counted(self.there, "was er al", "waren er al")]
        broken, other = (sum(a.whole is whole for a in self.aside) for whole in (False, True))
        said += [_counted(broken, "regel was niet heel", "regels waren niet heel")]
        said += [_counted(other, "regel hoort hier niet bij", "regels horen hier niet bij")]
        return ", ".join(part for part in said if part) + "."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" * bool(number)


def _is_signal(one: dict) -> bool:
    return one["kind"] == "signal" and not one.get("replaces")


def whose(text: str) -> tuple[str, str]:
    """The id and the name of the group a file is of.

    Raises Refused when it is too large or none of ours.
    """
    if len(text.encode(errors="surrogatepass")) > LARGEST:
        raise Refused("Dit bestand is te groot (meer dan 5 MB). Kies het bestand met de signalen.")
    good = [made for _, made in _lines(text) if isinstance(made, dict)]
    named = [one for one in good if one["kind"] == "group"] or good
    group = str(named[0]["group"]) if named else ""
    if not _NAME_OF_GROUP.fullmatch(group):
        raise Refused(NOT_OURS)
    return group, str(named[0].get("name") or group)


def unpack(text: str, group: str, known: Iterable[dict]) -> Unpacked:
    """What a file adds to what is known of a group; nothing is written here.

    Each line is looked at by itself: a broken one keeps no other out. Raises Refused when the
    file is too large, is none of ours, or is of another group.
    """
    if (of := whose(text))[0] != group:
        raise Refused(f"Dit bestand is van {of[1]}. Kies eerst die groep, en lees het dan in.")
    here = {one["id"]: one for one in known}
    new: dict[str, dict] = {}
    there, aside = 0, []
    for number, made in _lines(text):
        if isinstance(made, str):
            aside.append(Aside(number, made, False))
        elif made["kind"] == "group" and made["group"] == group:
            continue  # it only says whose file this is
        elif made["id"] in new or here.get(made["id"]) == made:
            there += made["id"] not in new
        elif why := _fault(made, group, here):
            aside.append(Aside(number, why, True))
        else:
            new[made["id"]] = made
    return Unpacked(tuple(new.values()), there, tuple(aside))


def _lines(text: str) -> list[tuple[int, dict | str]]:
    """Every line that is not empty, by number, as a record or the reason why it is none."""
    lines = text.encode(errors="surrogatepass").split(b"\n")
    read = [(number, record_of(line)) for number, line in enumerate(lines, 1)]
    return [one for one in read if one[1]]


def _fault(made: dict, group: str, here: dict[str, dict]) -> str:
    """Why a whole record does not come in (Dutch), or ""."""
    if made["group"] != group:
        return "deze regel is van een andere groep"
    if made["kind"] not in (*KINDS, *MARKS):
        return "deze regel is geen signaal en geen antwoord"
    if made["id"] in here:
        return "hier staat al een andere regel met hetzelfde kenmerk"
    about = here.get(str(made.get("target") or made.get("replaces") or ""))
    fits = (made["kind"],) if made.get("replaces") else KINDS
    if about and about["kind"] not in fits:
        return "deze regel gaat over iets anders dan een signaal"
    if not _sound(made):
        return "deze regel zit anders in elkaar dan Gesprekskit schrijft"
    return ""


def _sound(made: dict) -> bool:
    """Whether every part of a record is what the kit itself would write, so that no page trips."""
    number = made["workshop"]
    whole = number is None or (type(number) is int and 0 < number < 100)
    return whole and _moment(made) and all(map(_plain, made.values())) and bool(line_of(made))


def _moment(made: dict) -> bool:
    try:
        datetime.fromisoformat(made["time"].replace("Z", "+00:00"))
    except ValueError:
        return False
    return bool(_ID.fullmatch(made["id"]) and _TIME.fullmatch(made["time"]))


def _plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) and len(one) < _MORE for one in value)
    if isinstance(value, str):
        return len(value) <= MAX_TEXT
    return value is None or isinstance(value, int)


def told(aside: Iterable[Aside], most: int = 20) -> list[str]:
    """The lines that stayed out, those with the same reason together."""
    by_reason = sorted(aside, key=lambda one: (one.reason, one.line))
    said = []
    for reason, lines in groupby(by_reason, key=lambda one: one.reason):
        numbers = [str(one.line) for one in lines]
        shown = ", ".join(numbers[:most]) + (" …" if len(numbers) > most else "")
        said.append(f"Regel {shown}: {reason}.")
    return said
