"""Build the added sheet: the findings as a table to read, filter, follow and print."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from schemas.findings import Level
from workbook.addresses import a1, column_letters
from workbook.annotate_marks import COLOURS, RETURNED
from workbook.annotate_xml import XML_SPACE, lines, spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.etree import _Element

    from workbook.annotate_marks import FindingRow
    from workbook.annotate_styles import Styles

NAME = RETURNED
ADVICE = "点“单元格”一列可跳到该处；该处已着色，把鼠标停在上面可看批注。"
NOTHING = "未发现问题。"
# The widths, in characters, give the long texts the room and fit A4 landscape.
COLUMNS = (
    ("级别", 9),
    ("工作表", 14),
    ("单元格", 11),
    ("项目", 19),
    ("填报值", 17),
    ("问题", 36),
    ("依据", 15),
    ("修改建议", 36),
)
CELL_COLUMN = 2
PADDING = 3  # characters of a column that hold no text
LINE_HEIGHT, ROW_LIMIT = 16.5, 409  # points
SHOWN_PLACES = 6  # of a problem that many cells have
HEADER_ROW = 2  # 0-based: the title and the summary stand above

FACE = '<name val="微软雅黑"/><family val="2"/><charset val="134"/>'
TITLE_FONT = f'<font><b/><sz val="16"/><color rgb="FF1F3864"/>{FACE}</font>'
SUMMARY_FONT = f'<font><sz val="10.5"/><color rgb="FF595959"/>{FACE}</font>'
HEADER_FONT = f'<font><b/><sz val="10.5"/><color rgb="FFFFFFFF"/>{FACE}</font>'
BODY_FONT = f'<font><sz val="10.5"/><color rgb="FF262626"/>{FACE}</font>'
LEVEL_FONT = f'<font><b/><sz val="10.5"/><color rgb="FF262626"/>{FACE}</font>'
LINK_FONT = f'<font><u/><sz val="10.5"/><color rgb="FF0563C1"/>{FACE}</font>'
HEADER_FILL = "FF1F3864"
LINES = "".join(
    f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)
BORDER = f"<border>{LINES}<diagonal/></border>"
MIDDLE = '<alignment vertical="center"/>'
CENTRED = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
WRAPPED = '<alignment horizontal="left" vertical="center" wrapText="1" indent="1"/>'

BEFORE_DATA = (
    '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<dimension ref="A1:{last}"/>'
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
    '<pane ySplit="{above}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A{first}" sqref="A{first}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="16.5"/>'
)
AFTER_LINKS = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
    '<ignoredErrors><ignoredError sqref="A{first}:{last}" numberStoredAsText="1"/></ignoredErrors>'
)

_FIRST_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?")


def free_name(taken: Collection[str]) -> str:
    """Return a name for the sheet that none of the workbook's sheets has, in any case."""
    lowered = {name.lower() for name in taken}
    others = (f"{NAME} ({number})" for number in range(2, len(lowered) + 3))
    return next(name for name in (NAME, *others) if name.lower() not in lowered)


def quoted(sheet: str) -> str:
    """Return a sheet name as formulas and links want it."""
    return "'{}'".format(sheet.replace("'", "''"))


def names_of(sheet: str, findings: int) -> dict[str, str]:
    """Return the defined names of the added sheet: what it repeats in print, what it filters."""
    names = {"_xlnm.Print_Titles": f"{quoted(sheet)}!${HEADER_ROW + 1}:${HEADER_ROW + 1}"}
    if findings:
        last = f"${column_letters(len(COLUMNS) - 1)}${HEADER_ROW + 1 + findings}"
        names["_xlnm._FilterDatabase"] = f"{quoted(sheet)}!$A${HEADER_ROW + 1}:{last}"
    return names


