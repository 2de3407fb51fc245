"""An open workbook is read as its file is.

1. Every kind of value, as Excel, the VBA module and the office.js client hand it over: dates are
   dates, text that looks like one stays text, errors are errors, long figures in text stay text.
2. Every sample reads the same open as from its file, but for what values alone cannot show.
3. Names are found whatever the sheets are called; names of one sheet, lost ones and others are not.
4. What one workbook holds never shows in another.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import xlwings as xw
from excel_clients import CLIENTS, OFFICE_JS, TEXT, VBA, Held, Sheet
from open_books import OpenBook

from macros.cell_values import Source, cell_value
from macros.open_book import read_open_book
from workbook.raw import ErrorValue, NamedRange
from workbook.reading import read_workbook
from workbook.samples import samples

UTC = dt.UTC
ANY = tuple(Source)
SENT = (Source.VBA, Source.OFFICE_JS)
LAST_ROW = 1_048_576

VALUES: tuple[tuple[tuple[Source, ...], object, object], ...] = (
    (ANY, None, None),
    (ANY, "", None),
    (ANY, " ", " "),
    (ANY, True, True),
    (ANY, False, False),
    (ANY, 1.0, 1),
    (ANY, 860.5, 860.5),
    (ANY, -3, -3),
    (ANY, 1e15, 1e15),
    (ANY, float("inf"), ErrorValue("#NUM!")),
    (ANY, "3600㎡", "3600㎡"),
    (ANY, "2025-03-01", "2025-03-01"),
    (ANY, "2025-03-01 10:00:00", "2025-03-01 10:00:00"),
    (ANY, "2025-03-01T00:00:00", "2025-03-01T00:00:00"),
    (ANY, "#REF!", ErrorValue("#REF!")),
    (ANY, "#SPILL!", ErrorValue("#SPILL!")),
    (ANY, "#1楼", "#1楼"),
    (SENT, "2025-03-01T00:00:00.000Z", dt.date(2025, 3, 1)),
    (SENT, "2025-03-01T08:30:00.000Z", dt.datetime(2025, 3, 1, 8, 30)),  # noqa: DTZ001
    (SENT, "1899-12-30T12:00:00.000Z", dt.time(12)),
    (SENT, "2025-02-30T00:00:00.000Z", "2025-02-30T00:00:00.000Z"),
    # VBA-JSON takes the quotes off text of figures; a number it writes with an exponent.
    ((Source.VBA,), 911234567890123456, "911234567890123456"),
    ((Source.VBA,), 9.11234567890123e17, 9.11234567890123e17),
    ((Source.OFFICE_JS,), 911234567890123500, 911234567890123500.0),
    # Excel itself: errors are whole numbers, numbers are floats, money is Decimal, dates have UTC.
    ((Source.EXCEL,), -2146826281, ErrorValue("#DIV/0!")),
    ((Source.EXCEL,), -2146826246, ErrorValue("#N/A")),
    ((Source.EXCEL,), -2146826243, ErrorValue("#SPILL!")),
    ((Source.EXCEL,), -2146826281.0, -2146826281),
    ((Source.EXCEL,), Decimal("290.5"), 290.5),
    ((Source.EXCEL,), dt.datetime(2025, 3, 1, tzinfo=UTC), dt.date(2025, 3, 1)),
    ((Source.EXCEL,), dt.datetime(2025, 3, 1, 8, tzinfo=UTC), dt.datetime(2025, 3, 1, 8)),  # noqa: DTZ001
    ((Source.EXCEL,), dt.datetime(1899, 12, 30, 6, tzinfo=UTC), dt.time(6)),
)


@pytest.mark.parametrize(
    ("source", "given", "meant"),
    [(source, given, meant) for sources, given, meant in VALUES for source in sources],
)
def test_each_kind_of_value(source: Source, given: object, meant: object) -> None:
    found = cell_value(given, source)
    assert (type(found), found) == (type(meant), meant)


# -- whole workbooks ------------------------------------------------------------------------------

# What the sample of dirty data holds that values alone do not tell: a number in a cell that is in
# text format. The entry in the last row of all is left out here: no client could send it.
NOT_TOLD = {("dirty", "园区信息", (13, 2)): ("4533926018", 4533926018)}


@pytest.mark.parametrize("key", sorted(samples()))
def test_a_sample_reads_as_its_file(key: str) -> None:
    data = samples()[key].workbook()
    file, book = read_workbook(data), OpenBook.of(data)
    for sheet in book.sheets.values():
        sheet.values = {at: value for at, value in sheet.values.items() if at[0] < LAST_ROW}
    for client in CLIENTS:
        opened = read_open_book(book.sent(client))
        assert opened.names == file.names
        assert not opened.formulas_known
        assert [sheet.name for sheet in opened.sheets] == [sheet.name for sheet in file.sheets]
        for one, other in zip(file.sheets, opened.sheets, strict=True):
            assert one.pictures == other.pictures
            cells = {at: value for at, value in one.cells.items() if at[0] < LAST_ROW - 1}
            differing = {
                (key, one.name, at): (cells.get(at), other.cells.get(at))
                for at in cells.keys() | other.cells.keys()
                if repr(cells.get(at)) != repr(other.cells.get(at))
            }
            assert differing == {
                at: pair for at, pair in NOT_TOLD.items() if at[:2] == (key, one.name)
            }


def small(values: dict[tuple[int, int], Held], title: str = "表") -> OpenBook:
    return OpenBook({title: Sheet(values)}, {})


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("title", ["园区信息", "it's 场地 (1)", "A!B", "2026", "a'b'"])
def test_a_sheet_may_have_any_name(client: str, title: str) -> None:
    book = small({(2, 3): "宁安"}, title)
    book.names["park_name"] = (title, "$C$2:$C$9")
    assert read_open_book(book.sent(client)).names == {"park_name": NamedRange(title, 1, 2, 8, 2)}


def test_names_that_mean_no_cells_are_no_names() -> None:
    book = small({(1, 1): 1}).sent(OFFICE_JS)
    one = {"scope_sheet_name": None, "scope_sheet_index": None, "book_scope": True, "type": "Error"}
    none = {"sheet_index": None, "address": None}
    local = {"scope_sheet_name": "表", "scope_sheet_index": 0, "book_scope": False}
    book.api["names"] += [
        {**one, **none, "name": "lost", "refers_to": "=表!#REF!"},
        {**one, **none, "name": "gone", "refers_to": "='没有的表'!$A$1"},
        {**one, **none, "name": "rate", "refers_to": "=0.17"},
        {**one, **none, "name": "two", "refers_to": "=表!$A$1,表!$C$1"},
        {**one, **local, "name": "own", "sheet_index": 0, "address": "A1", "refers_to": "=表!$A$1"},
        {**one, "name": "cell", "sheet_index": 0, "address": "B2", "refers_to": "=表!$B$2"},
    ]
    found = read_open_book(book)
    assert found.names == {"cell": NamedRange("表", 1, 1, 1, 1)}
    assert set(found.broken_names) == {"lost", "gone"}


def test_an_empty_sheet_holds_nothing() -> None:
    for client in CLIENTS:
        assert read_open_book(small({}).sent(client)).sheets[0].cells == {}


def test_true_is_not_one_though_another_workbook_had_one_there() -> None:
    def cells(value: Held) -> list[object]:
        (sheet,) = read_open_book(small({(1, 1): value}).sent(VBA)).sheets
        return list(sheet.cells.values())

    assert [repr(cells(value)) for value in (1, True, 0, False)] == [
        "[1]",
        "[True]",
        "[0]",
        "[False]",
    ]


def test_figures_in_text_keep_every_figure() -> None:
    book = small({})
    book.type_in("表", "A1", "911234567890123456", TEXT)
    for client in CLIENTS:
        assert read_open_book(book.sent(client)).sheets[0].cells == {(0, 0): "911234567890123456"}


@pytest.mark.parametrize("key", ["multi-site-pass", "incomplete"])
def test_a_workbook_reads_the_same_range_by_range(key: str, tmp_path: Path) -> None:
    """Read as on the desktop, where ranges are asked for, by xlwings' own reader of files."""
    path = tmp_path / "申报.xlsx"
    path.write_bytes(samples()[key].workbook())
    file = read_workbook(path)
    with xw.Book(path, mode="r") as book:
        found = read_open_book(book)
    assert found.names.items() >= file.names.items()
    for one, other in zip(file.sheets, found.sheets, strict=True):
        assert one.pictures == other.pictures
        cells = {at: value for at, value in one.cells.items() if at[0] < LAST_ROW - 1}
        differing = {
            (key, one.name, at): (cells.get(at), other.cells.get(at))
            for at in cells.keys() | other.cells.keys()
            if repr(cells.get(at)) != repr(other.cells.get(at))
        }
        assert differing == {at: p for at, p in NOT_TOLD.items() if at[:2] == (key, one.name)}
