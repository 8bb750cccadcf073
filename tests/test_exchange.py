"""One file to another laptop and back: what goes along, what comes in, nothing lost or double."""

import hashlib
import json
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import answers, exchange
from kit.forms import Refused
from kit.journal import line_of, record
from kit.overview import overview
from kit.series import fold
from kit.standing import behind


def made(kind, group="stad", workshop=None, **fields):
    return record(kind, group, workshop, "", **fields)


def signal(text="De toets komt te vroeg.", **fields):
    return made("signal", workshop=1, text=text, run="r1", **fields)


def decision(about, outcome="ja", after=(), **fields):
    fields = {"outcome": outcome, "reason": "Het kan.", "by": "beleid", **fields}
    return made("decision", target=about["id"], after=list(after), **fields)


def text_of(*records):
    return b"".join(map(line_of, records)).decode()


def goes(*records):
    return exchange.parcel(records, "stad")


def comes(text, *known):
    return exchange.unpack(text, "stad", known)


def sealed(**fields):
    """A line whose check fits, whatever is in it: as another program could write it."""
    one = {k: v for k, v in {**signal(), **fields}.items() if k != "check"}
    body = json.dumps(one, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    check = hashlib.sha256(body.encode()).hexdigest()[:16]
    return f'{body[:-1]},"check":"{check}"}}\n'


NAMED = made("group", name="Voorbeeldstad")


# -- what goes along -------------------------------------------------------------------------


def test_only_signals_and_what_was_done_with_them_leave_the_laptop():
    one = signal()
    mine = [NAMED, one, decision(one), made("receipt", target=one["id"])]
    others = [
        made("reflection", workshop=1, text="Ik vond het lastig."),
        made("agreement", workshop=1, then="Ik bel eerder."),
        made("parked", workshop=1, text="De wachtlijst"),
        made("measurement", workshop=1, answers=[1, 2]),
        made("session", workshop=1, here=3),
        made("plan", workshop=2, date="2026-12-01"),
        made("review", target="x", outcome="gedaan"),
    ]
    others += [made("withdrawn", target=others[0]["id"])]
    assert list(goes(*mine, *others).records) == mine


def test_a_file_is_the_lines_of_the_journal_as_they_are():
    one = signal()
    assert goes(one).text.encode() == line_of(one)


def test_what_was_withdrawn_stays_here_and_only_its_mark_goes():
    one, mark = signal(), None
    mark = made("withdrawn", target=one["id"])
    assert goes(one, mark).records == (mark,)
    back = made("restored", target=one["id"])
    assert goes(one, mark, back).records == (one, mark, back)


def test_a_first_wording_with_a_person_in_it_stays_here_and_its_life_goes_on_there():
    first = signal("Fatima zegt dat de toets te vroeg komt.")
    better = signal("De toets komt te vroeg.", replaces=first["id"], after=[first["id"]])
    about = decision(first)
    sent = exchange.parcel([first, better, about], "stad", lambda one: "Fatima" in one["text"])
    assert (sent.records, sent.fallen) == ((better, about), ())
    (there,) = fold(list(comes(sent.text).new)).signals
    assert (there.id, there.outcome) == (first["id"], "ja")


def test_a_sentence_that_was_corrected_goes_along_and_is_named_as_fallen():
    first = signal("een")
    second = signal("twee", replaces=first["id"])
    third = signal("drie", replaces=second["id"])
    sent = goes(first, second, third)
    assert (sent.records, sent.fallen) == ((first, second, third), (first, second))
    (there,) = fold(list(comes(sent.text).new)).signals
    assert (there.id, there.record["text"]) == (first["id"], "drie")


def test_no_wording_of_a_withdrawn_signal_leaves_nor_what_was_said_of_it():
    first = signal("De wijkagent vond het overdreven.")
    second = signal("Iemand vond het overdreven.", replaces=first["id"])
    about, marks = decision(first), [made("withdrawn", target=one["id"]) for one in (first, second)]
    sent = goes(first, second, about, *marks)
    assert (sent.records, sent.fallen) == (tuple(marks), ())
    kept = [first, *comes(sent.text, first).new]  # a laptop that had the first wording
    assert fold(kept).signals == ()
    back = made("restored", target=second["id"])
    sent = goes(first, second, about, *marks, back)
    assert set(map(id, sent.records)) == set(map(id, (first, second, about, *marks, back)))
    (there,) = fold([*kept, *comes(sent.text, *kept).new]).signals
    assert (there.record["text"], there.outcome) == (second["text"], "ja")


def test_a_saving_that_was_tried_twice_and_withdrawn_stays_here_too():
    tries = [signal(text, draft="d") for text in ("een", "twee")]
    mark = made("withdrawn", target=tries[1]["id"])
    assert goes(*tries, mark).records == (mark,)


# -- what comes in ---------------------------------------------------------------------------


def test_what_is_here_already_does_not_come_again():
    one, about = signal(), None
    about = decision(one)
    text = text_of(NAMED, one, about)
    first = comes(text)
    assert (first.new, first.there) == ((one, about), 0)
    again = comes(text, *first.new)
    assert (again.new, again.there) == ((), 2)
    assert comes(text + text).new == first.new


def test_a_line_that_broke_is_named_and_keeps_no_other_out():
    one, two, three = signal("een"), signal("twee"), signal("drie")
    lines = [text_of(each) for each in (one, two, three)]
    broken = lines[0] + lines[1].replace("twee", "tien") + lines[2] + lines[0][:40]
    came = comes(broken)
    assert came.new == (one, three)
    assert exchange.told(came.aside) == [
        "Regel 4: deze regel is niet heel.",
        "Regel 2: deze regel is veranderd.",
    ]


@pytest.mark.parametrize("new_line", ["\n", "\r\n"])
def test_a_file_that_an_editor_saved_again_still_comes_in(new_line):
    text = "\ufeff" + text_of(NAMED, signal("Café ‘Ğ’")).replace("\n", new_line)
    assert len(comes(text).new) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (text_of(made("signal", "anderestad", text="x")), "van een andere groep"),
        (text_of(made("reflection", text="x")), "geen signaal en geen antwoord"),
        (text_of(made("session", here=1)), "geen signaal en geen antwoord"),
        (sealed(text={"a": 1}), "anders in elkaar"),
        (sealed(after=[["x"]]), "anders in elkaar"),
        (sealed(after=[{}]), "anders in elkaar"),
        (sealed(text="x" * 4001), "anders in elkaar"),
        (sealed(time="gisteren"), "anders in elkaar"),
        (sealed(time="2026-13-01T00:00:00Z"), "anders in elkaar"),
        (sealed(time="9999-12-31T23:59:59Z"), "anders in elkaar"),
        (sealed(id="../../etc"), "anders in elkaar"),
        (sealed(workshop="1"), "anders in elkaar"),
        (sealed(workshop=True), "anders in elkaar"),
        (sealed(text=1.5), "anders in elkaar"),
    ],
)
def test_a_line_that_does_not_belong_here_stays_out_and_says_why(line, why):
    good = signal()
    came = comes(text_of(NAMED, good) + line)
    assert came.new == (good,)
    (aside,) = came.aside
    assert aside.whole and why in aside.reason


