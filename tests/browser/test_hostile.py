"""One hostile title on every page and in every export, and strangers at every route."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from planner.actions import (
    calendars,
    campaigns,
    evidence,
    people,
    plans,
    products,
    promotions,
    sales,
    shops,
    tasks,
    teams,
)
from planner.files import stored
from planner.rules.figures import Figures
from planner.rules.promotions.amount_rules import AmountOff
from planner.rules.promotions.baskets import Scope
from planner.rules.promotions.drafts import Draft
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.product_fields import ProductField
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.tasks import TaskField
from tests.browser.stage import (
    COPY,
    DAMAO,
    PICTURES,
    STOCK,
    Shop,
    Words,
    build,
    card,
    downloaded,
    drawer,
    go,
    press,
    sign_in,
    today,
)
from tests.support.browser import OpenPage, keep_screenshot, settle
from tests.support.server import Server, running

HOSTILE = "![](x) :red[x] $a$b$ <b>x</b> =1+1"
FORMULA = f"=1+1 {HOSTILE}"
FILE = HOSTILE.replace("/", "")  # a file's name has no folders
PHASE = HOSTILE[:40]
PAGES = (
    *(
        "account",
        "calendar",
        "campaign",
        "figures",
        "history",
        "my_tasks",
        "new_campaign",
        "overview",
    ),
    *("people", "people?people-view=团队", "people?people-view=店铺", "progress"),
    *("gates", "recycle_bin", "tasks", "tasks?view=列表", "templates", "workload"),
    *("timeline", "timeline?rows=按团队", "products", "products?products-edit=true"),
    *("promotions", "basket", "safety", "check", "threshold", "live_prices"),
)
# What must not be there if all of it stayed text, looked for in shadow trees too.
CAME_ALIVE = """
() => {
  const found = [];
  const walk = root => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const tag = element.tagName;
      if (tag === "IMG" && /(^|\\/)x$/.test(element.getAttribute("src") || "")) found.push("image");
      if (tag === "B" && element.textContent === "x") found.push("bold");
      if (/katex/.test(element.getAttribute("class") || "")) found.push("formula");
      const coloured = /stMarkdownColoredText|colored-text/.test(
        `${element.getAttribute("class")} ${element.dataset?.testid}`);
      if (coloured && element.textContent === "x") found.push("colour");
    }
  };
  walk(document);
  return found;
}
"""
SHOWN = """
text => {
  const seen = root => [...root.querySelectorAll("*")].some(element =>
    (element.shadowRoot && seen(element.shadowRoot)) || element.value === text
      || (element.textContent.replaceAll("\\u2060", "").includes(text)));
  return seen(document.body);
}
"""


@pytest.fixture(scope="module")
def hostile_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop after somebody has given everything the hostile name."""
    shop = build(tmp_path_factory.mktemp("hostile"))
    _rename_everything(shop)
    return shop


@pytest.fixture(scope="module")
def server(hostile_shop: Shop) -> Iterator[Server]:
    """A server on the hostile shop."""
    with running(hostile_shop.home) as started:
        yield started


@pytest.fixture
def page(server: Server, open_page: OpenPage) -> Page:
    """The lead, signed in."""
    opened = open_page("about:blank")
    opened.on("dialog", lambda box: pytest.fail(f"a script said {box.message}"))
    sign_in(opened, server, DAMAO, Words("zh"))
    return opened


def test_a_hostile_name_stays_text_on_every_page(server: Server, page: Page) -> None:
    alive = {}

    for path in PAGES:
        go(page, server, path)
        page.wait_for_function(SHOWN, arg=HOSTILE)
        keep_screenshot(page, f"hostile-{path.replace('?', '-').replace('=', '-')}")
        alive[path] = page.evaluate(CAME_ALIVE)

    assert alive == {path: [] for path in PAGES}


def test_a_hostile_name_stays_text_in_a_task_with_everything(
    server: Server, hostile_shop: Shop, page: Page
) -> None:
    words = Words("zh")
    go(page, server, f"task?id={hostile_shop.task_id(HOSTILE)}")

    expect(page.get_by_role("link", name=FILE)).to_be_visible()
    for tab in ("Work", "Plan"):
        page.get_by_role("tab", name=words(tab)).click()
        settle(page)
        keep_screenshot(page, f"hostile-task-{tab.lower()}")
        assert page.evaluate(CAME_ALIVE) == []
    expect(page.locator("h1")).to_have_text(HOSTILE)


def test_a_hostile_name_stays_text_in_notices_and_refusals(server: Server, page: Page) -> None:
    words = Words("zh")
    go(page, server, "tasks")

    card(page, HOSTILE).locator(".title").click()
    drawer(page).get_by_role("tab", name=words("Plan")).click()
    press(drawer(page), words("Put into the recycle bin"))
    expect(page.get_by_test_id("stToast").first).to_contain_text(HOSTILE)
    assert page.evaluate(CAME_ALIVE) == []
    go(page, server, "recycle_bin")
    page.get_by_role("button", name=words("Restore")).first.click()
    expect(page.get_by_test_id("stToast").first).to_contain_text(HOSTILE)

    assert page.evaluate(CAME_ALIVE) == []


