"""What the demo's company, shops and people are called, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from planner.rules.people import Role


@dataclass(frozen=True, slots=True)
class Both:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The text in one of the two."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the demo by login; leads have no team."""

    login: str
    name: Both
    role: Role
    team: str | None = None


COMPANY = Both("山岚家居", "Hillmist Home")
SHOPS = (
    (Both("山岚家居天猫旗舰店", "Hillmist Home Tmall"), "tmall"),
    (Both("山岚家居抖音店", "Hillmist Home Douyin"), "douyin"),
)
CAMPAIGN = Both("{year} 双11", "Double 11 {year}")
ORDERS_FILE = (
    Both("天猫订单_{first}-{last}.csv", "tmall-orders-{first}-{last}.csv"),
    Both("抖店订单_按淘宝格式_{first}-{last}.csv", "douyin-orders-{first}-{last}.csv"),
)
DAILY_FILE = (
    Both("生意参谋_店铺日报_{year}双11.xlsx", "tmall-daily-double-11-{year}.xlsx"),
    Both("抖店罗盘_店铺日报_{year}双11.xlsx", "douyin-daily-double-11-{year}.xlsx"),
)

LEAD = Member("lin.an", Both("林安", "Lin An"), Role.LEAD)
OPERATOR = Member("zhou.yan", Both("周妍", "Zhou Yan"), Role.OPERATOR, "operations")
TEAMMATES = tuple(
    Member(login, Both(zh, en), Role.TEAMMATE, team)
    for login, zh, en, team in (
        ("chen.mo", "陈默", "Chen Mo", "operations"),
        ("wu.tong", "吴桐", "Wu Tong", "marketing"),
        ("su.he", "苏禾", "Su He", "marketing"),
        ("sun.yue", "孙悦", "Sun Yue", "design"),
        ("qin.lang", "秦朗", "Qin Lang", "design"),
        ("zheng.hang", "郑航", "Zheng Hang", "customer_service"),
        ("ye.ning", "叶宁", "Ye Ning", "customer_service"),
        ("he.miao", "何苗", "He Miao", "warehouse"),
        ("luo.wei", "罗威", "Luo Wei", "warehouse"),
        ("gao.yuan", "高远", "Gao Yuan", "tech"),
    )
)
# How many work in each team; those who sign in are some of them.
PEOPLE = {
    "operations": 5,
    "marketing": 5,
    "design": 4,
    "customer_service": 10,
    "warehouse": 16,
    "tech": 4,
}
