"""Broken decks, cases and facts, and the whole message that a trainer gets for each of them.

The text of an example stands in the test. Most examples are a good file in which one thing was
changed: what stood there, what stands there now, and every problem that is told.
"""

# ruff: noqa: E501  (the messages stand here as a trainer reads them)

from __future__ import annotations

import codecs
import gc
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import content
from kit.content import plain, words, yamltext
from kit.content.read import MAX_BYTES, decode
from kit.paths import content_root

TODAY = date(2026, 10, 1)

DECK = """\
kaartenset: gesprek
titel: Het gesprek
versie: "1.0"
licentie: CC BY-SA 4.0
kaarten:
  - id: G1
    diepte: 1
    doel: openen
    rollen: [allen]
    vraag: Welk moment vergeet je niet meer?
    vervolgvragen:
      - Wat zei de ander?
      - Wat voelde je?
      - Wat deed je toen?
    waarom: Zo zie je waar het schuurt.
    bron: Eigen ervaring van begeleiders
    tip: Geen oplossingen in deze ronde.
    minuten: 6
    veiligheid: 1
    wetfeiten: [pip-termijn]
    casussen: [de-brief]
  - id: G2
    diepte: 2
    doel: verdiepen
    rollen: [uitvoering, beleid]
    vraag: Wat zei de inburgeraar niet hardop?
    vervolgvragen:
      - Waarom niet?
      - Wat had jij nodig?
      - Wat doe je nu?
    waarom: Soms is zwijgen veiliger.
    bron: Eigen ervaring van begeleiders
    tip: Laat stiltes bestaan.
    minuten: 8
    veiligheid: 2
    wetfeiten: []
    casussen: []
"""

FACTS = """\
wetfeiten:
  - id: pip-termijn
    onderwerp: Tien weken voor het PIP
    tekst: De gemeente stelt het PIP binnen tien weken vast.
    artikel: Besluit inburgering 2021, artikel 5.3
    bron: https://wetten.overheid.nl/BWBR0044770
    gecontroleerd_op: 2026-08-23
    hercontrole_op: 2027-02-19
    zekerheid: zeker
  - id: brede-intake
    onderwerp: De brede intake
    tekst: Ieder traject begint met een gesprek.
    artikel: Wet inburgering 2021, artikel 14
    bron: https://wetten.overheid.nl/BWBR0044770
    gecontroleerd_op: 2026-08-23
    hercontrole_op: 2027-02-19
    zekerheid: in beweging
"""

CASE = """\
id: de-brief
code: H
titel: De brief
fictief: true
doelgroep: asiel
route: B1
thema: handhaven
moeilijkheid: 3
samenvatting: De brief over een boete ligt klaar.
versie: "1.0"
licentie: CC BY-SA 4.0
herkomst: Verzonnen voor deze kit.
onthullingen:
  - tekst: Op het bureau ligt een brief.
    vraag: Wat wil je eerst weten?
    kaarten: [G1, G2]
  - tekst: De kwaliteitsmedewerker leest mee.
    vraag: Wat doe je als niemand het zeker weet?
    dilemma: De brief zou vandaag op de post gaan.
    opties:
      - keuze: Versturen
      - keuze: Laten liggen
      - keuze: Zelf langsgaan
        derde_weg: true
  - tekst: Jamal doet open en zet koffie.
    vraag: Wat leerde Jamal?
    kaarten: []
  - tekst: Het team nodigt Jamal uit.
    vraag: Wat is jullie antwoord?
perspectieven:
  uitvoering: Ik moet helpen en aanspreken.
  inburgeraar: Mijn naam stond goed op die brief.
wetfeiten: [pip-termijn]
afsluitvraag: Welke brief zou jij niet openmaken?
variant: Wat als Jamal gezinsmigrant was?
"""

TABLE = """\
afspraken:
  - Je mag altijd passen.
stellingen: [Ik durf hier iets te vragen.]
leeg: We zijn zo terug
"""

GOOD = {
    "decks/gesprek.yaml": DECK,
    "decks/wetfeiten.yaml": FACTS,
    "decks/tafel.yaml": TABLE,
    "cases/de-brief.yaml": CASE,
}


