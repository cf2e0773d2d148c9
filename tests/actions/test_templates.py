"""Templates of one's own: saved from a campaign, edited, shared, taken in, put away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, select

from planner.actions import campaigns, evidence, history, plans, tasks, teams, templates
from planner.files.template_toml import write_template
from planner.reports import templates as reports
from planner.rules.campaigns import AnchorKind
from planner.rules.layouts import LaidOutPlan, lay_out
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.people import NOBODY
from planner.rules.sale_days import FixedDay
from planner.rules.targets import Measure
from planner.rules.template_parts import Bilingual
from planner.rules.templates import SaleTemplate
from planner.tables.campaigns import Campaign
from planner.tables.plans import load_plan
from planner.tables.tasks import Predecessor
from planner.words import Refusal
from tests.support.cast import (
    BANNER,
    CAMPAIGN,
    COPY,
    PICTURES,
    REPLIES,
    RETURNS,
    STOCK,
    ZHOU,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases

OURS = {"campaign_id": CAMPAIGN, "name": "小山双11"}
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def save(cast: Cast, **given: object) -> str:
    key: str = cast.do(cast.zhou, templates.save_as_template, **OURS | given).value
    return key


def card(cast: Cast, key: str, number: int | None = None) -> reports.TemplateCard:
    return cast.ask(cast.zhou, reports.card, key=key, number=number)


def plan_of(cast: Cast, campaign_id: int) -> LaidOutPlan:
    engine = create_engine(cast.desk.url)
    with Session(engine) as session:
        plan = load_plan(session, session.get_one(Campaign, campaign_id))
    engine.dispose()
    return plan


def link(cast: Cast, before_id: int, **how: object) -> None:
    """Say how a task's link to another ties them, as the task's form will."""
    engine = create_engine(cast.desk.url)
    with Session(engine) as session:
        for row in session.exec(select(Predecessor).where(Predecessor.before_id == before_id)):
            for name, value in how.items():
                setattr(row, name, value)
        session.commit()
    engine.dispose()


def plan_again(cast: Cast, template: SaleTemplate, sale_day: date) -> int:
    plan = lay_out(template, sale_day, "zh")
    made: int = cast.do(
        cast.zhou,
        campaigns.create,
        name=f"again {sale_day}",
        sale=plan.sale,
        sale_day=sale_day,
        shop_ids=[1],
        plan=plan,
        shares_bp=plan.target_shares_bp,
        target_fen=None,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="zh",
    ).value
    return made


def test_saving_and_making_again_gives_the_same_plan_around_another_day(cast: Cast) -> None:
    link(cast, PICTURES, kind="SS", lag_days=-2, lag_unit="calendar")
    cast.do(cast.zhou, plans.remove, task_ids=[REPLIES, COPY])
    before = plan_of(cast, CAMPAIGN)

    template = card(cast, save(cast)).template
    same_day = plan_again(cast, template, date(2026, 11, 11))
    next_year = plan_again(cast, template, date(2027, 11, 11))

    assert plan_of(cast, same_day).phases == before.phases
    assert plan_of(cast, same_day).tasks == before.tasks
    again = plan_of(cast, next_year)
    assert again == replace(before.moved_to(date(2027, 11, 11)), name=again.name)
    banner = next(task for task in again.tasks if task.title == "首页海报")
    assert banner.predecessors == (Link("pictures", LinkKind.START_START, -2, LagUnit.CALENDAR),)
    # Pictures are due a week before the burst opens on 10 November.
    assert {task.title: task.due_on for task in again.tasks}["主图"] == date(2027, 11, 3)
    # The prices waited for the copy, which is in the bin.
    by_title = {task.title: task for task in again.tasks}
    assert by_title["价格核对"].predecessors == ()
    assert not {"快捷回复", "详情页文案"} & by_title.keys()


def test_saving_and_making_again_leaves_the_campaign_as_it_was(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.do(cast.xiaowen, evidence.comment, task_id=BANNER, text="快好了")
    before = {name: rows for name, rows in cast.rows().items() if name in KEPT}

    template = card(cast, save(cast)).template

    assert {name: rows for name, rows in cast.rows().items() if name in KEPT} == before
    plan_again(cast, template, date(2027, 11, 11))
    after = cast.rows()
    assert all(set(rows) <= set(after[name]) for name, rows in before.items())


KEPT = {
    *("campaign", "campaign_shop", "phase", "phase_shop", "milestone", "task", "predecessor"),
    *("checklist_item", "comment", "evidence"),
}


def test_a_template_says_nothing_of_who_did_what_and_when(cast: Cast) -> None:
    cast.do(cast.xiaowen, tasks.claim, task_id=PICTURES)
    cast.do(cast.xiaowen, evidence.comment, task_id=PICTURES, text="样品在路上")
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")

    content = write_template(card(cast, save(cast)).template)

    assert "主图" in content
    for left_behind in ("2026", "小文", "样品在路上", "等车"):
        assert left_behind not in content


def test_a_template_knows_teams_by_what_other_shops_call_them(cast: Cast) -> None:
    team_id = cast.do(cast.zhou, teams.add_team, name="内容组").value
    design = cast.team_id("design")
    cast.do(cast.zhou, teams.rename_team, team_id=design, version=1, name="美工")
    cast.do(cast.zhou, plans.change_many, task_ids=[COPY], changes={"team": team_id})

    ours = {task.work.title.zh: task.work.team for task in card(cast, save(cast)).template.tasks}

    assert ours["详情页文案"] == "内容组"
    assert ours["主图"] == "design"
    assert ours["备货入仓"] == "warehouse"


def test_days_count_from_the_sale_day_and_hours_stay(cast: Cast) -> None:
    ours = card(cast, save(cast)).template

    warm, burst, _ = ours.phases
    assert (warm.opens_day, warm.closes_day, warm.closes_at.hour) == (-10, -1, 20)
    assert (burst.opens_day, burst.opens_at.hour, burst.closes_day) == (-1, 20, 1)
    assert (ours.milestones[0].day, ours.milestones[0].at.hour) == (-3, 12)
    assert [phase.target_share_bp for phase in ours.phases] == [0, 9000, 1000]
    copy = next(task for task in ours.tasks if task.work.title.zh == "详情页文案")
    assert (copy.anchor.kind, copy.offset_days) == (AnchorKind.MILESTONE, 0)
    assert (ours.plans, ours.usual_day) == ("double11", FixedDay(11, 11))


def test_what_happened_before_it_was_put_away_is_a_template_too(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, campaign_id=CAMPAIGN)

    assert len(card(cast, save(cast)).template.tasks) == 8
    cast.do(cast.zhou, campaigns.remove, campaign_id=CAMPAIGN)
    with cast.refused("not there any more"):
        save(cast, name="另一个")


def test_a_campaign_saved_again_is_the_next_version(cast: Cast) -> None:
    key = save(cast, note="2026 年的")
    cast.do(cast.zhou, plans.remove, task_ids=[RETURNS])

    assert save(cast, key=key, note="没有退货") == key

    found = card(cast, key)
    assert (found.number, found.newest, found.note, found.saved_by) == (2, 2, "没有退货", ZHOU)
    assert len(found.template.tasks) == 7
    assert len(card(cast, key, 1).template.tasks) == 8


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": " "}, "Name: write 1 to 80"),
        ({"name": "x" * 81}, "Name: write 1 to 80"),
        ({"name": "双11"}, "already a template called “双11”"),
        ({"name": "Double 11"}, "already a template called"),
        ({"note": "x" * 201}, "Note: write at most 200"),
        ({"key": "own_gone"}, "This template is not there any more"),
        ({"campaign_id": 99}, "This campaign is not there any more"),
    ],
)
@ON_SQLITE
def test_a_wrong_saving_is_refused(cast: Cast, given: dict[str, object], why: str) -> None:
    with cast.refused(why):
        save(cast, **given)


@ON_SQLITE
def test_two_templates_have_two_names_unless_one_is_put_away(cast: Cast) -> None:
    key = save(cast)
    with cast.refused("already a template called “小山双11”"):
        save(cast)
    cast.do(cast.zhou, templates.archive, key=key)

    other = save(cast)

    with cast.refused("already a template called “小山双11”"):
        cast.do(cast.zhou, templates.unarchive, key=key)
    cast.do(cast.zhou, templates.archive, key=other)
    cast.do(cast.zhou, templates.unarchive, key=key)
    assert not card(cast, key).archived


def test_an_edit_is_a_new_version_and_the_old_one_stays_as_it_was(cast: Cast) -> None:
    key = save(cast)
    ours = card(cast, key).template
    shorter = replace(ours, tasks=ours.tasks[:1], name=Bilingual.same("小山大促"))

    edited = cast.do(
        cast.damao, templates.edit, key=key, number=1, template=shorter, note="短一点"
    ).value

    assert edited == 2
    assert card(cast, key).template == shorter
    assert card(cast, key, 1).template == ours


@ON_SQLITE
def test_an_edit_of_what_somebody_changed_since_is_refused(cast: Cast) -> None:
    key = save(cast)
    ours = card(cast, key).template
    shorter = replace(ours, tasks=ours.tasks[:1])
    cast.do(cast.damao, templates.edit, key=key, number=1, template=shorter)

    with cast.refused("saved version 2 of this template while you were looking"):
        cast.do(cast.zhou, templates.edit, key=key, number=1, template=ours)
    with cast.refused("saved version 2 of this template"):
        cast.do(cast.zhou, templates.bring_back, key=key, number=1, newest=1)
    with cast.refused("Nothing has changed"):
        cast.do(cast.zhou, templates.edit, key=key, number=2, template=shorter)


def test_an_older_version_comes_back_as_the_newest(cast: Cast) -> None:
    key = save(cast)
    ours = card(cast, key).template
    cast.do(cast.zhou, templates.edit, key=key, number=1, template=replace(ours, tasks=()))

    cast.do(cast.zhou, templates.bring_back, key=key, number=1, newest=2)

    assert (card(cast, key).number, card(cast, key).template) == (3, ours)
    with cast.refused("This version of the template is not there"):
        cast.do(cast.zhou, templates.bring_back, key=key, number=9, newest=3)


def test_a_file_is_taken_in_as_it_was_given_away(cast: Cast) -> None:
    ours = card(cast, save(cast)).template
    content = write_template(ours).encode()
    seen = cast.ask(cast.zhou, reports.preview, content=content, file_name="ours.toml")

    key = cast.do(
        cast.zhou,
        templates.import_template,
        content=content,
        digest=seen.digest,
        name="从朋友那里来",
    ).value

    taken = card(cast, key).template
    assert seen.unknown == {}
    assert taken == replace(ours, key=key, name=Bilingual.same("从朋友那里来"))


def test_a_team_that_is_not_here_gives_way_to_one_that_is(cast: Cast) -> None:
    content = (
        write_template(card(cast, save(cast)).template)
        .replace('team = "design"', 'team = "美术部"')
        .replace('team = "warehouse"', 'team = "外仓"')
        .encode()
    )
    seen = cast.ask(cast.zhou, reports.preview, content=content, file_name="ours.toml")

    key = cast.do(
        cast.zhou,
        templates.import_template,
        content=content,
        digest=seen.digest,
        name="别家的",
        team_ids={"美术部": cast.team_id("marketing")},
    ).value

    assert seen.unknown == {"美术部": 4, "外仓": 2}
    taken = {task.work.title.zh: task.work.team for task in card(cast, key).template.tasks}
    assert (taken["主图"], taken["备货入仓"]) == ("marketing", "operations")
    assert taken["快捷回复"] == "customer_service"


@ON_SQLITE
def test_a_file_is_not_taken_in_otherwise_than_it_was_shown(cast: Cast) -> None:
    content = (
        write_template(card(cast, save(cast)).template)
        .replace('team = "design"', 'team = "美术部"')
        .encode()
    )
    seen = cast.ask(cast.zhou, reports.preview, content=content, file_name="ours.toml")
    given = {"content": content, "digest": seen.digest, "name": "别家的"}
    cast.do(cast.zhou, teams.add_team, name="美术部")

    with cast.refused("The teams have changed since this preview"):
        cast.do(cast.zhou, templates.import_template, **given)
    with cast.refused("cannot be read"):
        cast.do(cast.zhou, templates.import_template, **given | {"content": b"\xff"})
    with pytest.raises(Refusal, match=r"ours\.toml: name is missing"):
        cast.ask(cast.zhou, reports.preview, content=b"x = 1", file_name="ours.toml")


def test_each_change_can_be_undone(cast: Cast) -> None:
    saved = cast.do(cast.zhou, templates.save_as_template, **OURS)
    archived = cast.do(cast.zhou, templates.archive, key=saved.value)

    cast.do(cast.zhou, history.undo, event_id=archived.event_id)
    assert not card(cast, saved.value).archived
    undone = cast.do(cast.zhou, history.undo, event_id=saved.event_id)
    with pytest.raises(Refusal, match="This template is not there any more"):
        card(cast, saved.value)

    cast.do(cast.zhou, history.undo, event_id=undone.event_id)
    assert len(card(cast, saved.value).template.tasks) == 8


@ON_SQLITE
def test_a_teammate_has_nothing_to_do_with_templates(cast: Cast) -> None:
    key = save(cast)
    ours = card(cast, key).template
    for actor in (cast.xiaowen, NOBODY):
        for action, given in (
            (templates.save_as_template, OURS),
            (templates.edit, {"key": key, "number": 1, "template": ours}),
            (templates.bring_back, {"key": key, "number": 1, "newest": 1}),
            (templates.archive, {"key": key}),
            (templates.unarchive, {"key": key}),
            (templates.import_template, {"content": b"", "digest": "", "name": "x"}),
        ):
            with cast.refused("Only operators and leads"):
                cast.do(actor, action, **given)
