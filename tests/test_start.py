"""The first minute on a fresh machine: what start.py does, does not do again, and says."""

from __future__ import annotations

import ast
import errno
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start
from tests import browser as browsers

REPO = Path(start.__file__).parent
OFFLINE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
    "ERROR: No matching distribution found for voila<0.6,>=0.5.13"
)


class Machine:
    """Stands in for venv and pip: remembers what was asked and answers as told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: list[list[str]] = []
        self.pip_answers: list[tuple[int, str]] = []
        self.browser_after: str | None = ""

    def __call__(self, command) -> tuple[int, str]:
        words = [str(word) for word in command]
        self.asked.append(words)
        if words[1:3] == ["-m", "venv"]:
            shutil.rmtree(self.root / ".venv", ignore_errors=True)
            python = start.venv_python(self.root)
            python.parent.mkdir(parents=True)
            python.touch()
            Path(packages(self.root)).mkdir(parents=True)
        if words[1:3] == ["-m", "pip"]:
            return self.pip_answers.pop(0) if self.pip_answers else (0, "")
        return 0, ""

    def verbs(self) -> list[str]:
        """What was asked, in short: venv, install, download."""
        return [words[3] if words[2] == "pip" else words[2] for words in self.asked]


def packages(root: Path) -> Path:
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    inside = ("Lib",) if os.name == "nt" else ("lib", version)
    return root.joinpath(".venv", *inside, "site-packages")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a kit that was never set up, on a path as people have them."""
    folder = tmp_path / "Zoë's kit"
    folder.mkdir()
    for name in ("start.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(REPO / name, folder)
    return folder


@pytest.fixture
def machine(root: Path) -> Machine:
    return Machine(root)


# Old Pythons.


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 2), (3, 10, 13)])
def test_an_old_python_is_told_what_to_do(version: tuple[int, ...]) -> None:
    assert start.python_problem(version, which=lambda name: None) == (
        f"De kit heeft Python 3.11 of nieuwer nodig. Deze is {version[0]}.{version[1]}.\n"
        "Installeer een nieuwere Python, of vraag dat aan je helpdesk. Start daarna opnieuw."
    )


def test_a_newer_python_on_the_same_machine_is_named() -> None:
    problem = start.python_problem((3, 8, 1), which={"python3.12": "/bin/python3.12"}.get)
    assert problem.endswith("Een nieuwere staat al op deze computer. Typ: python3.12 start.py")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_no_problem(version: tuple[int, ...]) -> None:
    assert start.python_problem(version) is None


