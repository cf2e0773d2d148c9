"""The frame around every page: who is here, which pages they see, what was just done."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from planner import reports
from planner.rules.people import Actor, Right, Role
from planner.text.speaker import speaker
from planner.ui.asking import guarded, read, show_notices
from planner.ui.flushing import rest_less_between_sending
from planner.ui.language_switch import language_switch
from planner.ui.places import FOLDER
from planner.ui.saying import plain, say, voice
from planner.ui.theme import work_the_theme_out_once
from planner.ui.visitor import language, standing
from planner.words import Refusal, Sentence


@dataclass(frozen=True)
class PageEntry:
    """A page in the menu: its file and path, its title, who sees it; hidden ones have no title."""

    path: str
    title: Sentence
    icon: str
    right: Right
    section: str = ""
    hidden: bool = False


SECTIONS: Mapping[str, Sentence] = {
    "work": Sentence("Work"),
    "sale": Sentence("The sale"),
    "promotions": Sentence("Promotions"),
    "shop": Sentence("Your shop"),
}
PAGES: Sequence[PageEntry] = (
    PageEntry("my_tasks", Sentence("My tasks"), "task_alt", Right.SEE_PLAN, "work"),
    PageEntry("tasks", Sentence("Tasks"), "view_kanban", Right.SEE_PLAN, "work"),
    PageEntry("timeline", Sentence("Timeline"), "view_timeline", Right.SEE_PLAN, "work"),
    PageEntry("workload", Sentence("Workload"), "grid_on", Right.SEE_PLAN, "work"),
    PageEntry("overview", Sentence("Overview"), "dashboard", Right.SEE_PLAN, "sale"),
    PageEntry("gates", Sentence("Gates"), "door_open", Right.SEE_PLAN, "sale"),
    PageEntry("progress", Sentence("Progress"), "monitoring", Right.SEE_PLAN, "sale"),
    PageEntry("target", Sentence("Target"), "flag", Right.SEE_PLAN, "sale"),
    PageEntry("retrospective", Sentence("Retrospective"), "history_edu", Right.SEE_PLAN, "sale"),
    PageEntry("war_room", Sentence("War room"), "crisis_alert", Right.SEE_PLAN, "sale"),
    PageEntry("playbooks", Sentence("Playbooks"), "menu_book", Right.SEE_PLAN, "sale"),
    PageEntry("figures", Sentence("Add sales figures"), "upload_file", Right.IMPORT_SALES, "sale"),
    PageEntry("campaign", Sentence("Campaign"), "event", Right.SEE_PLAN, "sale"),
    PageEntry("new_campaign", Sentence("New campaign"), "add_circle", Right.PLAN, "sale"),
    PageEntry("products", Sentence("Products"), "inventory_2", Right.SEE_PLAN, "promotions"),
    PageEntry("promotions", Sentence("Promotions"), "sell", Right.SEE_PLAN, "promotions"),
    PageEntry("basket", Sentence("Try a basket"), "shopping_basket", Right.SEE_PLAN, "promotions"),
    PageEntry("safety", Sentence("Safety map"), "shield", Right.SEE_COSTS, "promotions"),
    PageEntry(
        "check",
        Sentence("Check before launch"),
        "fact_check",
        Right.SEE_COSTS,
        "promotions",
    ),
    PageEntry(
        "threshold",
        Sentence("Choose a threshold"),
        "price_change",
        Right.SEE_COSTS,
        "promotions",
    ),
    PageEntry(
        "live_prices",
        Sentence("Plan against live"),
        "compare_arrows",
        Right.SEE_COSTS,
        "promotions",
    ),
    PageEntry("people", Sentence("People"), "group", Right.SEE_PLAN, "shop"),
    PageEntry("calendar", Sentence("Calendar"), "calendar_month", Right.SEE_PLAN, "shop"),
    PageEntry("templates", Sentence("Templates"), "bookmarks", Right.PLAN, "shop"),
    PageEntry("history", Sentence("History"), "history", Right.SEE_PLAN, "shop"),
    PageEntry("recycle_bin", Sentence("Recycle bin"), "delete", Right.PLAN, "shop"),
    PageEntry("account", Sentence("My account"), "person", Right.SEE_PLAN, "shop"),
    PageEntry("task", Sentence("Task"), "task_alt", Right.SEE_PLAN, hidden=True),
)


work_the_theme_out_once()
rest_less_between_sending()

_ICON = (
    "data:image/svg+xml;base64,"
    + b64encode(Path(__file__).with_name("icon.svg").read_bytes()).decode()
)
_STYLE = """
.stMainBlockContainer { padding: 4rem clamp(1rem, 3vw, 3rem) 4rem; }
.plain-link { font-size: 0.875rem; color: inherit; }
.stMainBlockContainer h1 { padding: 0.25rem 0 0.5rem; font-size: 1.75rem; }
[class*="st-key-released-"] button { text-align: left; }
@media (hover: none) { .stElementContainer:has(.stDataFrame) { margin-top: 2rem; } }
"""
# A Chinese font draws quotation marks as wide as its characters, which tears English apart.
_IN_ENGLISH = "body, button { font-feature-settings: 'palt'; }"


def first_page(actor: Actor) -> str:
    """The page that opens first: the overview for who plans or leads, else one's own tasks."""
    return "overview" if actor.roles & {Role.LEAD, Role.OPERATOR} else "my_tasks"


