"""The page of people, as a teammate, an operator and a lead see it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.people import Role
from planner.words import Refusal
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import DAMAO, XIAOWEN, ZHOU, Cast


@pytest.mark.parametrize(("language", "in_design"), [("en", "Design"), ("zh", "设计")])
def test_a_teammate_sees_names_and_teams_and_nothing_to_change(
    cast: Cast, visit: Visit, language: str, in_design: str
) -> None:
    app = visit(cast.xiaowen, "people", language)

    said = shown(app)
    assert "**阿哲**" in said
    assert in_design in said
    assert "azhe" not in said
    assert labels(app) == []
    assert not app.exception


def test_a_teammate_cannot_invite_by_calling_the_action_either(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Only operators and leads can invite people"):
        cast.do(
            cast.xiaowen,
            actions.people.invite,
            name="阿美",
            login="amei",
            roles=[Role.TEAMMATE],
        )


@pytest.mark.parametrize(
    ("language", "invite", "make"),
    [("en", "Invite someone", "Make the link"), ("zh", "邀请成员", "生成链接")],
)
def test_a_lead_invites_a_designer_with_a_link_that_is_shown_once(
    cast: Cast, visit: Visit, language: str, invite: str, make: str
) -> None:
    app = press(visit(cast.damao, "people", language), invite)
    app.text_input(key="people-typed-invite-name").input("阿美")
    app.text_input(key="people-typed-invite-login").input("amei")
    app.multiselect(key="people-typed-invite-teams").set_value([cast.team_id("design")])

    press(app, make)

    (link,) = [one.value for one in app.code]
    kind, token = urlsplit(link).path.removeprefix("/").split("/")
    assert kind == "join"
    cast.do(
        cast.damao,
        actions.links.accept_invitation,
        token=token,
        password="long leaf oolong",
        language="zh",
    )
    people = cast.ask(cast.damao, reports.people.people).set_index("name")
    assert people.loc["阿美", "roles"] == (Role.TEAMMATE,)
    assert people.loc["阿美", "teams"] == ("Design",)
    app.button(key="link-done").click().run()
    assert not app.code


def test_a_refused_invitation_keeps_what_was_typed(cast: Cast, visit: Visit) -> None:
    app = press(visit(cast.damao, "people"), "Invite someone")
    app.text_input(key="people-typed-invite-name").input("Another Xiaowen")
    app.text_input(key="people-typed-invite-login").input("xiaowen")

    press(app, "Make the link")

    assert refusals(app) == ["Login: “xiaowen” is taken. Choose another."]
    assert app.text_input(key="people-typed-invite-name").value == "Another Xiaowen"


def test_an_operator_invites_teammates_only(cast: Cast, visit: Visit) -> None:
    app = press(visit(cast.zhou, "people"), "Invite someone")

    locked = {role: app.checkbox(key=f"people-typed-invite-role-{role}").disabled for role in Role}
    assert locked == {Role.OPERATOR: True, Role.TEAMMATE: False, Role.LEAD: True}


def test_an_operator_may_not_touch_the_account_of_a_lead(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "people")

    app.button(key=f"change-person-{DAMAO}").click().run()

    assert "You can't change the account of someone with more rights. Ask a lead." in shown(app)
    assert "Deactivate the account" not in labels(app)


def test_a_lead_gives_a_teammate_another_role_and_team(cast: Cast, visit: Visit) -> None:
    app = _opened(cast, visit, XIAOWEN)
    app.checkbox(key=f"people-typed-{XIAOWEN}-role-operator").check()
    app.multiselect(key=f"people-typed-{XIAOWEN}-teams").set_value([cast.team_id("marketing")])

    press_in(app, f"people-typed-{XIAOWEN}-place", "Save changes")

    people = cast.ask(cast.damao, reports.people.people).set_index("id")
    assert people.loc[XIAOWEN, "roles"] == (Role.OPERATOR, Role.TEAMMATE)
    assert people.loc[XIAOWEN, "teams"] == ("Marketing",)


def test_a_stale_rename_says_who_was_faster_and_keeps_what_was_typed(
    cast: Cast, visit: Visit
) -> None:
    app = _opened(cast, visit, XIAOWEN)
    version = _version(cast)
    cast.do(cast.zhou, actions.people.rename, person_id=XIAOWEN, version=version, name="文文")
    app.text_input(key=f"people-typed-{XIAOWEN}-name").input("小雯")

    press_in(app, f"people-typed-{XIAOWEN}-names", "Save changes")

    (refusal,) = refusals(app)
    assert "周妍" in refusal
    assert "文文" in refusal
    assert app.text_input(key=f"people-typed-{XIAOWEN}-name").value == "小雯"
    press_in(app, f"people-typed-{XIAOWEN}-names", "Save changes")
    assert cast.actor(XIAOWEN).name == "小雯"


def test_a_deactivated_person_is_marked_and_can_come_back(cast: Cast, visit: Visit) -> None:
    app = _opened(cast, visit, XIAOWEN)

    press(app, "Deactivate the account")

    assert ":gray-badge[:material/block: Deactivated]" in shown(app)
    app.button(key=f"change-person-{XIAOWEN}").click().run()
    press(app, "Reactivate the account")
    assert cast.actor(XIAOWEN).name == "小文"


def test_a_new_password_link_is_for_that_person(cast: Cast, visit: Visit) -> None:
    app = _opened(cast, visit, XIAOWEN)

    press(app, "Make a link for a new password")

    (link,) = [one.value for one in app.code]
    assert urlsplit(link).path.startswith("/reset/")
    assert "Send this link to 小文" in shown(app)


def test_removing_a_person_says_what_is_kept_and_asks_first(cast: Cast, visit: Visit) -> None:
    app = _opened(cast, visit, XIAOWEN)

    press(app, "Remove for good …")

    assert cast.actor(XIAOWEN).name == "小文"
    assert "Kept without the name: tasks done, comments, links, files and the history." in shown(
        app
    )
    press(app, "Remove for good")
    assert "小文" not in shown(app)


def test_an_operator_is_not_offered_to_remove_anyone(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "people")

    app.button(key=f"change-person-{XIAOWEN}").click().run()

    assert "Deactivate the account" in labels(app)
    assert "Remove for good …" not in labels(app)


def test_my_own_account_is_looked_after_elsewhere(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "people")

    app.button(key=f"change-person-{ZHOU}").click().run()

    assert "Deactivate the account" not in labels(app)
    assert "Your password, language and open sessions are under My account." in shown(app)


def test_a_team_of_ones_own_is_added_renamed_and_archived(cast: Cast, visit: Visit) -> None:
    app = press(visit(cast.zhou, "people", **{"people-view": "Teams"}), "Add a team")
    app.text_input(key="people-typed-team-0-name").input("直播")
    press(app, "Add team")
    app.button(key="change-team-7").click().run()
    app.text_input(key="people-typed-team-7-name").input("直播间")
    press(app, "Save changes")
    app.button(key="change-team-7").click().run()

    press(app, "Archive this team")

    teams = cast.ask(cast.zhou, reports.people.teams, archived=True).set_index("id")
    assert teams.loc[7, "name"] == "直播间"
    assert bool(teams.loc[7, "archived"])


def test_a_team_with_open_tasks_stays(cast: Cast, visit: Visit) -> None:
    app = visit(cast.zhou, "people", **{"people-view": "Teams"})
    app.button(key=f"change-team-{cast.team_id('design')}").click().run()

    press(app, "Archive this team")

    (refusal,) = refusals(app)
    assert "still has 4 open tasks" in refusal


def test_a_seed_team_that_is_only_looked_at_keeps_its_name_in_every_language(
    cast: Cast, visit: Visit
) -> None:
    app = visit(cast.zhou, "people", "zh", **{"people-view": "团队"})
    app.button(key=f"change-team-{cast.team_id('design')}").click().run()

    press(app, "保存修改")

    teams = cast.ask(cast.zhou, reports.people.teams).set_index("key")
    assert teams.loc["design", "name"] == "Design"


def test_a_shop_is_added_and_moved_to_another_platform(cast: Cast, visit: Visit) -> None:
    app = press(visit(cast.zhou, "people", **{"people-view": "Shops"}), "Add a shop")
    app.text_input(key="people-typed-shop-0-name").input("小山茶铺抖音店")
    press(app, "Add shop")
    app.button(key="change-shop-2").click().run()
    app.selectbox(key="people-typed-shop-2-platform").set_value("douyin")

    press(app, "Save changes")

    shops = cast.ask(cast.zhou, reports.shops.shops).set_index("id")
    assert shops.loc[2, "name"] == "小山茶铺抖音店"
    assert shops.loc[2, "platform"] == "douyin"


def test_names_that_look_like_markup_stay_text(cast: Cast, visit: Visit) -> None:
    version = _version(cast)
    cast.do(cast.damao, actions.people.rename, person_id=XIAOWEN, version=version, name=HOSTILE)
    cast.do(cast.damao, actions.teams.add_team, name=HOSTILE)
    cast.do(cast.damao, actions.shops.add_shop, name=HOSTILE, platform="jd")

    for_leads = shown(_opened(cast, visit, XIAOWEN))
    for_teammates = shown(visit(cast.azhe, "people"))
    teams = shown(visit(cast.damao, "people", **{"people-view": "Teams"}))
    shops = shown(visit(cast.damao, "people", **{"people-view": "Shops"}))

    assert f"**{HOSTILE_IN_MARKDOWN}**" in for_leads
    assert f"**{HOSTILE_IN_MARKDOWN}**" in for_teammates
    assert "<strong>![](x) :red[x] $a$b$ &lt;b&gt;x&lt;/b&gt; =1+1</strong>" in teams
    assert f"**{HOSTILE_IN_MARKDOWN}**" in shops


def press_in(app: AppTest, form: str, label: str) -> AppTest:
    """Press a form's own button, where several forms have one called the same."""
    (found,) = [one for one in app.form_submit_button if one.label == label and one.form_id == form]
    found.click()
    return app.run()


def _version(cast: Cast) -> int:
    people = cast.ask(cast.damao, reports.people.people)
    return int(people.loc[people["id"] == XIAOWEN, "version"].item())


def _opened(cast: Cast, visit: Visit, person_id: int) -> AppTest:
    app = visit(cast.damao, "people")
    return app.button(key=f"change-person-{person_id}").click().run()
