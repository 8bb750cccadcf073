"""How long words stay, and what is left of them when their time has come: nothing, in any file."""

import asyncio
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from kit import actions, content
from kit.actions import CannotDo
from kit.casework import OWN
from kit.drafts import Drafts
from kit.folder import Folder
from kit.group_wiping import at_start, half_wiped, receipts, wipe_group
from kit.journal import Journal, NotSaved, line_of, read, record
from kit.paths import content_root
from kit.retention import DAYS, Asked, choose, due
from kit.room import ALONE, LEFT, Room
from kit.script import read as script_of
from kit.wiping import Wiping
from tests.planted import (
    GOES,
    LEARNING,
    LONG_AGO,
    STAYS,
    TODAY,
    bytes_of,
    made,
    plant,
    plant_case,
    plant_drafts,
    records,
)
from tests.planted import receipts as in_journal

MARK = GOES.encode()
NAME = "20260801T101500Z-0123456789ab.jsonl"


def lines(*made_or_line):
    return [line_of(one)[:-1] if isinstance(one, dict) else one for one in sealed(made_or_line)]


def sealed(every):
    for one in every:
        yield {**one, **_seal(one)} if isinstance(one, dict) else one


def _seal(one):
    from kit.journal import _sealed

    return _sealed(one)


def goes(*every, asked=None, name=NAME):
    """The ids and damaged lines that go, of these records and lines in one file."""
    chosen = choose({name: lines(*every)}, asked or due(TODAY))
    return chosen.ids, len(chosen.damaged)


# -- what goes, and when -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LEARNING)
def test_words_for_learning_stay_89_days_and_go_on_the_90th(kind):
    young, old = made(kind, DAYS - 1, text="a"), made(kind, DAYS, text="b")
    assert goes(young, old)[0] == {old["id"]}


@pytest.mark.parametrize("kind", ["signal", "agreement", "parked", "decision", "measurement"])
def test_what_the_group_goes_on_with_stays_however_old(kind):
    assert goes(made(kind, 4000, text="a"), made("session", 4000)) == (frozenset(), 0)


def test_other_versions_and_all_that_is_said_about_a_record_go_with_it():
    first = made("reflection", 100, text="a", draft="x")
    again = made("reflection", 100, 3, text="a", draft="x")
    better = made("reflection", 10, text="b", replaces=first["id"])
    best = made("reflection", 9, text="c", replaces=better["id"])
    back = made("withdrawn", 8, target=best["id"])
    confirmed = made("privacy_confirmed", 100, target=first["id"], finds={"name": 1})
    family = {one["id"] for one in (first, again, better, best, back, confirmed)}
    assert goes(best, back, first, confirmed, better, again)[0] == family


def test_a_signal_that_names_a_reflection_stays_and_so_do_marks_on_signals():
    reflection, signal = made("reflection", 100, text="a"), made("signal", 100, text="b")
    odd = made("signal", 99, text="c", replaces=reflection["id"])
    mark = made("withdrawn", 99, target=signal["id"])
    assert goes(reflection, signal, odd, mark)[0] == {reflection["id"]}


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        (b'{"draft":"x","group":"groep","id":"', 1),
        (b'{"column0":"woorden zonder soort', 1),
        (b'{"draft":"x","kind":"reflection","text":"wo', 1),
        (b'{"draft":"x","kind":"signal","text":"wo', 0),
        (b'{"action":"next","kind":"session","shown":[', 0),
        (b'{"kind":"ref', 1),
        ("½ van iets anders".encode("utf-16"), 1),
        (b"\x00" * 400, 1),
    ],
)
def test_a_damaged_line_goes_unless_it_says_that_it_is_of_a_kind_that_stays(line, gone):
    old, new = made("signal", 100, text="a"), made("signal", 1, text="a")
    assert goes(old, line)[1] == gone, "its day is that of the record before it"
    assert goes(old, new, line)[1] == 0, "it is too young"
    assert goes(line, asked=Asked())[1] == gone, "all of it, whatever its day"


