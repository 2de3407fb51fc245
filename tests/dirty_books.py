"""Change a workbook as a whole: its sheets, names, calendar and links; see tests/dirty.py."""

from __future__ import annotations

import re
from io import BytesIO

import xlsxwriter
from dirty import (
    BOOK,
    MAIN,
    OFFICE,
    STYLES,
    Change,
    Parts,
    cell_at,
    error,
    text,
    together,
)
from lxml import etree
from small import PIXEL

_DAYS_TO_1904 = 1462
_FORMULAS = ("f", "formula", "formula1", "formula2")


def renamed_sheet(old: str, new: str) -> Change:
    """Rename a sheet; formulas and names follow, as in a spreadsheet program."""

    def apply(parts: Parts) -> None:
        before = re.compile(rf"(?<![\w'])(?:'{re.escape(old)}'|{re.escape(old)})!")
        quoted = "'" + new.replace("'", "''") + "'!"
        for title in parts.sheet_names():
            for tag in _FORMULAS:
                for found in parts.sheet(title).iter(f"{{{MAIN}}}{tag}"):
                    found.text = before.sub(quoted, found.text or "")
        for name in parts.tree(BOOK).iter(f"{{{MAIN}}}definedName"):
            name.text = before.sub(quoted, name.text or "")
        parts.element_of(old).set("name", new)

    return Change(apply)


def sheets_first(*titles: str) -> Change:
    """Put these sheets first; names that belong to a sheet follow it."""

    def apply(parts: Parts) -> None:
        before = parts.sheet_names()
        sheets = parts.element_of(before[0]).getparent()
        assert sheets is not None
        for place, title in enumerate(titles):
            sheets.insert(place, parts.element_of(title))
        after = parts.sheet_names()
        assert after[: len(titles)] == list(titles)
        for name in parts.tree(BOOK).iter(f"{{{MAIN}}}definedName"):
            if (local := name.get("localSheetId")) is not None:
                name.set("localSheetId", str(after.index(before[int(local)])))

    return Change(apply)


def without_name(*names: str) -> Change:
    """Remove defined names."""

    def apply(parts: Parts) -> None:
        for name in names:
            element = parts.defined(name)
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)

    return Change(apply)


def without_names() -> Change:
    """Remove all defined names."""

    def apply(parts: Parts) -> None:
        (names,) = parts.tree(BOOK).findall(f"{{{MAIN}}}definedNames")
        parts.tree(BOOK).remove(names)

    return Change(apply)


def damaged_name(name: str) -> Change:
    """Let a name point nowhere, as deleting its cells does."""

    def apply(parts: Parts) -> None:
        element = parts.defined(name)
        element.text = re.sub(r"!.*", "!#REF!", element.text or "")

    return Change(apply)


def moved_name(name: str, cell: str) -> Change:
    """Let a name point at another cell of its sheet, as cutting and pasting its cell does."""

    def apply(parts: Parts) -> None:
        element = parts.defined(name)
        address = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", cell)
        element.text = f"{(element.text or '').partition('!')[0]}!{address}"

    return Change(apply)


def added_sheet(title: str, cells: dict[str, str], state: str = "visible") -> Change:
    """Add a sheet that holds some text."""

    def apply(parts: Parts) -> None:
        part = f"worksheets/added{len(parts.raw)}.xml"
        parts.raw[f"xl/{part}"] = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
        sheets = parts.tree(BOOK).find(f"{{{MAIN}}}sheets")
        assert sheets is not None
        element = etree.SubElement(
            sheets, f"{{{MAIN}}}sheet", name=title, sheetId=str(900 + len(sheets)), state=state
        )
        element.set(f"{{{OFFICE}}}id", parts.linked("worksheet", part))

    typed = [text(title, cell, words) for cell, words in cells.items()]
    return together(Change(apply), *typed)


def counted_from_1904() -> Change:
    """Count days from 1904, as old Excel for the Mac did: every date's serial number is smaller."""

    def apply(parts: Parts) -> None:
        settings = parts.tree(BOOK).find(f"{{{MAIN}}}workbookPr")
        assert settings is not None
        settings.set("date1904", "1")
        dates = _date_styles(parts)
        for title in parts.sheet_names():
            for cell in parts.sheet(title).iter(f"{{{MAIN}}}c"):
                value = cell.find(f"{{{MAIN}}}v")
                if cell.get("s") in dates and "t" not in cell.attrib and value is not None:
                    value.text = str(int(value.text or "0") - _DAYS_TO_1904)

    return Change(apply)


def _date_styles(parts: Parts) -> set[str]:
    """Give the cell styles whose number format shows a year."""
    styles = parts.tree(STYLES)
    dates = {
        str(found.get("numFmtId"))
        for found in styles.iter(f"{{{MAIN}}}numFmt")
        if "yy" in (found.get("formatCode") or "").lower()
    }
    formats = styles.find(f"{{{MAIN}}}cellXfs")
    assert dates
    assert formats is not None
    return {str(place) for place, found in enumerate(formats) if found.get("numFmtId") in dates}


def external_link() -> Change:
    """Let the workbook refer to another file."""
    return _with_part("externalLink", "externalLinks/externalLink1.xml", "externalLink")


def dde_link() -> Change:
    """Let the workbook ask another program for data."""
    inner = '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    return _with_part("externalLink", "externalLinks/externalLink1.xml", "externalLink", inner)


def data_connection() -> Change:
    """Let the workbook ask a database."""
    return _with_part("connections", "connections.xml", "connections")


def embedded_object() -> Change:
    """Put another file into the workbook."""
    return Change(lambda parts: parts.raw.update({"xl/embeddings/附件.docx": b"PK"}))


def picture_in_cell(sheet: str, cell: str) -> Change:
    """Put a picture into a cell, as new Excel does: older programs then show #VALUE!."""

    def apply(parts: Parts) -> None:
        into = BytesIO()
        with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
            book.add_worksheet().embed_image("A1", "a.png", {"image_data": BytesIO(PIXEL)})
        copied = ("xl/metadata.xml", "xl/richData/", "xl/media/")
        parts.raw |= {
            name: part
            for name, part in Parts(into.getvalue()).raw.items()
            if name.startswith(copied)
        }
        parts.linked("sheetMetadata", "metadata.xml")
        cell_at(parts.sheet(sheet), cell).set("vm", "1")

    return together(error(sheet, cell, "#VALUE!"), Change(apply))


def _with_part(kind: str, target: str, root: str, inner: str = "") -> Change:
    def apply(parts: Parts) -> None:
        parts.raw[f"xl/{target}"] = f'<{root} xmlns="{MAIN}">{inner}</{root}>'.encode()
        parts.linked(kind, target)

    return Change(apply)
