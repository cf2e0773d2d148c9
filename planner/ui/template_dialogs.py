"""The one dialog of the page of templates: save a campaign as one, or take in a file."""

from __future__ import annotations

import streamlit as st

from planner import actions, reports
from planner.reports.templates import TemplatePreview
from planner.ui.asking import attempt, fresh, guarded, read, shaped, show_notices
from planner.ui.campaign_acts import TYPED, Asked, asked_on, close
from planner.ui.choosing import named
from planner.ui.names import planned_team_name
from planner.ui.people import teams
from planner.ui.saying import plain, say
from planner.ui.template_acts import look
from planner.ui.template_list import PAGE, counts
from planner.ui.template_save import as_field, name_field, template_form, typed_key, typed_name
from planner.ui.visitor import language
from planner.words import Refusal

_FILE = f"{TYPED}template-file"


def open_what_was_asked() -> None:
    """Draw what somebody asked for; called once at the end of the page."""
    asked = asked_on(PAGE)
    if asked is None:
        return
    title = say("Save a campaign as a template") if asked.what == "save" else say("Take in a file")
    st.dialog(title, width="medium", on_dismiss=close)(_inside)(asked)


def _inside(asked: Asked) -> None:
    if asked_on(PAGE) != asked:
        st.rerun()
    show_notices()
    guarded(_save if asked.what == "save" else _upload)


def _save() -> None:
    campaigns = shaped(named, reports.campaigns.choices, archived=True)
    name = st.selectbox(say("Campaign"), list(campaigns), key=f"{TYPED}template-campaign")
    template_form(read(reports.campaigns.card, campaign_id=campaigns[name]))


def _upload() -> None:
    st.write(
        say(
            "Drop the file of a template that somebody gave you, or one of yours that you edited. "
            "You see what it brings before anything is kept."
        )
    )
    uploaded = st.file_uploader(say("Template file (.toml)"), key=f"{_FILE}-content")
    if uploaded is None:
        return
    content = uploaded.getvalue()
    try:
        preview = fresh(reports.templates.preview, content=content, file_name=uploaded.name)
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        st.caption(say("Nothing was changed. Choose another file."))
        return
    _preview(preview)
    as_field(_FILE)
    name_field(_FILE, preview.template.name.in_language(language()))
    st.button(
        say("Take in this template"),
        key="template-take-in",
        type="primary",
        icon=":material/download_done:",
        on_click=_take_in,
        args=(content, preview),
    )


def _preview(preview: TemplatePreview) -> None:
    template = preview.template
    with st.container(border=True):
        st.markdown(f"**{plain(template.name.in_language(language()))}**")
        st.caption(counts(len(template.phases), len(template.tasks)))
        st.caption(plain(" → ".join(one.name.in_language(language()) for one in template.phases)))
    ours = teams()
    first = min(read(reports.templates.known_teams).values())
    for number, (team, tasks) in enumerate(preview.unknown.items()):
        st.selectbox(
            say(
                "You have no team “{team}”: who does its {n} task?",
                "You have no team “{team}”: who does its {n} tasks?",
                team=planned_team_name(team),
                n=tasks,
            ),
            list(ours),
            index=list(ours).index(first),
            format_func=lambda team_id: ours[team_id],
            key=f"{_FILE}-team-{number}",
        )


def _take_in(content: bytes, preview: TemplatePreview) -> None:
    taken = attempt(
        actions.templates.import_template,
        content=content,
        digest=preview.digest,
        name=typed_name(_FILE),
        key=typed_key(_FILE),
        team_ids={
            team: st.session_state[f"{_FILE}-team-{number}"]
            for number, team in enumerate(preview.unknown)
        },
    )
    if taken is not None:
        close()
        look(taken.value)
