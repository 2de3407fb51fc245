"""Read and write the XML of an Office part without losing or executing anything in it."""

from __future__ import annotations

import math
import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from workbook.errors import DamagedError, HostileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NARROW = ("Na", "H", "N")  # East Asian widths of one unit; the ambiguous are wide in China
TEXT_LIMIT = 16_383  # half of Excel's 32767 UTF-16 units, so that no character can overrun it

# Excel leaves <br> open in the captions of its own form buttons: the VML is then not XML.
_OPEN_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
# What XML forbids is written _xHHHH_ in a spreadsheet; so a literal _xHHHH_ needs its own escape.
_UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)


def parse(data: bytes, *, drawing: bool = False) -> _Element:
    """Return the root of a part; `drawing` forgives what Excel forgives in its VML.

    Raises DamagedError when the part is not XML, HostileError when it declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=drawing
    )
    try:
        root = etree.fromstring(_OPEN_BREAK.sub(b"<br/>", data) if drawing else data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error  # it is sound, and too large
        raise DamagedError("内部 XML 有误") from error
    if root is None:  # a recovering parser that found no element at all
        raise DamagedError("内部图形部件有误")
    if root.getroottree().docinfo.internalDTD is not None:
        raise HostileError("带有文档类型声明")
    return root


def serialise(root: _Element, *, declared: bool) -> bytes:
    """Return the whole document of `root`, with what stands before and after it."""
    written = BytesIO()
    if declared:
        written.write(DECLARATION)
    root.getroottree().write(written, encoding="UTF-8", xml_declaration=False)
    return written.getvalue()


def namespace(element: _Element) -> str:
    """Return the namespace of an element: transitional and strict workbooks have their own."""
    return etree.QName(element).namespace or ""


def number(element: _Element | None, attribute: str, default: float = 0) -> float:
    """Return a number that an attribute holds, or `default` where it is absent or empty."""
    written = None if element is None else element.get(attribute)
    try:
        value = float(written) if written else default
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise DamagedError(f"内部数值有误：{written}")
    return value


def fragment(uri: str, xml: str) -> _Element:
    """Return the element written in `xml`, its unprefixed names in the namespace `uri`."""
    return etree.fromstring(f'<root xmlns="{uri}">{xml}</root>')[0]


def insert_before(parent: _Element, child: _Element, followers: Sequence[str]) -> None:
    """Insert `child` where the schema wants it: before the first of its possible followers."""
    for position, sibling in enumerate(parent):
        # Excel wraps newer siblings (form controls) in mc:AlternateContent.
        if any(etree.QName(name).localname in followers for name in _names(sibling)):
            parent.insert(position, child)
            return
    parent.append(child)


def _names(element: _Element) -> list[str]:
    """Return the tag of an element, or the tags it offers when it is a choice of elements."""
    if not isinstance(element.tag, str):  # a comment or processing instruction
        return []
    if etree.QName(element).localname != "AlternateContent":
        return [element.tag]
    return [inner.tag for branch in element.iterchildren("*") for inner in branch.iterchildren("*")]


def spoken(text: str) -> str:
    """Return `text` as a spreadsheet string: within the length limit, every character legal."""
    return _UNSPEAKABLE.sub(_escape, text.replace("\r\n", "\n")[:TEXT_LIMIT])


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character == "_":
        return "_x005F_"
    if "\ud800" <= character <= "\udfff":  # half a character: nothing can be said of it
        return "\N{REPLACEMENT CHARACTER}"
    return f"_x{ord(character):04X}_"


def lines(text: str, units: int) -> int:
    """Return how many lines `text` fills, `units` wide: a Chinese character is two units.

    Words stay whole and some signs begin no line, so an eighth of the room is taken for lost.
    """
    return sum(-(-_width(line) * 9 // (units * 8)) or 1 for line in text.split("\n"))


def _width(line: str) -> int:
    return sum(1 if unicodedata.east_asian_width(one) in NARROW else 2 for one in line)
