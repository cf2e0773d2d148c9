"""A list of products comes in from any spreadsheet, and goes out so that it comes in again."""

from __future__ import annotations

import pytest

from planner.files import products
from planner.rules.promotions.plans import Product
from planner.rules.promotions.product_fields import FIELD_NAMES, ProductField
from planner.rules.promotions.product_sheets import ProductFile
from planner.text.speaker import speaker
from planner.words import Refusal
from tests.files.compound import old_workbook
from tests.files.making import csv_file, part_of, xlsx_file

HEADERS = ("编码", "名称", "标价", "成本(含包装)", "库存")
SOFA = ("SOFA-1", "三人沙发", "2999.00", "1450.5", "120")
SOFA_CELLS = {
    ProductField.NAME: "三人沙发",
    ProductField.LIST: 299_900,
    ProductField.COST: 145_050,
    ProductField.STOCK: 120,
}


def refusals_of(file: ProductFile) -> list[tuple[int, str]]:
    return [(one.row, str(one.why)) for one in file.refused]


def refusal_of(header: str, cell: object) -> str:
    file = products.read(
        xlsx_file(("编码", "名称", header), ("A", "甲", "8"), ("B", "乙", cell)), "p.xlsx"
    )
    assert [row.sku for row in file.rows] == ["A"]
    return refusals_of(file)[0][1]


@pytest.mark.parametrize(
    "content",
    [
        csv_file(HEADERS, SOFA),
        csv_file(HEADERS, SOFA, encoding="gb18030"),
        csv_file(HEADERS, SOFA, encoding="utf-16", delimiter="\t"),
        csv_file(HEADERS, SOFA, encoding="utf-8-sig", delimiter=";"),
        xlsx_file(("商品清单",), HEADERS, ("SOFA-1", "三人沙发", 2999, 1450.5, 120)),
        old_workbook([HEADERS, ("SOFA-1", "三人沙发", 2999.0, 1450.5, 120.0)]),
    ],
    ids=["utf-8", "gb18030", "utf-16", "utf-8-sig", "xlsx", "xls"],
)
def test_any_kind_of_spreadsheet_says_the_same(content: bytes) -> None:
    file = products.read(content, "products")

    assert [(row.sku, row.cells) for row in file.rows] == [("SOFA-1", SOFA_CELLS)]
    assert file.refused == ()


def test_every_field_is_known_in_english_and_in_chinese() -> None:
    said = (
        *("Lamp", "L-1", "Light", "199", "80", "150", "40", "30", "2"),
        *("159", "299", "149", '\'="610000000001"', "4900000000000000001", "https://x.example/1"),
    )
    english = (
        *("Product name", "SKU", "Category", "List price", "Cost with packing", "Floor price"),
        *("Stock", "Planned pieces", "Limit per buyer", "Price in the last sale"),
        *("Struck-through price", "Lowest price of 7 days", "Item ID", "SKU ID", "Link"),
    )
    chinese = (
        *("商品名称", "商家编码", "类目", "活动价", "成本", "底价", "库存", "计划销量", "每人限购"),
        *("上次到手价", "划线价", "近7天最低价", "宝贝ID", "SKU ID", "链接"),
    )

    read = [products.read(csv_file(names, said), "p.csv") for names in (english, chinese)]

    assert read[0].rows == read[1].rows
    assert read[0].rows[0].sku == "L-1"
    assert read[0].rows[0].cells == {
        ProductField.NAME: "Lamp",
        ProductField.CATEGORY: "Light",
        ProductField.LIST: 19_900,
        ProductField.COST: 8_000,
        ProductField.FLOOR: 15_000,
        ProductField.STOCK: 40,
        ProductField.PLANNED: 30,
        ProductField.LIMIT: 2,
        ProductField.LAST: 15_900,
        ProductField.STRUCK: 29_900,
        ProductField.LOWEST_WEEK: 14_900,
        ProductField.ITEM_ID: "610000000001",
        ProductField.SKU_ID: "4900000000000000001",
        ProductField.LINK: "https://x.example/1",
    }


def test_what_is_missing_is_left_out_and_never_0() -> None:
    file = products.read(csv_file(HEADERS, ("A", "-", "", "—", " ")), "p.csv")

    assert (file.rows[0].sku, file.rows[0].cells) == ("A", {})


def test_no_limit_takes_the_limit_away() -> None:
    file = products.read(csv_file(("编码", "限购"), ("A", "不限"), ("B", "2")), "p.csv")

    assert [row.cells for row in file.rows] == [{ProductField.LIMIT: None}, {ProductField.LIMIT: 2}]


