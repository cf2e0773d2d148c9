"""What was said of a phase goes with it, unless somebody still counts on the phase."""

from __future__ import annotations

from sqlmodel import Session, select

from planner.tables.campaigns import Phase
from planner.tables.gates import SignOff, Waiver
from planner.tables.playbook_rows import release_rows
from planner.tables.playbooks import Playbook
from planner.tables.promotions import Promotion, PromotionPhase, RulesSignOff
from planner.tables.targets import PhaseTarget
from planner.words import Refusal


def let_go(session: Session, row: Phase) -> None:
    """Take away what was said of a phase; refused while a promotion or playbook needs it."""
    links = session.exec(select(PromotionPhase).where(PromotionPhase.phase_id == row.id)).all()
    standing = [
        promotion
        for link in links
        if (promotion := session.get_one(Promotion, link.promotion_id)).cancelled_at is None
    ]
    if standing:
        raise Refusal(
            "{n} promotion counts in “{name}”: {promotions}. Take it out of the phase first.",
            "{n} promotions count in “{name}”: {promotions}. Take them out of the phase first.",
            n=len(standing),
            name=row.name,
            promotions=[f"“{promotion.name}”" for promotion in standing],
        )
    _let_playbooks_go(session, row)
    for link in links:
        session.delete(link)
    for kind in (SignOff, Waiver, RulesSignOff, PhaseTarget):
        for said in session.exec(select(kind).where(kind.phase_id == row.id)):
            session.delete(said)


def _let_playbooks_go(session: Session, row: Phase) -> None:
    playbooks = session.exec(select(Playbook).where(Playbook.phase_id == row.id)).all()
    standing = [one.name for one in playbooks if one.removed_at is None]
    if standing:
        raise Refusal(
            "{n} playbook watches “{name}”: {playbooks}. Remove it first.",
            "{n} playbooks watch “{name}”: {playbooks}. Remove them first.",
            n=len(standing),
            name=row.name,
            playbooks=[f"“{name}”" for name in standing],
        )
    for playbook in playbooks:
        for planned in release_rows(session, playbook.id):
            session.delete(planned)
        session.flush()
        session.delete(playbook)
