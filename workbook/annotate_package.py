"""Hold an Office package: write anew the parts that change, keep every other byte."""

from __future__ import annotations

import posixpath
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from workbook.annotate_xml import DECLARATION, parse, serialise
from workbook.archive import inflate, members
from workbook.errors import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
NO_RELATIONS = (
    DECLARATION
    + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the date of every part: the same input gives the same bytes


class Part(NamedTuple):
    """A part as it was submitted or added."""

    name: str
    data: bytes
    deflated: bool


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Package:
    """The parts of an Office file, in their order; parts are named without a leading slash."""

    def __init__(self, data: bytes) -> None:
        """Unpack the zip file `data`."""
        self._parts = {
            key: Part(member.name, inflate(data, member), deflated=member.deflated)
            for key, member in members(data).items()
        }
        self._trees: dict[str, _Element] = {}
        self._edited: set[str] = set()
        main = self._relation_elements("", "officeDocument")
        if not main:
            raise DamagedError("没有工作簿部件")
        self.workbook = self._target("", main[0])
        self.office = main[0].get("Type", "").removesuffix("/officeDocument")

    def __contains__(self, part: str) -> bool:
        """Tell whether the package has this part."""
        return part.lower() in self._parts

    def drawings(self) -> Iterator[bytes]:
        """Yield the bytes of every VML drawing as it was submitted."""
        return (part.data for key, part in self._parts.items() if key.endswith(".vml"))

    def read(self, part: str) -> _Element:
        """Return the root of a part, to look at only."""
        key = part.lower()
        if key not in self._trees:
            if key not in self._parts:
                raise DamagedError(f"缺少部件 {part}")
            self._trees[key] = parse(self._parts[key].data, drawing=key.endswith(".vml"))
        return self._trees[key]

    def edit(self, part: str) -> _Element:
        """Return the root of a part that will be written anew."""
        self._edited.add(part.lower())
        return self.read(part)

    def create(self, pattern: str, xml: bytes, content_type: str) -> str:
        """Add a part, `{}` in its name being the first free number; return the name."""
        part = next(name for n in count(1) if (name := pattern.format(n)) not in self)
        self._add(part, xml, content_type)
        return part

    def related(self, part: str, kind: str) -> str | None:
        """Return the existing part that `part` names as its `kind` (comments, styles…)."""
        targets = (self._target(part, found) for found in self._relation_elements(part, kind))
        return next((target for target in targets if target in self), None)

    def relations(self, part: str, kind: str) -> dict[str, str]:
        """Return id → part for every relation of this kind."""
        found = self._relation_elements(part, kind)
        return {element.get("Id", ""): self._target(part, element) for element in found}

    def relate(self, part: str, target: str, kind: str) -> str:
        """Add a relation from `part` to `target`; return its id."""
        relations = _relations_of(part)
        if relations not in self:
            self._add(relations, NO_RELATIONS, RELATIONS_TYPE)
        root = self.edit(relations)
        taken = {element.get("Id") for element in root.iterchildren(RELATION)}
        identity = next(name for n in count(1) if (name := f"rId{n}") not in taken)
        path = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        attributes = {"Id": identity, "Type": f"{self.office}/{kind}", "Target": path}
        etree.SubElement(root, RELATION, attributes)
        return identity

    def to_bytes(self) -> bytes:
        """Return the zip file: the parts in their old order, the added ones after them."""
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for key, part in self._parts.items():
                entry = ZipInfo(part.name, DAY_ONE)
                entry.compress_type = ZIP_DEFLATED if part.deflated else ZIP_STORED
                archive.writestr(entry, self._written(key) if key in self._edited else part.data)
        return buffer.getvalue()

    def _written(self, key: str) -> bytes:
        declared = b"<?xml" in self._parts[key].data[:8]  # VML has no declaration, as a rule
        return serialise(self._trees[key], declared=declared)

    def _add(self, part: str, xml: bytes, content_type: str) -> None:
        self._parts[part.lower()] = Part(part, xml, deflated=True)
        # By its own name: not every program declares a type for the endings .rels and .vml.
        attributes = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(self.edit(CONTENT_TYPES), OVERRIDE, attributes)

    def _relation_elements(self, part: str, kind: str) -> list[_Element]:
        relations = _relations_of(part)
        if relations not in self:
            return []
        return [
            element
            for element in self.read(relations).iterchildren(RELATION)
            if element.get("Type", "").endswith(f"/{kind}")
            and element.get("TargetMode") != "External"
        ]

    @staticmethod
    def _target(part: str, element: _Element) -> str:
        path = posixpath.join("/", posixpath.dirname(part), element.get("Target", ""))
        return posixpath.normpath(path).lstrip("/")
