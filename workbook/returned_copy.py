"""Give a review as the returned copy: the submitted file, marked and with its findings listed."""

from __future__ import annotations

from schemas.findings import Finding, Group
from workbook.annotate import FindingRow, Mark, annotate
from workbook.review import Review


def returned_copy(original: bytes, review: Review) -> bytes:
    """Give the submitted file with its findings marked in the cells and listed on a sheet."""
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
    return annotate(original, marks, rows, title=title)


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
