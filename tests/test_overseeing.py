"""The overview of a series: what it says first, that it never pretends, and works by key."""

from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from kit.overview import overview, since
from kit.screens import listed, standing
from kit.screens.overseeing import Overview
from kit.series import fold
from tests.looking import PATIENCE, Visit, axe, button, focus, records
from tests.running import Kit

TODAY = date(2026, 11, 22)


def said(number, kind, workshop=None, day=3, **fields):
    moment = f"2026-11-{day:02}T10:00:{number:02}.000Z"
    return {
        "id": f"{number:026}", "time": moment, "kind": kind, "group": "stad",
        "workshop": workshop, "step": "", **fields,
    }  # fmt: skip


SIGNAL = said(1, "signal", 1, text="De brief is <b>te</b> moeilijk.", run="r", button="Beleid")
OTHER = said(2, "signal", 1, day=20, text="Er is geen tolk.", run="r")
AGREED = said(3, "agreement", 1, then="bellen & vragen", owner="Anouk", date="2026-11-10", run="r")
PARKED = said(4, "parked", 1, text="Wie betaalt?", run="r")
HELD = said(5, "session", 1, run="r", finished=True, here=-1, cards={}, laid=[])
PLAN = {"start": "13:30", "minutes": 90, "place": ""}


def whole(*more, today=TODAY):
    return overview(fold([SIGNAL, AGREED, PARKED, HELD, *more]), today)


# -- the top -------------------------------------------------------------------------------------


def test_what_changed_is_only_what_was_written_after_the_last_workshop():
    within = said(4, "response", day=2, target=SIGNAL["id"], after=[], text="Ja.")
    later = said(6, "decision", day=9, target=SIGNAL["id"], after=[], outcome="ja", reason="Om.")
    again = said(7, "decision", day=10, target=SIGNAL["id"], after=[later["id"]], outcome="nee")
    better = {**SIGNAL, **said(8, "signal", 1, day=11), "replaces": SIGNAL["id"]}
    changed = since(fold([SIGNAL, AGREED, HELD, within, later, again, OTHER, better]))
    assert changed == {
        "workshop": 1, "day": "2026-11-03", "signals": 1, "events": {"decision": 1},
    }  # fmt: skip


def test_before_the_first_workshop_nothing_changed_and_that_is_said():
    empty = overview(fold([]), TODAY)
    assert empty["since"] == {}
    assert "Hier komt wat er verandert na de eerste workshop." in standing.top(empty)
    assert "Geen signalen" in standing.top(empty)


@pytest.mark.parametrize(
    ("more", "sentence", "where"),
    [
        ([], "1 signaal wacht langer dan beloofd. Vraag de leiding om antwoord.", standing.ANSWERS),
        (
            [
                said(6, "decision", target=SIGNAL["id"], after=[], outcome="ja", reason="a"),
                said(7, "decision", target=SIGNAL["id"], after=[], outcome="nee", reason="b"),
            ],
            "Bij 1 signaal staan twee antwoorden naast elkaar. Kies samen welk geldt.",
            standing.ANSWERS,
        ),
    ],
)
def test_what_is_late_or_double_comes_first(more, sentence, where):
    text, _, leads = standing.next_step(whole(*more))
    assert (text, leads) == (sentence, where)


ANSWERED = said(6, "decision", day=4, target=SIGNAL["id"], after=[], outcome="ja", reason="Om.")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (None, "Workshop 2 heeft nog geen datum. Plan hem nu."),
        ("2026-11-22", "Workshop 2 is vandaag. Kijk wat je nog regelt."),
        ("2026-11-23", "Workshop 2 is morgen. Kijk wat je nog regelt."),
        ("2026-12-06", "Workshop 2 is over 14 dagen. Kijk wat je nog regelt."),
        ("2026-12-20", "Over 1 signaal is besloten. Bereid voor hoe je het de groep vertelt."),
    ],
)
def test_then_comes_the_next_workshop_when_it_is_near_or_not_planned(day, sentence):
    planned = [said(7, "plan", 2, date=day, **PLAN)] if day else []
    assert standing.next_step(whole(ANSWERED, *planned))[0] == sentence