def test_a_damaged_line_goes_with_the_record_that_it_names_and_has_the_day_of_its_own_id():
    gone, stays = made("reflection", 100, text="a"), made("signal", 2, text="a")
    torn = lines(made("withdrawn", 1, target=gone["id"]))[0][:-9]
    assert goes(stays, gone, made("signal", 1), torn)[1] == 1
    old = lines(made("reflection", 95, text="woorden"))[0].replace(b"woorden", b"anders!")
    assert goes(stays, old) == (frozenset(), 1)
    young = lines(made("reflection", 5, text="woorden"))[0].replace(b"woorden", b"anders!")
    assert goes(made("signal", 100), young) == (frozenset(), 0)


def test_nothing_goes_from_a_file_that_is_not_ours():
    assert goes(b'{"prompt":"woorden"}', b"x", asked=Asked(), name="dataset.jsonl")[1] == 0


# -- no byte is left -----------------------------------------------------------------------------


def test_after_90_days_no_byte_of_it_is_left_and_every_other_line_is_as_it_was(tmp_path):
    planted = plant(tmp_path)
    plant_drafts(planted.folder)
    before = {line for f in planted.folder.glob("*.jsonl") for line in f.read_bytes().split(b"\n")}
    what = Wiping(planted.folder).due(TODAY)
    left = bytes_of(tmp_path)
    assert MARK not in left
    assert records(planted.folder) == planted.stays
    after = {line for f in planted.folder.glob("*.jsonl") for line in f.read_bytes().split(b"\n")}
    assert {line for line in before if line and MARK not in line} - after <= marks(before)
    assert what["reflection"] == 3 and what["draft"] == 4 and what["damaged"] == 2
    assert Drafts(planted.folder).get(1) == {"signal": {"text": f"{STAYS} klad"}}
    assert Drafts(planted.folder).get(0) == {"response@x": {"text": f"{STAYS} klad"}}


def marks(every):
    return {line for line in every if b'"kind":"withdrawn"' in line or b'"restored"' in line}


def test_the_receipt_says_what_and_how_many_and_not_a_word_of_it(tmp_path):
    planted = plant(tmp_path)
    Wiping(planted.folder).due(TODAY)
    (one,) = in_journal(planted.folder)
    family = dict.fromkeys(LEARNING, 3) | {"withdrawn": 4, "restored": 4, "damaged": 1}
    assert one["what"] == family and one["why"] == "due"
    known = {"id", "time", "kind", "group", "workshop", "step", "what", "why", "check"}
    assert set(one) == known
    assert Wiping(planted.folder).due(TODAY) == {}
    assert len(in_journal(planted.folder)) == 1, "nothing went, so nothing is written"


def test_reflections_can_go_now_and_the_rest_of_the_group_stays(tmp_path):
    planted = plant(tmp_path)
    plant_drafts(planted.folder)
    stays = [one for one in planted.stays if one["kind"] not in LEARNING]
    Wiping(planted.folder).learning()
    left = bytes_of(tmp_path)
    assert MARK not in left and f"{STAYS} reflection".encode() not in left
    assert records(planted.folder) == stays


def test_own_cases_that_were_told_go_with_what_was_chosen_in_them_and_kept_ones_stay(tmp_path):
    planted = plant(tmp_path, goes=STAYS)
    plant_case(planted.folder, "eigen-k", STAYS, used_in=2, told=True, keep=True)
    plant_case(planted.folder, "eigen-l", STAYS, used_in=3, told=True)
    plant_case(planted.folder, "eigen-t", STAYS, used_in=2, told=False)
    plant_case(planted.folder, "eigen-oud", STAYS, workshop=1)
    stays = records(planted.folder)
    plant_case(planted.folder, "eigen-w", GOES, used_in=2, told=True)
    plant_case(planted.folder, "eigen-v", GOES, workshop=2)
    plant_case(planted.folder, "eigen-x", GOES)
    (planted.folder / ".cases" / "eigen-x.json").unlink()  # wiped by hand before
    (planted.folder / ".cases" / "eigen-w.json-00ff00ff00ff.new").write_text(GOES)
    assert Wiping(planted.folder).cases(2) == {"case": 3, "choice": 3}
    assert MARK not in bytes_of(tmp_path)
    assert records(planted.folder) == stays
    there = sorted(one.stem for one in (planted.folder / ".cases").iterdir())
    assert there == ["eigen-k", "eigen-l", "eigen-oud", "eigen-t"]


