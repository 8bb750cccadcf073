"""A group's own case: kept as it is typed, looked through, told as a shipped one."""

import json
import os
from dataclasses import replace

import pytest

from kit import content
from kit.casework import ASKS, PLACES, OwnCase, case_of, fitting, gaps, told_case, written
from kit.casework import plain_case as as_plain
from kit.forms import Refused
from kit.model import STILL_CHAFES, Content, Step
from kit.own_cases import GONE, OwnCases, counts, finds, new_id
from kit.paths import content_root
from kit.screens import steps as pictures
from kit.screens.beamer import draw
from kit.screens.casework import LOOK, Casework
from kit.screens.steps import Picks
from tests.running import Kit

WORDS = content.load(content_root())
STORY = "Zij keek naar haar handen en zei dat het goed was."
WHOLE = {
    **{f"text{n}": f"Deel {n}. {STORY}" for n in (1, 2, 3, 4)},
    **{f"asks{n}": f"Vraag {n}?" for n in (1, 2, 3, 4)},
    "dilemma3": "De groep begint maandag.",
    "way31": "Maandag beginnen",
    "way32": "Wachten",
    "way33": "Licht beginnen en snel weer praten",
    "voice_inburgeraar": "Ik zei ja omdat het gesprek goed was.",
    "closing": "Wat vraag jij volgende keer?",
    "summary": "Een ja dat misschien geen ja was.",
}


@pytest.fixture
def cases(tmp_path):
    (tmp_path / "stad").mkdir()
    return OwnCases(tmp_path / "stad")


def whole(**more):
    return OwnCase("eigen-0123456789abcdef", "M27", WHOLE, changed=(True,) * 3, **more)


# -- on the disk -----------------------------------------------------------------------------


def test_what_was_typed_is_there_again_and_joined_with_what_was(cases):
    id = new_id()
    cases.write(id, fresh=True, texts={"text1": "Eerst."})
    cases.write(id, texts={"asks1": "Wat zie je?"}, cards={"1": "G2"}, here=3, keep=True)
    again = OwnCases(cases.folder.parent).get(id)
    assert again.texts == {"text1": "Eerst.", "asks1": "Wat zie je?"}
    assert (again.cards, again.here, again.keep, again.ready) == ({"1": "G2"}, 3, True, False)
    assert cases.write(id, texts={"asks1": ""}).texts == {"text1": "Eerst."}


def test_the_file_says_on_top_what_the_wiping_needs_to_know(cases):
    id = new_id()
    cases.write(id, fresh=True)
    kept = json.loads((cases.folder / f"{id}.json").read_bytes())
    assert (kept["id"], kept["keep"], kept["used_in"], kept["ready"]) == (id, False, None, False)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_only_this_user_may_read_it(cases):
    id = new_id()
    cases.write(id, fresh=True)
    assert cases.folder.stat().st_mode & 0o777 == 0o700
    assert (cases.folder / f"{id}.json").stat().st_mode & 0o777 == 0o600


def test_a_code_is_a_letter_and_a_number_that_nothing_else_in_the_kit_has(cases):
    codes = [cases.write(new_id(), fresh=True).code for _ in range(40)]
    assert len(set(codes)) == 40
    for code in codes:
        assert code[0] in "JLMPQVXZ" and code[1:].isdigit()
    known = {card[0] for card in WORDS.cards} | {case.code for case in WORDS.cases.values()}
    assert known.isdisjoint("JLMPQVXZ")


@pytest.mark.parametrize(
    "given",
    [
        {"texts": {"onbekend": "x"}},
        {"texts": {"text1": 3}},
        {"texts": {"text1": "x" * 5000}},
        {"cards": {"6": "G1"}},
        {"changed": [True]},
        {"used_in": 2},
        {"ready": True},
    ],
)
def test_what_does_not_belong_in_a_case_is_refused(cases, given):
    id = new_id()
    cases.write(id, fresh=True)
    with pytest.raises(Refused):
        cases.write(id, **given)


