"""The running kit, asked over HTTP: words that stay, sessions that come back, two copies."""

import json

import pytest

from tests.running import Kit


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("data") / "sessions") as running:
        yield running


def at(group, **more):
    return {"group": group, "workshop": 1, **more}


def records(kit, kind=None):
    found = [
        json.loads(line)
        for file in sorted(kit.data.rglob("*.jsonl"))
        for line in file.read_bytes().split(b"\n")
        if line
    ]
    return [r for r in found if kind in (None, r["kind"])]


def test_the_address_is_printed_alone_on_a_line(kit):
    assert kit.said[-1] == f"Gesprekskit: http://127.0.0.1:{kit.port}/?token={kit.token}\n"


def test_a_saved_sentence_is_on_the_disk_before_the_answer_comes(kit):
    group = kit.begin("Bewaarstad")
    said = kit.do("/api/save", **at(group, kind="reflection", fields={"text": "Hij zei ja."}))
    (kept,) = [r for r in records(kit, "reflection") if r["group"] == group]
    assert (kept["id"], kept["text"]) == (said["id"], "Hij zei ja.")
    assert set(kept) >= {"id", "time", "kind", "group", "workshop", "step", "check"}


def test_the_same_save_tried_twice_is_one_sentence(kit):
    group = kit.begin("Tweestad")
    body = at(group, kind="signal", fields={"text": "De toets komt te vroeg."}, draft="abc")
    assert kit.do("/api/save", **body)["id"] == kit.do("/api/save", **body)["id"]
    assert kit.state(group)["count"] == 1


def test_correcting_and_withdrawing_add_lines_and_change_none(kit):
    group = kit.begin("Herstelstad")
    first = kit.do("/api/save", **at(group, kind="reflection", fields={"text": "Fuot"}))["id"]
    before = len(records(kit))
    again = kit.do(
        "/api/save", **at(group, kind="reflection", fields={"text": "Fout"}, replaces=first)
    )["id"]
    assert [r["line"] for r in kit.state(group)["records"]] == ["Fout"]
    kit.do("/api/withdraw", **at(group, id=again))
    (gone,) = kit.state(group)["records"]
    assert (gone["line"], gone["withdrawn"]) == ("Fout", True)
    kit.do("/api/restore", **at(group, id=again))
    (back,) = kit.state(group)["records"]
    assert (back["line"], back["withdrawn"]) == ("Fout", False)
    assert len(records(kit)) == before + 3


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("/api/save", {"kind": "reflection", "fields": {"text": " "}}, "Vul eerst in"),
        ("/api/save", {"kind": "roddel", "fields": {"text": "x"}}, "hoort niet bij deze stap"),
        ("/api/do", {"action": "ontploffen"}, "Laad de pagina opnieuw"),
        ("/api/do", {"action": "draw", "dice": 6}, "Laad de pagina opnieuw"),
        ("/api/do", {"action": "go", "step": ["x"]}, "staat niet in het draaiboek"),
        ("/api/do", {"action": "go"}, "Laad de pagina opnieuw"),
    ],
)
def test_a_question_that_does_not_fit_is_answered_in_dutch(kit, path, body, says):
    group = kit.begin("Foutstad")
    status, _, answer = kit.ask(path, at(group, **body))
    assert status == 400
    assert says in answer["message"]


@pytest.mark.parametrize("body", ["[]", "3", "{", '{"fields": 3, "kind": "signal"}', "\udcff"])
def test_a_garbled_question_is_refused_and_nothing_breaks(kit, body):
    import http.client

    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=30)
    head = {"Authorization": f"token {kit.token}"}
    line.request("POST", "/api/save", body.encode("utf-8", "surrogateescape"), head)
    assert line.getresponse().status == 400
    line.close()
    assert kit.ask("/api/start")[0] == 200


