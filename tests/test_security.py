"""Closed by default: nobody without the token, nothing by address, no markup from words."""

import http.client
import json
import re
from contextlib import suppress
from pathlib import Path

import pytest

from kit.server import pages
from tests.running import Kit

PAGES = ["/", "/beamer", "/workshop/1", "/api/start", "/api/beamer", "/api/console", "/api/case"]
VOILA = ["/voila/render/start.ipynb", "/voila/render/workshop-1.ipynb"]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    with Kit(tmp_path_factory.mktemp("data") / "sessions") as running:
        running.begin("Geheimstad")
        yield running


@pytest.mark.parametrize("path", PAGES + VOILA)
def test_without_the_token_every_page_is_locked_and_says_nothing(kit, path):
    status, _, body = kit.ask(path, Authorization="")
    assert status == 403
    assert "Geheimstad" not in str(body)
    assert "op slot" in str(body) or "/voila/" in path


ROUTE = re.compile(r"""\(\s*r?"(/[^"\s]*)",\s*[\w.]+[,)]""")
SOURCES = sorted(Path(pages.__file__).parent.glob("*.py"))
ROUTES = sorted({found for file in SOURCES for found in ROUTE.findall(file.read_text("utf-8"))})


def test_every_address_of_ours_is_known_here():
    assert {"/", "/zaaltest", "/meenemen", "/api/save", "/api/practice", "/api/files"} <= {*ROUTES}


@pytest.mark.parametrize(
    "route", [one for one in ROUTES if not one.startswith(("/kit/", "/voila/"))]
)
def test_without_the_token_no_address_says_or_does_anything(kit, route):
    path = re.sub(r"\(.+?\)", "1", route)
    for body in (None, {}):
        status, _, said = kit.ask(path, body, Authorization="")
        assert status in (403, 404, 405), path
        assert "Geheimstad" not in str(said)
    assert kit.ask(path, Authorization="")[0] in (403, 405), path


@pytest.mark.parametrize("path", ["/api/do", "/api/save", "/api/draft", "/api/open", "/api/folder"])
def test_without_the_token_nothing_can_be_done(kit, path):
    assert kit.ask(path, {}, Authorization="")[0] == 403


@pytest.mark.parametrize("token", ["", "x", "geheim", "None"])
def test_a_wrong_token_opens_nothing(kit, token):
    assert kit.ask(f"/?token={token}", Authorization="")[0] == 403


@pytest.mark.parametrize("host", ["elders.example", "192.168.1.5", "169.254.1.1:80", "evil:1"])
@pytest.mark.parametrize("path", ["/", "/api/start", "/voila/render/start.ipynb"])
def test_another_host_name_is_refused_also_with_the_token(kit, host, path):
    assert kit.ask(path, Host=host)[0] == 403


def test_the_token_leaves_the_address_and_a_strict_cookie_takes_its_place(kit):
    status, headers, _ = kit.ask(f"/?token={kit.token}", Authorization="")
    assert (status, headers["Location"]) == (302, "/")
    cookie = next(c for c in headers.get_all("Set-Cookie") if c.startswith("username-"))
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    pair = cookie.split(";")[0]
    assert kit.ask("/api/start", Authorization="", Cookie=pair)[0] == 200


