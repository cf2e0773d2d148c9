"""Small files of the shape that shops export, made in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

ORDER_HEADERS = [
    *("订单编号", "总金额", "买家实际支付金额", "收货地址 "),
    *("订单创建时间", "订单付款时间 ", "退款金额"),
]


def csv_file(*rows: Sequence[object], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Rows as an export writes them: CRLF line ends, nothing quoted."""
    lines = (delimiter.join(str(cell) for cell in row) + "\r\n" for row in rows)
    return "".join(lines).encode(encoding)


def xlsx_file(*rows: Sequence[object], sheets_before: int = 0) -> bytes:
    """One sheet of typed cells, after as many sheets that hold only a word."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    dates = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for _ in range(sheets_before):
        workbook.add_worksheet().write_string(0, 0, "cover")
    sheet = workbook.add_worksheet()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date | datetime):
                sheet.write_datetime(row, column, cell, dates)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                sheet.write(row, column, cell)
    workbook.close()
    return buffer.getvalue()


def part_of(workbook: bytes, name: str) -> str:
    """The XML of one part of an .xlsx file."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return archive.read(name).decode()