def test_a_folder_that_only_looks_like_a_group_is_left_alone(tmp_path):
    other = tmp_path / "dataset"
    (other / ".kit").mkdir(parents=True)
    (other / NAME).write_bytes(b'{"text":"iets heel anders"}\n')
    (other / ".kit" / "x.new").write_text("van een ander")
    before = bytes_of(tmp_path)
    at_start(tmp_path, date.max)
    with pytest.raises(NotSaved, match="Er is niets gewist"):
        wipe_group(other)
    assert bytes_of(tmp_path) == before


# -- when something is in the way ----------------------------------------------------------------


def test_a_file_that_is_held_is_told_and_goes_at_the_next_start(tmp_path, monkeypatch):
    planted = plant(tmp_path)
    held = sorted(planted.folder.glob("*.jsonl"))[0]
    real = os.rename

    def rename(old, new):
        if Path(old) == held:
            raise PermissionError(13, "held")
        real(old, new)

    monkeypatch.setattr(os, "rename", rename)
    waits = []
    with pytest.raises(NotSaved) as told:
        Wiping(planted.folder, waits.append).due(TODAY)
    assert len(waits) == 5
    assert told.value.message.startswith("Nog niet alles is gewist: ")
    assert told.value.message.endswith("Gesprekskit maakt het af als je het opnieuw start.")
    assert Wiping(planted.folder).waiting()
    assert all(one in records(planted.folder) for one in planted.stays)
    Drafts(planted.folder).keep(1, "reflection", {"text": "net begonnen"})
    monkeypatch.undo()
    at_start(tmp_path, LONG_AGO)
    assert MARK not in bytes_of(tmp_path)
    assert records(planted.folder) == planted.stays
    assert len(in_journal(planted.folder)) == 1
    assert Drafts(planted.folder).get(1) == {"reflection": {"text": "net begonnen"}}


def test_a_full_disk_wipes_nothing_and_loses_nothing(tmp_path, monkeypatch):
    planted = plant(tmp_path)
    before = read(planted.folder).records
    real = os.write

    def write(fd, data):
        if b"signaal" in bytes(data):
            raise OSError(28, "full")
        return real(fd, data)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(NotSaved, match="de schijf is vol"):
        Wiping(planted.folder).due(TODAY)
    found = {one["id"] for one in read(planted.folder).records}
    assert {one["id"] for one in planted.stays} <= found <= {one["id"] for one in before}


def test_a_line_that_another_copy_just_added_is_not_lost(tmp_path, monkeypatch):
    planted = plant(tmp_path)
    real, added = os.rename, made("signal", 0, text="van het andere venster")
    late = line_of(next(sealed([added])))

    def rename(old, new):
        if str(new).endswith(".wissen"):
            with Path(old).open("ab") as file:
                file.write(b"\n" + late)
        real(old, new)

    monkeypatch.setattr(os, "rename", rename)
    Wiping(planted.folder).due(TODAY)
    assert added["id"] in {one["id"] for one in records(planted.folder)}
    assert MARK not in bytes_of(tmp_path)


def test_what_is_removed_is_zeros_on_the_disk_first(tmp_path, monkeypatch):
    planted = plant(tmp_path)
    plant_drafts(planted.folder)
    real, removed, steps = os.unlink, {}, []

    def unlink(path, **named):
        removed[Path(path).name] = set(Path(path).read_bytes()), steps[-1:]
        real(path, **named)

    for name in ("write", "fsync"):
        step = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, n=name, s=step: (steps.append(n), s(*a))[1])
    monkeypatch.setattr(os, "unlink", unlink)
    Wiping(planted.folder).due(TODAY)
    of_words = {name: how for name, how in removed.items() if not name.startswith("wiping.json")}
    assert len(of_words) == 4, of_words
    assert set(map(str, of_words.values())) == {str(({0}, ["fsync"]))}


# -- all of a group ------------------------------------------------------------------------------


