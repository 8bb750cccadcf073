"""The journal: how a record becomes a line that is never lost, and how lines become records again.

Only this file knows what a line looks like: canonical JSON, its own hash last, one line feed.
A file belongs to one writer and one run, and is never opened for writing again: a torn tail stays
the end of its file, so that no later line can be glued to it.
In a group with a lock a line says only what wiping needs; the record is sealed in its `age`.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

WAITS = (0.01, 0.02, 0.04, 0.08, 0.16)
"""Seconds between tries while a virus scanner or a synchroniser holds a file."""

MARKS = ("withdrawn", "restored")
"""Records that say something about another record, its `target`."""

LOCK = ".slot/ontvanger.txt"
"""In a group's folder, as long as it has a lock: nothing is written there as it was said."""

OPEN_KINDS = ("group", "wiped")
"""Records without a word of the group, which a lock leaves as they are."""

AGE = itemgetter("time", "id")
_SEALED = {"id", "time", "kind", "age"}
_SEEN = ("id", "time", "kind", "replaces", "target", "draft")
_REQUIRED = {"id", "time", "kind", "group", "workshop", "step"}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [one + two for one in _CROCKFORD for two in _CROCKFORD]
_FULL = {errno.ENOSPC, errno.EDQUOT}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE}
_GONE_ON_WINDOWS = {3, 21, 53, 67, 433, 1167}
"""Path, drive, network or device not there; Python calls some of these a refusal."""


class NotSaved(OSError):
    """It is not on the disk; `message` says so in Dutch, with what to do about it."""

    message: str

    @classmethod
    def because(cls, error: OSError) -> NotSaved:
        """The same fault, told in words a facilitator can act on."""
        saved = cls(error.errno, f"Niet bewaard: {why(error)} Wat je typte, staat er nog.")
        saved.message = f"{saved.args[1]} {remedy(error)}"
        return saved


def why(error: OSError) -> str:
    """What the disk said, as one Dutch sentence."""
    if getattr(error, "winerror", None) in _GONE_ON_WINDOWS or error.errno in _GONE:
        return "de map is weg."
    if error.errno in _FULL:
        return "de schijf is vol."
    if error.errno in _CLOSED:
        return "in deze map mag je alleen lezen."
    return "de schijf gaf een fout."


def remedy(error: OSError) -> str:
    """What to do about it, as one Dutch sentence."""
    return {
        "de map is weg.": "Zet de map terug of steek de stick er weer in, of kies een andere map.",
        "de schijf is vol.": "Maak ruimte vrij of kies een andere map, en bewaar het dan opnieuw.",
        "in deze map mag je alleen lezen.": "Kies een andere map en bewaar het dan opnieuw.",
    }.get(why(error), "Probeer het nog eens, of kies een andere map.")


# -- a record --------------------------------------------------------------------------------

_last = 0
_turn = threading.Lock()


def new_id() -> str:
    """A ULID: 26 characters, later ones sort later, even when the clock steps back."""
    return _ulid(_number())


def _number() -> int:
    global _last
    with _turn:
        fresh = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
        after = _last + 1 + int.from_bytes(os.urandom(8), "big")
        _last = max(fresh, after)
        return _last


def not_before(moment: int) -> None:
    """What is made from now on is of a later moment (ms since 1970) than this one."""
    global _last
    with _turn:
        _last = max(_last, (moment + 1 << 80) - 1)


def _ulid(number: int) -> str:
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])


def record(kind: str, group: str, workshop: int | None, step: str, **fields: object) -> dict:
    """One thing that happened, complete: as `append` writes it and as `read` gives it back.

    Its `time` is the moment in its `id`, so that both tell the same order. Half characters
    (lone surrogates) become U+FFFD. Raises TypeError or ValueError for what JSON has no word for.
    """
    if taken := {"id", "time", "check"} & fields.keys():
        raise TypeError(f"a record makes its own {', '.join(sorted(taken))}")
    number = _number()
    seconds, ms = divmod(number >> 80, 1000)
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{ms:03}Z"
    own = {"kind": kind, "group": group, "workshop": workshop, "step": step, **fields}
    return _sealed({"id": _ulid(number), "time": moment, **own})


