"""Evidence files go only to people who may see them, and never as a page."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from planner.desk import keep_file
from planner.rules.people import Actor
from planner.tables.tasks import Evidence, Task
from planner.words import Did, Sentence
from tests.support.one_phase import campaign_of_one_phase
from tests.support.real_shop import PASSWORDS, RealShop
from tests.web.conftest import Open

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

PAGE = b"<script>alert(1)</script>"
TITLE = '主图 <b>"v2".html'


@pytest.fixture
def evidence(site: RealShop, home: Path) -> dict[str, int]:
    """Ids of an evidence that is a file, one that is a link, and files that were taken away."""
    ids: dict[str, int] = site.desk.perform(_show_work, sha256=keep_file(PAGE)).value
    assert (home / "files").is_dir()
    return ids


@pytest.mark.parametrize("login", ["lin", "zhou", "chen"])
@pytest.mark.usefixtures("site")
def test_a_file_comes_as_an_attachment_that_no_browser_opens(
    evidence: dict[str, int], browser: Open, login: str
) -> None:
    client = browser()
    client.post("/sign-in", data={"login": login, "password": PASSWORDS[login]})

    answer = client.get(f"/files/{evidence['file']}")

    assert answer.content == PAGE
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=utf-8''%E4%B8%BB%E5%9B%BE%20%3Cb%3E%22v2%22.html"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.usefixtures("site")
def test_nobody_gets_a_file(evidence: dict[str, int], browser: Open) -> None:
    answer = browser().get(f"/files/{evidence['file']}")

    assert answer.status_code == 303
    assert PAGE not in answer.content


@pytest.mark.parametrize("which", ["link", "removed", "of a binned task", "unknown", "huge"])
@pytest.mark.usefixtures("site")
def test_what_is_not_a_file_any_more_says_so(
    evidence: dict[str, int], browser: Open, which: str
) -> None:
    client = browser()
    client.post("/sign-in", data={"login": "chen", "password": PASSWORDS["chen"]})

    answer = client.get(f"/files/{evidence[which]}")

    assert answer.status_code == 409
    assert "not there any more" in answer.text
    assert PAGE not in answer.content


def _show_work(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- as every action
    now: datetime,
    sha256: str,
) -> Did:
    campaign, phase = campaign_of_one_phase(session, now)
    tasks = [
        Task(
            campaign_id=campaign.id,
            number=number,
            title="主图",
            phase_id=phase.id,
            team_id=3,
            assigned_at=now,
            anchor_kind="opening",
            anchor_phase_id=phase.id,
            offset_days=0,
            due_on=date(2026, 10, 1),
            created_at=now,
            deleted_at=deleted_at,
        )
        for number, deleted_at in ((1, None), (2, now))
    ]
    session.add_all(tasks)
    session.flush()
    here: dict[str, Any] = {"campaign_id": campaign.id, "title": TITLE, "added_at": now}
    shown = {
        "file": Evidence(task_id=tasks[0].id, sha256=sha256, **here),
        "link": Evidence(task_id=tasks[0].id, url="https://example.com", **here),
        "removed": Evidence(task_id=tasks[0].id, sha256=sha256, removed_at=now, **here),
        "of a binned task": Evidence(task_id=tasks[1].id, sha256=sha256, **here),
    }
    session.add_all(shown.values())
    session.flush()
    ids = {which: evidence.id for which, evidence in shown.items()}
    return Did(Sentence("showed work"), value=ids | {"unknown": 999, "huge": 10**30})
