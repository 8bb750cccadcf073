"""What may stand in media/ and what belongs with it: words for who cannot see or hear it.

Only local files, never the web. What cannot be shown is left out; the card stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from kit.content import words
from kit.content.fields import Entry, near, shown, what
from kit.content.yamltext import Mapping as Fields
from kit.content.yamltext import Scalar, Unreadable, line_of
from kit.model import MEDIA_KINDS, Content, Media, Workshop
from kit.paths import media_root

FOLDER = "media"
MAX_BYTES = 200_000_000
MAX_TRANSCRIPT = 80
CAPTIONS = ".vtt"
FIELDS = frozenset(("bestand", "alt", "ondertiteling", "uitgeschreven"))
TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    CAPTIONS: "text/vtt; charset=utf-8",
}
_SOUND = {"geluid": "dit geluid", "film": "deze film"}

Fault = tuple[str, str]
"""What is wrong and what to do about it."""


def content_type(file: str) -> str:
    """What a browser is told that a file is; the machine's own list may say otherwise."""
    return TYPES.get(PurePosixPath(file).suffix.lower(), "application/octet-stream")


def media_of(parent: Entry, folder: Path) -> Media | None:
    """The picture, sound or film of a card or stage, or None with everything that is wrong told."""
    node = parent.node.get("media")
    if node is None or type(node) is Unreadable:
        return None
    if type(node) is not Fields:
        here = f"'{shown(node.value)}'" if type(node) is Scalar else what(node)
        remedy = "Zet eronder, ingesprongen: bestand: … en alt: …"
        parent.note(line_of(node), f"bij 'media' staat {here}.", remedy)
        return None
    entry = Entry(node, FIELDS, parent.note)
    entry.line = line_of(node)
    file = entry.text("bestand")
    alt = entry.text("alt", "", plain=True)
    captions, transcript = entry.text("ondertiteling", ""), entry.text("uitgeschreven", "", True)
    kind = kind_of(file)
    for fault in _file(file, folder) if file else ():
        entry.broken(entry.at("bestand"), *fault)
    if not alt and "alt" not in entry.excused:
        remedy = "Voeg een regel toe: alt: … (wat is er te zien of te horen?)"
        entry.broken(entry.at("alt"), "het veld 'alt' ontbreekt.", remedy)
    if kind in _SOUND and not captions and not transcript and not entry.excused:
        remedy = "Voeg een regel toe: ondertiteling: naam.vtt (of uitgeschreven: …)"
        entry.broken(entry.line, f"bij {_SOUND[kind]} ontbreekt de tekst.", remedy)
    for fault in _captions(captions, folder):
        entry.broken(entry.at("ondertiteling"), *fault)
    if (length := words.count(transcript)) > MAX_TRANSCRIPT:
        remedy = f"Maak er hooguit {MAX_TRANSCRIPT} van, of maak een ondertiteling."
        entry.note(entry.at("uitgeschreven"), f"deze tekst telt {length} woorden.", remedy)
    parent.read += entry.read
    return Media(file, kind, alt, captions, transcript) if entry.whole and kind else None


def faults(given: Mapping[str, object], folder: Path) -> list[Fault]:
    """What is wrong with the words of a step: `file`, `alt`, `captions` and `transcript`."""
    file, alt, captions, transcript = (
        str(given.get(word, "")).strip() for word in ("file", "alt", "captions", "transcript")
    )
    found = _file(file, folder)
    if not alt:
        found.append(("'alt' is leeg.", "Schrijf wat er te zien of te horen is."))
    if (kind := kind_of(file)) in _SOUND and not captions and not transcript:
        remedy = 'Zet erbij: captions="naam.vtt" of transcript="…".'
        found.append((f"bij {_SOUND[kind]} ontbreekt de tekst.", remedy))
    return found + _captions(captions, folder)


def kind_of(file: str) -> str:
    """beeld, geluid or film, by how the name ends; "" for anything else."""
    return MEDIA_KINDS.get(PurePosixPath(file).suffix.lower(), "")


def named(content: Content, workshops: Iterable[Workshop]) -> frozenset[str]:
    """Every file that a card, a stage or a step shows; nothing else of media/ is served."""
    stages = (stage for case in content.cases.values() for stage in case.stages)
    shows = [one.media for one in (*content.cards.values(), *stages) if one.media]
    names = {name for one in shows for name in (one.file, one.captions)}
    steps = (step for workshop in workshops for step in workshop.steps if step.verb == "media")
    names |= {str(step.given.get(word, "")) for step in steps for word in ("file", "captions")}
    return frozenset(names - {""})


def inside(file: str, folder: Path) -> Path | None:
    """The file in media/ that a name stands for; None when it leads out of that folder."""
    if not file or "\0" in file or "\\" in file or ":" in file or ".." in file.split("/"):
        return None
    path = folder / file
    top = Path(os.path.realpath(folder))
    return path if Path(os.path.realpath(path)).is_relative_to(top) and path != folder else None


def found_in(file: str, folder: Path) -> Path | None:
    """Where a file stands: in this media folder, else in that of the kit.

    Where it could stand when it is in neither; None when the name leads out of the folder.
    """
    here, there = inside(file, folder), inside(file, media_root())
    return next((path for path in (here, there) if path and path.is_file()), here)


# -- one file ------------------------------------------------------------------------------------


def _file(file: str, folder: Path) -> list[Fault]:
    endings = [suffix.lstrip(".") for suffix in MEDIA_KINDS]
    listed = f"{', '.join(endings[:-1])} of {endings[-1]}"
    return _there(file, folder, MEDIA_KINDS, f"Kies een bestand dat eindigt op {listed}.")


def _captions(file: str, folder: Path) -> list[Fault]:
    if not file:
        return []
    if found := _there(file, folder, (CAPTIONS,), "Een ondertiteling eindigt op vtt."):
        return found
    try:
        with found_in(file, folder).open("rb") as opened:
            start = opened.read(9)
    except OSError:
        start = b"WEBVTT"  # a file that is busy now may be fine tonight
    if start.removeprefix(b"\xef\xbb\xbf")[:6] == b"WEBVTT":
        return []
    message = f"het bestand '{shown(file)}' is geen ondertiteling."
    return [(message, "Begin het met een regel met alleen: WEBVTT")]


def _there(file: str, folder: Path, endings: Iterable[str], remedy: str) -> list[Fault]:
    """What is wrong with the name of a file or with the file itself; the first thing only."""
    move = "Zet het bestand in de map media en schrijf alleen de naam."
    if "://" in file or file.startswith("//"):
        return [(f"'{shown(file)}' is een webadres.", move)]
    path = found_in(file, folder)
    if path is None:
        return [(f"'{shown(file)}' ligt buiten de map media.", move)]
    if path.suffix.lower() not in endings:
        return [(f"het bestand '{shown(file)}' past hier niet.", remedy)]
    if not path.is_file():
        there = sorted(folder.iterdir()) if folder.is_dir() else ()
        known = [one.name for one in there if one.suffix.lower() in endings]
        message = f"het bestand '{shown(file)}' staat niet in de map media."
        return [(message, near(file, known) or "Zet het erin, of pas de naam aan.")]
    if path.stat().st_size > MAX_BYTES:
        message = f"het bestand '{shown(file)}' is groter dan 200 MB."
        return [(message, "Maak het korter of kleiner.")]
    return []
