"""Whether the planner can do its work, for whoever keeps it running."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from planner.reports.visitors import installation
from planner.web.asked import Asked
from planner.words import Refusal


def healthz(asked: Asked) -> Response:
    """200 while the database answers, 503 when it does not; says nothing about what is in it."""
    try:
        asked.desk.read(installation)
    except Refusal:
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})