# Each example: what stood in DECK, what stands there now, everything that is told about it.
DECKS = {
    "tab before a field": (
        "    doel: openen",
        "\tdoel: openen",
        [
            "decks/gesprek.yaml, regel 8: hier staat een tab. Gebruik spaties om in te springen, geen tabs.",
        ],
    ),
    "tab between list items": (
        "      - Wat voelde je?",
        "\t- Wat voelde je?",
        [
            "decks/gesprek.yaml, regel 13: hier staat een tab. Gebruik spaties om in te springen, geen tabs.",
        ],
    ),
    "a colon in a question": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: Stel: deze regel bestaat niet. En dan?",
        [
            'decks/gesprek.yaml, regel 10: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a colon in a list": (
        "vraag: Welk moment vergeet je niet meer?\n    vervolgvragen:\n      - Wat zei de ander?",
        "vraag: Welk moment vergeet je niet meer?\n    vervolgvragen:\n      - Stel: wat zei de ander?",
        [
            "decks/gesprek.yaml, regel 12: in de lijst 'vervolgvragen' staat een veld in plaats van een tekst. Staat er een dubbele punt in de tekst? Zet er aanhalingstekens om: \"…\"",
        ],
    ),
    "a colon in the title": (
        "titel: Het gesprek",
        "titel: Het gesprek: deel 2",
        [
            'decks/gesprek.yaml, regel 2: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a colon at the end": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: Let op: eerst luisteren:",
        [
            'decks/gesprek.yaml, regel 17: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "curly quotes around a colon": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: “Stel: wat dan?”",
        [
            'decks/gesprek.yaml, regel 10: krullende aanhalingstekens houden deze tekst niet bij elkaar. Gebruik rechte: "…"',
        ],
    ),
    "low curly quotes around a colon": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: „Stel: wat dan?”",
        [
            'decks/gesprek.yaml, regel 10: krullende aanhalingstekens houden deze tekst niet bij elkaar. Gebruik rechte: "…"',
        ],
    ),
    "straight quote opens, curly one closes": (
        "vraag: Welk moment vergeet je niet meer?",
        'vraag: "Welk moment?”',
        [
            'decks/gesprek.yaml, regel 10: rechte en krullende aanhalingstekens staan door elkaar. Zet aan beide kanten een recht aanhalingsteken: "…"',
        ],
    ),
    "a double quote stays open": (
        "vraag: Welk moment vergeet je niet meer?",
        'vraag: "Welk moment vergeet je niet?',
        [
            'decks/gesprek.yaml, regel 10: dit aanhalingsteken gaat niet meer dicht. Zet een " aan het eind.',
        ],
    ),
    "a single quote stays open": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: 'Welk moment vergeet je niet?",
        [
            'decks/gesprek.yaml, regel 10: deze tekst begint met \', maar eindigt er niet mee. Zet om de hele tekst dubbele aanhalingstekens: "…"',
        ],
    ),
    "a text starts with an apostrophe": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: 's Ochtends werkt dit beter.",
        [
            'decks/gesprek.yaml, regel 17: deze tekst begint met \', maar eindigt er niet mee. Zet om de hele tekst dubbele aanhalingstekens: "…"',
        ],
    ),
    "a text starts with an apostrophe and has another": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: 's Ochtends is 't stil.",
        [
            'decks/gesprek.yaml, regel 17: na het tweede \' gaat de tekst nog door. Zet om de hele tekst dubbele aanhalingstekens: "…"',
        ],
    ),
    "quotes within quotes": (
        "vraag: Welk moment vergeet je niet meer?",
        'vraag: "Wat zei "hij" toen?"',
        [
            'decks/gesprek.yaml, regel 10: na het tweede " gaat de tekst nog door. Zet buitenom dubbele aanhalingstekens en binnen de tekst enkele.',
        ],
    ),
    "words after a quoted text": (
        "vraag: Welk moment vergeet je niet meer?",
        'vraag: "Ja" zei ze. Wat nu?',
        [
            'decks/gesprek.yaml, regel 10: na het tweede " gaat de tekst nog door. Zet buitenom dubbele aanhalingstekens en binnen de tekst enkele.',
        ],
    ),
    "an open quote in the last card": (
        "tip: Laat stiltes bestaan.",
        'tip: "Laat stiltes bestaan.',
        [
            'decks/gesprek.yaml, regel 33: dit aanhalingsteken gaat niet meer dicht. Zet een " aan het eind.',
        ],
    ),
    "an open quote closes in the next card": (
        "tip: Geen oplossingen in deze ronde.",
        'tip: "Geen oplossingen.\n    extra: "x"',
        [
            'decks/gesprek.yaml, regel 17: dit aanhalingsteken gaat niet meer dicht. Zet een " aan het eind.',
        ],
    ),
    "an open quote and a quoted text in the next card": (
        "vraag: Welk moment vergeet je niet meer?\n",
        'vraag: "Welk moment?\n',
        [
            'decks/gesprek.yaml, regel 10: dit aanhalingsteken gaat niet meer dicht. Zet een " aan het eind.',
        ],
    ),
    "a field too far to the left": (
        "    doel: openen",
        "   doel: openen",
        [
            "decks/gesprek.yaml, regel 8: het begin van deze regel staat te ver naar links of rechts. Begin de regel recht onder het vorige veld van dezelfde kaart.",
        ],
    ),
    "a field too far to the right": (
        "    doel: openen",
        "      doel: openen",
        [
            "decks/gesprek.yaml, regel 8: het begin van deze regel staat te ver naar links of rechts. Begin de regel recht onder het vorige veld van dezelfde kaart.",
        ],
    ),
    "a first field too far to the right": (
        "titel: Het gesprek",
        " titel: Het gesprek",
        [
            "decks/gesprek.yaml, regel 2: het begin van deze regel staat te ver naar links of rechts. Begin de regel recht onder het vorige veld van dezelfde kaart.",
        ],
    ),
    "a card too far to the left": (
        "  - id: G2",
        " - id: G2",
        [
            "decks/gesprek.yaml, regel 22: het begin van deze regel staat te ver naar links of rechts. Zet het streepje recht onder het vorige streepje van dezelfde lijst.",
        ],
    ),
    "a card too far to the right": (
        "  - id: G2",
        "    - id: G2",
        [
            "decks/gesprek.yaml, regel 22: het begin van deze regel staat te ver naar links of rechts. Zet het streepje recht onder het vorige streepje van dezelfde lijst.",
        ],
    ),
    "a list item too far to the left": (
        "      - Wat voelde je?",
        "     - Wat voelde je?",
        [
            "decks/gesprek.yaml, regel 13: het begin van deze regel staat te ver naar links of rechts. Zet het streepje recht onder het vorige streepje van dezelfde lijst.",
        ],
    ),
    "a list item too far to the right": (
        "      - Wat voelde je?",
        "        - Wat voelde je?",
        [
            "decks/gesprek.yaml, regel 11: hier staan 2 vervolgvragen. Zet de streepjes recht onder elkaar.",
        ],
    ),
    "no space after a dash": (
        "  - id: G2",
        "  -id: G2",
        [
            "decks/gesprek.yaml, regel 22: na het streepje ontbreekt een spatie. Zet er een spatie achter.",
        ],
    ),
    "no space after a colon": (
        "    minuten: 6",
        "    minuten:6",
        [
            "decks/gesprek.yaml, regel 18: na 'minuten:' ontbreekt een spatie. Schrijf: minuten: …",
        ],
    ),
    "no space after the colon of a text": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag:Welk moment?",
        [
            "decks/gesprek.yaml, regel 10: na 'vraag:' ontbreekt een spatie. Schrijf: vraag: …",
        ],
    ),
    "no colon": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag Welk moment?",
        [
            "decks/gesprek.yaml, regel 10: op deze regel ontbreekt de naam van een veld met een dubbele punt. Schrijf bijvoorbeeld: vraag: …",
        ],
    ),
    "no colon on the first line": (
        "kaartenset: gesprek",
        "kaartenset gesprek",
        [
            "decks/gesprek.yaml, regel 1: op deze regel ontbreekt de naam van een veld met een dubbele punt. Schrijf bijvoorbeeld: kaartenset: …",
        ],
    ),
    "no field name, a loose sentence": (
        "    minuten: 6",
        "    Dit staat hier los.\n    minuten: 6",
        [
            "decks/gesprek.yaml, regel 18: op deze regel ontbreekt de naam van een veld met een dubbele punt. Hoort hij bij de tekst erboven? Spring hem dan verder in.",
        ],
    ),
    "a field twice": (
        "    doel: openen",
        "    doel: openen\n    doel: kantelen",
        [
            "decks/gesprek.yaml, regel 9: het veld 'doel' staat er al, op regel 8. Haal er één weg.",
        ],
    ),
    "a list twice": (
        "    casussen: [de-brief]",
        "    casussen: [de-brief]\n    rollen: [beleid]",
        [
            "decks/gesprek.yaml, regel 22: het veld 'rollen' staat er al, op regel 9. Haal er één weg.",
        ],
    ),
    "a field of the deck twice": (
        "titel: Het gesprek",
        "titel: Het gesprek\ntitel: Het gesprek",
        [
            "decks/gesprek.yaml, regel 3: het veld 'titel' staat er al, op regel 2. Haal er één weg.",
        ],
    ),
    "three times the same field": (
        "    minuten: 6",
        "    minuten: 6\n    minuten: 7\n    minuten: 8",
        [
            "decks/gesprek.yaml, regel 19: het veld 'minuten' staat er al, op regel 18. Haal er één weg.",
            "decks/gesprek.yaml, regel 20: het veld 'minuten' staat er al, op regel 18. Haal er één weg.",
        ],
    ),
    "a text starts with a star": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: *Let op*",
        [
            'decks/gesprek.yaml, regel 17: een tekst kan niet met * beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with a star and goes on": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: *Let op* deze ronde.",
        [
            'decks/gesprek.yaml, regel 17: een tekst kan niet met * beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "an alias": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: *tip",
        [
            'decks/gesprek.yaml, regel 17: hier begint een tekst met *tip, en * heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "an anchor": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: &eerste Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: hier begint een tekst met &eerste, en & heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "an anchor on a list": (
        "    rollen: [allen]",
        "    rollen: &r [allen]",
        [
            'decks/gesprek.yaml, regel 9: hier begint een tekst met &r, en & heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with an ampersand and a space": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: & wat nu?",
        [
            'decks/gesprek.yaml, regel 10: een tekst kan niet met & beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a tag": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: !belangrijk Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: hier begint een tekst met !belangrijk, en ! heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a tag of Python": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: !!python/name:os.system Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: hier begint een tekst met !python/name:os.system, en ! heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a tag that stays open": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: !<x",
        [
            'decks/gesprek.yaml, regel 10: een tekst kan niet met ! beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with an at sign": (
        "bron: Eigen ervaring van begeleiders\n    tip: Geen",
        "bron: @begeleider\n    tip: Geen",
        [
            'decks/gesprek.yaml, regel 16: een tekst kan niet met @ beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with a percent sign": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: %deel van wat?",
        [
            'decks/gesprek.yaml, regel 10: een tekst kan niet met % beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with a backtick": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: `Welk moment?`",
        [
            'decks/gesprek.yaml, regel 10: een tekst kan niet met ` beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with a bracket": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: [stil] Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: na de haak gaat de tekst nog door. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a text starts with a curly bracket": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: {stil} Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: na de haak gaat de tekst nog door. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a dash after a colon": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: - Welk moment?",
        [
            "decks/gesprek.yaml, regel 10: achter de dubbele punt begint hier een streepje. Zet elk streepje op een eigen regel, of zet de tekst tussen aanhalingstekens.",
        ],
    ),
    "a list on one line without brackets": (
        "    rollen: [allen]",
        "    rollen: - allen",
        [
            "decks/gesprek.yaml, regel 9: achter de dubbele punt begint hier een streepje. Zet elk streepje op een eigen regel, of zet de tekst tussen aanhalingstekens.",
        ],
    ),
    "a bracket stays open": (
        "    rollen: [allen]",
        "    rollen: [allen",
        [
            "decks/gesprek.yaml, regel 9: de haak [ gaat niet goed dicht. Zet een ] aan het eind, en komma's ertussen.",
        ],
    ),
    "a bracket too many": (
        "    rollen: [allen]",
        "    rollen: [allen]]",
        [
            "decks/gesprek.yaml, regel 9: hier staat een ] te veel. Haal de ] weg.",
        ],
    ),
    "the wrong bracket closes": (
        "    rollen: [allen]",
        "    rollen: [allen}",
        [
            "decks/gesprek.yaml, regel 9: de haak [ gaat niet goed dicht. Zet een ] aan het eind, en komma's ertussen.",
        ],
    ),
    "a curly bracket stays open": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: {Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: de haak { gaat niet goed dicht. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a comma first": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: , en toen?",
        [
            "decks/gesprek.yaml, regel 10: hier staat een , te veel. Haal de , weg.",
        ],
    ),
    "words behind the sign of a long text": (
        "tip: Geen oplossingen in deze ronde.",
        "tip: > Geen oplossingen",
        [
            "decks/gesprek.yaml, regel 17: na > of | hoort op deze regel niets meer te staan. Begin de tekst op de volgende regel, ingesprongen.",
        ],
    ),
    "a backslash between double quotes": (
        "vraag: Welk moment vergeet je niet meer?",
        'vraag: "Welk \\d moment?"',
        [
            "decks/gesprek.yaml, regel 10: een \\ heeft tussen dubbele aanhalingstekens een eigen rol. Schrijf \\\\ voor een schuine streep, of zet er enkele aanhalingstekens om: '…'",
        ],
    ),
    "a question mark first": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: ? wat nu",
        [
            'decks/gesprek.yaml, regel 10: een tekst kan niet met ? beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a second document": (
        "kaarten:",
        "---\nkaarten:",
        [
            "decks/gesprek.yaml, regel 5: hier begint met --- een tweede stuk. Haal de regel met --- weg.",
        ],
    ),
    "a directive": (
        "kaartenset: gesprek",
        "%kaarten\nkaartenset: gesprek",
        [
            'decks/gesprek.yaml, regel 1: een regel kan niet met % beginnen. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a bracketed name of a field": (
        "vraag: Welk moment vergeet je niet meer?",
        "[vraag]: Welk moment?",
        [
            'decks/gesprek.yaml, regel 10: de naam van een veld kan geen lijst of verwijzing zijn. Begint je tekst met een haak? Zet er aanhalingstekens om: "…"',
        ],
    ),
    "brackets forty deep": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        [
            "decks/gesprek.yaml, regel 10: hier staan meer dan 20 lijsten in elkaar. Haal de haken of streepjes weg.",
        ],
    ),
    "an invisible sign from Word": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: Welk\x0bmoment?",
        [
            "decks/gesprek.yaml, regel 10: hier staat een onzichtbaar teken (U+000B). Haal het weg, of typ de regel opnieuw.",
        ],
    ),
    "a sign is lost: everything after # is a comment": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: Wat betekent regel #3 voor jou?",
        [
            'decks/gesprek.yaml, regel 10: alles na de # op deze regel valt weg. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a question is missing": (
        "    vraag: Welk moment vergeet je niet meer?\n",
        "",
        [
            "decks/gesprek.yaml, regel 6: het veld 'vraag' ontbreekt. Voeg een regel toe: vraag: …",
        ],
    ),
    "a tip is missing": (
        "    tip: Laat stiltes bestaan.\n",
        "",
        [
            "decks/gesprek.yaml, regel 22: het veld 'tip' ontbreekt. Voeg een regel toe: tip: …",
        ],
    ),
    "an id is missing": (
        "  - id: G2\n    diepte: 2",
        "  - diepte: 2",
        [
            "cases/de-brief.yaml, regel 16: de kaart 'G2' bestaat niet. Haal het id hier weg.",
            "decks/gesprek.yaml, regel 22: het veld 'id' ontbreekt. Voeg een regel toe: id: …",
        ],
    ),
    "a list is missing": (
        "    vervolgvragen:\n      - Waarom niet?\n      - Wat had jij nodig?\n      - Wat doe je nu?\n",
        "",
        [
            "decks/gesprek.yaml, regel 22: het veld 'vervolgvragen' ontbreekt. Voeg een regel toe: vervolgvragen: …",
        ],
    ),
    "minutes are missing": (
        "    minuten: 6\n",
        "",
        [
            "decks/gesprek.yaml, regel 6: het veld 'minuten' ontbreekt. Voeg een regel toe: minuten: …",
        ],
    ),
    "a question is empty": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag:",
        [
            "decks/gesprek.yaml, regel 10: het veld 'vraag' is leeg. Vul het in: vraag: …",
        ],
    ),
    "a question of two quotes": (
        "vraag: Welk moment vergeet je niet meer?",
        'vraag: ""',
        [
            "decks/gesprek.yaml, regel 10: het veld 'vraag' is leeg. Vul het in: vraag: …",
        ],
    ),
    "a number is empty": (
        "    diepte: 1",
        "    diepte:",
        [
            "decks/gesprek.yaml, regel 7: het veld 'diepte' is leeg. Vul het in: diepte: …",
        ],
    ),
    "a field with a slip": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraga: Welk moment vergeet je niet meer?",
        [
            "decks/gesprek.yaml, regel 10: het veld 'vraga' bestaat niet. Bedoelde je 'vraag'?",
        ],
    ),
    "a field with a capital": (
        "vraag: Welk moment vergeet je niet meer?",
        "Vraag: Welk moment vergeet je niet meer?",
        [
            "decks/gesprek.yaml, regel 10: het veld 'Vraag' bestaat niet. Bedoelde je 'vraag'?",
        ],
    ),
    "a field nobody knows": (
        "    minuten: 6",
        "    minuten: 6\n    kleur: rood",
        [
            "decks/gesprek.yaml, regel 19: het veld 'kleur' bestaat niet. Haal het weg, of kijk in een ander bestand hoe het veld heet.",
        ],
    ),
    "an English field": (
        "    minuten: 6",
        "    minuten: 6\n    question: Wat nu?",
        [
            "decks/gesprek.yaml, regel 19: het veld 'question' bestaat niet. Haal het weg, of kijk in een ander bestand hoe het veld heet.",
        ],
    ),
    "the field of a work form": (
        "    vervolgvragen:\n      - Wat zei",
        "    stappen:\n      - Wat zei",
        [
            "decks/gesprek.yaml, regel 11: het veld 'stappen' bestaat niet. Bedoelde je 'vervolgvragen'?",
        ],
    ),
    "a word for a number": (
        "    diepte: 1",
        "    diepte: hoog",
        [
            "decks/gesprek.yaml, regel 7: bij 'diepte' staat 'hoog'. Schrijf een getal van 1 tot en met 3.",
        ],
    ),
    "a number too high": (
        "    veiligheid: 2",
        "    veiligheid: 4",
        [
            "decks/gesprek.yaml, regel 35: bij 'veiligheid' staat '4'. Schrijf een getal van 1 tot en met 3.",
        ],
    ),
    "a number too low": (
        "    diepte: 1",
        "    diepte: 0",
        [
            "decks/gesprek.yaml, regel 7: bij 'diepte' staat '0'. Schrijf een getal van 1 tot en met 3.",
        ],
    ),
    "half a minute": (
        "    minuten: 6",
        "    minuten: 6,5",
        [
            "decks/gesprek.yaml, regel 18: bij 'minuten' staat '6,5'. Schrijf een getal van 1 tot en met 60.",
        ],
    ),
    "minutes with a unit": (
        "    minuten: 6",
        "    minuten: 6 minuten",
        [
            "decks/gesprek.yaml, regel 18: bij 'minuten' staat '6 minuten'. Schrijf een getal van 1 tot en met 60.",
        ],
    ),
    "a number in curly quotes": (
        "    diepte: 1",
        "    diepte: “1”",
        [
            "decks/gesprek.yaml, regel 7: bij 'diepte' staat '“1”'. Haal de krullende aanhalingstekens weg.",
        ],
    ),
    "a list for a number": (
        "    diepte: 1",
        "    diepte: [1]",
        [
            "decks/gesprek.yaml, regel 7: bij 'diepte' staat een lijst. Zet er één getal neer.",
        ],
    ),
    "a list for a text": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: [Welk moment?]",
        [
            "decks/gesprek.yaml, regel 10: bij 'vraag' staat een lijst. Zet er één tekst neer.",
        ],
    ),
    "fields for a text": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag:\n      tekst: Welk moment?",
        [
            "decks/gesprek.yaml, regel 10: bij 'vraag' staat een groepje velden. Zet er één tekst neer.",
        ],
    ),
    "a text for a list": (
        "    vervolgvragen:\n      - Wat zei de ander?\n      - Wat voelde je?\n      - Wat deed je toen?",
        "    vervolgvragen: Wat zei de ander?",
        [
            "decks/gesprek.yaml, regel 11: bij 'vervolgvragen' hoort een lijst. Zet elke regel eronder, met een streepje ervoor.",
        ],
    ),
    "a word for a list": (
        "    rollen: [allen]",
        "    rollen: allen",
        [
            "decks/gesprek.yaml, regel 9: bij 'rollen' hoort een lijst. Zet er haken om: rollen: [allen]",
        ],
    ),
    "fields for a list": (
        "    rollen: [allen]",
        "    rollen: {wie: allen}",
        [
            "decks/gesprek.yaml, regel 9: bij 'rollen' staat een groepje velden. Zet er een lijst neer.",
        ],
    ),
    "a list in a list": (
        "      - Wat voelde je?",
        "      - [Wat voelde je?]",
        [
            "decks/gesprek.yaml, regel 13: in de lijst 'vervolgvragen' staat een lijst. Zet er per streepje één tekst neer.",
        ],
    ),
    "an empty line in a list": (
        "      - Wat voelde je?",
        "      -",
        [
            "decks/gesprek.yaml, regel 13: in de lijst 'vervolgvragen' is een regel leeg. Haal hem weg.",
        ],
    ),
    "a purpose with a slip": (
        "    doel: openen",
        "    doel: opnen",
        [
            "decks/gesprek.yaml, regel 8: bij 'doel' staat 'opnen'. Bedoelde je 'openen'?",
        ],
    ),
    "a purpose nobody knows": (
        "    doel: openen",
        "    doel: praten",
        [
            "decks/gesprek.yaml, regel 8: bij 'doel' staat 'praten'. Kies uit: openen, verdiepen, kantelen, afsluiten.",
        ],
    ),
    "a purpose in a list": (
        "    doel: openen",
        "    doel: [openen]",
        [
            "decks/gesprek.yaml, regel 8: bij 'doel' staat een lijst. Zet er één woord neer.",
        ],
    ),
    "a role with a slip": (
        "rollen: [uitvoering, beleid]",
        "rollen: [uitvoeirng, beleid]",
        [
            "decks/gesprek.yaml, regel 25: de rol 'uitvoeirng' bestaat niet. Bedoelde je 'uitvoering'?",
        ],
    ),
    "a role nobody knows": (
        "rollen: [uitvoering, beleid]",
        "rollen: [kok]",
        [
            "decks/gesprek.yaml, regel 25: de rol 'kok' bestaat niet. Kies uit: uitvoering, teamleiding, management, beleid, kwaliteit, bestuur, partner, ervaringsdeskundige, allen.",
        ],
    ),
    "nobody is asked": (
        "    rollen: [allen]",
        "    rollen: []",
        [
            "decks/gesprek.yaml, regel 9: bij 'rollen' staat niemand. Schrijf: rollen: [allen]",
        ],
    ),
    "an id of another deck": (
        "  - id: G2",
        "  - id: S2",
        [
            "cases/de-brief.yaml, regel 16: de kaart 'G2' bestaat niet. Haal het id hier weg.",
            "decks/gesprek.yaml, regel 22: het id 'S2' past niet bij kaartenset gesprek. Schrijf G met een nummer, zoals G1.",
        ],
    ),
    "an id without a number": (
        "  - id: G2",
        "  - id: G",
        [
            "cases/de-brief.yaml, regel 16: de kaart 'G2' bestaat niet. Haal het id hier weg.",
            "decks/gesprek.yaml, regel 22: het id 'G' past niet bij kaartenset gesprek. Schrijf G met een nummer, zoals G1.",
        ],
    ),
    "an id in small letters": (
        "  - id: G2",
        "  - id: g2",
        [
            "decks/gesprek.yaml, regel 22: het id 'g2' past niet bij kaartenset gesprek. Schrijf G met een nummer, zoals G1.",
        ],
    ),
    "an id twice": (
        "  - id: G2",
        "  - id: G1",
        [
            "cases/de-brief.yaml, regel 16: de kaart 'G2' bestaat niet. Haal het id hier weg.",
            "decks/gesprek.yaml, regel 22: het id 'G1' bestaat al: decks/gesprek.yaml, regel 6. Geef deze kaart een ander nummer.",
        ],
    ),
    "a case that is not there": (
        "    casussen: [de-brief]",
        "    casussen: [de-breif]",
        [
            "decks/gesprek.yaml, regel 21: de casus 'de-breif' bestaat niet. Bedoelde je 'de-brief'?",
        ],
    ),
    "a fact that is not there": (
        "wetfeiten: [pip-termijn]",
        "wetfeiten: [pip-termijnen, xyz]",
        [
            "decks/gesprek.yaml, regel 20: het wetfeit 'pip-termijnen' bestaat niet. Bedoelde je 'pip-termijn'?",
            "decks/gesprek.yaml, regel 20: het wetfeit 'xyz' bestaat niet. Haal het id hier weg.",
        ],
    ),
    "two follow-up questions": (
        "      - Wat deed je toen?\n",
        "",
        [
            "decks/gesprek.yaml, regel 11: hier staan 2 vervolgvragen. Maak er precies drie.",
        ],
    ),
    "four follow-up questions": (
        "      - Wat deed je toen?\n",
        "      - Wat deed je toen?\n      - En daarna?\n",
        [
            "decks/gesprek.yaml, regel 11: hier staan 4 vervolgvragen. Maak er precies drie.",
        ],
    ),
    "no follow-up questions": (
        "    vervolgvragen:\n      - Wat zei de ander?\n      - Wat voelde je?\n      - Wat deed je toen?",
        "    vervolgvragen: []",
        [
            "decks/gesprek.yaml, regel 11: hier staan 0 vervolgvragen. Maak er precies drie.",
        ],
    ),
    "a deck that is not there": (
        "kaartenset: gesprek",
        "kaartenset: gesperk",
        [
            "decks/gesprek.yaml, regel 1: bij 'kaartenset' staat 'gesperk'. Bedoelde je 'gesprek'?",
        ],
    ),
    "no deck named": (
        "kaartenset: gesprek\n",
        "",
        [
            "decks/gesprek.yaml, regel 1: het veld 'kaartenset' ontbreekt. Voeg een regel toe: kaartenset: …",
        ],
    ),
    "no licence": (
        "licentie: CC BY-SA 4.0\n",
        "",
        [
            "decks/gesprek.yaml, regel 1: het veld 'licentie' ontbreekt. Voeg een regel toe: licentie: CC BY-SA 4.0",
        ],
    ),
    "no version": (
        'versie: "1.0"\n',
        "",
        [
            "decks/gesprek.yaml, regel 1: het veld 'versie' ontbreekt. Voeg een regel toe: versie: \"1.0\"",
        ],
    ),
    "an empty version": (
        'versie: "1.0"',
        "versie:",
        [
            "decks/gesprek.yaml, regel 3: het veld 'versie' is leeg. Schrijf bijvoorbeeld: versie: \"1.0\"",
        ],
    ),
    "a card that is a text": (
        "  - id: G2",
        "  - Hallo allemaal\n  - id: G2",
        [
            "decks/gesprek.yaml, regel 22: in de lijst 'kaarten' staat 'Hallo allemaal'. Zet er velden onder, elk op een eigen regel: naam: tekst",
        ],
    ),
    "an empty card": (
        "  - id: G2",
        "  -\n  - id: G2",
        [
            "decks/gesprek.yaml, regel 22: in de lijst 'kaarten' is een streepje leeg. Haal het weg.",
        ],
    ),
    "a list of cards that is a text": (
        "kaarten:\n",
        "kaarten: veel\nkaartjes:\n",
        [
            "decks/gesprek.yaml, regel 5: bij 'kaarten' hoort een lijst. Begin elk deel ervan op een eigen regel, met een streepje.",
            "decks/gesprek.yaml, regel 6: het veld 'kaartjes' bestaat niet. Haal het weg, of kijk in een ander bestand hoe het veld heet.",
        ],
    ),
    "cards by name, without dashes": (
        "  - id: G1\n    diepte",
        "  G1:\n    diepte",
        [
            "cases/de-brief.yaml, regel 16: de kaart 'G1' bestaat niet. Haal het id hier weg.",
            "decks/gesprek.yaml, regel 22: het begin van deze regel staat te ver naar links of rechts. Zet het streepje recht onder het vorige streepje van dezelfde lijst.",
        ],
    ),
    "a question of nineteen words": (
        "vraag: Welk moment vergeet je niet meer?",
        "vraag: Welk moment in een gesprek met een nieuwe inwoner van jouw gemeente vergeet je echt nooit meer en waarom?",
        [
            "decks/gesprek.yaml, regel 10: de vraag telt 19 woorden. Maak er hooguit 18 van.",
        ],
    ),
    "a follow-up question of nineteen words": (
        "- Wat voelde je?",
        "- Wat voelde je toen de ander zei dat het goed was maar je zag dat het niet goed was?",
        [
            "decks/gesprek.yaml, regel 13: de vraag telt 19 woorden. Maak er hooguit 18 van.",
        ],
    ),
    "a sentence of twenty-six words": (
        "tip: Laat stiltes bestaan.",
        "tip: Laat de stilte bestaan ook als dat lang duurt want wie even wacht hoort vaak iets wat anders niemand aan deze tafel had durven te zeggen.",
        [
            "decks/gesprek.yaml, regel 33: de zin 'Laat de stilte bestaan …' telt 26 woorden. Knip hem in tweeën.",
        ],
    ),
    "the passive": (
        "tip: Laat stiltes bestaan.",
        "tip: Hier wordt door de leiding niets gezegd.",
        [
            "decks/gesprek.yaml, regel 33: 'wordt … gezegd' is lijdend. Schrijf wie het doet.",
        ],
    ),
    "the passive at the end": (
        "tip: Laat stiltes bestaan.",
        "tip: Kijk wat er afgesproken wordt. Daarna kunnen vragen worden gesteld.",
        [
            "decks/gesprek.yaml, regel 33: 'afgesproken wordt' is lijdend. Schrijf wie het doet.",
            "decks/gesprek.yaml, regel 33: 'worden … gesteld' is lijdend. Schrijf wie het doet.",
        ],
    ),
    "a word of the town hall": (
        "tip: Laat stiltes bestaan.",
        "tip: Open het gesprek middels een vraag, teneinde ruimte te maken.",
        [
            "decks/gesprek.yaml, regel 33: 'middels' is ambtelijke taal. Schrijf liever 'met'.",
            "decks/gesprek.yaml, regel 33: 'teneinde' is ambtelijke taal. Schrijf liever 'om'.",
        ],
    ),
    "a phrase of the town hall": (
        "waarom: Zo zie je waar het schuurt.",
        "waarom: Met betrekking tot regels dient de groep te kiezen. Ieder dient te spreken.",
        [
            "decks/gesprek.yaml, regel 15: 'Met betrekking tot' is ambtelijke taal. Schrijf liever 'over'.",
            "decks/gesprek.yaml, regel 15: 'dient te' is ambtelijke taal. Schrijf liever 'moet'.",
        ],
    ),
}

FACT_FILES = {
    "a date that does not exist": (
        "hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "hercontrole_op: 2027-02-30\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 8: bij 'hercontrole_op' staat '2027-02-30'. Schrijf een datum die bestaat, als 2026-08-23.",
        ],
    ),
    "a Dutch date": (
        "gecontroleerd_op: 2026-08-23\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "gecontroleerd_op: 23-08-2026\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 7: bij 'gecontroleerd_op' staat '23-08-2026'. Schrijf een datum die bestaat, als 2026-08-23.",
        ],
    ),
    "a fact past its date": (
        "hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "hercontrole_op: 2026-09-30\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 8: 'Tien weken voor het PIP' moest op 30 sept 2026 opnieuw bekeken zijn. Lees de bron, verbeter de tekst als dat nodig is, en zet er nieuwe datums bij.",
        ],
    ),
    "a fact checked tomorrow": (
        "gecontroleerd_op: 2026-08-23\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "gecontroleerd_op: 2026-10-02\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 7: de controle op 2 okt 2026 is nog niet geweest. Zet er de dag neer waarop je keek.",
        ],
    ),
    "a re-check before the check": (
        "hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "hercontrole_op: 2026-08-01\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 8: de hercontrole ligt niet na de controle. Kies een dag daarna.",
        ],
    ),
    "certainty with a slip": (
        "zekerheid: in beweging",
        "zekerheid: in bewegin",
        [
            "decks/wetfeiten.yaml, regel 17: bij 'zekerheid' staat 'in bewegin'. Bedoelde je 'in beweging'?",
        ],
    ),
    "certainty nobody knows": (
        "zekerheid: in beweging",
        "zekerheid: 80%",
        [
            "decks/wetfeiten.yaml, regel 17: bij 'zekerheid' staat '80%'. Kies uit: zeker, in beweging, vraag je jurist.",
        ],
    ),
    "a source without an address": (
        "bron: https://wetten.overheid.nl/BWBR0044770\n    gecontroleerd_op: 2026-08-23\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "bron: wetten.overheid.nl\n    gecontroleerd_op: 2026-08-23\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 6: de bron 'wetten.overheid.nl' is geen webadres. Schrijf het hele adres, van https:// tot het eind.",
        ],
    ),
    "a source is missing": (
        "    bron: https://wetten.overheid.nl/BWBR0044770\n    gecontroleerd_op: 2026-08-23\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        "    gecontroleerd_op: 2026-08-23\n    hercontrole_op: 2027-02-19\n    zekerheid: zeker",
        [
            "decks/wetfeiten.yaml, regel 2: het veld 'bron' ontbreekt. Voeg een regel toe: bron: …",
        ],
    ),
    "an id with a space": (
        "id: brede-intake",
        "id: Brede intake",
        [
            "decks/wetfeiten.yaml, regel 10: het id 'Brede intake' kan niet. Gebruik kleine letters, cijfers en streepjes, zoals: de-brief",
        ],
    ),
    "a fact twice": (
        "id: brede-intake",
        "id: pip-termijn",
        [
            "decks/wetfeiten.yaml, regel 10: het id 'pip-termijn' bestaat al: decks/wetfeiten.yaml, regel 2. Geef dit wetfeit een ander id.",
        ],
    ),
    "a fact in the passive": (
        "tekst: Ieder traject begint met een gesprek.",
        "tekst: De boete wordt door DUO opgelegd.",
        [
            "decks/wetfeiten.yaml, regel 12: 'wordt … opgelegd' is lijdend. Schrijf wie het doet.",
        ],
    ),
}

