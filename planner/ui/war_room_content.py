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
from planner.ui.war_room_hours import as_of, bars
from planner.ui.war_room_lists import lists
from planner.words import Sentence

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
        "bars": None if seen.burst is None else bars(seen.burst, seen.figures.covers_to, seen.now),
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
        as_of(seen.now, figures.covers_to),
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
        as_of(seen.now, figures.covers_to),
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
        as_of(seen.now, seen.figures.covers_to),
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
    foot = f"{voice().say(METHOD_NAMES[outlook.method])} · {as_of(seen.now, forecast.moment)}"
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
        note = voice().say(
            "The plan for all sales until {phase} closes is reached.", phase=seen.burst.phase.name
        )
        return _number(
            "needed", label, voice().money(0), note, as_of(seen.now, needed.since), "good"
        )
    note = voice().say(
        "{left} to go until {moment}",
        left=voice().money(needed.left_fen, compact=True),
        moment=closes,
    )
    value = voice().money(needed.an_hour_fen, compact=True)
    return _number("needed", label, value, note, as_of(seen.now, needed.since))
