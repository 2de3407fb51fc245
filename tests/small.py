"""Read small workbooks built in code."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from hostile import pack, parts

from workbook.reading import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.raw import CellValue, RawSheet

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def at(address: str, value: str = "9") -> str:
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{digits}"><c r="{address}"><v>{value}</v></c></row>'


BODY = "".join(at(f"B{number}", str(number)) for number in range(1, 31))
BODY_CELLS = {(number - 1, 1): number for number in range(1, 31)}


def only(data: bytes) -> RawSheet:
    (found,) = read_workbook(data).sheets
    return found


def rows(inner: str, **more: object) -> RawSheet:
    return only(pack(parts(inner, **more)))  # type: ignore[arg-type]


def cell(xml: str, **more: object) -> CellValue | None:
    """Read one cell at A1; blank is None."""
    found = rows(f'<row r="1">{xml}</row>', **more).cells
    assert set(found) <= {(0, 0)}
    return found.get((0, 0))


def written(build: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    """Return a workbook of XlsxWriter with one sheet."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    build(book, book.add_worksheet("园区信息"))
    book.close()
    return data.getvalue()


def rich() -> bytes:
    """Return a workbook with a bit of everything."""

    def build(source: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        day = source.add_format({"num_format": "yyyy-mm-dd"})
        text = source.add_format({"num_format": "@"})
        for row in range(12):
            page.write_row(row, 0, ["机构", row * 1.5, True])
            page.write_datetime(row, 3, dt.date(2025, 1, 1 + row), day)
            page.write_formula(row, 4, f'=IF(A{row + 1}="","",B{row + 1})', None, row)
            page.write_number(row, 5, row, text)
        page.write_rich_string(12, 0, source.add_format({"bold": True}), "园", "区")
        page.merge_range("A20:C21", "合并")
        page.set_row(3, None, None, {"hidden": True})
        page.embed_image(14, 2, "a.png", {"image_data": BytesIO(PIXEL)})
        source.define_name("park", "=园区信息!$B$2")
        source.add_worksheet("文本").hide()

    return written(build)
