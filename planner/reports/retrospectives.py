"""What a sale taught: its statements with their sums, and what people wrote down for the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from planner.reports import key_figures, past_moments, promotions, sale_places, sales
from planner.reports.campaign_sales import load_sales
from planner.reports.lead_times import stuck
from planner.reports.past_moments import ORDER_VALUE, ORDERS
from planner.reports.phase_openings import load_openings
from planner.reports.reading import reads
from planner.rules import retrospective_facts as facts
from planner.rules import retrospectives as rules
from planner.rules.campaign_sales import CampaignSales, totals
from planner.rules.clock import today_in, wall_clock
from planner.rules.lead_times import punctuality
from planner.rules.people import Actor, Right
from planner.rules.phase_targets import judged
from planner.rules.promotions.findings import CODE_NAMES, code_of
from planner.rules.retrospectives import Against, Compared, Learned
from planner.rules.targets import MEASURE_NAMES, Measure
from planner.tables.lead_times import load_task_times
from planner.tables.loading import kept_campaign
from planner.tables.people import Person
from planner.tables.products import Product
from planner.tables.promotions import AcceptedFinding, Promotion
from planner.tables.retrospectives import RetroNote
from planner.tables.shops import Shop
from planner.tables.target_rows import load_phase_targets
from planner.words import Sentence

T = TypeVar("T")
_EVERYTHING = (
    *("sales", "campaigns", "shops", "curves", "tasks", "people", "gates", "promotions"),
    *("products", "playbooks"),
)
_NOTE = ("id", "kind", "text", "written_at", "author")
_ACCEPTED = ("code", "product", "promotions", "shop", "reason", "by", "at")
_COMPARED: Mapping[str, tuple[Sentence, bool]] = {
    **{str(measure): (name, True) for measure, name in MEASURE_NAMES.items()},
    ORDERS: (Sentence("Paid orders"), False),
    ORDER_VALUE: (Sentence("Paid per order"), True),
}


class Chapter(StrEnum):
    """What a statement is about."""

    SALES = "sales"
    LAST_SALE = "last_sale"
    TASKS = "tasks"
    GATES = "gates"
    PROMOTIONS = "promotions"


@dataclass(frozen=True)
class Retrospective:
    """What a sale taught, by chapter; a chapter about which nothing is known is empty.

    ``not_final`` says why it may still change, None where it can't. ``measure`` is the amount that
    the target means, ``known`` whether there are any sales figures.
    """

    not_final: Sentence | None
    measure: Measure
    known: bool
    chapters: Mapping[Chapter, tuple[Learned, ...]] = field(hash=False)


@reads(*_EVERYTHING, across=True)
def learned(session: Session, /, *, actor: Actor, now: datetime, campaign_id: int) -> Retrospective:
    """What a sale taught, or what is known of it so far."""
    actor.require(Right.SEE_PLAN)
    campaign = kept_campaign(session, campaign_id)
    found = load_sales(session, campaign_id)
    wall = wall_clock(now, campaign.time_zone)
    over = wall >= found.closes and found.known_to_its_end
    asked = _Asked(session, actor, now, campaign_id)
    times = tuple(load_task_times(session, campaign).values())
    return Retrospective(
        not_final=None if over else rules.not_final(found.closes, wall, found.covered_by_all),
        measure=found.measure,
        known=found.covers_to is not None,
        chapters={
            Chapter.SALES: tuple(_of_sales(asked, found, over=over)),
            Chapter.LAST_SALE: tuple(_against_last(asked)),
            Chapter.TASKS: (
                *punctuality(times, today_in(now, campaign.time_zone)),
                *_if_known(_got_stuck(asked)),
            ),
            Chapter.GATES: tuple(facts.gates_passed(load_openings(session, campaign), wall)),
            Chapter.PROMOTIONS: tuple(_of_promotions(asked, found)),
        },
    )


@reads("promotions", "products", "shops", "people")
def accepted(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a finding of the check that somebody stood for: code (its name, a Sentence),
    product and promotions (names, "" and none where it is about none), shop, reason, by, at."""
    actor.require(Right.SEE_COSTS)
    products = {
        row.sku: row.name
        for row in session.execute(
            select(col(Product.sku), col(Product.name)).where(
                col(Product.campaign_id) == campaign_id, col(Product.removed_at).is_(None)
            )
        )
    }
    of_campaign = col(Promotion.campaign_id) == campaign_id
    written = session.execute(select(col(Promotion.id), col(Promotion.name)).where(of_campaign))
    named = {row.id: row.name for row in written}
    found = session.execute(
        select(AcceptedFinding, col(Shop.name), col(Person.name))
        .join(Shop, col(Shop.id) == col(AcceptedFinding.shop_id))
        .outerjoin(Person, col(Person.id) == col(AcceptedFinding.accepted_by))
        .where(col(AcceptedFinding.campaign_id) == campaign_id)
        .order_by(col(AcceptedFinding.accepted_at), col(AcceptedFinding.id))
    )
    rows = [
        (*_about(row.finding, products, named), shop, row.reason, by, row.accepted_at)
        for row, shop, by in found
    ]
    return pd.DataFrame(rows, columns=list(_ACCEPTED), dtype=object)


