"""The list to change many tasks at once, and Excel in and out."""

from __future__ import annotations

import pandas as pd

from planner.reports.campaigns import CampaignCard
from planner.reports.tasks import Filters


def grid(campaign: CampaignCard, tasks: pd.DataFrame) -> None: ...


def excel(campaign: CampaignCard, filters: Filters) -> None: ...


def add_task_button(campaign: CampaignCard) -> None: ...
