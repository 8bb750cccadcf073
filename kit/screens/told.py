"""How what became of a signal, an agreement or a parked point reads on the beamer: one a screen."""

from __future__ import annotations

from kit.follow import OUTCOMES, REVIEWS, Agreement, Line, Parked, Signal, Thread, day_of
from kit.forms import line
from kit.model import ROLES, Screen

LOOK_BACK = {
    "signals": "Wat is er met jullie signalen gedaan?",
    "agreements": "Hoe staat het met de afspraken?",
    "parked": "Wat stond er nog op de parkeerplaats?",
}
"""What a workshop looks back on, in this order: part of the line and the question on the beamer."""

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
LONGEST = 180
"""Letters of a sentence in large type; more would not be read from eight metres."""
NO_REASON = "Geen besluit zonder reden."
TWO_SAID = "Er staan twee antwoorden naast elkaar. Jullie kiezen samen welk geldt."


def look_back(back: Line) -> tuple[Screen, ...]:
    """All that comes back from before: first the signals, then the agreements, then the parked."""
    parts = [(name, getattr(back, name)) for name in LOOK_BACK]
    return tuple(screen for name, threads in parts for screen in _part(name, threads))


def decide(back: Line, title: str) -> tuple[Screen, ...]:
    """The signals a decision is asked about, those of today included."""
    if not back.to_decide:
        return (Screen("title", title, text="Er zijn nog geen signalen."),)
    first = Screen("title", title, text=_counted(back.to_decide), foot=NO_REASON)
    return (first, *_screens(back.to_decide))


def _part(name: str, threads: tuple[Thread, ...]) -> tuple[Screen, ...]:
    first = Screen("title", LOOK_BACK[name], text=_counted(threads))
    return (first, *_screens(threads))


def _screens(threads: tuple[Thread, ...]) -> list[Screen]:
    return [_screen(one, number, len(threads)) for number, one in enumerate(threads, 1)]


def _counted(threads: tuple[Thread, ...]) -> str:
    """How many there are and how many have an answer, as one would say it."""
    if not threads:
        return "Nog niets."
    one, many, done = _WORDS[type(threads[0])]
    number = len(threads)
    answered = sum(_answered(thread) for thread in threads)
    return f"{number} {one if number == 1 else many}, {answered or 'nog geen'} {done}."


_WORDS = {
    Signal: ("signaal", "signalen", "met een antwoord"),
    Agreement: ("afspraak", "afspraken", "al besproken"),
    Parked: ("punt", "punten", "al besproken"),
}


def _answered(thread: Thread) -> bool:
    return any(e["kind"] != "receipt" for e in thread.events)


def _screen(thread: Thread, number: int, of: int) -> Screen:
    word, (said, foot) = _NAMES[type(thread)], _SAYS[type(thread)](thread)
    eyebrow = f"{word} {number} van {of}"
    eyebrow += f" · workshop {thread.workshop}" if thread.workshop else ""
    title = short(line(thread.record))
    return Screen("told", title, eyebrow=eyebrow, text=said, foot=foot, about=thread.id)


_NAMES = {Signal: "Signaal", Agreement: "Afspraak", Parked: "Parkeerplaats"}


def short(text: str) -> str:
    """A sentence that fits on the beamer in large type; whole words, with … for the rest."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def _of_signal(signal: Signal) -> tuple[str, str]:
    if "decision" in signal.conflicts:
        return TWO_SAID, ""
    if decision := signal.decision:
        said = f"{OUTCOMES.get(signal.outcome, '')}. {decision.get('reason', '')}"
        due = decision.get("date")
        return short(said), _by(decision) + (f" · klaar op {spoken_day(due)}" if due else "")
    if response := signal.response:
        return short(str(response.get("text", ""))), _by(response)
    return "Nog geen antwoord.", f"Opgehaald op {spoken_day(signal.said_on)}"


def _of_agreement(agreement: Agreement) -> tuple[str, str]:
    due = agreement.record.get("date")
    foot = f"Afgesproken voor {spoken_day(due)}" if due else ""
    if "review" in agreement.conflicts:
        return TWO_SAID, foot
    if review := agreement.review:
        said = f"{REVIEWS.get(agreement.state, '')}. {review.get('text', '')}"
        return short(said), foot
    return "", foot


def _of_parked(parked: Parked) -> tuple[str, str]:
    last = parked.heads("unparked")
    return (short(str(last[-1].get("text") or "Besproken.")) if last else ""), ""


_SAYS = {Signal: _of_signal, Agreement: _of_agreement, Parked: _of_parked}


def _by(event: dict) -> str:
    who = ROLES.get(str(event.get("by", "")), "")
    return " · ".join(part for part in (who, spoken_day(day_of(event))) if part)


def spoken_day(day: object) -> str:
    """A day (date or 2026-12-31) as 31 december; something else as it stands."""
    try:
        _, month, number = str(day).split("-")
        return f"{int(number)} {MONTHS[int(month) - 1]}"
    except (ValueError, IndexError):
        return str(day)
