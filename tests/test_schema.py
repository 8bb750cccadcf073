"""What an editor is told of decks, cases, facts and the table says the same as the reader does."""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import fastjsonschema
import pytest

from kit.content.folder import _take
from kit.content.parts import Found
from kit.content.schema import SAYS, schemas
from kit.content.yamltext import Mapping, Sequence, parse
from kit.paths import content_root

ROOT = content_root()
FILES = [path for part in ("decks", "cases") for path in sorted((ROOT / part).glob("*.yaml"))]
MODELINE = re.compile(r"^# yaml-language-server: \$schema=(schema/\w+\.json)$", re.MULTILINE)
CHECKS = {name: fastjsonschema.compile(schema) for name, schema in schemas().items()}
KINDS = {
    "decks/schema/kaartenset.json": ROOT / "decks" / "gesprek.yaml",
    "decks/schema/wetfeiten.json": ROOT / "decks" / "wetfeiten.yaml",
    "decks/schema/tafel.json": ROOT / "decks" / "tafel.yaml",
    "cases/schema/casus.json": ROOT / "cases" / "de-brief.yaml",
}
STEPS = ("decks/schema/kaartenset.json", ROOT / "decks" / "nood.yaml")


def plain(node):
    """The tree as an editor sees it: numbers and switches are no texts."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.items()}
    if isinstance(node, Sequence):
        return [plain(value) for value in node]
    if node.style:
        return node.value
    if re.fullmatch(r"-?\d+", node.value):
        return int(node.value)
    return {"true": True, "false": False, "": None}.get(node.value, node.value)


@cache
def tree(path):
    return parse(path.read_text(encoding="utf-8"))[0]


@cache
def reader_says_now(path):
    return reader_says(path, tree(path))


def editor_refuses(schema, root):
    try:
        CHECKS[schema](plain(root))
    except fastjsonschema.JsonSchemaException:
        return True
    return False


def reader_says(path, root):
    found = Found(date(2026, 10, 1), ROOT / "media")
    _take(root, path.relative_to(ROOT), found)
    return [one.message for one in found.problems if not one.advice]


def groups(node, trail=()):
    """Every group of fields in a tree, the first of each list only."""
    if isinstance(node, Mapping):
        yield trail, node
        for name, value in node.items():
            yield from groups(value, (*trail, name))
    elif isinstance(node, Sequence):
        for one in node[:1]:
            yield from groups(one, (*trail, 0))


def at(root, trail):
    for step in trail:
        root = root[step]
    return root


CASES = [(name, path) for name, path in (*KINDS.items(), STEPS)]
FIELDS = [
    (name, path, trail, field)
    for name, path in CASES
    for trail, group in groups(tree(path))
    for field in group
]
"""Every field of one shipped file of each kind."""


def told(value):
    return value.name if isinstance(value, Path) else str(value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_kit_is_right_for_an_editor_that_follows_its_line(path):
    (named,) = MODELINE.findall(path.read_text(encoding="utf-8"))
    schema = (path.parent / named).relative_to(ROOT).as_posix()
    CHECKS[schema](plain(tree(path)))


def test_the_files_beside_the_decks_are_those_that_the_kit_makes():
    for name, schema in schemas().items():
        again = "maak ze opnieuw: python -m kit.content.schema"
        assert json.loads((ROOT / name).read_text(encoding="utf-8")) == schema, again


@pytest.mark.parametrize(("name", "path", "trail", "field"), FIELDS, ids=told)
def test_a_field_that_is_left_out_is_missed_by_both_or_by_neither(name, path, trail, field):
    root = copy.deepcopy(tree(path))
    del at(root, trail)[field]
    assert editor_refuses(name, root) == bool(says_more(root, path))


def says_more(root, path):
    """What the reader says now and did not say of the whole file."""
    return [one for one in reader_says(path, root) if one not in reader_says_now(path)]


@pytest.mark.parametrize(("name", "path", "trail", "field"), FIELDS, ids=told)
def test_an_empty_field_that_the_reader_refuses_an_editor_underlines_too(name, path, trail, field):
    root = copy.deepcopy(tree(path))
    group = at(root, trail)
    group[field] = parse("a: ''")[0]["a"]
    if reader_says(path, root) != reader_says_now(path):
        assert editor_refuses(name, root)


@pytest.mark.parametrize(
    ("name", "path", "trail"),
    [(name, path, trail) for name, path in CASES for trail, _ in groups(tree(path))],
    ids=told,
)
def test_a_field_that_does_not_exist_is_refused_by_both(name, path, trail):
    root = copy.deepcopy(tree(path))
    at(root, trail)["kleur"] = parse("a: b")[0]["a"]
    assert reader_says(path, root)
    assert editor_refuses(name, root)


G, H, W = (
    KINDS[f"{n}.json"]
    for n in ("decks/schema/kaartenset", "cases/schema/casus", "decks/schema/wetfeiten")
)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (G, "diepte: 1", "diepte: 4"),
        (G, "diepte: 1", "diepte: licht"),
        (G, "doel: openen", "doel: opnen"),
        (G, "rollen: [allen]", "rollen: [iedereen]"),
        (G, "rollen: [allen]", "rollen: allen"),
        (G, "rollen: [allen]", "rollen: []"),
        (G, "id: G1", "id: T1"),
        (G, "id: G1", "id: G01"),
        (G, "kaartenset: gesprek", "kaartenset: team"),
        (G, "kaartenset: gesprek", "kaartenset: kaarten"),
        (G, "      - Wat zei de ander?\n", ""),
        (G, "      - Wat zei de ander?\n", "      - Wat zei de ander?\n      - En jij?\n"),
        (G, "minuten: 6", "minuten: 61"),
        (G, "vraag: Welk", "vraag: een twee drie vier vijf zes zeven acht negen tien elf Welk"),
        (G, "bestand: twee-stoelen.svg", "bestand: twee-stoelen.pdf"),
        (G, "vervolgvragen:", "stappen:"),
        (H, "fictief: true", "fictief: false"),
        (H, "route: B1", "route: B2"),
        (H, "id: de-brief", "id: De brief"),
        (H, "derde_weg: true", "derde_weg: false"),
        (H, "    dilemma: De brief zou vandaag op de post gaan.\n", ""),
        (H, "      - keuze: Versturen, want duidelijkheid helpt ook\n", ""),
        (H, "  inburgeraar: >-", "  buurman: >-"),
        (W, "    zekerheid: zeker", "    zekerheid: best wel"),
        (W, "bron: https", "bron: boek"),
        (W, "2026-08-23", "23 augustus"),
    ],
)  # fmt: skip
def test_what_the_reader_refuses_an_editor_underlines(path, old, new):
    (name,) = (schema for schema, one in KINDS.items() if one == path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    root = parse(text.replace(old, new, 1))[0]
    assert reader_says(path, root) != reader_says_now(path)
    assert editor_refuses(name, root)


def test_every_field_says_in_dutch_what_it_is_for():
    used = set()
    for schema in schemas().values():
        used |= set(re.findall(r'"(\w+)": {"description"', json.dumps(schema)))
    assert used | {"inburgeraar"} == set(SAYS)
    for name, words in SAYS.items():
        assert re.fullmatch(r"[A-Z0-9].{8,90}[.]", words), name
