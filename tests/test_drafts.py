"""What the drafts promise: what was being typed is there again, until it is let go of."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.drafts import Drafts, replace_file
from kit.journal import NotSaved


def no_wait(_seconds: float) -> None:
    """Waiting, in a test."""


def refuses(number: int):
    def refuse(*_given, **_named):
        raise OSError(number, os.strerror(number))

    return refuse


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_what_is_being_typed_is_there_again_after_a_restart(tmp_path):
    Drafts(tmp_path).keep(1, "reflection", {"text": "Ik durfde", "role": "uitvoering"})
    Drafts(tmp_path).keep(1, "signal", {"text": "De brief"})
    assert Drafts(tmp_path).get(1) == {
        "reflection": {"text": "Ik durfde", "role": "uitvoering"},
        "signal": {"text": "De brief"},
    }


def test_the_last_version_counts(tmp_path):
    drafts = Drafts(tmp_path)
    for text in ("I", "Ik", "Ik durfde"):
        drafts.keep(1, "reflection", {"text": text})
    assert drafts.get(1) == Drafts(tmp_path).get(1) == {"reflection": {"text": "Ik durfde"}}


def test_every_workshop_has_its_own_also_when_two_are_open_at_once(tmp_path):
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    assert one.get(1) == two.get(2) == {}
    one.keep(1, "reflection", {"text": "een"})
    two.keep(2, "reflection", {"text": "twee"})
    one.keep(1, "signal", {"text": "ook een"})
    assert Drafts(tmp_path).get(2) == {"reflection": {"text": "twee"}}
    assert Drafts(tmp_path).get(1).keys() == {"reflection", "signal"}


def test_two_copies_of_the_kit_on_one_folder_keep_the_forms_of_each_other(tmp_path):
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    one.keep(1, "reflection", {"text": "Eerst even dit."})
    assert two.get(1) == one.get(1)
    one.keep(1, "reflection", {"text": "Een half uur typwerk."})
    one.keep(1, "signal", {"text": "weg"})
    one.drop(1, "signal")
    two.keep(1, "parked", {"text": "klein"})
    two.keep(1, "agreement", {"then": "ook van twee"})
    two.drop(1, "agreement")
    whole = {"reflection": {"text": "Een half uur typwerk."}, "parked": {"text": "klein"}}
    assert Drafts(tmp_path).get(1) == two.get(1) == whole
    one.drop(1, "reflection")
    assert Drafts(tmp_path).get(1) == {"parked": {"text": "klein"}}


def test_words_that_the_disk_refused_outlive_what_another_copy_wrote(tmp_path, monkeypatch):
    one, two = Drafts(tmp_path, wait=no_wait), Drafts(tmp_path)
    one.keep(1, "reflection", {"text": "oud"})
    one.keep(1, "parked", {"text": "weg"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuses(errno.ENOSPC))
        for work in (lambda: one.keep(1, "reflection", {"text": "nieuw"}),
                     lambda: one.drop(1, "parked")):  # fmt: skip
            with pytest.raises(NotSaved):
                work()
    two.keep(1, "signal", {"text": "van twee"})
    one.keep(1, "agreement", {"then": "verder"})
    assert Drafts(tmp_path).get(1) == {
        "reflection": {"text": "nieuw"},
        "signal": {"text": "van twee"},
        "agreement": {"then": "verder"},
    }


def test_a_file_that_was_spoilt_or_went_meanwhile_takes_no_word_along(tmp_path):
    drafts = Drafts(tmp_path)
    drafts.keep(1, "reflection", {"text": "lang verhaal"})
    file = tmp_path / ".kit" / "drafts-1.json"
    file.write_bytes(b"half")
    drafts.keep(1, "signal", {"text": "verder"})
    file.unlink()
    drafts.keep(1, "parked", {"text": "nog iets"})
    assert Drafts(tmp_path).get(1).keys() == {"reflection", "signal", "parked"}


def test_words_that_became_others_are_not_dropped(tmp_path):
    drafts = Drafts(tmp_path)
    drafts.keep(1, "reflection", {"text": "langer"})
    drafts.drop(1, "reflection", unless=lambda kept: kept == {"text": "langer"})
    assert Drafts(tmp_path).get(1) == {"reflection": {"text": "langer"}}
    drafts.drop(1, "reflection", unless=lambda kept: kept == {"text": "lang"})
    assert Drafts(tmp_path).get(1) == {}


def test_dropped_words_are_gone_from_the_disk(tmp_path):
    drafts = Drafts(tmp_path)
    drafts.keep(1, "reflection", {"text": "geheim"})
    drafts.keep(1, "signal", {"text": "blijft"})
    (tmp_path / ".kit" / "drafts-1.json-0123456789ab.new").write_bytes(b"geheim, half")
    drafts.drop(1, "reflection")
    assert drafts.get(1) == Drafts(tmp_path).get(1) == {"signal": {"text": "blijft"}}
    assert b"geheim" not in on_disk(tmp_path)
    drafts.drop(1, "nooit gezien")


def test_reading_makes_nothing(tmp_path):
    assert Drafts(tmp_path / "g").get(1) == {}
    (tmp_path / "bestand").write_text("x", "utf-8")
    assert Drafts(tmp_path / "bestand").get(1) == {}
    assert [one.name for one in tmp_path.iterdir()] == ["bestand"]


def test_a_caller_that_changes_what_it_got_changes_nothing(tmp_path):
    drafts, fields = Drafts(tmp_path), {"answers": [1]}
    drafts.keep(1, "measurement", fields)
    fields["answers"].append(2)
    drafts.get(1)["measurement"]["answers"].append(3)
    assert drafts.get(1) == {"measurement": {"answers": [1]}}


@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=[])), st.text(st.characters()))
def test_any_text_comes_back(tmp_path_factory, text, form):
    folder = tmp_path_factory.mktemp("g")
    drafts = Drafts(folder)
    drafts.keep(1, form, {"text": text})
    kept = Drafts(folder).get(1)
    assert kept == drafts.get(1)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert [*kept.values()] == [{"text": whole}]


def test_a_file_cut_at_every_byte_is_set_aside_and_reads_as_empty(tmp_path):
    Drafts(tmp_path / "heel").keep(1, "reflection", {"text": "één 😀"})
    data = (tmp_path / "heel" / ".kit" / "drafts-1.json").read_bytes()
    for cut in range(len(data)):
        file = tmp_path / str(cut) / ".kit" / "drafts-1.json"
        file.parent.mkdir(parents=True)
        file.write_bytes(data[:cut])
        drafts = Drafts(tmp_path / str(cut))
        assert drafts.get(1) == {}
        aside = [one for one in file.parent.iterdir() if one.name.endswith(".garbled")]
        assert [one.read_bytes() for one in aside] == [data[:cut]]
        drafts.keep(1, "signal", {"text": "verder"})
        assert Drafts(tmp_path / str(cut)).get(1) == {"signal": {"text": "verder"}}
        assert aside[0].read_bytes() == data[:cut]


@pytest.mark.parametrize(
    "data", [b"null", b"[]", b'{"forms":{}}', b'{"check":"0","forms":{}}', b"[" * 99_999, b"\xff"]
)
def test_a_garbled_file_is_set_aside(tmp_path, data):
    (tmp_path / ".kit").mkdir()
    (tmp_path / ".kit" / "drafts-1.json").write_bytes(data)
    assert Drafts(tmp_path).get(1) == {}
    assert on_disk(tmp_path) == data


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_fault_is_told_the_old_version_stays_and_the_words_stay_in_the_box(
    tmp_path, monkeypatch, call
):
    drafts = Drafts(tmp_path, wait=no_wait)
    drafts.keep(1, "reflection", {"text": "oud"})
    before = on_disk(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuses(errno.ENOSPC))
        with pytest.raises(NotSaved, match="de schijf is vol"):
            drafts.keep(1, "reflection", {"text": "nieuw"})
        assert drafts.get(1) == {"reflection": {"text": "nieuw"}}
    assert on_disk(tmp_path) == before
    drafts.keep(1, "signal", {"text": "erbij"})
    assert Drafts(tmp_path).get(1).keys() == {"reflection", "signal"}
    assert Drafts(tmp_path).get(1)["reflection"] == {"text": "nieuw"}


def test_a_folder_that_is_gone_is_told_and_not_made_again_from_nothing(tmp_path):
    with pytest.raises(NotSaved, match="de map is weg"):
        Drafts(tmp_path / "stick" / "sessions" / "g").keep(1, "reflection", {"text": "x"})
    assert not (tmp_path / "stick").exists()


def test_a_file_held_by_a_synchroniser_is_tried_again(tmp_path, monkeypatch):
    real, waited = os.replace, []

    def held_twice(*given):
        if len(waited) < 2:
            raise PermissionError(errno.EACCES, "held")
        real(*given)

    monkeypatch.setattr(os, "replace", held_twice)
    Drafts(tmp_path, wait=waited.append).keep(1, "reflection", {"text": "x"})
    assert Drafts(tmp_path).get(1) == {"reflection": {"text": "x"}}
    assert len(waited) == 2


def test_a_draft_that_is_held_while_reading_is_tried_again_and_not_set_aside(tmp_path, monkeypatch):
    Drafts(tmp_path).keep(1, "reflection", {"text": "x"})
    real, waited = Path.read_bytes, []

    def held_once(file):
        if not waited:
            raise PermissionError(errno.EACCES, "held")
        return real(file)

    monkeypatch.setattr(Path, "read_bytes", held_once)
    assert Drafts(tmp_path, wait=waited.append).get(1) == {"reflection": {"text": "x"}}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_other_users_of_the_laptop_cannot_read_the_drafts(tmp_path):
    Drafts(tmp_path / "g").keep(1, "reflection", {"text": "x"})
    for one in (tmp_path / "g", *(tmp_path / "g").rglob("*")):
        assert one.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux for the name of a file")
def test_a_new_version_is_on_the_disk_before_it_takes_the_place_of_the_old(tmp_path, monkeypatch):
    done, sync, replace = [], os.fsync, os.replace

    def noted_sync(fd):
        done.append(("sync", Path(f"/proc/self/fd/{fd}").readlink().suffix))
        sync(fd)

    def noted_replace(*given):
        done.append(("replace", Path(given[0]).suffix))
        replace(*given)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "replace", noted_replace)
    (tmp_path / "map").mkdir()
    replace_file(tmp_path / "map" / "x", b"1")
    assert done == [("sync", ".new"), ("replace", ".new"), ("sync", "")]