def test_old_pythons_can_read_the_file_and_check_first() -> None:
    source = (REPO / "start.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.NamedExpr)]
    assert not re.search(r"\bf['\"]", source), "an f-string may hold what an old Python cannot read"
    before, found, _ = source.partition("sys.exit(python_problem(sys.version_info))")
    assert found
    imports = [node for node in ast.parse(before + "pass").body if isinstance(node, ast.Import)]
    assert {alias.name for node in imports for alias in node.names} == {"shutil", "sys"}


# First and second start.


def test_the_first_start_sets_up_and_says_so_in_one_line(root, machine, capsys) -> None:
    start.set_up(root, run=machine)
    assert machine.verbs() == ["venv", "install"]
    install = machine.asked[1]
    assert install[install.index("-c") + 1] == str(root / "constraints.txt")
    assert [word for word in install if word.startswith("voila")]
    assert not [word for word in install if word.startswith("pytest")]
    assert capsys.readouterr() == ("", "Eenmalig klaarzetten. Dit duurt een paar minuten.\n")


def test_the_second_start_runs_nothing_and_says_nothing(root, machine, capsys) -> None:
    start.set_up(root, run=machine)
    machine.asked.clear()
    capsys.readouterr()
    start.set_up(root, run=machine)
    assert machine.asked == []
    assert capsys.readouterr() == ("", "")


def test_test_extras_are_added_once_and_stay(root, machine) -> None:
    start.set_up(root, run=machine)
    start.set_up(root, ["test"], run=machine)
    assert machine.verbs() == ["venv", "install", "install"]
    assert [word for word in machine.asked[2] if word.startswith("pytest")]
    start.set_up(root, ["test"], run=machine)
    start.set_up(root, run=machine)
    assert len(machine.asked) == 3


@pytest.mark.parametrize("file", ["constraints.txt", "pyproject.toml"])
def test_changed_dependencies_are_installed_into_the_same_environment(root, machine, file) -> None:
    start.set_up(root, ["test"], run=machine)
    text = (root / file).read_text("utf-8")
    (root / file).write_text(text.replace("ipykernel", "ipython", 1), "utf-8")
    start.set_up(root, run=machine)
    assert machine.verbs() == ["venv", "install", "install"]
    assert [word for word in machine.asked[2] if word.startswith("pytest")], "extras stay"


def test_another_part_of_pyproject_may_change_without_set_up(root, machine) -> None:
    start.set_up(root, run=machine)
    with (root / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.other]\nx = 1\n")
    assert start.ready(root, [], machine)


def killed(_command) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("moment", ["first set-up", "update"])
def test_a_set_up_that_was_killed_starts_over(root, machine, moment) -> None:
    if moment == "update":
        start.set_up(root, run=machine)
    machine.pip_answers = [(0, "")]

    def dies_in_pip(command):
        return killed(command) if "pip" in command else machine(command)

    with pytest.raises(KeyboardInterrupt):
        start.set_up(root, ["test"], run=dies_in_pip)
    torn = packages(root) / "torn.py"
    torn.touch()
    machine.asked.clear()
    start.set_up(root, run=machine)
    assert machine.verbs() == ["venv", "install"]
    assert "--clear" in machine.asked[0]
    assert not torn.exists()


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"extras": []}'])
def test_a_stamp_that_cannot_be_read_counts_as_none(root, machine, stamp) -> None:
    start.set_up(root, run=machine)
    (root / ".venv" / start.STAMP).write_text(stamp, "utf-8")
    assert not start.ready(root, [], machine)
    start.set_up(root, run=machine)
    assert start.ready(root, [], machine)


def test_an_environment_whose_python_is_gone_is_made_anew(root, machine) -> None:
    start.set_up(root, run=machine)
    start.venv_python(root).unlink()
    start.set_up(root, run=machine)
    assert machine.verbs() == ["venv", "install"] * 2


@pytest.mark.parametrize(
    ("answer", "keeps"), [("Python 3.11.9\n", True), ("Python 3.12.1\n", False)]
)
def test_another_python_uses_the_environment_as_long_as_that_runs(
    root, machine, answer: str, keeps: bool
) -> None:
    start.set_up(root, run=machine)
    stamp = root / ".venv" / start.STAMP
    stamp.write_text(json.dumps(start.read_stamp(root) | {"python": "3.11 /elsewhere"}), "utf-8")
    assert start.ready(root, [], lambda command: (0, answer)) is keeps


def test_two_windows_at_once_set_up_once(root, machine, capsys) -> None:
    waiting, done = threading.Event(), threading.Event()

    def second_window() -> None:
        start.set_up(root, run=machine)
        done.set()

    def slow(command):
        if "venv" in command:
            other.start()
            assert waiting.wait(10), "the second window did not notice the first"
        return machine(command)

    other = threading.Thread(target=second_window)
    real_try = start.try_lock

    def watched(file):
        got = real_try(file)
        if not got:
            waiting.set()
        return got

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start, "try_lock", watched)
        start.set_up(root, run=slow)
        assert done.wait(10)
        other.join()
    assert machine.verbs() == ["venv", "install"]
    said = capsys.readouterr().err
    assert "In een ander venster wordt de kit al klaargezet. Even wachten." in said


# From wheels/.


def test_a_wheels_folder_means_no_network_at_all(root, machine) -> None:
    (root / "wheels").mkdir()
    start.set_up(root, run=machine)
    install = machine.asked[1]
    assert "--no-index" in install
    assert install[install.index("--find-links") + 1] == str(root / "wheels")


