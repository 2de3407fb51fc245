"""Sheets whose markup or whose used area is unusual are read all the same."""

from __future__ import annotations

import pytest
from hostile import (
    LAST_CELL,
    MAIN,
    SHEET,
    pack,
    parts,
    sheet,
)
from small import BODY, BODY_CELLS, at, only, rows

from workbook.errors import (
    DamagedError,
    HostileError,
    TooLargeError,
)
from workbook.raw import (
    ErrorValue,
    Range,
    RawSheet,
)

PLAIN = (
    '<row r="1" hidden="1"><c r="A1" s="1"><v>7</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
    '<row r="2"><c r="A2" t="str"><f t="shared" ref="A2:A3" si="1">B2&amp;"甲"</f>'
    "<v>甲</v></c></row>"
    '<row r="3"><c r="A3"><f t="shared" si="1"/></c>'
    '<c r="B3" t="inlineStr"><is><t> 乙</t></is></c></row>'
)
READ = RawSheet(
    "表1",
    cells={(0, 0): "7", (0, 1): ErrorValue("#N/A"), (1, 0): "甲", (2, 1): "乙"},
    formulas={(1, 0): '=B2&"甲"', (2, 0): '=B3&"甲"'},
    uncached=frozenset({(2, 0)}),
    hidden_rows=frozenset({0}),
)
MERGES = f'<mergeCells xmlns="{MAIN}"><mergeCell ref="A1:B1"/></mergeCells>'


@pytest.mark.parametrize(
    "inner",
    [
        PLAIN,
        PLAIN.replace('"', "'").replace("'甲'", '"甲"'),
        PLAIN.replace("<row", "\n  <row").replace("<c ", "\n    <c ").replace("<v", "\n<v"),
        PLAIN.replace('<c r="A1" s="1">', '<c s="1" r="A1">'),
        PLAIN.replace('<c r="A1" s="1">', '<c   r = "A1"  s = "1" >'),
        PLAIN.replace('<row r="1"', "<!-- <c r='Z9'><v>1</v></c> --><row r=\"1\""),
        PLAIN.replace("<v>甲</v>", "<v><![CDATA[甲]]></v>"),
        PLAIN.replace(' r="A2"', "").replace(' r="B1"', "").replace('<row r="2">', "<row>"),
        PLAIN.replace("A3", "a3").replace("B3", "b3"),
        "".join(f"<row{row}" for row in reversed(PLAIN.split("<row")[1:])),
    ],
    ids=[
        "plain",
        "quotes",
        "space",
        "order",
        "blanks",
        "comment",
        "cdata",
        "numbers",
        "case",
        "rows",
    ],
)
def test_any_markup_reads_the_same(inner: str) -> None:
    data = pack(parts("", formats=("0", "49")) | {SHEET: sheet(inner)})
    assert only(data) == READ


def test_prefixed_markup_reads_the_same() -> None:
    tags = ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "mergeCells", "mergeCell")
    inner = sheet(PLAIN, after=MERGES.replace(f' xmlns="{MAIN}"', ""))
    for tag in tags:
        for mark in (" ", ">", "/"):
            inner = inner.replace(f"<{tag}{mark}", f"<x:{tag}{mark}")
        inner = inner.replace(f"</{tag}>", f"</x:{tag}>")
    inner = inner.replace("xmlns=", "xmlns:x=")
    found = only(pack(parts("", formats=("0", "49")) | {SHEET: inner}))
    assert found.cells == READ.cells
    assert found.formulas == READ.formulas
    assert found.merged == (Range(0, 0, 0, 1),)


@pytest.mark.parametrize("rows_", ["<sheetData/>", "<sheetData></sheetData>", ""])
def test_an_empty_sheet(rows_: str) -> None:
    inner = sheet("").replace("<sheetData></sheetData>", rows_)
    assert only(pack(parts("") | {SHEET: inner})) == RawSheet("表1")


@pytest.mark.parametrize(
    "dimension", ["A1:A1", "A1", f"A1:{LAST_CELL}", "A0:B0", "", "Z9:A1", "园"]
)
def test_a_dimension_may_say_anything(dimension: str) -> None:
    data = sheet(PLAIN, before=f'<dimension ref="{dimension}"/>')
    assert only(pack(parts("", formats=("0", "49")) | {SHEET: data})) == READ


@pytest.mark.parametrize(
    ("address", "stray"),
    [("A1048576", (1_048_575, 0)), (LAST_CELL, (1_048_575, 16_383)), ("C20000", (19_999, 2))],
)
def test_a_stray_is_reported_and_the_rest_is_read(address: str, stray: tuple[int, int]) -> None:
    found = rows(BODY + at(address))
    assert found.cells == BODY_CELLS
    assert found.strays == (stray,)


def test_a_stray_column() -> None:
    found = rows(
        BODY.replace('<c r="B1">', '<c r="B1">', 1) + '<row r="31"><c r="XFD31"><v>1</v></c></row>'
    )
    assert found.cells == BODY_CELLS
    assert found.strays == ((30, 16_383),)


@pytest.mark.parametrize("address", ["B9999", "BAA31", "B10030"])
def test_what_is_not_so_far_is_read(address: str) -> None:
    found = rows(BODY + at(address))
    assert len(found.cells) == 31
    assert found.strays == ()


def test_a_styled_blank_far_away_is_no_stray() -> None:
    found = rows(BODY + f'<row r="1048576"><c r="{LAST_CELL}" s="0"/></row>')
    assert found.cells == BODY_CELLS
    assert found.strays == ()


def test_many_far_cells_are_data() -> None:
    far = "".join(at(f"A{number}") for number in range(500_001, 500_151))
    found = rows(BODY + far)
    assert len(found.cells) == 180
    assert found.strays == ()


def test_data_all_over_the_grid_is_too_large() -> None:
    far = "".join(
        f'<row r="{900_000 + number}"><c r="XFA{900_000 + number}"><v>1</v></c></row>'
        for number in range(101)
    )
    with pytest.raises(TooLargeError, match="散布"):
        rows(BODY + far)


@pytest.mark.parametrize("address", ["XFE1", "A1048577", "ZZZ9999999"])
def test_a_cell_outside_the_grid(address: str) -> None:
    with pytest.raises(HostileError, match="超出"):
        rows(BODY + at(address))


@pytest.mark.parametrize(
    "inner",
    [
        '<row r="1"><c r="A1" t="n"><v>甲</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="A1" t="?"><v>5</v></c></row>',
        '<row r="1"><c r="A1:B2"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>5</c></row>',
        '<row r="1"><c r="A1"><v>5</v>',
    ],
)
def test_cells_that_make_no_sense(inner: str) -> None:
    with pytest.raises(DamagedError):
        rows(inner)


def test_too_many_cells() -> None:
    line = "".join(f'<c r="{letter}{{0}}"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    inner = "".join(
        f'<row r="{number}">{line.format(number)}</row>' for number in range(1, 100_002)
    )
    with pytest.raises(TooLargeError, match="单元格"):
        rows(inner)
