"""Turn the names of cells into rows and columns counted from 0, and back."""

from __future__ import annotations

from functools import cache

_LETTERS = 26


@cache
def column_number(letters: str) -> int:
    """Return the column of its letters, in either case: A is 0."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return letters


def a1(row: int, column: int) -> str:
    """Return the name of a cell counted from 0, such as B12."""
    return f"{column_letters(column)}{row + 1}"
