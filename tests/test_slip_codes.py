"""A code on a slip always means the same question, and can be typed without guessing."""

from collections import Counter
from dataclasses import replace

import pytest

from kit import content, script
from kit.forms import forms
from kit.paths import content_root
from kit.slip_codes import SIGNS, Target, code_of, find, form_of, of_card, of_workshop, targets


@pytest.fixture(scope="module")
def words():
    return content.load(content_root())


@pytest.fixture(scope="module")
def workshops():
    files = sorted((content_root() / "notebooks").glob("workshop-*.ipynb"))
    return [script.read(file, file)[0] for file in files]


@pytest.fixture(scope="module")
def everything(workshops, words):
    return targets(workshops, words)


def test_no_two_questions_share_a_code(everything):
    assert len(everything) > 130
    assert [code for code, n in Counter(map(code_of, everything)).items() if n > 1] == []


def test_a_code_leads_back_to_its_question_and_its_form(everything):
    for target in everything:
        assert find(code_of(target), everything) == target
        assert form_of(code_of(target)) == target.form


def test_a_code_is_short_and_cannot_be_misread(everything):
    assert not set(SIGNS) & set("0O1ILBZS5AEUY")
    for target in everything:
        code = code_of(target)
        assert len(code) == 4
        assert code[0].isalpha()
        assert set(code[1:]) <= set(SIGNS)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target("measurement", 1, "startmeting"), "M63Q"),
        (Target("parked", 1), "P4WR"),
        (Target("reflection", case="de-brief", stage=2), "RR4J"),
    ],
)
def test_slips_printed_last_year_still_work(target, code):
    assert code_of(target) == code


def test_a_code_does_not_change_with_the_words_or_with_what_stands_beside_it(workshops, words):
    before = {one.step: code_of(one) for one in of_workshop(workshops[0], words)}
    fewer = replace(workshops[0], steps=workshops[0].steps[2:])
    after = {one.step: code_of(one) for one in of_workshop(fewer, words)}
    assert after.items() <= before.items()
    card = words.cards["G1"]
    assert code_of(of_card(card)) == code_of(of_card(replace(card, question="Anders?")))


@pytest.mark.parametrize("typed", ["m63q", " M 63Q", "M-63Q", "m.6.3.q", "M63Q\n"])
def test_it_does_not_matter_how_a_code_is_typed(typed, everything):
    assert form_of(typed) == "measurement"
    assert find(typed, everything).step == "startmeting"


@pytest.mark.parametrize("typed", ["", "M", "M63", "M63QQ", "X63Q", "M60Q", "M6IQ", "😀", "63QM"])
def test_what_is_no_code_opens_nothing(typed, everything):
    assert form_of(typed) == ""
    assert find(typed, everything) is None


def test_nearly_every_slip_of_the_pen_is_noticed(everything):
    """Of all codes that differ in one sign, few belong to another question."""
    codes = set(map(code_of, everything))
    near = [c[:n] + s + c[n + 1 :] for c in codes for n in (1, 2, 3) for s in SIGNS if s != c[n]]
    assert sum(one in codes for one in near) / len(near) < 0.03


def test_each_form_of_a_code_is_one_the_kit_has_at_that_step(workshops, words):
    for workshop in workshops:
        steps = {step.id: step for step in workshop.steps}
        for target in of_workshop(workshop, words):
            known = {form["id"] for form in forms(steps.get(target.step), words)}
            assert target.form in known
