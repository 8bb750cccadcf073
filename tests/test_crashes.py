"""Two hundred mishaps: server, kernel and browser are killed while words are on their way.

What was called kept is there exactly once after each of them, and of what was being typed at most
the last second is gone. `GESPREKSKIT_KILLS` sets how many, `GESPREKSKIT_SEED` repeats a run.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Error, Page, expect

from kit.journal import read
from kit.standing import current
from tests import browser as browsers
from tests.looking import Visit
from tests.running import PATIENCE, Kit

KILLS = int(os.environ.get("GESPREKSKIT_KILLS", "204"))
SEED = int(os.environ.get("GESPREKSKIT_SEED", str(random.SystemRandom().randrange(10**6))))
OF_KERNEL, OF_BROWSER = KILLS // 5, KILLS * 12 // 100
OF_SERVER = KILLS - OF_KERNEL - OF_BROWSER
LANES = 2
"""Data folders that are battered at the same time: one per core of a small machine."""
SAME_GROUP = 6
"""Kills in a row for one group; then another begins, so that a state stays small."""
CUT_OFF = (OSError, http.client.HTTPException)


@pytest.fixture(autouse=True)
def how_often() -> None:
    print(f"GESPREKSKIT_KILLS={KILLS} GESPREKSKIT_SEED={SEED}")


def lasts(process: subprocess.Popen, seconds: float) -> None:
    """Let a server go on this long; it may not stop by itself."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        raise AssertionError(f"de server stopte zelf: {process.wait(seconds)}")


class Words:
    """What was said to a group, what of it was called kept, and what was still in the air."""

    def __init__(self, kit: Kit, name: str):
        self.kit, self.group = kit, kit.begin(name)
        self.kept: dict[str, str] = {}
        self.in_the_air: list[dict] = []
        self.typed = 0
        self.answers: queue.Queue[str] = queue.Queue()
        self.numbers = iter(range(10**6))

    def about(self, **more: object) -> dict:
        return {"group": self.group, "workshop": 1, **more}

    def ask(self, line: http.client.HTTPConnection, path: str, body: dict) -> dict:
        line.request("POST", path, json.dumps(body), {"Authorization": f"token {self.kit.token}"})
        reply = line.getresponse()
        said = json.loads(reply.read())
        assert reply.status == 200, said
        return said

    @contextlib.contextmanager
    def line(self) -> Iterator[http.client.HTTPConnection]:
        """A line of one writer; when it is cut off, the writer stops."""
        line = http.client.HTTPConnection("127.0.0.1", self.kit.port, timeout=PATIENCE)
        with contextlib.suppress(*CUT_OFF):
            yield line
        line.close()

    def save(self, stop: threading.Event) -> None:
        """Keep sentence after sentence, as fast as answers come."""
        with self.line() as line:
            while not stop.is_set():
                number = next(self.numbers)
                text = f"Zin {number}: hij zei ja, maar ik zag nee. " * (1 + number % 30)
                body = self.about(kind="reflection", fields={"text": text}, draft=f"zin-{number}")
                self.in_the_air.append(body)
                said = self.ask(line, "/api/save", body)
                self.kept[said["id"]] = text.strip()
                self.in_the_air.remove(body)
                self.answers.put("saved")

    def type(self, stop: threading.Event) -> None:
        """Type on in another form; every version says how far it is."""
        with self.line() as line:
            while not stop.is_set():
                text = f"{self.typed + 1} " + "Ik durfde het niet te zeggen. " * (self.typed % 50)
                self.ask(line, "/api/draft", self.about(form="signal", fields={"text": text}))
                self.typed += 1

    @contextlib.contextmanager
    def going_on(self) -> Iterator[None]:
        """Three write and one types, as long as this lasts or until they are cut off."""
        stop = threading.Event()
        with ThreadPoolExecutor(4) as hands:
            work = [hands.submit(self.save, stop) for _ in range(3)]
            work.append(hands.submit(self.type, stop))
            try:
                yield
            finally:
                stop.set()
        for one in work:
            one.result()

    def hear(self, answers: int) -> None:
        """Wait until this many more sentences were called kept."""
        for _ in range(answers):
            self.answers.get(timeout=PATIENCE)

    def check(self) -> None:
        """All that was called kept is there once; what is tried again does not come twice."""
        state = self.kit.state(self.group)
        seen = Counter(one["fields"]["text"] for one in state["records"])
        wrong = {text[:60]: seen[text] for text in self.kept.values() if seen[text] != 1}
        assert not wrong, f"niet precies één keer terug: {wrong}"
        if self.typed:
            kept = int(state["drafts"]["signal"]["text"].partition(" ")[0])
            assert kept >= self.typed, f"versie {self.typed} was bewaard, terug is {kept}"
            self.typed = kept
        while self.in_the_air:
            body = self.in_the_air.pop()
            said = self.kit.do("/api/save", **body)
            self.kept[said["id"]] = body["fields"]["text"].strip()
        self.check_disk()

    def check_disk(self) -> None:
        """The same on the disk, without a server: nothing garbled, nothing twice."""
        found = read(self.kit.data / self.group)
        by_id = {one["id"] for one in found.records}
        assert set(self.kept) <= by_id
        stands = Counter(one["text"] for one in current(found.records) if "text" in one)
        assert {text: stands[text] for text in self.kept.values() if stands[text] != 1} == {}


