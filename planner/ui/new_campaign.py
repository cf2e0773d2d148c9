"""Which sale, when, in which shops; what it should bring; and the button that creates it."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.rules.layouts import LaidOutPlan
from planner.rules.names import tidy
from planner.rules.platforms import PLATFORMS
from planner.ui import draft as drafts
from planner.ui.asking import attempt, read
from planner.ui.people import shops
from planner.ui.places import FOLDER
from planner.ui.saying import say, voice
from planner.ui.target_fields import (
    amount_fields,
    problem_of_target,
    share_fields,
    typed_shares,
    typed_target,
)
from planner.ui.visitor import language
from planner.words import Refusal, Sentence

_TRIED, _CREATED = "_new_tried", "_new_created"
_SHARES = "new"


def leave_for_what_was_created() -> None:
    """Go to the timeline of a campaign that was just created."""
    name = st.session_state.pop(_CREATED, None)
    if name:
        st.switch_page(FOLDER / "timeline.py", query_params={"campaign": name})


def which_sale() -> None:
    """The sale, its name, its day and the shops that take part."""
    names = drafts.sale_names()
    st.pills(
        say("Sale"),
        list(names),
        format_func=lambda key: names[key],
        required=True,
        key=drafts.SALE,
        on_change=drafts.change_sale,
        persist_state="session",
    )
    with st.grid(3, min_column_width=240):
        st.text_input(say("Campaign name"), key=drafts.NAME, max_chars=80, persist_state="session")
        st.date_input(
            say("Sale day"),
            key=drafts.SALE_DAY,
            format="YYYY-MM-DD",
            on_change=drafts.change_sale_day,
            persist_state="session",
        )
        known = shops()
        st.multiselect(
            say("Shops"),
            list(known),
            format_func=lambda shop_id: known[shop_id],
            key=drafts.SHOPS,
            placeholder=say("Choose shops"),
            persist_state="session",
        )
    with st.popover(say("Add a shop"), icon=":material/add_business:", type="tertiary"):
        _shop_form()


def target(plan: LaidOutPlan) -> None:
    """What the sale should bring, and each phase's share of it."""
    amount_fields(drafts.TARGET, drafts.MEASURE)
    try:
        target_fen = typed_target(st.session_state.get(drafts.TARGET))
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        return
    if target_fen is not None:
        share_fields(_shares_key(), plan.phases, plan.target_shares_bp, target_fen)
        problem = problem_of_target(st.session_state.get(drafts.TARGET), _shares_key(), plan.phases)
        if problem:
            st.error(say(problem), icon=":material/block:")


def create_button(plan: LaidOutPlan) -> None:
    """What is about to be created, what is still wrong with it, and the button."""
    overdue = sum(task.due_on < drafts.local_today() for task in plan.tasks)
    st.write(
        say(
            "{n} task from {first} to {last}.",
            "{n} tasks from {first} to {last}.",
            n=len(plan.tasks),
            first=voice().day_long(plan.planning_day),
            last=voice().day_long(plan.last_day),
        )
    )
    if overdue:
        st.warning(
            say(
                "{n} task would be overdue from the start: its day has passed.",
                "{n} tasks would be overdue from the start: their days have passed.",
                n=overdue,
            ),
            icon=":material/schedule:",
        )
    if st.session_state.get(_TRIED):
        for problem in _problems():
            st.error(say(problem), icon=":material/block:")
    st.button(
        say("Create campaign"),
        key="create-campaign",
        type="primary",
        icon=":material/add_circle:",
        on_click=_create,
        args=(plan,),
    )


def _shop_form() -> None:
    platforms = {key: voice().say(name) for key, name in PLATFORMS.items()}
    with st.form("new-shop", border=False):
        st.text_input(say("Shop name"), key="new-shop-name", max_chars=60)
        st.selectbox(
            say("Platform"),
            list(platforms),
            format_func=lambda platform: platforms[platform],
            key="new-shop-platform",
        )
        st.form_submit_button(say("Add shop"), key="new-shop-add", on_click=_add_shop)


def _add_shop() -> None:
    state = st.session_state
    added = attempt(
        actions.shops.add_shop, name=state["new-shop-name"], platform=state["new-shop-platform"]
    )
    if added is not None:
        state[drafts.SHOPS] = [*state.get(drafts.SHOPS, []), added.value]
        state["new-shop-name"] = ""


def _shares_key() -> str:
    return f"{_SHARES}-{drafts.draft().sale}"


def _problems() -> list[Sentence]:
    """What is wrong above the target, which says itself what is wrong with it."""
    state = st.session_state
    name = tidy(state.get(drafts.NAME) or "")
    taken = set(read(reports.campaigns.choices, archived=True)["name"])
    problems = []
    if not name:
        problems.append(Sentence("Name: write 1 to 80 characters."))
    if name in taken:
        problems.append(
            Sentence(
                "Name: there is already a campaign called “{name}”. Add the year, say.", name=name
            )
        )
    if not state.get(drafts.SHOPS):
        problems.append(Sentence("Shops: choose at least one."))
    return problems


def _create(plan: LaidOutPlan) -> None:
    state = st.session_state
    state[_TRIED] = True
    amount = state.get(drafts.TARGET)
    if _problems() or problem_of_target(amount, _shares_key(), plan.phases):
        return
    target_fen = typed_target(amount)
    shares = (
        plan.target_shares_bp if target_fen is None else typed_shares(_shares_key(), plan.phases)
    )
    created = attempt(
        actions.campaigns.create,
        name=state[drafts.NAME],
        sale=plan.sale,
        sale_day=plan.sale_day,
        shop_ids=state[drafts.SHOPS],
        plan=plan,
        shares_bp=shares,
        target_fen=target_fen,
        measure=state[drafts.MEASURE],
        time_zone=drafts.time_zone(),
        language=language(),
    )
    if created is not None:
        state[_CREATED] = tidy(state[drafts.NAME])
        state.pop(_TRIED)
        drafts.forget()