def plain(value: object) -> object:
    """A value as it comes back from the disk: lists, text keys, no half characters."""
    text = _loose(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return json.loads(text)


_loose = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_json = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


def _sealed(made: dict) -> dict:
    """The record as plain values, with the check that belongs to them."""
    rest = plain({key: value for key, value in made.items() if key != "check"})
    return {**rest, "check": _hash(_json(rest).encode())}


def _line(made: dict) -> bytes:
    """The line of a record, or nothing when its check does not belong to it."""
    try:
        body = _json({key: value for key, value in made.items() if key != "check"}).encode()
    except (TypeError, UnicodeEncodeError):
        return b""
    check = _hash(body)
    return b'%b,"check":"%b"}\n' % (body[:-1], check.encode()) if check == made["check"] else b""


def sealed_line(made: dict, age: str, **seen: object) -> bytes:
    """The line of a record that is sealed in `age`: what can be seen of it, and no word."""
    shown = {name: made[name] for name in _SEEN if name in made}
    return _line(_sealed({**shown, **seen, "age": age}))


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


# -- writing ---------------------------------------------------------------------------------


class Journal:
    """One writer's file of one run; what `append` returned is on the disk.

    `seal` gives the line that is written for a record and its line, in a group that has a lock.
    """

    def __init__(
        self,
        folder: Path,
        wait: Callable[[float], object] = time.sleep,
        seal: Callable[[dict, bytes], bytes] | None = None,
    ):
        self.folder, self.file, self._seal = Path(folder), None, seal
        self._wait, self._fd, self._turn = wait, -1, threading.Lock()

    def append(self, made: dict) -> dict:
        """Write one record and return it once it is on the disk. Raises NotSaved.

        The same record may be appended twice, or to another journal: reading makes them one.
        """
        if missing := _REQUIRED - made.keys():
            raise ValueError(f"a record needs {', '.join(sorted(missing))}")
        if "check" not in made or not (line := _line(made)):
            made = _sealed(made)
            line = _line(made)
        with self._turn:
            try:
                self._write(self._seal(made, line) if self._seal else line)
            except OSError as error:
                self.close()
                raise NotSaved.because(error) from error
            except BaseException:  # interrupted half-way: the tail may be torn
                self.close()
                raise
        return made

    def close(self) -> None:
        """Let go of the file for good; a next record goes into a new one."""
        fd, self._fd = self._fd, -1
        if fd < 0:
            return
        try:
            empty = os.fstat(fd).st_size == 0
            os.close(fd)
            if empty:  # nothing was ever in it: a full disk leaves no trail of empty files
                self.file.unlink(missing_ok=True)
        except OSError:
            pass

    def _write(self, line: bytes) -> None:
        new = self._fd < 0
        if new:
            self._open()
        left = memoryview(line)
        while left:
            left = left[os.write(self._fd, left) :]
        os.fsync(self._fd)
        if new:
            sync_folder(self.folder)
        if self.file.stat().st_nlink != os.fstat(self._fd).st_nlink:
            raise OSError(errno.ENOENT, "the file was replaced")

    def _open(self) -> None:
        if not self._seal and (self.folder / LOCK).exists():
            raise PermissionError(errno.EACCES, "this group has a lock and this writer has no seal")
        if not self.folder.is_dir():
            self.folder.mkdir(0o700)
            sync_folder(self.folder.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._fd = patiently(lambda: os.open(self._new_name(), flags, 0o600), self._wait)

    def _new_name(self) -> Path:
        now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        self.file = self.folder / f"{now}-{os.urandom(6).hex()}.jsonl"
        return self.file


def patiently(work: Callable[[], Any], wait: Callable[[float], object]) -> Any:
    """Do it; while the file is refused (a virus scanner holds it), wait a little and try again."""
    for pause in WAITS:
        try:
            return work()
        except PermissionError:
            wait(pause)
    return work()


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk (POSIX; Windows does that by itself)."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # not every disk has a word for it
            raise
    finally:
        os.close(fd)


# -- reading ---------------------------------------------------------------------------------


class SetAside(NamedTuple):
    """A line that does not count, and why (Dutch); it stays in its file. Line 0 is the file."""

    file: Path
    line: int
    reason: str


class Reading(NamedTuple):
    """What a group's folder holds: every whole record once, oldest first, and the rest."""

    records: list[dict]
    set_aside: list[SetAside]


class _Read(NamedTuple):
    """How far one file was read."""

    stamp: tuple[int, int, int] = (0, 0, 0)
    offset: int = 0
    lines: int = 0
    aside: tuple[SetAside, ...] = ()
    tail: tuple[SetAside, ...] = ()


def _passed_over(seen: dict) -> str:
    return ""


Opened = Callable[[dict], dict | str]
"""From what can be seen of a sealed record: the record, why it is none (Dutch), or "" (closed)."""


def read(folder: Path, opened: Opened = _passed_over) -> Reading:
    """Everything in a group's folder; a folder that is not there reads as empty."""
    return Reader(folder, opened=opened).refresh()


class Reader:
    """Reads a group's folder, and then only what is new. What was read once is not forgotten.

    With `only`, lines without those bytes are passed over; so are sealed ones without `opened`.
    """

    def __init__(self, folder: Path, only: bytes = b"", opened: Opened = _passed_over):
        self.folder, self.only, self._opened = Path(folder), only, opened
        self._files: dict[str, _Read] = {}
        self._places: dict[str, tuple[dict, Path, int]] = {}
        self._beaten: dict[tuple[str, str], SetAside] = {}
        self._records: list[dict] = []

    def refresh(self) -> Reading:
        """All records and all that was set aside, new lines included."""
        gc.disable()  # what is read is kept: looking for garbage costs a third of the time
        try:
            self._read_on()
        finally:
            gc.enable()
        aside = [one for file in self._files.values() for one in file.aside + file.tail]
        return Reading(list(self._records), sorted([*aside, *self._beaten.values()]))

    def _read_on(self) -> None:
        known, beaten = len(self._places), len(self._beaten)
        for name in _names(self.folder):
            self._files[name] = self._file(self.folder / name, self._files.get(name, _Read()))
        new, old = [place[0] for place in [*self._places.values()][known:]], self._records
        new.sort(key=AGE)
        if beaten != len(self._beaten) or (old and new and AGE(new[0]) < AGE(old[-1])):
            new, old[:] = sorted((place[0] for place in self._places.values()), key=AGE), []
        old += new

    def _file(self, file: Path, known: _Read) -> _Read:
        try:
            found = file.stat()
            stamp = (found.st_size, found.st_mtime_ns, found.st_ino)
            if stamp == known.stamp:
                return known
            grown = stamp[0] > known.stamp[0] and stamp[2] == known.stamp[2]
            return self._added(file, stamp, known if grown else _Read())
        except FileNotFoundError:
            return known
        except OSError:
            unread = SetAside(file, 0, "dit bestand kan niet worden geopend")
            return known._replace(stamp=(0, 0, 0), tail=(unread,))

    def _added(self, file: Path, stamp: tuple[int, int, int], known: _Read) -> _Read:
        with file.open("rb") as lines:
            lines.seek(known.offset)
            *whole, tail = lines.read().split(b"\n")
        last, aside = known.lines + len(whole), list(known.aside)
        for number, line in enumerate(whole, known.lines + 1):
            if reason := self._take(line, file, number):
                aside.append(SetAside(file, number, reason))
        reason = tail and self._take(tail, file, last + 1)
        torn = (SetAside(file, last + 1, reason),) if reason else ()
        offset = known.offset + sum(map(len, whole)) + len(whole)
        return _Read(stamp, offset, last, tuple(aside), torn)

    def _take(self, line: bytes, file: Path, number: int) -> str:
        """Remember the record of a line; why it is none (Dutch), or ""."""
        if self.only and self.only not in line:
            return ""
        made = _record(line)
        if "group" not in made and type(made) is dict:
            made = self._opened(made)
        if type(made) is str:
            return made
        if self._places.setdefault(made["id"], (place := (made, file, number))) is not place:
            self._twice(place)
        return ""

    def _twice(self, place: tuple[dict, Path, int]) -> None:
        """The same id again: the same record counts once, of two that differ the later counts."""
        made, other = place[0], self._places[place[0]["id"]]
        if made == other[0]:
            return
        if (made["time"], made["check"]) > (other[0]["time"], other[0]["check"]):
            self._places[made["id"]], place = place, other
        reason = "er is een nieuwere regel met hetzelfde kenmerk"
        self._beaten[made["id"], place[0]["check"]] = SetAside(*place[1:], reason)


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as found:
            return sorted(
                one.name
                for one in found
                if one.name.endswith(".jsonl") and not one.name.startswith("._") and one.is_file()
            )
    except OSError:
        return []


def _record(line: bytes) -> dict | str:
    """The record of a line, or the reason (Dutch) why it is none; an empty line needs no reason.

    Of a sealed record what can be seen of it: it has no `group`, but `age`.
    """
    empty = not line.strip()
    if line[-1:] == b"\r" or line[:3] == b"\xef\xbb\xbf":  # an editor has been here
        line = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r")
    try:
        made = json.loads(line.decode())
        check = made["check"]
        # As written: the hash of all that stands before it. Else it may be retold: hash the sense.
        if line[-28:] != b',"check":"%b"}' % check.encode() or _hash(line[:-28] + b"}") != check:
            rest = {key: value for key, value in made.items() if key != "check"}
            if _hash(_json(rest).encode()) != check:
                return "deze regel is veranderd"
    except (ValueError, RecursionError):
        return "" if empty else "deze regel is niet heel"
    except (KeyError, TypeError, AttributeError):
        return "deze regel is geen regel van Gesprekskit"
    whole = made.keys() >= _REQUIRED or ("group" not in made and made.keys() >= _SEALED)
    if whole and type(made["id"]) is type(made["time"]) is type(check):
        return made
    return "deze regel mist iets"


def record_of(line: bytes) -> dict | str:
    """The record of a line as it was said, or the reason (Dutch) why it is none."""
    made = _record(line)
    return "deze regel zit op slot" if "group" not in made and type(made) is dict else made


line_of, seen_of, SUFFIX = _line, _record, ".jsonl"
"""For a file that is handed over or rewritten: the line of a record, what can be seen of one."""


def text_of(one: dict, key: str) -> str:
    """A field of a record when it is text, else ""."""
    return value if isinstance(value := one.get(key), str) else ""
