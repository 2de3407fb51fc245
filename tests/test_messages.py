"""Every message has a minimal failing workbook, built in code.

1. The workbook these tests start from has nothing to mend, once people have decided.
2. Each change yields exactly its message at exactly its cell, and nothing else but what the law
   makes of the change, which stands by hand beside it.
3. Every message of the catalogue is heard so; there is none that cannot be.
4. What people read is whole: no placeholder, no blank, no key of a field, no number of a column.
5. Saved results that the change made old are no error of the applicant: those notes are left out
   where they are not the message at hand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from messages import STALE, Heard, heard, where
from messages_cells import CELLS
from messages_files import FILES
from messages_rules import RULES

from schemas.application import APPLICATION
from schemas.articles import citation
from schemas.findings import catalogue
from schemas.rules.eligibility import CONDITIONS

if TYPE_CHECKING:
    from schemas.fields import Section, Table
    from schemas.findings import Finding

ALL: dict[str, Heard] = {**CELLS, **RULES, **FILES}
PARTS: list[Section | Table] = [*APPLICATION.sections, *APPLICATION.tables]
KEYS = {
    part
    for group in PARTS
    for field in group.fields
    for part in (field.key, f"{group.key}.{field.key}", f"{group.key}_{field.key}")
} | {condition.key for condition in CONDITIONS}
_PLACEHOLDER = re.compile(r"[{}]|\bNone\b|\bFalse\b|\bTrue\b|“”|（）|（单位：）|：。|，。|为。")
_COLUMN = re.compile(r"第\s*[0-9A-Z]+\s*列|列\s*[0-9]+|\brow\b|\bcolumn\b")


def test_the_workbook_to_start_from_is_flawless() -> None:
    assert heard() == []


def test_every_message_of_the_catalogue_is_heard_here() -> None:
    assert len(ALL) == len(CELLS) + len(RULES) + len(FILES)
    assert set(ALL) == set(catalogue())


@pytest.mark.parametrize("message", ALL)
def test_one_change_yields_exactly_its_message(message: str) -> None:
    case = ALL[message]
    found = [item for item in heard(*case.changes) if message == STALE or item.id != STALE]
    told = sorted((item.id, where(item)) for item in found)
    assert told == sorted([(message, case.where), *case.implied])
    for item in found:
        whole(item)


def whole(finding: Finding) -> None:
    """Hold that people can read a finding."""
    entry = catalogue()[finding.id]
    assert finding.level is entry.level
    assert finding.label
    for words in (finding.problem, finding.remedy):
        assert not _PLACEHOLDER.search(words), words
        assert not _COLUMN.search(words), words
        assert words.endswith("。")
        assert KEYS.isdisjoint(re.findall(r"[a-z][a-z_.]+", words)), words
    assert not finding.article or finding.citation == citation(finding.article)
