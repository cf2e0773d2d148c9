"""The campaign being laid out, kept for as long as somebody is signed in on this tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import cast

import streamlit as st

from planner import reports
from planner.desk import counter
from planner.files.templates import shipped
from planner.rules.clock import today_in
from planner.rules.drafts import Draft, draft_of
from planner.rules.layouts import LaidOutPlan, lay_out
from planner.rules.targets import Measure
from planner.rules.templates import SaleTemplate
from planner.ui.asking import notice, read
from planner.ui.people import shops
from planner.ui.visitor import language
from planner.words import Refusal

NAME, SALE, SALE_DAY, SHOPS = "new-name", "new-sale", "new-sale-day", "new-shops"
CORE, TARGET, MEASURE = "new-core", "new-target", "new-measure"
_DRAFT, _SUGGESTED = "_draft", "_draft_name"
_WITHOUT_USUAL_DAY = timedelta(days=60)


def begin() -> Draft:
    """The draft on screen; the first is of the next sale that there is still time to plan."""
    if _DRAFT not in st.session_state:
        st.session_state[SALE] = _next_sale(local_today())
        st.session_state.setdefault(SHOPS, list(shops()))
        st.session_state.setdefault(MEASURE, Measure.PAID)
        change_sale()
    return draft()


def draft() -> Draft:
    """The phases and milestones as they are laid out so far."""
    return cast("Draft", st.session_state[_DRAFT])


def template() -> SaleTemplate:
    """The template of the chosen sale."""
    return shipped()[draft().sale]


def plan() -> LaidOutPlan:
    """Everything that would be created."""
    return draft().plan(template(), core_only=bool(st.session_state.get(CORE)))


def sale_names() -> Mapping[str, str]:
    """The sales on offer in the reader's language."""
    return {key: one.name.in_language(language()) for key, one in shipped().items()}


def local_today() -> date:
    """The day where the shop is."""
    return today_in(counter().now(), time_zone())


def time_zone() -> str:
    """The shop's time zone."""
    installed = read(reports.visitors.installation)
    return installed.time_zone if installed else "Asia/Shanghai"


def change_sale() -> None:
    """Lay out the chosen sale around its next usual day; a callback."""
    chosen = shipped()[st.session_state[SALE]]
    today = local_today()
    day = chosen.next_sale_day(today) or today + _WITHOUT_USUAL_DAY
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
    for key in (_DRAFT, _SUGGESTED, NAME, SALE, SALE_DAY, SHOPS, CORE, TARGET, MEASURE):
        st.session_state.pop(key, None)


def _next_sale(today: date) -> str:
    coming = {
        key: day for key, one in shipped().items() if (day := one.next_sale_day(today)) is not None
    }
    by_day = sorted(coming, key=lambda key: coming[key])
    in_time = (
        key for key in by_day if lay_out(shipped()[key], coming[key], "zh").planning_day >= today
    )
    return next(in_time, by_day[0])


def _suggest_name() -> None:
    typed = st.session_state.get(NAME)
    if typed and typed != st.session_state.get(_SUGGESTED):
        return
    chosen, day = template(), draft().sale_day
    first = f"{day.year} {chosen.name.in_language(language())}"
    taken = set(read(reports.campaigns.choices, archived=True)["name"])
    name, number = first, 2
    while name in taken:
        name, number = f"{first} ({number})", number + 1
    st.session_state[NAME] = st.session_state[_SUGGESTED] = name
