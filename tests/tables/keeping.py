"""Keeps a small database of this release, for the releases to come to upgrade.

Before a release: ``python -m tests.tables.keeping``. A kept release is never written again.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sqlmodel import Session

from planner.actions import evidence, phases, sign_ins, tasks, templates
from planner.desk import Desk
from planner.rules.campaigns import PhaseKind
from planner.rules.figures import Figures
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.ruleset import Layer
from planner.rules.promotions.written_rules import write_gives, write_scope
from planner.tables.calendars import CalendarDay, CalendarYear
from planner.tables.engine import connect
from planner.tables.gates import SignOff, Waiver
from planner.tables.leases import Lease
from planner.tables.people import TeamTime
from planner.tables.playbooks import Playbook, PlaybookTask
from planner.tables.products import LivePrice, Product
from planner.tables.promotions import (
    AcceptedFinding,
    Promotion,
    PromotionPhase,
    PromotionSetting,
    PromotionTask,
    RulesSignOff,
)
from planner.tables.retrospectives import RetroNote
from planner.tables.sales import ExportMapping, SourceChoice
from planner.tables.targets import KeptCurve, PhaseTarget, TargetShare
from tests.support.real_shop import OPENED, Clock, RealShop
from tests.support.small_sale import AFTER, CAMPAIGN, PICTURES, SECOND, at, build, daily, take

KEPT = Path(__file__).parent / "released"


def keep() -> Path:
    """Write a lived-in database of this release as SQL and return the file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "planner.sqlite"
        _live_in(f"sqlite:///{database}")
        with closing(sqlite3.connect(database)) as connection:
            (revision,) = connection.execute("select version_num from alembic_version").fetchone()
            lines = "\n".join(connection.iterdump())
    file = KEPT / f"{revision}.sql"
    file.write_text(lines + "\n", encoding="utf-8")
    return file


def _live_in(url: str) -> None:
    build(url)
    desk = Desk(url, clock=Clock(OPENED))
    shop = RealShop(desk, Clock(OPENED))
    shop.sign_in("chen")
    shop.try_to_sign_in("chen", "a wrong guess")
    desk.perform(sign_ins.note_visit, actor=shop.teammate)
    desk.perform(
        phases.add_milestone,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        name="页面冻结",
        at=at(10, 12),
    )
    desk.perform(
        phases.add_phase,
        actor=shop.operator,
        campaign_id=CAMPAIGN,
        name="京东返场",
        kind=PhaseKind.BURST,
        opens=at(12),
        closes=at(13),
        shop_ids=[SECOND],
    )
    desk.perform(evidence.comment, actor=shop.teammate, task_id=PICTURES, text="先做白底图")
    desk.perform(
        evidence.add_link, actor=shop.teammate, task_id=PICTURES, url="https://example.com/a.png"
    )
    desk.perform(tasks.say_stuck, actor=shop.teammate, task_id=PICTURES, reason="等样品")
    desk.perform(tasks.complete, actor=shop.teammate, task_id=PICTURES)
    _plan_ahead(url)
    desk.perform(
        templates.save_as_template, actor=shop.operator, campaign_id=CAMPAIGN, name="我们的双11"
    )
    later = RealShop(desk.at(AFTER), Clock(AFTER))
    take(later, daily({8: Figures(paid_fen=9_900_000_000, visitors=120_000, chats=7_200)}))
    desk.close()


def _plan_ahead(url: str) -> None:
    engine = connect(url)
    with Session(engine) as session, session.begin():
        session.add_all(
            [
                CalendarYear(country="CN", year=2027, standing="official", taken_at=OPENED),
                CalendarDay(
                    country="CN",
                    day=date(2027, 2, 8),
                    works=False,
                    name="春节",
                    standing="official",
                ),
                TeamTime(
                    team_id=1, first_day=date(2026, 11, 7), last_day=date(2026, 11, 8), works=True
                ),
                SignOff(campaign_id=CAMPAIGN, phase_id=1, team_id=1, signed_at=OPENED),
                Waiver(
                    campaign_id=CAMPAIGN,
                    phase_id=1,
                    task_id=PICTURES,
                    reason="白底图已在后台",
                    waived_at=OPENED,
                ),
            ]
        )
        _promote(session)
        _decide_on_exports(session)
        _split_the_target(session)
        _arm_a_playbook(session)
        session.add(
            RetroNote(campaign_id=CAMPAIGN, kind="keep", text="提前一小时到岗", written_at=OPENED)
        )
    engine.dispose()


