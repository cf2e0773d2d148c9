"""What is inside a template: its phases on a scale, its tasks, its versions, what can be done."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.desk import counter
from planner.files.template_toml import write_template
from planner.reports.templates import TemplateCard
from planner.rules.clock import wall_clock
from planner.rules.layouts import lay_out
from planner.ui import draft
from planner.ui.asking import attempt, perform, read
from planner.ui.draft_tasks import tasks_by_phase
from planner.ui.people import name_of
from planner.ui.places import go_to
from planner.ui.saying import plain, say, voice
from planner.ui.small_timeline import scale_of, small_timeline
from planner.ui.task_views import records_of
from planner.ui.template_acts import begin_editing, editing, look, look_at_all
from planner.ui.template_edit import template_editor
from planner.ui.template_list import counts, saved
from planner.ui.visitor import language


def template_view(card: TemplateCard) -> None:
    """One version of a template, to be looked at or edited."""
    st.button(
        say("All templates"),
        key="all-templates",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=look_at_all,
    )
    st.subheader(plain(card.template.name.in_language(language())), anchor=False)
    about = counts(len(card.template.phases), len(card.template.tasks))
    if card.own:
        about += " · " + saved(card.number, card.saved_by, card.saved_at, card.note)
    st.caption(about)
    if card.own and editing():
        template_editor(card)
        return
    _standing(card)
    _verbs(card)
    _layout(card)
    if card.own:
        _versions(card)


def _standing(card: TemplateCard) -> None:
    if card.archived:
        st.badge(say("Archived"), icon=":material/archive:", color="gray")
    if card.number < card.newest:
        st.info(
            say(
                "This is an older version; the newest is {number}. It stays as it was saved.",
                number=card.newest,
            ),
            icon=":material/history:",
        )


def _verbs(card: TemplateCard) -> None:
    key = card.template.key
    with st.container(horizontal=True):
        if card.number < card.newest:
            st.button(
                say("Make this the newest"),
                key="template-bring-back",
                icon=":material/settings_backup_restore:",
                on_click=_bring_back,
                args=(card,),
            )
        elif not card.archived:
            if st.button(
                say("Plan a campaign with it"),
                key="template-use",
                type="primary",
                icon=":material/add_circle:",
            ):
                draft.begin(key)
                go_to("new_campaign")
            if card.own:
                st.button(
                    say("Edit"),
                    key="template-edit",
                    icon=":material/edit:",
                    on_click=begin_editing,
                    args=(key, card.number),
                )
        st.download_button(
            say("Download"),
            lambda: write_template(card.template),
            file_name=f"{card.template.name.in_language(language())}.toml",
            mime="application/toml",
            on_click="ignore",
            icon=":material/download:",
            key="template-download",
            help=say("A file for another shop: take it in on this page there."),
        )
        if card.own:
            act, label, icon = (
                (actions.templates.unarchive, say("Take out of the archive"), "unarchive")
                if card.archived
                else (actions.templates.archive, say("Archive"), "archive")
            )
            st.button(
                label,
                key="template-archive",
                icon=f":material/{icon}:",
                on_click=perform,
                args=(act,),
                kwargs={"key": key},
            )


def _layout(card: TemplateCard) -> None:
    day = draft.sale_day_for(card.template)
    plan = lay_out(card.template, day, language())
    now = wall_clock(counter().now(), draft.time_zone())
    st.subheader(say("Phases and milestones"), anchor=False)
    st.caption(
        say(
            "Drawn around {day}; a campaign has them around its own sale day.",
            day=voice().day_long(day),
        )
    )
    scale = scale_of(plan.phases, plan.milestones, day, now)
    small_timeline(plan.phases, plan.milestones, scale, shops={})
    st.subheader(say("Tasks"), anchor=False)
    if plan.tasks:
        tasks_by_phase(plan)
    else:
        st.write(say("This template brings no tasks."))


def _versions(card: TemplateCard) -> None:
    st.subheader(say("Versions"), anchor=False)
    for row in records_of(read(reports.templates.versions, key=card.template.key)):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            parts = [
                f"**{say('Version {number}', number=row['number'])}**",
                plain(row["name"]),
                say(
                    "{who}, {when}",
                    who=name_of(row["who"]),
                    when=voice().moment(row["saved_at"]),
                ),
                *([plain(row["note"])] if row["note"] else []),
            ]
            st.markdown(" · ".join(parts), width="stretch")
            if row["number"] == card.number:
                st.caption(say("shown above"), width="content")
            else:
                st.button(
                    say("Look"),
                    key=f"look-version-{row['number']}",
                    help=say("Look at version {number}", number=row["number"]),
                    on_click=look,
                    args=(card.template.key, int(row["number"])),
                )


def _bring_back(card: TemplateCard) -> None:
    given = {"key": card.template.key, "number": card.number, "newest": card.newest}
    if attempt(actions.templates.bring_back, **given) is not None:
        look(card.template.key)
