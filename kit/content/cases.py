"""How a case is written down: its stages, its dilemmas with a third way, its voices."""

from __future__ import annotations

from pathlib import Path

from kit.content import words
from kit.content.fields import Entry, Note, near, pick, shown
from kit.content.media import media_of
from kit.content.parts import (
    Found,
    check_question,
    check_words,
    entries,
    first,
    ids,
    slug,
    version_of,
)
from kit.content.yamltext import Mapping, Scalar, Sequence, Unreadable, line_of
from kit.model import ROLES, Case, Option, Place, Stage

MAX_STAGE, MAX_SUMMARY = 80, 20
STAGES, OPTIONS = (4, 5), 3
TARGET_GROUPS = ("asiel", "gezin")
ROUTES = ("B1", "onderwijs", "Z", "nog open")
VOICES = (*ROLES, "inburgeraar")
CASE = frozenset(
    {"id", "code", "titel", "fictief", "doelgroep", "route", "thema", "moeilijkheid"}
    | {"samenvatting", "versie", "licentie", "herkomst", "onthullingen", "perspectieven"}
    | {"wetfeiten", "afsluitvraag", "variant"}
)
STAGE = frozenset(("tekst", "vraag", "kaarten", "dilemma", "opties", "media"))
OPTION = frozenset(("keuze", "derde_weg"))


def take_case(node: Mapping, file: Path, found: Found, note: Note) -> None:
    entry = Entry(node, CASE, note)
    version, licence = version_of(entry)
    case = Case(
        id=slug(entry),
        code=entry.text("code"),
        title=entry.text("titel"),
        target_group=entry.choice("doelgroep", TARGET_GROUPS),
        route=entry.choice("route", ROUTES),
        theme=entry.text("thema"),
        difficulty=entry.number("moeilijkheid", 1, 3),
        summary=entry.text("samenvatting", plain=True),
        stages=_stages(entry, file, found),
        perspectives=_perspectives(entry),
        facts=ids(entry, "wetfeiten", "wetfeit", file, found),
        closing=entry.text("afsluitvraag", plain=True),
        variant=entry.text("variant", plain=True),
        origin=entry.text("herkomst"),
        version=version,
        licence=licence,
        place=Place(file, entry.line),
    )
    if entry.flag("fictief") is False:
        remedy = "Gebruik alleen verzonnen casussen: over echte mensen schrijf je hier niets op."
        entry.broken(entry.at("fictief"), "deze casus is niet fictief.", remedy)
    if case.id and file.parent.name == "cases" and case.id != file.stem:
        remedy = f"Noem het bestand {case.id}.yaml, of pas het id aan."
        entry.note(entry.at("id"), f"het id '{case.id}' is anders dan de bestandsnaam.", remedy)
    if (length := words.count(case.summary)) > MAX_SUMMARY:
        message = f"de samenvatting telt {length} woorden."
        entry.note(entry.at("samenvatting"), message, f"Maak er hooguit {MAX_SUMMARY} van.")
    check_question(entry, "afsluitvraag", case.closing)
    check_words(entry)
    if entry.whole:
        first(case, found.cases, "deze casus een ander id", note)


def _stages(entry: Entry, file: Path, found: Found) -> tuple[Stage, ...]:
    stages = []
    for part in entries(entry, "onthullingen", STAGE):
        stage = Stage(
            text=part.text("tekst", plain=True),
            question=part.text("vraag", plain=True),
            cards=ids(part, "kaarten", "kaart", file, found),
            dilemma=part.text("dilemma", "", plain=True),
            options=_options(part),
            place=Place(file, part.line),
            media=media_of(part, found.media),
        )
        if (length := words.count(stage.text)) > MAX_STAGE:
            message = f"deze onthulling telt {length} woorden."
            part.note(part.at("tekst"), message, f"Maak er hooguit {MAX_STAGE} van.")
        check_question(part, "vraag", stage.question)
        check_words(part)
        entry.whole = entry.whole and part.whole
        stages.append(stage)
    node = entry.node.get("onthullingen")
    amount = len(node) if type(node) is Sequence else 0
    if amount and amount not in STAGES:
        here = "hier staat 1 onthulling." if amount == 1 else f"hier staan {amount} onthullingen."
        entry.note(entry.at("onthullingen"), here, "Maak er vier of vijf.")
    return tuple(stages)


def _options(stage: Entry) -> tuple[Option, ...]:
    if not stage.has("opties"):
        if stage.has("dilemma"):
            remedy = "Voeg een regel toe: opties: …"
            stage.note(stage.at("dilemma"), "bij dit dilemma ontbreken de opties.", remedy)
        return ()
    line = stage.at("opties")
    if not stage.has("dilemma"):
        remedy = "Voeg een regel toe: dilemma: …"
        stage.note(line, "bij deze opties ontbreekt het dilemma.", remedy)
    options = []
    for part in entries(stage, "opties", OPTION):
        options.append(
            Option(part.text("keuze", plain=True), part.flag("derde_weg", False) is True)
        )
        check_words(part)
        stage.whole = stage.whole and part.whole
    if not stage.whole:
        return ()
    if len(options) < OPTIONS:
        here = "hier staat 1 optie." if len(options) == 1 else f"hier staan {len(options)} opties."
        stage.note(line, here, "Maak er minstens drie.")
    third = sum(option.third_way for option in options)
    if third == 0:
        remedy = "Zet bij één optie: derde_weg: true"
        stage.note(line, "geen van deze opties is de derde weg.", remedy)
    elif third > 1:
        message = f"bij {third} opties staat derde_weg: true."
        stage.note(line, message, "Laat het bij één optie staan.")
    return tuple(options)


def _perspectives(entry: Entry) -> dict[str, str]:
    node = entry.node.get("perspectieven")
    if type(node) is not Mapping:
        if type(node) in (Scalar, type(None)) and not getattr(node, "value", ""):
            entry.text("perspectieven")
        elif type(node) is not Unreadable:
            remedy = "Zet eronder, ingesprongen: uitvoering: …"
            entry.broken(line_of(node), "bij 'perspectieven' horen rollen met een tekst.", remedy)
        entry.whole = False
        return {}
    voices = Entry(node, frozenset(node), entry.note)
    said = {}
    for role, value in node.items():
        if role in VOICES:
            said[role] = voices.text(role, plain=True)
        else:
            message = f"de rol '{shown(role)}' bestaat niet."
            entry.note(line_of(value), message, pick(role, VOICES))
    if "inburgeraar" not in said and not any(near(role, ["inburgeraar"]) for role in node):
        remedy = "Voeg een regel toe: inburgeraar: …"
        entry.note(voices.line, "bij de perspectieven ontbreekt de inburgeraar.", remedy)
    check_words(voices)
    entry.whole = entry.whole and voices.whole
    return said
