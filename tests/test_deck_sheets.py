"""A deck goes to a spreadsheet and back: nothing is lost, a mistake has a row and a column."""

# ruff: noqa: E501  (the messages stand here as a trainer reads them)

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit import content
from kit.__main__ import DECK_HELP
from kit.__main__ import main as kit
from kit.content.rewriting import rewritten
from kit.content.writing import CannotRewrite, Written, fresh, same, written
from kit.deck_command import main
from kit.deck_sheets import guarded_sheet, rows_of, sheet_of
from kit.paths import content_root
from kit.sheets.reading import read, read_bytes
from kit.sheets.writing import csv, xlsx

TODAY = date(2026, 11, 22)
DECKS = sorted(path.name for path in (content_root() / "decks").glob("*.yaml"))
DECKS = [name for name in DECKS if name not in ("tafel.yaml", "wetfeiten.yaml")]

DECK = """\
# Van mij.
kaartenset: gesprek   # mijn set
titel: "Het gesprek"
versie: '1.0'
licentie: CC BY-SA 4.0

kaarten:
  # De eerste is voor het begin.
  - id: G1
    diepte: 1   # licht
    doel: openen
    rollen: [allen]
    vraag: >-
      Welk moment vergeet je
      niet meer?
    vervolgvragen:
      - 'Wat zei de ander?'  # of juist niet
      - Wat voelde je?
      # de laatste
      - Wat deed je toen?
    waarom: "Zo zie je: waar het schuurt."
    bron: Eigen ervaring van begeleiders
    tip: |-
      Geen oplossingen.
      Ook geen tips.
    minuten: 6
    veiligheid: 1
    wetfeiten: [brede-intake]   # opgezocht
    casussen: []

  - id: G2
    diepte: 2
    doel: verdiepen
    rollen:
      - uitvoering
      - beleid
    vraag: Wat zei de inburgeraar niet hardop?
    vervolgvragen: [Waarom niet?, Wat had jij nodig?, Wat doe je nu?]
    waarom: Soms is zwijgen veiliger.
    bron: Eigen ervaring van begeleiders
    tip: Laat stiltes bestaan.
    minuten: 8
    veiligheid: 2
# Dit blijft onderaan.
"""


def through(deck, kind):
    sheet = sheet_of(deck)
    raw = xlsx([sheet], sheet.name, TODAY) if kind == "xlsx" else csv(guarded_sheet(sheet))
    return rows_of(read_bytes(raw, f"k.{kind}")[0])


def change(deck, number, **fields):
    cards = [dict(card) for card in deck.cards]
    cards[number] |= fields
    return Written(deck.head, tuple(cards))


def edited(text, number, **fields):
    return rewritten(text, change(written(text), number, **fields))


def lines_that_differ(old, new):
    return sorted(set(old.split("\n")) ^ set(new.split("\n")))


# -- there and back ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"), [*((name, "csv") for name in DECKS), ("gesprek.yaml", "xlsx")]
)
def test_a_deck_of_the_kit_comes_back_from_a_spreadsheet_letter_for_letter(name, kind):
    text = (content_root() / "decks" / name).read_text(encoding="utf-8")
    back = through(written(text), kind)
    assert back.faults == ()
    assert rewritten(text, back.deck) == text
    assert same(written(fresh(back.deck)), written(text))


LETTERS = st.characters(
    codec="utf-8", exclude_categories=["C", "Z"], include_characters=" \n#:'\"-@="
)
TEXT = st.text(LETTERS, min_size=1, max_size=20).map(str.strip).filter(bool)
LINE = TEXT.map(lambda text: " ".join(text.split()))
WORD = st.from_regex(r"[a-z]{1,4}(-[a-z]{1,3})?", fullmatch=True)
WORDS = st.lists(WORD, max_size=3).map(tuple)
CARD = st.fixed_dictionaries(
    {
        "diepte": st.sampled_from("123"),
        "doel": WORD,
        "rollen": WORDS,
        "vraag": TEXT,
        "vervolgvragen": st.lists(TEXT, min_size=1, max_size=4).map(tuple),
        "tip": TEXT,
        "wetfeiten": WORDS,
    },
    optional={"media": st.fixed_dictionaries({"bestand": LINE}, optional={"alt": LINE})},
)


