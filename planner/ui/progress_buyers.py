"""Who comes back: old and new buyers, and the members gained, where an export gives them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner import reports
from planner.reports.buyers import Buyers
from planner.reports.campaigns import CampaignCard
from planner.ui.asking import read, shaped
from planner.ui.progress import source_names
from planner.ui.progress_tables import to_the_right
from planner.ui.saying import say, voice
from planner.words import Fen


def who_comes_back(campaign: CampaignCard) -> None:
    """Members gained, what returning buyers paid, and each day's buyers with their window."""
    found = read(reports.buyers.buyers, campaign_id=campaign.id)
    if found.members is None and found.returning is None and found.days.empty:
        return
    st.subheader(say("Who comes back"), anchor=False)
    with st.grid(4, min_column_width=170):
        if found.members is not None:
            st.metric(
                say("Members gained"),
                voice().number(found.members.value),
                help=say(
                    "Up to {moment}, from {sources}.",
                    moment=voice().wall_clock(found.members.moment),
                    sources=source_names(found.members.sources),
                ),
            )
        if found.returning is not None:
            st.metric(
                say("Share paid by returning buyers"),
                voice().percent(found.returning.bp),
                help=say(
                    "{part} of {whole}, up to {moment}, from {sources}.",
                    part=Fen(found.returning.numerator),
                    whole=Fen(found.returning.denominator),
                    moment=voice().wall_clock(found.returning.moment),
                    sources=source_names(found.returning.sources),
                ),
            )
        for row in found.days.tail(1).to_dict("records"):
            st.metric(
                say("Repurchase rate of {day}", day=voice().day(row["day"])),
                voice().percent(row["repurchase_bp"]),
                help=say(
                    "{returning} returning and {new} new buyers of {shop} on that day.",
                    returning=int(row["returning_buyers"]),
                    new=int(row["new_buyers"]),
                    shop=str(row["shop"]),
                ),
            )
    if not found.days.empty:
        opened = st.expander(
            say("New and returning buyers by day"),
            key=f"buyers-{campaign.id}",
            on_change="rerun",
            type="compact",
        )
        if opened.open:
            days = shaped(_days, reports.buyers.buyers, campaign_id=campaign.id)
            opened.dataframe(
                days,
                hide_index=True,
                key=f"buyers-days-{campaign.id}",
                column_config=to_the_right(list(days.columns[2:5])),
                alt=voice().say("New and returning buyers by day"),
            )
            opened.caption(
                say("People are counted once a day and shop, so days and shops do not add up.")
            )


def _days(found: Buyers) -> pd.DataFrame:
    told = voice()
    return pd.DataFrame(
        [
            {
                told.say("Day"): told.day(row["day"]),
                told.say("Shop"): str(row["shop"]),
                told.say("New buyers"): told.number(int(row["new_buyers"])),
                told.say("Returning buyers"): told.number(int(row["returning_buyers"])),
                told.say("Repurchase rate"): told.percent(row["repurchase_bp"]),
                told.say("Source"): source_names([row["source"]]),
            }
            for row in found.days.to_dict("records")
        ]
    )
