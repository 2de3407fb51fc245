"""Fill the template with each sample and let LibreOffice save it: `make samples`.

`python tests/build_samples.py [KEY…]` rewrites `workbook/sample_files/<key>.xlsx`, all or some. The
template of the present specification is filled as people fill it: cell by cell, in LibreOffice,
only where the sheets are open; what a sample says under `[mess]` is done afterwards.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from office import Document, Office

import workbook
from schemas.parameters import first_day, law_at
from workbook.layout import name_of
from workbook.samples import Sample, samples
from workbook.template import build

ROWS = 60  # of the residents' table: small files
FOLDER = Path(workbook.__file__).parent / "sample_files"


def write(sample: Sample, office: Office, target: Path) -> None:
    """Fill one sample's template and save it as `target`."""
    law = law_at(first_day(sample.jurisdiction), sample.jurisdiction)
    with tempfile.TemporaryDirectory() as folder:
        blank = Path(folder) / "blank.xlsx"
        blank.write_bytes(build(law, rows=ROWS))
        with office.open(blank) as document:
            _fill(sample, document)
            _mess_up(sample, document)
            document.recalculate()
            document.save_xlsx(target)


def _fill(sample: Sample, document: Document) -> None:
    for address, value in sample.cells.items():
        document.set(name_of(address), value)
    for table, rows in sample.rows.items():
        for offset, row in enumerate(rows):
            for key, value in row.items():
                document.set(_place(document, f"{table}.{key}", offset), value)


def _place(document: Document, column: str, offset: int) -> tuple[str, int, int]:
    """Give the cell of a table's column, by its row from 0."""
    area = document.area(name_of(column))
    return area.sheet, area.first_row + offset, area.first_column


def _mess_up(sample: Sample, document: Document) -> None:
    """Do what people do to a file besides typing; rows of tables count from 1."""
    mess = sample.mess
    for sheet in mess.get("unprotected", ()):
        document.unprotect(sheet)
    for merged in mess.get("merged", ()):
        first, last = (
            _place(document, merged["column"], row - 1)
            for row in (min(merged["rows"]), max(merged["rows"]))
        )
        document.merge(*first, *last[1:])
    for hidden in mess.get("hidden", ()):
        column = f"{hidden['table']}.{next(iter(sample.rows[hidden['table']][0]))}"
        sheet, row, _ = _place(document, column, hidden["row"] - 1)
        document.hide_row(sheet, row)
    for formula in mess.get("formulas", ()):
        document.formula(
            _place(document, formula["column"], formula["row"] - 1), formula["formula"]
        )
    for stray in mess.get("strays", ()):
        document.set((stray["sheet"], stray["row"] - 1, stray["column"] - 1), stray["text"])
    for sheet, title in mess.get("renamed", {}).items():
        document.rename(sheet, title)


def _main(keys: list[str]) -> None:
    with Office() as office:
        for key in keys or samples():
            target = FOLDER / f"{key}.xlsx"
            write(samples()[key], office, target)
            print(f"{target.stat().st_size:>9,}  {target.name}")  # noqa: T201 - the answer


if __name__ == "__main__":
    _main(sys.argv[1:])
