"""Every route and the socket, tried as nobody, as each role, and with forged proof."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from planner.actions import evidence
from planner.files import stored
from planner.rules.passwords import hash_token
from tests.browser.stage import DAMAO, PICTURES, XIAOWEN, ZHOU, Shop, build, token_of
from tests.support.server import ROOT, Server, running
from tests.support.visitor import Visitor

# Route: what to ask for, the answer to nobody, the answer to who is signed in. Asked in this order:
# the last one signs out.
ANSWERS: dict[str, tuple[str, int, int]] = {
    "GET /sign-in": ("/sign-in", 200, 303),
    "POST /sign-in": ("/sign-in", 422, 422),
    "GET /sign-out": ("/sign-out", 303, 303),
    "GET /join/{token:path}": ("/join/made-up", 410, 410),
    "POST /join/{token:path}": ("/join/made-up", 410, 410),
    "GET /reset/{token:path}": ("/reset/made-up", 410, 410),
    "POST /reset/{token:path}": ("/reset/made-up", 410, 410),
    "GET /welcome": ("/welcome", 303, 303),
    "POST /welcome": ("/welcome", 303, 303),
    "GET /demo": ("/demo", 303, 303),
    "GET /demo/enter": ("/demo/enter", 303, 303),
    "POST /demo/enter": ("/demo/enter", 409, 409),
    "GET /demo/erase": ("/demo/erase", 303, 303),
    "POST /demo/erase": ("/demo/erase", 303, 303),
    "GET /files/{evidence_id:int}": ("/files/1", 401, 200),
    "GET /healthz": ("/healthz", 200, 200),
    "GET /entrance.css": ("/entrance.css", 200, 200),
    "GET /_stcore/health": ("/_stcore/health", 200, 200),
    "OPTIONS /_stcore/health": ("/_stcore/health", 204, 204),
    "GET /_stcore/metrics": ("/_stcore/metrics", 401, 200),
    "OPTIONS /_stcore/metrics": ("/_stcore/metrics", 401, 204),
    "GET /_stcore/host-config": ("/_stcore/host-config", 401, 200),
    "GET /media/{file_id:path}": ("/media/made-up", 401, 404),
    "OPTIONS /media/{file_id:path}": ("/media/made-up", 401, 204),
    "PUT /_stcore/upload_file/{session_id}/{file_id}": ("/_stcore/upload_file/a/b", 401, 403),
    "DELETE /_stcore/upload_file/{session_id}/{file_id}": ("/_stcore/upload_file/a/b", 401, 403),
    "OPTIONS /_stcore/upload_file/{session_id}/{file_id}": ("/_stcore/upload_file/a/b", 401, 204),
    "GET /component/{path:path}": ("/component/made-up", 401, 404),
    "OPTIONS /component/{path:path}": ("/component/made-up", 401, 204),
    "GET /_stcore/bidi-components/{path:path}": ("/_stcore/bidi-components/x", 401, 404),
    "OPTIONS /_stcore/bidi-components/{path:path}": ("/_stcore/bidi-components/x", 401, 204),
    "GET /auth/login": ("/auth/login", 401, 302),
    "GET /oauth2callback": ("/oauth2callback", 401, 302),
    "GET /_stcore/agent/interact": ("/_stcore/agent/interact", 401, 405),
    "POST /_stcore/agent/interact": ("/_stcore/agent/interact", 401, 403),
    "PUT /_stcore/agent/interact": ("/_stcore/agent/interact", 401, 405),
    "PATCH /_stcore/agent/interact": ("/_stcore/agent/interact", 401, 405),
    "DELETE /_stcore/agent/interact": ("/_stcore/agent/interact", 401, 405),
    "OPTIONS /_stcore/agent/interact": ("/_stcore/agent/interact", 401, 405),
    "GET /_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", 401, 200),
    "POST /_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", 401, 405),
    "PUT /_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", 401, 405),
    "PATCH /_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", 401, 405),
    "DELETE /_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", 401, 405),
    "OPTIONS /_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json", 401, 405),
    "GET /_stcore/agent/mcp": ("/_stcore/agent/mcp", 401, 405),
    "POST /_stcore/agent/mcp": ("/_stcore/agent/mcp", 401, 400),
    "PUT /_stcore/agent/mcp": ("/_stcore/agent/mcp", 401, 405),
    "PATCH /_stcore/agent/mcp": ("/_stcore/agent/mcp", 401, 405),
    "DELETE /_stcore/agent/mcp": ("/_stcore/agent/mcp", 401, 405),
    "OPTIONS /_stcore/agent/mcp": ("/_stcore/agent/mcp", 401, 405),
    # the pages and Streamlit's own files
    "GET *": ("/tasks", 401, 200),
    "POST /sign-out": ("/sign-out", 303, 303),
    "GET /auth/logout": ("/auth/logout", 303, 303),
}
SOCKETS = ["/_stcore/stream"]
_TELL_ROUTES = """
import json, app
told = [
    [type(route).__name__, route.path, sorted(getattr(route, "methods", None) or [])]
    for route in app.app._build_starlette_app().routes
]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop with a file on one of its tasks."""
    made = build(tmp_path_factory.mktemp("strangers"))
    content = b"only for those who may see the task"
    given = {"file_name": "a.txt", "sha256": stored.keep(made.home / "files", content)}
    task_id = made.task_id(PICTURES)
    made.act(XIAOWEN, evidence.add_file, task_id=task_id, size=len(content), **given)
    return made


@pytest.fixture(scope="module")
def server(shop: Shop) -> Iterator[Server]:
    """A server on the shop's data."""
    with running(shop.home) as started:
        yield started


