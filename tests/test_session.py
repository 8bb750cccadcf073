"""One bijeenkomst from the lobby to the end, as the facilitator's buttons drive it."""

import json
import random
from dataclasses import replace

import pytest

from kit import actions as act
from kit import snapshot
from kit.actions import CannotDo
from kit.model import Card, Case, Content, Option, Stage, Step, Table, Workshop
from kit.pacing import MINUTE
from kit.session import Session, beamer

NOW = 1_700_000_000_000


def a_card(id, suit="gesprek", purpose="openen"):
    more = ("Wat zei de ander?", "Wat voelde je?", "Wat deed je?")
    return Card(id, suit, 1, purpose, ("allen",), f"Vraag {id}?", more, "", "", "", 6, 1)


def a_case(id):
    stages = tuple(Stage(f"Onthulling {n}", f"Vraag {n}?") for n in (1, 2, 3, 4))
    return Case(id, "A", f"Casus {id}", "asiel", "B1", "", 1, "", stages, {}, (), "", "", "")


def a_step(id, verb, minutes=10, **given):
    return Step(id, verb, id.capitalize(), "", {90: minutes, 120: minutes + 5}, given)


CONTENT = Content(
    cards={c.id: c for c in map(a_card, ("G1", "G2", "G3"))},
    cases={c.id: c for c in map(a_case, ("een", "twee"))},
    table=Table(rules=("Je mag altijd passen.",), promise=("Ik luister eerst.",)),
)
STEPS = (
    a_step("welkom", "welcome", 8),
    a_step("kaart", "draw", 8, suit="gesprek", purpose="openen"),
    a_step("kiezen", "choose_case", 8, cases=("een", "twee")),
    a_step("casus", "case", 28),
    a_step("ronde", "round", 16, question="Wat zie jij?", order=("uitvoering", "management")),
)


@pytest.fixture
def lobby():
    return Session(Workshop(1, "Zien wat er gebeurt", "", STEPS), CONTENT, run="R")


def at(s, step):
    return act.go(s if not s.lobby else act.next_(s, NOW), NOW, step)


def test_the_clock_starts_with_the_first_step_and_not_in_the_lobby(lobby):
    assert (lobby.clock.running, lobby.end) == (False, None)
    begun = act.next_(lobby, NOW)
    assert begun.step.id == "welkom"
    assert begun.clock.left(NOW) == 8 * MINUTE
    assert begun.end == NOW + 68 * MINUTE


def test_next_walks_through_every_picture_of_a_step_before_the_next_step(lobby):
    titles, s = [], lobby
    for _ in range(4):
        s = act.next_(s, NOW)
        titles.append(beamer(s).title)
    assert titles == ["Welkom", "Zo doen we het hier", "De belofte", "Kaart"]


def test_previous_comes_back_to_the_picture_where_we_left(lobby):
    s = at(lobby, "casus")
    s = act.next_(act.choose(s, NOW, "een"), NOW)
    here = beamer(s).title
    s = act.previous(act.go(s, NOW, "ronde"), NOW)
    assert (s.step.id, beamer(s).title) == ("casus", here)


def test_a_step_keeps_the_time_it_had_left_when_we_come_back(lobby):
    s = act.next_(lobby, NOW)
    s = act.go(s, NOW + 3 * MINUTE, "ronde")
    s = act.go(s, NOW + 4 * MINUTE, "welkom")
    assert s.clock.left(NOW + 4 * MINUTE) == 5 * MINUTE


def test_the_run_sheet_knows_done_now_skipped_and_open(lobby):
    s = act.go(act.next_(lobby, NOW), NOW, "kiezen")
    assert [s.status(i) for i in range(5)] == ["done", "skipped", "now", "open", "open"]


def test_pause_stops_the_clock_and_going_on_gives_back_exactly_what_was_left(lobby):
    s = act.pause(act.next_(lobby, NOW), NOW + MINUTE)
    assert s.clock.left(NOW + 99 * MINUTE) == 7 * MINUTE
    s = act.pause(s, NOW + 99 * MINUTE)
    assert s.clock.left(NOW + 100 * MINUTE) == 6 * MINUTE


def test_two_more_minutes_count_from_now_also_when_the_step_is_over_time(lobby):
    s = act.next_(lobby, NOW)
    assert act.more(s, NOW + MINUTE).clock.left(NOW + MINUTE) == 9 * MINUTE
    late = NOW + 11 * MINUTE
    assert act.more(s, late).clock.left(late) == 2 * MINUTE


def test_the_follow_up_questions_are_only_on_the_beamer_after_the_key(lobby):
    s = act.card(at(lobby, "kaart"), NOW, "G2")
    assert beamer(s).points == ()
    assert len(beamer(act.follow_ups(s, NOW)).points) == 3
    welcome = act.next_(lobby, NOW)
    assert act.follow_ups(welcome, NOW) == welcome


def test_the_calm_screen_covers_everything_and_gives_it_back(lobby):
    s = at(lobby, "kiezen")
    dark = act.blank(s, NOW)
    assert (beamer(dark).kind, beamer(dark).title) == ("blank", "We zijn zo terug")
    assert beamer(act.blank(dark, NOW)) == beamer(s)


def test_silent_writing_shows_the_question_and_ends_by_the_same_key(lobby):
    s = act.write(act.card(at(lobby, "kaart"), NOW, "G1"), NOW)
    assert (beamer(s).kind, beamer(s).title) == ("write", "Vraag G1?")
    assert s.write.left(NOW) == 2 * MINUTE
    assert act.write(s, NOW).write is None


