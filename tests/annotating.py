"""Workbooks to annotate, and ways to look into the copies."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from schemas.findings import Level
from workbook.annotate import FindingRow, Mark, annotate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PARK, TABLE = "园区 信息", "it's 机构"
ADDED = "校验意见"
TITLE = "校验意见　某园区"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJg"
    "gg=="
)
MACROS = b"\xd0\xcf\x11\xe0 some macros \x00\xff"
# Cells that hold a number, a text, a formula; one that is missing; one inside a merged range.
MARKS = (
    Mark(PARK, 2, 1, Level.ERROR, "【错误】建筑面积应填数字。\n只填数字。\n依据：第六条（三）"),
    Mark(PARK, 3, 1, Level.WARNING, "【警告】请核对。"),
    Mark(PARK, 40, 7, Level.NOTE, "【提示】此处未填。"),
    Mark(TABLE, 6, 3, Level.MENDED, "【已规范】=1+1"),
)
ROWS = (
    FindingRow(
        Level.ERROR,
        PARK,
        "B3",
        "建筑面积",
        "约3000",
        "“建筑面积”应填数字，现填“约3000”。",
        "第六条（三）",
        "只填数字，不带文字和单位。",
    ),
    FindingRow(Level.WARNING, TABLE, "D7、E9:E12", "合计", "=1+1", "+a", "-b", "@c"),
    FindingRow(Level.NOTE, "没有的表", "A1", "甲", "\x0b_x000B_<&>", "乙\n丙", "", "丁"),
    FindingRow(Level.NOTE, PARK, None, "戊", "", "己", "", ""),
)


def written(*, macros: bool = False) -> bytes:
    """Make a workbook by XlsxWriter, with all that openpyxl would lose."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    area = book.add_format(
        {"num_format": "#,##0.00", "bold": True, "border": 1, "align": "right", "locked": False}
    )
    tall, wide = book.add_format({"italic": True}), book.add_format({"font_size": 20})
    park = book.add_worksheet(PARK)
    park.set_column("H:H", 12, wide)
    park.set_row(41, 30, tall)
    park.write("A1", "名称")
    park.write("B3", 3000, area)
    park.write_formula("B4", "=B3*2", None, 6000)
    park.write_comment("B4", "原有批注", {"x_scale": 0.5, "y_scale": 0.5})
    park.insert_button("D3", {"macro": "HR.Check", "caption": "校验"})
    park.data_validation("B3", {"validate": "decimal", "criteria": ">=", "value": 0})
    park.conditional_format("B3:B9", {"type": "data_bar", "data_bar_2010": True})
    park.add_sparkline("F1", {"range": f"'{PARK}'!B3:B9"})
    park.protect("secret", {"sort": True})
    table = book.add_worksheet(TABLE)
    table.merge_range("D7:F9", "合并")
    table.add_table("H1:I4")
    table.insert_image("K2", "a.png", {"image_data": BytesIO(PIXEL)})
    table.set_header("&L&G", {"image_left": "a.png", "image_data_left": BytesIO(PIXEL)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{PARK}'!$B$3:$B$4"})
    table.insert_chart("K8", chart)
    book.add_chartsheet("图").set_chart(_chart(book))
    book.define_name("park_area", f"='{PARK}'!$B$3")
    if macros:
        book.add_vba_project(BytesIO(MACROS), is_stream=True)
    book.close()
    return buffer.getvalue()


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "radar"})
    chart.add_series({"values": f"='{PARK}'!$B$3:$B$4"})
    return chart


def resaved() -> bytes:
    """Make a workbook by openpyxl: absolute targets, shapes without anchors."""
    book = openpyxl.Workbook()
    park = book.active
    park.title = PARK
    park["B3"] = "约3000"
    park["B3"].font = Font(name="仿宋", size=14)
    park["B3"].number_format = "@"
    park["B3"].fill = PatternFill("solid", fgColor="FFFFF9E5")
    park["B3"].border = Border(bottom=Side(style="thin"))
    park["B3"].alignment = Alignment(horizontal="center", wrap_text=True)
    park["B3"].protection = Protection(locked=False)
    park["B4"] = "=1+1"
    park["B4"].comment = Comment("原有批注", "某人")
    rule = DataValidation(type="list", formula1='"是,否"')
    rule.add("B5")
    park.add_data_validation(rule)
    park.protection.enable()
    table = book.create_sheet(TABLE)
    table["D7"] = "合并"
    table.merge_cells("D7:F9")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def copy(original: bytes, *marks: Mark) -> bytes:
    """Annotate a workbook, with other marks than the usual if there are any."""
    return annotate(original, marks or MARKS, ROWS, title=TITLE)


def opened(data: bytes) -> openpyxl.Workbook:
    """Read a workbook with openpyxl."""
    return openpyxl.load_workbook(BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    """Unpack a workbook."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | None]) -> bytes:
    """Change parts of a workbook, or leave them out."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts(data).items():
            change = changes.get(name, bytes)
            if change is not None:
                archive.writestr(name, change(part))
    return buffer.getvalue()


def unmarked(before: bytes, after: bytes, cells: set[str]) -> tuple[bytes, bytes]:
    """Give two versions of a worksheet in canonical form, without what a mark may change."""
    old, new = etree.fromstring(before), etree.fromstring(after)
    known = {cell.get("r") for cell in old.iter(f"{MAIN}c")}
    known_rows = {row.get("r") for row in old.iter(f"{MAIN}row")}
    for root in (old, new):
        for cell in list(root.iter(f"{MAIN}c")):
            if cell.get("r") in cells:
                cell.attrib.pop("s", None)
                if cell.get("r") not in known:
                    _drop(cell)
        for row in list(root.iter(f"{MAIN}row")):
            row.attrib.pop("spans", None)
            if row.get("r") not in known_rows and not len(row):
                _drop(row)
        if old.find(f"{MAIN}legacyDrawing") is None:
            for drawing in root.findall(f"{MAIN}legacyDrawing"):
                _drop(drawing)
    return _canonical(old), _canonical(new)


def _drop(element: _Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _canonical(root: _Element) -> bytes:
    buffer = BytesIO()
    root.getroottree().write_c14n(buffer)
    return buffer.getvalue()
