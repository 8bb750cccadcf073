"""What a table keeps and shows, asked of a real server: choices in a case, and what comes back."""

import pytest

from tests.looking import records, workshop
from tests.running import Kit

CASE = "casus-in-onthullingen"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("tafel")) as running:
        yield running


def at_case(kit: Kit, name: str) -> tuple[str, str]:
    """A group at the first stage of its case; the group and the case."""
    group = kit.begin(name)
    case = workshop().steps[3].given["cases"][0]
    act(kit, group, "choose", case=case)
    act(kit, group, "go", step=CASE)
    return group, case


def act(kit: Kit, group: str, action: str, number: int = 1, **given) -> dict:
    kit.do("/api/do", group=group, workshop=number, action=action, **given)
    return kit.state(group, number)


def save(kit: Kit, group: str, kind: str, number: int = 1, **fields) -> str:
    body = {"group": group, "workshop": number, "kind": kind, "fields": fields}
    return kit.do("/api/save", **body, draft=f"{kind}{sorted(fields.items())}")["id"]


def title(state: dict) -> str:
    return state["screen"].partition("<h1>")[2].partition("</h1>")[0]


# -- a case ----------------------------------------------------------------------------------


def test_a_case_waits_once_for_what_the_group_would_do(kit):
    group, _ = at_case(kit, "Wachtstad")
    first = title(kit.state(group))
    asked = act(kit, group, "next")
    assert title(asked) == first
    assert asked["notice"].startswith("Schrijf eerst op wat de groep zou doen.")
    assert title(act(kit, group, "next")) != first
    back = act(kit, group, "previous")
    assert title(back) == first
    assert title(act(kit, group, "next")) != first, "it asks once"


def test_what_was_chosen_is_kept_with_its_case_and_stage_and_opens_the_next(kit):
    group, case = at_case(kit, "Keuzestad")
    state = kit.state(group)
    assert state["form"] == f"choice@{case}:1"
    save(kit, group, state["form"], text="Eerst vragen hoe het gaat.")
    kept = records(kit, "choice", group)
    assert [(one["case"], one["stage"], one["text"]) for one in kept] == [
        (case, 1, "Eerst vragen hoe het gaat.")
    ]
    after = act(kit, group, "next")
    assert (after["notice"], after["form"]) == ("", f"choice@{case}:2")


def test_a_dilemma_offers_its_ways_and_that_it_still_chafes(kit):
    group, _ = at_case(kit, "Wegenstad")
    for _ in range(12):
        state = kit.state(group)
        form = next(f for f in state["forms"] if f["id"] == state["form"])
        if form["fields"][0]["kind"] == "select":
            break
        act(kit, group, "next")
    ways = [words for _, words in form["fields"][0]["options"]]
    assert ways[-1] == "Dit blijft schuren" and len(ways) >= 5
    status, _, answer = kit.ask(
        "/api/save",
        {"group": group, "workshop": 1, "kind": form["id"], "fields": {"choice": "Iets anders"}},
    )
    assert status == 400 and "Kies een van de mogelijkheden" in answer["message"]
    save(kit, group, form["id"], choice=ways[-1], text="We zijn er niet uit.")
    assert kit.state(group)["records"][-1]["line"] == "Dit blijft schuren: We zijn er niet uit."


# -- what comes back -------------------------------------------------------------------------


def followed(kit: Kit, group: str, kind: str, target: str, **fields) -> None:
    kit.do("/api/follow", group=group, kind=kind, target=target, fields=fields)


def second_workshop(kit: Kit, group: str) -> dict:
    act(kit, group, "close")
    kit.do("/api/group/choose", id=group)
    kit.do("/api/open", workshop=2, variant=90, resume=False)
    return act(kit, group, "next", 2)