def test_all_of_a_group_goes_and_nothing_of_another_one_or_of_one_person(tmp_path):
    other = plant(tmp_path / "ander", goes="ANDER")
    (tmp_path / ".persoonlijk").mkdir()
    (tmp_path / ".persoonlijk" / "reflectie-1.json").write_text("alleen van mij")
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elders.txt"
    elsewhere.write_text("van iemand anders")
    rest = bytes_of(tmp_path), elsewhere.read_bytes()
    planted = plant(tmp_path)
    plant_drafts(planted.folder)
    plant_case(planted.folder, "eigen-1", GOES, used_in=1, told=True)
    report = planted.folder / "verslagen" / f"Verslag {GOES}.pdf"
    report.parent.mkdir()
    report.write_bytes(MARK * 9)
    report.chmod(0o400)
    (planted.folder / "kopie").symlink_to(elsewhere)
    (planted.folder / "map").symlink_to(other.folder, target_is_directory=True)
    what = wipe_group(planted.folder)
    (receipt,) = receipts(tmp_path)
    (tmp_path / ".kit" / "wiped.json").unlink()
    (tmp_path / ".kit").rmdir()
    assert (bytes_of(tmp_path), elsewhere.read_bytes()) == rest
    assert receipt["what"] == what and what["file"] == 3 and what["case"] == 1
    assert set(receipt) == {"id", "when", "what", "why"} and "groep" not in str(receipt)


def test_a_group_of_which_something_is_open_elsewhere_stays_whole(tmp_path, monkeypatch):
    planted = plant(tmp_path)
    before = {one: one.read_bytes() for one in planted.folder.glob("*.jsonl")}
    seen = []

    def refuse(old, new):
        seen.append(new)
        raise PermissionError(13, "held")

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(NotSaved, match=r"Er is nog niets gewist.*Sluit dat programma"):
        wipe_group(planted.folder, lambda _: None)
    monkeypatch.undo()
    at_start(tmp_path, LONG_AGO)
    assert {one: one.read_bytes() for one in planted.folder.rglob("*") if one.is_file()} == before
    assert receipts(tmp_path) == [] and len(seen) == 6


def test_what_is_held_of_a_group_goes_at_the_next_start(tmp_path, monkeypatch):
    planted = plant(tmp_path)
    real = os.unlink

    def unlink(path, **named):
        if str(path).endswith(".jsonl"):
            raise PermissionError(13, "held")
        real(path, **named)

    monkeypatch.setattr(os, "unlink", unlink)
    with pytest.raises(NotSaved, match="Nog niet alles is gewist"):
        wipe_group(planted.folder, lambda _: None)
    assert Folder(tmp_path).groups() == [] and half_wiped(tmp_path)
    assert MARK not in bytes_of(tmp_path), "what cannot be removed is overwritten"
    monkeypatch.undo()
    at_start(tmp_path, LONG_AGO)
    assert not half_wiped(tmp_path) and len(receipts(tmp_path)) == 1


# -- at work -------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path):
    words = content.load(content_root())
    script = script_of(content_root() / "notebooks" / "workshop-1.ipynb")[0]
    room = Room(Folder(tmp_path), words, {1: script}, now=lambda: 1_800_000_000_000)
    yield room
    room.pen.shutdown()
    for journal in room.books.journals.values():
        journal.close()


def test_an_open_table_forgets_what_was_wiped_and_works_on(room, tmp_path):
    group = room.folder.add_group("Voorbeeldstad")

    async def evening():
        table = room.open(group, 1)
        await table.save("reflection", {"text": f"{GOES} gezegd"}, draft="a")
        await table.save("signal", {"text": f"{STAYS} signaal"}, draft="b")
        await table.keep_draft("reflection", {"text": f"{GOES} half"})
        await table.keep_draft("signal", {"text": f"{STAYS} half"})
        assert GOES in str(table.state())
        what = await room.wipe(group, Wiping.learning)
        assert what == {"draft": 1, "reflection": 1}
        assert GOES not in str(table.state()) and f"{STAYS} half" in str(table.state())
        await table.keep_draft("parked", {"text": "verder"})
        await table.save("reflection", {"text": "een nieuwe"}, draft="a")
        return table.records, table.saved_drafts

    kept, known = asyncio.run(evening())
    assert [one["text"] for one in kept] == [f"{STAYS} signaal", "een nieuwe"]
    assert GOES not in str(known)
    assert MARK not in bytes_of(tmp_path)