@pytest.mark.parametrize(
    "hides", [{"kind": "withdrawn"}, {"kind": "decision"}, {"kind": "signal", "replaces": True}]
)
def test_a_file_cannot_touch_what_is_no_signal(hides):
    private = made("agreement", workshop=1, then="Ik bel eerder.")
    hides = dict(hides)
    about = {"replaces" if hides.pop("replaces", None) else "target": private["id"]}
    came = comes(text_of(NAMED, made(hides["kind"], **about)), private)
    assert came.new == ()
    assert "iets anders dan een signaal" in came.aside[0].reason


def test_another_line_with_the_same_mark_does_not_take_the_place_of_ours():
    mine = signal("Zo zei de groep het.")
    other = sealed(id=mine["id"], time=mine["time"], text="Zo zei de groep het niet.")
    came = comes(other, mine)
    assert came.new == () and "hetzelfde kenmerk" in came.aside[0].reason


def test_a_file_of_another_group_is_refused_by_name():
    text = text_of(made("group", "anderestad", name="Anderestad"), made("signal", "anderestad"))
    with pytest.raises(Refused, match=r"Dit bestand is van Anderestad\. Kies eerst die groep"):
        comes(text)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hallo", "\x00\x01", '{"a":1}', "[" * 5000, "\ud800", sealed(group="../x")]
)
def test_a_file_that_is_none_of_ours_is_refused(text):
    with pytest.raises(Refused, match="geen bestand van Gesprekskit"):
        comes(text)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="te groot"):
        comes("x" * (exchange.LARGEST + 1))


@pytest.mark.parametrize(
    ("new", "there", "broken", "other", "says"),
    [
        (3, 12, 1, 0, "3 nieuwe antwoorden ingelezen, 12 waren er al, 1 regel was niet heel."),
        (1, 1, 0, 0, "1 nieuw antwoord ingelezen, 1 was er al."),
        (0, 4, 0, 0, "Niets nieuws ingelezen, 4 waren er al."),
        (0, 0, 2, 1, "Niets nieuws ingelezen, 2 regels waren niet heel, "
                     "1 regel hoort hier niet bij."),
    ],
)  # fmt: skip
def test_what_came_of_it_reads_as_one_sentence(new, there, broken, other, says):
    one = signal()
    aside = [exchange.Aside(1, "x", False)] * broken + [exchange.Aside(1, "x", True)] * other
    came = exchange.Unpacked(tuple(decision(one) for _ in range(new)), there, tuple(aside))
    assert came.sentence == says


def test_a_new_signal_is_counted_as_a_signal():
    one = signal()
    assert comes(text_of(one, decision(one))).sentence == (
        "1 nieuw signaal en 1 nieuw antwoord ingelezen."
    )


