"""Each bench runs and prints its figures; how fast it is, is for `start.py bench` to say."""

import re
import subprocess
import sys

import pytest

from tests.bench.__main__ import BENCHES
from tests.bench.rows import Aim, Row, percentile, spread
from tests.running import NIGHTLY, ROOT

LONGEST = 300
FIGURE = re.compile(r"[\d,.]+ ?(s|ms|µs|MB|/s|×)?\b")


LONG = () if NIGHTLY else ("reloading", "clicking", "memory", "lab")
"""They open many pages; `starting` stays, so that a changed manner of benches shows."""


@pytest.mark.parametrize("name", [name for name in BENCHES if name not in LONG])
def test_a_bench_prints_a_figure_in_each_of_its_rows(name):
    command = [sys.executable, "-m", "tests.bench", name, "--tiny"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=LONGEST)
    assert done.returncode == 0, done.stderr
    machine, _, head, *rows, last = done.stdout.splitlines()
    assert machine.startswith("Machine: ")
    assert head.split()[:2] == ["kit", "p50"]
    assert len(rows) >= 2
    for row in rows:
        assert FIGURE.search(row[58:]), row
    assert re.match(r"\d+ of \d+ aims met\.", last)


def test_an_unknown_bench_is_refused():
    command = [sys.executable, "-m", "tests.bench", "nosuch"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "starting" in done.stderr


def test_percentiles_lie_between_the_samples():
    assert [percentile([4, 1, 3, 2, 5], share) for share in (0, 50, 95, 100)] == [1, 3, 4.8, 5]
    assert percentile([7], 99) == 7


@pytest.mark.parametrize(
    ("row", "said", "met"),
    [
        (Row("a", "s", [1.0], [2.0], Aim(0.8)), "≤ 0.80 ×: met, 0.50 ×", True),
        (Row("a", "ms", [9.0], [2.0], Aim(2.0), 95), "p95 ≤ 2.00 ×: MISSED, 4.50 ×", False),
        (Row("a", "/s", [3.0], [4.0], Aim(0.5, at_least=True)), "≥ 0.50 ×: met, 0.75 ×", True),
        (Row("a", "ms", [21.0], (), Aim(20, own=True)), "≤ 20.0 ms: MISSED, 21.0 ms", False),
        (Row("a", "", [0], [9], Aim(0, own=True)), "≤ 0: met, 0", True),
        (Row("a", "s", [1.0], (), Aim(0.8)), "cannot be compared", None),
        (Row("a", "s", [1.0]), "no aim", None),
    ],
)
def test_the_verdict_says_the_aim_and_what_it_became(row, said, met):
    assert (row.verdict(), row.met) == (said, met)
    assert said in row.line()


def test_few_samples_show_their_slowest_and_many_their_tail():
    assert spread([2.0, 1.0, 3.0], "ms") == "2.0 ms (max 3.0)"
    assert spread([float(n) for n in range(101)], "ms") == "50.0 ms / 95.0 / 99.0"