def test_every_route_of_the_app_is_listed_here(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _TELL_ROUTES],
        cwd=ROOT,
        env=os.environ | {"PLANNER_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    there, sockets = set(), []
    for kind, path, methods in json.loads(told.stdout.splitlines()[-1]):
        if kind == "WebSocketRoute":
            sockets.append(path)
        elif kind == "Mount":
            there.add(f"GET {path or '*'}")
        else:
            there |= {f"{method} {path}" for method in methods if method != "HEAD"}

    assert there == set(ANSWERS)
    assert sockets == SOCKETS


@pytest.mark.parametrize("who", [None, XIAOWEN, ZHOU, DAMAO])
def test_every_route_answers_each_role_as_listed(server: Server, who: int | None) -> None:
    cookie = f"planner_session={token_of(server, who)}" if who else ""

    answers = {
        route: ask(server, route.split()[0], url, cookie=cookie).status
        for route, (url, _, _) in ANSWERS.items()
    }

    place = 2 if who else 1
    assert answers == {route: expected[place] for route, expected in ANSWERS.items()}


def test_a_forged_header_or_cookie_opens_no_page_and_no_file(server: Server) -> None:
    lead = hash_token(token_of(server, DAMAO))

    for forged in (
        {"x-planner-session": lead},
        {"X-Planner-Session": lead},
        {"x_planner_session": lead},
        {"cookie": f"planner_session={lead}"},
        {"cookie": "planner_session=made-up"},
        {"cookie": f"planner_session=' or 1=1; x-planner-session={lead}"},
    ):
        for path in ("/tasks", "/files/1", "/_stcore/host-config"):
            assert ask(server, "GET", path, **forged).status == 401, (path, forged)


def test_a_forged_header_or_cookie_opens_no_socket(server: Server) -> None:
    lead = hash_token(token_of(server, DAMAO))

    for token, forged in (
        ("", {"X-Planner-Session": lead}),
        (lead, {}),
        ("made-up", {"x_planner_session": lead}),
    ):
        with pytest.raises(InvalidStatus) as refused:
            Visitor(server.url, token, forged)
        assert refused.value.response.status_code == 403


def test_a_forged_header_lends_a_teammate_nothing_on_the_socket(server: Server) -> None:
    lead = hash_token(token_of(server, DAMAO))

    visitor = Visitor(server.url, token_of(server, XIAOWEN), {"X-Planner-Session": lead})
    visitor.open("my_tasks")
    visitor.close()

    assert "tasks" in visitor.pages
    assert {"figures", "new_campaign", "recycle_bin"} & set(visitor.pages) == set()


def ask(server: Server, method: str, path: str, **headers: str) -> HTTPResponse:
    """One request, without following where it leads."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, headers={name: text for name, text in headers.items() if text})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer
