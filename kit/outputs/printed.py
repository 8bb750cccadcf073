"""What can be printed that belongs to no group: what is asked for, the PDF, how to print it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit import content
from kit.house_style import HouseStyle, usual
from kit.model import SUITS, Case, Content, Workshop
from kit.outputs.calibration import EDGES, print_calibration
from kit.outputs.cards import NO_BACK, Sheets, chosen, print_cards
from kit.outputs.casebook import print_case
from kit.outputs.sheet import PRIVACY, print_sheet
from kit.outputs.slip_sheets import print_slips
from kit.paths import own_workspace, roots
from kit.slip_codes import of_card, of_workshop
from kit.workspace.serving import workshops

FOLD = "vouwen"
FULL_SIZE = "Kies 100 % of ‘werkelijke grootte’."
Printed = tuple[bytes, list[tuple[str, str]]]
Scripts = Mapping[int, Workshop]


@dataclass(frozen=True)
class Asked:
    """What somebody wants on paper; empty means everything, in the usual way."""

    layout: str = "a6"
    duplex: str | None = None
    suit: str = ""
    cards: tuple[str, ...] = ()
    case: str = ""
    slips: tuple[str, ...] = ()
    calibrate: bool = False
    privacy: bool = False
    paper: str = ""
    group: str = ""
    data: Path | None = None
    offset: tuple[int, int] = (0, 0)
    style: str = ""
    out: Path | None = None


class CannotPrint(Exception):
    """Why there is nothing to print, in Dutch, with what to do."""


def one_kind(asked: Asked) -> None:
    """Refuse what cannot go together. Raises CannotPrint."""
    kinds = {"--case": asked.case, "--slips": asked.slips, "--calibrate": asked.calibrate}
    kinds["--privacy"] = asked.privacy
    kinds["--paper"] = asked.paper
    kinds["--suit of --cards"] = asked.suit or asked.cards
    both = [word for word, given in kinds.items() if given]
    if len(both) > 1 or (asked.suit and asked.cards):
        words = both if len(both) > 1 else ["--suit", "--cards"]
        raise CannotPrint(f"Kies één van deze: {', '.join(words)}.")


def made(
    asked: Asked,
    today: date,
    content: Callable[[], Content] | None = None,
    scripts: Callable[[], Scripts] | None = None,
    style: HouseStyle | None = None,
) -> tuple[str, Printed, list[str]]:
    """The name of the file, the PDF with what was left out, and how to print it.

    `content` and `scripts` give the words and the workshops that are printed, `style` how it looks;
    without them those of this folder. Raises CannotPrint or TooLong.
    """
    one_kind(asked)
    if asked.privacy:
        how = [f"Eén blad voor de FG en de beveiliging. {FULL_SIZE}"]
        sheet = print_sheet(PRIVACY, today, style or own_style(asked.style))
        return "privacyblad.pdf", (sheet, []), how
    if asked.calibrate:
        sheets = _sheets(asked)
        if sheets.duplex not in EDGES:
            raise CannotPrint("Bij vouwen is geen proefblad nodig: de achterkant past altijd.")
        how = [f"Print dubbelzijdig, over de {EDGES[sheets.duplex]} kant. {FULL_SIZE}"]
        return f"proefblad-{sheets.duplex}.pdf", (print_calibration(sheets, today), []), how
    words = (content or own_words)()
    style = style or own_style(asked.style)
    if asked.case:
        return _case(asked, words, today, style)
    if asked.slips:
        return _slips(asked, words, today, scripts or own_scripts, style)
    return _cards(asked, words, today, style)


def own_words() -> Content:
    return content.load(roots(own_workspace(Path.cwd())))


def own_style(id: str) -> HouseStyle:
    """The house style that was named, else the only one there is, else the one for everyone."""
    styles = content.house_styles(roots(own_workspace(Path.cwd())))[0]
    if id and not styles:
        raise CannotPrint("Er is nog geen huisstijl in de map huisstijl. Laat --style weg.")
    if id:
        id = known_as(id, [one.id for one in styles], "huisstijl")
        return next(one for one in styles if one.id == id)
    return usual(styles)


# -- cards -------------------------------------------------------------------------------------


def _sheets(asked: Asked) -> Sheets:
    if asked.layout == "a4":
        if asked.duplex:
            raise CannotPrint("Een kaart op A4 heeft geen achterkant. Laat --duplex weg.")
        return Sheets("a4", NO_BACK)
    sheets = Sheets(asked.layout, asked.duplex or "lang", asked.offset)
    if sheets.duplex == FOLD and asked.offset != (0, 0):
        raise CannotPrint("Bij vouwen past de achterkant altijd. Laat --offset weg.")
    return sheets


def _cards(
    asked: Asked, words: Content, today: date, style: HouseStyle
) -> tuple[str, Printed, list[str]]:
    sheets = _sheets(asked)
    known = [*words.cards, *words.facts]
    ids = tuple(known_as(id, known, "kaart") for id in asked.cards)
    suit = known_as(asked.suit, list(SUITS), "kaartenset") if asked.suit else ""
    cards = chosen(words, suit, ids)
    if not cards:
        raise CannotPrint("Er zijn geen kaarten gevonden. Kijk met: kit check")
    part = f"-{suit}" if suit else "-keuze" if ids else ""
    facts = sum(not hasattr(card, "suit") for card in cards)
    said = [_many(len(cards) - facts, "kaart", "kaarten")]
    said += [_many(facts, "wetfeit", "wetfeiten")] if facts else []
    made = f"{' en '.join(said)} op {sheets.layout.upper()}."
    name = f"kaarten-{sheets.layout}{part}.pdf"
    return name, print_cards(cards, words, sheets, today, style), [made, *_how(sheets)]


def _how(sheets: Sheets) -> list[str]:
    cut = "knip langs de streepjes"
    if sheets.duplex == NO_BACK:
        return [f"Print enkelzijdig. {FULL_SIZE}"]
    if sheets.duplex == FOLD:
        then = "Vouw op de stippellijn, met de tekst naar buiten, en plak dicht."
        then += f" Daarna: {cut}." if sheets.layout == "a6" else ""
        return [f"Print enkelzijdig. {FULL_SIZE}", then]
    thick = "Neem stevig papier, 160 gram of meer."
    turn = f"Print dubbelzijdig, over de {EDGES[sheets.duplex]} kant. {FULL_SIZE}"
    test = "" if sheets.duplex == "lang" else f" --duplex {sheets.duplex}"
    off = f"Zit de achterkant scheef? Maak een proefblad: kit print --calibrate{test}"
    return [turn, f"{thick} Daarna: {cut}.", off]


# -- cases and slips ---------------------------------------------------------------------------


def _case(
    asked: Asked, words: Content, today: date, style: HouseStyle
) -> tuple[str, Printed, list[str]]:
    codes = {case.code.upper(): case.id for case in words.cases.values() if case.code}
    id = codes.get(asked.case.upper()) or known_as(asked.case, list(words.cases), "casus")
    case: Case = words.cases[id]
    how = [
        f"Casus {case.code}, {case.title}: een boekje voor jou, en achteraan "
        f"{_many(len(case.stages), 'uitdeelblad', 'uitdeelbladen')}.",
        "Print enkelzijdig: zo leest niemand vooruit. Deel een blad pas uit als je er bent.",
    ]
    return f"casus-{id}.pdf", print_case(case, words, today, style), how


def _slips(
    asked: Asked, words: Content, today: date, scripts: Callable[[], Scripts], style: HouseStyle
) -> tuple[str, Printed, list[str]]:
    workshop = None
    if len(asked.slips) == 1 and asked.slips[0].isdecimal():
        workshop = workshop_of(int(asked.slips[0]), scripts)
        targets, part = of_workshop(workshop, words), f"workshop-{workshop.number}"
    else:
        ids = [known_as(id, list(words.cards), "kaart") for id in asked.slips]
        targets, part = [of_card(words.cards[id]) for id in dict.fromkeys(ids)], "kaarten"
    how = [
        f"Briefjes voor {_many(len(targets), 'vraag', 'vragen')}: één blad per vraag.",
        f"Print enkelzijdig, zo veel bladen als je nodig hebt. {FULL_SIZE}",
        "Op elk briefje staat een code. Daaraan zie je later bij welke vraag het hoort.",
    ]
    return f"briefjes-{part}.pdf", print_slips(targets, workshop, words, today, style), how


def workshop_of(number: int, scripts: Callable[[], Scripts] | None = None) -> Workshop:
    found = (scripts or own_scripts)()
    if number not in found:
        raise CannotPrint(f"Workshop {number} is er niet. Kies uit: {_listed(sorted(found))}.")
    return found[number]


def own_scripts() -> Scripts:
    return workshops(own_workspace(Path.cwd()))


# -- words -------------------------------------------------------------------------------------


def known_as(id: str, ids: list[str], kind: str) -> str:
    """The id as it is written in the content; capitals do not count."""
    for one in ids:
        if one.lower() == id.strip().lower():
            return one
    near = content.near(id, ids)
    few = f"Kies uit: {', '.join(ids)}." if len(ids) <= 12 else "Kijk of het nummer klopt."
    raise CannotPrint(f"De {kind} '{id}' bestaat niet. {near or few}")


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