@pytest.mark.parametrize("id", ["../geheim", "eigen-", "eigen-0123456789ABCDEF", ""])
def test_no_name_leads_to_a_file_elsewhere(cases, id):
    with pytest.raises(Refused):
        cases.write(id, fresh=True)
    with pytest.raises(Refused):
        cases.get(id)


def test_a_damaged_case_is_set_aside_and_the_others_stay(cases):
    bad, good = new_id(), new_id()
    for id in (bad, good):
        cases.write(id, fresh=True, texts={"text1": "Heel."})
    file = cases.folder / f"{bad}.json"
    file.write_bytes(file.read_bytes().replace(b"Heel", b"Half"))
    assert [one.id for one in cases.all()] == [good]
    assert cases.damaged() == 1


def test_wiping_leaves_no_word_and_what_was_wiped_does_not_come_back(cases):
    id = new_id()
    cases.write(id, fresh=True, texts={"text1": "Geheim."})
    (cases.folder / f"{id}.json-0a.new").write_bytes(b"Geheim")
    cases.wipe(id)
    assert list(cases.folder.iterdir()) == []
    with pytest.raises(Refused):
        cases.write(id, texts={"text1": "Toch weer."})


def test_a_wiping_that_a_crash_interrupted_is_finished(cases):
    id = new_id()
    cases.write(id, fresh=True)
    file = cases.folder / f"{id}.json"
    file.rename(file.with_suffix(".wissen"))
    cases.tidy()
    assert list(cases.folder.iterdir()) == []


def test_a_case_without_a_story_cannot_be_ready_and_other_words_take_it_back(cases):
    id = new_id()
    cases.write(id, fresh=True)
    with pytest.raises(Refused, match="Vertel eerst"):
        cases.set_ready(id)
    cases.write(id, texts={"text1": "Een begin."})
    assert cases.set_ready(id).ready
    assert cases.write(id, keep=True).ready
    assert not cases.write(id, texts={"text1": "Een ander begin."}).ready


def test_a_choice_can_be_taken_back_until_the_case_is_told(cases):
    one, other = (cases.write(new_id(), fresh=True).id for _ in range(2))
    cases.set_used(one, 2, told=False)
    cases.set_used(other, 2, told=False)
    assert (cases.get(one).used_in, cases.get(other).used_in) == (None, 2)
    cases.set_used(one, 2, told=True)
    cases.set_free(2)
    assert (cases.get(one).used_in, cases.get(other).used_in) == (2, None)


# -- what is missing -------------------------------------------------------------------------