def test_without_a_wheels_folder_the_registry_is_used(root, machine) -> None:
    start.set_up(root, run=machine)
    assert not {"--no-index", "--find-links"} & set(machine.asked[1])


@pytest.mark.parametrize(("words", "with_tests"), [([], False), (["--test"], True)])
def test_wheels_are_fetched_for_a_computer_without_network(
    root, machine, words: list[str], with_tests: bool
) -> None:
    (root / "wheels").mkdir()
    (root / "wheels" / "old-1.0-py3-none-any.whl").touch()

    def download(command):
        if "download" in command:
            folder = Path(command[command.index("-d") + 1])
            folder.mkdir()
            (folder / "new-1.0-py3-none-any.whl").touch()
        return machine(command)

    start.fetch_wheels(root, words, run=download)
    assert machine.verbs() == ["venv", "install", "download"]
    assert "--no-index" not in machine.asked[1] + machine.asked[2]
    fetched = machine.asked[2]
    assert fetched[fetched.index("--only-binary") + 1] == ":all:"
    assert fetched[fetched.index("-c") + 1] == str(root / "constraints.txt")
    assert any(word.startswith("pytest") for word in fetched) is with_tests
    assert [path.name for path in (root / "wheels").iterdir()] == ["new-1.0-py3-none-any.whl"]


def test_wheels_that_are_there_survive_a_download_that_fails(root, machine) -> None:
    (root / "wheels").mkdir()
    (root / "wheels" / "old-1.0-py3-none-any.whl").touch()
    machine.pip_answers = [(0, ""), (1, OFFLINE)]
    with pytest.raises(start.Trouble, match="er is geen verbinding"):
        start.fetch_wheels(root, [], run=machine)
    assert (root / "wheels" / "old-1.0-py3-none-any.whl").exists()


# What goes wrong, in Dutch, with a remedy.


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        (OFFLINE, "NO_NETWORK"),
        ("Caused by NameResolutionError: Temporary failure in name resolution", "NO_NETWORK"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "NO_NETWORK"),
        ("('Cannot connect to proxy.', ...) ProxyError", "NO_NETWORK"),
        ("ERROR: [Errno 28] No space left on device", "NO_ROOM"),
        ("OSError: [WinError 112] Er is onvoldoende ruimte", "NO_ROOM"),
        ("OSError: [Errno 30] Read-only file system: '/x'", "NOT_WRITABLE"),
        ("ERROR: [WinError 32] Het proces heeft geen toegang", "IN_USE"),
        ("ERROR: [Errno 13] Permission denied: '/x'", "IN_USE"),
        ("created successfully because ensurepip is not available.", "NO_VENV"),
    ],
)
def test_a_failed_set_up_says_what_to_do(root, machine, printed: str, message: str) -> None:
    machine.pip_answers = [(1, printed)]
    with pytest.raises(start.Trouble) as told:
        start.set_up(root, run=machine)
    assert str(told.value) == getattr(start, message).format(root=root)
    assert not start.ready(root, [], machine)


@pytest.mark.parametrize(("extras", "command"), [([], "wheels"), (["test"], "wheels --test")])
@pytest.mark.parametrize(
    "printed", ["ERROR: No matching distribution found for x", "ERROR: ResolutionImpossible: ..."]
)
def test_a_wheels_folder_that_misses_something_says_how_to_fill_it(
    root, machine, extras, command, printed
) -> None:
    (root / "wheels").mkdir()
    machine.pip_answers = [(1, printed)]
    with pytest.raises(start.Trouble) as told:
        start.set_up(root, extras, run=machine)
    assert f"python3 start.py {command}\n" in str(told.value)


