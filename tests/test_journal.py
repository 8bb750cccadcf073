"""What the journal promises: what was acknowledged is there, and nothing vanishes in silence."""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import json
import os
import platform
import re
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import journal
from kit.books import Books, go_on_from
from kit.folder import Folder
from kit.journal import Journal, NotSaved, Reader, new_id, read, record
from kit.standing import current

HOSTILE = [
    "eerste regel\ntweede regel\r\nderde",
    "scheiding\u2028en\u2029en\x85en\x0b\x0c\x1c",
    "nul\x00byte en \x7f en \x1b[31m",
    'aanhaling " en \\ en \\u0041 en }{ en ","check":"0000000000000000"}',
    "</script><img src=x onerror=alert(1)>",
    "Ğül Yıldız, Łódź, ’s-Hertogenbosch, 👩‍👩‍👧 en ﷽ en \u202eomgekeerd",
    "e\u0301 is geen é",
    "\ufeff aan het begin",
    "=cmd|' /C calc'!A0",
    " ",
    "x" * 100_000,
]


def made(text: str = "Hij zei ja.", **fields: object) -> dict:
    return record("reflection", "voorbeeldstad", 1, "opwarmkaart", text=text, **fields)


def written(folder: Path, *records: dict) -> Path:
    writer = Journal(folder)
    for one in records:
        writer.append(one)
    writer.close()
    return writer.file


def copy(folder: Path, data: bytes, name: str = "a.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder


def no_wait(_seconds: float) -> None:
    """Waiting, in a test."""


# -- a record ----------------------------------------------------------------------------------


def test_ids_are_ulids_that_increase_even_when_the_clock_steps_back(monkeypatch):
    moments = [1_800_000_000_000, 1_800_000_000_000, 1_700_000_000_000, 1_800_000_000_001]
    monkeypatch.setattr(journal.time, "time_ns", lambda: moments.pop(0) * 1_000_000)
    monkeypatch.setattr(journal, "_last", 0)
    ids = [new_id() for _ in range(4)]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", one) for one in ids)


@pytest.fixture
def clock(monkeypatch):
    """The clock of a laptop, in ms: `clock[0]`; at each `start` the kit knows nothing any more."""
    ms = [1_800_000_000_000]
    monkeypatch.setattr(journal.time, "time_ns", lambda: ms[0] * 1_000_000)
    monkeypatch.setattr(journal, "_last", 0)
    return ms


def after_a_restart(folder, monkeypatch):
    monkeypatch.setattr(journal, "_last", 0)
    return Books(Folder(folder))


def test_what_is_written_after_the_clock_was_set_back_and_a_restart_counts(
    tmp_path, monkeypatch, clock
):
    plans = []
    for place in ("Oude zaal", "Nieuwe zaal", "Nog een zaal"):
        books = after_a_restart(tmp_path, monkeypatch)
        writer = books.journal("stad")
        plans.append(writer.append(record("plan", "stad", 2, "", place=place)))
        writer.close()
        clock[0] -= 7_200_000
    assert plans == read(tmp_path / "stad").records == sorted(plans, key=journal.AGE)
    assert after_a_restart(tmp_path, monkeypatch).series("stad").fact("plan", 2) == plans[-1]
    assert all(one["id"][:10] == new_id_at(one["time"])[:10] for one in plans)


def new_id_at(moment):
    return journal._ulid(round(_seconds(moment) * 1000) << 80)


def test_time_goes_on_when_the_clock_has_come_by_what_was_written(tmp_path, monkeypatch, clock):
    written(tmp_path / "stad", made())
    clock[0] += 1
    books = after_a_restart(tmp_path, monkeypatch)
    books.series("stad")
    clock[0] += 5_000
    assert round(_seconds(made()["time"]) * 1000) == clock[0]


@pytest.mark.parametrize("moment", ["2099-12-31T23:59:59.999Z", "9999-99-99", "gisteren"])
def test_a_clock_that_was_wrong_altogether_is_not_followed(moment, clock):
    go_on_from({"id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "time": moment})
    assert round(_seconds(made()["time"]) * 1000) == clock[0]


def test_threads_never_get_the_same_id():
    ids: list[str] = []
    threads = [
        threading.Thread(target=lambda: ids.extend(new_id() for _ in range(2000))) for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(ids)) == 8000


def test_a_record_is_complete_and_tells_nothing_about_its_author():
    one = made("Ik zag nee.", role="uitvoering")
    assert one.keys() == {
        *("id", "time", "kind", "group", "workshop", "step", "text", "role", "check"),
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["time"])
    assert abs(time.time() - _seconds(one["time"])) < 60


def _seconds(moment: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp()


def test_the_time_never_tells_another_order_than_the_id(monkeypatch):
    first = made()
    monkeypatch.setattr(journal.time, "time_ns", lambda: 1_000_000_000_000_000_000)
    second = made()
    assert (first["time"], first["id"]) < (second["time"], second["id"])


def test_the_check_is_the_hash_of_the_canonical_rest():
    import hashlib

    one = made("één")
    rest = {key: value for key, value in one.items() if key != "check"}
    told = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert one["check"] == hashlib.sha256(told).hexdigest()[:16]


def test_a_record_makes_its_own_id_time_and_check():
    for name in ("id", "time", "check"):
        with pytest.raises(TypeError, match=name):
            record("reflection", "g", 1, "s", **{name: "x"})


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), {1, 2}, b"bytes", 10**5000],
    ids=["nan", "inf", "set", "bytes", "long"],
)
def test_what_json_has_no_word_for_is_refused_before_anything_is_written(value):
    with pytest.raises((TypeError, ValueError)):
        made(value=value)


def test_lists_and_keys_are_in_the_record_as_they_come_back(tmp_path):
    one = made(answers=(1, 2), minutes={10: 1, 2: 2, "a": [None, True, 0.5]})
    assert one["answers"] == [1, 2]
    assert one["minutes"] == {"10": 1, "2": 2, "a": [None, True, 0.5]}
    written(tmp_path, one)
    assert read(tmp_path).records == [one]


# -- a line ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_back_to_the_letter_from_one_line_of_utf8(tmp_path, text):
    one = made(text)
    file = written(tmp_path, one, made("daarna"))
    assert file.read_bytes().decode("utf-8").count("\n") == 2
    found = read(tmp_path)
    assert found.records[0] == one
    assert found.records[0]["text"] == text
    assert not found.set_aside


def test_halves_of_a_character_are_joined_or_made_visible_and_the_line_stays_utf8(tmp_path):
    one = made("heel \ud83d\ude00, half \ud83d en \udc00", **{"sleutel\ud800": "x"})
    assert one["text"] == "heel 😀, half \ufffd en \ufffd"
    assert one["sleutel\ufffd"] == "x"
    file = written(tmp_path, one)
    file.read_bytes().decode("utf-8")
    assert read(tmp_path).records == [one]


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters(), min_size=9), VALUES, max_size=4))
def test_any_record_comes_back_as_it_was_made(fields):
    one = journal._sealed({**made(), **fields})
    line = journal._line(one)
    assert line.endswith(b'"}\n') and line.count(b"\n") == 1
    assert journal._record(line[:-1]) == one


