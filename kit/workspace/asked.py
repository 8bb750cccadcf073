"""The words behind `kit new`, `own`, `update`, `pack-content` and `add-content`, and their help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

NEW_HELP = """\
Gebruik: kit new MAP [--copy WAT ...] [--empty]

Maakt een eigen werkplaats: een map met jouw draaiboeken, kaarten en casussen. Wat je daar zet, komt
in de plaats van wat de kit meebrengt; de rest blijft uit de kit komen. Zonder keuze
staat workshop 1 erin.

  --copy WAT   begin met iets uit de kit, zoals workshop2, G1, gesprek, de-brief, kaarten, alles
  --empty      begin met lege mappen"""

OWN_HELP = """\
Gebruik: kit own WAT [WAT ...]

Haalt iets uit de kit op om te veranderen, en zet het in je werkplaats. Wat al van jou is, blijft.

  WAT   een kaart (G1), een kaartenset (gesprek), een casus (de-brief of H), een wetfeit, een
        workshop (workshop2), of: kaarten, casussen, wetfeiten, workshops, tafel, alles"""

UPDATE_HELP = """\
Gebruik: kit update [--list] [--yes]

Laat zien wat een nieuwe kit veranderde in wat jij kopieerde, en vraag per stuk of je het overneemt.
Wat je overneemt, kun je terughalen: je bestand van ervoor staat in de map .vorige.

  --list   noem alleen wat er veranderd is
  --yes    neem alles over wat jij zelf niet veranderde, zonder te vragen"""

PACK_HELP = """\
Gebruik: kit pack-content [MAP] [--licence TEKST] [--maker NAAM] [--release NUMMER] [--out BESTAND]

Maakt één zip van jouw kaarten, casussen, draaiboeken en media, om te delen. Zonder MAP: van de
werkplaats waarin je staat.

  --licence TEKST    wat een ander ermee mag, zoals: "CC BY-SA 4.0"
  --maker NAAM       wie het maakte; je mag dit leeg laten
  --release NUMMER   de versie van je pakket, zoals 1.0
  --out BESTAND      geef het bestand deze naam; wat er al is, blijft staan"""

ADD_HELP = """\
Gebruik: kit add-content BESTAND [--rename OUD=NIEUW ...] [--yes] [--trust-code] [--list]
         kit add-content --undo

Haalt een gedeeld pakket binnen in je werkplaats. De kit kijkt het eerst na en overschrijft niets.

  --list              kijk het na en laat zien wat erin zit; haal niets binnen
  --rename G1=G31     geef een kaart een ander nummer, omdat je die zelf al hebt
  --yes               vraag niets; wat je al hebt, wordt overgeslagen
  --trust-code        de code in de draaiboeken heb je gelezen en je vertrouwt de maker
  --undo              haal weg wat het laatste pakket bracht; wat jij veranderde, blijft"""


def new(parser_of, folder, words: Sequence[str]) -> int:
    """`kit new`."""
    parser = parser_of(NEW_HELP)
    parser.add_argument("folder", nargs="?", type=folder)
    parser.add_argument("--copy", nargs="+", action="extend", default=[])
    parser.add_argument("--empty", action="store_true")
    asked = parser.parse_args(words)
    if asked.folder is None:
        parser.exit(2, f"Geef de naam van een map.\n\n{NEW_HELP}\n")

    from kit.workspace.command import new as make

    return make(asked.folder, asked.copy, asked.empty)


def own(parser_of, words: Sequence[str]) -> int:
    """`kit own`."""
    parser = parser_of(OWN_HELP)
    parser.add_argument("things", nargs="*")
    asked = parser.parse_args(words)
    if not asked.things:
        parser.exit(2, f"Noem er minstens één.\n\n{OWN_HELP}\n")

    from kit.workspace.command import own_words

    return own_words(asked.things)


def update(parser_of, words: Sequence[str]) -> int:
    """`kit update`."""
    parser = parser_of(UPDATE_HELP)
    parser.add_argument("--list", dest="only_list", action="store_true")
    parser.add_argument("--yes", action="store_true")
    asked = parser.parse_args(words)

    from kit.workspace.command import update as take_over

    return take_over(asked.only_list, asked.yes)


def pack(parser_of, folder, words: Sequence[str]) -> int:
    """`kit pack-content`."""
    parser = parser_of(PACK_HELP)
    parser.add_argument("folder", nargs="?", type=folder)
    parser.add_argument("--licence", default="")
    parser.add_argument("--maker", default="")
    parser.add_argument("--release", default="1.0")
    parser.add_argument("--out", type=folder)
    asked = parser.parse_args(words)

    from kit.sharing.command import pack as make_one

    about = {"version": asked.release, "licence": asked.licence, "maker": asked.maker}
    return make_one(asked.folder, about, asked.out)


def add(parser_of, words: Sequence[str]) -> int:
    """`kit add-content`."""
    parser = parser_of(ADD_HELP)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rename", action="append", default=[])
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--trust-code", dest="trust", action="store_true")
    parser.add_argument("--list", dest="only_list", action="store_true")
    parser.add_argument("--undo", action="store_true")
    asked = parser.parse_args(words)
    if asked.undo == (asked.file is not None):
        parser.exit(2, f"Geef de naam van een pakket, of --undo.\n\n{ADD_HELP}\n")

    from kit.sharing.command import add as bring_in
    from kit.sharing.command import undo

    if asked.undo:
        return undo()
    return bring_in(asked.file, asked.rename, asked.yes, asked.trust, asked.only_list)
