"""A lead looks back at the end of a sale: reads what it taught, sends the page and the workbook,
keeps its curve, and gives the next plan the lead times that tasks really had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from planner.actions import campaigns, sales, tasks
from planner.rules.campaigns import Anchor, AnchorKind, Phase, PhaseKind
from planner.rules.figures import Figures
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.targets import Measure
from planner.text.numbers import money_text
from tests.browser.conftest import Enter
from tests.browser.stage import (
    DAMAO,
    IN_BOTH_LANGUAGES,
    LOCALES,
    Shop,
    Words,
    downloaded,
    go,
    press,
    sticks_out,
    today,
    told,
)
from tests.support.browser import DESKTOP, PHONE, OpenPage, Size, keep_screenshot, settle
from tests.support.server import Server

SALE = "秋茶节"
SHOP_TIME = ZoneInfo("Asia/Shanghai")
OPENS, FIRST = (today() - timedelta(days=ago) for ago in (15, 20))
PAID_FEN = (
    *(100_000, 120_000, 90_000, 110_000, 130_000),  # warm-up
    *(2_000_000, 1_500_000, 900_000, 1_200_000, 2_400_000),  # burst
    *(300_000, 200_000, 100_000, 50_000),  # wrap-up
)
SHEETS = ("What we learned", "Sales so far against the plan", "By day", "By phase", "By shop")
SIZES = {"1440": DESKTOP, "390": PHONE}


@pytest.fixture
def _over(shop: Shop) -> None:
    """A sale that ended six days ago: its pictures three days late, its stock four days early."""
    shop.acted(
        _noon(-40),
        DAMAO,
        campaigns.create,
        name=SALE,
        sale="double11",
        sale_day=OPENS,
        shop_ids=[1],
        plan=_plan(),
        shares_bp={"warm": 1_000, "burst": 8_000, "wrap": 1_000},
        target_fen=10_000_000,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language=shop.language,
    )
    for title, ago in (("秋茶主图", 17), ("秋茶备货", 23)):
        shop.acted(_noon(-ago), DAMAO, tasks.complete, task_id=shop.task_id(title))
    for place, paid in enumerate(PAID_FEN):
        brought = Figures(paid_fen=paid, paid_count=paid // 10_000, refunded_fen=0)
        day = FIRST + timedelta(days=place)
        shop.act(DAMAO, sales.type_in, shop_id=1, day=day, figures=brought)


@IN_BOTH_LANGUAGES
@pytest.mark.usefixtures("_over")
def test_a_lead_reads_sends_and_learns_from_a_sale_that_is_over(
    shop: Shop, server: Server, enter: Enter, words: Words
) -> None:
    page = enter(DAMAO)

    go(page, server, f"retrospective?campaign={SALE}")
    reached = words("The sale reached {share} of its target.", share="92%")
    expect(page.get_by_text(reached)).to_be_visible()
    expect(page.get_by_text(words("The sale is over and known to its end."))).to_be_visible()
    keep_screenshot(page, "retrospective")
    finds_all_numbers_in_the_workbook(page, words)
    press(page, words("Keep this sale's curve"))
    told(page, SALE)
    settle(page)
    expect(page.get_by_text(words("Kept as “{name}”.", name=SALE))).to_be_visible()
    press(page, words("Save {n} new offset as a version", "Save {n} new offsets as a version", n=2))
    settle(page)

    assert shop.ask("select name from kept_curve where archived_at is null") == [(SALE,)]
    assert shop.ask("select count(distinct key), max(number) from own_template") == [(1, 2)]
    expect(
        page.get_by_text(
            words("No task was done a day or more off the offset that this template has.")
        )
    ).to_be_visible()


@IN_BOTH_LANGUAGES
@pytest.mark.usefixtures("_over")
def test_the_page_to_send_opens_without_a_network_on_screens_phones_and_paper(
    server: Server, enter: Enter, words: Words, open_page: OpenPage, tmp_path: Path
) -> None:
    page = enter(DAMAO)
    go(page, server, f"retrospective?campaign={SALE}")
    file = tmp_path / "sent.html"
    file.write_bytes(_download(page, words, "Page to send (.html)"))

    for opened in _offline(open_page, file, words):
        expect(opened.locator("h1")).to_have_text(
            words("{sale}: what we learned", sale=SALE), use_inner_text=True
        )
        phone = opened.evaluate("() => innerWidth") < 600
        seen, hidden = (".narrow", ".wide") if phone else (".wide", ".narrow")
        expect(opened.locator(f"figure {seen} svg:visible")).to_have_count(5)
        expect(opened.locator(f"figure {hidden} svg:visible")).to_have_count(0)
        assert opened.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        keep_screenshot(opened, "retrospective-sent")
        opened.emulate_media(media="print")
        expect(opened.locator("figure .wide svg:visible")).to_have_count(5)

    on_paper = opened.pdf(format="A4", print_background=True)
    assert on_paper.startswith(b"%PDF")


@IN_BOTH_LANGUAGES
@pytest.mark.usefixtures("_over")
def test_on_a_phone_nothing_sticks_out(server: Server, enter: Enter) -> None:
    page = enter(DAMAO, size=PHONE)

    go(page, server, f"retrospective?campaign={SALE}")

    assert sticks_out(page) <= 0
    keep_screenshot(page, "retrospective")


def finds_all_numbers_in_the_workbook(page: Page, words: Words) -> None:
    """The workbook has a sheet for each table, and the days add up to what the page says."""
    book = load_workbook(BytesIO(_download(page, words, "All tables (.xlsx)")))
    page.keyboard.press("Escape")
    settle(page)
    assert book.sheetnames[:5] == [words(name) for name in SHEETS]
    header, *days = book[words("By day")].values
    paid = header.index(words("Paid amount"))
    assert sum(row[paid] for row in days if row[paid]) == sum(PAID_FEN) / 100
    expect(page.get_by_text(money_text(sum(PAID_FEN))).first).to_be_visible()


def _download(page: Page, words: Words, label: str) -> bytes:
    """The bytes of one of the two files, which lie behind one button."""
    wanted = page.get_by_role("button", name=words(label))
    if not wanted.count():
        page.get_by_test_id("stPopoverButton").filter(has_text=words("Download")).click()
    expect(wanted).to_be_visible()
    settle(page)
    return downloaded(page, wanted)


def _offline(open_page: OpenPage, file: Path, words: Words) -> Iterator[Page]:
    """The file in browsers without a network: on a screen, then on a phone."""
    for size in SIZES.values():
        page = open_page("about:blank", language=LOCALES[words.language], size=Size(**size))
        page.context.set_offline(True)
        page.goto(file.as_uri())
        yield page


def _plan() -> LaidOutPlan:
    return LaidOutPlan(
        sale="double11",
        name=SALE,
        sale_day=OPENS,
        phases=(
            Phase("warm", "预热", PhaseKind.WARM_UP, _at(-5), _at(0)),
            Phase("burst", "爆发", PhaseKind.BURST, _at(0), _at(5)),
            Phase("wrap", "收尾", PhaseKind.WRAP_UP, _at(5), _at(9)),
        ),
        milestones=(),
        tasks=(
            _task("pictures", "design", "秋茶主图", -5),
            _task("stock", "warehouse", "秋茶备货", -4),
        ),
        target_shares_bp={},
    )


def _task(key: str, team: str, title: str, offset: int) -> PlannedTask:
    return PlannedTask(
        key=key,
        team=team,
        title=title,
        acceptance="",
        checklist=(),
        effort_hours=4.0,
        must_have=False,
        needs_approval=False,
        core=True,
        phase="burst",
        anchor=Anchor(AnchorKind.OPENING, "burst"),
        offset_days=offset,
        duration_days=2,
        predecessors=(),
        due_on=OPENS + timedelta(days=offset),
    )


def _at(days: int) -> datetime:
    return datetime.combine(OPENS + timedelta(days=days), time())


def _noon(days: int) -> datetime:
    """Noon in the shop, so many days from today."""
    noon = datetime.combine(today() + timedelta(days=days), time(12), SHOP_TIME)
    return noon.astimezone(UTC)
