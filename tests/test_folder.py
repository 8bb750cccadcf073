"""What the data folder promises: it can be written, it is one copy's at a time, it has groups."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.folder import Folder, slug
from kit.journal import Journal, NotSaved, read, record


def no_wait(_seconds: float) -> None:
    """Waiting, in a test."""


def refuses(number: int):
    def refuse(*_given, **_named):
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "sessions", wait=no_wait)
    made.ensure()
    return made


# -- can it be written -------------------------------------------------------------------------


def test_the_folder_is_made_with_all_that_leads_to_it_and_nothing_is_left_of_the_trial(tmp_path):
    made = Folder(tmp_path / "a" / "b" / "sessies van Ğül")
    made.ensure()
    made.ensure()
    assert [one.name for one in made.path.rglob("*")] == [".kit"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "de schijf is vol. Maak ruimte vrij of kies een andere map, en bewaar het"),
        (errno.EROFS, "in deze map mag je alleen lezen. Kies een andere map en bewaar het"),
        (errno.EACCES, "in deze map mag je alleen lezen. Kies een andere map en bewaar het"),
        (errno.EIO, "de map is weg. Zet de map terug of steek de stick er weer in, of kies"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_folder_that_cannot_be_written_is_named_with_its_remedy(
    tmp_path, monkeypatch, call, number, told
):
    made = Folder(tmp_path, wait=no_wait)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuses(number))
        with pytest.raises(NotSaved) as fault:
            made.ensure()
    assert fault.value.errno == number
    assert fault.value.message.startswith(f"Gesprekskit kan niet bewaren in {tmp_path}: {told}")
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "sessions").write_text("x", "utf-8")
    for path in (tmp_path / "sessions", tmp_path / "sessions" / "dieper"):
        with pytest.raises(NotSaved, match="daar staat een bestand met die naam") as fault:
            Folder(path).ensure()
        assert fault.value.message.endswith("Kies een andere map.")


# -- groups ------------------------------------------------------------------------------------


def test_a_new_folder_has_no_groups(folder, tmp_path):
    assert folder.groups() == []
    assert Folder(tmp_path / "nergens").groups() == []


def test_a_group_keeps_its_name_as_it_was_typed(folder):
    made = folder.add_group("  ’s-Hertogenbosch \t en omstreken\n")
    assert made == "s-hertogenbosch-en-omstreken"
    assert folder.groups() == [(made, "’s-Hertogenbosch en omstreken")]
    assert Folder(folder.path).groups() == folder.groups()
    assert Folder(folder.path).name_of(made) == "’s-Hertogenbosch en omstreken"
    kept = read(folder.path / made).records
    assert [(one["kind"], one["group"], one["name"]) for one in kept] == [
        ("group", made, "’s-Hertogenbosch en omstreken")
    ]


def test_groups_come_by_name(folder):
    for name in ("zutphen", "Almere", "breda"):
        folder.add_group(name)
    assert [name for _, name in folder.groups()] == ["Almere", "breda", "zutphen"]


def test_two_groups_with_one_name_have_two_folders(folder):
    assert [folder.add_group(n) for n in ("Utrecht", "UTRECHT", "Utrecht!")] == [
        "utrecht",
        "utrecht-2",
        "utrecht-3",
    ]


def test_a_group_that_another_copy_added_is_seen(folder):
    assert folder.groups() == []
    made = Folder(folder.path).add_group("Ede")
    assert folder.groups() == [(made, "Ede")]
    assert folder.name_of(made) == "Ede"


def test_the_newest_name_counts(folder):
    made = folder.add_group("Almelo")
    old = read(folder.path / made).records[0]
    new = record("group", made, None, "", name="Almelo-Noord", replaces=old["id"])
    Journal(folder.path / made).append(new)
    assert folder.groups() == [(made, "Almelo-Noord")]


def test_a_group_whose_name_was_lost_goes_by_its_folder(folder):
    made = folder.add_group("Goes")
    next((folder.path / made).glob("*.jsonl")).write_bytes(b"\xff\xff")
    assert Folder(folder.path).groups() == [("goes", "goes")]
    assert folder.name_of("onbekend") == "onbekend"


def test_other_folders_are_no_groups(folder):
    (folder.path / "uitvoer").mkdir()
    (folder.path / ".verborgen").mkdir()
    (folder.path / ".verborgen" / "a.jsonl").write_bytes(b"x")
    (folder.path / "los.jsonl").write_bytes(b"x")
    assert folder.groups() == []


def test_a_group_whose_folder_was_taken_out_is_gone_and_a_pulled_stick_forgets_nothing(folder):
    kept, gone = folder.add_group("Ede"), folder.add_group("Epe")
    (folder.path / gone).rename(folder.path.parent / "elders")
    assert folder.groups() == [(kept, "Ede")]
    folder.path.rename(folder.path.parent / "uit")
    assert folder.groups() == [(kept, "Ede")]


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\u200b", "\x00"])
def test_a_group_needs_a_name(folder, name):
    with pytest.raises(ValueError, match=r"Vul de naam van de gemeente in\."):
        folder.add_group(name)


def test_a_name_has_a_longest_length(folder):
    folder.add_group("x" * 80)
    with pytest.raises(ValueError, match=r"Kort hem in tot 80 letters\."):
        folder.add_group("x" * 81)


def test_a_group_of_another_folder_keeps_its_id(folder):
    assert folder.add_group("Oude groep", id="Oude Groep_1") == "Oude Groep_1"
    assert folder.add_group("Oude groep", id="Oude Groep_1") == "Oude Groep_1"
    assert folder.groups() == [("Oude Groep_1", "Oude groep")]


@pytest.mark.parametrize("id", ["../weg", "/weg", "a/b", "..", ".kit"])
def test_an_id_never_leads_out_of_the_folder(folder, id):
    with pytest.raises(ValueError, match="geen map van een groep"):
        folder.add_group("x", id=id)


@pytest.mark.parametrize("call", ["mkdir", "write"])
def test_a_group_that_cannot_be_written_down_is_not_there(folder, monkeypatch, call):
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuses(errno.ENOSPC))
        with pytest.raises(NotSaved, match="de schijf is vol"):
            folder.add_group("Assen")
    assert folder.groups() == []
    assert folder.add_group("Assen") == "assen"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Bergen (L.)", "bergen-l"),
        ("Ğül İstanbul ß Łódź", "gul-istanbul-ss-lodz"),
        ("CON", "con-groep"),
        ("nul", "nul-groep"),
        ("Com1", "com1-groep"),
        ("con.", "con-groep"),
        ("Contact", "contact"),
        ("..", "groep"),
        ("阿姆斯特丹", "groep"),
        ("../../etc", "etc"),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_folder_name_is_one_that_every_system_accepts(name, made):
    assert slug(name) == made


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_name_gives_a_folder_name(name):
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9](-?[a-z0-9])*", made)
    assert len(made) <= 46
    assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", made)


# -- the running copy --------------------------------------------------------------------------

OTHER = """
import sys
from pathlib import Path
from kit.folder import Folder
print(Folder(Path(sys.argv[1])).lock(), flush=True)
sys.stdin.read()
"""


def other_copy(folder: Folder) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[1],
        text=True,
    )


def test_a_second_copy_is_told_and_a_killed_copy_holds_nothing(folder):
    with other_copy(folder) as first:
        assert first.stdout.readline() == "True\n"
        assert folder.lock() is False
        first.kill()
    assert folder.lock() is True
    assert folder.lock() is True
    assert Folder(folder.path).lock() is False
    folder.unlock()
    assert Folder(folder.path).lock() is True


def test_the_lock_holds_no_name_of_anyone(folder):
    folder.lock()
    assert (folder.path / ".kit" / "lock").read_bytes() == b""


def test_a_disk_without_locks_is_used_all_the_same(folder, monkeypatch):
    monkeypatch.setattr("filelock.FileLock._acquire", refuses(errno.ENOSYS))
    assert folder.lock() is True


def test_a_folder_that_cannot_be_locked_because_it_cannot_be_written_is_told(folder, monkeypatch):
    monkeypatch.setattr("filelock.FileLock._acquire", refuses(errno.EROFS))
    with pytest.raises(NotSaved, match="mag je alleen lezen"):
        folder.lock()


def test_the_secret_stays_the_same_and_a_broken_one_is_replaced(folder):
    made = folder.secret()
    assert len(made) == 32
    assert Folder(folder.path).secret() == made
    (folder.path / ".kit" / "secret").write_bytes(made[:31])
    assert folder.secret() != made[:31]
    assert Folder(folder.path).secret() == folder.secret()
    assert Folder(folder.path.parent / "sessions").secret() == folder.secret()


def test_where_the_running_copy_is_can_be_found(folder):
    assert folder.remembered() == {}
    folder.remember(8123, "http://127.0.0.1:8123/?token=x")
    assert Folder(folder.path).remembered() == {
        "port": 8123,
        "url": "http://127.0.0.1:8123/?token=x",
    }


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"port":"x","url":1}', b"\xff", b"[" * 9999])
def test_a_garbled_note_of_the_running_copy_is_no_note(folder, data):
    (folder.path / ".kit" / "running.json").write_bytes(data)
    assert folder.remembered() == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_other_users_of_the_laptop_cannot_read_the_folder(folder):
    folder.lock()
    folder.secret()
    folder.remember(1, "x")
    folder.add_group("Ede")
    for one in (folder.path, *folder.path.rglob("*")):
        assert one.stat().st_mode & 0o077 == 0, one
    (folder.path / ".kit" / "secret").chmod(0o644)
    folder.secret()
    assert (folder.path / ".kit" / "secret").stat().st_mode & 0o777 == 0o600
