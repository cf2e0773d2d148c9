"""An example of a playbook, in the campaign's language, that needs one click to be there."""

from __future__ import annotations

from planner import actions, reports
from planner.reports.campaigns import CampaignCard
from planner.rules.campaigns import PhaseKind
from planner.rules.playbook_drafts import PlaybookDraft, Release
from planner.rules.playbooks import Side, Trigger
from planner.text.speaker import speaker
from planner.ui.asking import attempt, read
from planner.words import Sentence

_TASKS: tuple[tuple[str, Sentence, Sentence], ...] = (
    (
        "operations",
        Sentence("Add a round of coupons and tell the livestream"),
        Sentence("The coupon shows on the page and the host announces it"),
    ),
    (
        "marketing",
        Sentence("Move ad budget to the three best sellers"),
        Sentence("Bids are raised and the hour's spend is noted"),
    ),
    (
        "design",
        Sentence("Put the best sellers on top of the page"),
        Sentence("The first screen shows them on a phone"),
    ),
)


def add_example(campaign: CampaignCard) -> None:
    """Write the example for the next burst; a callback. It is not armed."""
    attempt(actions.playbooks.write, campaign_id=campaign.id, draft=_example(campaign))


def _example(campaign: CampaignCard) -> PlaybookDraft:
    voice = speaker(campaign.language)
    teams = read(reports.people.teams)
    ids = dict(zip(teams["key"], teams["id"].astype(int), strict=True))
    anyone = int(teams["id"].iloc[0])
    bursts = [phase for phase in campaign.phases if phase.kind is PhaseKind.BURST]
    to_come = [phase for phase in bursts if phase.closes > campaign.now]
    phase = next(iter([*to_come, *reversed(bursts)]), campaign.phases[-1])
    return PlaybookDraft(
        name=voice.say("Slow start of the burst"),
        trigger=Trigger(phase.key, campaign.measure, Side.BELOW, 8_000, offset_minutes=120),
        releases=tuple(
            Release(voice.say(title), ids.get(team, anyone), 1, voice.say(done))
            for team, title, done in _TASKS
        ),
    )
