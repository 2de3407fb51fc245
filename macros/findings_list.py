"""Make the list of findings that a button writes, with what was mended since the last one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.findings import Finding
from workbook.review import Review


class Line(NamedTuple):
    """One line of the list, its columns in order."""

    state: str
    level: str
    sheet: str
    cell: str
    label: str
    given: str
    problem: str
    article: str
    remedy: str

    @property
    def about(self) -> tuple[str, ...]:
        """Say what the line is about: its cell, else the thing that has none."""
        if self.cell:
            return self.sheet.casefold(), self.cell.upper()
        return self.label, self.given


@dataclass(frozen=True, slots=True)
class States:
    """The words for the state of a line."""

    open: str
    done: str
    noted: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines, all of them; how many ask for something, and how many were mended."""

    lines: tuple[Line, ...]
    open: int
    done: int
    found: int


def listing(found: Review, before: Iterable[Sequence[str]], states: States) -> Listing:
    """List the findings, most serious first, then once more those of the last list that are gone.

    A cell with any finding left is not mended yet, even where the finding is another one.
    """
    findings = [finding for group in found.groups for finding in group.findings]
    lines = [_line(finding, states) for finding in findings]
    still = {line.about for line in lines}
    gone = [
        line._replace(state=states.done)
        for line in map(Line._make, before)
        if line.state != states.done and line.about not in still
    ]
    return Listing(
        (*lines, *gone), sum(one.level.asks for one in findings), len(gone), len(findings)
    )


def _line(finding: Finding, states: States) -> Line:
    place = finding.place
    return Line(
        states.open if finding.level.asks else states.noted,
        finding.level.word,
        place.sheet if place else "",
        place.cell if place else "",
        finding.label,
        finding.given,
        finding.problem,
        finding.citation,
        finding.remedy,
    )
