"""Write the words of a worksheet's notes in its comments part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from workbook.addresses import a1
from workbook.annotate_xml import DECLARATION, XML_SPACE, fragment, namespace, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from workbook.annotate_boxes import Boxes
    from workbook.annotate_package import Package

AUTHOR = "校验意见"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
FONT = '<sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/>'


class Notes:
    """The notes of one worksheet: those it has stay, ours go below them."""

    def __init__(self, package: Package, sheet: str, uri: str, boxes: Boxes) -> None:
        """Open the comments of the worksheet part `sheet`, or create them where there are none."""
        part = package.related(sheet, "comments")
        if part is None:
            empty = f'<comments xmlns="{uri}"><authors/><commentList/></comments>'
            part = package.create("xl/comments{}.xml", DECLARATION + empty.encode(), COMMENTS_TYPE)
            package.relate(sheet, part, "comments")
        root = package.edit(part)
        self._uri = namespace(root)
        self._prefix = f"{{{self._uri}}}"
        self._boxes = boxes
        self._author = self._author_of(self._child(root, "authors"))
        self._list = self._child(root, "commentList")
        self._comments = {comment.get("ref"): comment for comment in self._list}

    def write(self, row: int, column: int, paragraphs: Sequence[str]) -> None:
        """Add paragraphs to the note of a cell, except those it already has."""
        text = self._text(a1(row, column))
        for paragraph in paragraphs:
            said = self._read(text)
            if spoken(paragraph) not in said:
                self._append(text, f"\n\n{paragraph}" if said else paragraph)
        self._boxes.fit(row, column, self._read(text))

    def _read(self, text: _Element) -> str:
        return "".join(piece.text or "" for piece in text.iter(f"{self._prefix}t"))

    def _append(self, text: _Element, words: str) -> None:
        run = fragment(self._uri, f"<r><rPr>{FONT}</rPr><t/></r>")
        run[1].text = spoken(words)
        run[1].set(XML_SPACE, "preserve")
        plain = text.find(f"{self._prefix}t")
        if plain is not None:  # a text without runs becomes the first run
            first = etree.Element(f"{self._prefix}r")
            plain.addprevious(first)
            first.append(plain)
        runs = text.findall(f"{self._prefix}r")
        text.insert(text.index(runs[-1]) + 1 if runs else 0, run)

    def _text(self, ref: str) -> _Element:
        if ref not in self._comments:
            attributes = {"ref": ref, "authorId": str(self._author)}
            self._comments[ref] = etree.SubElement(self._list, f"{self._prefix}comment", attributes)
        return self._child(self._comments[ref], "text")

    def _author_of(self, authors: _Element) -> int:
        names = [author.text for author in authors.iterchildren(f"{self._prefix}author")]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{self._prefix}author").text = AUTHOR
            return len(names)
        return names.index(AUTHOR)

    def _child(self, parent: _Element, name: str) -> _Element:
        found = parent.find(f"{self._prefix}{name}")
        return etree.SubElement(parent, f"{self._prefix}{name}") if found is None else found