def test_what_was_promised_stands_in_order_of_its_day():
    top = standing.top(whole())
    assert top.index("10 november") < top.index("29 december")
    assert "Ontvangst bevestigen: 1 signaal" in top


def test_what_was_typed_is_text_in_every_list():
    shown = listed.signals(whole(), "stad") + listed.agreements(whole()) + listed.parked(whole())
    assert "&lt;b&gt;te&lt;/b&gt;" in shown and "Bellen &amp; vragen" in shown
    assert "<b>te</b>" not in shown


def test_two_reviews_that_clash_are_both_shown():
    clash = [
        said(6, "review", target=AGREED["id"], after=[], outcome="gedaan", text="Gebeld."),
        said(7, "review", target=AGREED["id"], after=[], outcome="losgelaten", text="Ziek."),
    ]
    shown = listed.agreements(whole(*clash))
    assert "Gedaan: Gebeld." in shown and "Losgelaten: Ziek." in shown
    assert "Op twee laptops staat iets anders." in shown


def test_a_closed_agreement_leaves_the_list_and_a_long_list_says_what_is_left_out():
    done = said(6, "review", target=AGREED["id"], after=[], outcome="gedaan")
    assert "Er staan geen afspraken open." in listed.agreements(whole(done))
    many = [said(n, "agreement", 1, then=f"afspraak {n}", run="r") for n in range(10, 40)]
    assert "En nog 6." in listed.agreements(whole(*many))


# -- the tools, without a browser ----------------------------------------------------------------


class Server:
    """What the page asks of the kit, answered here; `refuses` is what it says no to."""

    def __init__(self, *more, refuses=()):
        self.more, self.refuses, self.kept = more, set(refuses), []

    def ask(self, path, body=None):
        path = path.partition("?")[0]
        if path in self.refuses:
            return {"ok": False, "message": "De schijf is vol."}
        if body is not None:
            self.kept.append((path, body))
            return {"ok": True, "time": "14:07"}
        if path == "/api/planning":
            tasks = [{"id": "zaal", "text": "Regel de zaal.", "done": False, "on_the_day": False}]
            shop = {"title": "T", "plan": None, "done": "", "tasks": tasks, "roles": {}}
            shops = [{"number": n, "advice": [], **shop} for n in (1, 2, 3, 4)]
            return {"ok": True, "workshops": shops, "odd": [], "promised": []}
        return {"ok": True, "drafts": {}, **whole(*self.more)}


def test_a_server_that_is_gone_is_said_and_one_can_try_again():
    server = Server(refuses=["/api/series"])
    page = Overview(server.ask, "stad")
    assert "De schijf is vol." in page.sentence.value
    assert page.again.layout.display is None and page.button.layout.display == "none"
    server.refuses.clear()
    page.again.click()
    assert page.again.layout.display == "none"
    assert "Bellen &amp; vragen" in page.made[standing.OPEN].agreements.value


def test_a_review_that_is_not_kept_keeps_its_words_and_says_why():
    server = Server(refuses=["/api/follow"])
    review = Overview(server.ask, "stad").made[standing.OPEN].review
    review.which.value = AGREED["id"]
    review.form.write({"outcome": "half", "text": "Twee keer."})
    review.form.button.click()
    assert "De schijf is vol." in review.form.said.value
    assert "Bewaard" not in review.form.said.value + review.said.value
    assert review.form.read() == {"outcome": "half", "text": "Twee keer."}
    assert review.which.value == AGREED["id"]


def test_typed_words_are_a_draft_that_coming_back_finds():
    server = Server(said(6, "agreement", 1, then="iets anders", run="r"))
    review = Overview(server.ask, "stad").made[standing.OPEN].review
    review.which.value = AGREED["id"]
    review.form.fields["text"].value = "Half af"
    review.which.value = f"{6:026}"
    assert review.form.read()["text"] == ""
    review.which.value = AGREED["id"]
    assert review.form.read()["text"] == "Half af"
    assert {body["form"] for path, body in server.kept} == {f"review@{AGREED['id']}"}


