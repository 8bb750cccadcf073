"""The data folder: where it is, whether it can be written, who has it open, and its groups.

Only this file knows what lies in a data folder besides words: a folder per group, and `.kit` with
the lock, the secret and the address of the running copy.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kit.drafts import replace_file
from kit.journal import Journal, NotSaved, Reader, record, remedy, why
from kit.standing import current

LONGEST_NAME, LONGEST_ID = 80, 40
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_STAMP = re.compile(r"\d{8}T\d{6}Z")
"""How the name of a journal begins."""
_held: set[FileLock] = set()
"""Locks of this process, so that none is let go of because nobody looks at it any more."""


class Folder:
    """One data folder with the groups in it."""

    def __init__(self, path: Path, wait: Callable[[float], object] = time.sleep):
        self.path, self._wait = Path(path), wait
        self._lock: FileLock | None = None
        self._readers: dict[str, Reader] = {}
        self._names: dict[str, str] = {}

    def ensure(self) -> None:
        """Make the folder and try to write in it. Raises NotSaved with what to do about it."""
        try:
            self.path.mkdir(0o700, parents=True, exist_ok=True)
            replace_file(self.path / ".kit" / "probe", b"Gesprekskit\n", self._wait)
            (self.path / ".kit" / "probe").unlink()
        except (FileExistsError, NotADirectoryError) as error:
            there = "daar staat een bestand met die naam.", "Kies een andere map."
            raise self._refusal(error, *there) from error
        except OSError as error:
            raise self._refusal(error, why(error), remedy(error)) from error

    def _refusal(self, error: OSError, reason: str, advice: str) -> NotSaved:
        told = NotSaved(error.errno, f"Gesprekskit kan niet bewaren in {self.path}: {reason}")
        told.message = f"{told.args[1]} {advice}"
        return told

    # -- groups ------------------------------------------------------------------------------

    def groups(self) -> list[tuple[str, str]]:
        """The id and the name of every group, by name. A group without a name goes by its id.

        While the folder is out of reach these are the groups it had.
        """
        try:
            found = [one.name for one in self.path.iterdir() if one.is_dir()]
        except OSError:
            found = list(self._names)
        found = [id for id in found if not id.startswith(".")]
        for id in self._names.keys() - set(found):
            del self._names[id], self._readers[id]
        for id in found:
            reader = self._readers.setdefault(id, Reader(self.path / id, only=b'"kind":"group"'))
            named = [one for one in current(reader.refresh().records) if one["kind"] == "group"]
            if named:
                self._names[id] = str(named[-1].get("name") or id)
            elif any((self.path / id).glob("*.jsonl")):
                self._names[id] = id
        return sorted(self._names.items(), key=lambda group: (group[1].casefold(), group[0]))

    def newest(self) -> datetime | None:
        """When the youngest journal was begun, by the names of the files; None without any."""
        stamps = (_STAMP.match(file.name) for file in self.path.glob("*/*.jsonl"))
        found = max((one[0] for one in stamps if one), default=None)
        return found and datetime.strptime(found, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    def name_of(self, id: str) -> str:
        """The name of a group."""
        if id not in self._names:
            self.groups()
        return self._names.get(id, id)

    def add_group(self, name: str, id: str = "") -> str:
        """A new group with a folder of its own; returns its id.

        With an id (a group of another data folder) it goes in the folder of that name. Raises
        ValueError with a Dutch message, or NotSaved.
        """
        name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        if not name:
            raise ValueError("Vul de naam van de gemeente in.")
        if len(name) > LONGEST_NAME:
            raise ValueError(f"Deze naam is te lang. Kort hem in tot {LONGEST_NAME} letters.")
        if id and (id != Path(id).name or id.startswith(".")):
            raise ValueError("Deze map kan geen map van een groep zijn.")
        made = self._new_folder(id or slug(name), reuse=bool(id))
        journal = Journal(self.path / made, self._wait)
        try:
            journal.append(record("group", made, None, "", name=name))
        except NotSaved:
            with contextlib.suppress(OSError):
                (self.path / made).rmdir()  # only when nothing is in it
            raise
        finally:
            journal.close()
        self.groups()
        return made

    def _new_folder(self, id: str, reuse: bool) -> str:
        made, number = id, 1
        while True:
            try:
                (self.path / made).mkdir(0o700)
                return made
            except FileExistsError:
                if reuse and (self.path / made).is_dir():
                    return made
                number += 1
                made = f"{id}-{number}"
            except OSError as error:
                raise NotSaved.because(error) from error

    # -- the running copy --------------------------------------------------------------------

    def lock(self) -> bool:
        """Take the folder for this copy; False when another copy has it. Raises NotSaved.

        The system lets go of it when this process ends, however it ends.
        """
        file = self.path / ".kit" / "lock"
        try:
            file.parent.mkdir(0o700, parents=True, exist_ok=True)
            self._lock = self._lock or FileLock(
                file, mode=0o600, thread_local=False, fallback_to_soft=False
            )
            if not self._lock.is_locked:
                self._lock.acquire(timeout=0)
            _held.add(self._lock)
        except Timeout:
            return False
        except OSError as error:
            if error.errno in (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK):
                return True  # this disk knows no locks; every copy has its own journal file anyway
            raise self._refusal(error, why(error), remedy(error)) from error
        return True

    def unlock(self) -> None:
        """Let go of the folder."""
        if self._lock:
            self._lock.release()
            _held.discard(self._lock)

    def secret(self) -> bytes:
        """32 random bytes, the same as long as the folder lives. Raises NotSaved."""
        file = self.path / ".kit" / "secret"
        with contextlib.suppress(OSError):
            if len(kept := file.read_bytes()) == 32:
                file.chmod(0o600)
                return kept
        replace_file(file, made := os.urandom(32), self._wait)
        return made

    def remember(self, port: int, url: str) -> None:
        """Write down where this copy can be found. Raises NotSaved."""
        kept = json.dumps({"port": port, "url": url}).encode()
        replace_file(self.path / ".kit" / "running.json", kept, self._wait)

    def remembered(self) -> dict:
        """The last `port` and `url` of a copy that had this folder open; empty when not known."""
        try:
            kept = json.loads((self.path / ".kit" / "running.json").read_bytes())
            return {"port": int(kept["port"]), "url": str(kept["url"])}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}


def slug(name: str) -> str:
    """A folder name from any name: small ASCII letters, digits and hyphens that Windows accepts."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    made = re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode()).strip("-")
    made = made[:LONGEST_ID].strip("-") or "groep"
    return f"{made}-groep" if _RESERVED.match(made) else made
