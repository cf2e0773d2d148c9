"""What the browser says was done, and how rows are made small for it."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from planner.ui.components.acts import Act, decode, unanswered
from planner.ui.components.packing import TASK_FIELDS, pack

COMPONENTS = Path(import_module("planner.ui.components").__file__ or "").parent
ELEMENTS = ["task_list", "board", "timeline", "heat_map", "safety_map", "war_room", "year"]

LISTED = """
import streamlit as st
from importlib import import_module
element = import_module("planner.ui.components.task_list")
task = {"id": 7, "version": 2, "title": "Film three videos", "state": "todo", "can": ["complete"]}
group = {"id": "today", "title": "Today", "count": 333, "shown": 1, "tasks": [task]}
element.task_list(
    element.content([group]), words=b"{}", key="mine", on_act=lambda verb, payload: None
)
"""


def test_a_tick_says_which_task_in_which_version_was_completed() -> None:
    tick = {"number": 1700000000000, "verb": "complete", "task": 7, "version": 2}

    assert decode(tick) == Act(1700000000000, "complete", {"task": 7, "version": 2})


def test_a_moved_card_says_to_which_column() -> None:
    move = {"number": 1, "verb": "move", "task": 7, "version": 2, "to": "doing"}

    assert decode(move) == Act(1, "move", {"task": 7, "version": 2, "to": "doing"})


def test_show_more_says_of_which_group() -> None:
    assert decode({"number": 1, "verb": "more", "group": "late"}) == Act(
        1, "more", {"group": "late"}
    )


def test_a_chosen_day_says_which_cell_it_is() -> None:
    assert decode({"number": 1, "verb": "choose", "group": "3:12"}) == Act(
        1, "choose", {"group": "3:12"}
    )


def test_a_chosen_day_says_which() -> None:
    assert decode({"number": 1, "verb": "day", "day": "2026-11-11"}) == Act(
        1, "day", {"day": "2026-11-11"}
    )


def test_a_bar_without_a_version_still_opens() -> None:
    assert decode({"number": 1, "verb": "open", "task": 7}) == Act(
        1, "open", {"task": 7, "version": 0}
    )


@pytest.mark.parametrize("verb", ["earlier", "later", "latest"])
def test_a_chosen_bar_is_moved_in_the_version_that_was_seen(verb: str) -> None:
    act = decode({"number": 1, "verb": verb, "task": 7, "version": 2, "days": 99})

    assert act == Act(1, verb, {"task": 7, "version": 2})


def test_what_an_act_need_not_say_goes_no_further() -> None:
    act = decode({"number": 1, "verb": "claim", "task": 7, "version": 2, "owner": 99, "to": "done"})

    assert act == Act(1, "claim", {"task": 7, "version": 2})


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "complete",
        {},
        {"number": 1, "verb": "erase", "task": 7, "version": 1},
        {"number": 1, "verb": ["open"], "task": 7, "version": 1},
        {"number": 1, "verb": "complete", "task": "7", "version": 1},
        {"number": 1, "verb": "complete", "task": True, "version": 1},
        {"number": 1, "verb": "complete", "task": 7.0, "version": 1},
        {"number": 1, "verb": "complete", "task": 0, "version": 1},
        {"number": 1, "verb": "complete", "task": 2**63, "version": 1},
        {"number": 1, "verb": "complete", "task": 7, "version": "1"},
        {"number": 1, "verb": "complete", "task": 7, "version": -1},
        {"number": 0, "verb": "complete", "task": 7, "version": 1},
        {"verb": "complete", "task": 7, "version": 1},
        {"number": 1, "verb": "move", "task": 7, "version": 1},
        {"number": 1, "verb": "move", "task": 7, "version": 1, "to": ""},
        {"number": 1, "verb": "move", "task": 7, "version": 1, "to": "x" * 81},
        {"number": 1, "verb": "more", "group": 3},
        {"number": 1, "verb": "day"},
        {"number": 1, "verb": "day", "day": 20261111},
        {"number": 1, "verb": "day", "day": "20261111"},
        {"number": 1, "verb": "day", "day": "2026-02-30"},
    ],
)
def test_a_message_of_another_shape_is_no_act(raw: object) -> None:
    assert decode(raw) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=7), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(["number", "verb", "task", "version", "to", "group", "day"])


FORGED = ["open", "move", "more", "choose", "day", "2026-11-11", 1, 7]


@given(st.dictionaries(FIELDS, JSON | st.sampled_from(FORGED)))
def test_whatever_a_forged_message_holds_an_act_names_what_it_is_about(raw: object) -> None:
    act = decode(raw)

    if act is not None:
        about = {"more": ["group"], "choose": ["group"], "day": ["day"], "refresh": []}.get(
            act.verb
        )
        assert list(act.payload) == about if about is not None else type(act.payload["task"]) is int


def test_two_taps_in_one_message_both_count_oldest_first() -> None:
    message = {"acts": [_tick(12, task=8), _tick(11, task=7)]}

    acts = unanswered(message, after=10)

    assert [(act.number, act.payload["task"]) for act in acts] == [(11, 7), (12, 8)]


def test_a_tap_that_was_answered_does_not_count_again() -> None:
    message = {"acts": [_tick(11, task=7), _tick(12, task=8), _tick(12, task=8)]}

    acts = unanswered(message, after=11)

    assert [act.number for act in acts] == [12]


@pytest.mark.parametrize("message", [None, [], {"acts": None}, {"acts": {"number": 1}}, {"act": 1}])
def test_a_message_without_acts_does_nothing(message: object) -> None:
    assert unanswered(message, after=0) == []


def test_a_text_that_comes_again_travels_once() -> None:
    tasks = [
        {"title": "Film three videos", "team": "Design", "late": True, "can": ["claim"]},
        {"title": "Draw the banner", "team": "Design", "late": False, "can": ["claim"]},
    ]

    packed = pack(tasks, ("title", "*team", "late", "*can"))

    assert packed["texts"] == ["Design", ("claim",)]
    assert packed["rows"] == [["Film three videos", 1, True, 2], ["Draw the banner", 1, 0, 2]]


def test_a_card_that_may_move_nowhere_is_not_one_that_may_move_anywhere() -> None:
    packed = pack([{"moves": []}, {}], ("*moves",))

    assert packed == {"fields": ["*moves"], "texts": [()], "rows": [[1], [0]]}


def test_a_missing_owner_and_an_empty_one_are_the_same() -> None:
    assert pack([{}, {"owner": ""}, {"owner": None}], ("*owner",))["rows"] == [[0], [0], [0]]


def test_the_list_sends_its_tasks_and_the_newest_answer_as_one_element() -> None:
    app = AppTest.from_string(LISTED).run()

    sent = _sent(app)
    group = sent["content"]["groups"][0]
    assert not app.exception
    assert sent["answered"] == 0
    assert (group["count"], group["shown"]) == (333, 1)
    assert dict(zip(group["tasks"]["fields"], group["tasks"]["rows"][0], strict=True))["id"] == 7
    assert group["tasks"]["fields"] == list(TASK_FIELDS)


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_word_the_browser_uses_is_among_the_words(element: str) -> None:
    words = import_module(f"planner.ui.components.{element}").WORDS

    assert _words_used(element) - set(words) == set()


@pytest.mark.parametrize("element", ELEMENTS)
def test_typed_text_is_never_markup_and_nothing_but_a_tick_is_sent(element: str) -> None:
    code = _text(f"{element}.js") + _text("common.js")
    style = _text(f"{element}.css") + _text("common.css")

    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in code
    assert re.findall(r"fetch\(.{0,7}", code) == (
        ['fetch("tick",'] if element == "task_list" else []
    )
    assert "@import" not in style
    assert style.count("url(") == style.count('url("data:')


def _tick(number: int, *, task: int) -> dict[str, Any]:
    return {"number": number, "verb": "complete", "task": task, "version": 1}


def _sent(app: AppTest) -> dict[str, Any]:
    element: Any = app.get("bidi_component")[0]
    message: dict[str, Any] = json.loads(element.proto.bytes)
    return message


def _words_used(element: str) -> set[str]:
    code = _text(f"{element}.js")
    shared = _text("common.js") if element in ("task_list", "board") else ""
    return set(re.findall(r"\bwords\.(\w+)", code + shared))


def _text(name: str) -> str:
    return (COMPONENTS / name).read_text(encoding="utf-8")
