"""Reflecting alone: kept while typing, private, and taken along only after a person looked."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from kit import content
from kit.paths import content_root
from kit.reflections import DAYS, PLACE, Reflections, new_id
from kit.screens.reflecting import Reflecting
from kit.screens.reflection_text import ORDER, STEPS
from kit.screens.shelf import Shelf
from tests.looking import OLD_BEAMER, Visit, axe, records, tab_to
from tests.running import Kit

WORDS = content.load(content_root())
SECRET = "Ze keek steeds naar de deur"
NAMED = "Mevrouw Selam Tesfay zei dat het goed was."


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("alleen") / "sessions") as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_from_before(kit):
    for file in (kit.data / PLACE).glob("*"):
        file.unlink()


def asked(kit):
    """How the page asks the kit."""
    return lambda path, body=None: kit.ask(path, body)[2]


def page(kit, **at):
    return Reflecting(WORDS, asked(kit), at)


def typed(here):
    """The field of the step that is open."""
    return next(field for field in here.now.fields.values() if visible(field))


def written(kit):
    """What is on the disk, as the store reads it."""
    return Reflections(kit.data).all()


def on_disk(kit, outside=""):
    files = [file for file in kit.data.rglob("*") if file.is_file() and outside not in file.parts]
    return b"".join(file.read_bytes() for file in files)


def visible(widget):
    return widget.layout.display != "none"


# -- the steps -------------------------------------------------------------------------------


def test_words_are_on_the_disk_while_they_are_typed(kit):
    here = page(kit)
    here.go(0)
    assert written(kit) == []
    typed(here).value = "Ze"
    assert written(kit)[0].texts == {"gebeurd": "Ze"}
    assert here.said.value.startswith('<p class="kit-good">Bewaard op deze laptop')
    typed(here).value = "Ze zei niets"
    here.go(2)
    typed(here).value = "Dat ze boos was"
    assert written(kit)[0].texts == {"gebeurd": "Ze zei niets", "aanname": "Dat ze boos was"}


def test_a_power_cut_costs_nothing_that_was_said_to_be_kept(tmp_path):
    kit = Kit(tmp_path / "sessions").start()
    here = page(kit)
    here.go(0)
    typed(here).value = SECRET
    kit.kill()
    with Kit(tmp_path / "sessions") as again:
        other = page(again)
        other.open(written(again)[0].id)
        assert typed(other).value == SECRET


def test_what_could_not_be_kept_says_so_and_goes_along_the_next_time(kit):
    here = page(kit)
    here.go(0)
    (kit.data / PLACE).rmdir() if (kit.data / PLACE).is_dir() else None
    (kit.data / PLACE).write_text("in de weg", encoding="utf-8")
    typed(here).value = SECRET
    assert "Niet bewaard" in here.said.value and typed(here).value == SECRET
    here.go(1)
    (kit.data / PLACE).unlink()
    typed(here).value = "Onrust"
    assert written(kit)[0].texts == {"gebeurd": SECRET, "gezien": "Onrust"}


def test_each_step_has_a_card_of_the_conversation_and_all_come_by_once(kit):
    here = page(kit)
    here.go(0)
    first = here.card.value
    seen = [first]
    for _ in range(20):
        here.draw()
        if here.card.value == first:
            break
        seen.append(here.card.value)
    open_ones = [c for c in WORDS.cards.values() if c.suit == "gesprek" and c.safety < 3]
    assert len(seen) == len(set(seen)) == len(open_ones)
    for question, _, cards in STEPS.values():
        here.question.value = question
        assert all(WORDS.cards[id].suit == "gesprek" for id in cards)


def test_a_trainer_who_took_the_cards_away_leaves_the_steps_standing(kit):
    here = Reflecting(content.Content(), asked(kit), {})
    here.go(0)
    here.go(4)
    assert here.card.value == "" and not visible(here.hide)


def test_going_back_to_the_start_leaves_no_word_on_the_page(kit):
    here = page(kit)
    here.go(0)
    typed(here).value = SECRET
    here.go(5)
    assert SECRET in here.read_back.value
    here.home()
    held = repr([w.get_state() for w in _all(here.box)])
    assert SECRET not in held


def _all(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _all(child)


def test_what_another_window_wiped_is_not_brought_back_by_typing_on(kit):
    one, other = page(kit), page(kit)
    one.go(0)
    typed(one).value = SECRET
    other.shelf.wipe({"id": one.now.id})
    typed(one).value = SECRET + "."
    assert "Deze reflectie is er niet meer" in one.said.value
    assert SECRET.encode() not in on_disk(kit)


def test_what_is_typed_is_text_and_not_markup(kit):
    here = page(kit)
    here.go(0)
    typed(here).value = "<img src=x onerror=alert(1)>"
    here.go(5)
    assert "<img" not in here.read_back.value


def test_letters_that_come_after_the_click_land_where_they_were_typed(kit):
    here = page(kit)
    here.go(0)
    field = typed(here)
    field.value = "Z"
    here.go(1)
    field.value = "Ze zei niets"
    here.go(5)
    here.now.fields["proberen"].value = "Vragen"
    assert written(kit)[0].texts == {"gebeurd": "Ze zei niets", "proberen": "Vragen"}
    assert "Vragen" in here.read_back.value
    here.home()
    field.value = "Ze zei niets meer"
    assert written(kit)[0].texts["gebeurd"] == "Ze zei niets meer"
    here.go(0)
    typed(here).value = "Een nieuwe"
    assert len(written(kit)) == 2


# -- how long --------------------------------------------------------------------------------


def test_what_is_due_is_gone_before_the_page_is_opened(tmp_path):
    data = tmp_path / "sessions"
    data.mkdir()
    long_ago = datetime.now(UTC) - timedelta(days=DAYS + 1)
    Reflections(data, lambda: long_ago).write(new_id(), fresh=True, texts={"gebeurd": SECRET})
    with Kit(data) as kit:
        assert SECRET.encode() not in on_disk(kit)
        assert kit.ask("/api/reflections")[2]["wiped"][0]["count"] == 1


def test_what_becomes_due_while_the_kit_runs_is_wiped_when_the_page_opens(kit):
    long_ago = datetime.now(UTC) - timedelta(days=DAYS + 1)
    Reflections(kit.data, lambda: long_ago).write(new_id(), fresh=True, texts={"gebeurd": SECRET})
    page(kit)
    assert SECRET.encode() not in on_disk(kit)


def test_the_list_says_when_and_how_far_but_not_a_word(kit):
    here = page(kit)
    here.go(0)
    typed(here).value = SECRET
    reply = kit.ask("/api/reflections")[2]
    assert SECRET not in json.dumps(reply)
    assert (reply["reflections"][0]["filled"], reply["reflections"][0]["keep"]) == (1, False)


def test_a_damaged_reflection_is_told_on_the_page(kit):
    here = page(kit)
    here.go(0)
    typed(here).value = SECRET
    (kit.data / PLACE / f"reflectie-{here.now.id}.json").write_bytes(b"{")
    other = page(kit)
    assert "Eén reflectie is beschadigd" in other.shelf.broken.children[0].value
    other.shelf.wipe({"damaged": True})
    assert other.shelf.broken.children == ()


def test_when_the_kit_does_not_answer_the_page_says_so():
    silent = Shelf(lambda *_: {"ok": False, "message": "Gesprekskit antwoordt niet."}, None, None)
    silent.open()
    assert "Gesprekskit antwoordt niet." in silent.said.value


# -- taking along ----------------------------------------------------------------------------


def taking(kit, group, text=NAMED, kind="signal"):
    """A page on which something is being made ready for a group."""
    here = page(kit, group=group)
    here.go(0)
    typed(here).value = text
    here.go(5)
    here._take()
    here.taking.kind.value = kind
    return here


def test_nothing_leaves_before_a_person_looked_and_said_so(kit):
    group = kit.begin("Kijkstad")
    here = taking(kit, group).taking
    assert not visible(here.save)
    here.look_through()
    assert "<mark>Mevrouw Selam Tesfay</mark>" in here.finds.marked.value
    here.keep()
    assert "vink dan aan" in here.said.value
    assert records(kit, "signal", group) == []
    assert NAMED.encode() not in on_disk(kit, outside=PLACE)


def test_a_replacement_is_one_click_and_is_looked_through_again(kit):
    here = taking(kit, kit.begin("Klikstad")).taking
    here.look_through()
    here.finds.rows[0][2].click()
    assert "Selam" not in here.text.value
    assert "Gesprekskit vindt niets" in here.said.value
    assert not here.agree.value


def test_what_is_left_is_confirmed_by_a_person_and_only_counted(kit):
    group = kit.begin("Telstad")
    here = taking(kit, group).taking
    here.look_through()
    here.agree.value = True
    here.keep()
    assert "Bewaard op deze laptop" in here.said.value
    (signal,) = records(kit, "signal", group)
    (confirmed,) = records(kit, "privacy_confirmed", group)
    assert (signal["text"], signal["step"], signal["workshop"]) == (NAMED, "reflectie", None)
    assert (confirmed["counts"], confirmed["target"]) == ({"name": 1}, signal["id"])
    assert "Selam" not in json.dumps(confirmed)
    assert written(kit)[0].taken[0]["group"] == group


def test_other_words_must_be_looked_through_again(kit):
    here = taking(kit, kit.begin("Opnieuwstad")).taking
    here.look_through()
    here.agree.value = True
    here.text.value += " Haar zoon heet Ahmed."
    assert not visible(here.save) and not here.agree.value


@pytest.mark.parametrize("missing", ["read", "confirmed"])
def test_the_server_itself_refuses_what_was_not_looked_at(kit, missing):
    group = kit.begin("Slotstad")
    here = taking(kit, group)
    seen = [{"kind": "name", "text": "Mevrouw Selam Tesfay"}]
    body = {"id": here.now.id, "group": group, "kind": "signal", "fields": {"text": NAMED}}
    body |= {"read": True, "confirmed": seen}
    del body[missing]
    assert kit.ask("/api/reflection/take", body)[0] in (400, 409)
    assert records(kit, "signal", group) == []


def test_asked_twice_it_is_one_signal(kit):
    group = kit.begin("Tweemaalstad")
    here = taking(kit, group, "Het kost ons te veel tijd.").taking
    for _ in range(2):
        here.look_through()
        here.agree.value = True
        here.keep()
    assert len(records(kit, "signal", group)) == 1


def test_a_signal_taken_along_comes_back_in_the_next_workshop(kit):
    said = "Er is te weinig tijd voor een tolk."
    group = kit.do("/api/group", name="Terugstad")["group"]["id"]
    here = taking(kit, group, said).taking
    here.look_through()
    here.agree.value = True
    here.keep()
    kit.do("/api/open", workshop=2, variant=90, resume=False)
    kit.do("/api/do", group=group, workshop=2, action="go", step="terugkijken")
    kit.do("/api/do", group=group, workshop=2, action="next")
    beamer = kit.state(group, stream="/api/beamer")["html"]
    assert said in beamer and "Nog geen antwoord." in beamer


def test_what_was_being_made_ready_is_still_there_later(kit):
    group = kit.begin("Laterstad")
    here = taking(kit, group)
    here.taking.text.value = "Korter"
    again = page(kit)
    again.open(here.now.id)
    again._take()
    assert (again.taking.text.value, again.taking.kind.value) == ("Korter", "signal")
    assert again.taking.group.value == group


def test_what_was_edited_is_not_lost_by_looking_at_another_step(kit):
    here = taking(kit, kit.begin("Heenstad"))
    here.go(1)
    typed(here).value = "Onrust"
    here.go(5)
    here._take()
    one = here.taking
    one.step.value = "gebeurd"
    one.text.value = "Korter verteld"
    one.step.value = "gezien"
    assert one.text.value == "Onrust"
    one.step.value = "gebeurd"
    assert one.text.value == "Korter verteld"


def test_nothing_of_a_reflection_is_in_a_group_or_an_export(kit):
    group = kit.begin("Buitenstad")
    here = taking(kit, group, SECRET)
    here.taking.text.value = "Iets heel anders"
    assert SECRET.encode() not in on_disk(kit, outside=PLACE)
    assert b"Iets heel anders" not in on_disk(kit, outside=PLACE)


# -- in the browser --------------------------------------------------------------------------


def visit(visit_, kit, about=""):
    window = visit_.context.new_page()
    window.goto(f"{kit.base}/reflectie{about}")
    inside = window.frame_locator("iframe")
    expect(_button(inside, "Begin een reflectie")).to_be_visible()
    return window, inside


def _button(inside, name):
    return inside.get_by_role("button", name=name, exact=True)


def test_ten_minutes_with_the_keyboard_alone(browser, kit):
    with Visit(browser, kit, toolbox=True) as visit_:
        window, inside = visit(visit_, kit)
        assert axe(window) == []
        _button(inside, "Begin een reflectie").focus()
        window.keyboard.press("Enter")
        for number, step in enumerate(ORDER):
            question, helps, _ = STEPS[step]
            expect(inside.get_by_role("heading", name=question, exact=True)).to_be_visible()
            expect(inside.get_by_role("textbox", name=helps)).to_be_focused()
            window.keyboard.type(f"Antwoord {number}")
            expect(inside.get_by_text("Bewaard op deze laptop")).to_be_visible()
            if number in (0, 4):
                assert axe(window) == []
            window.keyboard.press("Tab")
            if number:
                window.keyboard.press("Tab")
            window.keyboard.press("Enter")
        expect(inside.get_by_role("heading", name="Dit schreef je op")).to_be_visible()
        expect(_button(inside, "Verder schrijven")).to_be_focused()
        assert axe(window) == []
    assert list(written(kit)[0].texts.values()) == [f"Antwoord {n}" for n in range(5)]


def test_earlier_reflections_are_hidden_until_opened_and_can_stay_or_go(browser, kit):
    Reflections(kit.data).write(new_id(), fresh=True, texts={"gebeurd": SECRET}, here=1)
    with Visit(browser, kit, toolbox=True) as visit_:
        window, inside = visit(visit_, kit)
        assert SECRET not in window.frames[1].content()
        _button(inside, "Bewaar langer").click()
        expect(inside.get_by_text("blijft bewaard")).to_be_visible()
        _button(inside, "Openen").click()
        expect(inside.get_by_role("heading", name=STEPS["gezien"][0])).to_be_visible()
        _button(inside, "Vorige").click()
        expect(inside.get_by_role("textbox")).to_have_value(SECRET)
        _button(inside, "Later verder").click()
        _button(inside, "Wis nu").click()
        expect(_button(inside, "Nee, laat staan")).to_be_focused()
        assert axe(window) == []
        assert written(kit)
        window.keyboard.press("Tab")
        window.keyboard.press("Enter")
        expect(inside.get_by_text("Gewist.")).to_be_visible()
        expect(_button(inside, "Begin een reflectie")).to_be_focused()
        assert SECRET not in window.frames[1].content()
        assert axe(window) == []
    assert SECRET.encode() not in on_disk(kit)


def test_taking_along_after_looking_through_on_a_small_screen(browser, kit):
    group = kit.begin("Meeneemstad")
    kit.begin("Nog een stad")
    texts = {"gebeurd": f"{NAMED} Bel 06-12345678."}
    Reflections(kit.data).write(new_id(), fresh=True, texts=texts, here=5)
    with Visit(browser, kit, toolbox=True, viewport=OLD_BEAMER) as visit_:
        window, inside = visit(visit_, kit, f"?group={group}")
        _button(inside, "Openen").click()
        _button(inside, "Neem mee naar de workshop").click()
        expect(inside.get_by_label("Voor welke groep?")).to_have_value("Meeneemstad")
        inside.get_by_label("Wat wordt het?").select_option(index=1)
        _button(inside, "Kijk na op privacy").click()
        expect(inside.locator("mark")).to_have_count(2)
        assert axe(window) == []
        _button(inside, "Maak ervan: Mevrouw A.").click()
        expect(inside.locator("mark")).to_have_count(1)
        _button(inside, "Bewaar voor de workshop").click()
        expect(inside.get_by_text("vink dan aan")).to_be_visible()
        assert axe(window) == []
        expect(inside.get_by_role("checkbox")).to_be_focused()
        window.keyboard.press("Space")
        _button(inside, "Bewaar voor de workshop").click()
        expect(inside.get_by_text("Het komt terug in de volgende workshop")).to_be_visible()
        assert axe(window) == []
    (signal,) = records(kit, "signal", group)
    assert signal["text"] == "Mevrouw A. zei dat het goed was. Bel 06-12345678."


def test_the_start_page_leads_there_also_without_a_group(browser, tmp_path):
    with Kit(tmp_path / "sessions") as fresh, Visit(browser, fresh, toolbox=True) as visit_:
        start = visit_.start()
        tab_to(start, "Reflectie: tien minuten alleen, na een gesprek")
        start.keyboard.press("Enter")
        inside = start.frame_locator("iframe")
        _button(inside, "Begin een reflectie").click()
        inside.get_by_role("textbox").fill(SECRET)
        expect(inside.get_by_text("Bewaard op deze laptop")).to_be_visible()
        for _ in range(5):
            inside.get_by_role("button", name="Volgende").or_(_button(inside, "Klaar")).click()
        _button(inside, "Neem mee naar de workshop").click()
        expect(inside.get_by_text("Er is op deze laptop nog geen groep.")).to_be_visible()
        assert axe(start) == []
