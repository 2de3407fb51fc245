"""The expression tree: the only place logic lives, with two faces.

`value(context)` computes in Python on exact decimals; `excel(names)` writes the same computation as
a formula of functions that Excel 2010, WPS and LibreOffice share. Blank is `None` in Python and an
empty cell (or empty text) in a sheet; it is never zero, so an expression asks `Blank(x)` before it
computes with x.
"""

from schemas.expression.base import (
    Blank,
    Cell,
    Const,
    Context,
    Expr,
    Names,
    Parameter,
    Result,
    RowCell,
    Value,
    as_expr,
)
from schemas.expression.logic import (
    Both,
    Branch,
    Compare,
    Either,
    If,
    Not,
    both,
    choose,
    drafted,
    either,
    equals,
)
from schemas.expression.numbers import (
    Arithmetic,
    Day,
    Extreme,
    Rounded,
    Sum,
    Year,
    number,
    plus,
    rounded,
)
from schemas.expression.tables import Count, Distinct, FirstOfKind, Listed, Started, Total, Where
from schemas.expression.words import Shown, Text, ValidCode, shortfall, text

__all__ = [
    "Arithmetic",
    "Blank",
    "Both",
    "Branch",
    "Cell",
    "Compare",
    "Const",
    "Context",
    "Count",
    "Day",
    "Distinct",
    "Either",
    "Expr",
    "Extreme",
    "FirstOfKind",
    "If",
    "Listed",
    "Names",
    "Not",
    "Parameter",
    "Result",
    "Rounded",
    "RowCell",
    "Shown",
    "Started",
    "Sum",
    "Text",
    "Total",
    "ValidCode",
    "Value",
    "Where",
    "Year",
    "as_expr",
    "both",
    "choose",
    "drafted",
    "either",
    "equals",
    "number",
    "plus",
    "rounded",
    "shortfall",
    "text",
]
