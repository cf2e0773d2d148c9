"""Where plan and live prices differ, and which exports say what is live."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner.reports.live_prices import LiveCheck
from planner.rules.promotions.live_sources import LIVE_SOURCE_NAMES, LiveSource
from planner.rules.promotions.reconciling import COMPARED_NAMES, Compared
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.words import Sentence

_WHERE: dict[LiveSource, Sentence] = {
    LiveSource.PRICE_CHECK: Sentence(
        "千牛 › 营销风险 › 商品价格管理 › 价格查询, then 导出. It says what a customer will "
        "pay for each variant; take this one first."
    ),
    LiveSource.ACTIVITY_ITEMS: Sentence(
        "千牛, the sign-up page of the event: its products, then 活动商品导出. It says the "
        "activity price, 官方立减 and the platform's own lines."
    ),
    LiveSource.PIECE_CUTS: Sentence(
        "千牛, the tool 单品立减: its activities, then 导出. It says what comes off each variant."
    ),
}
_RED, _AMBER = "color: #D8503F", "color: #B5721C"


def what_differs(check: LiveCheck) -> None:
    """How many products differ, and each thing in which one does."""
    with st.grid(4, min_column_width=150):
        st.metric(say("Products planned"), voice().number(check.products))
        st.metric(say("Found in exports"), voice().number(check.found))
        st.metric(say("Differ from the plan"), voice().number(check.differing))
        st.metric(
            say("Cheaper than planned"),
            voice().number(check.cheaper),
            help=say("Customers pay less than planned, or more comes off: the dangerous side."),
        )
    if check.phase is not None:
        st.caption(
            say(
                "Compared with one piece under the automatic rules of “{phase}”, to the fen.",
                phase=check.phase,
            )
        )
    if check.differences.empty:
        if check.products:
            st.success(
                say("Everything that is planned is live as planned."), icon=":material/verified:"
            )
        else:
            st.info(say("No product is planned yet, so nothing is compared."))
        return
    records = records_of(check.differences)
    # What is cheaper comes first; Python's sort keeps the rest in order.
    records.sort(key=lambda one: not one["cheaper"])
    rows = pd.DataFrame([_row(one) for one in records])
    styles = [_colour(one) for one in records]
    amounts = [voice().say(name) for name in ("Plan", "Live", "Live − plan")]
    st.dataframe(
        rows.style.apply(lambda _column: styles, subset=[voice().say("What"), *amounts[1:]]),
        hide_index=True,
        key="live-differences",
        alt=voice().say("What differs between plan and live"),
        column_config={name: st.column_config.TextColumn(alignment="right") for name in amounts},
        height=min(36 * (len(records) + 1), 460),
    )


def what_was_read(check: LiveCheck) -> None:
    """The exports behind it, with their moments."""
    for one in records_of(check.sources):
        st.caption(
            say(
                "{kind}: {n} variant, newest read {moment} by {name} from “{file}”",
                "{kind}: {n} variants, newest read {moment} by {name} from “{file}”",
                kind=LIVE_SOURCE_NAMES[one["source"]],
                n=int(one["variants"]),
                moment=one["read_at"],
                name=name_of(one["by"]),
                file=one["file_name"],
            )
        )


def nothing_taken_in() -> None:
    """The empty state: why to look, and at which exports."""
    st.subheader(say("No export was taken in yet"), anchor=False)
    st.write(
        say(
            "Every public mishap with promotions was a difference between what was meant and what "
            "was live. Download one of these exports and drop it here; you see every product that "
            "differs by ¥0.01 or more."
        )
    )
    which_export()


def which_export() -> None:
    """Which exports the back office has, and where."""
    for source, where in _WHERE.items():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{plain(voice().say(LIVE_SOURCE_NAMES[source]))}**")
            st.write(say(where))


def _row(one: dict[str, Any]) -> dict[str, str]:
    difference = one["difference_fen"]
    sign = "+" if difference is not None and difference > 0 else ""
    source = one["source"]
    return {
        voice().say("Product"): " ".join(filter(None, (one["sku"], one["name"]))) or one["sku_id"],
        voice().say("What"): voice().say(COMPARED_NAMES[one["field"]]),
        voice().say("Plan"): voice().money(one["planned_fen"]),
        voice().say("Live"): voice().money(one["live_fen"]),
        voice().say("Live − plan"): f"{sign}{voice().money(difference)}",
        voice().say("Variant"): one["sku_id"] or one["item_id"],
        voice().say("Source"): "" if source is None else voice().say(LIVE_SOURCE_NAMES[source]),
        voice().say("Read"): voice().said(one["read_at"]),
    }


def _colour(one: dict[str, Any]) -> str:
    if one["cheaper"]:
        return _RED
    return _AMBER if one["field"] in (Compared.MISSING, Compared.UNPLANNED) else ""