@pytest.mark.parametrize(
    ("header", "cell", "why"),
    [
        ("标价", "12元多", "标价: write an amount of 0 or more like 1,234.50"),
        ("标价", "12.345", "标价: write an amount of 0 or more like 1,234.50"),
        ("标价", 12.345, "标价: write an amount of 0 or more like 1,234.50"),
        ("标价", "-12", "标价: write an amount of 0 or more like 1,234.50"),
        ("标价", "0", "标价: write a price above 0."),
        ("标价", 10**13, "标价: write an amount of 0 or more like 1,234.50"),
        ("库存", "-3", "库存: the number is below zero or too large. Write one of 0 or more."),
        ("库存", "2.5", "库存: write a whole number."),
        (
            "库存",
            "3000000000",
            "库存: the number is below zero or too large. Write one of 0 or more.",
        ),
        ("限购", "0", "限购: write 1 or more, or leave it empty."),
        ("商品ID", "1.23E+18", "商品ID: a spreadsheet has rounded this number."),
        ("商品ID", 1.23e18, "商品ID: a spreadsheet has rounded this number."),
        ("SKU ID", 1234567890123450, "SKU ID: a spreadsheet has rounded this number."),
        ("商品ID", "六一", "商品ID: write the number as the platform shows it."),
        ("链接", "javascript:alert(1)", "链接: write a link that begins with https://."),
        ("链接", "item.taobao.com/item.htm?id=1", "链接: write a link that begins with https://."),
        ("链接", "https://", "链接: write a link that begins with https://."),
        ("链接", "https://[x", "链接: write a link that begins with https://."),
        ("类目", "长" * 101, "类目: write at most 100 characters."),
    ],
)
def test_a_cell_that_cannot_be_right_refuses_its_row(header: str, cell: object, why: str) -> None:
    if header in ("商品ID", "SKU ID", "链接", "类目"):
        file = products.read(xlsx_file(("编码", header), ("B", cell)), "p.xlsx")
        assert refusals_of(file)[0][1].startswith(why)
    else:
        assert refusal_of(header, cell).startswith(why)


def test_a_code_is_text_and_one_that_is_missing_or_rounded_refuses_its_row() -> None:
    content = xlsx_file(
        ("编码", "名称"),
        (1001, "甲"),
        ("0012", "乙"),
        ("", "丙"),
        ("6.9E+12", "丁"),
        ("2024E1", "戊"),
    )

    file = products.read(content, "p.xlsx")

    assert [row.sku for row in file.rows] == ["1001", "0012", "2024E1"]
    assert [(row, why[:21]) for row, why in refusals_of(file)] == [
        (4, "编码 is missing."),
        (5, "编码: a spreadsheet has"),
    ]


def test_a_code_that_stands_twice_is_refused_in_both_rows() -> None:
    file = products.read(csv_file(HEADERS[:3], ("A", "甲", "8"), ("A", "甲", "80")), "p.csv")

    assert file.rows == ()
    assert refusals_of(file) == [
        (2, "编码: A stands in row 3 too. Keep one of the two."),
        (3, "编码: A stands in row 2 too. Keep one of the two."),
    ]


def test_columns_that_are_not_known_are_named_and_so_is_the_one_of_the_price() -> None:
    content = csv_file(("编码", "一口价", "活动价", "颜色"), ("A", "100", "80", "红"))

    file = products.read(content, "p.csv")

    assert file.rows[0].cells == {ProductField.LIST: 8_000}
    assert [str(note) for note in file.notes] == [
        "Not read, because no such column is known: ['一口价', '颜色']",
        "The list price is read from 活动价.",
    ]


def test_a_file_without_codes_or_rows_is_refused() -> None:
    with pytest.raises(Refusal, match="No header was recognised"):
        products.read(csv_file(("名称", "标价"), ("甲", "8")), "p.csv")
    with pytest.raises(Refusal, match=r"p.csv has the header of a list of products but no rows"):
        products.read(csv_file(HEADERS), "p.csv")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_goes_out_comes_back_the_same(language: str) -> None:
    sofa = Product(
        *("0012", '=HYPERLINK("x")', 299_900, 145_050, 200_000, 120, "610000000001"),
        *("https://x.example/?a=1&b=2", 2, "@类目", 259_900, "4900000000000000001"),
        *(300, 399_900, 249_901),
    )
    headers = {name: speaker(language).say(word) for name, word in FIELD_NAMES.items()}

    content = products.write_xlsx([sofa, Product("B", "乙", 1)], headers, title="商品")

    file = products.read(content, "p.xlsx")
    assert file.refused == ()
    assert Product(sku=file.rows[0].sku, **file.rows[0].cells) == sofa  # type: ignore[arg-type]  # names and values belong together
    assert file.rows[1].cells == {ProductField.NAME: "乙", ProductField.LIST: 1}
    assert "<f>" not in part_of(content, "xl/worksheets/sheet1.xml")
