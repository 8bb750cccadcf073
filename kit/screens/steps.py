"""Which pictures a step has on the beamer, in the order in which "Volgende" walks through them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from kit.casework import OWN
from kit.follow import NOTHING, Line
from kit.methods import BOARDS, TURNS
from kit.model import (
    ALL_ROLES,
    MEDIA_KINDS,
    ROLES,
    STILL_CHAFES,
    SUITS,
    Card,
    Case,
    Content,
    Fact,
    Media,
    Screen,
    Stage,
    Step,
)
from kit.screens import told

LISTENS_FIRST = "Uitvoering spreekt eerst. De leiding luistert en vat samen."
LEADERSHIP = ("teamleiding", "management", "beleid", "bestuur")
MOST = 4
"""Cases a group chooses from, once there is one of its own."""
FIRST_WRITE = "Schrijf eerst op wat je zou doen. Daarna gaat het verhaal verder."


@dataclass(frozen=True)
class Picks:
    """What the group chose so far: the card on a step, the case of this workshop."""

    cards: dict[str, str] = field(default_factory=dict)
    case: str = ""


def screens(
    step: Step, content: Content, picks: Picks = Picks(), back: Line = NOTHING
) -> tuple[Screen, ...]:
    """The pictures of one step, at least one. An id that does not exist gives a plain title.

    `back` is what comes back from before.
    """
    if step.verb in _FROM_BEFORE:
        return _FROM_BEFORE[step.verb](step, back)
    pictures = _PICTURES.get(step.verb, _plain)(step, content, picks)
    return pictures or (Screen("title", step.title),)


def blank(content: Content) -> Screen:
    """The calm screen of the B key."""
    return Screen("blank", content.table.blank)


def quiet(content: Content, screen: Screen) -> Screen:
    """Silent writing over whatever is on the beamer: its question, and nothing else."""
    asks = screen.kind in {"card", "stage", "write", "round", "words", "media"}
    if asks:
        return Screen("write", screen.title, foot=content.table.quiet)
    return Screen("write", content.table.quiet)


def card_of(step: Step, picks: Picks) -> str:
    """The id of the card that lies on this step, or ""."""
    return picks.cards.get(step.id) or str(step.given.get("card", ""))


def case_of(step: Step, picks: Picks) -> str:
    """The id of the case this step tells, or "" while none is chosen.

    A group's own case takes the place of the one in the script.
    """
    given = str(step.given.get("case", ""))
    return picks.case if picks.case.startswith(OWN) else given or picks.case


def candidates(step: Step, content: Content) -> list[Case]:
    """The cases the group may choose from at this step, its own first; unknown ones are left out.

    With own cases the choice stays small: they take the last places of those in the script.
    """
    named = [content.cases[c] for c in step.given.get("cases", ()) if c in content.cases]
    own = [case for case in content.cases.values() if case.own]
    if not own or step.verb != "choose_case":
        return named
    own = own[: MOST - 1]
    return [*own, *named[: MOST - len(own)]]


def instead(step: Step, content: Content, picks: Picks) -> list[Case]:
    """What can be told at a case step: its own cases and the one of the script or the choice."""
    own = [id for id, case in content.cases.items() if case.own]
    there = [str(step.given.get("case", "")), *own, picks.case] if own else []
    return [content.cases[id] for id in dict.fromkeys(there) if id in content.cases]


def card_screen(card: Card, how: str = "") -> Screen:
    """A card as it stands on the beamer, its three questions included."""
    suit = SUITS[card.suit]
    return Screen(
        "card",
        card.question,
        eyebrow=f"{suit.title} · {card.purpose} · kaart {card.id}",
        suit=card.suit,
        points=card.follow_ups,
        foot=how,
    )


def _welcome(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    pictures = [Screen("title", "Welkom", text=LISTENS_FIRST)]
    if content.table.rules:
        pictures.append(Screen("rules", "Zo doen we het hier", points=content.table.rules))
    if content.table.privacy:
        kept = Screen("rules", "Wat blijft hier, en wat gaat mee?", points=content.table.privacy)
        pictures.append(kept)
    if step.given.get("promise", True) and content.table.promise:
        foot = "Uitgesproken door de leiding"
        promise = Screen("promise", "De belofte", points=content.table.promise, foot=foot)
        pictures.append(promise)
    return tuple(pictures)


def _say(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    title = str(step.given.get("title") or step.title)
    return (Screen("title", title, text=str(step.given.get("text", ""))),)


def _measure(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    title = "Zes stellingen, zonder naam"
    return (Screen("statements", title, points=content.table.statements),)


def _card(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    card = content.cards.get(card_of(step, picks))
    if card is None:
        return ()
    first = card_screen(card, str(step.given.get("how", "")))
    return (first, *_shows(card.media, first))


def _shows(media: Media | None, after: Screen) -> tuple[Screen, ...]:
    """What is to be seen or heard after a picture, under the same question; perhaps nothing.

    Words with a film get a picture of their own: under the film they would be too small.
    """
    if media is None:
        return ()
    shown = replace(after, kind="media", text="", points=(), foot="", media=media)
    if not media.transcript:
        return (shown,)
    if media.kind == "film":
        return shown, replace(shown, kind="title", text=media.transcript, media=None)
    return (replace(shown, text=media.transcript),)


def _media(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    file, *words = (str(step.given.get(w, "")) for w in ("file", "alt", "captions", "transcript"))
    kind = MEDIA_KINDS.get(PurePosixPath(file).suffix.lower())
    media = Media(file, kind, *words) if kind else None
    return _shows(media, Screen("media", str(step.given.get("title") or step.title)))


def _choose_case(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    lines = tuple(f"{case.title}. {case.summary}" for case in candidates(step, content))
    title = "Welke casus nemen we?"
    foot = "Schrijf stil je keuze op een briefje. Niemand ziet wie wat kiest."
    return (Screen("choice", title, points=lines, foot=foot),)


def _case(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    case = content.cases.get(case_of(step, picks))
    if not case:
        return (Screen("title", step.title, text="Kies eerst samen een casus."),)
    pictures = []
    for number, stage in enumerate(case.stages, 1):
        eyebrow = f"{case.title} · {number} van {len(case.stages)}"
        about = f"{case.id}:{number}"
        story = Screen("stage", stage.question, eyebrow=eyebrow, text=stage.text, about=about)
        pictures += [story, *_shows(stage.media, story)]
        if stage.options:
            title = stage.dilemma or "Wat zou jij doen?"
            ways = Screen("choice", title, eyebrow=eyebrow, points=ways_out(stage), about=about)
            pictures.append(replace(ways, foot=FIRST_WRITE))
    if case.closing:
        pictures.append(Screen("title", case.closing, eyebrow=case.title))
    return tuple(pictures)


def ways_out(stage: Stage) -> tuple[str, ...]:
    """What a group can choose at a stage; that it still chafes is always an outcome."""
    return (*(option.text for option in stage.options), STILL_CHAFES)


def stage_of(screen: Screen, content: Content) -> tuple[Case, int] | None:
    """The case and the number (from 1) of its stage that a picture is about."""
    id, colon, number = screen.about.partition(":")
    case = content.cases.get(id) if colon else None
    return (case, int(number)) if case and int(number) <= len(case.stages) else None


def _round(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    order = [str(role) for role in step.given.get("order", ())]
    points = tuple(_turn(role) for role in order)
    whole = Screen("round", str(step.given["question"]), points=points, foot=LISTENS_FIRST)
    return tuple(replace(whole, here=i) for i in range(len(points))) or (whole,)


def _turn(role: str) -> str:
    if role == ALL_ROLES:
        return "Iedereen"
    name = ROLES.get(role, role)
    return f"{name}: ik hoorde …" if role in LEADERSHIP else name


def _question(kind: str):
    def picture(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
        return (Screen(kind, str(step.given.get("question", step.title))),)

    return picture


def _position(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    foot = "Kies stil een getal: 0 is helemaal niet, 10 is helemaal wel."
    return (Screen("write", str(step.given["statement"]), foot=foot),)


def _check_out(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    first = Screen("words", str(step.given["question"]))
    if not content.table.exit_questions:
        return (first,)
    foot = "Schrijf op een briefje: 1 is helemaal niet, 5 is helemaal wel. Zonder naam."
    questions = Screen("statements", "Nog drie vragen", points=content.table.exit_questions)
    return first, replace(questions, foot=foot)


def _board(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    board = BOARDS[step.verb]
    title = str(step.given.get("question") or step.title)
    rows = tuple((name, ("",) * len(board.columns)) for name in board.rows)
    return (Screen("board", title, columns=board.columns, rows=rows, foot=board.foot),)


def _turns(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    whole = Screen("round", str(step.given.get("question") or step.title), points=TURNS[step.verb])
    return tuple(replace(whole, here=i) for i in range(len(whole.points)))


def _facts(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    case = content.cases.get(case_of(step, picks))
    facts = [content.facts[f] for f in (case.facts if case else ()) if f in content.facts]
    return tuple(fact_screen(fact) for fact in facts)


def fact_screen(fact: Fact) -> Screen:
    """A fact of the law as it stands on the beamer: with its certainty, its source and its date."""
    when = f"Gecontroleerd op {fact.checked:%d-%m-%Y}"
    if date.today() > fact.recheck:
        when += f", opnieuw nodig sinds {fact.recheck:%d-%m-%Y}"
    eyebrow = f"Wetfeit · {fact.certainty}"
    foot = f"{fact.article} · {when}"
    return Screen("title", fact.subject, eyebrow=eyebrow, text=fact.text, foot=foot)


def _plain(step: Step, content: Content, picks: Picks) -> tuple[Screen, ...]:
    return (Screen("title", step.title),)


_PICTURES = {
    "welcome": _welcome,
    "say": _say,
    "media": _media,
    "measure": _measure,
    "card": _card,
    "draw": _card,
    "choose_case": _choose_case,
    "case": _case,
    "write": _question("write"),
    "round": _round,
    "position": _position,
    "signals": _question("words"),
    "agreements": _question("words"),
    "check_out": _check_out,
    "facts": _facts,
    **dict.fromkeys(BOARDS, _board),
    **dict.fromkeys(TURNS, _turns),
}

_FROM_BEFORE = {
    "look_back": lambda step, back: told.look_back(back),
    "feedback": lambda step, back: told.look_back(back),
    "decide": lambda step, back: told.decide(back, str(step.given.get("question") or step.title)),
}
"""Steps that show what came of earlier words."""
