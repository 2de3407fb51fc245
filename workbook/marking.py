"""Mark a submitted file as another process asked for it; runs in a process with limits.

What is marked is still a file that anybody may have sent: its XML is taken apart here once more.
"""

from __future__ import annotations

from typing import Any

from schemas.findings import Level
from workbook.annotate import FindingRow, Mark, annotate


def marked(original: bytes, wanted: dict[str, Any]) -> bytes:
    """Give the copy that `returned_copy` wants."""
    marks = [
        Mark(sheet, row, column, Level(level), text)
        for sheet, row, column, level, text in wanted["marks"]
    ]
    rows = [FindingRow(Level(level), *words) for level, *words in wanted["rows"]]
    return annotate(original, marks, rows, title=wanted["title"])
