"""What the page of the own case says: its steps, what it promises, its pictures and its finds."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from kit.casework import STAGES, OwnCase, case_of
from kit.model import Content, Screen, Step
from kit.screens import steps as pictures
from kit.screens.beamer import draw

STEPS = {
    1: (
        "Begin",
        "Hoe begon het?",
        "Wie zat tegenover je? Wat wist je op dat moment, en wat nog niet?",
    ),
    2: ("Toen", "Wat gebeurde er toen?", "Eén moment is genoeg. Wat zei de ander, letterlijk?"),
    3: ("Kiezen", "Waar moest je kiezen?", "Wat maakte het lastig? Wie wilde wat?"),
    4: ("Later", "Wat hoorde je pas later?", "Wat had je willen weten toen je koos?"),
    5: ("Nu", "Hoe is het nu?", "Deze mag leeg blijven. Vier onthullingen zijn genoeg."),
    6: ("Stemmen", "Hoe vertellen anderen het?", ""),
    7: ("Ombouwen", "Verander drie dingen die er niet toe doen", ""),
    8: ("Klaarzetten", "Lees na en zet klaar", ""),
}
"""Each step of the page: its short name, its question, and what helps."""
SUITS_OF = {1: "gesprek", 2: "start", 3: "ruimte", 4: "regie", 5: "beleid"}
PROMISE = (
    "<ul><li>Vertel <b>uit je hoofd</b>. Zet geen dossier op het scherm.</li>"
    "<li>Wat je typt, blijft <b>op deze laptop</b>. Het staat in geen verslag.</li>"
    "<li><b>Deze casus wordt gewist</b> na de workshop waarin jullie hem gebruiken. Bewaren kan, "
    "als jij dat kiest.</li>"
    "<li>Gesprekskit kijkt mee of iets naar iemand wijst. Het ziet niet alles. <b>Jij beslist.</b>"
    "</li><li>Back-ups en oude versies, zoals in OneDrive, kan Gesprekskit niet wissen."
    "</li></ul>"
)
EIGHT = "<h2>Zo gaat het</h2><ol class='kit-five'>{}</ol>"
CLASSES = (
    ("34 jaar", "dertiger"),
    ("12 maart", "voorjaar"),
    ("de naam van het dorp", "een dorp in de buurt"),
    ("zoon van negen, zus in Assen", "een familielid"),
    ("lasser bij een werf", "werkt in de techniek"),
    ("Eritrea", "een ander land"),
    ("diabetes", "een ziekte"),
)
NOT_KEPT = (
    "<p>Een leeftijd, een dorp, een beroep, het aantal kinderen. Het verhaal blijft, de persoon "
    "niet. Pas het zelf aan in je tekst.</p>"
    "<p class='hint'>Wat je hieronder typt, wordt <b>niet bewaard</b>. Alleen dat je drie dingen "
    "veranderde.</p>"
)
ALOUD = (
    "<h3>Waar zie je dit terug?</h3><p>Deze stemmen staan niet op de beamer. Jij leest ze voor, "
    "als de groep van stoel wisselt. Alles mag leeg blijven.</p>"
)
AGREE = "Ik heb het gelezen. Dit wijst niemand aan."
LONGEST_BIT = 36


def steps_ahead() -> str:
    """What is coming, for who is here for the first time."""
    lines = "".join(f"<li>{escape(question)}</li>" for _, question, _ in STEPS.values())
    return EIGHT.format(lines)


def way(here: int, code: str) -> str:
    """Where you are and what the case is called; no clock."""
    return (
        f'<p class="kit-way"><span>Casus {escape(code)} · stap {here} van {len(STEPS)}</span>'
        '<span class="hint">samen ongeveer een kwartier</span></p>'
    )


def row(one: dict) -> str:
    """A case in the list: its code, how far it is and how long it stays; not a word of it."""
    n = one["stages"]
    far = "nog leeg" if not n else "1 onthulling" if n == 1 else f"{n} onthullingen"
    state = "klaar voor de workshop" if one["ready"] else f"nog niet klaar · {far}"
    return f"<p><b>Casus {escape(one['code'])}</b> · {state}<br>{stays(one)}</p>"


def stays(one: dict) -> str:
    """How long a case stays."""
    if one["keep"]:
        return "Blijft bewaard, ook na de workshop."
    if one["used_in"]:
        return f"Wordt gewist na workshop {one['used_in']}: daar gebruiken jullie hem."
    return "Wordt gewist na de workshop waarin jullie hem gebruiken."


def longer(one: dict) -> str:
    """The button that changes how long it stays."""
    return "Toch wissen na de workshop" if one["keep"] else "Bewaar ook na de workshop"


def counted(number: int, most: int) -> str:
    """How many words there are, and what to do when there are too many."""
    over = number - most
    if over > 0:
        many = "één woord" if over == 1 else f"{over} woorden"
        said = f"<b>{number} van {most} woorden.</b> {many} te veel."
        return f'<p class="kit-count kit-over">{said}</p>'
    return f'<p class="kit-count">{number} van {most} woorden</p>'


# -- pictures ----------------------------------------------------------------------------------


def screens(own: OwnCase, also: int = 0) -> tuple[Screen, ...]:
    """All pictures of a case, as the workshop will show them."""
    case = case_of(own, also)
    if not case.stages:
        return ()
    step = Step("casus", "case", case.title, "", {}, {"case": case.id})
    return pictures.screens(step, Content(cases={case.id: case}))


def of_stage(own: OwnCase, n: int) -> str:
    """The pictures of one stage, also while it has no story yet."""
    all_numbers = sorted({*(m for m in STAGES if own.text(f"text{m}")), n})
    about = f"{own.id}:{all_numbers.index(n) + 1}"
    shown = [one for one in screens(own, n) if one.about == about]
    if not own.text(f"text{n}"):
        shown = [replace(one, text=one.text or "Hier komt je verhaal.") for one in shown[:1]]
    return beamers(shown, "Zo staat het op de beamer")


def of_closing(own: OwnCase) -> str:
    """The picture of the closing question."""
    shown = [one for one in screens(own) if one.kind == "title"] if own.text("closing") else []
    return beamers(shown, "Zo staat het op de beamer")


def of_all(own: OwnCase) -> str:
    """The whole case as the group will see it, picture after picture."""
    shown = screens(own)
    title = "Zo ziet de groep het" if shown else ""
    return beamers(shown, title, "kit-beamers kit-small")


def beamers(shown: tuple | list, title: str, names: str = "kit-beamers") -> str:
    """Real pictures of the beamer. They only repeat what is in the fields, so they are not read."""
    drawn = "".join(f'<div class="kit-beamer">{draw(one)}</div>' for one in shown)
    head = f"<h3>{escape(title)}</h3>" if shown else ""
    return f'{head}<div class="{names}" aria-hidden="true">{drawn}</div>' if shown else ""


# -- finds -------------------------------------------------------------------------------------


def find(one: dict, text: str, times: int = 1) -> str:
    """One find: where it stands, the words around it with a mark on it, and why."""
    place, why = escape(one["place"]), escape(one["reason"])
    called = escape(one["called"].capitalize())
    around = f"<p class='kit-around'>{_marked(one, text)}</p>" if one["text"] else ""
    often = f" · staat er {times} keer" if times > 1 else ""
    return f"<p><b>{called}</b> · {place}{often}</p>{around}<p>{why}</p>"


def _marked(one: dict, text: str) -> str:
    start, end = one["start"], one["end"]
    before, after = text[:start], text[end:]
    dots = more = ""
    if len(before) > LONGEST_BIT:
        dots, before = "… ", before[-LONGEST_BIT:].partition(" ")[2]
    if len(after) > LONGEST_BIT:
        after, more = after[:LONGEST_BIT].rpartition(" ")[0], " …"
    marked = f"<mark>{escape(text[start:end])}</mark>"
    return f"{dots}{escape(before)}{marked}{escape(after)}{more}"


def instead(one: dict) -> str:
    """What its button says."""
    short = " ".join(one["replacement"].split())
    if len(short) > 60:
        return "Maak het vager"
    return f"Maak ervan: {short}" if short else "Haal weg"


def how_many(number: int) -> str:
    """What the look through came to, and what that is worth."""
    if not number:
        return "Gesprekskit vindt niets. Het ziet niet alles: lees het zelf ook na."
    what = "één plek die" if number == 1 else f"{number} plekken die"
    verb = "kan" if number == 1 else "kunnen"
    return f"Gesprekskit vindt {what} naar iemand {verb} wijzen."


def open_ends(gaps: list[str]) -> str:
    """What is still missing; nobody has to do anything about it."""
    if not gaps:
        return "<h3>Alles is ingevuld</h3>"
    lines = "".join(f"<li>{escape(line)}</li>" for line in gaps)
    return f"<h3>Nog open, je mag ook zo verder</h3><ul>{lines}</ul>"


def classes(code: str) -> str:
    """Exact values, the wider words that say as much, and why the case is called as it is."""
    lines = "".join(
        f"<tr><th scope='row'>{exact}</th><td>{wide}</td></tr>" for exact, wide in CLASSES
    )
    head = "<thead><tr><th scope='col'>Niet</th><th scope='col'>Liever</th></tr></thead>"
    return (
        "<table class='kit-table'><caption>Maak het iets vager</caption>"
        f"{head}<tbody>{lines}</tbody></table>"
        f"<p class='hint'>De casus heet {escape(code)}. Die code koos de kit zelf: zo "
        "staat er geen naam en geen initiaal boven.</p>"
    )


def ready(one: dict) -> str:
    """What happens now that the case is ready."""
    return (
        f"<h3>Casus {escape(one['code'])} is klaar voor de workshop</h3>"
        "<p>Je vindt hem bij ‘Casus kiezen’, en bij elke stap met een casus. "
        f"{escape(stays(one))} Verander je de tekst nog, dan lees je hem hier opnieuw na.</p>"
    )


def damaged(number: int) -> str:
    """Cases that cannot be read: that they are there, and who can look."""
    many = "Eén casus is" if number == 1 else f"{number} casussen zijn"
    return (
        f"{many} beschadigd en niet te lezen. Vraag iemand met verstand van computers. "
        "Kijk in de map .cases van deze groep."
    )
