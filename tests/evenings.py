"""A group's four workshops as a facilitator might have written them down, for tests and benches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from kit import content, script
from kit.journal import _sealed, _ulid, record
from kit.model import Content, Workshop
from kit.paths import content_root
from kit.series import Series, fold

GROUP, NAME = "voorbeeldstad", "Voorbeeldstad"
DAYS = {
    1: date(2026, 9, 3),
    2: date(2026, 9, 24),
    3: date(2026, 10, 22),
    4: date(2026, 11, 19),
}
TODAY = date(2026, 11, 22)
STORY = "VERHAAL"
"""A mark in every line that the group did not let go."""


@cache
def words() -> Content:
    return content.load(content_root())


@cache
def scripts() -> dict[int, Workshop]:
    files = sorted((content_root() / "notebooks").glob("workshop-*.ipynb"))
    return {one.number: one for file in files if (one := script.read(file, file)[0])}


class Told:
    """A journal that is written on days of one's own choice."""

    def __init__(self) -> None:
        self.records: list[dict] = []
        self.at = datetime(2026, 8, 31, 9, tzinfo=UTC)
        self.workshop: int | None = None
        self.run = self.step = ""

    def on(self, day: date, hour: int = 13) -> None:
        self.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def say(self, kind: str, **fields: object) -> dict:
        self.at += timedelta(seconds=20)
        known = {"run": self.run} if self.run else {}
        one = record(kind, GROUP, self.workshop, self.step, **known, **fields)
        time = self.at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        number = int(self.at.timestamp() * 1000) << 80 | len(self.records)
        self.records.append(_sealed({**one, "id": _ulid(number), "time": time}))
        return self.records[-1]

    def about(self, kind: str, target: dict, **fields: object) -> dict:
        """An answer that knows all that was said about its target before."""
        after = [one["id"] for one in self.records if one.get("target") == target["id"]]
        return self.say(kind, target=target["id"], after=after, **fields)

    def hold(self, number: int, case: str = "", own: str = "", cut: int = 99) -> Iterator[str]:
        """Walk through a workshop; gives the verb of each step it comes to."""
        self.on(DAYS[number])
        self.workshop, self.run = number, f"run{number}"
        for here, step in enumerate(scripts()[number].steps[:cut]):
            self.at += timedelta(minutes=5)
            self.step = step.id
            card = str(step.given.get("card", "")) or ("T1" if step.verb == "draw" else "")
            laid = {"laid": [card] if card else [], "cards": {}, "case": own or case}
            known = {"title": step.title, "verb": step.verb, "here": here, "shown": []}
            self.say("session", **known, **laid, words_shown=False, finished=False)
            yield step.verb
        if cut == 99:
            self.step = ""
            self.say("session", here=len(scripts()[number].steps), finished=True, case=own or case)
        self.workshop, self.run, self.step = None, "", ""

    def slips(self, moment: str, answers: list[list[int]]) -> None:
        for one in answers:
            self.say("measurement", answers=one, moment=moment)

    def series(self) -> Series:
        return fold(self.records)


def four(upto: int = 4) -> Told:
    """The series as it went, up to a workshop."""
    told = Told()
    roles = {"uitvoering": 6, "teamleiding": 1, "management": 1, "beleid": 2, "kwaliteit": 1}
    for number, day in DAYS.items():
        told.workshop = number
        told.say("plan", date=str(day), start="13:30", minutes=90, place="Wijkhuis De Linde")
        told.say("attendance", roles=roles | ({"bestuur": 1} if number == 4 else {}))
    told.workshop = 2
    told.say("checked_off", item="zaal", on=True)
    told.workshop = None
    held: list[Callable[[Told, dict], None]] = [_first, _second, _third, _fourth]
    kept: dict[str, dict] = {}
    for hold in held[:upto]:
        hold(told, kept)
    return told


def _first(told: Told, kept: dict) -> None:
    for verb in told.hold(1, case="toets-zegt-ja"):
        if verb == "measure":
            told.slips("start", [[2, 2, 3, 1, 2, 3]] * 5 + [[3, 3, 4, 2, 2, 3]] * 5)
        elif verb == "card":
            told.say("reflection", text=f"{STORY} Zij zei het pas bij de deur.", role="uitvoering")
        elif verb == "case":
            kept["silence"] = told.say(
                "reflection", text="We vroegen door over het plan, en niet over de nacht."
            )
        elif verb == "round":
            kept["tempo"] = told.say(
                "reflection", text="De termijn praat mee aan tafel, ook als niemand hem noemt."
            )
        elif verb == "signals":
            told_signals = (
                ("letter", "De brief over de toets is te moeilijk. Mensen begrijpen niet wat ze "
                 "kunnen kiezen.", "Bijna altijd", "Beleid"),
                ("interpreter", "Bij de brede intake is vaak geen tolk, omdat we niet weten wie "
                 "dat betaalt.", "Vaker", "Management"),
                ("ten", "Tien weken voor het PIP is te kort als iemand nog geen vaste plek heeft.",
                 "Vaker", "Rijk of DUO"),
            )  # fmt: skip
            for name, text, often, button in told_signals:
                kept[name] = told.say("signal", text=text, often=often, button=button)
            kept["waiting"] = told.say("parked", text="De wachttijd bij de taalschool.")
        elif verb == "check_out":
            kept["call"] = told.say(
                "agreement",
                **{"if": "iemand twee keer niet komt", "then": "bel ik eerst zelf"},
                owner="Klantmanagers",
                date="2026-10-01",
            )
            told.slips("uitgang", [[3, 3, 2]] * 6 + [[4, 4, 3]] * 4)
    told.on(date(2026, 9, 8))
    for name in ("letter", "interpreter", "ten"):
        told.about("receipt", kept[name], by="management")
    told.on(date(2026, 9, 21))
    told.about(
        "response",
        kept["letter"],
        by="beleid",
        owner="Communicatie",
        text="Wij herkennen dit. We leggen de brief voor aan een paar inburgeraars.",
    )
    told.about(
        "response",
        kept["interpreter"],
        by="management",
        text="Er is een budget. We zoeken uit waarom dat niet bekend is.",
    )


