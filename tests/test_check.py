"""What `kit check` prints: every problem of the files that were asked for, and one last line."""

# ruff: noqa: E501  (the messages stand here as a trainer reads them)

from __future__ import annotations

import json
from datetime import date

import pytest

from kit.check import check, main
from kit.paths import content_root
from kit.workshop import VARIANTS

TODAY = date(2026, 10, 1)

CARD = """\
  - id: S{number}
    diepte: 1
    doel: openen
    rollen: [allen]
    vraag: {question}
    vervolgvragen: [Wat zie je?, Wat hoor je?, Wat doe je?]
    waarom: Zo begin je rustig.
    bron: Eigen ervaring van begeleiders
    tip: Neem de tijd.
    minuten: 6
    veiligheid: 1
    wetfeiten: [{fact}]
"""
DECK = 'kaartenset: start\ntitel: De start\nversie: "1.0"\nlicentie: CC BY-SA 4.0\nkaarten:\n'


def deck(*questions, fact="pip-termijn"):
    cards = enumerate(questions, 1)
    return DECK + "".join(CARD.format(number=n, question=q, fact=fact) for n, q in cards)


FACTS = """\
wetfeiten:
  - id: eigen-feit
    onderwerp: Een eigen feit
    tekst: In onze gemeente duurt de intake twee weken.
    artikel: Eigen beleid
    bron: https://voorbeeldstad.example/beleid
    gecontroleerd_op: 2026-08-23
    hercontrole_op: 2999-02-19
    zekerheid: zeker
"""

OPENING = """\
from kit.workshop import Workshop
workshop = Workshop({number}, "Zien wat er gebeurt")"""