def test_what_nobody_foresaw_is_kept_in_a_file_that_the_message_names(root, machine) -> None:
    machine.pip_answers = [(1, "ERROR: Failed building wheel for x")]
    with pytest.raises(start.Trouble) as told:
        start.set_up(root, run=machine)
    log = root / ".venv" / start.LOG
    assert str(log) in str(told.value)
    assert log.read_text("utf-8") == "ERROR: Failed building wheel for x"


def test_an_update_without_network_goes_on_with_what_is_there(root, machine, capsys) -> None:
    start.set_up(root, run=machine)
    (root / "constraints.txt").write_text("voila==0.5.14\n", "utf-8")
    machine.pip_answers = [(1, OFFLINE), (0, "Requirement already satisfied")]
    start.set_up(root, run=machine)
    assert "De kit start met wat er al staat." in capsys.readouterr().err
    machine.asked.clear()
    start.set_up(root, run=machine)
    assert machine.verbs() == ["install"], "with network again, it updates after all"
    assert start.ready(root, [], machine)


def test_an_update_without_network_that_misses_something_keeps_the_old_set(root, machine) -> None:
    start.set_up(root, run=machine)
    before = start.read_stamp(root)
    (root / "constraints.txt").write_text("voila==0.5.14\n", "utf-8")
    machine.pip_answers = [(1, OFFLINE), (1, "ERROR: No matching distribution found")]
    with pytest.raises(start.Trouble, match="er is geen verbinding"):
        start.set_up(root, run=machine)
    assert start.read_stamp(root) == before


def test_a_full_disk_is_told_before_minutes_of_downloading(root, machine, monkeypatch) -> None:
    usage = shutil.disk_usage(root)._replace(free=start.ROOM_NEEDED - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(start.Trouble) as told:
        start.set_up(root, run=machine)
    assert str(told.value) == start.NO_ROOM
    assert machine.asked == []


@pytest.mark.parametrize("part", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_which_package_to_add(root, machine, monkeypatch, part):
    find = start.importlib.util.find_spec
    monkeypatch.setattr(
        start.importlib.util, "find_spec", lambda name: None if name == part else find(name)
    )
    with pytest.raises(start.Trouble, match="sudo apt install python3-venv"):
        start.set_up(root, run=machine)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_folder_that_is_not_ours_is_told_with_another_place() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "kit")
        folder.mkdir()
        for file in ("pyproject.toml", "constraints.txt"):
            shutil.copy(REPO / file, folder)
        folder.chmod(0o555)
        Path(name).chmod(0o755)
        me = os.geteuid()
        if me == 0:  # nobody may forbid root anything
            os.seteuid(65534)
        try:
            with pytest.raises(start.Trouble) as told:
                start.set_up(folder, run=Machine(folder))
        finally:
            os.seteuid(me)
        assert str(told.value) == start.NOT_WRITABLE.format(root=folder)
        folder.chmod(0o755)


def test_a_disk_that_fills_up_meanwhile_is_told(root, machine, monkeypatch) -> None:
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(start, "write_stamp", full)
    with pytest.raises(start.Trouble) as told:
        start.set_up(root, run=machine)
    assert str(told.value) == start.NO_ROOM


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (start.Trouble("Dit moet je doen."), 1, "Dit moet je doen.\n"),
        (KeyboardInterrupt(), 130, "Gestopt. Start opnieuw om verder te gaan.\n"),
    ],
)
def test_what_goes_wrong_ends_without_a_traceback(monkeypatch, capsys, raised, code, said) -> None:
    def fails(words):
        raise raised

    monkeypatch.setattr(start, "carry_out", fails)
    assert start.main([]) == code
    assert capsys.readouterr() == ("", said)


def test_a_command_runs_out_of_sight_and_its_words_are_kept(capfd) -> None:
    code, printed = start.run(
        [sys.executable, "-c", "import sys; print('uit'); print('fout', file=sys.stderr); exit(3)"]
    )
    assert (code, sorted(printed.split())) == (3, ["fout", "uit"])
    assert capfd.readouterr() == ("", "")


# What the words mean.


