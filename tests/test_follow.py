"""What became of what was said: no decision without feedback closes a signal, nothing is lost."""

from __future__ import annotations

from datetime import date
from itertools import count, permutations

import pytest

from kit import answers
from kit.follow import Agreement, Parked, Signal
from kit.forms import Refused
from kit.series import fold

number = count(1)


def said(kind: str, day: str = "2026-10-01", workshop: int | None = 1, **fields: object) -> dict:
    """A record of that day, later than all that were made before it on the same day."""
    n = next(number)
    own = {
        "id": f"{n:026}",
        "time": f"{day}T10:{n // 60 % 60:02}:{n % 60:02}.000Z",
        "check": str(n),
    }
    return {**own, "kind": kind, "group": "g", "workshop": workshop, "step": "", **fields}


def answer(kind: str, thread, day: str = "2026-10-02", **given: str) -> dict:
    """An answer by somebody who knows the thread as it is here, as the kit makes it."""
    return said(kind, day, None, **answers.fields(kind, thread, given))


def decision(thread, outcome: str = "ja", day: str = "2026-10-02") -> dict:
    given = {"outcome": outcome, "reason": "Het kan.", "by": "management"}
    return answer("decision", thread, day, **given)


def signal(*records: dict) -> Signal:
    """The only signal in these records, whatever their order."""
    found = [fold(list(order)).signals for order in (records, records[::-1])]
    assert found[0] == found[1]
    (one,) = found[0]
    return one


def agreement(*records: dict) -> Agreement:
    (one,) = fold(list(records)).agreements
    return one


def parked(*records: dict) -> Parked:
    (one,) = fold(list(records)).parked
    return one


def closed_signal() -> list[dict]:
    """A signal that was answered, decided on and told back, as records."""
    told = [said("signal", text="De brief is te moeilijk.", run="een", button="Beleid")]
    told.append(answer("response", signal(*told), text="Wij kijken ernaar.", by="beleid"))
    told.append(decision(signal(*told)))
    return [*told, answer("feedback", signal(*told), "2026-10-20", by="management")]


# -- the life of a signal ------------------------------------------------------------------------


def test_a_signal_lives_from_raised_to_checked():
    told = closed_signal()
    told.append(answer("check_up", signal(*told), "2027-01-20", works="ja"))
    states = [signal(*told[:n]).state for n in range(1, 6)]
    assert states == ["opgehaald", "besproken", "besluit", "teruggekoppeld", "gecheckt"]
    assert [signal(*told[:n]).closed for n in range(1, 6)] == [False, False, False, True, True]


def test_a_receipt_is_not_an_answer():
    one = said("signal", text="De brief is te moeilijk.")
    assert signal(one, answer("receipt", signal(one), by="beleid")).state == "opgehaald"


def test_there_is_no_decision_without_a_reason_and_no_feedback_without_a_decision():
    one = signal(said("signal", text="De brief is te moeilijk."))
    with pytest.raises(Refused, match="Waarom"):
        answer("decision", one, outcome="nee", by="management")
    with pytest.raises(Refused, match="geen besluit"):
        answer("feedback", one, by="management")
    with pytest.raises(Refused, match="niet teruggekoppeld"):
        answer("check_up", one, works="ja")


@pytest.mark.parametrize("outcome", ["onderzoek", "hogerop"])
def test_only_a_yes_or_a_no_that_was_told_back_closes_a_signal(outcome):
    told = [said("signal", text="De brief is te moeilijk.")]
    told.append(decision(signal(*told), outcome))
    told.append(answer("feedback", signal(*told), by="management"))
    one = signal(*told)
    assert (one.state, one.closed, answers.next_kind(one)) == ("teruggekoppeld", False, "decision")


def test_a_newer_decision_reopens_a_signal_until_that_one_is_told_back():
    told = closed_signal()
    told.append(decision(signal(*told), "nee", "2026-11-01"))
    one = signal(*told)
    assert (one.state, one.outcome, one.closed, one.feedback) == ("besluit", "nee", False, None)
    told.append(answer("feedback", one, by="management"))
    assert signal(*told).closed


