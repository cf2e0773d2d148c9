"""The gates page: what a phase lacks, who signs, what a lead waives, and letting it open."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.reports.gates import PhaseGate
from planner.rules.people import Actor
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, refusals, retitle
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, STOCK, Cast


def gate(cast: Cast) -> PhaseGate:
    return cast.ask(cast.damao, reports.gates.gate, phase_id=BURST)


def open_gate(visit: Visit, who: Actor, language: str = "en") -> AppTest:
    return visit(who, "gates", language, gate=str(BURST))


@pytest.fixture
def guarded(cast: Cast) -> Cast:
    """The burst has one must-have, the stock, which the warehouse brings in."""
    must_haves = gate(cast).must_haves["id"].astype(int).tolist()
    for task_id in set(must_haves) - {STOCK}:
        cast.do(
            cast.zhou,
            actions.plans.edit,
            task_id=task_id,
            version=cast.task(task_id).version,
            changes={"must_have": False},
        )
    return cast


@pytest.mark.parametrize(
    ("language", "answer", "sign"),
    [("en", "Not yet, it opens", "Sign off"), ("zh", "还不能开始", "签字")],
)
def test_a_gate_says_what_is_missing(
    guarded: Cast, visit: Visit, language: str, answer: str, sign: str
) -> None:
    app = open_gate(visit, guarded.damao, language)

    (said,) = [one.value for one in app.warning]
    assert answer in said
    assert sign in labels(app)
    assert guarded.task(STOCK).title in shown(app)
    assert app.button(key=f"let-open-{BURST}").disabled


def test_a_teammate_signs_for_the_own_team_only_and_with_a_note(
    guarded: Cast, visit: Visit
) -> None:
    warehouse, design = guarded.team_id("warehouse"), guarded.team_id("design")
    app = open_gate(visit, guarded.xiaowen)
    note = f"sign-{BURST}-{design}-note"

    app.text_area(key=note).set_value(HOSTILE)
    press(app, "Sign off")

    teams = gate(guarded).teams.set_index("team_id")
    assert teams.loc[design, "holds"]
    assert HOSTILE_IN_MARKDOWN in shown(app)
    assert not teams.loc[warehouse, "holds"]
    assert f"sign-{BURST}-{warehouse}-note" not in [one.key for one in app.text_area]
    assert f"let-open-{BURST}" not in [one.key for one in app.button]
    press(app, "Take back")
    assert not gate(guarded).teams.set_index("team_id").loc[design, "holds"]


def test_a_team_with_an_open_must_have_is_refused_in_the_readers_language(
    guarded: Cast, visit: Visit
) -> None:
    app = open_gate(visit, guarded.laoku, "zh")

    press(app, "签字")

    (told,) = refusals(app)
    assert "“仓储”" in told
    assert "备货入仓" in told


def test_a_waiver_needs_a_reason_and_keeps_what_was_chosen(guarded: Cast, visit: Visit) -> None:
    app = open_gate(visit, guarded.damao)
    app.multiselect(key=f"waive-{BURST}-tasks").set_value([STOCK])
    form = [one for one in app.button if one.label == "Waive"]

    form[-1].click().run()
    told, kept = refusals(app)[0], app.multiselect(key=f"waive-{BURST}-tasks").value
    app.text_area(key=f"waive-{BURST}-reason").set_value("货在路上")
    [one for one in app.button if one.label == "Waive"][-1].click().run()

    assert "Reason: write why it may open without" in told
    assert kept == [STOCK]
    assert "货在路上" in shown(app)
    assert gate(guarded).must_haves["ready"].all()
    press(app, "Take the waiver back")
    assert not gate(guarded).must_haves["ready"].any()


def test_a_lead_lets_a_phase_open_once_everything_is_there_and_holds_it_back(
    guarded: Cast, visit: Visit
) -> None:
    about = {"phase_id": BURST}
    guarded.do(guarded.damao, actions.gates.waive, **about, task_ids=[STOCK], reason="货在路上")
    for team_id in gate(guarded).teams["team_id"]:
        guarded.do(guarded.damao, actions.gates.sign_off, **about, team_id=int(team_id))
    app = open_gate(visit, guarded.damao)

    press(app, "Let it open")
    passed = gate(guarded).passed_by
    said = [one.value for one in app.success]
    press(app, "Hold it back")

    assert passed == "大毛"
    assert "大毛 let it open" in said[0]
    assert gate(guarded).passed_by is None


@pytest.mark.parametrize("who", ["zhou", "xiaowen"])
def test_who_is_no_lead_is_offered_neither_waiver_nor_opening(
    guarded: Cast, visit: Visit, who: str
) -> None:
    app = open_gate(visit, getattr(guarded, who))

    assert not {"Waive", "Let it open", "Hold it back"} & set(labels(app))


def test_the_gates_of_an_archived_campaign_are_only_looked_at(guarded: Cast, visit: Visit) -> None:
    guarded.do(guarded.zhou, actions.campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(guarded.damao, "gates", campaign="双11 2026", gate=str(BURST))

    assert "Must-haves" in shown(app)
    assert not {"Waive", "Let it open", "Sign off"} & set(labels(app))


def test_names_stay_text_at_a_gate(guarded: Cast, visit: Visit) -> None:
    retitle(guarded, STOCK, HOSTILE)

    app = open_gate(visit, guarded.damao)

    assert HOSTILE_IN_MARKDOWN in labels(app)


def test_a_phase_that_nothing_guards_says_how_to_guard_it(guarded: Cast, visit: Visit) -> None:
    version = guarded.task(STOCK).version
    guarded.do(
        guarded.zhou,
        actions.plans.edit,
        task_id=STOCK,
        version=version,
        changes={"must_have": False},
    )

    app = open_gate(visit, guarded.zhou)

    assert "Mark tasks as must-haves to guard it" in shown(app)
