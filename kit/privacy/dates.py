"""Days out of somebody's life: a birthday, the day of arrival; not the days of laws and meetings.

A date says nothing by itself. The rules look at the words in the same sentence: do they tell of a
person, or of a law, a term or an appointment?
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kit.privacy.find import Spot, like
from kit.privacy.reading import Reading, matches

_MONTHS = {
    "jan": 1, "feb": 2, "maa": 3, "mrt": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?:januari|jan\.?|februari|febr?\.?|maart|mrt\.?|april|apr\.?|mei|juni|jun\.?|juli|jul\.?"
    r"|augustus|aug\.?|september|sept?\.?|oktober|okt\.?|november|nov\.?|december|dec\.?)"
)
_DATE = re.compile(
    rf"(?<![\w.,/-])(?P<y1>(?:19|20)\d\d)(?P<s1>[-./])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?![\w/-]|\.\d)"
    rf"|(?<![\w.,/-])(?P<d2>\d{{1,2}}) ?(?P<s2>[-./]) ?(?P<m2>\d{{1,2}}) ?(?P=s2) ?"
    rf"(?P<y2>(?:19|20)\d\d|'?\d\d)(?![\w/-]|\.\d)"
    rf"|(?<![\w.,/-])(?P<d3>\d{{1,2}})(?:e|ste|de)?[ -](?P<m3>{_MONTH})(?!\w)"
    rf"(?:[ -](?P<y3>(?:19|20)\d\d|'\d\d)(?!\w))?"
)
_BORN = re.compile(
    r"geboren|geboorte|\bgeb\b\.?|verjaar|verjaard|\bjarig|\bg\.?d\.?:|geb\.dat|\bgebdat|is van \d"
    r"|levensjaar|bouwjaar"
)
_BORN_YEAR = re.compile(
    r"(?:geboren (?:ergens )?(?:in|rond|omstreeks|anno)?|geboortejaar(?: is| was)?|geb\.|bouwjaar"
    r"|jaargang)[ :]{1,3}(?:(?P<where>[a-z][\w-]+(?: \w+)?,? (?:in )?)|(?:het jaar |de zomer van "
    rf"|de winter van |het voorjaar van |het najaar van )?(?:{_MONTH} )?)"
    r"(?P<year>(?:19|20)\d\d)(?!\w)"
)
_JUST_BORN = re.compile(r"(?<!\w)[Gg]eboren (?:op|in) $")
_SOLID = re.compile(r"(?:[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)(?!\d)")

_PERSON = re.compile(
    r"\b(?:hij|zij|ze|hem|haar|mevrouw|meneer|mw|dhr|mevr|m'n|mijn|ik|zoon|zoontje|dochter|dochtertje"
    r"|moeder|vader|man|vrouw|broer|zus|kind|baby|gezin|echtgenoot|echtgenote|cliënt|cliënte|klant"
    r"|statushouder|jongen|meisje|oma|opa|tweeling|weduwe|ie)\b"
)
_LIFE = re.compile(
    r"\b(?:aangekomen|aankomst|kwam|arriveerde|gevlucht|vluchtte|gevlogen|ingereisd|bevallen|beviel"
    r"|uitgerekend|overleden|overleed|stierf|gestorven|sterf\w*|begraven|trouw\w*|getrouwd|gescheiden|scheid\w*"
    r"|opgenomen|opname|geopereerd|operatie|opgepakt|gearresteerd|aangehouden|verhuis\w*|verhuizing"
    r"|huwelijk|huwelijks\w*|vermist|verdwe\w+|uit huis|ontslagen|verongelukt|ongeluk|aangifte"
    r"|verblijfsvergunning|vergunning|asielaanvraag|asiel|statusverlening|ingeschreven|inschrijving"
    r"|herenigd|gezinshereniging|nareis\w*|ziekenhuis|miskraam|diagnose|woning|sleutel\w*|kamer|gehuisvest"
    r"|uitgezet|mishandel\w*|incident|gevallen|bekeerd|gedoopt|besneden|genaturaliseerd|azc|toegewezen"
    r"|ter apel|in dienst|begonnen|werd|verloor|sinds)\b"
)
_LAW_BEFORE = re.compile(
    r"(?:\b(?:wet|besluit|regeling|uitspraak|arrest|brief|kamerbrief|richtlijn|verordening|nota"
    r"|circulaire|staatsblad|staatscourant|akkoord|motie|beleidsregels?|versie|update|stand|peildatum"
    r"|vergadering|raadsvergadering|overleg|bijeenkomst|workshop|training|scholing|thema-?dag|studiedag"
    r"|heidag|sessie|afspraak|deadline|verslag|notulen|agenda|begroting|evaluatie|rapport|jaarverslag"
    r"|nieuwsbrief|factsheet|handreiking|publicatie"
    r"|gecontroleerd(?: op)?|hercontrole(?: op)?|bijgewerkt|geldig"
    r"|convenant|contract|offerte|aanbesteding"
    r"|verkiezing(?:en)?|inwerkingtreding|ingangsdatum|startdatum|einddatum|datum)\b"
    r"(?: (?:van|op|d\.d\.|dd\.?|is|was|per|tot|voor|staat op|gepland op|gaat|duurt))*[ :(]{1,3}"
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?"
    r"|\b(?:per|met ingang van|m\.i\.v\.|ingaande|uiterlijk|tot en met|t/m|tot|vóór|voor"
    r"|na|vanaf|sinds|tussen|op of na|d\.d\.|dd\.?) "
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?)$"
)
_LAW = re.compile(
    r"\b(?:wet|wetten|wetswijziging|wi2021|besluit|besluiten|regeling|regels|artikel|geldt|gelden"
    r"|gold|ingang|inwerking|in werking|verordening|gemeenteraad|raad|college|kabinet|ministerie"
    r"|minister|beleid|subsidie|begroting|workshop|workshops|bijeenkomst|training|overleg|vergadering"
    r"|evaluatie|deadline|termijn|bedragen|bedrag|boete|boetes|tarief|tarieven|nieuwsbrief|rapport"
    r"|project|pilot|contract|aanbesteding|team|teamdag|afgesproken|afspraak|agenda|planning|gepland"
    r"|volgende keer|formulier|brochure|website|gecontroleerd|hercontrole|versie|stelsel|normbedrag"
    r"|taaleis|kostendelersnorm|duo|gemeente|gemeenten|uitspraak|raad van state"
    r"|handreiking|leerroutes?"
    r"|divosa|vng|open dag|kantoor|gesloten|dicht|vakantie|verkiezingen|begint om|uur)\b"
)
_ENDS = re.compile(r"[.!?\n](?:(?<=\n)|(?<=[a-z)\"'é]{2}[.!?])(?=\s))")
_SEASONS = ("winter", "voorjaar", "zomer", "najaar")
LONG = 300
"""A sentence longer than this many characters is read in pieces."""
OLD = 2010
"""A date before this year is a birthday more often than anything else."""


def find(
    reading: Reading, named: list[tuple[int, int]], today: date | None = None
) -> Iterator[Spot]:
    """All dates of a person in a text; `named` is where its names are."""
    this_year = (today or date.today()).year
    text, low = reading.text, reading.low
    dated = list(matches(_DATE, low, reading.numbers))
    told = _Told(low, named) if dated else None
    for found in dated:
        yield from _date(text, low, found, told, this_year)
    for stretch in reading.near:
        for found in _BORN_YEAR.finditer(low, *stretch):
            year = int(found["year"])
            yield _birthday(text, found.start("year"), found.end(), year, this_year)
    for found in matches(_SOLID, low, reading.numbers):
        if _BORN.search(low, max(0, found.start() - 40), found.start()):
            digits = found[0]
            year = int(digits[:4]) if digits.startswith(("19", "20")) else int(digits[4:])
            yield _birthday(text, *found.span(), year, this_year)


def _date(text: str, low: str, found: re.Match, told: _Told, this_year: int) -> Iterator[Spot]:
    day, month, year = _parts(found)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return
    before = low[max(told.begin(found.start()), found.start() - 70) : found.start()]
    after = low[found.end() : found.end() + 20].lstrip(" )(")
    if _BORN.search(before) or _BORN.match(after):
        yield _birthday(text, *found.span(), year, this_year)
    elif _is_life(told.about(found.start()), before, year, bool(found["m3"])):
        yield _day(text, *found.span(), month)


class _About(NamedTuple):
    """What a sentence tells of: a person, something that happens in a life, a law or a meeting."""

    person: bool
    life: bool
    law: bool


class _Told:
    """The sentences of one text, each read once and only when there is a date in it."""

    def __init__(self, low: str, named: list[tuple[int, int]]):
        self.low = low
        self.starts = [0]
        for found in _ENDS.finditer(low):
            self._cut(found.end())
        self._cut(len(low))
        self.named = {bisect_right(self.starts, start) for start, _ in named}
        self.known: dict[int, _About] = {}

    def _cut(self, end: int) -> None:
        while end - self.starts[-1] > LONG:
            self.starts.append(self.starts[-1] + LONG)
        self.starts.append(end)

    def begin(self, at: int) -> int:
        """Where the sentence begins in which this character stands."""
        return self.starts[bisect_right(self.starts, at) - 1]

    def about(self, at: int) -> _About:
        """What the sentence tells of in which this character stands."""
        number = bisect_right(self.starts, at)
        if number not in self.known:
            end = self.starts[number] if number < len(self.starts) else len(self.low)
            said = self.low[self.starts[number - 1] : end].replace("_", " ")
            person = number in self.named or bool(_PERSON.search(said))
            self.known[number] = _About(person, bool(_LIFE.search(said)), bool(_LAW.search(said)))
        return self.known[number]


def _parts(found: re.Match) -> tuple[int, int, int | None]:
    """Day, month and year of a date; a year of two digits as it is meant."""
    day = int(found["d1"] or found["d2"] or found["d3"])
    said = found["m1"] or found["m2"] or found["m3"]
    month = int(said) if said.isdigit() else _MONTHS[said[:3].lower()]
    if found["m2"] and month > 12 >= day:
        day, month = month, day
    year = found["y1"] or found["y2"] or found["y3"]
    if not year:
        return day, month, None
    number = int(year.lstrip("'"))
    return day, month, number if number > 99 else number + (2000 if number < 30 else 1900)


def _is_life(about: _About, before: str, year: int | None, in_words: bool) -> bool:
    """Whether a date in a sentence about this is a day in somebody's life."""
    person, life, law = about
    if _LAW_BEFORE.search(before.replace("_", " ")) and not (person and life):
        return False
    if year is None:
        return in_words and person and life and not law
    if year < OLD:
        return not law or person
    if law:
        return person and life
    return person or life or not in_words


