"""How the demo's last sale ended: what held it up, what its people wrote down, its curve kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from planner.actions import curves, retrospectives
from planner.demo.calendar import ZONE
from planner.demo.names import Both
from planner.demo.story import Moment, Sale
from planner.rules.clock import instant_of
from planner.rules.retrospectives import NoteKind

LATE_DAYS: Mapping[str, int] = {
    "marketing.ad_budget": 5,
    "warehouse.inbound": 3,
    "customer_service.training": 4,
}
HELD_UP: Mapping[str, Both] = {
    "warehouse.inbound": Both(
        "供应商晚发两天，入库口排队，临时工周末才到。",
        "The supplier shipped two days late, and temporary hands came only at the weekend.",
    ),
    "customer_service.training": Both(
        "规则手册没定稿，培训材料改了三遍。",
        "The rules were not final, so the training papers were rewritten three times.",
    ),
}
_NOTES: tuple[tuple[NoteKind, bool, Both], ...] = (
    (
        NoteKind.KEEP,
        False,
        Both(
            "第二波 20 点开场前一小时全员到岗，客服首响稳定在 30 秒内。",
            "Everyone at their desks an hour before wave 2 opened:"
            " first replies stayed under 30 seconds.",
        ),
    ),
    (
        NoteKind.KEEP,
        True,
        Both(
            "上线前由两个人各算一遍到手价，没有一单算错。",
            "Two people worked out every final price before launch; not one order was wrong.",
        ),
    ),
    (
        NoteKind.CHANGE,
        False,
        Both(
            "第二波预热只完成八成多，加购激励要提前三天，短信不要都压在最后一天。",
            "The warm-up of wave 2 fell short. Reward cart adds three days earlier,"
            " and do not leave all messages to the last day.",
        ),
    ),
    (
        NoteKind.CHANGE,
        True,
        Both(
            "推广预算晚定了五天，达人档期只剩次优的。预算定在 T-20。",
            "The ad budget came five days late and the best creators were booked."
            " Settle it twenty days ahead.",
        ),
    ),
)
_CURVE = Both("{year} 双11 曲线", "Curve of Double 11 {year}")


def looked_back(sale: Sale) -> Iterator[Moment]:
    """Two days after its end they wrote down what they learned; the operator kept the curve."""
    about = {"campaign_id": sale.id}
    ended = instant_of(max(phase.closes for phase in sale.layout.phases), ZONE)
    at = ended + timedelta(days=2, hours=15)
    for place, (kind, by_lead, text) in enumerate(_NOTES):
        writer = sale.cast.lead if by_lead else sale.cast.operator
        given = about | {"kind": kind, "text": text.of(sale.language)}
        moment = at + timedelta(minutes=7 * place)
        yield Moment(moment, writer, retrospectives.write_note, given)
    name = _CURVE.of(sale.language).format(year=sale.layout.sale_day.year)
    yield Moment(at + timedelta(hours=1), sale.cast.operator, curves.keep, about | {"name": name})
