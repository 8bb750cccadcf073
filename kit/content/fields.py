"""What may stand in a field (text, number, choice, list, date), and the words of each mistake.

An Entry is one card (or case, or fact) while it is being read. It hands out typed values and
notes everything that is wrong; `whole` says whether enough is left to build something from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches

from kit.content.yamltext import Mapping, Node, Scalar, Sequence, Unreadable, line_of

Note = Callable[[int, str, str], None]
CURLY = "“”„‟‘’"
_FLAGS = {"true": True, "ja": True, "false": False, "nee": False}
_LONG, _ALIKE = 40, 0.7
_ALSO_CALLED = {
    "stappen": "vervolgvragen",
    "vervolgvragen": "stappen",
    "duur": "minuten",
    "tijd": "minuten",
    "naam": "titel",
    "uitleg": "waarom",
}
"""Names that do not look like the field they stand for."""


def near(word: str, known: Iterable[str]) -> str:
    """`Bedoelde je 'vraag'?` for the known word that looks most like this one, else nothing."""
    by_lower = {one.lower(): one for one in known}
    found = get_close_matches(word.lower()[:_LONG], by_lower, 1, _ALIKE)
    return f"Bedoelde je '{by_lower[found[0]]}'?" if found else ""


def pick(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is none of the known ones."""
    return near(word, known) or f"Kies uit: {', '.join(known)}."