def test_what_both_sides_said_apart_is_shown_on_both_and_settled_on_both():
    one = signal()
    here, there = [one, decision(one, "ja")], [one, decision(one, "nee")]
    here += comes(goes(*there).text, *here).new
    there += comes(goes(*here).text, *there).new
    assert fold(here).signals == fold(there).signals
    assert fold(here).signals[0].conflicts == ("decision",)
    (thread,) = fold(there).signals
    chosen = {"outcome": "nee", "reason": "Samen.", "by": "beleid"}
    there.append(made("decision", **answers.fields("decision", thread, chosen)))
    here += comes(goes(*there).text, *here).new
    assert fold(here).signals == fold(there).signals
    assert (fold(here).signals[0].conflicts, fold(here).signals[0].outcome) == ((), "nee")


# -- any two laptops -------------------------------------------------------------------------

DOES = (
    "say",
    "receipt",
    "response",
    "decision",
    "feedback",
    "check_up",
    "reword",
    "correct",
    "withdraw",
)
MOVES = st.lists(
    st.tuples(st.sampled_from((*DOES, "restore", "again", "hand_over", "garbled")),
              st.booleans(), st.integers(0, 5)),
    min_size=1, max_size=40,
)  # fmt: skip
GIVEN = {
    "receipt": {"by": "beleid"},
    "feedback": {"by": "management"},
    "check_up": {"works": "ja"},
}
_words = count()


class Laptop:
    """The journal of one group on one laptop, and what can be done there."""

    def __init__(self):
        self.records, self.typed, self.taken_back = [NAMED], [], []

    def do(self, what, number):
        signals = fold(self.records).signals
        if what == "say":
            self.write(signal(f"Zin {next(_words)}", draft=f"d{next(_words)}"))
        elif what == "restore":
            if gone := self.taken_back:
                self.write(made("restored", target=gone[number % len(gone)]))
        elif what == "again" and self.typed:  # a saving that was tried twice
            old = self.typed[number % len(self.typed)]
            skip = {"id", "time", "check", "kind", "group", "workshop", "step"}
            self.write(made(old["kind"], workshop=old["workshop"],
                            **{k: v for k, v in old.items() if k not in skip}))  # fmt: skip
        elif signals:
            self.about(what, signals[number % len(signals)], number)

    def about(self, what, thread, number):
        if what == "withdraw":
            events = [*thread.wordings, *thread.events]
            target = events[number % len(events)]["id"]
            for id in [*sorted(behind(self.records, [target]) - {target}), target]:
                self.write(made("withdrawn", target=id))
            self.taken_back.append(target)
        elif what == "reword":
            new = {"text": f"Anders {next(_words)}"}
            self.write(made("signal", workshop=1, **answers.fields("signal", thread, new)))
        elif what == "correct":
            older, run = thread.record["id"], thread.run
            self.write(made("signal", workshop=1, text="Goed", replaces=older, run=run))
        elif what in DOES and not answers.too_soon(what, thread):
            words = {"text": f"Reactie {next(_words)}", "by": "beleid"}
            outcome = ("ja", "nee", "onderzoek", "hogerop")[number % 4]
            choice = {"outcome": outcome, "reason": f"Want {next(_words)}", "by": "bestuur"}
            given = GIVEN.get(what) or (choice if what == "decision" else words)
            self.write(made(what, **answers.fields(what, thread, given)))

    def write(self, one):
        self.records.append(one)
        self.typed.append(one)

    def hand_over(self, other, spoil=lambda text: text):
        text = spoil(exchange.parcel(self.records, "stad").text)
        other.records += exchange.unpack(text, "stad", other.records).new


def _half_gone(text):
    """Only the first line and what fits of the rest, the last line torn."""
    return text[: max(text.index("\n") + 1, len(text) * 2 // 3)]


@settings(max_examples=150, deadline=None)
@given(MOVES)
def test_any_handing_over_between_two_laptops_ends_in_the_same_picture(moves):
    laptops = (Laptop(), Laptop())
    for what, first, number in moves:
        here, there = laptops if first else laptops[::-1]
        if what == "hand_over":
            here.hand_over(there)
        elif what == "garbled":
            here.hand_over(there, _half_gone)
        else:
            here.do(what, number)
    one, two = laptops
    for _ in range(2):  # of what came back to life elsewhere the life comes the second time
        one.hand_over(two)
        two.hand_over(one)
    union = picture([*one.records, *two.records])
    assert picture(one.records) == picture(two.records) == union
    for laptop in laptops:
        ids = [each["id"] for each in laptop.records if each["kind"] != "group"]
        assert len(ids) == len(set(ids)), "nothing came double"
        assert exchange.unpack(goes(*union_of(laptops)).text, "stad", laptop.records).new == ()


def picture(records):
    """All that a page can show of the signals."""
    signals = fold(records).signals
    lives = [(s.id, s.wordings, s.events, s.said_on, s.workshop, s.run) for s in signals]
    return lives, overview(fold(records), date(2026, 11, 20))["signals"]


def union_of(laptops):
    """What both laptops know, each record once."""
    return list({each["id"]: each for laptop in laptops for each in laptop.records}.values())
