"""Every route asked as nobody, under false papers and as each role, on a server of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.cookies import Morsel, SimpleCookie
from typing import NamedTuple
from unittest.mock import MagicMock

import httpx2
import pytest
from starlette.routing import Mount, Route, WebSocketRoute
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from websockets.exceptions import InvalidStatus

from planner import web
from planner.actions import evidence, people
from planner.files import stored
from planner.rules.passwords import hash_token
from tests.browser.stage import (
    AZHE,
    CAMPAIGN,
    DAMAO,
    LAOKU,
    LOGINS,
    PASSWORD,
    PICTURES,
    STOCK,
    XIAOWEN,
    ZHOU,
    Shop,
    Words,
    build,
    token_of,
)
from tests.support.server import ROOT, Server, running
from tests.support.visitor import Visitor


class Door(NamedTuple):
    """What anybody gets at an open route: status and where it leads, for a look and for a post."""

    address: str
    look: tuple[int, str | None]
    post: tuple[int, str | None]


# Each route that is open to everybody.
DOORS = {
    "/sign-in": Door("/sign-in", (200, None), (422, None)),
    "/sign-out": Door("/sign-out", (303, "/"), (303, "/sign-in")),
    "/auth/logout": Door("/auth/logout", (303, "/sign-in"), (405, None)),
    "/join/{token:path}": Door("/join/x", (410, None), (410, None)),
    "/reset/{token:path}": Door("/reset/x", (410, None), (410, None)),
    "/welcome": Door("/welcome", (303, "/sign-in"), (303, "/sign-in")),
    "/demo": Door("/demo", (303, "/sign-in"), (405, None)),
    "/demo/enter": Door("/demo/enter", (303, "/demo"), (409, None)),
    "/demo/erase": Door("/demo/erase", (303, "/demo"), (303, "/sign-in")),
    "/healthz": Door("/healthz", (200, None), (405, None)),
    "/entrance.css": Door("/entrance.css", (200, None), (405, None)),
    "/_stcore/health": Door("/_stcore/health", (200, None), (405, None)),
}
# Each route behind the gate, with addresses of it: nobody is sent to sign in and gets nothing.
CLOSED = {
    "/files/{evidence_id:int}": ("/files/1", "/files/999"),
    "/tick": ("/tick",),
    "/media/{file_id:path}": ("/media/x",),
    "/component/{path:path}": ("/component/x",),
    "/auth/login": ("/auth/login",),
    "/oauth2callback": ("/oauth2callback",),
    "/_stcore/stream": ("/_stcore/stream",),
    "/_stcore/metrics": ("/_stcore/metrics",),
    "/_stcore/host-config": ("/_stcore/host-config",),
    "/_stcore/upload_file/{session_id}/{file_id}": ("/_stcore/upload_file/a/b",),
    "/_stcore/bidi-components/{path:path}": ("/_stcore/bidi-components/x",),
    "/_stcore/agent/interact": ("/_stcore/agent/interact",),
    "/_stcore/agent/openapi.json": ("/_stcore/agent/openapi.json",),
    "/_stcore/agent/mcp": ("/_stcore/agent/mcp",),
    "/{path:page}": ("/", "/tasks", "/no_such_page"),
    "": ("/index.html", "/no/such/page", "//tasks", "/tasks/_stcore/stream"),
}
STRANGERS = (
    "nobody",
    "an empty cookie",
    "an invented cookie",
    "a session's hash for a cookie",
    "a forged header",
    "a forged header spelt otherwise",
    "signed out",
    "run out",
    "deactivated",
)
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
OPERATORS_PAGES = (
    *("check", "figures", "live_prices", "new_campaign", "recycle_bin", "safety", "templates"),
    "threshold",
)
# What only planners are offered, on pages that everybody opens.
PLANNING = {
    "people": "Invite someone",
    "campaign": "Move the sale day or a phase",
    "tasks": "Add task",
}
PROOF = b"<script>alert('only for us')</script>"
SECRETS = ("小山茶铺", "小文", CAMPAIGN, PICTURES, PROOF.decode())
COOKIE = "planner_session"


@dataclass(frozen=True)
class House:
    """The shop, its server, the cookies of three people, and the papers of every stranger."""

    shop: Shop
    server: Server
    tokens: Mapping[int, str]
    papers: Mapping[str, dict[str, str]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A shop where three people are signed in, and three others were."""
    shop = build(tmp_path_factory.mktemp("house"))
    shop.act(
        XIAOWEN,
        evidence.add_file,
        task_id=shop.task_id(PICTURES),
        file_name="主图.html",
        sha256=stored.keep(shop.home / "files", PROOF),
        size=len(PROOF),
    )
    with running(shop.home) as server:
        tokens = {person: token_of(server, person) for person in (DAMAO, ZHOU, XIAOWEN)}
        yield House(shop, server, tokens, _papers(shop, server, tokens[DAMAO]))


@pytest.fixture
def ask(house: House) -> Iterator[httpx2.Client]:
    """Asks the server; keeps no cookie and follows no redirect."""
    keeps_none = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    with httpx2.Client(
        base_url=house.server.url, cookies=keeps_none, trust_env=False, timeout=30
    ) as client:
        yield client