def deck(cards):
    named = ({"id": f"G{number}", **card} for number, card in enumerate(cards, 1))
    return Written({"kaartenset": "gesprek", "titel": "Het gesprek"}, tuple(named))


CARDS = st.lists(CARD, min_size=1, max_size=3)
ODD = {
    "diepte": "1",
    "doel": "a",
    "rollen": (),
    "vraag": "'=1 # nee",
    "vervolgvragen": ("- a", '"'),
    "tip": "ja\n\n\\é: [x]",
    "wetfeiten": ("a",),
}


@settings(max_examples=20, deadline=None)
@given(CARDS)
@example([ODD])
def test_any_deck_comes_back_as_it_was(cards):
    made = deck(cards)
    assert same(written(fresh(made)), made)
    assert same(through(made, "csv").deck, made)
    assert same(through(made, "xlsx").deck, made)


@settings(max_examples=30, deadline=None)
@given(CARDS, CARD, st.integers(0, 1))
@example([ODD], ODD, 0)
def test_any_change_keeps_each_comment_and_says_what_it_must(cards, new, which):
    wanted = [dict(card) for card in written(DECK).cards]
    wanted[which] |= new
    more = [{"id": f"G{number}", **card} for number, card in enumerate(cards, 11)]
    made = rewritten(DECK, Written({"titel": "Anders"}, (*wanted, *more)))
    found = written(made)
    assert [card["id"] for card in found.cards] == ["G1", "G2", *(card["id"] for card in more)]
    assert found.head["titel"] == "Anders"
    for comment in ("# Van mij.", "# mijn set", "# De eerste is voor het begin.", "# licht"):
        assert comment in made
    assert made.endswith("# Dit blijft onderaan.\n")
    again = rewritten(made, written(DECK), remove=True)
    assert same(written(again), Written({**written(DECK).head}, written(again).cards))
    assert written(again).cards[1 - which] == written(DECK).cards[1 - which]


# -- what changes in the file --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "differ"),
    [
        ({"diepte": "3"}, ["    diepte: 1   # licht", "    diepte: 3   # licht"]),
        (
            {"waarom": 'Zo "zie" je het.'},
            ['    waarom: "Zo \\"zie\\" je het."', '    waarom: "Zo zie je: waar het schuurt."'],
        ),
        (
            {"vraag": "Wat bleef je bij?"},
            [
                "      Wat bleef je bij?",
                "      Welk moment vergeet je",
                "      niet meer?",
            ],
        ),
        (
            {"tip": "Eén.\nTwee.\nDrie."},
            [
                "      Drie.",
                "      Eén.",
                "      Geen oplossingen.",
                "      Ook geen tips.",
                "      Twee.",
            ],
        ),
        (
            {"vervolgvragen": ("Wat zei hij?", "Wat voelde je?", "Wat deed je toen?", "En nu?")},
            [
                "      - 'Wat zei de ander?'  # of juist niet",
                "      - 'Wat zei hij?'  # of juist niet",
                "      - En nu?",
            ],
        ),
        ({"vervolgvragen": ("Wat zei de ander?", "Wat voelde je?")}, ["      - Wat deed je toen?"]),
        (
            {"wetfeiten": ("a", "b")},
            ["    wetfeiten: [a, b]   # opgezocht", "    wetfeiten: [brede-intake]   # opgezocht"],
        ),
        (
            {"media": {"bestand": "a.png", "alt": "Een: b"}},
            ['      alt: "Een: b"', "      bestand: a.png", "    media:"],
        ),
    ],
)
def test_only_the_line_that_says_something_else_changes(fields, differ):
    new = edited(DECK, 0, **fields)
    assert lines_that_differ(DECK, new) == sorted(differ)
    assert written(new).cards[0] == {**written(DECK).cards[0], **fields}


