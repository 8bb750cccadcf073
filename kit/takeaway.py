"""What a group takes home: which files, what in them may point to a person, and where they go.

Only this file knows the folder `meenemen` of a group. It lies among the words of the group, so that
wiping the group wipes it too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from kit import agenda, planning
from kit.forms import line
from kit.house_style import NEUTRAL, HouseStyle
from kit.journal import patiently, why
from kit.model import Content, Workshop
from kit.outputs import keeping
from kit.outputs.document import Heading, Paper, texts
from kit.outputs.leaving import harvest
from kit.privacy import DUTCH, check
from kit.series import Series

PLACE = "meenemen"
WHOLE = "hele reeks"
LISTS = "Acties en signalen"
PLANNED = "Agenda"
NOT_MADE = "Dit bestand lukte niet. Druk nog eens op Klaar; de andere bestanden zijn er wel."
AGAIN = "Druk daarna nog eens op Klaar."
OTHERWISE = f"Sluit programma’s die iets uit de map ‘{PLACE}’ open hebben. {AGAIN}"
REMEDY = {
    "de schijf is vol.": f"Maak ruimte vrij. {AGAIN}",
    "in deze map mag je alleen lezen.": f"Geef jezelf het recht om hier te bewaren. {AGAIN}",
    "de map is weg.": f"Steek de stick er weer in of zet de map terug. {AGAIN}",
}


@dataclass(frozen=True)
class Home:
    """Whose words go home: a group, all that stands of it, and the moment (aware) it is asked."""

    group: str
    name: str
    series: Series
    content: Content
    workshops: Mapping[int, Workshop]
    now: datetime
    style: HouseStyle = NEUTRAL

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def next(self) -> int | None:
        """The workshop that comes now; None when all four are done."""
        return self.series.next_workshop([*planning.NUMBERS])


@dataclass(frozen=True)
class Choice:
    """What of it: one workshop or (None) the whole series, which parts, which words by id."""

    workshop: int | None = None
    parts: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Making:
    """One file to make: its name, what it is (Dutch), and how its bytes come about."""

    name: str
    label: str
    make: Callable[[], bytes] = field(compare=False)


@dataclass(frozen=True)
class Made:
    """What became of one file: `name` as it lies there, or `trouble` with what to do (Dutch)."""

    name: str
    label: str
    trouble: str = ""


# -- what leaves ---------------------------------------------------------------------------------


def parts() -> dict[str, str]:
    """The parts of the minutes that can be left out: id and Dutch name."""
    from kit.outputs.minutes import PARTS

    return dict(PARTS)


def released(home: Home, choice: Choice) -> frozenset[str]:
    """The words that go along: only those the group may let go, whatever else was asked."""
    return choice.released & {id for id, *_ in harvest(home.series, choice.workshop)}


def minutes(home: Home, choice: Choice) -> Paper:
    """The minutes with what was chosen, and nothing else."""
    from kit.outputs.minutes import minutes

    return minutes(
        home.series,
        home.content,
        home.name,
        home.today,
        choice.workshop,
        choice.parts,
        released(home, choice),
        home.workshops,
    )


def makings(home: Home, choice: Choice) -> list[Making]:
    """Every file of the folder, in the order in which they are told."""
    from kit.outputs import lists, paper_html, paper_pdf, word

    style, series, today = home.style, home.series, home.today
    paper = minutes(home, choice)
    name = keeping.name(paper.name)
    return [
        Making(f"{name}.docx", "Verslag in Word", lambda: word.docx(paper, style)),
        Making(f"{name}.pdf", "Verslag als PDF", lambda: paper_pdf.pdf(paper, style)),
        Making(f"{name}.html", "Verslag als webpagina", lambda: paper_html.html(paper, style)),
        Making(
            "Acties en signalen.xlsx",
            "Acties en signalen in Excel",
            lambda: lists.action_list(series, home.name, today, style),
        ),
        Making("Acties.csv", "Acties als lijst", lambda: lists.actions_csv(series, today)),
        Making("Signalen.csv", "Signalen als lijst", lambda: lists.signals_csv(series, today)),
        Making(
            "Acties voor de planner.txt",
            "Acties om in je planner te plakken",
            lambda: lists.planner(series, today).encode("utf-8-sig"),
        ),
        Making("Agenda.ics", "Data voor je agenda", lambda: calendar(home)),
    ]


def calendar(home: Home) -> bytes:
    """The four dates and the promised terms, as every page gives them."""
    titles = {number: one.title for number, one in home.workshops.items()}
    planned, due = planning.plans(home.series), agenda.to_file(home.series)
    return agenda.calendar(home.group, planned, due, titles, home.now)


def lists_shown(home: Home) -> dict[str, list[str]]:
    """The lines of the lists that go along: signals and actions, as people read them back."""
    from kit.outputs import lists

    planner = lists.planner(home.series, home.today).split("\n")
    return {
        "signals": [line(one.record) for one in home.series.signals],
        "actions": [one for one in planner if one.strip()],
    }


def finds(home: Home, choice: Choice) -> list[dict]:
    """What in the words that leave may point to a person, each once, with where it stands.

    Each has `kind`, `called` (Dutch), `text`, `reason`, and `places`: pairs of a heading and the
    whole sentence.
    """
    owners = {str(one["owner"]) for one in _records(home.series) if one.get("owner")}
    told = [(LISTS, str(one[n])) for one in _records(home.series) for n in _WRITTEN if one.get(n)]
    told += [one for one in placed(minutes(home, choice)) if one[1] not in owners]
    found = found_in(told, ours(home))
    places = [(PLANNED, str(plan["place"])) for plan in planning.plans(home.series).values()]
    named = [(LISTS, one) for one in sorted(owners)]
    for beside, on_purpose in ((named, OWNER), (places, PLACED)):
        known = {(one["kind"], one["text"]) for one in found}
        more = (one for one in found_in(beside) if one["kind"] not in on_purpose)
        found += [one for one in more if (one["kind"], one["text"]) not in known]
    return found


def ours(home: Home) -> list[str]:
    """Phrases of the kit itself that stand in papers: titles, goals, the questions on cards."""
    content, scripts = home.content, home.workshops.values()
    found = [text for one in scripts for text in (one.title, one.goal)]
    found += [card.question for card in content.cards.values()]
    found += [case.title for case in content.cases.values() if not case.own]
    return sorted((one for one in found if " " in one), key=len, reverse=True)


def found_in(told: Iterable[tuple[str, str]], ours: Iterable[str] = ()) -> list[dict]:
    """What may point to a person in texts, each given with the heading under which it stands.

    What is `ours`, phrase by phrase, is not looked at.
    """
    found: dict[tuple[str, str], dict] = {}
    for where, words in dict.fromkeys(told):
        theirs = words
        for phrase in ours:
            theirs = theirs.replace(phrase, "…")
        for find in check(theirs):
            one = {"kind": find.kind, "called": DUTCH[find.kind], "text": find.text}
            one |= {"reason": find.reason, "places": []}
            places = found.setdefault((find.kind, find.text), one)["places"]
            if all(known not in words for _, known in places):  # not once more in another list
                places.append((where, words))
    return list(found.values())


def placed(paper: Paper) -> list[tuple[str, str]]:
    """Every text of the parts of a paper in reading order, after the heading above it.

    Its title, lead and foot are the kit's own words, with the name of the group and dates.
    """
    found, where = [], paper.title
    for part in paper.parts:
        where = part.text if isinstance(part, Heading) else where
        found += [(where, words) for words in texts(Paper("", "", paper.on, (part,))) if words]
    return found


OWNER, PLACED = {"name"}, {"address", "postcode", "link"}
"""What an owner, and the place of a workshop, may be: that is what their fields ask."""
_WRITTEN = ("text", "if", "then", "first", "stop", "reason", "effect", "who", "proposal")
"""Fields of signals and agreements in which people write; `owner` may be a first name."""


def _records(series: Series) -> Iterable[dict]:
    for thread in (*series.signals, *series.agreements):
        yield from (*thread.wordings, *thread.events)


# -- the folder ----------------------------------------------------------------------------------


def folder_of(group: Path, workshop: int | None, today: date) -> Path:
    """Where the files of today go, in the folder of a group."""
    return group / PLACE / f"{today} {f'workshop {workshop}' if workshop else WHOLE}"


def folders(group: Path) -> list[str]:
    """The names of the folders that were made, newest first."""
    with suppress(OSError):
        found = [one.name for one in (group / PLACE).iterdir() if one.is_dir()]
        return sorted((one for one in found if not one.startswith(".")), reverse=True)
    return []


def produced(wanted: Iterable[Making]) -> list[tuple[Making, bytes | None]]:
    """The bytes of every file; None for one that could not be made. That stops no other."""
    found: list[tuple[Making, bytes | None]] = []
    for one in wanted:
        try:
            found.append((one, one.make()))
        except Exception as error:  # whatever is wrong with one file, the others are wanted
            _say(one, error)
            found.append((one, None))
    return found


def put(folder: Path, files: list[tuple[Making, bytes | None]]) -> list[Made]:
    """Put the files in a folder of a group, all with the same version; each stands by itself."""
    try:
        _make(folder)
        keeping.clear(folder)
        number = keeping.free(folder, (one.name for one, _ in files))
    except OSError as error:
        return [Made(one.name, one.label, trouble(error)) for one, _ in files]
    return [_put(folder, one, data, number) for one, data in files]


def _put(folder: Path, one: Making, data: bytes | None, number: int) -> Made:
    name = keeping.versioned(one.name, number)
    if data is None:
        return Made(name, one.label, NOT_MADE)
    try:
        return Made(keeping.keep(folder / name, data).name, one.label)
    except OSError as error:
        return Made(name, one.label, trouble(error))


def trouble(error: OSError) -> str:
    """What the disk said about one file, and what to do."""
    said = why(error)
    return f"{said[:1].upper()}{said[1:]} {REMEDY.get(said, OTHERWISE)}"


def _make(folder: Path) -> None:
    """Make the folder and the one around it; never the group's: that may just have been wiped."""
    for one in (folder.parent, folder):
        if not one.is_dir():
            patiently(lambda one=one: one.mkdir(0o700, exist_ok=True), lambda _: None)


def _say(one: Making, error: Exception) -> None:
    """For who keeps the kit: which file, and where in the code. Never a word of the group."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    at = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else "?"
    print(f"{one.name}: {type(error).__name__} ({at})", file=sys.stderr, flush=True)


# -- showing it ----------------------------------------------------------------------------------


def show(folder: Path) -> bool:
    """Open a folder in the file manager of this system; False when that cannot be done."""
    try:
        if sys.platform == "win32":
            os.startfile(folder)
            return True
        program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if not program:
            return False
        nowhere = subprocess.DEVNULL
        started = subprocess.Popen(
            [program, str(folder)], stdin=nowhere, stdout=nowhere, stderr=nowhere
        )
    except OSError:
        return False
    threading.Thread(target=started.wait, daemon=True).start()  # it may stay open all evening
    return True