def _birthday(text: str, start: int, end: int, year: int | None, this_year: int) -> Spot:
    reason = "Dit is een geboortedatum of geboortejaar. Die is van één persoon."
    if year is None:
        return Spot("date", start, end, reason, "[datum weggelaten]", 77)
    words = _age(this_year - year)
    if born := _JUST_BORN.search(text, max(0, start - 12), start):
        start, words = born.start(), like(born[0], words)
    return Spot("date", start, end, reason, words, 77)


def _age(years: int) -> str:
    if years < 4:
        return "peuter" if years > 1 else "baby"
    if years < 20:
        return "kind" if years < 12 else "tiener"
    tens = [
        "twintiger",
        "dertiger",
        "veertiger",
        "vijftiger",
        "zestiger",
        "zeventiger",
        "tachtiger",
        "negentiger",
    ]
    return tens[min(years // 10, 9) - 2]


def _day(text: str, start: int, end: int, month: int) -> Spot:
    season = _SEASONS[month % 12 // 3]
    reason = "Deze dag hoort bij één persoon. Een jaargetijde is genoeg."
    if (
        text[max(0, start - 3) : start].lower() == "op "
        and not text[start - 4 : start - 3].isalpha()
    ):
        start, season = (
            start - 3,
            like(text[start - 3], f"in het {season}".replace("het w", "de w")),
        )
        season = season.replace("het zomer", "de zomer")
    return Spot("date", start, end, reason, season, 72)
