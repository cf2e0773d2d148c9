"""What a sale's TOML says of its texts, its usual day, its phases, its milestones and its links."""

from __future__ import annotations

from collections.abc import Callable

from planner.files.toml_fields import Fields
from planner.rules.campaigns import Anchor, AnchorKind, PhaseKind
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.names import tidy
from planner.rules.sale_days import (
    DaysBeforeHoliday,
    FixedDay,
    NoUsualDay,
    NthWeekday,
    UsualDay,
)
from planner.rules.template_parts import Bilingual, TemplateMilestone, TemplatePhase


def text_of(fields: Fields, name: str, clean: Callable[[str], str] = tidy) -> Bilingual:
    """A text in both languages: a table of ``zh`` and ``en``, or one text that serves for both."""
    return both_of(fields.text_or_table(name), clean)


def both_of(said: str | Fields, clean: Callable[[str], str] = tidy) -> Bilingual:
    """A text that stands in a list, as ``text_of`` has it."""
    if isinstance(said, str):
        return Bilingual.same(clean(said))
    both = Bilingual(zh=clean(said.text("zh")), en=clean(said.text("en")))
    said.done()
    return both


def usual_day_of(file: Fields) -> UsualDay:
    """The rule by which a sale's day falls in each year."""
    fields = file.table("usual_day")
    usual: UsualDay
    with fields.placed():
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


def phase_of(fields: Fields) -> TemplatePhase:
    """A phase in days from the sale day and clock times."""
    opens, closes = fields.table("opens"), fields.table("closes")
    kind = fields.text("kind")
    if kind not in list(PhaseKind):
        raise fields.wrong("kind", ", ".join(PhaseKind))
    with fields.placed():
        phase = TemplatePhase(
            key=fields.key("key"),
            name=text_of(fields, "name"),
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


def milestone_of(fields: Fields) -> TemplateMilestone:
    """A milestone in days from the sale day and its clock time."""
    with fields.placed():
        milestone = TemplateMilestone(
            key=fields.key("key"),
            name=text_of(fields, "name"),
            day=fields.whole("day"),
            at=fields.clock("at"),
            freezes=fields.flag("freezes"),
        )
    fields.done()
    return milestone


def hanging_of(fields: Fields) -> tuple[Anchor[str], int]:
    """What a task hangs on, and how many days after it is due."""
    hanging = fields.table("hangs_on")
    kinds = [kind for kind in AnchorKind if hanging.has(kind)]
    if len(kinds) != 1:
        raise fields.wrong("hangs_on", ", ".join(AnchorKind))
    anchor = Anchor(kinds[0], hanging.text(kinds[0]))
    days = hanging.whole("days")
    hanging.done()
    return anchor, days


def links_of(fields: Fields) -> tuple[Link[str], ...]:
    """What a task waits for: a key where that must be done first, a table where it is otherwise.

    Such a table has ``task`` and, where they differ, ``kind`` (FS), ``lag_days`` (0), ``unit``
    (working).
    """
    return tuple(
        Link(said) if isinstance(said, str) else _link(said)
        for said in fields.texts_or_tables("after")
    )


def _link(fields: Fields) -> Link[str]:
    before = fields.text("task")
    kind = fields.text("kind") if fields.has("kind") else LinkKind.FINISH_START
    unit = fields.text("unit") if fields.has("unit") else LagUnit.WORKING
    if kind not in list(LinkKind):
        raise fields.wrong("kind", ", ".join(LinkKind))
    if unit not in list(LagUnit):
        raise fields.wrong("unit", ", ".join(LagUnit))
    with fields.placed():
        lag_days = fields.whole("lag_days") if fields.has("lag_days") else 0
        link = Link(before, LinkKind(kind), lag_days, LagUnit(unit))
    fields.done()
    return link
