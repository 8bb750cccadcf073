"""Which browser the tests drive: the one place that knows where Chromium, Chrome and Edge live.

Run as a file it prints the path, or exits with 1; start.py and .ci/run ask it that way, the latter
before anything is installed, so playwright may be absent.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

VARIABLE = "GESPREKSKIT_BROWSER"
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
MAC = tuple(
    f"/Applications/{name}.app/Contents/MacOS/{name}"
    for name in ("Google Chrome", "Chromium", "Microsoft Edge")
)
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Quiet: a test browser looks nothing up on its own account."""

MISSING = f"Er is geen browser voor de tests. Installeer Chromium, of zet het pad in {VARIABLE}."


@cache
def _of_playwright() -> str | None:
    # In a process of its own, so that a test may ask while playwright is at work in this one.
    program = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False
    )
    return asked.stdout.strip() or None


def find() -> str | None:
    """The browser's path: the one asked for, else one of this machine, else playwright's own.

    One that is asked for and absent is not replaced by another: that would hide a mistake.
    """
    if asked := os.environ.get(VARIABLE):
        return asked if Path(asked).is_file() else None
    for command in COMMANDS:
        if path := shutil.which(command):
            return path
    roots = [os.environ[name] for name in WINDOWS_ROOTS if name in os.environ]
    for path in (*MAC, *(str(Path(root, tail)) for root in roots for tail in WINDOWS)):
        if Path(path).is_file():
            return path
    own = _of_playwright()
    return own if own and Path(own).is_file() else None


def arguments() -> list[str]:
    """How to start it; Chromium refuses its sandbox to root, and CI is often root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, "--no-sandbox"] if is_root else list(ARGUMENTS)


if __name__ == "__main__":
    found = find()
    print(found or MISSING)
    sys.exit(0 if found else 1)
