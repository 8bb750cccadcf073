"""What each page is told: the session and its words as plain values, ready to be drawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kit import __version__, actions, forms
from kit.house_style import HouseStyle
from kit.lock import CLOSED
from kit.model import ROLES, Card, Screen, Step
from kit.notes import to_html
from kit.screens import steps as pictures
from kit.screens.beamer import LETTERS, draw
from kit.screens.told import MONTHS
from kit.session import Clock, Session

if TYPE_CHECKING:
    from kit.room import Room
    from kit.table import Table


def clock(one: Clock | None, now: int) -> dict | None:
    """A clock for a window: `ends` while it runs, else `remaining`; never below zero."""
    if one is None:
        return None
    left = max(0, one.left(now))
    return {"running": one.running, "ends": one.ends, "remaining": left, "total": one.total}


def picture(table: Table, now: int) -> dict:
    """The beamer's state: one picture and the thin line of time."""
    s, screen, style = table.session, table.screen(), table.room.style(table.group)
    line = s.write or s.clock
    if s.blank or s.step is None:
        line = Clock()
    return {
        "seq": table.sequence,
        "run": table.name,
        "now": now,
        "html": draw(screen, style),
        "style": style.sheet_address,
        "title": screen.title,
        "clock": clock(line, now),
        "playing": playing(table, now),
    }


def playing(table: Table, now: int) -> dict | None:
    """How far the sound or film on the beamer is; None where there is nothing to play."""
    media, one = table.screen().media, table.session.playing
    if media is None or media.kind == "beeld":
        return None
    said = {"running": one.running, "at": one.place(now), "here": one.here}
    return {"file": media.file, **said, "trouble": one.trouble}


def nothing_yet(room: Room) -> dict:
    """The beamer before a workshop is opened."""
    group = group_now(room)
    screen, style = Screen("lobby", "Welkom", text="We beginnen zo."), room.style(group)
    if room.waiting or (group and room.books.lock_of(group).closed):
        screen = Screen("lobby", "Op slot", text=CLOSED)
    said = {"seq": 0, "run": "", "now": room.now(), "html": draw(screen, style)}
    said |= {"style": style.sheet_address, "title": screen.title}
    return {**said, "clock": None, "playing": None}


def look(style: HouseStyle) -> dict:
    """Where a page finds how it looks: a stylesheet over the kit's own, and a logo or ""."""
    return {"sheet": style.sheet_address, "logo": style.logo_address, "alt": style.logo_alt}


def group_now(room: Room) -> str | None:
    """The group of a page that names none: the one at work, or the only one there is."""
    groups = dict(room.folder.groups())
    return room.group if room.group in groups else next(iter(groups)) if len(groups) == 1 else None


def console(table: Table, now: int) -> dict:
    """The state of the facilitator's page (private: notes, drafts and all words of this run)."""
    s, style = table.session, table.room.style(table.group)
    here = [r for r in table.records if s.step is None or r["step"] == s.step.id]
    back = table.room.books.series(table.group).taken_back(s.workshop.number, s.run)
    taken_back = [r for r in back if s.step and r["step"] == s.step.id]
    after, all_forms = _next(s), table.forms()
    known = {form["id"] for form in all_forms}
    return {
        "seq": table.sequence,
        "now": now,
        "run": table.name,
        "group": {"id": table.group, "name": table.room.folder.name_of(table.group)},
        "workshop": {
            "number": s.workshop.number,
            "title": s.workshop.title,
            "variant": s.variant,
            "notebook": table.room.notebook_name(s.workshop),
        },
        "steps": [_step(s, index, step) for index, step in enumerate(s.steps)],
        "here": {
            "step": s.step.id if s.step else "",
            "title": s.step.title if s.step else "",
            "index": s.here,
            "screen": s.screen,
            "screens": len(s.here_screens()),
            "lobby": s.lobby,
            "finished": s.finished,
        },
        "clock": clock(s.clock, now),
        "over": max(0, -s.clock.left(now)) if s.step else 0,
        "end": s.end,
        "later": sum(s.later().values()),
        "proposal": table.proposal,
        "note": to_html(s.step.note) if s.step else _outside_note(s),
        "next": after,
        "screen": draw(table.screen(), style),
        "style": style.sheet_address,
        "beamers": len(table.room.beamers),
        "overlay": "blank" if s.blank else "write" if s.write else "",
        "follow_ups": s.follow_ups,
        "can_follow_up": s.can_follow_up,
        "words_shown": s.words_shown,
        "write": clock(s.write, now),
        "choice": _choice(s),
        "deck": _deck(table),
        "tools": _tools(s.step),
        "media": _media(table.screen()),
        "playing": playing(table, now),
        "view": s.view,
        "forms": all_forms,
        "form": table.opening_form(),
        "drafts": table.drafts.get(s.workshop.number),
        "records": [_record(r, s, known) for r in here]
        + [_record(r, s, known, True) for r in taken_back],
        "count": len(here),
        "storage": {"ok": not table.storage, "message": table.storage},
        "notebook": table.notebook,
        "notice": table.notice,
        "mistakes": list(table.room.edited.mistakes),
        "edition": table.room.edited.times,
    }


