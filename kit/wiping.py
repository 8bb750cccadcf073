"""Wiping: how words leave the disk for good, and how a crash half-way is finished.

Only this file removes words of a group. What goes is first written down without a word of it
(ids, names of files), and every step after that can be taken again: `finish` does so at the next
start. How a file is rewritten without the lines that go is in `kit.rewriting`.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from kit.casework import OWN
from kit.drafts import Drafts
from kit.journal import line_of, read, record, text_of
from kit.overwriting import not_wiped, remove, tried
from kit.retention import DAMAGED, Asked, Chosen, choose, day_in_name, due
from kit.rewriting import (
    drop_plan,
    finish_files,
    hold,
    journals,
    new_name,
    plan_of,
    rewrite,
    write_plan,
)

CASES = ".cases"


class Wiping:
    """One group's folder, while something in it is wiped. Not for two threads at once."""

    def __init__(self, folder: Path, wait: Callable[[float], object] = time.sleep):
        self.folder, self._wait = Path(folder), wait

    # -- what goes ---------------------------------------------------------------------------

    def due(self, today: date) -> dict[str, int]:
        """Wipe the words for learning that are 90 days old; how many of each kind. Raises NotSaved.

        So do the others. A folder without one whole record is none of ours: nothing happens there.
        """
        return self._wipe(due(today), "due")

    def learning(self) -> dict[str, int]:
        """Wipe all words for learning now, half-written ones included."""
        return self._wipe(Asked(), "asked")

    def cases(self, workshop: int) -> dict[str, int]:
        """Wipe the own cases that were told in a workshop and what the group would do in them.

        What is kept on purpose stays, and so does a case that is still to be told.
        """
        files, staying = self._own_cases(workshop)
        chosen = {text_of(one, "case") for one in read(self.folder, dict).records}
        about = {case for case in chosen if case.startswith(OWN)} | files.keys()
        asked = Asked(("choice",), cases=frozenset(about - staying))
        return self._wipe(asked, "case", [name for names in files.values() for name in names])

    def _own_cases(self, workshop: int) -> tuple[dict[str, list[str]], set[str]]:
        """The files of the cases that go, by id, and the ids of those that stay."""
        going: dict[str, list[str]] = {}
        staying: set[str] = set()
        for file in sorted((self.folder / CASES).glob("*.json")):
            try:
                made = json.loads(file.read_bytes())
                used = made.get("used_in", made.get("workshop"))
                stays = made.get("keep") or used != workshop or made.get("told") is False
            except (OSError, ValueError, AttributeError):
                made, stays = {}, True
            id = str(made.get("id", file.stem))
            if stays:
                staying.add(id)
            else:
                around = sorted(file.parent.glob(f"{file.name}-*"))
                going[id] = [f"{CASES}/{one.name}" for one in (file, *around)]
        return going, staying

    def _wipe(self, asked: Asked, reason: str, cases: Iterable[str] = ()) -> dict[str, int]:
        self.finish()
        try:
            files = {file.name: file.read_bytes().split(b"\n") for file in journals(self.folder)}
            chosen = choose(files, asked)
            forms, loose = self._forms(asked), [*cases, *self._set_aside(asked)]
            left_half = sorted(self._half_written())
        except OSError as error:
            raise not_wiped(error) from error
        what = Counter(chosen.what)
        what["draft"] += sum(map(len, forms.values()))
        for name in loose:
            what["case" if name.startswith(CASES) else DAMAGED] += 1
        what = {kind: count for kind, count in sorted(what.items()) if count}
        if not (what or left_half) or not self._ours():
            return {}
        plan = {
            "ids": sorted(chosen.ids),
            "damaged": sorted(chosen.damaged),
            "files": {
                name: new_name(name)
                for name, lines in files.items()
                if not all(map(chosen.stays, lines))
            },
            "forms": forms,
            "loose": [*loose, *left_half],
        }
        if what:
            plan["receipt"] = record("wiped", self.folder.name, None, "", what=what, why=reason)
            plan["receipt_file"] = new_name("")
        write_plan(self.folder, plan, self._wait)
        self._carry_out(plan)
        return what

    def _ours(self) -> bool:
        return bool(read(self.folder).records)

    def _forms(self, asked: Asked) -> dict[str, list[str]]:
        """The forms with unfinished words that go, by workshop."""
        found: dict[str, list[str]] = {}
        drafts = Drafts(self.folder, self._wait)
        for number in drafts.workshops():
            day = datetime.fromtimestamp(drafts.file(number).stat().st_mtime).date()
            for form in drafts.names(number):
                kind, _, about = form.partition("~")[0].partition("@")
                if asked.goes(kind, about.rpartition(":")[0], day):
                    found.setdefault(str(number), []).append(form)
        return found

    def _set_aside(self, asked: Asked) -> list[str]:
        """Files of drafts and cases that nobody could read, once they are old enough."""
        if asked.cases is not None:
            return []
        until = asked.until or date.max
        return [
            one.relative_to(self.folder).as_posix()
            for place in (".kit", CASES)
            for one in sorted((self.folder / place).glob("*.garbled"))
            if day_in_name(one.name) <= until
        ]

    def _half_written(self) -> Iterator[str]:
        """What a killed writer left; a whole version of it stands beside it."""
        for place in (".kit", CASES):
            for one in (self.folder / place).glob("*.new"):
                yield one.relative_to(self.folder).as_posix()

    # -- carrying it out ---------------------------------------------------------------------

    def finish(self) -> None:
        """Finish what was interrupted here, if anything was. Raises NotSaved."""
        try:
            if "turn" in (plan := plan_of(self.folder)):
                raise OSError("a lock is being put on or taken off")
            if plan and not plan.get("all"):
                self._carry_out(plan)
            finish_files(self.folder, self._wait)
        except OSError as error:
            raise not_wiped(error) from error

    def waiting(self) -> bool:
        """Whether something here still has to be finished."""
        return bool(plan_of(self.folder))

    def _carry_out(self, plan: dict) -> None:
        drafts, failed = Drafts(self.folder, self._wait), []
        chosen = Chosen(frozenset(plan["ids"]), frozenset(plan["damaged"]))
        for name in plan["loose"]:
            tried(failed, remove, self.folder / name, self._wait)
        for number, forms in plan["forms"].items():
            for form in forms:
                tried(failed, drafts.drop, int(number), form)
        if not failed and (plan["forms"] or plan["loose"]):  # what is typed from now on stays
            plan = plan | {"forms": {}, "loose": []}
            write_plan(self.folder, plan, self._wait)
        for old, new in plan["files"].items():
            tried(failed, rewrite, self.folder, old, new, chosen.staying, self._wait)
        if failed:
            raise not_wiped(failed[0]) from failed[0]
        try:
            if "receipt" in plan:
                hold(self.folder / plan["receipt_file"], line_of(plan["receipt"]), self._wait)
            drop_plan(self.folder, self._wait)
        except OSError as error:
            raise not_wiped(error) from error
