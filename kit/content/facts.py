"""How the facts of the law are written down, and what holds at every table."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from kit.content.fields import Entry, Note, shown
from kit.content.parts import Found, check_words, entries, first, slug
from kit.content.yamltext import Mapping
from kit.model import CERTAINTIES, Fact, Place, Problem, Table

FACTS = frozenset(("wetfeiten", "titel", "versie", "licentie"))
FACT = frozenset(
    {"id", "onderwerp", "tekst", "artikel", "bron"}
    | {"gecontroleerd_op", "hercontrole_op", "zekerheid"}
)
TABLE = frozenset(
    ("afspraken", "privacy", "belofte", "stellingen", "uitgangsvragen", "leeg", "stil")
)
_MONTHS = ("jan", "feb", "maart", "april", "mei", "juni")
_MONTHS += ("juli", "aug", "sept", "okt", "nov", "dec")


def take_facts(node: Mapping, file: Path, found: Found, note: Note) -> None:
    for entry in entries(Entry(node, FACTS, note), "wetfeiten", FACT):
        fact = Fact(
            id=slug(entry),
            subject=entry.text("onderwerp"),
            text=entry.text("tekst", plain=True),
            article=entry.text("artikel"),
            source=entry.text("bron"),
            checked=entry.day("gecontroleerd_op"),
            recheck=entry.day("hercontrole_op"),
            certainty=entry.choice("zekerheid", CERTAINTIES),
            place=Place(file, entry.line),
        )
        if fact.source and not re.match(r"https?://\S+$", fact.source):
            remedy = "Schrijf het hele adres, van https:// tot het eind."
            note(entry.at("bron"), f"de bron '{shown(fact.source)}' is geen webadres.", remedy)
        check_words(entry)
        if entry.whole and first(fact, found.facts, "dit wetfeit een ander id", note):
            _dates(entry, fact, found)


def _dates(entry: Entry, fact: Fact, found: Found) -> None:
    if fact.checked > found.today:
        message = f"de controle op {_day(fact.checked)} is nog niet geweest."
        entry.note(entry.at("gecontroleerd_op"), message, "Zet er de dag neer waarop je keek.")
    if fact.recheck <= fact.checked:
        remedy = "Kies een dag daarna."
        message = "de hercontrole ligt niet na de controle."
        entry.note(entry.at("hercontrole_op"), message, remedy)
    elif fact.recheck < found.today:
        message = f"'{shown(fact.subject)}' moest op {_day(fact.recheck)} opnieuw bekeken zijn."
        remedy = "Lees de bron, verbeter de tekst als dat nodig is, en zet er nieuwe datums bij."
        line = entry.at("hercontrole_op")
        found.problems.append(Problem(fact.place.file, line, message, remedy, advice=True))


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def take_table(node: Mapping, found: Found, note: Note) -> None:
    table = Entry(node, TABLE, note)
    found.table = Table(
        rules=table.texts("afspraken", ()),
        privacy=table.texts("privacy", ()),
        promise=table.texts("belofte", ()),
        statements=table.texts("stellingen", ()),
        exit_questions=table.texts("uitgangsvragen", ()),
        blank=table.text("leeg", Table.blank),
        quiet=table.text("stil", Table.quiet),
    )
    check_words(table)
