"""Look at an untrusted file before any reader does, and let through what is bounded and honest.

Nothing of a file is executed. What makes a file unsafe is refused; what is merely unusual in a
submission is let through and reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.archive import inflate, members
from workbook.book import read_book
from workbook.errors import DamagedError, HostileError, TooLargeError, UnsafeMacroError
from workbook.limits import MAX_FILE
from workbook.magic import foreign, package
from workbook.package import every_relation
from workbook.raw import Feature, FeatureKind, Visibility

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from workbook.book import Book
    from workbook.package import Relation

_XML = (".xml", ".rels")
_UNREAD = "customxml/"  # data of other programs, in any encoding; nothing here reads it
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")
_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")
_UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")
# The declared number of strings is reserved in memory before one of them is read.
_STRING_COUNT = re.compile(rb"""<(?:\w+:)?sst\b[^>]*\suniqueCount\s*=\s*["']\s*([0-9]+)""")
_SHORTEST_STRING = len("<si/>")

_MACROS, _MACRO_PART = "vbaProject", "vbaproject.bin"
_MACRO_SHEET = re.compile(r"(?:^|/)(?:intl)?macrosheets/")
_EXTERNAL_PART = re.compile(r"xl/externallinks/[^/]+\.xml")
_DDE_LINK = re.compile(rb"<(?:\w+:)?ddeLink\b")
# program|topic!item: a command, wherever the text comes to be taken for a formula.
_DDE = re.compile(
    rb"""(?:<(?:\w+:)?f\b[^>]*>|<(?:\w+:)?[tv]\b[^>]*>\s*[=+@-])[=+@\s'"-]*\w+['"]?\s*\|[^<]*!"""
)
_CONNECTIONS = ("xl/connections.xml", "xl/querytables/")
_OBJECTS = ("/embeddings/", "/activex/")
# A hyperlink opens only when clicked; the path of an external link has its own part.
_HARMLESS_LINKS = ("hyperlink", "externalLinkPath")
_HIDDEN = {
    Visibility.HIDDEN: FeatureKind.HIDDEN_SHEET,
    Visibility.VERY_HIDDEN: FeatureKind.VERY_HIDDEN_SHEET,
}


@dataclass(frozen=True, slots=True)
class Gated:
    """Hold a file that may be read: its XML parts by lower-case name, its frame, its features."""

    parts: Mapping[str, bytes]
    book: Book
    features: tuple[Feature, ...]


def inspect(data: bytes, *, known_macros: frozenset[str] | None = None) -> Gated:
    """Check a file and unpack it.

    `known_macros` are the digests of the macro projects that are ours (see macro_sources); None
    stands for all that were ever issued.
    Raises UnreadableFileError: whichever of its subclasses says what is wrong.
    """
    if len(data) > MAX_FILE:
        raise TooLargeError("超过 30 MB")
    if error := foreign(data):
        raise error
    found = members(data)
    if error := package(found.keys()):
        raise error
    parts = {
        name: inflate(data, member)
        for name, member in found.items()
        if name.endswith(_XML) and not name.startswith(_UNREAD)
    }
    for part in parts.values():
        _check(part)
    links = list(every_relation(parts))
    macros = _macros(found.keys(), links)
    for name in macros:
        _check_macros(inflate(data, found[name]), name, known_macros)
    book = read_book(parts)
    _check_strings(parts.get(book.strings, b""))
    features = {Feature(FeatureKind.KNOWN_MACRO, name) for name in macros}
    features.update(_features(parts, found.keys(), links, book))
    return Gated(parts, book, tuple(sorted(features)))


def _check(part: bytes) -> None:
    """Refuse entities, which multiply or reach for other files, and what would hide them."""
    if any(mark in part for mark in _FORBIDDEN):
        raise HostileError("内部含有实体声明或空字符")
    encoding = _ENCODING.match(part.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if encoding and encoding[1].decode("ascii", "replace").lower() not in _UTF_8:
        raise DamagedError("内部编码不是 UTF-8")
    try:
        part.decode()
    except UnicodeDecodeError as error:
        raise DamagedError("内部文字编码有误") from error


def _check_macros(project: bytes, name: str, known: frozenset[str] | None) -> None:
    """Refuse a macro project whose sources are not ours."""
    # Most files have none, and what reads them takes a fifth of a second to come in.
    from workbook import macro_sources  # noqa: PLC0415

    if known is None:
        known = macro_sources.known_macros()
    if macro_sources.digest(project) not in known:
        raise UnsafeMacroError(name.rpartition("/")[2])


def _check_strings(part: bytes) -> None:
    """Refuse a number of strings that the part cannot hold."""
    declared = _STRING_COUNT.search(part)
    if declared and int(declared[1][:20]) > len(part) // _SHORTEST_STRING:
        raise HostileError("文本数量与登记不符")


def _macros(names: Collection[str], links: list[tuple[str, Relation]]) -> list[str]:
    """Return the parts that hold macro projects, by their name or by what points to them."""
    if sheets := [name for name in names if _MACRO_SHEET.search(name)]:
        raise UnsafeMacroError(f"宏表 {sheets[0].rpartition('/')[2]}")
    pointed_at = {link.target for _, link in links if link.kind == _MACROS}
    return [name for name in names if name.endswith(_MACRO_PART) or name in pointed_at]


def _features(
    parts: Mapping[str, bytes],
    names: Collection[str],
    links: list[tuple[str, Relation]],
    book: Book,
) -> Iterator[Feature]:
    """Yield what is unusual in a submission."""
    yield from _unusual_parts(parts, names)
    for source, link in links:
        if link.external and link.kind not in _HARMLESS_LINKS:
            yield Feature(FeatureKind.EXTERNAL_LINK, source)
    where = {sheet.part: sheet.name for sheet in book.sheets} | {book.strings: book.strings}
    for name, place in where.items():
        if b"|" in parts.get(name, b"") and _DDE.search(parts[name]):
            yield Feature(FeatureKind.DDE, place)
    for sheet in book.sheets:
        if sheet.visibility in _HIDDEN:
            yield Feature(_HIDDEN[sheet.visibility], sheet.name)


def _unusual_parts(parts: Mapping[str, bytes], names: Collection[str]) -> Iterator[Feature]:
    """Yield the parts that bring something from elsewhere."""
    for name in names:
        if _EXTERNAL_PART.fullmatch(name):
            dde = _DDE_LINK.search(parts[name])
            yield Feature(FeatureKind.DDE if dde else FeatureKind.EXTERNAL_LINK, name)
        elif name.startswith(_CONNECTIONS):
            yield Feature(FeatureKind.DATA_CONNECTION, name)
        elif any(folder in name for folder in _OBJECTS):
            yield Feature(FeatureKind.EMBEDDED_OBJECT, name)
