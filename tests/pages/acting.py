"""What people do on a page in a test: press what has a label, look at what is said."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from planner import actions
from planner.rules.tasks import TaskField
from tests.support.cast import Cast

HOSTILE = "![](x) :red[x] $a$b$ <b>x</b> =1+1"
# As Markdown shows it letter by letter.
HOSTILE_IN_MARKDOWN = r"\!\[\]\(x\) \:red\[x\] \$a\$b\$ \<b\>x\</b\> \=1\+1"


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label; there must be exactly one."""
    (found,) = [one for one in app.button if one.label == label]
    found.click()
    return app.run()


def labels(app: AppTest) -> list[str]:
    """The labels of all buttons."""
    return [one.label for one in app.button]


def refusals(app: AppTest) -> list[str]:
    """What was refused."""
    return [one.value for one in app.error]


def retitle(cast: Cast, task_id: int, title: str) -> int | None:
    """Let the operator call a task something else; the event's id."""
    receipt = cast.do(
        cast.zhou,
        actions.plans.edit,
        task_id=task_id,
        version=cast.task(task_id).version,
        changes={TaskField.TITLE: title},
    )
    return receipt.event_id


def element(app: AppTest) -> dict[str, Any]:
    """What our own element on the page was given to show."""
    (found,) = app.get("bidi_component")
    content: dict[str, Any] = json.loads(found.proto.bytes)["content"]
    return content


def unpacked(packed: dict[str, Any]) -> list[dict[str, Any]]:
    """The tasks of an element, as they were before they were made small for the wire."""
    names = [name.lstrip("*") for name in packed["fields"]]
    again = [name.startswith("*") for name in packed["fields"]]
    texts = [None, *packed["texts"]]
    return [
        {
            name: texts[value] if starred else value
            for name, starred, value in zip(names, again, row, strict=True)
        }
        for row in packed["rows"]
    ]