TABLES = {
    "a list of the table as a text": (
        "stellingen: [Ik durf hier iets te vragen.]",
        "stellingen: Ik durf hier iets te vragen.",
        [
            "decks/tafel.yaml, regel 3: bij 'stellingen' hoort een lijst. Zet elke regel eronder, met een streepje ervoor.",
        ],
    ),
    "a field of the table with a slip": (
        "leeg: We zijn zo terug",
        "leegg: We zijn zo terug",
        [
            "decks/tafel.yaml, regel 4: het veld 'leegg' bestaat niet. Bedoelde je 'leeg'?",
        ],
    ),
}

CASES = {
    "not said to be fictional": (
        "fictief: true\n",
        "",
        [
            "cases/de-brief.yaml, regel 1: het veld 'fictief' ontbreekt. Voeg een regel toe: fictief: …",
        ],
    ),
    "a real case": (
        "fictief: true",
        "fictief: false",
        [
            "cases/de-brief.yaml, regel 4: deze casus is niet fictief. Gebruik alleen verzonnen casussen: over echte mensen schrijf je hier niets op.",
        ],
    ),
    "fictional in another word": (
        "fictief: true",
        "fictief: jazeker",
        [
            "cases/de-brief.yaml, regel 4: bij 'fictief' staat 'jazeker'. Schrijf true of false.",
        ],
    ),
    "an id that differs from the file": (
        "id: de-brief",
        "id: een-brief",
        [
            "cases/de-brief.yaml, regel 1: het id 'een-brief' is anders dan de bestandsnaam. Noem het bestand een-brief.yaml, of pas het id aan.",
            "decks/gesprek.yaml, regel 21: de casus 'de-brief' bestaat niet. Bedoelde je 'een-brief'?",
        ],
    ),
    "a target group nobody knows": (
        "doelgroep: asiel",
        "doelgroep: expats",
        [
            "cases/de-brief.yaml, regel 5: bij 'doelgroep' staat 'expats'. Kies uit: asiel, gezin.",
        ],
    ),
    "a route with a slip": (
        "route: B1",
        "route: b1",
        [
            "cases/de-brief.yaml, regel 6: bij 'route' staat 'b1'. Bedoelde je 'B1'?",
        ],
    ),
    "three stages": (
        "  - tekst: Het team nodigt Jamal uit.\n    vraag: Wat is jullie antwoord?\n",
        "",
        [
            "cases/de-brief.yaml, regel 13: hier staan 3 onthullingen. Maak er vier of vijf.",
        ],
    ),
    "one stage": (
        "  - tekst: De kwaliteitsmedewerker leest mee.\n    vraag: Wat doe je als niemand het zeker weet?\n    dilemma: De brief zou vandaag op de post gaan.\n    opties:\n      - keuze: Versturen\n      - keuze: Laten liggen\n      - keuze: Zelf langsgaan\n        derde_weg: true\n  - tekst: Jamal doet open en zet koffie.\n    vraag: Wat leerde Jamal?\n    kaarten: []\n  - tekst: Het team nodigt Jamal uit.\n    vraag: Wat is jullie antwoord?\n",
        "",
        [
            "cases/de-brief.yaml, regel 13: hier staat 1 onthulling. Maak er vier of vijf.",
        ],
    ),
    "a stage of 81 words": (
        "tekst: Jamal doet open en zet koffie.",
        "tekst: Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie. Hij zet koffie.",
        [
            "cases/de-brief.yaml, regel 25: deze onthulling telt 81 woorden. Maak er hooguit 80 van.",
        ],
    ),
    "a stage without a question": (
        "    vraag: Wat leerde Jamal?\n",
        "",
        [
            "cases/de-brief.yaml, regel 25: het veld 'vraag' ontbreekt. Voeg een regel toe: vraag: …",
        ],
    ),
    "a stage with a slip": (
        "    vraag: Wat leerde Jamal?",
        "    vrag: Wat leerde Jamal?",
        [
            "cases/de-brief.yaml, regel 26: het veld 'vrag' bestaat niet. Bedoelde je 'vraag'?",
        ],
    ),
    "a stage that is a text": (
        "  - tekst: Het team nodigt Jamal uit.\n    vraag: Wat is jullie antwoord?",
        "  - Het team nodigt Jamal uit.",
        [
            "cases/de-brief.yaml, regel 28: in de lijst 'onthullingen' staat 'Het team nodigt Jamal uit.'. Zet er velden onder, elk op een eigen regel: naam: tekst",
        ],
    ),
    "a card that is not there": (
        "kaarten: [G1, G2]",
        "kaarten: [G1, G9]",
        [
            "cases/de-brief.yaml, regel 16: de kaart 'G9' bestaat niet. Haal het id hier weg.",
        ],
    ),
    "two options": (
        "      - keuze: Laten liggen\n",
        "",
        [
            "cases/de-brief.yaml, regel 20: hier staan 2 opties. Maak er minstens drie.",
        ],
    ),
    "no third way": (
        "      - keuze: Zelf langsgaan\n        derde_weg: true",
        "      - keuze: Zelf langsgaan",
        [
            "cases/de-brief.yaml, regel 20: geen van deze opties is de derde weg. Zet bij één optie: derde_weg: true",
        ],
    ),
    "two third ways": (
        "      - keuze: Laten liggen",
        "      - keuze: Laten liggen\n        derde_weg: true",
        [
            "cases/de-brief.yaml, regel 20: bij 2 opties staat derde_weg: true. Laat het bij één optie staan.",
        ],
    ),
    "an option that is a text": (
        "      - keuze: Versturen",
        "      - Versturen",
        [
            "cases/de-brief.yaml, regel 21: in de lijst 'opties' staat 'Versturen'. Zet er velden onder, elk op een eigen regel: naam: tekst",
        ],
    ),
    "a third way that is no yes or no": (
        "derde_weg: true",
        "derde_weg: misschien",
        [
            "cases/de-brief.yaml, regel 24: bij 'derde_weg' staat 'misschien'. Schrijf true of false.",
        ],
    ),
    "a dilemma without options": (
        "    opties:\n      - keuze: Versturen\n      - keuze: Laten liggen\n      - keuze: Zelf langsgaan\n        derde_weg: true\n",
        "",
        [
            "cases/de-brief.yaml, regel 19: bij dit dilemma ontbreken de opties. Voeg een regel toe: opties: …",
        ],
    ),
    "options without a dilemma": (
        "    dilemma: De brief zou vandaag op de post gaan.\n",
        "",
        [
            "cases/de-brief.yaml, regel 19: bij deze opties ontbreekt het dilemma. Voeg een regel toe: dilemma: …",
        ],
    ),
    "no perspectives": (
        "perspectieven:\n  uitvoering: Ik moet helpen en aanspreken.\n  inburgeraar: Mijn naam stond goed op die brief.\n",
        "",
        [
            "cases/de-brief.yaml, regel 1: het veld 'perspectieven' ontbreekt. Voeg een regel toe: perspectieven: …",
        ],
    ),
    "perspectives as a list": (
        "  uitvoering: Ik moet helpen en aanspreken.\n  inburgeraar: Mijn naam stond goed op die brief.",
        "  - Ik moet helpen en aanspreken.",
        [
            "cases/de-brief.yaml, regel 30: bij 'perspectieven' horen rollen met een tekst. Zet eronder, ingesprongen: uitvoering: …",
        ],
    ),
    "perspectives that are empty": (
        "perspectieven:\n  uitvoering: Ik moet helpen en aanspreken.\n  inburgeraar: Mijn naam stond goed op die brief.",
        "perspectieven:",
        [
            "cases/de-brief.yaml, regel 30: het veld 'perspectieven' is leeg. Vul het in: perspectieven: …",
        ],
    ),
    "a voice with a slip": (
        "  uitvoering: Ik moet",
        "  uitvoerig: Ik moet",
        [
            "cases/de-brief.yaml, regel 31: de rol 'uitvoerig' bestaat niet. Bedoelde je 'uitvoering'?",
        ],
    ),
    "the newcomer has no voice": (
        "  inburgeraar: Mijn naam stond goed op die brief.\n",
        "",
        [
            "cases/de-brief.yaml, regel 30: bij de perspectieven ontbreekt de inburgeraar. Voeg een regel toe: inburgeraar: …",
        ],
    ),
    "a voice without words": (
        "  uitvoering: Ik moet helpen en aanspreken.",
        "  uitvoering:",
        [
            "cases/de-brief.yaml, regel 31: het veld 'uitvoering' is leeg. Vul het in: uitvoering: …",
        ],
    ),
    "a summary of 21 words": (
        "samenvatting: De brief over een boete ligt klaar.",
        "samenvatting: De brief ligt klaar. De brief ligt klaar. De brief ligt klaar. De brief ligt klaar. De brief ligt klaar. Nu.",
        [
            "cases/de-brief.yaml, regel 9: de samenvatting telt 21 woorden. Maak er hooguit 20 van.",
        ],
    ),
    "a closing question of nineteen words": (
        "afsluitvraag: Welke brief zou jij niet openmaken?",
        "afsluitvraag: waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom waarom niet?",
        [
            "cases/de-brief.yaml, regel 34: de vraag telt 19 woorden. Maak er hooguit 18 van.",
        ],
    ),
    "a case without a source": (
        "herkomst: Verzonnen voor deze kit.\n",
        "",
        [
            "cases/de-brief.yaml, regel 1: het veld 'herkomst' ontbreekt. Voeg een regel toe: herkomst: …",
        ],
    ),
    "a colon in a stage": (
        "tekst: Jamal doet open en zet koffie.",
        "tekst: Jamal zegt: kom binnen.",
        [
            'cases/de-brief.yaml, regel 25: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "a fact that a case misses": (
        "wetfeiten: [pip-termijn]",
        "wetfeiten: [pip-termin]",
        [
            "cases/de-brief.yaml, regel 33: het wetfeit 'pip-termin' bestaat niet. Bedoelde je 'pip-termijn'?",
        ],
    ),
    "officialese in a perspective": (
        "uitvoering: Ik moet helpen en aanspreken.",
        "uitvoering: Ik handel conform de regels.",
        [
            "cases/de-brief.yaml, regel 31: 'conform' is ambtelijke taal. Schrijf liever 'volgens'.",
        ],
    ),
    "a passive perspective": (
        "uitvoering: Ik moet helpen en aanspreken.",
        "uitvoering: Er wordt van mij veel gevraagd.",
        [
            "cases/de-brief.yaml, regel 31: 'wordt … gevraagd' is lijdend. Schrijf wie het doet.",
        ],
    ),
    "difficulty four": (
        "moeilijkheid: 3",
        "moeilijkheid: vier",
        [
            "cases/de-brief.yaml, regel 8: bij 'moeilijkheid' staat 'vier'. Schrijf een getal van 1 tot en met 3.",
        ],
    ),
}


def folder(tmp_path, files):
    """A folder with these files: text as UTF-8, bytes as they are."""
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def told(tmp_path, files):
    """What a trainer reads about these files."""
    return [str(one) for one in content.load(folder(tmp_path, files), TODAY).problems]


def changed(text, before, after):
    assert before in text
    return text.replace(before, after, 1)


def test_good_files_are_read_in_full_and_nothing_is_told(tmp_path):
    read = content.load(folder(tmp_path, GOOD), TODAY)
    assert read.problems == ()
    assert list(read.cards) == ["G1", "G2"]
    card = read.cards["G2"]
    assert (card.suit, card.depth, card.purpose) == ("gesprek", 2, "verdiepen")
    assert card.roles == ("uitvoering", "beleid")
    assert card.follow_ups == ("Waarom niet?", "Wat had jij nodig?", "Wat doe je nu?")
    assert (card.version, card.licence) == ("1.0", "CC BY-SA 4.0")
    assert (card.place.file.as_posix(), card.place.line) == ("decks/gesprek.yaml", 22)
    assert read.decks["gesprek"].cards == tuple(read.cards.values())
    case = read.cases["de-brief"]
    assert [stage.place.line for stage in case.stages] == [14, 17, 25, 28]
    assert [option.third_way for option in case.stages[1].options] == [False, False, True]
    assert case.perspectives["inburgeraar"] == "Mijn naam stond goed op die brief."
    assert read.facts["pip-termijn"].recheck == date(2027, 2, 19)
    assert read.table.rules == ("Je mag altijd passen.",)


@pytest.mark.parametrize(("before", "after", "problems"), DECKS.values(), ids=DECKS)
def test_a_broken_deck(tmp_path, before, after, problems):
    files = GOOD | {"decks/gesprek.yaml": changed(DECK, before, after)}
    assert told(tmp_path, files) == problems


@pytest.mark.parametrize(("before", "after", "problems"), FACT_FILES.values(), ids=FACT_FILES)
def test_a_broken_file_of_facts(tmp_path, before, after, problems):
    files = GOOD | {"decks/wetfeiten.yaml": changed(FACTS, before, after)}
    assert told(tmp_path, files) == problems


@pytest.mark.parametrize(("before", "after", "problems"), TABLES.values(), ids=TABLES)
def test_a_broken_table(tmp_path, before, after, problems):
    files = GOOD | {"decks/tafel.yaml": changed(TABLE, before, after)}
    assert told(tmp_path, files) == problems


@pytest.mark.parametrize(("before", "after", "problems"), CASES.values(), ids=CASES)
def test_a_broken_case(tmp_path, before, after, problems):
    files = GOOD | {"cases/de-brief.yaml": changed(CASE, before, after)}
    assert told(tmp_path, files) == problems


WHOLE = {
    "an empty file": (
        "",
        ["decks/eigen.yaml, regel 1: dit bestand is leeg. Vul het, of haal het bestand weg."],
    ),
    "only a comment": (
        "# volgt nog\n",
        ["decks/eigen.yaml, regel 1: dit bestand is leeg. Vul het, of haal het bestand weg."],
    ),
    "only a byte order mark": (
        codecs.BOM_UTF8,
        ["decks/eigen.yaml, regel 1: dit bestand is leeg. Vul het, of haal het bestand weg."],
    ),
    "a list": (
        "- id: G1\n",
        [
            "decks/eigen.yaml, regel 1: dit bestand begint met een lijst. Begin het bestand met: kaartenset: …"
        ],
    ),
    "a text": (
        "\nHallo allemaal\n",
        [
            "decks/eigen.yaml, regel 2: dit bestand begint met een tekst. Begin het bestand met: kaartenset: …"
        ],
    ),
    "a letter": (
        "Beste trainer,\n\nHierbij: de kaarten.\n",
        [
            "decks/eigen.yaml, regel 1: op deze regel ontbreekt de naam van een veld met een dubbele punt. Begin met een veld, zoals: titel: …"
        ],
    ),
    "the same deck again": (
        DECK.replace("id: G", "id: G1"),
        [
            "decks/gesprek.yaml, regel 1: de kaartenset 'gesprek' staat ook in decks/eigen.yaml. Zet alle kaarten van één kaartenset in één bestand."
        ],
    ),
    "a hundred thousand brackets": (
        "kaarten: " + "[" * 100_000,
        [
            "decks/eigen.yaml, regel 1: hier staan meer dan 20 lijsten in elkaar. Haal de haken of streepjes weg."
        ],
    ),
    "a hundred thousand dashes": (
        "- " * 100_000,
        [
            "decks/eigen.yaml, regel 1: hier staan meer dan 20 lijsten in elkaar. Haal de haken of streepjes weg."
        ],
    ),
    "a bomb of aliases": (
        "a: &a [x]\nb: &b [*a, *a]\nkaarten: [*b, *b]\nkaartenset: start\n",
        [
            "decks/eigen.yaml, regel 1: het veld 'a' bestaat niet. Haal het weg, of kijk in een ander bestand hoe het veld heet.",
            "decks/eigen.yaml, regel 1: het veld 'licentie' ontbreekt. Voeg een regel toe: licentie: CC BY-SA 4.0",
            "decks/eigen.yaml, regel 1: het veld 'versie' ontbreekt. Voeg een regel toe: versie: \"1.0\"",
            'decks/eigen.yaml, regel 1: hier begint een tekst met &a, en & heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
            "decks/eigen.yaml, regel 2: het veld 'b' bestaat niet. Haal het weg, of kijk in een ander bestand hoe het veld heet.",
            'decks/eigen.yaml, regel 2: hier begint een tekst met &b, en & heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
            'decks/eigen.yaml, regel 2: hier begint een tekst met *a, en * heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
            'decks/eigen.yaml, regel 3: hier begint een tekst met *b, en * heeft in YAML een eigen betekenis. Zet de tekst tussen aanhalingstekens: "…"',
        ],
    ),
    "more than two megabytes": (
        b"#" * (MAX_BYTES + 1),
        [
            "decks/eigen.yaml, regel 1: dit bestand is groter dan 2 MB. Verdeel het over meer bestanden."
        ],
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        [
            "decks/eigen.yaml, regel 1: dit bestand is niet als UTF-8 bewaard. Kies bij Opslaan als de codering UTF-8.",
            "decks/eigen.yaml, regel 2: hier staat een onzichtbaar teken (U+001A). Haal het weg, of typ de regel opnieuw.",
        ],
    ),
}


@pytest.mark.parametrize(("text", "problems"), WHOLE.values(), ids=WHOLE)
def test_a_file_that_is_no_deck_leaves_the_other_files_alone(tmp_path, text, problems):
    root = folder(tmp_path, GOOD | {"decks/eigen.yaml": text})
    read = content.load(root, TODAY)
    assert [str(one) for one in read.problems] == problems
    assert {"G1", "G2"} <= read.cards.keys()
    assert list(read.cases) == ["de-brief"]


def test_a_file_full_of_mistakes_ends_after_five_hundred(tmp_path):
    problems = told(
        tmp_path, GOOD | {"decks/start.yaml": "kaartenset: start\nkaarten:\n" + "- {}\n" * 9000}
    )
    assert len(problems) == 501
    assert (
        "decks/start.yaml, regel 1: dit bestand heeft meer dan 500 fouten. Verbeter eerst wat hier staat."
        in problems
    )


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    root = folder(tmp_path, GOOD)
    with (root / "decks/groot.yaml").open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(type(root), "read_bytes", _small_only(type(root).read_bytes))
    assert [str(one) for one in content.load(root, TODAY).problems] == [
        "decks/groot.yaml, regel 1: dit bestand is groter dan 2 MB. Verdeel het over meer bestanden."
    ]


def _small_only(read_bytes):
    def read(path):
        assert path.stat().st_size <= MAX_BYTES
        return read_bytes(path)

    return read


def test_a_file_that_cannot_be_opened_is_told(tmp_path, monkeypatch):
    root = folder(tmp_path, GOOD)
    open_one = type(root).read_bytes

    def locked(path):
        if path.name == "tafel.yaml":
            raise PermissionError
        return open_one(path)

    monkeypatch.setattr(type(root), "read_bytes", locked)
    assert [str(one) for one in content.load(root, TODAY).problems] == [
        "decks/tafel.yaml, regel 1: dit bestand is niet te openen. Sluit het in andere programma's en kijk of je het mag lezen."
    ]


def test_a_name_that_notepad_made_longer_is_told(tmp_path):
    assert told(tmp_path, GOOD | {"decks/eigen.yaml.txt": DECK}) == [
        "decks/eigen.yaml.txt, regel 1: dit bestand heet nu eigen.yaml.txt en doet daarom niet mee. Geef het de naam eigen.yaml."
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_in_which_windows_saves_unicode_is_read(tmp_path, encoding, end):
    text = changed(DECK, "Wat doe je nu?", "Wat doe jij, Ağa?").replace("\n", end)
    read = content.load(
        folder(tmp_path, GOOD | {"decks/gesprek.yaml": text.encode(encoding)}), TODAY
    )
    assert read.problems == ()
    assert read.cards["G2"].follow_ups[2] == "Wat doe jij, Ağa?"
    assert read.cards["G2"].place.line == 22


def test_a_file_from_an_old_windows_is_read_and_told(tmp_path):
    text = changed(DECK, "Wat doe je nu?", "Wat doet België – en jij?")
    root = folder(tmp_path, GOOD | {"decks/gesprek.yaml": text.encode("cp1252")})
    read = content.load(root, TODAY)
    assert [str(one) for one in read.problems] == [
        "decks/gesprek.yaml, regel 30: dit bestand is niet als UTF-8 bewaard. Kies bij Opslaan als de codering UTF-8."
    ]
    assert read.cards["G2"].follow_ups[2] == "Wat doet België – en jij?"


def test_line_breaks_that_only_yaml_sees_do_not_move_the_line_numbers(tmp_path):
    text = changed(DECK, "Geen oplossingen", "Geen\u2028oplossingen\x85nog\u2029even")
    text = changed(text, "doel: verdiepen", "doel: verdippen")
    assert told(tmp_path, GOOD | {"decks/gesprek.yaml": text}) == [
        "decks/gesprek.yaml, regel 24: bij 'doel' staat 'verdippen'. Bedoelde je 'verdiepen'?"
    ]


# -- what stays ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    vraag: Welk moment vergeet je niet meer?\n", ""),
        ("vraag: Welk moment", "vraag: Stel: welk moment"),
        ("vraag: Welk moment", 'vraag: "Welk moment'),
        ("diepte: 1", "diepte: [1]"),
        ("doel: openen", "\tdoel: openen"),
    ],
)
def test_one_broken_card_leaves_out_just_that_card(tmp_path, before, after):
    text = changed(DECK, before, after)
    read = content.load(folder(tmp_path, GOOD | {"decks/gesprek.yaml": text}), TODAY)
    assert list(read.cards) == ["G2"]
    assert [card.id for card in read.decks["gesprek"].cards] == ["G2"]
    assert len(read.problems) == 1
    assert read.cases["de-brief"].stages[0].cards == ("G2",)


