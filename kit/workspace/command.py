"""The commands `kit new`, `kit own` and `kit update`: what is asked and answered on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kit.content.settings import settings
from kit.paths import WORKSPACE_FILE, called_as, own_workspace, quoted
from kit.workspace.changes import Change, changes, in_order, keep, simple, take
from kit.workspace.keeping import EARLIER, CannotChange, why_not
from kit.workspace.making import FIRST, CannotMake, Copied, copy_schemas, make, own
from kit.workspace.telling import one_line, told

WRONG = 1
NO_WORKSPACE = "Je staat niet in een werkplaats. Maak er een met: kit new MAP"
QUESTION = "Neem je dit over? j = ja, n = nee en vraag het niet meer, Enter = later: "
OVER_OWN = "Neem je die van de kit? De jouwe blijft in {place}. j = ja, n = nee, Enter = later: "


def new(folder: Path, words: list[str], empty: bool = False) -> int:
    """`kit new`: make a workspace and put some of the kit's things in it; 0, or 1 if it cannot."""
    readable()
    try:
        make(folder)
        copied = [] if empty else own(folder, words or list(FIRST))
    except CannotMake as error:
        return _refused(error)
    print(f"Je werkplaats staat klaar: {folder}")
    for one in copied:
        print(_copied(one, folder))
    for line in go_on(folder):
        print(line)
    return 0


def go_on(folder: Path) -> list[str]:
    """What to do after a workspace was made, line by line."""
    kit = called_as()
    return [
        "Zo ga je verder, in een venster voor opdrachten:",
        f"  1. Ga in de map staan: cd {quoted(folder)}",
        f"  2. Verander een draaiboek: {kit} lab",
        "     Of open een bestand in decks of cases met een gewone teksteditor.",
        f"  3. Haal nog iets op om te veranderen, zoals kaart G1: {kit} own G1",
        f"  4. Kijk het na: {kit} check",
        f"  5. Start met jouw werk: {kit} start",
        "Wat jij niet verandert, blijft uit de kit komen.",
    ]


def own_words(words: list[str]) -> int:
    """`kit own`: copy things of the kit into the workspace; 0, or 1 if that cannot be done."""
    readable()
    workspace = own_workspace(Path.cwd())
    if workspace is None:
        return _refused(NO_WORKSPACE)
    try:
        for one in own(workspace, words):
            print(_copied(one, workspace))
    except CannotMake as error:
        return _refused(error)
    return 0


def update(only_list: bool, yes: bool, ask: Callable[[str], str] | None = None) -> int:
    """`kit update`: show what the kit changed in own copies and take over what the trainer wants.

    `yes` takes all that clashes with nothing of the trainer's. 0, or 1 when something went wrong.
    """
    readable()
    workspace = own_workspace(Path.cwd())
    if workspace is None:
        return _refused(NO_WORKSPACE)
    with suppress(OSError):  # an editor that helps a little less is no reason to stop
        copy_schemas(workspace)
    found = changes(workspace)
    if not found:
        print("Er is niets veranderd aan wat je uit de kit haalde.")
        return 0
    if not only_list and not yes and ask is None and not sys.stdin.isatty():
        only_list = True
    wrong = taken = 0
    for place, change in enumerate(in_order(found), 1):
        if only_list:
            print(one_line(change))
            continue
        if yes and not simple(change):
            continue
        if not yes:
            print(f"\n{place} van {len(found)}", *told(change, workspace), sep="\n")
        try:
            taken += _decide(workspace, change, yes, ask or input)
        except (CannotChange, KeyError, OSError) as error:
            wrong += 1
            print(f"{one_line(change)} Overnemen lukt niet: {why_not(error)}", file=sys.stderr)
    _last_words(workspace, taken, only_list, yes)
    return WRONG if wrong else 0


def tell_changes() -> None:
    """For `kit check`: what the kit changed in own copies, with the difference; nothing if none."""
    workspace = own_workspace(Path.cwd())
    found = changes(workspace) if workspace else []
    known = [one for one in found if one.known]
    for change in known:
        print(*told(change, workspace), sep="\n")
    if known:
        print("Wil je iets hiervan overnemen? Typ: kit update")
    if by_hand := sorted({one.thing.called for one in found if not one.known}):
        many = f"{', '.join(by_hand[:8])}{' …' if len(by_hand) > 8 else ''}"
        print(f"Van jou, en anders dan in de kit: {many}. Vergelijk ze met: kit update")


def readable() -> None:
    """A console of Windows does not know every letter: it shows a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


# -- one change -----------------------------------------------------------------------------------


def _decide(workspace: Path, change: Change, yes: bool, ask: Callable[[str], str]) -> int:
    question = OVER_OWN.format(place=EARLIER) if change.clashes else QUESTION
    answer = "j" if yes else _answer(ask, question)
    if answer == "j":
        take(workspace, change, theirs=bool(change.clashes))
        return 1
    if answer == "n":
        keep(workspace, change)
    return 0


def _answer(ask: Callable[[str], str], question: str) -> str:
    while True:
        try:
            answer = ask(question).strip().casefold()
        except EOFError:
            return ""
        if answer in ("", "j", "n", "ja", "nee"):
            return answer[:1]


def _last_words(workspace: Path, taken: int, only_list: bool, yes: bool) -> None:
    left = changes(workspace)
    if only_list:
        print("Overnemen gaat stuk voor stuk met: kit update. Alles wat jij niet veranderde: --yes")
        return
    if taken:
        many = "1 stuk" if taken == 1 else f"{taken} stukken"
        print(f"Overgenomen: {many}. Je bestanden van ervoor staan in {workspace / EARLIER}")
    if left and yes:
        print("Dit bleef staan, omdat jij het ook veranderde. Kies zelf met: kit update")
    for change in left if yes else ():
        print(one_line(change))


# -- words ----------------------------------------------------------------------------------------


def _copied(one: Copied, workspace: Path) -> str:
    place = one.file.relative_to(workspace).as_posix()
    name = one.thing.called[:1].upper() + one.thing.called[1:]
    return f"{name} is al van jou: {place}" if one.already else f"{name} staat nu in {place}"


def _refused(why: object) -> int:
    print(why, file=sys.stderr)
    return WRONG


def left_out(workspace: Path) -> list[str]:
    """What this kit leaves out of the workspace's settings, as lines."""
    return [str(one) for one in settings(workspace / WORKSPACE_FILE).problems]
