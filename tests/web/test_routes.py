"""Which paths are open, that each has an owner, and Streamlit's own script by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.metadata import files

from starlette.routing import Route

from planner.web.gate import OPEN, is_open
from planner.web.guards import STREAMLIT_SCRIPT
from planner.web.site import routes


def test_the_open_paths_are_these_and_no_others() -> None:
    assert OPEN == (
        "/sign-in",
        "/sign-out",
        "/auth/logout",
        "/join/",
        "/reset/",
        "/welcome",
        "/demo",
        "/demo/enter",
        "/demo/erase",
        "/entrance.css",
        "/healthz",
        "/favicon.png",
        "/static/",
        "/_stcore/health",
    )


def test_every_route_of_ours_is_open_except_files_ticks_and_pages() -> None:
    ours = [route.path for route in routes() if isinstance(route, Route)]

    assert len(ours) == len(routes())
    closed = [path for path in ours if not is_open(path)]
    assert closed == ["/files/{evidence_id:int}", "/tick", "/{path:page}"]


def test_the_script_in_streamlit_s_page_is_the_one_the_policy_allows() -> None:
    page = next(file for file in files("streamlit") or [] if file.match("static/index.html"))

    scripts = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)

    hashes = [
        "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in scripts
    ]
    assert hashes == [STREAMLIT_SCRIPT]
