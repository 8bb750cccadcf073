"""The words and looks of the kit: from YAML to the model, with every problem named.

Broken content never stops the kit: a part that cannot be used is left out and told, with file,
line and remedy. Nothing outside this folder knows YAML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from pathlib import Path

from kit.content.fields import near
from kit.content.folder import files, gather, is_content, take_file
from kit.content.media import FOLDER as MEDIA
from kit.content.parts import Found, Reference
from kit.content.styles import FOLDER as STYLES
from kit.house_style import HouseStyle
from kit.model import Content, Deck, Problem, Table

__all__ = (
    "Found",
    "files",
    "gather",
    "house_styles",
    "is_content",
    "join",
    "load",
    "near",
    "take_file",
)


def load(folder: Path | tuple[Path, ...], today: date | None = None) -> Content:
    """All content of a folder with decks/ and cases/; later folders go over earlier ones by id.

    Never raises for what is in the files. Paths in messages are relative to their own folder.
    """
    roots = folder if isinstance(folder, tuple) else (folder,)
    return join([gather(root, today) for root in roots])


def house_styles(roots: Iterable[Path]) -> tuple[tuple[HouseStyle, ...], list[Problem]]:
    """The house styles in huisstijl/ of these folders, and what is wrong with them.

    The last folder has the first say: its styles come first, and go over others with their id.
    Never raises for what is in the files.
    """
    styles: dict[str, HouseStyle] = {}
    problems: list[Problem] = []
    for root in reversed(list(dict.fromkeys(roots))):
        found = Found(date.today(), root / MEDIA)
        for path in files(root):
            if (shown := path.relative_to(root)).parts[0] == STYLES:
                take_file(path, shown, found)
        styles |= {id: one for id, one in found.styles.items() if id not in styles}
        problems += found.problems
    return tuple(styles.values()), problems


def join(folders: list[Found]) -> Content:
    """The content of several folders as one; references that lead nowhere are told and dropped."""
    cards, cases, facts, decks = {}, {}, {}, {}
    table, problems = Table(), []
    for found in folders:
        cards |= found.cards
        cases |= found.cases
        facts |= found.facts
        table = _laid_over(table, found.table) if found.table else table
        problems += found.problems
        for deck in found.decks.values():
            decks[deck.id] = _over(decks.get(deck.id), deck)
    known = {"kaart": cards, "casus": cases, "wetfeit": facts}
    lost = [one for found in folders for one in found.references if one.id not in known[one.kind]]
    hurt = {id for found in folders for id in found.hurt}
    problems += [_lost(one, known[one.kind]) for one in lost if one.id not in hurt]
    content = Content(cards, decks, cases, facts, table)
    if lost:
        content = _without(content, {(one.kind, one.id) for one in lost})
    problems.sort(key=lambda one: (one.file.as_posix(), one.line, one.message))
    return replace(content, problems=tuple(dict.fromkeys(problems)))


def _over(before: Deck | None, deck: Deck) -> Deck:
    if before is None:
        return deck
    cards = {card.id: card for card in (*before.cards, *deck.cards)}
    return replace(deck, cards=tuple(cards.values()))


def _laid_over(before: Table, table: Table) -> Table:
    """What an own table says goes over what stood there; what it leaves out stays."""
    neutral = Table()
    said = {one.name: getattr(table, one.name) for one in fields_of(Table)}
    return replace(before, **{k: v for k, v in said.items() if v and v != getattr(neutral, k)})


def _lost(reference: Reference, known: dict) -> Problem:
    kind, id = reference.kind, reference.id
    message = f"{'het wetfeit' if kind == 'wetfeit' else f'de {kind}'} '{id}' bestaat niet."
    remedy = near(id, known) if kind != "kaart" else ""
    return Problem(
        reference.place.file, reference.place.line, message, remedy or "Haal het id hier weg."
    )


def _without(content: Content, lost: set[tuple[str, str]]) -> Content:
    """The same content without ids that lead nowhere, so that nobody else has to look."""

    def kept(kind: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if (kind, id) not in lost)

    cards = {
        id: replace(card, facts=kept("wetfeit", card.facts), cases=kept("casus", card.cases))
        for id, card in content.cards.items()
    }
    cases = {
        id: replace(
            case,
            facts=kept("wetfeit", case.facts),
            stages=tuple(replace(s, cards=kept("kaart", s.cards)) for s in case.stages),
        )
        for id, case in content.cases.items()
    }
    decks = {
        id: replace(deck, cards=tuple(cards[card.id] for card in deck.cards))
        for id, deck in content.decks.items()
    }
    return replace(content, cards=cards, decks=decks, cases=cases)