def test_mistakes_in_many_cards_are_told_at_once(tmp_path):
    text = DECK.replace("tip: ", "tip: Let op: ")
    assert told(tmp_path, GOOD | {"decks/gesprek.yaml": text}) == [
        'decks/gesprek.yaml, regel 17: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"',
        'decks/gesprek.yaml, regel 33: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"',
    ]


def test_ids_that_lead_nowhere_are_dropped(tmp_path):
    text = changed(DECK, "wetfeiten: [pip-termijn]", "wetfeiten: [pip-termijn, niets]")
    read = content.load(folder(tmp_path, GOOD | {"decks/gesprek.yaml": text}), TODAY)
    assert read.cards["G1"].facts == ("pip-termijn",)
    assert read.decks["gesprek"].cards[0].facts == ("pip-termijn",)


def test_a_real_case_is_left_out(tmp_path):
    text = changed(CASE, "fictief: true", "fictief: nee")
    read = content.load(folder(tmp_path, GOOD | {"cases/de-brief.yaml": text}), TODAY)
    assert read.cases == {}


def test_a_fact_past_its_date_is_told_and_stays(tmp_path):
    read = content.load(folder(tmp_path, GOOD), date(2027, 2, 20))
    assert set(read.facts) == {"pip-termijn", "brede-intake"}
    assert [one.line for one in read.problems] == [8, 16]
    assert content.load(tmp_path, date(2027, 2, 19)).problems == ()


