"""One task with everything around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from planner.actions import campaigns, evidence, plans, tasks
from planner.reports import task_cards
from planner.reports.task_cards import Neighbour, TaskCard
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.links import Link
from planner.rules.people import NOBODY
from tests.support.cast import (
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    FREEZE,
    NOW,
    PICTURES,
    PRICES,
    RETURNS,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def card(shop: Cast, task_id: int) -> TaskCard:
    return shop.ask(shop.laoku, task_cards.card, task_id=task_id)


def test_a_card_says_what_its_day_hangs_on(shop: Cast) -> None:
    pictures, copy, returns = card(shop, PICTURES), card(shop, COPY), card(shop, RETURNS)

    assert (pictures.anchor, pictures.offset_days, pictures.offset_said) == (
        Anchor(AnchorKind.OPENING, BURST),
        -7,
        "T-7",
    )
    assert str(pictures.anchor_said) == "Opening of 爆发"
    assert (copy.anchor, copy.offset_said) == (Anchor(AnchorKind.MILESTONE, FREEZE), "T")
    assert str(copy.anchor_said) == "Day of 页面冻结"
    assert str(returns.anchor_said) == "Closing of 收尾"


def test_a_card_has_plain_values_and_none_for_what_is_missing(shop: Cast) -> None:
    row = card(shop, PICTURES).row

    assert (row["owner_id"], row["owner"], row["approver_id"]) == (None, None, None)
    assert (type(row["id"]), row["must_have"] is True, row["effort_hours"]) == (int, True, 4.0)


def test_a_card_knows_its_neighbours_and_which_are_done(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)

    assert card(shop, BANNER).before == (Neighbour(PICTURES, "主图", True, Link(PICTURES)),)
    assert card(shop, PICTURES).after == (Neighbour(BANNER, "首页海报", False, Link(PICTURES)),)
    assert card(shop, PICTURES).before == ()


def test_neighbours_in_the_bin_are_left_out(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[COPY])

    assert card(shop, PRICES).before == ()
    assert card(shop, PRICES).row["blocked_by"] == ()


def test_a_card_tells_what_happened_when(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)
    shop.clock.wait(hours=1)
    shop.do(shop.xiaowen, tasks.complete, task_id=BANNER)
    shop.clock.wait(hours=1)
    shop.do(shop.damao, tasks.approve, task_id=BANNER)

    banner = card(shop, BANNER)

    assert (banner.started_at, banner.submitted_at, banner.done_at) == (
        NOW + timedelta(hours=1),
        NOW + timedelta(hours=1),
        NOW + timedelta(hours=2),
    )


def test_steps_remarks_and_proofs_stand_in_order(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=1)
    shop.do(shop.xiaowen, evidence.comment, task_id=PICTURES, text="一")
    shop.do(shop.azhe, evidence.comment, task_id=PICTURES, text="二")
    shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url="https://b.example")
    shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url="https://a.example")

    found = card(shop, PICTURES)

    assert [(step.text, step.done_at, step.done_by) for step in found.steps] == [
        ("白底图", NOW, "小文"),
        ("场景图", None, None),
    ]
    assert [(remark.text, remark.written_by) for remark in found.remarks] == [
        ("一", "小文"),
        ("二", "阿哲"),
    ]
    assert [proof.url for proof in found.proofs] == ["https://b.example", "https://a.example"]


def test_what_is_gone_or_not_for_nobody_is_refused(shop: Cast) -> None:
    with shop.refused("Sign in to see this"):
        shop.ask(NOBODY, task_cards.card, task_id=PICTURES)
    with shop.refused("task is not there any more"):
        card(shop, 99)
    shop.do(shop.zhou, plans.remove, task_ids=[PICTURES])
    with shop.refused("task is not there any more"):
        card(shop, PICTURES)
    shop.do(shop.zhou, campaigns.remove, campaign_id=CAMPAIGN)
    with shop.refused("task is not there any more"):
        card(shop, BANNER)


def test_a_task_of_an_archived_campaign_stays_readable(shop: Cast) -> None:
    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    assert card(shop, PICTURES).row["title"] == "主图"
