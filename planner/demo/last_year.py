"""The demo's sale of a year ago: smaller, finished, its figures known by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from planner.actions import tasks
from planner.demo import looking_back, openings, products, promotions
from planner.demo.calendar import Calendar
from planner.demo.cast import Cast
from planner.demo.intake import days_of_the_sale
from planner.demo.story import Moment, Sale, finishing_times, live, plan_sale
from planner.desk import Desk
from planner.files.templates import shipped
from planner.rules.layouts import lay_out

TARGET_FEN = 620_000_000
_REVIEWING = timedelta(hours=2)
_HELD_UP = timedelta(days=2)


def happen(desk: Desk, cast: Cast, calendar: Calendar, language: str) -> Sale:
    """Plan last year's sale with the tasks that even a small shop has, and do all of them."""
    layout = lay_out(shipped()["double11"], calendar.sale_day, language)
    layout = replace(layout, tasks=tuple(task for task in layout.tasks if task.core))
    sale = plan_sale(desk, cast, calendar, language, layout, TARGET_FEN)
    story = (
        *_work(sale),
        *days_of_the_sale(sale),
        *openings.openings(sale, desk.now()),
        *products.brought_in(sale, 35),
        *promotions.written(sale),
        *looking_back.looked_back(sale),
    )
    live(desk, story)
    return sale


def _work(sale: Sale) -> Iterator[Moment]:
    waits = {task.key: _REVIEWING for task in sale.layout.tasks if task.needs_approval}
    done = finishing_times(sale.layout.tasks, "last year", looking_back.LATE_DAYS, waits)
    for task in sale.layout.tasks:
        given = {"task_id": sale.task_ids[task.key]}
        sent = done[task.key] - waits.get(task.key, timedelta())
        if task.key in looking_back.HELD_UP:
            reason = {"reason": looking_back.HELD_UP[task.key].of(sale.language)}
            yield Moment(sent - _HELD_UP, sale.worker(task), tasks.say_stuck, given | reason)
        yield from openings.shown(sale, task, sent)
        yield Moment(sent, sale.worker(task), tasks.complete, given)
        if task.needs_approval:
            yield Moment(done[task.key], sale.cast.lead, tasks.approve, given)
