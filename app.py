"""The planner as one ASGI app: our own routes and Streamlit's pages behind one gate.

Start it with ``streamlit run app.py`` or any ASGI server: ``uvicorn app:app``.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner import web

app = st.App(
    Path(__file__).resolve().parent / "planner" / "ui" / "shell.py",
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
)