def draw() -> None:
    """Draw the frame and the page that was asked for."""
    st.set_page_config(layout="wide", page_icon=_ICON)
    st.html(f"<style>{_STYLE}{_IN_ENGLISH if language() == 'en' else ''}</style>")
    with _reachable(), standing() as actor:
        _page(actor)


@contextmanager
def _reachable() -> Iterator[None]:
    """Where nobody can be asked who is here, say why."""
    try:
        yield
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/cloud_off:")


def _page(actor: Actor) -> None:
    # Streamlit marks the page that may run, so each run gets copies of its own.
    pages = {
        entry.path: copy(_looked_up(entry, language())) for entry in PAGES if actor.may(entry.right)
    }
    home = st.Page(
        lambda: st.switch_page(pages[first_page(actor)]),
        url_path="home",
        title=say("Home"),
        default=True,
        visibility="hidden",
    )
    chosen = st.navigation(_menu(home, pages), expanded=True)
    st.logo(_ICON, size="large")
    with st.sidebar:
        _signature(actor)
    if chosen is home:
        home.run()
    else:
        _body(chosen)


@st.fragment
def _body(chosen: StreamlitPage) -> None:
    """The page itself: what is done on it draws it again, and nothing around it."""
    with _reachable(), standing():
        show_notices()
        guarded(copy(chosen).run)


@cache
def _looked_up(entry: PageEntry, language: str) -> StreamlitPage:
    """A page's entry in the menu; to make one, Streamlit looks for its file on the disk."""
    return st.Page(
        FOLDER / f"{entry.path}.py",
        url_path=entry.path,
        title=speaker(language).say(entry.title),
        icon=f":material/{entry.icon}:",
        visibility="hidden" if entry.hidden else "visible",
    )


def _menu(
    home: StreamlitPage, pages: Mapping[str, StreamlitPage]
) -> dict[str, list[StreamlitPage]]:
    menu: dict[str, list[StreamlitPage]] = {"": [home]}
    for entry in PAGES:
        if entry.path in pages:
            title = say(SECTIONS[entry.section]) if entry.section else ""
            menu.setdefault(title, []).append(pages[entry.path])
    return menu


def _signature(actor: Actor) -> None:
    language_switch()
    place = read(reports.visitors.installation)
    if place is not None and place.kind == "demo":
        st.badge(say("Demo sale: invented data"), icon=":material/science:", color="orange")
        elsewhere = escape(voice().say("Enter as someone else"))
        st.html(f'<a href="/demo" class="plain-link">{elsewhere}</a>')
    st.caption(f"{plain(place.company if place else '')} · {plain(actor.name)}")
