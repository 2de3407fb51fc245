"""Read the XML of an unpacked file, and what its parts have to do with each other."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from workbook.errors import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_RELATIONS = ".rels"
_PARSER = etree.XMLParser(
    encoding="utf-8",  # whatever the part declares: what was checked is what is parsed
    resolve_entities=False,
    no_network=True,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Say what one part has to do with another; the target is a lower-case part name."""

    kind: str  # the last word of the type, such as worksheet
    target: str
    external: bool


def parse(part: bytes) -> _Element:
    """Return the root of a part, without its comments; raise DamagedError if it is not XML.

    MemoryError when there is no room for it.
    """
    try:
        return etree.fromstring(part, _PARSER)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error  # it is sound, and too large
        raise DamagedError("内部 XML 有误") from error


def every_relation(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Relation]]:
    """Yield the relations of all parts, each with the part it starts from."""
    for name in parts:
        folder, _, file = name.rpartition("_rels/")
        if file.endswith(_RELATIONS) and "/" not in file:
            source = folder + file.removesuffix(_RELATIONS)
            for relation in relations(parts, source).values():
                yield source, relation


def relations(parts: Mapping[str, bytes], source: str) -> dict[str, Relation]:
    """Return id → relation of a part; the package itself is the part without a name."""
    folder, name = posixpath.split(source)
    part = parts.get(posixpath.join(folder, "_rels", name + _RELATIONS))
    if part is None:
        return {}
    found = {}
    for element in parse(part).iterfind("{*}Relationship"):
        target = element.get("Target", "").replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[element.get("Id", "")] = Relation(
            element.get("Type", "").rpartition("/")[2],
            path.lower(),
            element.get("TargetMode") == "External",
        )
    return found
