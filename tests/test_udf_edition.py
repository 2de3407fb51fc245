"""Functions answer for their own edition of the rules, and one call at a time.

1. Whatever could change an answer changes the edition: a rule, a row's rule, an explanation, the
   shape of a block, a field's kind.
2. Two calls at once, for two workbooks, get each its own answer.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from case import MET, NOT_MET
from cell_ranges import ranges
from facts import park, residents

from schemas import published as module
from schemas.application import APPLICATION
from schemas.blocks import blocks
from schemas.dependencies import computed, definitions
from schemas.expression import Const
from schemas.fields import Kind
from schemas.published import edition, published
from udfs.answers import answer
from udfs.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.blocks import Block

ROWS = 14


def anew() -> str:
    """Compute the edition from what the module sees now."""
    return edition.__wrapped__()


def test_a_rule_is_part_of_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    assert anew() == edition()
    changed = {**definitions(), "overall": Const("符合")}
    monkeypatch.setattr(module, "definitions", lambda: changed)
    assert anew() != edition()


def test_the_rule_of_a_row_is_part_of_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = dict(computed())
    columns["sites", "class"] = replace(columns["sites", "class"], expr=Const("核心园区"))
    monkeypatch.setattr(module, "computed", lambda: columns)
    assert anew() != edition()


def test_what_explains_is_part_of_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "explained", lambda one: (one.requirement, one.reason, one.given))
    assert anew() != edition()


@pytest.mark.parametrize("part", ["rows", "columns"])
def test_the_shape_of_a_block_is_part_of_the_edition(
    monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    law = blocks()["law"]
    moved = replace(law, **{part: tuple(reversed(("other", *getattr(law, part))))})
    monkeypatch.setattr(module, "blocks", lambda: {**blocks(), "law": moved})
    assert anew() != edition()


def test_the_kind_of_a_field_is_part_of_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = APPLICATION.sections
    fields = (replace(first.fields[0], kind=Kind.DAY), *first.fields[1:])
    changed = replace(APPLICATION, sections=(replace(first, fields=fields), *others))
    monkeypatch.setattr(module, "APPLICATION", changed)
    assert anew() != edition()


class Slow(Desk):
    """A desk that is interrupted between looking at the first call's blocks and answering it."""

    def __init__(self) -> None:
        super().__init__()
        self.looked, self.second = Event(), Event()

    def _look_at(self, given: Mapping[Block, object]) -> None:
        super()._look_at(given)
        if not self.looked.is_set():
            self.looked.set()
            self.second.wait(0.5)  # the second call comes through only if nothing holds it back


def test_two_calls_at_once_get_each_its_own_answer() -> None:
    entry = next(one for one in published() if one.name == "HRPARK_RESIDENTS")
    desk = Slow()

    def ask(count: int) -> object:
        cells = ranges(park(residents=residents(count)), ROWS)
        said = answer(entry, desk, [edition(), *(cells[block.key] for block in entry.blocks)])
        desk.second.set()
        return said

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, 12)
        assert desk.looked.wait(20)
        assert ask(3) == NOT_MET
        assert first.result() == MET
