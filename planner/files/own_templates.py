"""A sale template in one TOML file: what a shop keeps, shares with another and takes in.

Texts stand there in one language, or in two as ``{ zh = "…", en = "…" }``. Nothing in a file is
ever run.
"""

from __future__ import annotations

from planner.files.template_fields import (
    both_of,
    hanging_of,
    links_of,
    milestone_of,
    phase_of,
    text_of,
    usual_day_of,
)
from planner.files.toml_fields import Fields
from planner.rules.names import tidy
from planner.rules.tasks import one_line, written
from planner.rules.template_parts import LibraryTask, TemplateTask
from planner.rules.templates import SaleTemplate
from planner.words import Refusal

LARGEST_FILE = 2 * 2**20


def read_template(content: bytes, key: str, file: str = "") -> SaleTemplate:
    """The template in a file, to be known by ``key``; ``file`` is what a refusal calls it.

    Raises Refusal naming the place and what there is wrong, and for a file over 2 MB.
    """
    if len(content) > LARGEST_FILE:
        raise Refusal("{file} is larger than 2 MB. A template is a small text file.", file=file)
    fields = Fields.of_file(file or f"{key}.toml", content)
    with fields.placed():
        template = SaleTemplate(
            key=key,
            name=text_of(fields, "name"),
            usual_day=usual_day_of(fields),
            phases=tuple(phase_of(one) for one in fields.tables("phases")),
            milestones=tuple(milestone_of(one) for one in fields.tables("milestones")),
            tasks=tuple(_task(one) for one in fields.tables("tasks")),
            sale=fields.key("sale") if fields.has("sale") else "",
        )
    fields.done()
    return template


def _task(fields: Fields) -> TemplateTask:
    anchor, offset_days = hanging_of(fields)
    with fields.placed():
        work = _work(fields)
        task = TemplateTask(
            work=work,
            phase=fields.text("serves"),
            anchor=anchor,
            offset_days=offset_days,
            duration_days=fields.whole("duration_days", at_least=1),
            predecessors=links_of(fields),
            effort_hours=work.effort_hours,
            people_at_once=fields.whole("people_at_once", at_least=1),
        )
    fields.done()
    return task


def _work(fields: Fields) -> LibraryTask:
    checklist = fields.texts_or_tables("checklist") if fields.has("checklist") else []
    return LibraryTask(
        key=fields.key("key"),
        team=tidy(fields.text("team")),
        title=text_of(fields, "title", one_line),
        acceptance=text_of(fields, "acceptance", written) if fields.has("acceptance") else None,
        checklist=tuple(both_of(step, one_line) for step in checklist),
        effort_hours=fields.hours("effort_hours"),
        must_have=fields.flag("must_have"),
        needs_approval=fields.flag("needs_approval"),
        core=fields.flag("core"),
    )