def test_media_goes_when_its_cells_are_empty_and_stays_when_it_has_no_columns():
    media = {"bestand": "a.png", "alt": "b"}
    new = edited(DECK, 0, media=media)
    assert rewritten(new, written(DECK)) == new
    assert edited(new, 0, media={"bestand": "", "alt": ""}) == DECK
    assert (
        "alt"
        not in written(edited(new, 0, media={"bestand": "c.png", "alt": ""})).cards[0]["media"]
    )


def test_a_list_that_gets_empty_or_other_roles_keeps_its_manner():
    assert "    wetfeiten: []   # opgezocht\n" in edited(DECK, 0, wetfeiten=())
    assert "    rollen:\n      - uitvoering\n    vraag" in edited(DECK, 1, rollen=("uitvoering",))


def test_cards_leave_only_when_asked_and_new_ones_come_last():
    first, second = written(DECK).cards
    only = Written({}, (first, {**second, "id": "G3"}))
    kept, gone = rewritten(DECK, only), rewritten(DECK, only, remove=True)
    assert [card["id"] for card in written(kept).cards] == ["G1", "G2", "G3"]
    assert [card["id"] for card in written(gone).cards] == ["G1", "G3"]
    assert "\n\n  - id: G3\n" in kept and kept.endswith("\n# Dit blijft onderaan.\n")


@pytest.mark.parametrize(
    "text", ["- a\n", "kaartenset: gesprek\n", "kaarten: []\n", "kaarten: [x]\n", "a: [\n"]
)
def test_a_file_that_is_no_deck_is_not_touched(text):
    with pytest.raises(CannotRewrite):
        rewritten(text, written(DECK))


def test_a_deck_between_brackets_that_cannot_grow_is_left_alone():
    text = 'kaartenset: gesprek\nkaarten: [{id: G1, vraag: "Wat?"}]\n'
    assert edited(text, 0, vraag="Hoe, en wat?") == text.replace("Wat?", "Hoe, en wat?")
    with pytest.raises(CannotRewrite, match="te bijzonder"):
        edited(text, 0, tip="Wacht.")


# -- mistakes ------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "gesprek.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(place):
    return {
        p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()
    }


def sheet(*rows):
    Path("k.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


GOOD = "G1;1;openen;allen;Wat?;Een?;Twee?;Drie?;Omdat.;Ik;Wacht.;6;1"
TITLES = "id;diepte;doel;rollen;vraag;vervolgvraag 1;vervolgvraag 2;vervolgvraag 3;waarom;bron;tip;minuten;veiligheid"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [TITLES, GOOD, GOOD.replace("G1", "G2").replace("openen", "opnen")],
            ["k.csv, rij 3, kolom C (doel): bij 'doel' staat 'opnen'. Bedoelde je 'openen'?"],
        ),
        (
            [TITLES, GOOD.replace(";6;", ";zes;"), "", GOOD.replace("G1", "X4")],
            [
                "k.csv, rij 2, kolom L (minuten): bij 'minuten' staat 'zes'. Schrijf een getal van 1 tot en met 60.",
                "k.csv, rij 4, kolom A (id): het id 'X4' past niet bij kaartenset gesprek. Schrijf G met een nummer, zoals G1.",
            ],
        ),
        (
            [TITLES, GOOD, GOOD],
            ["k.csv, rij 3, kolom A (id): het id 'G1' staat ook in rij 2. Geef deze kaart een ander nummer."],
        ),
        (
            [TITLES.replace("doel", "doell") + ";vraag;;titel", f"{GOOD};x;y;z"],
            [
                "k.csv, rij 1, kolom C (doell): de kolom 'doell' bestaat niet. Bedoelde je 'doel'?",
                "k.csv, rij 1, kolom N (vraag): de kolom 'vraag' staat er al. Haal er één weg.",
                "k.csv, rij 1, kolom O: deze kolom heeft geen kop. Zet er de naam van een veld.",
            ],
        ),
        (
            [TITLES + ";titel", f"{GOOD};A", f"{GOOD.replace('G1', 'G2')};B"],
            ["k.csv, rij 3, kolom N (titel): bij 'titel' staat 'B', eerder staat er 'A'. Zet in elke rij hetzelfde, of laat het leeg."],
        ),
        (["vraag", "Wat?"], ["k.csv, rij 1: de kolom 'id' ontbreekt. Zet in rij 1 de namen van de velden."]),
        (["id;vraag", "G7;Wat?"], ["k.csv, rij 2: het veld 'diepte' ontbreekt. Vul het in, in een kolom met die naam."]),
        ([TITLES], ["In k.csv staat geen kaart. Zet vanaf rij 2 één kaart per rij."]),
        (
            [TITLES + ";kaartenset", f"{GOOD.replace('G1', 'T1')};team"],
            ["k.csv is kaartenset team, gesprek.yaml is gesprek. Kies een ander bestand."],
        ),
        (
            [TITLES + ";kaartenset", f"{GOOD};gespek"],
            ["k.csv: de kaartenset 'gespek' bestaat niet. Bedoelde je 'gesprek'?"],
        ),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_by_row_and_column_and_nothing_is_written(place, capsys, rows, says):
    sheet(*rows)
    before = files(place)
    assert main(Path("k.csv"), Path("decks/gesprek.yaml")) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[-1] == "Er is niets veranderd."
    assert told[: len(says)] == says
    assert files(place) == before


