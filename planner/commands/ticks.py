"""What the server does once a minute, for cron: settle what is due."""

from __future__ import annotations

import os
import secrets
import socket

from planner import due
from planner.actions.firing import Settled
from planner.commands.telling import Json, tell, tell_json, told, voice
from planner.desk import counter
from planner.words import Sentence


def tick(as_json: Json = False) -> None:
    """Fire playbooks whose moment has come, unless a running server looks after them already."""
    with told(as_json=as_json):
        holder = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
        found = due.look(counter(), holder)
        if found.held:
            due.leave(counter(), holder)
        if found.refused is not None:
            raise found.refused
        if as_json:
            settled = [_facts(one) for one in found.settled]
            tell_json({"looked": found.held, "settled": settled})
        elif not found.held:
            tell(Sentence("Another process looks after what is due. Nothing was done here."))
        elif not found.settled:
            tell(Sentence("Nothing is due."))
        for one in found.settled if not as_json else ():
            tell(_line(one))


def _facts(one: Settled) -> dict[str, object]:
    return {
        "playbook": one.playbook_id,
        "name": one.name,
        "campaign": one.campaign_id,
        "fired": one.fired,
        "moment": one.judged.at.isoformat(),
        "planned_fen": one.judged.planned_fen,
        "reached_fen": one.judged.reached_fen,
        "why": voice().say(one.judged.said),
        "tasks": list(one.task_ids),
    }


def _line(one: Settled) -> Sentence:
    if not one.fired:
        return Sentence("“{name}” did not fire. {why}", name=one.name, why=one.judged.said)
    return Sentence(
        "“{name}” fired and released {n} task. {why}",
        "“{name}” fired and released {n} tasks. {why}",
        name=one.name,
        n=len(one.task_ids),
        why=one.judged.said,
    )
