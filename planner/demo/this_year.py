"""The demo's sale of today: seven weeks of work behind it, its second wave running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from planner.actions import evidence, plans, task_sheets, tasks
from planner.demo import openings, playbooks, products, promotions, signing, targets
from planner.demo.calendar import Calendar
from planner.demo.cast import Cast
from planner.demo.intake import orders_up_to_now
from planner.demo.remarks import FREED, REMARKS, RETURNED, SHOWN
from planner.demo.remarks_today import ADDED, HANDED_OVER, SAID_TODAY, STUCK
from planner.demo.story import Moment, Sale, finishing_times, live, plan_sale
from planner.desk import Desk
from planner.files.tasks import TaskColumn, TaskFile, TaskRow
from planner.files.templates import shipped
from planner.reports import task_sheets as sheet_reports
from planner.reports.task_cards import card
from planner.rules.layouts import PlannedTask, lay_out
from planner.rules.people import SEED_TEAMS
from planner.rules.tasks import STATE_NAMES, TaskField
from planner.text.speaker import speaker

TARGET_FEN = 800_000_000

# Under way today, and the moment from T at which its first step was ticked.
_DOING = {
    "customer_service.chase_balances": (-10, 10),
    "marketing.publish_seeding": (-19, 11),
    "marketing.retarget_carts": (-4, 14),
    "warehouse.restock": (-6, 9),
    "warehouse.stock_outs": (-1, 9),
    "warehouse.backlog_report": (-1, 17),
    "customer_service.address_changes": (-1, 10),
    "tech.daily_close": (-2, 9),
    "warehouse.ship_burst": (-1, 20),
    "customer_service.burst_chats": (-1, 20),
    "design.burst_standby": (-1, 20),
    "marketing.hourly_bidding": (-1, 20),
    "marketing.burst_livestream": (-1, 20),
    "operations.burst_control": (-1, 20),
    "tech.burst_standby": (-1, 20),
}
_AGAIN_TODAY = (
    "customer_service.chase_balances",
    "marketing.publish_seeding",
    "customer_service.burst_chats",
    "operations.burst_control",
)
_FOR_REVIEW = ("design.second_wave_switch", "operations.set_up_encore")
_UNCLAIMED = ("operations.close_offers", "marketing.encore_crm")
_LATE_DAYS = {
    "customer_service.hire_temps": 2,
    "marketing.book_creators": 3,
    "warehouse.packaging": 2,
    "marketing.opening_message": 0,
}
_REVIEWING = timedelta(hours=2)
_SENT_BACK = timedelta(hours=22)


def happen(desk: Desk, cast: Cast, calendar: Calendar, language: str, last: Sale) -> None:
    """Plan this year's sale after the ``last`` one and work on it up to now."""
    layout = lay_out(shipped()["double11"], calendar.sale_day, language)
    sale = plan_sale(desk, cast, calendar, language, layout, TARGET_FEN)
    live(
        desk,
        (
            *_giving_out(sale),
            *_finishing(sale),
            *_talking(sale),
            *_checklists(sale),
            *_under_way(desk, sale),
            *_for_review(desk, sale),
            *_today(sale),
            *products.brought_in(sale, 35, last),
            *promotions.written(sale),
            *promotions.encore(sale),
            *signing.dearer(sale),
            *openings.openings(sale, desk.now()),
            *orders_up_to_now(sale),
            *targets.splitting(sale),
            *targets.days_so_far(sale),
            *playbooks.watching(sale),
        ),
    )


