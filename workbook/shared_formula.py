"""Write a shared formula out for another cell of its group."""

from __future__ import annotations

import re

from workbook.addresses import column_letters, column_number
from workbook.raw import COLUMNS, ROWS

# Strings, quoted sheet names and the brackets of table columns pass as they are; what is left and
# looks like a cell, a span of columns or a span of rows is shifted. `LOG10(` is no cell.
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'"
    r"|\[[^\]]*\]"
    r"|(?<![\w.$])(?:"
    r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})"
    r"|(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})"
    r"|(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})"
    r")(?![\w.(!])"
)
_BROKEN = "#REF!"


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return `formula` as it reads that many rows further down and columns further right."""

    def column(fixed: str, letters: str) -> str:
        number = column_number(letters) + (0 if fixed else columns)
        return fixed + column_letters(number) if 0 <= number < COLUMNS else ""

    def row(fixed: str, digits: str) -> str:
        number = int(digits) + (0 if fixed else rows)
        return f"{fixed}{number}" if 1 <= number <= ROWS else ""

    def moved(match: re.Match[str]) -> str:
        if match[2]:
            ends = [column(match[1], match[2]), row(match[3], match[4])]
            return "".join(ends) if all(ends) else _BROKEN
        if match[6]:
            ends = [column(match[5], match[6]), column(match[7], match[8])]
        elif match[10]:
            ends = [row(match[9], match[10]), row(match[11], match[12])]
        else:
            return match[0]
        return ":".join(ends) if all(ends) else _BROKEN

    return _TOKEN.sub(moved, formula)
