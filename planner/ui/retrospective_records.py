"""How a sale's gates, promotions and playbooks went, and its notes, as tables in words."""

from __future__ import annotations

from collections.abc import Mapping

from planner import reports
from planner.files.tables_out import Kind, Table
from planner.reports.campaigns import CampaignCard
from planner.reports.playbooks import Standing
from planner.rules.retrospectives import NOTE_KIND_NAMES, NoteKind
from planner.ui.asking import read
from planner.ui.names import team_name
from planner.ui.people import name_of
from planner.ui.retrospective_tables import PHASE, TASK, TEAM, table, wall
from planner.ui.saying import voice
from planner.ui.task_views import records_of
from planner.words import Sentence

_SETTLED: Mapping[Standing, Sentence] = {
    Standing.FIRED: Sentence("Fired"),
    Standing.PASSED: Sentence("Did not fire"),
    Standing.TAKEN_BACK: Sentence("Taken back"),
}


def openings(campaign: CampaignCard) -> Table:
    """When each phase was let open, and by whom."""
    rows = records_of(read(reports.phase_openings.openings, campaign_id=campaign.id))
    return table(
        Sentence("Gates"),
        (
            PHASE,
            (Sentence("Opened"), Kind.MOMENT, 16),
            (Sentence("Let open"), Kind.MOMENT, 16),
            (Sentence("By"), Kind.TEXT, 14),
            (Sentence("Waived"), Kind.WHOLE, 10),
        ),
        [
            (row["phase"], row["opens"], row["passed_at"], row["passed_by"], row["waived"])
            for row in rows
        ],
    )


def waivers(campaign: CampaignCard) -> Table:
    """The must-haves that phases opened without."""
    rows = records_of(read(reports.phase_openings.waivers, campaign_id=campaign.id))
    return table(
        Sentence("Waived must-haves"),
        (
            PHASE,
            TASK,
            TEAM,
            (Sentence("Reason"), Kind.TEXT, 50),
            (Sentence("By"), Kind.TEXT, 14),
            (Sentence("When"), Kind.MOMENT, 16),
        ),
        [
            (
                row["phase"],
                row["title"],
                team_name(row["team_key"], row["team"]),
                row["reason"],
                name_of(row["by"]),
                wall(row["at"], campaign),
            )
            for row in rows
        ],
    )


def promotions(campaign: CampaignCard) -> Table:
    """What each promotion was."""
    rows = records_of(read(reports.promotions.listing, campaign_id=campaign.id))
    return table(
        Sentence("Promotions"),
        (
            (Sentence("Promotion"), Kind.TEXT, 30),
            (Sentence("Terms"), Kind.TEXT, 40),
            (Sentence("Products"), Kind.TEXT, 24),
            (Sentence("Phases"), Kind.TEXT, 24),
            (Sentence("Shop"), Kind.TEXT, 20),
            (Sentence("Issued"), Kind.WHOLE, 10),
            (Sentence("Cancelled"), Kind.TEXT, 10),
        ),
        [
            (
                row["name"],
                voice().say(row["terms"]),
                voice().say(row["covers"]),
                voice().join(row["phases"]),
                row["shop"] or voice().say("All shops"),
                row["issued"],
                voice().said(bool(row["cancelled"])),
            )
            for row in rows
        ],
    )


def accepted(campaign: CampaignCard) -> Table:
    """The findings of the check that somebody stood for; for who may see costs."""
    rows = records_of(read(reports.retrospectives.accepted, campaign_id=campaign.id))
    return table(
        Sentence("Findings accepted with a reason"),
        (
            (Sentence("Finding"), Kind.TEXT, 30),
            (Sentence("Product"), Kind.TEXT, 24),
            (Sentence("Promotions"), Kind.TEXT, 40),
            (Sentence("Shop"), Kind.TEXT, 20),
            (Sentence("Reason"), Kind.TEXT, 50),
            (Sentence("By"), Kind.TEXT, 14),
            (Sentence("When"), Kind.MOMENT, 16),
        ),
        [
            (
                voice().said(row["code"]),
                row["product"],
                voice().join(row["promotions"]),
                row["shop"],
                row["reason"],
                name_of(row["by"]),
                wall(row["at"], campaign),
            )
            for row in rows
        ],
    )


def playbooks(campaign: CampaignCard) -> Table:
    """What playbooks decided during the sale, and the tasks that they released."""
    cards = read(reports.playbooks.playbooks, campaign_id=campaign.id)
    return table(
        Sentence("Decided by playbooks"),
        (
            (Sentence("Playbook"), Kind.TEXT, 30),
            PHASE,
            (Sentence("When"), Kind.MOMENT, 16),
            (Sentence("Decided"), Kind.TEXT, 14),
            (Sentence("Why"), Kind.TEXT, 60),
            (Sentence("Tasks"), Kind.TEXT, 50),
        ),
        [
            (
                card.name,
                card.phase,
                card.judged.at,
                voice().say(_SETTLED[card.standing]),
                voice().say(card.judged.said),
                voice().join(task.release.title for task in card.tasks),
            )
            for card in cards
            if card.standing in _SETTLED
        ],
    )


def notes(campaign: CampaignCard) -> Table:
    """What people wrote down to keep and to change."""
    rows = records_of(read(reports.retrospectives.notes, campaign_id=campaign.id))
    return table(
        Sentence("Notes"),
        (
            (Sentence("About"), Kind.TEXT, 18),
            (Sentence("Note"), Kind.TEXT, 70),
            (Sentence("By"), Kind.TEXT, 14),
            (Sentence("When"), Kind.MOMENT, 16),
        ),
        [
            (
                voice().say(NOTE_KIND_NAMES[NoteKind(row["kind"])]),
                row["text"],
                name_of(row["author"]),
                wall(row["written_at"], campaign),
            )
            for row in rows
        ],
    )