def test_a_later_folder_goes_over_an_earlier_one_by_id(tmp_path):
    first = folder(tmp_path / "kit", GOOD)
    own = changed(DECK, "vraag: Welk moment", "vraag: Welk goed moment")
    own = changed(own, "id: G2", "id: G10")
    second = folder(tmp_path / "eigen", {"decks/gesprek.yaml": own})
    read = content.load((first, second), TODAY)
    assert read.problems == ()
    assert list(read.cards) == ["G1", "G2", "G10"]
    assert read.cards["G1"].question == "Welk goed moment vergeet je niet meer?"
    assert [card.id for card in read.decks["gesprek"].cards] == ["G1", "G2", "G10"]
    assert read.table.rules == ("Je mag altijd passen.",)


def test_a_folder_without_content_is_empty(tmp_path):
    assert content.load(tmp_path / "nergens") == content.load(tmp_path)


def test_hidden_files_and_other_files_are_left_alone(tmp_path):
    files = {"decks/.oud.yaml": "x", "decks/~$kaart.yaml": "x", "decks/notities.docx": b"\0"}
    assert told(tmp_path, GOOD | files) == []


def test_loading_leaves_the_garbage_collector_as_it_was(tmp_path):
    folder(tmp_path, GOOD)
    content.load(tmp_path, TODAY)
    assert gc.isenabled()
    gc.disable()
    try:
        content.load(tmp_path, TODAY)
        assert not gc.isenabled()
    finally:
        gc.enable()


