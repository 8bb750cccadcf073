"""The papers beforehand and afterwards: invitations, the belofte, the rules, the deelnamebewijs.

What the group agreed at its table comes from decks/tafel.yaml, the dates from its planning. What
is not known yet is a line to write on with a pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from kit import agenda
from kit.follow import day_of
from kit.model import Content, Workshop
from kit.outputs import keeping
from kit.outputs.document import Blanks, Heading, Items, Paper, Part, Text
from kit.outputs.promised import listed, long_day
from kit.planning import GUESTS, NUMBERS, attendance, plans
from kit.series import Series

Scripts = Mapping[int, Workshop]
WHEN_BY_HAND = ("Datum", "Tijd", "Plek")

SAYS = {
    1: "Het is de eerste van vier workshops. Uitvoering, leiding en beleid zitten samen aan tafel. "
    "We volgen één verzonnen verhaal, stuk voor stuk, en kijken wat er gebeurt. "
    "We lossen nog niets op.",
    2: "Je hoort wat er met jullie signalen is gedaan. Daarna zoeken we samen uit waar een regel "
    "ruimte geeft, en waar niet. Iedereen denkt eerst stil voor zichzelf.",
    3: "We draaien het om. Leiding en beleid vertellen waar zij zelf niet zeker van zijn. "
    "We denken hardop mee, en bedenken samen één kleine proef.",
    4: "Het is de laatste van vier workshops. Een van jullie leidt de casus. Daarna vallen de "
    "besluiten over de signalen, en spreken we af hoe jullie zelf verdergaan.",
}
"""What a workshop is, for who comes; all in plain sentences that can be read aloud."""
BRING = {
    1: "Denk vooraf aan één gesprek met een inburgeraar dat je is bijgebleven. "
    "Het hoeft niet het zwaarste te zijn.",
    2: "Denk vooraf aan een regel of een brief waar je in je werk tegenaan loopt. "
    "En kijk nog even wat je vorige keer afsprak.",
    3: "Denk vooraf aan een regel waarvan je de reden niet goed kent. "
    "En kijk nog even wat je vorige keer afsprak.",
    4: "Denk vooraf aan wat je nu anders ziet dan bij de start. "
    "En kijk nog even hoe het met je afspraken gaat.",
}
NOTHING_ELSE = "Neem geen dossiers of aantekeningen over iemand mee. Pen en papier liggen klaar."
GUEST_SAYS = {
    "ervaringsdeskundige": (
        "Er is ook iemand bij die zelf is ingeburgerd. Die vertelt alleen wat hij of zij wil.",
        "Er zijn ook mensen bij die zelf zijn ingeburgerd. Zij vertellen alleen wat ze willen.",
    ),
    "bestuur": (
        "Er schuift ook een bestuurder aan. Die luistert eerst.",
        "Er schuiven ook bestuurders aan. Zij luisteren eerst.",
    ),
}
MAY_PASS = (
    "Je mag altijd passen, en je hoeft niet te zeggen waarom. Luisteren is ook meedoen. "
    "Leidinggevenden tekenen vooraf een belofte: ze gebruiken wat ze horen niet om iemand te "
    "beoordelen."
)
ASK = (
    "Kun je niet, heb je een vraag, of heb je iets nodig om goed mee te doen? Laat het even weten."
)
READ_ALOUD, AGREED = "Aan het begin lezen we dit voor:", "Dit spraken we de eerste keer af:"

LEADING = (
    "Luister eerst. Uitvoering spreekt, jij vat samen met “Ik hoorde …”.",
    "Verdedig niets. Vraag door als je iets niet begrijpt.",
    "Laat weten wat je met een signaal doet, ook als het nee is. "
    "Een nee met een eerlijke reden is ook een antwoord.",
)
"""What is asked of leadership and policy in every workshop."""
PREPARE = {
    1: "Lees de belofte en teken die vooraf. In de workshop spreek je die zelf uit. "
    "Je hoeft nog niets op te lossen.",
    2: "Zorg dat elk signaal vooraf een eerste reactie heeft. Je vertelt die in twee zinnen.",
    3: "Bereid een eigen twijfel voor: een regel of keuze waar je niet zeker van bent. "
    "Je krijgt er drie minuten voor, en niemand reageert meteen.",
    4: "Zorg dat je over de open signalen mag besluiten, of dat iemand aan tafel zit die dat mag.",
}
BY_HAND = "Kruis aan bij welke workshops je was"


# -- invitations -------------------------------------------------------------------------------


def invitation(
    series: Series,
    words: Content,
    group_name: str,
    today: date,
    workshop: int = 1,
    scripts: Scripts | None = None,
) -> Paper:
    """What a participant reads beforehand about one workshop.

    `scripts` are the workshops by number, for their titles.
    """
    title = f"Uitnodiging {_titled(workshop, scripts)}"
    comes = attendance(series, workshop)
    guests = [Text(GUEST_SAYS[role][comes[role] > 1]) for role in GUESTS if comes.get(role)]
    parts = (
        Text(SAYS[workshop]),
        *guests,
        *_when(series, workshop),
        Heading("Wat neem je mee?"),
        Text(f"{BRING[workshop]} {NOTHING_ELSE}"),
        *_stays(words, READ_ALOUD if workshop == 1 else AGREED),
        Heading("Moet je iets zeggen?"),
        Text(f"Nee. {MAY_PASS}"),
        *_contact(),
    )
    lead = "Fijn als je erbij bent."
    return _invitation(title, group_name, lead, today, parts)


def invitation_leaders(
    series: Series,
    words: Content,
    group_name: str,
    today: date,
    workshop: int = 1,
    scripts: Scripts | None = None,
) -> Paper:
    """What leadership and policy read beforehand: first listen, then answer in time."""
    title = f"Uitnodiging voor leiding en beleid, {_titled(workshop, scripts)}"
    waits = tuple(_waits(*one, today) for one in agenda.promised(series))
    answers = [Heading("Welke antwoorden staan open?"), Items(waits)] if waits else []
    parts = (
        *_when(series, workshop),
        Heading("Wat vragen we van je?"),
        Items((*LEADING, PREPARE[workshop])),
        Heading("Wat beloof je?" if workshop == 1 else "Wat heb je beloofd?"),
        *_lines(words.table.promise, "Belofte"),
        *answers,
        *_contact(),
    )
    lead = (
        "Fijn dat je meedoet. De mensen uit de uitvoering vertellen wat zij in hun werk zien. "
        "Jij luistert eerst, en geeft daarna antwoord."
    )
    return _invitation(title, group_name, lead, today, parts)


def _waits(day: date, name: str, count: int, today: date) -> str:
    """An answer that was promised, and by when."""
    line = agenda.term_line(name, count)
    if day < today:
        return f"{line}: zo snel mogelijk. Dit was beloofd voor {long_day(day)}."
    return f"{line}: uiterlijk {long_day(day)}."


def _invitation(
    title: str, group_name: str, lead: str, today: date, parts: Iterable[Part]
) -> Paper:
    return Paper(
        name=keeping.name(f"{title.split(':')[0]} {group_name}"),
        title=title,
        on=today,
        parts=tuple(parts),
        lead=lead,
        subject=f"Workshops over inburgering, {group_name}",
        foot=f"{group_name} · workshops over inburgering",
    )


def _titled(workshop: int, scripts: Scripts | None) -> str:
    script = (scripts or {}).get(workshop)
    return f"workshop {workshop}" + (f": {script.title}" if script else "")


def _when(series: Series, workshop: int) -> list[Part]:
    """Day, hours and place; a line for each that is not known. Then the dates that follow."""
    planned = plans(series)
    plan = planned.get(workshop, {})
    known = dict(
        zip(WHEN_BY_HAND, (_day(plan), _hours(plan), str(plan.get("place", ""))), strict=True)
    )
    said = tuple(f"{label}: {value}" for label, value in known.items() if value)
    blank = tuple(label for label, value in known.items() if not value)
    parts: list[Part] = [Heading("Wanneer en waar?")]
    parts += [Items(said)] if said else []
    parts += [Blanks(blank)] if blank else []
    later = [n for n in NUMBERS if n > workshop and n in planned]
    if later:
        days = listed(f"{_day(planned[n])} (workshop {n})" for n in later)
        parts.append(Text(f"Zet ook alvast in je agenda: {days}."))
    return parts


def _day(plan: Mapping[str, object]) -> str:
    """The day of a plan in full; as it was typed when it is no date."""
    said = str(plan.get("date", ""))
    try:
        return long_day(date.fromisoformat(said))
    except ValueError:
        return said


def _hours(plan: Mapping[str, object]) -> str:
    """From when until when: 13.30 tot 15.00 uur."""
    try:
        start = datetime.strptime(str(plan.get("start", "")), "%H:%M")
        end = start + timedelta(minutes=int(str(plan.get("minutes") or 90)))
    except ValueError:
        return str(plan.get("start", ""))
    return f"{start:%H.%M} tot {end:%H.%M} uur"


def _stays(words: Content, how: str) -> list[Part]:
    """What stays in the room, in the words that are read aloud there."""
    if not words.table.privacy:
        return []
    return [Heading("Wat blijft in de zaal?"), Text(how), Items(words.table.privacy)]


def _contact() -> list[Part]:
    return [Text(ASK), Blanks(("Bij wie", "Telefoon of e-mail"))]


def _lines(said: tuple[str, ...], label: str) -> list[Part]:
    """What a group agreed, or lines to write it on when its file has none."""
    return [Items(said)] if said else [Blanks(tuple(f"{label} {n}" for n in range(1, 6)))]


# -- the promise and the rules -----------------------------------------------------------------


def pledge(words: Content, group_name: str, today: date) -> Paper:
    """The belofte to sign: one for each who signs."""
    parts = (
        Text("Dit beloof ik aan iedereen die meedoet:"),
        *(Text(one, "wall") for one in words.table.promise),
        *([] if words.table.promise else _lines((), "Belofte")),
        Blanks(("Naam", "Functie", "Datum", "Handtekening")),
        Text("Neem dit blad mee naar elke workshop en hang het op.", "note"),
    )
    return Paper(
        name=keeping.name(f"Belofte van de leiding {group_name}"),
        title="Belofte van de leiding",
        on=today,
        parts=parts,
        lead=f"Voor de vier workshops over inburgering van {group_name}.",
        subject=f"Workshops over inburgering, {group_name}",
        foot=group_name,
    )


def table_rules(words: Content, group_name: str, today: date) -> Paper:
    """The rules of the table and what stays there, in letters for the wall."""
    table = words.table
    parts: list[Part] = [Text(one, "wall") for one in table.rules]
    parts += [] if table.rules else _lines((), "Afspraak")
    if table.privacy:
        parts += [Heading("Wat blijft hier, en wat gaat mee?")]
        parts += [Text(one, "lead") for one in table.privacy]
    return Paper(
        name=keeping.name(f"Afspraken aan tafel {group_name}"),
        title="Onze afspraken aan tafel",
        on=today,
        parts=tuple(parts),
        subject=f"Workshops over inburgering, {group_name}",
        foot=group_name,
    )


# -- afterwards --------------------------------------------------------------------------------


def certificate(
    name: str,
    group_name: str,
    series: Series,
    today: date,
    scripts: Scripts | None = None,
    attended: Iterable[int] | None = None,
) -> Paper:
    """The deelnamebewijs of one person.

    The name is in the words of the paper and nowhere else: not in its file name, its title or its
    properties. Without a name there is a line to write it on. `attended` are the workshops this
    person was at; without it all that were held stand there with a box to tick by hand.
    """
    present = series.done if attended is None else {*attended}
    held = [n for n in sorted(series.done) if n in present]
    who = [Text(name.strip(), "wall")] if name.strip() else [Blanks(("Naam",))]
    said = tuple(_held(n, series, scripts) for n in held)
    mark, hours = ("tick", []) if attended is None else ("dot", _together(held, series))
    which = "Deze workshops waren het" if attended is not None or not said else BY_HAND
    parts = (
        *who,
        Text(f"deed mee aan de workshops over inburgering van {group_name}."),
        Heading(which),
        *([Items(said, mark)] if said else [Blanks(("Workshop en datum",) * 4)]),
        *hours,
        Text(
            "In de workshops onderzoeken uitvoering, leiding en beleid samen hun gesprekken met "
            "inburgeraars, de regels daaromheen en hun eigen handelen."
        ),
        Blanks(("Plaats en datum", "Naam begeleider", "Handtekening")),
    )
    return Paper(
        name=keeping.name(f"Deelnamebewijs {group_name}"),
        title="Deelnamebewijs",
        on=today,
        parts=parts,
        subject=f"Workshops over inburgering, {group_name}",
        foot="De kit bewaart de naam op dit blad niet.",
    )


def _held(workshop: int, series: Series, scripts: Scripts | None) -> str:
    """One workshop that was held: its title, day and length."""
    day = long_day(day_of({"time": series.done[workshop]}))
    length = _minutes(workshop, series)
    script = (scripts or {}).get(workshop)
    named = f"Workshop {workshop}" + (f": {script.title}" if script else "")
    return ", ".join(part for part in (named, day, f"{length} minuten" if length else "") if part)


def _minutes(workshop: int, series: Series) -> int:
    """How long a workshop was set to take; 0 when that was not kept."""
    length = series.sessions.get(workshop, {}).get("variant")
    return length if type(length) is int else 0


def _together(held: list[int], series: Series) -> list[Part]:
    """How many hours it was in all, when each length is known."""
    lengths = [_minutes(n, series) for n in held]
    if len(held) < 2 or not all(lengths):
        return []
    hours = f"{sum(lengths) / 60:.1f}".removesuffix(".0").replace(".", ",")
    return [Text(f"Samen {hours} uur.")]
