"""Files that show a task's work, handed out to those who may see the task."""

from __future__ import annotations

from starlette.responses import FileResponse, Response

from planner.desk import file_path
from planner.reports.entrance import stored_file
from planner.web.asked import Asked
from planner.words import Refusal


def download(asked: Asked) -> Response:
    """A file by the id of its evidence, always as an attachment and never shown inline."""
    found = asked.desk.read(
        stored_file, actor=asked.visitor, evidence_id=asked.request.path_params["evidence_id"]
    )
    path = file_path(found.sha256)
    if not path.is_file():
        raise Refusal("This file is not there any more.")
    return FileResponse(
        path,
        media_type="application/octet-stream",
        filename=found.title,
        content_disposition_type="attachment",
        headers={"cache-control": "private, no-store", "content-security-policy": "sandbox"},
    )
