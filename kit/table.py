"""One group at one workshop: what is done and said there, seen at once and kept for good.

An action changes what everyone sees at once and is written down after; words are written down
first and only then called kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit import actions, answers, confirm, forms, session, slip_typing, snapshot, views
from kit.actions import CannotDo
from kit.drafts import Drafts
from kit.follow import OUTCOMES, Line, Thread
from kit.journal import NotSaved, new_id, plain, record
from kit.methods import board_of, filled
from kit.model import STILL_CHAFES, Case, Screen, Workshop
from kit.screens import steps as pictures
from kit.screens.beamer import LETTERS
from kit.session import Session
from kit.similar import alike
from kit.slip_codes import Target, form_of
from kit.standing import behind

if TYPE_CHECKING:
    from kit.room import Room


ASIDE = ("replaces", "aside", "of", "beside")
"""What a page adds to a draft to find its way back to the sentence that it corrects."""
FIRST_RECORD = "Schrijf eerst op wat de groep zou doen. Nog een keer Volgende: toch verder."


def _choosing(case: Case, number: int) -> dict:
    """The form for what the group would do at one stage of a case."""
    stage = case.stages[number - 1]
    ways = pictures.ways_out(stage) if stage.options else ()
    return forms.choosing(case.id, number, lettered(ways) if case.own else ways)


def lettered(ways: tuple[str, ...]) -> tuple:
    """The ways out of an own case: the letter is what is kept, the words are only shown."""
    return tuple(
        way if way == STILL_CHAFES else (f"Weg {letter}", f"{letter} · {way}")
        for letter, way in zip(LETTERS, ways, strict=False)
    )


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
        self.cleared = False  # the own case told here is wiped, when the group has left
        self.asked: frozenset[str] = frozenset()  # stages that were asked for a choice
        self.slip: Target | None = None  # what the slips that are typed over now are about
        self._back: tuple = (0, "", Line(), ())
        self.used: tuple | None = None  # the own case this workshop was last seen to use
        self.laid: set[str] = set()  # cards of this run that may not be on the disk yet

    def sit_down(self) -> None:
        """Take journal and drafts from the data folder that is in use."""
        self.journal = self.room.books.journal(self.group)
        lock = self.room.books.lock_of(self.group)
        self.drafts = Drafts(self.room.folder.path / self.group, lock=lock)
        self.storage, self.used = "", None

    # -- looking -----------------------------------------------------------------------------

    @property
    def records(self) -> list[dict]:
        """What was written down in this run, newest standing version, oldest first."""
        return self.room.books.series(self.group).of_run(self.workshop.number, self.session.run)

    def words(self) -> tuple[str, ...]:
        """The lines the facilitator lets the beamer show, shuffled in an order that stays put."""
        by_id = {r["id"]: r for r in self.records}
        chosen = [by_id[i] for i in self.session.shown if i in by_id]
        return tuple(forms.line(r) for r in sorted(chosen, key=lambda r: r["check"]))

    def forms(self) -> list[dict]:
        """What can be written down now: about the step, and about what is on the beamer."""
        s = self.session
        about = self._about()
        slip = [slip_typing.form(self.slip, s)] if self.slip else []
        return [*forms.forms(s.step, s.content), *([about] if about else []), *slip]

    def open_slip(self, code: str) -> str:
        """Open the form of a printed slip; without a code it closes. Returns the id of the form.

        Raises forms.Refused when there is no such slip here.
        """
        self.slip = self._slip(code) if code else None
        made = slip_typing.form(self.slip, self.session)["id"] if self.slip else ""
        self.tell()
        return str(made)

    def _slip(self, code: str) -> Target:
        scripts = self.room.workshops.values()
        return slip_typing.look_up(code, self.workshop, self.session.content, scripts)

    def elsewhere(self, made: dict) -> str:
        """The title of the step a record is about, when the group is at another one."""
        steps = {step.id: step.title for step in self.workshop.steps}
        here = self.session.step.id if self.session.step else ""
        return "" if made["step"] == here else steps.get(made["step"], "")

    def opening_form(self) -> str:
        """The tab that fits what is on the beamer."""
        about = self._about()
        return about["id"] if about else forms.opening_form(self.session.step, self.session.content)

    def _about(self) -> dict | None:
        """The form about the very picture that is on: a choice in a case, or an answer."""
        s, screen = self.session, self.session.now_screen()
        if stage := pictures.stage_of(screen, s.content):
            return _choosing(*stage)
        thread = s.back.thread(screen.about)
        if thread is None:
            return None
        decides = s.step is not None and s.step.verb == "decide"
        return answers.form("decision" if decides else answers.next_kind(thread), thread)

    def board(self) -> tuple:
        """The rows of this step's board as far as the group filled them."""
        step, board = self.session.step, board_of(self.session.step)
        if not board:
            return ()
        mine = [r for r in self.records if (r["kind"], r["step"]) == ("board", step.id)]
        return filled(board, mine)

    def screen(self) -> Screen:
        """What participants may see now."""
        return session.beamer(self.session, self.words(), self.board())

    def picture(self) -> dict:
        """The beamer's state; nothing in it that participants may not see."""
        return views.picture(self, self.room.now())

    def state(self) -> dict:
        """All that the facilitator's page draws."""
        return views.console(self, self.room.now())

    def tell(self) -> None:
        """Let every window draw what is."""
        self.sequence += 1
        self._look_back()
        self.proposal = self.session.proposal(self.room.now())
        self.room.tell_beamers()  # fifteen people look at this one
        state = self.state()
        for watch in tuple(self.watchers):
            watch(state)

    # -- doing -------------------------------------------------------------------------------

    def do(self, action: str, given: dict) -> None:
        """One action of the facilitator. Raises CannotDo with a Dutch message."""
        if action not in actions.ACTIONS:
            raise CannotDo("Dit kan nu niet. Laad de pagina opnieuw.")
        if not set(given) <= actions.asks(action):
            raise CannotDo("Dit kan nu niet. Laad de pagina opnieuw.")
        self._look_back()
        extra = {"used": self.used_cards()} if action == "draw" else {}
        extra = {"here": not self.room.beamers} if action == "play" else extra
        try:
            after = actions.ACTIONS[action](self.session, self.room.now(), **given, **extra)
        except TypeError as error:
            raise CannotDo("Dit kan nu niet. Laad de pagina opnieuw.") from error
        if action == "next" and self._first_write():
            self.notice = FIRST_RECORD
            self.tell()
            return
        self.become(after, action)
        self.room.case_used(self)

    def _first_write(self) -> bool:
        """Whether the group still has to say what it would do before this case goes on.

        Asked once a stage: who presses again (a clicker has but one button) goes on.
        """
        s, step = self.session, self.session.step
        if step is None or step.verb != "case" or not step.given.get("choice", True):
            return False
        shown = s.here_screens()
        rest, about = shown[s.screen + 1 :], s.now_screen().about
        if not about or not rest or rest[0].about in {about, ""}:
            return False
        form = _choosing(*pictures.stage_of(s.now_screen(), s.content))["id"]
        written = form in {views.form_of(r) for r in self.records if r["kind"] == "choice"}
        asked, self.asked = form in self.asked, self.asked | {form}
        return not (written or asked)

    def _look_back(self) -> None:
        """Take along what comes back from before, as it is now."""
        series, run = self.room.books.series(self.group), self.session.run
        if self._back[:2] != (id(series.words), run):
            self._back = (id(series.words), run, series.line(run), series.words)
        if self.session.back is not self._back[2]:
            self.session = replace(self.session, back=self._back[2])

    def card(self) -> str:
        """The card that lies on this step, or ""."""
        s = self.session
        return pictures.card_of(s.step, s.picks) if actions.holds_card(s) else ""

    def used_cards(self) -> frozenset[str]:
        """Cards that lay on the table in this series, this workshop included."""
        return self.room.books.series(self.group).used_cards | self.laid

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
            verb=after.step.verb if after.step else "",
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

    async def save(
        self, kind: str, fields: dict, draft: str = "", replaces: str = "", confirmed: object = ()
    ) -> dict:
        """Write one thing down; returns its record once it is on the disk.

        `confirmed` is what the privacy check found and a person saw. Raises forms.Refused (nothing
        to keep), confirm.Unsure (something may point to a person) or journal.NotSaved (the disk
        said no).
        """
        step = self.session.step
        older = next((r for r in self.records if r["id"] == replaces), None) if replaces else None
        kind, _, about = kind.partition("@")
        form = f"{kind}@{about}" if about else kind
        typed = self.drafts.get(self.workshop.number).get(form, {})
        kept = self._kept(kind, about, fields, older)
        sure = confirm.sure(self.form(kind, about, older), fields, confirmed)
        again = self.saved_drafts.get(draft)
        if again and all(again.get(name) == value for name, value in kept.items()):
            with suppress(NotSaved):
                await self._let_go(form, _words(fields))
            return again  # the same words sent twice: the first answer did not arrive
        extra = {"run": self.session.run, **({"draft": draft} if draft else {})}
        extra |= {"replaces": replaces} if replaces else {}
        at = older["step"] if older else (step.id if step else "")
        if older:
            told = {name: older[name] for name in slip_typing.ABOUT if name in older}
            extra |= {name: one for name, one in told.items() if name not in kept}
        elif form_of(about) == kind:
            at, told = slip_typing.place(self._slip(about), self.session)
            extra |= told
        made = record(kind, self.group, self.workshop.number, at, **kept, **extra)
        await self.room.write(self, made)
        if draft:
            self.saved_drafts[draft] = made
        with suppress(NotSaved):  # the words are safe; only what goes with them is not
            if sure:
                await self.room.write(self, self._confirmed(kind, made, sure))
            await self._let_go(form, typed, _words(fields))
        self.notice = self._alike(made) if kind == "signal" else ""
        self.tell()
        return made

    def _kept(self, kind: str, about: str, given: dict, older: dict | None) -> dict:
        """What a record keeps of what was typed. Raises forms.Refused."""
        form = self.form(kind, about, older)
        if form_of(about) == kind:
            taken = slip_typing.taken(self._slip(about), self.session)
            return forms.checked(form, given) | taken
        if about and kind in answers.FORMS:
            return answers.fields(kind, self._thread(about), given)
        if kind == "choice":
            case, number = self._stage(about)
            return {"case": case.id, "stage": number, **forms.checked(form, given)}
        moment = forms.moment(self.session.step)
        return forms.checked(form, given) | ({"moment": moment} if kind == "measurement" else {})

    def form(self, kind: str, about: str = "", older: dict | None = None) -> dict:
        """The form in which this was typed. Raises forms.Refused when there is none (any more)."""
        if form_of(about) == kind:
            return slip_typing.form(self._slip(about), self.session)
        if about and kind in answers.FORMS:
            return answers.form(kind, self._thread(about))
        if kind == "choice":
            return _choosing(*self._stage(about))
        known = {f["id"]: f for f in forms.forms(self.session.step, self.session.content)}
        if kind not in known and not (older and older["kind"] == kind):
            raise forms.Refused("Dit formulier hoort niet bij deze stap.")
        form = known.get(kind) or next((f for f in forms.ALWAYS if f["id"] == kind), None)
        if form is None:
            raise forms.Refused("Ga terug naar de stap van deze regel en pas hem daar aan.")
        return form

    def _thread(self, id: str) -> Thread:
        thread = self.room.books.series(self.group).thread(id)
        if thread is None:
            raise forms.Refused("Dit signaal of deze afspraak is er niet meer.")
        return thread

    def _stage(self, about: str) -> tuple[Case, int]:
        stage = pictures.stage_of(Screen("stage", "", about=about), self.session.content)
        if stage is None:
            raise forms.Refused("Deze onthulling is er niet meer.")
        return stage

    def _confirmed(self, kind: str, made: dict, sure: dict[str, int]) -> dict:
        """That a person said it is fine: how much of what, never the words."""
        number, run = self.workshop.number, self.session.run
        about = {"about": kind, "target": made["id"], "counts": sure, "run": run}
        return record(confirm.CONFIRMED, self.group, number, made["step"], **about)

    def _alike(self, made: dict) -> str:
        """What was said before that resembles a new signal, as one sentence."""
        others = [
            t for t in self.room.books.series(self.group).signals if made["id"] != t.record["id"]
        ]
        found = alike(str(made.get("text", "")), others)
        if not found:
            return ""
        state = OUTCOMES.get(found[0].outcome, found[0].state)
        return f"Eerder besproken: “{forms.line(found[0].record)}” ({state.lower()})."

    async def mark(self, kind: str, target: str) -> None:
        """Withdraw a line, or put it back: a new record, never an erasure.

        What the line said before it was corrected is withdrawn by name too: another laptop may
        have that wording, and does not get the later one any more.
        """
        if kind == "withdrawn" and target in self.session.shown:
            self.session = actions.word(self.session, self.room.now(), target, False)
        run, number = self.session.run, self.workshop.number
        every = self.room.books.series(self.group).versions.get("signal", ())
        older = behind(every, [target]) - {target} if kind == "withdrawn" else ()
        for id in (*sorted(older), target):
            await self.room.write(self, record(kind, self.group, number, "", target=id, run=run))
        self.tell()

    async def keep_draft(self, form: str, fields: dict) -> None:
        """Keep what is being typed; an empty form lets go of it. Raises journal.NotSaved."""
        number, words = self.workshop.number, _words(fields)
        async with self.room.writing:
            if words:
                await self.room.on_disk(self, self.drafts.keep, number, form, words)
            elif form in self.drafts.get(number):
                await self.room.on_disk(self, self.drafts.drop, number, form)

    async def _let_go(self, form: str, *known: dict) -> None:
        """Let go of what is kept of a form when it is one of these: anything else is newer."""
        number = self.workshop.number
        async with self.room.writing:
            if form in self.drafts.get(number):
                newer = partial(_newer, [plain(one) for one in known])
                await self.room.on_disk(self, self.drafts.drop, number, form, newer)


def _words(fields: dict) -> dict:
    """The fields in which there is something."""
    return {name: said for name, said in fields.items() if said not in ("", None, [])}


def _newer(known: list[dict], kept: dict) -> bool:
    """Whether these are other words than the known ones."""
    own = [{k: v for k, v in one.items() if k not in ASIDE} for one in (kept, *known)]
    return own[0] not in own[1:]
