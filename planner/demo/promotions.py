"""The rules of the demo's sale, written as its operator writes them into the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from planner.actions import promotions, tasks
from planner.demo.names import Both
from planner.demo.products import GIFT, SCENTS
from planner.demo.story import Moment, Sale
from planner.desk import Desk
from planner.files.promotion_presets import shipped
from planner.reports.tasks import listing
from planner.rules.promotions.draft_fields import DraftField
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.margins import Costs, FeeBase
from planner.rules.promotions.plans import Limits
from planner.rules.promotions.typed_drafts import draft_from, preset_texts

_SELLING = ("wave_1", "warm_up_2", "wave_2")
_FEE_FROM = Both("天猫商家后台 › 资费规则 › 家居类目", "Tmall back office › Fees › Home")
_COSTS = Costs(fee_bp=500, fee_base=FeeBase.PAID, order_fen=650, target_bp=1_000)
_LIMITS = Limits(rate_bp=5_500, protection_days=15)

# Preset, name, phases, whether the tasks come along, and what was typed beside.
_THIS_YEAR: tuple[tuple[str, Both, tuple[str, ...], Mapping[DraftField, Any]], ...] = (
    (
        "official_off",
        Both("官方立减 15%", "Official 15% off"),
        _SELLING,
        {DraftField.TIERS: [("", "15%")]},
    ),
    (
        "nth_piece",
        Both("香氛第2件半价", "Scents: second piece at half price"),
        ("wave_1", "wave_2"),
        {DraftField.NTH: "2", DraftField.RATE: "5折"},
    ),
    (
        "deposit",
        Both("预售定金 20 抵 40", "Deposit of 20 counts for 40"),
        ("presale",),
        {
            DraftField.DEPOSIT: "20",
            DraftField.WORTH: "40",
            DraftField.SKUS: ["BED-SET4", "BED-QUILT", "TEA-GIFT"],
        },
    ),
    (
        "cross_shop",
        Both("跨店每满300减50", "Cross-shop: 50 off every 300"),
        ("wave_1", "wave_2"),
        {DraftField.TIERS: [("300", "50")]},
    ),
    (
        "shop_coupon",
        Both("店铺券满299减30", "Shop coupon: 30 off from 299"),
        ("wave_1", "wave_2"),
        {
            DraftField.TIERS: [("299", "30")],
            DraftField.ISSUED: "20000",
            DraftField.PER_BUYER: "1",
            DraftField.BUDGET: "600000",
        },
    ),
    (
        "vip_coupon",
        Both("88VIP 券满800减80", "88VIP coupon: 80 off from 800"),
        ("wave_1", "wave_2"),
        {DraftField.TIERS: [("800", "80")], DraftField.PER_BUYER: "1"},
    ),
    (
        "gift",
        Both("满399赠茶巾", "Tea towel from 399"),
        ("wave_1", "wave_2"),
        {
            DraftField.GIFT: GIFT,
            DraftField.GIFT_PIECES: "1",
            DraftField.GIFT_COST: "4.80",
            DraftField.THRESHOLD: "399",
            DraftField.ISSUED: "30000",
        },
    ),
    (
        "free_freight",
        Both("满59包邮", "No freight from 59"),
        ("presale", *_SELLING, "encore", "wrap_up"),
        {DraftField.THRESHOLD: "59"},
    ),
)
_ENCORE = (
    "spend_save",
    Both("返场满200减20", "Encore: 20 off from 200"),
    ("encore",),
    {DraftField.TIERS: [("200", "20")]},
)


# Typed in a hurry today: 12 was meant, as the name still says.
_SLIP = (
    "shop_coupon",
    Both("返场券满199减12", "Encore coupon: 12 off from 199"),
    ("encore",),
    {DraftField.TIERS: [("199", "120")], DraftField.ISSUED: "5000", DraftField.PER_BUYER: "1"},
)


def written(sale: Sale) -> Iterator[Moment]:
    """The costs, the rules of the waves, and four days before T the encore with its tasks."""
    operator = sale.cast.operator
    fees: dict[str, Any] = {
        "campaign_id": sale.id,
        "version": None,
        "costs": _COSTS,
        "limits": _LIMITS,
        "source": _FEE_FROM.of(sale.language),
        "checked_on": sale.calendar.day(-34),
    }
    yield Moment(sale.calendar.at(-34, 10, 5), operator, promotions.set_costs, fees)
    for place, rule in enumerate(_THIS_YEAR):
        given = {"campaign_id": sale.id, "draft": _draft(sale, *rule)}
        yield Moment(sale.calendar.at(-33, 10, 6 * place), operator, promotions.add, given)


def encore(sale: Sale) -> Iterator[Moment]:
    """The rule of the encore, which brings its tasks along, and today a slip for the check."""
    given = {"campaign_id": sale.id, "draft": _draft(sale, *_ENCORE), "with_tasks": True}
    yield Moment(sale.calendar.at(-4, 15, 20), sale.cast.operator, promotions.add, given)
    design, service = sale.cast.worker("design", 1), sale.cast.worker("customer_service", 0)
    pictures, replies = _task_of(sale, "design"), _task_of(sale, "customer_service")
    yield Moment(sale.calendar.at(-3, 16, 40), design, tasks.claim, {}, pictures)
    yield Moment(sale.calendar.at(-2, 9, 50), service, tasks.claim, {}, replies)
    slip = {"campaign_id": sale.id, "draft": _draft(sale, *_SLIP)}
    yield Moment(sale.calendar.ago(38), sale.cast.operator, promotions.add, slip)


def _task_of(sale: Sale, team: str) -> Callable[[Desk], Mapping[str, Any]]:
    """The task of a team that the encore brought along."""
    name = _ENCORE[1].of(sale.language)

    def look(desk: Desk) -> Mapping[str, Any]:
        listed = desk.read(listing, actor=sale.cast.operator, campaign_id=sale.id)
        own = listed[[title.endswith(name) for title in listed["title"]]]
        return {"task_id": int(own.loc[own["team_key"] == team, "id"].iloc[0])}

    return look


def _draft(
    sale: Sale,
    preset_key: str,
    name: Both,
    phases: tuple[str, ...],
    typed: Mapping[DraftField, Any],
) -> Draft:
    preset = shipped()[preset_key]
    fields: dict[DraftField, Any] = {
        **preset_texts(preset),
        DraftField.NAME: name.of(sale.language),
        DraftField.WORDING: name.of(sale.language),
        DraftField.PHASES: [sale.phase_ids[phase] for phase in phases],
        **typed,
    }
    if preset_key == "nth_piece":
        fields[DraftField.CATEGORIES] = [SCENTS.of(sale.language)]
    return draft_from(preset, fields)
