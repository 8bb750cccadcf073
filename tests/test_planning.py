"""The four dates, what to arrange, who comes, and the calendar file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from kit import agenda, planning
from kit.forms import Refused
from kit.series import FACTS, fold

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def said(number, kind, workshop=None, day=3, **fields):
    moment = f"2026-11-{day:02}T10:00:{number:02}.000Z"
    return {
        "id": f"{number:026}", "time": moment, "kind": kind, "group": "stad",
        "workshop": workshop, "step": "", **fields,
    }  # fmt: skip


def plan(day="2026-11-03", start="13:30", minutes=90, place="Stadhuis"):
    return {"date": day, "start": start, "minutes": minutes, "place": place}


# -- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "means"),
    [("13:30", "13:30"), ("9.30", "09:30"), ("13u30", "13:30"), ("1330", "13:30"),
     ("14 uur", "14:00"), ("9", "09:00"), (" 13:30 uur ", "13:30"), ("0:00", "00:00")],
)  # fmt: skip
def test_a_time_may_be_typed_as_people_write_it(typed, means):
    assert planning.clock(typed) == means


@pytest.mark.parametrize("typed", ["25:00", "12:60", "half twee", "13:3", "-1", "²", "13:30:00"])
def test_a_time_that_cannot_be_is_refused_with_an_example(typed):
    with pytest.raises(Refused, match=r"Deze begintijd klopt niet. Schrijf hem zo: 13:30."):
        planning.clock(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"date": "2026-13-01"}, "Deze datum klopt niet. Schrijf hem zo: 2026-12-31."),
        ({"date": "", "start": "13:30"}, "Kies eerst een datum. De tijd en de plek mogen later."),
        ({"date": "0026-11-03"}, "Kijk het jaar van de datum na."),
        ({"date": "2026-11-03", "minutes": "45"}, "Kies een van de mogelijkheden bij: Hoe lang?"),
        ({"date": "2026-11-03", "place": "x" * 201}, "Kort de plek in tot 200 letters."),
        ({"date": ["2026-11-03"]}, "Dit past niet bij: Datum"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_dutch(typed, says):
    with pytest.raises(Refused) as refusal:
        planning.plan_fields(typed)
    assert str(refusal.value) == says


def test_a_plan_is_kept_as_typed_a_past_date_and_a_number_of_minutes_too():
    typed = {"date": "2020-02-29", "start": "9.30", "minutes": 120, "place": " Stadhuis \n zaal 3 "}
    assert planning.plan_fields(typed) == plan("2020-02-29", "09:30", 120, "Stadhuis zaal 3")


def test_an_empty_form_takes_the_date_away():
    records = [said(1, "plan", 2, **plan())]
    assert planning.plans(fold(records)) == {2: plan()}
    empty = planning.plan_fields({"date": None, "start": "", "minutes": "90", "place": ""})
    assert planning.plans(fold([*records, said(2, "plan", 2, **empty)])) == {}
    assert fold([*records, said(2, "plan", 2, **empty)]).meetings() == ()


def test_two_workshops_on_one_day_are_asked_about_and_not_refused():
    same = {1: plan(), 2: plan("2026-11-24"), 3: plan()}
    assert planning.odd(same) == ["Workshop 1 en 3 staan op dezelfde dag: 3 november. Klopt dat?"]
    assert planning.odd({1: plan(), 2: plan("2026-11-24")}) == []


# -- facts ---------------------------------------------------------------------------------------


def test_each_kind_of_fact_is_looked_at():
    assert set(planning.FIELDS) == set(FACTS)


@pytest.mark.parametrize(
    ("kind", "workshop", "given"),
    [
        ("plan", 5, {"date": "2026-11-03"}),
        ("plan", None, {"date": "2026-11-03"}),
        ("attendance", 1, {"roles": {"iemand": 1}}),
        ("attendance", 1, {"roles": {"beleid": -1}}),
        ("attendance", 1, {"roles": {"beleid": True}}),
        ("attendance", 1, {}),
        ("leaders", None, {"number": "drie"}),
        ("checked_off", 1, {"item": "", "on": True}),
        ("checked_off", 1, {"item": "zaal", "on": "ja"}),
    ],
)
def test_a_fact_that_cannot_be_is_refused(kind, workshop, given):
    with pytest.raises(Refused):
        planning.fact_fields(kind, workshop, given)


def test_a_fact_keeps_nothing_but_its_own_fields():
    given = {"item": "zaal", "on": True, "wie": "Anouk"}
    assert planning.fact_fields("checked_off", 1, given) == {"item": "zaal", "on": True}


# -- what to arrange -----------------------------------------------------------------------------


def test_what_was_ticked_last_counts_and_only_for_its_own_workshop():
    records = [
        said(1, "checked_off", 1, item="zaal", on=True),
        said(2, "checked_off", 1, item="intake", on=True),
        said(3, "checked_off", 1, item="intake", on=False),
    ]
    done = [task.id for task in planning.tasks(fold(records), 1, ()) if task.done]
    assert done == ["zaal"]
    assert not [task for task in planning.tasks(fold(records), 2, ()) if task.done]


def test_what_the_notebook_lays_ready_is_on_the_list_as_a_sentence():
    ready = ["een dichte doos", "een dichte doos", "stoelen."]
    found = [task.text for task in planning.tasks(fold([]), 1, ready) if task.on_the_day]
    assert found == ["Een dichte doos.", "Stoelen."]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ("vooraf met de leiding", "ondertekenen", "uitnodiging", "zaal", "briefjes")),
        (3, ("ervaringsdeskundige", "nooit iemand die de groep", "vergoeding", "tolk", "vooraf")),
        (4, ("wethouder", "na drie maanden")),
    ],
)
def test_the_list_has_what_the_design_asks_for(number, words):
    together = " ".join(task.text for task in planning.tasks(fold([]), number, ())).lower()
    assert [word for word in words if word not in together] == []


# -- who comes -----------------------------------------------------------------------------------

GROUP = {"uitvoering": 6, "teamleiding": 1, "management": 1, "beleid": 2, "kwaliteit": 1}


@pytest.mark.parametrize(
    ("number", "change", "says"),
    [
        (1, {}, []),
        (1, {"uitvoering": 0}, ["De groep telt 5 mensen", "Zorg dat het minstens de helft is"]),
        (1, {"uitvoering": 12}, ["De groep telt 17 mensen"]),
        (2, {"teamleiding": 0, "management": 0}, ["nog niemand van de leiding"]),
        (2, {"beleid": 0}, ["nog niemand van beleid"]),
        (3, {}, ["een of twee ervaringsdeskundigen"]),
        (3, {"ervaringsdeskundige": 2}, []),
        (4, {}, ["de wethouder of directeur"]),
        (4, {"bestuur": 1}, []),
    ],
)
def test_advice_says_what_would_make_the_group_better(number, change, says):
    found = planning.advice(number, GROUP | change)
    assert len(found) == len(says)
    assert all(part in line for part, line in zip(says, found, strict=True))


def test_without_numbers_the_advice_is_to_fill_them_in():
    assert planning.advice(1, {}) == [
        "Vul in hoeveel mensen er komen, per rol. Namen zijn niet nodig."
    ]


def test_numbers_that_make_no_sense_in_the_journal_are_left_out():
    odd = {"uitvoering": 3, "beleid": 0, "iemand": 4, "bestuur": "x"}
    series = fold([said(1, "attendance", 1, roles=odd), said(2, "attendance", 2, roles="x")])
    assert planning.attendance(series, 1) == {"uitvoering": 3}
    assert planning.attendance(series, 2) == {}


# -- the calendar --------------------------------------------------------------------------------

PLANS = {
    1: plan("2027-03-25", place="Stadhuis; zaal 3, " + "é" * 80),
    2: plan("2027-04-01", minutes=120),
    3: plan("2027-05-01", start=""),
}
DUE = [(date(2027, 4, 1), "response", 3), (date(2027, 3, 30), "receipt", 1)]


def events(data):
    return {str(one["uid"]): one for one in Calendar.from_ical(data).walk("VEVENT")}


def made(plans=PLANS, due=DUE, now=NOW):
    return agenda.calendar("voorbeeldstad", plans, due, {1: "Zien wat er gebeurt"}, now)


def test_each_date_starts_and_ends_at_the_time_of_the_netherlands_in_winter_and_in_summer():
    found = events(made())
    winter = found["workshop-1@voorbeeldstad.gesprekskit"]
    summer = found["workshop-2@voorbeeldstad.gesprekskit"]
    assert winter.start.astimezone(UTC) == datetime(2027, 3, 25, 12, 30, tzinfo=UTC)
    assert summer.start.astimezone(UTC) == datetime(2027, 4, 1, 11, 30, tzinfo=UTC)
    assert summer.end - summer.start == timedelta(minutes=120)
    assert str(winter["summary"]) == "Workshop 1: Zien wat er gebeurt"
    assert str(winter["location"]) == PLANS[1]["place"]


def test_a_date_without_a_time_and_a_promised_term_take_the_whole_day():
    found = events(made())
    assert found["workshop-3@voorbeeldstad.gesprekskit"].start == date(2027, 5, 1)
    term = found["response-2027-04-01@voorbeeldstad.gesprekskit"]
    assert (term.start, term.end) == (date(2027, 4, 1), date(2027, 4, 2))
    assert str(term["summary"]) == "Eerste reactie op 3 signalen"


def test_each_has_a_reminder_a_week_before_and_what_comes_sooner_a_day():
    for uid, event in events(made()).items():
        [alarm] = event.walk("VALARM")
        days = 1 if uid.startswith("receipt") else 7
        assert alarm["trigger"].dt == timedelta(days=-days)


def test_a_later_file_moves_the_same_event():
    moved = {**PLANS, 1: plan("2027-03-26")}
    before, after = events(made()), events(made(moved, now=NOW + timedelta(hours=1)))
    assert before.keys() == after.keys()
    uid = "workshop-1@voorbeeldstad.gesprekskit"
    assert after[uid]["sequence"] > before[uid]["sequence"]


def test_the_same_question_gives_the_same_file():
    assert made() == made()


def test_lines_are_folded_and_end_as_the_standard_says():
    lines = made().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\n" in line]


def test_the_time_zone_is_described_and_nothing_is_wrong_in_the_file():
    calendar = Calendar.from_ical(made())
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert not [one for part in calendar.walk() for one in part.errors]


def test_without_dates_there_is_a_calendar_without_events():
    assert events(made({}, [])) == {}


def test_nothing_of_what_a_signal_says_is_in_the_calendar():
    records = [
        said(n, "signal", 1, text=f"Geheim {n}", role="beleid", owner="Anouk", run="r")
        for n in (1, 2, 3)
    ]
    records.append(said(4, "plan", 2, **plan("2026-11-24")))
    series = fold(records)
    due = agenda.promised(series)
    assert (date(2026, 11, 24), "response", 3) in due
    data = agenda.calendar("stad", planning.plans(series), due, {}, NOW)
    assert b"Eerste reactie op 3 signalen" in data
    assert not [word for word in (b"Geheim", b"Anouk", b"eleid") if word in data]


def test_a_term_that_is_done_is_not_promised_any_more():
    signal = said(1, "signal", 1, text="De brief.", run="r")
    answer = said(2, "response", target=signal["id"], after=[], text="Ja.")
    assert [name for _, name, _ in agenda.promised(fold([signal, answer]))] == ["decision"]
