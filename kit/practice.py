"""What is written down from JupyterLab, without a running kit: a reflection, to practise."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from kit.folder import Folder
from kit.forms import ALWAYS, Refused, checked
from kit.journal import Journal, NotSaved, record
from kit.lock import Lock
from kit.paths import default_data, practice_data
from kit.slips import Slip

GROUP, NAME = "oefenen", "Oefenen"
KEPT = "Bewaard op deze laptop, bij de groep Oefenen."
_REFLECTION = next(form for form in ALWAYS if form["id"] == "reflection")


class Line(str):
    """A sentence that shows itself without quotes under a cell."""

    __repr__ = str.__str__


def keep(workshop: int, text: str, role: str, cell: str) -> Line:
    """Keep one reflection; the same cell run again says it again, not twice. Raises Slip."""
    data = practice_data(Path(os.environ.get("GESPREKSKIT_DATA") or default_data(Path.cwd())))
    try:
        kept = checked(_REFLECTION, {"text": text, "role": role})
        same = hashlib.sha256((cell or text).encode()).hexdigest()[:16]
        made = record("reflection", GROUP, workshop, "", draft=f"lab-{workshop}-{same}", **kept)
        _journal(data).append(made)
    except Refused as error:
        raise Slip(str(error)) from None
    except NotSaved as error:
        raise Slip(error.message) from None
    return Line(KEPT)


@lru_cache
def _journal(data: Path) -> Journal:
    folder = Folder(data)
    folder.ensure()
    if not (data / GROUP).is_dir():
        folder.add_group(NAME, GROUP)
    return Journal(data / GROUP, seal=Lock(data / GROUP).line)