def test_a_whole_case_misses_nothing_and_an_empty_one_says_what_comes_first():
    assert gaps(whole()) == []
    assert gaps(OwnCase("x", "M27"))[0].startswith("Er zijn nog 4 onthullingen leeg.")


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"text2": "woord " * 83}, "Onthulling 2: 3 woorden te veel voor de beamer. Wat kan weg?"),
        ({"asks4": ""}, f"Onthulling 4: nog geen vraag. De kit vraagt nu: {ASKS[4]}"),
        ({"way33": ""}, "Onthulling 3: er mist nog één weg. Denk aan een derde weg."),
        ({"way31": "", "way32": ""}, "Onthulling 3: er missen nog 2 wegen."),
        ({"dilemma3": ""}, "Onthulling 3: zeg in één zin wat de keuze is."),
        ({"text1": ""}, "Onthulling 1: hier is nog geen verhaal. Zonder verhaal slaat de beamer "
                        "hem over."),
        ({"closing": " "}, "Er is nog geen slotvraag."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_plain_words(texts, says):
    assert says in gaps(replace(whole(), texts=WHOLE | texts))


def test_a_card_that_shares_rare_words_with_the_story_is_offered_first():
    tolk = next(c for c in WORDS.cards.values() if "tolk" in " ".join(c.follow_ups))
    assert tolk in fitting(WORDS.cards.values(), "De tolk kwam niet en niemand zei iets.", "")[:3]
    assert not {"werkvorm", "nood"} & {c.suit for c in fitting(WORDS.cards.values(), "", "start")}


# -- on the beamer ---------------------------------------------------------------------------


def shown(own):
    case = case_of(own)
    step = Step("s", "case", "Casus", "", {}, {"case": case.id})
    return pictures.screens(step, Content(cases={case.id: case}))


def test_it_is_told_as_a_shipped_case_with_its_choice_and_that_it_still_chafes():
    kinds = [one.kind for one in shown(whole())]
    assert kinds == ["stage", "stage", "stage", "choice", "stage", "title"]
    choice = shown(whole())[3]
    assert choice.title == "De groep begint maandag."
    assert choice.points == (WHOLE["way31"], WHOLE["way32"], WHOLE["way33"], STILL_CHAFES)
    assert [o.third_way for o in case_of(whole()).stages[2].options] == [False, False, True]
    assert (case_of(whole()).facts, case_of(whole()).title) == ((), "Casus M27")
    assert told_case(as_plain(whole())) == case_of(whole())


def test_a_stage_without_a_story_is_skipped_and_one_without_a_question_gets_one():
    own = replace(whole(), texts=WHOLE | {"text2": " ", "asks1": ""})
    assert written(own) == [1, 3, 4]
    assert [one.title for one in shown(own)[:2]] == [ASKS[1], "Vraag 3?"]
    assert shown(own)[1].eyebrow == "Casus M27 · 2 van 3"


def test_hostile_words_are_words():
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    own = replace(whole(), texts=dict.fromkeys(PLACES, bad))
    for one in shown(own):
        assert "<script" not in draw(one) and "<img" not in draw(one)


def test_own_cases_are_offered_first_and_a_choice_stays_small():
    shipped = list(WORDS.cases)[:3]
    step = Step("s", "choose_case", "Kiezen", "", {}, {"cases": tuple(shipped)})
    assert [c.id for c in pictures.candidates(step, WORDS)] == shipped
    for many in (1, 2, 3, 5):
        own = [case_of(replace(whole(), id=f"eigen-{n}")) for n in range(many)]
        words = replace(WORDS, cases=WORDS.cases | {c.id: c for c in own})
        offered = pictures.candidates(step, words)
        assert len(offered) == 4 and offered[0].own and not offered[-1].own


def test_at_a_case_step_an_own_case_takes_the_place_of_the_one_in_the_script():
    step = Step("s", "case", "Casus", "", {}, {"case": "goed-genoeg"})
    assert pictures.case_of(step, Picks(case="eigen-1")) == "eigen-1"
    assert pictures.case_of(step, Picks(case="toets-zegt-ja")) == "goed-genoeg"
    assert pictures.instead(step, WORDS, Picks()) == []
    own = case_of(whole())
    words = replace(WORDS, cases=WORDS.cases | {own.id: own})
    assert [c.id for c in pictures.instead(step, words, Picks())] == ["goed-genoeg", own.id]


# -- what may point to a person --------------------------------------------------------------


def test_each_find_has_its_place_and_what_can_be_put_there_instead():
    own = replace(whole(), texts=WHOLE | {"way32": "Mevrouw Tesfaye bellen"})
    (one,) = finds(own)
    assert (one["field"], one["place"]) == ("way32", "Onthulling 3, weg 2")
    assert one["text"] == own.texts["way32"][one["start"] : one["end"]] == "Mevrouw Tesfaye"
    assert one["kind"] == "name" and one["reason"] and one["replacement"]
    assert counts(finds(own)) == {"name": 1}


def test_a_person_is_recognised_from_details_that_stand_in_different_stages():
    spread = {
        "text1": "De vrouw komt uit Eritrea en woont in Wijk bij Duurstede.",
        "text3": "Haar dochter is ziek. Zelf was ze verpleegkundige en ze heeft diabetes.",
    }
    found = [one for one in finds(OwnCase("x", "M27", spread)) if one["kind"] == "combination"]
    assert found and found[-1]["place"] == "De hele casus"
    assert (found[-1]["text"], found[-1]["replacement"]) == ("", "")


# -- the page, without a browser ---------------------------------------------------------------


class Server:
    """The kit's answers, from a real store; `refusal` is a disk that says no."""

    def __init__(self, cases):
        self.cases, self.refusal, self.asked = cases, None, []

    def __call__(self, path, body=None):
        self.asked.append((path, body))
        if self.refusal and body:
            return {"ok": False, "message": self.refusal}
        if path == "/api/own-case/ready":
            one = self.cases.set_ready(body["id"])
            return {"ok": True, "time": "10:00", "case": self.line(one)}
        if path.startswith("/api/own-cases"):
            return {"ok": True, "cases": [self.line(c) for c in self.cases.all()], "damaged": 0}
        if body is None:
            one = self.cases.get(path.rpartition("=")[2])
        else:
            one = self.cases.write(body["id"], body.get("fresh") is True, **body["changes"])
        known = {"finds": finds(one), "gaps": gaps(one), "case": self.line(one), "time": "10:00"}
        return {"ok": True, **known}

    def line(self, one):
        about = {"stages": len(written(one)), "changed": list(one.changed), "here": one.here}
        about |= {"ready": one.ready, "keep": one.keep, "used_in": one.used_in}
        return about | as_plain(one)


@pytest.fixture
def page(cases):
    page = Casework(WORDS, Server(cases), {"group": "stad"})
    page.new()
    return page


def test_each_letter_is_on_the_disk_and_a_new_page_goes_on_where_it_was(page, cases):
    page.pages[page.step].text.value = STORY
    page.go(3)
    page.pages[page.step].ways[2].value = "Samen bellen"
    (kept,) = cases.all()
    assert kept.texts == {"text1": STORY, "way33": "Samen bellen"}
    again = Casework(WORDS, Server(cases), {"group": "stad"})
    again.open(kept.id)
    assert (again.step, again.pages[again.step].ways[2].value) == (3, "Samen bellen")


def test_letters_that_come_late_land_in_the_stage_where_they_were_typed(page, cases):
    first = page.pages[page.step].text
    first.value = "Er kw"
    page.go(2)
    page.pages[page.step].text.value = "Toen belde ze."
    first.value = "Er kwam een brief."
    texts = cases.all()[0].texts
    assert (texts["text1"], texts["text2"]) == ("Er kwam een brief.", "Toen belde ze.")


def test_what_could_not_be_kept_is_said_stays_in_the_field_and_goes_along_next_time(page, cases):
    page.ask = page.draft.ask
    page.draft.ask.refusal = "Niet bewaard: de schijf is vol. Wat je typte, staat er nog."
    page.pages[page.step].text.value = "Eerst."
    assert "Niet bewaard" in page.said.value and page.pages[page.step].text.value == "Eerst."
    page.pages[page.step].asks.value = "Wat?"
    page.draft.ask.refusal = None
    page.pages[page.step].asks.value = "Wat nu?"
    assert cases.all()[0].texts == {"text1": "Eerst.", "asks1": "Wat nu?"}
    assert "Bewaard op deze laptop" in page.said.value


def test_who_cannot_save_is_not_sent_back_to_the_list(page):
    page.draft.ask.refusal = "Niet bewaard: de schijf is vol."
    page.pages[page.step].text.value = "Eerst."
    page._leave()
    assert page.one.layout.display is None and page.pages[page.step].text.value == "Eerst."


def test_a_find_is_replaced_with_one_click_in_the_field_and_on_the_disk(page, cases):
    page.pages[page.step].text.value = "Mevrouw Tesfaye zweeg."
    assert "Tesfaye</mark>" in page.finds.rows[0][1].value
    page.finds.rows[0][2].click()
    assert "Tesfaye" not in page.pages[page.step].text.value
    assert cases.all()[0].texts["text1"] == page.pages[page.step].text.value
    assert page.finds.box.layout.display == "none"


def test_who_has_one_name_in_the_story_has_one_letter(page, cases):
    page.pages[page.step].text.value = "Mevrouw Tesfaye zweeg. Toen sprak mevrouw Yildiz."
    page.go(4)
    page.pages[page.step].text.value = "Later belde Mevrouw Tesfaye. En mevrouw Yildiz ook."
    page.finds.rows[0][2].click()
    page.finds.rows[0][2].click()
    texts = cases.all()[0].texts
    assert texts["text4"] == "Later belde Mevrouw A. En mevrouw B. ook."
    assert texts["text1"] == "Mevrouw A. zweeg. Toen sprak mevrouw B."


def test_that_three_things_changed_is_kept_and_what_they_were_nowhere(page, cases):
    page.go(7)
    for one in page.rebuild.fields:
        one.value = "haar beroep"
    assert cases.all()[0].changed == (True,) * 3
    assert "beroep" not in str(page.draft.ask.asked)
    assert b"beroep" not in next(cases.folder.iterdir()).read_bytes()


def test_a_case_is_ready_only_after_a_person_said_so(page, cases):
    page.pages[page.step].text.value = STORY
    page.go(LOOK)
    page.look.ready.click()
    assert "vink dan aan" in page.look.said.value and not cases.all()[0].ready
    page.look.agree.value = True
    page.look.ready.click()
    assert cases.all()[0].ready
    assert "klaar voor de workshop" in page.look.done.value


def test_no_word_of_a_case_stays_on_the_page_of_the_list(page):
    page.pages[page.step].text.value = "Geheim woord."
    page.go(7)
    page.rebuild.fields[0].value = "haar dorp"
    page._leave()
    values = [str(getattr(one, "value", "")) for one in _all(page.box)]
    assert not [v for v in values if "Geheim" in v or "haar dorp" in v]


def _all(widget):
    yield widget
    for one in getattr(widget, "children", ()):
        yield from _all(one)


# -- in the running kit ------------------------------------------------------------------------


MARK = "Kwispelhond"


def make(kit, group, id, **texts):
    body = {"group": group, "id": id, "fresh": True, "changes": {"texts": WHOLE | texts}}
    return kit.do("/api/own-case", **body)


def ready(kit, group, id):
    found = kit.ask(f"/api/own-case?group={group}&id={id}")[2]["finds"]
    kit.do("/api/own-case/ready", group=group, id=id, confirmed=True, seen=counts(found))


def act(kit, group, action, number=1, **given):
    kit.do("/api/do", group=group, workshop=number, action=action, **given)
    return kit.state(group, number)


def journal(kit):
    return "".join(f.read_text(encoding="utf-8") for f in kit.data.rglob("*.jsonl"))


def test_a_case_is_chosen_told_and_marked_as_used_and_no_word_of_it_is_in_the_journal(tmp_path):
    id = new_id()
    with Kit(tmp_path / "sessions") as kit:
        group = kit.begin("Casusstad")
        make(kit, group, id, way31=f"{MARK} bellen", text1=f"De {MARK} blafte.", summary=MARK)
        status, _, told = kit.ask(
            "/api/own-case/ready", {"group": group, "id": id, "confirmed": False, "seen": {}}
        )
        assert status == 409 and "Lees eerst na" in told["message"]
        at_choice = act(kit, group, "go", step="casus-kiezen")
        assert id not in [one["id"] for one in at_choice["choice"]]
        ready(kit, group, id)
        offered = [one["id"] for one in kit.state(group)["choice"]]
        assert offered[0] == id and len(offered) == 4
        act(kit, group, "choose", case=id)
        state = act(kit, group, "go", step="casus-in-onthullingen")
        assert MARK in state["screen"]
        while "choice@" not in state["form"] or len(state["forms"][-1]["fields"]) < 2:
            state = act(kit, group, "next")
        ways = state["forms"][-1]["fields"][0]["options"]
        assert ways[1] == ["Weg A", f"A · {MARK} bellen"] and ways[-1][0] == STILL_CHAFES
        fields = {"choice": "Weg A", "text": "Dat helpt."}
        kit.do("/api/save", group=group, workshop=1, kind=state["form"], fields=fields)
        line = kit.ask(f"/api/own-cases?group={group}")[2]["cases"][0]
        assert line["used_in"] == 1
        assert MARK not in json.dumps(line)
        said = [json.loads(one) for one in journal(kit).splitlines()]
        (confirmed,) = [one for one in said if one["kind"] == "privacy_confirmed"]
        assert (confirmed["about"], confirmed["counts"]) == ("case", {})
        assert MARK not in journal(kit) and STORY not in journal(kit)


def test_after_a_power_cut_case_and_workshop_are_as_they_were(tmp_path):
    id, other = new_id(), new_id()
    kit = Kit(tmp_path / "sessions").start()
    group = kit.begin("Stroomstad")
    make(kit, group, id)
    ready(kit, group, id)
    act(kit, group, "choose", case=id)
    act(kit, group, "go", step="casus-in-onthullingen")
    half = {"group": group, "id": other, "fresh": True, "changes": {"texts": {"text1": "Half"}}}
    kit.do("/api/own-case", **half)
    kit.ask(f"/api/own-cases?group={group}")  # by the same pen: all before it is on the disk
    kit.kill()
    with Kit(tmp_path / "sessions") as again:
        assert "Deel 1." in again.state(group)["screen"]
        kept = again.ask(f"/api/own-case?group={group}&id={other}")[2]["case"]
        assert kept["texts"] == {"text1": "Half"}
        left = {"text1": "Anders."}
        again.do("/api/own-case", group=group, id=id, changes={"texts": left})
        assert "Kies eerst samen een casus." in again.state(group)["screen"]


def test_a_case_is_of_one_group_only_and_can_take_the_place_of_the_one_in_the_script(tmp_path):
    id = new_id()
    with Kit(tmp_path / "sessions") as kit:
        other = kit.begin("Anderstad")
        group = kit.begin("Eigenstad", workshop=4)
        make(kit, group, id)
        ready(kit, group, id)
        step = next(s["id"] for s in kit.state(group, 4)["steps"] if "casus" in s["id"])
        state = act(kit, group, "go", 4, step=step)
        assert [one["dots"] for one in state["choice"]] == [None, None]
        state = act(kit, group, "next", 4)
        state = act(kit, group, "choose", 4, case=id)
        assert "Deel 1." in state["screen"] and state["here"]["screen"] == 0
        status, _, told = kit.ask(f"/api/own-case?group={other}&id={id}")
        assert (status, told["message"]) == (400, GONE)
        status, _, _ = kit.ask(
            "/api/do", {"group": other, "workshop": 1, "action": "choose", "case": id}
        )
        assert status == 400
        kit.do("/api/folder", path=str(tmp_path / "elders"))
        assert [one["id"] for one in kit.ask(f"/api/own-cases?group={group}")[2]["cases"]] == [id]
        assert "Deel 1." in kit.state(group, 4)["screen"]


def told_and_closed(kit, id):
    """A group that chose this case, told it, wrote a choice at it and rounded off."""
    group = kit.begin("Slotstad")
    make(kit, group, id, text1=f"De {MARK} blafte.")
    ready(kit, group, id)
    act(kit, group, "choose", case=id)
    state = act(kit, group, "go", step="casus-in-onthullingen")
    fields = {"text": f"De {MARK} aaien."}
    kit.do("/api/save", group=group, workshop=1, kind=state["form"], fields=fields)
    act(kit, group, "close")
    return group


def bytes_of(data):
    return b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())


def test_a_told_case_is_wiped_when_its_workshop_is_over_and_the_group_has_left(tmp_path):
    id = new_id()
    with Kit(tmp_path / "sessions") as kit:
        group = told_and_closed(kit, id)
        assert MARK.encode() in bytes_of(kit.data), "one step back is still possible"
        kit.ask("/api/start")
        assert kit.ask(f"/api/own-cases?group={group}")[2]["cases"] == []
        assert MARK.encode() not in bytes_of(kit.data)
        assert '"kind":"wiped"' in journal(kit)


def test_a_power_cut_at_the_end_of_a_workshop_keeps_no_case(tmp_path):
    kit = Kit(tmp_path / "sessions").start()
    group = told_and_closed(kit, new_id())
    kit.ask(f"/api/own-cases?group={group}")  # by the same pen: all before it is on the disk
    kit.kill()
    assert MARK.encode() in bytes_of(kit.data)
    with Kit(tmp_path / "sessions") as again:
        assert MARK.encode() not in bytes_of(again.data)