def test_words_are_on_the_beamer_only_when_the_facilitator_shows_them(lobby):
    s, said = at(lobby, "ronde"), ("Ik hoorde stilte.",)
    assert beamer(s, said).words == ()
    shown = act.word(s, NOW, "01", True)
    assert beamer(shown, said).words == said
    assert beamer(act.word(shown, NOW, "01", False), ()).words == ()
    assert beamer(act.next_(shown, NOW), said).words == ()


def test_a_drawn_card_was_not_used_before_in_the_series_while_there_is_another(lobby):
    s = at(lobby, "kaart")
    for seed in range(20):
        drawn = act.draw(s, NOW, frozenset({"G1", "G3"}), random.Random(seed))
        assert drawn.picks.cards["kaart"] == "G2"


def test_when_every_card_was_used_one_comes_back_rather_than_none(lobby):
    s = act.draw(at(lobby, "kaart"), NOW, frozenset(CONTENT.cards))
    assert s.picks.cards["kaart"] in CONTENT.cards


def test_the_chosen_case_is_the_one_that_is_told(lobby):
    s = act.choose(at(lobby, "kiezen"), NOW, "twee")
    told = act.go(s, NOW, "casus")
    assert beamer(told).eyebrow == "Casus twee · 1 van 4"
    assert beamer(told).title == "Vraag 1?"


def test_in_a_round_the_floor_moves_with_next(lobby):
    s = at(lobby, "ronde")
    assert (beamer(s).here, beamer(act.next_(s, NOW)).here) == (0, 1)
    assert beamer(s).points[1].startswith("Management: ik hoorde")


def test_taking_over_the_proposal_ends_the_workshop_on_time(lobby):
    s = act.go(act.next_(lobby, NOW), NOW + 20 * MINUTE, "kaart")
    now = NOW + 20 * MINUTE
    assert s.proposal(now)["late"] == 12
    s = act.accept(s, now)
    assert s.proposal(now) is None
    assert now + s.clock.left(now) + sum(s.later().values()) * MINUTE <= s.end


def test_after_the_last_step_the_workshop_is_finished_and_next_stays_there(lobby):
    s = act.close(act.next_(lobby, NOW), NOW)
    assert s.finished and act.next_(s, NOW) == s
    assert beamer(s).kind == "lobby"
    assert act.previous(s, NOW).step.id == "ronde"


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("go", {"step": "bestaat-niet"}),
        ("choose", {"case": "drie"}),
        ("card", {"card": "G1"}),
        ("dots", {"case": "een", "dots": -1}),
        ("view", {"view": "iedereen"}),
        ("minutes", {"step": "welkom", "minutes": 5}),
    ],
)
def test_what_does_not_fit_is_refused_in_dutch(lobby, action, given):
    with pytest.raises(CannotDo) as refused:
        act.ACTIONS[action](act.next_(lobby, NOW), NOW, **given)
    assert str(refused.value).endswith(".")


def test_a_session_comes_back_from_its_snapshot_with_the_clock_standing_still(lobby):
    s = act.card(at(lobby, "kaart"), NOW, "G2")
    s = act.follow_ups(act.more(s, NOW), NOW)
    kept = json.loads(json.dumps(snapshot.snapshot(s)))
    back = snapshot.restored(s.workshop, CONTENT, kept, seen=NOW + MINUTE)
    assert replace(back, clock=s.clock) == s
    assert (back.clock.running, back.clock.left(0)) == (False, 9 * MINUTE)


def test_a_script_that_changed_in_between_still_finds_its_step(lobby):
    kept = snapshot.snapshot(at(lobby, "casus"))
    fewer = Workshop(1, "Zien wat er gebeurt", "", STEPS[2:])
    assert snapshot.restored(fewer, CONTENT, kept, NOW).step.id == "casus"
    gone = Workshop(1, "Zien wat er gebeurt", "", STEPS[:2])
    assert snapshot.restored(gone, CONTENT, kept, NOW).step.id == "kaart"


def test_windows_cannot_pass_the_dice_or_the_clock():
    assert act.asks("draw") == set()
    assert act.asks("go") == {"step"}
    assert all("now" not in act.asks(name) for name in act.ACTIONS)


def test_a_dilemma_shows_its_ways_and_always_that_it_may_keep_chafing(lobby):
    ways = tuple(Option(text) for text in ("Nu beginnen", "Wachten", "Lichter beginnen"))
    stages = (Stage("Tekst", "Wat zie je?", (), "Wat kies je?", ways), Stage("Verder", "En nu?"))
    case = replace(CONTENT.cases["een"], stages=stages)
    s = replace(lobby, content=replace(CONTENT, cases={"een": case}))
    s = at(act.choose(act.next_(s, NOW), NOW, "een"), "casus")
    s = act.next_(s, NOW)
    assert beamer(s).title == "Wat kies je?"
    assert beamer(s).points == ("Nu beginnen", "Wachten", "Lichter beginnen", "Dit blijft schuren")
    assert beamer(act.next_(s, NOW)).title == "En nu?"


def test_chance_never_brings_a_card_that_asks_for_safety_first(lobby):
    sharp = replace(CONTENT.cards["G2"], safety=3)
    s = replace(lobby, content=replace(CONTENT, cards={**CONTENT.cards, "G2": sharp}))
    assert "G2" not in act.fitting_cards(at(s, "kaart"))