def test_a_click_that_is_heard_late_keeps_it_about_what_was_open_then():
    server = Server(said(6, "agreement", 1, then="iets anders", run="r"))
    page = Overview(server.ask, "stad")
    review = page.made[standing.OPEN].review
    review.which.value = AGREED["id"]
    first = review.form
    first.write({"outcome": "half", "text": "Twee keer."})
    review.which.value = f"{6:026}"
    review.form.fields["text"].value = "Half af"
    first.button.click()
    (kept,) = [body for path, body in server.kept if path == "/api/follow"]
    assert (kept["target"], kept["fields"]["text"]) == (AGREED["id"], "Twee keer.")
    assert (review.which.value, review.form.read()["text"]) == (f"{6:026}", "Half af")

    page.open(standing.PLANNING)
    planned = page.made[standing.PLANNING]
    first = planned.form
    first.write({"date": "2026-12-01", "start": "13:30", "minutes": "90", "place": "Zaal 1"})
    planned.number.value = 2
    first.button.click()
    (kept,) = [body for path, body in server.kept if path == "/api/fact"]
    assert (kept["workshop"], kept["fields"]["place"]) == (1, "Zaal 1")
    assert planned.form.read()["place"] == ""


def test_a_tick_that_is_not_kept_does_not_stay():
    server = Server(refuses=["/api/fact"])
    page = Overview(server.ask, "stad")
    page.open(standing.PLANNING)
    planned = page.made[standing.PLANNING]
    tick = next(one for one in planned.tasks.children if hasattr(one, "indent"))
    tick.value = True
    assert tick.value is False
    assert "De schijf is vol." in planned.said.value and "Bewaard" not in planned.said.value


def test_a_section_is_made_only_when_someone_opens_it():
    page = Overview(Server().ask, "stad")
    assert list(page.made) == [standing.OPEN]
    page.open(standing.PEOPLE)
    assert page.place.children == (page.made[standing.PEOPLE].box,)


# -- asked over HTTP -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("overzicht") / "sessions") as running:
        yield running


def new_group(kit, name):
    return kit.do("/api/group", name=name)["group"]["id"]


def plan(kit, group, number, day, **more):
    fields = {"date": day, "start": "13:30", "minutes": 90, "place": "Stadhuis"} | more
    return kit.do("/api/fact", group=group, kind="plan", workshop=number, fields=fields)


def slip(kit, group, *answers):
    return kit.do("/api/slip", group=group, fields={"answers": list(answers)})


def test_a_plan_that_cannot_be_is_refused_and_nothing_is_kept(kit):
    group = new_group(kit, "Foutstad")
    body = {"group": group, "kind": "plan", "workshop": 2, "fields": {"date": "2026-02-30"}}
    status, _, answer = kit.ask("/api/fact", body)
    assert (status, answer["message"]) == (
        400,
        "Deze datum klopt niet. Schrijf hem zo: 2026-12-31.",
    )
    assert records(kit, "plan", group) == []


def test_the_calendar_is_a_file_with_the_dates_of_this_group_only(kit):
    group, other = new_group(kit, "Datumstad"), new_group(kit, "Anderestad")
    plan(kit, group, 2, "2026-12-01")
    plan(kit, other, 3, "2027-01-12")
    status, headers, text = kit.ask(f"/api/calendar?group={group}")
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert headers["Content-Disposition"] == 'attachment; filename="gesprekskit.ics"'
    assert [str(one["uid"]) for one in Calendar.from_ical(text).walk("VEVENT")] == [
        f"workshop-2@{group}.gesprekskit"
    ]


@pytest.mark.parametrize("path", ["calendar", "planning", "measurement"])
def test_a_group_that_is_not_there_is_said_in_dutch(kit, path):
    status, _, answer = kit.ask(f"/api/{path}?group=nergens")
    assert (status, answer["message"]) == (
        400,
        "Deze groep is er niet. Kies een groep op de startpagina.",
    )


