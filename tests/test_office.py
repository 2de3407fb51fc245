"""LibreOffice as the second calculator.

1. It calculates what the formulas say, whatever result the file claims.
2. What is typed is what is read: text, numbers, dates, blanks, errors, by name and by place.
3. It types only where people can; the file that was opened stays as it was.
4. It saves with cached results and draws every visible sheet.
5. A crash or a hang costs one call; nothing stays behind at the end.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from office import Area, CellError, ErrorValue, Office, OfficeError
from office_process import sockets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from office import Document

# Eighteen digits, the first sixteen alike: as numbers they would be one and the same.
CODES = ("911000000000000001", "911000000000000002", "911000000000000001")

FORMULAS = (
    # Half up, on the decimal people see, not on the binary below it.
    ("ROUND(7.45,1)", 7.5),
    ("ROUND(2.675,2)", 2.68),
    ("ROUND(0.15,1)", 0.2),
    ("ROUND(1.005,2)", 1.01),
    ("ROUND(-2.5,0)", -3),
    ("ROUND(59.95,1)", 60),
    ("ROUND(89.95,1)", 90),
    ("300.00>300", 0),
    ("300.01>300", 1),
    ('IF(Z1="","待填写","有")', "待填写"),
    ("Z1=0", 1),  # a blank is 0 to a formula: the reason why ours ask for "" first
    ("IFERROR(UNKNOWN_UDF(1),5)", 5),
    # Text of digits only is compared as text here; Excel's COUNTIF sees fifteen digits.
    ("COUNTIF(A1:A3,A1)", 2),
    ("COUNTIFS(A1:A3,A2)", 1),
    ('COUNTIF(A1:A3,A1&"*")', 2),
    ("SUMPRODUCT(--(A1:A3=A2))", 1),
    ("MATCH(A2,A1:A3,0)", 2),
    ('COUNTIF(A1:A3,"911000000000000004")', 0),
    ("LEN(A1)", 18),
    # A star in a name is a wildcard unless a tilde stands before it.
    ('COUNTIF(B1:B3,"甲*乙")', 2),
    ('COUNTIF(B1:B3,"甲~*乙")', 1),
    ('MATCH("甲~*乙",B1:B3,0)', 2),
    ('TEXT(46023,"yyyy年m月d日")', "2026年1月1日"),
)


@pytest.fixture(scope="module")
def workbook(tmp: Path) -> Path:
    path = tmp / "算一算.xlsx"
    with xlsxwriter.Workbook(path) as book:
        text = book.add_format({"num_format": "@"})
        free = book.add_format({"locked": False})
        sums = book.add_worksheet("公式")
        for row, code in enumerate(CODES):
            sums.write_string(row, 0, code, text)
        for row, name in enumerate(("甲和乙", "甲*乙", "丙")):
            sums.write_string(row, 1, name)
        for row, (formula, _) in enumerate(FORMULAS):
            sums.write_formula(row, 3, f"={formula}", value="没有算过")
        inputs = book.add_worksheet("填写")
        inputs.write_row(0, 0, (3, 4))
        inputs.write_formula(1, 0, "=A1+B1", value=99)
        inputs.write_formula(1, 1, "=ISBLANK(A1)")
        inputs.write_formula(1, 2, "=ISTEXT(A1)")
        book.define_name("合计", "='填写'!$A$2")
        book.define_name("两数", "='填写'!$A$1:$B$1")
        book.define_name("三成", "=0.3")
        locked = book.add_worksheet("保护")
        locked.write_row(0, 0, ("标签", 1))
        locked.write_number(1, 0, 2, free)
        locked.protect()
        wrong = book.add_worksheet("出错")
        wrong.write_formula(0, 0, "=1/0")
        wrong.write_formula(2, 1, "=NO_SUCH_FUNCTION(1)")
        wrong.write_formula(3, 1, '=MATCH("无",A3:A9,0)')
        wrong.hide()
        pages = book.add_worksheet("两页")
        pages.write(0, 0, "第一页")
        pages.write(60, 0, "第二页")
        pages.set_h_pagebreaks([30])
    return path


@pytest.fixture
def document(office: Office, workbook: Path) -> Iterator[Document]:
    with office.open(workbook) as opened:
        yield opened


def test_formulas_are_calculated_whatever_the_file_claims(document: Document) -> None:
    answers = [row[0] for row in document.get_block("公式", 0, 3, len(FORMULAS) - 1, 3)]
    expected = dict(FORMULAS)
    assert dict(zip(expected, answers, strict=True)) == expected
    assert document.get("合计") == 7


def test_numbers_dates_text_and_blanks_are_typed_as_they_are(document: Document) -> None:
    first = ("填写", 0, 0)
    document.set(first, 10)
    assert document.get("合计") == 14
    document.set(first, None)
    assert (document.get(first), document.get("合计")) == ("", 4)
    assert document.get_block("填写", 1, 1, 1, 2) == [[1, 0]]
    for text in ("10", "=1+1", "＝", "-", "１２"):
        document.set(first, text)
        assert document.get(first) == text
        assert document.get_block("填写", 1, 1, 1, 2) == [[0, 1]]
    document.set(first, date(2026, 1, 1))
    assert document.get(first) == 46023
    document.set(first, datetime(2026, 1, 1, 18))  # noqa: DTZ001 - a cell has no time zone
    assert document.get(first) == 46023.75


def test_blocks_are_pasted_and_read_by_place_and_by_name(document: Document) -> None:
    assert document.area("两数") == Area("填写", 0, 0, 0, 1)
    document.set_block("填写", 0, 0, [[1.25, None], [None, "乙"]])
    assert document.get_block("填写", 0, 0, 1, 1) == [[1.25, ""], ["", "乙"]]
    document.set("两数", 8)
    assert document.get_block(*document.area("两数")) == [[8, ""]]
    assert document.get("两数") == 8


def test_recalculating_leaves_the_same_answers(document: Document) -> None:
    document.set("两数", 0.1)
    document.recalculate()
    assert document.get("合计") == pytest.approx(4.1)


def test_every_failed_formula_is_listed_on_hidden_sheets_too(document: Document) -> None:
    assert document.errors() == [
        CellError("出错", "A1", "#DIV/0!"),
        CellError("出错", "B3", "#NAME?"),
        CellError("出错", "B4", "#N/A"),
    ]
    assert document.get(("出错", 0, 0)) == ErrorValue("#DIV/0!")


def test_locked_cells_take_nothing(document: Document) -> None:
    document.set(("保护", 1, 0), 5)
    assert document.get(("保护", 1, 0)) == 5
    with pytest.raises(OfficeError, match="locked"):
        document.set(("保护", 0, 1), 5)
    for row in (0, 1):  # a rectangle half locked, from either end
        with pytest.raises(OfficeError, match="locked"):
            document.set_block("保护", row, 0, [[1], [1]])
    assert document.get_block("保护", 0, 0, 2, 1) == [["标签", 1], [5, ""], ["", ""]]


@pytest.mark.parametrize("place", ["没有的名字", "三成", ("没有的表", 0, 0)])
def test_what_is_not_there_is_named(document: Document, place: str | tuple[str, int, int]) -> None:
    name = place if isinstance(place, str) else place[0]
    with pytest.raises(OfficeError, match=name):
        document.get(place)


def test_the_opened_file_and_its_folder_stay_as_they_were(office: Office, workbook: Path) -> None:
    before, beside = workbook.read_bytes(), sorted(workbook.parent.iterdir())
    with office.open(workbook) as document:
        document.set("两数", 5)
        assert sorted(workbook.parent.iterdir()) == beside
    assert workbook.read_bytes() == before


def test_a_saved_copy_keeps_typed_values_and_cached_results(
    document: Document, tmp_path: Path
) -> None:
    document.set_block("填写", 0, 0, [[20, 22]])
    copy = tmp_path / "另存.xlsx"
    document.save_xlsx(copy)
    saved = openpyxl.load_workbook(copy, data_only=True)
    assert [cell.value for cell in saved["填写"]["A"]] == [20, 42]
    assert saved["公式"]["A1"].value == CODES[0]
    assert openpyxl.load_workbook(copy)["填写"]["A2"].value == "=A1+B1"


def test_every_visible_sheet_is_drawn_page_by_page(
    office: Office, workbook: Path, tmp_path: Path
) -> None:
    pictures = office.render(workbook, tmp_path / "页面", dpi=40)
    assert [picture.name for picture in pictures] == [
        "01-公式-1.png",
        "02-填写-1.png",
        "03-保护-1.png",
        "04-两页-1.png",
        "04-两页-2.png",
    ]
    assert sorted((tmp_path / "页面").iterdir()) == sorted(pictures)
    for picture in pictures:
        head = picture.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(head[16:20]) > 300  # pixels across


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", "只是文字".encode()])
def test_what_is_no_workbook_is_refused(office: Office, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(OfficeError, match=r"坏\.xlsx"):
        office.open(path)


def test_a_crash_costs_one_call(workbook: Path) -> None:
    with Office() as office:
        document = office.open(workbook)
        first = office.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with pytest.raises(OfficeError, match="recalculating"):
            document.recalculate()
        document.close()
        with office.open(workbook) as again:
            assert again.get("合计") == 7
        assert office.pid not in {None, first}


def test_a_hang_is_ended(workbook: Path) -> None:
    with Office() as office:
        document = office.open(workbook)
        stuck, office.seconds = office.pid, 1.0
        assert stuck is not None
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(OfficeError, match="took over 1 s"):
            document.recalculate()
        office.seconds = 60.0
        with office.open(workbook) as again:
            assert again.get("合计") == 7


def test_two_run_side_by_side_and_leave_nothing(workbook: Path) -> None:
    with Office() as one, Office() as other:
        with one.open(workbook) as left, other.open(workbook) as right:
            left.set("两数", 1)
            assert (left.get("合计"), right.get("合计")) == (5, 7)
        processes = {one.pid, other.pid}
        homes = [one.home, other.home]
        assert len(processes) == 2
    assert (one.pid, other.pid) == (None, None)
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)
    assert not any(home is None or home.exists() for home in homes)


def test_it_ends_with_tests_that_are_killed(workbook: Path, tmp_path: Path) -> None:
    script = (
        "import os, sys, time; from pathlib import Path; from office import Office\n"
        "office = Office(); office.open(Path(sys.argv[1])); print(office.pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, workbook],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as tests:
        assert tests.stdout is not None
        child = int(tests.stdout.readline())
        litter = sockets_of(child)
        tests.kill()
    deadline = time.monotonic() + 10
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(child)
    for socket in litter:
        socket.unlink()


def _runs(pid: int) -> bool:
    """Tell a running process from one that ended, reaped by now or not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
