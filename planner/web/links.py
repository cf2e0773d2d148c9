"""One-time links for people: join with an invitation, set a new password."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from planner.actions import links
from planner.reports import entrance
from planner.web.asked import Asked, signed_in
from planner.web.forms import Field, Form, notice_page, page, paragraph
from planner.web.sign_in import LOGIN, PASSWORD
from planner.words import Refusal, Sentence

NEW_PASSWORD = Field(
    "password",
    PASSWORD,
    "password",
    "new-password",
    hint=Sentence("At least {least} characters.", least=8),
)
AGAIN = Field("again", Sentence("Password again"), "password", "new-password")


def join(asked: Asked) -> Response:
    """The page an invitation leads to."""
    return _visit(asked, "join")


def reset(asked: Asked) -> Response:
    """The page a link for a new password leads to."""
    return _visit(asked, "reset")


def require_twice(asked: Asked) -> str:
    """The password that was typed twice; refused if the two differ."""
    password = asked.form.get("password", "")
    if password != asked.form.get("again", ""):
        raise Refusal("Password again: it differs from the first. Type both once more.")
    return password


def _visit(asked: Asked, kind: str) -> Response:
    token = asked.request.path_params["token"]
    path = f"/{kind}/{token}"
    invited = asked.desk.read(entrance.invited, kind=kind, token=token)
    if invited is None:
        return notice_page(
            asked.voice,
            path,
            Sentence("This link has been used or is older than 72 hours. Ask for a new one."),
            status=410,
        )
    refused = None
    if asked.posted:
        try:
            return _use(asked, kind, token)
        except Refusal as refusal:
            refused = refusal.sentence
    return _form(asked, kind, path, invited, refused)


def _use(asked: Asked, kind: str, token: str) -> Response:
    password = require_twice(asked)
    given: dict[str, Any] = {"token": token, "password": password, "browser": asked.browser}
    if kind == "join":
        language = str(asked.voice.language)
        receipt = asked.desk.perform(links.accept_invitation, language=language, **given)
    else:
        receipt = asked.desk.perform(links.use_reset, **given)
    return signed_in(asked, receipt.value, "/")


def _form(
    asked: Asked, kind: str, path: str, invited: entrance.Invited, refused: Sentence | None
) -> Response:
    joining = kind == "join"
    form = Form(
        path,
        Sentence("Join") if joining else Sentence("Set the password"),
        # the login is there for password managers, which keep both together
        (
            Field("login", LOGIN, "text", "username", invited.login, fixed=True),
            NEW_PASSWORD,
            AGAIN,
        ),
        refused=refused,
    )
    welcome = Sentence("Hello {name}, choose a password.", name=invited.name)
    title = Sentence("Join your team") if joining else Sentence("Set a new password")
    body = paragraph(asked.voice, welcome) + form.html(asked.voice)
    return page(asked.voice, path, title, body, status=422 if refused else 200)
