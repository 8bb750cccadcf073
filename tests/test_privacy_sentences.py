"""The test set of the privacy check is sound: marked well, big enough, and two separate halves."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.privacy.sentences import KINDS, Sentence, load

FOLDER = Path(__file__).resolve().parent / "privacy"
HALVES = {name: load(FOLDER / f"{name}.txt") for name in ("afstellen", "nooit-gezien")}

each_half = pytest.mark.parametrize("half", HALVES.values(), ids=HALVES.keys())

BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
EIGHT_OR_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){7,8}(?![ .]?\d)")
LIKE_AN_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
RESIDENCE_DOCUMENT = re.compile(r"(III|IV|V)-V[1-9A-NP-Z]{8}")


def passes_the_11_test(written: str) -> bool:
    digits = [int(sign) for sign in written if sign.isdigit()]
    digits = [0] * (9 - len(digits)) + digits
    return sum(w * d for w, d in zip(BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def passes_mod_97(written: str) -> bool:
    plain = written.replace(" ", "").upper()
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def marked(half: list[Sentence], kind: str) -> list[str]:
    return [s.text[m.start : m.end] for s in half for m in s.marks if m.kind == kind]


def unmarked(half: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in half if not sentence.marks]


@pytest.fixture
def read(tmp_path):
    def from_text(text: str) -> list[Sentence]:
        path = tmp_path / "set.txt"
        path.write_bytes(text.encode("utf-8"))
        return load(path)

    return from_text


def test_a_mark_has_the_place_it_has_in_the_text_without_brackets(read):
    assert read("Mevrouw [[name:Selam]] belt met [[phone:06-1]].\n") == [
        Sentence("Mevrouw Selam belt met 06-1.", (("name", 8, 13), ("phone", 23, 27)))
    ]


def test_an_outer_mark_comes_before_the_marks_inside_it(read):
    [sentence] = read("[[combination:[[name:Ali]], kok op [[date:1-1-2020]]]]!")
    assert sentence.text == "Ali, kok op 1-1-2020!"
    assert sentence.marks == (("combination", 0, 20), ("name", 0, 3), ("date", 12, 20))


def test_comments_and_empty_lines_are_no_sentences_and_line_ends_of_windows_are_fine(read):
    assert read("# uitleg\r\n\r\nEen zin.\r\nNog een\u2028zin.\r\n") == [
        Sentence("Een zin.", ()),
        Sentence("Nog een\u2028zin.", ()),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[[naam:Ali]] belt", "unknown kind after [[: naam;"),
        ("[[Ali]] belt", "unknown kind after [[: None;"),
        ("[[name:Ali belt", "[[name: is never closed; add ]]"),
        ("Ali]] belt", "]] closes nothing; take it away"),
        ("[[name:]] belt", "[[name:]] is empty or has a space at an edge"),
        ("[[name:Ali ]]belt", "[[name:Ali ]] is empty or has a space at an edge"),
    ],
)
def test_a_broken_line_is_named_with_its_number_and_what_is_wrong(read, line, said):
    with pytest.raises(ValueError, match=re.escape(f"set.txt, line 3: {said}")):
        read(f"# uitleg\nEen zin.\n{line}\n")


@each_half
def test_no_bracket_is_left_in_a_text(half):
    assert not [s.text for s in half if re.search(r"[\[\]]|\b[a-z_]+:\S+\]", s.text)]


@each_half
def test_a_half_is_big_enough(half):
    counts = Counter(mark.kind for sentence in half for mark in sentence.marks)
    assert len(half) >= 150
    assert set(counts) == set(KINDS)
    assert not {kind: n for kind, n in counts.items() if n < 6}
    assert counts["name"] >= 60
    assert len(unmarked(half)) >= 70


def test_the_halves_together_are_big_enough():
    assert sum(map(len, HALVES.values())) >= 400


def test_no_sentence_occurs_twice_in_either_half_or_both():
    texts = Counter(" ".join(s.text.lower().split()) for half in HALVES.values() for s in half)
    assert not [text for text, times in texts.items() if times > 1]


def test_no_name_or_number_of_one_half_occurs_in_the_other():
    def plain(half: list[Sentence]) -> set[str]:
        found = (stretch for kind in KINDS for stretch in marked(half, kind))
        return {re.sub(r"\W", "", stretch).lower() for stretch in found}

    tuned, unseen = map(plain, HALVES.values())
    assert not tuned & unseen


@each_half
def test_a_marked_bsn_passes_the_11_test_and_has_eight_or_nine_digits(half):
    assert not [b for b in marked(half, "bsn") if not EIGHT_OR_NINE_DIGITS.fullmatch(b)]
    assert not [b for b in marked(half, "bsn") if not passes_the_11_test(b)]


@each_half
def test_a_marked_iban_passes_mod_97(half):
    assert not [iban for iban in marked(half, "iban") if not passes_mod_97(iban)]


@each_half
def test_a_marked_number_of_the_ind_or_the_brp_has_its_form(half):
    ten = [re.sub(r"\D", "", n) for n in marked(half, "v_number") + marked(half, "a_number")]
    assert not [number for number in ten if len(number) != 10]
    documents = marked(half, "residence_document")
    assert not [d for d in documents if not RESIDENCE_DOCUMENT.fullmatch(d.upper())]


@each_half
def test_a_hard_negative_has_no_number_that_passes_a_check(half):
    for text in unmarked(half):
        assert not [n for n in EIGHT_OR_NINE_DIGITS.findall(text) if passes_the_11_test(n)], text
        assert not [n for n in LIKE_AN_IBAN.findall(text) if passes_mod_97(n)], text


@each_half
def test_a_number_that_is_no_bsn_by_its_mark_is_no_bsn_by_its_digits(half):
    for kind in ("case_number", "phone", "date", "email", "link"):
        for number in marked(half, kind):
            eights = EIGHT_OR_NINE_DIGITS.findall(number)
            assert not [n for n in eights if passes_the_11_test(n)], number
