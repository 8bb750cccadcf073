"""What can be written down at a step, and what of it goes into the journal.

A form is plain values, so that the page draws it without knowing what it is about.
"""

from __future__ import annotations

from datetime import date

from kit.follow import OUTCOMES, REVIEWS
from kit.methods import Board, board_of
from kit.model import ROLES, Content, Step

MAX_TEXT = 4000
LONGEST_FORM = 160
"""Characters of the name of a form; the id of a case may be in it."""
FREQUENCIES = ["Eén keer", "Vaker", "Bijna altijd"]
BUTTONS = ["Wij zelf", "Team", "Management", "Beleid", "College", "Raad", "Regio", "Rijk of DUO"]


WITHOUT_WORDS = {"receipt": "Ontvangen", "feedback": "Teruggekoppeld", "check_up": "Bekeken"}
"""What an answer says that has no words of its own."""


class Refused(ValueError):
    """What was typed cannot be kept as it is; the message says in Dutch why and what to do."""


def field(name: str, label: str, kind: str = "text", **more: object) -> dict[str, object]:
    """One field of a form. `kind` is one of those the page can draw."""
    return {"name": name, "label": label, "kind": kind, **more}


def choice(name: str, label: str, choices: list, **more: object) -> dict[str, object]:
    """A field to choose from: texts, or pairs of a value and its text."""
    options = [["", "Kies"]] + [[c, c] if isinstance(c, str) else list(c) for c in choices]
    return field(name, label, "select", options=options, **more)


_ROLE = choice("role", "Wie zei het?", list(ROLES.items()), hint="(rol, geen naam)")

ALWAYS = [
    {
        "id": "reflection",
        "tab": "Reflectie",
        "fields": [field("text", "Wat hoorde je?", "textarea", required=True), _ROLE],
    },
    {
        "id": "signal",
        "tab": "Signaal",
        "fields": [
            field("text", "Wat moet beleid weten?", "textarea", required=True, hint="(één zin)"),
            choice("often", "Hoe vaak zien jullie dit?", FREQUENCIES),
            choice("button", "Wie kan er iets aan doen?", BUTTONS),
            _ROLE,
        ],
    },
    {
        "id": "agreement",
        "tab": "Afspraak",
        "fields": [
            field("if", "Als …", "text", hint="(wanneer doe je het?)"),
            field("then", "dan doe ik …", "textarea", required=True),
            field("owner", "Van wie?", "text", hint="(rol of voornaam)"),
            field("date", "Wanneer?", "date"),
            field("first", "Wat is de eerste stap?", "text", hint="(mag leeg)"),
            field("stop", "Wanneer stop je ermee?", "text", hint="(mag leeg)"),
        ],
    },
    {
        "id": "parked",
        "tab": "Parkeren",
        "fields": [field("text", "Wat parkeren we?", "textarea", required=True)],
    },
]


def forms(step: Step | None, content: Content) -> list[dict[str, object]]:
    """The forms at this step: the four that are always there, and the one that fits the step."""
    extra = []
    if step and step.verb == "measure":
        extra = [_likert("Meting", content.table.statements)]
    elif step and step.verb == "check_out" and content.table.exit_questions:
        extra = [_likert("Meting", content.table.exit_questions)]
    elif board := board_of(step):
        extra = [_board(board)]
    elif step and step.verb == "position":
        extra = [
            {
                "id": "position",
                "tab": "Standpunt",
                "fields": [
                    field("value", "Welk getal staat op het briefje?", "scale", required=True),
                    field("text", "Waarom?", "textarea"),
                ],
            }
        ]
    return ALWAYS + extra


def _likert(tab: str, statements: tuple[str, ...]) -> dict[str, object]:
    one = field("answers", "Eén briefje", "likert", statements=list(statements), required=True)
    return {"id": "measurement", "tab": tab, "fields": [one]}


def _board(board: Board) -> dict[str, object]:
    hint = "(komt op de beamer)"
    fields = [choice("row", board.rows_label, list(board.rows), required=True, hint=hint)]
    for number, column in enumerate(board.columns):
        label = column or "Wat komt er op het bord?"
        needed = board.columns == ("",)
        fields.append(field(f"column{number}", label, "textarea", required=needed))
    return {"id": "board", "tab": "Bord", "fields": fields}