def _step(s: Session, index: int, step: Step) -> dict:
    return {
        "id": step.id,
        "number": index + 1,
        "title": step.title,
        "minutes": s.minutes_of(step),
        "planned": s.planned(step),
        "status": s.status(index),
    }


def _next(s: Session) -> dict | None:
    index = s.here + 1
    if s.finished or index >= len(s.steps):
        return None
    step = s.steps[index]
    return {**_step(s, index, step), "note": to_html(step.note.split("\n\n")[0])}


def _outside_note(s: Session) -> str:
    if s.finished:
        return to_html("De workshop is klaar. Alles wat je bewaarde, staat op deze laptop.")
    ready = "".join(f"\n- {thing}" for thing in s.workshop.lay_ready)
    text = "Zet de beamer klaar. Druk op **Volgende** als je begint: dan gaat de klok lopen."
    return to_html(f"{text}\n\nLeg klaar:\n{ready}" if ready else text)


def _choice(s: Session) -> list[dict] | None:
    """The cases to choose from, where a case is chosen or an own one can be told instead."""
    if s.step is None or s.step.verb not in {"choose_case", "case"}:
        return None
    votes = s.step.verb == "choose_case"
    chosen = s.picks.case if votes else pictures.case_of(s.step, s.picks)
    if votes:
        there = pictures.candidates(s.step, s.content)
    else:
        there = pictures.instead(s.step, s.content, s.picks)
    if not votes and len(there) < 2:
        return None
    return [
        {
            "id": case.id,
            "code": letter,
            "title": case.title,
            "summary": case.summary,
            "dots": s.dots.get(case.id, 0) if votes else None,
            "chosen": case.id == chosen,
        }
        for letter, case in zip(LETTERS, there, strict=False)
    ]


def _deck(table: Table) -> dict | None:
    """What can lie on this step: tonight's favourites first, then the cards that fit."""
    s, series = table.session, table.room.books.series(table.group)
    if not actions.holds_card(s):
        return None
    fitting, used = actions.fitting_cards(s), table.used_cards()
    on, cards = table.card(), s.content.cards
    favourites = [c for c in series.favourites.get(s.workshop.number, ()) if c in cards]
    ids = [*favourites, *([on] if on in cards else []), *fitting]
    return {
        "card": on,
        "can_draw": any(c != on for c in fitting),
        "favourites": favourites,
        "all": [
            [c, _on_list(cards[c], c in favourites, c != on and c in used)]
            for c in dict.fromkeys(ids)
        ],
        "tip": cards[on].tip if on in cards else "",
    }


def _tools(step: Step | None) -> str:
    """Which of the notebook's tools this step needs: the cards, the cases or none."""
    kinds = {"card": "cards", "draw": "cards", "case": "case", "choose_case": "case"}
    return kinds.get(step.verb, "") if step else ""


def _media(screen: Screen) -> dict | None:
    """What is to be seen or heard on the beamer, in words."""
    return {"kind": screen.media.kind, "alt": screen.media.alt} if screen.media else None


def _on_list(card: Card, favourite: bool, used: bool) -> str:
    mark = "★ " if favourite else ""
    return f"{mark}{card.id} · {card.question}" + (" (al gebruikt)" if used else "")


def _record(record: dict, s: Session, known: set[str], withdrawn: bool = False) -> dict:
    skip = {
        "id",
        "time",
        "kind",
        "group",
        "workshop",
        "step",
        "check",
        "run",
        "draft",
        "replaces",
        "target",
        "after",
    }
    return {
        "id": record["id"],
        "kind": record["kind"],
        "form": form_of(record),
        "can_fix": form_of(record) in known,
        "line": forms.line(record),
        "fields": {k: v for k, v in record.items() if k not in skip},
        "role": ROLES.get(str(record.get("role", "")), ""),
        "time": clock_time(record["time"]),
        "shown": record["id"] in s.shown,
        "withdrawn": withdrawn,
    }


