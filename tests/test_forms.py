"""What can be written down at a step, and what of it is kept."""

import pytest

from kit import forms
from kit.model import ROLES, Content, Step, Table

CONTENT = Content(table=Table(statements=("Een.", "Twee."), exit_questions=("Drie?",)))
HARVEST = ("reflection", "signal", "agreement", "parked")


def at(verb, **given):
    return Step("s", verb, "S", "", {90: 5, 120: 5}, given)


def form(kind, step=None):
    return next(f for f in forms.forms(step, CONTENT) if f["id"] == kind)


def test_the_four_tabs_are_always_there_in_the_same_order():
    for step in (None, at("card"), at("measure"), at("matrix")):
        assert tuple(f["id"] for f in forms.forms(step, CONTENT))[:4] == HARVEST
    assert [f["tab"] for f in forms.ALWAYS] == ["Reflectie", "Signaal", "Afspraak", "Parkeren"]


@pytest.mark.parametrize(
    ("verb", "opens"),
    [
        ("card", "reflection"),
        ("measure", "measurement"),
        ("signals", "signal"),
        ("check_out", "agreement"),
        ("position", "position"),
        ("why_ladder", "board"),
    ],
)
def test_a_step_opens_the_tab_that_fits_it(verb, opens):
    assert forms.opening_form(at(verb), CONTENT) == opens


def test_a_reflection_keeps_the_role_and_no_name():
    kept = forms.checked(form("reflection"), {"text": " Stil. ", "role": "beleid", "name": "Jan"})
    assert kept == {"text": "Stil.", "role": "beleid"}


def test_an_empty_box_is_not_kept_and_says_which_box():
    with pytest.raises(forms.Refused, match="Vul eerst in: Wat hoorde je"):
        forms.checked(form("reflection"), {"text": "  \n "})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("reflection", {"text": "a" * 4001}),
        ("reflection", {"text": ["lijst"]}),
        ("reflection", {"text": "a", "role": "Jan"}),
        ("agreement", {"then": "ik bel", "date": "31-12-2026"}),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(kind, fields):
    with pytest.raises(forms.Refused):
        forms.checked(form(kind), fields)


def test_every_role_group_of_the_kit_can_be_chosen():
    choices = form("reflection")["fields"][1]["options"]
    assert [c[0] for c in choices] == ["", *ROLES]


@pytest.mark.parametrize("answers", [[1, 2, 3], "12", [0, 1], [6, 1], ["x", 1]])
def test_a_slip_with_wrong_figures_is_refused(answers):
    with pytest.raises(forms.Refused):
        forms.checked(form("measurement", at("measure")), {"answers": answers})


def test_a_skipped_statement_stays_open_on_the_slip():
    slip = forms.checked(form("measurement", at("measure")), {"answers": ["4", ""]})
    assert slip == {"answers": [4, None]}
    assert forms.line({"kind": "measurement", **slip}) == "Briefje: 4 –"


def test_a_position_is_a_figure_from_0_to_10():
    scale = form("position", at("position"))
    assert forms.checked(scale, {"value": "0"}) == {"value": 0}
    for wrong in ("11", "-1", "zeven"):
        with pytest.raises(forms.Refused):
            forms.checked(scale, {"value": wrong})


def test_an_agreement_reads_as_if_then():
    kept = forms.checked(form("agreement"), {"if": "het stil valt", "then": "wacht ik"})
    assert forms.line({"kind": "agreement", **kept}) == "Als het stil valt, dan wacht ik"
