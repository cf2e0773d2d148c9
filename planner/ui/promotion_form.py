"""The form of one promotion: what it gives, for what and when, and how it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from planner import actions, reports
from planner.files import promotion_presets, promotion_tasks
from planner.reports.campaigns import CampaignCard
from planner.reports.promotions import PromotionCard
from planner.rules.names import tidy
from planner.rules.promotions.draft_fields import NEEDED_FIELDS, DraftField
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.needs import needs_of
from planner.rules.promotions.presets import GivingKind, Preset
from planner.rules.promotions.ruleset import Layer
from planner.rules.promotions.typed_drafts import draft_from, draft_texts, preset_texts
from planner.rules.promotions.written_rules import kind_of
from planner.ui.asking import attempt, read
from planner.ui.names import planned_team_name
from planner.ui.promotion_acts import refuse, show_refused, stop_writing, typed_key, written_id
from planner.ui.promotion_fields import (
    begin_with,
    choice_field,
    choices_field,
    flag_field,
    measure_field,
    most_for_field,
    set_fields,
    text_field,
    tier_fields,
    typed_values,
)
from planner.ui.promotion_scope import product_names, scope_fields
from planner.ui.promotion_terms import how_it_counts
from planner.ui.saying import plain, say
from planner.ui.visitor import language
from planner.words import Refusal, Sentence

_MOST_OFF_AN_ORDER = Sentence("At most off an order, in yuan")
_WITH_TASKS = "with-tasks"


def promotion_form(campaign: CampaignCard) -> None:
    """Write a new promotion, or change the one that was chosen."""
    promotion_id = written_id()
    card = None
    if promotion_id is not None:
        card = _card(campaign, promotion_id)
        if card is None:
            return
    st.subheader(say("Add a promotion") if card is None else plain(card.draft.name), anchor=False)
    preset = _preset(card)
    key = typed_key(f"{promotion_id or 'new'}-{preset.key}")
    _begin(key, campaign, preset, card)
    text_field(key, DraftField.NAME, most=80)
    st.markdown(f"**{say('What does it give?')}**")
    _needed(key, campaign, preset)
    st.markdown(f"**{say('For what, and when?')}**")
    scope_fields(key, campaign, preset)
    how_it_counts(key, campaign, preset)
    _tasks(key, campaign, preset, card)
    show_refused()
    with st.container(horizontal=True):
        st.button(
            say("Add it") if card is None else say("Save changes"),
            key="save-promotion",
            type="primary",
            on_click=_save,
            args=(key, campaign.id, preset, promotion_id),
        )
        _back()


def _card(campaign: CampaignCard, promotion_id: int) -> PromotionCard | None:
    """The promotion that is to be changed; None, with the way back, where it is not here."""
    try:
        card = read(reports.promotions.card, promotion_id=promotion_id)
    except Refusal as refusal:
        st.info(say(refusal.sentence), icon=":material/info:")
    else:
        if card.campaign_id == campaign.id:
            return card
        st.info(say("This promotion belongs to another campaign."), icon=":material/info:")
    _back()
    return None


def _back() -> None:
    st.button(say("Back to the list"), key="leave-promotion", on_click=stop_writing)


def _preset(card: PromotionCard | None) -> Preset:
    """The kind that is chosen, and whose practice it is."""
    known = promotion_presets.shipped()
    if card is None:
        names = {key: one.name.in_language(language()) for key, one in known.items()}
        key = st.selectbox(
            say("Kind of promotion"),
            list(names),
            format_func=lambda key: names[key],
            key=typed_key("preset"),
            persist_state="session",
        )
        preset = known[key]
    else:
        preset = _preset_of(card.draft)
    st.caption(
        say(
            "{name}: usual terms of {platform}, {year}. {source}. Last checked {day}.",
            name=preset.name.in_language(language()),
            platform=preset.platform.in_language(language()),
            year=str(preset.year),
            source=preset.source.in_language(language()),
            day=preset.checked,
        )
    )
    return preset


def _preset_of(draft: Draft) -> Preset:
    """The kind that a promotion was written as, else the first that gives the same."""
    known, kind = promotion_presets.shipped(), kind_of(draft.gives)
    alike = [preset for preset in known.values() if preset.kind is kind]
    return next((preset for preset in alike if preset.key == draft.preset), alike[0])


def _begin(key: str, campaign: CampaignCard, preset: Preset, card: PromotionCard | None) -> None:
    if card is not None:
        st.session_state.setdefault(f"{key}-version", card.version)
        begin_with(key, draft_texts(card.draft))
        return
    begin_with(
        key,
        {
            DraftField.NAME: preset.name.in_language(language()),
            DraftField.PHASES: [phase.key for phase in campaign.phases if phase.kind == "burst"],
            DraftField.SHOP: 0,
            **preset_texts(preset),
        },
    )


def _needed(key: str, campaign: CampaignCard, preset: Preset) -> None:
    """The fields that this kind needs, and no others."""
    products = product_names(campaign)
    fields = NEEDED_FIELDS[preset.kind]
    asked: Mapping[DraftField, Callable[[], None]] = {
        DraftField.MEASURE: lambda: measure_field(key),
        DraftField.TIERS: lambda: tier_fields(key, rates=preset.kind is GivingKind.RATE_OFF),
        DraftField.REPEAT: lambda: flag_field(key, DraftField.REPEAT),
        DraftField.SET: lambda: set_fields(key, products),
        DraftField.GIFT: lambda: choice_field(key, DraftField.GIFT, products, new=True),
        DraftField.GET_SKUS: lambda: choices_field(
            key, DraftField.GET_SKUS, products, say("The same products")
        ),
    }
    for field in [field for field in fields if field in asked]:
        asked[field]()
    gift = st.session_state.get(f"{key}-{DraftField.GIFT}")
    if preset.kind is GivingKind.GIFT and gift and gift not in products:
        st.caption(say("“{gift}” is none of the products: type what it costs.", gift=gift))
    with st.grid(3, min_column_width=200):
        for field in [field for field in fields if field not in asked]:
            if field is DraftField.MOST_FOR:
                most_for_field(key)
            elif field is DraftField.MOST and DraftField.MOST_FOR not in fields:
                text_field(key, field, most=80, label=_MOST_OFF_AN_ORDER)
            elif field is DraftField.GIFT_COST:
                text_field(key, field, say("empty: as its product costs"), most=80)
            else:
                text_field(key, field, most=80)


def _tasks(key: str, campaign: CampaignCard, preset: Preset, card: PromotionCard | None) -> None:
    """The tasks that come with it, before they are made."""
    layer = Layer(st.session_state.get(f"{key}-{DraftField.LAYER}", preset.layer))
    needs = needs_of(promotion_tasks.shipped(), preset.kind, layer)
    st.session_state.setdefault(f"{key}-{_WITH_TASKS}", card is None)
    chosen = st.toggle(
        say("Make the tasks that it needs") if card is None else say("Add tasks it still lacks"),
        key=f"{key}-{_WITH_TASKS}",
        persist_state="session",
    )
    if not chosen:
        return
    name = tidy(st.session_state.get(f"{key}-{DraftField.NAME}") or "")
    lines = [
        say(
            "{team}: {title}, {n} day before it opens",
            "{team}: {title}, {n} days before it opens",
            team=planned_team_name(need.team),
            title=need.titled(name, campaign.language),
            n=need.days_before,
        )
        for need in needs
    ]
    st.caption("  \n".join(lines))


def _save(key: str, campaign_id: int, preset: Preset, promotion_id: int | None) -> None:
    try:
        draft = draft_from(preset, typed_values(key))
    except Refusal as refusal:
        refuse(refusal.sentence)
        return
    with_tasks = bool(st.session_state.get(f"{key}-{_WITH_TASKS}"))
    if promotion_id is None:
        saved = attempt(
            actions.promotions.add, campaign_id=campaign_id, draft=draft, with_tasks=with_tasks
        )
    else:
        saved = attempt(
            actions.promotions.edit,
            promotion_id=promotion_id,
            version=st.session_state[f"{key}-version"],
            draft=draft,
            with_tasks=with_tasks,
        )
    if saved is not None:
        stop_writing()
        return
    refuse()
    if promotion_id is not None:
        _look_again(key, promotion_id)


def _look_again(key: str, promotion_id: int) -> None:
    """Having been told what changed meanwhile, saving again counts as having looked."""
    try:
        card = read(reports.promotions.card, promotion_id=promotion_id)
    except Refusal:
        return
    st.session_state[f"{key}-version"] = card.version
