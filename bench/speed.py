"""Measure in one run: medians, and ratios side by side. `make bench` prints them.

- building the template
- a cold `hrpark check` of 30 rows against importing pandas and pandera in a bare interpreter
- a warm review at 30 and 500 rows
- the same file read by pandas (openpyxl) and checked by pandera, column by column
- the floor: unzip every part and scan the XML with nothing to do
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.parsers import expat

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from facts import park, residents  # noqa: E402

from schemas.application import RESIDENTS  # noqa: E402
from schemas.models import table_schema  # noqa: E402
from schemas.parameters import CITY, law_at  # noqa: E402
from workbook.review import review  # noqa: E402
from workbook.template import build  # noqa: E402

LAW = law_at(date(2026, 3, 18), CITY)


def median_ms(job: Callable[[], object], times: int) -> float:
    """Give the median of some runs after one to warm up."""
    job()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        job()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def filled(rows: int) -> bytes:
    """Build a workbook with that many resident rows, all filled."""
    return build(LAW, rows=max(rows, 10), facts=park(residents=residents(rows)))


def floor(data: bytes) -> None:
    """Unzip every part and scan the XML with no handlers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - its own signature


def by_pandas(data: bytes, rows: int) -> None:
    """Read the residents' table with pandas and openpyxl, and check it column by column."""
    import pandas as pd  # noqa: PLC0415

    frame = pd.read_excel(
        io.BytesIO(data),
        sheet_name="入驻机构",
        engine="openpyxl",
        header=3,
        nrows=rows,
        dtype=object,
    )
    frame = frame.rename(columns={field.heading: field.key for field in RESIDENTS})
    frame = frame.reindex(columns=[field.key for field in RESIDENTS])
    frame = frame.astype(object).where(frame.notna(), None)
    for field in RESIDENTS:
        if field.unit == "万元":
            frame[field.key] = pd.Series(
                [None if value is None else Decimal(str(value)) for value in frame[field.key]],
                dtype=object,
            )
    table_schema(RESIDENTS).validate(frame, lazy=True)


def shell(*command: str) -> Callable[[], object]:
    """Give a job that runs a program; its findings are no failure."""

    def job() -> None:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if done.returncode > 1:
            raise SystemExit(done.stderr.decode())

    return job


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=9)
    times = parser.parse_args().times
    small, large = filled(30), filled(500)
    lines: list[tuple[str, float, str]] = []
    built = median_ms(lambda: build(LAW), max(3, times // 3))
    lines.append(("build the template, 500 rows", built, ""))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thirty.xlsx"
        path.write_bytes(small)
        imports = median_ms(shell(sys.executable, "-c", "import pandas, pandera.pandas"), times)
        bare = median_ms(shell(sys.executable, "-c", "pass"), times)
        hrpark = str(Path(sys.executable).with_name("hrpark"))
        cold = median_ms(shell(hrpark, "check", "--json", str(path)), times)
    lines.append(("bare interpreter", bare, ""))
    lines.append(("import pandas and pandera", imports, ""))
    lines.append(("hrpark check, 30 rows, cold", cold, f"{cold / imports:.2f} x the import"))
    for name, data, rows, aim in (("30 rows", small, 30, 15), ("500 rows", large, 500, 60)):
        base = median_ms(lambda data=data: floor(data), times)
        warm = median_ms(lambda data=data: review(data), times)
        peer = median_ms(lambda data=data, rows=rows: by_pandas(data, rows), max(3, times // 3))
        lines.append((f"floor: unzip and empty scan, {name}", base, ""))
        lines.append((f"warm review, {name}", warm, f"{warm / base:.1f} x the floor; aim {aim} ms"))
        lines.append(
            (f"pandas(openpyxl) + pandera, {name}", peer, f"{peer / warm:.1f} x the review")
        )
    for name, spent, note in lines:
        print(f"{name:<44}{spent:>9.1f} ms  {note}")


if __name__ == "__main__":
    main()
