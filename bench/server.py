"""Measure the server: what a call costs beside one that asks for nothing, in one run.

- the health answer, and a function of one blank cell: the empty call
- the statuses of a table of 500 rows, and a condition that reads it: the table comes with the call
- 校验 of the same workbook as the add-in sends it, and of its file on the self-check page
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cell_ranges import ranges  # noqa: E402
from excel_clients import OFFICE_JS  # noqa: E402
from facts import park, residents  # noqa: E402
from open_books import OpenBook  # noqa: E402
from serving import Server, ask, computed_call, function_call  # noqa: E402

from schemas.parameters import CITY, law_at  # noqa: E402
from workbook.template import Macros, build  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

ROWS, TIMES = 500, 15


def work(client: httpx.Client) -> dict[str, Callable[[], httpx.Response]]:
    """Give what is timed by name; the first is the measure of the others."""
    facts = park(residents=residents(ROWS))
    cells = ranges(facts, ROWS, desktop=False)
    data = build(law_at(date(2026, 3, 18), CITY), rows=ROWS, facts=facts, macros=Macros(b"none"))
    payload = OpenBook.of(data).payload(OFFICE_JS)
    plain = build(law_at(date(2026, 3, 18), CITY), rows=ROWS, facts=facts)
    empty = function_call("HRPARK_CHECK_CODE", None)
    status = computed_call("HRPARK_ROW_STATUS_RESIDENTS", cells)
    condition = computed_call("HRPARK_RESIDENTS", cells)
    return {
        "an empty call of a function": lambda: ask(client, empty),
        "the health answer": lambda: client.get("/health"),
        f"statuses of {ROWS} rows": lambda: ask(client, status),
        f"a condition over {ROWS} rows": lambda: ask(client, condition),
        f"the button, {ROWS} rows": lambda: client.post(
            "/xlwings/custom-scripts-call/review", content=payload
        ),
        f"the page, {ROWS} rows": lambda: client.post(
            "/check", files={"workbook": ("a.xlsx", plain)}
        ),
    }


def main() -> None:
    """Print medians and ratios."""
    spent: dict[str, list[float]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "server") as server,
        server.client() as client,
    ):
        jobs = work(client)
        for turn in range(TIMES + 1):  # side by side: what else the machine does hits all alike
            for name, job in jobs.items():
                begun = time.perf_counter()
                answer = job()
                passed = (time.perf_counter() - begun) * 1000
                if answer.status_code != 200:
                    raise SystemExit(f"{name}: {answer.status_code} {answer.text[:200]}")
                if turn:  # the first time everything loads
                    spent.setdefault(name, []).append(passed)
    base = statistics.median(next(iter(spent.values())))
    for name, times in spent.items():
        middle = statistics.median(times)
        print(f"{name:<30}{middle:>8.1f} ms  {middle / base:>6.2f} x an empty call")


if __name__ == "__main__":
    main()
