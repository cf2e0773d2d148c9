"""A lived-in shop, made through the desk."""

from __future__ import annotations

from planner.actions.people import invite
from planner.actions.shops import open_demo
from planner.desk import Desk
from planner.reports.people import teams
from planner.reports.visitors import actor_of
from planner.rules.people import Role
from planner.words import Refusal

_COMPANY = {"zh": "山岚家居", "en": "Hillmist Home"}
_PEOPLE = {
    "zh": ("林安", "周妍", "陈默", "吴桐", "孙悦", "郑航", "何苗", "高远"),
    "en": (
        "Lin An",
        "Zhou Yan",
        "Chen Mo",
        "Wu Tong",
        "Sun Yue",
        "Zheng Hang",
        "He Miao",
        "Gao Yuan",
    ),
}


def build(desk: Desk, language: str) -> None:
    """Open a demo installation with its people; refused where an installation is there."""
    first, operator, *teammates = _PEOPLE[language]
    opened = desk.perform(
        open_demo,
        company=_COMPANY[language],
        shops=((_COMPANY[language], "tmall"),),
        name=first,
        login="lead",
        language=language,
    )
    lead = desk.read(actor_of, person_id=opened.value)
    if lead is None:
        raise Refusal("The demo has no lead.")
    desk.perform(
        invite, actor=lead, name=operator, login="operator", roles=(Role.OPERATOR,), team_ids=()
    )
    for team, name in zip(desk.read(teams, actor=lead).itertuples(), teammates, strict=True):
        desk.perform(
            invite,
            actor=lead,
            name=name,
            login=str(team.key),
            roles=(Role.TEAMMATE,),
            team_ids=(int(str(team.id)),),
        )
