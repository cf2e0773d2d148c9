"""Signing in and out."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from planner.actions import sign_ins
from planner.reports import entrance, visitors
from planner.rules.passwords import encode
from planner.web.asked import Asked, go, signed_in, signed_out
from planner.web.forms import Field, Form, page, paragraph
from planner.web.keys import attempts_key
from planner.words import Refusal, Sentence

LOGIN = Sentence("Login")
PASSWORD = Sentence("Password")


def sign_in(asked: Asked) -> Response:
    """The form to sign in with, and what it does."""
    if asked.posted:
        return _let_in(asked)
    installed = asked.desk.read(visitors.installation)
    if installed is None:
        return go("/welcome")
    token_hash = asked.token_hash
    if token_hash and asked.desk.read(visitors.visitor, token_hash=token_hash):
        return go(asked.next)
    if installed.kind == "demo":
        return go(f"/demo?next={quote(asked.next)}" if asked.next != "/" else "/demo")
    return _form(asked)


def sign_out(asked: Asked) -> Response:
    """End the session behind the cookie, take the cookie away."""
    if asked.token_hash:
        asked.desk.perform(sign_ins.sign_out, token_hash=asked.token_hash)
    return signed_out("/sign-in")


def log_out(asked: Asked) -> Response:
    """Where Streamlit's own sign-out leads; a link on another site may not use it."""
    if asked.request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return go("/")
    return sign_out(asked)


def token_for(asked: Asked, login: str, password: str) -> str | None:
    """Try to sign in; the session's token, None where login and password don't match."""
    given: dict[str, Any] = {"login": login, "address": asked.address, "key": attempts_key()}
    salt = asked.desk.read(entrance.password_salt, **given)
    # the slow part stands outside any transaction
    proof = encode(password, salt)
    receipt = asked.desk.perform(
        sign_ins.start_sign_in, proof=proof, browser=asked.browser, **given
    )
    token: str | None = receipt.value
    return token


def _let_in(asked: Asked) -> Response:
    login, password = asked.form.get("login", ""), asked.form.get("password", "")
    try:
        token = token_for(asked, login, password)
    except Refusal as refusal:
        return _form(asked, refusal.sentence, status=429)
    if token is None:
        return _form(asked, _NO_MATCH, status=422)
    return signed_in(asked, token, asked.next)


def _form(asked: Asked, refused: Sentence | None = None, *, status: int = 200) -> Response:
    to = asked.next if asked.next != "/" else ""
    form = Form(
        "/sign-in",
        Sentence("Sign in"),
        (
            Field("login", LOGIN, autocomplete="username", value=asked.form.get("login", "")),
            Field("password", PASSWORD, "password", "current-password"),
        ),
        {"next": to},
        refused,
    )
    body = form.html(asked.voice) + _forgotten(asked)
    query = {"next": to} if to else {}
    return page(asked.voice, "/sign-in", Sentence("Sign in"), body, query=query, status=status)


def _forgotten(asked: Asked) -> str:
    summary = escape(asked.voice.say(Sentence("Forgotten your password?")))
    way = paragraph(
        asked.voice,
        Sentence("Ask a lead, or whoever invited you, for a link to set a new one."),
    )
    return f"<details><summary>{summary}</summary>{way}</details>"


_NO_MATCH = Sentence("Login and password don't match. Check both and try again.")
