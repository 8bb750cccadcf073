"""What a spreadsheet file says, and what is refused in it with the cell that it is about."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kit.sheets import Column, Sheet, reading
from kit.sheets.reading import Unreadable, guarded, letter, read, read_bytes
from kit.sheets.writing import csv, xlsx

TODAY = date(2026, 11, 22)
FORMULA = reading.FORMULA


def book(rows, name="Kaarten"):
    made = Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rows_in(raw, name="k.csv"):
    (sheet,) = read_bytes(raw, name)
    return [tuple(c.title for c in sheet.columns), *sheet.rows]


def refused(raw, name):
    with pytest.raises(Unreadable) as caught:
        read_bytes(raw, name)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    "raw",
    [
        "id;vraag\r\nG1;Eén, twee?\r\n".encode("utf-8-sig"),
        "id;vraag\nG1;Eén, twee?\n".encode(),
        "id;vraag\r\nG1;Eén, twee?".encode("cp1252"),
        'id,vraag\nG1,"Eén, twee?"\n'.encode(),
        "id\tvraag\nG1\tEén, twee?\n".encode("utf-16"),
        'sep=|\nid|vraag\nG1|"Eén, twee?"\n'.encode(),
    ],
    ids=["Excel", "plain", "Windows", "comma", "Unicode text", "sep"],
)
def test_a_csv_is_read_as_any_program_writes_it(raw):
    assert rows_in(raw) == [("id", "vraag"), ("G1", "Eén, twee?")]


def test_row_n_of_the_file_is_row_n_also_after_empty_rows_and_lines_in_a_cell():
    raw = b'id;vraag\nG1;"een\ntwee"\n;;\n\nG2;drie\n;\n'
    assert rows_in(raw) == [
        ("id", "vraag"),
        ("G1", "een\ntwee"),
        (None, None),
        (None, None),
        ("G2", "drie"),
    ]


def test_a_workbook_gives_texts_numbers_and_days_as_they_are():
    raw = book([["id", "a", "b", "c"], ["G1", 6, 1.5, datetime(2026, 11, 3)], [True, None, " "]])
    assert rows_in(raw, "k.xlsx")[1:] == [
        ("G1", 6, 1.5, date(2026, 11, 3)),
        ("WAAR", None, None, None),
    ]


def test_formulas_and_errors_are_refused_with_their_cells():
    assert FORMULA.startswith("hier staat een formule. Zet de uitkomst neer:")
    raw = book([["id", "vraag"], ["G1", "=1+1"], ["=A2", "#N/A"]])
    assert refused(raw, "k.xlsx") == [
        f"k.xlsx, blad 'Kaarten', cel B2: {FORMULA}",
        f"k.xlsx, blad 'Kaarten', cel A3: {FORMULA}",
        "k.xlsx, blad 'Kaarten', cel B3: hier staat een fout (#N/A). Verbeter of wis de cel.",
    ]
    assert refused(b"id;vraag\nG1; =1+1\n", "k.csv") == [f"k.csv, cel B2: {FORMULA}"]


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"PK rubbish", "k.xlsx", "k.xlsx is niet te lezen als werkboek."),
        (b"", "k.xlsx", "k.xlsx is niet te lezen als werkboek."),
        (b'id;vraag\nG1;"open\n', "k.csv", "k.csv, rij 2 is niet te lezen."),
        (b"id;vraag\nG1;een;twee\n", "k.csv", "k.csv, rij 2 heeft meer cellen dan koppen."),
        (b"id\n" + b"x\n" * 5_000, "k.csv", "k.csv heeft meer dan 5000 rijen."),
        (b";".join([b"x"] * 101), "k.csv", "k.csv heeft meer dan 100 kolommen."),
    ],
)
def test_what_cannot_be_read_says_where(raw, name, says):
    assert refused(raw, name)[0].startswith(says)


def test_a_row_of_a_workbook_is_looked_at_as_far_as_there_may_be_columns():
    made, raw = Workbook(), io.BytesIO()
    made.active["A1"], made.active["XFD2"] = "id", "x"  # all of its 16,384 cells are read otherwise
    made.save(raw)
    assert refused(raw.getvalue(), "k.xlsx") == ["k.xlsx heeft meer dan 100 kolommen."]


def test_a_workbook_that_unpacks_too_large_is_not_unpacked(monkeypatch):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 1_000)
    monkeypatch.setattr(reading, "MAX_UNPACKED", 999)
    assert refused(made.getvalue(), "k.xlsx") == [
        "k.xlsx is uitgepakt te groot. Haal weg wat niet nodig is."
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("k.ods", "k.ods is geen .xlsx of .csv. Bewaar het zo vanuit je programma."),
        ("weg.csv", "weg.csv bestaat niet. Kijk of de naam klopt."),
        ("map.csv", "map.csv is niet te openen. Sluit het in Excel."),
    ],
)
def test_a_file_that_is_not_there_or_is_another_kind(tmp_path, name, says):
    (tmp_path / "map.csv").mkdir()
    with pytest.raises(Unreadable, match=f"^{says}$"):
        read(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 3)
    (tmp_path / "k.csv").write_bytes(b"abcd")
    with pytest.raises(Unreadable, match="groter dan 5 MB"):
        read(tmp_path / "k.csv")


def test_columns_have_the_letters_that_excel_gives_them():
    assert [letter(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" \n\t")
)
CELLS = TEXTS.map(str.strip).filter(bool) | st.none()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=5).map(lambda rows: [*rows, ("eind", "x")]))
@example([("=1+1", "'=1+1"), ("''=x", "'"), ("-", "@a"), ("'a", "'' b"), ("a;b,c", 'zei "ja"')])
@example([("_x000D_", "\U0001f600"), ("#N/A", "1"), ("'\n=1", "WAAR")])
def test_what_is_written_comes_back_as_it_was(rows):
    sheet = Sheet("Kaarten", (Column("id"), Column("vraag")), tuple(rows))
    assert read_bytes(xlsx([sheet], "Kaarten", TODAY), "k.xlsx")[0].rows == sheet.rows
    shielded = tuple(tuple(guarded(c) if c else c for c in row) for row in rows)
    made = csv(Sheet("k", sheet.columns, shielded))
    assert read_bytes(made, "k.csv")[0].rows == sheet.rows
