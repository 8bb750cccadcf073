"""One group at one workshop: what is done and said there, seen at once and kept for good.

An action changes what everyone sees at once and is written down after; words are written down
first and only then called kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kit import actions, forms, session, snapshot, views
from kit.actions import CannotDo
from kit.drafts import Drafts
from kit.journal import NotSaved, new_id, record
from kit.methods import board_of, filled
from kit.model import Screen, Workshop
from kit.screens import steps as pictures
from kit.screens.steps import LOOK_BACK
from kit.session import Session

if TYPE_CHECKING:
    from kit.room import Room


class Table:
    """One group at one workshop: its session, its words, and its journal of this run."""

    def __init__(self, room: Room, group: str, workshop: Workshop, s: Session):
        self.room, self.group, self.workshop = room, group, workshop
        self.session, self.storage, self.notice = s, "", ""
        self.name = new_id()  # windows take a lower sequence number only from another table
        self.sit_down()
        self.watchers: set[Callable[[dict], None]] = set()
        self.sequence = 0
        self.proposal: dict | None = None
        self.notebook = "none"
        self.saved_drafts: dict[str, dict] = {}
        self.laid: set[str] = set()  # cards of this run that may not be on the disk yet

    def sit_down(self) -> None:
        """Take journal and drafts from the data folder that is in use."""
        self.journal = self.room.journal(self.group)
        self.drafts = Drafts(self.room.folder.path / self.group)
        self.storage = ""

    # -- looking -----------------------------------------------------------------------------

    @property
    def records(self) -> list[dict]:
        """What was written down in this run, newest standing version, oldest first."""
        return self.room.series(self.group).of_run(self.workshop.number, self.session.run)

    def words(self) -> tuple[str, ...]:
        """The lines the facilitator lets the beamer show, shuffled in an order that stays put."""
        by_id = {r["id"]: r for r in self.records}
        chosen = [by_id[i] for i in self.session.shown if i in by_id]
        return tuple(forms.line(r) for r in sorted(chosen, key=lambda r: r["check"]))

    def earlier(self, kind: str) -> list[dict]:
        """What earlier bijeenkomsten of this series wrote down of one kind, oldest first."""
        words = self.room.series(self.group).words
        return [r for r in words if r["kind"] == kind and r.get("run") != self.session.run]

    def signals(self) -> tuple[str, ...]:
        """The signals an answer or a decision may be about: those of the whole series."""
        words = self.room.series(self.group).words
        return tuple(dict.fromkeys(forms.line(r) for r in words if r["kind"] == "signal"))

    def board(self) -> tuple:
        """The rows of this step's board as far as the group filled them."""
        step, board = self.session.step, board_of(self.session.step)
        if not board:
            return ()
        mine = [r for r in self.records if (r["kind"], r["step"]) == ("board", step.id)]
        rows = filled(board, mine, self.signals() if board.free_rows else ())
        return rows or (("Er zijn nog geen signalen.", ("",) * len(board.columns)),)

    def screen(self) -> Screen:
        """What participants may see now."""
        s = self.session
        screen = session.beamer(s, self.words(), self.board())
        if s.step and s.step.verb == "look_back" and screen.kind == "words":
            kind = list(LOOK_BACK)[min(s.screen, len(LOOK_BACK) - 1)]
            lines = tuple(forms.line(r) for r in self.earlier(kind))
            screen = replace(screen, words=lines, text="" if lines else "Nog niets.")
        return screen

    def picture(self) -> dict:
        """The beamer's state; nothing in it that participants may not see."""
        return views.picture(self, self.room.now())

    def state(self) -> dict:
        """All that the facilitator's page draws."""
        return views.console(self, self.room.now())

    def tell(self) -> None:
        """Let every window draw what is."""
        self.sequence += 1
        self.proposal = self.session.proposal(self.room.now())
        self.room.tell_beamers()  # fifteen people look at this one
        state = self.state()
        for watch in tuple(self.watchers):
            watch(state)

    # -- doing -------------------------------------------------------------------------------

    def do(self, action: str, given: dict) -> None:
        """One action of the facilitator. Raises CannotDo with a Dutch message."""
        if action not in actions.ACTIONS:
            raise CannotDo("Deze knop kent Gesprekskit niet.")
        if not set(given) <= actions.asks(action):
            raise CannotDo("Deze knop kent dit niet.")
        extra = {"used": self.used_cards()} if action == "draw" else {}
        extra = {"here": not self.room.beamers} if action == "play" else extra
        try:
            after = actions.ACTIONS[action](self.session, self.room.now(), **given, **extra)
        except TypeError as error:
            raise CannotDo("Deze knop mist iets.") from error
        unwritten = self._unwritten(after)
        self.become(after, action)
        if unwritten:
            self.notice = "Nog niet opgeschreven wat de groep zou doen. Met Vorige ga je terug."
            self.tell()

    def _unwritten(self, after: Session) -> bool:
        """Whether a case goes on from a choice without a word of what the group would do."""
        before, step = self.session, self.session.step
        if step is None or step.verb != "case" or after.screen != before.screen + 1:
            return False
        stage = before.here_screens()[before.screen]
        return stage.kind == "choice" and not any(r["step"] == step.id for r in self.records)

    def card(self) -> str:
        """The card that lies on this step, or ""."""
        s = self.session
        return pictures.card_of(s.step, s.picks) if actions.holds_card(s) else ""

    def used_cards(self) -> frozenset[str]:
        """Cards that lay on the table in this series, this workshop included."""
        return self.room.series(self.group).used_cards | self.laid

    def become(self, after: Session, action: str) -> None:
        """The new session: seen at once, written down after."""
        self.session = self._with_card(after)
        self.notice = ""
        self.room.current = self
        laid = [card for card in [self.card()] if card]
        self.laid.update(laid)
        kept = record(
            "session",
            self.group,
            self.workshop.number,
            after.step.id if after.step else "",
            action=action,
            title=after.step.title if after.step else "",
            laid=laid,
            **snapshot.snapshot(self.session),
        )
        self.room.write_later(self, kept)
        self.tell()

    def _with_card(self, s: Session) -> Session:
        """A step that draws has a card as soon as the group arrives there."""
        if s.step is None or s.step.verb != "draw" or s.step.id in s.picks.cards:
            return s
        try:
            return actions.draw(s, self.room.now(), self.used_cards())
        except CannotDo:
            return s

    # -- words -------------------------------------------------------------------------------

    async def save(self, kind: str, fields: dict, draft: str = "", replaces: str = "") -> dict:
        """Write one thing down; returns its record once it is on the disk.

        Raises forms.Refused (nothing to keep) or journal.NotSaved (the disk said no).
        """
        step = self.session.step
        known = {f["id"]: f for f in forms.forms(step, self.session.content, self.signals())}
        older = next((r for r in self.records if r["id"] == replaces), None) if replaces else None
        if kind not in known and not (older and older["kind"] == kind):
            raise forms.Refused("Dit formulier hoort niet bij deze stap.")
        form = known.get(kind) or next((f for f in forms.ALWAYS if f["id"] == kind), None)
        if form is None:
            raise forms.Refused("Ga terug naar de stap van deze regel en pas hem daar aan.")
        kept = forms.checked(form, fields)
        again = self.saved_drafts.get(draft)
        if again and all(again.get(name) == value for name, value in kept.items()):
            return again  # the same words sent twice: the first answer did not arrive
        extra = {"run": self.session.run, **({"draft": draft} if draft else {})}
        extra |= {"replaces": replaces} if replaces else {}
        at = older["step"] if older else (step.id if step else "")
        made = record(kind, self.group, self.workshop.number, at, **kept, **extra)
        await self.room.write(self, made)
        if draft:
            self.saved_drafts[draft] = made
        with suppress(NotSaved):  # the words are safe; only their draft could not be let go of
            await self.keep_draft(kind, {})
        self.tell()
        return made

    async def mark(self, kind: str, target: str) -> None:
        """Withdraw a line, or put it back: a new record, never an erasure."""
        if kind == "withdrawn" and target in self.session.shown:
            self.session = actions.word(self.session, self.room.now(), target, False)
        run = self.session.run
        made = record(kind, self.group, self.workshop.number, "", target=target, run=run)
        await self.room.write(self, made)
        self.tell()

    async def keep_draft(self, form: str, fields: dict) -> None:
        """Keep what is being typed; an empty form lets go of it. Raises journal.NotSaved."""
        number = self.workshop.number
        words = {k: v for k, v in fields.items() if v not in ("", None, [])}
        if words:
            await self.room.on_disk(self, self.drafts.keep, number, form, words)
        elif form in self.drafts.get(number):
            await self.room.on_disk(self, self.drafts.drop, number, form)
