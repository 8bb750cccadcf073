"""Code and tests are written in one hand."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]], ids=lambda words: words[0])
def test_ruff_has_nothing_to_say(words):
    command = [sys.executable, "-m", "ruff", *words, "--no-cache", str(ROOT)]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 0, said.stdout + said.stderr
