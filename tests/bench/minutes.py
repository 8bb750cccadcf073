"""All that a group takes home of four workshops, from its journal on the disk to files."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from kit.journal import Journal, read
from kit.series import fold
from tests.bench.rows import Aim, Row
from tests.evenings import GROUP, NAME, TODAY, four, released, scripts, words


def measure(tiny: bool) -> list[Row]:
    """Each time in a process of its own: typst remembers what it has set before."""
    with tempfile.TemporaryDirectory() as place:
        told = four()
        journal = Journal(Path(place, GROUP))
        for one in told.records:
            journal.append(one)
        journal.close()
        lets = json.dumps(sorted(released(told)))
        found = [_apart(place, lets) for _ in range(1 if tiny else 5)]
    names = list(found[0]["seconds"])
    rows = [
        Row(f"{name}, four workshops", "s", [one["seconds"][name] for one in found])
        for name in names[:-1]
    ]
    whole, weight = [one["seconds"][names[-1]] for one in found], [one["peak"] for one in found]
    return [
        *rows,
        Row(f"{names[-1]} ({found[0]['files']} files)", "s", whole, (), Aim(2.0, own=True)),
        Row("  peak memory of that process", "MB", weight),
    ]


def _apart(place: str, lets: str) -> dict:
    command = [sys.executable, "-m", "tests.bench.minutes", place, lets]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def _take_home(place: Path, lets: frozenset[str]) -> dict:
    """Seconds and peak memory (MB) of the papers, and of these with every file of them."""
    from kit.house_style import NEUTRAL
    from kit.outputs import lists, paper_html, paper_pdf, word
    from kit.outputs.handover import handover
    from kit.outputs.minutes import minutes

    known, of = words(), scripts()
    start = perf_counter()
    series = fold(read(place / GROUP).records)
    papers = [
        minutes(series, known, NAME, TODAY, 4, released=lets, scripts=of),
        minutes(series, known, NAME, TODAY, released=lets, scripts=of),
        handover(series, known, NAME, TODAY, of),
    ]
    written = perf_counter()
    drawn = [
        draw(paper) for paper in papers for draw in (paper_pdf.pdf, word.docx, paper_html.html)
    ]
    drawn += [
        lists.action_list(series, NAME, TODAY, NEUTRAL),
        lists.actions_csv(series, TODAY),
        lists.signals_csv(series, TODAY),
        lists.planner(series, TODAY),
    ]
    done = perf_counter()
    assert all(drawn)
    seconds = {"journal to papers": written - start, "journal to all files": done - start}
    return {"seconds": seconds, "files": len(drawn), "peak": _peak()}


def _peak() -> float:
    import psutil

    weighed = psutil.Process().memory_info()
    if hasattr(weighed, "peak_wset"):
        return weighed.peak_wset / 2**20
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    print(json.dumps(_take_home(Path(sys.argv[1]), frozenset(json.loads(sys.argv[2])))))
