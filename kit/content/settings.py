"""How `gesprekskit.yaml` is written down: which layout a workspace has and which kit made it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from kit import __version__
from kit.content.read import read
from kit.content.yamltext import Mapping, Scalar, line_of, parse
from kit.model import Problem

LAYOUT = 1
"""The layout of a workspace as this kit knows it."""
KNOWN = ("indeling", "gemaakt_met")
LEFT_OUT = "Deze kit laat het weg; een nieuwere kit kent het misschien."
_UNKNOWN = re.compile(r"het veld '.*' bestaat niet|bij '.*' staat '.*'|de stap '.*' bestaat niet")
TEXT = """\
# Deze map is jouw werkplaats van Gesprekskit. Wat hier staat, komt in de plaats van
# wat de kit meebrengt. De rest blijft uit de kit komen. Een nieuwe versie verandert hier niets.
indeling: {layout}
gemaakt_met: "{version}"
"""


@dataclass(frozen=True)
class Settings:
    """What a workspace says about itself; one without the file has layout 1."""

    layout: int = LAYOUT
    made_with: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def newer(self) -> bool:
        """Whether a newer kit made this workspace than the one that reads it."""
        return self.layout > LAYOUT or _numbers(self.made_with) > _numbers(__version__)


def settings(file: Path) -> Settings:
    """What stands in this file. Never raises: what it does not know is left out and told."""
    shown = Path(file.name)
    if not file.is_file():
        return Settings()
    text, flaws = read(file)
    root, more = parse(text or "")
    problems = [Problem(shown, *flaw, advice=True) for flaw in [*flaws, *more]]
    if type(root) is not Mapping:
        return Settings(problems=tuple(problems))
    said = {name: one.value.strip() for name, one in root.items() if type(one) is Scalar}
    number = said.get("indeling", "")
    layout = int(number) if number.isdecimal() and len(number) < 6 else LAYOUT
    found = Settings(layout, said.get("gemaakt_met", ""))
    if found.newer:
        line = min(line_of(root[name]) for name in KNOWN if name in root)
        message = "een nieuwere kit maakte deze werkplaats."
        remedy = "Wat deze kit niet kent, laat hij weg. Neem de nieuwe kit om alles te zien."
        problems.append(Problem(shown, line, message, remedy, advice=True))
    for name in root.keys() - set(KNOWN):
        message = f"de instelling '{name}' kent deze kit niet."
        remedy = "Haal de regel weg, of laat hem staan: de rest werkt."
        problems.append(Problem(shown, line_of(root[name]), message, remedy, advice=True))
    problems.sort(key=lambda one: (one.line, one.message))
    return replace(found, problems=tuple(problems))


def as_newer(problems: list[Problem]) -> list[Problem]:
    """The problems in a workspace of a newer kit: what this kit does not know is no mistake."""
    return [
        replace(one, remedy=LEFT_OUT, advice=True) if _UNKNOWN.search(one.message) else one
        for one in problems
    ]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,6}", version)[:3])