def test_exports_guard_formulas_and_come_back_unchanged(server: Server, page: Page) -> None:
    words = Words("zh")
    go(page, server, f"tasks?view={words('Excel')}")

    book = downloaded(page, page.get_by_role("button", name=words("Download .xlsx")))
    text = downloaded(page, page.get_by_role("button", name=words("Download CSV")))
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": f"{FILE}.csv", "mimeType": "text/csv", "buffer": text}
    )
    changed = words(
        "{changed} would change, {unchanged} stay as they are, {left} can't be taken.",
        changed=words("{n} row", "{n} rows", n=0),
        unchanged=5,
        left=0,
    )
    expect(page.get_by_text(changed)).to_be_visible()

    cells = [
        cell for line in openpyxl.load_workbook(BytesIO(book)).active.iter_rows() for cell in line
    ]
    assert {cell.data_type for cell in cells if cell.value in (HOSTILE, FORMULA)} == {"s"}
    assert [cell.value for cell in cells].count(FORMULA) == 1
    rows = list(csv.reader(StringIO(text.decode("utf-8-sig"))))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))] == []
    assert [cell for row in rows for cell in row].count(f"'{FORMULA}") == 1
    assert [cell for row in rows for cell in row].count(HOSTILE) >= 1


def _rename_everything(shop: Shop) -> None:
    act = shop.act
    team = act(DAMAO, teams.add_team, name=HOSTILE)
    ((shop_version,),) = shop.ask("select version from shop where id = 1")
    act(DAMAO, shops.rename_shop, shop_id=1, version=shop_version, name=HOSTILE, platform="tmall")
    ((version,),) = shop.ask("select version from campaign where id = 1")
    act(DAMAO, campaigns.edit, campaign_id=1, version=version, name=HOSTILE, shop_ids=[1])
    ((version,),) = shop.ask("select version from person where id = :id", id=DAMAO)
    act(DAMAO, people.rename, person_id=DAMAO, version=version, name=HOSTILE)
    for title, new in ((PICTURES, HOSTILE), (COPY, FORMULA), (STOCK, f"{HOSTILE} bin")):
        _retitle(shop, title, new, int(team))
    task = shop.task_id(HOSTILE)
    act(DAMAO, evidence.comment, task_id=task, text=HOSTILE)
    act(DAMAO, evidence.add_link, task_id=task, url="https://example.com", title=HOSTILE)
    content = b"hostile"
    sha256 = stored.keep(shop.home / "files", content)
    act(
        DAMAO,
        evidence.add_file,
        task_id=task,
        file_name=FILE,
        sha256=sha256,
        size=len(content),
    )
    act(DAMAO, tasks.say_stuck, task_id=task, reason=HOSTILE)
    act(DAMAO, calendars.set_day, day=today(), works=False, name=HOSTILE)
    fields = {
        ProductField.SKU: HOSTILE,
        ProductField.NAME: HOSTILE,
        ProductField.CATEGORY: HOSTILE,
        ProductField.LIST: 12_800,
        ProductField.COST: 6_000,
    }
    act(DAMAO, products.add, campaign_id=1, shop_id=1, fields=fields)
    draft = Draft(
        name=HOSTILE,
        preset="gift",
        gives=Gift(Present(HOSTILE, 1, 500), 100),
        layer=Layer.SHOP,
        base=Base.ITEM,
        phases=frozenset({1, 2}),
        scope=Scope(skus=frozenset({HOSTILE}), categories=frozenset({HOSTILE})),
        group=HOSTILE,
        claimed=True,
        wording=f"{HOSTILE} 送",
    )
    act(DAMAO, promotions.add, campaign_id=1, draft=draft)
    deep = replace(draft, name=FORMULA, gives=AmountOff(((10_000, 9_900),)), claimed=False)
    act(DAMAO, promotions.add, campaign_id=1, draft=deep)
    act(DAMAO, plans.remove, task_ids=[shop.task_id(f"{HOSTILE} bin")])
    act(
        DAMAO,
        sales.type_in,
        shop_id=1,
        day=today(),
        figures=Figures(paid_fen=1_000, paid_count=1),
        version=None,
    )


def _retitle(shop: Shop, title: str, new: str, team_id: int) -> None:
    ((task_id, version),) = shop.ask("select id, version from task where title = :t", t=title)
    changes: dict[TaskField, Any] = {
        TaskField.TITLE: new,
        TaskField.TEAM: team_id,
        TaskField.OWNER: DAMAO,
        TaskField.ACCEPTANCE: HOSTILE,
        TaskField.CHECKLIST: [(False, HOSTILE)],
    }
    shop.act(DAMAO, plans.edit, task_id=task_id, version=version, changes=changes)
