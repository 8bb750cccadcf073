"""The papers beforehand and afterwards: what they say, what is left to the pen, whose name."""

import re
from datetime import date

import pytest

from kit import content, script
from kit.model import Content, Table
from kit.outputs import before
from kit.outputs.document import Blanks, Items, Text, texts
from kit.outputs.paper_pdf import draw
from kit.outputs.word import docx
from kit.paths import content_root
from kit.series import fold

TODAY = date(2026, 11, 22)
STAD = "Voorbeeldstad"
ROOT = content_root()


@pytest.fixture(scope="module")
def words():
    return content.load(ROOT)


@pytest.fixture(scope="module")
def scripts():
    found = {n: script.read(ROOT / "notebooks" / f"workshop-{n}.ipynb")[0] for n in (1, 2, 3, 4)}
    assert all(found.values())
    return found


def said(number, kind, workshop=1, day=3, **fields):
    moment = f"2026-11-{day:02}T10:00:{number:02}.000Z"
    return {
        "id": f"{number:026}", "time": moment, "kind": kind, "group": "stad",
        "workshop": workshop, "step": "", "run": f"r{workshop}", **fields,
    }  # fmt: skip


def plan(number, workshop, day, start="13:30", minutes=90, place="Stadhuis, zaal 3"):
    return said(number, "plan", workshop, date=day, start=start, minutes=minutes, place=place)


def held(number, workshop, variant=90):
    return said(number, "session", workshop, here=9, finished=True, variant=variant)


PLANNED = (
    plan(1, 1, "2026-11-24"), plan(2, 2, "2026-12-15", start="09:30", minutes=120),
    plan(3, 4, "2027-02-02"),
)  # fmt: skip
NOTHING = fold([])


def spoken(paper):
    return "\n".join(texts(paper))


def blanks(paper):
    return [label for part in paper.parts if isinstance(part, Blanks) for label in part.labels]


def every_paper(series, words, scripts=None):
    papers = [
        make(series, words, STAD, TODAY, number, scripts)
        for make in (before.invitation, before.invitation_leaders)
        for number in (1, 2, 3, 4)
    ]
    papers += [make(words, STAD, TODAY) for make in (before.pledge, before.table_rules)]
    return [*papers, before.certificate("", STAD, series, TODAY, scripts)]


# -- invitations -----------------------------------------------------------------------------------


def test_an_invitation_says_when_from_when_until_when_and_where(words, scripts):
    series = fold([*PLANNED])
    first = before.invitation(series, words, STAD, TODAY, 1, scripts)
    assert first.title == "Uitnodiging workshop 1: Zien wat er gebeurt"
    assert first.name == "Uitnodiging workshop 1 Voorbeeldstad"
    assert (
        Items(
            (
                "Datum: dinsdag 24 november 2026",
                "Tijd: 13.30 tot 15.00 uur",
                "Plek: Stadhuis, zaal 3",
            )
        )
        in first.parts
    )
    assert (
        "Zet ook alvast in je agenda: dinsdag 15 december 2026 (workshop 2) en "
        "dinsdag 2 februari 2027 (workshop 4)." in spoken(first)
    )
    second = spoken(before.invitation(series, words, STAD, TODAY, 2, scripts))
    assert "Tijd: 09.30 tot 11.30 uur" in second and "workshop 1" not in second


def test_what_is_not_planned_is_a_line_to_write_on(words):
    assert blanks(before.invitation(NOTHING, words, STAD, TODAY))[:3] == ["Datum", "Tijd", "Plek"]
    half = fold([plan(1, 1, "2026-11-24", start="", place="")])
    paper = before.invitation_leaders(half, words, STAD, TODAY)
    assert blanks(paper)[:2] == ["Tijd", "Plek"]
    assert "Datum: dinsdag 24 november 2026" in spoken(paper)


@pytest.mark.parametrize(
    "series", [NOTHING, fold([*PLANNED]), fold([plan(1, 1, "2026-11-24", "")])]
)
def test_no_paper_ever_says_none_or_has_an_empty_line(series, words, scripts):
    for paper in every_paper(series, words, scripts) + every_paper(series, Content()):
        assert not re.search(r"None|\{|\}|  ", spoken(paper)), paper.title
        assert all(line.strip() for line in texts(paper) if line != paper.lead), paper.title


def test_a_participant_reads_what_stays_in_the_room_and_that_passing_is_fine(words):
    for number in (1, 2, 3, 4):
        paper = before.invitation(NOTHING, words, STAD, TODAY, number)
        assert Items(words.table.privacy) in paper.parts
        assert "Je mag altijd passen, en je hoeft niet te zeggen waarom." in spoken(paper)
        assert "Wat neem je mee?" in spoken(paper)


def test_a_guest_is_announced_when_one_comes_and_not_otherwise(words):
    def invited(workshop, **roles):
        series = fold([said(1, "attendance", workshop, roles=roles)])
        return spoken(before.invitation(series, words, STAD, TODAY, workshop))

    assert "iemand bij die zelf is ingeburgerd" in invited(3, ervaringsdeskundige=1)
    assert "mensen bij die zelf zijn ingeburgerd" in invited(3, ervaringsdeskundige=2)
    assert "schuift ook een bestuurder aan" in invited(4, bestuur=1)
    assert "ingeburgerd" not in invited(3, uitvoering=6)


