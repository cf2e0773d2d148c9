"""Sales against the plan by place: by shop, by platform and by channel."""

from __future__ import annotations

import altair as alt
import pandas as pd

from planner.charts.comparing import bullets
from planner.charts.house import Labels


def by_shop(shops: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """How much of its own target each shop reached; a tick marks what was planned by now.

    One row is a shop, in the order shown. Columns: ``shop`` (name), ``reached_fen``,
    ``target_fen`` and ``due_fen`` as in ``charts.sales.by_phase``. Where no shop has a target of
    its own the bars compare amounts. ``labels`` are those of ``charts.sales``.
    """
    return bullets(shops, "shop", labels)


def by_platform(platforms: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """The same for platforms: ``platform`` (as the reader calls it) takes the place of ``shop``."""
    return bullets(platforms, "platform", labels)


def by_channel(channels: pd.DataFrame, labels: Labels) -> alt.LayerChart:
    """The same for channels: ``channel`` (with its shop) takes the place of ``shop``."""
    return bullets(channels, "channel", labels)
