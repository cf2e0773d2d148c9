"""What the demo's people said and showed on the way to the burst, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from planner.demo.names import Both


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about a task (by its template key) at a clock time of a day from T."""

    task: str
    day: int
    clock: tuple[int, int]
    who: str
    text: Both


@dataclass(frozen=True, slots=True)
class Shown:
    """A document that shows a task's work; its address ends in ``page``."""

    task: str
    page: str
    title: Both


RETURNED = {
    "operations.set_target": Both(
        "抖音的目标按去年增速推算偏高，请按直播场次重新算一遍。",
        "Douyin's part follows last year's growth and is too high. Work it out per livestream.",
    ),
    "design.final_proof": Both(
        "详情页写满 299 减 30，后台设的是满 300，先统一再提交。",
        "The page says ¥30 off ¥299, the offer is set to ¥300. Make them agree first.",
    ),
    "design.second_wave_switch": Both(
        "返场页还挂着第一波的优惠券，换掉再提交。",
        "The encore page still shows the coupon of wave 1. Replace it and send it again.",
    ),
}

FREED = Remark(
    "customer_service.hire_temps",
    -24,
    (11, 20),
    "zheng.hang",
    Both(
        "只到岗 6 人，还差 4 人，中介说周四补齐。",
        "Only 6 people came, 4 are missing. The agency promises them by Thursday.",
    ),
)

REMARKS = (
    Remark(
        "operations.review_last_year",
        -44,
        (15, 10),
        "zhou.yan",
        Both(
            "去年第二波开场 4 小时占了全天的四成多，今年客服和仓库的夜班要提前排。",
            "Last year the first four hours of wave 2 brought over 40% of the day."
            " Service and warehouse need their night shifts planned early.",
        ),
    ),
    Remark(
        "operations.set_target",
        -40,
        (9, 50),
        "zhou.yan",
        Both("已按直播场次重算，抖音占 26%。", "Worked out per livestream now: Douyin gets 26%."),
    ),
    Remark(
        "marketing.book_creators",
        -31,
        (16, 5),
        "wu.tong",
        Both(
            "12 位达人已确认 11 位，剩 1 位等报价。",
            "11 of 12 creators confirmed, one quote is still to come.",
        ),
    ),
    Remark(
        "design.key_visual",
        -30,
        (14, 40),
        "lin.an",
        Both("方案二更干净，就用它延展。", "The second draft is cleaner. Go on with that one."),
    ),
    Remark(
        "warehouse.carriers",
        -25,
        (10, 15),
        "he.miao",
        Both(
            "第二家快递确认每天 3 个揽收车次。",
            "The second carrier confirms three pick-ups a day.",
        ),
    ),
    Remark(
        "tech.load_test",
        -18,
        (17, 30),
        "gao.yuan",
        Both(
            "会场页压到去年峰值的 2 倍仍然稳定，图片压缩后快了四成。",
            "The sale page holds at twice last year's peak, and is 40% faster with smaller images.",
        ),
    ),
    Remark(
        "customer_service.quick_replies",
        -18,
        (11, 0),
        "ye.ning",
        Both(
            "运费险和价保各加了 3 条快捷短语。",
            "Added three quick replies each for return freight and price protection.",
        ),
    ),
    Remark(
        "warehouse.inbound",
        -17,
        (15, 45),
        "luo.wei",
        Both(
            "羊毛毯少到 40 条，已和供应商确认后天补齐。",
            "40 wool blankets short. The supplier sends them the day after tomorrow.",
        ),
    ),
    Remark(
        "warehouse.peak_drill",
        -14,
        (18, 10),
        "he.miao",
        Both(
            "2 号打印机卡纸，已经换了备用机。",
            "Printer 2 jammed; the spare one has taken its place.",
        ),
    ),
    Remark(
        "operations.first_wave_control",
        -10,
        (9, 20),
        "zhou.yan",
        Both(
            "第一波开场一小时符合计划，收纳箱卖得比预期快。",
            "The first hour of wave 1 went to plan; storage boxes sell faster than expected.",
        ),
    ),
    Remark(
        "operations.adjust_second_wave",
        -6,
        (14, 0),
        "zhou.yan",
        Both(
            "收纳箱提到首屏，羊毛毯的投放预算减两成。",
            "Storage boxes move to the top of the page; blankets get 20% less ad budget.",
        ),
    ),
    Remark(
        "operations.burst_night_roster",
        -5,
        (11, 30),
        "lin.an",
        Both("我值 20 点到凌晨 2 点。", "I take 20:00 to 2:00."),
    ),
    Remark(
        "marketing.opening_message",
        -1,
        (20, 20),
        "su.he",
        Both("20 点准时发出，点击率 6.1%。", "Sent at 20:00 sharp, 6.1% clicked."),
    ),
)

SHOWN = (
    Shown("operations.set_target", "targets", Both("目标拆解表", "Target breakdown")),
    Shown("operations.creative_brief", "brief", Both("设计需求文档", "Design brief")),
    Shown("design.key_visual", "key-visual", Both("主视觉终稿", "Key visual, final")),
    Shown("design.ad_creatives", "creatives", Both("投放素材包", "Ad creatives")),
    Shown("warehouse.carriers", "carriers", Both("快递合同与车次表", "Carrier contract")),
    Shown("customer_service.handbook", "handbook", Both("活动规则手册", "Rules handbook")),
    Shown("tech.load_test", "load-test", Both("压测报告", "Load test report")),
    Shown("operations.walk_through", "walk-through", Both("走查记录", "Walk-through notes")),
    Shown("operations.burst_night_roster", "roster", Both("爆发夜排班表", "Burst-night roster")),
)