def test_workshop_2_opens_with_what_was_answered_by_whom_and_when(kit):
    group = kit.begin("Terugstad")
    signal = save(kit, group, "signal", text="Er is geen tolk bij de intake.", button="Beleid")
    save(kit, group, "agreement", then="wacht ik tien tellen", owner="Uitvoering")
    save(kit, group, "parked", text="Wie betaalt de opvang?")
    followed(kit, group, "response", signal, text="We zoeken het uit.", by="beleid")
    state = second_workshop(kit, group)
    assert "1 signaal, 1 met een antwoord." in state["screen"]
    state = act(kit, group, "next", 2)
    assert title(state) == "Er is geen tolk bij de intake."
    assert "We zoeken het uit." in state["screen"] and "Beleid · " in state["screen"]
    assert state["form"] == f"decision@{signal}"
    save(kit, group, state["form"], 2, outcome="nee", reason="Er is geen geld.", by="management")
    state = kit.state(group, 2)
    assert "Nee. Er is geen geld." in state["screen"]
    assert state["form"] == f"feedback@{signal}", "a decision made in the room can be told at once"
    save(kit, group, state["form"], 2, by="management")

    state = act(kit, group, "next", 2)
    assert title(state) == "Hoe staat het met de afspraken?"
    state = act(kit, group, "next", 2)
    assert "wacht ik tien tellen" in title(state)
    status, _, answer = kit.ask(
        "/api/save",
        {
            "group": group, "workshop": 2, "kind": state["form"],
            "fields": {"outcome": "losgelaten"},
        },
    )  # fmt: skip
    assert status == 400 and "waarom" in answer["message"]
    save(kit, group, state["form"], 2, outcome="half", text="Soms lukt het.")
    assert "Half gedaan. Soms lukt het." in kit.state(group, 2)["screen"]
    act(kit, group, "next", 2)
    assert title(act(kit, group, "next", 2)) == "Wie betaalt de opvang?"
    whole = kit.ask(f"/api/series?group={group}")[2]["counts"]
    assert (whole["signals_closed"], whole["signals_refused"]) == (1, 1)
    assert (whole["agreements_open"], whole["agreements_reviewed"]) == (1, 1)


def test_with_nothing_said_before_the_look_back_says_so(kit):
    group = kit.begin("Leegstad")
    state = second_workshop(kit, group)
    assert "Nog niets." in state["screen"]


def test_a_signal_that_was_said_before_is_recognised(kit):
    group = kit.begin("Weerstad")
    save(kit, group, "signal", text="De leerbaarheidstoets komt voor veel mensen te vroeg.")
    assert kit.state(group)["notice"] == ""
    save(
        kit, group, "signal", text="De toetsen over leerbaarheid, de leerbaarheidstoets, te vroeg."
    )
    assert "Eerder besproken: “De leerbaarheidstoets komt" in kit.state(group)["notice"]


def test_an_answer_elsewhere_shows_at_once_on_the_beamer(kit):
    group = kit.begin("Directstad")
    signal = save(kit, group, "signal", text="De brief is te moeilijk.")
    second_workshop(kit, group)
    act(kit, group, "next", 2)
    assert "Nog geen antwoord." in kit.state(group, stream="/api/beamer")["html"]
    followed(kit, group, "response", signal, text="We schrijven hem opnieuw.", by="kwaliteit")
    assert "We schrijven hem opnieuw." in kit.state(group, stream="/api/beamer")["html"]


def test_a_signal_that_is_worked_out_later_stays_with_its_workshop(kit):
    group = kit.begin("Uitwerkstad")
    signal = save(kit, group, "signal", text="De brief is te moeilijk.")
    followed(kit, group, "signal", signal, text="De brief is te moeilijk.", effect="Men belt ons.")
    [one] = kit.ask(f"/api/series?group={group}")[2]["signals"]
    assert (one["id"], one["workshop"], one["fields"]["effect"]) == (signal, 1, "Men belt ons.")
    assert [r["line"] for r in kit.state(group)["records"]] == ["De brief is te moeilijk."]
    second_workshop(kit, group)
    assert title(act(kit, group, "next", 2)) == "De brief is te moeilijk."
