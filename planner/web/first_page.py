"""The first page of an empty installation: create a shop, or look around a demo."""

from __future__ import annotations

from starlette.responses import Response

from planner.actions.shops import open_shop
from planner.reports import entrance, visitors
from planner.rules.platforms import PLATFORMS
from planner.web.asked import Asked, go, signed_in
from planner.web.forms import Field, Form, notice_page, page, paragraph, said
from planner.web.links import AGAIN, NEW_PASSWORD, require_twice
from planner.web.sign_in import LOGIN, token_for
from planner.words import Refusal, Sentence

LINK_IN_TERMINAL = Sentence(
    "This can be done on the machine the planner runs on, or with the one-time link that the"
    " planner printed in its terminal when it started."
)


def welcome(asked: Asked) -> Response:
    """The first page and what its two buttons do; another machine needs the link's key."""
    if asked.desk.read(visitors.installation) is not None:
        return go("/sign-in")
    if not may_begin(asked):
        return notice_page(asked.voice, "/welcome", LINK_IN_TERMINAL, status=403)
    if not asked.posted:
        return _choices(asked)
    if asked.form.get("do") == "demo":
        from planner import demo

        demo.build(asked.desk, str(asked.voice.language))
        return go("/demo")
    try:
        return _create(asked)
    except Refusal as refusal:
        return _choices(asked, refusal.sentence)


def may_begin(asked: Asked) -> bool:
    """Whether a request comes from this machine or brings a first link's key."""
    key = key_of(asked)
    return asked.local or (
        key != "" and asked.desk.read(entrance.invited, kind="first", token=key) is not None
    )


def key_of(asked: Asked) -> str:
    """The key of the first link, from the address or a form."""
    return asked.form.get("key") or asked.request.query_params.get("key") or ""


def _create(asked: Asked) -> Response:
    form = asked.form
    password = require_twice(asked)
    asked.desk.perform(
        open_shop,
        company=form.get("company", ""),
        shops=((form.get("shop", ""), form.get("platform", "")),),
        name=form.get("name", ""),
        login=form.get("login", ""),
        password=password,
        language=str(asked.voice.language),
        key=None if asked.local else key_of(asked),
    )
    token = token_for(asked, form.get("login", ""), password)
    return go("/sign-in") if token is None else signed_in(asked, token, "/")


def _choices(asked: Asked, refused: Sentence | None = None) -> Response:
    voice, key = asked.voice, key_of(asked)
    create = Form(
        "/welcome",
        Sentence("Create the shop"),
        _fields(asked),
        {"do": "shop", "key": key},
        refused,
        focus=refused is not None,
    )
    look = Form("/welcome", Sentence("Look around"), hidden={"do": "demo", "key": key}, quiet=True)
    body = (
        paragraph(voice, _WHAT_IT_IS)
        + f'<div class="choices"><section><h2>{said(voice, _LOOK)}</h2>'
        + paragraph(voice, _WHAT_LOOKING_DOES)
        + look.html(voice)
        + f"</section><section><h2>{said(voice, _CREATE)}</h2>"
        + paragraph(voice, _WHAT_CREATING_DOES)
        + create.html(voice)
        + "</section></div>"
    )
    return page(
        voice,
        "/welcome",
        Sentence("Welcome"),
        body,
        query={"key": key} if key else {},
        wide=True,
        status=422 if refused else 200,
    )


def _fields(asked: Asked) -> tuple[Field, ...]:
    form, voice = asked.form, asked.voice
    platforms = [(key, voice.say(name)) for key, name in PLATFORMS.items()]
    return (
        Field("company", Sentence("Company"), "text", "organization", form.get("company", "")),
        Field("shop", Sentence("Shop"), value=form.get("shop", ""), hint=_MORE_SHOPS),
        Field(
            "platform",
            Sentence("Platform"),
            value=form.get("platform", "tmall"),
            choices=platforms,
        ),
        Field("name", Sentence("Your name"), "text", "name", form.get("name", "")),
        Field("login", LOGIN, "text", "username", form.get("login", ""), _WHAT_A_LOGIN_IS),
        NEW_PASSWORD,
        AGAIN,
    )


_WHAT_IT_IS = Sentence(
    "Plan a big sale, let every team tick off its tasks, and watch sales against target."
)
_CREATE = Sentence("Create your shop")
_WHAT_CREATING_DOES = Sentence("Your first account plans and signs off; invite the others later.")
_LOOK = Sentence("Look around a demo sale")
_WHAT_LOOKING_DOES = Sentence(
    "A 双11 in full swing, with invented people and figures. You can end it at any time and start"
    " for real."
)
_MORE_SHOPS = Sentence("The one you sell most in; add others later.")
_WHAT_A_LOGIN_IS = Sentence("What you sign in with: an e-mail address, a phone number, a name.")
