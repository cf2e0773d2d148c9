"""The sale templates, from TOML: one library of tasks and one file per sale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

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
from planner.rules.tasks import one_line, written
from planner.rules.template_parts import LibraryTask, TemplateTask, people_sharing
from planner.rules.templates import WHOLE_BP, SaleTemplate, require_well_planned
from planner.words import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "templates"
LIBRARY = "tasks.toml"
ORDER = ("double11", "618", "double12", "nianhuo", "38", "99", "black_friday", "blank")

Library = Mapping[str, LibraryTask]


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, SaleTemplate]:
    """The sales that come with the app by their key, in the order to offer them; blank is last."""
    library = read_library((SHIPPED / LIBRARY).read_bytes())
    return {key: read_sale((SHIPPED / f"{key}.toml").read_bytes(), library, key) for key in ORDER}


def read_library(content: bytes) -> dict[str, LibraryTask]:
    """The tasks of a library file by their key.

    Raises Refusal naming the task and field that are wrong, and for a key that stands twice.
    """
    file = Fields.of_file(LIBRARY, content)
    library: dict[str, LibraryTask] = {}
    for fields in file.tables("tasks"):
        task = _library_task(fields)
        if task.key in library:
            raise Refusal(
                "{place}: the key {key} stands here twice.", place=file.place, key=task.key
            )
        library[task.key] = task
    file.done()
    return library


def read_sale(content: bytes, library: Library, key: str) -> SaleTemplate:
    """The sale of a file, with its tasks taken from the library.

    Raises Refusal naming the file and what in it is wrong or does not fit together.
    """
    file = Fields.of_file(f"{key}.toml", content)
    with file.placed():
        template = _sale(file, library, key)
        require_well_planned(template)
    file.done()
    return template


def _sale(file: Fields, library: Library, key: str) -> SaleTemplate:
    effort_bp = file.whole("effort_bp", at_least=1) if file.has("effort_bp") else WHOLE_BP
    return SaleTemplate(
        key=key,
        name=text_of(file, "name"),
        usual_day=usual_day_of(file),
        phases=tuple(phase_of(fields) for fields in file.tables("phases")),
        milestones=tuple(milestone_of(fields) for fields in file.tables("milestones")),
        tasks=tuple(_task(fields, library, effort_bp) for fields in file.tables("tasks")),
    )


def _library_task(fields: Fields) -> LibraryTask:
    with fields.placed():
        task = LibraryTask(
            key=fields.key("key"),
            team=fields.text("team"),
            title=text_of(fields, "title", one_line),
            acceptance=text_of(fields, "acceptance", written),
            checklist=tuple(
                both_of(item, one_line) for item in fields.texts_or_tables("checklist")
            ),
            effort_hours=fields.hours("effort_hours"),
            must_have=fields.flag("must_have"),
            needs_approval=fields.flag("needs_approval"),
            core=fields.flag("core"),
        )
    fields.done()
    return task


def _task(fields: Fields, library: Library, effort_bp: int) -> TemplateTask:
    key = fields.text("task")
    if key not in library:
        raise Refusal("{place}: the library has no task {key}.", place=fields.place, key=key)
    anchor, offset_days = hanging_of(fields)
    work = library[key]
    duration_days = fields.whole("duration_days", at_least=1)
    effort_hours = round(work.effort_hours * effort_bp / WHOLE_BP, 1)
    with fields.placed():
        task = TemplateTask(
            work=work,
            phase=fields.text("serves"),
            anchor=anchor,
            offset_days=offset_days,
            duration_days=duration_days,
            predecessors=links_of(fields),
            effort_hours=effort_hours,
            people_at_once=people_sharing(effort_hours, duration_days),
        )
    fields.done()
    return task
