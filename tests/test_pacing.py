"""What the kit proposes when a workshop runs late."""

from hypothesis import given
from hypothesis import strategies as st

from kit.pacing import MINUTE, propose, share_out

steps = st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 60), min_size=1, max_size=8)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=10), st.integers(-20, 300))
def test_shared_minutes_are_whole_fit_exactly_and_leave_every_step_at_least_one(minutes, available):
    shared = share_out(minutes, available)
    assert len(shared) == len(minutes)
    assert all(1 <= new <= old for new, old in zip(shared, minutes, strict=True))
    assert sum(shared) == min(sum(minutes), max(available, len(minutes)))


def test_the_longest_step_gives_the_most():
    assert share_out([28, 16, 10, 8], 50) == [22, 13, 8, 7]


def test_on_time_there_is_nothing_to_propose():
    assert propose(0, 30 * MINUTE, 10 * MINUTE, {"a": 12, "b": 8}) is None


def test_six_minutes_late_the_steps_to_come_give_six_minutes():
    proposal = propose(0, 30 * MINUTE, 10 * MINUTE, {"casus": 16, "ronde": 10})
    assert proposal == {"late": 6, "minutes": {"casus": 12, "ronde": 8}}


@given(steps, st.integers(0, 200), st.integers(-50, 200))
def test_a_proposal_never_ends_later_than_the_plan_and_on_time_whenever_that_is_possible(
    later, left, end
):
    proposal = propose(0, end * MINUTE, left * MINUTE, later)
    if proposal is None:
        return
    new = {**later, **proposal["minutes"]}
    assert sum(new.values()) < sum(later.values())
    assert left + sum(new.values()) <= max(end, left + len(later))


def test_before_the_start_and_in_the_last_step_nothing_is_proposed():
    assert propose(0, None, 0, {"a": 5}) is None
    assert propose(90 * MINUTE, 80 * MINUTE, 5 * MINUTE, {}) is None
