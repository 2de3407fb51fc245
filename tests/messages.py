"""How the tests of the message catalogue look at a workbook with one thing wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dirty import Change, dirtied
from facts import ALL_FOR, park

from schemas.findings import Finding
from schemas.parameters import law_at
from workbook.review import Review, review
from workbook.template import build

INFO, SITES, RESIDENTS, SERVICES = "园区信息", "园区场地", "入驻机构", "服务与活动"
MATERIALS, CONDITIONS, PARAMETERS, IDENTITY = "申报材料", "资格审查", "参数", "标识"
WORKBOOK = ""  # where a message is about the file and no cell

STALE = "workbook.stale"

Where = tuple[str, str]  # message id, and sheet!cell


@dataclass(frozen=True, slots=True, init=False)
class Heard:
    """One message: the cell it stands at, what was changed, and what else that implies by law."""

    where: str
    changes: tuple[Change, ...]
    implied: tuple[Where, ...]

    def __init__(self, where: str, *changes: Change, implied: tuple[Where, ...] = ()) -> None:
        object.__setattr__(self, "where", where)
        object.__setattr__(self, "changes", changes)
        object.__setattr__(self, "implied", implied)


@cache
def flawless() -> bytes:
    """Build a workbook in which nothing is to be mended: 12 institutions in 12 rows."""
    return build(law_at(date(2026, 3, 18)), rows=12, facts=park(services={"other": False}))


@cache
def as_built() -> Review:
    """Review that workbook, once people have decided."""
    return review(flawless(), decisions=ALL_FOR)


def seen(*changes: Change) -> Review:
    """Review that workbook with changes."""
    return review(dirtied(flawless(), *changes), decisions=ALL_FOR) if changes else as_built()


def heard(*changes: Change) -> list[Finding]:
    """Give the findings of that workbook with changes."""
    return list(seen(*changes).findings)


def told(found: Review) -> list[Where]:
    """Give what was found and where, sorted; saved results that a change made old are left out."""
    return sorted((item.id, where(item)) for item in found.findings if item.id != STALE)


def where(finding: Finding) -> str:
    """Write where a finding stands as sheet!cell."""
    return f"{finding.place.sheet}!{finding.place.cell}" if finding.place else WORKBOOK