def notebook(*lines, number=1, outputs=()):
    """A notebook with one step per line, 90 and 120 minutes when nobody says otherwise."""
    code = [OPENING.format(number=number)]
    code += lines or ['workshop.say("Welkom", minutes=(90, 120))']
    cells = [
        {
            "cell_type": "code",
            "id": f"cel-{n}",
            "execution_count": None,
            "metadata": {},
            "outputs": [{"output_type": "stream"}] if n in outputs else [],
            "source": [line + "\n" for line in text.split("\n")],
        }
        for n, text in enumerate(code, 1)
    ]
    return json.dumps(
        {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Writes files in a folder of its own, and stands in that folder."""
    monkeypatch.chdir(tmp_path)

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def printed(capsys, *words):
    code = main(list(words))
    return code, capsys.readouterr().out


def problems(*paths):
    return [str(one) for one in check(list(paths), TODAY)]


# -- the last line -----------------------------------------------------------------------------------


def test_when_all_is_well_it_counts_what_it_saw(here, capsys):
    here(
        {
            "decks/start.yaml": deck("Waar begin je?", "Wat neem je mee?"),
            "decks/wetfeiten.yaml": FACTS,
            "notebooks/workshop-1.ipynb": notebook(),
            "notebooks/workshop-2.ipynb": notebook(number=2),
        }
    )
    assert printed(capsys, ".") == (0, "Alles klopt: 2 kaarten, 1 wetfeit, 2 workshops.\n")


def test_a_file_in_which_there_is_nothing_to_count(here, capsys):
    here({"decks/tafel.yaml": "leeg: We zijn zo terug\n"})
    assert printed(capsys, "decks/tafel.yaml") == (0, "Alles klopt.\n")


def test_one_problem_is_one_problem(here, capsys):
    here({"decks/start.yaml": deck("Waar begin je: thuis?")})
    assert printed(capsys, "decks") == (
        1,
        'decks/start.yaml, regel 10: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"\n'
        "1 probleem gevonden.\n",
    )


def test_all_problems_of_all_files_are_told_at_once_and_in_order(here, capsys):
    here(
        {
            "decks/start.yaml": deck("Waar begin je?", fact="pip-termin"),
            "decks/eigen.yaml": "",
            "cases/leeg.yaml": "- x\n",
            "notebooks/workshop-1.ipynb": notebook('workshop.say("Welkom", minutes=(80, 120))'),
        }
    )
    assert printed(capsys, ".") == (
        1,
        "cases/leeg.yaml, regel 1: dit bestand begint met een lijst. Begin het bestand met: id: …\n"
        "decks/eigen.yaml, regel 1: dit bestand is leeg. Vul het, of haal het bestand weg.\n"
        "decks/start.yaml, regel 17: het wetfeit 'pip-termin' bestaat niet. Bedoelde je 'pip-termijn'?\n"
        "notebooks/workshop-1.ipynb, regel 10: de stappen voor 90 minuten duren samen 80 minuten. Voeg er 10 toe.\n"
        "4 problemen gevonden.\n",
    )


# -- what is asked for -------------------------------------------------------------------------------

BROKEN = {
    "decks/start.yaml": deck("Waar begin: je?"),
    "decks/eigen.yaml": "",
    "cases/leeg.yaml": "",
    "notebooks/w.ipynb": "{",
}
EMPTY = "dit bestand is leeg. Vul het, of haal het bestand weg."
COLON = 'in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens: "…"'


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (["decks"], ["decks/eigen.yaml", "decks/start.yaml"]),
        (["cases/"], ["cases/leeg.yaml"]),
        (["decks/eigen.yaml"], ["decks/eigen.yaml"]),
        (["notebooks/w.ipynb"], ["notebooks/w.ipynb"]),
        (["decks/eigen.yaml", "cases"], ["cases/leeg.yaml", "decks/eigen.yaml"]),
        (["decks/eigen.yaml", "decks/eigen.yaml"], ["decks/eigen.yaml"]),
        (["."], ["cases/leeg.yaml", "decks/eigen.yaml", "decks/start.yaml", "notebooks/w.ipynb"]),
    ],
)
def test_only_what_was_asked_for_is_told(here, words, files):
    root = here(BROKEN)
    assert sorted({one.file.as_posix() for one in check([root / w for w in words])}) == files


def test_a_loose_file_is_checked_against_the_content_of_the_kit(here):
    root = here({"mijn kaarten.yaml": deck("Waar begin je?", fact="pip-termin")})
    assert problems(root / "mijn kaarten.yaml") == [
        "mijn kaarten.yaml, regel 17: het wetfeit 'pip-termin' bestaat niet. Bedoelde je 'pip-termijn'?"
    ]


def test_a_folder_with_another_name_is_searched(here):
    root = here({"eigen/a.yaml": deck("Waar begin je?"), "eigen/sub/b.yaml": ""})
    assert problems(root / "eigen") == [f"sub/b.yaml, regel 1: {EMPTY}"]


def test_a_name_that_is_not_there_is_told(here, capsys):
    here({})
    assert printed(capsys, "dekcs") == (
        1,
        "dekcs, regel 1: dit bestand of deze map bestaat niet. Kijk of de naam klopt.\n"
        "1 probleem gevonden.\n",
    )


def test_own_content_may_mention_what_the_kit_brings_and_the_other_way_round(here):
    root = here(
        {
            "decks/start.yaml": deck("Waar begin je?", fact="eigen-feit"),
            "decks/wetfeiten.yaml": FACTS,
            "notebooks/w.ipynb": notebook('workshop.card("G1", minutes=(90, 120))'),
        }
    )
    assert problems(root) == []


def test_files_that_are_not_shown_are_not_checked(here):
    root = here({".git/x.yaml": "", "decks/.ipynb_checkpoints/y.ipynb": "{", "decks/~x.yaml": ""})
    assert problems(root) == []


def test_the_content_of_the_kit_has_no_problems():
    assert [str(one) for one in check([], TODAY)] == []
    assert check([], TODAY) == check([content_root()], TODAY)


def test_a_fact_past_its_date_is_told(here):
    root = here({"decks/wetfeiten.yaml": FACTS.replace("2999-02-19", "2026-09-30")})
    assert problems(root) == [
        "decks/wetfeiten.yaml, regel 8: 'Een eigen feit' moest op 30 sept 2026 opnieuw bekeken zijn. "
        "Lees de bron, verbeter de tekst als dat nodig is, en zet er nieuwe datums bij."
    ]


# -- notebooks ---------------------------------------------------------------------------------------

AT = "notebooks/w.ipynb, regel"
STEPS = {
    "too many minutes": (
        ['workshop.say("A", minutes=(50, 60))', 'workshop.say("B", minutes=(42, 61))'],
        [
            f"{AT} 10: de stappen voor 120 minuten duren samen 121 minuten. Haal er 1 af.",
            f"{AT} 10: de stappen voor 90 minuten duren samen 92 minuten. Haal er 2 af.",
        ],
    ),
    "a card that is not there": (
        ['workshop.card("G99", minutes=(90, 120))'],
        [f"{AT} 21: de kaart 'G99' bestaat niet. Bedoelde je 'G9'?"],
    ),
    "a case that is not there": (
        ['workshop.case("de-breif", minutes=(90, 120))'],
        [f"{AT} 21: de casus 'de-breif' bestaat niet. Bedoelde je 'de-brief'?"],
    ),
    "cases to choose from": (
        ['workshop.choose_case("de-brief", "goed-genoge", minutes=(90, 120))'],
        [f"{AT} 21: de casus 'goed-genoge' bestaat niet. Bedoelde je 'goed-genoeg'?"],
    ),
    "a deck and a purpose to draw from": (
        ['workshop.draw(suit="gesperk", purpose="praten", minutes=(90, 120))'],
        [
            f"{AT} 21: de kaartenset 'gesperk' bestaat niet. Bedoelde je 'gesprek'?",
            f"{AT} 21: het doel 'praten' bestaat niet. Kies uit: openen, verdiepen, kantelen, afsluiten.",
        ],
    ),
    "a role in the order": (
        ['workshop.round("Wat zie je?", order=["uitvoering", "partners"], minutes=(90, 120))'],
        [f"{AT} 21: de rol 'partners' bestaat niet. Bedoelde je 'partner'?"],
    ),
    "a moment": (
        ['workshop.measure(moment="begin", minutes=(90, 120))'],
        [f"{AT} 21: het moment 'begin' bestaat niet. Kies uit: start, eind, later."],
    ),
    "a step nobody knows hides the sum of the minutes": (
        ['workshop.kard("G1", minutes=(90, 120))'],
        [f"{AT} 21: cel 2: de stap 'kard' bestaat niet. Bedoelde je 'card'?"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), STEPS.values(), ids=STEPS)
def test_a_mistake_in_a_step(here, lines, expected):
    assert problems(here({"notebooks/w.ipynb": notebook(*lines)})) == expected


def test_a_notebook_with_output_is_told(here):
    lines = ['workshop.say("A", minutes=(45, 60))', 'workshop.say("B", minutes=(45, 60))']
    root = here({"notebooks/w.ipynb": notebook(*lines, outputs=(2, 3))})
    assert problems(root) == [
        f"{AT} 25: dit notebook is met uitvoer bewaard (cel 2, 3). "
        "Wis de uitvoer in JupyterLab (Edit, Clear Outputs of All Cells) en bewaar opnieuw."
    ]


def test_two_notebooks_with_one_number_are_told(here):
    root = here({"notebooks/a.ipynb": notebook(), "notebooks/b.ipynb": notebook()})
    assert problems(root) == [
        "notebooks/b.ipynb, regel 10: workshop 1 staat ook in notebooks/a.ipynb. Geef deze workshop een ander nummer."
    ]


def test_a_notebook_that_is_no_workshop_may_be_there(here):
    root = here({"notebooks/eigen.ipynb": notebook().replace("Workshop(", "print(")})
    assert problems(root) == []


def test_a_file_that_is_no_notebook_leaves_the_others_alone(here):
    root = here({"notebooks/a.ipynb": "{", "notebooks/w.ipynb": notebook("workshop.say('A')")})
    assert [one.split(":")[0] for one in problems(root)] == [
        "notebooks/a.ipynb, regel 1",
        *[f"{AT} 10"] * len(VARIANTS),
    ]


def test_a_fact_past_its_date_is_advice_and_no_mistake(here, capsys):
    here({"decks/wetfeiten.yaml": FACTS.replace("2999-02-19", "2026-08-24")})
    assert main(["decks"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("decks/wetfeiten.yaml, regel 8: 'Een eigen feit' moest op 24 aug")
    assert told[-1] == "Alles klopt: 1 wetfeit. Lees ook wat hierboven staat."