def test_a_record_that_was_changed_after_it_was_made_gets_a_check_that_fits(tmp_path):
    one = made("eerst")
    one["text"] = "daarna \ud800"
    kept = Journal(tmp_path).append(one)
    assert kept["text"] == "daarna \ufffd"
    assert read(tmp_path).records == [kept]


def test_a_record_without_its_keys_is_refused_because_it_would_be_set_aside_later(tmp_path):
    with pytest.raises(ValueError, match="group, id, step, time, workshop"):
        Journal(tmp_path).append({"kind": "reflection"})
    assert not list(tmp_path.iterdir())


# -- the file ----------------------------------------------------------------------------------


def test_nothing_is_made_before_the_first_record_and_the_group_folder_is_made_then(tmp_path):
    writer = Journal(tmp_path / "g")
    assert not (tmp_path / "g").exists()
    writer.append(made())
    assert [one.name for one in tmp_path.iterdir()] == ["g"]


def test_a_file_name_holds_a_moment_and_chance_and_no_author(tmp_path):
    file = written(tmp_path, made())
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{12}\.jsonl", file.name)
    for word in (os.environ.get("USER", "root"), platform.node(), str(os.getpid())):
        assert word not in file.name.split("-")
        assert word not in json.loads(file.read_text("utf-8")).values()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_other_users_of_the_laptop_cannot_read_the_words(tmp_path):
    file = written(tmp_path / "g", made())
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_every_run_writes_a_file_of_its_own(tmp_path):
    files = {written(tmp_path, made(str(number))) for number in range(20)}
    assert len(files) == 20
    assert [one["text"] for one in read(tmp_path).records] == [str(n) for n in range(20)]


