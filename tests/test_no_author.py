"""Nobody is written down: a thousand names, put wherever a name could come in, are in no file."""

import http.client
import json
from itertools import cycle

from tests.running import PATIENCE, Kit

WAYS = ("User-Agent", "Accept-Language", "Referer", "From", "X-Forwarded-User", "Remote-User",
        "X-Real-Name", "Cookie", "query", "client")  # fmt: skip
"""How a request could carry a name; `client` is a field of the body that nobody asked for."""
SYSTEM = ("USER", "LOGNAME", "USERNAME", "LNAME", "NAME", "FULLNAME", "HOSTNAME", "COMPUTERNAME",
          "USERDOMAIN", "EMAIL", "GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "DEBFULLNAME",
          "JUPYTERHUB_USER", "SUDO_USER")  # fmt: skip


def names(count: int) -> list[str]:
    """Names that stand nowhere else."""
    return [f"Zwxq{number:04d}Merknaam" for number in range(count)]


def ask(kit: Kit, way: str, name: str, path: str, body: dict) -> tuple[int, bytes]:
    headers = {"Authorization": f"token {kit.token}"}
    if way == "query":
        path = f"{path}?name={name}&author={name}"
    elif way == "client":
        body = {**body, "author": name, "user": name}
    else:
        headers[way] = f"author={name}" if way == "Cookie" else name
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    try:
        line.request("POST", path, json.dumps(body), headers)
        reply = line.getresponse()
        return reply.status, reply.read()
    finally:
        line.close()


def test_a_thousand_names_stand_in_no_file_and_no_answer(tmp_path):
    planted = names(1000)
    home, temp = tmp_path / planted[-1] / "home", tmp_path / "temp"
    home.mkdir(parents=True)
    temp.mkdir()
    system = dict(zip(SYSTEM, planted[-2::-1], strict=False))
    places = {"HOME": str(home), "USERPROFILE": str(home), "TMPDIR": str(temp), "TEMP": str(temp)}
    asked = planted[: 1000 - len(SYSTEM) - 1]
    said = []
    with Kit(tmp_path / "sessions", env=system | places) as kit:
        group = kit.begin("Naamloosstad")
        at = {"group": group, "workshop": 1}
        questions = (
            ("/api/do", {**at, "action": "pause"}),
            ("/api/save", {**at, "kind": "reflection", "fields": {"text": "Ik zag nee."}}),
            ("/api/draft", {**at, "form": "signal", "fields": {"text": "Half"}}),
            ("/api/save", {**at, "kind": "signal", "fields": {"text": "De toets is te vroeg."}}),
            ("/api/do", {**at, "action": "blank"}),
            ("/api/desk-draft", {"group": group, "form": "x@y", "fields": {"text": "Half"}}),
        )
        kinds = cycle(questions)
        for name, way in zip(asked, cycle(WAYS), strict=False):
            path, body = next(kinds)
            status, answer = ask(kit, way, name, path, body)
            assert status in {200, 400}, (way, path, answer)
            said.append(answer)
        for path in (f"/api/series?group={group}", f"/api/exchange?group={group}", "/api/start",
                     f"/api/calendar?group={group}"):  # fmt: skip
            status, _, answer = kit.ask(path)
            said.append(str(answer).encode())
        said += [line.encode() for line in kit.said]
    files = [file for root in (tmp_path / "sessions", temp, home) for file in root.rglob("*")]
    found = [file for file in files if file.is_file()]
    assert any(file.suffix == ".jsonl" for file in found)
    for text in (*(file.read_bytes() for file in found), *said):
        assert b"Merknaam" not in text.replace(str(home).encode(), b"")
    assert not [file.name for file in files if "Merknaam" in file.name]
