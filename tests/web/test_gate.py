"""Nobody gets past the gate without a session that holds."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from planner.actions import people, sign_ins
from planner.rules.passwords import hash_token
from tests.support.real_shop import PASSWORDS, RealShop
from tests.web.conftest import Open

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

STREAM = "ws://localhost:8501/_stcore/stream"
BEHIND = ("/", "/tasks", "/files/1", "/media/x", "/_stcore/upload_file/a/b", "/_stcore/metrics",
          "/_stcore/agent/interact", "/component/x", "/sign-in/x", "/sign-inx", "/welcomex",
          "/_stcore/healthx", "/join", "/oauth2callback", "/demo/x", "/demo/")  # fmt: skip


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", BEHIND)
def test_nobody_is_sent_to_sign_in_and_gets_nothing_else(browser: Open, path: str) -> None:
    page = browser().get(path)
    fetched = browser(headers={"accept": "*/*"}).get(path)
    posted = browser().post(path)

    assert page.status_code == 303
    assert page.headers["location"].startswith("/sign-in")
    assert (fetched.status_code, fetched.text) == (401, "Sign in first.")
    assert posted.status_code == 401


@pytest.mark.usefixtures("site")
def test_the_way_to_sign_in_remembers_where_one_wanted_to_go(browser: Open) -> None:
    answer = browser().get("/tasks?team=3&x=%2F")

    assert answer.headers["location"] == "/sign-in?next=%2Ftasks%3Fteam%3D3%26x%3D%252F"


@pytest.mark.parametrize("login", ["lin", "zhou", "chen"])
def test_each_person_comes_through_with_their_session(
    site: RealShop, browser: Open, login: str
) -> None:
    client = signed_in(site, browser(), login)
    token = client.cookies["planner_session"]

    seen = client.get("/tasks").json()

    names = {"lin": "Lin An", "zhou": "Zhou Yan", "chen": "Chen Mo"}
    assert seen["session"] == [hash_token(token)]
    assert seen["visitor"] == names[login]


@pytest.mark.parametrize("name", ["x-planner-session", "X-Planner-Session", "x_planner_session"])
def test_a_forged_header_is_dropped(site: RealShop, browser: Open, name: str) -> None:
    victim = site.sign_in("lin")
    nobody = browser(headers={name: victim})
    chen = signed_in(site, browser(headers={name: victim}), "chen")

    assert nobody.get("/tasks").status_code == 303
    assert chen.get("/tasks").json()["session"] == [hash_token(chen.cookies["planner_session"])]
    with pytest.raises(WebSocketDisconnect):
        nobody.websocket_connect(STREAM).__enter__()


def test_the_hash_of_a_token_is_no_token(site: RealShop, browser: Open) -> None:
    client = browser()
    client.cookies.set("planner_session", site.sign_in("lin"))

    assert client.get("/tasks").status_code == 303


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("token", ["", "x", "0" * 64, "' or 1=1 --", "%00"])
def test_a_forged_cookie_opens_nothing(browser: Open, token: str) -> None:
    client = browser(headers={"cookie": f"planner_session={token}"})

    assert client.get("/tasks").status_code == 303


def test_a_session_that_ended_ran_out_or_was_closed_opens_nothing(
    site: RealShop, browser: Open
) -> None:
    ended, closed, old = (signed_in(site, browser(), login) for login in ("zhou", "chen", "lin"))
    site.desk.perform(sign_ins.sign_out, token_hash=hash_token(ended.cookies["planner_session"]))
    site.desk.perform(people.deactivate, actor=site.lead, person_id=3)

    assert ended.get("/tasks").status_code == 303
    assert closed.get("/tasks").status_code == 303
    assert old.get("/tasks").status_code == 200
    site.clock.wait(days=30)
    assert old.get("/tasks").status_code == 303


def test_a_socket_opens_only_with_a_session_and_from_our_own_page(
    site: RealShop, browser: Open
) -> None:
    chen = signed_in(site, browser(), "chen")
    expected = [hash_token(chen.cookies["planner_session"])]

    with chen.websocket_connect(STREAM, headers={"origin": "http://localhost:8501"}) as socket:
        assert socket.receive_json() == expected
    with pytest.raises(WebSocketDisconnect):
        browser().websocket_connect(STREAM).__enter__()
    with pytest.raises(WebSocketDisconnect):
        chen.websocket_connect(STREAM, headers={"origin": "http://localhost:9999"}).__enter__()


def test_coming_back_after_an_hour_renews_session_and_cookie(site: RealShop, browser: Open) -> None:
    chen = signed_in(site, browser(), "chen")

    at_once = chen.get("/tasks")
    site.clock.wait(days=20)
    later = chen.get("/tasks")
    site.clock.wait(days=20)

    assert "set-cookie" not in at_once.headers
    assert "Max-Age=2592000" in later.headers["set-cookie"]
    assert chen.get("/tasks").status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/tasks", "/healthz", "/entrance.css"])
def test_every_answer_carries_the_safe_headers(site: RealShop, browser: Open, path: str) -> None:
    headers = signed_in(site, browser(), "chen").get(path).headers

    assert "default-src" in headers["content-security-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://localhost:8501"}, 200),
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://localhost"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost:8501.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[broken"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_another_site_cannot_post(
    site: RealShop, browser: Open, headers: dict[str, str], status: int
) -> None:
    chen = signed_in(site, browser(), "chen")

    assert chen.post("/upload", headers=headers).status_code == status
    assert chen.put("/upload", headers=headers).status_code == status


def signed_in(site: RealShop, client: TestClient, login: str) -> TestClient:
    answer = client.post("/sign-in", data={"login": login, "password": PASSWORDS[login]})
    assert answer.status_code == 303, answer.text
    assert site.desk is not None
    return client