def test_every_route_is_listed_here() -> None:
    routes = [*web.routes(), *create_streamlit_routes(MagicMock())]

    paths = {route.path for route in routes if isinstance(route, Route | WebSocketRoute | Mount)}

    assert len(routes) == sum(isinstance(one, Route | WebSocketRoute | Mount) for one in routes)
    assert paths == DOORS.keys() | CLOSED.keys()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_is_sent_to_sign_in_and_gets_nothing_else(
    house: House, ask: httpx2.Client, stranger: str
) -> None:
    papers = house.papers[stranger]

    for address in (address for addresses in CLOSED.values() for address in addresses):
        url = house.server.url + address
        page = ask.get(url, headers={**papers, "accept": "text/html"})
        assert page.status_code == 303, address
        assert page.headers["location"].startswith("/sign-in"), address
        assert page.content == b"", address
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            answer = ask.request(method, url, headers={**papers, "accept": "*/*"})
            assert (answer.status_code, answer.text) == (401, "Sign in first."), (method, address)
        for given in (page, answer):
            assert "set-cookie" not in given.headers, address


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_learns_nothing_at_an_open_door(
    house: House, ask: httpx2.Client, stranger: str
) -> None:
    headers = {**house.papers[stranger], "accept": "text/html"}

    for door in DOORS.values():
        for method, expected in (("GET", door.look), ("POST", door.post)):
            answer = ask.request(method, door.address, headers=headers)
            patient = (429, None) if (method, door.address) == ("POST", "/sign-in") else expected
            met = (answer.status_code, answer.headers.get("location"))
            assert met in (expected, patient), (method, door)
            assert _told(answer) == [], (method, door)
            assert _sessions(answer) in ([], [""]), (method, door)
    still_in = ask.get("/", headers={"cookie": f"{COOKIE}={house.tokens[DAMAO]}"})

    assert still_in.status_code == 200


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_opens_no_socket(house: House, stranger: str) -> None:
    papers = house.papers[stranger]

    with pytest.raises(InvalidStatus) as refused:
        Visitor(house.server.url, "", {"Cookie": "", **papers}).open("my_tasks")

    assert refused.value.response.status_code == 403


def test_a_socket_from_another_site_is_refused(house: House) -> None:
    with pytest.raises(InvalidStatus) as refused:
        Visitor(house.server.url, house.tokens[DAMAO], {"Origin": "http://evil.example"})

    assert refused.value.response.status_code == 403


def test_an_open_socket_shows_nothing_once_the_session_has_ended(
    house: House, ask: httpx2.Client
) -> None:
    token = token_of(house.server, XIAOWEN)
    tab = Visitor(house.server.url, token)
    tab.open("my_tasks")
    assert tab.shows(PICTURES)
    shown = dict(tab.elements)

    ask.post("/sign-out", headers={"cookie": f"{COOKIE}={token}"})
    tab.open("people")
    people_page = [secret for secret in SECRETS if tab.shows(secret)]
    tab.elements = shown
    tab.act("planner_task_list", "complete", task=house.shop.task_id(PICTURES))
    tab.close()

    assert people_page == []
    assert not house.shop.done(PICTURES)


@pytest.mark.parametrize("person", [DAMAO, ZHOU, XIAOWEN])
def test_each_role_is_shown_its_own_pages_and_no_others(house: House, person: int) -> None:
    words = Words("zh")
    plans = person != XIAOWEN

    for path in PAGES:
        tab = Visitor(house.server.url, house.tokens[person])
        tab.open(path)
        assert tab.here() == (path if plans or path not in OPERATORS_PAGES else "my_tasks")
        assert tab.faults == 0, path
        assert plans or not tab.pages.keys() & set(OPERATORS_PAGES)
        if path in PLANNING:
            assert tab.shows(words(PLANNING[path])) == plans, path
        tab.close()


@pytest.mark.parametrize("path", OPERATORS_PAGES)
def test_a_teammate_who_knows_a_page_s_number_is_led_home_too(house: House, path: str) -> None:
    operator, teammate = _tab(house, ZHOU), _tab(house, XIAOWEN)
    operator.open("my_tasks")
    teammate.open("people")

    teammate.pages[path] = operator.pages[path]
    teammate.open(path)
    operator.close()
    teammate.close()

    assert teammate.here() == "my_tasks"


@pytest.mark.parametrize("name", ["X-Planner-Session", "x_planner_session"])
def test_a_teammate_with_a_lead_s_session_in_a_header_stays_a_teammate(
    house: House, name: str
) -> None:
    tab = Visitor(house.server.url, house.tokens[XIAOWEN], {name: hash_token(house.tokens[DAMAO])})
    tab.open("people")
    tab.close()

    assert tab.shows("小文")
    assert not tab.shows(Words("zh")(PLANNING["people"]))
    assert not tab.pages.keys() & set(OPERATORS_PAGES)


