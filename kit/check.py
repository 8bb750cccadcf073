"""The command `kit check`: what is looked at, and how the findings are told.

Decks, cases and house styles are judged by kit.content, the lines of a notebook by kit.script; here
is what needs both: ids that a step mentions, minutes that add up, notebooks kept without output.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kit import content, script
from kit.content import Found
from kit.content.settings import as_newer, settings
from kit.model import PURPOSES, ROLES, SUITS, Content, Place, Problem, Step, Workshop
from kit.paths import WORKSPACE_FILE
from kit.workspace.command import tell_changes

PARTS = ("decks", "cases", "huisstijl", "notebooks")
MOMENTS = ("start", "eind", "later")
MANY = 12


@dataclass
class Look:
    """One folder with content, and which of its files were asked for (by the name shown)."""

    root: Path
    files: list[Path] = field(default_factory=list)

    def shown(self, path: Path) -> Path:
        """The name of a file in messages."""
        return path.relative_to(self.root)


def check(paths: list[Path], today: date | None = None) -> list[Problem]:
    """Everything wrong with the decks, cases and notebooks at these paths, sorted.

    Without paths: the workspace that is open, else the content that came with the kit. What a file
    mentions is looked up in its own folder first, then in the content of the kit.
    """
    return _check(paths, today)[0]


def main(argv: Sequence[str] | None = None) -> int:
    """Print all problems and a last line; 0 when there are none but advice, 1 otherwise."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a console of Windows does not know every letter
    problems, counted = _check([Path(word) for word in argv or ()])
    for problem in problems:
        print(problem)
    if not argv:
        tell_changes()
    if wrong := sum(not one.advice for one in problems):
        print("1 probleem gevonden." if wrong == 1 else f"{wrong} problemen gevonden.")
        return 1
    again = " Lees ook wat hierboven staat." if problems else ""
    print((f"Alles klopt: {counted}." if counted else "Alles klopt.") + again)
    return 0


def _check(paths: list[Path], today: date | None = None) -> tuple[list[Problem], str]:
    from kit.paths import content_root, own_workspace

    own = content_root().resolve()
    paths = paths or [own_workspace(Path.cwd()) or own]
    problems: list[Problem] = []
    looks: dict[Path, Look] = {}
    for path in paths:
        _ask(path.resolve(), path, looks, problems)
    folders = [_read(look, today) for look in looks.values()]
    behind = [] if own in looks else [_silent(content.gather(own))]
    known = content.join(behind + folders)
    problems += known.problems
    for look in looks.values():
        problems += settings(look.root / WORKSPACE_FILE).problems
    workshops: list[Workshop] = []
    for look in looks.values():
        for path in look.files:
            if path.suffix == ".ipynb":
                problems += _notebook(path, look.shown(path), known, workshops)
    if any(settings(look.root / WORKSPACE_FILE).newer for look in looks.values()):
        problems = as_newer(problems)
    problems.sort(key=lambda one: (one.file.as_posix(), one.line, one.message))
    counted = _counted(zip(looks.values(), folders, strict=True), len(workshops))
    return list(dict.fromkeys(problems)), counted


def _counted(read: Iterable[tuple[Look, Found]], workshops: int) -> str:
    """How much of everything stands in the files that were asked for."""
    cards = cases = facts = styles = 0
    for look, found in read:
        asked = {look.shown(path) for path in look.files}
        cards += sum(card.place.file in asked for card in found.cards.values())
        cases += sum(case.place.file in asked for case in found.cases.values())
        facts += sum(fact.place.file in asked for fact in found.facts.values())
        styles += sum(style.place.file in asked for style in found.styles.values())
    amounts = (
        (cards, "kaart", "kaarten"),
        (cases, "casus", "casussen"),
        (facts, "wetfeit", "wetfeiten"),
        (styles, "huisstijl", "huisstijlen"),
        (workshops, "workshop", "workshops"),
    )
    return ", ".join(f"{n} {one if n == 1 else more}" for n, one, more in amounts if n)


# -- what is asked for ----------------------------------------------------------------------------


def _ask(path: Path, as_given: Path, looks: dict[Path, Look], problems: list[Problem]) -> None:
    """Add the files at one path to the folder they belong to."""
    if path.is_file():
        part = next((parent for parent in path.parents if parent.name in PARTS), None)
        look = looks.setdefault(*_look(part.parent if part else path.parent))
        look.files.append(path)
    elif path.is_dir():
        look = looks.setdefault(*_look(path.parent if path.name in PARTS else path))
        look.files += _files(path)
    else:
        remedy = "Kijk of de naam klopt."
        problems.append(Problem(as_given, 1, "dit bestand of deze map bestaat niet.", remedy))


