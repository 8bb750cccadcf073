"""The methods that need more than a question: which rows and columns their board has.

A board is filled by the group, out loud; what the facilitator types on it is meant for the beamer.
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.model import Step


@dataclass(frozen=True)
class Board:
    """The rows of a method's board, and its columns (one without a name when there is just one)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...] = ("",)
    foot: str = ""
    rows_label: str = "Waar hoort het bij?"


PARTIES = ("Inburgeraar", "Uitvoering", "Leiding en beleid", "Anderen in de keten", "Derde weg")

BOARDS = {
    "matrix": Board(
        PARTIES,
        ("Wat staat er op het spel?", "Wat is de schade?"),
        "Zoek altijd een derde weg. “Dit blijft schuren” is ook een uitkomst.",
        "Voor wie?",
    ),
    "from_effect": Board(
        ("Wat willen we bereiken?", "Wat wil de wet?", "Wat zijn de gevolgen?", "Wat mag dan?"),
        foot="We beginnen bij het effect. De regel komt als laatste.",
    ),
    "why_ladder": Board(
        (
            "De regel",
            "Waarom hebben we die?",
            "Wat nemen we dan aan?",
            "Hoe weten we dat?",
            "Wat kan anders?",
        ),
        foot="Eén tree tegelijk.",
    ),
    "sort": Board(
        ("Dit kunnen we zelf", "Dit vraagt het team", "Dit vraagt beleid", "Dit moet hogerop"),
        foot="Wat kan morgen? En wat vraagt een besluit?",
    ),
    "trial": Board(
        (
            "Wat proberen we?",
            "Met wie en hoe lang?",
            "Waaraan zien we het?",
            "Wanneer stoppen we?",
            "Wie let erop?",
        ),
        foot="Klein genoeg om morgen te beginnen.",
    ),
    "harvest": Board(
        ("Ik dacht …", "Nu zie ik …", "Daarom …"),
        foot="Drie zinnen per persoon. Passen mag.",
    ),
    "rhythm": Board(
        ("Elke week", "Elke maand", "Elk kwartaal", "Over een half jaar"),
        foot="Wie zet het in de agenda?",
        rows_label="Hoe vaak?",
    ),
}

TURNS = {
    "mirror": (
        "De ervaringsdeskundige vertelt. Wij luisteren.",
        "Ieder noemt één ding dat bleef hangen.",
        "De ervaringsdeskundige zegt wat klopt.",
    ),
    "listen": (
        "Uitvoering denkt hardop. Leiding luistert.",
        "Leiding vat samen: ik hoorde …",
        "Uitvoering zegt wat klopt.",
    ),
}
"""Who has the floor, one line a turn, in the methods where the order is the method."""


def board_of(step: Step | None) -> Board | None:
    """The board of a step's method, if it has one."""
    return BOARDS.get(step.verb) if step else None


def filled(board: Board, records: list[dict]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rows of a board with what the group put there: one text per column, lines apart by LF."""
    names = [*board.rows, *(r["row"] for r in records if r.get("row"))]
    rows = []
    for name in dict.fromkeys(names):
        mine = [r for r in records if r.get("row") == name]
        cells = tuple(
            "\n".join(str(r.get(f"column{n}", "")) for r in mine if r.get(f"column{n}"))
            for n in range(len(board.columns))
        )
        rows.append((name, cells))
    return tuple(rows)
