"""The page of leadership and policy: what waits, an answer that stays, and the file to another."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from kit import answers, content
from kit.forms import Refused
from kit.journal import Journal, Reader, line_of, record
from kit.overview import overview
from kit.paths import content_root
from kit.screens import waiting
from kit.screens.leading import Leading
from kit.screens.signal_text import promises_text, signal_text, told_text, versions_text
from kit.series import fold
from tests.looking import Line, Visit, axe, button, tab_to
from tests.running import Kit

WORDS = content.load(content_root())
TODAY = date(2026, 11, 20)
TOO_EARLY = "De toets komt voordat iemand rust heeft."
LETTER = "De brief is niet te begrijpen."


def ago(days, kind, **fields):
    """A record of some days ago, complete but for its check."""
    made = record(kind, fields.pop("group", "stad"), fields.pop("workshop", None), "", **fields)
    when = datetime.now(UTC) - timedelta(days=days)
    older = {"time": when.strftime("%Y-%m-%dT%H:%M:%S.000Z")}
    return {k: v for k, v in (made | older).items() if k != "check"}


def signal(text=TOO_EARLY, days=2, **fields):
    return ago(days, "signal", workshop=1, text=text, run="r1", **fields)


def about(one, kind, days=1, after=(), **fields):
    return ago(days, kind, target=one["id"], after=[a["id"] for a in after], **fields)


def seeded(kit, name, *records):
    """A group whose journal holds these; the kit reads it as if it came from elsewhere."""
    group = kit.do("/api/group", name=name)["group"]["id"]
    journal = Journal(kit.data / group)
    for one in records:
        journal.append({**one, "group": group})
    journal.close()
    return group


def known(kit, group):
    return Reader(kit.data / group).refresh().records


# -- without a browser: where a signal waits ---------------------------------------------------


def shown(*records, today=None):
    return overview(fold(list(records)), today or datetime.now(UTC).date())["signals"]


def test_each_signal_stands_under_what_it_waits_for():
    fresh, seen, heard = signal("een"), signal("twee"), signal("drie")
    yes, away, closed, clash = signal("vier"), signal("vijf"), signal("zes"), signal("zeven")
    late = signal("acht", days=30)
    says = {"reason": "Het kan.", "by": "beleid"}
    decided = about(yes, "decision", outcome="ja", **says)
    higher = about(away, "decision", outcome="hogerop", **says)
    no = about(closed, "decision", outcome="nee", **says)
    records = [fresh, seen, heard, yes, away, closed, clash, late, decided, higher, no]
    records += [about(seen, "receipt"), about(heard, "response", text="Ja.")]
    records += [about(away, "feedback", after=[higher]), about(closed, "feedback", after=[no])]
    records += [about(clash, "decision", outcome=way, **says) for way in ("ja", "nee")]
    found = {
        place: [one["line"] for one in there]
        for place, there in waiting.placed(shown(*records)).items()
    }
    assert found == {
        "late": ["acht"],
        "clash": ["zeven"],
        "receipt": ["een"],
        "response": ["twee"],
        "decision": ["drie"],
        "feedback": ["vier"],
        "away": ["vijf"],
        "done": ["zes"],
    }
    assert list(found) == list(waiting.PLACES)


def test_what_is_late_names_the_promise_and_its_day():
    one = {**signal(), "time": "2026-11-02T12:00:00.000Z"}
    (late,) = shown(one, today=TODAY)
    assert "Ontvangst bevestigen: beloofd op 9 november" in waiting.list_text(
        [late], "", [late["id"]]
    )
    assert "Te laat" in signal_text(late, 0)
    assert "te laat" in promises_text(late)


def test_a_decision_that_is_waited_for_stands_by_who_it_waits_for():
    names = ("Raad", "Beleid", "Raad", "Beleid")
    asked = [signal(f"zin {n}", button=name) for n, name in enumerate(names)]
    records = [*asked, *(about(one, "response", text="Ja.") for one in asked)]
    (there,) = waiting.placed(shown(*records)).values()
    assert [one["owner"] for one in there] == ["Beleid", "Beleid", "Raad", "Raad"]


def test_what_people_typed_stays_text_everywhere_on_the_page():
    nasty = "<img src=x onerror=alert(1)>"
    one = signal(nasty, button=nasty, who=nasty, effect=nasty)
    records = [one, about(one, "response", text=nasty, owner=nasty, by=nasty)]
    (there,) = shown(*records)
    versions = {"kind": "response", "said": there["events"]}
    told = {"eyebrow": nasty, "title": nasty, "text": nasty, "foot": nasty}
    told |= {"answered": True, "clash": False}
    pages = [
        waiting.list_text([there], "", [there["id"]]),
        signal_text(there, 1),
        versions_text(versions),
        told_text({"workshop": 2, "screens": [told]}),
        waiting.count_line([there]),
    ]
    assert [page for page in pages if "<img" in page] == []


# -- without a browser: answering --------------------------------------------------------------


class Server:
    """What the page asks of the kit, answered here from records."""

    def __init__(self, *records):
        self.records, self.asked, self.refuses, self.drafts = list(records), [], {}, {}

    def __call__(self, path, body=None):
        self.asked.append((path, body))
        path = path.split("?")[0]
        if path in self.refuses:
            return {"ok": False, "message": self.refuses[path]}
        if path == "/api/desk-draft":
            self.drafts[body["form"]] = body["fields"]
        if path == "/api/told":
            return {"ok": True, "workshop": 2, "screens": []}
        if path == "/api/follow":
            thread = fold(self.records).thread(body["target"])
            try:
                fields = answers.fields(body["kind"], thread, body["fields"])
            except Refused as refusal:
                return {"ok": False, "message": str(refusal)}
            self.records.append(record(body["kind"], "stad", None, "", **fields))
            return {"ok": True, "time": "14:03"}
        today = datetime.now(UTC).date()
        return {"ok": True, **overview(fold(self.records), today), "drafts": self.drafts}


def fill(form, **values):
    for name, value in values.items():
        form.fields[name].value = value


def pick(page, text):
    page.pick.value = next(id for line, id in page.pick.options if line == text)


def kinds(page):
    return [kind for _, kind in page.kind.options]


def test_without_signals_the_page_says_where_they_come_from():
    page = Leading(Server(), "stad")
    assert "In workshop 1" in page.count.value
    assert page.both.layout.display == page.beamer.layout.display == "none"


def test_saving_an_answer_moves_the_signal_on_and_asks_for_the_next_thing():
    page = Leading(Server(signal()), "stad")
    assert kinds(page)[0] == "response" and "feedback" not in kinds(page)
    fill(page.form, text="Wij kijken ernaar.", by="beleid")
    page.form.button.click()
    assert "Bewaard op deze laptop · 14:03. Nu: wacht op een besluit." in page.said.value
    assert kinds(page)[0] == "decision"
    assert "Wij kijken ernaar." in page.shown.value


def test_a_decision_without_a_reason_is_not_sent_and_says_what_it_misses():
    server = Server(signal())
    page = Leading(server, "stad")
    page.kind.value = "decision"
    fill(page.form, outcome="nee", by="beleid")
    page.form.button.click()
    assert "Vul nog in: Waarom?" in page.form.said.value
    assert "/api/follow" not in [path for path, _ in server.asked]


def test_an_answer_that_was_not_kept_says_so_and_stays_in_the_form():
    server = Server(signal())
    page = Leading(server, "stad")
    fill(page.form, text="Wij kijken ernaar.", by="beleid")
    server.refuses["/api/follow"] = "Niet bewaard: de schijf is vol."
    page.form.button.click()
    assert "Niet bewaard: de schijf is vol." in page.form.said.value
    assert page.form.read()["text"] == "Wij kijken ernaar."
    assert page.said.value == ""


def test_words_typed_for_one_signal_wait_there_while_another_is_open():
    server = Server(signal("een"), signal("twee"))
    page = Leading(server, "stad")
    pick(page, "een")
    fill(page.form, text="Nog niet af")
    pick(page, "twee")
    assert page.form.read()["text"] == ""
    pick(page, "een")
    assert page.form.read()["text"] == "Nog niet af"
    again = Leading(server, "stad")
    pick(again, "een")
    assert again.form.read()["text"] == "Nog niet af"


def test_looking_again_leaves_what_is_being_typed_alone():
    server = Server(signal("een"))
    page = Leading(server, "stad")
    fill(page.form, text="Halverwege")
    server.records.append(signal("twee"))
    form = page.form
    page.refresh()
    assert page.form is form and form.read()["text"] == "Halverwege"
    assert "twee" in page.list.value


def test_one_button_says_of_every_new_signal_that_it_came_in():
    server = Server(*(signal(f"zin {n}") for n in range(3)))
    page = Leading(server, "stad")
    every = page.receipt.children[-1]
    assert every.description == "Bevestig ze alle 3"
    every.click()
    assert [e["kind"] for one in shown(*server.records) for e in one["events"]] == ["receipt"] * 3
    assert page.receipt.children == ()


def test_the_search_word_comes_with_more_than_ten_signals_and_finds_one():
    assert (
        Leading(Server(*(signal(f"zin {n}") for n in range(10))), "stad").find.layout.display
        == "none"
    )
    page = Leading(Server(*(signal(f"zin {n}") for n in range(11))), "stad")
    page.find.value = "ZIN 7"
    assert page.list.value.count("data-pick") == 1
    page.find.value = "zeppelin"
    assert "Geen signaal gevonden" in page.list.value


def test_only_the_signals_of_one_owner_are_listed_when_asked():
    page = Leading(Server(signal("een", button="Raad"), signal("twee", button="Team")), "stad")
    page.owner.value = "Raad"
    assert "een" in page.list.value and "twee" not in page.list.value


def test_of_two_decisions_one_is_chosen_and_the_new_one_knows_both():
    one = signal()
    says = {"by": "beleid", "reason": "Het kan."}
    apart = [about(one, "decision", outcome="ja", **says)]
    apart += [about(one, "decision", outcome="nee", by="bestuur", reason="Het geld is op.")]
    server = Server(one, *apart)
    page = Leading(server, "stad")
    assert kinds(page)[0] == "decision" and "Het geld is op." in page.versions.value
    page.chosen.value = 2
    assert page.form.read()["reason"] == "Het geld is op."
    page.form.button.click()
    assert set(server.records[-1]["after"]) >= {each["id"] for each in apart}
    (there,) = shown(*server.records)
    assert (there["conflicts"], there["outcome"]) == ([], "nee")


def test_a_kit_that_does_not_answer_is_said_and_what_was_shown_stays():
    server = Server(signal())
    page = Leading(server, "stad")
    server.refuses["/api/series"] = "Gesprekskit antwoordt niet. Start het opnieuw."
    page.refresh()
    assert "Gesprekskit antwoordt niet." in page.trouble.value
    assert TOO_EARLY in page.list.value


# -- over HTTP: the file -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("leiding") / "sessions") as running:
        yield running


def bring(kit, text, **more):
    return kit.ask("/api/exchange", {"text": text, **more})


def test_a_file_goes_to_another_laptop_and_comes_back_and_nothing_is_double(kit, tmp_path):
    one = signal()
    group = seeded(kit, "Heenweerstad", one, ago(1, "reflection", workshop=1, text="GEHEIM"))
    status, headers, text = kit.ask(f"/api/exchange?group={group}")
    assert status == 200 and "GEHEIM" not in text
    assert f'attachment; filename="signalen-{group}-' in headers["Content-Disposition"]
    with Kit(tmp_path / "sessions") as other:
        first = bring(other, text)[2]
        assert first["message"] == "1 nieuw signaal ingelezen."
        assert first["group"] == {"id": group, "name": "Heenweerstad"}
        assert bring(other, text)[2]["message"] == "Niets nieuws ingelezen, 1 was er al."
        says = {"outcome": "ja", "reason": "Het kan.", "by": "beleid"}
        other.do("/api/follow", group=group, kind="decision", target=one["id"], fields=says)
        back = other.ask(f"/api/exchange?group={group}")[2]
    kit.do("/api/follow", group=group, kind="decision", target=one["id"],
           fields={**says, "outcome": "nee"})  # fmt: skip
    came = bring(kit, back, group=group)[2]
    assert came["message"] == "1 nieuw antwoord ingelezen, 1 was er al."
    (there,) = kit.ask(f"/api/series?group={group}")[2]["signals"]
    assert [clash["kind"] for clash in there["conflicts"]] == ["decision"]
    before = len(known(kit, group))
    bring(kit, back, group=group)
    assert len(known(kit, group)) == before


def test_a_file_larger_than_other_questions_comes_in_and_one_above_the_limit_does_not(kit):
    group = kit.do("/api/group", name="Grootstad")["group"]["id"]
    line = line_of(record("signal", group, 1, "", text="x" * 3900)).decode()
    status, _, answer = bring(kit, line * 300, group=group)
    assert (status, answer["message"]) == (200, "1 nieuw signaal ingelezen.")
    status, _, answer = bring(kit, line * 1400, group=group)
    assert status == 400 and "te groot" in answer["message"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"text": "hallo"}, "geen bestand van Gesprekskit"),
        ({"text": "hallo", "group": "nergens"}, "Deze groep is er niet"),
        ({"text": 3}, "Dit kon niet"),
        ({}, "Dit kon niet"),
    ],
)
def test_what_cannot_be_read_in_is_said_in_dutch(kit, body, says):
    status, _, answer = kit.ask("/api/exchange", body)
    assert status == 400 and says in answer["message"]


def test_what_would_go_along_is_shown_with_what_may_point_to_a_person(kit):
    one = signal("Mevrouw Jansen belde op 06-12345678 en kreeg geen antwoord.")
    group = seeded(kit, "Kijkstad", one, signal(LETTER), about(one, "response", text="Ja."))
    said = kit.ask(f"/api/exchange/look?group={group}")[2]
    assert (len(said["signals"]), said["answers"], said["fallen"]) == (2, ["Ja."], [])
    assert "06-12345678" in [find["text"] for find in said["finds"]]
    assert {find["whole"] for find in said["finds"]} == {one["text"]}


# -- in the browser ----------------------------------------------------------------------------


@pytest.fixture
def visit(kit, browser):
    with Visit(browser, kit, toolbox=True, reduced_motion="reduce") as visit:
        yield visit


def come(visit, kit, group):
    page = visit.context.new_page()
    page.goto(f"{kit.base}/leiding?group={group}")
    frame = page.frame_locator("#place iframe")
    expect(frame.get_by_role("heading", level=2).first).to_be_visible(timeout=60_000)
    return page, frame


def test_a_signal_is_answered_with_the_keyboard_alone_and_half_a_sentence_survives(kit, visit):
    group = seeded(kit, "Toetsenstad", signal(days=30), signal(LETTER, button="Management"))
    page, frame = come(visit, kit, group)
    expect(frame.get_by_text("1 te laat · 1 zonder ontvangst")).to_be_visible()
    found = {"filled": axe(page)}
    frame.locator("button.kit-pick").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(frame.get_by_role("heading", name=LETTER)).to_be_focused()
    frame.get_by_label("Wat is de eerste reactie?").focus()
    page.keyboard.type("Wij schrijven hem opnieuw.")
    frame.get_by_role("button", name="Bewaren").press("Enter")
    expect(frame.get_by_text("Vul nog in: Wie zegt het?")).to_be_visible()
    found["error"] = axe(page)
    page.reload()
    expect(frame.get_by_role("heading", level=2).first).to_be_visible(timeout=60_000)
    frame.locator("button.kit-pick", has_text=LETTER).press("Enter")
    words = frame.get_by_label("Wat is de eerste reactie?")
    expect(words).to_have_value("Wij schrijven hem opnieuw.")
    frame.get_by_label("Wie zegt het?").select_option(label="Management")
    frame.get_by_role("button", name="Bewaren").press("Enter")
    expect(frame.get_by_text("Bewaard op deze laptop")).to_be_visible()
    expect(frame.get_by_role("heading", name=LETTER)).to_be_focused()
    expect(frame.get_by_label("Wat is het besluit?")).to_be_visible()
    found["saved"] = axe(page)
    assert {state: faults for state, faults in found.items() if faults} == {}
    (kept,) = [r for r in known(kit, group) if r["kind"] == "response"]
    assert (kept["text"], kept["by"]) == ("Wij schrijven hem opnieuw.", "management")


def test_a_click_on_bewaren_does_not_overtake_the_last_letters(kit, visit):
    group = seeded(kit, "Traagstad", signal(LETTER))
    line = Line(visit.context)
    page, frame = come(visit, kit, group)
    frame.get_by_label("Wie zegt het?").select_option(label="Management")
    frame.get_by_label("Wat is de eerste reactie?").focus()
    line.hold()
    page.keyboard.type("Wij schrijven hem opnieuw.")
    frame.get_by_role("button", name="Bewaren").press("Enter")
    line.wait_for(page, sent='"event":"click"', heard='"update"')
    line.release()
    expect(frame.get_by_text("Bewaard op deze laptop")).to_be_visible()
    (kept,) = [r for r in known(kit, group) if r["kind"] == "response"]
    assert kept["text"] == "Wij schrijven hem opnieuw."


def test_two_answers_stand_beside_each_other_and_the_next_workshop_is_prepared(kit, visit):
    one, two = signal(days=3), signal(LETTER)
    says = {"outcome": "ja", "reason": "Het kan.", "by": "beleid"}
    clash = [about(one, "decision", **says)]
    clash += [about(one, "decision", outcome="nee", reason="Het geld is op.", by="bestuur")]
    done = ago(3, "session", workshop=1, run="r1", finished=True, here=-1)
    group = seeded(kit, "Tweestad", done, one, two, *clash)
    page, frame = come(visit, kit, group)
    expect(frame.locator(".kit-versions")).to_contain_text("Het geld is op.")
    frame.get_by_role("button", name="Wat zeggen we in workshop 2?").click()
    expect(frame.get_by_text("Nog geen antwoord bij signaal 2.")).to_be_visible()
    expect(frame.get_by_text("Twee antwoorden bij signaal 1.")).to_be_visible()
    found = {"clash": axe(page)}
    frame.get_by_label("Welke versie geldt?").select_option(label="Versie 2")
    expect(frame.get_by_label("Waarom?")).to_have_value("Het geld is op.")
    found["chosen"] = axe(page)
    frame.get_by_role("button", name="Dit geldt").click()
    expect(frame.get_by_text("Nu: nog terug te koppelen.")).to_be_visible()
    expect(frame.locator(".kit-told")).to_contain_text("Nee. Het geld is op.")
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_file_is_looked_through_before_it_goes_and_a_broken_one_is_told(kit, visit, tmp_path):
    one = signal("Mevrouw Jansen belde op 06-12345678.")
    group = seeded(kit, "Bestandstad", one)
    page, frame = come(visit, kit, group)
    button(page, "Bekijk wat er meegaat").click()
    expect(page.get_by_text("1 signaal en 0 antwoorden gaan mee.")).to_be_visible()
    link = page.get_by_role("link", name="Bestand opslaan")
    expect(link).to_be_hidden()
    found = {"doubts": axe(page)}
    page.get_by_label("Ik heb het gelezen.").check()
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename.startswith(f"signalen-{group}-")
    text = taken.value.path().read_text(encoding="utf-8")
    answer = record("response", group, None, "", target=one["id"], after=[], text="Wij bellen.")
    file = tmp_path / "terug.jsonl"
    file.write_text(text + line_of(answer).decode() + text[:50], encoding="utf-8", newline="")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("#bring [role=status]")).to_contain_text(
        "1 nieuw antwoord ingelezen, 1 was er al, 1 regel was niet heel."
    )
    expect(page.get_by_text("Regel 4: deze regel is niet heel.")).to_be_visible()
    expect(frame.get_by_text("Wij bellen.")).to_be_visible()
    found["read"] = axe(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_file_makes_the_group_on_a_laptop_that_does_not_know_it(browser, tmp_path):
    lines = [record("group", "elders", None, "", name="Elders")]
    lines += [record("signal", "elders", 1, "", text=LETTER)]
    file = tmp_path / "signalen-elders.jsonl"
    file.write_bytes(b"".join(map(line_of, lines)))
    with Kit(tmp_path / "sessions") as kit, Visit(browser, kit, toolbox=True) as visit:
        page = visit.start()
        page.on("filechooser", lambda asked: asked.set_files(file))
        tab_to(page, "Bestand van een andere laptop inlezen")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 nieuw signaal ingelezen.")).to_be_visible()
        assert axe(page) == []
        page.get_by_role("link", name="Naar de signalen van Elders").click()
        frame = page.frame_locator("#place iframe")
        expect(frame.get_by_role("heading", name=LETTER)).to_be_visible(timeout=60_000)
        page.goto(kit.base)
        expect(page.get_by_role("link", name="Antwoorden")).to_have_attribute(
            "href", re.compile(r"/leiding\?group=elders$")
        )
        assert axe(page) == []


def test_a_group_without_signals_hears_where_they_come_from_and_takes_nothing_along(kit, visit):
    group = seeded(kit, "Leegstad")
    page, frame = come(visit, kit, group)
    expect(frame.get_by_role("heading", name="Nog geen signalen")).to_be_visible()
    button(page, "Bekijk wat er meegaat").press("Enter")
    expect(page.get_by_text("Er is nog niets om mee te nemen")).to_be_visible()
    assert axe(page) == []
