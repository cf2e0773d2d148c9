"""The sale of the cast as a network: what its tasks hang between, and what is left of them.

It is the morning of Wednesday, 4 November 2026; pages freeze on the 8th at noon, the burst opens on
the 10th at 20:00, and every task takes four hours of one person on a bar of two days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from planner.actions import campaigns, evidence, plans, tasks
from planner.rules.campaigns import Anchor, AnchorKind
from planner.rules.fitted_plans import Misfit, Unfit
from planner.rules.fitting import fit
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.networks import Work
from planner.rules.people import Actor
from planner.tables.campaigns import Campaign
from planner.tables.engine import connect
from planner.tables.networks import LoadedNetwork, load_network
from planner.tables.people import Team
from planner.tables.tasks import Predecessor, Task
from planner.words import Sentence
from tests.support.cast import (
    BANNER,
    BURST,
    CAMPAIGN,
    COPY,
    FREEZE,
    NOW,
    PICTURES,
    PRICES,
    REPLIES,
    RETURNS,
    STOCK,
    WARM,
    WARM_PAGE,
    WRAP,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases

BURST_OPENS = Anchor(AnchorKind.OPENING, BURST)


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def load(shop: Cast, campaign_ids: list[int] | None = None) -> LoadedNetwork:
    def asked(session: Session, /, *, actor: Actor, now: datetime) -> LoadedNetwork:  # noqa: ARG001 -- shaped like every report
        return load_network(session, now, campaign_ids)

    return shop.ask(shop.damao, asked)


def work(loaded: LoadedNetwork, task_id: int) -> Work[int]:
    return loaded.network.works[loaded.network.places[task_id]]


def change(shop: Cast, table: Any, key: int, **values: object) -> None:
    engine = connect(shop.desk.url)
    with Session(engine) as session:
        row = session.get_one(table, key)
        for name, value in values.items():
            setattr(row, name, value)
        session.commit()
    engine.dispose()


def morning(loaded: LoadedNetwork, day: int) -> int:
    return loaded.axis.morning(date(2026, 11, day))


def test_a_must_have_hangs_before_the_opening_of_its_phase(shop: Cast) -> None:
    loaded = load(shop)

    banner = work(loaded, BANNER)
    assert (banner.minutes, banner.people, banner.length) == (240, 1, 0)
    assert banner.gate == BURST_OPENS
    assert loaded.network.gates[BURST_OPENS].half_day == morning(loaded, 11)
    assert banner.due == morning(loaded, 5)
    assert banner.after == (Link(PICTURES),)
    assert (banner.not_before, banner.deadline, banner.started) == (None, None, None)
    assert banner.fixed is None


def test_gates_are_called_as_people_call_them(shop: Cast) -> None:
    gates = load(shop).network.gates

    assert len(gates) == 7
    assert gates[BURST_OPENS].name == Sentence("Opening of {phase}", phase="爆发")
    assert gates[BURST_OPENS].name.values == {"phase": "爆发"}
    assert gates[Anchor(AnchorKind.MILESTONE, FREEZE)].name.values == {"milestone": "页面冻结"}


def test_a_freeze_at_noon_leaves_the_morning(shop: Cast) -> None:
    loaded = load(shop)

    freeze = Anchor(AnchorKind.MILESTONE, FREEZE)
    assert work(loaded, COPY).gate == freeze
    assert loaded.network.gates[freeze].half_day == morning(loaded, 8) + 1


def test_a_bar_of_the_wrap_up_stays_behind_its_opening(shop: Cast) -> None:
    loaded = load(shop)

    returns = work(loaded, RETURNS)
    assert returns.gate == Anchor(AnchorKind.CLOSING, WRAP)
    assert returns.not_before == morning(loaded, 12)


def test_what_is_due_after_its_anchor_has_its_own_deadline(shop: Cast) -> None:
    change(shop, Task, REPLIES, offset_days=1, due_on=date(2026, 11, 11))

    replies = work(load(shop), REPLIES)

    assert (replies.gate, replies.deadline) == (None, morning(load(shop), 12))


def test_it_is_now_where_the_sale_is(shop: Cast) -> None:
    assert load(shop).network.now == morning(load(shop), 4)

    # Ten in the morning in Shanghai is six in the evening in Los Angeles, a day earlier.
    change(shop, Campaign, CAMPAIGN, time_zone="America/Los_Angeles")
    assert load(shop).network.now == morning(load(shop), 4)

    change(shop, Campaign, CAMPAIGN, time_zone="Pacific/Auckland")
    assert load(shop).network.now == morning(load(shop), 4) + 1


def test_a_done_task_is_fixed_where_it_happened(shop: Cast) -> None:
    shop.do(shop.xiaoke, tasks.start, task_id=REPLIES)
    shop.clock.wait(days=1, hours=4)
    shop.do(shop.xiaoke, tasks.complete, task_id=REPLIES)

    loaded = load(shop)

    replies = work(loaded, REPLIES)
    assert replies.done
    assert replies.fixed == (morning(loaded, 4), morning(loaded, 5) + 2)
    assert replies.minutes == 0


def test_of_a_started_task_the_steps_not_ticked_are_left(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.start, task_id=PICTURES)
    shop.do(shop.xiaowen, evidence.tick_item, item_id=1)

    loaded = load(shop)

    pictures = work(loaded, PICTURES)
    assert (pictures.minutes, pictures.started) == (120, morning(loaded, 4))
    assert loaded.bars[PICTURES] == (morning(loaded, 4), morning(loaded, 4))


def test_what_waits_for_review_needs_no_more_work(shop: Cast) -> None:
    shop.do(shop.xiaowen, tasks.complete, task_id=PICTURES)
    shop.do(shop.xiaowen, tasks.complete, task_id=BANNER)

    banner = work(load(shop), BANNER)

    assert (banner.done, banner.minutes, banner.length) == (False, 0, 0)


def test_a_task_without_effort_lasts_the_working_days_of_its_bar(shop: Cast) -> None:
    # From Friday the 6th to Sunday the 8th; then one Sunday alone.
    change(shop, Task, STOCK, effort_hours=0, duration_days=3)
    change(shop, Task, COPY, effort_hours=0, duration_days=1)

    loaded = load(shop)

    assert (work(loaded, STOCK).minutes, work(loaded, STOCK).length) == (0, 2)
    assert work(loaded, COPY).length == 2


def test_a_pinned_task_is_fixed_to_its_days(shop: Cast) -> None:
    change(shop, Task, STOCK, pinned_at=NOW)

    loaded = load(shop)

    assert work(loaded, STOCK).fixed == (morning(loaded, 7), morning(loaded, 9))
    assert work(loaded, STOCK).minutes == 240


def test_links_keep_their_kind_and_lag(shop: Cast) -> None:
    change(shop, Predecessor, 1, kind="SS", lag_days=-2, lag_unit="calendar")

    link = Link(PICTURES, LinkKind.START_START, -2, LagUnit.CALENDAR)
    assert work(load(shop), BANNER).after == (link,)


def test_what_is_in_the_bin_is_left_out_and_not_waited_for(shop: Cast) -> None:
    shop.do(shop.zhou, plans.remove, task_ids=[PICTURES])

    loaded = load(shop)

    assert PICTURES not in loaded.network.places
    assert work(loaded, BANNER).after == ()
    assert work(loaded, PRICES).after == (Link(COPY),)


def test_an_archived_sale_is_loaded_only_by_name(shop: Cast) -> None:
    shop.do(shop.damao, campaigns.archive, campaign_id=CAMPAIGN)

    assert load(shop).network.works == ()
    assert len(load(shop, [CAMPAIGN]).network.works) == 8


def test_teams_work_as_many_as_they_are_on_working_days(shop: Cast) -> None:
    change(shop, Team, work(load(shop), STOCK).team, people=3, hours_per_day=7, burst_hours=10)

    loaded = load(shop)

    warehouse = loaded.network.teams[work(loaded, STOCK).team]
    days = range(7, 13)  # the 7th is a Saturday; the burst goes from the 10th to the 11th
    assert [warehouse.minutes[morning(loaded, day)] for day in days] == [0, 0, 630, 900, 900, 630]
    assert [warehouse.one[morning(loaded, day)] for day in days] == [0, 0, 210, 300, 300, 210]


def test_the_plan_is_fitted_and_its_half_days_are_days_again(shop: Cast) -> None:
    loaded = load(shop)

    fitted = fit(loaded.network, keep=loaded.bars, titles=loaded.titles)

    days = {key: loaded.days(fitted.starts[key], fitted.finishes[key]) for key in fitted.starts}
    assert fitted.unfit == (
        Unfit(WARM_PAGE, Misfit.AFTER_GATE, Anchor(AnchorKind.OPENING, WARM), half_days=5),
    )
    assert days[WARM_PAGE] == days[PICTURES] == (date(2026, 11, 4), date(2026, 11, 4))
    # Banners have room on their days behind the pictures; three bars lie on a weekend.
    assert days[BANNER] == (date(2026, 11, 4), date(2026, 11, 4))
    assert days[STOCK] == (date(2026, 11, 9), date(2026, 11, 9))
    assert days[COPY][1] <= date(2026, 11, 6)
    assert days[RETURNS] == (date(2026, 11, 12), date(2026, 11, 12))
    assert set(fitted.moved) == {WARM_PAGE, PICTURES, STOCK, COPY, RETURNS}
    assert days[PRICES] == (date(2026, 11, 9), date(2026, 11, 9))
    assert loaded.titles[PICTURES] == "主图"
    assert loaded.campaign_ids[PICTURES] == CAMPAIGN