@reads("campaigns", "people")
def notes(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every report gets the moment
    campaign_id: int,
) -> pd.DataFrame:
    """One row is a note, the oldest first: id, kind (of ``NoteKind``), text, written_at, author."""
    actor.require(Right.SEE_PLAN)
    kept_campaign(session, campaign_id)
    found = session.execute(
        select(
            col(RetroNote.id),
            col(RetroNote.kind),
            col(RetroNote.text),
            col(RetroNote.written_at),
            col(Person.name),
        )
        .outerjoin(Person, col(Person.id) == col(RetroNote.written_by))
        .where(col(RetroNote.campaign_id) == campaign_id)
        .order_by(col(RetroNote.written_at), col(RetroNote.id))
    )
    return pd.DataFrame([tuple(row) for row in found], columns=list(_NOTE), dtype=object)


@dataclass(frozen=True)
class _Asked:
    """Who asks about which campaign, for the reports that this one is made of."""

    session: Session
    actor: Actor
    now: datetime
    campaign_id: int

    def of(self, report: Callable[..., T]) -> T:
        """Another report's answer."""
        return report(self.session, actor=self.actor, now=self.now, campaign_id=self.campaign_id)


def _of_sales(asked: _Asked, found: CampaignSales, *, over: bool) -> Iterator[Learned]:
    figures = asked.of(key_figures.key_figures)
    yield from _if_known(
        rules.against_target(
            MEASURE_NAMES[figures.measure],
            None if figures.reached is None else figures.reached.value,
            None if figures.pace is None else figures.pace.attainment,
            figures.covers_to,
            over=over,
        )
    )
    days = asked.of(sales.by_day)
    planned = days[days["planned_fen"].fillna(0) > 0]
    whole = planned[planned["reached_fen"].notna() & ~planned["partial"].astype(bool)]
    yield from rules.best_and_worst_day(
        _parts(whole, "day", "planned_fen"), len(planned) - len(whole)
    )
    for rows, name in (
        (asked.of(sales.by_phase), "phase"),
        (asked.of(sale_places.by_shop), "shop"),
    ):
        known = rows[rows["reached_fen"].notna() & rows["target_fen"].notna()]
        yield from _if_known(rules.furthest_apart(_parts(known, name, "target_fen")))
    wanted = load_phase_targets(asked.session, asked.campaign_id)
    yield from _if_known(rules.by_own_figures(judged(found, wanted)))


def _against_last(asked: _Asked) -> list[Learned]:
    last = asked.of(past_moments.last_sale)
    if last is None:
        return []
    compared = [
        Compared(*(_COMPARED[figure][0], change.now, change.then, _COMPARED[figure][1]))
        for figure, change in last.changes.items()
    ]
    return rules.against_last(last.sale, last.moment, last.then, compared)


def _got_stuck(asked: _Asked) -> Learned | None:
    rows = asked.of(stuck)
    reasons = list(zip(rows["title"], rows["reason"], strict=True))
    return facts.got_stuck(reasons, rows.loc[rows["still"].astype(bool), "id"].nunique())


def _of_promotions(asked: _Asked, found: CampaignSales) -> Iterator[Learned]:
    rows = asked.of(promotions.listing)
    gone = rows["cancelled"].astype(bool)
    ran = rows[~gone]
    yield from _if_known(facts.promotions_ran(list(ran["name"]), int(gone.sum())))
    coupons = ran[ran["claimed"].astype(bool) & ran["issued"].notna()]
    if len(ran):
        claimed = totals(found.sold).coupons_claimed
        yield from _if_known(facts.coupons_issued(int(coupons["issued"].sum()), claimed))
    reasons = select(func.count()).where(col(AcceptedFinding.campaign_id) == asked.campaign_id)
    yield from _if_known(facts.findings_accepted(asked.session.scalar(reasons) or 0))


def _parts(rows: pd.DataFrame, name: str, planned: str) -> list[Against]:
    return [
        Against(of, int(reached), int(plan))
        for of, reached, plan in zip(rows[name], rows["reached_fen"], rows[planned], strict=True)
    ]


def _about(
    finding: str, products: Mapping[str, str], named: Mapping[int, str]
) -> tuple[Sentence | str, str, tuple[str, ...]]:
    """What a finding is called, and the names of the product and the promotions that it is of."""
    code = code_of(finding)
    _, rules_of, sku, *_ = (*finding.split("|"), "", "")
    about = (int(key) for key in rules_of.split(",") if key.isdigit())
    called = finding if code is None else CODE_NAMES[code]
    return called, products.get(sku, sku), tuple(named[key] for key in about if key in named)


def _if_known(one: Learned | None) -> tuple[Learned, ...]:
    return () if one is None else (one,)
