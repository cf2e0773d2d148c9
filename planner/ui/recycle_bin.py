"""What lies in the recycle bin, with who put it there, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from planner import actions
from planner.ui.asking import perform
from planner.ui.people import name_of
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of
from planner.words import Did

_SHOWN = 50
_MORE = "_binned_more"
_MORE_PRODUCTS = "_binned_more_products"


def nothing_here() -> None:
    """The empty state."""
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(say("Nothing in the recycle bin"), anchor=False)
        st.write(
            say(
                "Campaigns, tasks and products that someone puts into the recycle bin wait here "
                "until they are restored. Nothing is ever deleted for good."
            )
        )


def binned_campaigns(campaigns: pd.DataFrame) -> None:
    """Campaigns with all that is in them."""
    st.subheader(say("Campaigns"), anchor=False)
    for row in records_of(campaigns):
        about = say("Sale day {day}", day=voice().day_long(row["sale_day"]))
        _line(
            row["name"],
            about,
            say("since {when}", when=voice().moment(row["deleted_at"])),
            f"restore-campaign-{row['id']}",
            actions.campaigns.restore,
            campaign_id=int(row["id"]),
        )


def binned_tasks(tasks: pd.DataFrame) -> None:
    """Single tasks, the last thrown away first, a screenful until more is asked for."""
    st.subheader(say("Tasks"), anchor=False)
    shown = st.session_state.get(_MORE, _SHOWN)
    for row in records_of(tasks.head(shown)):
        _line(
            row["title"],
            plain(row["campaign"]),
            say(
                "{who}, {when}",
                who=name_of(row["deleted_by"]),
                when=voice().moment(row["deleted_at"]),
            ),
            f"restore-task-{row['id']}",
            actions.plans.restore,
            task_id=int(row["id"]),
        )
    _offer_more(len(tasks), shown, _MORE, "binned-more")


def binned_products(products: pd.DataFrame) -> None:
    """Products of sales, the last thrown away first, a screenful until more is asked for."""
    st.subheader(say("Products"), anchor=False)
    shown = st.session_state.get(_MORE_PRODUCTS, _SHOWN)
    for row in records_of(products.head(shown)):
        _line(
            row["name"],
            f"{plain(row['sku'])} · {plain(row['campaign'])}",
            say(
                "{who}, {when}",
                who=name_of(row["removed_by"]),
                when=voice().moment(row["removed_at"]),
            ),
            f"restore-product-{row['id']}",
            actions.products.bring_back,
            product_id=int(row["id"]),
        )
    _offer_more(len(products), shown, _MORE_PRODUCTS, "binned-more-products")


def _line(
    title: str, about: str, when: str, key: str, restore: Callable[..., Did], **which: Any
) -> None:
    with (
        st.container(border=True),
        st.container(horizontal=True, vertical_alignment="center", gap="medium"),
    ):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(title)}**")
            st.caption(f"{about} · {when}")
        st.button(
            say("Restore"),
            key=key,
            icon=":material/restore_from_trash:",
            help=say("Restore {name}", name=title),
            on_click=perform,
            args=(restore,),
            kwargs=which,
        )


def _offer_more(total: int, shown: int, kept: str, key: str) -> None:
    if total > shown:
        st.button(
            say("Show more ({shown} of {total})", shown=shown, total=total),
            key=key,
            on_click=_show_more,
            args=(kept, shown),
        )


def _show_more(kept: str, shown: int) -> None:
    st.session_state[kept] = shown + _SHOWN
