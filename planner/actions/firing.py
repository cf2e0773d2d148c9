"""What happens without a click: armed playbooks whose moment the figures cover fire, or pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from planner.actions import plans
from planner.actions.task_fields import Changes
from planner.files import curves
from planner.rules.campaign_sales import CampaignSales
from planner.rules.campaigns import Phase, campaign_span
from planner.rules.clock import wall_clock
from planner.rules.people import Actor, Role
from planner.rules.playbook_drafts import Release
from planner.rules.playbooks import Judged, judge
from planner.rules.tasks import TaskField
from planner.tables.campaign_sales import load_campaign_sales
from planner.tables.campaigns import Campaign
from planner.tables.loading import load_phases
from planner.tables.playbook_rows import release_of, release_rows, trigger_of
from planner.tables.playbooks import Playbook
from planner.text.speaker import speaker
from planner.words import Did, Refusal, Sentence

# The planner itself, doing what somebody who may plan has armed.
_PLANNER = Actor(None, "", frozenset({Role.OPERATOR}))


@dataclass(frozen=True)
class Settled:
    """A playbook that was judged: whether it fired, on what, and the tasks that it released."""

    playbook_id: int
    campaign_id: int
    name: str
    fired: bool
    judged: Judged
    task_ids: tuple[int, ...]


def fire_due(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody clicks: what was armed is due
    now: datetime,
) -> Did:
    """Settle the armed playbook that is due first: it fires, releasing its tasks, or passes.

    The value is what was ``Settled``, None where none is due; ask again until then. Each is judged
    once, on figures that cover its moment, and never again unless somebody arms it again.
    """
    sales: dict[int, CampaignSales] = {}
    for row, campaign in _waiting(session, now):
        if campaign.id not in sales:
            sales[campaign.id] = load_campaign_sales(
                session, campaign.id, curves.shipped(), hourly=True
            )
        judged = judge(trigger_of(row), sales[campaign.id])
        if judged.fires is not None:
            return _settle(session, now, row, campaign, judged)
    return Did(Sentence("no playbook is due"))


def _waiting(session: Session, now: datetime) -> Iterator[tuple[Playbook, Campaign]]:
    """Armed playbooks whose moment is past, the earliest first."""
    found = session.exec(
        select(Playbook, Campaign)
        .join(Campaign, col(Campaign.id) == col(Playbook.campaign_id))
        .where(
            col(Playbook.armed_at).is_not(None),
            col(Playbook.spent_at).is_(None),
            col(Playbook.fired_at).is_(None),
            col(Playbook.passed_at).is_(None),
            col(Playbook.removed_at).is_(None),
            col(Campaign.deleted_at).is_(None),
            col(Campaign.archived_at).is_(None),
        )
    ).all()
    phases: dict[int, Phase[int]] = {}
    for campaign_id in {campaign.id for _, campaign in found}:
        phases |= {phase.key: phase for phase in load_phases(session, campaign_id)}
    due = [(trigger_of(row).at(phases[row.phase_id]), row.id, row, own) for row, own in found]
    for at, _, row, campaign in sorted(due, key=lambda one: one[:2]):
        if at <= wall_clock(now, campaign.time_zone):
            yield row, campaign


def _settle(
    session: Session, now: datetime, row: Playbook, campaign: Campaign, judged: Judged
) -> Did:
    row.judged_for, row.spent_at = judged.at, now
    row.planned_fen, row.reached_fen = judged.planned_fen, judged.reached_fen
    if not judged.fires:
        row.passed_at = now
        said = Sentence("the playbook “{name}” did not fire. {why}", name=row.name, why=judged.said)
        settled = Settled(row.id, campaign.id, row.name, False, judged, ())
        return Did(said, campaign.id, settled)
    row.fired_at = now
    # Written first: of two processes the later one fails here, before it makes any task.
    session.flush()
    made, refused = _release(session, now, row, campaign)
    said = Sentence(
        "the playbook “{name}” fired and released {n} task. {why}",
        "the playbook “{name}” fired and released {n} tasks. {why}",
        name=row.name,
        n=len(made),
        why=judged.said,
    )
    if refused:
        said = Sentence("{done} Not released: {tasks}.", done=said, tasks=_told(refused))
    settled = Settled(row.id, campaign.id, row.name, True, judged, tuple(made))
    return Did(said, campaign.id, settled)


def _release(
    session: Session, now: datetime, row: Playbook, campaign: Campaign
) -> tuple[list[int], list[tuple[str, Refusal]]]:
    """Make its tasks; one that can't be made, as where its team is gone, keeps none of the rest."""
    made: list[int] = []
    refused: list[tuple[str, Refusal]] = []
    for planned in release_rows(session, row.id):
        changes = _fields(session, now, row, campaign, release_of(planned))
        try:
            with session.begin_nested():
                planned.task_id = plans.add(
                    session, actor=_PLANNER, now=now, campaign_id=campaign.id, changes=changes
                ).value
            made.append(planned.task_id)
        except Refusal as refusal:
            planned.task_id = None
            refused.append((planned.title, refusal))
    return made, refused


def _fields(
    session: Session, now: datetime, row: Playbook, campaign: Campaign, release: Release
) -> Changes:
    due = wall_clock(now, campaign.time_zone) + timedelta(hours=release.due_hours)
    _, last_day = campaign_span(load_phases(session, campaign.id))
    voice = speaker(campaign.language)
    by = voice.say("Released by the playbook “{name}”, due by {moment}.", name=row.name, moment=due)
    return {
        TaskField.TITLE: release.title,
        TaskField.TEAM: release.team_id,
        TaskField.PHASE: row.phase_id,
        TaskField.DUE: min(due.date(), last_day),
        TaskField.EFFORT_HOURS: release.effort_hours,
        TaskField.MUST_HAVE: release.must_have,
        TaskField.ACCEPTANCE: "\n".join(part for part in (release.acceptance, by) if part),
    }


def _told(refused: Sequence[tuple[str, Refusal]]) -> Sentence:
    (title, refusal), *rest = refused
    first = Sentence("“{task}” ({why})", task=title, why=refusal.sentence)
    if not rest:
        return first
    return Sentence("{first}; {rest}", first=first, rest=_told(rest))
