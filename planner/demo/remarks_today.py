"""What the demo's people say on the day of the sale, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from planner.demo.names import Both


@dataclass(frozen=True, slots=True)
class Told:
    """What someone says of a task today: a reason, a note, a remark."""

    task: str
    who: str
    text: Both


STUCK = (
    Told(
        "warehouse.restock",
        "luo.wei",
        Both(
            "补货的 120 只收纳箱还在路上，预计下午到仓。",
            "The 120 storage boxes are still on the road; they should arrive this afternoon.",
        ),
    ),
    Told(
        "warehouse.stock_outs",
        "luo.wei",
        Both(
            "羊毛毯超卖 35 条，等运营决定换款还是退款。",
            "35 blankets oversold. Operations must decide: another colour or a refund.",
        ),
    ),
)

HANDED_OVER = (
    Told(
        "operations.settle_accounts",
        "chen.mo",
        Both("对账口径和去年一致。", "Reconcile it the way we did last year."),
    ),
    Told(
        "marketing.review_ads",
        "wu.tong",
        Both("重点看抖音的直播投放。", "Look closely at the Douyin livestream ads."),
    ),
    Told(
        "design.restore_pages",
        "sun.yue",
        Both("零点一过就恢复日常首页。", "Put the regular storefront back right after midnight."),
    ),
    Told(
        "customer_service.review_service",
        "zheng.hang",
        Both("夜班的响应时间单独列出来。", "List the night shift's response times separately."),
    ),
    Told(
        "warehouse.review_fulfilment",
        "he.miao",
        Both("把错发和漏发分开统计。", "Count wrong and missing items separately."),
    ),
    Told(
        "tech.archive_data",
        "gao.yuan",
        Both("每小时的数据也要留。", "Keep the hourly figures too."),
    ),
    Told(
        "operations.review_sale",
        "zhou.yan",
        Both("复盘会前一天发给我看。", "Let me see it the day before the review."),
    ),
)

SAID_TODAY = (
    Told(
        "operations.burst_control",
        "zhou.yan",
        Both(
            "天猫略高于计划，抖音偏低，已请直播间加一轮福袋。",
            "Tmall is a little above plan, Douyin below. The livestream adds a lucky-bag round.",
        ),
    ),
    Told(
        "customer_service.burst_chats",
        "ye.ning",
        Both(
            "夜班平均响应 28 秒，优惠叠加问得最多。",
            "The night shift answered in 28 seconds on average; most ask about stacking offers.",
        ),
    ),
    Told(
        "marketing.retarget_carts",
        "su.he",
        Both(
            "人群包凌晨才审核通过，现在补投。",
            "The audience passed review only last night; the ads are running now.",
        ),
    ),
)

ADDED = {
    "marketing": Both("直播间加一轮福袋", "Add a lucky-bag round to the livestream"),
    "design": Both("给缺货的羊毛毯换主图", "Change the main image of the sold-out blanket"),
    "customer_service": Both("统一羊毛毯超卖的回复口径", "Agree on what to tell blanket buyers"),
    "warehouse": Both("给到货的收纳箱腾库位", "Clear shelves for the boxes coming in"),
}
