"""A template in one file: what is written is read back, and a wrong file is refused by place."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files.own_templates import LARGEST_FILE, read_template
from planner.files.template_toml import write_template
from planner.files.templates import shipped
from planner.rules.campaigns import Anchor, AnchorKind, PhaseKind
from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.names import tidy
from planner.rules.sale_days import DaysBeforeHoliday, FixedDay, NoUsualDay, NthWeekday, UsualDay
from planner.rules.tasks import one_line, written
from planner.rules.template_parts import (
    Bilingual,
    LibraryTask,
    TemplateMilestone,
    TemplatePhase,
    TemplateTask,
)
from planner.rules.templates import SaleTemplate
from planner.words import Refusal

OURS = """
name = "我们的双11"
sale = "double11"
usual_day = { rule = "fixed", month = 11, day = 11 }

[[phases]]
key = "burst"
name = { zh = "爆发", en = "Burst" }
kind = "burst"
opens = { day = -1, at = 20:00:00 }
closes = { day = 1, at = 00:00:00 }
target_share_bp = 9000

[[milestones]]
key = "freeze"
name = "页面冻结"
day = -3
at = 12:00:00
freezes = true

[[tasks]]
key = "pictures"
title = "主图"
team = "design"
serves = "burst"
hangs_on = { milestone = "freeze", days = -4 }
duration_days = 2
effort_hours = 6
people_at_once = 2
after = []
must_have = true
acceptance = "五张都过审"
checklist = ["白底图", { zh = "场景图", en = "Scene" }]