def shown(text: str) -> str:
    """A value as it is repeated in a message: on one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: _LONG - 2].rstrip() + " …"


def what(node: Node) -> str:
    """What kind of thing stands there, for in a sentence."""
    if isinstance(node, Mapping):
        return "een groepje velden"
    return "een lijst" if isinstance(node, Sequence) else "een tekst"


class Entry:
    """The fields of one card, case or fact, while they are being read."""

    __slots__ = ("excused", "line", "node", "note", "read", "whole")

    def __init__(self, node: Mapping, known: frozenset[str], note: Note):
        self.node, self.note, self.line = node, note, node.line
        self.whole = True
        self.read: list[Scalar] = []
        self.excused: list[str] = []
        if not node.keys() <= known:
            self._unknown(known)

    def text(self, name: str, default: str | None = None, plain: bool = False) -> str:
        """One text. `plain` texts are read aloud or shown, so they are kept for `words`."""
        value = self.node.get(name)
        if type(value) is Scalar and (text := value.value.strip()):
            if plain:
                self.read.append(value)
            return text
        return self._absent(name, value, default, "één tekst") or ""

    def number(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self.node.get(name)
        if type(value) is Scalar and (text := value.value.strip()):
            if text.isdecimal() and len(text) < 9 and low <= (number := int(text)) <= high:
                return number
            remedy = f"Schrijf een getal van {low} tot en met {high}."
            return self._wrong(name, value, remedy, low)
        return self._absent(name, value, default, "één getal") or low

    def choice(self, name: str, known: Iterable[str], default: str | None = None) -> str:
        """One of the known words."""
        value = self.node.get(name)
        if type(value) is Scalar and (text := value.value.strip()):
            return text if text in known else self._wrong(name, value, pick(text, known), "")
        return self._absent(name, value, default, "één woord") or ""

    def day(self, name: str) -> date:
        """A date, written as 2026-08-23."""
        value = self.node.get(name)
        if type(value) is Scalar and (text := value.value.strip()):
            if len(text) == 10 and text[4] == text[7] == "-":
                try:
                    return date.fromisoformat(text)
                except ValueError:
                    pass
            remedy = "Schrijf een datum die bestaat, als 2026-08-23."
            return self._wrong(name, value, remedy, date.min)
        return self._absent(name, value, None, "één datum") or date.min

    def flag(self, name: str, default: bool | None = None) -> bool | None:
        """true or false (ja and nee are understood too); None when neither stands there."""
        value = self.node.get(name)
        if type(value) is Scalar and (text := value.value.strip()):
            flag = _FLAGS.get(text.lower())
            if flag is None:
                self._wrong(name, value, "Schrijf true of false.", None)
            return flag
        return self._absent(name, value, default, "true of false")

    def scalars(self, name: str, default: tuple | None = None) -> list[Scalar]:
        """The texts of a list as they stand in the file, so with their lines."""
        values = self.node.get(name)
        if type(values) is Sequence:
            for value in values:
                if type(value) is not Scalar or not value.value.strip():
                    break
            else:
                return values
            return [value for value in values if self._is_text(name, value)]
        if type(values) is Scalar and values.value.strip():
            text = shown(values.value)
            if len(text.split()) == 1:
                remedy = f"Zet er haken om: {name}: [{text}]"
            else:
                remedy = "Zet elke regel eronder, met een streepje ervoor."
            self.broken(line_of(values), f"bij '{name}' hoort een lijst.", remedy)
            return []
        self._absent(name, values, default, "een lijst")
        return []

    def texts(self, name: str, default: tuple | None = None) -> tuple[str, ...]:
        """A list of texts to show."""
        values = self.scalars(name, default)
        self.read += values
        return tuple([value.value.strip() for value in values])

    def entries(self, name: str) -> Sequence | tuple:
        """The groups of fields in a list."""
        values = self.node.get(name)
        if type(values) is Sequence and values:
            return values
        if type(values) is Mapping or (type(values) is Scalar and values.value.strip()):
            remedy = "Begin elk deel ervan op een eigen regel, met een streepje."
            self.broken(line_of(values), f"bij '{name}' hoort een lijst.", remedy)
        else:
            self._absent(name, values, None, "een lijst")
        return ()

    def has(self, name: str) -> bool:
        """Whether the field is there at all."""
        return name in self.node

    def at(self, name: str) -> int:
        """The line of a field; the line of the whole when it is not there."""
        value = self.node.get(name)
        return self.line if value is None else line_of(value)

    def broken(self, line: int, message: str, remedy: str) -> None:
        """Note a mistake after which this entry cannot be used."""
        self.whole = False
        self.note(line, message, remedy)

    # -- mistakes ----------------------------------------------------------------------------

    def _unknown(self, known: frozenset[str]) -> None:
        order = sorted(known)
        for name in self.node:
            if name in known:
                continue
            meant = near(_ALSO_CALLED.get(name, name), [f for f in order if f not in self.node])
            if meant:
                self.excused.append(meant.split("'")[1])
            remedy = meant or "Haal het weg, of kijk in een ander bestand hoe het veld heet."
            line = line_of(self.node[name])
            self.note(line, f"het veld '{shown(name)}' bestaat niet.", remedy)

    def _wrong(self, name: str, value: Scalar, remedy: str, default):
        text = value.value.strip()
        if text[0] in CURLY or text[-1] in CURLY:
            remedy = "Haal de krullende aanhalingstekens weg."
        self.broken(line_of(value), f"bij '{name}' staat '{shown(text)}'.", remedy)
        return default

    def _absent(self, name: str, value: Node | None, default, wanted: str):
        """Nothing usable in a field: say so, unless it may be left out."""
        if type(value) is Unreadable:
            self.whole = False
        elif type(value) in (Mapping, Sequence) and (value or wanted != "een lijst"):
            self.broken(
                line_of(value), f"bij '{name}' staat {what(value)}.", f"Zet er {wanted} neer."
            )
        elif value is None and name in self.excused:
            self.whole = self.whole and default is not None
        elif value is None and default is None:
            remedy = f"Voeg een regel toe: {name}: …"
            self.broken(self.line, f"het veld '{name}' ontbreekt.", remedy)
        elif default is None:
            self.broken(line_of(value), f"het veld '{name}' is leeg.", f"Vul het in: {name}: …")
        return default

    def _is_text(self, name: str, value: Node) -> bool:
        if type(value) is Scalar and value.value.strip():
            return True
        self.whole = False
        if type(value) is Scalar:
            self.note(line_of(value), f"in de lijst '{name}' is een regel leeg.", "Haal hem weg.")
        elif type(value) is Mapping and len(value) == 1:
            remedy = 'Staat er een dubbele punt in de tekst? Zet er aanhalingstekens om: "…"'
            message = f"in de lijst '{name}' staat een veld in plaats van een tekst."
            self.note(line_of(value), message, remedy)
        elif type(value) is not Unreadable:
            message = f"in de lijst '{name}' staat {what(value)}."
            self.note(line_of(value), message, "Zet er per streepje één tekst neer.")
        return False