def test_append_returns_after_one_write_of_the_whole_line_its_sync_and_its_names(
    tmp_path, monkeypatch
):
    done: list[tuple[str, object]] = []
    write, sync = os.write, os.fsync

    def noted_write(fd, data):
        done.append(("write", bytes(data)))
        return write(fd, data)

    def noted_sync(fd):
        done.append(("sync", os.path.basename(os.readlink(f"/proc/self/fd/{fd}"))))  # noqa: PTH115, PTH119
        sync(fd)

    monkeypatch.setattr(os, "write", noted_write)
    if Path("/proc/self/fd").is_dir():
        monkeypatch.setattr(os, "fsync", noted_sync)
    writer = Journal(tmp_path / "g")
    first, second = (journal._line(writer.append(made(text))) for text in ("een", "twee"))
    assert [step for step in done if step[0] == "write"] == [("write", first), ("write", second)]
    if Path("/proc/self/fd").is_dir():
        name = writer.file.name
        assert done == [
            ("sync", tmp_path.name),  # the new folder is in its parent's list
            ("write", first),
            ("sync", name),
            ("sync", "g"),  # the new file is in the folder's list
            ("write", second),
            ("sync", name),
        ]


def test_after_a_power_cut_the_last_acknowledged_record_is_there(tmp_path, monkeypatch):
    """Only what was synced survives: each file is cut to its length at its last sync."""
    synced: dict[int, int] = {}
    sync = os.fsync

    def noted_sync(fd):
        sync(fd)
        synced[os.fstat(fd).st_ino] = os.fstat(fd).st_size

    monkeypatch.setattr(os, "fsync", noted_sync)
    writer = Journal(tmp_path)
    promised = [writer.append(made(str(number))) for number in range(5)]
    assert tmp_path.stat().st_ino in synced
    os.truncate(writer.file, synced.get(writer.file.stat().st_ino, 0))
    assert read(tmp_path).records == promised


def test_writes_that_come_back_short_are_finished(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(data)[:7]))
    one = Journal(tmp_path).append(made())
    assert read(tmp_path).records == [one]


# -- when the disk says no ---------------------------------------------------------------------

FAULTS = {
    errno.ENOSPC: "Niet bewaard: de schijf is vol. Wat je typte, staat er nog. "
    "Maak ruimte vrij of kies een andere map, en bewaar het dan opnieuw.",
    errno.EROFS: "Niet bewaard: in deze map mag je alleen lezen. Wat je typte, staat er nog. "
    "Kies een andere map en bewaar het dan opnieuw.",
    errno.EACCES: "Niet bewaard: in deze map mag je alleen lezen. Wat je typte, staat er nog. "
    "Kies een andere map en bewaar het dan opnieuw.",
    errno.ENOENT: "Niet bewaard: de map is weg. Wat je typte, staat er nog. "
    "Zet de map terug of steek de stick er weer in, of kies een andere map.",
    errno.EIO: "Niet bewaard: de map is weg. Wat je typte, staat er nog. "
    "Zet de map terug of steek de stick er weer in, of kies een andere map.",
    errno.EFBIG: "Niet bewaard: de schijf gaf een fout. Wat je typte, staat er nog. "
    "Probeer het nog eens, of kies een andere map.",
}


def refuses(number: int):
    def refuse(*_given, **_named):
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
@pytest.mark.parametrize("number", FAULTS)
def test_a_fault_of_the_disk_is_told_with_its_remedy_and_the_next_try_works(
    tmp_path, monkeypatch, call, number
):
    writer = Journal(tmp_path, wait=no_wait)
    before = writer.append(made("eerder"))
    if call == "open":
        writer.close()
    one = made("nu")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuses(number))
        with pytest.raises(NotSaved) as told:
            writer.append(one)
    assert told.value.message == FAULTS[number]
    assert told.value.errno == number
    assert isinstance(told.value, OSError)
    assert writer.append(one) == one
    assert read(tmp_path).records == [before, one]


