"""Build workbooks as honest programs never write them, from their XML and their zip records up."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
LAST_CELL = "XFD1048576"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def relationships(*links: tuple[str, str, str], mode: str = "Internal") -> str:
    """Write a relationships part from (id, kind, target)."""
    inner = "".join(
        f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/>'
        for identity, kind, target in links
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Write a worksheet part around its rows."""
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def styles(formats: Sequence[str]) -> str:
    """Write a styles part: each cell style is a built-in number format or a pattern."""
    ids = {pattern: str(200 + place) for place, pattern in enumerate(formats)}
    patterns = "".join(
        f'<numFmt numFmtId="{identity}" formatCode="{pattern}"/>'
        for pattern, identity in ids.items()
        if not pattern.isdigit()
    )
    cells = "".join(
        f'<xf numFmtId="{pattern if pattern.isdigit() else ids[pattern]}"/>' for pattern in formats
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{patterns}</numFmts>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )


def frame(sheets: Mapping[str, str], *, settings: str = "", after: str = "") -> str:
    """Write a workbook part; the sheets are name → further attributes."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}" {attributes}/>'
        for number, (name, attributes) in enumerate(sheets.items(), 1)
    )
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}'
        f"<sheets>{listed}</sheets>{after}</workbook>"
    )


def parts(
    *rows: str,
    strings: str = "",
    formats: Sequence[str] = ("0",),
    settings: str = "",
    after: str = "",
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet (表1, 表2…) for each of these rows."""
    numbers = range(1, len(rows) + 1)
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    links += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    found: dict[str, str | bytes] = {
        CONTENT_TYPES: f'{DECLARATION}<Types xmlns="{PACKAGE}"/>',
        "_rels/.rels": relationships(("rId1", "officeDocument", WORKBOOK)),
        WORKBOOK: frame({f"表{number}": "" for number in numbers}, settings=settings, after=after),
        LINKS: relationships(*links),
        "xl/styles.xml": styles(formats),
        STRINGS: f'{DECLARATION}<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for number, inner in zip(numbers, rows, strict=True):
        found[f"xl/worksheets/sheet{number}.xml"] = sheet(inner)
    return found


def pack(members: Mapping[str, str | bytes]) -> bytes:
    """Zip the parts of a workbook."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in members.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def unpack(data: bytes) -> dict[str, str | bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book(*rows: str) -> bytes:
    """Return a workbook with one sheet for each of these rows, without styles or strings."""
    return pack(parts(*rows))


def local(name: str, data: bytes) -> bytes:
    """Write one stored member with its local header."""
    raw = name.encode()
    header = (b"PK\x03\x04", 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(raw), 0)
    return struct.pack("<4s5H3I2H", *header) + raw + data


def central(name: str, data: bytes, offset: int) -> bytes:
    """Write the directory's entry of a stored member."""
    raw = name.encode()
    sizes = (zlib.crc32(data), len(data), len(data), len(raw), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, *sizes) + raw


def directory(entries: Iterable[bytes], offset: int) -> bytes:
    """Write the end of a zip, whose directory starts at this offset."""
    listed = list(entries)
    size = sum(map(len, listed))
    end = (b"PK\x05\x06", 0, 0, len(listed), len(listed), size, offset, 0)
    return b"".join(listed) + struct.pack("<4s4H2IH", *end)


def overlapping() -> bytes:
    """Return a zip whose second member lies inside the first."""
    inner = local("b.xml", b"<b/>")
    outer = local("a.xml", inner)
    entries = [
        central("a.xml", inner, 0),
        central("b.xml", b"<b/>", len(outer) - len(inner)),
    ]
    return outer + directory(entries, len(outer))


def two_faced() -> bytes:
    """Return a zip whose directory and local header name a member differently."""
    member = local("xl/a.xml", b"<a/>")
    return member + directory([central("xl/b.xml", b"<a/>", 0)], len(member))


def twice() -> bytes:
    """Return a zip that holds one name twice."""
    first, second = local("a.xml", b"<a/>"), local("a.xml", b"<b/>")
    entries = [central("a.xml", b"<a/>", 0), central("a.xml", b"<b/>", len(first))]
    return first + second + directory(entries, len(first) + len(second))


def with_directory(data: bytes, at: int, value: bytes, name: str = SHEET) -> bytes:
    """Overwrite a field of a member's directory entry, `at` bytes from its start."""
    start = data.rindex(name.encode()) - 46
    return data[: start + at] + value + data[start + at + len(value) :]


def dice(seed: int) -> Random:
    """Return chance that can be repeated."""
    return Random(seed)  # noqa: S311 - chance, not secrecy


def mangled(data: bytes, chance: Random) -> bytes:
    """Cut, drop, repeat, swap, flip or overwrite a few bytes."""
    start, length = chance.randrange(len(data)), chance.randrange(1, 40)
    end, elsewhere = start + length, chance.randrange(len(data))
    number = chance.choice([-1, 0, 2**31, 2**63, 10**30])
    return chance.choice(
        [
            data[:start],
            data[start:],
            data[:start] + data[end:],
            data[:start] + data[start:end] * 3 + data[end:],
            data[:start] + data[elsewhere : elsewhere + length] + data[end:],
            data[:start] + bytes([data[start] ^ (1 << chance.randrange(8))]) + data[start + 1 :],
            data[:start] + str(number).encode() + data[end:],
            data[:start] + chance.randbytes(length) + data[end:],
        ]
    )