class FindingsSheet:
    """The XML of the added sheet, with formats from the workbook's own styles."""

    def __init__(self, uri: str, styles: Styles) -> None:
        """Take the spreadsheet namespace of the workbook and its styles."""
        style = styles.style
        self._uri = uri
        self._root = etree.fromstring(f'<worksheet xmlns="{uri}"/>')
        self._title = style(TITLE_FONT, MIDDLE, typed=True)
        self._summary = style(SUMMARY_FONT, MIDDLE)
        self._header = style(HEADER_FONT, CENTRED, fill=HEADER_FILL, border=BORDER)
        self._text = style(BODY_FONT, WRAPPED, border=BORDER, typed=True)
        self._cell = style(BODY_FONT, CENTRED, border=BORDER, typed=True)
        self._link = style(LINK_FONT, CENTRED, border=BORDER, typed=True)
        self._levels = {
            level: style(LEVEL_FONT, CENTRED, fill=colour, border=BORDER)
            for level, colour in COLOURS.items()
        }

    def build(
        self, title: str, findings: Sequence[FindingRow], sheets: Collection[str]
    ) -> _Element:
        """Return the worksheet; cells of `sheets`, the workbook's own, become links."""
        last = a1(HEADER_ROW + max(len(findings), 1), len(COLUMNS) - 1)
        first = HEADER_ROW + 2
        self._extend(BEFORE_DATA.format(last=last, above=HEADER_ROW + 1, first=first))
        self._extend(_columns())
        data = self._element(self._root, "sheetData")
        self._heading(data, title, findings)
        links = etree.Element(f"{{{self._uri}}}hyperlinks")
        for row, finding in enumerate(findings, HEADER_ROW + 1):
            target = _target(finding, sheets)
            self._finding(data, row, finding, linked=bool(target))
            if target:
                place = a1(row, CELL_COLUMN)
                self._element(links, "hyperlink", ref=place, location=target)
        if findings:
            self._extend(f'<autoFilter ref="A{HEADER_ROW + 1}:{last}"/>')
        else:
            self._row(data, HEADER_ROW + 1, 24, [(NOTHING, self._summary)])
        if len(links):
            self._root.append(links)
        self._extend(AFTER_LINKS.format(first=first, last=last))
        return self._root

    def _heading(self, data: _Element, title: str, findings: Sequence[FindingRow]) -> None:
        self._row(data, 0, 32, [(title, self._title)])
        self._row(data, 1, 21, [(_summary(findings), self._summary)])
        self._row(data, HEADER_ROW, 24, [(name, self._header) for name, _ in COLUMNS])

    def _finding(self, data: _Element, row: int, finding: FindingRow, *, linked: bool) -> None:
        cells = [
            (finding.level.word, self._levels[finding.level]),
            (finding.sheet, self._text),
            (_places(finding.cell or ""), self._link if linked else self._cell),
            (finding.label, self._text),
            (finding.given, self._text),
            (finding.problem, self._text),
            (finding.article, self._text),
            (finding.remedy, self._text),
        ]
        # Given here, since not every program fits the rows of a new sheet when it opens it.
        needed = max(
            lines(text, width - PADDING)
            for (text, _), (_, width) in zip(cells, COLUMNS, strict=True)
        )
        self._row(data, row, min(needed * LINE_HEIGHT + 6, ROW_LIMIT), cells)

    def _row(
        self, data: _Element, row: int, height: float, cells: Sequence[tuple[str, int]]
    ) -> None:
        """Append a row of texts: inline strings, so that none can be taken for a formula."""
        owner = self._element(data, "row", r=str(row + 1), ht=f"{height:g}", customHeight="1")
        for column, (text, style) in enumerate(cells):
            cell = self._element(owner, "c", r=a1(row, column), s=str(style))
            if text:
                cell.set("t", "inlineStr")
                words = self._element(self._element(cell, "is"), "t")
                words.text = spoken(text)
                words.set(XML_SPACE, "preserve")

    def _element(self, parent: _Element, name: str, **attributes: str) -> _Element:
        return etree.SubElement(parent, f"{{{self._uri}}}{name}", attributes)

    def _extend(self, xml: str) -> None:
        self._root.extend(list(etree.fromstring(f'<root xmlns="{self._uri}">{xml}</root>')))


def _columns() -> str:
    numbered = enumerate(COLUMNS, 1)
    columns = (f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, (_, w) in numbered)
    return f"<cols>{''.join(columns)}</cols>"


def _summary(findings: Sequence[FindingRow]) -> str:
    counts = Counter(finding.level for finding in findings)
    listed = "，".join(f"{level.word} {counts[level]}" for level in Level if counts[level])
    return f"共 {len(findings)} 条：{listed}。{ADVICE}" if findings else ""


def _places(cell: str) -> str:
    """Return the cells of a finding, with places to break the line, the rest as a number."""
    listed = cell.split("、")
    shown = "、 ".join(listed[:SHOWN_PLACES])
    return shown if len(listed) <= SHOWN_PLACES else f"{shown} 等 {len(listed)} 处"


def _target(finding: FindingRow, sheets: Collection[str]) -> str:
    """Return where the link of a finding goes; empty if there is no such place."""
    found = _FIRST_REFERENCE.match(finding.cell or "")
    return f"{quoted(finding.sheet)}!{found[0]}" if found and finding.sheet in sheets else ""
