"""How the demo's promotions were signed for: a cost that rose, the reason for it, the signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from planner.actions import audits, products
from planner.demo.names import Both
from planner.demo.story import Moment, Sale
from planner.desk import Desk
from planner.reports.audits import Found
from planner.reports.audits import audit as audit_report
from planner.reports.gates import gate as gate_report
from planner.reports.products import products as products_report
from planner.rules.promotions.findings import Level
from planner.rules.promotions.product_fields import ProductField

_SHOPS = (1, 2)
_DEARER, _NEW_COST_FEN = "TEA-TRAY", 11_000
_REASON = Both(
    zh="茶盘竹料涨价，备货已付定金；当引流款卖，亏的部分算在推广预算里",
    en="Bamboo got dearer and the stock is paid for; it draws people in, marketing bears the rest",
)
_NOTE = Both(
    zh="逐条看过，毛利和叠加没问题", en="Went through all of it; margins and stacking are fine"
)


def dearer(sale: Sale) -> Iterator[Moment]:
    """Two weeks before T a supplier raises a price."""
    for place, shop_id in enumerate(_SHOPS):
        at = sale.calendar.at(-20, 11, 5 + place)
        yield Moment(at, sale.cast.operator, products.change_many, {}, _new_cost(sale, shop_id))


def signed(sale: Sale, phase_id: int, at: datetime) -> Iterator[Moment]:
    """The operator stands for what needs a reason, then the lead signs for the rules."""
    waiting: dict[int, list[tuple[str, str]]] = {}
    for place, shop_id in enumerate(_SHOPS):
        given = {
            "campaign_id": sale.id,
            "shop_id": shop_id,
            "reason": _REASON.of(sale.language),
        }
        then = at + timedelta(minutes=place)
        seen = _unanswered(sale, phase_id, shop_id, waiting)
        yield Moment(then, sale.cast.operator, audits.accept, given, seen)
    given = {"phase_id": phase_id, "note": _NOTE.of(sale.language)}
    later = at + timedelta(minutes=20)
    yield Moment(later, sale.cast.lead, audits.sign_off, given, _with_rules(sale, phase_id))


def _new_cost(sale: Sale, shop_id: int) -> Callable[[Desk], Mapping[str, Any]]:
    def look(desk: Desk) -> Mapping[str, Any]:
        about = {"campaign_id": sale.id, "shop_id": shop_id}
        frame = desk.read(products_report, actor=sale.cast.operator, **about)
        row = frame[frame["sku"] == _DEARER].iloc[0]
        fields = {ProductField.COST: _NEW_COST_FEN}
        return {"changes": [(int(row["id"]), int(row["version"]), fields)]}

    return look


def _unanswered(
    sale: Sale, phase_id: int, shop_id: int, waiting: dict[int, list[tuple[str, str]]]
) -> Callable[[Desk], Mapping[str, Any] | None]:
    """What of a shop waits for a reason; the first shop's look is kept for the others."""

    def look(desk: Desk) -> Mapping[str, Any] | None:
        if shop_id == _SHOPS[0]:
            for one in _found(desk, sale, phase_id):
                answered = one.reason is not None and one.reason.stands
                if one.finding.level is Level.P1 and not answered:
                    for shop, _ in one.shops:
                        waiting.setdefault(shop, []).append((one.key, one.finding.proof))
        return {"findings": waiting[shop_id]} if shop_id in waiting else None

    return look


def _with_rules(sale: Sale, phase_id: int) -> Callable[[Desk], Mapping[str, Any] | None]:
    def look(desk: Desk) -> Mapping[str, Any] | None:
        gate = desk.read(gate_report, actor=sale.cast.lead, phase_id=phase_id)
        return None if gate.rules is None else {}

    return look


def _found(desk: Desk, sale: Sale, phase_id: int) -> tuple[Found, ...]:
    checks = desk.read(audit_report, actor=sale.cast.operator, campaign_id=sale.id)
    return next((check.found for check in checks if check.phase_id == phase_id), ())