def test_feedback_about_a_decision_that_no_longer_holds_does_not_count():
    told = [said("signal", text="De brief is te moeilijk.")]
    told.append(decision(signal(*told)))
    late = answer("feedback", signal(*told), "2026-10-09", by="management")
    told.append(decision(signal(*told), "nee", "2026-10-05"))
    assert signal(*told, late).state == "besluit"


def test_the_owner_is_the_last_one_named_and_else_where_the_button_is():
    told = [said("signal", text="De brief is te moeilijk.", button="Beleid")]
    assert signal(*told).owner == "Beleid"
    told.append(answer("response", signal(*told), text="Ja.", by="beleid", owner="taalteam"))
    assert signal(*told).owner == "taalteam"


# -- two that did not know of each other ---------------------------------------------------------


def test_two_decisions_apart_are_both_shown_until_a_person_chooses():
    one = said("signal", text="De brief is te moeilijk.")
    here, there = decision(signal(one)), decision(signal(one), "nee", "2026-10-03")
    both = signal(one, here, there)
    assert both.conflicts == ("decision",)
    assert both.heads("decision") == (here, there)
    assert (both.state, both.decided, both.closed) == ("besluit", False, False)
    with pytest.raises(Refused, match="twee besluiten"):
        answer("feedback", both, by="management")
    chosen = signal(one, here, there, decision(both, "nee", "2026-10-04"))
    assert (chosen.conflicts, chosen.outcome, chosen.decided) == ((), "nee", True)


def test_the_same_decision_twice_is_no_conflict():
    one = said("signal", text="De brief is te moeilijk.")
    twice = signal(one, decision(signal(one)), decision(signal(one)))
    assert (twice.conflicts, twice.decided) == ((), True)


def test_feedback_that_knew_only_one_of_two_clashing_decisions_closes_nothing():
    one = said("signal", text="De brief is te moeilijk.")
    here = decision(signal(one))
    told = answer("feedback", signal(one, here), by="management")
    assert signal(one, here, told).closed
    assert not signal(one, here, told, decision(signal(one), "nee")).closed


# -- corrected and withdrawn ---------------------------------------------------------------------


def corrected(one: dict, text: str, **fields: object) -> dict:
    return said("signal", "2026-10-15", text=text, replaces=one["id"], **fields)


def test_a_corrected_signal_keeps_its_answers_its_day_and_its_workshop():
    told = closed_signal()
    newer = corrected(told[0], "De brief is te lang.", workshop=None)
    for order in permutations([*told[::3], newer]):
        one = signal(*order, *told[1:3])
        assert (one.id, one.record, one.closed) == (told[0]["id"], newer, True)
        assert (one.said_on, one.run, one.workshop) == (date(2026, 10, 1), "een", 1)


def test_answers_to_a_wording_that_was_corrected_since_still_count():
    one = said("signal", text="De brief is te moeilijk.")
    second = corrected(one, "De brief is te lang.")
    to_second = said("response", target=second["id"], text="Ja.", by="beleid")
    third = corrected(second, "De brief is te lang en te moeilijk.")
    assert signal(one, second, third, to_second).state == "besproken"


def test_two_corrections_apart_are_both_shown_and_keep_the_answers():
    told = closed_signal()
    here, there = corrected(told[0], "Te lang."), corrected(told[0], "Te streng.")
    one = signal(*told, here, there)
    assert (one.wordings, one.conflicts, one.closed) == ((here, there), ("wording",), True)
    fields = answers.fields("signal", one, {"text": "Te lang en te streng."})
    chosen = said("signal", "2026-10-16", **fields)
    settled = signal(*told, here, there, chosen)
    assert (settled.wordings, settled.conflicts, settled.closed) == ((chosen,), (), True)


def test_a_withdrawn_signal_is_gone_and_comes_back_with_all_its_answers():
    told = closed_signal()
    gone = said("withdrawn", "2026-10-21", target=told[0]["id"])
    assert fold([*told, gone]).signals == ()
    back = said("restored", "2026-10-22", target=told[0]["id"])
    assert signal(*told, gone, back) == signal(*told)


def test_a_withdrawn_answer_no_longer_counts():
    told = closed_signal()
    assert signal(*told, said("withdrawn", "2026-10-21", target=told[3]["id"])).state == "besluit"