def form_of(record: dict) -> str:
    """The form in which a record was typed and can be corrected."""
    if record["kind"] == "choice":
        return f"choice@{record.get('case')}:{record.get('stage')}"
    return f"{record['kind']}@{record['target']}" if "target" in record else record["kind"]


# -- the start page ----------------------------------------------------------------------------


def start(room: Room) -> dict:
    """Where the group stands in the four workshops, and the one thing to do now."""
    groups = room.folder.groups()
    names = dict(groups)
    group = group_now(room)
    style = room.style(group)
    said = {
        "version": __version__,
        "folder": str(room.folder.path),
        "other_copy": room.other_copy,
        "groups": [{"id": g, "name": n} for g, n in groups],
        "group": {"id": group, "name": names[group]} if group else None,
        "style": look(style),
        "problems": [str(p) for p in room.content.problems if not p.advice],
    }
    lock = room.books.lock_of(group) if group else None
    if lock:
        said["lock"] = {"on": lock.on, "closed": lock.closed}
    return said | (_group(room, group) if group and not lock.closed else {})


def _group(room: Room, group: str) -> dict:
    series = room.books.series(group)
    numbers = sorted(room.workshops)
    number = series.next_workshop(numbers) or (numbers[-1] if numbers else None)
    workshop = room.workshops.get(number) if number else None
    going = series.open_session()
    variant = max(series.sessions.values(), key=lambda r: r["time"], default={}).get("variant", 90)
    problems = [str(p) for p in room.content.problems if not p.advice]
    if lost := room.books.set_aside(group):
        one = "regel is" if lost == 1 else "regels zijn"
        problems.append(
            f"{lost} {one} niet te lezen in de map van deze groep. Na 90 dagen is dat weg."
        )
    return {
        "problems": problems,
        "headline": f"Workshop {workshop.number}: {workshop.title}" if workshop else "",
        "lead": workshop.goal if workshop else "",
        "next": {
            "number": workshop.number,
            "title": workshop.title,
            "variant": variant,
            "lay_ready": list(workshop.lay_ready),
        }
        if workshop
        else None,
        "resume": _resume(room, going) if going else None,
        "numbers": _numbers(series),
        "path": [_stage(room, series, n, number) for n in (1, 2, 3, 4)],
    }


def _resume(room: Room, going: dict) -> dict | None:
    workshop = room.workshops.get(going["workshop"])
    if workshop is None:
        return None
    return {
        "workshop": workshop.number,
        "title": workshop.title,
        "step": going.get("title") or workshop.title,
        "when": when(going["time"], room.now()),
    }


def _numbers(series) -> list[dict]:
    told = (
        ("reflection", "reflectie", "reflecties"),
        ("signal", "signaal", "signalen"),
        ("agreement", "afspraak", "afspraken"),
        ("parked", "geparkeerd punt", "geparkeerde punten"),
    )
    counts = [(series.count(kind), one, many) for kind, one, many in told]
    return [{"n": n, "label": one if n == 1 else many} for n, one, many in counts if n]


COMING = {
    1: ("Zien wat er gebeurt", "Een casus in onthullingen. De leiding luistert."),
    2: ("Wringen en wegen", "Ruimte en grens van de regel."),
    3: ("Omkeren", "Leiding en beleid brengen hun twijfel in."),
    4: ("Verankeren", "Besluiten, een ritme, en het team gaat zelf verder."),
}


def _stage(room: Room, series, number: int, now: int | None) -> dict:
    workshop = room.workshops.get(number)
    title, goal = COMING[number]
    if workshop:
        title, goal = workshop.title, workshop.goal or goal
    if number in series.done:
        status, label = "done", f"Gedaan op {day(series.done[number])}"
    elif not workshop:
        status, label = "coming", "Komt nog"
    else:
        status, label = ("now", "Nu aan de beurt") if number == now else ("open", "Hierna")
    return {"number": number, "title": title, "goal": goal, "status": status, "label": label}


def local(time_text: str) -> datetime:
    """A moment of the journal in the laptop's own time."""
    return datetime.fromisoformat(time_text.replace("Z", "+00:00")).astimezone()


def clock_time(time_text: str) -> str:
    """A moment as 14:07."""
    return f"{local(time_text):%H:%M}"


def day(time_text: str) -> str:
    """A moment as 3 november."""
    moment = local(time_text)
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def when(time_text: str, now: int) -> str:
    """A moment as one would say it: vandaag om 14:07, or 3 november om 14:07."""
    moment, today = local(time_text), datetime.fromtimestamp(now / 1000).astimezone().date()
    spoken = "vandaag" if moment.date() == today else day(time_text)
    return f"{spoken} om {clock_time(time_text)}"
