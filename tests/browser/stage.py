"""A tea shop in the middle of its sale as of today, and what people do on its pages.

大毛 leads and operates, 周妍 operates, 小文 and 阿哲 design, 老库 works in the warehouse. Everyone
signs in with the same password. The sale day is in five days; its warm-up has been open for three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from planner.actions import campaigns, links, people, plans, shops
from planner.desk import Desk
from planner.reports.people import teams as teams_report
from planner.reports.tasks import listing
from planner.reports.visitors import actor_of
from planner.rules.campaigns import Anchor, AnchorKind, Milestone, Phase, PhaseKind
from planner.rules.clock import today_in
from planner.rules.layouts import LaidOutPlan, PlannedTask
from planner.rules.links import Link
from planner.rules.people import Actor, Role
from planner.rules.targets import Measure
from planner.rules.tasks import TaskField
from planner.text.speaker import Speaker, speaker
from planner.words import Did, Sentence
from tests.support.browser import settle
from tests.support.server import Server

PASSWORD = "long leaf oolong"
DAMAO, ZHOU, XIAOWEN, AZHE, LAOKU = 1, 2, 3, 4, 5
LOGINS = {DAMAO: "damao", ZHOU: "zhou", XIAOWEN: "xiaowen", AZHE: "azhe", LAOKU: "laoku"}
CAMPAIGN = "双11 茶季"
PICTURES, BANNER, COPY, STOCK, PRICES, SHELF = (
    "主图",
    "首页海报",
    "详情文案",
    "备货",
    "核价",
    "橱窗",
)
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
IN_BOTH_LANGUAGES = pytest.mark.parametrize("words", ["zh", "en"], indirect=True)
_OPENED = timedelta(days=20)


@dataclass(frozen=True)
class Shop:
    """The shop's data folder, seen through a desk of its own beside the server's."""

    home: Path
    language: str

    @property
    def database(self) -> Path:
        """The file in which the server keeps everything."""
        return self.home / "planner.sqlite"

    def ask(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the database file says at this moment."""
        with closing(Desk(f"sqlite:///{self.database}")) as desk, desk._engine.connect() as asked:
            return [tuple(row) for row in asked.execute(text(sql), values)]

    def act(self, person: int, action: Callable[..., Did], **given: Any) -> Any:
        """Let a person do something that a test needs to have been done."""
        return self.acted(datetime.now(UTC), person, action, **given)

    def acted(self, moment: datetime, person: int, action: Callable[..., Did], **given: Any) -> Any:
        """Let a person have done something at a moment that is past."""
        with closing(Desk(f"sqlite:///{self.database}")) as desk:
            return desk.at(moment).perform(action, actor=_actor(desk, person), **given).value

    def task_id(self, title: str) -> int:
        """The number of a task in the database."""
        ((found,),) = self.ask("select id from task where title = :title", title=title)
        return int(found)

    def done(self, title: str) -> bool:
        """Whether a task is done in the database."""
        ((found,),) = self.ask("select done_at from task where title = :title", title=title)
        return found is not None


@dataclass(frozen=True)
class Words:
    """What is written on the screen in a language, by its English sentence."""

    language: str

    @property
    def voice(self) -> Speaker:
        """The speaker of this language."""
        return speaker(self.language)

    def __call__(self, sentence: str, plural: str | None = None, /, **values: Any) -> str:
        """A sentence as it stands on the screen."""
        return self.voice.say(Sentence(sentence, plural, **values))


def today() -> date:
    """The day in the shop."""
    return today_in(datetime.now(UTC), "Asia/Shanghai")


