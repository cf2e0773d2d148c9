"""Templates: look inside, save a campaign as one, edit, share, take in, begin a campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions import templates
from planner.files.template_toml import write_template
from planner.reports import campaigns as campaign_reports
from planner.reports import templates as reports
from planner.reports.tasks import listing
from tests.pages.acting import HOSTILE, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.pages.test_every_page import harmless, texts, untranslated
from tests.support.cast import CAMPAIGN, Cast, build_without_sale

NAME = "小山双11"
SAVE = f"campaign-typed-template-{CAMPAIGN}"
FILE = "campaign-typed-template-file"


def save(cast: Cast, **given: Any) -> str:
    given = {"campaign_id": CAMPAIGN, "name": NAME, "note": "2026"} | given
    key: str = cast.do(cast.zhou, templates.save_as_template, **given).value
    return key


def edit(cast: Cast, key: str, number: int, **change: Any) -> None:
    before = cast.ask(cast.damao, reports.card, key=key).template
    cast.do(cast.damao, templates.edit, key=key, number=number, template=replace(before, **change))


def own(cast: Cast) -> reports.TemplateCard:
    """The only template that the shop has saved."""
    found = cast.ask(cast.zhou, reports.catalogue)
    (key,) = found.loc[found["own"], "key"]
    return cast.ask(cast.zhou, reports.card, key=key)


def html(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize(
    ("language", "empty", "counted"),
    [
        ("en", "When a sale has gone well", "6 phases · 93 tasks"),
        ("zh", "一场大促打得顺手", "6 个阶段 · 93 项任务"),
    ],
)
def test_the_shipped_templates_are_there_and_the_empty_place_teaches(
    cast: Cast, visit: Visit, language: str, empty: str, counted: str
) -> None:
    app = visit(cast.zhou, "templates", language)

    assert empty in shown(app)
    assert counted in shown(app)
    assert len([key for key in app.button if (key.key or "").startswith("look-")]) == 8


@pytest.mark.parametrize("cast", [build_without_sale], indirect=True)
def test_without_a_sale_there_is_nothing_to_save_but_a_file_to_take_in(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "templates")

    assert "Save a campaign as a template" not in labels(app)
    assert "Take in a file" in labels(app)


def test_a_template_is_looked_into_on_a_scale_with_offsets(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "templates", "zh")

    app.button(key="look-99").click().run()

    assert "预热期" in html(app)
    assert "T-" in html(app)
    assert "全部模板" in labels(app)
    app.button(key="all-templates").click().run()
    assert app.button(key="look-99")


def test_a_template_that_is_gone_leads_to_the_list(cast: Cast, visit: Visit) -> None:
    for address in ({"template": "own_gone"}, {"template": save(cast), "version": "99"}):
        app = visit(cast.zhou, "templates", **address)

        assert app.button(key="look-double11")
        assert not app.exception


def test_a_campaign_is_saved_from_here_and_from_its_own_page(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "templates")
    app.button(key="template-save").click().run()
    assert app.text_input(key=f"{SAVE}-name-").value == "Our 双11"
    app.text_input(key=f"{SAVE}-name-").set_value(NAME)
    app.text_input(key=f"{SAVE}-note").set_value("first")
    app.button(key=f"{SAVE}-save").click().run()

    assert (own(cast).template.name.zh, own(cast).note, own(cast).number) == (NAME, "first", 1)
    assert "version 1 · 周妍" in shown(app)

    app = visit(cast.zhou, "campaign")
    app.button(key="template-campaign").click().run()
    app.selectbox(key=f"{SAVE}-as").set_value(own(cast).template.key).run()
    assert app.text_input(key=f"{SAVE}-name-{own(cast).template.key}").value == NAME
    app.button(key=f"{SAVE}-save").click().run()

    assert own(cast).number == 2
    assert not refusals(app)


def test_a_name_that_is_taken_is_refused_and_kept(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "templates", "zh")
    app.button(key="template-save").click().run()
    app.text_input(key=f"{SAVE}-name-").set_value("双12")

    app.button(key=f"{SAVE}-save").click().run()

    assert "已有模板叫“双12”" in refusals(app)[0]
    assert app.text_input(key=f"{SAVE}-name-").value == "双12"


def test_an_edit_becomes_the_next_version(cast: Cast, visit: Visit) -> None:
    key = save(cast)
    app = visit(cast.zhou, "templates", template=key)
    app.button(key="template-edit").click().run()
    form = f"campaign-typed-template-{key}"
    app.text_input(key=f"{form}-name").set_value("小山大促")
    app.text_input(key=f"{form}-note").set_value("改名")

    press(app, "Save as version 2")

    assert (own(cast).template.name.zh, own(cast).number, own(cast).note) == ("小山大促", 2, "改名")
    assert len(own(cast).template.tasks) == 8
    assert app.button(key="look-version-1")


def test_an_edit_of_what_somebody_changed_since_says_so_and_can_be_saved_again(
    cast: Cast, visit: Visit
) -> None:
    key = save(cast)
    app = visit(cast.zhou, "templates", template=key)
    app.button(key="template-edit").click().run()
    app.text_input(key=f"campaign-typed-template-{key}-name").set_value("小山大促")
    edit(cast, key, 1, tasks=())

    press(app, "Save as version 2")
    assert "大毛 saved version 2" in refusals(app)[0]
    press(app, "Save as version 3")

    assert (own(cast).template.name.zh, len(own(cast).template.tasks)) == ("小山大促", 8)


def test_an_older_version_is_looked_at_and_made_the_newest(cast: Cast, visit: Visit) -> None:
    key = save(cast)
    edit(cast, key, 1, tasks=())
    app = visit(cast.zhou, "templates", template=key)
    assert "This template brings no tasks." in shown(app)

    app.button(key="look-version-1").click().run()
    assert "the newest is 2" in app.info[0].value
    app.button(key="template-bring-back").click().run()

    assert (own(cast).number, len(own(cast).template.tasks)) == (3, 8)


def test_an_archived_template_is_not_offered_until_it_comes_back(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "templates", template=save(cast))

    app.button(key="template-archive").click().run()

    assert own(cast).archived
    assert NAME not in visit(cast.zhou, "new_campaign").button_group(key="new-sale").options
    press(app, "Take out of the archive")
    assert NAME in visit(cast.zhou, "new_campaign").button_group(key="new-sale").options


def test_a_file_is_looked_over_and_taken_in(cast: Cast, visit: Visit) -> None:
    content = write_template(cast.ask(cast.zhou, reports.card, key="99").template)
    content = content.replace('team = "design"', 'team = "美术部"')
    app = visit(cast.zhou, "templates")
    app.button(key="template-upload").click().run()

    app.file_uploader[0].set_value(("99.toml", content.encode(), "application/toml")).run()
    assert "3 phases · 43 tasks" in shown(app)
    assert app.selectbox(key=f"{FILE}-team-0").label.startswith("You have no team “美术部”")
    assert app.text_input(key=f"{FILE}-name-").value == "99 sale (2)"
    app.selectbox(key=f"{FILE}-team-0").set_value(cast.team_id("marketing"))
    app.button(key="template-take-in").click().run()

    assert own(cast).template.name.zh == "99 sale (2)"
    assert not {task.work.team for task in own(cast).template.tasks} & {"美术部", "design"}
    assert "Warm-up" in html(app)


def test_a_wrong_file_is_refused_in_place(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "templates", "zh")
    app.button(key="template-upload").click().run()

    app.file_uploader[0].set_value(("x.toml", b"name = 1", "application/toml")).run()

    assert "x" in refusals(app)[0]
    assert "template-take-in" not in [button.key for button in app.button]


def test_a_campaign_is_planned_with_an_own_template(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "templates", template=save(cast))

    app.button(key="template-use").click().run()
    assert app.text_input(key="new-name").value == f"2026 {NAME}"
    app.switch_page("../../pages/new_campaign.py").run()
    app.date_input(key="new-sale-day").set_value(date(2027, 11, 11)).run()
    app.text_input(key="new-name").set_value("双11 2027").run()
    app.button(key="create-campaign").click().run()

    found = cast.ask(cast.zhou, campaign_reports.choices)
    made = int(found.loc[found["name"] == "双11 2027", "id"].iloc[0])
    assert found.loc[found["id"] == made, "sale"].iloc[0] == "double11"
    due = cast.ask(cast.zhou, listing, campaign_id=made).set_index("title")["due_on"]
    assert due["备货入仓"] == date(2027, 11, 8)


def test_a_template_for_a_team_that_left_says_who_gets_its_tasks(cast: Cast, visit: Visit) -> None:
    key = save(cast)
    before = own(cast).template
    strange = tuple(
        replace(task, work=replace(task.work, team="美术部")) for task in before.tasks[:2]
    )
    edit(cast, key, 1, tasks=strange)
    app = visit(cast.zhou, "templates", template=key)

    app.button(key="template-use").click().run()

    assert "There is no team “美术部” here: its 2 tasks go to Operations." in app.warning[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hostile_name_is_text_in_a_template(cast: Cast, visit: Visit, language: str) -> None:
    key = save(cast, name=HOSTILE, note=HOSTILE)
    ours = own(cast).template
    bad = ours.name
    edit(
        cast,
        key,
        1,
        phases=tuple(replace(phase, name=bad) for phase in ours.phases[1:2]),
        milestones=tuple(replace(stone, name=bad) for stone in ours.milestones),
        tasks=tuple(
            replace(task, work=replace(task.work, title=bad, acceptance=bad, team=HOSTILE))
            for task in ours.tasks
            if task.phase == "phase_2"
        ),
    )

    addresses: list[dict[str, str]] = [{}, {"template": key}, {"template": key, "version": "1"}]
    for address in (*addresses, {"template": key, "edit": "yes"}):
        app = visit(cast.zhou, "templates", language, **address)

        assert not app.exception
        assert [place for place, text in texts(app) if not harmless(place, text)] == []
        assert list(untranslated(app, language)) == []
