"""How a promotion counts beside others: folded away, with what its kind usually says."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from planner import reports
from planner.files import promotion_presets
from planner.reports.campaigns import CampaignCard
from planner.rules.promotions.draft_fields import DraftField
from planner.rules.promotions.presets import ROUNDINGS, Preset
from planner.rules.promotions.ruleset import LAYER_NAMES, Layer
from planner.rules.promotions.telling import BASE_NAMES
from planner.ui.asking import read
from planner.ui.promotion_fields import (
    choice_field,
    choices_field,
    flag_field,
    moment_field,
    text_field,
)
from planner.ui.saying import say, voice
from planner.ui.visitor import language


def how_it_counts(key: str, campaign: CampaignCard, preset: Preset) -> None:
    """Layer, group, base, rounding, who pays, and a window of its own."""
    flag_field(key, DraftField.CLAIMED)
    with st.expander(say("How it counts beside others"), icon=":material/tune:"):
        with st.grid(3, min_column_width=220):
            choice_field(key, DraftField.LAYER, _layers(preset))
            choice_field(key, DraftField.GROUP, _groups(campaign), new=True)
            choice_field(
                key,
                DraftField.BASE,
                {base: voice().say(name) for base, name in BASE_NAMES.items()},
            )
            choice_field(
                key,
                DraftField.ROUNDING,
                {name: voice().say(said) for name, (_, said) in ROUNDINGS.items()},
            )
            text_field(key, DraftField.SHOP_SHARE)
            text_field(key, DraftField.BUDGET, say("no limit"))
            text_field(key, DraftField.PRIORITY, "0")
            choices_field(
                key,
                DraftField.SHUTS,
                {layer: voice().say(name) for layer, name in LAYER_NAMES.items()},
                say("None"),
            )
        _window(key, campaign)


def _layers(preset: Preset) -> dict[Layer, str]:
    """Freight rules have a layer of their own; the others have all the rest."""
    freight = preset.layer is Layer.FREIGHT
    return {
        layer: voice().say(name)
        for layer, name in LAYER_NAMES.items()
        if (layer is Layer.FREIGHT) == freight
    }


def _groups(campaign: CampaignCard) -> dict[str, str]:
    """The groups of which only one counts: none, the usual ones, and those of this sale."""
    found = {"": voice().say("no group: it adds to all others")}
    for key, name in promotion_presets.shipped_groups().items():
        found[key] = name.in_language(language())
    listed = read(reports.promotions.listing, campaign_id=campaign.id)
    for group in listed["group"]:
        found.setdefault(str(group), str(group))
    return found


def _window(key: str, campaign: CampaignCard) -> None:
    first = min(phase.opens for phase in campaign.phases) - timedelta(days=60)
    last = max(phase.closes for phase in campaign.phases) + timedelta(days=60)
    with st.grid(3, min_column_width=220):
        moment_field(key, DraftField.OPENS, first, last)
        moment_field(key, DraftField.CLOSES, first, last)
    st.caption(
        say("Leave both empty where it counts from the opening to the closing of its phases.")
    )
