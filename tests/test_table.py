"""What a table keeps and shows, asked of a real server: choices in a case, and what comes back."""

import asyncio
import threading
from pathlib import Path

import pytest

from kit import content
from kit.drafts import Drafts
from kit.folder import Folder
from kit.journal import Journal, NotSaved, read
from kit.own_cases import OwnCases
from kit.paths import content_root
from kit.reflections import Reflections, new_id
from kit.room import Room
from kit.script import read as script_of
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


def test_what_was_corrected_and_withdrawn_leaves_in_no_wording_but_by_name(kit):
    group = kit.begin("Intrekstad")
    first = save(kit, group, "signal", text="De wijkagent vond het overdreven.")
    body = {"group": group, "workshop": 1, "kind": "signal", "replaces": first}
    last = kit.do("/api/save", **body, fields={"text": "Iemand vond het overdreven."})["id"]
    kit.do("/api/withdraw", group=group, workshop=1, id=last)
    text = kit.ask(f"/api/exchange?group={group}")[2]
    assert "overdreven" not in text and first in text and last in text
    kit.do("/api/restore", group=group, workshop=1, id=last)
    assert [one["line"] for one in kit.state(group)["records"]] == ["Iemand vond het overdreven."]


# -- words that come at a bad moment -----------------------------------------------------------


@pytest.fixture
def room(tmp_path):
    words = content.load(content_root())
    script = script_of(content_root() / "notebooks" / "workshop-1.ipynb")[0]
    folder = Folder(tmp_path / "oud")
    folder.ensure()
    room = Room(folder, words, {1: script}, now=lambda: 1_800_000_000_000)
    yield room
    room.pen.shutdown()
    for journal in room.books.journals.values():
        journal.close()


class Held:
    """A thing the pen does that lasts until it is let go."""

    def __init__(self, monkeypatch, owner, name):
        self.begun, self.go, real = threading.Event(), threading.Event(), getattr(owner, name)

        def held(*given):
            self.begun.set()
            assert self.go.wait(20)
            return real(*given)

        monkeypatch.setattr(owner, name, held)

    async def is_on(self) -> None:
        await asyncio.to_thread(self.begun.wait, 20)


def said(folder: Path) -> list[str]:
    return [one["text"] for one in read(folder).records if "text" in one]


def test_words_that_come_while_all_goes_to_another_folder_are_in_the_new_one(
    room, tmp_path, monkeypatch
):
    group, new = room.folder.add_group("Voorbeeldstad"), tmp_path / "nieuw"
    mine, desk = new_id(), room.books.desk(group)
    Reflections(room.folder.path).write(mine, fresh=True, texts={"gebeurd": "Van mij."})

    async def evening():
        table = room.open(group, 1)
        await table.save("signal", {"text": "ervoor"})
        await table.keep_draft("parked", {"text": "half"})
        await room.at_desk(desk.keep, 0, "response@x", {"text": "half antwoord"})
        await room.at_desk(desk.keep, 2, "signal", {"text": "van een andere avond"})
        copying = Held(monkeypatch, OwnCases, "bring_to")
        moving = asyncio.create_task(room.move_to(Folder(new)))
        await copying.is_on()
        coming = [
            table.save("signal", {"text": "tijdens"}),
            table.keep_draft("parked", {"text": "half en meer"}),
            room.keep(group, "plan", 2, place="Zaal"),
        ]
        coming = [asyncio.create_task(one) for one in coming]
        late = asyncio.create_task(room.at_desk(desk.keep, 0, "response@x", {"text": "laat"}))
        for _ in range(3):
            await asyncio.sleep(0)
        copying.go.set()
        await asyncio.gather(moving, *coming)
        with pytest.raises(NotSaved, match="Probeer het nog eens"):
            await late
        return table

    table = asyncio.run(evening())
    assert said(new / group) == ["ervoor", "tijdens"]
    assert [one["text"] for one in table.records] == ["ervoor", "tijdens"]
    assert room.books.series(group).fact("plan", 2)["place"] == "Zaal"
    drafts = Drafts(new / group)
    assert drafts.get(1) == {"parked": {"text": "half en meer"}}
    assert drafts.get(0) == {"response@x": {"text": "half antwoord"}}
    assert drafts.get(2) == {"signal": {"text": "van een andere avond"}}
    assert Reflections(new).get(mine).texts == {"gebeurd": "Van mij."}


def test_a_move_that_fails_half_way_leaves_everything_in_use_where_it_was(
    room, tmp_path, monkeypatch
):
    group = room.folder.add_group("Voorbeeldstad")

    def full(*_given):
        raise NotSaved.because(OSError(28, "full"))

    async def evening():
        table = room.open(group, 1)
        await table.keep_draft("parked", {"text": "half"})
        monkeypatch.setattr(Reflections, "bring_to", full)
        with pytest.raises(NotSaved):
            await room.move_to(Folder(tmp_path / "nieuw"))
        await table.save("signal", {"text": "erna"})

    asyncio.run(evening())
    assert room.folder.path == tmp_path / "oud" and said(tmp_path / "oud" / group) == ["erna"]
    assert Drafts(tmp_path / "oud" / group).get(1) == {"parked": {"text": "half"}}


@pytest.mark.parametrize(
    ("before", "during", "left"),
    [
        ({"text": "Eerste helft."}, {}, {}),
        ({"text": "Eerste hel"}, {}, {}),
        ({}, {"text": "Eerste helft."}, {}),
        ({"text": "Eerste helft.", "replaces": "x", "aside": "null"}, {}, {}),
        (
            {"text": "Eerste helft."},
            {"text": "Eerste helft. En de tweede."},
            {"parked": {"text": "Eerste helft. En de tweede."}},
        ),
    ],
)
def test_after_a_slow_save_only_newer_words_are_still_kept(room, monkeypatch, before, during, left):
    group = room.folder.add_group("Voorbeeldstad")

    async def evening():
        table = room.open(group, 1)
        await asyncio.gather(*room._tasks)
        await table.keep_draft("parked", before)
        slow = Held(monkeypatch, Journal, "append")
        saving = asyncio.create_task(table.save("parked", {"text": "Eerste helft."}, "sleutel"))
        await slow.is_on()
        typing = [asyncio.create_task(table.keep_draft("parked", during))] if during else []
        await asyncio.sleep(0)
        slow.go.set()
        await asyncio.gather(saving, *typing)
        kept = table.drafts.get(1)
        await table.keep_draft("parked", {"text": "Eerste helft."})  # it came late
        await table.save("parked", {"text": "Eerste helft."}, "sleutel")
        return kept, table.drafts.get(1)

    assert asyncio.run(evening()) == (left, {})
