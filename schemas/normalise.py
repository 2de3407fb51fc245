"""Turn one raw cell into a typed value: mend what is certain, ask about the rest.

Every function takes the cell as a reader found it and returns a `Normalised`; none raises for
what people typed. Blank cells (None, empty, only spaces or invisible characters) give no value,
no problem and no message, whatever the type asked for.
"""

from __future__ import annotations

from schemas.normalising.cells import CellError, Normalised, RawCell, Value, shown
from schemas.normalising.choices import choice, choices, yes_no
from schemas.normalising.codes import credit_code
from schemas.normalising.dates import day
from schemas.normalising.numbers import number, whole_number
from schemas.normalising.phones import phone
from schemas.normalising.text import licence_number, text

__all__ = [
    "CellError",
    "Normalised",
    "RawCell",
    "Value",
    "choice",
    "choices",
    "credit_code",
    "day",
    "licence_number",
    "number",
    "phone",
    "shown",
    "text",
    "whole_number",
    "yes_no",
]