def build(home: Path, language: str = "zh") -> Shop:
    """Open the shop, let everyone join, plan the sale, and give out its tasks."""
    home.mkdir(parents=True, exist_ok=True)
    desk = Desk(f"sqlite:///{home / 'planner.sqlite'}")
    with closing(desk):
        founded = desk.at(datetime.now(UTC) - _OPENED)
        founded.perform(
            shops.open_shop,
            company="小山茶铺",
            shops=(("小山茶铺旗舰店", "tmall"),),
            name="大毛",
            login=LOGINS[DAMAO],
            password=PASSWORD,
            language=language,
        )
        lead = _actor(founded, DAMAO)
        teams = _teams(founded, lead)
        for name, login, role, team in (
            ("周妍", "zhou", Role.OPERATOR, None),
            ("小文", "xiaowen", Role.TEAMMATE, "design"),
            ("阿哲", "azhe", Role.TEAMMATE, "design"),
            ("老库", "laoku", Role.TEAMMATE, "warehouse"),
        ):
            token = founded.perform(
                people.invite,
                actor=lead,
                name=name,
                login=login,
                roles=[role],
                team_ids=[teams[team]] if team else [],
            ).value
            founded.perform(
                links.accept_invitation, token=token, password=PASSWORD, language=language
            )
        _plan_sale(founded, language)
    return Shop(home, language)


def sign_in(page: Page, server: Server, person: int, words: Words) -> None:
    """Sign in with the form; the first page of this person is there afterwards."""
    page.goto(f"{server.url}/sign-in")
    page.get_by_label(words("Login")).fill(LOGINS[person])
    page.get_by_label(words("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=words("Sign in"), exact=True).click()
    expect(page.locator("h1")).to_be_visible()
    settle(page)


def token_of(server: Server, person: int) -> str:
    """What the cookie holds after somebody has signed in, for visits without a browser."""
    cookies = CookieJar()
    ask = build_opener(ProxyHandler({}), HTTPCookieProcessor(cookies))
    form = urlencode({"login": LOGINS[person], "password": PASSWORD}).encode()
    with ask.open(f"{server.url}/sign-in", form):
        (token,) = [cookie.value for cookie in cookies if cookie.name == "planner_session"]
    assert token
    return token


def go(page: Page, server: Server, path: str) -> None:
    """Open a page by its address, cold."""
    page.goto(f"{server.url}/{path}")
    expect(page.locator("h1").first).to_be_visible()
    settle(page)


def press(page: Page | Locator, label: str) -> None:
    """Press the button with exactly this label."""
    page.get_by_role("button", name=label, exact=True).click()


def row(page: Page, title: str) -> Locator:
    """A task's row in a list."""
    return page.locator(".row").filter(has=page.locator(".title", has_text=exactly(title)))


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a drop-down."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def card(page: Page, title: str) -> Locator:
    """A task's card on the board."""
    return page.locator(".card").filter(has=page.locator(".title", has_text=exactly(title)))


def more(page: Page, task: Locator, verb: str) -> None:
    """Choose something from a task's menu."""
    task.locator(".dots").click()
    page.get_by_role("menuitem", name=verb, exact=True).click()


def drawer(page: Page) -> Locator:
    """The open dialog or drawer."""
    return page.get_by_role("dialog")


def close_drawer(page: Page) -> None:
    """Close it; the page behind then shows what was done."""
    drawer(page).get_by_role("button", name="Close", exact=True).click()
    expect(drawer(page)).to_have_count(0)
    settle(page)


def downloaded(page: Page, press_it: Locator) -> bytes:
    """The bytes of what a press downloads."""
    with page.expect_download() as coming:
        press_it.click()
    return coming.value.path().read_bytes()


def told(page: Page, words: str) -> None:
    """Wait for the notice that says what was done."""
    expect(page.get_by_test_id("stToast").filter(has_text=words).first).to_be_visible()


def exactly(words: str) -> re.Pattern[str]:
    """These words and nothing before or after them."""
    return re.compile(f"^{re.escape(words)}$")


def type_day(page: Page, field: Locator, day: date, leave: str = "h1") -> None:
    """Write a day into a date field, whose parts are typed one after the other."""
    field.locator("[data-type=year]").click()
    page.keyboard.type(f"{day:%Y%m%d}")
    expect(field.locator("[data-type=day]")).to_have_text(f"{day:%d}")
    page.locator(leave).first.click()  # it counts once the field is left


def choose_rows(page: Page, words: Words, *places: int) -> None:
    """Tick rows of the grid, which is drawn on a canvas; the first row is 0."""
    grid = page.get_by_test_id("data-grid-canvas")
    for count, place in enumerate(places, start=1):
        grid.click(position={"x": 16, "y": 35 + 35 * place + 17}, force=True)
        label = words("Change {n} task", "Change {n} tasks", n=count)
        expect(page.get_by_role("button", name=label)).to_be_visible()


def sticks_out(page: Page) -> int:
    """By how many pixels the page's content is wider than the window."""
    return int(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth - main.clientWidth; }"
        )
    )