def _look(root: Path) -> tuple[Path, Look]:
    return root, Look(root)


def _files(folder: Path) -> list[Path]:
    """What there is to check in a folder: with decks/, cases/ and so on in it, only those."""
    inside = [folder / part for part in PARTS if (folder / part).is_dir()] or [folder]
    return sorted(
        path
        for part in inside
        for path in part.glob("**/*")
        if path.is_file()
        and (path.suffix == ".ipynb" or content.is_content(path))
        and not any(name.startswith((".", "~")) for name in path.relative_to(folder).parts)
    )


def _read(look: Look, today: date | None) -> Found:
    """The content of a folder, with only the problems of the files that were asked for."""
    there = content.gather(look.root, today)
    asked = {look.shown(path) for path in look.files if path.suffix != ".ipynb"}
    read = {look.shown(path) for path in content.files(look.root)}
    for shown in sorted(asked - read):
        content.take_file(look.root / shown, shown, there)
    there.problems[:] = [one for one in there.problems if one.file in asked]
    there.references[:] = [one for one in there.references if one.place.file in asked]
    return there


def _silent(found: Found) -> Found:
    """Content that others may mention; nobody asked what is wrong with it."""
    found.problems.clear()
    found.references.clear()
    return found


# -- notebooks ------------------------------------------------------------------------------------


def _notebook(
    path: Path, shown: Path, known: Content, workshops: list[Workshop]
) -> Iterable[Problem]:
    workshop, problems = script.read(path, shown)
    yield from problems
    yield from _outputs(path, shown)
    if workshop is None:
        return
    if not problems:
        yield from _minutes(workshop)
    for step in workshop.steps:
        place = step.place or Place(shown, 1)
        for message, remedy in mistakes(step, known):
            yield Problem(place.file, place.line, message, remedy)
    for other in workshops:
        if other.number == workshop.number:
            message = f"workshop {workshop.number} staat ook in {other.place.file.as_posix()}."
            remedy = "Geef deze workshop een ander nummer."
            yield Problem(shown, workshop.place.line, message, remedy)
    workshops.append(workshop)


def _outputs(path: Path, shown: Path) -> Iterable[Problem]:
    try:
        full = [cell for cell in script.cells(path, shown) if cell.has_output]
    except (ValueError, OSError):
        return  # told by script.read
    if full:
        numbers = ", ".join(str(cell.number) for cell in full)
        message = f"dit notebook is met uitvoer bewaard (cel {numbers})."
        remedy = (
            "Wis de uitvoer in JupyterLab (Edit, Clear Outputs of All Cells) en bewaar opnieuw."
        )
        yield Problem(shown, full[0].place.line, message, remedy)


def _minutes(workshop: Workshop) -> Iterable[Problem]:
    for variant in workshop.variants:
        total = sum(step.minutes.get(variant, 0) for step in workshop.steps)
        if total != variant:
            message = f"de stappen voor {variant} minuten duren samen {total} minuten."
            late = total - variant
            remedy = f"Haal er {late} af." if late > 0 else f"Voeg er {-late} toe."
            yield Problem(workshop.place.file, workshop.place.line, message, remedy)


def mistakes(step: Step, known: Content) -> Iterable[tuple[str, str]]:
    """What a step mentions that is not there, each with the remedy."""
    for kind, name, words in _mentions(step.given, known):
        if name not in words:
            yield f"{kind} '{name}' bestaat niet.", _near(name, words)


def _mentions(given: dict[str, object], known: Content) -> Iterable[tuple[str, str, Iterable]]:
    """Every id in a step, what it should be, and what there is to choose from."""
    one = {
        "card": ("de kaart", known.cards),
        "case": ("de casus", known.cases),
        "suit": ("de kaartenset", SUITS),
        "purpose": ("het doel", PURPOSES),
        "moment": ("het moment", MOMENTS),
    }
    for word, (kind, words) in one.items():
        if given.get(word):
            yield kind, str(given[word]), words
    for id in given.get("cases") or ():
        yield "de casus", str(id), known.cases
    for role in given.get("order") or ():
        yield "de rol", str(role), ROLES


def _near(name: str, words: Iterable[str]) -> str:
    choice = list(words)
    many = "Kijk of de naam klopt." if len(choice) > MANY else f"Kies uit: {', '.join(choice)}."
    return content.near(name, choice) or many
