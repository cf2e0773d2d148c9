"""Sale templates of one's own: save a campaign as one, change it, take one in, put it away.

A version never changes once it is saved; every change is a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from planner.actions.finding import team
from planner.files.own_templates import LARGEST_FILE, read_template
from planner.files.template_toml import write_template
from planner.files.templates import shipped
from planner.rules.names import tidy
from planner.rules.people import Actor, Right
from planner.rules.sale_days import NoUsualDay
from planner.rules.saved_plans import template_of
from planner.rules.template_parts import Bilingual
from planner.rules.template_teams import digest as digest_of
from planner.rules.template_teams import unknown_teams, with_teams
from planner.rules.templates import SaleTemplate
from planner.tables.loading import kept_campaign
from planner.tables.own_templates import latest_versions, version_of, versions_of
from planner.tables.plans import load_plan, load_team_ids, load_team_names, team_reference
from planner.tables.templates import OwnTemplate
from planner.words import Did, Refusal, Sentence, Who

LONGEST_NOTE = 200


def save_as_template(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    name: str,
    note: str = "",
    key: str | None = None,
) -> Did:
    """Keep a campaign's plan as a template, or as the next version of the one with this key.

    The campaign is only read. Dates become days from the sale day and from what tasks hang on;
    states, owners, comments, evidence and tasks in the recycle bin stay behind. The value is the
    template's key.
    """
    actor.require(Right.PLAN)
    campaign = kept_campaign(session, campaign_id)
    known = shipped().get(campaign.sale)
    template = template_of(
        load_plan(session, campaign),
        key=key or "",
        name=_free_name(session, name, key),
        usual_day=NoUsualDay() if known is None else known.usual_day,
        team_names=load_team_names(session),
    )
    row = _keep(session, actor, now, template, note)
    said = Sentence(
        "saved “{campaign}” as the template “{template}”, version {number}",
        campaign=campaign.name,
        template=row.name,
        number=row.number,
    )
    return Did(said, value=row.key)


def edit(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    key: str,
    number: int,
    template: SaleTemplate,
    note: str = "",
) -> Did:
    """Keep what somebody made of version ``number``, the newest they saw, as the next one.

    Refused where somebody else has saved a newer one since, and where nothing has changed.
    """
    actor.require(Right.PLAN)
    newest = _newest(session, key, number)
    name = Bilingual(*(_free_name(session, said, key) for said in template.name.both))
    changed = replace(template, key=key, name=name)
    if changed == read_template(newest.content.encode(), key):
        raise Refusal("Nothing has changed in this template. Change something, then save it.")
    row = _keep(session, actor, now, changed, note)
    said = Sentence(
        "changed the template “{template}”: version {number}",
        template=row.name,
        number=row.number,
    )
    return Did(said, value=row.number)


def bring_back(
    session: Session, /, *, actor: Actor, now: datetime, key: str, number: int, newest: int
) -> Did:
    """Make an older version the newest again; refused where ``newest`` is not that any more."""
    actor.require(Right.PLAN)
    _newest(session, key, newest)
    older = version_of(session, key, number)
    _free_name(session, older.name, key)
    row = _keep(session, actor, now, read_template(older.content.encode(), key), older.note)
    said = Sentence(
        "made version {older} of the template “{template}” its newest: version {number}",
        older=number,
        template=row.name,
        number=row.number,
    )
    return Did(said, value=row.number)


def import_template(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    content: bytes,
    digest: str,
    name: str,
    key: str | None = None,
    team_ids: Mapping[str, int] | None = None,
) -> Did:
    """Keep the template of a file that somebody has looked over, as a new one or the next version.

    ``team_ids`` says which of ours takes the place of a team that is not here; the first team,
    which is Operations in most shops, takes that of the others. The value is the template's key.
    Refused where the teams have changed since the preview with this digest.
    """
    actor.require(Right.PLAN)
    name = _free_name(session, name, key)
    template = read_template(content, key or "", tidy(name))
    ours = load_team_ids(session)
    unknown = unknown_teams(template, ours)
    if digest_of(content, unknown) != digest:
        raise Refusal("The teams have changed since this preview. Look at the new one below.")
    names = load_team_names(session)
    chosen = {
        gone: team(session, (team_ids or {}).get(gone, min(ours.values()))).id for gone in unknown
    }
    template = with_teams(
        template, {gone: names[team_reference(team_id)] for gone, team_id in chosen.items()}
    )
    if name not in template.name.both:
        template = replace(template, name=Bilingual.same(name))
    row = _keep(session, actor, now, template, "")
    said = Sentence(
        "took in the template “{template}” from a file, version {number}",
        template=row.name,
        number=row.number,
    )
    return Did(said, value=row.key)


def archive(session: Session, /, *, actor: Actor, now: datetime, key: str) -> Did:
    """Stop offering a template for new campaigns; all its versions stay readable."""
    actor.require(Right.PLAN)
    row = versions_of(session, key)[0]
    row.archived_at = row.archived_at or now
    return Did(Sentence("archived the template “{template}”", template=row.name))


def unarchive(session: Session, /, *, actor: Actor, now: datetime, key: str) -> Did:  # noqa: ARG001 -- every action gets the moment
    """Offer a template for new campaigns again; its name must be free."""
    actor.require(Right.PLAN)
    row = versions_of(session, key)[0]
    _free_name(session, row.name, key)
    row.archived_at = None
    return Did(Sentence("took the template “{template}” out of the archive", template=row.name))


def _newest(session: Session, key: str, number: int) -> OwnTemplate:
    """The newest version, refused where it is not the one that somebody saw."""
    newest = versions_of(session, key)[0]
    if newest.number != number:
        raise Refusal(
            "{who} saved version {number} of this template while you were looking at it."
            " Yours is kept; save again to make it the newest.",
            who=Sentence("Somebody") if newest.saved_by is None else Who(newest.saved_by),
            number=newest.number,
        )
    return newest


def _keep(
    session: Session, actor: Actor, now: datetime, template: SaleTemplate, note: str
) -> OwnTemplate:
    note = tidy(note)
    if len(note) > LONGEST_NOTE:
        raise Refusal("Note: write at most {most} characters.", most=LONGEST_NOTE)
    content = write_template(template)
    if len(content.encode()) > LARGEST_FILE:
        raise Refusal("This plan is too large for a template: its file would be over 2 MB.")
    key = template.key
    number = versions_of(session, key)[0].number + 1 if key else 1
    if not key:
        seed = f"{template.name.zh} {now.isoformat()} {len(latest_versions(session))}"
        key = f"own_{hashlib.sha256(seed.encode()).hexdigest()[:8]}"
    row = OwnTemplate(
        key=key,
        number=number,
        name=template.name.in_language(actor.language or ""),
        content=content,
        note=note,
        saved_at=now,
        saved_by=actor.person_id,
    )
    session.add(row)
    session.flush()
    return row


def _free_name(session: Session, name: str, key: str | None) -> str:
    name = tidy(name)
    if not 1 <= len(name) <= 80:
        raise Refusal("Name: write 1 to 80 characters.")
    taken = {said for one in shipped().values() for said in one.name.both}
    for row in latest_versions(session):
        if row.key != key and row.archived_at is None:
            taken |= set(read_template(row.content.encode(), row.key).name.both)
    if name in taken:
        raise Refusal(
            "Name: there is already a template called “{name}”. Choose another name.", name=name
        )
    return name
