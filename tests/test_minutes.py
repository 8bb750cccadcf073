"""The verslag and the overdracht: what is in them, what never is, and how long they may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.journal import record
from kit.outputs import document
from kit.outputs.document import Chart, Heading, NewPage, Paper, Table, words_of
from kit.outputs.handover import handover
from kit.outputs.leaving import ASKED, harvest, meetings, seen
from kit.outputs.minutes import PARTS, minutes
from kit.outputs.paper_pdf import draw
from kit.outputs.sections import Section, brief, report
from kit.series import Series, fold
from tests.evenings import DAYS, NAME, STORY, TODAY, Told, four, released, scripts, words

LONG = "Dit is een lange zin over iets wat vaker gebeurt en waar niemand van weet wie het doet. "


@pytest.fixture(scope="module")
def told() -> Told:
    return four()


def paper(told: Told, workshop: int | None = None, today: date = TODAY, **more) -> Paper:
    return minutes(told.series(), words(), NAME, today, workshop, scripts=scripts(), **more)


def text(of: Paper) -> str:
    return "\n".join(words_of(of))


def headings(of: Paper) -> list[str]:
    found = [p.text for p in of.parts if isinstance(p, Heading) and p.level == 1]
    return [head.split(" (")[0] for head in found]


def front(of: Paper) -> Paper:
    """What stands before the annex."""
    ends = [i for i, part in enumerate(of.parts) if isinstance(part, NewPage)]
    return replace(of, parts=of.parts[: ends[0]] if ends else of.parts)


# -- what is in it -------------------------------------------------------------------------------


def test_a_verslag_says_what_has_to_be_done_before_anything_else(told):
    assert headings(paper(told))[0] == PARTS["todo"]
    first = next(part for part in paper(told).parts if isinstance(part, Table))
    assert first.rows[0][:2] == ("29 oktober (te laat)", "De leiding")
    assert first.rows[0][2].startswith("Laat weten dat signaal 5 binnen is")


def test_a_verslag_of_one_workshop_tells_its_day_its_card_and_its_case(told):
    of = text(paper(told, 2))
    assert "Donderdag 24 september 2026" in of
    assert f"Kaart R1, Ruimte en regels: {words().cards['R1'].question}" in of
    assert "Casus C: Goed genoeg (inspanning en afschalen)" in of
    assert words().cards["G1"].question not in of
    assert not any(stage.text in of for stage in words().cases["goed-genoeg"].stages)


def test_a_signal_of_before_is_in_the_verslag_of_the_workshop_that_spoke_of_it_again(told):
    assert "De brief over de toets" in text(paper(told, 3))
    shown = [p for p in paper(told, 4).parts if isinstance(p, Table) and p.head[1] == "Signaal"]
    assert {row[0] for row in shown[0].rows} == {"3", "4"}


def test_a_decision_stands_there_with_its_reason_and_its_days(told):
    of = text(paper(told))
    assert "De brief wordt herschreven met inburgeraars erbij" in of
    assert "Beleid op 6 oktober. Communicatie doet het, klaar op 15 december" in of
    assert "klaar op 15 januari 2027" in of


def test_the_next_time_is_told_with_day_hour_and_place():
    of = text(paper(four(1), 1, DAYS[1]))
    assert "Workshop 2 is op donderdag 24 september 2026 om 13:30 uur. Plek: Wijkhuis" in of
    assert "Na drie maanden kijken we samen" in text(paper(four(), 4))


def test_who_was_there_are_numbers_and_in_the_series_no_roles(told):
    assert "11 mensen (uitvoering 6, teamleiding 1" in text(paper(told, 1))
    assert "11 bij workshop 1" in text(paper(told))


TELLS = {
    "next": "Na drie maanden kijken",
    "attendance": "Mensen aan tafel",
    "todo": "Laat weten dat",
    "signals": "Wat open staat, staat bovenaan",
    "decisions": "De brief wordt herschreven",
    "agreements": "bel ik eerst zelf",
    "parked": "Wie vertelt de raad",
    "talk": "Kaart G1",
    "words": "niet over de nacht",
    "measurement": "Gemiddelden van",
    "annex": "Bijlage",
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out_and_is_there_else(told, part):
    lets = released(told)
    assert TELLS[part] in text(paper(told, released=lets))
    without = paper(told, released=lets, parts=frozenset(PARTS) - {part})
    assert TELLS[part] not in text(without)
    alone = paper(told, released=lets, parts=frozenset({part}))
    assert set(headings(alone)) <= {PARTS[part]}


def test_without_any_part_there_is_no_heading(told):
    assert headings(paper(told, parts=frozenset())) == []


def test_a_series_without_a_bijeenkomst_has_a_verslag_that_says_so():
    assert "nog niet geweest" in minutes(Series(), words(), NAME, TODAY, 1).lead
    assert handover(Series(), words(), NAME, TODAY).pages == 1


# -- what never leaves ---------------------------------------------------------------------------


def test_nothing_that_was_not_released_is_in_any_paper(told):
    """Reflections, boards, reasons of a position, what the group said back: all have a mark."""
    for of in (paper(told), *(paper(told, n) for n in DAYS)):
        assert STORY not in text(of)
        assert "niet over de nacht" not in text(of)
    assert STORY not in text(handover(told.series(), words(), NAME, TODAY, scripts()))


def test_what_was_released_is_in_the_verslag_of_its_own_workshop(told):
    lets = released(told)
    assert "niet over de nacht" in text(paper(told, 1, released=lets))
    assert "niet over de nacht" not in text(paper(told, 2, released=lets))


def test_what_was_released_and_then_corrected_or_withdrawn_is_not_there():
    told = four()
    lets = released(told)
    first, second, *_ = [id for id, _, _ in harvest(told.series()) if id in lets]
    told.workshop, told.run = 1, "run1"
    told.say("reflection", text="Anders gezegd.", replaces=first)
    told.say("withdrawn", target=second)
    of = text(paper(told, 1, released=lets))
    assert "niet over de nacht" not in of
    assert "Anders gezegd" not in of
    assert "De termijn praat mee" not in of


def test_a_signal_that_was_replaced_or_withdrawn_is_gone_from_every_paper():
    told = four(1)
    series = told.series()
    told.workshop, told.run = 1, "run1"
    first, second, _ = series.signals
    told.say("signal", text="Beter gezegd.", replaces=first.id)
    told.say("withdrawn", target=second.id)
    for of in (paper(told, 1), paper(told), handover(told.series(), words(), NAME, TODAY)):
        assert "De brief over de toets" not in text(of)
        assert "geen tolk" not in text(of)
        assert "Beter gezegd" in text(of)


def test_the_beamer_is_no_release():
    told = four(1)
    id = harvest(told.series())[0][0]
    told.workshop, told.run, told.step = 1, "run1", "perspectiefronde"
    told.say("session", here=5, title="x", verb="round", shown=[id], words_shown=True)
    assert seen(told.series()) == {id}
    assert STORY not in text(paper(told, 1))


def test_of_an_own_case_nothing_is_told_but_that_there_was_one():
    told = Told()
    for verb in told.hold(1, own="eigen-abc"):
        if verb == "case":
            told.say("reflection", text="Zij heet anders.")
            told.say("choice", case="eigen-abc", stage=1, text="Zij heet anders.", choice="Weg A")
        if verb == "round":
            told.say("choice", case="eigen-abc", stage=2, text="Zij heet anders.")
    assert harvest(told.series(), 1) == []
    every = frozenset(one["id"] for one in told.records)
    of = text(paper(told, 1, released=every))
    assert "Een eigen casus, die blijft bij de groep" in of
    assert "anders" not in of.lower()
    assert "eigen-abc" not in of


def test_slips_are_never_among_what_can_be_released(told):
    kinds = {one["id"]: one["kind"] for one in told.records}
    assert {kinds[id] for id, _, _ in harvest(told.series())} <= set(ASKED)
    assert not any(line.startswith("7") for _, line, _ in harvest(told.series(), 2))


def test_the_harvest_names_the_step_and_keeps_the_order(told):
    found = harvest(told.series(), 1)
    assert [title for _, _, title in found] == [
        "Opwarmkaart in tweetallen",
        "Casus in onthullingen",
        "Perspectiefronde",
    ]


@pytest.mark.parametrize("number", [0, 4])
def test_below_five_slips_there_is_nothing_of_a_measurement(number):
    told = Told()
    for verb in told.hold(1):
        if verb == "measure":
            told.slips("start", [[1] * 6] * number)
        if verb == "check_out":
            told.slips("uitgang", [[1, 1, 1]] * number)
    of = paper(told, 1)
    assert PARTS["measurement"] not in headings(of)
    assert "briefjes" not in text(of).lower()


def test_from_five_slips_on_there_are_means_and_never_a_role_or_a_spread(told):
    of = paper(told, 4)
    shown = [p for p in of.parts if isinstance(p, Table) and p.caption == "De stellingen"]
    assert shown[0].head == ("Stelling", "Bij de start", "Aan het eind")
    assert shown[0].rows[0][1:] == ("2,5", "3,4")
    assert all("·" not in cell for row in shown[0].rows for cell in row)
    charts = [p for p in of.parts if isinstance(p, Chart)]
    assert charts[0].alt.startswith("Vraag 1: Workshop 1 3,4, Workshop 2 4,0")


def test_who_said_it_stays_in_the_room():
    told = four(1)
    told.workshop, told.run, told.step = 1, "run1", "signalen-en-parkeerplaats"
    told.say("signal", text="Ook dit.", role="ervaringsdeskundige")
    for of in (paper(told, 1), paper(told), handover(told.series(), words(), NAME, TODAY)):
        assert "ervaringsdeskundige:" not in text(of).lower()
        assert "Ervaringsdeskundige" not in text(of)


def test_an_overdracht_has_no_owners():
    told = four()
    told.say("agreement", then="bel ik de school", owner="Fatma", date="2026-12-01")
    assert "Fatma" in text(paper(told))
    of = text(handover(told.series(), words(), NAME, TODAY, scripts()))
    assert "Bel ik de school" in of
    assert "Fatma" not in of


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_only_what_is_released_leaves_whatever_was_written(data):
    told, kept = Told(), []
    kinds = st.sampled_from([*ASKED, "measurement"])
    for number in sorted(data.draw(st.sets(st.sampled_from([1, 2, 3, 4]), min_size=1))):
        own = data.draw(st.sampled_from(["", "eigen-x"]))
        for _ in told.hold(number, own=own, cut=data.draw(st.integers(2, 99))):
            for kind in data.draw(st.lists(kinds, max_size=2)):
                mark = f"M{len(kept):03}M"
                fields = {"text": mark, "row": mark, "column0": mark, "choice": mark}
                more = {"case": own or "de-brief", "value": 3, "answers": [1] * 6}
                kept.append((told.say(kind, **fields, **more)["id"], mark))
    lets = frozenset(data.draw(st.sets(st.sampled_from([id for id, _ in kept])))) if kept else ()
    may = {id for id, _, _ in harvest(told.series())}
    of = text(paper(told, released=frozenset(lets)))
    over = text(handover(told.series(), words(), NAME, TODAY, scripts()))
    for id, mark in kept:
        assert (mark in of) <= (id in lets and id in may)
        assert mark not in over


# -- what clashes, what is odd -------------------------------------------------------------------


def test_two_decisions_side_by_side_are_told_and_neither_holds():
    told = four(1)
    signal = told.series().signals[0]
    for outcome in ("ja", "nee"):
        told.say("decision", target=signal.id, after=[], outcome=outcome, reason=f"{outcome}-x")
    of = text(paper(told))
    assert "Kies samen wat geldt bij signaal 1" in of
    assert "ja-x" not in of and "nee-x" not in of
    assert "Laat de groep kiezen" in text(handover(told.series(), words(), NAME, TODAY))


def test_hostile_words_stay_words_and_break_nothing():
    told = four(1)
    odd = "<script>alert(1)</script> =1+1 \u202e\x00\x1b[31m #set text $x$ @a \\n 😀 ሰላም مرحبا"
    told.workshop, told.run = 1, "run1"
    told.say("signal", text=odd, often=["x"], button=7, who={"a": 1})
    told.say("agreement", then=odd, owner=odd, date="32 mei")
    told.say("plan", date="gisteren", start="", place=odd)
    told.say("attendance", roles={"beleid": "veel", odd: 3})
    of = minutes(told.series(), words(), "A/B: <b>", TODAY, 1)
    assert "<script>alert(1)</script>" in text(of)
    assert not set(of.name) & set('<>:"/\\|?*')
    assert draw(of, kind="svg")
    assert draw(handover(told.series(), words(), "A/B: <b>", TODAY, scripts()))


def test_a_workshop_that_was_begun_twice_on_a_day_is_one_bijeenkomst():
    told = Told()
    for verb in told.hold(1, cut=3):
        if verb == "card":
            told.say("reflection", text="De eerste keer.")
    told.at, told.run, told.workshop = told.at + timedelta(minutes=9), "opnieuw", 1
    told.step = "opwarmkaart-in-tweetallen"
    told.say("session", here=2, title="Opwarmkaart", verb="card", laid=["G2"], finished=True)
    told.say("reflection", text="De tweede keer.")
    assert [line for _, line, _ in harvest(told.series(), 1)] == [
        "De eerste keer.",
        "De tweede keer.",
    ]
    assert meetings(told.series())[0].cards == ("G1", "G2")


def test_a_card_that_was_put_away_at_once_did_not_lie_on_the_table():
    told = Told()
    told.on(DAYS[1])
    told.workshop, told.run, told.step = 1, "r", "stap"
    for card in ("G1", "G2"):
        told.say("session", here=2, title="Kaart", verb="card", laid=[card])
    assert meetings(told.series())[0].cards == ("G2",)


# -- how long it may be --------------------------------------------------------------------------


def long_series(number: int) -> Told:
    told = four()
    told.workshop, told.run, told.step = 4, "run4", "besluittafel"
    for n in range(number):
        signal = told.say("signal", text=f"{n} {LONG * 4}", button="Beleid", effect=LONG * 3)
        if n % 2:
            given = {"outcome": "hogerop", "by": "beleid", "date": "2027-02-01"}
            told.about("decision", signal, reason=LONG * 4, owner="Team nieuwkomers", **given)
        told.say("agreement", then=LONG * 2, owner="Team nieuwkomers", date="2026-12-24")
        told.say("parked", text=LONG)
        told.say("reflection", text=LONG * 3)
    return told


@pytest.mark.parametrize("number", [0, 2, 6, 60])
@pytest.mark.parametrize("workshop", [4, None])
def test_what_is_in_front_of_the_annex_fits_on_two_pages(number, workshop):
    told = long_series(number)
    lets = frozenset(id for id, _, _ in harvest(told.series()))
    of = paper(told, workshop, released=lets)
    assert len(draw(replace(front(of), pages=2))) <= 2
    assert len(draw(handover(told.series(), words(), NAME, TODAY, scripts()))) == 1


@pytest.mark.parametrize("upto", [1, 2, 3])
def test_an_overdracht_fits_on_one_page_at_each_moment(upto):
    of = handover(four(upto).series(), words(), NAME, DAYS[upto], scripts())
    assert len(draw(of)) == 1


def test_what_does_not_fit_in_front_is_whole_in_the_annex():
    told = long_series(6)
    of = paper(told)
    assert f"5 {(LONG * 4).strip()}" in text(of)
    assert f"5 {(LONG * 4).strip()}" not in text(front(of))
    assert "in de bijlage" in text(front(of))


def test_without_an_annex_nothing_points_to_it():
    of = paper(long_series(20), parts=frozenset(PARTS) - {"annex"})
    assert "bijlage" not in text(of).lower()


def test_a_short_report_has_no_annex():
    assert NewPage() not in report([Section("Kop", (("een",), ("twee",)))], 2, annex=True)


def test_a_text_is_cut_between_words():
    assert brief("Dit is een hele zin.", 12) == "Dit is een …"
    assert brief("kort", 12) == "kort"
    assert len(brief("x" * 99, 12)) <= 13


@pytest.mark.parametrize(("number", "said"), [(1, "Er komt 1 mens:"), (3, "Er komen 3 mensen:")])
def test_an_overdracht_counts_people_in_right_dutch(number, said):
    roles = record("attendance", "proefstad", 1, "", roles={"uitvoering": number})
    assert said in text(handover(fold([roles]), words(), NAME, DAYS[1], scripts()))


def test_an_overdracht_says_where_the_group_stopped_and_what_to_prepare():
    told = four(2)
    for _ in told.hold(3, cut=6):
        pass
    of = text(handover(told.series(), words(), NAME, DAYS[3], scripts()))
    assert "Workshop 1 en 2 zijn gedaan." in of
    assert "Workshop 3 is begonnen en nog niet af. Jullie stopten bij “Waarom-ladder”" in of
    assert "Vraag of er een tolk nodig is, en regel die." in of
    assert "Leg op de dag zelf klaar: tien briefjes" in of


def test_every_text_that_leaves_is_among_the_words_to_look_through(told):
    of = replace(paper(told), foot="voet", subject="onderwerp", name="naam")
    assert {"voet", "onderwerp", "naam", of.title, of.lead} <= set(words_of(of))
    assert set(filter(None, document.texts(of))) <= set(words_of(of))
