"""The private store: nobody else's, gone in time, and wiped for good whenever the power fails."""

import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit import drafts, journal
from kit.folder import Folder
from kit.forms import MAX_TEXT, Refused
from kit.journal import NotSaved
from kit.reflections import DAYS, PLACE, STEPS, Reflections, new_id, tidy_at_start
from kit.screens.reflection_text import ORDER

SECRET = "Ze keek naar de deur en ik vroeg niet door"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def store(tmp_path, days=0):
    """The store on a day, so many days after the first."""
    moment = NOON + timedelta(days=days)
    return Reflections(tmp_path, lambda: moment, wait=lambda _: None)


def begun(tmp_path, text=SECRET, days=0):
    id = new_id()
    store(tmp_path, days).write(id, fresh=True, texts={"gebeurd": text})
    return id


def bytes_of(tmp_path):
    return b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def receipts(tmp_path):
    found = sorted((tmp_path / PLACE).glob("gewist-*.json"))
    return [json.loads(file.read_bytes()) for file in found]


# -- writing and reading ---------------------------------------------------------------------


def test_every_change_is_on_the_disk_and_the_rest_stays(tmp_path):
    id = begun(tmp_path)
    store(tmp_path).write(id, texts={"aanname": "Dat ze mij begreep"}, here=2)
    one = store(tmp_path).get(id)
    assert one.texts == {"gebeurd": SECRET, "aanname": "Dat ze mij begreep"}
    assert (one.here, one.started, one.until) == (2, "2026-11-22T12:00:00Z", "2027-02-20")


def test_the_store_knows_the_steps_of_the_page():
    assert STEPS == ORDER


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_this_user_may_read_it(tmp_path):
    (tmp_path / PLACE).mkdir(mode=0o755)
    begun(tmp_path)
    assert stat.S_IMODE((tmp_path / PLACE).stat().st_mode) == 0o700
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / PLACE).iterdir()}
    assert modes == {0o600}


def test_it_is_outside_every_group(tmp_path):
    Folder(tmp_path).add_group("Voorbeeldstad")
    begun(tmp_path)
    assert [name for _, name in Folder(tmp_path).groups()] == ["Voorbeeldstad"]


def test_nobody_is_named_in_a_file(tmp_path):
    id = begun(tmp_path)
    kept = json.loads((tmp_path / PLACE / f"reflectie-{id}.json").read_bytes())["reflection"]
    assert set(kept) == {
        "id", "started", "until", "keep", "texts", "cards", "here", "taking", "taken",
    }  # fmt: skip


def test_the_newest_comes_first(tmp_path):
    old, new = begun(tmp_path), begun(tmp_path, days=3)
    assert [one.id for one in store(tmp_path).all()] == [new, old]


