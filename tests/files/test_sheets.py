"""A file that cannot be used is refused with a sentence that says what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from planner.files import safety, sales, tasks
from planner.words import Refusal
from tests.files.compound import compound_file, old_workbook
from tests.files.making import ORDER_HEADERS, csv_file, xlsx_file

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1" + bytes(64)
DAYS = xlsx_file(("日期", "支付金额"), ("2026-11-11", 5.5))


def zip_of(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def lying_zip() -> bytes:
    """A member of 3 MB whose two headers say it has ten bytes."""
    true_size = (3 * 2**20).to_bytes(4, "little")
    honest = zip_of(**{"xl__workbook.xml": b" " * (3 * 2**20)})
    return honest.replace(true_size, (10).to_bytes(4, "little"))


def protected_zip() -> bytes:
    """The flag of the first member in the list at the end says that it is encrypted."""
    packed = bytearray(DAYS)
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def protected_by_password() -> bytes:
    return compound_file("EncryptedPackage", bytes(5000))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty. Export it again"),
        (PICTURE, "is not a spreadsheet"),
        (b"%PDF-1.7 " + bytes(40), "is not a spreadsheet"),
        (bytes(range(256)) * 8, "is not a spreadsheet"),
        (DAYS[: len(DAYS) // 2], "is damaged or cut off"),
        (DAYS[:-40], "is damaged or cut off"),
        (DAYS.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "is damaged or cut off"),
        (lying_zip(), "is damaged or cut off"),
        (zip_of(**{"计划报表.csv": b"a,b"}), "is a ZIP archive. Unpack it"),
        (zip_of(**{"word__document.xml": b"<w/>"}), "is not a spreadsheet"),
        (zip_of(**{"xl__workbook.xml": b"<workbook"}), "cannot be read as a spreadsheet"),
        (protected_zip(), "is protected by a password"),
        (protected_by_password(), "is protected by a password"),
        (compound_file("WordDocument", bytes(5000)), "cannot be read as a spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        (b'"a,b\r\n' + b"x" * 200_000, "has a cell that never ends"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        sales.read(content, "sales.xlsx")

    assert str(refused.value).startswith("sales.xlsx ")
    assert sentence in str(refused.value)


def test_a_file_over_150_mb_is_refused_unread() -> None:
    with pytest.raises(Refusal, match=r"big.csv is larger than 150 MB"):
        sales.read(bytes(150 * 2**20 + 1), "big.csv")


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "LARGEST_UNPACKED", 2**20)
    bomb = zip_of(**{"xl__workbook.xml": b"<w/>", "xl__worksheets__sheet1.xml": b" " * 2**21})

    with pytest.raises(Refusal, match="would unpack to 2 MB, which no export needs"):
        sales.read(bomb, "bomb.xlsx")


def test_a_workbook_packed_steeper_than_any_export_is_refused() -> None:
    bomb = zip_of(**{"xl__workbook.xml": b"<w/>", "xl__media__1": b"0" * (65 * 2**20)})

    with pytest.raises(Refusal, match="would unpack to 65 MB"):
        sales.read(bomb, "bomb.xlsx")


def test_a_sheet_with_a_stray_cell_at_its_far_corner_is_refused() -> None:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 2)
    workbook.close()

    with pytest.raises(Refusal, match="reaches to row 1048576 and more than 8192 columns"):
        sales.read(buffer.getvalue(), "corner.xlsx")


def test_formulas_that_nobody_has_worked_out_are_not_taken_for_nothing() -> None:
    workbook = openpyxl.Workbook()
    for row in (["日期", "支付金额"], ["2026-11-11", 5], ["2026-11-12", "=B2*2"]):
        workbook.active.append(row)
    buffer = BytesIO()
    workbook.save(buffer)

    with pytest.raises(Refusal, match=r"days.xlsx holds formulas without their results"):
        sales.read(buffer.getvalue(), "days.xlsx")


def test_formulas_with_their_results_are_read_by_them() -> None:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["日期", "支付金额", "备注"])
    sheet.write_row(1, 0, ["2026-11-11"])
    sheet.write_formula(1, 1, "=2*3.5", None, 7)
    sheet.write_formula(1, 2, '=IF(B2>9,"x","y")', None, "y")
    workbook.close()

    file = sales.read(buffer.getvalue(), "days.xlsx")

    assert file.spans[0].figures.paid_fen == 700


def test_a_file_with_other_columns_lists_those_looked_for() -> None:
    content = csv_file(("店铺", "备注"), ("a", "b"))

    with pytest.raises(Refusal) as refused:
        sales.read(content, "other.csv")

    assert str(refused.value).startswith(
        "No header was recognised in the first 15 rows of other.csv"
    )
    assert "Taobao/Tmall order export" in str(refused.value)
    assert "Sycm: shop by day" in str(refused.value)


def test_a_list_of_tasks_is_not_taken_for_sales() -> None:
    content = csv_file(("Key", "Task", "Due"), ("1", "Draw the banner", "2026-11-01"))

    with pytest.raises(Refusal, match=r"tasks.csv is a list of tasks, not of sales"):
        sales.read(content, "tasks.csv")


def test_an_order_export_is_not_taken_for_tasks() -> None:
    with pytest.raises(Refusal, match="No header was recognised"):
        tasks.read(csv_file(ORDER_HEADERS), "orders.csv")


def test_a_hidden_sheet_is_not_read() -> None:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.add_worksheet().write_string(0, 0, "seen")
    hidden = workbook.add_worksheet()
    hidden.write_row(0, 0, ["日期", "支付金额"])
    hidden.write_row(1, 0, ["2026-11-11", 5])
    hidden.hide()
    workbook.close()

    with pytest.raises(Refusal, match="No header was recognised"):
        sales.read(buffer.getvalue(), "hidden.xlsx")


def test_an_old_workbook_reads_like_a_new_one() -> None:
    content = old_workbook([["日期", "支付金额", "访客数"], ["2026-11-11", 178.8, 12.0]])

    file = sales.read(content, "days.xls")

    assert file.spans[0].figures.paid_fen == 17880
    assert file.spans[0].figures.visitors == 12


@pytest.mark.parametrize(
    ("place", "damage"),
    [
        pytest.param(76, b"\xff\xff\xff\xff", id="its table of sectors is nowhere"),
        pytest.param(1024 + 512 + 24, b"\0\0\0\x40", id="its sheet begins behind its end"),
        pytest.param(512 + 4, b"\1\0\0\0", id="its directory goes round in a circle"),
    ],
)
def test_an_old_workbook_that_kills_its_parser_is_refused(place: int, damage: bytes) -> None:
    sound = old_workbook([["日期", "支付金额"], ["2026-11-11", 178.8]])
    damaged = sound[:place] + damage + sound[place + len(damage) :]

    with pytest.raises(Refusal, match=r"days.xls cannot be read as a spreadsheet"):
        sales.read(damaged, "days.xls")


def test_what_a_file_is_its_bytes_say_not_its_name() -> None:
    content = csv_file(("日期", "支付金额"), ("2026-11-11", "5.5"))

    assert sales.read(content, "days.xlsx") == sales.read(DAYS, "days.csv")
