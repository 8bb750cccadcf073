"""The command `kit status`: how each group stands, in the figures that the pages show too.

It only reads: it takes no lock, makes no folder and writes nothing, so it can be asked while the
kit runs.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from kit.folder import Folder
from kit.journal import Reader, SetAside
from kit.lock import Lock
from kit.overview import counts
from kit.series import fold

FINE, NOTHING = 0, 1
NO_FOLDER = "De map {path} is er niet. Geef de map met je groepen: kit status --data MAP"
NO_GROUPS = "In {path} staat nog geen groep. Typ kit start en vul de naam van een gemeente in."
LOCKED = "Op slot. Typ kit start en open de groep op de startpagina; daar lees je hoe het staat."
NOT_READABLE = "De map {path} kan niet worden gelezen. Kijk of je er iets in mag openen."


def main(data: Path, as_json: bool = False, today: date | None = None) -> int:
    """Print how every group in a data folder stands; 0, or 1 when there is nothing to read."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a console of Windows does not know every letter
    if reason := _unreadable(data):
        print(reason, file=sys.stderr)
        return NOTHING
    groups = Folder(data).groups()
    if not groups:
        print(NO_GROUPS.format(path=data), file=sys.stderr)
        return NOTHING
    stood = [_group(data, id, name, today or date.today()) for id, name in groups]
    if as_json:
        print(json.dumps([known for known, _ in stood], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join("\n".join(_told(known)) for known, _ in stood))
    for _, aside in stood:
        for one in aside:
            print(_named(one), file=sys.stderr)
    return FINE


def _unreadable(data: Path) -> str:
    """Why nothing can be read here (Dutch), or ""."""
    try:
        next(data.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return NO_FOLDER.format(path=data)
    except OSError:
        return NOT_READABLE.format(path=data)
    return ""


def _group(data: Path, id: str, name: str, today: date) -> tuple[dict, list[SetAside]]:
    """One group's figures, and the lines that do not count in them."""
    if Lock(data / id).on:
        return {"group": id, "name": name, "locked": True}, []
    records, aside = Reader(data / id).refresh()
    return {"group": id, "name": name, **counts(fold(records), today)}, aside


def _told(known: dict) -> list[str]:
    """A group as one reads it: its name, and a line for each thing that comes back."""
    if known.get("locked"):
        return [known["name"], f"  {LOCKED}"]
    rows = [
        ("Workshops", _workshops(known)),
        ("Signalen", _signals(known)),
        ("Antwoorden", _answers(known)),
        ("Afspraken", _agreements(known)),
        ("Geparkeerd", str(known["parked"] or "niets")),
    ]
    return [known["name"], *(f"  {label:<11} {said}" for label, said in rows)]


def _workshops(known: dict) -> str:
    done = [str(number) for number in known["workshops_done"]]
    said = f"{_and(done)} gedaan" if done else "nog geen gedaan"
    if known["stopped_at"] is not None:
        at = f", bij “{known['stopped_step']}”" if known["stopped_step"] else ""
        said += f"; workshop {known['stopped_at']} is begonnen en niet af{at}"
    return said


def _signals(known: dict) -> str:
    if not known["signals"]:
        return "nog geen"
    parts = [
        f"{known['signals_open']} open",
        f"{known['signals_late']} te laat",
        f"{known['signals_answered']} met een antwoord",
        f"{known['signals_closed']} afgesloten",
    ]
    if both := known["signals_in_conflict"]:
        parts.append(f"{both} met twee antwoorden naast elkaar")
    return ", ".join(parts)


def _answers(known: dict) -> str:
    if not known["answers"]:
        return "nog geen"
    return f"{known['answers_in_time']} van {known['answers']} op tijd"


def _agreements(known: dict) -> str:
    if not known["agreements"]:
        return "nog geen"
    return f"{known['agreements_open']} open, {known['agreements_reviewed']} besproken"


def _and(words: list[str]) -> str:
    return " en ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _named(one: SetAside) -> str:
    """A line that was set aside: where it is, and why it does not count."""
    where = f"{one.file}, regel {one.line}" if one.line else str(one.file)
    return f"{where}: {one.reason}. Deze telt niet mee en blijft staan."
