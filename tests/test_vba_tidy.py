"""What VBA alone offers to tidy means the same to the review, and a mail link is what it says.

1. A mended entry reads the same as the given one, for every kind of field, or it is not offered.
2. What is certain is offered; what is not, is left to people.
3. A mailto link holds UTF-8 in percent signs, whole characters only, and is short enough.
4. The copy for the mail is a file of this computer, where the workbook lies on the web, too.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from urllib.parse import parse_qs, quote, unquote

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._objects import VBAObject, method
from test_faces import LAW

from macros.project import our_modules
from schemas.field_reader import read_field
from schemas.published import CHECKED

FIELDS = {
    "code": CHECKED["CODE"],
    "phone": CHECKED["PHONE"],
    "number": CHECKED["AMOUNT"],
    "date": CHECKED["DATE"],
}
BODIES = [
    "91231000MA1ABCDE0X",
    "９１２３１０００ＭＡ１ＡＢＣＤＥ０Ｘ",
    "9123 1000 MA1A BCDE 0X",
    "0453-1234567",
    "０４５３－１２３４５６７",
    "（０４５３）１２３４５６７",
    "13800000000",
    "１３８　００００　００００",
    "400-820-8820",
    "3000",
    "３０００．５",
    "-12",
    "－１２",
    "3，000",
    "3,000.00",
    "3000万元",
    "约3000",
    "１２％",
    "0012",
    "1e5",
    "123456789012345678",
    ".5",
    "5.",
    "1.2.3",
    "2025-3-1",
    "2025-03-01",
    "2025/3/1",
    "2025.3.1",
    "2025年3月1日",
    "２０２５年３月１日",
    "2025年3月",
    "2025-3/1",
    "2025-02-29",
    "2024-02-29",
    "25-3-1",
    "1899-12-31",
    "3/1/2025",
    "20250301",
    "2025 - 3 - 1",
    "至今",
    "无",
    "-",
    "=1+1",
    "😀",
]
AROUND = ["{}", "　{} ", "\u200b{}", "\ufeff{}\u00a0", "\n{}\t", "\u202a{}\u202c", "{}\u2060"]


@pytest.fixture(scope="module")
def app() -> ExcelApplication:
    made = ExcelApplication()
    made.add_workbook()
    for module in our_modules():
        if module.name in {"HrparkCells", "HrparkTidy", "HrparkPost"}:
            made.add_module(module.source, name=module.name)
    return made


def mended(app: ExcelApplication, given: str, kind: str) -> str:
    return str(app.run("HrparkTidy.HrparkMend", given, kind))


def entered(kind: str, text: str) -> str | float | date:
    """Give what the button writes into the cell."""
    if kind == "number":
        return float(text)
    return date.fromisoformat(text) if kind == "date" else text


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_offered_reads_the_same(app: ExcelApplication, kind: str) -> None:
    offered = 0
    for body, around in product(BODIES, AROUND):
        given = around.format(body)
        text = mended(app, given, kind)
        if not text:
            continue
        offered += 1
        before = read_field(FIELDS[kind], given, LAW)
        after = read_field(FIELDS[kind], entered(kind, text), LAW)
        assert after.value == before.value, (given, text)
        assert after.problem == before.problem, (given, text)
    assert offered > 15


@pytest.mark.parametrize(
    ("kind", "given", "wanted"),
    [
        ("code", "９１２３１０００ＭＡ１ＡＢＣＤＥ０Ｘ", "91231000MA1ABCDE0X"),
        ("code", " 91231000MA1ABCDE0X\u200b", "91231000MA1ABCDE0X"),
        ("code", "91231000MA1ABCDE0X", ""),
        ("phone", "（０４５３）１２３４５６７", "(0453)1234567"),
        ("number", "３０００．５", "3000.5"),
        ("number", "3000", "3000"),  # a number in words becomes one
        ("number", "3,000", ""),
        ("number", "约3000", ""),
        ("number", "1234567890123456", ""),  # more figures than a cell keeps
        ("date", "２０２５．３．１", "2025-03-01"),
        ("date", "2025年12月31日", "2025-12-31"),
        ("date", "2025年12月", ""),
        ("date", "2025-02-29", ""),
        ("date", "2025-13-01", ""),
        ("date", "3-1-2025", ""),
        ("text", "　甲　", ""),
    ],
)
def test_the_certain_alone_is_offered(
    app: ExcelApplication, kind: str, given: str, wanted: str
) -> None:
    assert mended(app, given, kind) == wanted


def test_an_only_invisible_entry_is_left(app: ExcelApplication) -> None:
    assert [mended(app, "　\u200b", kind) for kind in FIELDS] == ["", "", "", ""]


@pytest.mark.parametrize("text", ["甲 & 乙?=#%", "a-z_0.9~", "😀𠮷", "é€\r\n", "+@,;/"])
def test_percent_signs_are_those_of_utf_8(app: ExcelApplication, text: str) -> None:
    assert app.run("HrparkPost.HrparkPercent", text, 2000) == quote(text, safe="")


def test_half_a_character_is_never_written(app: ExcelApplication) -> None:
    for room in range(40):
        written = str(app.run("HrparkPost.HrparkPercent", "甲😀乙é", room))
        assert len(written) <= room
        assert "甲😀乙é".startswith(unquote(written, errors="strict"))


def test_a_mail_link_says_whom_what_and_how(app: ExcelApplication) -> None:
    body = "市局：\n　　附件：C:\\申报\\a.xlsm"
    link = str(app.run("HrparkPost.HrparkMailLink", "a@b.cn,c@d.cn", "认定申报：甲园区", body))
    assert link.startswith("mailto:a@b.cn,c@d.cn?subject=%E8%AE%A4")
    said = parse_qs(link.partition("?")[2])
    assert said == {"subject": ["认定申报：甲园区"], "body": [body.replace("\n", "\r\n")]}


def test_a_long_mail_is_cut_at_its_end(app: ExcelApplication) -> None:
    link = str(app.run("HrparkPost.HrparkMailLink", "", "题" * 20, "文" * 3000))
    assert 1980 < len(link) <= 2000
    said = parse_qs(link.partition("?")[2])
    assert said["subject"] == ["题" * 20]
    assert set(said["body"][0]) == {"文"}


class Shell(VBAObject):
    vba_type_name = "WshShell"

    @method
    def SpecialFolders(self, name: object) -> object:  # noqa: N802 - as Windows calls it
        return {"MyDocuments": "C:\\Users\\王立新\\Documents"}[str(name)]


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("D:\\申报", "D:\\申报"),
        ("\\\\server\\申报", "\\\\server\\申报"),
        ("/Users/王立新/申报", "/Users/王立新/申报"),
        ("https://d.docs.live.net/0a1b2c/文档", "C:\\Users\\王立新\\Documents"),
        ("https://x-my.sharepoint.com/personal/y/Documents", "C:\\Users\\王立新\\Documents"),
    ],
)
def test_the_copy_is_a_file_of_this_computer(
    app: ExcelApplication, monkeypatch: pytest.MonkeyPatch, place: str, wanted: str
) -> None:
    monkeypatch.setattr(app.interpreter.host, "create", lambda _: Shell())
    assert app.run("HrparkPost.HrparkMailFolder", place) == wanted
