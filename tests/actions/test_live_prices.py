"""Live prices: taken in after a preview, compared with the plan, newest row first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from planner.actions import campaigns, history, live_prices
from planner.desk import Receipt
from planner.files import live_prices as files
from planner.files.live_prices import LiveFile
from planner.reports import history as history_reports
from planner.reports import live_prices as reports
from planner.rules.people import Actor
from planner.rules.promotions.reconciling import Compared
from tests.support.cast import CAMPAIGN, Cast, opened
from tests.support.databases import Databases
from tests.support.live_exports import (
    SHOP,
    build_with_products,
    price_check,
)

MORNING = datetime(2026, 11, 4, 9)


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build_with_products))


def read(content: bytes, read_at: datetime = MORNING) -> LiveFile:
    return files.read(content, "export.csv", read_at)


def seen(cast: Cast, file: LiveFile, **given: Any) -> reports.LivePreview:
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP, "complete": False} | given
    return cast.ask(cast.zhou, reports.preview, file=file, **about)


def take(
    cast: Cast,
    file: LiveFile,
    *,
    actor: Actor | None = None,
    digest: str | None = None,
    complete: bool = False,
    **given: Any,
) -> Receipt:
    about = {"campaign_id": CAMPAIGN, "shop_id": SHOP, "file_name": "export.csv"} | given
    return cast.do(
        actor or cast.zhou,
        live_prices.take_in,
        file=file,
        complete=complete,
        digest=digest or seen(cast, file).digest,
        **about,
    )


def check(cast: Cast) -> reports.LiveCheck:
    return cast.ask(cast.zhou, reports.check, campaign_id=CAMPAIGN, shop_id=SHOP)


def differing(cast: Cast) -> list[tuple[str, str, Any, Any]]:
    return [
        (one["sku"], one["field"], one["planned_fen"], one["live_fen"])
        for one in check(cast).differences.to_dict("records")
    ]


def test_nothing_is_said_before_an_export_was_taken_in(cast: Cast) -> None:
    found = check(cast)

    assert (found.products, found.found, found.differing) == (2, 0, 0)
    assert found.sources.empty
    assert found.differences.empty


def test_an_export_that_agrees_leaves_no_difference(cast: Cast) -> None:
    receipt = take(cast, read(price_check()))

    found = check(cast)
    assert str(receipt.sentence) == (
        "took in “export.csv” for “小山茶铺旗舰店”: Price check, 2 variants"
    )
    assert (found.found, found.differing, found.phase) == (2, 0, "预热")
    (source,) = found.sources.to_dict("records")
    assert (source["variants"], source["read_at"], source["by"]) == (2, MORNING, "周妍")


def test_one_fen_less_than_planned_is_named_with_source_and_moment(cast: Cast) -> None:
    take(cast, read(price_check(tea="127.99")))

    found = check(cast)
    (row,) = found.differences.to_dict("records")
    assert (row["sku"], row["field"]) == ("TEA", Compared.PRICE)
    assert (row["planned_fen"], row["live_fen"], row["difference_fen"]) == (12_800, 12_799, -1)
    assert (row["cheaper"], row["source"], row["read_at"]) == (True, "price_check", MORNING)
    assert (found.differing, found.cheaper) == (1, 1)


def test_the_preview_says_what_changes_and_what_would_differ(cast: Cast) -> None:
    take(cast, read(price_check()))

    shown = seen(cast, read(price_check(tea="99.00", cup=None)))

    assert (shown.new, shown.changed, shown.unchanged, shown.lacking) == (0, 1, 0, 1)
    assert [(one.amount, one.before, one.after) for one in shown.changes] == [
        ("price_fen", 12_800, 9_900)
    ]
    assert (shown.differing, shown.cheaper) == (1, 1)
    assert differing(cast) == []


def test_a_later_export_replaces_an_earlier_one_and_not_the_other_way_round(cast: Cast) -> None:
    take(cast, read(price_check(tea="99.00")))
    take(cast, read(price_check(tea="128.00"), MORNING + timedelta(minutes=30)))

    take(cast, read(price_check(tea="1.00"), MORNING - timedelta(hours=1)))

    assert differing(cast) == []


def test_a_complete_export_forgets_what_it_lacks(cast: Cast) -> None:
    take(cast, read(price_check()))
    file = read(price_check(cup=None))

    take(cast, file)
    still = differing(cast)
    take(cast, file, complete=True)

    assert still == []
    assert differing(cast) == [("CUP", Compared.MISSING, 3_900, None)]


def test_what_was_taken_in_can_be_undone(cast: Cast) -> None:
    receipt = take(cast, read(price_check(tea="99.00")))
    events = cast.ask(cast.zhou, history_reports.events, noun="live_prices")

    cast.do(cast.zhou, history.undo, event_id=receipt.event_id)

    assert list(events["action"]) == ["live_prices.take_in"]
    assert check(cast).sources.empty


def test_a_preview_that_has_gone_stale_is_refused(cast: Cast) -> None:
    file = read(price_check())
    digest = seen(cast, file).digest
    take(cast, read(price_check(tea="99.00")), actor=cast.damao)

    with cast.refused("The prices changed since the preview"):
        take(cast, file, digest=digest)


def test_an_export_of_the_future_is_refused(cast: Cast) -> None:
    with cast.refused("Exported at: choose a moment that has passed"):
        take(cast, read(price_check(), MORNING + timedelta(days=1)))


def test_a_teammate_neither_sees_nor_takes_in_prices(cast: Cast) -> None:
    file = read(price_check())
    given = {"campaign_id": CAMPAIGN, "shop_id": SHOP}

    with cast.refused("Costs and margins|Only operators and leads"):
        take(cast, file, actor=cast.laoku)
    with cast.refused("Costs and margins"):
        cast.ask(cast.laoku, reports.check, **given)
    with cast.refused("Costs and margins"):
        cast.ask(cast.laoku, reports.preview, file=file, complete=False, **given)


def test_another_shop_and_an_archived_sale_take_nothing_in(cast: Cast) -> None:
    file = read(price_check())
    digest = seen(cast, file).digest

    with cast.refused("Shop: choose one that takes part"):
        take(cast, file, shop_id=99, digest=digest)
    cast.do(cast.damao, campaigns.archive, campaign_id=CAMPAIGN)
    with cast.refused("is archived"):
        take(cast, file, digest=digest)


def test_a_path_before_the_file_name_is_not_kept(cast: Cast) -> None:
    take(cast, read(price_check()), file_name="D:\\导出\\价格\n表.csv")

    (source,) = check(cast).sources.to_dict("records")
    assert source["file_name"] == "价格 表.csv"