# -- the server --------------------------------------------------------------------------------


def batter_server(data: Path, kills: int, seed: int) -> str:
    """Kill one server after another on the same data folder; what this cost, as one line."""
    chance, kit, words = random.Random(seed), Kit(data), None
    all_words, began = [], time.perf_counter()
    for number in range(kills):
        kit.start()
        if words:
            words.check()
        if number % SAME_GROUP == 0:
            words = Words(kit, f"Stad {number}")
            all_words.append(words)
        with words.going_on():
            words.hear(chance.randint(1, 12))
            lasts(kit.process, chance.random() * 0.4)
            kit.kill()
    with kit:
        words.check()
    for words in all_words:
        words.check_disk()
    kept = sum(len(words.kept) for words in all_words)
    return f"{kills} servers, {kept} zinnen, {time.perf_counter() - began:.0f} s"


def test_no_word_is_lost_when_the_server_is_killed_again_and_again(tmp_path):
    share = [OF_SERVER // LANES + (lane < OF_SERVER % LANES) for lane in range(LANES)]
    with ThreadPoolExecutor(LANES) as lanes:
        battered = [
            lanes.submit(batter_server, tmp_path / f"map{lane}", kills, SEED + lane)
            for lane, kills in enumerate(share)
        ]
        for one in battered:
            print(one.result())


# -- the kernel --------------------------------------------------------------------------------


def kernels(kit: Kit) -> list[psutil.Process]:
    """The kernels of this server that are alive."""
    found = []
    for child in psutil.Process(kit.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if child.status() != psutil.STATUS_ZOMBIE and "ipykernel_launcher" in child.cmdline():
                found.append(child)
    return found


def waits_for(kit: Kit, group: str, fits: Callable[[dict], bool], then: Callable = int) -> None:
    """Follow the facilitator's stream until a state fits; `then` is called once it is open."""
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    head = {"Authorization": f"token {kit.token}"}
    line.request("GET", f"/api/console?group={group}&workshop=1", headers=head)
    end = time.monotonic() + PATIENCE
    try:
        for row in line.getresponse():
            if row.startswith(b"data: ") and fits(json.loads(row[6:])):
                return
            then()
            then = int
            assert time.monotonic() < end, "dit kwam niet"
    finally:
        line.close()


@contextlib.contextmanager
def opening(kit: Kit, words: Words) -> Iterator[psutil.Process]:
    """The kernel that has just begun, while its notebook is on its way to a window."""
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    head = {"Authorization": f"token {kit.token}"}

    def ask() -> None:
        line.request("GET", "/voila/render/workshop-1.ipynb", headers=head)

    try:
        waits_for(kit, words.group, lambda state: state["notebook"] == "starting", ask)
        (kernel,) = kernels(kit)
        yield kernel
    finally:
        line.close()


def test_no_word_is_lost_when_a_kernel_is_killed_again_and_again(tmp_path):
    chance, began = random.Random(SEED), time.perf_counter()
    all_words = []
    with Kit(tmp_path / "sessions") as kit:
        for number in range(OF_KERNEL):
            if number % SAME_GROUP == 0:
                all_words.append(Words(kit, f"Stad {number}"))
            words = all_words[-1]
            with opening(kit, words) as kernel:
                with words.going_on():
                    words.hear(1)
                    lasts(kit.process, chance.random() * 1.5)
                    kernel.kill()
                    words.hear(5)
                waits_for(kit, words.group, lambda state: state["notebook"] == "dead")
            words.check()
        assert kernels(kit) == []
    kept = sum(len(words.kept) for words in all_words)
    print(f"{OF_KERNEL} kernels, {kept} zinnen, {time.perf_counter() - began:.0f} s")


# -- the browser -------------------------------------------------------------------------------


class Typist:
    """Someone who types and saves in a browser that can be gone at any moment."""

    def __init__(self, kit: Kit, group: str, chance: random.Random):
        self.kit, self.group, self.chance = kit, group, chance
        self.versions = [(0.0, "")]
        self.kept: list[str] = []
        self.saving, self.slowest, self.number = "", 0.0, 0

    def window(self, opened: Browser) -> tuple[Page, str]:
        """The facilitator's page in a new browser, and what is in its box."""
        page = Visit(opened, self.kit).console(self.group)
        box = page.get_by_role("textbox", name="Wat hoorde je?")
        expect(box).to_be_visible()
        box.press("Control+End")
        return page, box.input_value()

    def check(self, found: str, died: float) -> None:
        """Nothing that was kept is gone, and nothing typed more than a second ago."""
        records = current(read(self.kit.data / self.group).records)
        stands = Counter(one["text"] for one in records if one["kind"] == "reflection")
        if self.saving and stands[self.saving]:
            self.kept.append(self.saving)  # kept just before the browser could say so
            self.versions = [(0.0, ""), (died, self.saving)]
        assert stands == Counter(self.kept)
        longest = 1.0 + self.slowest
        old = [at for at, (when, _) in enumerate(self.versions) if when < died - longest]
        allowed = [text for _, text in self.versions[old[-1] if old else 0 :]]
        assert found in allowed, f"terug: {found[-60:]!r}, getypt: {self.versions[-1][1][-60:]!r}"

    def type(self, page: Page, text: str) -> None:
        """One key after the other; each counts from when the browser had it."""
        for key in text:
            began = time.perf_counter()
            page.keyboard.type(key)
            self.slowest = max(self.slowest, time.perf_counter() - began)
            self.versions.append((time.perf_counter(), self.versions[-1][1] + key))

    def save(self, page: Page) -> None:
        self.saving = self.versions[-1][1]
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("status")).to_contain_text("Bewaard op deze laptop")
        self.kept.append(self.saving)
        self.versions, self.saving = [(0.0, "")], ""

    def go_on(self, page: Page, found: str) -> None:
        """Type and save until the browser is gone."""
        self.versions, self.saving, self.slowest = [(0.0, found)], "", 0.0
        while True:
            self.number += 1
            self.type(page, f"{self.number} Ik durfde het niet")
            if self.chance.random() < 0.4:
                self.save(page)
            else:
                self.type(page, ", en toen zweeg iedereen. ")


def process_of(mark: str) -> psutil.Process:
    """The main process of the browser that was started with this argument."""
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            words = child.cmdline()
            if mark in words and not any(word.startswith("--type=") for word in words):
                return child
    raise AssertionError("de browser is niet te vinden")


def kill(process: psutil.Process, moment: list[float]) -> None:
    """As a power cut for the browser and all its parts."""
    everyone = [process, *process.children(recursive=True)]
    moment.append(time.perf_counter())
    for one in everyone:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()


def test_at_most_a_second_of_typing_is_gone_when_the_browser_is_killed(tmp_path, browser):
    chance, began, died = random.Random(SEED), time.perf_counter(), [0.0]
    with Kit(tmp_path / "sessions") as kit:
        group = kit.begin()
        typist = Typist(kit, group, chance)
        for number in range(OF_BROWSER + 1):
            mark = f"--gesprekskit-{os.getpid()}-{number}"
            opened = browser.browser_type.launch(
                executable_path=browsers.find(), args=[*browsers.arguments(), mark]
            )
            page, found = typist.window(opened)
            typist.check(found, died[-1])
            if number == OF_BROWSER:
                opened.close()
                break
            end = threading.Timer(0.3 + 2 * chance.random(), kill, (process_of(mark), died))
            end.start()
            with contextlib.suppress(Error, AssertionError):
                typist.go_on(page, found)
            end.join()
            assert not opened.is_connected()
    print(f"{OF_BROWSER} browsers, {len(typist.kept)} zinnen, {time.perf_counter() - began:.0f} s")
