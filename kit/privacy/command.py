"""The command `kit privacy`: what is looked through, and how the finds are told."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kit.content.read import MAX_BYTES, decode, read
from kit.privacy import DUTCH, Find, check
from kit.slips import Slip

NOTHING, SOMETHING, NOT_READ = 0, 1, 2

NOTHING_FOUND = "Niets gevonden. Lees het zelf ook na."
LOOK_AGAIN = "Kijk elke plek na en lees daarna het geheel. Niet alles is met regels te vinden."


def main(file: str, patterns: Sequence[str] = (), as_json: bool = False) -> int:
    """Look through a file, or what comes in when it is `-`, and print the finds.

    0 when nothing is found, 1 when something is, 2 when it cannot be read or a pattern is wrong.
    """
    _readable_console()
    text = _text(file)
    if text is None:
        return NOT_READ
    try:
        finds = check(text, own_patterns=patterns)
    except Slip as slip:
        print(slip, file=sys.stderr)
        return NOT_READ
    if as_json:
        print(json.dumps([_plain(find) for find in finds], ensure_ascii=False, indent=1))
    else:
        _tell(text, finds)
    return SOMETHING if finds else NOTHING


def _readable_console() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console of Windows does not know every letter


def _text(file: str) -> str | None:
    """What is in the file; nothing, with the remedy on the screen, when it cannot be read."""
    if file == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            return _refused("dit is meer dan 2 MB.", "Verdeel het in stukken.")
        return _decoded(raw)
    path = Path(file)
    if path.is_dir():
        return _refused(f"{file} is een map.", "Geef de naam van een bestand.")
    if not path.exists():
        return _refused(f"{file} bestaat niet.", "Kijk of de naam klopt.")
    text, flaws = read(path)
    if text is None:
        return _refused(f"{file}: {flaws[0].message}", flaws[0].remedy)
    return text if _is_text(text) else _no_text(file)


def _decoded(raw: bytes) -> str | None:
    text, _ = decode(raw)
    return text if _is_text(text) else _no_text("wat binnenkomt")


def _is_text(text: str) -> bool:
    return "\0" not in text


def _no_text(what: str) -> None:
    remedy = "Bewaar het als gewone tekst (.txt), of kopieer de tekst naar een nieuw bestand."
    return _refused(f"{what} is geen tekst.", remedy)


def _refused(message: str, remedy: str) -> None:
    print(f"{message[:1].upper()}{message[1:]} {remedy}", file=sys.stderr)


def _plain(find: Find) -> dict[str, object]:
    return {"kind": find.kind, "text": find.text, "start": find.start, "end": find.end}


def _tell(text: str, finds: list[Find]) -> None:
    line, reached = 1, 0
    for find in finds:
        line += text.count("\n", reached, find.start)
        reached = find.start
        shown = " ".join(find.text.split())
        print(f'regel {line}: "{shown}" ({DUTCH[find.kind]}): {find.reason}')
    if not finds:
        print(NOTHING_FOUND)
        return
    print("1 plek gevonden." if len(finds) == 1 else f"{len(finds)} plekken gevonden.", LOOK_AGAIN)
