"""Which papers a facilitator can print from the page, what each asks, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kit.model import SUITS
from kit.outputs import keeping
from kit.outputs.cards import DUPLEX, LAYOUTS
from kit.outputs.document import Paper
from kit.outputs.printed import FOLD, Asked, CannotPrint
from kit.outputs.printed import made as printed
from kit.planning import NUMBERS
from kit.takeaway import Home, found_in, ours, placed

OURS = {
    "uitnodiging": "Uitnodiging",
    "uitnodiging-leiding": "Uitnodiging voor de leiding",
    "belofte": "Belofte",
    "regels": "Afspraken aan tafel",
    "overdracht": "Overdracht",
    "deelnamebewijs": "Deelnamebewijs",
}
"""Papers that are written for a group; all of them can be a PDF."""
IN_WORD = ("uitnodiging", "uitnodiging-leiding", "belofte", "regels", "overdracht")
OPEN = ("uitnodiging", "uitnodiging-leiding", "belofte", "regels")
"""Papers without a word of what was said at the table."""
PRIVATE = ("overdracht", "deelnamebewijs")
"""Papers with words that no address may hold; these are asked for in another way."""
LONGEST_NAME = 80
TONIGHT = "vandaag"


@dataclass(frozen=True)
class Printed:
    """A finished file and its name."""

    name: str
    data: bytes


def made(home: Home, what: str, asked: Mapping[str, str]) -> Printed:
    """A paper by its name. Raises CannotPrint or cards.TooLong."""
    if what in OURS:
        return _drawn(_written(home, what, asked), home, asked.get("form", "pdf"), what)
    if what not in _PRINTED:
        raise CannotPrint("Dit papier kent Gesprekskit niet.")
    wish = _PRINTED[what](home, asked)
    words, scripts = (lambda: home.content), (lambda: home.workshops)
    name, (pdf, _), _ = printed(wish, home.today, words, scripts, home.style)
    return Printed(name, pdf)


def offered(home: Home) -> dict[str, object]:
    """What can be chosen on the page: pairs of a value and its name; and which workshop is next."""
    content = home.content
    suits = [one for one in SUITS.values() if any(c.suit == one.id for c in content.cards.values())]
    cases = sorted(content.cases.values(), key=lambda one: one.code)
    return {
        "suits": [[one.id, one.title] for one in suits],
        "cases": [[one.id, f"{one.code} · {one.title}"] for one in cases],
        "workshops": [[n, _titled(home, n)] for n in sorted(home.workshops)],
        "next": home.next,
        "numbers": [[n, _titled(home, n)] for n in NUMBERS],
        "tonight": [[n, len(tonight(home, n))] for n in sorted(home.workshops) if tonight(home, n)],
    }


def _titled(home: Home, number: int) -> str:
    known = home.workshops.get(number)
    return f"{number} · {known.title}" if known else str(number)


def tonight(home: Home, number: int) -> tuple[str, ...]:
    """The cards of one workshop: what was kept ready, what the notebook lays, what lay there."""
    workshop, sat = home.workshops.get(number), home.series.sessions.get(number) or {}
    named = [str(step.given.get("card", "")) for step in workshop.steps] if workshop else []
    found = [*home.series.favourites.get(number, ()), *named, *sat.get("cards", {}).values()]
    return tuple(dict.fromkeys(id for id in found if id in home.content.cards))


def finds(home: Home, what: str, asked: Mapping[str, str]) -> list[dict]:
    """What in a paper may point to a person (as `takeaway.finds`)."""
    return found_in(placed(_written(home, what, asked)), ours(home))


# -- cards, cases, slips -------------------------------------------------------------------------


def _cards(home: Home, asked: Mapping[str, str]) -> Asked:
    wish, layout = asked.get("which", ""), _layout(asked)
    if wish.startswith(f"{TONIGHT}-"):
        cards = tonight(home, _number(wish.partition("-")[2]))
        if not cards:
            raise CannotPrint("Voor deze workshop zijn nog geen kaarten gekozen.")
        return Asked(**layout, cards=cards)
    return Asked(**layout, suit=wish)


def _layout(asked: Mapping[str, str]) -> dict:
    layout, duplex = asked.get("layout", "a6"), asked.get("duplex", "lang")
    if layout not in LAYOUTS or duplex not in DUPLEX:
        raise CannotPrint("Kies een formaat en een achterkant uit de lijst.")
    if layout == "a4":
        return {"layout": layout}
    offset = (0, 0) if duplex == FOLD else _offset(asked)
    return {"layout": layout, "duplex": duplex, "offset": offset}


def _offset(asked: Mapping[str, str]) -> tuple[int, int]:
    found = _number(asked.get("x", "0")), _number(asked.get("y", "0"))
    if any(abs(one) > 99 for one in found):
        raise CannotPrint("Schuif hoogstens 99 tienden van een millimeter.")
    return found


def _number(text: str) -> int:
    try:
        return int(text or "0")
    except ValueError:
        raise CannotPrint("Vul hier een heel getal in.") from None


def _test_sheet(home: Home, asked: Mapping[str, str]) -> Asked:
    duplex = "kort" if asked.get("duplex") == "kort" else "lang"
    return Asked(duplex=duplex, offset=_offset(asked), calibrate=True)


_PRINTED: dict[str, Callable[[Home, Mapping[str, str]], Asked]] = {
    "kaarten": _cards,
    "casus": lambda home, asked: Asked(case=asked.get("which") or "-"),
    "briefjes": lambda home, asked: Asked(slips=(str(_number(asked.get("which", ""))),)),
    "proefblad": _test_sheet,
    "privacyblad": lambda home, asked: Asked(privacy=True),
}


# -- papers of the group -------------------------------------------------------------------------


def _written(home: Home, what: str, asked: Mapping[str, str]) -> Paper:
    from kit.outputs import before, handover

    series, words, name, today = home.series, home.content, home.name, home.today
    if what in ("uitnodiging", "uitnodiging-leiding"):
        number = _number(asked.get("which", ""))
        if number not in NUMBERS:
            raise CannotPrint("Kies voor welke workshop de uitnodiging is.")
        invite = before.invitation if what == "uitnodiging" else before.invitation_leaders
        return invite(series, words, name, today, number, home.workshops)
    if what == "overdracht":
        return handover.handover(series, words, name, today, home.workshops)
    if what == "deelnamebewijs":
        person = " ".join(asked.get("name", "").split())
        if len(person) > LONGEST_NAME:
            raise CannotPrint(f"Kort de naam in tot {LONGEST_NAME} letters.")
        return before.certificate(person, name, series, today, home.workshops)
    return (before.pledge if what == "belofte" else before.table_rules)(words, name, today)


def _drawn(paper: Paper, home: Home, form: str, what: str) -> Printed:
    if form == "docx" and what in IN_WORD:
        from kit.outputs.word import docx

        return Printed(f"{keeping.name(paper.name)}.docx", docx(paper, home.style))
    from kit.outputs.paper_pdf import pdf

    return Printed(f"{keeping.name(paper.name)}.pdf", pdf(paper, home.style))