def _giving_out(sale: Sale) -> Iterator[Moment]:
    """At the kick-off the operator gives out what the first wave needs; later people claim."""
    handed = {told.task for told in HANDED_OVER}
    given_to: dict[int, list[int]] = defaultdict(list)
    for number, task in enumerate(sale.layout.tasks):
        day = sale.days_from_t(task)
        worker = sale.worker(task)
        if -39 < day <= -7:
            given_to[worker.person_id or 0].append(sale.task_ids[task.key])
        elif -7 < day <= 6 and task.key not in (*_UNCLAIMED, *handed):
            at = sale.calendar.at(-12 + number % 3, 9 + number % 8, number * 7 % 60)
            yield Moment(at, worker, tasks.claim, {"task_id": sale.task_ids[task.key]})
    for place, (person_id, task_ids) in enumerate(sorted(given_to.items())):
        at = sale.calendar.at(-39, 11, 5 + place)
        given = {"task_ids": task_ids, "changes": {TaskField.OWNER: person_id}}
        yield Moment(at, sale.cast.operator, plans.change_many, given)
    reviewed = (*_FOR_REVIEW, "operations.settle_accounts", "operations.review_sale")
    task_ids = [sale.task_ids[key] for key in reviewed]
    given = {"task_ids": task_ids, "changes": {TaskField.APPROVER: sale.cast.lead.person_id}}
    yield Moment(sale.calendar.at(-20, 16, 30), sale.cast.operator, plans.change_many, given)


def _finishing(sale: Sale) -> Iterator[Moment]:
    past = [
        task
        for task in sale.layout.tasks
        if sale.days_from_t(task) < 0 and task.key not in (*_DOING, *_FOR_REVIEW)
    ]
    waits = {task.key: _REVIEWING for task in past if task.needs_approval}
    waits |= {key: _REVIEWING + _SENT_BACK for key in RETURNED if key in waits}
    done = finishing_times(past, "this year", _LATE_DAYS, waits)
    latest = sale.calendar.at(-1, 19)
    pages = {shown.task: shown for shown in SHOWN}
    # in the order of their ends, so that what is cut to the same latest moment stays possible
    for task in sorted(past, key=lambda one: done[one.key]):
        at = min(done[task.key], latest)
        if task.key == "marketing.opening_message":
            at = sale.calendar.at(-1, 20, 4)
        given = {"task_id": sale.task_ids[task.key]}
        if task.needs_approval:
            yield Moment(at, sale.cast.lead, tasks.approve, given)
            at -= _REVIEWING
        if task.key in RETURNED and task.needs_approval:
            yield from _returned(sale, task, at - _SENT_BACK)
        shown = pages.get(task.key)
        if shown is None:
            yield from openings.shown(sale, task, at)
        else:
            link = {
                "url": f"https://docs.example.com/{sale.layout.sale_day.year}/{shown.page}",
                "title": shown.title.of(sale.language),
            }
            yield Moment(at, sale.worker(task), evidence.add_link, given | link)
        yield Moment(at, sale.worker(task), tasks.complete, given)


def _returned(sale: Sale, task: PlannedTask, at: datetime) -> Iterator[Moment]:
    given = {"task_id": sale.task_ids[task.key]}
    yield Moment(at, sale.worker(task), tasks.complete, given)
    comment = {"comment": RETURNED[task.key].of(sale.language)}
    later = at + timedelta(hours=1, minutes=20)
    yield Moment(later, sale.cast.lead, tasks.send_back, given | comment)


def _talking(sale: Sale) -> Iterator[Moment]:
    for remark in REMARKS:
        yield Moment(
            sale.calendar.at(remark.day, *remark.clock),
            sale.cast.actors[remark.who],
            evidence.comment,
            {"task_id": sale.task_ids[remark.task], "text": remark.text.of(sale.language)},
        )
    actor, task = sale.cast.actors[FREED.who], {"task_id": sale.task_ids[FREED.task]}
    reason = {"reason": FREED.text.of(sale.language)}
    yield Moment(sale.calendar.at(FREED.day, *FREED.clock), actor, tasks.say_stuck, task | reason)
    yield Moment(sale.calendar.at(FREED.day + 3, 15), actor, tasks.unstick, task)