@pytest.mark.parametrize(
    "given",
    [
        {"texts": {"naam": "x"}},
        {"texts": {"gebeurd": 3}},
        {"texts": "x"},
        {"keep": 1},
        {"here": "2"},
        {"until": "2099-01-01"},
        {"texts": {"gebeurd": "a" * (MAX_TEXT + 1)}},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_and_changes_nothing(tmp_path, given):
    id = begun(tmp_path)
    with pytest.raises(Refused):
        store(tmp_path).write(id, **given)
    assert store(tmp_path).get(id).texts == {"gebeurd": SECRET}


@pytest.mark.parametrize("id", ["", "../../etc", "A" * 16, "0" * 15, "0" * 16 + "\n"])
def test_no_name_leads_out_of_the_folder(tmp_path, id):
    with pytest.raises(Refused):
        store(tmp_path).write(id, fresh=True, texts={"gebeurd": "x"})


def test_a_full_disk_says_so(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "no space")

    monkeypatch.setattr(drafts, "_write", full)
    with pytest.raises(NotSaved, match="de schijf is vol"):
        begun(tmp_path)


def test_a_stick_that_was_pulled_out_does_not_come_back_empty(tmp_path):
    with pytest.raises(NotSaved):
        begun(tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_what_a_newer_version_wrote_can_still_be_read(tmp_path):
    id = begun(tmp_path)
    file = tmp_path / PLACE / f"reflectie-{id}.json"
    kept = json.loads(file.read_bytes())["reflection"] | {"mood": "rustig"}
    from kit.reflections import _check

    file.write_text(json.dumps({"check": _check(kept), "reflection": kept}), encoding="utf-8")
    assert store(tmp_path).get(id).texts == {"gebeurd": SECRET}


# -- time ------------------------------------------------------------------------------------


def test_it_is_gone_after_ninety_days_and_not_a_day_earlier(tmp_path):
    id = begun(tmp_path)
    store(tmp_path, DAYS - 1).tidy()
    assert store(tmp_path).get(id)
    store(tmp_path, DAYS).tidy()
    assert store(tmp_path).all() == []
    assert receipts(tmp_path) == [
        {"kind": "reflection", "count": 1, "when": "2027-02-20T12:00:00Z"}
    ]


def test_each_change_gives_it_ninety_days_again(tmp_path):
    id = begun(tmp_path)
    store(tmp_path, 60).write(id, texts={"ander": "Anders"})
    store(tmp_path, DAYS + 10).tidy()
    assert store(tmp_path).get(id).until == "2027-04-21"


def test_kept_on_purpose_it_stays_until_that_is_taken_back(tmp_path):
    id = begun(tmp_path)
    store(tmp_path).write(id, keep=True)
    store(tmp_path, 1000).tidy()
    assert store(tmp_path).get(id).keep
    store(tmp_path, 1000).write(id, keep=False)
    store(tmp_path, 1000).tidy()
    assert store(tmp_path).get(id).until == "2029-11-16"
    store(tmp_path, 1000 + DAYS).tidy()
    assert store(tmp_path).all() == []


def test_starting_the_kit_wipes_what_is_due(tmp_path):
    begun(tmp_path, days=-4000)
    tidy_at_start(tmp_path)
    assert SECRET.encode() not in bytes_of(tmp_path)
    assert len(receipts(tmp_path)) == 1


def test_starting_goes_on_when_the_disk_refuses(tmp_path, monkeypatch):
    begun(tmp_path, days=-4000)
    monkeypatch.setattr(os, "replace", _refuse)
    tidy_at_start(tmp_path)
    with pytest.raises(NotSaved, match="Nog niet gewist: de schijf is vol"):
        Reflections(tmp_path).tidy()


def _refuse(*_, **__):
    raise OSError(28, "no space")


# -- damage ----------------------------------------------------------------------------------


def damage(tmp_path, id):
    file = tmp_path / PLACE / f"reflectie-{id}.json"
    file.write_bytes(file.read_bytes().replace(b"deur", b"muur"))


def test_a_damaged_file_is_set_aside_told_and_not_deleted(tmp_path):
    broken, whole = begun(tmp_path), begun(tmp_path)
    damage(tmp_path, broken)
    assert [one.id for one in store(tmp_path).all()] == [whole]
    assert len(store(tmp_path).damaged()) == 1
    assert b"muur" in bytes_of(tmp_path)
    store(tmp_path).tidy()
    assert len(store(tmp_path).damaged()) == 1
    with pytest.raises(Refused):
        store(tmp_path).write(broken, texts={"gebeurd": "x"})


def test_a_damaged_file_goes_when_its_time_comes_or_when_asked(tmp_path, monkeypatch):
    damage(tmp_path, begun(tmp_path))
    monkeypatch.setattr(drafts.time, "gmtime", lambda *_: NOON.timetuple())
    store(tmp_path).all()
    store(tmp_path, DAYS - 1).tidy()
    assert len(store(tmp_path).damaged()) == 1
    store(tmp_path, DAYS).tidy()
    damage(tmp_path, begun(tmp_path))
    store(tmp_path).all()
    store(tmp_path).wipe_damaged()
    assert store(tmp_path).damaged() == []
    assert b"muur" not in bytes_of(tmp_path)
    assert [row["kind"] for row in receipts(tmp_path)] == ["damaged", "damaged"]


# -- wiping ----------------------------------------------------------------------------------


def test_bytes_are_overwritten_before_the_file_is_removed(tmp_path, monkeypatch):
    id, seen, really = begun(tmp_path), [], os.unlink

    def unlink(path, *more, **given):
        seen.append(Path(path).read_bytes())
        really(path, *more, **given)

    monkeypatch.setattr(os, "unlink", unlink)
    store(tmp_path).wipe(id)
    assert len(seen) == 1 and seen[0] and not seen[0].strip(b"\0")


def test_a_receipt_says_what_how_many_and_when_and_nothing_else(tmp_path):
    for _ in range(2):
        store(tmp_path).wipe(begun(tmp_path))
    assert (
        receipts(tmp_path)
        == [{"kind": "reflection", "count": 1, "when": "2026-11-22T12:00:00Z"}] * 2
    )
    assert [(row["kind"], row["count"]) for row in store(tmp_path).wiped()] == [("reflection", 2)]


def test_what_one_window_wiped_another_does_not_bring_back(tmp_path):
    id = begun(tmp_path)
    store(tmp_path).wipe(id)
    with pytest.raises(Refused):
        store(tmp_path).write(id, texts={"gebeurd": SECRET})
    store(tmp_path).wipe(id)
    assert len(receipts(tmp_path)) == 1
    assert SECRET.encode() not in bytes_of(tmp_path)


class PowerCut(BaseException):
    """Nothing runs after this."""


def cut_the_power(monkeypatch, after):
    """The disk does so many things more and then nothing at all; the last write is torn."""
    left = [after]

    def until_the_cut(work, torn=False):
        def does(*given, **more):
            left[0] -= 1
            if left[0] >= 0:
                return work(*given, **more)
            if torn and left[0] == -1:
                work(given[0], bytes(given[1])[: len(given[1]) // 2])
            raise PowerCut

        return does

    for name in ("open", "fsync", "replace", "rename", "unlink", "mkdir", "chmod"):
        monkeypatch.setattr(os, name, until_the_cut(getattr(os, name)))
    monkeypatch.setattr(os, "write", until_the_cut(os.write, torn=True))
    return left


def crashes(tmp_path, work, days=0):
    """A fresh folder for each moment at which the power can fail during `work(store, id)`."""
    for after in range(200):
        folder = tmp_path / str(after)
        folder.mkdir()
        id, other = begun(folder), begun(folder, "Van iemand anders", days)
        store(folder).write(other, keep=True)
        with pytest.MonkeyPatch.context() as monkeypatch:
            cut_the_power(monkeypatch, after)
            try:
                work(store(folder, days), id)
                failed = False
            except PowerCut:
                failed = True
        yield folder, id
        assert store(folder).get(other).texts == {"gebeurd": "Van iemand anders"}
        if not failed:
            assert after > 5, "the power must have failed at each write"
            return
    raise AssertionError("it never ended")


def test_wiping_is_finished_at_the_next_start_whenever_the_power_fails(tmp_path):
    for folder, id in crashes(tmp_path, lambda kept, id: kept.wipe(id)):
        untouched = (folder / PLACE / f"reflectie-{id}.json").exists()
        store(folder).tidy()
        if untouched:  # it failed before anything was done: all is as it was
            assert store(folder).get(id).texts == {"gebeurd": SECRET}
            store(folder).wipe(id)
        gone(folder, receipt_count=1)


def test_what_is_due_is_gone_at_the_next_start_whenever_the_power_fails(tmp_path):
    for folder, _ in crashes(tmp_path, lambda kept, _: kept.tidy(), days=DAYS):
        store(folder, DAYS).tidy()
        gone(folder, receipt_count=1)


def test_finishing_can_fail_too(tmp_path):
    for folder, _ in crashes(tmp_path, lambda kept, _: kept.tidy(), days=DAYS):
        for again in range(40):
            with pytest.MonkeyPatch.context() as monkeypatch:
                cut_the_power(monkeypatch, again)
                try:
                    store(folder, DAYS).tidy()
                    break
                except PowerCut:
                    continue
        store(folder, DAYS).tidy()
        gone(folder, receipt_count=1)


def test_a_change_is_there_or_not_but_never_torn_whenever_the_power_fails(tmp_path):
    new = {"gebeurd": "Nu anders verteld"}
    for folder, id in crashes(tmp_path, lambda kept, id: kept.write(id, texts=new)):
        assert store(folder).get(id).texts in ({"gebeurd": SECRET}, new)
        store(folder).tidy()
        left = [file.name for file in (folder / PLACE).iterdir()]
        assert all(name.endswith(".json") for name in left), left
        assert store(folder).damaged() == []
        store(folder).wipe(id)
        gone(folder, receipt_count=1)
        assert b"Nu anders" not in bytes_of(folder)


def gone(folder, receipt_count):
    assert SECRET.encode() not in bytes_of(folder)
    assert not list((folder / PLACE).glob("*.wissen"))
    assert not list((folder / PLACE).glob("*.new"))
    assert [row["kind"] for row in receipts(folder)] == ["reflection"] * receipt_count


def test_a_virus_scanner_that_holds_the_file_is_waited_for(tmp_path, monkeypatch):
    id, really, tries = begun(tmp_path), os.replace, []

    def held(*given):
        tries.append(given)
        if len(tries) < 3:
            raise PermissionError(13, "held")
        return really(*given)

    monkeypatch.setattr(os, "replace", held)
    store(tmp_path).wipe(id)
    assert len(tries) >= 3 and len(journal.WAITS) > 2
    gone(tmp_path, receipt_count=1)


# -- taken along -----------------------------------------------------------------------------


def test_what_went_to_a_workshop_is_remembered_once(tmp_path):
    id = begun(tmp_path)
    store(tmp_path).write(id, taking={"text": "half af"})
    for mark in ("a", "a", "b"):
        store(tmp_path).took(id, "signal", "stad", mark)
    one = store(tmp_path).get(id)
    assert [(t["kind"], t["group"], t["mark"]) for t in one.taken] == [
        ("signal", "stad", "a"), ("signal", "stad", "b"),
    ]  # fmt: skip
    assert one.taking == {}
