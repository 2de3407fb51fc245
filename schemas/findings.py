"""Applicants' mistakes as values: where, what, how to mend it, and the article that asks.

The words stand in one catalogue, `schemas/data/messages.toml`, under stable ids.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from schemas.articles import citation


class Level(StrEnum):
    """How much a finding matters; errors and warnings ask for something, the others tell."""

    ERROR = "error"
    WARNING = "warning"
    MENDED = "mended"
    NOTE = "note"

    @property
    def word(self) -> str:
        """Give the word people read."""
        return _WORDS[self]

    @property
    def asks(self) -> bool:
        """Tell whether the applicant should do something."""
        return self in {Level.ERROR, Level.WARNING}


_WORDS = {
    Level.ERROR: "错误",
    Level.WARNING: "警告",
    Level.MENDED: "已规范",
    Level.NOTE: "提示",
}


@dataclass(frozen=True, slots=True)
class Message:
    """An entry of the catalogue; `problem` and `remedy` are str.format patterns."""

    id: str
    level: Level
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a submission: sheet title, row and column from 0, and the cell as A1."""

    sheet: str
    row: int
    column: int
    cell: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake, or one thing mended or to be looked at."""

    id: str
    level: Level
    place: Place | None
    label: str
    given: str
    problem: str
    remedy: str
    article: str

    @property
    def citation(self) -> str:
        """Give the article as people read it; nothing where no article applies."""
        return citation(self.article) if self.article else ""


@cache
def catalogue() -> Mapping[str, Message]:
    """Load every message, by id."""
    source = files("schemas") / "data" / "messages.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        f"{group}.{name}": Message(
            f"{group}.{name}", Level(entry["level"]), entry["problem"], entry["remedy"]
        )
        for group, entries in raw.items()
        for name, entry in entries.items()
    }


def find(  # noqa: PLR0913 - a finding has these parts
    message: str,
    place: Place | None,
    *,
    label: str,
    given: str = "",
    article: str = "",
    details: Mapping[str, str] | None = None,
) -> Finding:
    """Make a finding from the catalogue; KeyError for an id or placeholder that does not exist."""
    entry = catalogue()[message]
    words = {"label": label, "given": given, **(details or {})}
    return Finding(
        message,
        entry.level,
        place,
        label,
        given,
        entry.problem.format(**words),
        entry.remedy.format(**words),
        article,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The same problem in one column of one sheet: one line, with all its cells."""

    first: Finding
    findings: tuple[Finding, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the cells, in order."""
        return tuple(item.place.cell for item in self.findings if item.place is not None)

    @property
    def problem(self) -> str:
        """Say the problem; where the cells differ in what they hold, whose words these are."""
        said = self.first.problem
        if all(item.problem == said for item in self.findings) or self.first.place is None:
            return said
        return f"如{self.first.place.cell}：{said}"


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Group the same problem on the same sheet under the same label, most serious first."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for item in findings:
        sheet = item.place.sheet if item.place else ""
        groups.setdefault((item.id, sheet, item.label), []).append(item)
    order = list(Level)
    return sorted(
        (Group(items[0], tuple(items)) for items in groups.values()),
        key=lambda group: order.index(group.first.level),
    )
