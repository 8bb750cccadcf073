"""Numbers with a form of their own are found however they are written, and only those."""

from __future__ import annotations

import string
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kit.privacy import KINDS, check
from kit.privacy.numbers import eleven, mod97

SEPARATORS = st.sampled_from(["", " ", "."])
DIGITS = st.text("0123456789", min_size=7, max_size=7)


def kinds(text):
    return [find.kind for find in check(text) if find.kind != "combination"]


def bsn_of(seven):
    """The BSN that begins with eight digits: a leading 1 and these seven; None if there is none."""
    start = "1" + seven
    last = sum(w * int(d) for w, d in zip(range(9, 1, -1), start, strict=True)) % 11
    return None if last == 10 else start + str(last)


def grouped(digits, separator, sizes):
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return separator.join(parts)


@given(DIGITS, SEPARATORS, st.sampled_from([(3, 3, 3), (4, 2, 3), (2, 2, 2, 3)]))
def test_a_bsn_is_found_with_dots_spaces_or_none(seven, separator, sizes):
    bsn = bsn_of(seven)
    if bsn is None:
        return
    shown = grouped(bsn, separator, sizes)
    (find,) = check(f"Haar BSN is {shown}, zei ze.")
    assert (find.kind, find.text) == ("bsn", shown)


@given(DIGITS, st.integers(1, 9))
def test_a_bsn_with_one_wrong_digit_at_the_end_is_no_bsn(seven, other):
    bsn = bsn_of(seven)
    if bsn is None:
        return
    wrong = bsn[:-1] + str((int(bsn[-1]) + other) % 10)
    assert not eleven(wrong)
    assert "bsn" not in kinds(f"Haar BSN is {wrong}, zei ze.")


@given(st.text("0123456789", max_size=9))
def test_the_eleven_test_is_the_sum_that_the_state_prescribes(digits):
    padded = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    whole = sum(w * int(d) for w, d in zip(weights, padded, strict=True))
    assert eleven(digits) == (whole % 11 == 0 and int(padded) > 0)


IBANS = {"NL": (4, 10), "BE": (0, 12), "DE": (0, 18), "GB": (4, 14), "TR": (0, 22), "UA": (0, 25)}


@st.composite
def ibans(draw):
    country = draw(st.sampled_from(sorted(IBANS)))
    letters, digits = IBANS[country]
    bank = draw(st.text(string.ascii_uppercase, min_size=letters, max_size=letters))
    body = bank + draw(st.text("0123456789", min_size=digits, max_size=digits))
    moved = "".join(str(int(char, 36)) for char in body + country + "00")
    return f"{country}{98 - int(moved) % 97:02d}{body}"


@given(ibans(), st.booleans(), st.booleans())
def test_an_iban_of_any_country_is_found_in_groups_or_none_large_or_small(iban, groups, small):
    shown = grouped(iban, " ", [4] * 9).strip() if groups else iban
    shown = shown.lower() if small else shown
    (find,) = check(f"Stort het op {shown}, zei hij.")
    assert (find.kind, find.text) == ("iban", shown)


@given(ibans(), st.integers(4, 14), st.integers(1, 9))
def test_an_iban_with_one_wrong_digit_is_no_iban(iban, place, other):
    place = -1 - place % 10
    wrong = iban[:place] + str((int(iban[place]) + other) % 10) + iban[len(iban) + place + 1 :]
    assert not mod97(wrong)
    assert "iban" not in kinds(f"Stort het op {wrong}, zei hij.")


@given(st.text("0123456789", min_size=9, max_size=9))
def test_ten_digits_from_a_2_are_a_v_number_and_others_only_when_the_text_says_so(nine):
    assert kinds(f"Hij gaf 2{nine} door.") == ["v_number"]
    assert kinds(f"Hij gaf 7{nine} door.") == []
    assert kinds(f"V-nummer: 7{nine}.") == ["v_number"]
    assert kinds(f"Het A-nummer is 7{nine}.") == ["a_number"]


@given(
    st.sampled_from(["III", "IV", "V"]),
    st.text("123456789ABCDEFGHIJKLMNPQRSTUVWXYZ", min_size=8, max_size=8),
)
def test_a_residence_document_is_found_and_never_with_a_zero_or_an_o(series, rest):
    assert kinds(f"Het pasje {series}-V{rest} is weg.") == ["residence_document"]
    assert "residence_document" not in kinds(f"Het pasje {series}-V{rest[:-1]}O is weg.")


@given(
    st.sampled_from(["06", "+316", "+31 6", "0031 6", "+31 (0)6", "(06)"]),
    st.text("123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", "-", "."]),
    st.sampled_from([(8,), (4, 4), (2, 2, 2, 2), (2, 3, 3)]),
)
def test_a_mobile_number_is_found_in_all_its_notations(start, digits, separator, sizes):
    shown = start + ("-" if start == "06" else " ") + grouped(digits, separator, sizes)
    (find,) = check(f"Bel haar op {shown} na vijf uur.")
    assert (find.kind, find.text) == ("phone", shown)


SIDES = (
    "AA-99-99 99-99-AA 99-AA-99 AA-99-AA AA-AA-99 99-AA-AA 99-AAA-9 9-AAA-99 AA-999-A A-999-AA"
    " AAA-99-A A-99-AAA 9-AA-999 999-AA-9"
)


@given(st.sampled_from(SIDES.split()), st.data())
def test_each_form_of_a_number_plate_is_found(side, data):
    letters, digits = st.sampled_from("BDFGHJKLNPRSTVXZ"), st.sampled_from("123456789")
    draw = {"A": letters, "9": digits}
    shown = "".join(data.draw(draw[sign]) if sign in draw else sign for sign in side)
    (find,) = check(f"Zijn kenteken is {shown}.")
    assert (find.kind, find.text) == ("licence_plate", shown)


@given(st.integers(1000, 9999), st.text("ABCDEFGHJKLMNPRTUVWXZ", min_size=2, max_size=2))
def test_a_postcode_is_found_with_and_without_its_space(number, letters):
    assert kinds(f"Het is daar {number}{letters}.") == ["postcode"]
    assert kinds(f"De postcode is {number} {letters}.") == ["postcode"]


@given(st.text(max_size=200) | st.text("0123456789 .-/+()@ABCabc€\n'é\u0301\u200b", max_size=200))
def test_whatever_is_typed_the_finds_are_stretches_of_it_in_order(text):
    finds = check(text)
    assert all(find.text == text[find.start : find.end] and find.text for find in finds)
    assert all(find.kind in KINDS and find.reason for find in finds)
    assert [find.start for find in finds] == sorted(find.start for find in finds)
    apart = [find for find in finds if find.kind != "combination"]
    assert all(one.end <= two.start for one, two in pairwise(apart))