[[tasks]]
key = "page"
title = "预热页"
team = "内容组"
serves = "burst"
hangs_on = { opening = "burst", days = 0 }
duration_days = 1
effort_hours = 2.5
people_at_once = 1
after = [{ task = "pictures", kind = "SS", lag_days = 2, unit = "calendar" }]
"""


def test_a_file_says_everything_that_a_plan_needs() -> None:
    ours = read_template(OURS.encode(), "own_1")

    pictures, page = ours.tasks
    assert (ours.key, ours.plans, ours.name.en) == ("own_1", "double11", "我们的双11")
    assert ours.phases[0].opens_at == time(20)
    assert ours.milestones[0].freezes
    assert pictures.work == LibraryTask(
        key="pictures",
        team="design",
        title=Bilingual.same("主图"),
        acceptance=Bilingual.same("五张都过审"),
        checklist=(Bilingual.same("白底图"), Bilingual("场景图", "Scene")),
        effort_hours=6,
        must_have=True,
    )
    assert pictures.anchor == Anchor(AnchorKind.MILESTONE, "freeze")
    assert (pictures.offset_days, pictures.duration_days, pictures.people_at_once) == (-4, 2, 2)
    assert (page.work.team, page.work.acceptance, page.work.checklist) == ("内容组", None, ())
    assert page.predecessors == (Link("pictures", LinkKind.START_START, 2, LagUnit.CALENDAR),)


@pytest.mark.parametrize(
    ("change", "to", "why"),
    [
        ('name = "我们的双11"\n', "", r"ours\.toml: name is missing"),
        ('title = "主图"', "title = 7", r"tasks pictures: title must be a text"),
        ('title = "主图"', f'title = "{"长" * 201}"', r"tasks pictures: Title: write 1 to 200"),
        ('name = "页面冻结"', 'name = "\\u200b"', r"milestones freeze: Text “” must be there"),
        ('key = "pictures"', 'key = "two\\nlines"', r"key must be one line of at most 80"),
        ('key = "freeze"', f'key = "{"k" * 81}"', r"milestones .*: key must be one line of at"),
        ('key = "page"', 'key = "pictures"', r"ours\.toml: Each task may stand in a sale once"),
        ('en = "Scene"', "en = 1", r"tasks pictures, checklist 2: en must be a text"),
        ("effort_hours = 6", "effort_hours = 1e400", "effort_hours must be a number of hours"),
        ("effort_hours = 6", "effort_hours = nan", "effort_hours must be a number of hours"),
        ("effort_hours = 6", f"effort_hours = {'9' * 400}", "effort_hours must be a number"),
        ("effort_hours = 6", "effort_hours = 10001", "tasks pictures: Effort: write hours"),
        ("people_at_once = 2", "people_at_once = 0", "people_at_once must be 1 or more"),
        ("people_at_once = 2", "people_at_once = 1001", "tasks pictures: People at once"),
        ("days = -4", f"days = {'9' * 400}", "tasks pictures: Offset: write whole days"),
        ('milestone = "freeze"', 'milestone = "thaw"', "hangs on the milestone “thaw”"),
        ('serves = "burst"', 'serves = "encore"', "Task pictures: phase “encore” is not in"),
        ('kind = "SS"', 'kind = "XS"', r"tasks page, after pictures: kind must be one of FS"),
        ('unit = "calendar"', 'unit = "moon"', "unit must be one of working, calendar"),
        ("lag_days = 2", "lag_days = 400", "after pictures: Waits for: write a lag of at most"),
        ('task = "pictures"', 'task = "nap"', "Task page: predecessor nap is not in this sale"),
        ("after = []", 'after = ["page"]', "would wait for each other"),
        ("after = []", "after = [7]", "tasks pictures: after must be a list of texts"),
        ("target_share_bp = 9000", "target_share_bp = 10001", "phases burst: Share of the target"),
        ("day = -3", "day = -1001", "milestones freeze: Day: write whole days"),
        ("at = 12:00:00", "at = 2026-11-11", "milestones freeze: at must be a clock time"),
        ("freezes = true", "freezes = 1", "milestones freeze: freezes must be true or false"),
        ("month = 11", f"month = {'9' * 400}", "usual_day: Sale day: there is no 9"),
        ("must_have = true", "owner = 3", "tasks pictures: “owner” is not a field here"),
        ("after = []", "after = " + "[" * 5000, r"ours\.toml cannot be read: its lists lie too"),
    ],
)
def test_a_wrong_file_is_refused_naming_the_place(change: str, to: str, why: str) -> None:
    assert change in OURS

    with pytest.raises(Refusal, match=why):
        read_template(OURS.replace(change, to, 1).encode(), "own_1", "ours.toml")


@pytest.mark.parametrize(
    "rule",
    [
        '{ rule = "nth_weekday", month = 11, weekday = 3, nth = 4, days_after = 10000000000 }',
        '{ rule = "before_lunar_new_year", days = 10000000000 }\nlunar_new_year = {}',
    ],
)
def test_a_sale_day_that_no_calendar_reaches_is_refused(rule: str) -> None:
    far = OURS.replace('{ rule = "fixed", month = 11, day = 11 }', rule)

    with pytest.raises(Refusal, match=r"usual_day: Sale day: it lies at most 366 days"):
        read_template(far.encode(), "own_1", "ours.toml")


def test_a_file_that_is_too_large_or_no_text_is_refused() -> None:
    with pytest.raises(Refusal, match="larger than 2 MB"):
        read_template(b"#" * (LARGEST_FILE + 1), "own_1", "ours.toml")
    with pytest.raises(Refusal, match=r"ours\.toml cannot be read"):
        read_template(b"\xff\xfe", "own_1", "ours.toml")


@pytest.mark.parametrize("sale", shipped())
def test_a_shipped_sale_is_written_and_read_back(sale: str) -> None:
    template = shipped()[sale]
    # A file of one's own holds the hours that the sale takes, not those of the library.
    wanted = replace(
        template,
        sale=sale,
        tasks=tuple(
            replace(task, work=replace(task.work, effort_hours=task.effort_hours))
            for task in template.tasks
        ),
    )

    assert read_template(write_template(template).encode(), sale) == wanted


KEYS = ("a", "b.c", "键", 'quo"ted', "back\\slash")
LINE = st.text(max_size=30).map(one_line).filter(bool)
NAME = st.text(max_size=30).map(tidy).filter(bool)
DAYS = st.integers(-1000, 1000)
USUAL: list[UsualDay] = [
    NoUsualDay(),
    FixedDay(6, 18),
    NthWeekday(11, 3, 4, 1),
    DaysBeforeHoliday(26, {2026: date(2026, 2, 17), 2027: date(2027, 2, 6)}),
]


def both(text: st.SearchStrategy[str]) -> st.SearchStrategy[Bilingual]:
    return st.one_of(text.map(Bilingual.same), st.builds(Bilingual, text, text))


@st.composite
def templates(draw: st.DrawFn) -> SaleTemplate:
    opens = draw(st.integers(-900, 900))
    phases = tuple(
        TemplatePhase(
            key=key,
            name=Bilingual(f"{number} {draw(NAME)}"[:40].strip(), f"{number} en"),
            kind=draw(st.sampled_from(PhaseKind)),
            opens_day=opens,
            opens_at=draw(st.times()),
            closes_day=opens + draw(st.integers(1, 90)),
            closes_at=draw(st.times()),
            target_share_bp=draw(st.integers(0, 10_000)),
        )
        for number, key in enumerate(KEYS[: draw(st.integers(1, 3))])
    )
    stones = tuple(
        TemplateMilestone(
            key, Bilingual.same(f"{number}"), draw(DAYS), draw(st.times()), draw(st.booleans())
        )
        for number, key in enumerate(KEYS[: draw(st.integers(0, 2))])
    )
    tasks = []
    for number, key in enumerate(KEYS[: draw(st.integers(0, 5))]):
        kind = draw(st.sampled_from(list(AnchorKind) if stones else list(AnchorKind)[:2]))
        on_stone = kind is AnchorKind.MILESTONE
        anchors = [one.key for one in stones] if on_stone else [one.key for one in phases]
        hours = draw(st.floats(0, 10_000))
        work = LibraryTask(
            key=key,
            team=draw(NAME),
            title=draw(both(LINE)),
            acceptance=draw(st.none() | both(st.text(max_size=40).map(written).filter(bool))),
            checklist=tuple(draw(st.lists(both(LINE), max_size=3))),
            effort_hours=hours,
            must_have=draw(st.booleans()),
            needs_approval=draw(st.booleans()),
            core=draw(st.booleans()),
        )
        earlier = draw(st.lists(st.sampled_from(KEYS[:number]), unique=True)) if number else []
        tasks.append(
            TemplateTask(
                work=work,
                phase=draw(st.sampled_from([one.key for one in phases])),
                anchor=Anchor(kind, draw(st.sampled_from(anchors))),
                offset_days=draw(DAYS),
                duration_days=draw(st.integers(1, 366)),
                predecessors=tuple(
                    Link(
                        before,
                        draw(st.sampled_from(LinkKind)),
                        draw(st.integers(-366, 366)),
                        draw(st.sampled_from(LagUnit)),
                    )
                    for before in earlier
                ),
                effort_hours=hours,
                people_at_once=draw(st.integers(1, 1000)),
            )
        )
    usual = draw(st.sampled_from(USUAL))
    name = draw(both(NAME))
    return SaleTemplate("own_1", name, usual, phases, stones, tuple(tasks), draw(NAME))


@given(templates())
def test_what_is_written_is_read_back_as_it_was(template: SaleTemplate) -> None:
    again = read_template(write_template(template).encode(), template.key)

    for part in dataclasses.fields(template):
        assert getattr(again, part.name) == getattr(template, part.name)
