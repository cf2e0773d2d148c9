"""Files in and out: sales figures to take in, tasks to write."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner import actions, reports
from planner.commands.telling import (
    REFUSED,
    As,
    Json,
    acting,
    read_file,
    tell,
    tell_json,
    told,
    voice,
)
from planner.desk import counter
from planner.files import sales as sales_files
from planner.files import tasks as task_files
from planner.files import zipped
from planner.reports.imports import SalesPreview
from planner.rules.clock import USUAL_ZONE
from planner.rules.people import SEED_TEAMS, Actor
from planner.rules.tasks import STATE_NAMES
from planner.words import Fen, Refusal, Sentence


class Format(StrEnum):
    """How a list of tasks is written."""

    XLSX = "xlsx"
    CSV = "csv"


def sales(
    file: Path,
    shop: Annotated[str, typer.Option(help="The shop's name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Take it in without asking.")] = False,
    as_json: Json = False,
    as_: As = "",
) -> None:
    """Take an export of sales in, or each one of a ZIP, after a preview. With --json and without
    --yes nothing is taken in."""
    with told(as_json=as_json):
        actor = acting(as_)
        shops = counter().read(reports.shops.shops, actor=actor)
        ids = dict(zip(shops["name"], shops["id"].astype(int), strict=True))
        if shop not in ids:
            raise Refusal(
                "Shop: there is no “{name}”; there are: {names}.", name=shop, names=[*ids]
            )
        for name, content in zipped.unpack(read_file(file), file.name):
            _take_in(actor, ids[shop], name, content, yes=yes, as_json=as_json)


def tasks(
    campaign: Annotated[str, typer.Option(help="The campaign's name.")],
    out: Annotated[Path | None, typer.Option(help="Where to; else named as the campaign.")] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.XLSX,
    as_: As = "",
) -> None:
    """Write a campaign's tasks to a spreadsheet that can be taken in again."""
    with told():
        actor = acting(as_)
        found = counter().read(reports.campaigns.choices, actor=actor, archived=True)
        ids = dict(zip(found["name"], found["id"].astype(int), strict=True))
        if campaign not in ids:
            raise Refusal(
                "Campaign: there is no “{name}”; there are: {names}.", name=campaign, names=[*ids]
            )
        rows = counter().read(
            reports.task_sheets.rows,
            actor=actor,
            campaign_id=ids[campaign],
            team_names={team.key: voice().say(team.name) for team in SEED_TEAMS},
            states={str(state): voice().say(name) for state, name in STATE_NAMES.items()},
        )
        headers = {column: voice().say(name) for column, name in task_files.HEADERS.items()}
        yes_no = (voice().say("yes"), voice().say("no"))
        if format_ == Format.CSV:
            content = task_files.write_csv(rows, headers, yes_no=yes_no)
        else:
            content = task_files.write_xlsx(rows, headers, title=campaign, yes_no=yes_no)
        target = out or Path(f"{campaign}.{format_}")
        _write(target, content)
        told_file = str(target)
        tell(
            Sentence(
                "Wrote {n} task to {file}.",
                "Wrote {n} tasks to {file}.",
                n=len(rows),
                file=told_file,
            )
        )


def _take_in(
    actor: Actor, shop_id: int, name: str, content: bytes, *, yes: bool, as_json: bool
) -> None:
    remembered = counter().read(reports.exports.mappings, actor=actor, shop_id=shop_id)
    place = counter().read(reports.visitors.installation, actor=actor)
    found = sales_files.read(
        content,
        name,
        zone=place.time_zone if place else USUAL_ZONE,
        mappings={one.mapping.fingerprint: one.mapping for one in remembered},
    )
    preview = counter().read(
        reports.imports.preview, actor=actor, shop_id=shop_id, sales_file=found
    )
    if as_json and not yes:
        tell_json(_facts(preview) | {"taken_in": False})
        return
    if not as_json:
        _show(preview)
        if not yes and not typer.confirm(voice().say("Take it in?")):
            raise typer.Exit(REFUSED)
    receipt = counter().perform(
        actions.sales.take_in,
        actor=actor,
        shop_id=shop_id,
        sales_file=found,
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        digest=preview.digest,
    )
    if as_json:
        tell_json(_facts(preview) | {"taken_in": receipt.event_id is not None})
    else:
        tell(receipt.sentence)


def _facts(preview: SalesPreview) -> dict[str, object]:
    return {
        "rows_read": preview.rows_read,
        "new": preview.new,
        "changed": preview.changed,
        "unchanged": preview.unchanged,
        "skipped": [{"row": one.row, "why": voice().say(one.why)} for one in preview.skipped],
        "ordered_fen": preview.sums.ordered_fen,
        "paid_fen": preview.sums.paid_fen,
        "refunded_fen": preview.sums.refunded_fen,
        "net_fen": preview.net_fen,
    }


def _show(preview: SalesPreview) -> None:
    tell(
        Sentence(
            "Read {n} row: {new} hours or days new, {changed} changed, {unchanged} as they are.",
            "Read {n} rows: {new} hours or days new, {changed} changed, {unchanged} as they are.",
            n=preview.rows_read,
            new=preview.new,
            changed=preview.changed,
            unchanged=preview.unchanged,
        )
    )
    tell(
        Sentence(
            "Ordered {ordered}, paid {paid}, refunded {refunded}, net {net}.",
            ordered=_fen(preview.sums.ordered_fen),
            paid=_fen(preview.sums.paid_fen),
            refunded=_fen(preview.sums.refunded_fen),
            net=_fen(preview.net_fen),
        )
    )
    for note in preview.notes:
        tell(note)
    for one in preview.skipped:
        tell(Sentence("Row {row} left out: {why}", row=one.row, why=one.why))


def _fen(value: int | None) -> Fen | None:
    return None if value is None else Fen(value)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refusal("File: “{file}” can't be written.", file=str(file)) from error
