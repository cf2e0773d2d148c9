"""Every page's address opened cold: by nobody and in each role, in both languages, with and
without a sale, and in a shop where everything has a hostile name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped] # no types
from sqlalchemy import String, create_engine
from sqlalchemy import cast as as_type
from streamlit.testing.v1 import AppTest

from planner import reports
from planner.actions import (
    calendars,
    curves,
    evidence,
    plans,
    playbooks,
    products,
    promotions,
    retrospectives,
    sales,
    sign_ins,
    targets,
    tasks,
)
from planner.desk import Desk
from planner.rules.figures import Figures
from planner.rules.playbook_drafts import PlaybookDraft, Release
from planner.rules.playbooks import Side, Trigger
from planner.rules.promotions.product_fields import ProductField
from planner.rules.retrospectives import NoteKind
from planner.rules.target_shares import ChannelPlan
from planner.rules.targets import Measure
from planner.tables import Base
from planner.text.catalogue import po_file, read_catalogue, translations_of
from tests.pages.acting import HOSTILE
from tests.pages.conftest import Visit, open_as
from tests.support import cast as cast_file
from tests.support import tea_rules
from tests.support.cast import (
    BURST,
    CAMPAIGN,
    DAMAO,
    LAOKU,
    NOW,
    PICTURES,
    RETURNS,
    STOCK,
    TODAY,
    WARM_PAGE,
    ZHOU,
    Cast,
    build_without_sale,
)
from tests.support.real_shop import Clock

PAGES = sorted(file.stem for file in (Path(__file__).resolve().parents[2] / "pages").glob("*.py"))
ONLY_PLANNERS = {
    *("check", "figures", "live_prices", "new_campaign", "recycle_bin", "safety", "templates"),
    "threshold",
}
WHO = {"lead": DAMAO, "operator": ZHOU, "teammate": LAOKU}
FIRST = {
    ("lead", "zh"): "总览",
    ("lead", "en"): "Overview",
    ("operator", "zh"): "总览",
    ("operator", "en"): "Overview",
    ("teammate", "zh"): "我的任务",
    ("teammate", "en"): "My tasks",
}
TYPED = [
    *(("installation", "company"), ("shop", "name"), ("campaign", "name"), ("phase", "name")),
    *(("milestone", "name"), ("person", "name"), ("task", "title"), ("task", "acceptance")),
    *(("checklist_item", "text"), ("comment", "text"), ("evidence", "title")),
    *(("calendar_day", "name"), ("product", "sku"), ("product", "name"), ("product", "category")),
    *(("playbook", "name"), ("playbook_task", "title")),
    *(("promotion", "name"), ("promotion", "wording"), ("promotion", "mutex_group")),
    *(("promotion_setting", "source"), ("target_share", "channel"), ("kept_curve", "name")),
    ("retro_note", "text"),
]
FIRST_PAGE = {"lead": "overview", "operator": "overview", "teammate": "my_tasks"}
VIEWS: list[tuple[str, dict[str, str]]] = [
    ("tasks", {"view": "List"}),
    ("tasks", {"view": "列表"}),
    ("tasks", {"view": "Excel"}),
    ("timeline", {"rows": "By owner"}),
    ("timeline", {"rows": "按负责人"}),
    ("products", {"products-edit": "true"}),
    ("products", {"products-view": "Excel"}),
    ("promotions", {"promotion-view": "Costs and limits"}),
    ("target", {"target-view": "By shop and channel"}),
    ("target", {"target-view": "By day: the curve"}),
]
LANGUAGES = ("English", "简体中文")
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


def build_busy(url: str) -> None:
    """The tea shop in the middle of it: work under way, figures typed in, something in the bin."""
    cast_file.build(url)
    desk = Desk(url, clock=Clock(NOW))
    cast = Cast(desk, Clock(NOW))
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason="等车")
    cast.do(cast.xiaowen, evidence.add_link, task_id=WARM_PAGE, url="https://example.com")
    cast.do(cast.xiaowen, evidence.comment, task_id=WARM_PAGE, text="看一下")
    cast.do(cast.zhou, plans.remove, task_ids=[RETURNS])
    for code in ("TEA", "CUP"):
        fields = {
            ProductField.SKU: code,
            ProductField.NAME: "茶",
            ProductField.LIST: 12_800,
            ProductField.COST: 4_150,
        }
        added = cast.do(cast.zhou, products.add, campaign_id=CAMPAIGN, shop_id=1, fields=fields)
    cast.do(cast.zhou, products.remove, product_ids=[added.value])
    tea_rules.set_costs(cast)
    rules = tea_rules.write_all(cast)
    cast.do(cast.zhou, promotions.cancel, promotion_id=rules["coupon"])
    note = {"kind": NoteKind.CHANGE, "text": "早三天"}
    cast.do(cast.zhou, retrospectives.write_note, campaign_id=CAMPAIGN, **note)
    cast.do(cast.zhou, calendars.set_day, day=TODAY, works=False, name="店庆")
    _split_the_target(cast)
    for days_ago in (1, 2, 3):
        cast.do(
            cast.zhou,
            sales.type_in,
            shop_id=1,
            day=TODAY - timedelta(days=days_ago),
            figures=Figures(120_000, 3, 100_000, 2, 0),
        )
    playbook = PlaybookDraft(
        "开场慢了",
        Trigger(BURST, Measure.PAID, Side.BELOW, 8_000, offset_minutes=120),
        (Release("换首屏", cast.team_id("design")),),
    )
    for armed in (True, False):
        made = cast.do(cast.zhou, playbooks.write, campaign_id=CAMPAIGN, draft=playbook).value
        if armed:
            cast.do(cast.zhou, playbooks.arm, playbook_id=made)
    desk.close()


def _split_the_target(cast: Cast) -> None:
    """A channel whose visitors fell short, and a curve drawn by hand that the plan follows."""
    cast.do(
        cast.zhou,
        targets.set_channels,
        campaign_id=CAMPAIGN,
        shop_id=1,
        channels={"搜索": ChannelPlan(10_000, 500, 20_000)},
        seen={},
    )
    known = cast.ask(cast.zhou, reports.targets.card, campaign_id=CAMPAIGN)
    curve = cast.do(
        cast.zhou, curves.draw, campaign_id=CAMPAIGN, name="手绘", days=dict(known.days)
    )
    card = cast.ask(cast.zhou, reports.campaigns.card, campaign_id=CAMPAIGN)
    use = {"campaign_id": CAMPAIGN, "version": card.version, "curve_id": curve.value}
    cast.do(cast.zhou, curves.use, **use)


def build_hostile(url: str) -> None:
    """The busy shop, where whatever people type is hostile."""
    build_busy(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        for table_name, column_name in TYPED:
            table = Base.metadata.tables[table_name]
            hostile = as_type(HOSTILE + " ", String) + as_type(table.c.id, String)
            connection.execute(table.update().values({column_name: hostile}))
    engine.dispose()
    desk = Desk(url, clock=Clock(NOW))
    cast = Cast(desk, Clock(NOW))
    cast.do(cast.laoku, tasks.start, task_id=STOCK)
    cast.do(cast.laoku, tasks.say_stuck, task_id=STOCK, reason=HOSTILE)
    cast.do(cast.xiaowen, tasks.hand_over, task_id=WARM_PAGE, to=DAMAO, note=HOSTILE)
    desk.close()


@pytest.mark.parametrize("cast", [build_busy, build_without_sale], indirect=True)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", ["lead", "operator", "teammate"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_cold_or_gives_way_to_the_first(
    cast: Cast, visit: Visit, page: str, role: str, language: str
) -> None:
    app = visit(cast.actor(WHO[role]), page, language, cold=True, id=str(PICTURES))

    forbidden = role == "teammate" and page in ONLY_PLANNERS
    first = FIRST[role, language]
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert (app.title[0].value == first) == (forbidden or page == FIRST_PAGE[role])
    assert list(untranslated(app, language)) == []


@pytest.mark.parametrize("page", sorted(ONLY_PLANNERS))
def test_a_teammate_finds_no_way_to_what_operators_do(cast: Cast, visit: Visit, page: str) -> None:
    app = visit(cast.laoku, "my_tasks")

    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(f"../../pages/{page}.py")


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_shown_nothing(cast: Cast, page: str) -> None:
    ended = open_as(cast, cast.zhou)
    cast.do(cast.zhou, sign_ins.sign_out_everywhere)

    app = ended.switch_page(f"../../pages/{page}.py").run()

    assert not app.exception
    assert [text for _, text in texts(app) if text.strip() and "<style>" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_made_up_session_is_nobody(cast: Cast, page: str) -> None:
    app = open_as(cast, cast.zhou)
    app.user = {"session": "0" * 64}

    app.switch_page(f"../../pages/{page}.py").run()

    assert not app.exception
    assert [text for _, text in texts(app) if text.strip() and "<style>" not in text] == []


@pytest.mark.parametrize("cast", [build_hostile], indirect=True)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", ["lead", "teammate"])
@pytest.mark.parametrize(("page", "address"), [*((page, {}) for page in PAGES), *VIEWS])
def test_a_hostile_name_is_text_wherever_it_is_shown(
    cast: Cast, visit: Visit, page: str, address: dict[str, str], role: str, language: str
) -> None:
    given = {"id": str(PICTURES), **address}
    app = visit(cast.actor(WHO[role]), page, language, cold=True, **given)

    assert not app.exception
    assert not app.error
    assert [place for place, text in texts(app) if not harmless(place, text)] == []


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that is sent to the browser, with the element and field it is sent in."""
    for root in (app.main, app.sidebar):
        yield from _of_node(root)


