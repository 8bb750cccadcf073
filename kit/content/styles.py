"""How a house style is written down: a file in huisstijl/ with colours, a logo and a letter.

What is wrong with one colour or with the logo leaves the rest as it is; neutral stands in.
"""

from __future__ import annotations

import re
from pathlib import Path

from kit.content.fields import Entry, Note, near, shown, what
from kit.content.logos import logo_of
from kit.content.parts import Found, first, slug
from kit.content.yamltext import Mapping, Scalar, Unreadable, line_of
from kit.contrast import Short, falls_short, nearest, worn
from kit.house_style import HouseStyle, called
from kit.model import Place

FOLDER = "huisstijl"
FIELDS = frozenset(("id", "naam", "gemeenten", "voor", "kleuren", "logo", "logo_tekst", "letter"))
EVERYONE = "iedereen"
COLOURS = {"papier": "paper", "vlak": "soft", "accent": "brand"}
"""Grounds first: what stands on them is looked at after."""
EXAMPLE = '"#7a1f5c"'
UNTIL = "Tot dan staat er de neutrale kleur."
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LETTER = re.compile(r"[^\W_][\w -]{0,59}")
_NAMES = {
    "ink": "gewone letters",
    "ink-2": "grijze letters",
    "brand": "de accentkleur",
    "brand-2": "de donkere accentkleur",
    "brand-ink": "witte letters",
    "warn": "een waarschuwing",
    "stop": "een foutmelding",
    "ok": "een bevestiging",
    "field": "de rand van een tekstvak",
    "focus": "de rand om wat je kiest",
    "paper": "het papier",
    "surface": "wit",
    "soft": "het vlak",
    "calm": "een rustig scherm",
}


def take_style(node: Mapping, file: Path, found: Found, note: Note) -> None:
    """Put the house style of one file into `found`."""
    entry = Entry(node, FIELDS, note)
    id, name = slug(entry), entry.text("naam")
    everyone = entry.choice("voor", (EVERYONE,), "") == EVERYONE
    groups = entry.texts("gemeenten", ())
    if entry.whole and not everyone and not groups and "gemeenten" not in entry.excused:
        remedy = "Voeg een regel toe: gemeenten: [Voorbeeldstad], of: voor: iedereen"
        entry.broken(entry.line, "hier staat niet voor wie deze huisstijl is.", remedy)
    style = HouseStyle(
        name=name,
        colours=_colours(entry),
        logo=(logo := _logo(entry, found.media.parent / file.parent)),
        logo_alt=entry.text("logo_tekst", f"Logo van {name}") if logo else "",
        font=_letter(entry),
        id=id,
        groups=groups,
        everyone=everyone,
        place=Place(file, entry.line),
    )
    if entry.whole:
        _claimed(entry, style, found)
        first(style, found.styles, "deze huisstijl een ander id", note)


def _claimed(entry: Entry, style: HouseStyle, found: Found) -> None:
    """Tell who already has a style in another file of this folder."""
    for other in found.styles.values():
        where = other.place.file.as_posix()
        taken = {called(name) for name in other.groups}
        for name in style.groups:
            if called(name) in taken:
                message = f"'{shown(name)}' heeft al een huisstijl: {where}."
                entry.note(entry.at("gemeenten"), message, "Haal de naam in één van beide weg.")
        if style.everyone and other.everyone:
            message = f"er is al een huisstijl voor iedereen: {where}."
            entry.note(entry.at("voor"), message, "Haal de regel in één van beide weg.")


# -- colours -----------------------------------------------------------------------------------


def _colours(entry: Entry) -> dict[str, str]:
    """The colours that can be used, with what is made from the accent; the others are told."""
    node = entry.node.get("kleuren")
    if node is None or type(node) is Unreadable:
        return {}
    if type(node) is not Mapping:
        here = f"'{shown(node.value)}'" if type(node) is Scalar else what(node)
        remedy = f"Zet eronder, ingesprongen: accent: {EXAMPLE}"
        entry.note(line_of(node), f"bij 'kleuren' staat {here}.", remedy)
        return {}
    Entry(node, frozenset(COLOURS), entry.note)  # tells of names that are no colour of ours
    kept: dict[str, str] = {}
    for word, token in COLOURS.items():
        if word in node and (colour := _colour(entry, word, node[word])):
            tried = kept | {token: colour}
            if short := falls_short(tried):
                _tell(entry, word, line_of(node[word]), colour, short, kept)
            else:
                kept = tried
    everything = worn(kept)
    made = {"brand-2", "soft"} if "brand" in kept else set()
    return {token: everything[token] for token in sorted({*kept, *made})}


def _colour(entry: Entry, word: str, value: object) -> str:
    """A colour as it is written down, in small letters; "" when it is none."""
    text = value.value.strip() if type(value) is Scalar else ""
    if _HEX.fullmatch(text):
        return text.lower()
    if type(value) is Unreadable:
        return ""
    remedy = f"Schrijf # met zes tekens, tussen aanhalingstekens: {word}: {EXAMPLE}"
    if type(value) is Scalar and not text:
        message = f"bij '{word}' staat geen kleur; zonder aanhalingstekens valt alles na # weg."
    else:
        here = f"'{shown(text)}'" if text else what(value)
        message = f"bij '{word}' staat {here}, en dat is geen kleur."
        if _HEX.fullmatch(f"#{text}"):
            remedy = f'Zet er een # voor: {word}: "#{text}"'
    entry.note(line_of(value), message, remedy)
    return ""


def _tell(
    entry: Entry, word: str, line: int, colour: str, short: Short, kept: dict[str, str]
) -> None:
    """How far a colour falls short, and the nearest one that does not."""
    pair = short.pair
    on = f"{_name(pair.what)} op {_name(pair.ground)}"
    found = f"{int(short.found * 10) / 10:.1f}".replace(".", ",")
    least = f"{pair.least:.1f}".replace(".", ",")
    message = (
        f"de kleur '{word}' ({colour}) geeft te weinig contrast: "
        f"{on} haalt {found}, en {least} is nodig."
    )
    token = COLOURS[word]
    better = nearest(colour, lambda one: falls_short(kept | {token: one}) is None)
    remedy = f'Neem "{better}", dezelfde tint.' if better else "Neem een heel andere kleur."
    entry.note(line, message, f"{remedy} {UNTIL}")


def _name(token: str) -> str:
    return _NAMES.get(token, "de kleur van een kaartenset")


# -- logo and letter ---------------------------------------------------------------------------


def _logo(entry: Entry, folder: Path) -> bytes:
    name = entry.text("logo", "")
    if not name:
        return b""
    logo, fault = logo_of(name, folder)
    if fault:
        message, remedy = fault
        there = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
        entry.note(entry.at("logo"), message, remedy or near(name, there) or "Zet het erin.")
    return logo


def _letter(entry: Entry) -> str:
    letter = entry.text("letter", "")
    if letter and not _LETTER.fullmatch(letter):
        remedy = "Schrijf alleen de naam, zoals die in Word staat: letter: Verdana"
        entry.note(entry.at("letter"), f"bij 'letter' staat '{shown(letter)}'.", remedy)
        return ""
    return letter