def test_a_case_of_a_workshop_that_is_done_again_stays_until_that_is_over(tmp_path):
    planted = plant(tmp_path)
    plant_case(planted.folder, "eigen-w", STAYS, used_in=1, told=True)
    journal = Journal(planted.folder)
    for finished in (True, False):
        journal.append(record("session", "groep", 1, "", finished=finished, here=1))
    before = records(planted.folder)
    at_start(tmp_path, LONG_AGO)
    assert records(planted.folder) == before
    assert list((planted.folder / ".cases").iterdir())
    journal.append(record("session", "groep", 1, "", finished=True, here=1))
    journal.close()
    at_start(tmp_path, LONG_AGO)
    assert not list((planted.folder / ".cases").iterdir())


def test_a_case_is_not_wiped_under_an_open_window_but_when_that_has_gone(room):
    group = room.folder.add_group("Voorbeeldstad")
    cases, id, clock = room.books.own_cases(group), OWN + "0123456789abcdef", [1_800_000_000_000]
    cases.write(id, fresh=True, texts={"text1": GOES})
    cases.set_used(id, 1, True)
    room.now = lambda: clock[0]

    async def evening():
        table = room.open(group, 1)
        table.become(actions.close(table.session, room.now()), "close")
        table.watchers.add(len)
        await room.leave_finished()
        room.tick()
        table.watchers.clear()  # a reload
        room.tick()
        await room.leave_finished()
        await asyncio.gather(*room._tasks)
        assert cases.all()
        table.watchers.add(len)
        clock[0] += ALONE + 1
        room.tick()
        table.watchers.clear()
        clock[0] += ALONE
        room.tick()
        await asyncio.gather(*room._tasks)
        assert cases.all(), "it is not known yet that it will not come back"
        clock[0] += 1
        room.tick()
        await asyncio.gather(*room._tasks)
        assert not cases.all()

    asyncio.run(evening())
    assert MARK not in bytes_of(room.folder.path)


def test_windows_of_a_wiped_group_are_led_away_and_nothing_late_comes_back(room, tmp_path):
    group, other = room.folder.add_group("Voorbeeldstad"), room.folder.add_group("Anderstad")
    heard, shown = [], []

    async def evening():
        table = room.open(group, 1)
        table.watchers.add(heard.append)
        room.beamers.add(shown.append)
        await table.save("reflection", {"text": f"{GOES} gezegd"})
        going = asyncio.create_task(room.wipe_group(group))
        late = [
            asyncio.create_task(table.keep_draft("reflection", {"text": f"{GOES} half"})),
            asyncio.create_task(room.write(table, record("reflection", group, 1, "", text=GOES))),
        ]
        await asyncio.gather(*late)
        with pytest.raises(CannotDo):
            room.open(group, 1)
        with pytest.raises(CannotDo):
            await room.keep(group, "plan", 1, place=GOES)
        await going

    asyncio.run(evening())
    assert heard[-1] == {"leave": LEFT}
    assert "Welkom" in shown[-1]["html"] and room.current is None
    assert room.folder.groups() == [(other, "Anderstad")]
    left = bytes_of(tmp_path)
    assert MARK not in left and b"voorbeeldstad" not in left.lower()


def test_a_start_wipes_what_is_due_and_finishes_what_was_begun(tmp_path):
    planted = plant(tmp_path)
    journal = Journal(planted.folder)
    gone = journal.append(record("reflection", "groep", 1, "", text=f"{GOES} vandaag"))
    journal.close()
    at_start(tmp_path, date.fromisoformat(gone["time"][:10]) + timedelta(days=DAYS - 2))
    assert gone in records(planted.folder)
    at_start(tmp_path, date.fromisoformat(gone["time"][:10]) + timedelta(days=DAYS + 2))
    assert MARK not in bytes_of(tmp_path)