def test_a_cookie_alone_cannot_change_anything_without_the_sites_own_key(kit):
    _, headers, _ = kit.ask(f"/?token={kit.token}", Authorization="")
    pair = next(c for c in headers.get_all("Set-Cookie") if c.startswith("username-")).split(";")[0]
    _, headers, _ = kit.ask("/", Authorization="", Cookie=pair)
    key = next(c for c in headers.get_all("Set-Cookie") if c.startswith("_xsrf")).split(";")[0]
    body = {"action": "follow_ups", "group": "geheimstad", "workshop": 1}
    assert kit.ask("/api/do", body, Authorization="", Cookie=pair)[0] == 403
    both = f"{pair}; {key}"
    assert kit.ask("/api/do", body, Authorization="", Cookie=both)[0] == 403
    elsewhere = {"Origin": "http://elders.example", "X_XSRFToken": key.split("=", 1)[1]}
    assert kit.ask("/api/do", body, Authorization="", Cookie=both, **elsewhere)[0] in (403, 404)
    own = {"Origin": kit.base, "X_XSRFToken": key.split("=", 1)[1].strip('"')}
    assert kit.ask("/api/do", body, Authorization="", Cookie=both, **own)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/tree/",
        "/voila/api/contents",
        "/voila/api/contents/workshop-1.ipynb",
        "/voila/files/workshop-1.ipynb",
        "/voila/files/../decks/gesprek.yaml",
        "/notebooks/workshop-1.ipynb",
        "/files/x",
        "/sessions/geheimstad",
        "/geheimstad",
        "/decks/gesprek.yaml",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/lab",
        "/login",
        "/kit/..%2fmodel.py",
        "/kit/../room.py",
        "/kit/console.html",
        "/kit/%2e%2e/room.py",
        "/kit//etc/passwd",
        "/voila/static/..%2f..%2fapp.py",
        "/voila/templates/gesprekskit/static/..%2fconf.json",
        "/voila/render/..%2fkit%2froom.py",
        "/voila/render/bestaat-niet.ipynb",
        "/voila/render/",
        "/voila/labextensions/..%2f..%2fetc",
    ],
)
def test_no_listing_and_no_file_of_the_group_or_the_kit_by_address(kit, path):
    status, _, body = kit.ask(path)
    assert status in (400, 403, 404)
    assert "Geheimstad" not in str(body) and "Traceback" not in str(body)


def test_saying_goodbye_stops_no_kernel(kit):
    path = "/voila/api/shutdown/00000000-0000-0000-0000-000000000000"
    assert kit.ask(path, {}, Authorization="")[0] == 403
    assert kit.ask(path, {})[0] == 204


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/kernels", "/voila/render/start.ipynb", "/beamer", "/"])
def test_no_kernel_and_no_page_takes_anything_from_outside(kit, path, method):
    assert kit.ask(path, {}, method=method)[0] in (403, 404, 405)


def test_every_answer_carries_the_second_lock(kit):
    for path in [*PAGES[:3], "/kit/app.css", "/api/start", "/bestaat-niet"]:
        _, headers, _ = kit.ask(path)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-eval" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "http:" not in policy and "https:" not in policy
        script = next(p for p in policy.split("; ") if p.startswith("script-src"))
        assert script == "script-src 'self'"


def test_a_body_that_is_too_large_is_refused(kit):
    line = http.client.HTTPConnection("127.0.0.1", kit.port, timeout=30)
    head = {"Authorization": f"token {kit.token}", "Content-Length": "99999999"}
    line.request("POST", "/api/save", b"{}", head)
    with suppress(http.client.HTTPException, ConnectionError):  # hanging up is an answer too
        assert line.getresponse().status in (400, 413)
    line.close()
    assert kit.ask("/api/start")[0] == 200


HOSTILE = "</section><script>window.broken=1</script><img src=x onerror=window.broken=1>{{7*7}}"


@pytest.mark.parametrize("kind", ["reflection", "signal", "agreement", "parked"])
def test_typed_words_are_text_wherever_they_are_shown(kit, kind):
    name = "then" if kind == "agreement" else "text"
    at = {"group": "geheimstad", "workshop": 1}
    said = kit.do("/api/save", **at, kind=kind, fields={name: HOSTILE})
    kit.do("/api/do", **at, action="word", id=said["id"], shown=True)
    for stream in ("", "/api/beamer"):
        state = kit.state("geheimstad", stream=stream)
        html = state["html"] if stream else state["screen"]
        assert "<script" not in html and "<img" not in html
        assert "&lt;script&gt;" in html
    raw = json.dumps(kit.state("geheimstad"))
    assert "</script>" in raw  # as data, for the page to put into text


def test_it_listens_to_this_laptop_only(kit):
    import psutil

    lines = psutil.Process(kit.process.pid).net_connections("tcp")
    assert {line.laddr.ip for line in lines if line.status == "LISTEN"} == {"127.0.0.1"}
