"""The retrospective as one page to send: what it says, and the pictures it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from planner import reports
from planner.charts import pictures
from planner.charts.house import Chart
from planner.files.pages_out import Page, Part, Picture, Point, WrittenTable, write_page
from planner.files.tables_out import Table
from planner.reports.campaigns import CampaignCard
from planner.reports.key_figures import KeyFigures
from planner.reports.retrospectives import Chapter, Retrospective
from planner.rules.people import Right
from planner.rules.retrospectives import NOTE_KIND_NAMES, NoteKind
from planner.ui import retrospective_records as records
from planner.ui import retrospective_tables as tables
from planner.ui.asking import read
from planner.ui.progress_tables import NUMBERS, in_words
from planner.ui.retrospective_pictures import lead_time_chart, sales_charts
from planner.ui.saying import voice
from planner.ui.task_views import records_of
from planner.ui.visitor import visitor
from planner.words import Sentence

_WIDE, _NARROW = 770, 356
_MOST_ROWS = 20
_TAGS = {"zh": "zh-CN", "en": "en"}


def page_maker(
    campaign: CampaignCard, found: Retrospective, figures: KeyFigures, title: str
) -> Callable[[], bytes]:
    """What makes the file when somebody fetches it; all that it says is gathered now."""
    sales = list(sales_charts(campaign, figures)) if found.known else []
    teams = lead_time_chart(read(reports.lead_times.by_team, campaign_id=campaign.id))
    work = [] if teams is None else [teams]
    page = Page(
        language=_TAGS[voice().language],
        title=title,
        below=_below(campaign, figures),
        note="" if found.not_final is None else voice().say(found.not_final),
        parts=[
            _part(tables.CHAPTER_NAMES[Chapter.SALES], found, (Chapter.SALES, Chapter.LAST_SALE)),
            replace(
                _part(tables.CHAPTER_NAMES[Chapter.TASKS], found, (Chapter.TASKS,)),
                tables=_written(
                    tables.teams(campaign),
                    tables.late_tasks(campaign),
                    tables.stuck_tasks(campaign),
                ),
            ),
            replace(
                _part(
                    Sentence("Gates, promotions and decisions"),
                    found,
                    (Chapter.GATES, Chapter.PROMOTIONS),
                ),
                tables=_decisions(campaign),
            ),
            *_notes(campaign),
        ],
    )

    def make() -> bytes:
        first, second, *rest = page.parts
        drawn = [replace(first, pictures=_drawn(sales)), replace(second, pictures=_drawn(work))]
        return write_page(replace(page, parts=[*drawn, *rest]))

    return make


def _below(campaign: CampaignCard, figures: KeyFigures) -> str:
    first, last = campaign.phases[0].first_day, campaign.phases[-1].last_day
    span = voice().say(
        "{first} to {last}", first=voice().day_long(first), last=voice().day_long(last)
    )
    if figures.covers_to is None:
        return span
    until = voice().say("data up to {moment}", moment=voice().wall_clock(figures.covers_to))
    return f"{span} · {until}"


def _part(heading: Sentence, found: Retrospective, chapters: Iterable[Chapter]) -> Part:
    points = [
        Point(voice().say(one.said), voice().say(one.working), one.good)
        for chapter in chapters
        for one in found.chapters[chapter]
    ]
    return Part(voice().say(heading), points=points)


def _decisions(campaign: CampaignCard) -> list[WrittenTable]:
    found = [
        records.openings(campaign),
        records.waivers(campaign),
        records.promotions(campaign),
        records.playbooks(campaign),
    ]
    if visitor().may(Right.SEE_COSTS):
        found.insert(3, records.accepted(campaign))
    return _written(*found)


def _notes(campaign: CampaignCard) -> list[Part]:
    rows = records_of(read(reports.retrospectives.notes, campaign_id=campaign.id))
    lists = [
        (
            voice().say(NOTE_KIND_NAMES[kind]),
            [f"{row['text']} ({row['author'] or '–'})" for row in rows if row["kind"] == kind],
        )
        for kind in NoteKind
    ]
    kept = [(heading, texts) for heading, texts in lists if texts]
    return [Part(voice().say("In our own words"), lists=kept)] if kept else []


def _written(*found: Table) -> list[WrittenTable]:
    """The tables in words; of a long one the first rows, and how many there are more."""
    written = []
    for one in found:
        rows = [
            [in_words(value, column) for value, column in zip(row, one.columns, strict=True)]
            for row in one.rows[:_MOST_ROWS]
        ]
        title = one.title
        if len(one.rows) > _MOST_ROWS:
            title = voice().say(
                "{table}: the first {n} of {all}",
                table=one.title,
                n=_MOST_ROWS,
                all=len(one.rows),
            )
        numbers = {place for place, column in enumerate(one.columns) if column.kind in NUMBERS}
        headers = [column.header for column in one.columns]
        written.append(WrittenTable(title, headers, rows, frozenset(numbers)))
    return written


def _drawn(charts: Sequence[Chart]) -> list[Picture]:
    return [
        Picture(
            wide=pictures.svg(chart, width=_WIDE),
            narrow=pictures.svg(chart, width=_NARROW),
            said=str(chart.to_dict()["description"]),
        )
        for chart in charts
    ]
