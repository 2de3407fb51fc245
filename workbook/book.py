"""Read the frame of a workbook: its sheets, its defined names, its calendar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from workbook.errors import DamagedError, HostileError, NotAWorkbookError, UnsafeMacroError
from workbook.package import parse, relations
from workbook.raw import NamedRange, Visibility
from workbook.references import reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from workbook.package import Relation

MAX_SHEETS = 255  # no form comes near
MAX_NAMES = 20_000


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Place a worksheet: its name as people see it and the part that holds it."""

    name: str
    visibility: Visibility
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """Hold the frame; `strings` and `styles` are part names, blank where there is none."""

    sheets: tuple[SheetPart, ...]
    names: Mapping[str, NamedRange]
    broken_names: tuple[str, ...]
    date_1904: bool
    strings: str
    styles: str


def read_book(parts: Mapping[str, bytes]) -> Book:
    """Read the workbook part and find the parts it points to.

    Raises DamagedError, HostileError, NotAWorkbookError or UnsafeMacroError.
    """
    package = relations(parts, "").values()
    main = next((found.target for found in package if found.kind == "officeDocument"), "")
    if main not in parts:
        raise DamagedError("缺少工作簿主体")
    root = parse(parts[main])
    if etree.QName(root).localname != "workbook":
        raise NotAWorkbookError("其他 Office 文档")
    related = relations(parts, main)
    sheets = tuple(_sheets(root, related, parts))
    if not sheets:
        raise DamagedError("没有工作表")
    names, broken = _names(root, {sheet.name.casefold(): sheet.name for sheet in sheets})
    settings = root.find("{*}workbookPr")
    by_kind = {relation.kind: relation.target for relation in related.values()}
    return Book(
        sheets,
        names,
        broken,
        settings is not None and settings.get("date1904") in {"1", "true"},
        by_kind.get("sharedStrings", ""),
        by_kind.get("styles", ""),
    )


def _sheets(
    root: _Element, related: Mapping[str, Relation], parts: Mapping[str, bytes]
) -> Iterator[SheetPart]:
    """Yield the worksheets in order; sheets that are one chart or dialog hold no cells."""
    elements = root.findall("{*}sheets/{*}sheet")
    if len(elements) > MAX_SHEETS:
        raise HostileError(f"工作表超过 {MAX_SHEETS} 张")
    seen = Counter(element.get("name", "").casefold() for element in elements)
    for element in elements:
        name = element.get("name", "")
        if seen[name.casefold()] > 1:
            raise HostileError(f"工作表“{name}”重名")
        attributes = {str(key): str(value) for key, value in element.attrib.items()}
        identity = next((attributes[key] for key in attributes if key.endswith("}id")), "")
        if not identity:  # Excel's own place-holder for a module of macros
            continue
        relation = related.get(identity)
        if relation is None or relation.target not in parts:
            raise DamagedError(f"缺少工作表“{name}”的内容")
        if relation.kind.lower().endswith("macrosheet"):  # xlMacrosheet, xlIntlMacrosheet
            raise UnsafeMacroError(f"宏表“{name}”")
        if relation.kind == "worksheet":
            state = element.get("state", "")
            known = state in {kind.value for kind in Visibility}
            visibility = Visibility(state) if known else Visibility.VISIBLE
            yield SheetPart(name, visibility, relation.target)


def _names(
    root: _Element, sheets: Mapping[str, str]
) -> tuple[dict[str, NamedRange], tuple[str, ...]]:
    """Return the workbook-level names that mean cells, and those that have lost their cells."""
    elements = root.findall("{*}definedNames/{*}definedName")
    if len(elements) > MAX_NAMES:
        raise HostileError(f"名称超过 {MAX_NAMES} 个")
    found: dict[str, NamedRange] = {}
    broken: list[str] = []
    for element in elements:
        if "localSheetId" in element.attrib:
            continue
        name, text = element.get("name", ""), (element.text or "")
        if "#REF!" in text.upper():
            broken.append(name)
        elif meant := reference(text):
            sheet = sheets.get(meant.sheet.casefold())
            if sheet is None:
                broken.append(name)
            else:
                found[name] = replace(meant, sheet=sheet)
    return found, tuple(broken)