def test_a_slip_of_three_months_later_belongs_to_no_workshop_and_has_no_name(kit):
    group = new_group(kit, "Laterstad")
    slip(kit, group, 1, 2, 3, 4, 5, None)
    [kept] = records(kit, "measurement", group)
    assert (kept["workshop"], kept["moment"]) == (None, "later")
    assert kept["answers"] == [1, 2, 3, 4, 5, None]
    own = {"id", "time", "check", "kind", "group", "workshop", "step"}
    assert kept.keys() - own == {"moment", "answers"}


@pytest.mark.parametrize("answers", [[1, 2, 3], [6] * 6, [None] * 6, "1"])
def test_a_slip_that_cannot_be_is_not_kept(kit, answers):
    group = new_group(kit, "Briefjesstad")
    body = {"group": group, "fields": {"answers": answers}}
    assert kit.ask("/api/slip", body)[0] == 400
    assert records(kit, "measurement", group) == []


# -- in the browser ------------------------------------------------------------------------------


def look(visit, group):
    """The page with its first section drawn, and its frame."""
    page = visit.context.new_page()
    page.goto(f"{visit.kit.base}/overzicht?group={group}")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".kit-three")).to_be_visible(timeout=2 * PATIENCE)
    return page, frame


def test_a_new_series_is_told_to_plan_and_a_date_moves_the_whole_page(kit, browser):
    group = new_group(kit, "Planstad")
    plan(kit, group, 2, "2027-01-12")
    with Visit(browser, kit, toolbox=True) as visit:
        page, frame = look(visit, group)
        expect(frame.get_by_text("Workshop 1 heeft nog geen datum. Plan hem nu.")).to_be_visible()
        assert axe(page) == []
        button(frame, "Naar de planning").click()
        frame.get_by_label("Datum", exact=True).fill("2027-01-12")
        frame.get_by_label("Begintijd").fill("half twee")
        button(frame, "Datum bewaren").click()
        expect(
            frame.get_by_text("Deze begintijd klopt niet. Schrijf hem zo: 13:30.")
        ).to_be_visible()
        assert axe(page) == []
        frame.get_by_label("Begintijd").fill("9u30")
        button(frame, "Datum bewaren").click()
        expect(frame.get_by_text("Bewaard op deze laptop")).to_be_visible()
        odd = "Workshop 1 en 2 staan op dezelfde dag: 12 januari. Klopt dat?"
        expect(frame.get_by_text(odd).first).to_be_visible()
        expect(frame.get_by_role("row", name="Zien wat er gebeurt")).to_contain_text("09:30")
        expect(frame.get_by_text("Workshop 1 heeft nog geen datum.")).to_have_count(0)
        with page.expect_download() as download:
            frame.get_by_role("link", name="Agenda downloaden").click()
        assert download.value.suggested_filename == "gesprekskit.ics"


def test_looking_back_and_taking_up_leave_the_list_and_the_focus_in_a_good_place(kit, browser):
    group = kit.begin("Afspraakstad")
    save = {"group": group, "workshop": 1}
    for then in ("bellen", "schrijven"):
        kit.do("/api/save", **save, kind="agreement", fields={"then": then, "date": "2020-01-02"})
    kit.do("/api/save", **save, kind="parked", fields={"text": "Wie betaalt?"})
    kit.do("/api/save", **save, kind="signal", fields={"text": "De brief is te moeilijk."})
    with Visit(browser, kit, toolbox=True) as visit:
        page, frame = look(visit, group)
        back, park = "Terugkijken op een afspraak", "Een punt oppakken"
        frame.get_by_label(back).select_option(label="bellen")
        frame.get_by_label("Hoe staat het ermee?").select_option(label="Gedaan")
        assert axe(page) == []
        button(frame, "Bewaren").click()
        expect(frame.get_by_text("Bewaard op deze laptop")).to_be_visible()
        expect(frame.get_by_label(back)).to_be_focused()
        expect(frame.get_by_label(back).get_by_role("option")).to_have_text(["Kies", "schrijven"])
        frame.get_by_label(park).select_option(label="Wie betaalt?")
        frame.get_by_label("Wat doen we ermee?").select_option(label="Kan weg")
        button(frame, "Bewaren").click()
        expect(frame.get_by_text("De parkeerplaats is leeg.")).to_be_visible()
        expect(button(frame, "Wat openstaat")).to_be_focused()
        assert axe(page) == []
        link = frame.get_by_role("link", name="Alle signalen bekijken en beantwoorden")
        link.click()
        page.wait_for_url(f"**/leiding?group={group}")
    [review] = records(kit, "review", group)
    assert review["outcome"] == "gedaan"


