"""`python -m tests.bench [NAME…] [--tiny]`: the kit beside something bare, in one run."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import re
import signal
import subprocess
import sys
from importlib.metadata import version

from tests import browser
from tests.bench.rows import HEADS, Row, aligned

BENCHES = (
    "starting",
    "reloading",
    "clicking",
    "memory",
    "saving",
    "editing",
    "cards",
    "folding",
    "privacy",
    "printing",
    "minutes",
    "lab",
)


def machine() -> str:
    """What these figures were measured on."""
    path = browser.find()
    said = ""
    if path and os.name != "nt":  # on Windows the browser would open a window instead
        said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    chromium = re.search(r"[\d.]+", said)
    parts = [
        f"{os.cpu_count()} cores",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"Chromium {chromium[0] if chromium else 'of unknown version'}",
        f"Voila {version('voila')}",
        f"ipywidgets {version('ipywidgets')}",
    ]
    return "Machine: " + ", ".join(parts)


def busy() -> str:
    """How busy the machine is with other things, where the system tells."""
    if not hasattr(os, "getloadavg"):
        return ""
    load = os.getloadavg()[0]
    doubt = "  Busy: believe a figure only when it comes back." if load > os.cpu_count() else ""
    return f"Load: {load:.1f}{doubt}"


def run(name: str, tiny: bool) -> list[Row]:
    """Measure one bench and print its rows as soon as they are known."""
    print(f"… {name}", file=sys.stderr, flush=True)
    rows = importlib.import_module(f"tests.bench.{name}").measure(tiny)
    for row in rows:
        print(row.line(), flush=True)
    return rows


def main(words: list[str] | None = None) -> int:
    """Run the benches that are asked for, or all of them."""
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--tiny", action="store_true", help="only to see that a bench works")
    asked = parser.parse_args(words)
    if unknown := [name for name in asked.names if name not in BENCHES]:
        parser.error(f"no bench called {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    # Leave nothing running, also when somebody ends this politely.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(machine(), busy(), sep="\n")
    print(aligned(*HEADS))
    rows = [row for name in asked.names or BENCHES for row in run(name, asked.tiny)]
    aims = [row for row in rows if row.met is not None]
    print(f"{sum(row.met for row in aims)} of {len(aims)} aims met. {busy()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