def _second(told: Told, kept: dict) -> None:
    for verb in told.hold(2):
        if verb == "look_back":
            told.about("review", kept["call"], outcome="loopt", text=f"{STORY} Het ging twee keer.")
        elif verb == "position":
            told.say("position", value=7, text=f"{STORY} Hij werkt ook nog.")
        elif verb == "matrix":
            kept["matrix"] = told.say(
                "board", row="Derde weg", column0="Eerst de avondgroep proberen", column1="Niets"
            )
        elif verb == "sort":
            kept["scaling"] = told.say(
                "signal",
                text="Niemand weet wie mag beslissen over afschalen. Nu hangt het af van wie je "
                "treft.",
                often="Vaker",
                button="Beleid",
            )
        elif verb == "check_out":
            kept["write"] = told.say(
                "agreement",
                then="schrijf ik op waarom ik afwijk",
                owner="Ieder voor zich",
                date="2026-11-12",
            )
            told.slips("uitgang", [[4, 3, 3]] * 5 + [[4, 4, 3]] * 5)
    told.on(date(2026, 10, 6))
    told.about(
        "decision",
        kept["letter"],
        outcome="ja",
        reason="De brief wordt herschreven met inburgeraars erbij. De oude gaat niet meer uit.",
        by="beleid",
        owner="Communicatie",
        date="2026-12-15",
    )
    told.about(
        "decision",
        kept["interpreter"],
        outcome="ja",
        reason="Een tolk hoort bij de intake. Het budget is er, en iedereen mag zelf bestellen.",
        by="management",
        owner="Teamleiding",
        date="2026-11-01",
    )


def _third(told: Told, kept: dict) -> None:
    for verb in told.hold(3, cut=99):
        if verb == "feedback":
            told.about("feedback", kept["letter"], by="beleid", text=f"{STORY} Eindelijk.")
            told.about("feedback", kept["interpreter"], by="management")
        elif verb == "mirror":
            told.say("reflection", text=f"{STORY} Hij durfde niet te vragen wat PIP betekent.")
        elif verb == "trial":
            kept["trial"] = told.say(
                "agreement",
                then="proberen we drie weken een gesprek zonder formulier",
                owner="Team intake",
                date="2026-11-30",
                first="Maandag kiezen wie meedoet",
                stop="Als het meer tijd kost dan een half uur per week",
            )
        elif verb == "agreements":
            kept["school"] = told.say(
                "signal",
                text="De taalschool hoort te laat dat iemand van groep verandert.",
                button="Regio",
                often="Vaker",
            )
            told.say("parked", text="Wie vertelt de raad hoe dit gaat?")
        elif verb == "check_out":
            told.slips("uitgang", [[4, 4, 3]] * 6 + [[5, 4, 4]] * 4)
    told.on(date(2026, 11, 2))
    told.about(
        "decision",
        kept["ten"],
        outcome="hogerop",
        reason="De termijn staat in het Besluit inburgering. Wij nemen dit mee naar de VNG.",
        by="beleid",
    )


def _fourth(told: Told, kept: dict) -> None:
    for verb in told.hold(4):
        if verb == "look_back":
            told.about("review", kept["call"], outcome="gedaan")
            told.about("unparked", kept["waiting"], outcome="besproken", text=f"{STORY} Half jaar.")
        elif verb == "harvest":
            kept["harvest"] = told.say(
                "board", row="Nu zie ik …", column0="dat ik vaker ruimte heb dan ik dacht"
            )
        elif verb == "decide":
            told.about("feedback", kept["ten"], by="beleid")
            told.about(
                "decision",
                kept["scaling"],
                outcome="onderzoek",
                reason="We maken eerst een lijst van hoe andere gemeenten dit doen.",
                by="management",
                owner="Beleid",
                date="2027-01-15",
            )
        elif verb == "rhythm":
            told.say(
                "agreement",
                then="praten we elke maand een half uur over één kaart",
                owner="Teamleiding",
                date="2026-12-17",
            )
        elif verb == "measure":
            told.slips("eind", [[3, 3, 4, 4, 3, 4]] * 5 + [[4, 3, 4, 3, 3, 4]] * 4)
        elif verb == "check_out":
            told.slips("uitgang", [[5, 4, 4]] * 5 + [[4, 4, 4]] * 4)


def released(told: Told) -> frozenset[str]:
    """What the group lets go in this series: all that has no mark."""
    from kit.outputs.leaving import harvest

    return frozenset(id for id, line, _ in harvest(told.series()) if STORY not in line)
