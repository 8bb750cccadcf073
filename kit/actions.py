"""What the facilitator's buttons do: each action takes a session and gives the next one.

Every action takes the session, the moment (ms) and what its button asks; what does not fit raises
CannotDo with a Dutch sentence. The names in `ACTIONS` are the ones the windows send.
"""

from __future__ import annotations

import inspect
import random
from dataclasses import replace

from kit.pacing import MINUTE
from kit.screens import steps as pictures
from kit.session import LOBBY, Clock, Playing, Session

WRITE_MINUTES = 2
MAX_MINUTES = 240
ASKS_SAFETY = 3
"""A card of this level is laid on purpose; chance never brings it."""


class CannotDo(ValueError):
    """The action does not exist or does not fit here; the message is Dutch."""


def next_(s: Session, now: int) -> Session:
    """The next picture of this step, or the first of the next step."""
    if s.finished:
        return s
    if s.step is not None and s.screen + 1 < len(s.here_screens()):
        return _calm(replace(s, screen=s.screen + 1))
    return _move(s, s.here + 1, now)


def previous(s: Session, now: int) -> Session:
    """The picture before this one, or the step before where we left it."""
    if s.lobby:
        return s
    if s.step is not None and s.screen > 0:
        return _calm(replace(s, screen=s.screen - 1))
    return _move(s, s.here - 1, now, at_end=True)


def go(s: Session, now: int, step: str) -> Session:
    """Straight to any step; the one we leave keeps its time."""
    ids = [one.id for one in s.steps]
    if step not in ids:
        raise CannotDo("Deze stap staat niet in het draaiboek.")
    return s if s.step and s.step.id == step else _move(s, ids.index(step), now)


def _move(s: Session, index: int, now: int, at_end: bool = False) -> Session:
    """To another step: remember what was left of this one, take up what was left of that one."""
    left, screens_at = dict(s.left), dict(s.screens_at)
    if s.step is not None:
        left[s.step.id] = s.clock.left(now)
        screens_at[s.step.id] = s.screen
    end = s.end
    if s.lobby and index >= 0 and end is None:
        end = now + sum(s.planned(step) for step in s.steps) * MINUTE
    s = replace(s, here=max(LOBBY, min(index, len(s.steps))), left=left, screens_at=screens_at)
    s = _calm(replace(s, end=end, screen=0, write=None, blank=False))
    if s.step is None:
        return replace(s, clock=Clock())
    total = s.minutes_of(s.step) * MINUTE
    remaining = left.get(s.step.id, total)
    last = len(s.here_screens()) - 1
    screen = min(screens_at.get(s.step.id, last if at_end else 0), last)
    clock = Clock(running=True, ends=now + max(0, remaining), total=total)
    return replace(s, clock=clock, screen=screen)


def _calm(s: Session) -> Session:
    """Another picture starts without follow-up questions, words or sound of before."""
    calm = replace(s, follow_ups=False, words_shown=False, write=None, blank=False)
    return replace(calm, playing=Playing())


def _quiet(s: Session, now: int) -> Session:
    """A sound or film stands still where it is."""
    return replace(s, playing=s.playing.stopped(now)) if s.playing.running else s


def pause(s: Session, now: int) -> Session:
    """Stop the clock, or let it go on; the end of the workshop stays where it was."""
    if s.step is None:
        return s
    write = s.write
    if s.clock.running:
        s = _quiet(s, now)
        write = write.paused(now) if write and write.running else write
        return replace(s, clock=s.clock.paused(now), write=write)
    write = write.resumed(now) if write and not write.running else write
    return replace(s, clock=s.clock.resumed(now), write=write)


def more(s: Session, now: int, minutes: int = 2) -> Session:
    """More minutes for this step (or for the silence, while it is silent)."""
    if s.step is None or not isinstance(minutes, int) or not 0 < abs(minutes) <= 60:
        return s
    if s.write:
        return replace(s, write=s.write.stretched(minutes * MINUTE))
    new = max(1, min(MAX_MINUTES, s.minutes_of(s.step) + minutes))
    by = (new - s.minutes_of(s.step)) * MINUTE
    behind = max(0, -s.clock.left(now))
    all_minutes = {**s.minutes, s.step.id: new}
    return replace(s, clock=s.clock.stretched(by + behind), minutes=all_minutes)


def set_minutes(s: Session, now: int, step: str, minutes: int) -> Session:
    """Other minutes for a step that is still to come."""
    if step not in s.later() or not isinstance(minutes, int) or not 0 < minutes <= MAX_MINUTES:
        raise CannotDo("Kies een getal van 1 tot en met 240 voor een stap die nog komt.")
    return replace(s, minutes={**s.minutes, step: minutes})


def accept(s: Session, now: int) -> Session:
    """Take over the proposed minutes, so that the workshop ends on time."""
    proposal = s.proposal(now)
    return replace(s, minutes={**s.minutes, **proposal["minutes"]}) if proposal else s


def follow_ups(s: Session, now: int) -> Session:
    """Show or hide the three questions that go deeper (only where there are any)."""
    return replace(s, follow_ups=not s.follow_ups) if s.can_follow_up else s


def blank(s: Session, now: int) -> Session:
    """The calm screen, or back to where we were."""
    return replace(_quiet(s, now), blank=not s.blank)


def write(s: Session, now: int, minutes: int = WRITE_MINUTES) -> Session:
    """Silent writing, or the end of it."""
    if s.step is None or s.write:
        return replace(s, write=None)
    length = max(1, min(30, minutes if isinstance(minutes, int) else WRITE_MINUTES)) * MINUTE
    silence = Clock(running=True, ends=now + length, total=length)
    return replace(_quiet(s, now), write=silence, blank=False)


