"""What reports say of a sale that is over: statements, lead times, gates, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from planner.actions import gates, sales, tasks
from planner.reports import lead_times, phase_openings, proposed_offsets
from planner.reports import retrospectives as reports
from planner.reports.retrospectives import Chapter, Retrospective
from planner.rules.figures import Figures
from planner.rules.people import NOBODY
from planner.tables.promotions import AcceptedFinding
from planner.text.speaker import speaker
from planner.words import Refusal
from tests.support.cast import CAMPAIGN, PICTURES, STOCK, WARM, WARM_PAGE, Cast, build, opened
from tests.support.databases import Databases

OF_SALE = {"campaign_id": CAMPAIGN}
AFTER = datetime.fromisoformat("2026-11-16T12:00:00+08:00")


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    """After the sale: two of eight tasks done, one of them late; nine tenths of the target in."""
    for shop in opened(databases.copy_of(build)):
        shop.clock.now = at(3)
        shop.do(shop.azhe, tasks.complete, task_id=WARM_PAGE)
        shop.do(shop.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
        shop.clock.now = at(5)
        shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)
        shop.clock.now = AFTER
        for day, fen in ((10, 2_000_000), (11, 6_000_000), (15, 1_000_000)):
            shop.do(
                shop.zhou,
                sales.type_in,
                shop_id=1,
                day=date(2026, 11, day),
                figures=Figures(paid_fen=fen, coupons_claimed=20),
                version=None,
            )
        yield shop


def at(day: int) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02d}T12:00:00+08:00")


def learned(cast: Cast) -> Retrospective:
    return cast.ask(cast.laoku, reports.learned, **OF_SALE)


def said(found: Retrospective, chapter: Chapter) -> list[str]:
    return [speaker("en").say(one.said) for one in found.chapters[chapter]]


def test_a_sale_that_is_over_and_known_to_its_end_is_final(cast: Cast) -> None:
    found = learned(cast)

    assert found.not_final is None
    # 20,000 + 60,000 + 10,000 of 100,000 yuan.
    assert said(found, Chapter.SALES)[0] == "The sale reached 90% of its target."
    assert (
        speaker("en")
        .say(found.chapters[Chapter.SALES][0].working)
        .endswith("¥90,000.00 ÷ ¥100,000.00.")
    )


@pytest.mark.parametrize(("day", "why"), [(12, "the sale runs until"), (30, None)])
def test_a_sale_that_goes_on_is_not(cast: Cast, day: int, why: str | None) -> None:
    cast.clock.now = at(day)

    found = learned(cast).not_final

    assert (found is None) == (why is None)
    assert why is None or why in speaker("en").said(found)


def test_tasks_say_how_many_were_on_time(cast: Cast) -> None:
    # All eight are due by the 15th. The two done were late by three and two days, the six open
    # ones are past due on the 16th.
    assert said(learned(cast), Chapter.TASKS) == [
        "0% of the tasks were done on time.",
        "Late tasks were 7 days late.",
        "1 task got stuck.",
    ]


def test_each_team_has_its_lead_times(cast: Cast) -> None:
    teams = cast.ask(cast.laoku, lead_times.by_team, **OF_SALE).set_index("team_key")

    # Design: the pictures at -7, done at -5; the page a day before the warm-up, done two after.
    design = teams.loc["design"]
    assert (design["tasks"], design["done"], design["known"], design["on_time"]) == (4, 2, 4, 0)
    assert (design["planned_days"], design["real_days"]) == (-4, -1.5)
    assert teams.loc["warehouse", "real_days"] is None


def test_late_tasks_come_the_latest_first(cast: Cast) -> None:
    rows = cast.ask(cast.laoku, lead_times.late, **OF_SALE)

    assert list(rows["days_late"]) == [12, 8, 8, 7, 7, 3, 2, 1]
    pictures = rows.set_index("id").loc[PICTURES]
    assert (pictures["done_on"], pictures["planned_days"], pictures["real_days"]) == (
        date(2026, 11, 5),
        -7,
        -5,
    )


def test_stuck_tasks_say_why_and_whether_they_still_are(cast: Cast) -> None:
    row = cast.ask(cast.laoku, lead_times.stuck, **OF_SALE).iloc[0]

    assert (row["id"], row["reason"], row["still"]) == (STOCK, "等车", True)


def test_gates_say_who_let_a_phase_open_and_without_what(cast: Cast) -> None:
    cast.do(cast.damao, gates.waive, phase_id=2, task_ids=[STOCK], reason="第二天到货")

    openings = cast.ask(cast.laoku, phase_openings.openings, **OF_SALE)
    waived = cast.ask(cast.laoku, phase_openings.waivers, **OF_SALE).iloc[0]

    assert list(openings["waived"]) == [0, 1, 0]
    assert not openings["in_time"].any()
    assert (waived["title"], waived["reason"], waived["by"]) == ("备货入仓", "第二天到货", "大毛")
    assert said(learned(cast), Chapter.GATES) == [
        "0 of 3 phases were let open before they opened.",
        "1 must-have was waived.",
    ]
    assert openings["phase"][0] == "预热"
    assert WARM == 1


def test_findings_somebody_stood_for_are_for_who_may_see_costs(cast: Cast) -> None:
    with cast._session() as session:
        session.add(
            AcceptedFinding(
                campaign_id=CAMPAIGN,
                shop_id=1,
                finding="below_cost||TEA|2",
                proof="0",
                reason="清库存",
                accepted_at=AFTER,
                version=1,
            )
        )
        session.commit()

    row = cast.ask(cast.zhou, reports.accepted, **OF_SALE).iloc[0]

    assert (str(row["code"]), row["product"], row["reason"]) == ("Sold below cost", "TEA", "清库存")
    assert said(learned(cast), Chapter.PROMOTIONS) == [
        "1 finding of the check was accepted with a reason."
    ]
    with pytest.raises(Refusal, match="for operators and leads only"):
        cast.ask(cast.laoku, reports.accepted, **OF_SALE)


def test_templates_are_for_who_plans_and_nothing_is_for_nobody(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Only operators and leads"):
        cast.ask(cast.laoku, proposed_offsets.offsets, **OF_SALE)
    for report in (reports.learned, reports.notes, lead_times.by_team, phase_openings.openings):
        with pytest.raises(Refusal, match="Sign in"):
            cast.ask(NOBODY, report, **OF_SALE)
