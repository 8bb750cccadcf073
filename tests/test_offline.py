"""Without network and with a network that swallows everything: nothing asks for it or waits for it.

Server, kernels and browser run inside a network namespace of their own. Run as a file this module
is the visitor inside; as a test it stands outside and compares what two visitors tell.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests import browser as browsers
from tests.looking import Visit, button
from tests.running import ROOT, Kit

ROUNDS = 3
NOTHING_WAITS = 2.0
"""Seconds; who waits for an answer from outside waits at least five (one question for a name)."""
STEP = "opwarmkaart-in-tweetallen"
OUTSIDE = ("192.0.2.1", 80)
"""An address that belongs to nobody (RFC 5737)."""


# -- inside: the network -----------------------------------------------------------------------

UP, RUNNING = 0x1, 0x40
SET_FLAGS, SET_ADDRESS, SET_MASK, ADD_ROUTE = 0x8914, 0x8916, 0x891C, 0x890B


def _address(ip: str) -> bytes:
    return struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(ip))


def only_loopback() -> None:
    """Bring 127.0.0.1 up; it is all there is in a fresh namespace."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        fcntl.ioctl(line, SET_FLAGS, struct.pack("16sh14x", b"lo", UP | RUNNING))


def swallowing() -> None:
    """Add an address and a way out that leads back here, where nobody takes the packets in."""
    import ctypes
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        for what, value in ((SET_ADDRESS, "10.9.9.2"), (SET_MASK, "255.255.255.255")):
            fcntl.ioctl(line, what, struct.pack("16s16s8x", b"lo:1", _address(value)))
        name, nowhere = ctypes.create_string_buffer(b"lo"), _address("0.0.0.0")
        way = (0, nowhere, nowhere, nowhere, UP, 0, 0, 0, 0, 0, 0, 1, ctypes.addressof(name))
        fcntl.ioctl(line, ADD_ROUTE, struct.pack("@L16s16s16sHhLLhhhhPLLH", *way, 0, 0, 0))


def what_outside_says() -> str:
    """How an attempt to reach the outside ends: refused at once, or no answer at all."""
    with socket.socket() as line:
        line.settimeout(0.5)
        try:
            line.connect(OUTSIDE)
        except TimeoutError:
            return "stilte"
        except OSError:
            return "onbereikbaar"
    return "bereikt"


class Ear:
    """Hears every packet on the loopback line that is meant for elsewhere, whoever sends it."""

    def __init__(self) -> None:
        self.line = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        self.heard: set[str] = set()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while packet := self.line.recv(128):
            source, to, kind = packet[12:16], packet[16:20], packet[9]
            if to[0] != 127 and to != source:
                start = (packet[0] & 15) * 4
                ports = struct.unpack("!HH", packet[start : start + 4])
                self.heard.add(f"{socket.inet_ntoa(to)}:{ports[1]} ({kind})")


# -- inside: the visit -------------------------------------------------------------------------


class Visitor:
    """Someone at a laptop in this namespace, who does what is asked and tells what was seen."""

    def __init__(self, playwright: Playwright, place: Path):
        self.playwright, self.place, self.number = playwright, place, 0

    @cached_property
    def browser(self) -> Browser:
        return self.playwright.chromium.launch(
            executable_path=browsers.find(), args=browsers.arguments()
        )

    def serve(self) -> dict:
        """Server and kernels without a browser: every packet that leaves them is heard.

        A browser cannot be heard this way: it looks for its own updates, whatever it is told.
        """
        ear = Ear()
        assert what_outside_says()
        proof, ear.heard = ear.heard, set()
        with Kit(self.place / "zonder-browser") as kit:
            group, notebooks = kit.begin(), ("start.ipynb", "workshop-1.ipynb")
            pages = ["/", "/beamer", f"/workshop/1?group={group}"]
            pages += [f"/voila/render/{name}" for name in notebooks]
            said = {path: kit.ask(path) for path in pages}
        return {
            "antwoorden": [status for status, _, _ in said.values()],
            "proef": sorted(proof),
            "pakketten": sorted(ear.heard),
        }

    @contextlib.contextmanager
    def visit(self) -> Iterator[tuple[Visit, dict]]:
        """A kit started afresh with someone at its start page; what came of it."""
        self.number += 1
        told = {}
        began = time.perf_counter()
        with Kit(self.place / f"map{self.number}") as kit:
            told["gestart"] = time.perf_counter() - began
            with Visit(self.browser, kit, toolbox=True) as visit:
                asked: list[str] = []
                visit.context.on("request", lambda request: asked.append(request.url))
                page = visit.start()
                told["startpagina"] = time.perf_counter() - began
                page.close()
                yield visit, told
                here = (kit.base + "/", "data:", "blob:", "about:")
                told["vragen"] = len(asked)
                told["elders"] = [url for url in asked if not url.startswith(here)]

    def start(self) -> dict:
        """Command → start page that can be used."""
        with self.visit() as (_, told):
            return told

    def walk(self) -> dict:
        """Every page, with the notebook's parts in it."""
        with self.visit() as (visit, told):
            group = visit.kit.begin()
            page = visit.start()
            told["voorbereiden"] = timed(self._prepare, page)
            page = visit.console(group, STEP)
            told["begeleider"] = timed(self._lead, page)
            beamer = visit.beamer()
            expect(beamer.locator("h1")).to_have_text(page.locator("#picture h1").inner_text())
            told["letters"] = beamer.evaluate(
                "[...document.fonts].filter((one) => one.status === 'loaded').length"
            )
            return told

    def _prepare(self, page: Page) -> None:
        page.locator("#prepare summary").click()
        tools = page.frame_locator("#prepare iframe")
        expect(tools.locator(".jupyter-widgets select").first).to_be_visible()

    def _lead(self, page: Page) -> None:
        page.locator("#tools").evaluate("one => one.open = true")
        tools = page.frame_locator("#toolbox iframe")
        expect(tools.locator(".kit-tools select:visible").first).to_be_visible()
        button(page, "Vervolgvragen").click()
        expect(page.locator("#picture .points li")).to_have_count(3)


