"""The lock of a group: one key, where its two halves are, and what is sealed to it.

Only this file uses `pyrage`. In `.slot` of the group's folder lie the public half of the key, as it
is (so that writing needs no passphrase), and the private half, encrypted with the passphrase. The
private half is also what is shown once to write down: with it the standard tool `age` reads every
record without us. While a group is open its private half is in memory, in one `Lock`.
"""

from __future__ import annotations

import base64
import binascii
import errno
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from kit.casework import OWN
from kit.forms import Refused
from kit.journal import LOCK, OPEN_KINDS, record_of, sealed_line, text_of

PASSPHRASE = ".slot/wachtzin.age"
SHORTEST, LONGEST = 15, 1000
"""Characters of a passphrase; four ordinary words are about twenty."""
CLOSED = "Deze groep zit op slot. Open hem eerst op de startpagina."
KEY_IS_GONE = "deze regel zit op slot, en het slot van deze groep is weg"
OTHER_KEY = "deze regel past niet bij de sleutel van deze groep"
TOO_SHORT = (
    f"Deze wachtzin is te kort. Neem er een van ten minste {SHORTEST} tekens, zoals vier gewone "
    "woorden achter elkaar die samen niets betekenen."
)
TOO_PLAIN = "In deze wachtzin staat bijna steeds hetzelfde teken. Neem vier gewone woorden."
TOO_LONG = f"Deze wachtzin is te lang (meer dan {LONGEST} tekens)."
NOT_THE_SAME = "De twee wachtzinnen zijn niet hetzelfde. Typ ze nog een keer."
NOT_RIGHT = (
    "Dit is niet de wachtzin van deze groep. Let op hoofdletters en spaties, en probeer het "
    "gerust nog eens. Weet je hem niet meer? Typ dan de herstelsleutel."
)
NOT_THE_KEY = (
    "Dit is niet de herstelsleutel van deze groep. Kijk op je papier of elk teken klopt. "
    "Hij begint met AGE-SECRET-KEY-1."
)
DAMAGED_LOCK = "De wachtzin werkt nu niet: een bestand van het slot is weg. Typ de herstelsleutel."
_KEY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")


class Closed(PermissionError):
    """The group is locked and its key is not here; `message` says so in Dutch."""

    def __init__(self):
        super().__init__(errno.EACCES, CLOSED)
        self.message = CLOSED


@dataclass(frozen=True)
class Slot:
    """A new lock that is not on the disk yet. `key` is the recovery key: shown once, never kept."""

    recipient: str
    wrapped: bytes = field(repr=False)
    key: str = field(repr=False)


def new_slot(words: str) -> Slot:
    """A key of its own for a group, with its private half under a passphrase (about a second)."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return Slot(str(made.to_public()), wrapped(str(made), words), str(made))


def wrapped(key: str, words: str) -> bytes:
    """A key under a passphrase, as the standard tool reads it (about a second)."""
    from pyrage import passphrase

    return passphrase.encrypt(f"{key}\n".encode(), tidy(words), armored=True)


def tidy(words: str) -> str:
    """A passphrase as it is meant: the same from every keyboard, one space between words."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def check_words(words: str, again: str) -> None:
    """Whether a new passphrase will do, typed twice. Raises Refused."""
    meant = tidy(words)
    if len(meant) < SHORTEST:
        raise Refused(TOO_SHORT)
    if len(meant) > LONGEST:
        raise Refused(TOO_LONG)
    if len(set(meant)) < 6:
        raise Refused(TOO_PLAIN)
    if meant != tidy(again):
        raise Refused(NOT_THE_SAME)


