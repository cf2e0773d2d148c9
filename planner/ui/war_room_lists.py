"""What is open while a burst runs: must-haves, what is stuck, playbooks, what was done last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from planner.reports.playbooks import PlaybookCard, Standing
from planner.ui.names import team_name
from planner.ui.saying import voice
from planner.ui.task_views import records_of
from planner.words import Sentence

_FEW = 4


def lists(
    must_haves: pd.DataFrame,
    open_points: pd.DataFrame,
    playbooks: Sequence[PlaybookCard],
    events: pd.DataFrame,
    names: Mapping[int, str],
) -> list[dict[str, Any]]:
    """The four lists under the hours, each with the first few of its entries."""
    stuck = open_points[open_points["group"] == "stuck"]
    n_stuck = 0 if stuck.empty else int(stuck["of_group"].iloc[0])
    armed = [one for one in playbooks if one.standing is Standing.ARMED]
    fired = [one for one in playbooks if one.standing is Standing.FIRED]
    return [
        _list(
            "must",
            voice().say("Open must-haves"),
            len(must_haves),
            voice().say("None is open."),
            [_task(row, str(row["owner"] or "")) for row in records_of(must_haves[:_FEW])],
        ),
        _list(
            "stuck",
            voice().say("Stuck"),
            n_stuck,
            voice().say("Nothing is stuck."),
            [_task(row, str(row["stuck_reason"]), "bad") for row in records_of(stuck[:_FEW])],
        ),
        _list(
            "playbooks",
            voice().say("Armed playbooks"),
            len(armed),
            voice().say("No playbook is armed."),
            [_playbook(one) for one in [*armed, *reversed(fired)][:_FEW]],
        ),
        _list(
            "latest",
            voice().say("Latest"),
            "",
            voice().say("Nothing has happened yet."),
            [_event(row, names) for row in _told(events)],
        ),
    ]


def _list(
    key: str, title: str, count: int | str, empty: str, items: list[dict[str, str]]
) -> dict[str, Any]:
    return {"key": key, "title": title, "count": str(count), "empty": empty, "items": items}


def _task(row: Mapping[str, Any], more: str, tone: str = "") -> dict[str, str]:
    team = team_name(row["team_key"], row["team"])
    due = voice().say("due {day}", day=voice().day(row["due_on"]))
    late = "bad" if row["late_days"] else ""
    note = " · ".join(part for part in (team, more or voice().say("Unclaimed"), due) if part)
    return {"key": str(row["id"]), "text": row["title"], "note": note, "tone": tone or late}


def _playbook(card: PlaybookCard) -> dict[str, str]:
    judged = card.judged if card.judged.fires is not None else card.so_far
    when = voice().wall_clock(card.at)
    if card.standing is Standing.FIRED:
        tone, said = "", Sentence("Fired for {moment}", moment=when)
    elif judged is None:
        tone, said = "", Sentence("{moment} · no data yet", moment=when)
    elif judged.fires:
        tone, said = (
            "bad",
            Sentence("{moment} · would fire at {share}", moment=when, share=judged.share_bp),
        )
    else:
        tone, said = (
            "good",
            Sentence("{moment} · would not fire at {share}", moment=when, share=judged.share_bp),
        )
    return {"key": str(card.id), "text": card.name, "note": voice().say(said), "tone": tone}


def _told(events: pd.DataFrame) -> list[dict[str, Any]]:
    plain = events.astype(object)
    return records_of(plain.where(plain.notna(), None))


def _event(row: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, str]:
    said = voice().knowing(names).say(row["sentence"])
    actor = None if row["actor_id"] is None else names.get(int(row["actor_id"]))
    note = voice().moment(row["at"])[-5:]
    if actor is None:
        said = said[:1].upper() + said[1:]
    else:
        note = f"{note} · {actor}"
    return {"key": str(row["id"]), "text": said, "note": note, "tone": ""}