def _plan_sale(desk: Desk, language: str) -> None:
    lead = _actor(desk, DAMAO)
    desk.perform(
        campaigns.create,
        actor=lead,
        name=CAMPAIGN,
        sale="double11",
        sale_day=today() + timedelta(days=5),
        shop_ids=[1],
        plan=_plan(),
        shares_bp={"warm": 0, "burst": 9000, "wrap": 1000},
        target_fen=10_000_000,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language=language,
    )
    tasks = desk.read(listing, actor=lead, campaign_id=1)
    ids = dict(zip(tasks["title"], tasks["id"].astype(int), strict=True))
    for title, changes in {
        PICTURES: {TaskField.OWNER: XIAOWEN},
        BANNER: {TaskField.OWNER: XIAOWEN, TaskField.APPROVER: DAMAO},
        COPY: {TaskField.OWNER: XIAOWEN, TaskField.APPROVER: DAMAO},
        STOCK: {TaskField.OWNER: LAOKU},
    }.items():
        desk.perform(
            plans.change_many, actor=lead, task_ids=[int(ids[title])], changes=_any(changes)
        )


def _plan() -> LaidOutPlan:
    phases = (
        Phase("warm", "预热", PhaseKind.WARM_UP, _at(-3), _at(4, 20)),
        Phase("burst", "爆发", PhaseKind.BURST, _at(4, 20), _at(6)),
        Phase("wrap", "收尾", PhaseKind.WRAP_UP, _at(6), _at(10)),
    )
    return LaidOutPlan(
        sale="double11",
        name="双11",
        sale_day=today() + timedelta(days=5),
        phases=phases,
        milestones=(Milestone("freeze", "页面冻结", _at(2, 12)),),
        tasks=(
            _task("pictures", "design", PICTURES, -1, steps=("白底图", "场景图")),
            _task("banner", "design", BANNER, 0, after=("stock",)),
            _task("copy", "design", COPY, 1),
            _task("shelf", "design", SHELF, 3),
            _task("stock", "warehouse", STOCK, 2, steps=("清点",)),
            _task("prices", "operations", PRICES, 3),
        ),
        target_shares_bp={},
    )


def _task(
    key: str,
    team: str,
    title: str,
    days: int,
    steps: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
) -> PlannedTask:
    return PlannedTask(
        key=key,
        team=team,
        title=title,
        acceptance="一眼看得出是秋茶",
        checklist=steps,
        effort_hours=4.0,
        must_have=True,
        needs_approval=False,
        core=True,
        phase="burst",
        anchor=Anchor(AnchorKind.OPENING, "burst"),
        offset_days=days - 4,
        duration_days=2,
        predecessors=tuple(Link(key) for key in after),
        due_on=today() + timedelta(days=days),
    )


def _at(days: int, hour: int = 0) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(hour))


def _any(changes: Mapping[TaskField, int]) -> dict[TaskField, Any]:
    return dict(changes)


def _actor(desk: Desk, person_id: int) -> Actor:
    found = desk.read(actor_of, person_id=person_id)
    assert found is not None
    return found


def _teams(desk: Desk, lead: Actor) -> dict[str, int]:
    frame = desk.read(teams_report, actor=lead)
    return dict(zip(frame["key"], frame["id"].astype(int), strict=True))