def test_a_torn_tail_is_never_written_to_again(tmp_path, monkeypatch):
    writer = Journal(tmp_path)
    writer.append(made("eerder"))
    torn, write = writer.file, os.write

    def half_then_full(fd, data):
        if os.fstat(fd).st_size < len_before + 20:
            return write(fd, bytes(data)[:20])
        raise OSError(errno.ENOSPC, "vol")

    len_before = torn.stat().st_size
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half_then_full)
        with pytest.raises(NotSaved):
            writer.append(made("nu"))
    size = torn.stat().st_size
    writer.append(made("later"))
    assert torn.stat().st_size == size == len_before + 20
    assert writer.file != torn
    found = read(tmp_path)
    assert [one["text"] for one in found.records] == ["eerder", "later"]
    assert found.set_aside == [(torn, 2, "deze regel is niet heel")]


def test_a_file_whose_sync_failed_is_never_written_to_again(tmp_path, monkeypatch):
    writer = Journal(tmp_path)
    writer.append(made("eerder"))
    doubted, again = writer.file, made("nu")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuses(errno.EIO))
        with pytest.raises(NotSaved):
            writer.append(again)
    size = doubted.stat().st_size
    writer.append(again)
    assert doubted.stat().st_size == size
    assert [one["text"] for one in read(tmp_path).records] == ["eerder", "nu"]


def test_an_interrupted_write_leaves_no_file_to_glue_to(tmp_path, monkeypatch):
    writer, write = Journal(tmp_path), os.write

    def interrupted(fd, data):
        write(fd, bytes(data)[:10])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            writer.append(made("half"))
    one = writer.append(made("heel"))
    assert read(tmp_path).records == [one]


def test_a_full_disk_leaves_no_trail_of_empty_files(tmp_path, monkeypatch):
    writer = Journal(tmp_path)
    monkeypatch.setattr(os, "write", refuses(errno.ENOSPC))
    for _ in range(3):
        with pytest.raises(NotSaved):
            writer.append(made())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_is_told_and_not_made_again_from_nothing(tmp_path):
    with pytest.raises(NotSaved, match="de map is weg"):
        Journal(tmp_path / "stick" / "sessions" / "g").append(made())
    assert not (tmp_path / "stick").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of an open file")
def test_words_are_not_called_saved_when_the_file_was_taken_away_meanwhile(tmp_path):
    writer = Journal(tmp_path)
    writer.append(made("een"))
    writer.file.unlink()
    with pytest.raises(NotSaved, match="de map is weg"):
        writer.append(made("twee"))
    writer.append(made("drie"))
    writer.file.rename(tmp_path / "elders")
    with pytest.raises(NotSaved, match="de map is weg"):
        writer.append(made("vier"))
    writer.append(made("vijf"))
    other = tmp_path / "kopie"
    other.write_bytes(writer.file.read_bytes())
    other.replace(writer.file)  # what a synchroniser does
    with pytest.raises(NotSaved, match="de map is weg"):
        writer.append(made("zes"))


def test_a_file_held_by_a_virus_scanner_is_tried_again_for_a_third_of_a_second(
    tmp_path, monkeypatch
):
    real, waited = os.open, []

    def held_twice(path, flags, *more):
        if flags & os.O_CREAT and len(waited) < 2:
            raise PermissionError(errno.EACCES, "held")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", held_twice)
    one = Journal(tmp_path, wait=waited.append).append(made())
    assert read(tmp_path).records == [one]
    assert waited == [0.01, 0.02]
    assert sum(journal.WAITS) < 1 / 3


def test_a_drive_that_windows_misses_is_told_as_gone():
    error = PermissionError(errno.EACCES, "The device is not ready")
    error.winerror = 21
    assert "de map is weg" in NotSaved.because(error).message


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its lists of names itself")
def test_a_disk_that_cannot_sync_a_folder_is_used_all_the_same(tmp_path, monkeypatch):
    real = os.fsync

    def no_folders(fd):
        if os.path.isdir(f"/dev/fd/{fd}"):  # noqa: PTH112
            raise OSError(errno.EINVAL, "no")
        real(fd)

    monkeypatch.setattr(os, "fsync", no_folders)
    assert Journal(tmp_path).append(made())


