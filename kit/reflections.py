"""Reflections of one person alone: private on this laptop, and gone when their time comes.

Only this file opens them: one small file each, in `.persoonlijk` of the data folder, outside every
group. Wiping a file goes in four steps, and what a crash interrupts is finished at the next start:
it gets the name `….wissen`, its bytes are overwritten, a receipt without content is written, and
it is removed.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kit.drafts import replace_file, set_aside
from kit.forms import MAX_TEXT, Refused
from kit.journal import NotSaved, patiently, plain, sync_folder, why
from kit.overwriting import overwrite

PLACE = ".persoonlijk"
DAYS = 90
"""A reflection is wiped this many days after its last change, unless it is kept on purpose."""
STEPS = ("gebeurd", "gezien", "aanname", "ander", "proberen")
GONE = "Deze reflectie is er niet meer. Laad de pagina opnieuw."
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Reflection:
    """What one person wrote down alone. `started` is UTC, `until` the day it is wiped (ISO 8601).

    `texts` and `cards` go by step; `here` is the step where it was left, from 0, and 5 at the end.
    `taken` tells what went to a workshop (kind, group, when), `taking` is what is being made ready.
    """

    id: str
    started: str
    until: str
    keep: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    here: int = 0
    taking: dict[str, str] = field(default_factory=dict)
    taken: tuple[dict, ...] = ()

    def due(self, today: date) -> bool:
        """Whether its time has come."""
        return not self.keep and str(today) >= self.until


_FIELDS = {one.name for one in fields(Reflection)}
"""What this version knows; a newer one may have written more."""


def new_id() -> str:
    """A name for a reflection that says nothing, not even when it was written."""
    return secrets.token_hex(8)


class Reflections:
    """All reflections of one data folder."""

    def __init__(
        self,
        data: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        wait: Callable[[float], object] = time.sleep,
    ):
        self.folder, self._now, self._wait = Path(data) / PLACE, now, wait

    # -- writing -----------------------------------------------------------------------------

    def write(self, id: str, fresh: bool = False, **given: object) -> Reflection:
        """Change some fields of a reflection and put it on the disk.

        `texts` and `cards` are joined with what was there. Only with `fresh` a reflection begins:
        what another window wiped stays wiped. Raises Refused or NotSaved.
        """
        was = self._get(id) or (self._begun(id) if fresh else None)
        if was is None:
            raise Refused(GONE)
        changes = {name: _fitting(name, value) for name, value in given.items()}
        for name in ("texts", "cards"):
            if name in changes:
                changes[name] = {k: v for k, v in (getattr(was, name) | changes[name]).items() if v}
        now = replace(was, **changes, until=str(self._today() + timedelta(days=DAYS)))
        self._put(now)
        return now

    def took(self, id: str, kind: str, group: str, mark: str) -> None:
        """Remember that something of it went to a group; the same `mark` twice is once."""
        was = self.get(id)
        if all(one["mark"] != mark for one in was.taken):
            one = {"kind": kind, "group": group, "when": _utc(self._now()), "mark": mark}
            was = replace(was, taken=(*was.taken, one))
        self._put(replace(was, taking={}))

    def bring_to(self, data: Path) -> None:
        """Put every reflection that can be read in another data folder too. Raises NotSaved."""
        there = Reflections(data, self._now, self._wait)
        for file in self._there("reflectie-*.json"):
            try:
                one = self.get(file.name[10:26])
            except (Refused, OSError):
                continue  # it stays where it is
            there._put(one)

    def _begun(self, id: str) -> Reflection:
        if not self.folder.parent.is_dir():  # a stick that was pulled out is not made again
            raise NotSaved.because(FileNotFoundError(2, "no data folder"))
        return Reflection(id, _utc(self._now()), "")

    def _put(self, one: Reflection) -> None:
        kept = plain(asdict(one))
        sealed = {"check": _check(kept), "reflection": kept}
        replace_file(
            self._file(one.id), json.dumps(sealed, ensure_ascii=False).encode(), self._wait
        )
        with suppress(OSError):
            self.folder.chmod(0o700)

    # -- reading -----------------------------------------------------------------------------

    def get(self, id: str) -> Reflection:
        """One reflection. Raises Refused when it is not there, OSError when it cannot be read."""
        if found := self._get(id):
            return found
        raise Refused(GONE)

    def all(self) -> list[Reflection]:
        """Every reflection, newest first; a file that was damaged is set aside."""
        ids = [file.name[10:26] for file in self._there("reflectie-*.json")]
        found = [one for id in ids if _ID.fullmatch(id) and (one := self._get(id))]
        return sorted(found, key=lambda one: (one.started, one.id), reverse=True)

    def damaged(self) -> list[str]:
        """The names of the files that were set aside because they could not be read."""
        return [file.name for file in self._there("reflectie-*.garbled")]

    def wiped(self) -> list[dict]:
        """The receipts added up, newest first: `day`, `kind` (reflection, damaged) and `count`."""
        many: Counter[tuple[str, str]] = Counter()
        for file in self._there("gewist-*.json"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                one = json.loads(file.read_bytes())
                many[_local_day(one["when"]), str(one["kind"])] += int(one["count"])
        rows = [{"day": day, "kind": kind, "count": n} for (day, kind), n in many.items()]
        return sorted(rows, key=lambda row: row["day"], reverse=True)

    def _get(self, id: str) -> Reflection | None:
        file = self._file(id)
        try:
            return _opened(patiently(file.read_bytes, self._wait))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:
            set_aside(file)
            return None

    # -- wiping ------------------------------------------------------------------------------

    def tidy(self) -> None:
        """Finish what a crash interrupted and wipe all that is due. Raises NotSaved afterwards."""
        today = self._today()
        late = str(today - timedelta(days=DAYS)).replace("-", "")
        jobs: list[Callable[[], None]] = []
        jobs += [lambda f=f: self._remove(f) for f in self._there("*.new")]
        jobs += [lambda f=f: self._finish(f) for f in self._there("*.wissen")]
        jobs += [lambda i=one.id: self.wipe(i) for one in self.all() if one.due(today)]
        old = [f for f in self._there("reflectie-*.garbled") if _aside_on(f.name) <= late]
        jobs += [lambda f=f: self._wipe(f, f"damaged-{new_id()}") for f in old]
        failed = None
        for job in jobs:
            try:
                job()
            except OSError as error:
                failed = error
        if failed:
            raise _not_wiped(failed)

    def wipe(self, id: str) -> None:
        """Wipe one reflection; nothing of it is left but a receipt. Raises NotSaved."""
        self._wipe(self._file(id), f"reflection-{id}")

    def wipe_damaged(self) -> None:
        """Wipe the files that were set aside. Raises NotSaved."""
        for file in self._there("reflectie-*.garbled"):
            self._wipe(file, f"damaged-{new_id()}")

    def _wipe(self, file: Path, name: str) -> None:
        doomed = file.with_name(f"{name}.wissen")
        try:
            for half_written in self._there(f"{file.name}-*.new"):
                self._remove(half_written)
            with suppress(FileNotFoundError):  # wiped before: finish that
                patiently(lambda: file.replace(doomed), self._wait)
                sync_folder(self.folder)
            if doomed.exists():
                self._finish(doomed)
        except OSError as error:
            raise _not_wiped(error) from error

    def _finish(self, doomed: Path) -> None:
        kind, _, mark = doomed.stem.partition("-")
        overwrite(doomed, self._wait)
        receipt = {"kind": kind, "count": 1, "when": _utc(self._now())}
        file = self.folder / f"gewist-{mark}.json"
        replace_file(file, json.dumps(receipt).encode(), self._wait)
        self._unlink(doomed)

    def _remove(self, file: Path) -> None:
        with suppress(FileNotFoundError):
            overwrite(file, self._wait)
            self._unlink(file)

    def _unlink(self, file: Path) -> None:
        patiently(lambda: file.unlink(missing_ok=True), self._wait)
        sync_folder(self.folder)

    # -- small parts -------------------------------------------------------------------------

    def _file(self, id: str) -> Path:
        if not _ID.fullmatch(id):
            raise Refused(GONE)
        return self.folder / f"reflectie-{id}.json"

    def _there(self, pattern: str) -> Iterator[Path]:
        return iter(sorted(self.folder.glob(pattern)))

    def _today(self) -> date:
        return self._now().astimezone().date()


def tidy_at_start(data: Path) -> None:
    """Wipe what is due when the kit starts; what does not work now is tried when the page opens."""
    with suppress(OSError):
        Reflections(data).tidy()


def _not_wiped(error: OSError) -> NotSaved:
    told = NotSaved(error.errno, f"Nog niet gewist: {why(error)}")
    told.message = f"{told.args[1]} Gesprekskit probeert het opnieuw als je deze pagina opent."
    return told


def _fitting(name: str, value: object) -> object:
    """A value as it belongs in a reflection. Raises Refused."""
    if name == "here" and isinstance(value, int):
        return min(max(value, 0), len(STEPS))
    if name == "keep" and isinstance(value, bool):
        return value
    if name in {"texts", "cards", "taking"} and isinstance(value, dict):
        known = {k: v for k, v in value.items() if isinstance(k, str) and isinstance(v, str)}
        if known == value and (name == "taking" or set(value) <= set(STEPS)):
            if any(len(text) > MAX_TEXT for text in value.values()):
                raise Refused(f"Dit is te lang (meer dan {MAX_TEXT} tekens). Kort het in.")
            return value
    raise Refused("Dit past niet in een reflectie.")


def _opened(data: bytes) -> Reflection:
    """The reflection in a file. Raises ValueError when it is not as it was written."""
    try:
        kept = json.loads(data.decode())
        if _check(kept["reflection"]) == kept["check"]:
            known = {k: v for k, v in kept["reflection"].items() if k in _FIELDS}
            return Reflection(**known | {"taken": tuple(known.get("taken", ()))})
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a file of a reflection") from error
    raise ValueError("the reflection was changed")


def _check(kept: object) -> str:
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _aside_on(name: str) -> str:
    """The day in the name of a file that was set aside, as 20261231."""
    found = re.search(r"-(\d{8})T\d{6}Z-", name)
    return found[1] if found else "9"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _local_day(moment: str) -> str:
    return str(datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().date())
