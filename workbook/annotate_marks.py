"""Say what an annotated copy shows: marks on cells, and the lines of the added sheet."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.findings import Level

RETURNED = "校验意见"  # the sheet that the returned copy adds

# Light, but none like the light yellow of an input cell. Never alone: the note and the added
# sheet say the level in words.
COLOURS = {
    Level.ERROR: "FFFFC7CE",
    Level.WARNING: "FFFFD9A0",
    Level.MENDED: "FFD5EBD0",
    Level.NOTE: "FFD6E4F5",
}
GRAVITY = tuple(Level)  # the gravest first: it colours a cell with several marks


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell to colour and note; several may fall on the same cell."""

    sheet: str  # its name as in the file
    row: int  # 0-based
    column: int  # 0-based
    level: Level
    text: str  # what the note says: problem, remedy, article; with the level in words


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of the added sheet, in the words people read."""

    level: Level
    sheet: str
    cell: str | None  # "B5", "B5:B9" or several; the link goes to the first
    label: str
    given: str
    problem: str
    article: str
    remedy: str