@pytest.mark.parametrize(
    ("words", "extras", "command"),
    [
        ([], [], ["-P", "-m", "kit", "start"]),
        (["--no-browser"], [], ["-P", "-m", "kit", "start", "--no-browser"]),
        (["start", "--port", "0"], [], ["-P", "-m", "kit", "start", "--port", "0"]),
        (["check", "decks/"], [], ["-P", "-m", "kit", "check", "decks/"]),
        (["chekc"], [], ["-P", "-m", "kit", "chekc"]),
        (["test", "-k", "wheel"], ["test"], ["-m", "pytest", "-k", "wheel"]),
        (["bench"], ["test"], ["-m", "tests.bench"]),
    ],
)
def test_the_first_word_says_what_runs(root, monkeypatch, words, extras, command) -> None:
    seen: dict[str, list[str]] = {}
    monkeypatch.chdir(root)
    monkeypatch.setattr(start, "set_up", lambda _, extras=(): seen.update(extras=list(extras)))
    monkeypatch.setattr(start, "find_browser", lambda _: True)
    monkeypatch.setattr(start, "hand_over", lambda whole: seen.update(command=whole) or 7)
    assert start.carry_out(words, root) == 7
    assert seen["extras"] == extras
    assert seen["command"] == [start.venv_python(root), *command]


def test_help_needs_no_set_up(capsys) -> None:
    assert start.carry_out(["--help"], Path("nowhere")) == 0
    assert capsys.readouterr().out.startswith("Gebruik: python3 start.py")