def test_two_threads_never_mix_their_lines(tmp_path):
    writer = Journal(tmp_path)

    def write() -> None:
        for _ in range(50):
            writer.append(made("x" * 500))

    threads = [threading.Thread(target=write) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(read(tmp_path).records) == 150
    assert not read(tmp_path).set_aside


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(faults=st.lists(st.sampled_from(["", "", "open", "write", "tear", "fsync"]), max_size=25))
def test_whatever_the_disk_does_an_acknowledged_record_is_read_and_a_torn_one_reported(
    tmp_path_factory, faults
):
    folder = tmp_path_factory.mktemp("disk")
    writer, kept, offered, write = Journal(folder, wait=no_wait), [], [], os.write
    for fault in faults:
        one = made(f"tekst {len(offered)}")
        offered.append(one["id"])
        with pytest.MonkeyPatch.context() as patch:
            if fault == "tear":
                halves = [lambda fd, data: write(fd, bytes(data)[:30]), refuses(errno.ENOSPC)]
                patch.setattr(os, "write", lambda fd, data, left=halves: left.pop(0)(fd, data))
            elif fault:
                patch.setattr(os, fault, refuses(errno.ENOSPC))
            with contextlib.suppress(NotSaved):
                kept.append(writer.append(one))
    writer.close()
    found = read(folder)
    assert all(one in found.records for one in kept)
    assert {one["id"] for one in found.records} <= set(offered)
    lines = sum(file.read_bytes().count(b"\n") for file in folder.glob("*.jsonl"))
    assert len(found.records) == lines
    torn = [file for file in folder.glob("*.jsonl") if not file.read_bytes().endswith(b"\n")]
    assert {aside.file for aside in found.set_aside} == set(torn)


# -- reading -----------------------------------------------------------------------------------


def small(folder: Path) -> tuple[bytes, list[dict]]:
    records = [made("een\n\u2028"), made("twee 😀", role="beleid"), made("", run="r")]
    return written(folder, *records).read_bytes(), records


def test_a_folder_that_is_not_there_reads_as_empty(tmp_path):
    assert read(tmp_path / "nergens") == ([], [])
    (tmp_path / "bestand").write_text("x", "utf-8")
    assert read(tmp_path / "bestand") == ([], [])


def test_a_journal_cut_at_every_byte_keeps_every_whole_line_and_reports_the_rest(tmp_path):
    data, records = small(tmp_path / "heel")
    ends = [i for i in range(len(data) + 1) if data[i : i + 1] == b"\n"]
    for cut in range(len(data) + 1):
        found = read(copy(tmp_path / "cut", data[:cut]))
        whole = sum(end <= cut for end in ends)  # the last line feed is not needed
        assert found.records == records[:whole], cut
        loose = cut and cut not in ends and cut - 1 not in ends
        expected = [(tmp_path / "cut" / "a.jsonl", whole + 1, "deze regel is niet heel")]
        assert found.set_aside == (expected if loose else []), cut


def test_a_line_glued_to_a_torn_one_takes_no_other_line_along(tmp_path):
    data, records = small(tmp_path / "heel")
    found = read(copy(tmp_path / "lijm", data[:50] + data))
    assert found.records == records[1:]
    assert [aside.line for aside in found.set_aside] == [1]


@pytest.mark.parametrize("new", [0x00, 0x0A, 0x20, 0x30, 0xFF, "flip"])
def test_one_altered_byte_anywhere_never_makes_another_record(tmp_path, new):
    data, records = small(tmp_path / "heel")
    folder = copy(tmp_path / "anders", b"")
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] = altered[place] ^ 1 if new == "flip" else new
        copy(folder, bytes(altered))
        found = read(folder)
        assert all(one in records for one in found.records), place
        touched = data.count(b"\n", 0, place)
        near = {touched, touched + 1} if data[place] == 0x0A else {touched}
        assert [one for n, one in enumerate(records) if n not in near] == [
            one for one in found.records if records.index(one) not in near
        ]
        if len(found.records) < 3:
            assert found.set_aside, place


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 60), st.binary(max_size=40)), max_size=6
    )
)
def test_a_journal_garbled_at_random_reads_as_some_of_its_records_and_a_report(
    tmp_path_factory, cuts
):
    folder = tmp_path_factory.mktemp("garbled")
    data, records = GARBLED
    for place, length, junk in cuts:
        data = data[:place] + junk + data[place + length :]
    found = read(copy(folder, data))
    assert all(one in records for one in found.records)
    whole = set(data.split(b"\n"))
    for one in records:
        assert (journal._line(one)[:-1] not in whole) or one in found.records
    reported = {aside.line for aside in found.set_aside}
    for number, line in enumerate(data.split(b"\n"), 1):
        assert not line.strip() or number in reported or journal._record(line) in records


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail(data):
    assert isinstance(journal._record(data), dict | str)


