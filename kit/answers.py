"""What can be answered to a signal, an agreement or a parked point, and when it can.

Each answer is a form about one thread; its id is `kind@thread`, so that words typed for one signal
never end up with another.
"""

from __future__ import annotations

from kit.follow import OUTCOMES, REVIEWS, Agreement, Parked, Signal, Thread
from kit.forms import ALWAYS, Refused, checked, choice, field
from kit.model import ROLES

CAUSES = ("Regel", "Werkwijze", "Geld", "Tijd", "Keten", "Kennis")
URGENT = ("Nu", "Dit kwartaal", "Dit jaar")
BY = list(ROLES.items())
WORKS = {"ja": "Ja", "deels": "Deels", "nee": "Nee"}
TALKED = {"besproken": "Besproken", "signaal": "Er is een signaal van gemaakt", "weg": "Kan weg"}


def _receipt(thread: Thread) -> dict:
    return _form("receipt", thread, "Ontvangst", [choice("by", "Wie heeft het ontvangen?", BY)])


def _response(thread: Thread) -> dict:
    fields = [
        field("text", "Wat is de eerste reactie?", "textarea", required=True),
        choice("by", "Wie zegt het?", BY, hint="(rol, geen naam)", required=True),
        field("owner", "Wie pakt het op?", "text", hint="(rol)"),
    ]
    return _form("response", thread, "Reactie", fields)


def _decision(thread: Thread) -> dict:
    fields = [
        choice("outcome", "Wat is het besluit?", list(OUTCOMES.items()), required=True),
        field("reason", "Waarom?", "textarea", required=True, hint="(geen besluit zonder reden)"),
        choice("by", "Wie besluit?", BY, hint="(rol, geen naam)", required=True),
        field("owner", "Wie gaat het doen?", "text", hint="(rol)"),
        field("date", "Wanneer is het klaar?", "date"),
    ]
    return _form("decision", thread, "Besluit", fields)


def _feedback(thread: Thread) -> dict:
    fields = [
        choice("by", "Wie koppelde terug?", BY, hint="(rol, geen naam)", required=True),
        field("text", "Wat zei de groep erop?", "textarea", hint="(mag leeg)"),
    ]
    return _form("feedback", thread, "Teruggekoppeld", fields)


def _check_up(thread: Thread) -> dict:
    fields = [
        choice("works", "Merkt de praktijk het?", list(WORKS.items()), required=True),
        field("text", "Wat zie je?", "textarea"),
    ]
    return _form("check_up", thread, "Na drie maanden", fields)


def _review(thread: Thread) -> dict:
    fields = [
        choice("outcome", "Hoe staat het ermee?", list(REVIEWS.items()), required=True),
        field("text", "Wat hielp, of waarom niet?", "textarea", hint="(nodig bij losgelaten)"),
    ]
    return _form("review", thread, "Terugkijken", fields)


def _unparked(thread: Thread) -> dict:
    fields = [
        choice("outcome", "Wat doen we ermee?", list(TALKED.items()), required=True),
        field("text", "Wat spraken we af?", "textarea", hint="(mag leeg)"),
    ]
    return _form("unparked", thread, "Parkeerplaats", fields)


def _form(kind: str, thread: Thread, tab: str, fields: list[dict]) -> dict:
    return {"id": f"{kind}@{thread.id}", "tab": tab, "fields": fields}


def _details(thread: Thread) -> dict:
    """A signal worked out, with what it needs to be decided on (never a person in it)."""
    signal = next(one for one in ALWAYS if one["id"] == "signal")
    more = [
        field("who", "Wie heeft er last van?", "text", hint="(een groep, geen persoon)"),
        field("effect", "Wat is het gevolg?", "textarea"),
        choice("cause", "Waar komt het door?", list(CAUSES)),
        field("proposal", "Wat stel je voor?", "textarea"),
        choice("urgent", "Hoe snel is het nodig?", list(URGENT)),
    ]
    return _form("signal", thread, "Uitwerken", [*signal["fields"], *more])


FORMS = {
    "signal": (Signal, _details),
    "receipt": (Signal, _receipt),
    "response": (Signal, _response),
    "decision": (Signal, _decision),
    "feedback": (Signal, _feedback),
    "check_up": (Signal, _check_up),
    "review": (Agreement, _review),
    "unparked": (Parked, _unparked),
}
"""What an answer can be about, and its form."""


def form(kind: str, thread: Thread) -> dict:
    """The form of one kind of answer to one thread. Raises Refused when it does not fit."""
    about, made = FORMS.get(kind, (None, None))
    if about is None or not isinstance(thread, about):
        raise Refused("Dit antwoord past hier niet.")
    return made(thread)


def next_kind(thread: Thread) -> str:
    """The answer that is asked for next: in the room, about what is on the beamer."""
    if isinstance(thread, Agreement):
        return "review"
    if isinstance(thread, Parked):
        return "unparked"
    if thread.feedback:
        return "check_up" if thread.closed else "decision"
    if thread.decided:
        return "feedback"
    return "decision" if thread.response or thread.decision else "response"


def fields(kind: str, thread: Thread, given: dict, seen: list[str] | None = None) -> dict:
    """The fields of an answer's record from what was typed. Raises Refused.

    `after` names every event its writer could know, those of `seen` when that is told: what
    another laptop or window wrote meanwhile is not among them, and shows.
    """
    kept = checked(form(kind, thread), given)
    if why := too_soon(kind, thread):
        raise Refused(why)
    if kind == "review" and kept["outcome"] == "losgelaten" and not kept.get("text"):
        raise Refused("Schrijf erbij waarom jullie deze afspraak loslaten.")
    if kind == "signal":
        return {
            "replaces": thread.record["id"],
            "after": [w["id"] for w in thread.wordings],
            **kept,
        }
    known = [e["id"] for e in thread.events if seen is None or e["id"] in seen]
    return {"target": thread.id, "after": known, **kept}


def too_soon(kind: str, thread: Thread) -> str:
    """Why this answer cannot be given yet (Dutch), or ""."""
    if kind == "feedback" and not thread.decided:
        if thread.decision:
            return "Er staan twee besluiten. Kies er eerst één, dan kun je terugkoppelen."
        return "Er is nog geen besluit. Terugkoppelen kan daarna."
    if kind == "check_up" and not thread.feedback:
        return "Dit signaal is nog niet teruggekoppeld aan de groep. Dat komt eerst."
    return ""
