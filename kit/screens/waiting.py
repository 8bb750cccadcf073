"""Where each signal waits and for whom, and the list of them that leadership and policy read.

It reads what `kit.overview` says of a series, so that every page has the same figures.
"""

from __future__ import annotations

from html import escape

from kit.follow import STATES

LATE, CLASH, RECEIPT, RESPONSE = "late", "clash", "receipt", "response"
DECISION, FEEDBACK, AWAY, DONE = "decision", "feedback", "away", "done"
PLACES = {
    LATE: "Te laat",
    CLASH: "Twee antwoorden: kies welk geldt",
    RECEIPT: "Wacht op bericht van ontvangst",
    RESPONSE: "Wacht op een eerste reactie",
    DECISION: "Wacht op een besluit",
    FEEDBACK: "Nog terug te koppelen",
    AWAY: "Onderzoek of hogerop",
    DONE: "Afgerond",
}
"""Where a signal can wait, what is most urgent first."""

NOTHING = (
    "<h2>Nog geen signalen</h2><p>In workshop 1 schrijft de groep op wat leiding en beleid moeten "
    "weten. Vanaf dan staan de signalen hier, met wie er aan zet is en wat jullie beloofden.</p>"
)
NOT_FOUND = "<p>Geen signaal gevonden. Zoek met minder woorden, of kies bij wie: Iedereen.</p>"


# -- where it waits --------------------------------------------------------------------------


def waits_for(signal: dict) -> str:
    """What is asked for next, one of `PLACES`; whether that is late does not matter here."""
    if signal["conflicts"]:
        return CLASH
    if signal["closed"]:
        return DONE
    if signal["state"] in STATES[STATES.index("teruggekoppeld") :]:
        return AWAY
    if signal["state"] == "besluit":
        return FEEDBACK
    if signal["state"] == "besproken":
        return DECISION
    return RESPONSE if signal["events"] else RECEIPT


def place_of(signal: dict) -> str:
    """Under which heading a signal stands: what is late comes first, whatever it waits for."""
    return LATE if signal["late"] else waits_for(signal)


def placed(signals: list[dict]) -> dict[str, list[dict]]:
    """The signals by where they wait, most urgent place first; within it by whom, then by age."""
    found = {place: [s for s in signals if place_of(s) == place] for place in PLACES}
    for place in (DECISION, FEEDBACK):
        found[place].sort(key=lambda s: (s["owner"].casefold(), s["id"]))
    return {place: there for place, there in found.items() if there}


def count_line(signals: list[dict]) -> str:
    """How many there are, and where they wait, in one line."""
    number = len(signals)
    words = {LATE: "te laat", CLASH: "met twee antwoorden", AWAY: "in onderzoek of hogerop"}
    words |= {RECEIPT: "zonder ontvangst", RESPONSE: "zonder reactie", DECISION: "zonder besluit"}
    words |= {FEEDBACK: "nog terug te koppelen", DONE: "afgerond"}
    said = [f"{len(there)} {words[place]}" for place, there in placed(signals).items()]
    name = "1 signaal" if number == 1 else f"{number} signalen"
    return f"<h2>{name}</h2><p>{escape(' · '.join(said))}</p>"


# -- the list --------------------------------------------------------------------------------


def list_text(signals: list[dict], opened: str, order: list[str]) -> str:
    """The signals to choose from; a button's `data-pick` is its number in `order`."""
    parts = []
    for place, there in placed(signals).items():
        lines = "".join(_row(one, place, opened, order) for one in there)
        name = f'{PLACES[place]} <span class="number">{len(there)}</span>'
        if place == DONE:
            shown = " open" * any(one["id"] == opened for one in there)
            parts.append(f"<details{shown}><summary>{name}</summary><ul>{lines}</ul></details>")
        else:
            parts.append(f'<h3 class="place-{place}">{name}</h3><ul>{lines}</ul>')
    return "".join(parts) or NOT_FOUND


def _row(signal: dict, place: str, opened: str, order: list[str]) -> str:
    here = ' aria-current="true"' if signal["id"] == opened else ""
    return (
        f'<li><button type="button" class="kit-pick" data-pick="{order.index(signal["id"])}"{here}>'
        f"<span>{escape(signal['line'])}</span>"
        f'<span class="hint">{escape(" · ".join(_about_row(signal, place)))}</span></button></li>'
    )


def _about_row(signal: dict, place: str) -> list[str]:
    if place == LATE:
        promised = late_terms(signal)[0]
        return [f"{promised['label']}: beloofd op {promised['spoken']}", _with(signal)]
    if place == DONE:
        return [signal["outcome_name"], f"workshop {signal['workshop']}"]
    if place == AWAY:
        return [part for part in (signal["outcome_name"], _with(signal), open_days(signal)) if part]
    return [part for part in (_with(signal), open_days(signal)) if part]


def late_terms(signal: dict) -> list[dict]:
    """The promises of a signal whose day has passed while nothing was done."""
    return [term for term in signal["terms"] if term["late"] and not term["done"]]


def _with(signal: dict) -> str:
    return f"bij: {signal['owner']}" if signal["owner"] else "nog bij niemand"


def open_days(signal: dict) -> str:
    """How long it is open, as one would say it."""
    days = signal["days_open"]
    return "vandaag opgehaald" if days == 0 else f"{days} {'dag' if days == 1 else 'dagen'} open"
