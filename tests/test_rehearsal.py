"""A rehearsal: a group that plays, a clock that runs faster, and nothing of it among real words."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

import kit
from kit import actions, content, rehearsal, script
from kit.content.rehearsed import cast
from kit.forms import ALWAYS as FORMS
from kit.model import ROLES
from kit.pacing import MINUTE
from kit.paths import content_root
from kit.rehearsal import PAUSE, PracticeClock, Rehearsal, look_back, signs
from kit.server import practising
from kit.session import Session
from tests.looking import OLD_BEAMER, Visit, axe, records
from tests.running import Kit

WORDS = content.load(content_root())
CAST = cast(Path(kit.__file__).with_name("oefengroep.yaml"))
NUMBERS = (1, 2, 3, 4)
START = 1_800_000_000_000


def workshop(number=1):
    return script.read(content_root() / "notebooks" / f"workshop-{number}.ipynb")[0]


def begun(number=1):
    return actions.next_(Session(workshop(number), WORDS, run="r"), START)


class Always(random.Random):
    """Something goes wrong at every step, early."""

    def randrange(self, *_):
        return 0

    def uniform(self, low, _):
        return low

    def choice(self, given):
        return given[0]


def played(s, minutes, group=None, every=5_000, now=START):
    """The group after so many minutes at one step, and what time it then is."""
    group = group or Rehearsal(CAST, Always(1))
    moments = range(now, now + minutes * MINUTE, every)
    for moment in moments:
        group.look(s, moment)
    return group, moments[-1]


# -- the data ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", NUMBERS)
def test_there_is_something_to_say_at_every_step_of_every_workshop(number):
    dumb = [step.verb for step in workshop(number).steps if step.verb not in CAST.says]
    assert dumb == []


def test_every_trouble_has_its_own_emergency_card_and_a_way_out():
    cards = [trouble.card for trouble in CAST.troubles]
    assert sorted(cards) == ["N1", "N2", "N3", "N4", "N5", "N6"]
    assert all(card in WORDS.cards for card in cards)
    known = set(actions.ACTIONS) | {form["id"] for form in FORMS}
    assert all(trouble.signs <= known for trouble in CAST.troubles)
    assert all(one.role in ROLES for trouble in CAST.troubles for one in trouble.lines)


# -- the clock -----------------------------------------------------------------------------------


def test_the_clock_runs_as_fast_as_asked_and_never_jumps():
    real = [1000]
    clock = PracticeClock(lambda: real[0])
    real[0] += 100
    assert clock() == 1100
    clock.run(20)
    assert clock() == 1100
    real[0] += 100
    assert clock() == 3100
    clock.run(1)
    real[0] += 5
    assert clock() == 3105


@pytest.mark.parametrize("speed", [0, -1, 21, 1000, "5", None, True + 2])
def test_the_clock_refuses_other_speeds(speed):
    with pytest.raises(ValueError):
        PracticeClock(lambda: 0).run(speed)


# -- the group -----------------------------------------------------------------------------------


def test_the_group_speaks_at_its_own_pace_with_what_fits_the_step():
    group, _ = played(begun(), 3)
    said = [one.said for one in group.heard]
    assert said[0] in CAST.says["welcome"]
    times = [one.at for one in group.heard]
    assert all(later - one >= PAUSE for one, later in pairwise(times))


def test_a_group_says_nothing_before_the_start_in_silence_and_while_it_waits():
    s = begun()
    silent = actions.write(s, START)
    waiting = actions.pause(s, START)
    for still in (Session(workshop(), WORDS, run="r"), silent, waiting):
        assert played(still, 3)[0].heard == []


def test_the_first_step_goes_well_and_later_something_goes_wrong():
    group, now = played(begun(), 6)
    assert group.met == []
    s = begun()
    while s.step.verb != "card":
        s = replace(s, here=s.here + 1)
    group, now = played(s, 6, group, now=now)
    assert group.trouble and group.trouble.trouble.fits("card")


def at_trouble(card):
    """A session at a step and a group in which this has just gone wrong."""
    trouble = next(one for one in CAST.troubles if one.card == card)
    only = replace(CAST, troubles=(trouble,))
    s = begun()
    verbs = trouble.verbs or {"round"}
    while s.step.verb not in verbs:
        s = actions.go(s, START, s.steps[s.here + 1].id)
    group = Rehearsal(only, Always(1))
    group.look(begun(), START)
    minutes = s.minutes_of(s.step) + 2
    now = START
    while not group.trouble:
        now += 5_000
        group.look(s, now)
        assert now < START + minutes * MINUTE, card
    return group, s, now


@pytest.mark.parametrize(
    ("card", "deed"),
    [
        ("N1", actions.write),
        ("N2", actions.pause),
        ("N2", actions.blank),
        ("N5", lambda s, now: actions.go(s, now, s.steps[s.here + 1].id)),
        ("N6", actions.pause),
    ],
)
def test_a_trouble_is_met_by_the_button_that_fits(card, deed):
    group, s, now = at_trouble(card)
    group.look(deed(s, now), now + 1000)
    assert group.trouble is None
    assert group.met[-1].solved == now + 1000


def test_a_trouble_is_not_met_by_another_button_or_by_waiting():
    group, s, now = at_trouble("N1")
    group.look(actions.more(s, now), now + 60_000)
    assert group.trouble


def test_parking_a_point_meets_running_late_and_speaking_meets_anything():
    group, s, now = at_trouble("N5")
    group.look(s, now + 1000, [{"kind": "parked"}])
    assert group.trouble is None
    group, s, now = at_trouble("N4")
    group.solve(now + 9)
    assert group.trouble is None


def test_the_same_trouble_comes_once():
    group, now = Rehearsal(CAST, Always(1)), START
    for step in workshop().steps:
        s = actions.go(begun(), now, step.id)
        moments = range(now, now + 20 * MINUTE, 10_000)
        for moment in moments:
            group.look(s, moment)
            group.solve(moment)
        now = moments[-1]
    met = [one.trouble.id for one in group.met]
    assert len(met) == len(set(met)) > 2


def test_what_was_pressed_is_seen_in_the_difference():
    s = begun()
    assert signs(s, s) == set()
    assert signs(s, actions.blank(s, START)) == {"blank"}
    assert signs(s, actions.next_(s, START)) <= {"next"}


def test_looking_back_tells_time_what_was_skipped_kept_and_met():
    group, now = played(begun(), 8)
    s = begun()
    s = replace(s, here=3)
    group.look(s, now)
    group, now = played(s, 3, group, now=now)
    kept = [
        {"kind": "reflection", "text": "Mevrouw Tesfay sliep niet."},
        {"kind": "parked", "text": "De tolk."},
    ]
    told = look_back(group, s, kept)
    titles = [step.title for step in s.steps]
    assert told["steps"][0]["taken"] == 8
    assert told["skipped"] == titles[1:3]
    assert told["captured"] == {"reflection": 1, "parked": 1}
    assert told["names"] == 1
    assert told["planned"] == 90


def test_another_run_begins_afresh():
    group, now = played(begun(), 3)
    group.look(replace(begun(), run="other"), now)
    assert group.heard == [] and not group.spent


# -- the page ------------------------------------------------------------------------------------


def test_a_rehearsal_that_did_not_come_up_is_begun_again(monkeypatch, tmp_path):
    said = [[], ["Poort bezet\n", "Gesprekskit: http://oefening\n"], []]
    killed = []

    def beside(*_, **how):
        assert how["errors"] == "replace"  # a Windows console has its own letters
        return SimpleNamespace(
            stdout=said.pop(0), poll=lambda: None, kill=lambda: killed.append(len(said))
        )

    monkeypatch.setattr(practising.subprocess, "Popen", beside)
    monkeypatch.setattr(practising.Begin, "beside", None)
    monkeypatch.setattr(practising.Begin, "url", "")
    urls = [practising.begin(tmp_path) for _ in range(3)]
    assert urls == ["", "http://oefening", "http://oefening"] and killed == [2]


def test_a_workshop_is_played_in_a_folder_of_its_own(browser, tmp_path):
    data = tmp_path / "sessions"
    with Kit(data) as real:
        url = real.do("/api/practice")["url"]
        assert real.do("/api/practice")["url"] == url  # one at a time
        playing = Kit(data)
        playing.url, playing.token = url, url.partition("token=")[2]
        playing.base = url.partition("/?")[0]
        playing.port = int(playing.base.rpartition(":")[2])
        with Visit(browser, playing) as visit:
            page = visit.start()
            expect(page).to_have_title("Oefening · Gesprekskit")
            page.get_by_role("button", name="Start workshop 1").click()
            page.get_by_role("button", name="20 ×").click()
            page.keyboard.press("Escape")
            page.locator("#stage").focus()
            page.keyboard.press("ArrowRight")
            expect(page.locator("#practice .said")).to_contain_text(":")
            page.set_viewport_size(OLD_BEAMER)
            assert axe(page) == []
            group = playing.do(
                "/api/save",
                group="oefengroep",
                workshop=1,
                kind="parked",
                fields={"text": "Een punt."},
            )
            assert group["ok"]
            body = {"group": "oefengroep", "workshop": 1, "fields": {"text": "Een lange brief."}}
            assert playing.do("/api/save", **body, kind="signal")["ok"]
            for _ in page.locator("#sheet li").all()[1:]:
                playing.do("/api/do", group="oefengroep", workshop=1, action="next")
            visit.do("oefengroep", "close")
            page.get_by_role("button", name="Kijk terug").click()
            expect(page.get_by_role("dialog")).to_contain_text(
                "Opgeschreven: 1 geparkeerd, 1 signaal."
            )
            assert axe(page) == []
        assert records(real, "parked") == []
        assert not (data / "oefengroep").exists()
    assert rehearsal.SPEEDS[-1] == 20
