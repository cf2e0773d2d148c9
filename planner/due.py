"""What is due happens: one process at a time looks, whoever asks first under the lease."""

from __future__ import annotations

from dataclasses import dataclass

from planner.actions.firing import Settled, fire_due
from planner.actions.leases import hold, let_go
from planner.desk import Desk
from planner.words import Refusal

EVERY_SECONDS = 60
_NAME = "due"
# A holder that dies is missed for as long as two looks and a bit.
_LEASE_SECONDS = 150
# More than anybody arms; what settles nothing any more ends a look before.
_MOST = 200


@dataclass(frozen=True)
class Look:
    """One look at what is due: whether it was this process's to look, and what it settled."""

    held: bool
    settled: tuple[Settled, ...] = ()
    refused: Refusal | None = None


def look(desk: Desk, holder: str) -> Look:
    """Take or renew the lease and settle everything that is due; nothing where another holds it.

    What one playbook is refused keeps for the next look.
    """
    if not desk.perform(hold, name=_NAME, holder=holder, seconds=_LEASE_SECONDS).value:
        return Look(held=False)
    settled: list[Settled] = []
    try:
        while len(settled) < _MOST:
            one: Settled | None = desk.perform(fire_due).value
            if one is None:
                break
            settled.append(one)
    except Refusal as refusal:
        return Look(True, tuple(settled), refusal)
    return Look(True, tuple(settled))


def leave(desk: Desk, holder: str) -> None:
    """Give the lease back, so that another process may look at once."""
    desk.perform(let_go, name=_NAME, holder=holder)
