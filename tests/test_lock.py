"""A group with a lock: what is read without its key, what is written, and what `age` reads."""

from __future__ import annotations

import base64
import json
import os
import shutil

import pytest

from kit import exchange, locking, status
from kit.drafts import Drafts
from kit.forms import Refused
from kit.journal import Journal, NotSaved, Reader, line_of, read, record, record_of
from kit.lock import (
    NOT_RIGHT,
    NOT_THE_KEY,
    NOT_THE_SAME,
    TOO_PLAIN,
    TOO_SHORT,
    Closed,
    Lock,
    check_words,
    new_slot,
)
from kit.own_cases import OwnCases
from kit.wiping import Wiping
from tests.locks import OTHER_WORDS, SLOT, UNDER_OTHER_WORDS, WORDS, off, on, opened, other_slot
from tests.planted import (
    GOES,
    STAYS,
    TODAY,
    bytes_of,
    plant,
    plant_case,
    plant_drafts,
    records,
)

CASE = "eigen-0123456789abcdef"
NAME = f"Groep {STAYS}".encode()


@pytest.fixture
def folder(tmp_path):
    folder = plant(tmp_path).folder
    plant_drafts(folder)
    OwnCases(folder).write(CASE, True, texts={"text1": f"{STAYS} verhaal"})
    (folder / ".cases" / f"{CASE}.json-20260801T101500Z-abcdef.garbled").write_text(GOES)
    return folder


def is_dark(folder):
    """Whether no word of the group is anywhere but in its name."""
    left = bytes_of(folder).replace(NAME, b"")
    return STAYS.encode() not in left and GOES.encode() not in left


def all_of(folder):
    return read(folder, opened(folder).record).records


def test_nothing_of_a_locked_group_can_be_read_but_its_name(folder):
    on(folder)
    assert [one["kind"] for one in read(folder).records] == ["group"]
    assert is_dark(folder)
    assert STAYS.encode() not in bytes_of(folder / ".kit")