def timed(work, *given) -> float:
    """How long something took."""
    began = time.perf_counter()
    work(*given)
    return time.perf_counter() - began


def inside(kind: str) -> None:
    """Answer questions on stdin, one a line, with one line of JSON each."""
    only_loopback()
    if kind == "stilte":
        swallowing()
    place = Path(tempfile.mkdtemp(prefix="gesprekskit-offline-"))
    try:
        with sync_playwright() as playwright:
            visitor = Visitor(playwright, place)
            print(json.dumps({"buiten": what_outside_says()}), flush=True)
            for line in sys.stdin:
                try:
                    told = getattr(visitor, line.strip())()
                except Exception:
                    told = {"fout": traceback.format_exc()}
                print(json.dumps(told), flush=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)


# -- outside -----------------------------------------------------------------------------------


def new_namespace() -> list[str]:
    """The command that runs another one in a network of its own."""
    if not sys.platform.startswith("linux"):
        pytest.skip("een netwerk voor één proces bestaat alleen op Linux")
    root = os.geteuid() == 0
    for flags in (["-n"], ["-rn"]) if root else (["-rn"],):
        command = [shutil.which("unshare") or "unshare", *flags]
        with contextlib.suppress(OSError):
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return command
    reason = (
        "hier mag geen eigen netwerk worden gemaakt (unshare -n en unshare -rn lukken niet); "
        "geef het proces het recht CAP_SYS_ADMIN, of sta naamruimten voor gebruikers toe"
    )
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


class Elsewhere:
    """A visitor in a namespace of its own."""

    def __init__(self, kind: str):
        self.process = subprocess.Popen(
            [*new_namespace(), sys.executable, "-m", "tests.test_offline", kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=ROOT,
        )
        self.outside = self.hear()["buiten"]

    def hear(self) -> dict:
        line = self.process.stdout.readline()
        assert line, "de bezoeker is gestopt; hierboven staat waarom"
        return json.loads(line)

    def ask(self, what: str) -> dict:
        self.process.stdin.write(what + "\n")
        told = self.hear()
        assert "fout" not in told, told["fout"]
        return told

    def __enter__(self) -> Elsewhere:
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def alone():
    """A laptop without any network."""
    if browsers.find() is None:
        pytest.fail(browsers.MISSING, pytrace=False)
    with Elsewhere("alleen") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def silent():
    """A laptop on a network that never answers."""
    if browsers.find() is None:
        pytest.fail(browsers.MISSING, pytrace=False)
    with Elsewhere("stilte") as visitor:
        yield visitor


def test_the_two_networks_are_what_they_should_be(alone, silent):
    assert (alone.outside, silent.outside) == ("onbereikbaar", "stilte")


@pytest.mark.parametrize("network", ["alone", "silent"])
def test_every_page_works_and_asks_nothing_of_any_other_address(network, request):
    told = request.getfixturevalue(network).ask("walk")
    print(told)
    assert told["elders"] == [] and told["vragen"] > 50
    assert told["letters"]


def test_server_and_kernels_send_nothing_to_the_outside():
    with Elsewhere("stilte") as visitor:
        told = visitor.ask("serve")
    assert told["antwoorden"] == [200] * 5
    assert told["proef"] == ["192.0.2.1:80 (6)"], "wie luistert, moet ook iets kunnen horen"
    assert told["pakketten"] == []


def test_a_network_that_swallows_everything_does_not_delay_the_start(alone, silent):
    times: dict[str, list[float]] = {"alone": [], "silent": []}
    for _ in range(ROUNDS):  # by turns, so that a busy moment hits both
        times["alone"].append(alone.ask("start")["startpagina"])
        times["silent"].append(silent.ask("start")["startpagina"])
    for name, found in times.items():
        rounds = ", ".join(f"{one:.2f}" for one in found)
        print(f"{name}: {rounds} s, middelste {statistics.median(found):.2f} s")
    # Noise only adds; who waits for the network does so every time.
    assert min(times["silent"]) - min(times["alone"]) < NOTHING_WAITS
    assert min(times["silent"]) < 3 * min(times["alone"])


if __name__ == "__main__":
    inside(sys.argv[1])