def test_typing_is_kept_and_let_go_of_after_saving(kit):
    group = kit.begin("Typstad")
    kit.do("/api/draft", **at(group, form="reflection", fields={"text": "Ik durfde"}))
    assert kit.state(group)["drafts"] == {"reflection": {"text": "Ik durfde"}}
    kit.do("/api/save", **at(group, kind="reflection", fields={"text": "Ik durfde niet."}))
    assert kit.state(group)["drafts"] == {}


def test_a_form_with_a_long_name_keeps_its_words_and_one_that_is_too_long_is_refused(kit):
    group = kit.begin("Langstad")
    form = f"choice@{'buurvrouw-' * 14}:1"
    for path, place in (("/api/draft", kit.state), ("/api/desk-draft", desk_of(kit))):
        kit.do(path, **at(group, form=form, fields={"text": "Waarom."}))
        assert place(group)["drafts"] == {form: {"text": "Waarom."}}
        status, _, said = kit.ask(path, at(group, form=form + "x" * 40, fields={"text": "Weg."}))
        assert status == 400 and "Geef de casus in zijn bestand een korter id." in said["message"]
        assert place(group)["drafts"] == {form: {"text": "Waarom."}}


def desk_of(kit):
    return lambda group: kit.ask(f"/api/series?group={group}")[2]


def test_the_beamer_never_carries_notes_drafts_or_words_that_are_not_shown(kit):
    group = kit.begin("Beamerstad")
    kit.do("/api/draft", **at(group, form="reflection", fields={"text": "GEHEIM-TYPEN"}))
    said = kit.do("/api/save", **at(group, kind="reflection", fields={"text": "GEHEIM-ZIN"}))
    beamer = kit.state(group, stream="/api/beamer")
    assert set(beamer) == {"seq", "run", "now", "html", "title", "clock", "playing", "style"}
    assert "GEHEIM" not in json.dumps(beamer)
    note = kit.state(group)["note"]
    assert note not in json.dumps(beamer, ensure_ascii=False)
    kit.do("/api/do", **at(group, action="word", id=said["id"], shown=True))
    shown = json.dumps(kit.state(group, stream="/api/beamer"))
    assert "GEHEIM-ZIN" in shown and "GEHEIM-TYPEN" not in shown


def test_a_group_with_the_same_name_is_the_same_group(kit):
    first = kit.do("/api/group", name="Súdwest-Fryslân")["group"]["id"]
    assert kit.do("/api/group", name=" súdwest-fryslân ")["group"]["id"] == first


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_cannot_be_is_refused_in_dutch(kit, name):
    status, _, answer = kit.ask("/api/group", {"name": name})
    assert status == 400 and answer["message"].endswith(".")


@pytest.mark.parametrize("name", ["CON", "../../etc", "a/b\\c:d", "🙂", "Ğ ë ł", ".", "-"])
def test_every_name_gets_a_folder_inside_the_data_folder(kit, name):
    group = kit.do("/api/group", name=name)["group"]["id"]
    folder = kit.data / group
    assert folder.is_dir() and folder.parent == kit.data
    assert kit.ask("/api/start")[2]["group"] == {"id": group, "name": name}


def test_after_a_power_cut_everything_is_as_it_was_with_the_clock_standing_still(tmp_path):
    kit = Kit(tmp_path / "sessions").start()
    group = kit.begin()
    kit.do("/api/do", **at(group, action="go", step="casus-kiezen"))
    kit.do("/api/do", **at(group, action="choose", case="zij-blijft-thuis"))
    kit.do("/api/do", **at(group, action="go", step="casus-in-onthullingen"))
    kit.do("/api/do", **at(group, action="next"))
    kit.do("/api/save", **at(group, kind="reflection", fields={"text": "Bewaard."}))
    kit.do("/api/draft", **at(group, form="signal", fields={"text": "Half get"}))
    before = kit.state(group)
    kit.kill()
    with Kit(tmp_path / "sessions") as again:
        resume = again.ask("/api/start")[2]["resume"]
        assert resume["step"] == "Casus in onthullingen"
        assert again.do("/api/open", workshop=1, resume=True)["url"].endswith(group)
        after = again.state(group)
        same = ("here", "screen", "steps", "records", "drafts", "end", "form")
        assert {k: after[k] for k in same} == {k: before[k] for k in same}
        assert after["clock"]["running"] is False
        assert 0 < after["clock"]["remaining"] <= before["clock"]["total"]
        assert again.port == kit.port, "open windows find the kit again at the same address"


