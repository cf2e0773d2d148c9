"""A campaign at a glance: a line for each phase and milestone on one common scale of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape

import streamlit as st

from planner.charts.house import KIND_COLOURS
from planner.rules.campaigns import PHASE_KIND_NAMES, Key, Milestone, Phase
from planner.ui.saying import voice

_STYLE = """
.plan-line { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem;
  min-height: 2.25rem; font-size: 0.9375rem; line-height: 1.35; }
.plan-words { flex: 1 1 17rem; max-width: 26rem; min-width: 0; overflow-wrap: anywhere; }
.plan-words b { font-weight: 600; }
.plan-words .when { display: block; opacity: 0.78; font-size: 0.875rem; }
.plan-kind { margin-inline-start: 0.5em; font-size: 0.8125rem; opacity: 0.78; }
.plan-kind::before { content: ""; display: inline-block; width: 0.625rem; height: 0.625rem;
  margin-inline-end: 0.35em; border-radius: 2px; background: var(--kind); }
.plan-track { position: relative; flex: 3 1 18rem; height: 1.25rem; border-radius: 4px;
  background: color-mix(in srgb, currentColor 6%, transparent); }
.plan-track i { position: absolute; top: 0; bottom: 0; }
.plan-track .band { min-width: 4px; border-radius: 4px; background: var(--kind); }
.plan-track .stone { top: 50%; width: 0.75rem; height: 0.75rem; bottom: auto;
  background: currentColor; transform: translate(-50%, -50%) rotate(45deg); border-radius: 2px; }
.plan-track .sale { width: 0; border-inline-start: 2px solid currentColor; opacity: 0.55; }
.plan-track .now { width: 0; border-inline-start: 2px dashed currentColor; opacity: 0.45; }
.plan-axis { position: relative; flex: 3 1 18rem; height: 2.6rem; font-size: 0.8125rem;
  opacity: 0.85; }