def choosing(case: str, number: int, ways: tuple[str, ...]) -> dict[str, object]:
    """What the group would do at one stage (from 1) of a case, before the story goes on."""
    fields = [field("text", "Waarom?", "textarea", hint="(mag leeg)")]
    if len(ways) > 1:
        fields.insert(0, choice("choice", "Wat zou de groep doen?", list(ways), required=True))
    else:
        fields = [field("text", "Wat zou de groep doen?", "textarea", required=True)]
    return {"id": f"choice@{case}:{number}", "tab": "Keuze", "fields": fields}


def moment(step: Step | None) -> str:
    """When a measurement was taken: start, eind, later, or uitgang (the exit questions)."""
    return str(step.given.get("moment", "start")) if step and step.verb == "measure" else "uitgang"


def opening_form(step: Step | None, content: Content) -> str:
    """The tab that fits a step when the group arrives there."""
    if step is None:
        return "reflection"
    fits = {"measure": "measurement", "position": "position", "signals": "signal"}
    fits |= {"agreements": "agreement", "check_out": "agreement"}
    wanted = "board" if board_of(step) else fits.get(step.verb, "reflection")
    return wanted if wanted in {f["id"] for f in forms(step, content)} else "reflection"


def checked(form: dict[str, object], given: dict[str, object]) -> dict[str, object]:
    """The fields of a record from what was typed; empty ones are left out. Raises Refused."""
    kept: dict[str, object] = {}
    for one in form["fields"]:
        name, label = str(one["name"]), str(one["label"])
        value = _value(one, given.get(name))
        if value in ("", None, []):
            if one.get("required"):
                raise Refused(f"Vul eerst in: {label}")
            continue
        kept[name] = value
    return kept


def _value(one: dict[str, object], raw: object) -> object:
    kind, label = one["kind"], str(one["label"])
    if raw is None:
        return ""
    if kind == "likert":
        return _answers(raw, len(one["statements"]))
    if kind == "scale":
        return "" if raw == "" else _whole(raw, 0, 10, label)
    if not isinstance(raw, str):
        raise Refused(f"Dit past niet bij: {label}")
    text = raw.strip()
    if len(text) > MAX_TEXT:
        raise Refused(f"Dit is te lang (meer dan {MAX_TEXT} tekens). Bewaar het in delen.")
    if kind == "date" and text:
        try:
            date.fromisoformat(text)
        except ValueError:
            raise Refused("Deze datum klopt niet. Schrijf hem zo: 2026-12-31.") from None
    if kind == "select" and text and text not in {option[0] for option in one["options"]}:
        raise Refused(f"Kies een van de mogelijkheden bij: {label}")
    return text


def _answers(raw: object, wanted: int) -> list[int | None]:
    if not isinstance(raw, list) or len(raw) != wanted:
        raise Refused("Vul voor elke stelling een cijfer in, of laat hem open.")
    answers = [None if a in ("", None) else _whole(a, 1, 5, "de stelling") for a in raw]
    return answers if any(a is not None for a in answers) else []


def _whole(raw: object, low: int, high: int, label: str) -> int:
    try:
        number = int(str(raw))
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise Refused(f"Kies een getal van {low} tot en met {high} bij: {label}")
    return number


def line(record: dict[str, object]) -> str:
    """One record as the one line that people read back."""
    kind = record.get("kind")
    if kind == "agreement":
        first, then = str(record.get("if", "")), str(record.get("then", ""))
        text = f"Als {first}, dan {then}" if first else then
        return text + (f" ({record['owner']})" if record.get("owner") else "")
    if kind == "measurement":
        answers = record.get("answers") or []
        return "Briefje: " + " ".join("–" if a is None else str(a) for a in answers)
    if kind == "board":
        cells = [str(record[c]) for c in ("column0", "column1", "column2") if record.get(c)]
        return f"{record.get('row')}: {' · '.join(cells)}"
    if kind == "position":
        why = record.get("text")
        return f"{record.get('value')}" + (f": {why}" if why else "")
    if kind in {"decision", "review", "unparked", "choice"}:
        name = str(record.get("outcome") or record.get("choice") or "")
        name = OUTCOMES.get(name) or REVIEWS.get(name) or name.capitalize()
        why = record.get("reason") or record.get("text")
        return ": ".join(str(part) for part in (name, why) if part)
    return str(record.get("text") or WITHOUT_WORDS.get(kind, ""))
