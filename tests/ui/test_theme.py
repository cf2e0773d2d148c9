"""The theme that is remembered is the one that Streamlit works out."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import unwrap

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from planner.ui.theme import remembering

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar")


@pytest.fixture(autouse=True)
def own_theme() -> Iterator[None]:
    """Sections with colours, fonts, lists and switches, and some with nothing."""
    given = {
        "theme.base": "dark",
        "theme.primaryColor": "#4F6BD8",
        "theme.font": "serif",
        "theme.showWidgetBorder": True,
        "theme.chartCategoricalColors": ["#111111", "#222222"],
        "theme.light.sidebar.backgroundColor": "#F5F5F5",
    }
    before = {name: config.get_option(name) for name in given}
    for name, value in given.items():
        config.set_option(name, value)
    yield
    for name, value in before.items():
        config.set_option(name, value)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_remembered_section_is_the_same_the_first_time_and_later(section: str) -> None:
    streamlit_s_own = unwrap(app_session._populate_theme_msg)
    expected = CustomThemeConfig()
    remembered = remembering(streamlit_s_own)

    streamlit_s_own(_part(expected, section), section)

    for _ in range(2):
        told = CustomThemeConfig()
        remembered(_part(told, section), section)
        assert told == expected
        assert told.SerializeToString(deterministic=True) == expected.SerializeToString(
            deterministic=True
        )


def test_the_settings_are_read_once() -> None:
    asked: list[str] = []

    def populate(msg: CustomThemeConfig, section: str) -> None:
        asked.append(section)
        msg.primary_color = f"#{len(section):06}"

    remembered = remembering(populate)
    for section in ("theme", "theme.dark", "theme"):
        told = CustomThemeConfig()
        remembered(told, section)
        assert told.primary_color == f"#{len(section):06}"

    assert asked == ["theme", "theme.dark"]


def _part(message: CustomThemeConfig, section: str) -> CustomThemeConfig:
    part = message
    for name in section.split(".")[1:]:
        part = getattr(part, name)
    return part