def words(s: Session, now: int) -> Session:
    """Show the harvested words, or put them away again."""
    return replace(_quiet(s, now), words_shown=not s.words_shown)


def word(s: Session, now: int, id: str, shown: bool) -> Session:
    """Let one line show on the beamer, or take it off."""
    rest = tuple(one for one in s.shown if one != id)
    chosen = (*rest, str(id)) if shown else rest
    seen = bool(chosen) and (shown or s.words_shown)
    return replace(_quiet(s, now) if seen else s, shown=chosen, words_shown=seen)


def dots(s: Session, now: int, case: str, dots: int) -> Session:
    """How many dots the group gave a case."""
    if case not in s.content.cases or not isinstance(dots, int) or not 0 <= dots <= 999:
        raise CannotDo("Vul bij de stippen een getal in.")
    return replace(s, dots={**s.dots, case: dots})


def choose(s: Session, now: int, case: str) -> Session:
    """The case of this workshop."""
    if case not in s.content.cases:
        raise CannotDo("Deze casus is er niet.")
    chosen = replace(s, picks=replace(s.picks, case=case))
    if s.step is None or s.step.verb != "case" or case == s.picks.case:
        return chosen
    return _calm(replace(chosen, screen=0))  # another story starts at its beginning


def holds_card(s: Session) -> bool:
    """Whether a card lies on this step, or can be laid there."""
    return s.step is not None and s.step.verb in {"card", "draw"}


def card(s: Session, now: int, card: str) -> Session:
    """Lay a card of one's own choice on this step."""
    if not holds_card(s):
        raise CannotDo("Bij deze stap ligt geen kaart.")
    if card not in s.content.cards:
        raise CannotDo("Deze kaart is er niet.")
    picks = replace(s.picks, cards={**s.picks.cards, s.step.id: card})
    return _calm(replace(s, picks=picks, screen=0))


def draw(s: Session, now: int, used: frozenset[str] = frozenset(), dice=random) -> Session:
    """Draw a card that fits the step and was not drawn before in this series.

    `used` are the cards of earlier workshops. When all have been used, any fitting one returns.
    """
    if not holds_card(s):
        raise CannotDo("Bij deze stap ligt geen kaart.")
    now_on = pictures.card_of(s.step, s.picks)
    fitting = [one for one in fitting_cards(s) if one != now_on]
    if not fitting:
        raise CannotDo("Er is geen andere kaart die hier past.")
    used_now = used | set(s.picks.cards.values())
    fresh = [one for one in fitting if one not in used_now]
    return card(s, now, dice.choice(fresh or fitting))


def fitting_cards(s: Session) -> list[str]:
    """Ids of the cards that fit the step: its suit and its purpose, else all conversation cards."""
    given = s.step.given if s.step else {}
    base = s.content.cards.get(str(given.get("card", "")))
    suit = given.get("suit") or (base.suit if base else "")
    purpose = given.get("purpose") or (base.purpose if base else "")
    talk = [
        c
        for c in s.content.cards.values()
        if c.suit not in {"werkvorm", "nood"} and c.safety < ASKS_SAFETY
    ]
    for want_suit, want_purpose in ((suit, purpose), (suit, ""), ("", purpose), ("", "")):
        found = [
            c.id
            for c in talk
            if (not want_suit or c.suit == want_suit)
            and (not want_purpose or c.purpose == want_purpose)
        ]
        if len(found) > 1 or (found and (want_suit, want_purpose) == (suit, purpose)):
            return found
    return []


def play(s: Session, now: int, here: bool = False) -> Session:
    """Let the sound or film go on from where it is; `here`: on the facilitator's own page."""
    media = s.now_screen().media
    if media is None or media.kind == "beeld" or s.blank or s.write:
        raise CannotDo("Hier is nu niets om af te spelen.")
    if s.playing.running:
        return s
    return replace(s, playing=Playing(running=True, at=s.playing.at, since=now, here=here))


def stop(s: Session, now: int) -> Session:
    """The sound or film stands still where it is."""
    return _quiet(s, now)


def player(s: Session, now: int, file: str, said: str) -> Session:
    """What the window that plays says: ended, refused (a browser waits for a click) or broken."""
    media = s.now_screen().media
    if said not in {"ended", "refused", "broken"}:
        raise CannotDo("Dit kan nu niet. Laad de pagina opnieuw.")
    if media is None or media.file != file or not s.playing.running:
        return s
    return replace(s, playing=Playing() if said == "ended" else s.playing.stopped(now, said))


def view(s: Session, now: int, view: str) -> Session:
    """Which face the facilitator's own window shows in one-screen mode."""
    if view not in {"facilitator", "beamer"}:
        raise CannotDo("Kies begeleider of beamer.")
    return replace(s, view=view)


def close(s: Session, now: int) -> Session:
    """Round off the workshop, wherever we are."""
    return _move(s, len(s.steps), now)


ACTIONS = {
    "next": next_,
    "previous": previous,
    "go": go,
    "pause": pause,
    "more": more,
    "minutes": set_minutes,
    "accept": accept,
    "follow_ups": follow_ups,
    "blank": blank,
    "write": write,
    "words": words,
    "word": word,
    "dots": dots,
    "choose": choose,
    "card": card,
    "draw": draw,
    "play": play,
    "stop": stop,
    "player": player,
    "view": view,
    "close": close,
}

_OURS = {"s", "now", "used", "dice", "here"}


def asks(action: str) -> set[str]:
    """The words a window may send along with an action."""
    return set(inspect.signature(ACTIONS[action]).parameters) - _OURS