def test_ticks_and_numbers_stay_and_the_advice_follows(kit, browser):
    group = new_group(kit, "Lijststad")
    with Visit(browser, kit, toolbox=True) as visit:
        page, frame = look(visit, group)
        button(frame, "Planning").click()
        frame.get_by_label("Stuur de uitnodiging.").check()
        expect(frame.get_by_text("Bewaard op deze laptop")).to_be_visible()
        expect(frame.get_by_role("row", name="Zien wat er gebeurt")).to_contain_text("1 van de")
        button(frame, "Wie er komt").click()
        frame.get_by_label("Uitvoering", exact=True).fill("3")
        frame.get_by_label("Beleid", exact=True).fill("4")
        button(frame, "Bewaren").click()
        expect(frame.get_by_text("Uit de uitvoering komen er 3 van de 7.")).to_be_visible()
        assert axe(page) == []
        page.reload()
        button(frame, "Planning").click()
        expect(frame.get_by_label("Stuur de uitnodiging.")).to_be_checked()
        assert axe(page) == []


def test_the_fifth_slip_opens_the_figures_and_leaves_an_empty_slip(kit, browser):
    group = new_group(kit, "Meetstad")
    for answers in ([1] * 6, [2] * 6, [3] * 6, [4] * 6):
        slip(kit, group, *answers)
    with Visit(browser, kit, toolbox=True) as visit:
        page, frame = look(visit, group)
        button(frame, "Meting").click()
        expect(
            frame.get_by_text("4 briefjes. Nog 1 briefje tot je iets kunt zien.")
        ).to_be_visible()
        expect(frame.locator("svg.kit-chart")).to_have_count(0)
        button(frame, "Briefje van na drie maanden invullen").click()
        first = frame.get_by_label("Ik durf hier te zeggen dat ik iets niet weet.")
        first.select_option("5")
        button(frame, "Briefje bewaren").click()
        chart = frame.get_by_role("img", name="Gemiddelde per stelling, van 1 tot 5")
        expect(chart).to_be_visible()
        expect(first.get_by_role("option", selected=True)).to_have_text("Kies")
        expect(frame.get_by_role("cell", name="3,0 1 · 1 · 1 · 1 · 1")).to_be_visible()
        assert axe(page) == []


def test_all_of_it_works_with_the_keyboard_alone(kit, browser):
    group = new_group(kit, "Toetsstad")
    with Visit(browser, kit, toolbox=True) as visit:
        page, frame = look(visit, group)
        press = page.keyboard.press

        def tab_to(name, key="Tab"):
            for _ in range(60):
                press(key)
                inside = page.frames[-1]
                if page.evaluate("document.activeElement.tagName") == "IFRAME":
                    found = focus(inside)
                    if found["name"] == name:
                        return
            raise AssertionError(f"{name} niet gevonden")

        tab_to("Wie er komt")
        press("Enter")
        expect(frame.get_by_label("Uitvoering", exact=True)).to_be_visible()
        tab_to("Uitvoering")
        press("ControlOrMeta+a")
        page.keyboard.type("6")
        tab_to("Bewaren")
        press("Enter")
        expect(frame.get_by_text("Bewaard op deze laptop")).to_be_visible()
        tab_to("Planning", "Shift+Tab")
        press("Space")
        expect(frame.get_by_label("Stuur de uitnodiging.")).to_be_visible()
        tab_to("Stuur de uitnodiging.")
        press("Space")
        expect(frame.get_by_label("Stuur de uitnodiging.")).to_be_checked()
    [kept] = records(kit, "attendance", group)
    assert kept["roles"]["uitvoering"] == 6