def test_a_lock_that_goes_off_gives_every_byte_back(folder):
    before = {one.name: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    lines = sorted(b"\n".join(v for k, v in before.items() if k.endswith("jsonl")).split(b"\n"))
    on(folder)
    off(folder)
    after = b"\n".join(one.read_bytes() for one in folder.glob("*.jsonl")).split(b"\n")
    assert sorted(after) == lines
    small = [name for name in before if name.endswith(("json", "garbled"))]
    assert small == [name for name in small if before[name] == there(folder, name)]
    assert not (folder / ".slot").exists()


def there(folder, name):
    return next(one.read_bytes() for one in folder.rglob(name))


def test_writing_needs_no_key_and_what_is_written_is_there_when_it_opens(folder):
    on(folder)
    journal = Journal(folder, seal=Lock(folder).line)
    made = journal.append(record("reflection", "groep", 1, "stap", text=f"{STAYS} later"))
    journal.close()
    Drafts(folder).keep(1, "parked", {"text": f"{STAYS} half"})
    assert is_dark(folder)
    assert made not in read(folder).records
    assert made in read(folder, opened(folder).record).records
    forms = Drafts(folder, lock=opened(folder)).get(1)
    assert forms["parked"] == {"text": f"{STAYS} half"}
    assert forms["signal"] == {"text": f"{STAYS} klad"}


def test_a_form_that_is_let_go_of_while_locked_leaves_the_others(folder):
    on(folder)
    Drafts(folder).drop(1, "signal")
    assert "signal" not in Drafts(folder, lock=opened(folder)).get(1)
    assert "reflection" in Drafts(folder, lock=opened(folder)).get(1)
    assert Drafts(folder).get(1) == {}


def test_an_own_case_is_sealed_and_not_taken_for_damaged(folder):
    on(folder)
    with pytest.raises(Closed):
        OwnCases(folder).all()
    assert [one.texts["text1"] for one in OwnCases(folder, lock=opened(folder)).all()] == [
        f"{STAYS} verhaal"
    ]
    OwnCases(folder, lock=opened(folder)).write(CASE, texts={"text2": STAYS})
    assert is_dark(folder)


def test_a_writer_that_knows_of_no_lock_writes_nothing_in_a_locked_group(folder):
    on(folder)
    with pytest.raises(NotSaved):
        Journal(folder).append(record("reflection", "groep", 1, "", text=STAYS))
    assert is_dark(folder)


def test_what_an_older_kit_wrote_meanwhile_is_sealed_at_the_next_start(folder):
    on(folder)
    late = record("reflection", "groep", 1, "", text=STAYS)
    (folder / "20261122T101500Z-0123456789ab.jsonl").write_bytes(line_of(late))
    locking.at_start(folder)
    assert is_dark(folder)
    assert late in read(folder, opened(folder).record).records


def test_a_sealed_line_shows_what_wiping_needs_and_no_more(tmp_path):
    journal = Journal(tmp_path / "groep")
    journal.append(record("group", "groep", None, "", name="Groep"))
    journal.append(
        record("choice", "groep", 2, "stap", text="x", case="eigen-1", draft="d", role="team")
    )
    journal.append(record("choice", "groep", 2, "stap", text="x", case="de-brief"))
    journal.close()
    on(tmp_path / "groep")
    lines = [json.loads(line) for line in lines_of(tmp_path / "groep")]
    seen = [line.keys() - {"check"} for line in lines if line["kind"] == "choice"]
    assert seen == [{"id", "time", "kind", "draft", "case", "age"}, {"id", "time", "kind", "age"}]


def lines_of(folder):
    return [line for file in folder.glob("*.jsonl") for line in file.read_bytes().splitlines()]


def test_with_age_and_the_recovery_key_every_record_is_read_without_the_kit(folder):
    from pyrage import decrypt, x25519

    before = [one for one in read(folder).records if one["kind"] != "group"]
    on(folder)
    key = x25519.Identity.from_str(SLOT.key)
    texts = [
        base64.b64decode(json.loads(line)["age"]) for line in lines_of(folder) if b"age" in line
    ]
    assert all(text.startswith(b"age-encryption.org/v1\n-> X25519 ") for text in texts)
    inside = [decrypt(text, [key]) for text in texts]
    whole = [json.loads(one) for one in inside if one.endswith(b"}")]
    assert sorted(whole, key=lambda one: (one["time"], one["id"])) == before


def test_words_for_learning_go_in_time_without_the_key_as_they_go_without_a_lock(tmp_path):
    plain = plant(tmp_path / "een")
    locked = shutil.copytree(plain.data, tmp_path / "twee") / "groep"
    on(locked)
    assert Wiping(locked).due(TODAY) == Wiping(plain.folder).due(TODAY)
    off(locked)
    assert records(locked) == records(plain.folder) == plain.stays
    assert GOES.encode() not in bytes_of(locked)
    assert len(read(locked).set_aside) == len(read(plain.folder).set_aside) == 1


def test_a_told_case_goes_without_the_key(tmp_path):
    planted = plant(tmp_path, goes=STAYS)
    plant_case(planted.folder, "eigen-1", GOES, used_in=2, told=True)
    plant_case(planted.folder, "eigen-2", STAYS, used_in=2, told=True, keep=True)
    on(planted.folder)
    assert Wiping(planted.folder).cases(2) == {"case": 1, "choice": 1}
    assert [one.name for one in (planted.folder / ".cases").iterdir()] == ["eigen-2.json"]


def test_a_line_of_another_key_is_named_and_never_lost(folder):
    on(folder)
    lines = lines_of(folder)
    off(folder)
    other = other_slot()
    file = folder / "20261122T101500Z-0123456789ab.jsonl"
    locking.switch_on(folder, other, Lock(folder))
    file.write_bytes(next(line for line in lines if b'"kind":"signal"' in line) + b"\n")
    lock = Lock(folder)
    lock.use(other.key)
    reasons = {one.reason for one in Reader(folder, opened=lock.record).refresh().set_aside}
    assert "deze regel past niet bij de sleutel van deze groep" in reasons
    locking.switch_off(folder, lock)
    left = {one.reason for one in Reader(folder, opened=Lock(folder).record).refresh().set_aside}
    assert "deze regel zit op slot, en het slot van deze groep is weg" in left
    assert any(b'"age"' in line for line in lines_of(folder))


def test_files_that_were_made_are_named_as_not_locked(folder):
    (folder / "verslagen").mkdir()
    (folder / "verslagen" / "verslag.docx").write_bytes(b"x")
    (folder / "van-elders.jsonl").write_bytes(b"geen regel\n")
    on(folder)
    assert locking.not_locked(folder) == ["van-elders.jsonl", "verslagen/verslag.docx"]


@pytest.mark.parametrize(
    ("words", "again", "said"),
    [
        ("kort", "kort", TOO_SHORT),
        ("a a a a a a a a a a a", "a a a a a a a a a a a", TOO_PLAIN),
        (WORDS, "paard batterij nietje fout", NOT_THE_SAME),
    ],
)
def test_a_passphrase_that_will_not_do_is_refused_with_what_to_do(words, again, said):
    with pytest.raises(Refused) as refused:
        check_words(words, again)
    assert str(refused.value) == said


def test_the_passphrase_opens_and_another_one_does_not_and_can_be_changed(folder):
    on(folder)
    lock = Lock(folder)
    lock.open("  paard batterij\u00a0nietje   juist ")  # spaces are as a hand makes them
    assert lock.key == SLOT.key
    locking.change_words(folder, UNDER_OTHER_WORDS)
    with pytest.raises(Refused) as refused:
        Lock(folder).open(WORDS)
    assert str(refused.value) == NOT_RIGHT
    Lock(folder).open(OTHER_WORDS)
    assert SLOT.key.encode() not in bytes_of(folder)


def test_a_new_lock_opens_with_its_passphrase_and_hides_its_key(folder):
    made = new_slot(WORDS)
    assert made.key not in repr(made)
    locking.switch_on(folder, made, Lock(folder))
    lock = Lock(folder)
    lock.open(WORDS)
    assert lock.key == made.key


def test_the_recovery_key_opens_as_it_was_written_down_and_another_does_not(folder):
    on(folder)
    lock = Lock(folder)
    lock.open(" ".join(SLOT.key.lower()[n : n + 6] for n in range(0, 74, 6)))
    assert not lock.closed
    for wrong in (other_slot().key, SLOT.key[:-1], "AGE-SECRET-KEY-1"):
        with pytest.raises(Refused) as refused:
            Lock(folder).open(wrong)
        assert str(refused.value) == NOT_THE_KEY


def test_a_group_folder_that_went_away_is_not_made_again_without_its_lock(folder, tmp_path):
    on(folder)
    lock = opened(folder)
    drafts, journal = Drafts(folder, lock=lock), Journal(folder, seal=lock.line)
    folder.rename(tmp_path / "elders")
    with pytest.raises(NotSaved):
        drafts.keep(1, "parked", {"text": STAYS})
    with pytest.raises(NotSaved):
        journal.append(record("reflection", "groep", 1, "", text=STAYS))
    assert not folder.exists()


def test_no_byte_of_a_word_is_handed_to_the_disk_in_a_locked_group(folder, monkeypatch):
    on(folder)
    handed, write = [], os.write
    monkeypatch.setattr(os, "write", lambda fd, data: handed.append(bytes(data)) or write(fd, data))
    lock = opened(folder)
    journal, drafts = Journal(folder, seal=lock.line), Drafts(folder, lock=lock)
    signal = journal.append(record("signal", "groep", 1, "", text=STAYS))
    journal.append(record("signal", "groep", 1, "", text=GOES, replaces=signal["id"]))
    drafts.keep(1, "parked", {"text": STAYS})
    drafts.get(1)
    drafts.keep(1, "agreement", {"then": GOES})
    drafts.drop(1, "parked")
    cases = OwnCases(folder, lock=lock)
    cases.write(CASE, texts={"text2": STAYS})
    cases.set_used(CASE, 2, True)
    Wiping(folder).learning()
    Wiping(folder).cases(2)
    locking.change_words(folder, UNDER_OTHER_WORDS)
    assert handed
    assert not [data for data in handed if STAYS.encode() in data.replace(NAME, b"")]
    assert not [data for data in handed if GOES.encode() in data or SLOT.key.encode() in data]


def test_status_says_that_a_group_is_locked_and_no_more(tmp_path, capsys):
    on(plant(tmp_path).folder)
    assert status.main(tmp_path) == 0
    assert capsys.readouterr().out == f"Groep {STAYS}\n  {status.LOCKED}\n"
    assert status.main(tmp_path, as_json=True) == 0
    known = {"group": "groep", "name": f"Groep {STAYS}", "locked": True}
    assert json.loads(capsys.readouterr().out) == [known]


def test_a_file_of_sealed_lines_is_told_from_a_file_that_came_from_another_laptop(folder):
    on(folder)
    lines = [line for line in lines_of(folder) if b'"age"' in line]
    assert {record_of(line) for line in lines} == {"deze regel zit op slot"}
    with pytest.raises(Refused):
        exchange.unpack(b"\n".join(lines).decode(), "groep", [])
