"""Measure the button 校验 in Python: from the workbook that came to the list that goes back.

- reading the workbook's JSON, which any server does, and reading the open book
- the whole press, at 30 and 500 rows, as each client sends it, and as a ratio to the JSON
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")

import xlwings as xw  # noqa: E402
from excel_clients import CLIENTS  # noqa: E402
from facts import park, residents  # noqa: E402
from open_books import OpenBook  # noqa: E402
from speed import median_ms  # noqa: E402

from macros import buttons  # noqa: E402
from macros.open_book import read_open_book  # noqa: E402
from schemas.parameters import CITY, law_at  # noqa: E402
from workbook.template import Macros, build  # noqa: E402

LAW, TIMES = law_at(date(2026, 3, 18), CITY), 9


def main() -> None:
    """Print the table."""
    for rows in (30, 500):
        facts = park(residents=residents(rows))
        book = OpenBook.of(build(LAW, rows=rows, facts=facts, macros=Macros(b"stands for one")))
        for client in CLIENTS:
            sent = book.payload(client)
            opened = book.sent(client)
            loaded = median_ms(lambda sent=sent: json.loads(sent), TIMES)
            read = median_ms(lambda opened=opened: read_open_book(opened), TIMES)
            pressed = median_ms(
                lambda sent=sent: buttons.review(xw.Book(json=json.loads(sent))), TIMES
            )
            print(f"{rows} rows, {client} ({len(sent) / 1e6:.2f} MB)")
            print(f"{'  JSON':<44}{loaded:>9.1f} ms")
            print(f"{'  reading the open book':<44}{read:>9.1f} ms")
            print(f"{'  the whole press':<44}{pressed:>9.1f} ms  {pressed / loaded:.1f} x the JSON")


if __name__ == "__main__":
    main()
