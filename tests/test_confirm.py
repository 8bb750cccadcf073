"""Before words are kept: what may point to a person is shown, and a person confirms the rest."""

import pytest
from playwright.sync_api import expect

from kit import forms
from kit.confirm import Unsure, finds, sure
from tests.looking import Visit, axe, button, records
from tests.running import Kit

REFLECTION = next(form for form in forms.ALWAYS if form["id"] == "reflection")
AGREEMENT = next(form for form in forms.ALWAYS if form["id"] == "agreement")
WORDS = "Mevrouw Yilmaz belde me op 06-12345678."


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("privacy")) as running:
        yield running


def test_words_without_a_person_need_no_confirmation():
    assert sure(REFLECTION, {"text": "Hij zei ja, maar ik zag nee."}, None) == {}


def test_each_find_says_where_it_is_and_what_could_stand_there():
    found = finds(REFLECTION, {"text": WORDS, "role": "uitvoering"})
    assert [one["kind"] for one in found] == ["name", "phone"]
    for one in found:
        assert WORDS[one["start"] : one["end"]] == one["text"]
        assert (one["field"], one["label"]) == ("text", "Wat hoorde je?")
        assert one["reason"].endswith(".") and one["replacement"]


def test_what_nobody_saw_is_not_confirmed():
    given = {"text": WORDS}
    found = finds(REFLECTION, given)
    with pytest.raises(Unsure, match="herkenbaar") as unsure:
        sure(REFLECTION, given, found[:1])
    assert unsure.value.finds == found
    assert sure(REFLECTION, given, found) == {"name": 1, "phone": 1}
    for nonsense in ("ja", True, [1], [{}], {"kind": "name"}):
        with pytest.raises(Unsure):
            sure(REFLECTION, given, nonsense)


def test_the_owner_of_an_agreement_may_be_a_first_name():
    given = {"then": "wacht ik even", "owner": "Fatima"}
    assert finds(AGREEMENT, given) == []


def test_only_how_many_were_confirmed_is_written_down(kit):
    group = kit.begin("Zekerstad")
    body = {"group": group, "workshop": 1, "kind": "reflection", "fields": {"text": WORDS}}
    status, _, answer = kit.ask("/api/save", body)
    assert (status, answer["ok"], len(answer["finds"])) == (409, False, 2)
    assert records(kit, "reflection", group) == []
    kit.do("/api/save", **body, confirmed=answer["finds"])
    assert [one["text"] for one in records(kit, "reflection", group)] == [WORDS]
    [said] = records(kit, "privacy_confirmed", group)
    assert (said["about"], said["counts"]) == ("reflection", {"name": 1, "phone": 1})
    assert "Yilmaz" not in str(said) and "06" not in str(said["counts"])


def test_a_name_is_marked_while_typing_and_gone_with_one_click(kit, browser):
    with Visit(browser, kit, reduced_motion="reduce") as visit:
        group = kit.begin("Typstad")
        page = visit.console(group)
        page.get_by_role("tab", name="Reflectie").click()
        box = page.get_by_role("textbox", name="Wat hoorde je?")
        box.fill(WORDS)
        expect(page.locator("mark")).to_have_text(["Mevrouw Yilmaz", "06-12345678"])
        expect(page.locator("#finds li")).to_have_count(2)
        assert not axe(page)
        button(page, "Vervang door “Mevrouw A.”").click()
        expect(box).to_have_value("Mevrouw A. belde me op 06-12345678.")
        expect(box).to_be_focused()
        expect(page.locator("#finds li")).to_have_count(1)
        button(page, "Bewaren").click()
        expect(page.get_by_role("status").filter(has_text="Bewaard op deze laptop")).to_be_visible()
        expect(page.locator("#finds")).to_be_hidden()
    [kept] = records(kit, "reflection", group)
    assert kept["text"] == "Mevrouw A. belde me op 06-12345678."
    assert records(kit, "privacy_confirmed", group)[0]["counts"] == {"phone": 1}


def test_a_quick_bewaren_first_shows_what_it_found(kit, browser):
    with Visit(browser, kit, forgive=("/api/save",)) as visit:
        group = kit.begin("Snelstad")
        page = visit.console(group)
        page.get_by_role("tab", name="Signaal").click()
        page.get_by_role("textbox", name="Wat moet beleid weten?").fill(WORDS)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#finds li")).to_have_count(2)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#saved")).to_contain_text("Bewaard op deze laptop")
    assert len(records(kit, "signal", group)) == 1
