"""What can be answered to a signal and when, and the figures of a series that come of it."""

import json
from datetime import date
from itertools import count

import pytest

from kit import answers
from kit.forms import Refused
from kit.overview import counts, overview, thread_of
from kit.series import fold

TODAY = date(2026, 11, 20)
_number = count()


def said(kind, day="2026-11-02", workshop=None, **fields):
    """A record of a day; noon, so that every time zone has the same day."""
    number = next(_number)
    about = {"id": f"{number:026}", "time": f"{day}T12:00:00.{number % 1000:03}Z", "kind": kind}
    return {**about, "group": "stad", "workshop": workshop, "step": "", **fields}


def signal(text="De toets komt te vroeg.", day="2026-11-02", **fields):
    return said("signal", day, 1, text=text, run="r1", **fields)


def answered(records, kind, day="2026-11-10", **given):
    """The records with one more answer to the first signal, by someone who knew all of them."""
    thread = fold(records).signals[0]
    return [*records, said(kind, day, **answers.fields(kind, thread, given))]


def decided(outcome="ja", records=None, **given):
    given = {"outcome": outcome, "reason": "De brief is van ons.", "by": "beleid", **given}
    return answered(records or [signal()], "decision", **given)


def told(records, **given):
    return answered(records, "feedback", by="management", **given)


def only(records):
    (one,) = fold(records).signals
    return one


# -- what is asked for next, and what cannot be yet --------------------------------------------


def test_each_answer_asks_for_the_next_one():
    records = [signal()]
    asked = [answers.next_kind(only(records))]
    for kind, given in (
        ("response", {"text": "Wij kijken ernaar.", "by": "beleid"}),
        ("decision", {"outcome": "ja", "reason": "Het kan.", "by": "beleid"}),
        ("feedback", {"by": "beleid"}),
        ("check_up", {"works": "ja"}),
    ):
        records = answered(records, kind, **given)
        asked.append(answers.next_kind(only(records)))
    assert asked == ["response", "decision", "feedback", "check_up", "check_up"]
    assert only(records).state == "gecheckt"


def test_a_receipt_is_no_reaction():
    records = answered([signal()], "receipt", by="beleid")
    assert only(records).state == "opgehaald"
    assert answers.next_kind(only(records)) == "response"


@pytest.mark.parametrize("reason", ["", "   "])
@pytest.mark.parametrize("outcome", ["ja", "nee", "onderzoek", "hogerop"])
def test_no_decision_without_a_reason(outcome, reason):
    with pytest.raises(Refused, match="Waarom"):
        decided(outcome, reason=reason)


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [
        ("response", {"by": "beleid"}, "Wat is de eerste reactie"),
        ("response", {"text": "Ja."}, "Wie zegt het"),
        ("decision", {"reason": "Kan niet.", "by": "beleid"}, "Wat is het besluit"),
        ("decision", {"outcome": "misschien", "reason": "x", "by": "beleid"}, "een van de mogel"),
        ("decision", {"outcome": "ja", "reason": "x"}, "Wie besluit"),
        ("response", {"text": "Ja.", "by": "Jan de Vries"}, "een van de mogelijkheden"),
        ("review", {"outcome": "gedaan"}, "past hier niet"),
        ("roddel", {"text": "x"}, "past hier niet"),
    ],
)
def test_an_answer_that_misses_something_is_refused_with_what_it_misses(kind, given, says):
    with pytest.raises(Refused, match=says):
        answers.fields(kind, only([signal()]), given)


def test_nothing_is_told_back_before_there_is_a_decision():
    records = answered([signal()], "response", text="Wij kijken.", by="beleid")
    with pytest.raises(Refused, match="nog geen besluit"):
        told(records)


def test_nothing_is_checked_after_three_months_before_it_was_told_back():
    with pytest.raises(Refused, match="nog niet teruggekoppeld"):
        answered(decided(), "check_up", works="ja")


def test_two_decisions_that_clash_cannot_be_told_back_until_one_was_chosen():
    first = [signal()]
    apart = [*decided("ja", first), decided("nee", first)[-1]]
    with pytest.raises(Refused, match="twee besluiten"):
        told(apart)
    chosen = decided("nee", apart)
    assert only(told(chosen)).closed


# -- closing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "closed"), [("ja", True), ("nee", True), ("onderzoek", False), ("hogerop", False)]
)
def test_only_a_yes_or_a_no_that_was_told_back_closes_a_signal(outcome, closed):
    assert not only(decided(outcome)).closed
    assert only(told(decided(outcome))).closed is closed


def test_a_new_decision_has_to_be_told_back_again():
    later = decided("nee", told(decided("ja")))
    assert (only(later).state, only(later).closed) == ("besluit", False)
    assert answers.next_kind(only(later)) == "feedback"


