"""An empty installation, the demo's door, and starting for real."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from planner.actions.links import first_link
from planner.reports.visitors import installation
from tests.support.real_shop import RealShop
from tests.web.conftest import Open

FORM = {
    "do": "shop",
    "company": "山岚家居",
    "shop": "山岚旗舰店",
    "platform": "tmall",
    "name": "Lin An",
    "login": "lin",
    "password": "lin likes lychees",
    "again": "lin likes lychees",
}
HERE = "127.0.0.1"


@pytest.mark.usefixtures("empty_site")
def test_from_this_machine_one_creates_the_shop_and_is_in(browser: Open) -> None:
    client = browser(HERE)

    assert client.get("/").headers["location"] == "/sign-in"
    assert client.get("/sign-in").headers["location"] == "/welcome"
    assert client.get("/welcome").status_code == 200
    answer = client.post("/welcome", data=FORM)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").json()["visitor"] == "Lin An"
    assert browser(HERE).get("/welcome").headers["location"] == "/sign-in"
    assert browser(HERE).post("/welcome", data=FORM).headers["location"] == "/sign-in"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("10.0.0.7", {}),
        ("10.0.0.7", {"x-forwarded-for": "127.0.0.1"}),
        (HERE, {"x-forwarded-for": "203.0.113.9"}),
        (HERE, {"forwarded": "for=203.0.113.9"}),
        (HERE, {"x-real-ip": "203.0.113.9"}),
        (HERE, {"via": "1.1 proxy"}),
        (HERE, {"host": "rebound.evil.example:8501"}),
        (HERE, {"host": "localhost.evil.example"}),
        (HERE, {"host": "[broken"}),
    ],
)
def test_from_elsewhere_the_first_page_needs_the_link(
    empty_site: RealShop, browser: Open, address: str, headers: dict[str, str]
) -> None:
    client = browser(address, headers=headers)

    looked = client.get("/welcome")
    wrong_key = client.get("/welcome?key=invented")
    posted = client.post("/welcome", data=FORM | {"key": "invented"})
    demo = client.post("/welcome", data={"do": "demo"})

    assert [answer.status_code for answer in (looked, wrong_key, posted, demo)] == [403] * 4
    assert "one-time link" in looked.text
    assert empty_site.desk.read(installation) is None


def test_with_the_link_another_machine_opens_the_shop_once(
    empty_site: RealShop, browser: Open
) -> None:
    key = empty_site.desk.perform(first_link).value
    client = browser("10.0.0.7")

    looked = client.get(f"/welcome?key={key}")
    refused = client.post("/welcome", data=FORM | {"key": key, "again": "typo"})
    opened = client.post("/welcome", data=FORM | {"key": key})

    assert looked.status_code == 200
    assert f'name="key" value="{key}"' in looked.text
    assert "Password again: it differs" in refused.text
    assert opened.status_code == 303
    assert client.get("/").json()["visitor"] == "Lin An"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_link_ends_after_72_hours(empty_site: RealShop, browser: Open) -> None:
    key = empty_site.desk.perform(first_link).value
    empty_site.clock.wait(hours=72)

    assert browser().get(f"/welcome?key={key}").status_code == 403


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("company", " ", "Company: write"),
        ("shop", "", "Shop: write"),
        ("platform", "ebay", "Platform: choose"),
        ("name", "", "Name: write"),
        ("login", "lin an", "Login: leave out"),
        ("password", "short", "Password again: it differs"),
    ],
)
def test_a_wrong_field_keeps_the_rest_but_no_password(
    empty_site: RealShop, browser: Open, field: str, value: str, sentence: str
) -> None:
    answer = browser(HERE).post("/welcome", data=FORM | {field: value})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("山岚家居" in answer.text) == (field != "company")
    assert "lychees" not in answer.text
    assert empty_site.desk.read(installation) is None


@pytest.mark.usefixtures("empty_site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_refusal_stands_beside_its_field(browser: Open) -> None:
    text = browser(HERE).post("/welcome", data=FORM | {"login": "lin an"}).text

    assert 'aria-describedby="login-hint login-refused" aria-invalid="true" autofocus' in text
    assert 'id="login-refused">Login: leave out spaces' in text
    assert 'role="alert"' not in text


@pytest.mark.usefixtures("empty_site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demo_lets_one_in_as_anyone_in_one_click(browser: Open, language: str) -> None:
    client = with_demo(browser, language)

    page = client.get("/demo")
    ids = page.text.split('name="person_id" value="')[1:]
    seen = set()
    for rest in ids:
        person_id = rest.partition('"')[0]
        entered = client.post("/demo/enter", data={"person_id": person_id, "next": "/tasks"})
        assert entered.headers["location"] == "/tasks"
        seen.add(client.get("/").json()["visitor"])

    # an operator, a lead, and a teammate of each of the six teams
    assert len(ids) == 8
    assert len(seen) >= 7
    assert client.get("/sign-in").headers["location"] == "/"
    assert browser().get("/sign-in").headers["location"] == "/demo"


@pytest.mark.usefixtures("empty_site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_changing_roles_ends_the_session_before(browser: Open) -> None:
    client = with_demo(browser, "en")
    client.post("/demo/enter", data={"person_id": "1"})
    before = client.cookies["planner_session"]

    client.post("/demo/enter", data={"person_id": "2"})

    old = browser(headers={"cookie": f"planner_session={before}"})
    assert old.get("/").status_code == 303


@pytest.mark.usefixtures("empty_site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("person_id", ["", "x", "-1", "9999", "9" * 30])
def test_nobody_invented_enters_the_demo(browser: Open, person_id: str) -> None:
    client = with_demo(browser, "en")

    answer = client.post("/demo/enter", data={"person_id": person_id})

    assert answer.status_code == 409
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_real_shop_has_no_demo_door(site: RealShop, browser: Open) -> None:
    client = browser(HERE)

    assert client.get("/demo").headers["location"] == "/sign-in"
    assert client.post("/demo/enter", data={"person_id": "1"}).status_code == 409
    erased = client.post("/demo/erase", data={"confirm": "yes"})

    assert erased.headers["location"] == "/sign-in"
    assert site.actor(1).name == "Lin An"


def test_starting_for_real_asks_first_then_erases_everything(
    empty_site: RealShop, browser: Open
) -> None:
    client = with_demo(browser, "en")
    client.post("/demo/enter", data={"person_id": "1"})

    unsure = client.post("/demo/erase", data={})
    sure = client.post("/demo/erase", data={"confirm": "yes"})

    assert "Tick the box" in unsure.text
    assert sure.headers["location"] == "/welcome"
    assert empty_site.desk.read(installation) is None
    assert "planner_session" not in client.cookies
    assert client.post("/welcome", data=FORM).status_code == 303


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_from_elsewhere_only_the_link_erases_the_demo(empty_site: RealShop, browser: Open) -> None:
    with_demo(browser, "en")
    stranger = browser("10.0.0.7")
    stranger.post("/demo/enter", data={"person_id": "1"})
    key = empty_site.desk.perform(first_link).value

    without = stranger.post("/demo/erase", data={"confirm": "yes"})
    within = stranger.post("/demo/erase", data={"confirm": "yes", "key": key})

    assert without.status_code == 409
    assert within.headers["location"].startswith("/welcome?key=")
    assert stranger.get(within.headers["location"]).status_code == 200


def with_demo(browser: Open, language: str) -> TestClient:
    client = browser(HERE, language=language)
    answer = client.post("/welcome", data={"do": "demo"})
    assert answer.headers["location"] == "/demo"
    return client
