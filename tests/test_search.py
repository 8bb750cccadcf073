"""Finding a card by a few words that may be mistyped."""

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