def test_two_laptops_that_decide_apart_are_both_shown_and_the_third_word_settles_it():
    first = [signal()]
    here, there = decided("ja", first)[-1], decided("nee", first, reason="Het geld is op.")[-1]
    (apart,) = overview(fold([*first, here, there]), TODAY)["signals"]
    (clash,) = apart["conflicts"]
    assert clash["kind"] == "decision"
    assert [(v["line"], v["by"]) for v in clash["said"]] == [
        ("Ja: De brief is van ons.", "Beleid"),
        ("Nee: Het geld is op.", "Beleid"),
    ]
    settled = decided("nee", [*first, here, there], reason="Samen besloten.")
    (one,) = overview(fold(settled), TODAY)["signals"]
    assert (one["conflicts"], one["outcome"]) == ([], "nee")


def test_the_same_decision_on_two_laptops_is_no_clash():
    first = [signal()]
    same = [*decided("ja", first), decided("ja", first)[-1]]
    assert only(same).conflicts == ()


# -- the signal itself -----------------------------------------------------------------------


def test_the_details_of_a_signal_take_the_place_of_its_wording_and_keep_its_life():
    records = answered([signal()], "receipt", by="beleid")
    details = {"text": "De toets komt te vroeg.", "who": "Wie net aankomt", "cause": "Regel"}
    worked = [*records, said("signal", "2026-11-12", 1, **_details(records, details))]
    (one,) = overview(fold(worked), TODAY)["signals"]
    assert (one["fields"]["who"], one["fields"]["cause"]) == ("Wie net aankomt", "Regel")
    assert [event["kind"] for event in one["events"]] == ["receipt"]


def _details(records, given):
    return answers.fields("signal", only(records), given)


def test_a_signal_worked_out_on_two_laptops_shows_both_wordings():
    first = [signal()]
    both = [
        said("signal", "2026-11-12", 1, **_details(first, {"text": text}))
        for text in ("De toets komt te vroeg voor wie vluchtte.", "De toets moet later.")
    ]
    (one,) = overview(fold([*first, *both]), TODAY)["signals"]
    assert [clash["kind"] for clash in one["conflicts"]] == ["wording"]
    assert [v["line"] for v in one["conflicts"][0]["said"]] == [b["text"] for b in both]


@pytest.mark.parametrize("field", ["cause", "urgent", "button", "often"])
def test_a_detail_is_one_of_the_words_to_choose_from(field):
    with pytest.raises(Refused, match="Kies een van de mogelijkheden"):
        answers.fields("signal", only([signal()]), {"text": "x", field: "Omdat Ali dat zei"})


# -- the picture of it all -------------------------------------------------------------------


def test_the_overview_is_what_json_can_hold():
    records = told(decided())
    whole = overview(fold(records), TODAY)
    assert json.loads(json.dumps(whole)) == whole


def test_what_is_late_says_so_until_it_is_done():
    (late,) = overview(fold([signal()]), TODAY)["signals"]
    assert late["late"]
    receipt = late["terms"][0]
    assert (receipt["due"], receipt["spoken"], receipt["late"]) == (
        "2026-11-09",
        "9 november",
        True,
    )
    records = answered([signal()], "receipt", day="2026-11-12", by="beleid")
    (done,) = overview(fold(records), TODAY)["signals"]
    assert not done["late"]
    assert done["terms"][0]["late"], "it was done, and too late"


def test_can_is_what_the_forms_let_through():
    records = [signal()]
    (fresh,) = overview(fold(records), TODAY)["signals"]
    assert fresh["can"] == ["signal", "receipt", "response", "decision"]
    (closed,) = overview(fold(told(decided())), TODAY)["signals"]
    assert {"feedback", "check_up"} <= set(closed["can"])


def test_an_earlier_signal_that_says_much_the_same_is_named_and_a_later_one_is_not():
    records = [signal("De leerbaarheidstoets komt te vroeg."), signal("De les is te ver weg.")]
    records.append(signal("Wij vinden dat de leerbaarheidstoets te vroeg komt.", "2026-11-09"))
    first, other, again = overview(fold(records), TODAY)["signals"]
    assert [one["line"] for one in again["alike"]] == ["De leerbaarheidstoets komt te vroeg."]
    assert first["alike"] == other["alike"] == []


def test_the_counts_tell_each_signal_once():
    refused = decided("nee", [signal("Eén lijst voor iedereen.")])
    refused = told(refused)
    records = [*refused, signal("De brief is te moeilijk.", "2026-11-19")]
    found = counts(fold(records), TODAY)
    wanted = {"signals": 2, "signals_open": 1, "signals_closed": 1, "signals_refused": 1}
    wanted |= {"signals_unanswered": 1, "signals_answered": 1, "signals_late": 0}
    assert {name: found[name] for name in wanted} == wanted


def test_what_is_not_there_cannot_be_answered():
    with pytest.raises(Refused, match="Laad de pagina opnieuw"):
        thread_of(fold([signal()]), "nergens")


def test_a_page_that_had_not_seen_the_newest_decision_does_not_write_over_it():
    records = decided("ja")
    stale = answers.fields(
        "decision", only(records), {"outcome": "nee", "reason": "Geen geld.", "by": "beleid"}, []
    )
    both = only([*records, said("decision", "2026-11-11", **stale)])
    assert both.conflicts == ("decision",)
    assert not both.decided
