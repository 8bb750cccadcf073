"""A group's own cases on the disk, and what in them may point to a person.

Only this file opens them: `.cases/<id>.json` in the folder of the group, one small file each, put
down as a whole. Nothing of them is ever in a journal, an export or an address. In a group with a
lock a file says only what wiping needs; the case is sealed in its `age`.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, fields, replace
from pathlib import Path

from kit.casework import CHANGES, HERE, OWN, PLACES, OwnCase, written
from kit.drafts import replace_file, set_aside
from kit.forms import MAX_TEXT, Refused
from kit.journal import NotSaved, patiently, plain, why
from kit.lock import Lock
from kit.overwriting import remove

PLACE = ".cases"
GONE = "Deze casus is er niet meer. Laad de pagina opnieuw."
NOT_YET = "Vertel eerst ten minste één onthulling. Dan kun je hem klaarzetten."
_ID = re.compile(rf"{OWN}[0-9a-f]{{16}}")
SEEN = ("id", "used_in", "told", "keep")
"""What of a sealed case can be seen: wiping needs it, and no word is in it."""
_KNOWN = {one.name for one in fields(OwnCase)}
_LETTERS = "JLMPQVXZ"
"""First letters of a code: none of them begins the name of a card or a shipped case."""


def new_id() -> str:
    """A name for a case that says nothing, not even when it was written."""
    return OWN + secrets.token_hex(8)


class OwnCases:
    """The own cases of one group."""

    def __init__(
        self,
        group: Path,
        wait: Callable[[float], object] = time.sleep,
        lock: Lock | None = None,
    ):
        self.folder, self._wait, self._lock = Path(group) / PLACE, wait, lock or Lock(group)

    # -- reading -----------------------------------------------------------------------------

    def all(self) -> list[OwnCase]:
        """Every case by its code; a file that was damaged is set aside. Raises OSError."""
        ids = [file.stem for file in self.folder.glob(f"{OWN}*.json")]
        found = [one for id in ids if _ID.fullmatch(id) and (one := self._get(id))]
        return sorted(found, key=lambda one: (one.code, one.id))

    def get(self, id: str) -> OwnCase:
        """One case. Raises Refused when it is not there, OSError when it cannot be read."""
        if _ID.fullmatch(id) and (found := self._get(id)):
            return found
        raise Refused(GONE)

    def damaged(self) -> int:
        """How many files could not be read and were set aside."""
        return sum(1 for _ in self.folder.glob(f"{OWN}*.garbled"))

    def _get(self, id: str) -> OwnCase | None:
        file = self._file(id)
        try:
            return _opened(patiently(file.read_bytes, self._wait), self._lock)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:
            set_aside(file)
            return None

    # -- writing -----------------------------------------------------------------------------

    def write(self, id: str, fresh: bool = False, **given: object) -> OwnCase:
        """Change some fields of a case and put it on the disk; returns it as it is now.

        `texts` and `cards` are joined with what was there. Other words take back that it is ready.
        Only with `fresh` a case begins: what was wiped stays wiped. Raises Refused or NotSaved.
        """
        if not _ID.fullmatch(id):
            raise Refused(GONE)
        was = self._get(id) or (OwnCase(id, self._new_code()) if fresh else None)
        if was is None:
            raise Refused(GONE)
        changes = {name: _fitting(name, value) for name, value in given.items()}
        for name in changes.keys() & {"texts", "cards"}:
            changes[name] = {k: v for k, v in (getattr(was, name) | changes[name]).items() if v}
        now = replace(was, **changes)
        if (now.texts, now.cards) != (was.texts, was.cards):
            now = replace(now, ready=False)
        if now != was or fresh:
            self._put(now)
        return now

    def set_ready(self, id: str) -> OwnCase:
        """The case can be picked from now on. Raises Refused or NotSaved."""
        one = replace(self.get(id), ready=True)
        if not written(one):
            raise Refused(NOT_YET)
        self._put(one)
        return one

    def set_used(self, id: str, workshop: int, told: bool) -> None:
        """This workshop chose the case, or already tells it; then it is wiped when that ends.

        Another case that was chosen there before, and not told, is free again. Raises NotSaved.
        """
        for one in self.all():
            if one.id == id:
                now = replace(one, used_in=workshop, told=told or one.told)
            elif one.used_in == workshop and not one.told:
                now = replace(one, used_in=None)
            else:
                continue
            if now != one:
                self._put(now)

    def set_free(self, workshop: int) -> None:
        """The workshop chose a case of the kit: what was chosen before and not told is free."""
        self.set_used("", workshop, False)

    def wipe(self, id: str) -> None:
        """Overwrite a case and remove it, with what a killed writer left of it. Raises NotSaved."""
        file = self._file(self.get(id).id)
        try:
            patiently(lambda: file.replace(file.with_suffix(".wissen")), self._wait)
            self.tidy()
        except OSError as error:
            raise _not_wiped(error) from error

    def tidy(self) -> None:
        """Finish the wiping that a crash interrupted. Raises OSError."""
        half_written = [*self.folder.glob(f"{OWN}*.new"), *self.folder.glob(f"{OWN}*.wissen")]
        for file in half_written:
            remove(file, self._wait)

    def bring_to(self, group: Path) -> None:
        """Put every case in another folder of the group too. Raises NotSaved."""
        there = OwnCases(group, self._wait)
        for one in self.all():
            there._put(one)

    def _put(self, one: OwnCase) -> None:
        kept = plain(asdict(one))
        try:
            data = written_down(kept, self._lock if self._lock.seals() else None)
        except OSError as error:
            raise NotSaved.because(error) from error
        replace_file(self._file(one.id), data, self._wait)
        with suppress(OSError):
            self.folder.chmod(0o700)

    def _new_code(self) -> str:
        """A letter and a number that nobody chose, and that no other case here has."""
        taken = {one.code for one in self.all()}
        every = [f"{letter}{n}" for letter in _LETTERS for n in range(2, 100)]
        return secrets.choice([code for code in every if code not in taken] or every)

    def _file(self, id: str) -> Path:
        return self.folder / f"{id}.json"


# -- what may point to a person ----------------------------------------------------------------


def finds(own: OwnCase) -> list[dict]:
    """What the privacy check finds in a case: each with its `field` and its `place` in words.

    The texts are looked through as one, so that each name has a letter of its own. A combination
    is of all stages together: one that lies over more than one text has no replacement.
    """
    said = [(name, own.texts[name]) for name in PLACES if own.text(name)]
    apart = [one for one in _through(said, "\n\n") if one["kind"] != "combination"]
    as_one = [one for one in _through(said, "\n") if one["kind"] == "combination"]
    order = list(PLACES)
    return sorted(
        apart + as_one, key=lambda f: (f["text"] == "", order.index(f["field"]), f["start"])
    )


def _through(said: list[tuple[str, str]], between: str) -> list[dict]:
    """Finds in these texts with this between them, each brought back to the text it begins in."""
    from kit import privacy  # its lists of words are read when they are first needed

    found, at = [], 0
    every = privacy.check(between.join(text for _, text in said))
    for name, text in said:
        here = [one for one in every if at <= one.start < at + len(text)]
        for one in here:
            told = {**asdict(one), "called": privacy.DUTCH[one.kind], "field": name}
            start, end = one.start - at, one.end - at
            if end > len(text):
                told |= {"text": "", "replacement": "", "start": start, "end": start}
                found.append(told | {"place": "De hele casus"})
            else:
                found.append(told | {"start": start, "end": end, "place": PLACES[name]})
        at += len(text) + len(between)
    return found


def counts(found: list[dict]) -> dict[str, int]:
    """How many finds there are of each kind: all of them that is ever written down."""
    return dict(Counter(one["kind"] for one in found))


# -- small parts -------------------------------------------------------------------------------


def _not_wiped(error: OSError) -> NotSaved:
    told = NotSaved(error.errno, f"Nog niet gewist: {why(error)}")
    told.message = f"{told.args[1]} Gesprekskit probeert het opnieuw als je deze pagina opent."
    return told


def _fitting(name: str, value: object) -> object:
    """A value as it belongs in a case. Raises Refused."""
    if name == "here" and type(value) is int:
        return min(max(value, 1), HERE + 1)
    if name == "keep" and isinstance(value, bool):
        return value
    if name == "changed" and isinstance(value, list) and len(value) == CHANGES:
        return tuple(one is True for one in value)
    if name in {"texts", "cards"} and isinstance(value, dict):
        known = PLACES if name == "texts" else {"1", "2", "3", "4", "5"}
        if all(k in known and isinstance(v, str) for k, v in value.items()):
            if any(len(text) > MAX_TEXT for text in value.values()):
                raise Refused(f"Dit is te lang (meer dan {MAX_TEXT} tekens). Kort het in.")
            return value
    raise Refused("Dit past niet in een casus.")


def written_down(kept: dict, lock: Lock | None) -> bytes:
    """The file of a case, sealed when there is a lock. Raises OSError."""
    if lock:
        whole = json.dumps(kept | {"check": _check(kept)}, ensure_ascii=False).encode()
        seen = {name: kept[name] for name in SEEN if name in kept}
        kept = {**seen, "age": lock.seal(whole)}
    return json.dumps(kept | {"check": _check(kept)}, ensure_ascii=False).encode()


def _opened(data: bytes, lock: Lock) -> OwnCase:
    """The case in a file. Raises ValueError when it is not as it was written, Closed (locked)."""
    try:
        kept = json.loads(data.decode())
        if "age" in kept:
            kept = json.loads(lock.unseal(kept["age"]))
        check = kept.pop("check")
        if _check(kept) == check:
            known = {k: v for k, v in kept.items() if k in _KNOWN}
            return OwnCase(**known | {"changed": tuple(known["changed"])})
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a file of a case") from error
    raise ValueError("the case was changed")


def _check(kept: object) -> str:
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
