"""Finding a card by a few words that may be mistyped."""

from dataclasses import replace

import pytest

from kit.model import Card
from kit.search import search


def card(id, question, suit="gesprek", purpose="openen", roles=("allen",), depth=1, safety=1):
    more = ("Waarom?", "Wanneer?", "Wie?")
    return Card(id, suit, depth, purpose, roles, question, more, "", "", "", 6, safety)


CARDS = [
    card("G1", "Welk moment in een gesprek vergeet je niet meer?"),
    card("R3", "Wanneer heeft iemand genoeg zijn best gedaan?", "ruimte", "verdiepen", depth=2),
    card("B1", "Welk signaal heb je gehoord?", "beleid", "kantelen", ("beleid",), 3, 2),
]


def ids(*args, **given):
    return [c.id for c in search(CARDS, *args, **given)]


@pytest.mark.parametrize("asked", ["gesprek", "GESPREK", "gesprk", "vergeet moment", "g1", "mome"])
def test_a_word_finds_its_card_also_when_it_is_mistyped(asked):
    assert ids(asked)[0] == "G1"


@pytest.mark.parametrize(
    "asked",
    ["singaal", "sigaal", "signnaal", "signaak", "gehord", "SIGNÁÁL", "praktijk"],
)
def test_a_slip_an_accent_the_kind_of_card_or_another_word_of_it_also_leads_there(asked):
    assert ids(asked) == ["B1"]


def test_a_long_word_may_hold_more_than_one_slip():
    cards = [*CARDS, card("K1", "Wie is hier verantwoordelijk?", "regie")]
    assert [c.id for c in search(cards, "verandwordelijk")] == ["K1"]


def test_a_part_of_a_longer_word_is_enough():
    cards = [*CARDS, card("S1", "Wat zegt de leerbaarheidstoets?", "start")]
    assert [c.id for c in search(cards, "toets")] == ["S1"]


def test_a_word_that_is_there_as_typed_is_not_doubted():
    cards = [card("G1", "Wat weet je niet meer?"), card("G2", "Wat wil je niet weer?")]
    assert [c.id for c in search(cards, "weer")] == ["G2"]


def test_the_question_itself_counts_more_than_the_explanation():
    below = replace(CARDS[0], why="Over de regel.")
    cards = [below, card("R1", "Welke regel knelt?", "ruimte")]
    assert [c.id for c in search(cards, "regel")] == ["R1", "G1"]


def test_other_cards_are_read_anew():
    assert ids("tolk") == []
    assert [c.id for c in search([card("G1", "Was er een tolk?")], "tolk")] == ["G1"]
    assert ids("tolk") == []


def test_signs_alone_are_no_words():
    assert ids(" ?!… ") == ["G1", "R3", "B1"]


def test_every_word_has_to_be_there():
    assert ids("gesprek signaal") == []


def test_without_words_all_cards_come_in_the_order_of_the_decks():
    assert ids() == ["G1", "R3", "B1"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"suit": "ruimte"}, ["R3"]),
        ({"purpose": "kantelen"}, ["B1"]),
        ({"depth": 1}, ["G1"]),
        ({"role": "uitvoering"}, ["G1", "R3"]),
        ({"safety": 1}, ["G1", "R3"]),
    ],
)
def test_filters_let_through_what_fits(filters, found):
    assert ids(**filters) == found
