"""Measure the functions in cells: one recalculation of 500 rows after an edit, in one run.

- all results after one figure of the table changed, through the functions, against the plain rules
- the same when nothing changed, and the statuses of the whole table
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cell_ranges import Cells, ranges  # noqa: E402
from facts import park, residents  # noqa: E402

from schemas.evaluation import Evaluation, Facts  # noqa: E402
from schemas.published import Answers, edition, published  # noqa: E402
from udfs.answers import answer  # noqa: E402
from udfs.desk import Desk  # noqa: E402

ROWS, TIMES = 500, 15
RESULTS = [entry for entry in published() if entry.answers is Answers.RESULT]
STATUS = next(entry for entry in published() if entry.name == "HRPARK_ROW_STATUS_RESIDENTS")


def recalculate(desk: Desk, cells: dict[str, Cells]) -> None:
    """Call every function that gives one value, as a workbook full of them does."""
    for entry in RESULTS:
        answer(entry, desk, [edition(), *(cells[block.key] for block in entry.blocks)])


def plain(facts: Facts) -> None:
    """Compute the same results without cells."""
    evaluation = Evaluation(facts)
    for entry in RESULTS:
        evaluation.result(entry.target)


def edited(cells: dict[str, Cells], value: float) -> dict[str, Cells]:
    """Change one figure of the residents' table."""
    rows = [list(row) for row in cells["residents"]]
    rows[3][13] = value
    return {**cells, "residents": tuple(map(tuple, rows))}


def main() -> None:
    """Print medians and ratios."""
    facts = park(residents=residents(ROWS))
    cells, desk = ranges(facts, ROWS), Desk()
    recalculate(desk, cells)
    spent: dict[str, list[float]] = {}

    def clock(name: str, begun: float) -> None:
        spent.setdefault(name, []).append((time.perf_counter() - begun) * 1000)

    for turn in range(TIMES):
        changed = edited(cells, float(turn))
        begun = time.perf_counter()
        recalculate(desk, changed)
        clock("all results after an edit", begun)
        begun = time.perf_counter()
        answer(STATUS, desk, [edition(), *(changed[block.key] for block in STATUS.blocks)])
        clock("status of the table, one call", begun)
        begun = time.perf_counter()
        recalculate(desk, changed)
        clock("all results, nothing changed", begun)
        begun = time.perf_counter()
        plain(facts)
        clock("plain rules, no cells", begun)
    base = statistics.median(spent["plain rules, no cells"])
    for name, times in spent.items():
        middle = statistics.median(times)
        print(f"{name:<34}{middle:>8.1f} ms  {middle / base:.2f} x the plain rules")


if __name__ == "__main__":
    main()