# -- the parser without libyaml ----------------------------------------------------------------------

DIFFERENT = {
    "a directive",  # skipped by PyYAML's own parser, which stumbles one line further
    "a list for a text",  # PyYAML's own parser cannot read `?]`
    "a list in a list",
}


@pytest.mark.parametrize("sentence", sorted(DECKS.keys() - DIFFERENT))
def test_without_libyaml_the_same_is_told(tmp_path, monkeypatch, sentence):
    monkeypatch.setattr(yamltext, "Parser", plain.Parser)
    before, after, problems = DECKS[sentence]
    files = GOOD | {"decks/gesprek.yaml": changed(DECK, before, after)}
    assert told(tmp_path, files) == problems


# -- sentences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Wat wil je later worden?",
        "De termijn wordt langer, en niemand in de gemeente weet hoe lang.",
        "Het wordt stil. Jamal heeft niets gezegd.",
        "Wordt het gesprek daar beter van?",
        "Zij worden een gezin.",
        "Wat gebeurt er als je niets doet?",
        "Ze vraagt: wat is er aan de hand, wat zie je en wat zou je zelf doen?",
    ],
)
def test_good_dutch_raises_no_alarm(text):
    assert list(words.hard_to_read(text)) == []


def test_a_glance_sees_every_word_that_a_closer_look_finds():
    for word in words.OFFICIALESE:
        for text in (f"Dat is {word} fout.", f"{word.capitalize()}.", f"Nu, {word}, dus."):
            assert words.suspect([text]), text
            assert list(words.hard_to_read(text)), text


