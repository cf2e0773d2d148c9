"""Promotions: written, changed, cancelled and brought back, and what selling costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from planner.actions import history, phases, promotions
from planner.reports import history as history_report
from planner.rules.campaigns import PhaseKind
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.margins import Costs
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.ruleset import Base, Layer
from planner.tables.campaigns import Campaign
from planner.tables.promotion_plans import load_sale_plan
from tests.support.cast import BURST, CAMPAIGN, NOW, WRAP, Cast, build, opened
from tests.support.databases import Databases


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def draft(**given: Any) -> Draft:
    values: dict[str, Any] = {
        "name": "满300减50",
        "preset": "spend_save",
        "gives": AmountOff(((30_000, 5_000),), repeat=True),
        "layer": Layer.SHOP,
        "base": Base.ITEM,
        "phases": frozenset({BURST}),
        "group": "shop rule",
    }
    return Draft(**values | given)


def added(cast: Cast, **given: Any) -> int:
    receipt = cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft(**given))
    return int(receipt.value)


def test_a_promotion_is_one_of_the_sales_rules_once_it_is_added(cast: Cast) -> None:
    receipt = cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft())

    assert str(receipt.sentence) == "added the promotion “满300减50”"
    assert rules_of(cast) == [("满300减50", "30000", [BURST])]


def test_a_change_at_the_version_that_was_seen_is_kept(cast: Cast) -> None:
    promotion_id = added(cast)

    cast.do(
        cast.zhou,
        promotions.edit,
        promotion_id=promotion_id,
        version=1,
        draft=draft(gives=AmountOff(((40_000, 5_000),)), phases=frozenset({BURST, WRAP})),
    )

    assert rules_of(cast) == [("满300减50", "40000", [BURST, WRAP])]


def test_a_stale_change_is_told_who_changed_what(cast: Cast) -> None:
    promotion_id = added(cast)
    given = {"promotion_id": promotion_id, "version": 1}
    cast.do(cast.damao, promotions.edit, **given, draft=draft(name="每满300减50"))

    with cast.refused("name “满300减50” → “每满300减50”"):
        cast.do(cast.zhou, promotions.edit, **given, draft=draft(name="满减"))


def test_a_cancelled_promotion_comes_back(cast: Cast) -> None:
    promotion_id = added(cast)

    cast.do(cast.zhou, promotions.cancel, promotion_id=promotion_id)
    gone = rules_of(cast)
    cast.do(cast.zhou, promotions.bring_back, promotion_id=promotion_id)

    assert gone == []
    assert [name for name, *_ in rules_of(cast)] == ["满300减50"]


def test_adding_a_promotion_can_be_undone(cast: Cast) -> None:
    receipt = cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft())

    cast.do(cast.zhou, history.undo, event_id=receipt.event_id)

    assert rules_of(cast) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"phases": frozenset({99})}, "Phase: choose one of this campaign's phases"),
        ({"shop": 99}, "Shop: choose one that takes part"),
    ],
)
def test_a_promotion_of_another_sale_is_refused(
    cast: Cast, given: dict[str, Any], sentence: str
) -> None:
    with cast.refused(sentence):
        added(cast, **given)


@pytest.mark.parametrize("who", ["xiaowen", "laoku", "xiaoke"])
def test_a_teammate_writes_no_promotion(cast: Cast, who: str) -> None:
    promotion_id = added(cast)
    actor = getattr(cast, who)

    with cast.refused("Only operators"):
        cast.do(actor, promotions.add, campaign_id=CAMPAIGN, draft=draft())
    with cast.refused("Only operators"):
        cast.do(actor, promotions.edit, promotion_id=promotion_id, version=1, draft=draft())
    with cast.refused("Only operators"):
        cast.do(actor, promotions.cancel, promotion_id=promotion_id)
    with cast.refused("Only operators"):
        cast.do(actor, promotions.bring_back, promotion_id=promotion_id)
    with cast.refused("Costs and margins are for operators and leads only"):
        cast.do(actor, promotions.set_costs, **costs(version=None))


def test_a_phase_in_which_a_promotion_counts_can_not_be_removed(cast: Cast) -> None:
    phase_id = extra_phase(cast)
    promotion_id = added(cast, phases=frozenset({phase_id}))

    with cast.refused("1 promotion counts in “返场”: .*“满300减50”"):
        cast.do(cast.zhou, phases.remove_phase, phase_id=phase_id, version=1)
    cast.do(cast.zhou, promotions.cancel, promotion_id=promotion_id)
    receipt = cast.do(cast.zhou, phases.remove_phase, phase_id=phase_id, version=1)

    assert str(receipt.sentence) == "removed the phase “返场”"


def test_a_promotion_without_its_phases_does_not_come_back(cast: Cast) -> None:
    phase_id = extra_phase(cast)
    promotion_id = added(cast, phases=frozenset({phase_id}))
    cancelled = cast.do(cast.zhou, promotions.cancel, promotion_id=promotion_id)
    cast.do(cast.zhou, phases.remove_phase, phase_id=phase_id, version=1)

    with cast.refused("“满300减50” counts in no phase any more"):
        cast.do(cast.zhou, promotions.bring_back, promotion_id=promotion_id)
    with cast.refused("“满300减50” counts in no phase any more"):
        cast.do(cast.zhou, history.undo, event_id=cancelled.event_id)


def test_undoing_a_change_leaves_no_promotion_without_a_phase(cast: Cast) -> None:
    phase_id = extra_phase(cast)
    promotion_id = added(cast, phases=frozenset({phase_id}))
    moved = cast.do(cast.zhou, promotions.edit, promotion_id=promotion_id, version=1, draft=draft())
    cast.do(cast.zhou, phases.remove_phase, phase_id=phase_id, version=1)

    with cast.refused("“满300减50” counts in no phase any more"):
        cast.do(cast.zhou, history.undo, event_id=moved.event_id)


def test_costs_are_set_once_and_changed_at_the_version_that_was_seen(cast: Cast) -> None:
    cast.do(cast.zhou, promotions.set_costs, **costs(version=None))
    cast.do(cast.zhou, promotions.set_costs, **costs(version=1, fee_bp=600))

    with cast.refused("fee “500” → “600”"):
        cast.do(cast.damao, promotions.set_costs, **costs(version=1, fee_bp=700))


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(rate_bp=10_001), "Limits: write rates from 0% to 100%"),
        (Limits(gap_warn_bp=3_000), "Gap between shops"),
        (Limits(most_pieces=0), "Pieces looked at: write 1 to 200"),
        (Limits(protection_days=-1), "Days of price protection"),
        (Limits(lines_hours=0), "Age of platform lines"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(cast: Cast, limits: Limits, sentence: str) -> None:
    with cast.refused(sentence):
        cast.do(cast.zhou, promotions.set_costs, **costs(version=None) | {"limits": limits})


def test_history_tells_costs_only_to_those_who_may_see_them(cast: Cast) -> None:
    event_id = cast.do(cast.zhou, promotions.set_costs, **costs(version=None)).event_id

    told = cast.ask(cast.zhou, history_report.changes, event_id=event_id)
    hidden = cast.ask(cast.xiaowen, history_report.changes, event_id=event_id)

    assert "fee" in [str(field) for field in told["field"]]
    assert hidden.empty


def test_history_says_terms_in_words(cast: Cast) -> None:
    receipt = cast.do(cast.zhou, promotions.add, campaign_id=CAMPAIGN, draft=draft())

    changes = cast.ask(cast.xiaowen, history_report.changes, event_id=receipt.event_id)

    said = {str(row.field): str(row.after) for row in changes.itertuples()}
    assert said["terms"] == "5000 off for every 30000"
    assert said["layer"] == "Shop layer"
    assert said["products it covers"] == "All products"


def rules_of(cast: Cast) -> list[tuple[str, str, list[int]]]:
    """The rules of the flagship store: name, first threshold in fen, phases."""
    with cast._session() as session:
        campaign = session.get_one(Campaign, CAMPAIGN)
        plan = load_sale_plan(session, campaign, 1, NOW)
    return [
        (one.rule.name, str(one.rule.gives.tiers[0][0]), sorted(one.phases))  # type: ignore[union-attr]  # all of these are 满减
        for one in plan.rules
    ]


def extra_phase(cast: Cast) -> int:
    receipt = cast.do(
        cast.zhou,
        phases.add_phase,
        campaign_id=CAMPAIGN,
        name="返场",
        kind=PhaseKind.BURST,
        opens=datetime(2026, 11, 12),
        closes=datetime(2026, 11, 13),
    )
    return int(receipt.value)


def costs(version: int | None, fee_bp: int = 500) -> dict[str, Any]:
    return {
        "campaign_id": CAMPAIGN,
        "version": version,
        "costs": Costs(fee_bp=fee_bp),
        "limits": Limits(),
    }
