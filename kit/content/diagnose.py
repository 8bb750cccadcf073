"""Which slip of the pen is behind a YAML error, and how to say so in Dutch.

A parser tells where it stopped understanding; a person needs to know where they went wrong. So
these rules look at the text first and at the parser's words second; libyaml and PyYAML's own
parser word their errors nearly the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from yaml.error import YAMLError
from yaml.reader import ReaderError

from kit.content.read import Flaw

FIELD = re.compile(
    r"""^\s*(?:-\s+)?(?P<name>[^\s:'"#\[{-][^:'"]{0,40}?):(?P<gap>\s*)(?P<text>.*)$"""
)
NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
CURLY = "“”„‟‘’"
QUOTED = 'Zet de tekst tussen aanhalingstekens: "…"'


@dataclass(frozen=True)
class Where:
    """Where a parser stopped, in lines from 1, and the last scalar that it read before."""

    line: int
    column: int = 0
    problem: str = ""
    context: str = ""
    context_line: int = 0
    hidden: bool = False
    scalar: tuple[int, int, str | None] = (0, 0, None)

    @classmethod
    def of(cls, error: YAMLError) -> Where:
        """The place in a parser's error."""
        if isinstance(error, ReaderError):
            return cls(1, hidden=True)
        mark, context_mark = getattr(error, "problem_mark", None), error.context_mark
        return cls(
            line=mark.line + 1 if mark else 1,
            column=mark.column if mark else 0,
            problem=error.problem or "",
            context=error.context or "",
            context_line=context_mark.line + 1 if context_mark else 0,
        )

    def after(self, first: int, last: int, style: str | None) -> Where:
        """The same place, knowing which scalar came before."""
        return replace(self, scalar=(first, last, style))


def diagnose(text: str, where: Where) -> Flaw:
    """The most likely slip, with the line to look at."""
    lines = text.split("\n")
    for rule in (_hidden, _tab, _open_quote, _simple_key, _on_the_line, _brackets, _indent):
        if flaw := rule(lines, where):
            return flaw
    return Flaw(
        _line_with_text(lines, where.line),
        "de opbouw van deze regel klopt niet.",
        "Vergelijk de regel met dezelfde regel bij een andere kaart.",
    )


def _hidden(lines: list[str], where: Where) -> Flaw | None:
    if not where.hidden:
        return None
    for number, line in enumerate(lines, 1):
        if found := NOT_SHOWN.search(line):
            sign = f"U+{ord(found[0]):04X}"
            remedy = "Haal het weg, of typ de regel opnieuw."
            return Flaw(number, f"hier staat een onzichtbaar teken ({sign}).", remedy)
    return Flaw(1, "in dit bestand staat een onzichtbaar teken.", "Typ de tekst opnieuw.")


def _tab(lines: list[str], where: Where) -> Flaw | None:
    line = _at(lines, where.line)
    indent = line[: len(line) - len(line.lstrip())]
    token = "cannot start any token" in where.problem and line[where.column :][:1] == "\t"
    if "\t" in indent or token or "found a tab" in where.problem:
        message = "hier staat een tab."
        return Flaw(where.line, message, "Gebruik spaties om in te springen, geen tabs.")
    return None


def _open_quote(lines: list[str], where: Where) -> Flaw | None:
    first, last, style = where.scalar
    swallowed = style in ("'", '"') and last > first and where.line >= last
    if "quoted scalar" in where.context and "escape" not in where.problem:
        number = where.context_line
    elif swallowed and ("expected" in where.problem or "not allowed" in where.problem):
        number = first
    else:
        return None
    line = _at(lines, number)
    value = _value(line)
    if value[:1] == '"' and any(sign in value for sign in CURLY):
        remedy = 'Zet aan beide kanten een recht aanhalingsteken: "…"'
        return Flaw(number, "rechte en krullende aanhalingstekens staan door elkaar.", remedy)
    if value[:1] == "'":
        remedy = 'Zet om de hele tekst dubbele aanhalingstekens: "…"'
        return Flaw(number, "deze tekst begint met ', maar eindigt er niet mee.", remedy)
    if value[:1] == '"':
        return Flaw(number, "dit aanhalingsteken gaat niet meer dicht.", 'Zet een " aan het eind.')
    return Flaw(
        number, "hier gaat een aanhalingsteken niet meer dicht.", "Zet het ook aan het eind."
    )


def _simple_key(lines: list[str], where: Where) -> Flaw | None:
    """A line that should be `field: text` and has no colon, or no space after it."""
    if "simple key" not in where.context or "':'" not in where.problem:
        return _no_colon_above(lines, where)
    return _no_colon(_at(lines, where.context_line), where.context_line)


def _no_colon_above(lines: list[str], where: Where) -> Flaw | None:
    """`vraag:Wat` or `vraag Wat` is only noticed at the colon on the line below."""
    if "mapping values" not in where.problem:
        return None
    number = where.line - 1
    while number > 0 and not _at(lines, number).strip():
        number -= 1
    above, line = _at(lines, number), _at(lines, where.line)
    same_indent = len(above) - len(above.lstrip()) == len(line) - len(line.lstrip())
    no_field = above.strip() and not FIELD.match(above + " ") and not above.lstrip().startswith("#")
    tight = re.match(r"\s*\w+:\S", above)
    return _no_colon(above, number) if same_indent and (no_field or tight) else None


def _no_colon(line: str, number: int) -> Flaw:
    if tight := re.match(r"\s*(?:-\s+)?(\w+):\S", line):
        message = f"na '{tight[1]}:' ontbreekt een spatie."
        return Flaw(number, message, f"Schrijf: {tight[1]}: …")
    message = "op deze regel ontbreekt de naam van een veld met een dubbele punt."
    word = re.match(r"\s*(?:-\s+)?([a-z_]+)\b", line)
    if word:
        return Flaw(number, message, f"Schrijf bijvoorbeeld: {word[1]}: …")
    if number == 1:
        return Flaw(number, message, "Begin met een veld, zoals: titel: …")
    return Flaw(number, message, "Hoort hij bij de tekst erboven? Spring hem dan verder in.")


def _on_the_line(lines: list[str], where: Where) -> Flaw | None:
    line = _at(lines, where.line)
    value = _value(line)
    sign = line[where.column :][:1]
    if "mapping values" in where.problem and where.column > len(line) - len(value):
        if value[:1] in CURLY and value[:1]:
            message = "krullende aanhalingstekens houden deze tekst niet bij elkaar."
            return Flaw(where.line, message, 'Gebruik rechte: "…"')
        if not value.rstrip().endswith(":") or value.rstrip().count(":") > 1:
            return Flaw(where.line, "in deze tekst staat een dubbele punt.", QUOTED)
    if value[:1] in tuple("*&!?") and "simple key" not in where.context:
        return Flaw(where.line, f"een tekst kan niet met {value[0]} beginnen.", QUOTED)
    if "cannot start any token" in where.problem:
        return Flaw(where.line, f"een tekst kan niet met {sign} beginnen.", QUOTED)
    if "directive" in where.context:
        return Flaw(where.line, "een regel kan niet met % beginnen.", QUOTED)
    if "escape" in where.problem or "hexdecimal" in where.problem:
        remedy = "Schrijf \\\\ voor een schuine streep, of zet er enkele aanhalingstekens om: '…'"
        return Flaw(
            where.line, "een \\ heeft tussen dubbele aanhalingstekens een eigen rol.", remedy
        )
    if "block scalar" in where.context:
        remedy = "Begin de tekst op de volgende regel, ingesprongen."
        return Flaw(where.line, "na > of | hoort op deze regel niets meer te staan.", remedy)
    if "sequence entries" in where.problem and line[: where.column].strip():
        remedy = "Zet elk streepje op een eigen regel, of zet de tekst tussen aanhalingstekens."
        return Flaw(where.line, "achter de dubbele punt begint hier een streepje.", remedy)
    if value[:1] in ("'", '"') and where.column > len(line) - len(value):
        message = f"na het tweede {value[0]} gaat de tekst nog door."
        remedy = 'Zet om de hele tekst dubbele aanhalingstekens: "…"'
        if value[0] == '"':
            remedy = "Zet buitenom dubbele aanhalingstekens en binnen de tekst enkele."
        return Flaw(where.line, message, remedy)
    if value[:1] in ("[", "{") and "flow" not in where.context and sign not in ("]", "}", ","):
        return Flaw(where.line, "na de haak gaat de tekst nog door.", QUOTED)
    return None


def _brackets(lines: list[str], where: Where) -> Flaw | None:
    for kind, opens, closes in (("sequence", "[", "]"), ("mapping", "{", "}")):
        if f"flow {kind}" in where.context:
            number = where.context_line
            message = f"de haak {opens} gaat niet goed dicht."
            if opens == "{":
                return Flaw(number, message, QUOTED)
            return Flaw(number, message, f"Zet een {closes} aan het eind, en komma's ertussen.")
    line = _at(lines, where.line)
    sign = line[where.column :][:1]
    if sign in ("]", "}", ","):
        return Flaw(where.line, f"hier staat een {sign} te veel.", f"Haal de {sign} weg.")
    return None


def _indent(lines: list[str], where: Where) -> Flaw | None:
    number = _line_with_text(lines, where.line)
    line = _at(lines, number)
    if line.lstrip().startswith("-") and "'-'" not in where.problem and not line.startswith(" "):
        remedy = "Zet er eerst de naam van de lijst boven, en spring het streepje in."
        return Flaw(number, "dit streepje hoort bij geen enkele lijst.", remedy)
    if re.match(r"\s*-[^\s-]", line):
        return Flaw(number, "na het streepje ontbreekt een spatie.", "Zet er een spatie achter.")
    words = ("expected key", "'-' indicator", "mapping values", "block end", "document start")
    words += ("sequence entries", "mapping keys", "block mapping", "block collection")
    if any(word in where.problem + where.context for word in words):
        if not FIELD.match(line + " ") and not line.lstrip().startswith("-"):
            return _no_colon(line, number)
        remedy = "Begin de regel recht onder het vorige veld van dezelfde kaart."
        if line.lstrip().startswith("-"):
            remedy = "Zet het streepje recht onder het vorige streepje van dezelfde lijst."
        return Flaw(number, "het begin van deze regel staat te ver naar links of rechts.", remedy)
    return None


def _value(line: str) -> str:
    """The text after `name: ` or `- `."""
    if field := FIELD.match(line):
        return field["text"]
    return re.sub(r"^\s*-\s+", "", line)


def _line_with_text(lines: list[str], number: int) -> int:
    """This line, or the last one above it with anything on it."""
    number = min(number, len(lines))
    while number > 1 and not lines[number - 1].strip():
        number -= 1
    return number


def _at(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
