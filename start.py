"""Set up the kit on a fresh machine and run it: `python3 start.py`.

Only this file knows how the `.venv` beside it is made, when it is complete, and what to tell a
person when that fails. Standard library only. Old Pythons must be able to read it up to the end,
so that it can turn them away in plain words: no syntax or annotation newer than Python 3.6.
"""

import shutil
import sys

OLDEST = (3, 11)


def python_problem(version, which=shutil.which):
    """Say in Dutch why this Python cannot run the kit and what to do; None when it can."""
    if tuple(version[:2]) >= OLDEST:
        return None
    newer = ["python3.%d" % minor for minor in range(30, 10, -1)]
    found = next((name for name in newer if which(name)), None)
    remedy = (
        "Een nieuwere staat al op deze computer. Typ: %s start.py" % found
        if found
        else "Installeer een nieuwere Python, of vraag dat aan je helpdesk. Start daarna opnieuw."
    )
    return "De kit heeft Python %d.%d of nieuwer nodig. Deze is %d.%d.\n%s" % (
        OLDEST + tuple(version[:2]) + (remedy,)
    )


if python_problem(sys.version_info):
    sys.exit(python_problem(sys.version_info))

import errno
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sysconfig
import time
import tomllib
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent
STAMP = "klaar.json"
LOG = "klaarzetten.txt"
ROOM_NEEDED = 700_000_000  # bytes: the environment with test extras, and pip's downloads
INTERRUPTED = 130
# The whole suite waits more than it works. In the order of their names: the long files come early.
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]

HELP = """\
Gebruik: python3 start.py [OPDRACHT]      (op Windows: py start.py)

  zonder opdracht   zet de kit klaar en opent de startpagina
  check             zoekt fouten in kaarten, casussen en draaiboeken
  lab               opent de draaiboeken in JupyterLab
  new MAP           maakt een eigen werkplaats om workshops in te veranderen
  version           zegt welke versie dit is
  test              draait alle tests; wat erachter staat gaat naar pytest
  bench             meet hoe snel de kit is
  wheels            haalt alles op voor een computer zonder internet
                    (wheels --test: ook wat de tests nodig hebben)"""

NO_ROOM = "De schijf is vol. Maak ongeveer 1 GB vrij en start opnieuw."
NOT_WRITABLE = (
    "Ik mag hier niets bewaren: {root}\n"
    "Zet de map van de kit op een plek die van jou is, zoals Documenten, en start opnieuw."
)
IN_USE = (
    "Een deel van de kit is nog in gebruik, of ik mag hier niets bewaren: {root}\n"
    "Sluit andere vensters van de kit en start opnieuw."
)
NO_NETWORK = (
    "Ik kan de onderdelen van de kit niet ophalen: er is geen verbinding.\n"
    "Zorg voor internet en start opnieuw. Daarna werkt de kit zonder internet.\n"
    "Lukt dat niet? Typ op een computer met internet: python3 start.py wheels\n"
    "Kopieer de map wheels naar deze map en start opnieuw."
)
WHEELS_SHORT = (
    "In de map wheels ontbreekt een onderdeel, of het past niet bij deze computer.\n"
    "Typ op eenzelfde soort computer met internet: python3 start.py wheels{test}\n"
    "Kopieer de map wheels opnieuw, of haal hem weg als je internet hebt."
)
NO_VENV = (
    "Aan deze Python ontbreekt het onderdeel venv.\n"
    "Typ op Debian of Ubuntu: sudo apt install python3-venv\n"
    "Op een andere computer: installeer Python opnieuw. Start daarna opnieuw."
)
UNKNOWN = "Klaarzetten is niet gelukt. Wat er misging staat in: {log}\nStart nog een keer."
NO_BROWSER = (
    "Er is geen browser gevonden voor de tests. Installeer Chromium, Chrome of Edge,\n"
    "of zet het pad in GESPREKSKIT_BROWSER. Zonder browser falen de tests met een pagina."
)


NOT_IN_WHEELS = r"No matching distribution|Could not find a version|ResolutionImpossible"


class Trouble(Exception):
    """Something a person can solve; the message is Dutch and says how."""


def say(line):
    """Tell what happens, on stderr: stdout belongs to the kit."""
    print(line, file=sys.stderr, flush=True)


def run(command):
    """Run a command out of sight and return its exit code and everything it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        # A pip that outlives a killed start.py holds its lock on, so that the next one waits.
        close_fds=os.name == "nt",
        # A user's own setting to install elsewhere would make pip refuse.
        env=dict(os.environ, PIP_USER="0", DEBIAN_FRONTEND="noninteractive"),
    )
    return done.returncode, done.stdout


# What should be there, and whether it is.


def requirements(root, extras):
    """What pyproject.toml asks for, as pip reads it."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return wanted


