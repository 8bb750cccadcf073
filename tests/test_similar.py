"""What was raised before is found again, also in other words; what is something else is not."""

from __future__ import annotations

import pytest

from kit.journal import record
from kit.series import fold
from kit.similar import alike

SIGNALS = (
    "De brief van de gemeente is te moeilijk voor nieuwkomers.",
    "Wie overdag werkt, kan de lessen niet volgen.",
    "De taalschool heeft geen plek voor alfabetisering.",
    "Er is geen tolk bij het eerste gesprek.",
)


def found(text: str, most: int = 3) -> list[str]:
    records = [record("signal", "g", 1, "", text=one) for one in SIGNALS]
    return [one.record["text"] for one in alike(text, fold(records).signals, most)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Moeilijke brieven van de gemeente", 0),
        ("De gemeente stuurt een te moeilijke brief", 0),
        ("Mensen die overdag werken volgen geen les", 1),
        ("Bij de taalscholen is geen plek", 2),
        ("Bij een eerste gesprek ontbreekt de tolk", 3),
    ],
)
def test_a_signal_in_other_words_is_found(text, same):
    assert found(text)[0] == SIGNALS[same]


@pytest.mark.parametrize(
    "text",
    ["", "de het een", "brief", "De wachttijd bij DUO is lang.", "Er is geen kinderopvang."],
)
def test_something_else_is_not_found(text):
    assert found(text) == []


def test_the_most_alike_comes_first_and_no_more_than_asked():
    text = "Geen tolk bij het eerste gesprek, en een brief van de gemeente die te moeilijk is"
    assert found(text)[0] == SIGNALS[3]
    assert len(found(text, most=1)) == 1


def test_a_signal_is_like_itself():
    assert all(found(text)[0] == text for text in SIGNALS)
