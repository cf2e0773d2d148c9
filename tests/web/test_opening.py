"""The page in which every other opens."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from starlette.testclient import TestClient

from planner.actions.people import set_language
from tests.support.real_shop import PASSWORDS, RealShop
from tests.web.conftest import Open


@pytest.mark.parametrize("path", ["/", "/tasks", "/no_such_page"])
def test_it_opens_in_the_language_of_who_opens_it(site: RealShop, browser: Open, path: str) -> None:
    site.desk.perform(set_language, actor=site.teammate, language="en")

    chinese = _signed_in(browser, "lin").get(path)
    english = _signed_in(browser, "chen").get(path)

    assert (chinese.status_code, english.status_code) == (200, 200)
    assert re.findall(r'<html lang="(.*?)">', chinese.text + english.text) == ["zh-CN", "en"]
    titles = re.findall(r"<title>(.*?)</title>", chinese.text + english.text)
    assert titles == ["大促管家", "Sale Planner"]
    assert english.headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("site")
def test_every_script_inside_it_is_one_that_the_policy_allows(browser: Open) -> None:
    page = _signed_in(browser, "lin").get("/tasks")

    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in scripts
    ]
    assert len(hashes) == 2
    assert set(hashes) < set(page.headers["content-security-policy"].replace(";", "").split())


@pytest.mark.usefixtures("site")
def test_it_tells_where_the_server_is_before_anything_is_fetched(browser: Open) -> None:
    page = _signed_in(browser, "lin").get("/tasks")

    assert 0 < page.text.index("BACKEND_BASE_URL") < page.text.index('<script type="module"')


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", ["/favicon.png", "/static/js/index.js", "/tasks/all"])
def test_what_is_no_page_is_left_to_streamlit(browser: Open, path: str) -> None:
    assert _signed_in(browser, "lin").get(path).status_code == 404


def _signed_in(browser: Open, login: str) -> TestClient:
    client = browser(stand_in=False)
    client.post("/sign-in", data={"login": login, "password": PASSWORDS[login]})
    return client