def fingerprint(root, extras):
    """A short name for exactly this set of dependencies."""
    parts = [*requirements(root, extras), (root / "constraints.txt").read_text("utf-8")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def this_python():
    """Which Python an environment made now would lean on."""
    return "%d.%d %s" % (*sys.version_info[:2], sys.base_prefix)


def venv_python(root):
    """The Python inside the environment."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def read_stamp(root):
    """What the last complete set-up left behind; empty when there is none."""
    with suppress(OSError, ValueError):
        stamp = json.loads((root / ".venv" / STAMP).read_text("utf-8"))
        if isinstance(stamp, dict) and {"extras", "set", "python"} <= stamp.keys():
            return stamp
    return {}


def usable(root, stamp, run=run):
    """Whether the environment still runs, also when another Python starts this file today."""
    if not stamp or not venv_python(root).exists():
        return False
    if stamp["python"] == this_python():
        return True
    code, printed = run([venv_python(root), "--version"])
    return code == 0 and (printed.strip() + ".").startswith(
        "Python %s." % stamp["python"].split()[0]
    )


def ready(root, extras, run=run):
    """Whether nothing needs to be set up."""
    stamp = read_stamp(root)
    return (
        bool(stamp)
        and set(extras) <= set(stamp["extras"])
        and stamp["set"] == fingerprint(root, stamp["extras"])
        and usable(root, stamp, run)
    )


# Setting up.


def pip(root, verb, options, extras):
    """A pip command about everything that pyproject.toml and these extras ask for."""
    manner = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return [venv_python(root), "-m", "pip", verb, *manner, *options, *requirements(root, extras)]


def pip_install(root, extras, wheels):
    """The command that fills the environment."""
    source = ["--no-index", "--find-links", root / "wheels"] if wheels else ["--retries", "2"]
    return pip(root, "install", [*source, "-c", root / "constraints.txt"], extras)


def pip_download(root, extras, folder):
    """The command that fetches everything for a computer without internet."""
    options = ["--only-binary", ":all:", "-d", folder, "-c", root / "constraints.txt"]
    return pip(root, "download", options, extras)


def explain(printed, root, wheels=False, extras=()):
    """Turn what a failed command printed into the one thing a person can do about it."""
    patterns = (
        (r"No space left|Errno 28\b|WinError 112", NO_ROOM),
        (r"Read-only file system|Errno 30\b", NOT_WRITABLE),
        (r"Permission denied|Errno 13\b|WinError (5|32)\b|Toegang geweigerd", IN_USE),
        (r"ensurepip", NO_VENV),
    )
    for pattern, message in patterns:
        if re.search(pattern, printed):
            return message.format(root=root)
    if wheels and re.search(NOT_IN_WHEELS, printed):
        return WHEELS_SHORT.format(test=" --test" if "test" in extras else "")
    if re.search(
        r"NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|ProxyError|SSLError"
        r"|Max retries|Connection broken|Could not fetch URL|name resolution|getaddrinfo",
        printed,
        re.IGNORECASE,
    ):
        return NO_NETWORK
    log = root / ".venv" / LOG
    with suppress(OSError):
        log.write_text(printed, "utf-8")
    return UNKNOWN.format(log=log)


def make_venv(root, run=run):
    """Make an empty environment; whatever half of one is there goes."""
    if any(importlib.util.find_spec(part) is None for part in ("venv", "ensurepip")):
        raise Trouble(NO_VENV)
    if shutil.disk_usage(root).free < ROOM_NEEDED:
        raise Trouble(NO_ROOM)
    code, printed = run([sys.executable, "-m", "venv", "--clear", root / ".venv"])
    if code:
        raise Trouble(explain(printed, root))
    let_it_find_the_kit(root)


def let_it_find_the_kit(root):
    """Put this folder on the environment's path, so that nothing has to be built.

    The path is relative: the folder may be moved or renamed, in any alphabet.
    """
    base = str(root / ".venv")
    packages = sysconfig.get_path("purelib", "venv", {"base": base, "platbase": base})
    Path(packages, "gesprekskit.pth").write_text(os.path.relpath(root, packages) + "\n", "utf-8")


def write_stamp(root, extras, python):
    """Say that the environment is complete; this is the last thing a set-up does."""
    stamp = {"extras": extras, "set": fingerprint(root, extras), "python": python}
    half = root / ".venv" / (STAMP + ".half")
    half.write_text(json.dumps(stamp), "utf-8")
    half.replace(root / ".venv" / STAMP)


def fill(root, extras, wheels, run=run):
    """Install what is missing in an environment that runs; True when all of it is there."""
    before = read_stamp(root)
    (root / ".venv" / STAMP).unlink(missing_ok=True)
    code, printed = run(pip_install(root, extras, wheels))
    if code == 0:
        return True
    message = explain(printed, root, wheels, extras)
    if before and message == NO_NETWORK:
        (root / ".venv" / STAMP).write_text(json.dumps(before), "utf-8")
        if run(pip(root, "install", ["--no-index"], extras))[0] == 0:
            say("Bijwerken lukt nu niet: er is geen verbinding. De kit start met wat er al staat.")
            return False
    raise Trouble(message)


@contextmanager
def one_at_a_time(root):
    """Let a second window wait while the first one sets up; a killed one leaves no lock."""
    with (root / ".venv-lock").open("a") as file:
        os.set_inheritable(file.fileno(), True)
        if not try_lock(file):
            say("In een ander venster wordt de kit al klaargezet. Even wachten.")
            while not try_lock(file):
                time.sleep(0.5)
        yield


def try_lock(file):
    """Take the lock if nobody has it; a disk that knows no locks never stops the set-up."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def set_up(root, extras=(), run=run, wheels=None):
    """Make sure the environment holds the kit and these extras; do nothing when it does."""
    if ready(root, extras, run):
        return
    try:
        with one_at_a_time(root):
            if not ready(root, extras, run):
                make_or_renew(root, extras, run, wheels)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Trouble(NOT_WRITABLE.format(root=root)) from error
        raise Trouble(explain(str(error), root)) from error


def make_or_renew(root, extras, run, wheels):
    """Bring an environment up to date, or make it anew when it is absent, broken or half."""
    if wheels is None:
        wheels = (root / "wheels").is_dir()
    stamp = read_stamp(root)
    if usable(root, stamp, run):
        say("De kit wordt bijgewerkt. Dit kan een paar minuten duren.")
        extras, python = sorted({*extras, *stamp["extras"]}), stamp["python"]
    else:
        say("Eenmalig klaarzetten. Dit duurt een paar minuten.")
        extras, python = sorted(extras), this_python()
        make_venv(root, run)
    if fill(root, extras, wheels, run):
        write_stamp(root, extras, python)


# The commands.


def fetch_wheels(root, words, run=run):
    """Fill wheels/ for a computer of the same kind that has no internet."""
    if words not in ([], ["--test"]):
        raise Trouble("Na wheels past alleen: --test")
    set_up(root, run=run, wheels=False)
    say("De onderdelen worden opgehaald. Dit duurt een paar minuten.")
    fresh = root / ".venv" / "wheels"
    shutil.rmtree(fresh, ignore_errors=True)
    code, printed = run(pip_download(root, ["test"] if words else [], fresh))
    if code:
        raise Trouble(explain(printed, root))
    shutil.rmtree(root / "wheels", ignore_errors=True)
    shutil.move(fresh, root / "wheels")
    say(
        "Klaar. Kopieer deze hele map, met de map wheels erin, naar de andere computer.\n"
        "Die heeft dan geen internet nodig, als systeem en Python hetzelfde zijn."
    )


def find_browser(root, run=run):
    """Find a browser for the tests, or try to install one; True when there is one."""
    look = [venv_python(root), root / "tests" / "browser.py"]
    if run(look)[0] == 0:
        return True
    say("Geen browser gevonden voor de tests. Ik haal er een op.")
    attempts = [[[venv_python(root), "-m", "playwright", "install", "chromium"]]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts.append([["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]])
    for attempt in attempts:
        for command in attempt:
            run(command)
        if run(look)[0] == 0:
            return True
    say(NO_BROWSER)
    return False


def hand_over(command):
    """Become this command; on Windows, which cannot, wait for it and pass on its exit code."""
    command = [str(part) for part in command]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command, env=dict(os.environ, PYTHONUTF8="1"))
    while True:
        # Ctrl+C reaches the kit as well: it tidies up and ends, and only then this file does.
        with suppress(KeyboardInterrupt):
            return process.wait()


def carry_out(words, root=ROOT):
    """Do what the words ask and return the exit code."""
    first, rest = (words[0], words[1:]) if words else ("", [])
    if first in ("-h", "--help"):
        print(HELP)
        return 0
    if first == "wheels":
        fetch_wheels(root, rest)
        return 0
    if first in ("test", "bench"):
        set_up(root, ["test"])
        if not find_browser(root) and first == "bench":
            return 1
        os.chdir(root)
        module = "pytest" if first == "test" else "tests.bench"
        if first == "test":
            rest = rest or SIDE_BY_SIDE
        return hand_over([venv_python(root), "-m", module, *rest])
    set_up(root)
    if not first or first.startswith("-"):
        words = ["start", *words]
    # -P: a folder named kit where the user happens to stand is not the kit.
    return hand_over([venv_python(root), "-P", "-m", "kit", *words])


def main(words):
    """Carry out the words; what a person can solve is told in Dutch, without a traceback."""
    try:
        return carry_out(words)
    except Trouble as trouble:
        say(trouble)
        return 1
    except KeyboardInterrupt:
        say("Gestopt. Start opnieuw om verder te gaan.")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
