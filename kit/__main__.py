"""The command `kit`: which words it knows, and how it answers a slip of the pen in Dutch.

Each command imports its own part of the kit when it is called, so that `kit version` stays quick.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

WRONG_USE = 2
INTERRUPTED = 130

HELP = """\
Gebruik: kit OPDRACHT

  start      zet de kit klaar en opent de startpagina
  practice   oefen een workshop met een verzonnen groep
  check      zoekt fouten in kaarten, casussen en draaiboeken
  status     zegt hoe het met de signalen en afspraken van je groepen staat
  privacy    zoekt in een tekst wat naar een persoon kan wijzen
  print      maakt kaarten, briefjes en casusboekjes om te printen
  lab        opent je draaiboeken in JupyterLab om ze te veranderen
  deck       zet een kaartenset in een rekenblad, en weer terug
  new        maakt een eigen werkplaats om workshops in te veranderen
  own        haalt iets uit de kit op om te veranderen
  update     neemt over wat een nieuwe kit veranderde, als jij wilt
  pack-content  maakt één bestand van je eigen werk om te delen
  add-content   haalt zo'n bestand binnen, na nakijken
  version    zegt welke versie dit is

Meer over een opdracht: kit OPDRACHT --help"""

START_HELP = """\
Gebruik: kit start [--data MAP] [--port NUMMER] [--no-browser]

  --data MAP       bewaar wat jullie opschrijven in deze map
  --port NUMMER    gebruik deze poort; anders kiest de kit een vrije
  --no-browser     open de startpagina niet vanzelf"""

PRACTICE_HELP = """\
Gebruik: kit practice [--data MAP] [--port NUMMER] [--no-browser]

  --data MAP       zet de oefening naast deze map met echte groepen
  --port NUMMER    gebruik deze poort; anders kiest de kit een vrije
  --no-browser     open de startpagina niet vanzelf

Je leidt een workshop met een groep die niet bestaat. Wat je opschrijft, komt in een eigen map."""

CHECK_HELP = """\
Gebruik: kit check [BESTAND OF MAP ...]

Zonder naam kijkt de kit alle kaarten, casussen en draaiboeken na."""

PRIVACY_HELP = """\
Gebruik: kit privacy BESTAND [--pattern PATROON] [--json]

  BESTAND             een tekstbestand; - leest wat er binnenkomt
  --pattern PATROON   zo ziet een zaaknummer er bij jullie uit, bijvoorbeeld ABC-\\d{4,6}
  --json              geeft elke plek met soort, tekst, begin en einde

De kit waarschuwt. Wat er dan nog in staat, lees je zelf na."""

PRINT_HELP = """\
Gebruik: kit print [--layout a6|a5|a4] [--duplex lang|kort|vouwen]
                   [--suit SET | --cards G1,G2 | --case CASUS | --slips 1 | --calibrate
                    | --privacy | --paper uitnodiging --group GROEP [--data MAP]]
                   [--offset X,Y] [--style HUISSTIJL] [--out BESTAND]

Zonder keuze: alle kaarten op A6, vier op een blad, dubbelzijdig over de lange kant.

  --layout a5        grote letters, twee op een blad; a4: één kaart per blad, voor de muur
  --duplex kort      dubbelzijdig over de korte kant; vouwen: voor en achter naast elkaar
  --suit gesprek     alleen deze kaartenset
  --cards G1,G2      alleen deze kaarten, of wetfeiten
  --case H           een boekje voor de begeleider, met een uitdeelblad per onthulling
  --slips 1          lege briefjes voor de vragen van workshop 1, of bij kaarten: --slips G1,G2
  --calibrate        een proefblad: hoeveel schuift jouw printer de achterkant?
  --privacy          het blad voor de FG en de beveiliging
  --paper NAAM       een papier voor een groep, met haar planning: uitnodiging,
                     uitnodiging-leiding, belofte of regels
  --group GROEP      voor deze groep; --data MAP: in deze map staan de groepen
  --offset 3,-5      schuif de achterkanten naar rechts en naar beneden, in tienden millimeter
  --style HUISSTIJL  de huisstijl met dit id; is er maar één, dan gaat die vanzelf mee
  --out BESTAND      geef het bestand deze naam; wat er al is, blijft staan"""

STATUS_HELP = """\
Gebruik: kit status [--data MAP] [--json]

  --data MAP       kijk in deze map; anders in die waar kit start bewaart
  --json           geef de cijfers als JSON, voor een ander programma

