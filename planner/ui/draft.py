"""The campaign being laid out, kept for as long as somebody is signed in on this tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import cast

import streamlit as st

from planner import reports
from planner.desk import counter
from planner.rules.clock import today_in
from planner.rules.drafts import Draft, draft_of
from planner.rules.layouts import LaidOutPlan, lay_out
from planner.rules.names import first_free
from planner.rules.targets import Measure
from planner.rules.templates import SaleTemplate
from planner.ui.asking import notice, read
from planner.ui.people import shops
from planner.ui.visitor import language
from planner.words import Refusal

NAME, SALE, SALE_DAY, SHOPS = "new-name", "new-sale", "new-sale-day", "new-shops"
CORE, TARGET, MEASURE = "new-core", "new-target", "new-measure"
_DRAFT, _TEMPLATE, _SUGGESTED = "_draft", "_draft_template", "_draft_name"
_WITHOUT_USUAL_DAY = timedelta(days=60)


def begin(key: str | None = None) -> Draft:
    """The draft on screen; the first is of the next sale that there is still time to plan.

    With a template's ``key`` it begins anew from that one.
    """
    state = st.session_state
    # A template of one's own may have been put away since it was chosen.
    if key is not None or _DRAFT not in state or state.get(SALE) not in _offered():
        state[SALE] = key or _next_sale(local_today())
        state.setdefault(SHOPS, list(shops()))
        state.setdefault(MEASURE, Measure.PAID)
        change_sale()
    return draft()


def draft() -> Draft:
    """The phases and milestones as they are laid out so far."""
    return cast("Draft", st.session_state[_DRAFT])


def template() -> SaleTemplate:
    """The template of the chosen sale, as it was when somebody chose it."""
    return cast("SaleTemplate", st.session_state[_TEMPLATE])


def plan() -> LaidOutPlan:
    """Everything that would be created."""
    core_only = has_core() and bool(st.session_state.get(CORE))
    return draft().plan(template(), core_only=core_only)


def has_core() -> bool:
    """Whether the template says which of its tasks even a small shop cannot leave out."""
    return any(task.work.core for task in template().tasks)


def sale_names() -> Mapping[str, str]:
    """The templates on offer in the reader's language, those of one's own first."""
    return {key: one.name.in_language(language()) for key, one in _offered().items()}


def local_today() -> date:
    """The day where the shop is."""
    return today_in(counter().now(), time_zone())


def time_zone() -> str:
    """The shop's time zone."""
    installed = read(reports.visitors.installation)
    return installed.time_zone if installed else "Asia/Shanghai"


def sale_day_for(chosen: SaleTemplate) -> date:
    """The next day usual for a sale, or one two months ahead where none is."""
    today = local_today()
    return chosen.next_sale_day(today) or today + _WITHOUT_USUAL_DAY


def change_sale() -> None:
    """Lay out the chosen sale around its next usual day; a callback."""
    chosen = st.session_state[_TEMPLATE] = _offered()[st.session_state[SALE]]
    day = sale_day_for(chosen)
    st.session_state[_DRAFT] = draft_of(chosen, day, language())
    st.session_state[SALE_DAY] = day
    _suggest_name()


def change_sale_day() -> None:
    """Move everything with the sale day; a callback."""
    day = st.session_state[SALE_DAY]
    if day is None:
        st.session_state[SALE_DAY] = draft().sale_day
        return
    st.session_state[_DRAFT] = draft().moved_to(day)
    _suggest_name()


def adjust(change: Callable[[Draft], Draft]) -> bool:
    """Change the layout, or say why not; for callbacks."""
    try:
        st.session_state[_DRAFT] = change(draft())
    except Refusal as refusal:
        notice(refusal.sentence, good=False)
        return False
    return True


def forget() -> None:
    """Begin anew: the campaign was created."""
    for key in (_DRAFT, _TEMPLATE, _SUGGESTED, NAME, SALE, SALE_DAY, SHOPS, CORE, TARGET, MEASURE):
        st.session_state.pop(key, None)


def _next_sale(today: date) -> str:
    offered = _offered()
    coming = {
        key: day for key, one in offered.items() if (day := one.next_sale_day(today)) is not None
    }
    by_day = sorted(coming, key=lambda key: coming[key])
    in_time = (
        key for key in by_day if lay_out(offered[key], coming[key], "zh").planning_day >= today
    )
    return next(in_time, by_day[0])


def _offered() -> Mapping[str, SaleTemplate]:
    return read(reports.templates.usable)


def _suggest_name() -> None:
    typed = st.session_state.get(NAME)
    if typed and typed != st.session_state.get(_SUGGESTED):
        return
    chosen, day = template(), draft().sale_day
    first = f"{day.year} {chosen.name.in_language(language())}"
    taken = set(read(reports.campaigns.choices, archived=True)["name"])
    st.session_state[NAME] = st.session_state[_SUGGESTED] = first_free(first, taken)
