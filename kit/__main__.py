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
  check      zoekt fouten in kaarten, casussen en draaiboeken
  lab        opent je draaiboeken in JupyterLab om ze te veranderen
  version    zegt welke versie dit is

Meer over een opdracht: kit OPDRACHT --help"""

START_HELP = """\
Gebruik: kit start [--data MAP] [--port NUMMER] [--no-browser]

  --data MAP       bewaar wat jullie opschrijven in deze map
  --port NUMMER    gebruik deze poort; anders kiest de kit een vrije
  --no-browser     open de startpagina niet vanzelf"""

CHECK_HELP = """\
Gebruik: kit check [BESTAND OF MAP ...]

Zonder naam kijkt de kit alle kaarten, casussen en draaiboeken na."""

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
    parser = _DutchParser(START_HELP)
    parser.add_argument("--data", type=_folder)
    parser.add_argument("--port", type=_port, default=0)
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    asked = parser.parse_args(words)

    from kit.paths import default_data
    from kit.server.app import run

    return run(asked.data or default_data(Path.cwd()), asked.port, asked.browser)


def _check(words: Sequence[str]) -> int:
    parser = _DutchParser(CHECK_HELP)
    parser.add_argument("paths", nargs="*")
    asked = parser.parse_args(words)

    from kit.check import main as check

    return check(asked.paths)


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


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "start": _start,
    "check": _check,
    "lab": _lab,
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