def test_a_signal_that_was_saved_twice_is_one_and_answers_to_either_count():
    first = said("signal", text="De brief is te moeilijk.", draft="d")
    again = said("signal", text="De brief is te moeilijk.", draft="d")
    late = said("response", target=again["id"], text="Ja.", by="beleid")
    assert signal(first, again, late).state == "besproken"


# -- agreements and parked points ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "closed"), [("loopt", False), ("half", False), ("gedaan", True)]
)
def test_an_agreement_is_open_until_it_is_done(outcome, closed):
    told = said("agreement", then="bel ik zelf")
    assert (agreement(told).state, agreement(told).closed) == ("open", False)
    one = agreement(told, answer("review", agreement(told), outcome=outcome))
    assert (one.state, one.closed) == (outcome, closed)


def test_an_agreement_is_let_go_with_a_reason_only():
    told = said("agreement", then="bel ik zelf")
    with pytest.raises(Refused, match="waarom"):
        answer("review", agreement(told), outcome="losgelaten")
    let_go = answer("review", agreement(told), outcome="losgelaten", text="Geen tijd.")
    assert agreement(told, let_go).closed


def test_an_agreement_that_was_half_done_can_be_done_later():
    told = [said("agreement", then="bel ik zelf")]
    told.append(answer("review", agreement(*told), outcome="half"))
    told.append(answer("review", agreement(*told), outcome="gedaan"))
    assert (agreement(*told).state, agreement(*told).closed) == ("gedaan", True)


def test_an_agreement_two_laptops_disagree_about_stays_open():
    told = said("agreement", then="bel ik zelf")
    apart = [answer("review", agreement(told), outcome=o) for o in ("gedaan", "loopt")]
    one = agreement(told, *apart)
    assert (one.conflicts, one.closed) == (("review",), False)
    assert agreement(told, *apart, answer("review", one, outcome="gedaan")).closed


def test_an_answer_of_another_kind_does_nothing_to_an_agreement():
    told = said("agreement", then="bel ik zelf")
    stray = said("decision", target=told["id"], outcome="ja", reason="Het kan.")
    assert agreement(told, stray).events == ()


def test_a_parked_point_comes_back_until_it_was_talked_about():
    told = said("parked", text="De wachttijd.", run="een")
    assert fold([told]).line("twee").parked == (parked(told),)
    done = answer("unparked", parked(told), outcome="besproken")
    assert fold([told, done]).line("twee").parked == ()


# -- what comes back in a workshop ---------------------------------------------------------------


def begun(run: str, day: str, workshop: int = 1) -> dict:
    return said("session", day, workshop, run=run, here=0)


def test_a_workshop_looks_back_on_all_that_was_open_when_it_began_until_it_ends():
    told = [begun("een", "2026-10-01"), said("agreement", then="bel ik zelf", run="een")]
    assert fold(told).line("een").agreements == ()
    told.append(begun("twee", "2026-10-20", 2))
    before = fold(told).line("twee").agreements
    told.append(answer("review", before[0], "2026-10-20", outcome="gedaan"))
    after = fold(told).line("twee").agreements
    assert [one.id for one in after] == [one.id for one in before]
    assert fold([*told, begun("drie", "2026-11-10", 3)]).line("drie").agreements == ()


def test_what_was_closed_in_this_workshop_stays_even_when_its_first_click_was_lost():
    told = [said("agreement", then="bel ik zelf", run="een")]
    told.append({**answer("review", agreement(*told), outcome="gedaan"), "run": "twee"})
    told.append(begun("twee", "2026-10-20", 2))
    assert len(fold(told).line("twee").agreements) == 1


def test_what_is_worked_out_during_a_workshop_is_not_from_an_earlier_one():
    told = [begun("een", "2026-10-01"), said("signal", text="Te moeilijk.", run="een")]
    fields = answers.fields(
        "signal", signal(told[1]), {"text": "Te moeilijk.", "who": "nieuwkomers"}
    )
    told.append(said("signal", "2026-10-02", **fields))
    line = fold(told).line("een")
    assert (line.signals, len(line.to_decide)) == ((), 1)
