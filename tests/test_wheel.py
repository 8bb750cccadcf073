"""The wheel: everything the kit needs is inside, and it works far from its repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kit import __version__

REPO = Path(__file__).resolve().parent.parent
LEFT_BEHIND = ("__pycache__", ".ipynb_checkpoints")


def kit(*words: object, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        **options,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built here and now, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ("--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")
    done = kit("-m", "pip", "wheel", *quiet, "-w", folder, REPO)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory) -> Path:
    """The wheel unpacked as pip does it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    done = kit("-m", "pip", "install", "--no-index", "--no-deps", "--target", folder, wheel)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def files(*parts: str) -> set[str]:
    """The repository's files below a folder, as the wheel should hold them."""
    top = REPO.joinpath(*parts)
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if path.is_file() and not set(LEFT_BEHIND) & set(path.parts)
    }


@pytest.mark.parametrize("name", ["notebooks", "decks", "cases", "media"])
def test_all_content_is_inside(wheel: Path, name: str) -> None:
    prefix = f"kit/shipped/{name}/"
    inside = {
        entry.removeprefix(prefix)
        for entry in zipfile.ZipFile(wheel).namelist()
        if entry.startswith(prefix)
    }
    assert inside == files(name)
    assert inside, f"{name}/ is empty"


def test_every_file_of_the_package_is_inside(wheel: Path) -> None:
    entries = set(zipfile.ZipFile(wheel).namelist())
    assert {f"kit/{name}" for name in files("kit")} <= entries
    assert {name for name in entries if name.startswith("kit/web/")}


def test_nothing_of_this_machine_or_of_participants_is_inside(wheel: Path) -> None:
    for entry in zipfile.ZipFile(wheel).namelist():
        assert entry.startswith(("kit/", "gesprekskit-")), entry
        assert not entry.endswith((".pyc", ".jsonl")), entry
        assert not set(LEFT_BEHIND) & set(entry.split("/")), entry


def test_the_licence_and_the_command_travel_along(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    described = f"gesprekskit-{__version__}.dist-info/"
    assert b"EUROPEAN UNION PUBLIC LICENCE" in archive.read(described + "licenses/LICENSE")
    assert "kit = kit.__main__:main" in archive.read(described + "entry_points.txt").decode()
    assert "License-Expression: EUPL-1.2" in archive.read(described + "METADATA").decode()


def far_away(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed kit from a folder that has nothing to do with it."""
    return kit("-P", *words, cwd=folder, env=os.environ | {"PYTHONPATH": str(installed)})


def test_the_installed_kit_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    asked = "import kit.paths as p; print(p.content_root()); print(p.web_root())"
    done = far_away(installed, tmp_path, "-c", asked)
    expected = [installed / "kit" / "shipped", installed / "kit" / "web"]
    assert done.stdout.splitlines() == [str(path) for path in expected], done.stderr


def test_version_from_any_folder(installed: Path, tmp_path: Path) -> None:
    done = far_away(installed, tmp_path, "-m", "kit", "version")
    assert (done.returncode, done.stdout) == (0, f"Gesprekskit {__version__}\n"), done.stderr


def test_check_looks_at_the_shipped_content(installed: Path, tmp_path: Path) -> None:
    """It says what it says in the repository; whether that is praise may depend on the date."""
    there = far_away(installed, tmp_path, "-m", "kit", "check")
    here = kit("-P", "-m", "kit", "check", cwd=REPO, env=os.environ | {"PYTHONPATH": str(REPO)})
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, "")
    assert list(tmp_path.iterdir()) == [], "check leaves nothing behind"