Per groep: de signalen, de afspraken, wat geparkeerd staat en de workshops."""

DECK_HELP = """\
Gebruik: kit deck BESTAND --to BESTAND [--remove]

  kit deck decks/gesprek.yaml --to kaarten.xlsx    een rij per kaart; .csv mag ook
  kit deck kaarten.xlsx --to decks/gesprek.yaml    de veranderde rijen terug in de kaartenset

  --remove    haal ook kaarten weg die niet in het rekenblad staan

Notities in de kaartenset blijven staan, en je houdt een kopie van hoe ze was."""

LAB_HELP = """\
Gebruik: kit lab [--port NUMMER] [--no-browser]

  --port NUMMER    gebruik deze poort; anders kiest de kit een vrije
  --no-browser     open JupyterLab niet vanzelf

Sta je in een map met eigen draaiboeken, dan gaat die open; anders die van de kit zelf."""

VERSION_HELP = "Gebruik: kit version"

_DUTCH = (
    (r"argument (?P<what>[^:]+): expected one argument", "Achter {what} hoort nog iets."),
    (r"argument (?P<what>[^:]+): ignored explicit argument .*", "Achter {what} hoort niets."),
    (r"unrecognized arguments: (?P<what>.+)", "Dit past niet bij deze opdracht: {what}."),
    (r"argument (?P<what>[^:]+): (?P<why>.+)", "{what}: {why}"),
)


def _in_dutch(message: str) -> str:
    for pattern, dutch in _DUTCH:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return dutch.format(**found.groupdict())
    return "Deze opdracht begrijp ik niet."


class _DutchParser(argparse.ArgumentParser):
    """An argparse parser of which a user never sees the English."""

    def __init__(self, help_text: str) -> None:
        super().__init__(prog="kit", add_help=False, allow_abbrev=False)
        self.help_text = help_text
        self.add_argument("-h", "--help", action="help")

    def format_help(self) -> str:
        return self.help_text + "\n"

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{_in_dutch(message)}\n\n{self.help_text}\n")


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError("geef een getal van 0 tot en met 65535.")
    return int(text)


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("geef de naam van een map.")
    return Path(text).expanduser().absolute()


def _start(words: Sequence[str]) -> int:
    return _serve(words, START_HELP)


def _practice(words: Sequence[str]) -> int:
    return _serve(words, PRACTICE_HELP, practice=True)


def _serve(words: Sequence[str], help_text: str, practice: bool = False) -> int:
    parser = _DutchParser(help_text)
    parser.add_argument("--data", type=_folder)
    parser.add_argument("--port", type=_port, default=0)
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    asked = parser.parse_args(words)

    from kit.paths import default_data
    from kit.server.app import run

    return run(asked.data or default_data(Path.cwd()), asked.port, asked.browser, practice)


def _check(words: Sequence[str]) -> int:
    parser = _DutchParser(CHECK_HELP)
    parser.add_argument("paths", nargs="*")
    asked = parser.parse_args(words)

    from kit.check import main as check

    return check(asked.paths)


def _status(words: Sequence[str]) -> int:
    parser = _DutchParser(STATUS_HELP)
    parser.add_argument("--data", type=_folder)
    parser.add_argument("--json", dest="as_json", action="store_true")
    asked = parser.parse_args(words)

    from kit.paths import default_data
    from kit.status import main as status

    return status(asked.data or default_data(Path.cwd()), asked.as_json)


def _privacy(words: Sequence[str]) -> int:
    parser = _DutchParser(PRIVACY_HELP)
    parser.add_argument("file", nargs="?")
    parser.add_argument("--pattern", action="append", default=[])
    parser.add_argument("--json", dest="as_json", action="store_true")
    asked = parser.parse_args(words)
    if asked.file is None:
        parser.exit(WRONG_USE, f"Geef de naam van een bestand.\n\n{PRIVACY_HELP}\n")

    from kit.privacy.command import main as privacy

    return privacy(asked.file, asked.pattern, asked.as_json)


def _one_of(*choices: str) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        if text.lower() not in choices:
            raise argparse.ArgumentTypeError(f"kies uit {', '.join(choices)}.")
        return text.lower()

    return chosen


def _ids(text: str) -> tuple[str, ...]:
    if ids := tuple(id.strip() for id in text.split(",") if id.strip()):
        return ids
    raise argparse.ArgumentTypeError("noem er minstens één.")


def _tenths(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*([+-]?\d{1,2})\s*,\s*([+-]?\d{1,2})\s*", text)
    if not found:
        raise argparse.ArgumentTypeError("geef twee hele getallen van -99 tot 99, zoals 3,-5.")
    return int(found[1]), int(found[2])


def _print(words: Sequence[str]) -> int:
    parser = _DutchParser(PRINT_HELP)
    parser.add_argument("--layout", type=_one_of("a6", "a5", "a4"), default="a6")
    parser.add_argument("--duplex", type=_one_of("lang", "kort", "vouwen"))
    parser.add_argument("--suit", default="")
    parser.add_argument("--cards", type=_ids, default=())
    parser.add_argument("--case", default="")
    parser.add_argument("--slips", type=_ids, default=())
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--privacy", action="store_true")
    parser.add_argument("--paper", default="")
    parser.add_argument("--group", default="")
    parser.add_argument("--data", type=_folder)
    parser.add_argument("--offset", type=_tenths, default=(0, 0))
    parser.add_argument("--style", default="")
    parser.add_argument("--out", type=_folder)
    # A number below zero starts with a dash, which argparse takes for an option.
    joined = re.sub(r"(^|\0)--offset\0(?=[+-]?\d)", r"\1--offset=", "\0".join(words))
    asked = parser.parse_args(joined.split("\0") if words else [])

    from kit.outputs.command import main as print_
    from kit.outputs.printed import Asked

    return print_(Asked(**vars(asked)))


def _deck(words: Sequence[str]) -> int:
    parser = _DutchParser(DECK_HELP)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--remove", action="store_true")
    asked = parser.parse_args(words)
    if asked.file is None or asked.to is None:
        missing = "Zeg achter --to waar het heen gaat." if asked.file else "Geef een bestand."
        parser.exit(WRONG_USE, f"{missing}\n\n{DECK_HELP}\n")

    from kit.deck_command import main as deck

    return deck(asked.file, asked.to, asked.remove)


def _lab(words: Sequence[str]) -> int:
    parser = _DutchParser(LAB_HELP)
    parser.add_argument("--port", type=_port, default=0)
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    asked = parser.parse_args(words)

    from kit.server.lab import run

    return run(Path.cwd(), asked.port, asked.browser)


def _version(words: Sequence[str]) -> int:
    _DutchParser(VERSION_HELP).parse_args(words)

    from kit import __version__

    print(f"Gesprekskit {__version__}")
    return 0


def _new(words: Sequence[str]) -> int:
    from kit.workspace import asked

    return asked.new(_DutchParser, _folder, words)


def _own(words: Sequence[str]) -> int:
    from kit.workspace import asked

    return asked.own(_DutchParser, words)


def _update(words: Sequence[str]) -> int:
    from kit.workspace import asked

    return asked.update(_DutchParser, words)


def _pack(words: Sequence[str]) -> int:
    from kit.workspace import asked

    return asked.pack(_DutchParser, _folder, words)


def _add(words: Sequence[str]) -> int:
    from kit.workspace import asked

    return asked.add(_DutchParser, words)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "start": _start,
    "check": _check,
    "status": _status,
    "practice": _practice,
    "privacy": _privacy,
    "print": _print,
    "lab": _lab,
    "deck": _deck,
    "new": _new,
    "own": _own,
    "update": _update,
    "pack-content": _pack,
    "add-content": _add,
    "version": _version,
}


def _unknown(word: str) -> int:
    near = get_close_matches(word.lower(), COMMANDS, n=1)
    remedy = f" Bedoel je: kit {near[0]}?" if near else f"\n\n{HELP}"
    print(f"De opdracht '{word}' ken ik niet.{remedy}", file=sys.stderr)
    return WRONG_USE


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code; without words, show which there are."""
    words = list(sys.argv[1:] if words is None else words)
    if not words or words[0] in ("-h", "--help"):
        print(HELP)
        return 0
    command = COMMANDS.get(words[0])
    if command is None:
        return _unknown(words[0])
    try:
        return command(words[1:])
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
