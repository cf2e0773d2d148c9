"""Whoever keeps the planner running can ask whether it can work."""

from __future__ import annotations

from typing import Any

import pytest

from planner.words import Refusal
from tests.support.real_shop import RealShop
from tests.web.conftest import Open

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.mark.usefixtures("site")
def test_a_healthy_planner_says_ok_and_nothing_else(browser: Open) -> None:
    answer = browser().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_without_a_database_it_says_so(
    site: RealShop, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise Refusal("The database is busy.")

    monkeypatch.setattr(site.desk, "read", busy)

    assert browser().get("/healthz").status_code == 503


def test_a_fault_is_apologised_for_with_a_reference_and_no_details(
    site: RealShop,
    browser: Open,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret details")

    monkeypatch.setattr(site.desk, "read", broken)

    answer = browser().get("/sign-in")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    reference = answer.text.partition("reference: ")[2][:8]
    assert f"fault {reference}" in caplog.text
