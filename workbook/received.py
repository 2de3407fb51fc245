"""A file as it was received: its name, its bytes, and what they hold, read once and safely."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from workbook.raw import RawWorkbook
from workbook.reading import load, read_workbook


@dataclass(frozen=True, slots=True)
class Received:
    """One received workbook; judged and marked are the same bytes."""

    name: str
    data: bytes
    raw: RawWorkbook

    @property
    def sha256(self) -> str:
        """Give the digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def receive(source: Path | bytes, name: str = "") -> Received:
    """Read a file, or its bytes; raise UnreadableFileError when it cannot be used."""
    data = source if isinstance(source, bytes) else load(source)
    if isinstance(source, Path):
        name = name or source.name
    return Received(name, data, read_workbook(data))
