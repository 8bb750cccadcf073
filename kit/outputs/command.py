"""The command `kit print`: what is asked for, which file it becomes, and how to print it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from kit import content, papers
from kit.folder import Folder
from kit.house_style import style_of
from kit.journal import Reader, why
from kit.lock import Lock
from kit.outputs.cards import TooLong
from kit.outputs.keeping import keep
from kit.outputs.printed import (
    FULL_SIZE,
    Asked,
    CannotPrint,
    Printed,
    known_as,
    made,
    one_kind,
    own_scripts,
    own_style,
    own_words,
)
from kit.paths import default_data, own_workspace, roots
from kit.series import fold

WRONG, WRONG_USE = 1, 2


def main(asked: Asked, today: date | None = None) -> int:
    """Make the PDF and say how to print it. 0, 1 for what does not fit, 2 for a wrong word."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console of Windows does not know every letter
    today = today or date.today()
    try:
        one_kind(asked)
        name, (pdf, lost), how = _paper(asked, today) if asked.paper else made(asked, today)
        file = write(asked.out or Path.cwd() / name, pdf)
    except CannotPrint as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except TooLong as error:
        print(error, "Er is niets gemaakt.", sep="\n", file=sys.stderr)
        return WRONG
    except OSError as error:
        print(f"Het bestand is niet bewaard: {why(error)}", file=sys.stderr)
        print("Kies met --out een andere map.", file=sys.stderr)
        return WRONG
    for line in _left_out(lost):
        print(line, file=sys.stderr)
    print(f"Klaar: {file}", *how, sep="\n")
    return 0


def write(wanted: Path, pdf: bytes) -> Path:
    """Keep a PDF under this name, or the first free one with a number; gives where it went."""
    if wanted.suffix.lower() != ".pdf":
        wanted = wanted.with_name(f"{wanted.name}.pdf")
    wanted.parent.mkdir(parents=True, exist_ok=True)
    return keep(wanted, pdf)


def _paper(asked: Asked, today: date) -> tuple[str, Printed, list[str]]:
    """A paper for a group: from its planning, and from nothing that was said at the table."""
    if asked.paper in papers.PRIVATE:
        remedy = "Maak het op de pagina Meenemen."
        raise CannotPrint(f"Van dit papier lees je eerst wat erin staat. {remedy}")
    what = known_as(asked.paper, list(papers.OPEN), "soort papier")
    data = asked.data or default_data(Path.cwd())
    groups = {name: id for id, name in Folder(data).groups()} if data.is_dir() else {}
    if not groups:
        raise CannotPrint(f"In {data} staat nog geen groep. Geef de goede map met --data.")
    if not asked.group and len(groups) > 1:
        raise CannotPrint(f"Voor welke groep? Kies met --group uit: {', '.join(groups)}.")
    name = known_as(asked.group, list(groups), "groep") if asked.group else next(iter(groups))
    if asked.style:
        style = own_style(asked.style)
    else:
        style = style_of(content.house_styles(roots(own_workspace(Path.cwd())))[0], name)
    if Lock(data / groups[name]).on:
        raise CannotPrint("Deze groep heeft een slot. Open hem, en maak het op de pagina Meenemen.")
    series = fold(Reader(data / groups[name]).refresh().records)
    now = datetime(today.year, today.month, today.day).astimezone()
    home = papers.Home(groups[name], name, series, own_words(), own_scripts(), now, style)
    paper = papers.made(home, what, {"which": str(home.next or papers.NUMBERS[-1])})
    return paper.name, (paper.data, []), [f"Print op gewoon papier. {FULL_SIZE}"]


def _left_out(lost: list[tuple[str, str]]) -> Iterable[str]:
    """What was left out, one line per place."""
    places: dict[str, list[str]] = {}
    for where, sign in lost:
        places.setdefault(where, []).append(sign)
    for where, signs in places.items():
        shown = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in dict.fromkeys(signs))
        name = where[:1].upper() + where[1:]
        yield f"{name}: deze tekens kan de kit niet afdrukken. Ze zijn weggelaten: {shown}"
