"""What slips add up to, what they never give away, and how it is drawn."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.measurement import MOMENTS, Spread, asked, figures, measured, moment_of, told
from kit.screens import chart, measuring
from kit.series import fold

LATEST = date(2026, 12, 31)


def said(number, kind, workshop=None, day=3, **fields):
    moment = f"2026-11-{day:02}T10:00:{number:02}.000Z"
    return {
        "id": f"{number:026}", "time": moment, "kind": kind, "group": "stad",
        "workshop": workshop, "step": "", **fields,
    }  # fmt: skip


def slips(*answers, workshop=1, **fields):
    return [
        said(n, "measurement", workshop, answers=list(a), **fields) for n, a in enumerate(answers)
    ]


def read(records):
    return measured(fold(records), 6, 3)


def everything(records):
    found = told(read(records))
    table = {"statements": ["Een <b>", *"23456"], "questions": ["Durf je?", "Leer je?", "En?"]}
    of = vars(figures(fold(records), LATEST))
    return found | table | {"figures": of}


# -- what belongs to which moment ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("workshop", "answers", "said_so", "means"),
    [
        (1, 6, None, "start"),
        (4, 6, None, "eind"),
        (2, 6, None, ""),
        (3, 3, None, "uitgang"),
        (4, 6, "start", "start"),
        (None, 6, "later", "later"),
        (1, 6, "ooit", ""),
    ],
)
def test_a_slip_says_its_moment_or_its_length_and_workshop_do(workshop, answers, said_so, means):
    extra = {"moment": said_so} if said_so else {}
    one = said(1, "measurement", workshop, answers=[3] * answers, **extra)
    assert moment_of(one, statements=6) == means


def test_means_and_spreads_are_those_of_the_slips_of_that_moment_only():
    start = slips(*[[1, 2, 3, 4, 5, n] for n in (1, 2, 3, 4, 5)], moment="start")
    later = [{**r, "id": "z" + r["id"], "moment": "later", "workshop": None} for r in start]
    found = read(start + later[:4]).moments
    assert [row.mean for row in found["start"].rows] == [1, 2, 3, 4, 5, 3]
    assert found["start"].rows[5].counts == (1, 1, 1, 1, 1)
    assert (found["later"].rows, found["later"].missing) == ((), 1)
    assert found["eind"].slips == 0


def test_exit_questions_are_kept_apart_by_workshop():
    one = slips(*[[2, 2, 2]] * 5, workshop=1)
    two = [{**r, "id": "z" + r["id"], "workshop": 2, "answers": [4, 4, 4]} for r in one]
    found = read(one + two).workshops
    assert [found[n].rows[0].mean if found[n].rows else None for n in (1, 2, 3, 4)] == [
        2,
        4,
        None,
        None,
    ]


def test_a_withdrawn_slip_no_longer_counts():
    four_left = [*slips(*[[3] * 6] * 5), said(9, "withdrawn", target=f"{2:026}")]
    assert read(four_left).moments["start"] == asked(slips(*[[3] * 6] * 4), 6)


def test_the_same_slip_sent_twice_is_one_slip():
    twice = slips(*[[3] * 6] * 2, moment="later", draft="x")
    assert read(twice).moments["later"].slips == 1


def test_slips_about_other_statements_than_those_asked_now_are_left_out():
    assert asked(slips(*[[3] * 5] * 7), 6).slips == 0


# -- what is never given away --------------------------------------------------------------------

SCORE = st.one_of(st.none(), st.integers(1, 5))
SLIP = st.lists(SCORE, min_size=6, max_size=6)


@given(st.lists(SLIP, max_size=4), st.lists(SLIP, min_size=4, max_size=4))
def test_fewer_than_five_slips_look_the_same_whatever_they_say(some, others):
    here = slips(*some, moment="later", workshop=None)
    there = slips(*others[: len(some)], moment="later", workshop=None)
    assert told(read(here)) == told(read(there))


@given(st.lists(SLIP, max_size=12))
def test_nothing_is_said_of_a_statement_that_fewer_than_five_answered(some):
    for one in told(read(slips(*some, moment="start")))["moments"]:
        for row in filter(None, one["rows"]):
            assert sum(row["counts"]) == row["number"] >= 5
            assert 1 <= row["mean"] <= 5


def test_a_role_on_a_slip_changes_nothing():
    plain = slips(*[[n, 2, 3, 4, 5, 1] for n in (1, 2, 3, 4, 5)])
    named = [{**one, "role": "management"} for one in plain]
    assert told(read(plain)) == told(read(named))


def test_four_slips_say_how_many_are_still_needed_and_nothing_else():
    shown = measuring.statements(everything(slips(*[[1, 2, 3, 4, 5, 1]] * 4, moment="later")))
    assert "4 briefjes. Nog 1 briefje tot je iets kunt zien." in shown
    assert "<svg" not in shown and "<table" not in shown


# -- what can be counted -------------------------------------------------------------------------


def counted():
    first = said(1, "signal", 1, text="Te laat gehoord.", run="r")
    second = said(2, "signal", 1, text="Geen tolk.", run="r")
    third = said(3, "signal", 2, day=20, text="De brief.", run="s")
    return [
        first,
        second,
        third,
        said(4, "plan", 2, date="2026-11-20", start="", minutes=90, place=""),
        said(5, "response", day=10, target=first["id"], after=[], text="Ja."),
        said(6, "response", day=25, target=second["id"], after=[], text="Ja."),
        said(7, "agreement", 1, then="bellen", date="2026-12-01", run="r"),
        said(8, "agreement", 1, then="vragen", run="r"),
        said(9, "agreement", 1, then="schrijven", run="r"),
        said(10, "review", day=21, target=f"{9:026}", after=[], outcome="gedaan"),
    ]


def test_a_reaction_counts_as_in_time_before_the_next_workshop():
    assert figures(fold(counted()), date(2026, 11, 26)).in_time == (1, 2)


def test_agreements_count_once_they_are_closed_or_past_their_date():
    assert figures(fold(counted()), date(2026, 11, 26)).kept == (1, 1)
    assert figures(fold(counted()), date(2026, 12, 2)).kept == (1, 2)


def test_signals_are_counted_per_workshop_and_more_is_called_good():
    assert figures(fold(counted()), LATEST).signals == {1: 2, 2: 1}
    shown = measuring.counted(everything(counted()))
    assert "2 in workshop 1, 1 in workshop 2" in shown
    assert "Meer signalen is een goed teken" in shown


def test_nothing_to_count_is_said_and_no_percentage_of_nothing():
    shown = measuring.counted(everything([]))
    assert "nog niets om te tellen" in shown and "%" not in shown


def test_everything_measured_can_be_sent_as_json():
    assert json.loads(json.dumps(everything(counted())))


# -- how it is drawn -----------------------------------------------------------------------------

PLACES = [f"Workshop {n}" for n in (1, 2, 3, 4)]
LINES = [
    ("Vraag 1", [3.25, 3.3, None, 4]),
    ("Vraag 2", [3.25, 3.3, None, 4]),
    ("<b>", [1, 2, 3, 5]),
]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture):
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize(
    "picture",
    [
        chart.trend("a", "Na elke workshop", PLACES, LINES),
        chart.rows("a", "Per stelling", PLACES, LINES),
        chart.rows("a", "Zes", [f"Stelling {n}" for n in range(6)], [(m, [3] * 6) for m in "abc"]),
    ],
)
def test_a_chart_has_a_name_and_a_description_and_is_small(picture):
    tree = drawn(picture)
    assert tree.get("role") == "img"
    names = [tree.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert tree.get("aria-labelledby").split() == [one.get("id") for one in names]
    assert all(one.text for one in names)
    assert len(picture.encode()) <= 3072


def test_a_description_says_the_figures_with_a_comma():
    assert chart.in_words(PLACES, LINES[:1]) == (
        "Vraag 1: Workshop 1 3,2, Workshop 2 3,3, Workshop 4 4,0."
    )


def test_each_line_has_its_own_shape_and_its_word_stands_free_of_the_others():
    groups = drawn(chart.trend("a", "t", PLACES, LINES)).findall(f"{SVG}g")
    marks = {re.sub(r"[mM]?\d+ \d+|\d+", "", ET.tostring(one[-2], "unicode")) for one in groups}
    assert len(marks) == 3
    heights = sorted(int(one.find(f"{SVG}text").get("y")) for one in groups)
    assert all(low - high >= chart.APART for high, low in pairwise(heights))
    assert {one.find(f"{SVG}text").text for one in groups} == {"Vraag 1", "Vraag 2", "<b>"}


def test_a_workshop_without_figures_is_a_gap_in_the_line():
    tree = drawn(chart.trend("a", "t", PLACES, LINES[:1]))
    path = tree.find(f"{SVG}g/{SVG}path[@class='line']").get("d")
    assert path.count("M") == 2 and path.count("L") == 1


@given(st.lists(st.floats(1, 5), min_size=4, max_size=4))
def test_every_value_lies_inside_the_picture(values):
    for dot in drawn(chart.trend("a", "t", PLACES, [("x", values)])).iter(f"{SVG}circle"):
        assert 0 <= int(dot.get("cy")) <= chart.HEIGHT and 0 <= int(dot.get("cx")) <= chart.WIDTH


def test_without_any_value_there_is_no_chart():
    assert chart.trend("a", "t", PLACES, [("x", [None] * 4)]) == ""
    assert chart.rows("a", "t", PLACES, [("x", [None] * 4)]) == ""


def test_the_table_beside_a_chart_says_the_same_and_statements_are_text():
    records = slips(*[[n, 2, 3, 4, 5, 1] for n in (1, 2, 3, 4, 5)], moment="start")
    shown = measuring.statements(everything(records))
    assert "3,0<small>1 · 1 · 1 · 1 · 1</small>" in shown
    assert "Een &lt;b&gt;" in shown and "Een <b>" not in shown
    assert [one for one in MOMENTS.values() if one in shown] == list(MOMENTS.values())


def test_a_spread_knows_its_number_and_mean():
    assert (Spread((0, 0, 4, 0, 1)).number, Spread((0, 0, 4, 0, 1)).mean) == (5, 3.4)
