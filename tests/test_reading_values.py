"""Values come as the sheet shows them: text stays text, dates are dates, errors are errors."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hostile import pack, parts
from small import cell, rows

from workbook.raw import ErrorValue
from workbook.reading import read_workbook

if TYPE_CHECKING:
    from workbook.raw import CellValue


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1"><v>3000</v></c>', 3000),
        ('<c r="A1" t="n"><v>3000.00</v></c>', 3000),
        ('<c r="A1"><v>-0.5</v></c>', -0.5),
        ('<c r="A1"><v>1.25E3</v></c>', 1250),
        ('<c r="A1"><v>999999999999999</v></c>', 999999999999999),
        ('<c r="A1"><v>4.4E+17</v></c>', 4.4e17),
        ('<c r="A1"><v>0</v></c>', 0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><v>甲&amp;乙</v></c>', "甲&乙"),
        ('<c r="A1" t="str"><v>0453</v></c>', "0453"),
        ('<c r="A1" t="inlineStr"><is><t>园区</t></is></c>', "园区"),
        ('<c r="A1" t="inlineStr"><is><r><t>园</t></r><r><t>区</t></r></is></c>', "园区"),
        ('<c r="A1" t="d"><v>2025-03-01</v></c>', dt.date(2025, 3, 1)),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ErrorValue("#REF!")),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', ErrorValue("#SPILL!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c r="A1"><v>1E999</v></c>', ErrorValue("#NUM!")),
        ('<c r="A1"><v>nan</v></c>', ErrorValue("#NUM!")),
        ('<c r="A1" t="str"><v></v></c>', None),
        ('<c r="A1" s="0"/>', None),
        ('<c r="A1"><v/></c>', None),
        ('<c r="A1" t="inlineStr"><is><t/></is></c>', None),
    ],
)
def test_values(xml: str, value: CellValue | None) -> None:
    found = cell(xml)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("string", "text"),
    [
        ("<si><t>园区</t></si>", "园区"),
        ('<si><t xml:space="preserve"> 园区 </t></si>', " 园区 "),
        ("<si><r><rPr><b/></rPr><t>人力</t></r><r><t>资源</t></r></si>", "人力资源"),
        ("<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si>", "漢字"),
        ("<si><t>第一行&#10;第二行</t></si>", "第一行\n第二行"),
        ("<si><t>231081198001010011</t></si>", "231081198001010011"),
        ("<si><t>=1+1</t></si>", "=1+1"),
        ("<si><t>\U00020bb7\u3000\u200e</t></si>", "\U00020bb7\u3000\u200e"),
    ],
)
def test_shared_strings(string: str, text: str) -> None:
    assert cell('<c r="A1" t="s"><v>0</v></c>', strings=string) == text


@pytest.mark.parametrize(
    ("number", "pattern", "value"),
    [
        ("45717", "14", dt.date(2025, 3, 1)),
        ("45717.75", "22", dt.datetime(2025, 3, 1, 18)),  # noqa: DTZ001 - as Excel: no time zone
        ("0.75", "20", dt.time(18, 0)),
        # Chinese Excel and WPS leave these built-in formats without a pattern.
        ("45717", "31", dt.date(2025, 3, 1)),
        ("45717", "57", dt.date(2025, 3, 1)),
        ("45717", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", dt.date(2025, 3, 1)),
        ("45717", "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;", dt.date(2025, 3, 1)),
        ("1.5", "46", 1.5),  # a duration, in days
        ("45717", "G/通用格式", 45717),
        ("45717", "0.00_);[Red]\\(0.00\\)", 45717),
        ("45717", "#,##0&quot;万元&quot;", 45717),
        ("45717", "49", "45717"),
        ("0.1", "@", "0.1"),
        ("123456789012", "49", "123456789012"),
        # 18 digits typed as a number are lost; a text format must not hide that.
        ("4.4E+17", "49", 4.4e17),
    ],
)
def test_number_formats(number: str, pattern: str, value: CellValue) -> None:
    found = cell(f'<c r="A1" s="1"><v>{number}</v></c>', formats=("0", pattern))
    assert found == value
    assert type(found) is type(value)


def test_text_format_of_a_marked_number() -> None:
    assert cell('<c r="A1" s="1" t="n"><v>7</v></c>', formats=("0", "49")) == "7"


@pytest.mark.parametrize(
    ("settings", "day"),
    [
        ("", dt.date(2025, 3, 1)),
        ('<workbookPr date1904="0"/>', dt.date(2025, 3, 1)),
        ('<workbookPr date1904="1"/>', dt.date(2029, 3, 2)),
        ('<workbookPr date1904="true"/>', dt.date(2029, 3, 2)),
    ],
)
def test_the_1904_calendar(settings: str, day: dt.date) -> None:
    inner = '<row r="1"><c r="A1" s="1"><v>45717</v></c></row>'
    read = read_workbook(pack(parts(inner, formats=("0", "14"), settings=settings)))
    assert read.sheets[0].cells[0, 0] == day
    assert read.date_1904 is (day.year == 2029)


def test_cells_come_in_reading_order() -> None:
    found = rows(
        '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><v>1</v></c></row>'
        '<row r="4"><c r="A4" s="1"><v>45717</v></c><c r="AA4" t="str"><v>x</v></c></row>',
        formats=("0", "14"),
    )
    assert list(found.cells.items()) == [
        ((1, 1), ErrorValue("#N/A")),
        ((1, 2), 1),
        ((3, 0), dt.date(2025, 3, 1)),
        ((3, 26), "x"),
    ]