def test_leadership_reads_to_listen_first_what_it_promised_and_what_waits(words):
    series = fold(
        [said(4, "signal", text="Geheim over de brief.", owner="Anouk"), plan(5, 2, "2026-12-01")]
    )
    paper = before.invitation_leaders(series, words, STAD, TODAY, 2)
    [asked, promised, waits] = [part.lines for part in paper.parts[2:] if isinstance(part, Items)]
    assert asked[0].startswith("Luister eerst.")
    assert promised == words.table.promise
    assert waits == (
        "Laat weten dat je 1 signaal hebt: zo snel mogelijk. "
        "Dit was beloofd voor dinsdag 10 november 2026.",
        "Eerste reactie op 1 signaal: uiterlijk dinsdag 1 december 2026.",
        "Besluit over 1 signaal: uiterlijk dinsdag 29 december 2026.",
    )
    assert not re.search("Geheim|Anouk", spoken(paper))


# -- the belofte and the rules -----------------------------------------------------------------


def test_the_belofte_is_the_one_of_the_table_with_lines_to_sign_on(words):
    paper = before.pledge(words, STAD, TODAY)
    promised = [p.text for p in paper.parts if isinstance(p, Text) and p.manner == "wall"]
    assert tuple(promised) == words.table.promise
    assert blanks(paper) == ["Naam", "Functie", "Datum", "Handtekening"]


def test_the_rules_are_those_of_the_table_large_enough_for_a_wall(words):
    paper = before.table_rules(words, STAD, TODAY)
    large = [p.text for p in paper.parts if isinstance(p, Text) and p.manner == "wall"]
    assert tuple(large) == words.table.rules
    assert all(line in spoken(paper) for line in words.table.privacy)


def test_a_municipality_with_other_words_reads_its_own():
    own = Content(table=Table(rules=("Eigen regel.",), promise=("Eigen belofte.",)))
    assert "Eigen regel." in spoken(before.table_rules(own, STAD, TODAY))
    assert "Eigen belofte." in spoken(before.pledge(own, STAD, TODAY))
    assert "Eigen belofte." in spoken(before.invitation_leaders(NOTHING, own, STAD, TODAY))


def test_without_a_file_of_the_table_the_rules_are_written_by_hand():
    assert blanks(before.table_rules(Content(), STAD, TODAY))[0] == "Afspraak 1"
    assert blanks(before.pledge(Content(), STAD, TODAY))[0] == "Belofte 1"


# -- the deelnamebewijs --------------------------------------------------------------------------

NAME = "Fatma Yıldız-de Boër"


def test_the_name_is_in_the_words_of_the_paper_and_nowhere_else(scripts):
    paper = before.certificate(f" {NAME} ", STAD, fold([held(1, 1)]), TODAY, scripts)
    assert spoken(paper).count(NAME) == 1
    about = (paper.name, paper.title, paper.subject, paper.foot, paper.lead)
    assert not any("Fatma" in one or "Yıldız" in one for one in about)
    assert paper.name == "Deelnamebewijs Voorbeeldstad"


def test_the_name_is_not_in_the_properties_of_the_word_file():
    import io
    import zipfile

    made = docx(before.certificate(NAME, STAD, fold([held(1, 1)]), TODAY))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        having = [name for name in parts.namelist() if NAME.encode() in parts.read(name)]
    assert having == ["word/document.xml"]


def test_the_deelnamebewijs_says_only_of_whom_it_is_told_which_workshops_it_were(scripts):
    series = fold([held(1, 1), held(2, 2, 120), said(3, "session", 3, here=2)])

    def listed(**more):
        paper = before.certificate(NAME, STAD, series, TODAY, scripts, **more)
        return *(p for p in paper.parts if isinstance(p, Items)), spoken(paper)

    items, all_words = listed()
    assert items.mark == "tick" and "Kruis aan" in all_words and "Samen" not in all_words
    items, all_words = listed(attended=iter([1, 2]))
    assert items.mark == "dot" and "Kruis aan" not in all_words
    assert items.lines == (
        "Workshop 1: Zien wat er gebeurt, dinsdag 3 november 2026, 90 minuten",
        "Workshop 2: Wringen en wegen, dinsdag 3 november 2026, 120 minuten",
    )
    assert "Samen 3,5 uur." in all_words
    items, all_words = listed(attended=iter([2, 3]))
    assert len(items.lines) == 1 and "Samen" not in all_words


def test_without_a_name_or_a_workshop_there_are_lines_to_write_on():
    paper = before.certificate("  ", STAD, NOTHING, TODAY)
    assert blanks(paper)[:2] == ["Naam", "Workshop en datum"]


# -- on paper --------------------------------------------------------------------------------------


def test_each_paper_is_one_page_also_when_everything_is_filled_in(words, scripts):
    guests = said(8, "attendance", 3, roles={"ervaringsdeskundige": 2})
    series = fold([*PLANNED, plan(7, 3, "2027-01-12", place="p" * 60), guests, held(9, 1)])
    for paper in every_paper(series, words, scripts):
        assert len(draw(paper)) == 1, paper.title
