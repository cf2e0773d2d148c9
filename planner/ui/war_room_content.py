"""What a war room says: its numbers with moment and source, the hours, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from planner.reports.campaigns import CampaignCard
from planner.reports.forecasts import SaleForecast
from planner.reports.key_figures import KeyFigures
from planner.reports.playbooks import PlaybookCard
from planner.reports.war_room import BurstHours
from planner.rules.campaign_sales import first_opening, last_closing
from planner.rules.forecasts import METHOD_NAMES
from planner.rules.pressing import Freshness, freshness
from planner.rules.targets import MEASURE_NAMES
from planner.ui.progress import source_names
from planner.ui.saying import voice
from planner.ui.war_room_lists import lists
from planner.words import Bp, Fen, Sentence

_ON_PLAN, _BEHIND = 10_000, 9_500


@dataclass(frozen=True)
class Seen:
    """Everything that the room shows, as of ``now`` on the wall."""

    campaign: CampaignCard
    now: datetime
    figures: KeyFigures
    burst: BurstHours | None
    forecast: SaleForecast | None
    must_haves: pd.DataFrame
    open_points: pd.DataFrame
    playbooks: tuple[PlaybookCard, ...]
    events: pd.DataFrame
    names: Mapping[int, str]


def room(seen: Seen) -> dict[str, Any]:
    """The room in the reader's language, all but its tick."""
    alarm, tone = _alarm(seen)
    return {
        "heading": _heading(seen),
        "clock": f"{seen.now:%H:%M}",
        "source": _source(seen.figures),
        "alarm": alarm,
        "tone": tone,
        "numbers": [_reached(seen), _of_target(seen), _pace(seen), _forecast(seen), _needed(seen)],
        "bars": None if seen.burst is None else _bars(seen, seen.burst),
        "lists": lists(seen.must_haves, seen.open_points, seen.playbooks, seen.events, seen.names),
    }


def _heading(seen: Seen) -> str:
    if seen.burst is None:
        return seen.campaign.name
    phase = seen.burst.phase
    if seen.now < phase.opens:
        said = Sentence(
            "{phase} opens {moment}", phase=phase.name, moment=voice().wall_clock(phase.opens)
        )
    elif seen.now < phase.closes:
        said = Sentence(
            "{phase} until {moment}", phase=phase.name, moment=voice().wall_clock(phase.closes)
        )
    else:
        said = Sentence(
            "{phase} closed {moment}", phase=phase.name, moment=voice().wall_clock(phase.closes)
        )
    return f"{seen.campaign.name} · {voice().say(said)}"


def _source(figures: KeyFigures) -> str:
    if figures.covers_to is None:
        return voice().say("No figures yet")
    return voice().say(
        "{measure} · data up to {moment} · {sources}",
        measure=MEASURE_NAMES[figures.measure],
        moment=voice().wall_clock(figures.covers_to),
        sources=source_names(figures.sources),
    )


