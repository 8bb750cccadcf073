"""A journal adds up to one series, in whatever order its records come and however often."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.follow import EVENTS
from kit.journal import MARKS, Journal, Reader, record
from kit.overview import overview
from kit.series import FACTS, WORDS, fold
from kit.standing import current

TODAY = date(2026, 12, 1)
KINDS = ("session", "favourite", "group", *FACTS, *WORDS, *MARKS)
FEW = st.integers(0, 11)
"""Records refer to few others, so that corrections, retries and answers meet."""


def id_of(n: int) -> str:
    return f"{n:026}"


@st.composite
def records(draw: st.DrawFn) -> list[dict]:
    """Records that refer to each other every which way, some to one that is not there."""
    made = []
    for n in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(KINDS))
        moment = f"2026-10-{1 + draw(st.integers(0, 3)):02}T10:00:00.000Z"
        one = {"id": id_of(n), "time": moment, "check": f"{n:016}", "kind": kind, "group": "g"}
        one |= {
            "workshop": draw(st.integers(1, 2)),
            "step": "stap",
            "run": draw(st.sampled_from("ab")),
        }
        one["text"] = draw(st.sampled_from(["ja", "nee"]))
        if kind in WORDS and draw(st.booleans()):
            one["draft"] = draw(st.sampled_from("xyz"))
        if kind in WORDS and draw(st.integers(0, 3)) == 0:
            one["replaces"] = id_of(draw(FEW))
        if kind in MARKS or kind in EVENTS:
            one["target"] = id_of(draw(FEW))
        if kind in EVENTS:
            one["after"] = [id_of(n) for n in draw(st.sets(FEW, max_size=3))]
            one["outcome"] = draw(st.sampled_from(["ja", "nee", "gedaan", "half"]))
        if kind == "session":
            one |= {"finished": draw(st.booleans()), "here": draw(st.integers(-1, 3))}
            one |= {"verb": draw(st.sampled_from(["round", "say"])), "laid": [one["text"]]}
        made.append(one)
    return made


def everything(series) -> str:
    """All that the pages are told, and all that comes back in a workshop."""
    lines = [repr(series.line(run)) for run in ("a", "b", "nieuw")]
    return json.dumps(overview(series, TODAY), sort_keys=True) + "".join(lines)


@given(records(), st.data())
def test_the_same_records_in_any_order_and_any_number_of_times_are_one_series(given, data):
    more = data.draw(st.lists(st.sampled_from(given), max_size=8)) if given else []
    mixed = data.draw(st.permutations([*given, *more]))
    assert fold(mixed) == fold(given)
    assert everything(fold(mixed)) == everything(fold(given))


@given(records(), st.data())
def test_files_that_overlap_add_up_to_their_union(given, data):
    picked = [
        data.draw(st.lists(st.sampled_from(given), max_size=12)) for _ in range(2 * bool(given))
    ]
    union = {one["id"]: one for part in picked for one in part}
    assert fold([one for part in picked for one in part]) == fold(list(union.values()))


@given(records())
def test_of_two_records_with_one_id_the_order_does_not_choose(given):
    other = [{**one, "text": "anders", "check": "f" * 16} for one in given]
    assert fold(given + other) == fold(other + given)


@given(records())
def test_the_words_of_a_series_are_those_that_stand(given):
    words = [one for one in given if one["kind"] in {*WORDS, *MARKS}]
    assert list(fold(given).words) == current(words)


@settings(max_examples=200)
@given(records(), st.data())
def test_adding_what_is_new_gives_the_same_as_adding_up_all(given, data):
    ordered = sorted(given, key=lambda one: (one["time"], one["id"]))
    ends = sorted(data.draw(st.sets(st.integers(0, len(ordered)), max_size=4)))
    known = fold([])
    for end in [*ends, len(ordered)]:
        known = fold(ordered[:end], known)
        if data.draw(st.booleans()):
            everything(known)  # what was worked out before must not show afterwards
        assert known == fold(ordered[:end])
    assert everything(known) == everything(fold(given))


@given(records(), records(), st.randoms())
def test_an_earlier_sum_of_something_else_changes_nothing(given, other, chance):
    chance.shuffle(other)
    assert fold(given, fold(other)) == fold(given)


def test_two_sums_may_go_on_from_the_same_one():
    told = [record("reflection", "g", 1, "", text=text) for text in "abcd"]
    start = fold(told[:2])
    assert fold(told[:3], start).words == tuple(told[:3])
    assert fold(told, start).words == tuple(told)
    assert fold([*told[:2], told[3]], start).words == (*told[:2], told[3])
    assert start.words == tuple(told[:2])


def test_a_click_is_added_as_if_all_was_added_up_again():
    told = [record("signal", "g", 1, "", text="De brief is te moeilijk.", run="a")]
    known = fold(told)
    kept = known.signals
    click = record("session", "g", 1, "ronde", run="a", here=1, verb="round", laid=["K1"])
    assert known.after(click) == fold([*told, click])
    assert known.after(click).signals is kept
    assert fold([*told, click], known.after(click)) == fold([*told, click])


def test_after_one_new_word_nothing_else_is_worked_out_again():
    told = [record("signal", "g", 1, "", text=f"Signaal {n}") for n in range(5)]
    known = fold(told)
    before = known.signals
    answer = record("response", "g", None, "", target=told[2]["id"], after=[], text="Ja.")
    after = fold([*told, answer], known).signals
    assert [new is old for new, old in zip(after, before, strict=True)] == [
        True,
        True,
        False,
        True,
        True,
    ]
    assert after[2].state == "besproken"


def test_a_reader_that_reads_on_gives_the_same_as_one_that_reads_all(tmp_path):
    here, there = Journal(tmp_path), Journal(tmp_path)
    reader, known = Reader(tmp_path), fold([])
    late = record("signal", "g", 1, "", text="Van de andere laptop.")  # made first, read last
    for n in range(4):
        here.append(record("agreement", "g", 1, "", then=f"afspraak {n}"))
        known = fold(reader.refresh().records, known)
        assert known == fold(Reader(tmp_path).refresh().records)
    there.append(late)
    known = fold(reader.refresh().records, known)
    assert known == fold(Reader(tmp_path).refresh().records)
    assert [one.record for one in known.signals] == [late]
    here.close()
    there.close()


def test_an_item_of_a_checklist_may_be_anything_and_breaks_nothing():
    ticked = record("checked_off", "g", 1, "", item={"a": 1}, on=True)
    assert len(fold([ticked]).facts) == 1
