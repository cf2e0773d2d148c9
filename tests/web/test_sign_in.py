"""The forms people sign in, join and set passwords with."""

from __future__ import annotations

import pytest

from planner.actions import links, people
from planner.desk import home
from planner.rules.people import Role
from planner.web.asked import safe_next
from tests.support.real_shop import PASSWORDS, RealShop
from tests.web.conftest import Open


def test_signing_in_gives_a_cookie_that_scripts_and_other_sites_cannot_use(
    site: RealShop, browser: Open
) -> None:
    answer = browser().post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    token, *attributes = answer.headers["set-cookie"].split("; ")
    assert token.startswith("planner_session=")
    assert sorted(attributes) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax"]
    assert site.actor(3).name == "Chen Mo"


@pytest.mark.usefixtures("site")
def test_over_https_the_cookie_stays_on_https(browser: Open) -> None:
    client = browser(base="https://planner.example")

    answer = client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})

    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("login", ["chen", "ghost"])
def test_a_wrong_password_says_so_and_keeps_the_login_only(browser: Open, login: str) -> None:
    answer = browser().post("/sign-in", data={"login": login, "password": "wrong-guess"})

    assert answer.status_code == 422
    assert "Login and password don&#x27;t match." in answer.text
    assert f'value="{login}"' in answer.text
    assert "wrong-guess" not in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_sixth_guess_is_told_to_wait(browser: Open) -> None:
    client = browser()
    for _ in range(5):
        client.post("/sign-in", data={"login": "chen", "password": "wrong"})

    answer = client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})

    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text
    elsewhere = browser("10.0.0.8").post(
        "/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]}
    )
    assert elsewhere.status_code == 303


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_forwarded_address_in_a_header_does_not_fool_the_throttle(browser: Open) -> None:
    client = browser()
    for place in range(5):
        client.post(
            "/sign-in",
            data={"login": "chen", "password": "wrong"},
            headers={"x-forwarded-for": f"1.2.3.{place}"},
        )

    answer = client.post(
        "/sign-in",
        data={"login": "chen", "password": "wrong"},
        headers={"x-forwarded-for": "1.2.3.99"},
    )

    assert answer.status_code == 429


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_key_of_the_throttle_is_a_private_file(browser: Open) -> None:
    browser().post("/sign-in", data={"login": "chen", "password": "wrong"})

    key = home() / "keys" / "attempts.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_bytes()) == 32
    assert [file.name for file in key.parent.iterdir()] == ["attempts.key"]


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/tasks?team=3", "/tasks?team=3"),
        ("/", "/"),
        ("", "/"),
        (None, "/"),
        ("tasks", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/ok\r\nset-cookie: x=1", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(wanted: str | None, led_to: str) -> None:
    assert safe_next(wanted) == led_to


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_signing_in_leads_where_one_wanted_to_go(browser: Open) -> None:
    client = browser()
    form = client.get("/sign-in?next=/tasks%3Fteam%3D3")

    answer = client.post(
        "/sign-in",
        data={"login": "chen", "password": PASSWORDS["chen"], "next": "/tasks?team=3"},
    )

    assert 'name="next" value="/tasks?team=3"' in form.text
    assert answer.headers["location"] == "/tasks?team=3"
    assert client.get("/sign-in").headers["location"] == "/"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("way", ["post", "streamlit"])
def test_signing_out_ends_the_session_and_takes_the_cookie(browser: Open, way: str) -> None:
    client = browser()
    client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})
    token = client.cookies["planner_session"]

    answer = client.post("/sign-out") if way == "post" else client.get("/auth/logout")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "planner_session" not in client.cookies
    client.cookies.set("planner_session", token)
    assert client.get("/tasks").status_code == 303


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_link_on_another_site_does_not_sign_one_out(browser: Open) -> None:
    client = browser()
    client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})

    client.get("/auth/logout", headers={"sec-fetch-site": "cross-site"})

    assert client.get("/sign-out").headers["location"] == "/"
    assert client.get("/tasks").status_code == 200


def test_an_invitation_is_used_up_by_the_button_not_by_looking(
    site: RealShop, browser: Open
) -> None:
    token = site.desk.perform(
        people.invite, actor=site.lead, name="Wu <b>", login="wu", roles=[Role.TEAMMATE]
    ).value
    client = browser()

    looked = [client.get(f"/join/{token}").status_code for _ in range(2)]
    differing = client.post(f"/join/{token}", data={"password": "wu waters", "again": "wu waits"})
    joined = client.post(
        f"/join/{token}", data={"password": "wu waters willows", "again": "wu waters willows"}
    )

    assert looked == [200, 200]
    assert "Password again: it differs" in differing.text
    assert "Wu &lt;b&gt;" in differing.text
    assert joined.status_code == 303
    assert client.get("/tasks").json()["visitor"] == "Wu <b>"
    assert browser().get(f"/join/{token}").status_code == 410


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_reset_link_sets_a_password_once(site: RealShop, browser: Open) -> None:
    token = site.desk.perform(links.reset_link, actor=site.lead, person_id=3).value
    form = {"password": "chen craves cherries", "again": "chen craves cherries"}

    first = browser().post(f"/reset/{token}", data=form)
    second = browser().post(f"/reset/{token}", data=form)

    assert first.status_code == 303
    assert second.status_code == 410
    assert site.try_to_sign_in("chen", "chen craves cherries") is not None


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["/join/x", "/reset/x", "/join/%00", "/reset/..%2f", "/join/a/b"])
def test_an_invented_link_is_told_to_ask_for_a_new_one(browser: Open, path: str) -> None:
    answer = browser().get(path)

    assert answer.status_code == 410
    assert "Ask for a new one" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_form_speaks_the_browser_s_language_until_one_switches(browser: Open) -> None:
    client = browser(language="zh-CN,zh;q=0.9,en;q=0.8")

    chinese = client.get("/sign-in").text
    switched = client.get("/sign-in?lang=en").text
    after = client.get("/sign-in").text

    assert '<html lang="zh-CN">' in chinese
    assert "登录" in chinese
    assert '<html lang="en">' in switched
    assert '<html lang="en">' in after


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_each_field_has_its_label_and_says_what_a_password_manager_may_fill(browser: Open) -> None:
    text = browser().get("/sign-in").text

    assert '<label for="login">Login</label><input type="text"' in text
    assert '<label for="password">Password</label><input type="password"' in text
    assert 'autocomplete="username"' in text
    assert 'autocomplete="current-password"' in text


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_endless_form_is_not_read_to_its_end(browser: Open) -> None:
    answer = browser().post("/sign-in", data={"login": "x" * 100_000, "password": "y"})

    assert answer.status_code == 422
    assert "xxxx" not in answer.text
