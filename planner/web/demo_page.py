"""The demo's door: enter as anyone in one click, or end it and start for real."""

from __future__ import annotations

from html import escape

from starlette.responses import Response

from planner.actions.links import first_link
from planner.actions.sign_ins import sign_in_as, sign_out
from planner.desk import erase_files
from planner.reports import entrance, visitors
from planner.reports.entrance import CastMember
from planner.rules.people import SEED_TEAMS, Role
from planner.web.asked import Asked, go, signed_in, signed_out
from planner.web.first_page import LINK_IN_TERMINAL, key_of, may_begin
from planner.web.forms import page, paragraph, said
from planner.words import Refusal, Sentence


def choose(asked: Asked) -> Response:
    """Everyone whose eyes one can look through."""
    installed = asked.desk.read(visitors.installation)
    if installed is None or installed.kind != "demo":
        return go("/sign-in")
    return _page(asked, installed.company)


def enter(asked: Asked) -> Response:
    """Come in as the person whose button was pressed."""
    known = {str(member.person_id): member for member in asked.desk.read(entrance.cast)}
    member = known.get(asked.form.get("person_id", ""))
    if member is None:
        raise Refusal("Person: choose someone of the demo.")
    receipt = asked.desk.perform(sign_in_as, person_id=member.person_id, browser=asked.browser)
    if asked.token_hash:
        asked.desk.perform(sign_out, token_hash=asked.token_hash)
    return signed_in(asked, receipt.value, asked.next)


def erase(asked: Asked) -> Response:
    """End the demo: everything in it goes, and the first page comes back."""
    installed = asked.desk.read(visitors.installation)
    if installed is None or installed.kind != "demo":
        return go("/sign-in")
    if not may_begin(asked):
        raise Refusal(LINK_IN_TERMINAL)
    if asked.form.get("confirm") != "yes":
        return _page(asked, installed.company, Sentence("Tick the box to confirm."))
    asked.desk.erase()
    erase_files()
    if asked.local:
        return signed_out("/welcome")
    key = asked.desk.perform(first_link).value
    return signed_out(f"/welcome?key={key}")


def _page(asked: Asked, company: str, refused: Sentence | None = None) -> Response:
    voice, to = asked.voice, asked.next
    members = "".join(
        f"<li>{_button(asked, member)}</li>" for member in asked.desk.read(entrance.cast)
    )
    intro = Sentence(
        "{company} is in the middle of its 双11. People and figures are invented; change whatever"
        " you like.",
        company=company,
    )
    key = key_of(asked)
    body = (
        f'<p class="mark">{said(voice, Sentence("Demo"))}</p>'
        + paragraph(voice, intro)
        + f'<ul class="cast">{members}</ul>'
        + _ending(asked, key, refused)
    )
    query = ({"next": to} if to != "/" else {}) | ({"key": key} if key else {})
    return page(
        voice,
        "/demo",
        Sentence("Who would you like to be?"),
        body,
        query=query,
        wide=True,
        status=422 if refused else 200,
    )


def _button(asked: Asked, member: CastMember) -> str:
    voice = asked.voice
    return (
        '<form method="post" action="/demo/enter">'
        f'<input type="hidden" name="person_id" value="{member.person_id}">'
        f'<input type="hidden" name="next" value="{escape(asked.next)}">'
        f"<button><strong>{said(voice, _part(member))}</strong>"
        f"<span>{escape(member.name)}</span></button></form>"
    )


def _part(member: CastMember) -> Sentence:
    if member.role is Role.OPERATOR:
        return Sentence("Operator: plans the sale")
    if member.role is Role.LEAD:
        return Sentence("Lead: watches and signs off")
    seed = {team.key: team.name for team in SEED_TEAMS}.get(member.team_key or "")
    known = seed is not None and seed.msgid == member.team
    return Sentence("Teammate: {team}", team=seed if known else member.team)


def _ending(asked: Asked, key: str, refused: Sentence | None) -> str:
    voice = asked.voice
    summary = f"<summary>{said(voice, Sentence('Start for real'))}</summary>"
    if not may_begin(asked):
        return f"<details>{summary}{paragraph(voice, LINK_IN_TERMINAL)}</details>"
    wrong = f'<p class="refused" role="alert">{said(voice, refused)}</p>' if refused else ""
    return (
        f"<details{' open' if refused else ''}>{summary}"
        f'<form method="post" action="/demo/erase">{wrong}'
        f'<input type="hidden" name="key" value="{escape(key)}">'
        '<label class="tick"><input type="checkbox" name="confirm" value="yes" required>'
        f"{said(voice, _ERASES)}</label>"
        f'<button class="quiet">{said(voice, Sentence("Erase the demo"))}</button></form></details>'
    )


_ERASES = Sentence(
    "Erase the demo with everything in it, also what you changed. This can't be undone; after it"
    " you create your own shop."
)