def _arm_a_playbook(session: Session) -> None:
    playbook = Playbook(
        campaign_id=CAMPAIGN,
        phase_id=1,
        name="开场慢了",
        measure="paid",
        side="below",
        share_bp=8_000,
        offset_minutes=120,
        created_at=OPENED,
        armed_at=OPENED,
    )
    session.add_all([playbook, Lease(name="due", holder="a server", until=OPENED)])
    session.flush()
    session.add(
        PlaybookTask(
            campaign_id=CAMPAIGN, playbook_id=playbook.id, position=0, title="加一轮福袋", team_id=1
        )
    )


def _split_the_target(session: Session) -> None:
    at_eight = "2025-11-10T20:00:00"
    phase = {"name": "爆发", "kind": "burst", "opens": at_eight, "closes": "2025-11-10T22:00:00"}
    session.add_all(
        [
            PhaseTarget(campaign_id=CAMPAIGN, phase_id=1, figure="members_gained", wanted=300),
            TargetShare(campaign_id=CAMPAIGN, shop_id=1, share_bp=10_000),
            TargetShare(
                campaign_id=CAMPAIGN,
                shop_id=1,
                channel="搜索",
                share_bp=10_000,
                conversion_bp=420,
                buyer_fen=18_800,
            ),
            KeptCurve(
                name="去年的双11",
                sale="double11",
                shares={
                    "phases": [phase],
                    "first_hour": at_eight,
                    "hours": [700_000, 300_000],
                },
                made_at=OPENED,
            ),
        ]
    )


def _decide_on_exports(session: Session) -> None:
    session.add_all(
        [
            ExportMapping(
                shop_id=1,
                header="0" * 64,
                headers=["统计日", "入会人数"],
                columns={"members_gained": "入会人数"},
                day_column="统计日",
                made_at=OPENED,
            ),
            SourceChoice(
                shop_id=1,
                day=date(2026, 11, 8),
                figure="visitors",
                source="daily_sheet",
                chosen_at=OPENED,
            ),
        ]
    )


def _promote(session: Session) -> None:
    promotion = Promotion(
        campaign_id=CAMPAIGN,
        name="满300减50",
        preset="spend_save",
        gives=write_gives(AmountOff(((30_000, 5_000),), repeat=True)),
        layer=int(Layer.SHOP),
        base="item",
        scope=write_scope(Scope()),
        mutex_group="shop rule",
        rounding="paid_half_up",
        shuts=[],
        created_at=OPENED,
    )
    session.add_all(
        [
            promotion,
            Product(
                campaign_id=CAMPAIGN,
                shop_id=1,
                sku="T-01",
                name="高山乌龙 250g",
                list_fen=16_800,
                cost_fen=6_200,
                added_at=OPENED,
            ),
            LivePrice(
                campaign_id=CAMPAIGN,
                shop_id=1,
                source="price_check",
                item_id="610011223344",
                price_fen=14_280,
                read_at=OPENED,
            ),
            PromotionSetting(
                campaign_id=CAMPAIGN,
                **{**asdict(Costs(fee_bp=500)), "fee_base": "received"},
                **asdict(Limits()),
            ),
            AcceptedFinding(
                campaign_id=CAMPAIGN,
                shop_id=1,
                finding="below_target_margin T-01",
                proof="0",
                reason="引流款",
                accepted_at=OPENED,
            ),
            RulesSignOff(campaign_id=CAMPAIGN, phase_id=1, fingerprint="0" * 64, signed_at=OPENED),
        ]
    )
    session.flush()
    of_promotion = {"campaign_id": CAMPAIGN, "promotion_id": promotion.id}
    session.add_all(
        [
            PromotionPhase(**of_promotion, phase_id=1),
            PromotionTask(**of_promotion, task_id=PICTURES, need="assets"),
        ]
    )


if __name__ == "__main__":
    print(keep())