GARBLED_TEXTS = ["kort", "wat langer, met één en 😀", "regel\nregel", "x" * 200, ""]


def _garbled() -> tuple[bytes, list[dict]]:
    records = [made(text) for text in GARBLED_TEXTS]
    return b"".join(map(journal._line, records)), records


GARBLED = _garbled()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\x00" * 4096, "deze regel is niet heel"),
        (b"\xff\xfe{\x00}\x00", "deze regel is niet heel"),
        (b"[" * 100_000, "deze regel is niet heel"),
        (b'{"check":' + b"9" * 10_000 + b"}", "deze regel is niet heel"),
        (b"null", "deze regel is geen regel van Gesprekskit"),
        (b"[]", "deze regel is geen regel van Gesprekskit"),
        (b'{"check":1}', "deze regel is geen regel van Gesprekskit"),
        (b'{"text":"zonder check"}', "deze regel is geen regel van Gesprekskit"),
        (b'{"check":"\\ud800"}', "deze regel is niet heel"),
        (b'{"text":"anders","check":"0123456789abcdef"}', "deze regel is veranderd"),
        (b'{"check":"44136fa355b3678a"}', "deze regel mist iets"),
    ],
)
def test_a_line_that_does_not_count_is_set_aside_with_its_reason(tmp_path, line, reason):
    data, records = small(tmp_path / "heel")
    found = read(copy(tmp_path / "g", line + b"\n" + data))
    assert found.records == records
    assert found.set_aside == [(tmp_path / "g" / "a.jsonl", 1, reason)]
    assert (tmp_path / "g" / "a.jsonl").read_bytes().startswith(line)


def test_a_file_that_an_editor_saved_again_still_reads(tmp_path):
    data, records = small(tmp_path / "heel")
    notepad = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") + b"\r\n  \r\n"
    assert read(copy(tmp_path / "a", notepad)) == (records, [])
    pretty = b"".join(json.dumps(one).encode() + b"\n" for one in records)
    assert read(copy(tmp_path / "b", pretty)) == (records, [])


def test_records_of_many_files_are_one_story_in_the_order_of_time(tmp_path):
    writers = [Journal(tmp_path) for _ in range(3)]
    told = [writers[number % 3].append(made(str(number))) for number in range(30)]
    assert read(tmp_path).records == told


def test_reading_a_copy_twice_is_reading_it_once(tmp_path):
    data, records = small(tmp_path / "heel")
    copy(tmp_path / "g", data)
    copy(tmp_path / "g", data, "a-LAPTOP-2.jsonl")
    copy(tmp_path / "g", data + data, "b.jsonl")
    assert read(tmp_path / "g") == (records, [])


@pytest.mark.parametrize("text", ["nieuw", "nieuwer", "a", "b", "c", "d", "e", "f"])
def test_of_two_records_with_one_id_the_later_counts_and_the_other_is_reported(tmp_path, text):
    old = made("oud")
    new = journal._sealed({**old, "text": text, "time": "2999-01-01T00:00:00.000Z"})
    for first, second in ((old, new), (new, old)):
        copy(tmp_path / "g", journal._line(first), "a.jsonl")
        copy(tmp_path / "g", journal._line(second) * 2, "b.jsonl")
        found = read(tmp_path / "g")
        assert found.records == [new]
        assert [aside.reason for aside in found.set_aside] == [
            "er is een nieuwere regel met hetzelfde kenmerk"
        ]


def test_only_journals_are_read(tmp_path):
    _, records = small(tmp_path)
    (tmp_path / "map.jsonl").mkdir()
    (tmp_path / "notities.txt").write_bytes(b"x")
    (tmp_path / "._x.jsonl").write_bytes(b"\x00\x05\x16\x07")  # macOS, on a stick
    assert read(tmp_path) == (records, [])


