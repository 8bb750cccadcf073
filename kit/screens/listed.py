"""How the lists and tables of a series read, as HTML: agreements, signals, dates, who comes.

Everything typed is escaped here, once. What it is given is what the server answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from urllib.parse import quote

from kit.model import ROLES
from kit.screens.told import spoken_day

MOST = 25
"""Lines in one list; a page of which the end cannot be found helps nobody."""
STATES = {
    "opgehaald": "Wacht op een eerste reactie",
    "besproken": "Wacht op een besluit",
    "besluit": "Besloten, nog niet verteld aan de groep",
    "teruggekoppeld": "Verteld aan de groep",
    "gecheckt": "Na drie maanden bekeken",
}
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def many(number: int, one: str, more: str) -> str:
    """A number with its word: geen signalen, 1 signaal, 3 signalen."""
    return f"{number or 'geen'} {one if number == 1 else more}"


def signals_of(number: int) -> str:
    return many(number, "signaal", "signalen")


def agreements_of(number: int) -> str:
    return many(number, "afspraak", "afspraken")


def full_day(day: str) -> str:
    """A day with its name: dinsdag 3 november."""
    try:
        return f"{DAYS[date.fromisoformat(day).weekday()]} {spoken_day(day)}"
    except ValueError:
        return day


def items(lines: Iterable[str], name: str = "") -> str:
    """A list of lines that are HTML already."""
    start = f'<ul class="{name}">' if name else "<ul>"
    return start + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def marked(text: str) -> str:
    """Words that ask attention: late, double."""
    return f'<span class="kit-late">{escape(text)}</span>'


def promise(day: str, text: str, late: bool) -> str:
    """What was promised for a day."""
    return f"<b>{escape(day)}</b> {escape(text)}" + (f" {marked('te laat')}" if late else "")


# -- what is open ------------------------------------------------------------------------------


def agreements(whole: dict) -> str:
    """The agreements that are open, what is late first."""
    still = open_agreements(whole)
    lines = [_agreement(one) for one in still[:MOST]]
    return _list("Afspraken", lines, len(still), "Er staan geen afspraken open.")


def open_agreements(whole: dict) -> list[dict]:
    """Agreements that are not closed: late ones first, then by date."""
    still = [one for one in whole["agreements"] if not one["closed"]]
    return sorted(still, key=lambda one: (not one["late"], one["due"] or "9", one["id"]))


def _agreement(one: dict) -> str:
    said = one["fields"]
    first, then = str(said.get("if", "")), str(said.get("then", ""))
    text = f"Als {first}, dan {then}" if first else then
    due = spoken_day(one["due"])
    about = [one["owner"], due, f"workshop {one['workshop']}" if one["workshop"] else ""]
    late = " " + marked("over de datum") if one["late"] else ""
    last = [e for e in one["events"] if e["kind"] == "review"][-1:]
    told = "".join(f"<br>{spoken_day(e['day'])}: {escape(e['line'])}" for e in last)
    told = _conflicts(one) or told
    return f"{escape(text[:1].upper() + text[1:])}{_about(about)}{late}{told}"


def _about(parts: Iterable[str]) -> str:
    return f'<span class="kit-about">{escape(" · ".join(p for p in parts if p))}</span>'


def _conflicts(one: dict) -> str:
    """What two laptops said without knowing of each other: both, and what to do."""
    said = "".join(
        items(escape(event["line"]) for event in clash["said"]) for clash in one["conflicts"]
    )
    text = "Op twee laptops staat iets anders. Kies samen wat klopt en schrijf dat op:"
    return f"<p>{marked(text)}</p>{said}" if said else ""


def parked(whole: dict) -> str:
    """The points that are still parked."""
    still = open_parked(whole)
    lines = [escape(one["line"]) + _about([f"workshop {one['workshop']}"]) for one in still[:MOST]]
    return _list("Parkeerplaats", lines, len(still), "De parkeerplaats is leeg.")


def open_parked(whole: dict) -> list[dict]:
    return [one for one in whole["parked"] if not one["closed"]]


def signals(whole: dict, group: str) -> str:
    """The signals by where they are in their life, with the way to the answers."""
    by_state = {state: [s for s in whole["signals"] if s["state"] == state] for state in STATES}
    left, blocks = MOST, ""
    for state, found in by_state.items():
        shown = found[:left]
        left -= len(shown)
        if found:
            lines = items(_signal(one) for one in shown) if shown else ""
            blocks += f"<h3>{STATES[state]} · {len(found)}</h3>{lines}"
    link = to_answers("Alle signalen bekijken en beantwoorden", group)
    nothing = "<p>Er zijn nog geen signalen.</p>"
    return f'<div class="kit-list"><h2>Signalen</h2>{blocks or nothing}<p>{link}</p></div>'


def _signal(one: dict) -> str:
    waits = [t for t in one["terms"] if t["late"] and not t["done"]]
    workshop = f"workshop {one['workshop']}" if one["workshop"] else ""
    about = [one["outcome_name"], one["owner"], workshop]
    late = " ".join(marked(f"{t['label']}: beloofd voor {t['spoken']}") for t in waits[:1])
    return f"{escape(one['line'])}{_about(about)} {late}"


def to_answers(words: str, group: str, name: str = "") -> str:
    """The link to the page with the answers, out of the frame."""
    of = f' class="{name}"' if name else ""
    return f'<a{of} href="/leiding?group={quote(group)}" target="_top">{escape(words)}</a>'


def _list(title: str, lines: list[str], total: int, nothing: str) -> str:
    rest = f"<p>En nog {total - len(lines)}.</p>" if total > len(lines) else ""
    body = items(lines) + rest if lines else f"<p>{nothing}</p>"
    count = f" · {total}" if total else ""
    return f'<div class="kit-list"><h2>{title}{count}</h2>{body}</div>'


# -- the dates and the people ------------------------------------------------------------------


def table(caption: str, head: Iterable[str], body: Iterable[Iterable[str]], name: str = "") -> str:
    """A table of cells that are HTML already; the first of each row names it."""
    top_row = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    rows = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in body
    )
    return (
        f'<div class="kit-wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="kit-table {name}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top_row}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def dates(planning: dict) -> str:
    """The four dates, and how far each workshop is prepared."""
    rows = [_date_row(one) for one in planning["workshops"]]
    odd = "".join(f"<p>{marked(text)}</p>" for text in planning["odd"])
    head = ("Workshop", "Datum", "Tijd", "Waar", "Geregeld")
    return table("De vier workshops", head, rows) + odd


def _date_row(one: dict) -> list[str]:
    plan = one["plan"] or {}
    day = full_day(plan["date"]) if plan else "nog plannen"
    day = f"gedaan op {spoken_day(one['done'])}" if one["done"] else day
    start = f"{plan['start']}, " if plan.get("start") else ""
    long = f"{start}{plan.get('minutes') or 90} minuten" if plan else ""
    ready = sum(task["done"] for task in one["tasks"])
    state = f"{ready} van de {len(one['tasks'])}" if not one["done"] else ""
    cells = [f"{one['number']} · {one['title']}", day, long, str(plan.get("place", "")), state]
    return [escape(cell) for cell in cells]


def promises(planning: dict) -> str:
    """What leadership promised about signals, with the day."""
    lines = [promise(one["spoken"], one["line"], late=one["late"]) for one in planning["promised"]]
    return _list("Termijnen van de belofte", lines[:MOST], len(lines), "Er loopt nu geen termijn.")


def people(planning: dict) -> str:
    """How many come of each role, by workshop; no names."""
    workshops = planning["workshops"]
    shown = [r for r in ROLES if any(one["roles"].get(r) for one in workshops)]
    rows = [[ROLES[r], *(str(one["roles"].get(r, "–")) for one in workshops)] for r in shown]
    rows.append(["Samen", *(str(sum(one["roles"].values()) or "–") for one in workshops)])
    head = ("Rol", *(f"Workshop {one['number']}" for one in workshops))
    return table("Wie er komt", head, rows, "kit-figures")


def advised(one: dict) -> str:
    """What would make the group of one workshop better, or that it is fine."""
    head = f"<h3>Past de groep bij workshop {one['number']}?</h3>"
    if not one["advice"]:
        return f"{head}<p>Ja. Dit is een mooie groep voor een goed gesprek.</p>"
    return head + items(escape(line) for line in one["advice"])


def wrong(reply: dict) -> str:
    """Why the server could not do it."""
    text = str(reply.get("message") or "Dat lukte niet. Probeer het nog eens.")
    return f'<p class="kit-wrong">{escape(text)}</p>'
