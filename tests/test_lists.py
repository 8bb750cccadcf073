"""What people take home as lists: spreadsheets, lines to paste, and the promised terms."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from kit import agenda
from kit.house_style import HouseStyle
from kit.outputs import lists
from kit.planning import plans
from kit.series import fold
from kit.sheets import Column, Sheet
from kit.sheets.writing import CUT_SHORT, LONGEST, xlsx
from kit.sheets.writing import csv as as_csv

TODAY = date(2026, 11, 22)
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2", "\t=1", "\r=1", " =1+1", "＝1", "#N/A")


def said(number, kind, workshop=1, day=3, run="r", **fields):
    moment = f"2026-11-{day:02}T10:00:{number:02}.000Z"
    return {
        "id": f"{number:026}", "time": moment, "kind": kind, "group": "stad",
        "workshop": workshop, "step": "", "run": run, **fields,
    }  # fmt: skip


def signal(number, text="De brief is te moeilijk.", **fields):
    return said(number, "signal", text=text, role="uitvoering", **fields)


def about(number, kind, target, day=10, **fields):
    return said(number, kind, 2, day, target=f"{target:026}", after=[], **fields)


def agreement(number, **fields):
    return said(number, "agreement", **{"then": "bel ik eerst", **fields})


def planned(day, number=90):
    return said(number, "plan", 2, date=day, start="", minutes=90, place="")


def one_column(*texts):
    return Sheet("Blad", (Column("Wat"),), tuple((text,) for text in texts))


def opened(made):
    return load_workbook(io.BytesIO(made))


def cells(made, tab=0):
    return [[cell.value for cell in row] for row in opened(made).worksheets[tab].iter_rows()]


def rows(made):
    text = made.decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""), delimiter=";")]


# -- .xlsx -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_is_a_text_also_when_somebody_edits_it(text):
    made = xlsx([Sheet(text, (Column(text),), ((text,),))], text, TODAY)
    for cell in opened(made).active["A"]:
        assert cell.data_type == "s"
        assert cell.value.strip() == text.strip()
        assert cell.quotePrefix or text == "#N/A" or cell.row == 1
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_each_column_has_its_own_kind_and_a_day_shows_as_the_dutch_write_it():
    columns = (Column("Wat"), Column("Wanneer", 12, "date"), Column("Hoeveel", 8, "number"))
    day = date(2026, 12, 11)
    made = xlsx([Sheet("S", columns, (("12", day, 3), (None, None, 2.5)))], "T", TODAY)
    _, first, second = opened(made).active.iter_rows()
    assert [cell.data_type for cell in first] == ["s", "d", "n"]
    assert (first[0].value, first[1].value.date(), first[2].value) == ("12", day, 3)
    assert first[1].number_format == "dd-mm-yyyy"
    assert [cell.value for cell in second] == [None, None, 2.5]


def test_what_a_column_cannot_hold_stands_there_as_text():
    columns = (Column("Wanneer", 12, "date"), Column("Hoeveel", 8, "number"))
    odd = ((date(1850, 1, 2), 10**20), ("volgende week", "veel"))
    made = [
        [str(one) for one in row] for row in cells(xlsx([Sheet("S", columns, odd)], "T", TODAY))
    ]
    assert made[1:] == [["02-01-1850", "1" + "0" * 20], ["volgende week", "veel"]]


def test_the_head_stays_in_view_filters_and_returns_on_paper():
    made = xlsx([one_column("a", "b")], "Acties van A&B", TODAY)
    tab = opened(made).active
    assert (tab.freeze_panes, tab.auto_filter.ref, tab.print_title_rows) == ("A2", "A1:A3", "$1:$1")
    assert (tab.page_setup.orientation, tab.page_setup.fitToHeight) == ("landscape", 0)
    assert tab.sheet_properties.pageSetUpPr.fitToPage
    assert tab["A1"].font.bold and tab["A2"].alignment.wrap_text
    assert tab.column_dimensions["A"].width >= 20
    assert tab.oddHeader.left.text == "Acties van A&&B"


def test_the_head_has_the_colours_and_letters_of_the_municipality():
    style = HouseStyle(colours={"brand": "#123456", "brand-ink": "#fefefe"}, font="Verdana")
    head = opened(xlsx([one_column("a")], "T", TODAY, style)).active["A1"]
    assert (head.fill.fgColor.rgb, head.font.color.rgb) == ("FF123456", "FFFEFEFE")
    assert head.font.name == "Verdana"


def test_no_person_and_no_other_program_is_in_the_properties():
    made = xlsx([one_column("a")], "Acties", TODAY)
    about = opened(made).properties
    assert (about.creator, about.lastModifiedBy, about.title) == (None, None, "Acties")
    assert about.created.date() == about.modified.date() == TODAY
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for part in parts.namelist():
            assert b"openpyxl" not in parts.read(part).lower(), part


def test_the_same_sheets_give_the_same_bytes():
    assert xlsx([one_column("a")], "T", TODAY) == xlsx([one_column("a")], "T", TODAY)


def test_nothing_of_it_is_written_in_a_folder_for_temporary_files(monkeypatch):
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *_, **__: pytest.fail("a file"))
    assert xlsx([one_column("geheim")], "T", TODAY)


def test_a_text_that_is_too_long_for_a_cell_says_so():
    [[_], [cut], [whole]] = cells(xlsx([one_column("🙂" * LONGEST, "a" * LONGEST)], "T", TODAY))
    assert cut.endswith(CUT_SHORT) and len(cut.encode("utf-16-le")) <= 2 * LONGEST
    assert whole == "a" * LONGEST
    assert rows(as_csv(one_column("b" * 40_000)))[1][0].endswith(CUT_SHORT)


def test_a_tab_has_a_name_that_excel_takes_and_two_alike_are_told_apart():
    book = opened(xlsx([Sheet("A/B: [x]?" * 9, (Column("a"),), ())] * 2, "T", TODAY))
    assert len({*book.sheetnames}) == 2
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)


SEEN = ["Zoë Şağlık łʼ", "مرحبا", "ሰላም", "🙂‍↔️", "a\x00b\x1bc", "1\r\n2\r3", "\ud800x", "<&>\"'"]
ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.sampled_from([*SEEN, *HOSTILE])
ORDINARY = st.text(
    st.characters(categories=("L", "M", "N", "P", "S", "Zs"), include_characters="\n\t")
)


def letters(text):
    return [letter for letter in text or "" if letter.isalnum()]


@settings(max_examples=30, deadline=None)
@given(st.lists(ORDINARY, min_size=8, max_size=8))
def test_every_ordinary_text_comes_out_of_both_files_as_it_went_in(texts):
    table = one_column(*texts)
    assert [row[0] or "" for row in cells(xlsx([table], "T", TODAY))[1:]] == texts
    found = [row[0] if row else "" for row in rows(as_csv(table))[1:]]
    assert all(one in (text, f"'{text}") for one, text in zip(found, texts, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY_TEXT, min_size=8, max_size=8))
def test_no_text_breaks_a_file_loses_a_letter_or_becomes_a_formula(texts):
    table = one_column(*texts)
    in_book = [row[0] for row in opened(xlsx([table], "T", TODAY)).active.iter_rows(min_row=2)]
    in_csv = [row[0] if row else "" for row in rows(as_csv(table))[1:]]
    for text, cell, one in zip(texts, in_book, in_csv, strict=True):
        assert cell.data_type in "sn" and letters(cell.value) == letters(one) == letters(text)
        assert not re.match(r"\s*[=+\-@＝＋－＠]", one)


# -- .csv ------------------------------------------------------------------------------------------


def test_a_csv_opens_in_dutch_excel_on_a_double_click():
    columns = (Column("Wat"), Column("Wanneer", 12, "date"), Column("Hoeveel", 8, "number"))
    table = Sheet(
        "S", columns, (('Zij zei: "ja";\nen toen', date(2026, 12, 1), 2.5), ("é", None, -3))
    )
    assert (
        as_csv(table)
        == (
            '\ufeffWat;Wanneer;Hoeveel\r\n"Zij zei: ""ja"";\nen toen";01-12-2026;2,5\r\né;;-3\r\n'
        ).encode()
    )


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_what_looks_like_a_formula_gets_an_apostrophe_in_a_csv(text):
    table = Sheet("S", (Column(text),), ((text,),))
    assert all(row[0].startswith("'") for row in rows(as_csv(table)))


# -- tasks -----------------------------------------------------------------------------------------


def steps(*records, today=TODAY):
    return [
        (one.step.split(":")[0], one.who, one.when) for one in lists.tasks(fold([*records]), today)
    ]


def test_a_new_signal_asks_for_receipt_reaction_and_decision_each_by_its_day():
    assert steps(signal(1, button="Beleid"), planned("2026-11-24")) == [
        ("Laat weten dat signaal 1 binnen is", "Beleid", date(2026, 11, 10)),
        ("Geef een eerste reactie op signaal 1", "Beleid", date(2026, 11, 24)),
        ("Neem een besluit over signaal 1", "Beleid", date(2026, 12, 29)),
    ]


def test_a_decision_is_told_back_and_carried_out_by_who_was_named():
    yes = about(2, "decision", 1, outcome="ja", reason="Goed.", by="bestuur", owner="team start",
                date="2026-12-11")  # fmt: skip
    assert steps(signal(1), yes) == [
        ("Voer het besluit uit over signaal 1", "team start", date(2026, 12, 11)),
        ("Vertel de groep het besluit over signaal 1", "Bestuur", None),
    ]


def test_a_no_that_was_told_back_only_asks_for_the_look_after_three_months():
    no = about(2, "decision", 1, outcome="nee", reason="Mag niet.", by="beleid")
    told = about(3, "feedback", 1, day=12, by="beleid") | {"after": [no["id"]]}
    look = about(4, "check_up", 1, day=13, works="ja") | {"after": [told["id"]]}
    assert steps(signal(1), no, told) == [
        ("Kijk of de praktijk iets merkt van signaal 1", "De leiding", date(2027, 2, 12))
    ]
    assert steps(signal(1), no, told, look) == []


def test_a_decision_that_was_looked_at_after_three_months_is_not_asked_for_any_more():
    yes = about(2, "decision", 1, outcome="ja", reason="Goed.", by="beleid")
    told = about(3, "feedback", 1, day=12, by="beleid") | {"after": [yes["id"]]}
    look = about(4, "check_up", 1, day=13, works="ja") | {"after": [told["id"]]}
    assert len(steps(signal(1), yes, told)) == 2
    assert steps(signal(1), yes, told, look) == []


def test_two_decisions_apart_ask_to_choose_and_nothing_else_of_the_decision():
    both = [
        about(n, "decision", 1, outcome=o, reason=o, by="beleid")
        for n, o in ((2, "ja"), (3, "nee"))
    ]
    assert [step for step, _, _ in steps(signal(1), *both)] == [
        "Kies samen welk besluit geldt bij signaal 1"
    ]


def test_what_is_open_stands_first_by_its_day_and_what_is_done_last():
    found = lists.tasks(
        fold(
            [
                agreement(1, date="2026-11-30", owner="Anouk"),
                agreement(2),
                agreement(3, date="2026-11-05", first="een lijst maken"),
                agreement(4, date="2026-11-01"),
                about(5, "review", 4, outcome="gedaan"),
                about(6, "review", 3, outcome="half"),
            ]
        ),
        TODAY,
    )
    assert [(one.when and one.when.day, one.state, one.late) for one in found] == [
        (5, "Half gedaan", True), (30, "Open", False), (None, "Open", False), (1, "Gedaan", False),
    ]  # fmt: skip
    assert (found[0].first, found[1].who) == ("een lijst maken", "Anouk")


def test_a_date_of_an_agreement_that_is_none_does_not_break_the_list():
    [one] = lists.tasks(fold([agreement(1, date="gauw")]), TODAY)
    assert one.when is None


# -- the files of a group ----------------------------------------------------------------------


SERIES = fold(
    [
        signal(1, "De brief is te moeilijk.\nEcht.", button="Beleid"),
        signal(2, "=1+1"),
        agreement(3, **{"if": "de brief terugkomt", "date": "2026-11-20", "owner": "Anouk"}),
        planned("2026-11-24"),
        about(4, "response", 2, text="We kijken.", by="beleid", owner="team start"),
    ]
)


def test_the_workbook_has_the_tasks_and_the_signals_with_real_days():
    book = opened(lists.action_list(SERIES, "Voorbeeldstad", TODAY))
    assert book.sheetnames == ["Acties", "Signalen"]
    assert book.properties.title == "Acties en signalen van Voorbeeldstad"
    _, first, second = book["Signalen"].iter_rows(values_only=True)
    assert first[:5] == (
        1,
        "De brief is te moeilijk.\nEcht.",
        "Uitvoering",
        1,
        datetime(2026, 11, 3),
    )
    assert first[-4:] == (
        *(datetime(2026, *day) for day in ((11, 10), (11, 24), (12, 29))),
        "ontvangst",
    )
    assert second[1] == "=1+1" and second[7:9] == ("We kijken.", "team start")
    acts = [*book["Acties"].iter_rows(values_only=True)]
    assert acts[0][:3] == ("Wat", "Wie", "Uiterlijk")
    assert acts[2][:6] == (
        "Als de brief terugkomt, dan bel ik eerst", "Anouk", datetime(2026, 11, 20), 1, "Open",
        "Ja",
    )  # fmt: skip


def test_both_lists_are_there_for_who_has_no_excel():
    assert [
        len(rows(one))
        for one in (lists.actions_csv(SERIES, TODAY), lists.signals_csv(SERIES, TODAY))
    ] == [6, 3]


def test_each_open_task_is_one_line_to_paste():
    said = "De brief is te moeilijk. Echt – Beleid – uiterlijk"
    assert lists.planner(SERIES, TODAY).split("\n") == [
        f"Laat weten dat signaal 1 binnen is: {said} 10 november 2026",
        "Als de brief terugkomt, dan bel ik eerst – Anouk – uiterlijk 20 november 2026",
        f"Geef een eerste reactie op signaal 1: {said} 24 november 2026",
        f"Neem een besluit over signaal 1: {said} 29 december 2026",
        "Neem een besluit over signaal 2: =1+1 – team start – uiterlijk 29 december 2026",
        "",
    ]


def test_a_long_task_still_fits_the_title_of_a_planner_and_says_it_is_longer():
    series = fold([signal(1, "woord " * 200), agreement(2, then="x" * 900, owner="y" * 900)])
    for one in lists.planner(series, TODAY).strip().split("\n"):
        assert len(one) <= lists.LONGEST_LINE and "…" in one


def test_a_group_without_words_has_empty_lists():
    assert lists.planner(fold([]), TODAY) == ""
    assert cells(lists.action_list(fold([]), "Stad", TODAY))[1:] == []


# -- the calendar ------------------------------------------------------------------------------


def events(*records, group="stad"):
    series = fold([*records])
    made = agenda.calendar(
        group, plans(series), agenda.to_file(series), {}, datetime(2026, 11, 22, 12, tzinfo=UTC)
    )
    found = Calendar.from_ical(made).walk("VEVENT")
    assert len({str(one["uid"]) for one in found}) == len(found)
    return {str(one["uid"]): one for one in found if not str(one["uid"]).startswith("workshop")}


def test_a_promised_term_moves_with_the_workshop_and_is_not_doubled():
    before = events(signal(1), planned("2026-11-24"))
    after = events(signal(1), planned("2026-11-24"), planned("2026-12-01", 91))
    assert before.keys() == after.keys()
    [uid] = [uid for uid in before if uid.startswith("response")]
    assert (before[uid].start, after[uid].start) == (date(2026, 11, 24), date(2026, 12, 1))
    assert before[uid]["transp"] == "TRANSPARENT"


def test_signals_of_one_day_are_one_event_and_a_term_that_is_done_is_left_out():
    found = events(signal(1), signal(2), about(3, "receipt", 2))
    assert sorted(str(one["summary"]) for one in found.values()) == [
        "Besluit over 2 signalen", "Laat weten dat je 1 signaal hebt",
    ]  # fmt: skip


def test_signals_of_two_days_that_wait_for_the_same_day_are_counted_apart_in_the_file():
    records = (signal(1), signal(2, day=4) | {}, planned("2026-11-24"))
    found = [one for one in agenda.to_file(fold([*records])) if one[1] == "response"]
    assert [(day, count) for day, _, count, _ in found] == [(date(2026, 11, 24), 1)] * 2
    assert (date(2026, 11, 24), "response", 2) in agenda.promised(fold([*records]))
    assert len([uid for uid in events(*records) if uid.startswith("response")]) == 2


def test_no_word_of_a_signal_and_no_owner_is_in_the_calendar():
    series = fold([*SERIES.words, planned("2026-11-24")])
    made = agenda.calendar(
        "stad", plans(series), agenda.to_file(series), {}, datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert not [word for word in (b"brief", b"Anouk", b"team start", b"eleid") if word in made]
