"""What a group's data are, and wiping them, over HTTP: first what there is, then what goes."""

from __future__ import annotations

from datetime import date, timedelta

from kit.actions import CannotDo
from kit.follow import EVENTS
from kit.group_wiping import half_wiped, receipts, there
from kit.journal import MARKS, read
from kit.overwriting import told
from kit.retention import DAMAGED, DAYS, LEARNING
from kit.room import Room
from kit.screens.told import MONTHS
from kit.server.series_api import SeriesApi
from kit.views import clock_time, local
from kit.wiping import Wiping

_ANSWERS, _MARKS, _COURSE = "answers", "marks", "course"
_SUMS = dict.fromkeys(EVENTS, _ANSWERS) | dict.fromkeys(MARKS, _MARKS)
CALLED = {
    "reflection": ("reflectie", "reflecties"),
    "position": ("standpunt", "standpunten"),
    "board": ("regel op een bord", "regels op een bord"),
    "choice": ("keuze bij een casus", "keuzes bij een casus"),
    "signal": ("signaal", "signalen"),
    _ANSWERS: ("antwoord of besluit", "antwoorden en besluiten"),
    "agreement": ("afspraak", "afspraken"),
    "parked": ("geparkeerd punt", "geparkeerde punten"),
    "measurement": ("briefje van een meting", "briefjes van een meting"),
    "case": ("eigen casus", "eigen casussen"),
    "draft": ("tekst die nog niet bewaard was", "teksten die nog niet bewaard waren"),
    _MARKS: ("keer ingetrokken of teruggezet", "keer ingetrokken of teruggezet"),
    DAMAGED: ("regel die niet te lezen is", "regels die niet te lezen zijn"),
    "file": ("ander bestand in de map", "andere bestanden in de map"),
    _COURSE: ("regel over het verloop", "regels over het verloop"),
}
"""What each kind is called when it is counted; what is not here is about the course of things."""
WHY = {
    "due": f"{DAYS} dagen na het opschrijven",
    "asked": "met de knop ‘Reflecties nu wissen’",
    "case": "aan het einde van de workshop",
    "group": "alles van een groep",
}
TWICE = (
    "Gesprekskit staat twee keer open met deze map. Wis in het venster dat je het eerst opende, "
    "of sluit het andere."
)
NOT_NOW = "De map van deze groep is nu niet te lezen. Probeer het zo nog eens."


def counted(what: dict[str, int]) -> list[dict]:
    """Counts by kind as people say them: `n` and `label`, in a fixed order."""
    sums: dict[str, int] = {}
    for kind, count in what.items():
        kind = _SUMS.get(kind, kind if kind in CALLED else _COURSE)
        sums[kind] = sums.get(kind, 0) + count
    found = [(sums[kind], names) for kind, names in CALLED.items() if sums.get(kind)]
    return [{"n": n, "label": one if n == 1 else many} for n, (one, many) in found]


def said(receipt: dict) -> dict:
    """A receipt in words: `when`, `why` and `what` (one line)."""
    moment = str(receipt.get("when") or receipt.get("time"))
    what = ", ".join(f"{one['n']} {one['label']}" for one in counted(receipt.get("what", {})))
    when = f"{_day(local(moment).date())} om {clock_time(moment)}"
    return {"when": when, "why": WHY.get(str(receipt.get("why")), ""), "what": what}


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class WipingApi(SeriesApi):
    """A question about what is kept of a group; a locked one can be wiped too."""

    in_the_dark = True

    def records(self, group: str) -> list[dict]:
        """What can be seen of every record without a key: at least `id`, `time` and `kind`."""
        return read(self.room.folder.path / group, dict).records

    def goes(self, written: date) -> str:
        """When words of that day go, as one would say it."""
        last = written + timedelta(days=DAYS)
        return f"op {_day(last)}" if last > self.today() else "bij de volgende start"

    def only_copy(self) -> None:
        """Raises NotSaved in a copy that came second: the first one still writes."""
        if self.room.second:
            raise told(PermissionError(), TWICE)


class Kept(WipingApi):
    """What there is of a group, before anything goes."""

    async def get(self) -> None:
        try:
            group = self.group(self.get_argument("group", ""))
            folder = self.room.folder.path / group
            what = await self.room.at_desk(there, folder)
            waiting = await self.room.at_desk(Wiping(folder).waiting)
            records = self.records(group)
        except CannotDo as refusal:
            self.answer(400, message=str(refusal))
            return
        except OSError:
            self.answer(400, message=NOT_NOW)
            return
        days = [local(one["time"]).date() for one in records]
        learning = [local(one["time"]).date() for one in records if one["kind"] in LEARNING]
        gone = [said(one) for one in reversed(records) if one["kind"] == "wiped"]
        self.answer(
            name=self.room.folder.name_of(group),
            folder=str(folder),
            there=counted(what),
            since=_day(min(days)) if days else "",
            until=_day(max(days)) if days else "",
            learning=counted({kind: n for kind, n in what.items() if kind in LEARNING}),
            first_goes=self.goes(min(learning)) if learning else "",
            waiting=waiting,
            receipts=gone,
        )


class WipeLearning(WipingApi):
    """The words for learning go now; what a group goes on with stays."""

    async def do(self, body: dict) -> None:
        group = self.group(str(body.get("group", "")))
        self.only_copy()
        what = await self.room.wipe(group, Wiping.learning)
        went = ", ".join(f"{one['n']} {one['label']}" for one in counted(what))
        self.answer(message=f"Gewist: {went}." if went else "Er was niets om te wissen.")


class WipeGroup(WipingApi):
    """All of a group goes, once its name is typed."""

    async def do(self, body: dict) -> None:
        group = self.group(str(body.get("group", "")))
        name = self.room.folder.name_of(group)
        typed = _plain(str(body.get("name", "")))
        if typed not in {_plain(name), _plain(f"gemeente {name}")}:
            raise CannotDo(f"Typ de naam precies zo: {name}")
        self.only_copy()
        await self.room.wipe_group(group)
        self.answer(message=f"Alles van {name} is uit Gesprekskit gewist.")


class Wiped(WipingApi):
    """The receipts of whole groups; nothing in them says which groups."""

    def get(self) -> None:
        data = self.room.folder.path
        self.answer(receipts=[said(one) for one in receipts(data)], half=half_wiped(data))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def routes(room: Room) -> list[tuple]:
    """The addresses of what is kept and what goes."""
    known = {"room": room}
    return [
        ("/api/kept", Kept, known),
        ("/api/wipe/learning", WipeLearning, known),
        ("/api/wipe/group", WipeGroup, known),
        ("/api/wiped", Wiped, known),
    ]
