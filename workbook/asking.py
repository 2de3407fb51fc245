"""Write the formulas of the edition with macros: ask the function first, else compute plainly.

The plain formula is the other edition's, so both show the same where no engine answers.
"""

from __future__ import annotations

from functools import cache

from schemas.published import Answers, Published, published


@cache
def calls() -> dict[str, str]:
    """Give the call of the function that answers a result, by the result's key."""
    return {one.target: one.call() for one in published() if one.answers is Answers.RESULT}


@cache
def column_functions() -> dict[tuple[str, str], Published]:
    """Give the function that answers a whole computed column, by table and key."""
    columns = (one for one in published() if one.answers is Answers.COLUMN)
    return {(one.target.partition(".")[0], one.target.partition(".")[2]): one for one in columns}


def column_name(table: str, key: str) -> str:
    """Name the cells that hold the answer for a whole column: `row_status_residents`."""
    return f"row_{key}_{table}"


def asking(key: str, formula: str) -> str:
    """Ask the function of a result first; the formula alone where it has none."""
    call = calls().get(key)
    return f"IFERROR({call},{formula})" if call else formula


def asking_row(table: str, key: str, number: str, formula: str) -> str:
    """Take a row's answer from the column's, by its number; it is text when there is one."""
    if (table, key) not in column_functions():
        return formula
    answer = f"INDEX({column_name(table, key)},{number})"
    return f"IF(ISTEXT({answer}),{answer},{formula})"
