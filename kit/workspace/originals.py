"""What the kit had when an own copy was made: one small file per thing in `.origineel`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kit import __version__
from kit.workspace.keeping import put
from kit.workspace.things import Thing

ORIGINALS = ".origineel"


@dataclass(frozen=True)
class Original:
    """The pieces of a thing as the kit had them (None: it had no such piece).

    `whole` is False when only these pieces are known, because the copy was made by hand.
    """

    pieces: dict[str, str | None]
    whole: bool = True

    def knows(self, name: str) -> bool:
        """Whether it is known what the kit had under this name."""
        return self.whole or name in self.pieces


def original(workspace: Path, thing: Thing) -> Original:
    """What the kit had when this copy was made. Never raises."""
    try:
        kept = json.loads(_file(workspace, thing).read_bytes().decode("utf-8"))
        pieces = {str(k): None if v is None else str(v) for k, v in kept["pieces"].items()}
        return Original(pieces, kept.get("whole") is not False)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Original({}, whole=False)


def remember(workspace: Path, thing: Thing, known: Original) -> None:
    """Keep this as what the own copy is compared with. Raises OSError."""
    kept = {"kit": __version__, "kind": thing.kind, "id": thing.id, "whole": known.whole}
    text = json.dumps({**kept, "pieces": known.pieces}, ensure_ascii=False, indent=1) + "\n"
    put(_file(workspace, thing), text.encode("utf-8"))


def forget(workspace: Path, thing: Thing) -> None:
    """The own copy is no longer one of the kit's. Raises OSError."""
    _file(workspace, thing).unlink(missing_ok=True)


def _file(workspace: Path, thing: Thing) -> Path:
    safe = "".join(c if c.isalnum() or c == "-" else "_" for c in thing.id)[:60]
    return workspace / ORIGINALS / f"{thing.kind}-{safe}.json"
