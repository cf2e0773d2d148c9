"""Products in from a spreadsheet, after a preview of every row, and out as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from planner import actions, reports
from planner.desk import counter
from planner.files import products as product_files
from planner.files.tables_out import XLSX
from planner.reports.campaigns import CampaignCard
from planner.rules.people import NOBODY
from planner.rules.promotions.plans import Product
from planner.rules.promotions.product_fields import COST_FIELDS, FIELD_NAMES, ProductField
from planner.rules.promotions.product_sheets import ProductFile
from planner.ui.asking import attempt, fresh
from planner.ui.product_preview import preview_of
from planner.ui.saying import say, voice
from planner.ui.visitor import token_hash
from planner.words import Refusal

_ROUND = "_products_file_round"
_READ = "_products_file_read"


@dataclass(frozen=True)
class ReadSheet:
    """A dropped file, read once."""

    upload_id: str
    name: str
    file: ProductFile


def bring_in(campaign: CampaignCard, shop_id: int) -> None:
    """Drop a sheet, look at what every row would do, take it in."""
    uploaded = st.file_uploader(
        say("Sheet of products (.xlsx, .xls or CSV)"),
        key=f"products-file-{st.session_state.get(_ROUND, 0)}",
    )
    if uploaded is None:
        return
    try:
        sheet = _read(uploaded.file_id, uploaded.name, uploaded.getvalue())
        diff = fresh(
            reports.products.preview, campaign_id=campaign.id, shop_id=shop_id, file=sheet.file
        )
    except Refusal as refusal:
        st.error(say(refusal.sentence), icon=":material/block:")
        st.caption(say("Nothing was changed. Choose another file."))
        return
    preview_of(diff, sheet.name, sheet.file.notes)
    n = len(diff.new) + len(diff.changed)
    if n:
        st.button(
            say("Take in {n} row", "Take in {n} rows", n=n),
            key="products-take-in",
            type="primary",
            icon=":material/download_done:",
            on_click=_take_in,
            args=(campaign.id, shop_id, sheet.file, diff.digest),
        )
    elif not diff.refused:
        st.info(
            say("Everything in this file is known already: taking it in would change nothing."),
            icon=":material/done_all:",
        )


def take_out(campaign: CampaignCard, shop_id: int) -> None:
    """Download the products as a workbook that comes back in."""
    costs = st.toggle(
        say("With costs and floor prices"),
        key="products-with-costs",
        help=say("Leave them out of a sheet that you hand on."),
    )
    rows = _rows_later(campaign.id, shop_id, costs=costs)
    headers, title = _headers(costs=costs), voice().say("Products")
    st.download_button(
        say("Download .xlsx"),
        lambda: product_files.write_xlsx(rows(), headers, title=title),
        file_name=f"{title} {campaign.name}.xlsx",
        mime=XLSX,
        on_click="ignore",
        icon=":material/download:",
        key="products-xlsx",
    )


def example_sheet() -> None:
    """A workbook with the columns and two products, to be filled in."""
    headers, title = _headers(costs=True), voice().say("Products")
    examples = (
        Product(
            sku="TEA-250",
            name=voice().say("Example: jasmine tea 250 g"),
            category=voice().say("Tea"),
            list_fen=12_800,
            cost_fen=4_150,
            floor_fen=8_900,
            stock=1_200,
            planned_pieces=800,
            limit_per_buyer=5,
            last_fen=9_900,
            struck_fen=16_800,
            lowest_week_fen=10_900,
            item_id="610000000001",
            sku_id="4900000000001",
            link="https://detail.tmall.com/item.htm?id=610000000001",
        ),
        Product("CUP-01", voice().say("Example: glass cup"), 3_900, 1_180, 2_500, 600),
    )
    st.download_button(
        say("Download an example sheet"),
        lambda: product_files.write_xlsx(examples, headers, title=title),
        file_name=f"{title}.xlsx",
        mime=XLSX,
        on_click="ignore",
        icon=":material/table:",
        type="tertiary",
        key="products-example",
    )


def _read(upload_id: str, name: str, content: bytes) -> ReadSheet:
    kept: ReadSheet | None = st.session_state.get(_READ)
    if kept is None or kept.upload_id != upload_id:
        kept = ReadSheet(upload_id, name, product_files.read(content, name))
        st.session_state[_READ] = kept
    return kept


def _take_in(campaign_id: int, shop_id: int, file: ProductFile, digest: str) -> None:
    taken = attempt(
        actions.product_intake.take_in,
        campaign_id=campaign_id,
        shop_id=shop_id,
        file=file,
        digest=digest,
    )
    if taken is not None:
        st.session_state.pop(_READ, None)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _rows_later(
    campaign_id: int, shop_id: int, *, costs: bool
) -> Callable[[], tuple[Product, ...]]:
    """The rows when a download is pressed: outside any run, so who asks is found anew here."""
    token = token_hash()

    def rows() -> tuple[Product, ...]:
        desk = counter()
        actor = desk.read(reports.visitors.visitor, token_hash=token) or NOBODY
        return desk.read(
            reports.products.sheet,
            actor=actor,
            campaign_id=campaign_id,
            shop_id=shop_id,
            costs=costs,
        )

    return rows


def _headers(*, costs: bool) -> dict[ProductField, str]:
    return {
        field: voice().say(name)
        for field, name in FIELD_NAMES.items()
        if costs or field not in COST_FIELDS
    }
