"""Recognise what a file really is when it is no .xlsx, by its first bytes and never by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbook.errors import EncryptedError, LegacyFormatError, NotAWorkbookError

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbook.errors import UnreadableFileError

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOK = 65_536  # bytes are enough to tell text from pictures

# Ciphers that offices install on their machines: only such a machine can open the file.
_OFFICE_CIPHERS = (b"E-SafeNet", b"%TSD-Header-###%")
_SIGNATURES = (
    (rb"%PDF", "PDF 文件"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF|.{4}ftyp", "图片或视频"),
    (rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b", "RAR、7z 等压缩包"),
    (rb"\{\\rtf", "RTF 文档"),
    (rb"MIME-Version:", "网页存档"),
)
# A member that only this kind of package has. The first that is found decides.
_PACKAGES = (
    ("word/document.xml", NotAWorkbookError, "Word 文档"),
    ("ppt/presentation.xml", NotAWorkbookError, "PowerPoint 演示文稿"),
    ("ofd.xml", NotAWorkbookError, "OFD 版式文件"),
    ("xl/workbook.bin", LegacyFormatError, "二进制工作簿 .xlsb"),
    ("content.xml", LegacyFormatError, "OpenDocument 文件 .ods"),
)
_OFFICE = "[content_types].xml"
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)


def foreign(data: bytes) -> UnreadableFileError | None:
    """Return what to say of a file that is not a zip package, or nothing for a zip."""
    if data.startswith(_ZIP):
        return None
    if not data:
        return NotAWorkbookError("空文件，0 字节")
    if data.startswith(_COMPOUND):
        return _compound(data)
    if any(mark in data[:512] for mark in _OFFICE_CIPHERS):
        return EncryptedError("单位的文档加密软件")
    found = (kind for pattern, kind in _SIGNATURES if re.match(pattern, data, re.DOTALL))
    return NotAWorkbookError(next(found, None) or _text_kind(data))


def package(names: Collection[str]) -> UnreadableFileError | None:
    """Return what to say of a zip by its lower-case member names, or nothing for an Office file."""
    for name, error, kind in _PACKAGES:
        if name in names:
            return error(kind)
    if _OFFICE in names:
        return None
    if any(name.endswith((".xlsx", ".xlsm", ".xls", ".et")) for name in names):
        return NotAWorkbookError("压缩包，请解压后报送其中的工作簿")
    return NotAWorkbookError("压缩包，里面没有工作簿")


def _compound(data: bytes) -> UnreadableFileError:
    """Tell the kinds of OLE file by the names in its directory, which are UTF-16."""

    def holds(*names: str) -> bool:
        return any(name.encode("utf-16-le") in data for name in names)

    if holds("EncryptedPackage", "EncryptionInfo", "DRMEncrypted"):
        return EncryptedError("设有打开密码")
    if holds("WordDocument"):
        return NotAWorkbookError("Word 97-2003 文档")
    if holds("PowerPoint Document"):
        return NotAWorkbookError("PowerPoint 97-2003 演示文稿")
    return LegacyFormatError("旧版 .xls 或 WPS 的 .et")


def _text_kind(data: bytes) -> str:
    """Name a text file, or say that it is none."""
    text = _decoded(data[:_LOOK])
    if text is None or _BINARY.search(text):
        return "无法识别的内容，可能已损坏，或被加密软件加密"
    if "<Workbook" in text and "<?xml" in text:
        return "Excel 2003 XML 表格"
    if _TAG.search(text):
        return "网页 HTML"
    if text.lstrip().startswith("<"):
        return "XML 文件"
    return "CSV 文本" if "," in text or "\t" in text else "纯文本"


def _decoded(head: bytes) -> str | None:
    """Decode text of the encodings that are met here; the cut at the end may split a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore").removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