def _alarm(seen: Seen) -> tuple[str, str]:
    """What is said loudly: old figures, or shops whose figures end before the others'."""
    opens, closes = first_opening(seen.campaign.phases), last_closing(seen.campaign.phases)
    covers_to = seen.figures.covers_to
    if seen.now < opens:
        return "", "fresh"
    if covers_to is None:
        return voice().say("No figures yet. Take in an export."), "old"
    state = freshness(covers_to, seen.now, closes)
    behind = min(seen.now, closes) - covers_to
    age = _age(int(behind.total_seconds()) // 60)
    if state is Freshness.OLD:
        said = voice().say("OLD DATA: the figures end {age} ago. Take in a new export.", age=age)
        return said, "old"
    if state is Freshness.LATE:
        return voice().say("The figures end {age} ago.", age=age), "late"
    ending = [
        voice().say("{shop} ends at {moment}", shop=shop, moment=voice().wall_clock(until))
        for shop, until in seen.figures.behind
        if until is not None and freshness(until, seen.now, closes) is not Freshness.FRESH
    ]
    if ending:
        return voice().say("Not all shops are known: {shops}", shops=ending), "late"
    return "", "fresh"


def _age(minutes: int) -> Sentence:
    if minutes < 120:
        return Sentence("{n} minute", "{n} minutes", n=minutes)
    if minutes < 48 * 60:
        return Sentence("{n} hour", "{n} hours", n=minutes // 60)
    return Sentence("{n} day", "{n} days", n=minutes // (24 * 60))


def _number(
    key: str, label: str, value: str, note: str = "", foot: str = "", tone: str = ""
) -> dict[str, str]:
    return {"key": key, "label": label, "value": value, "note": note, "foot": foot, "tone": tone}


def _reached(seen: Seen) -> dict[str, str]:
    figures = seen.figures
    amount = figures.reached
    note = "" if amount is None else voice().money(amount.value)
    return _number(
        "reached",
        voice().say("Reached"),
        voice().money(None if amount is None else amount.value, compact=True),
        note,
        _as_of(seen, figures.covers_to),
    )


def _of_target(seen: Seen) -> dict[str, str]:
    figures = seen.figures
    target = figures.target_fen
    note = voice().say("No target is set.")
    if target is not None:
        note = voice().say("of {target}", target=voice().money(target, compact=True))
    return _number(
        "of_target",
        voice().say("Of target"),
        voice().percent(figures.attainment_bp),
        note,
        _as_of(seen, figures.covers_to),
    )


def _pace(seen: Seen) -> dict[str, str]:
    """What was reached of what was planned by then."""
    pace = seen.figures.pace
    against = None if pace is None else pace.against_plan
    if against is None:
        return _number("pace", voice().say("Pace"), voice().percent(None))
    tone = "good" if against.bp >= _ON_PLAN else "bad" if against.bp < _BEHIND else ""
    planned = voice().money(against.denominator, compact=True)
    return _number(
        "pace",
        voice().say("Pace"),
        voice().percent(against.bp),
        voice().say("of {planned} planned by then", planned=planned),
        _as_of(seen, seen.figures.covers_to),
        tone,
    )


def _forecast(seen: Seen) -> dict[str, str]:
    label = voice().say("Forecast")
    if seen.forecast is None:
        return _number("forecast", label, voice().money(None))
    forecast = seen.forecast.forecast
    outlook, target = forecast.outlook, seen.figures.target_fen
    tone = ""
    if target is not None:
        below = outlook.band.high_fen < target
        tone = "good" if outlook.total_fen >= target else "bad" if below else ""
    band = voice().say(
        "80%: {low} – {high}",
        low=voice().money(outlook.band.low_fen, compact=True),
        high=voice().money(outlook.band.high_fen, compact=True),
    )
    foot = f"{voice().say(METHOD_NAMES[outlook.method])} · {_as_of(seen, forecast.moment)}"
    value = voice().money(outlook.total_fen, compact=True)
    return _number("forecast", label, value, band, foot, tone)


def _needed(seen: Seen) -> dict[str, str]:
    """What each hour from now on has to bring for the burst to end on plan."""
    label = voice().say("Needed per hour")
    needed = None if seen.burst is None else seen.burst.needed
    if needed is None or seen.burst is None:
        note = "" if seen.burst is None else voice().say("No hour of the burst is left.")
        if seen.burst is not None and seen.now < seen.burst.phase.opens:
            note = voice().say("The burst has not opened.")
        return _number("needed", label, voice().money(None), note)
    closes = voice().wall_clock(needed.closes)
    if needed.left_fen <= 0:
        note = voice().say("{phase} has reached its plan.", phase=seen.burst.phase.name)
        return _number("needed", label, voice().money(0), note, _as_of(seen, needed.since), "good")
    note = voice().say(
        "{left} to go until {moment}",
        left=voice().money(needed.left_fen, compact=True),
        moment=closes,
    )
    value = voice().money(needed.an_hour_fen, compact=True)
    return _number("needed", label, value, note, _as_of(seen, needed.since))


def _bars(seen: Seen, burst: BurstHours) -> dict[str, Any]:
    ghost = burst.last_sale or ""
    note = ""
    if ghost and burst.last_spread:
        note = voice().say(
            "{sale} is known by day; its hours follow its plan.", sale=burst.last_sale
        )
    known = [one for one in burst.hours if one.reached_fen is not None]
    said = voice().say(
        "{phase} hour by hour: {reached} reached in {n} known hour.",
        "{phase} hour by hour: {reached} reached in {n} known hours.",
        phase=burst.phase.name,
        reached=Fen(sum(one.reached_fen or 0 for one in known)),
        n=len(known),
    )
    if seen.figures.covers_to is not None:
        note = " · ".join(part for part in (_as_of(seen, seen.figures.covers_to), note) if part)
    return {
        "title": voice().say("{phase}, hour by hour", phase=burst.phase.name),
        "note": note,
        "ghost": ghost,
        "said": said,
        "hours": [
            {
                "label": f"{one.begins:%H}",
                "plan": one.planned_fen,
                "reached": one.reached_fen,
                "ghost": one.last_fen,
                "partial": one.partial and one.reached_fen is not None,
                "text": _hour_in_words(one.begins, one.reached_fen, one.planned_fen),
            }
            for one in burst.hours
        ],
    }


def _hour_in_words(begins: datetime, reached: int | None, planned: int | None) -> str:
    share = None
    if reached is not None and planned:
        share = Bp((20_000 * reached + planned) // (2 * planned))
    return voice().say(
        "{moment}: {reached} of {planned} planned, {share}",
        moment=voice().wall_clock(begins),
        reached=None if reached is None else Fen(reached),
        planned=None if planned is None else Fen(planned),
        share=share,
    )


def _as_of(seen: Seen, moment: datetime | None) -> str:
    """The moment a number speaks of; its day too, where that is not today."""
    if moment is None:
        return ""
    today = moment.date() == seen.now.date()
    told = f"{moment:%H:%M}" if today else voice().wall_clock(moment)
    return voice().say("as of {moment}", moment=told)
