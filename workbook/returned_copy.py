"""Give a review as the returned copy: the submitted file, marked and with its findings listed.

It is made where files are read, in a process with limits: a file that reads well may still be one
whose copy would take all memory.
"""

from __future__ import annotations

from dataclasses import astuple

from schemas.findings import Finding, Group
from workbook.annotate_marks import FindingRow, Mark
from workbook.consulting import consult
from workbook.limits import Limits
from workbook.review import Review


def returned_copy(original: bytes, review: Review, *, limits: Limits = Limits()) -> bytes:  # noqa: B008 - a frozen value
    """Give the submitted file with its findings marked in the cells and listed on a sheet.

    Raises UnreadableFileError when that cannot be done within the limits.
    """
    marks = [
        Mark(
            finding.place.sheet,
            finding.place.row,
            finding.place.column,
            finding.level,
            _note(finding),
        )
        for finding in review.findings
        if finding.place is not None
    ]
    rows = [_row(group) for group in review.groups]
    title = f"校验意见　{review.park or review.file_name}　填报码 {review.code}"
    wanted = {
        "marks": [astuple(mark) for mark in marks],
        "rows": [astuple(row) for row in rows],
        "title": title,
    }
    return consult({"copy": wanted}, original, limits, lambda _, copy: copy)


def _row(group: Group) -> FindingRow:
    """Say the same problem once, with all its cells."""
    first = group.first
    several = len(group.findings) > 1
    return FindingRow(
        first.level,
        first.place.sheet if first.place else "",
        "、".join(group.cells) or None,
        first.label,
        f"{first.given}等{len(group.findings)}处" if several else first.given,
        group.problem,
        first.citation,
        first.remedy,
    )


def _note(finding: Finding) -> str:
    lines = [f"【{finding.level.word}】{finding.problem}", finding.remedy]
    if finding.article:
        lines.append(f"依据：《办法》{finding.citation}")
    return "\n".join(lines)
