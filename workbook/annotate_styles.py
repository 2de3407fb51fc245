"""Add cell formats to a workbook's styles, leaving those it has as they are."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from workbook.annotate_xml import fragment, insert_before, namespace

if TYPE_CHECKING:
    from lxml.etree import _Element

SECTIONS = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
# What a workbook must have before a format can refer to it; the first two fills are reserved.
LEAST = {
    "fonts": '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>',
    "fills": '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>',
    "borders": '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
    "</borders>",
    "cellXfs": '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs>',
}

_Shape = tuple[object, tuple[tuple[str, str], ...], str, tuple["_Shape", ...]]


def _shape(element: _Element) -> _Shape:
    """Return what makes two elements the same, whatever their prefixes and line breaks."""
    attributes = tuple(sorted((str(name), str(value)) for name, value in element.attrib.items()))
    return (element.tag, attributes, (element.text or "").strip(), tuple(map(_shape, element)))


class Styles:
    """The styles part of one workbook; every format is added once and found again."""

    def __init__(self, root: _Element) -> None:
        """Take the root of the styles part, which this object alone now changes."""
        self._root = root
        self._uri = namespace(root)
        self._sections = {name: self._section(name) for name in LEAST}
        self._items = {name: list(own.iterchildren("*")) for name, own in self._sections.items()}
        self._known = {
            name: {_shape(item): index for index, item in reversed(list(enumerate(items)))}
            for name, items in self._items.items()
        }
        self._tinted: dict[tuple[int, str], int] = {}

    def tinted(self, base: int, colour: str) -> int:
        """Return the format `base` with another fill (ARGB) and all else the same."""
        if (base, colour) not in self._tinted:
            formats = self._items["cellXfs"]
            # Some offices wrap a format in mc:AlternateContent: the last is for everyone.
            *_, plain = formats[base if base < len(formats) else 0].iter(f"{{{self._uri}}}xf")
            clone = deepcopy(plain)
            clone.set("fillId", str(self._fill(colour)))
            clone.set("applyFill", "1")
            self._tinted[base, colour] = self._add("cellXfs", clone)
        return self._tinted[base, colour]

    def style(
        self, font: str, alignment: str, *, fill: str = "", border: str = "", typed: bool = False
    ) -> int:
        """Return a format made of XML pieces; `typed` keeps a text that starts with = a text."""
        parts = {
            "fontId": self._add("fonts", fragment(self._uri, font)),
            "fillId": self._fill(fill) if fill else 0,
            "borderId": self._add("borders", fragment(self._uri, border)) if border else 0,
        }
        attributes = " ".join(f'{name}="{index}"' for name, index in parts.items())
        quote = ' quotePrefix="1"' if typed else ""
        apply = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        xml = f'<xf numFmtId="0" {attributes}{quote} {apply}>{alignment}</xf>'
        return self._add("cellXfs", fragment(self._uri, xml))

    def _fill(self, colour: str) -> int:
        colours = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
        xml = f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'
        return self._add("fills", fragment(self._uri, xml))

    def _add(self, section: str, element: _Element) -> int:
        """Return the position of an equal element, after adding this one if there is none."""
        items, known = self._items[section], self._known[section]
        shape = _shape(element)
        if shape not in known:
            known[shape] = len(items)
            items.append(element)
            self._sections[section].append(element)
            self._sections[section].set("count", str(len(items)))
        return known[shape]

    def _section(self, name: str) -> _Element:
        found = self._root.find(f"{{{self._uri}}}{name}")
        if found is None:
            found = fragment(self._uri, LEAST[name])
            insert_before(self._root, found, SECTIONS[SECTIONS.index(name) + 1 :])
        return found
