"""Which folder the kit works in, and how the command `kit` answers."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from kit import __version__, paths
from kit.__main__ import CHECK_HELP, COMMANDS, HELP, START_HELP, main

REPO = Path(__file__).resolve().parent.parent


# Folders.


def test_in_the_repository_the_content_stands_beside_the_package() -> None:
    assert paths.content_root() == REPO
    assert paths.web_root() == REPO / "kit" / "web"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch) -> Path:
    """The kit as a wheel leaves it, beside another package that is also called decks."""
    package = tmp_path / "site-packages" / "kit"
    (package / "shipped" / "decks").mkdir(parents=True)
    (tmp_path / "site-packages" / "decks").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "thuis")
    return package


def test_in_a_wheel_the_content_is_inside_the_package(installed: Path) -> None:
    assert paths.content_root() == installed / "shipped"


def test_sessions_are_kept_beside_start_py_wherever_you_stand(tmp_path: Path) -> None:
    assert paths.default_data(tmp_path) == REPO / "sessions"


def test_an_installed_kit_keeps_sessions_at_home_and_never_in_the_package(
    installed: Path, tmp_path: Path
) -> None:
    assert paths.default_data(tmp_path) == tmp_path / "thuis" / "Gesprekskit"


@pytest.mark.parametrize("inside", ["", "notebooks", "notebooks/dieper"])
def test_a_workspace_keeps_its_own_sessions(tmp_path: Path, inside: str) -> None:
    for name in ("notebooks/dieper", "decks"):
        (tmp_path / name).mkdir(parents=True)
    assert paths.default_data(tmp_path / inside) == tmp_path / "sessions"


def test_a_workspace_may_consist_of_one_settings_file(tmp_path: Path) -> None:
    (tmp_path / "gesprekskit.yaml").touch()
    assert paths.default_data(tmp_path) == tmp_path / "sessions"


def test_notebooks_alone_make_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    assert paths.open_workspace(tmp_path) is None


# The command.


@pytest.fixture
def started(monkeypatch) -> list[tuple]:
    """What `kit start` asks of the server, which is not started."""
    seen: list[tuple] = []
    stand_in = types.ModuleType("kit.server.app")
    stand_in.run = lambda *asked: seen.append(asked) or 5
    monkeypatch.setitem(sys.modules, "kit.server.app", stand_in)
    return seen


def test_start_picks_folder_port_and_browser_itself(started, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["start"]) == 5
    assert started == [(REPO / "sessions", 0, True, False)]


def test_start_does_as_it_is_told(started, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["start", "--data", "bij ons", "--port", "8123", "--no-browser"]) == 5
    assert started == [(tmp_path / "bij ons", 8123, False, False)]


def test_practice_is_the_same_with_a_group_that_plays(started, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["practice", "--port", "8123"]) == 5
    assert started == [(REPO / "sessions", 8123, True, True)]


def test_ctrl_c_ends_without_a_traceback(monkeypatch, capsys) -> None:
    def interrupted(_words):
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS, "start", interrupted)
    assert main(["start"]) == 130
    assert capsys.readouterr() == ("", "")


def test_check_passes_on_paths_and_exit_code(monkeypatch) -> None:
    stand_in = types.ModuleType("kit.check")
    stand_in.main = lambda given: 1 if given == ["decks/", "cases/x.yaml"] else 0
    monkeypatch.setitem(sys.modules, "kit.check", stand_in)
    assert main(["check", "decks/", "cases/x.yaml"]) == 1
    assert main(["check"]) == 0


def test_version(capsys) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out == f"Gesprekskit {__version__}\n"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], HELP),
        (["--help"], HELP),
        (["start", "--help"], START_HELP),
        (["check", "-h"], CHECK_HELP),
    ],
)
def test_help_is_dutch(words, text, capsys) -> None:
    try:
        assert main(words) == 0
    except SystemExit as ended:
        assert ended.code == 0
    assert capsys.readouterr().out == text + "\n"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["strat"], "De opdracht 'strat' ken ik niet. Bedoel je: kit start?"),
        (["Check"], "De opdracht 'Check' ken ik niet. Bedoel je: kit check?"),
        (["koffie"], "De opdracht 'koffie' ken ik niet."),
        (["start", "--port"], "Achter --port hoort nog iets."),
        (["start", "--port", "acht"], "--port: geef een getal van 0 tot en met 65535."),
        (["start", "--port", "-1"], "--port: geef een getal van 0 tot en met 65535."),
        (["start", "--port", "65536"], "--port: geef een getal van 0 tot en met 65535."),
        (["start", "--port", "9" * 5000], "--port: geef een getal van 0 tot en met 65535."),
        (["start", "--data", ""], "--data: geef de naam van een map."),
        (["start", "--no-browser=ja"], "Achter --no-browser hoort niets."),
        (["start", "--brouwser"], "Dit past niet bij deze opdracht: --brouwser."),
        (["start", "nu"], "Dit past niet bij deze opdracht: nu."),
        (["version", "x"], "Dit past niet bij deze opdracht: x."),
    ],
)
def test_a_slip_is_answered_in_dutch_with_the_way_out(words, line, capsys) -> None:
    try:
        code = main(words)
    except SystemExit as ended:
        code = ended.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == line
    assert "Bedoel je" in err or "Gebruik: kit" in err


def test_the_command_loads_nothing_heavy_to_say_its_version() -> None:
    program = (
        "import sys; from kit.__main__ import main; main(['version']);"
        "print(sorted({'voila', 'tornado', 'ipywidgets', 'yaml', 'mistune'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(REPO)},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
