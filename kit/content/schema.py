"""What an editor may know of decks, cases, facts and the table, as JSON Schema with Dutch words.

The reader decides what is right; these say the same to VS Code and others, which complete and
underline what somebody types. `python -m kit.content.schema` makes them; a test holds all together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kit.content.cards import ASKED, COMMON, FOLLOW_UPS, WITH_STEPS
from kit.content.cases import (
    MAX_STAGE,
    MAX_SUMMARY,
    OPTIONS,
    ROUTES,
    STAGES,
    TARGET_GROUPS,
    VOICES,
)
from kit.content.media import MAX_TRANSCRIPT
from kit.content.parts import MAX_QUESTION
from kit.model import CERTAINTIES, MEDIA_KINDS, PURPOSES, SUITS

Schema = dict[str, object]

SAYS = {
    "afsluitvraag": "De vraag waarmee de groep de casus sluit.",
    "afspraken": "Wat aan elke tafel geldt, één regel per afspraak.",
    "alt": "Wat er te zien of te horen is, voor wie dat niet kan zien of horen.",
    "artikel": "Het artikel van de wet, of waar het staat.",
    "belofte": "Wat de leiding hardop belooft, zin voor zin.",
    "bestand": "De naam van een bestand in de map media.",
    "bron": "Waar het vandaan komt. Bij een wetfeit: het hele webadres.",
    "casussen": "De id's van casussen waar deze kaart bij past.",
    "code": "De letter van de casus, voor op papier.",
    "derde_weg": "Zet true bij de ene optie die uit de keuze tussen A en B stapt.",
    "diepte": "1: licht, 2: dieper, 3: diep.",
    "dilemma": "Waar de groep hier tussen kiest. Er horen opties bij.",
    "doel": "Waar de kaart voor is in het gesprek.",
    "doelgroep": "Voor wie de casus gaat.",
    "fictief": "Altijd true: over echte mensen staat hier niets.",
    "gecontroleerd_op": "De dag waarop iemand de bron las, als 2026-08-23.",
    "hercontrole_op": "De dag waarop de bron opnieuw gelezen moet zijn, als 2027-02-19.",
    "herkomst": "Waar de casus vandaan komt.",
    "id": "Hieraan herkent de kit dit. Laat het staan.",
    "inburgeraar": "Hoe de inburgeraar het zelf ziet.",
    "kaarten": "De kaarten; bij een onthulling de id's van kaarten die passen.",
    "kaartenset": "Bij welke set deze kaarten horen.",
    "keuze": "Wat iemand hier kan doen.",
    "leeg": "Wat er op het lege scherm staat.",
    "licentie": "Wat een ander hiermee mag, bijvoorbeeld CC BY-SA 4.0.",
    "media": "Een beeld, geluid of film uit de map media.",
    "minuten": "Hoe lang de kaart duurt, van 1 tot en met 60 minuten.",
    "moeilijkheid": "1: om mee te beginnen, 2: lastiger, 3: schuurt.",
    "ondertiteling": "De naam van een .vtt-bestand in de map media.",
    "onderwerp": "Waar het wetfeit over gaat, in een paar woorden.",
    "onthullingen": "De casus in vier of vijf stukken, na elkaar verteld.",
    "opties": "Minstens drie dingen die iemand kan doen. Eén is de derde weg.",
    "perspectieven": "Hoe ieder het ziet: een rol met een tekst. De inburgeraar hoort erbij.",
    "privacy": "Wat hier blijft en wat meegaat.",
    "rollen": "Voor wie de kaart is: rollen tussen haken, of [allen].",
    "route": "De leerroute.",
    "samenvatting": f"De casus in hooguit {MAX_SUMMARY} woorden, om uit te kiezen.",
    "stappen": "De drie stappen van deze kaart.",
    "stellingen": "De stellingen van de meting.",
    "stil": "Wat er op het scherm staat als iedereen stil schrijft.",
    "tekst": "De tekst zelf.",
    "thema": "Waar de casus over gaat.",
    "tip": "Een tip voor de begeleider.",
    "titel": "De naam zoals iedereen hem ziet.",
    "uitgangsvragen": "De vragen aan het eind.",
    "uitgeschreven": f"De woorden bij het geluid of de film, hooguit {MAX_TRANSCRIPT}.",
    "variant": "Wat als het anders was? Eén vraag.",
    "veiligheid": "1: veilig om mee te beginnen, 2: vraagt vertrouwen, 3: vraag eerst of het kan.",
    "versie": 'De versie tussen aanhalingstekens, bijvoorbeeld "1.0".',
    "vervolgvragen": "Drie vragen om dieper te gaan.",
    "vraag": f"Eén vraag van hooguit {MAX_QUESTION} woorden.",
    "waarom": "Waarom deze kaart er is.",
    "wetfeiten": "De id's van wetfeiten die erbij horen; in wetfeiten.yaml de feiten zelf.",
    "zekerheid": "Hoe zeker het wetfeit is.",
}
"""What each field is for, as an editor shows it beside the word."""

SLUG = r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$"
_ENDINGS = "|".join(ending[1:] for ending in MEDIA_KINDS)
_SOUND = "|".join(ending[1:] for ending, kind in MEDIA_KINDS.items() if kind != "beeld")


def schemas() -> dict[str, Schema]:
    """Every schema by its file, from the folder with decks/ and cases/."""
    return {
        "decks/schema/kaartenset.json": _deck(),
        "decks/schema/wetfeiten.json": _facts(),
        "decks/schema/tafel.json": _table(),
        "cases/schema/casus.json": _case(),
    }


def write(root: Path) -> None:
    """Put every schema in its place."""
    for name, schema in schemas().items():
        file = root / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# -- what may stand there ------------------------------------------------------------------------


def _text(most: int = 0) -> Schema:
    """One text that is not empty; a number is read as a text too."""
    plain = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
    if not most:
        return plain
    words = rf"^\s*(\S+\s+){{0,{most - 1}}}\S+\s*$"
    return {
        **plain,
        "pattern": words,
        "patternErrorMessage": f"Maak er hooguit {most} woorden van.",
    }


def _number(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _choice(known: Iterable[str]) -> Schema:
    return {"enum": list(known)}


def _list(of: Schema, low: int = 0, high: int | None = None) -> Schema:
    most = {} if high is None else {"maxItems": high}
    return {"type": "array", "items": of, **({"minItems": low} if low else {}), **most}


def _group(fields: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """Fields with their words; another field is a slip of the pen."""
    said = {name: {"description": SAYS[name], **one} for name, one in fields.items()}
    needed = [name for name in fields if name not in set(optional)]
    return {"type": "object", "properties": said, "required": needed, "additionalProperties": False}


def _titled(title: str, group: Schema) -> Schema:
    return {"title": title, **group}


def _day() -> Schema:
    return {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}


def _media() -> Schema:
    file = {"type": "string", "pattern": rf"\.({_ENDINGS})\s*$"}
    parts = {"bestand": file, "alt": _text(), "ondertiteling": _text()}
    group = _group(
        {**parts, "uitgeschreven": _text(MAX_TRANSCRIPT)}, ["ondertiteling", "uitgeschreven"]
    )
    sounds = {"properties": {"bestand": {"pattern": rf"\.({_SOUND})\s*$"}}, "required": ["bestand"]}
    either = [{"required": ["ondertiteling"]}, {"required": ["uitgeschreven"]}]
    return {**group, "if": sounds, "then": {"anyOf": either}}


def _above() -> dict[str, Schema]:
    return {"titel": _text(), "versie": _text(), "licentie": _text()}


# -- the four kinds ------------------------------------------------------------------------------


def _deck() -> Schema:
    three = _list(_text(MAX_QUESTION), FOLLOW_UPS, FOLLOW_UPS)
    steps = _list(_text(), FOLLOW_UPS, FOLLOW_UPS)
    kinds = {
        "id": {"type": "string"},
        "diepte": _number(1, 3),
        "doel": _choice(PURPOSES),
        "rollen": _list(_choice(ASKED), 1),
        "vraag": _text(MAX_QUESTION),
        "minuten": _number(1, 60),
        "veiligheid": _number(1, 3),
        "wetfeiten": _list(_text()),
        "casussen": _list(_text()),
        "media": _media(),
    }
    fields = {name: kinds.get(name, _text()) for name in COMMON}
    optional = ("wetfeiten", "casussen", "media", "vervolgvragen", "stappen")
    card = _group({**fields, "vervolgvragen": three, "stappen": steps}, optional)
    head = {"kaartenset": _choice(SUITS), **_above()}
    deck = _group({**head, "kaarten": _list(card, 1)}, ["titel"])
    return _titled("Kaartenset", {**deck, "allOf": [_of_suit(id) for id in SUITS]})


def _of_suit(id: str) -> Schema:
    """What holds for the cards of one set: the letter of their ids, questions or steps."""
    has, lacks = "vervolgvragen", "stappen"
    if id in WITH_STEPS:
        has, lacks = lacks, has
    name = {"pattern": rf"^\s*{SUITS[id].letter}[1-9][0-9]*\s*$"}
    card = {"required": [has], "properties": {"id": name, lacks: False}}
    here = {"properties": {"kaartenset": {"const": id}}, "required": ["kaartenset"]}
    return {"if": here, "then": {"properties": {"kaarten": {"items": card}}}}


def _case() -> Schema:
    way = _group({"keuze": _text(), "derde_weg": _flag()}, ["derde_weg"])
    third = {"contains": {"properties": {"derde_weg": {"enum": [True, "true", "ja"]}}}}
    third["contains"]["required"] = ["derde_weg"]
    stage = _group(
        {
            "tekst": _text(MAX_STAGE),
            "vraag": _text(MAX_QUESTION),
            "kaarten": _list(_text()),
            "dilemma": _text(),
            "opties": {**_list(way, OPTIONS), **third},
            "media": _media(),
        },
        ("kaarten", "dilemma", "opties", "media"),
    )
    stage["dependencies"] = {"dilemma": ["opties"], "opties": ["dilemma"]}
    voices = {"properties": {voice: _text() for voice in VOICES}, "required": ["inburgeraar"]}
    case = _group(
        {
            "id": {"type": "string", "pattern": SLUG},
            "code": _text(),
            "titel": _text(),
            "fictief": _choice([True, "true", "ja"]),
            "doelgroep": _choice(TARGET_GROUPS),
            "route": _choice(ROUTES),
            "thema": _text(),
            "moeilijkheid": _number(1, 3),
            "samenvatting": _text(MAX_SUMMARY),
            "versie": _text(),
            "licentie": _text(),
            "herkomst": _text(),
            "onthullingen": _list(stage, min(STAGES), max(STAGES)),
            "perspectieven": {"type": "object", "additionalProperties": False, **voices},
            "wetfeiten": _list(_text()),
            "afsluitvraag": _text(MAX_QUESTION),
            "variant": _text(),
        },
        ["wetfeiten"],
    )
    return _titled("Casus", case)


def _flag() -> Schema:
    return _choice([True, False, "true", "false", "ja", "nee"])


def _facts() -> Schema:
    fact = _group(
        {
            "id": {"type": "string", "pattern": SLUG},
            "onderwerp": _text(),
            "tekst": _text(),
            "artikel": _text(),
            "bron": {"type": "string", "pattern": r"^\s*https?://\S+\s*$"},
            "gecontroleerd_op": _day(),
            "hercontrole_op": _day(),
            "zekerheid": _choice(CERTAINTIES),
        }
    )
    return _titled("Wetfeiten", _group({**_above(), "wetfeiten": _list(fact, 1)}, _above()))


def _table() -> Schema:
    lists = ("afspraken", "privacy", "belofte", "stellingen", "uitgangsvragen")
    fields = {**{name: _list(_text()) for name in lists}, "leeg": _text(), "stil": _text()}
    return _titled("Aan tafel", _group(fields, fields))


if __name__ == "__main__":
    from kit.paths import content_root

    write(content_root())