def test_an_unfinished_workshop_can_also_be_started_afresh(tmp_path):
    with Kit(tmp_path / "sessions") as kit:
        group = kit.begin()
        kit.do("/api/save", **at(group, kind="parked", fields={"text": "Later."}))
        kit.do("/api/open", workshop=1, variant=120, resume=False)
        state = kit.state(group)
        assert (state["here"]["lobby"], state["count"]) == (True, 0)
        assert state["workshop"]["variant"] == 120
        assert len(records(kit, "parked")) == 1


def test_a_second_copy_says_so_and_both_keep_every_word(tmp_path):
    data = tmp_path / "sessions"
    with Kit(data) as first, Kit(data) as second:
        assert first.ask("/api/start")[2]["other_copy"] is None
        assert second.ask("/api/start")[2]["other_copy"].startswith(first.base)
        group = first.begin()
        first.do("/api/save", **at(group, kind="signal", fields={"text": "Van de eerste."}))
        second.do("/api/save", **at(group, kind="signal", fields={"text": "Van de tweede."}))
        texts = {r["text"] for r in records(first, "signal")}
        assert texts == {"Van de eerste.", "Van de tweede."}


def test_a_port_that_is_taken_is_no_reason_to_stop(tmp_path):
    with Kit(tmp_path / "een") as first:
        second = Kit(tmp_path / "twee", "--port", str(first.port)).start()
        second.stop()
        assert second.port != first.port


def test_ctrl_c_ends_it_cleanly(tmp_path):
    kit = Kit(tmp_path / "sessions").start()
    assert kit.stop() == 0
    assert not [line for line in kit.said if "Traceback" in line]


def test_when_the_data_folder_is_gone_it_is_said_and_another_can_be_chosen(tmp_path):
    import shutil

    with Kit(tmp_path / "stick") as kit:
        group = kit.begin()
        kit.do("/api/save", **at(group, kind="reflection", fields={"text": "Ervoor."}))
        shutil.rmtree(kit.data)
        (tmp_path / "stick").write_text("geen map")
        body = at(group, kind="reflection", fields={"text": "Erna."})
        status, _, answer = kit.ask("/api/save", body)
        assert status == 507
        assert answer["message"].startswith("Niet bewaard: de map is weg.")
        assert kit.state(group)["storage"]["ok"] is False
        kit.do("/api/folder", path=str(tmp_path / "elders"))
        kit.do("/api/save", **body)
        kit.data = tmp_path / "elders"
        assert [r["line"] for r in kit.state(group)["records"]] == ["Ervoor.", "Erna."]
        assert {r["text"] for r in records(kit, "reflection")} == {"Ervoor.", "Erna."}


def test_an_old_window_that_connects_again_does_not_take_the_beamer(tmp_path):
    with Kit(tmp_path / "sessions") as kit:
        old, new = kit.begin("Oudstad"), kit.begin("Nieuwstad")
        kit.do("/api/do", group=new, workshop=1, action="go", step="startmeting")
        title = kit.state(new, stream="/api/beamer")["title"]
        kit.state(old)
        kit.do("/api/draft", **at(old, form="parked", fields={"text": "Oud"}))
        assert kit.state(new, stream="/api/beamer")["title"] == title
        kit.do("/api/do", **at(old, action="go", step="perspectiefronde"))
        assert kit.state(new, stream="/api/beamer")["title"] != title
