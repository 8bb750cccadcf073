"""How the invented group of a rehearsal is written down: `oefengroep.yaml`, beside the package."""

from __future__ import annotations

from pathlib import Path

from kit.cast import Cast, Said, Trouble
from kit.content.read import read
from kit.content.yamltext import Mapping, Node, Scalar, Sequence, parse
from kit.model import ROLES


def cast(file: Path) -> Cast:
    """The group in a file. Raises ValueError when it is not one: this file is the kit's own."""
    text, flaws = read(file)
    root, more = parse(text or "")
    if flaws or more or type(root) is not Mapping:
        raise ValueError(f"{file.name}: {[*flaws, *more][:1]}")
    says = {str(verb): _lines(lines) for verb, lines in root["zegt"].items()}
    return Cast(says, tuple(_trouble(one) for one in root["gebeurt"]))


def _trouble(node: Mapping) -> Trouble:
    words = {name: _words(node[name]) for name in ("waar", "knop")}
    return Trouble(
        id=node["id"].value,
        verbs=frozenset(words["waar"]),
        lines=_lines(node["hoort"]),
        card=node["kaart"].value,
        advice=node["doe"].value,
        signs=frozenset(words["knop"]),
    )


def _lines(nodes: Sequence) -> tuple[Said, ...]:
    return tuple(_said(*pair) for node in nodes for pair in node.items())


def _said(role: str, said: Scalar) -> Said:
    if role not in ROLES:
        raise ValueError(f"'{role}' is geen rol")
    return Said(role, said.value)


def _words(nodes: Node) -> tuple[str, ...]:
    return tuple(one.value for one in nodes)
