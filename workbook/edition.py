"""Say which editions of a workbook there are, by file extension."""

from __future__ import annotations

from enum import StrEnum


class Edition(StrEnum):
    """The editions: `XLSM` has buttons, and cells that ask functions before their formulas."""

    XLSX = "xlsx"
    XLSM = "xlsm"