def test_days_and_fractions_that_a_spreadsheet_made_are_told():
    from kit.content.rows import Fault, Spot
    from kit.sheets import Column, Sheet

    made = Sheet("k", (Column("id"), Column("vraag")), (("G1", date(2026, 11, 3)), ("G2", 1.5)))
    remedy = "Maak de cel op als Tekst en typ het opnieuw."
    assert rows_of(made).faults == (
        Fault(Spot(2, 2), "hier staat een datum (2026-11-03).", remedy),
        Fault(Spot(3, 2), "hier staat een getal met een komma (1.5).", remedy),
    )


# -- the command ---------------------------------------------------------------------------------


def test_a_deck_goes_to_excel_is_changed_there_and_comes_back_with_a_copy_of_before(place, capsys):
    assert main(Path("decks/gesprek.yaml"), Path("k.xlsx"), today=TODAY) == 0
    assert main(Path("decks/gesprek.yaml"), Path("k.xlsx"), today=TODAY) == 0
    assert capsys.readouterr().out == "Klaar: k.xlsx, 2 kaarten.\nKlaar: k-2.xlsx, 2 kaarten.\n"
    (found,) = read(Path("k.xlsx"))
    first = [*found.rows[0]]
    titles = [column.title for column in found.columns]
    first[titles.index("vraag")] = "Wat bleef je bij?"
    third = [*found.rows[1]]
    third[0] = "G3"
    made = type(found)(found.name, found.columns, (tuple(first), tuple(third)))
    Path("k.xlsx").write_bytes(xlsx([made], "Kaarten", TODAY))
    assert main(Path("k.xlsx"), Path("decks/gesprek.yaml")) == 0
    file = str(Path("decks/gesprek.yaml"))
    assert capsys.readouterr().out == (
        f"Klaar: {file}, 1 kaart veranderd, 1 kaart nieuw.\n"
        "Zoals het was: gesprek.yaml.vorige\n"
        "Niet in k.xlsx en daarom gebleven: G2. Moeten ze weg, zet er dan --remove bij.\n"
    )
    assert Path("decks/gesprek.yaml.vorige").read_text(encoding="utf-8") == DECK
    read_again = content.load(place)
    assert list(read_again.cards) == ["G1", "G2", "G3"]
    assert read_again.cards["G1"].question == "Wat bleef je bij?"
    assert main(Path("k.xlsx"), Path("decks/gesprek.yaml"), remove=True) == 0
    assert list(content.load(place).cards) == ["G1", "G3"]
    assert (
        Path("decks/gesprek.yaml-2.vorige").exists() or Path("decks/gesprek.yaml.vorige-2").exists()
    )