def untranslated(app: AppTest, language: str) -> Iterator[str]:
    """Texts with a placeholder left open, or, in Chinese, an English sentence as it stands."""
    for place, text in texts(app):
        of_machines = place.startswith("bidi") or place.endswith(
            ("queryParamKey", "columnOrder", "page_link.page")
        )
        if of_machines or text in LANGUAGES:
            continue
        if PLACEHOLDER.search(text) or (language == "zh" and text in ENGLISH):
            yield f"{place}: {text}"


def harmless(place: str, text: str) -> bool:
    """Whether a text shows hostile typing letter by letter where it stands."""
    if HOSTILE not in text and "<b>x</b>" not in text:
        return True
    if place.startswith("html"):
        return "<b>x</b>" not in text and escape("<b>x</b>") in text
    return any(re.fullmatch(pattern, place) for pattern in PLAIN_TEXT)


# Where Streamlit, or our own elements, show text as it stands.
PLAIN_TEXT = (
    r"bidi_component\..*",
    r"text\.body",
    r"vega_lite_chart\.(spec|datasets.*)",
    r"dataframe\.columns",
    r"(selectbox|multiselect)\.(options|value|default|rawValues)",
    r"text_(input|area)\.(value|default)",
)
ENGLISH = {
    entry.id if isinstance(entry.id, str) else entry.id[0]
    for entry in read_catalogue(po_file("zh"), "zh")
    if entry.id and entry.id not in translations_of(entry)
}


def _of_node(node: Any) -> Iterator[tuple[str, str]]:
    if getattr(node, "proto", None) is not None:
        yield from _of_value(node.type, MessageToDict(node.proto))
    for child in getattr(node, "children", {}).values():
        yield from _of_node(child)


def _of_value(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _of_value(f"{place}.{name}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_value(place, inner)
