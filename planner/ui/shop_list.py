"""The shops on the platforms: add one, rename, archive."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner import actions, reports
from planner.rules.platforms import PLATFORMS
from planner.ui.asking import attempt, read
from planner.ui.people_acts import TYPED, ask, close
from planner.ui.saying import plain, say, voice
from planner.ui.task_views import records_of


def add_shop_button() -> None:
    """Opens the form to add a shop."""
    st.button(
        say("Add a shop"),
        key="add-shop",
        icon=":material/add:",
        type="primary",
        on_click=ask,
        args=("shop", 0),
    )


def shop_list() -> None:
    """Every shop with its platform, archived ones last."""
    shops = read(reports.shops.shops, archived=True)
    for shop in records_of(shops.sort_values("archived", kind="stable")):
        _line(shop)


def shop_title(shop_id: int) -> str:
    """What the dialog about a shop is called, for Markdown."""
    shop = _shop(shop_id)
    return plain(shop["name"]) if shop else say("Add a shop")


def shop_form(shop_id: int) -> None:
    """Add a shop, or change the one on screen."""
    shop = _shop(shop_id)
    key = f"{TYPED}shop-{shop_id}"
    if shop is None:
        with st.form(key, border=False):
            _fields(key, "", "tmall")
            st.form_submit_button(say("Add shop"), type="primary", on_click=_add, args=(key,))
        return
    st.session_state.setdefault(f"{key}-version", int(shop["version"]))
    with st.form(key, border=False):
        _fields(key, shop["name"], shop["platform"])
        st.form_submit_button(
            say("Save changes"), type="primary", on_click=_change, args=(key, shop_id)
        )
    if shop["archived"]:
        st.write(say("This shop is in the archive: new sales can't be planned for it."))
        label, icon = say("Take out of the archive"), ":material/unarchive:"
    else:
        st.write(say("An archived shop is not offered for new sales. Its figures stay."))
        label, icon = say("Archive this shop"), ":material/archive:"
    st.button(
        label,
        key=f"archive-shop-{shop_id}",
        icon=icon,
        on_click=_archive,
        args=(shop_id,),
        kwargs={"archived": not shop["archived"]},
    )


def _line(shop: dict[str, Any]) -> None:
    with (
        st.container(border=True, key=f"shop-{shop['id']}"),
        st.container(horizontal=True, vertical_alignment="center", gap="medium"),
    ):
        st.markdown(f"**{plain(shop['name'])}**", width=220)
        st.caption(say(PLATFORMS[shop["platform"]]), width="stretch")
        if shop["archived"]:
            st.badge(say("Archived"), icon=":material/archive:", color="gray")
        st.button(
            say("Change"),
            key=f"change-shop-{shop['id']}",
            help=say("Name, platform and archive of {name}", name=shop["name"]),
            on_click=ask,
            args=("shop", int(shop["id"])),
        )


def _fields(key: str, name: str, platform: str) -> None:
    platforms = {key: voice().say(called) for key, called in PLATFORMS.items()}
    st.text_input(say("Name"), name, key=f"{key}-name", max_chars=60)
    st.selectbox(
        say("Platform"),
        list(platforms),
        index=list(platforms).index(platform),
        format_func=lambda option: platforms[option],
        key=f"{key}-platform",
    )


def _shop(shop_id: int) -> dict[str, Any] | None:
    shops = read(reports.shops.shops, archived=True)
    found = shops[shops["id"] == shop_id]
    return None if found.empty else {str(key): value for key, value in found.iloc[0].items()}


def _typed(key: str) -> dict[str, Any]:
    return {
        "name": st.session_state[f"{key}-name"],
        "platform": st.session_state[f"{key}-platform"],
    }


def _add(key: str) -> None:
    if attempt(actions.shops.add_shop, **_typed(key)) is not None:
        close()


def _change(key: str, shop_id: int) -> None:
    version = st.session_state[f"{key}-version"]
    given = {"shop_id": shop_id, "version": version, **_typed(key)}
    if attempt(actions.shops.rename_shop, **given) is not None:
        close()
        return
    now = _shop(shop_id)
    if now is not None:
        st.session_state[f"{key}-version"] = int(now["version"])


def _archive(shop_id: int, *, archived: bool) -> None:
    given = {"shop_id": shop_id, "archived": archived}
    if attempt(actions.shops.archive_shop, **given) is not None:
        close()
