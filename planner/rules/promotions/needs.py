"""The tasks that a promotion asks for: pictures, quick replies, stock of a gift, setting it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.rules.promotions.presets import GivingKind
from planner.rules.promotions.ruleset import Layer
from planner.rules.template_parts import Bilingual

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Need:
    """A task that promotions of some kinds and layers ask for, due days before they open.

    ``team`` is the key of a seed team; ``title`` has ``{promotion}`` where its name comes.
    """

    key: str
    team: str
    title: Bilingual
    acceptance: Bilingual
    days_before: int
    effort_hours: float
    must_have: bool
    kinds: frozenset[GivingKind]
    layers: frozenset[Layer]

    def titled(self, promotion: str, language: str) -> str:
        """The title of the task for a promotion by name."""
        title = self.title.in_language(language).replace("{promotion}", promotion)
        return title[:_LONGEST_TITLE]

    def due(self, opens_on: date, today: date, last_day: date) -> date:
        """When it is due: days before the opening, but neither past already nor after the sale."""
        return min(max(opens_on - timedelta(days=self.days_before), today), last_day)


def needs_of(needs: Iterable[Need], kind: GivingKind, layer: Layer) -> list[Need]:
    """What a promotion of this kind on this layer asks for."""
    return [need for need in needs if kind in need.kinds and layer in need.layers]
