"""A group with a lock in a running kit: pages say what to do, words come in, none is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kit.lock import CLOSED, Lock
from kit.moving import OTHER_LOCK
from tests.locks import OTHER_WORDS, SLOT, WORDS, on
from tests.looking import Visit, axe, button
from tests.planted import bytes_of
from tests.running import Kit

MARK = "WOORDVANDEGROEP"
CASE = "eigen-0123456789abcdef"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("slot") / "gegevens") as running:
        yield running


def spoken(kit, name):
    """A group that said something at its first step."""
    group = kit.begin(name)
    kit.do("/api/save", group=group, workshop=1, kind="signal", fields={"text": f"{MARK} een"})
    kit.do("/api/draft", group=group, workshop=1, form="reflection", fields={"text": f"{MARK} ha"})
    return group


def killed_and_locked(kit, name):
    """The same after a power cut, with SLOT on it: nothing can be read."""
    group = spoken(kit, name)
    kit.kill()
    on(kit.data / group)
    kit.start()
    return group


def texts(kit, group):
    """What stands of a group, once it is open."""
    said = kit.ask(f"/api/series?group={group}")[2]
    return {one["line"] for one in [*said["signals"], *said["parked"]]}


def test_words_sent_while_locked_are_kept_and_are_there_when_it_opens(kit):
    group = killed_and_locked(kit, "Doorstad")
    page = {"group": group, "workshop": 1}
    sent = {**page, "kind": "signal", "draft": "d1", "fields": {"text": f"{MARK} twee"}}
    assert kit.do("/api/save", **sent)["time"]
    assert kit.do("/api/save", **sent)["time"], "the answer got lost and the page asks again"
    odd = {**page, "kind": "board", "fields": {"row": "r", "column0": f"{MARK} drie"}}
    kit.do("/api/save", **odd)
    kit.do("/api/draft", **page, form="parked", fields={"text": f"{MARK} vier"})
    status, _, unsure = kit.ask(
        "/api/save", {**page, "kind": "signal", "fields": {"text": "Bel 06-12345678"}}
    )
    assert status == 409 and unsure["finds"], "what may point to a person is asked for here too"
    status, _, empty = kit.ask("/api/save", {**page, "kind": "signal", "fields": {"text": " "}})
    assert (status, empty["message"]) == (400, "Vul eerst in: Wat moet beleid weten?")
    assert kit.ask("/api/do", {**page, "action": "next"})[2]["message"] == CLOSED
    assert MARK.encode() not in bytes_of(kit.data / group)

    status, _, wrong = kit.ask("/api/lock/open", {"group": group, "words": OTHER_WORDS})
    assert status == 400 and wrong["message"].startswith("Dit is niet de wachtzin")
    kit.do("/api/lock/open", group=group, words=WORDS)
    assert texts(kit, group) == {f"{MARK} een", f"{MARK} twee", f"r · {MARK} drie"}
    assert MARK.encode() not in bytes_of(kit.data / group)
    kit.do("/api/lock/close", group=group)
    assert kit.ask(f"/api/series?group={group}")[2]["message"] == CLOSED
    kit.do("/api/lock/open", group=group, words=SLOT.key)
    assert len(texts(kit, group)) == 3, "opening again keeps nothing twice"


ASKED = ("series", "desk", "browse", "own-cases", "own-cases/ready", "exchange", "exchange/look")
ASKED += ("told", "planning", "measurement", "calendar", "kept", "lock", "start", "case")
LED = ("workshop/1", "leiding", "overzicht", "casus", "meenemen")


def test_no_page_and_no_answer_tells_a_word_of_a_locked_group(kit):
    group = killed_and_locked(kit, "Stilstad")
    for name in ASKED:
        status, _, said = kit.ask(f"/api/{name}?group={group}")
        assert status in (200, 400) and MARK not in str(said), name
    for name in LED:
        status, headers, _ = kit.ask(f"/{name}?group={group}")
        assert (status, headers["Location"]) == (302, "/?slot"), name
    assert kit.ask("/api/start")[2]["lock"] == {"on": True, "closed": True}
    assert "headline" not in kit.ask("/api/start")[2]
    kept = kit.ask(f"/api/kept?group={group}")[2]
    assert {"n": 1, "label": "signaal"} in kept["there"]
    assert kit.do("/api/wipe/learning", group=group)["message"] == (
        "Gewist: 1 tekst die nog niet bewaard was."
    )
    kit.do("/api/wipe/group", group=group, name="Stilstad")
    assert not (kit.data / group).exists()


def test_nothing_that_is_done_with_an_open_group_is_on_the_disk_as_it_was_said(kit, tmp_path):
    group = killed_and_locked(kit, "Werkstad")
    kit.do("/api/lock/open", group=group, words=WORDS)
    page = {"group": group, "workshop": 1}
    for kind in ("reflection", "signal", "parked"):
        kit.do("/api/save", **page, kind=kind, fields={"text": f"{MARK} {kind}"})
    kit.do("/api/draft", **page, form="signal", fields={"text": f"{MARK} klad"})
    kit.do("/api/desk-draft", group=group, form="response@x", fields={"text": f"{MARK} klad"})
    kit.do("/api/own-case", group=group, id=CASE, fresh=True, changes={"texts": {"text1": MARK}})
    kit.do("/api/do", **page, action="next")
    target = kit.ask(f"/api/series?group={group}")[2]["signals"][0]["id"]
    kit.do("/api/follow", group=group, kind="receipt", target=target, fields={"by": "beleid"})
    kit.do("/api/wipe/learning", group=group)
    kit.do("/api/folder", path=str(tmp_path / "elders"))
    moved = tmp_path / "elders"
    kit.do("/api/save", **page, kind="signal", fields={"text": f"{MARK} daar"})
    for place in (kit.data / group, moved / group):
        assert Lock(place).on and MARK.encode() not in bytes_of(place)
    assert f"{MARK} daar" in texts(kit, group)
    kit.do("/api/lock/off", group=group, words=WORDS)
    assert MARK.encode() in bytes_of(moved / group)
    status, _, refused = kit.ask("/api/folder", {"path": str(kit.data)})
    assert (status, refused["message"]) == (400, OTHER_LOCK)
    kit.do("/api/wipe/group", group=group, name="Werkstad")
    kit.do("/api/folder", path=str(kit.data))


def test_a_lock_goes_on_and_opens_by_keyboard_and_says_what_it_does_not_do(browser, kit):
    group = spoken(kit, "Toetsstad")
    kit.do("/api/group/choose", id=group)
    with Visit(browser, kit, forgive=("400",)) as visit:
        console, beamer, page = visit.console(group), visit.beamer(), visit.start()
        button(page, "Gegevens van deze groep").press("Enter")
        button(page, "Slot op deze groep zetten").press("Enter")
        expect(page.locator("#lock-first")).to_be_focused()
        expect(page.locator("#lock")).to_contain_text("Niemand kan dan helpen, wij ook niet.")
        page.get_by_label("Bedenk een wachtzin").fill("kort")
        page.get_by_label("Bedenk een wachtzin").press("Enter")
        expect(page.get_by_label("Bedenk een wachtzin")).to_be_focused()
        assert axe(page) == []
        for label in ("Bedenk een wachtzin", "Typ de wachtzin nog een keer"):
            page.get_by_label(label).fill(WORDS)
        page.keyboard.press("Enter")
        expect(page.locator("#lock-second")).to_be_focused()
        key = "".join(page.locator("#paper .key span").all_inner_texts())
        assert axe(page) == [] and not Lock(kit.data / group).on
        page.get_by_label("Typ de laatste vier tekens").fill(key[-4:].lower())
        page.keyboard.press("Enter")
        expect(page.locator("#lock-said")).to_have_text(
            "Alles van Toetsstad zit nu op slot. Je kunt gewoon verder werken."
        )
        expect(page.locator("#lock-close")).to_be_focused()
        assert axe(page) == [] and key not in page.content()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Wachtzin of herstelsleutel")).to_be_focused()
        expect(console.locator("#locked-title")).to_have_text("Deze groep zit op slot")
        expect(beamer.locator("h1")).to_have_text("Op slot")
        assert axe(page) == []
        page.keyboard.type("zo heette hij niet")
        page.keyboard.press("Enter")
        expect(page.locator("#unlock-words-trouble")).to_contain_text("Dit is niet de wachtzin")
        page.get_by_label("Wachtzin of herstelsleutel").fill(key)
        page.keyboard.press("Enter")
        expect(page.locator("#headline")).to_be_focused()
        expect(beamer.locator("h1")).to_have_text("Welkom")
    assert MARK.encode() not in bytes_of(kit.data / group)


def test_a_page_that_was_open_waits_with_its_words_and_goes_on_when_its_group_opens(browser, kit):
    group = spoken(kit, "Wachtstad")
    with Visit(browser, kit, forgive=("400", "ERR_", "Failed")) as visit:
        console = visit.console(group)
        field = console.get_by_label("Wat moet beleid weten?")
        console.get_by_role("tab", name="Signaal").click()
        kit.kill()
        on(kit.data / group)
        kit.arguments += ["--port", str(kit.port)]
        kit.start()
        field.fill(f"{MARK} getypt")
        button(console, "Bewaren").click()
        expect(console.get_by_text("Bewaard op deze laptop")).to_be_visible()
        kit.do("/api/lock/open", group=group, words=SLOT.key)
        expect(console.locator("#records")).to_contain_text(f"{MARK} getypt")
