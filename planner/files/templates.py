"""The sale templates, from TOML: one library of tasks and one file per sale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from planner.files.toml_fields import Fields
from planner.rules.campaigns import Anchor, AnchorKind, PhaseKind
from planner.rules.sale_days import (
    DaysBeforeHoliday,
    FixedDay,
    NoUsualDay,
    NthWeekday,
    UsualDay,
)
from planner.rules.templates import (
    WHOLE_BP,
    Bilingual,
    LibraryTask,
    SaleTemplate,
    TemplateMilestone,
    TemplatePhase,
    TemplateTask,
)
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
    try:
        template = _sale(file, library, key)
    except Refusal as refusal:
        if "place" in refusal.sentence.values:
            raise
        raise Refusal("{file}: {problem}", file=file.file, problem=refusal.sentence) from refusal
    file.done()
    return template


def _sale(file: Fields, library: Library, key: str) -> SaleTemplate:
    effort_bp = file.whole("effort_bp", at_least=1) if file.has("effort_bp") else WHOLE_BP
    return SaleTemplate(
        key=key,
        name=_bilingual(file, "name"),
        usual_day=_usual_day(file),
        phases=tuple(_phase(fields) for fields in file.tables("phases")),
        milestones=tuple(_milestone(fields) for fields in file.tables("milestones")),
        tasks=tuple(_task(fields, library, effort_bp) for fields in file.tables("tasks")),
    )


def _library_task(fields: Fields) -> LibraryTask:
    task = LibraryTask(
        key=fields.text("key"),
        team=fields.text("team"),
        title=_bilingual(fields, "title"),
        acceptance=_bilingual(fields, "acceptance"),
        checklist=tuple(_both(item) for item in fields.tables("checklist")),
        effort_hours=fields.hours("effort_hours"),
        must_have=fields.flag("must_have"),
        needs_approval=fields.flag("needs_approval"),
        core=fields.flag("core"),
    )
    fields.done()
    return task


def _usual_day(file: Fields) -> UsualDay:
    fields = file.table("usual_day")
    usual: UsualDay
    match fields.text("rule"):
        case "fixed":
            usual = FixedDay(fields.whole("month"), fields.whole("day"))
        case "nth_weekday":
            usual = NthWeekday(
                month=fields.whole("month"),
                weekday=fields.whole("weekday"),
                nth=fields.whole("nth"),
                days_after=fields.whole("days_after"),
            )
        case "before_lunar_new_year":
            usual = DaysBeforeHoliday(
                fields.whole("days", at_least=0), file.days_of_years("lunar_new_year")
            )
        case "none":
            usual = NoUsualDay()
        case _:
            raise fields.wrong("rule", "fixed, nth_weekday, before_lunar_new_year, none")
    fields.done()
    return usual


def _phase(fields: Fields) -> TemplatePhase:
    opens, closes = fields.table("opens"), fields.table("closes")
    kind = fields.text("kind")
    if kind not in list(PhaseKind):
        raise fields.wrong("kind", ", ".join(PhaseKind))
    phase = TemplatePhase(
        key=fields.text("key"),
        name=_bilingual(fields, "name"),
        kind=PhaseKind(kind),
        opens_day=opens.whole("day"),
        opens_at=opens.clock("at"),
        closes_day=closes.whole("day"),
        closes_at=closes.clock("at"),
        target_share_bp=fields.whole("target_share_bp", at_least=0),
    )
    for table in (opens, closes, fields):
        table.done()
    return phase


def _milestone(fields: Fields) -> TemplateMilestone:
    milestone = TemplateMilestone(
        key=fields.text("key"),
        name=_bilingual(fields, "name"),
        day=fields.whole("day"),
        at=fields.clock("at"),
        freezes=fields.flag("freezes"),
    )
    fields.done()
    return milestone


def _task(fields: Fields, library: Library, effort_bp: int) -> TemplateTask:
    key = fields.text("task")
    if key not in library:
        raise Refusal("{place}: the library has no task {key}.", place=fields.place, key=key)
    anchor, offset_days = _hanging(fields)
    work = library[key]
    task = TemplateTask(
        work=work,
        phase=fields.text("serves"),
        anchor=anchor,
        offset_days=offset_days,
        duration_days=fields.whole("duration_days", at_least=1),
        predecessors=fields.texts("after"),
        effort_hours=round(work.effort_hours * effort_bp / WHOLE_BP, 1),
    )
    fields.done()
    return task


def _hanging(fields: Fields) -> tuple[Anchor[str], int]:
    hanging = fields.table("hangs_on")
    kinds = [kind for kind in AnchorKind if hanging.has(kind)]
    if len(kinds) != 1:
        raise fields.wrong("hangs_on", ", ".join(AnchorKind))
    anchor = Anchor(kinds[0], hanging.text(kinds[0]))
    days = hanging.whole("days")
    hanging.done()
    return anchor, days


def _bilingual(fields: Fields, name: str) -> Bilingual:
    return _both(fields.table(name))


def _both(fields: Fields) -> Bilingual:
    both = Bilingual(zh=fields.text("zh"), en=fields.text("en"))
    fields.done()
    return both
