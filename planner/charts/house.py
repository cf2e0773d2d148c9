"""The look all charts share: fonts, colours that mean something, amounts and days on axes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

Labels: TypeAlias = Mapping[str, Any]
Chart: TypeAlias = alt.Chart | alt.LayerChart

# The first of these that the reader's machine has; each of the named ones has Chinese shapes.
FONTS: tuple[str, ...] = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans CN",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
)

# Each at least 3 : 1 against white and against the dark page, and told apart by lightness too.
REACHED = "#2F6F8F"
PLAN = "#7C56A8"
TEXT = "#6B7680"
KIND_COLOURS: dict[str, str] = {
    "warm_up": "#BA8B14",
    "burst": "#B4500F",
    "wrap_up": "#5B95C8",
    "between": "#8A949E",
}

# Words are small, so they take a lighter ink on a dark page; a halo has the colour of the page.
_ON_DARK = {TEXT: "#A7B2BC", REACHED: "#72B4D6", PLAN: "#B99DE2"}
HALO = alt.expr("background ? background : 'white'")

HEIGHT = 300
_LABEL_SIZE = 12
_DAY_FORMATS = {"zh": "%-m月%-d日", "en": "%-d %b"}
_AMOUNT_STEPS = {
    "zh": (("亿", 100_000_000), ("万", 10_000)),
    "en": (("B", 1_000_000_000), ("M", 1_000_000), ("k", 1_000)),
}
_CONFIG = alt.Config(
    font=", ".join((*FONTS, "sans-serif")),
    view=alt.ViewConfig(stroke=None),
    axis=alt.AxisConfig(
        labelFontSize=_LABEL_SIZE,
        domain=False,
        ticks=False,
        labelPadding=6,
        gridColor=TEXT,
        gridOpacity=0.18,
    ),
    legend=alt.LegendConfig(
        orient="bottom",
        direction="horizontal",
        columns=3,
        title=None,
        labelFontSize=_LABEL_SIZE,
        labelLimit=180,
        symbolSize=90,
        offset=8,
    ),
)


def finish(
    layers: Sequence[alt.Chart],
    labels: Labels,
    spoken: Iterable[str],
    *,
    data: pd.DataFrame | None = None,
    height: int = HEIGHT,
) -> alt.LayerChart:
    """The layers as one chart in the house look, as wide as its place, with its text alternative.

    ``data`` is what the layers share that bring none of their own.

    ``labels`` has ``measure``, said under the heading together with ``data_to`` where given, and
    perhaps a ``title``.
    """
    below = " · ".join(str(labels[name]) for name in ("measure", "data_to") if labels.get(name))
    title = labels.get("title")
    heading = alt.TitleParams(
        text=title or below,
        subtitle=below if title else "",
        anchor="start",
        fontSize=15 if title else 13,
        fontWeight=600,
        subtitleFontSize=13,
        subtitleColor=TEXT,
        offset=10,
    )
    said = [str(title)] if title else []
    # All at once: each further method of a chart would copy the whole of it.
    return alt.LayerChart(
        data=alt.Undefined if data is None else data,
        layer=list(layers),
        height=height,
        title=heading,
        width="container",
        description=". ".join([*said, below, *spoken]),
        config=_CONFIG,
    )


def amount_axis(labels: Labels) -> alt.Axis:
    """An axis of yuan in steps a reader knows: 万 and 亿, or k, M and B."""
    return alt.Axis(
        title=None,
        grid=True,
        tickCount=5,
        labelExpr=amount_expression("datum.value", labels["language"]),
    )


def amount_expression(value: str, language: str) -> str:
    """A Vega expression that writes a value in yuan short: ¥120万, -¥1.2M, ¥800."""
    amount = f"abs({value})"
    expression = f"format({amount}, ',.3~r')"
    for name, step in reversed(_AMOUNT_STEPS[language]):
        short = f"format({amount} / {step}, ',.4~r') + '{name}'"
        expression = f"{amount} >= {step} ? {short} : {expression}"
    return f"({value} < 0 ? '-¥' : '¥') + ({expression})"


def words_in(ink: str) -> alt.ExprRef:
    """The colour of words: an ink of ours, or its lighter kind where the page is dark."""
    return alt.expr(f"luminance(background) < 0.2 ? '{_ON_DARK[ink]}' : '{ink}'")


def day_expression(value: str, language: str) -> str:
    """A Vega expression that writes a moment as a day: 11月1日, 1 Nov."""
    return f"timeFormat({value}, '{_DAY_FORMATS[language]}')"


def wall(moment: datetime) -> str:
    """A wall-clock moment as every browser reads it: the same digits in any time zone."""
    return moment.isoformat(timespec="seconds")


def colours(field: str, kinds: Iterable[str], labels: Labels, *lines: str) -> alt.Color:
    """One scale and one legend for a chart: what its lines or ticks mean, then the kinds of phase.

    ``field`` holds what the reader calls them. ``lines`` are keys of labels: "reached" has the
    ink of sales, any other that of the plan. Only kinds that occur are named.
    """
    present = set(kinds)
    shown = [(labels[line], REACHED if line == "reached" else PLAN) for line in lines]
    shown += [(labels[kind], ink) for kind, ink in KIND_COLOURS.items() if kind in present]
    return alt.Color(
        f"{field}:N",
        scale=alt.Scale(domain=[name for name, _ in shown], range=[ink for _, ink in shown]),
        legend=legend() if shown else None,
    )


def legend() -> alt.Legend:
    """What the colours mean, in one line where the chart is wide."""
    return alt.Legend(symbolType="square", symbolOpacity=1, columns=alt.expr("width < 480 ? 3 : 6"))


def day_of(value: date | datetime) -> datetime:
    """Midnight of a day, whichever way a table holds it."""
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- wall clock, no zone