class Lock:
    """The lock of one group, on or off, and its key as long as the group is open here."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self._file, self._key = self.folder / LOCK, None
        self._stamp, self._recipient = (), None
        self.slot: Slot | None = None  # made, and not put on yet

    # -- on, off, open, closed ---------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether this group has a lock."""
        return self._file.exists()

    @property
    def closed(self) -> bool:
        """Whether nothing of the group can be read here now."""
        return self._key is None and self.on

    @property
    def key(self) -> str:
        """The recovery key. Raises Closed."""
        if self._key is None:
            raise Closed
        return str(self._key)

    def open(self, words: str) -> None:
        """Open with the passphrase (about a second) or the recovery key. Raises Refused, OSError.

        Trying may go on for ever: what is wrong today may be remembered tomorrow.
        """
        typed = re.sub(r"\s", "", words).upper()
        is_key = typed.startswith("AGE-SECRET-KEY-")
        self.use(typed if is_key else self._unwrapped(words))

    def use(self, key: str) -> None:
        """Open with a key as it is. Raises Refused when it is not the key of this group."""
        from pyrage import IdentityError, x25519

        try:
            made = x25519.Identity.from_str(key if _KEY.fullmatch(key) else "")
        except IdentityError:
            raise Refused(NOT_THE_KEY) from None
        if self.on and str(made.to_public()) != self._file.read_text(encoding="ascii").strip():
            raise Refused(NOT_THE_KEY)
        self._key = made

    def close(self) -> None:
        """Forget the key, and to whom was sealed."""
        self._key, self._stamp = None, ()

    def _unwrapped(self, words: str) -> str:
        from pyrage import DecryptError, passphrase

        try:
            return (
                passphrase.decrypt((self.folder / PASSPHRASE).read_bytes(), tidy(words))
                .decode("ascii")
                .strip()
            )
        except FileNotFoundError:
            raise Refused(DAMAGED_LOCK) from None
        except (DecryptError, ValueError):
            raise Refused(NOT_RIGHT) from None

    # -- sealing -----------------------------------------------------------------------------

    def seals(self) -> bool:
        """Whether words must be sealed. Raises OSError when a group that had a lock is gone."""
        if self.on:
            return True
        if (self._stamp or self._key) and not self.folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "the folder of this group is gone")
        return False

    def seal(self, words: bytes) -> str:
        """Words as only the key reads them (base64 of an age file). Raises OSError."""
        from pyrage import encrypt

        return base64.b64encode(encrypt(words, [self._to()])).decode("ascii")

    def unseal(self, sealed: str) -> bytes:
        """What was sealed. Raises Closed, or ValueError when it was not sealed to this key."""
        from pyrage import DecryptError, decrypt

        if self._key is None:
            raise Closed
        try:
            return decrypt(base64.b64decode(sealed, validate=True), [self._key])
        except (DecryptError, binascii.Error, TypeError) as error:
            raise ValueError("not sealed to this key") from error

    def line(self, made: dict, line: bytes) -> bytes:
        """The line that is written for a record: sealed when the group has a lock."""
        if made["kind"] in OPEN_KINDS or not self.seals():
            return line
        own = {"case": made["case"]} if text_of(made, "case").startswith(OWN) else {}
        return sealed_line(made, self.seal(line.rstrip(b"\n")), **own)

    def record(self, seen: dict) -> dict | str:
        """The record of a sealed line, the reason (Dutch) why it is none, or "" while closed."""
        if self._key is None:
            return "" if self.on else KEY_IS_GONE
        try:
            made = record_of(self.unseal(seen["age"]))
        except ValueError:
            return OTHER_KEY
        if isinstance(made, dict) and made["id"] != seen["id"]:
            return "deze regel is veranderd"
        return made

    def _to(self):
        """Whom to seal to; read again when it is another."""
        from pyrage import RecipientError, x25519

        found = self._file.stat()
        if (stamp := (found.st_mtime_ns, found.st_ino, found.st_size)) != self._stamp:
            try:
                text = self._file.read_text(encoding="ascii").strip()
                self._recipient = x25519.Recipient.from_str(text)
            except (RecipientError, ValueError) as error:
                raise OSError(errno.EIO, "the lock of this group is damaged") from error
            self._stamp = stamp
        return self._recipient