def test_words_and_exit_code_travel_to_the_kit_and_back_after_the_folder_moved(
    root, tmp_path: Path
) -> None:
    """The only test here with a real environment: without pip, so it is made in no time."""
    (root / "kit").mkdir()
    (root / "kit" / "__init__.py").touch()
    (root / "kit" / "__main__.py").write_text(
        "import sys; print(sys.argv[1:], sys.prefix); sys.exit(3)", "utf-8"
    )

    def without_pip(command):
        if "pip" in command:
            return 0, ""
        return start.run([*command, "--without-pip"])

    start.set_up(root, run=without_pip)
    moved = root.rename(tmp_path / "verhuisd")
    elsewhere = tmp_path / "elders"
    (elsewhere / "kit").mkdir(parents=True)  # a folder of that name is not the kit
    done = subprocess.run(
        [sys.executable, moved / "start.py", "check", "een naam", "--x"],
        cwd=elsewhere,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == f"['check', 'een naam', '--x'] {moved / '.venv'}\n"
    assert (done.returncode, done.stderr) == (3, "")


# A browser for the tests.


def browser_machine(appears_after: str):
    asked: list[list[str]] = []

    def answer(command):
        words = [str(word) for word in command]
        if words[-1].endswith("browser.py"):
            there = not appears_after or any(appears_after in past for past in asked)
            return (0, "") if there else (1, "")
        asked.append(words)
        return 1, ""

    return asked, answer


def steps(asked: list[list[str]]) -> list[str]:
    return [" ".join(words).partition(" -m ")[2] or " ".join(words) for words in asked]


@pytest.mark.parametrize(
    ("appears_after", "expected"),
    [
        ("", []),
        ("playwright", ["playwright install chromium"]),
        (
            "apt-get",
            ["playwright install chromium", "apt-get update", "apt-get install -y chromium"],
        ),
    ],
)
def test_a_browser_is_fetched_only_as_far_as_needed(
    root, monkeypatch, appears_after, expected
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    asked, answer = browser_machine(appears_after)
    assert start.find_browser(root, run=answer)
    assert steps(asked) == expected


def test_without_any_browser_the_message_says_what_to_install(root, monkeypatch, capsys) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    asked, answer = browser_machine("never")
    assert not start.find_browser(root, run=answer)
    assert steps(asked) == ["playwright install chromium"]
    assert start.NO_BROWSER in capsys.readouterr().err


def test_the_browser_that_is_asked_for_is_the_only_one_that_counts(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv(browsers.VARIABLE, str(tmp_path / "absent"))
    assert browsers.find() is None
    (tmp_path / "absent").touch()
    assert browsers.find() == str(tmp_path / "absent")


def test_a_browser_test_without_a_browser_fails_and_is_not_skipped(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import browser\n", "utf-8")
    (tmp_path / "test_page.py").write_text("def test_page(browser): pass\n", "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", tmp_path],
        cwd=tmp_path,
        env=os.environ
        | {browsers.VARIABLE: str(tmp_path / "absent"), "PYTHONPATH": str(REPO)}
        | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert browsers.MISSING in done.stdout
    assert "skipped" not in done.stdout


def test_the_browser_works(browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Welkom</h1>")
    assert page.get_by_role("heading", name="Welkom").is_visible()


# What is pinned, declared and shipped.


def pins() -> dict[str, Requirement]:
    lines = (REPO / "constraints.txt").read_text("utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in found}


def declared(extras: tuple[str, ...] = ()) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in start.requirements(REPO, extras)}


def closure(names: set[str]) -> dict[str, importlib.metadata.Distribution]:
    """Everything that comes along with these packages on this machine."""
    found: dict[str, importlib.metadata.Distribution] = {}
    todo = [(name, frozenset()) for name in names]
    seen = set()
    while todo:
        name, extras = todo.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = importlib.metadata.distribution(name)
        for line in found[name].requires or []:
            need = Requirement(line)
            contexts = [{"extra": extra} for extra in ("", *extras)]
            if need.marker is None or any(need.marker.evaluate(context) for context in contexts):
                todo.append((canonicalize_name(need.name), frozenset(need.extras)))
    return found


def test_lock_files_name_versions_and_no_hosts() -> None:
    for pin in pins().values():
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(pin.specifier)), pin
        assert pin.url is None
    for name in ("constraints.txt", "pyproject.toml"):
        assert "://" not in (REPO / name).read_text("utf-8")


def test_everything_that_gets_installed_is_pinned_to_the_version_under_test() -> None:
    for name, distribution in closure(declared(("test",))).items():
        assert name in pins(), f"{name} has no line in constraints.txt"
        assert pins()[name].specifier.contains(distribution.version), name


def test_every_pin_runs_on_the_oldest_python_that_start_py_lets_in() -> None:
    oldest = ".".join(map(str, start.OLDEST)) + ".0"
    for name, distribution in closure(declared(("test",))).items():
        needs = distribution.metadata["Requires-Python"]
        assert needs is None or Requirement(f"python{needs}").specifier.contains(oldest), name


def test_windows_and_mac_get_pinned_versions_too() -> None:
    assert {"colorama", "pywinpty", "appnope"} <= pins().keys()


def test_start_py_and_pyproject_ask_for_the_same_python() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, start.OLDEST))


def test_the_kit_imports_only_what_it_declares() -> None:
    # What Voila and the kernel stand on comes with them: their version decides these.
    with_voila = {"tornado", "traitlets", "nbformat", "nbconvert", "nbclient", "ipython"}
    with_voila |= {"jupyter-server", "jupyter-client", "jupyter-core", "jinja2", "pyzmq"}
    ours = importlib.metadata.packages_distributions()
    for file in (REPO / "kit").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in {name.partition(".")[0] for name in names}:
                if name == "kit" or name in sys.stdlib_module_names:
                    continue
                packages_of = {canonicalize_name(package) for package in ours.get(name, [name])}
                assert packages_of & (declared() | with_voila), f"{file.name} imports {name}"


def test_a_double_click_on_windows_runs_start_py() -> None:
    raw = (REPO / "start.bat").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n"), "cmd.exe loses labels without CR LF"
    assert b'"%~dp0start.py" %*' in raw
    assert raw.isascii()


def test_ci_runs_the_command_that_people_are_told() -> None:
    script = REPO / ".ci" / "run"
    assert "python3 start.py test" in script.read_text("utf-8")
    if os.name != "nt":
        assert os.access(script, os.X_OK)