def _checklists(sale: Sale) -> Iterator[Moment]:
    """Three times the operator ticks off in a spreadsheet what the teams report as done."""
    words = speaker(sale.language)
    given: dict[str, Any] = {
        "campaign_id": sale.id,
        "team_names": {team.key: words.say(team.name) for team in SEED_TEAMS},
        "states": {str(state): words.say(name) for state, name in STATE_NAMES.items()},
    }

    def ticked_off(desk: Desk) -> Mapping[str, Any]:
        rows = desk.read(sheet_reports.rows, actor=sale.cast.operator, **given)
        done = given["states"]["done"]
        file = TaskFile(
            tuple(_all_ticked(row) for row in rows if row.cells[TaskColumn.STATE] == done), ()
        )
        seen = desk.read(sheet_reports.preview, actor=sale.cast.operator, file=file, **given)
        return {"file": file, "digest": seen.digest}

    for day, hour in ((-18, 18), (-9, 10), (-1, 20)):
        at = sale.calendar.at(day, hour, 40)
        yield Moment(at, sale.cast.operator, task_sheets.take_in, given, ticked_off)


def _all_ticked(row: TaskRow) -> TaskRow:
    steps: Any = row.cells[TaskColumn.CHECKLIST]
    ticked = tuple((True, text) for _, text in steps)
    return TaskRow(row.row, row.key, {TaskColumn.CHECKLIST: ticked})


def _under_way(desk: Desk, sale: Sale) -> Iterator[Moment]:
    planned = {task.key: task for task in sale.layout.tasks}
    for place, (key, (day, hour)) in enumerate(_DOING.items()):
        worker, task_id = sale.worker(planned[key]), sale.task_ids[key]
        steps = desk.read(card, actor=worker, task_id=task_id).steps
        at = sale.calendar.at(day, hour, 2 + place)
        yield Moment(at, worker, tasks.start, {"task_id": task_id})
        soon = at + timedelta(minutes=20)
        yield Moment(soon, worker, evidence.tick_item, {"item_id": steps[0].id})
        if key in _AGAIN_TODAY:
            today = sale.calendar.ago(90 - 3 * place)
            yield Moment(today, worker, evidence.tick_item, {"item_id": steps[1].id})


def _for_review(desk: Desk, sale: Sale) -> Iterator[Moment]:
    planned = {task.key: task for task in sale.layout.tasks}
    late, encore = _FOR_REVIEW
    yield from _returned(sale, planned[late], sale.calendar.at(-3, 17, 30))
    moments = {late: sale.calendar.at(-1, 16, 35), encore: sale.calendar.ago(55)}
    for key, at in moments.items():
        worker, task_id = sale.worker(planned[key]), sale.task_ids[key]
        for step in desk.read(card, actor=worker, task_id=task_id).steps:
            yield Moment(at, worker, evidence.tick_item, {"item_id": step.id})
        yield Moment(at, worker, tasks.complete, {"task_id": task_id})


def _today(sale: Sale) -> Iterator[Moment]:
    actors, operator = sale.cast.actors, sale.cast.operator
    for place, told in enumerate(HANDED_OVER):
        to = actors[told.who]
        giver = sale.cast.lead if to == operator else operator
        given: dict[str, Any] = {"task_id": sale.task_ids[told.task], "to": to.person_id}
        note = {"note": told.text.of(sale.language)}
        yield Moment(sale.calendar.ago(200 - 9 * place), giver, tasks.hand_over, given | note)
    for place, told in enumerate(STUCK):
        given = {"task_id": sale.task_ids[told.task], "reason": told.text.of(sale.language)}
        yield Moment(sale.calendar.ago(110 - 40 * place), actors[told.who], tasks.say_stuck, given)
    for place, told in enumerate(SAID_TODAY):
        given = {"task_id": sale.task_ids[told.task], "text": told.text.of(sale.language)}
        yield Moment(sale.calendar.ago(48 - 17 * place), actors[told.who], evidence.comment, given)
    for place, (team, title) in enumerate(ADDED.items()):
        changes = {
            TaskField.TITLE: title.of(sale.language),
            TaskField.TEAM: sale.cast.team_ids[team],
            TaskField.PHASE: sale.phase_ids["wave_2"],
            TaskField.DUE: sale.layout.sale_day,
            TaskField.EFFORT_HOURS: 2,
        }
        given = {"campaign_id": sale.id, "changes": changes}
        yield Moment(sale.calendar.ago(72 - 6 * place), operator, plans.add, given)
