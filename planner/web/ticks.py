"""A tick's own short way: written at once, without a page being drawn for it."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from planner import actions
from planner.web.asked import Asked

_VERBS = {"complete": actions.tasks.complete, "reopen": actions.tasks.reopen}


def tick(asked: Asked) -> Response:
    """Tick or untick a task and answer the state it has now, as JSON.

    What is refused, or needs a reason first, answers 409: the page then asks or says why.
    """
    verb = _VERBS.get(asked.form.get("verb", ""))
    task_id = asked.form.get("task", "")
    if verb is None or not (task_id.isascii() and task_id.isdigit() and len(task_id) < 10):
        return JSONResponse({}, status_code=400)
    done = asked.desk.perform(verb, actor=asked.visitor, task_id=int(task_id))
    return JSONResponse({"state": done.value})