@pytest.mark.skipif(os.name == "nt", reason="Windows does not refuse this way")
def test_a_file_that_cannot_be_opened_is_reported_and_read_when_it_can(tmp_path, monkeypatch):
    data, records = small(tmp_path / "heel")
    file = copy(tmp_path / "g", data) / "a.jsonl"
    reader = Reader(tmp_path / "g")
    with monkeypatch.context() as patch:
        patch.setattr(io, "open", refuses(errno.EACCES))
        patch.setattr(builtins, "open", refuses(errno.EACCES))
        assert reader.refresh() == (
            [],
            [(file, 0, "dit bestand kan niet worden geopend")],
        )
    assert reader.refresh() == (records, [])


# -- reading only what is new ------------------------------------------------------------------


def test_a_reader_reads_only_the_bytes_that_were_added(tmp_path, monkeypatch):
    writer, reader, parsed = Journal(tmp_path), Reader(tmp_path), []
    real = journal._record
    monkeypatch.setattr(journal, "_record", lambda line: parsed.append(line) or real(line))
    told = []
    for number in range(5):
        told.append(writer.append(made(str(number))))
        assert reader.refresh().records == told
        assert reader.refresh().records == told
    assert len(parsed) == 5


def test_a_reader_that_meets_half_a_line_reads_it_when_it_is_whole(tmp_path):
    data, records = small(tmp_path / "heel")
    file, reader = copy(tmp_path / "g", b"") / "a.jsonl", Reader(tmp_path / "g")
    for cut in range(0, len(data) + 1, 37):
        file.write_bytes(data[:cut])
        assert reader.refresh() == read(tmp_path / "g"), cut
    with file.open("r+b") as lines:
        lines.write(data)
    assert reader.refresh() == (records, [])


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abc"), st.binary(max_size=15) | st.integers(0, 4)), max_size=20
    )
)
def test_reading_bit_by_bit_is_reading_at_once(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("bits")
    reader = Reader(folder)
    for name, what in steps:
        line = what if isinstance(what, bytes) else journal._line(GARBLED[1][what])
        with (folder / f"{name}.jsonl").open("ab") as lines:
            lines.write(line)
        reader.refresh()
    assert reader.refresh() == read(folder)


def test_what_was_read_is_not_forgotten_when_a_file_is_cut_replaced_or_gone(tmp_path):
    data, records = small(tmp_path / "heel")
    file, reader = copy(tmp_path / "g", data) / "a.jsonl", Reader(tmp_path / "g")
    reader.refresh()
    file.write_bytes(data[:40])
    assert reader.refresh().records == records
    assert reader.refresh().set_aside == [(file, 1, "deze regel is niet heel")]
    extra = made("erbij")
    (file.parent / "nieuw").write_bytes(data + journal._line(extra))
    (file.parent / "nieuw").replace(file)
    assert reader.refresh() == ([*records, extra], [])
    file.unlink()
    assert reader.refresh() == ([*records, extra], [])


def test_a_caller_that_changes_its_list_changes_nothing_for_the_next(tmp_path):
    _, records = small(tmp_path)
    reader = Reader(tmp_path)
    reader.refresh().records.clear()
    assert reader.refresh().records == records


def test_every_line_is_parsed_once_and_hashed_once(tmp_path, monkeypatch):
    """What keeps reading below twice the cost of the bare parsing."""
    records = [made(f"Hij zei ja, {number} keer") for number in range(20)]
    written(tmp_path, *records)
    parsed, hashed, loads, sha = [], [], json.loads, journal._hash
    monkeypatch.setattr(json, "loads", lambda line: parsed.append(line) or loads(line))
    monkeypatch.setattr(journal, "_hash", lambda body: hashed.append(body) or sha(body))
    assert read(tmp_path).records == records
    assert (len(parsed), len(hashed)) == (20, 20)


# -- what stands now ---------------------------------------------------------------------------


def mark(kind: str, target: dict | str) -> dict:
    target = target if isinstance(target, str) else target["id"]
    return record(kind, "voorbeeldstad", 1, "", target=target)


def standing(*records: dict) -> list[str]:
    """The texts that stand, whatever the order in which the records are given."""
    texts = [one["text"] for one in current(list(records))]
    assert current(list(reversed(records)) + list(records)) == current(list(records))
    assert current(current(list(records))) == current(list(records))
    return texts


def test_a_correction_stands_in_the_place_of_what_it_corrects():
    first = made("eerst")
    second = made("beter", replaces=first["id"])
    third = made("best", replaces=second["id"])
    assert standing(first, second) == ["beter"]
    assert standing(first, second, third) == ["best"]
    assert standing(third, second) == ["best"]


def test_two_corrections_of_one_line_both_stand_because_neither_may_vanish():
    first = made("eerst")
    assert standing(
        first, made("zo", replaces=first["id"]), made("of zo", replaces=first["id"])
    ) == ["zo", "of zo"]


def test_a_record_that_replaces_itself_or_nothing_still_stands():
    lonely = made("los", replaces="")
    itself = made("zelf")
    itself = journal._sealed({**itself, "replaces": itself["id"]})
    assert standing(lonely, itself, made("wees", replaces="nergens")) == ["los", "zelf", "wees"]


def test_a_withdrawn_line_is_hidden_and_a_restored_one_is_back():
    one, other = made("weg"), made("blijft")
    away, back, again = mark("withdrawn", one), mark("restored", one), mark("withdrawn", one)
    assert standing(one, other, away) == ["blijft"]
    assert standing(one, other, away, back) == ["weg", "blijft"]
    assert standing(one, other, away, back, again) == ["blijft"]
    assert standing(one, mark("restored", one), mark("withdrawn", "nergens")) == ["weg"]


def test_withdrawing_a_corrected_line_does_not_bring_the_old_words_back():
    first = made("eerst")
    second = made("beter", replaces=first["id"])
    assert standing(first, second, mark("withdrawn", second)) == []
    away = mark("withdrawn", second)
    assert standing(first, second, away, mark("restored", second)) == ["beter"]


def test_one_saving_tried_twice_is_one_line():
    first, second = made("ja", draft="k1"), made("ja", draft="k1")
    assert standing(first, second) == ["ja"]
    assert current([second, first]) == [first]
    assert standing(first, made("ja", draft="k2"), made("ja"), made("ja", draft="")) == ["ja"] * 4
    signal = record("signal", "voorbeeldstad", 1, "s", text="ja", draft="k1")
    assert standing(first, signal) == ["ja", "ja"]


def test_a_second_try_with_other_words_stands_because_those_were_in_the_box():
    first, second = made("ik durfde", draft="k1"), made("ik durfde niet", draft="k1")
    assert standing(first, second) == ["ik durfde niet"]
    assert current([first, second, made("ik durfde", draft="k1")]) == [first]


def test_a_correction_with_the_same_draft_stands_and_its_second_try_is_not_another():
    first = made("ja", draft="k1")
    better = made("nee", draft="k1", replaces=first["id"])
    assert standing(first, better, made("nee", draft="k1", replaces=first["id"])) == ["nee"]


def test_what_is_said_of_one_try_holds_for_the_saving():
    first, second = made("ja", draft="k1"), made("ja", draft="k1")
    assert standing(first, second, mark("withdrawn", second)) == []
    away = mark("withdrawn", first)
    assert standing(first, second, away, mark("restored", second)) == ["ja"]
    assert standing(first, second, made("nee", replaces=second["id"])) == ["nee"]


def test_odd_values_where_a_name_belongs_hide_nothing():
    odd = [made(str(n), draft=[1], replaces={"a": 1}) for n in range(2)]
    assert standing(*odd, record("withdrawn", "g", 1, "", target=[1])) == ["0", "1"]


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_the_order_of_the_records_makes_no_difference_and_nothing_untouched_is_hidden(data):
    told: list[dict] = []
    for _ in range(data.draw(st.integers(1, 10))):
        ids = st.sampled_from([one["id"] for one in told] or ["nergens"])
        match data.draw(st.sampled_from(["new", "replace", "withdrawn", "restored", "draft"])):
            case "new":
                told.append(made("nieuw"))
            case "draft":
                told.append(made("nieuw", draft=data.draw(st.sampled_from("kl"))))
            case "replace":
                told.append(made("beter", replaces=data.draw(ids)))
            case kind:
                told.append(mark(kind, data.draw(ids)))
    shuffled = data.draw(st.permutations(told))
    stands = current(told)
    assert current(shuffled) == stands
    named = {one.get("replaces") for one in told} | {one.get("target") for one in told}
    for one in told:
        if one["kind"] == "reflection" and one["id"] not in named and "draft" not in one:
            assert one in stands