def test_a_teammate_s_socket_does_not_work_on_another_team_s_task(house: House) -> None:
    teammate, lead = _tab(house, XIAOWEN), _tab(house, DAMAO)
    stock, pictures = house.shop.task_id(STOCK), house.shop.task_id(PICTURES)
    teammate.open("my_tasks")
    lead.open("my_tasks")

    for verb in ("complete", "claim", "start", "submit", "pass"):
        teammate.act("planner_task_list", verb, task=stock)
    refused = [teammate.tick(stock, verb) for verb in ("complete", "reopen")]
    theirs = house.shop.ask(
        "select owner_id, started_at, submitted_at, done_at from task where id = :id", id=stock
    )
    teammate.act("planner_task_list", "complete", task=pictures)

    assert refused == [HTTPStatus.CONFLICT] * 2
    assert theirs == [(None, None, None, None)]
    assert house.shop.done(PICTURES)
    teammate.close()
    lead.close()


@pytest.mark.parametrize("person", [DAMAO, ZHOU, XIAOWEN])
def test_a_file_comes_to_each_role_as_an_attachment(
    house: House, ask: httpx2.Client, person: int
) -> None:
    answer = ask.get("/files/1", headers={"cookie": f"{COOKIE}={house.tokens[person]}"})

    assert answer.content == PROOF
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("cookie", ["nobody's", "the lead's"])
def test_every_page_keeps_itself_to_itself(house: House, ask: httpx2.Client, cookie: str) -> None:
    token = house.tokens[DAMAO] if cookie == "the lead's" else ""
    headers = {"cookie": f"{COOKIE}={token}", "accept": "text/html"}
    closed = [address for addresses in CLOSED.values() for address in addresses]
    asked = [*(door.address for door in DOORS.values() if door.look[0] != 303), *closed]

    pages = 0
    for address in asked:
        answer = ask.get(house.server.url + address, headers=headers)
        pages += answer.headers.get("content-type", "").startswith("text/html")
        policy = answer.headers["content-security-policy"]
        if policy != "sandbox":
            assert "default-src 'none'" in policy or "object-src 'none'" in policy, address
            assert "frame-ancestors" in policy, address
        assert "unsafe-eval" not in policy, address
        assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0], address
        assert answer.headers["x-content-type-options"] == "nosniff", address
        assert answer.headers["x-frame-options"] == "SAMEORIGIN", address
        assert answer.headers["referrer-policy"] == "same-origin", address
        assert "camera=()" in answer.headers["permissions-policy"], address

    assert pages >= 3


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    house: House, ask: httpx2.Client
) -> None:
    form = {"login": LOGINS[ZHOU], "password": PASSWORD}
    proxied = {"x-forwarded-proto": "https"}

    (given,) = _cookies(ask.post("/sign-in", data=form))
    (over_https,) = _cookies(ask.post("/sign-in", data=form, headers=proxied))
    papers = {"cookie": f"{COOKIE}={given.value}"}
    (taken,) = _cookies(ask.post("/sign-out", headers=papers))

    for cookie in (given, over_https, taken):
        assert (cookie.key, cookie["path"], cookie["domain"]) == (COOKIE, "/", "")
        assert (cookie["httponly"], cookie["samesite"]) == (True, "lax")
    assert (given["max-age"], given["secure"]) == ("2592000", "")
    assert over_https["secure"] is True
    assert (taken.value, taken["max-age"]) == ("", "0")
    assert house.shop.ask(
        "select ended_at is null from sign_in where token_hash = :hash",
        hash=hash_token(given.value),
    ) == [(0,)]


def _papers(shop: Shop, server: Server, lead: str) -> dict[str, dict[str, str]]:
    signed_out, run_out, deactivated = (token_of(server, one) for one in (DAMAO, AZHE, LAOKU))
    httpx2.post(
        f"{server.url}/sign-out", headers={"cookie": f"{COOKIE}={signed_out}"}, trust_env=False
    )
    with closing(sqlite3.connect(shop.database)) as database, database:
        database.execute(
            "update sign_in set expires_at = created_at where token_hash = ?",
            [hash_token(run_out)],
        )
    shop.act(DAMAO, people.deactivate, person_id=LAOKU)
    cookies = {
        "an empty cookie": "",
        "an invented cookie": "x" * len(lead),
        "a session's hash for a cookie": hash_token(lead),
        "signed out": signed_out,
        "run out": run_out,
        "deactivated": deactivated,
    }
    return {
        "nobody": {},
        "a forged header": {"X-Planner-Session": hash_token(lead)},
        "a forged header spelt otherwise": {"x_planner_session": hash_token(lead)},
        **{stranger: {"Cookie": f"{COOKIE}={token}"} for stranger, token in cookies.items()},
    }


def _tab(house: House, person: int) -> Visitor:
    return Visitor(house.server.url, house.tokens[person])


def _told(answer: httpx2.Response) -> list[str]:
    return [secret for secret in SECRETS if secret in answer.text]


def _sessions(answer: httpx2.Response) -> list[str]:
    return [cookie.value for cookie in _cookies(answer) if cookie.key == COOKIE]


def _cookies(answer: httpx2.Response) -> list[Morsel[str]]:
    return [
        cookie
        for header in answer.headers.get_list("set-cookie")
        for cookie in SimpleCookie(header).values()
    ]