.plan-axis span { position: absolute; white-space: nowrap; }
.plan-axis .above { top: 0; font-weight: 600; transform: translateX(-50%); }
.plan-axis:has(.today) { height: 3.8rem; }
.plan-axis .today { top: 1.25rem; transform: translateX(-50%); }
.plan-axis .from { bottom: 0; left: 0; }
.plan-axis .to { bottom: 0; right: 0; }
@media (max-width: 640px) { .plan-words:empty { display: none; } }
"""
BESIDE = 80
_EDGE = 14


@dataclass(frozen=True)
class Scale:
    """Days of a campaign from left to right, its sale day and, where it lies inside, now."""

    first: date
    last: date
    sale_day: date
    now: datetime

    def percent(self, moment: datetime) -> float:
        """How far from the left a wall-clock moment lies, from 0 to 100."""
        begins = datetime.combine(self.first, time())
        whole = datetime.combine(self.last, time()) + timedelta(days=1) - begins
        return round(min(100.0, max(0.0, (moment - begins) / whole * 100)), 3)


def scale_of(
    phases: Iterable[Phase[Key]],
    milestones: Iterable[Milestone[Key]],
    sale_day: date,
    now: datetime,
) -> Scale:
    """The scale that a layout just fits on."""
    days = [sale_day, *(milestone.at.date() for milestone in milestones)]
    for phase in phases:
        days += [phase.first_day, phase.last_day]
    return Scale(min(days), max(days), sale_day, now)


def small_timeline(
    phases: Iterable[Phase[Key]],
    milestones: Iterable[Milestone[Key]],
    scale: Scale,
    *,
    shops: Mapping[int, str],
    beside: Callable[[str, Key, str], None] | None = None,
) -> None:
    """The phases and milestones in words and on the scale.

    ``shops`` names the shops for phases that are only for some. ``beside`` draws what stands at
    the end of a line, ``BESIDE`` pixels wide, given "phase" or "milestone", the key and the name.
    """
    st.html(f"<style>{_STYLE}</style>")
    with st.container(gap="xsmall"):
        _line(_axis(scale), beside and _nothing)
        for phase in phases:
            _line(
                _phase(phase, scale, shops),
                beside and _bound(beside, "phase", phase.key, phase.name),
            )
        for milestone in milestones:
            _line(
                _milestone(milestone, scale),
                beside and _bound(beside, "milestone", milestone.key, milestone.name),
            )


def opens_to_closes(phase: Phase[Key]) -> str:
    """When a phase opens and closes, in words; not for Markdown."""
    return voice().say(
        "{opens} to {closes}",
        opens=voice().wall_clock(phase.opens),
        closes=voice().wall_clock(phase.closes),
    )


def _axis(scale: Scale) -> str:
    sale = scale.percent(datetime.combine(scale.sale_day, time(12)))
    place = min(100 - _EDGE, max(_EDGE, sale))
    label = escape(voice().say("Sale day {day}", day=voice().day(scale.sale_day)))
    today = ""
    if _is_inside(scale):
        now = min(100 - _EDGE, max(_EDGE, scale.percent(scale.now)))
        word = escape(voice().say("Today"))
        today = f'<span class="today" style="left:{now}%">{word}</span>'
    return (
        '<div class="plan-line"><div class="plan-words"></div><div class="plan-axis">'
        f'<span class="above" style="left:{place}%">{label}</span>'
        f'{today}<span class="from">{escape(voice().day(scale.first))}</span>'
        f'<span class="to">{escape(voice().day(scale.last))}</span></div></div>'
    )


def _phase(phase: Phase[Key], scale: Scale, shops: Mapping[int, str]) -> str:
    left, right = scale.percent(phase.opens), scale.percent(phase.closes)
    kind = escape(voice().say(PHASE_KIND_NAMES[phase.kind]))
    colour = f"--kind:{KIND_COLOURS[str(phase.kind)]}"
    when = opens_to_closes(phase)
    if phase.shops:
        names = voice().join(sorted(shops[shop_id] for shop_id in phase.shops if shop_id in shops))
        when = f"{when} · {names}"
    return _placed(
        f'<b>{escape(phase.name)}</b><span class="plan-kind" style="{colour}">{kind}</span>'
        f'<span class="when">{escape(when)}</span>',
        f'<i class="band" style="left:{left}%;width:{round(right - left, 3)}%;{colour}"></i>',
        scale,
    )


def _milestone(milestone: Milestone[Key], scale: Scale) -> str:
    when, place = voice().wall_clock(milestone.at), scale.percent(milestone.at)
    if milestone.freezes:
        when = f"{when} · {voice().say('pages freeze from here')}"
    return _placed(
        f'<b>{escape(milestone.name)}</b><span class="when">{escape(when)}</span>',
        f'<i class="stone" style="left:clamp(0.5rem, {place}%, 100% - 0.5rem)"></i>',
        scale,
    )


def _placed(words: str, mark: str, scale: Scale) -> str:
    sale = scale.percent(datetime.combine(scale.sale_day, time(12)))
    rules = f'<i class="sale" style="left:{sale}%"></i>'
    if _is_inside(scale):
        rules += f'<i class="now" style="left:{scale.percent(scale.now)}%"></i>'
    return (
        f'<div class="plan-line"><div class="plan-words">{words}</div>'
        f'<div class="plan-track" aria-hidden="true">{rules}{mark}</div></div>'
    )


def _is_inside(scale: Scale) -> bool:
    return scale.first <= scale.now.date() <= scale.last


def _bound(
    beside: Callable[[str, Key, str], None], what: str, key: Key, name: str
) -> Callable[[], None]:
    return lambda: beside(what, key, name)


def _line(html: str, beside: Callable[[], None] | None) -> None:
    if beside is None:
        st.html(html)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.html(html, width="stretch")
        beside()


def _nothing() -> None:
    st.space(BESIDE)
