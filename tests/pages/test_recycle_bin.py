"""The recycle bin: what was thrown away comes back from here."""

from __future__ import annotations

import pytest

from planner import actions, reports
from planner.words import Refusal
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, retitle
from tests.pages.conftest import Visit, shown
from tests.support.cast import CAMPAIGN, COPY, STOCK, Cast


@pytest.mark.parametrize(
    ("language", "teaching"),
    [("en", "Nothing is ever deleted for good."), ("zh", "不会被彻底删除")],
)
def test_an_empty_bin_says_what_it_is_for(
    visit: Visit, cast: Cast, language: str, teaching: str
) -> None:
    app = visit(cast.zhou, "recycle_bin", language)

    assert teaching in shown(app)
    assert labels(app) == []


def test_a_task_comes_back_with_one_press(cast: Cast, visit: Visit) -> None:
    cast.do(cast.damao, actions.plans.remove, task_ids=[STOCK])
    app = visit(cast.zhou, "recycle_bin")
    said = shown(app)

    app.button(key=f"restore-task-{STOCK}").click().run()

    assert "**备货入仓**" in said
    assert r"大毛, 2026\-11\-04 10\:00" in said
    tasks = cast.ask(cast.zhou, reports.tasks.listing, campaign_id=CAMPAIGN)
    assert STOCK in set(tasks["id"])
    assert "Nothing in the recycle bin" in shown(app)


def test_a_campaign_comes_back_with_its_tasks(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, actions.campaigns.remove, campaign_id=CAMPAIGN)
    app = visit(cast.zhou, "recycle_bin", "zh")

    app.button(key=f"restore-campaign-{CAMPAIGN}").click().run()

    tasks = cast.ask(cast.zhou, reports.tasks.listing, campaign_id=CAMPAIGN)
    assert len(tasks) == 8


def test_a_title_that_looks_like_markup_stays_text(cast: Cast, visit: Visit) -> None:
    retitle(cast, COPY, HOSTILE)
    cast.do(cast.zhou, actions.plans.remove, task_ids=[COPY])

    app = visit(cast.zhou, "recycle_bin")

    assert f"**{HOSTILE_IN_MARKDOWN}**" in shown(app)


def test_teammates_have_no_recycle_bin(cast: Cast, visit: Visit) -> None:
    cast.do(cast.zhou, actions.plans.remove, task_ids=[STOCK])

    with pytest.raises(ValueError, match="recycle_bin"):
        visit(cast.xiaowen, "recycle_bin")
    with pytest.raises(Refusal, match="Only operators and leads can change the plan"):
        cast.do(cast.xiaowen, actions.plans.restore, task_id=STOCK)
