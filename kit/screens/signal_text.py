"""How leadership and policy read one signal: its life, two answers that clash, what will be said.

It reads what `kit.overview` says of a series; everything a person typed is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from kit.follow import STATES
from kit.screens.told import spoken_day
from kit.screens.waiting import PLACES, late_terms, open_days, waits_for

EVENTS = {
    "receipt": "Ontvangst bevestigd",
    "response": "Eerste reactie",
    "decision": "Besluit",
    "feedback": "Teruggekoppeld aan de groep",
    "check_up": "Na drie maanden gekeken",
}
ABOUT = {
    "often": "Hoe vaak",
    "button": "Wie kan er iets aan doen",
    "who": "Wie heeft er last van",
    "effect": "Gevolg",
    "cause": "Oorzaak",
    "proposal": "Voorstel",
    "urgent": "Hoe snel nodig",
}


# -- one signal ------------------------------------------------------------------------------


def signal_text(signal: dict, turn: int) -> str:
    """One signal: where it stands, what it is about, what was said before and since.

    A higher `turn` than before tells the page to bring the reader here.
    """
    return (
        f'<article class="kit-signal"><h2 tabindex="-1" data-turn="{turn}">'
        f"{escape(signal['line'])}</h2>{_marks(signal)}{_life(signal)}{_facts(signal)}"
        f"{_before(signal)}{_since(signal)}</article>"
    )


def _marks(signal: dict) -> str:
    clash = bool(signal["conflicts"])
    said = [(" loud", "Te laat")] if late_terms(signal) else []
    said.append((" loud" * clash, "Twee antwoorden" if clash else PLACES[waits_for(signal)]))
    if signal["outcome"] and not clash:
        said.append(("", f"Besluit: {signal['outcome_name'].lower()}"))
    if not signal["closed"]:
        said.append(("", open_days(signal)))
    marks = "".join(f'<span class="mark{loud}">{escape(text)}</span>' for loud, text in said)
    return f'<p class="kit-marks">{marks}</p>'


def _life(signal: dict) -> str:
    """The five stations of a signal; where it is has a word, a shape and a place."""
    at = STATES.index(signal["state"])
    where = ["past"] * at + ['now" aria-current="step'] + ["to-come"] * (len(STATES) - at - 1)
    steps = "".join(
        f'<li class="{place}">{state}</li>' for place, state in zip(where, STATES, strict=True)
    )
    return f'<ol class="kit-life" aria-label="Levensloop">{steps}</ol>'


def _facts(signal: dict) -> str:
    fields = signal["fields"]
    said_by = f" · {signal['role']}" if signal["role"] else ""
    when = f"Workshop {signal['workshop']}, {spoken_day(signal['said_on'])}{said_by}"
    about = [("Opgehaald", when)]
    about += [(label, str(fields[name])) for name, label in ABOUT.items() if fields.get(name)]
    if signal["owner"] and signal["owner"] != fields.get("button"):
        about.append(("Wie pakt het op", signal["owner"]))
    rows = "".join(f"<div><dt>{label}</dt><dd>{escape(text)}</dd></div>" for label, text in about)
    return f"<dl>{rows}</dl>"


def _before(signal: dict) -> str:
    lines = "".join(
        f"<li>“{escape(one['line'])}” <span class='hint'>({escape(one['state'])})</span></li>"
        for one in signal["alike"]
    )
    return f"<div><h3>Eerder besproken</h3><ul>{lines}</ul></div>" if lines else ""


def promises_text(signal: dict) -> str:
    """What was promised about a signal, by when, and what came of it."""
    rows = "".join(
        f'<tr><th scope="row">{escape(term["label"])}</th>'
        f"<td>{escape(term['spoken']) or 'voor de volgende workshop'}</td>"
        f"<td>{_kept(term)}</td></tr>"
        for term in signal["terms"]
    )
    return (
        '<table class="kit-promises"><caption>Wat jullie beloofden</caption><thead><tr>'
        '<th scope="col">Wat</th><th scope="col">Uiterlijk</th><th scope="col">Hoe staat het</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _kept(term: dict) -> str:
    if term["done"]:
        when = f"gedaan op {spoken_day(term['done'])}"
        return f"{when}, <b>te laat</b>" if term["late"] else f"✓ {when}"
    return "<b>te laat</b>" if term["late"] else "nog niet"


def _since(signal: dict) -> str:
    lines = "".join(_event(event) for event in signal["events"])
    return f'<div><h3>Tot nu toe</h3><ol class="kit-since">{lines}</ol></div>' if lines else ""


def _event(event: dict) -> str:
    who = f" · {event['by']}" if event["by"] else ""
    name = EVENTS.get(event["kind"], event["kind"])
    fields = event["fields"]
    more = [event["line"]] if fields.get("text") or fields.get("reason") else []
    more += [f"Wie: {fields['owner']}"] if fields.get("owner") else []
    more += [f"Klaar op {spoken_day(fields['date'])}"] if fields.get("date") else []
    said = f"<p>{escape(' · '.join(more))}</p>" if more else ""
    return f"<li><b>{name}</b>{escape(who)} · {spoken_day(event['day'])}{said}</li>"


# -- two that clash --------------------------------------------------------------------------


def versions_text(conflict: dict) -> str:
    """Two answers (or more) that were given apart, beside each other, each with who and when."""
    cards = "".join(
        f'<li><p class="hint"><b>Versie {number}</b> · {escape(_by(event))}</p>'
        f"<p>{escape(event['line'])}</p>{_rest(event)}</li>"
        for number, event in enumerate(conflict["said"], 1)
    )
    what = (
        "wordt dit signaal anders gezegd" if conflict["kind"] == "wording" else "staat iets anders"
    )
    return (
        f"<h3>Welke geldt?</h3><p>Op twee laptops {what}. Kies er één, of schrijf samen een "
        f'derde.</p><ol class="kit-versions">{cards}</ol>'
    )


def _by(event: dict) -> str:
    return " · ".join(part for part in (event["by"], spoken_day(event["day"])) if part)


def _rest(event: dict) -> str:
    fields = event["fields"]
    more = [f"Wie: {fields['owner']}"] if fields.get("owner") else []
    more += [f"Klaar op {spoken_day(fields['date'])}"] if fields.get("date") else []
    return f'<p class="hint">{escape(" · ".join(more))}</p>' if more else ""


# -- what will be said -----------------------------------------------------------------------


def told_text(said: dict) -> str:
    """What will stand on the beamer of the next workshop about each signal, missing ones named."""
    if said["workshop"] is None:
        return "<p>De vier workshops zijn geweest. Vertel de groep de laatste antwoorden zelf.</p>"
    if not said["screens"]:
        return "<p>Er is nog niets om aan de groep te vertellen.</p>"
    first = "Dit komt straks op de beamer, één signaal per scherm. De leiding vertelt het zelf."
    missing = _numbers(said, lambda one: not one["answered"])
    clash = _numbers(said, lambda one: one["clash"])
    open_ones = [
        f"Nog geen antwoord bij signaal {missing}. Geef het nog, of zeg eerlijk wanneer het komt."
    ] * bool(missing)
    open_ones += [f"Twee antwoorden bij signaal {clash}. Kies eerst welk geldt."] * bool(clash)
    wrong = "".join(f'<p class="kit-wrong">{one}</p>' for one in open_ones)
    screens = "".join(_told(one) for one in said["screens"])
    return f'<p>{first}</p>{wrong}<ol class="kit-told" tabindex="0">{screens}</ol>'


def _numbers(said: dict, fits: Callable[[dict], bool]) -> str:
    return ", ".join(str(n) for n, one in enumerate(said["screens"], 1) if fits(one))


def _told(one: dict) -> str:
    loud = "" if one["answered"] and not one["clash"] else ' class="missing"'
    return (
        f'<li{loud}><p class="hint">{escape(one["eyebrow"])}</p><h3>{escape(one["title"])}</h3>'
        f'<p>{escape(one["text"])}</p><p class="hint">{escape(one["foot"])}</p></li>'
    )
