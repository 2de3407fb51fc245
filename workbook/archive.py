"""Unpack the zip of an untrusted file: bounded, and refusing what an honest program never writes.

Each member is found and inflated once, here; no other zip reader sees the submitted bytes, so two
readers cannot be made to see two different files.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from workbook.errors import DamagedError, EncryptedError, HostileError, TooLargeError

MAX_MEMBERS = 2_000  # a large real workbook has some 200
MAX_MEMBER = 200 * 2**20  # bytes inflated: over a million filled cells in one sheet
MAX_TOTAL = 300 * 2**20  # bytes inflated: what the reading process can hold beside its own
MAX_RATIO = 200  # real sheets pack 5 to 60 times; a bomb packs up to 1,032 times
RATIO_FROM = 4 * 2**20  # bytes inflated: below this a member is harmless whatever its ratio

_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_MAGIC = b"PK\x03\x04"
_CENTRAL_MAGIC = b"PK\x01\x02"
_ENCRYPTED = 0x1
_UTF_8 = 0x800
_UNSAFE_NAME = re.compile(r"[\x00-\x1f]|^/?[A-Za-z]:|(?:^|/)\.\.?(?:/|$)|//")


@dataclass(frozen=True, slots=True)
class Member:
    """Place one member: its packed bytes are `data[start:end]`."""

    name: str
    begin: int  # of its local header
    start: int
    end: int
    size: int
    checksum: int
    deflated: bool


def members(data: bytes) -> dict[str, Member]:
    """Return lower-case name → member of the zip; part names differ in more than their case.

    Raises DamagedError, EncryptedError, HostileError or TooLargeError.
    """
    if data.count(_CENTRAL_MAGIC) > MAX_MEMBERS:
        raise TooLargeError(f"内部部件超过 {MAX_MEMBERS} 个")
    try:
        entries = zipfile.ZipFile(BytesIO(data)).infolist()
        found = [_member(data, entry) for entry in entries]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise DamagedError("压缩结构不完整") from error
    by_name = {member.name.lower(): member for member in found}
    if len(by_name) != len(found):
        raise HostileError("内部有同名部件")
    if sum(member.size for member in found) > MAX_TOTAL:
        raise TooLargeError("解压后超过 300 MB")
    end = 0
    for member in sorted(found, key=lambda member: member.begin):
        if member.begin < end:
            raise HostileError("内部部件相互重叠")
        end = member.end
    return by_name


def _member(data: bytes, entry: zipfile.ZipInfo) -> Member:
    """Check one entry of the directory against the member's own header."""
    # Some honest programs write back slashes, and XlsxWriter one name with a slash in front.
    name = entry.orig_filename.replace("\\", "/")
    if _UNSAFE_NAME.search(name):
        raise HostileError("内部部件的名称越界")
    if entry.flag_bits & _ENCRYPTED:
        raise EncryptedError("压缩包设有密码")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise DamagedError("压缩方式不受支持")
    if entry.file_size > MAX_MEMBER:
        raise TooLargeError("单个部件解压后超过 200 MB")
    if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
        raise HostileError("压缩比异常")
    begin = entry.header_offset
    magic, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack_from(
        data, begin
    )
    name_end = begin + _LOCAL.size + name_length
    start = name_end + extra_length
    end = start + entry.compress_size
    if begin < 0 or magic != _LOCAL_MAGIC or end > len(data):
        raise DamagedError("压缩结构不完整")
    encoding = "utf-8" if entry.flag_bits & _UTF_8 else "cp437"
    local_name = data[begin + _LOCAL.size : name_end]
    if (
        local_name != entry.orig_filename.encode(encoding)
        or method != entry.compress_type
        or flags & _ENCRYPTED
    ):
        raise HostileError("内部部件前后登记不一致")
    deflated = method == zipfile.ZIP_DEFLATED
    return Member(name.removeprefix("/"), begin, start, end, entry.file_size, entry.CRC, deflated)


def inflate(data: bytes, member: Member) -> bytes:
    """Return a member's bytes; never more than the directory declares.

    Raises DamagedError when size or checksum is not as declared.
    """
    part = data[member.start : member.end]
    if member.deflated:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = engine.decompress(part, member.size + 1)
        except zlib.error as error:
            raise DamagedError("压缩数据有误") from error
    if len(part) != member.size or zlib.crc32(part) != member.checksum:
        raise DamagedError("压缩数据与登记不符")
    return part