# -- whatever is typed -------------------------------------------------------------------------------

FIELDS = ["kaartenset: gesprek", "id: G1", "diepte: 1", "doel: openen", "rollen: [allen]"]
FIELDS += ["vraag: Welk moment vergeet je niet meer?", "- Wat zei de ander?", "minuten: 6"]
FIELDS += ["wetfeiten: [pip-termijn]", "vervolgvragen:", "kaarten:", "bron: Eigen ervaring"]
TYPED = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="\t\n -:[]{}'\"&*!|>%@#?,…“”\\a1", max_size=40),
    st.sampled_from(["yes", "10:30", "~", "null", "1e3", "0x1", "²", "٣", "9" * 5000, "=", "<<"]),
)
QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@QUICK
@given(st.sampled_from(FIELDS), TYPED)
def test_whatever_stands_in_a_field_loading_never_fails(tmp_path, field, typed):
    name = field.split(":")[0] + ": " if ":" in field else "- "
    text = changed(DECK, field, name + typed)
    read = content.load(folder(tmp_path, GOOD | {"decks/gesprek.yaml": text}), TODAY)
    assert all(str(one).startswith(("decks/", "cases/")) for one in read.problems)
    assert all(one.line >= 1 and one.message and one.remedy for one in read.problems)


@QUICK
@given(TYPED, st.sampled_from([FACTS, CASE, TABLE]), st.integers(0, 2000))
def test_whatever_is_pasted_anywhere_loading_never_fails(tmp_path, typed, text, at):
    pasted = text[: at % len(text)] + typed + text[at % len(text) :]
    where = "cases/de-brief.yaml" if text is CASE else "decks/wetfeiten.yaml"
    content.load(folder(tmp_path, GOOD | {where: pasted}), TODAY)


@QUICK
@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_there_is_a_text(raw):
    text, _ = decode(raw)
    assert "\r" not in text
    yamltext.parse(text)


@QUICK
@given(TYPED)
def test_a_text_between_double_quotes_comes_through_as_it_is(tmp_path, typed):
    shown = "".join(sign for sign in typed if sign.isprintable()).strip() or "x"
    quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
    text = changed(DECK, "Laat stiltes bestaan.", f'"{quoted}"')
    read = content.load(folder(tmp_path, GOOD | {"decks/gesprek.yaml": text}), TODAY)
    assert read.cards["G2"].tip == shown


# -- the content of the kit --------------------------------------------------------------------------


def test_the_content_of_the_kit_has_no_problems():
    read = content.load(content_root(), TODAY)
    assert [str(one) for one in read.problems] == []
    assert (len(read.cards), len(read.cases), len(read.facts)) == (72, 8, 26)
