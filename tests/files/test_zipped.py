"""A ZIP of reports is opened with care: nothing protected, nothing that swells."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from planner.files import zipped
from planner.words import Refusal
from tests.files.exports_made import zip_of
from tests.files.making import xlsx_file

REPORT = b"\xe6\x97\xa5\xe6\x9c\x9f,1\r\n"


def test_a_file_that_is_no_zip_is_itself() -> None:
    workbook = xlsx_file(("日期",))

    assert zipped.unpack(REPORT, "a.csv") == [("a.csv", REPORT)]
    assert zipped.unpack(workbook, "a.xlsx") == [("a.xlsx", workbook)]


def test_every_spreadsheet_comes_out_by_its_own_name_and_nothing_else() -> None:
    packed = zip_of(
        {"reports/a.csv": REPORT, "b.xls": b"b", "__MACOSX/a.csv": b"x", "readme.md": b"x"}
    )

    found = zipped.unpack(packed, "reports.zip")

    assert found == [("a.csv", REPORT), ("b.xls", b"b")]


def test_a_chinese_name_that_an_old_program_wrote_in_gbk_is_read() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("XXXXXXXX_20261111.csv", REPORT)
    packed = buffer.getvalue().replace(b"XXXXXXXX", "计划报表".encode("gb18030"))

    ((name, _),) = zipped.unpack(packed, "报表.zip")

    assert name == "计划报表_20261111.csv"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (zip_of({"a.csv": REPORT})[:-30], "is damaged or cut off"),
        (zip_of({"a.csv": REPORT})[:10] + zip_of({"a.csv": REPORT})[20:], "is damaged or cut off"),
        (zip_of({"readme.md": b"x"}), "is not a spreadsheet"),
        (zip_of({f"{n}.csv": b"x" for n in range(51)}), "holds more than 50 spreadsheets"),
        (zip_of({"a.csv": b"0" * (65 * 2**20)}), "unpacks to more than an export needs"),
    ],
    ids=["empty", "cut off", "lost a piece", "no spreadsheet", "too many", "too large"],
)
def test_a_zip_that_cannot_be_used_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        zipped.unpack(content, "reports.zip")


def test_a_zip_inside_a_zip_is_not_passed_over_in_silence() -> None:
    inner = zip_of({"a.csv": REPORT})

    found = zipped.unpack(zip_of({"inner.zip": inner, "b.csv": REPORT}), "reports.zip")

    assert found == [("inner.zip", inner), ("b.csv", REPORT)]


def test_a_protected_zip_is_refused() -> None:
    packed = bytearray(zip_of({"a.csv": REPORT}))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Refusal, match="is protected by a password"):
        zipped.unpack(bytes(packed), "reports.zip")