def test_a_sheet_that_says_the_same_leaves_the_file_alone(place, capsys):
    main(Path("decks/gesprek.yaml"), Path("k.csv"))
    before = files(place)
    assert main(Path("k.csv"), Path("decks/gesprek.yaml")) == 0
    assert files(place) == before
    assert "gesprek.yaml zegt al hetzelfde. Er is niets veranderd." in capsys.readouterr().out


def test_a_new_deck_is_made_and_what_is_not_right_yet_is_told(place, capsys):
    sheet(
        TITLES + ";wetfeiten;versie;licentie", f"{GOOD.replace('Drie?', '')};bestaat-niet;1.0;CC0"
    )
    assert main(Path("k.csv"), Path("eigen/decks/nieuw.yaml")) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        f"Klaar: {Path('eigen/decks/nieuw.yaml')}, 1 kaart.",
        "Kijk hier nog eens naar:",
        "k.csv, rij 2, kolom F (vervolgvraag 1): hier staan 2 vervolgvragen. Maak er precies drie.",
        "k.csv, rij 2, kolom N (wetfeiten): het wetfeit 'bestaat-niet' bestaat niet. Haal het id hier weg.",
    ]  # fmt: skip
    made = (place / "eigen" / "decks" / "nieuw.yaml").read_text(encoding="utf-8")
    assert made.startswith("kaartenset: gesprek\n")
    (card,) = content.load(place / "eigen").cards.values()
    assert (card.id, card.question, card.follow_ups) == ("G1", "Wat?", ("Een?", "Twee?"))


def test_a_new_deck_beside_a_schema_names_it(place):
    (place / "decks" / "schema").mkdir()
    (place / "decks" / "schema" / "kaartenset.json").touch()
    sheet(TITLES, GOOD)
    assert main(Path("k.csv"), Path("decks/nieuw.yaml")) == 0
    made = Path("decks/nieuw.yaml").read_text(encoding="utf-8")
    assert made.startswith(
        "# yaml-language-server: $schema=schema/kaartenset.json\nkaartenset: gesprek"
    )


def test_a_file_of_notepad_keeps_its_mark_and_its_line_ends(place):
    file = Path("decks/gesprek.yaml")
    file.write_bytes(DECK.replace("\n", "\r\n").encode("utf-8-sig"))
    sheet("id;vraag", "G1;Wat bleef je bij?")
    assert main(Path("k.csv"), file) == 0
    made = file.read_bytes()
    assert made.startswith(b"\xef\xbb\xbf# Van mij.\r\n") and b"bleef je bij?\r\n" in made
    assert made.count(b"\n") == made.count(b"\r\n")


def test_a_deck_with_a_broken_card_goes_nowhere_and_says_why(place, capsys):
    file = Path("decks/gesprek.yaml")
    file.write_text(DECK.replace("diepte: 2", "diepte: 7"), encoding="utf-8")
    assert main(file, Path("k.xlsx")) == 1
    assert "gesprek.yaml, regel 32: bij 'diepte' staat '7'." in capsys.readouterr().err
    assert not Path("k.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["deck", "--help"], 0, DECK_HELP),
        (["deck"], 2, "Geef een bestand."),
        (["deck", "a.yaml"], 2, "Zeg achter --to waar het heen gaat."),
        (["deck", "a.yaml", "--to", "b.ods"], 2, "Geef een .yaml en een .xlsx of .csv: de een achter --to."),
        (["deck", "weg.yaml", "--to", "b.csv"], 1, "weg.yaml, regel 1: dit bestand is niet te openen."),
        (["deck", "weg.csv", "--to", "b.yaml"], 1, "weg.csv bestaat niet. Kijk of de naam klopt."),
    ],
)  # fmt: skip
def test_the_command_speaks_dutch(place, capsys, words, code, says):
    try:
        found = kit(words)
    except SystemExit as ended:
        found = ended.code
    out, err = capsys.readouterr()
    assert found == code
    assert (out + err).startswith(says)
