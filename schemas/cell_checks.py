"""Say which typed values a field does not take: the checks that pandera and functions share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from schemas.expression import Value
from schemas.fields import Field, Kind


@dataclass(frozen=True, slots=True)
class CellCheck:
    """A check of one typed value against its field; `fits` is asked where `applies`."""

    message: str
    applies: Callable[[Field], bool]
    fits: Callable[[Field, Value], bool]


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _not_below(field: Field, value: Value) -> bool:
    return not _is_number(value) or field.minimum is None or value >= field.minimum  # type: ignore[operator]


def _not_above(field: Field, value: Value) -> bool:
    return not _is_number(value) or field.maximum is None or value <= field.maximum  # type: ignore[operator]


def _fine_enough(field: Field, value: Value) -> bool:
    if not isinstance(value, Decimal):
        return True
    exponent = value.normalize().as_tuple().exponent
    return not isinstance(exponent, int) or -exponent <= field.decimals


_FIGURES = frozenset({Kind.NUMBER, Kind.WHOLE})
CELL_CHECKS: tuple[CellCheck, ...] = (
    CellCheck("required.missing", lambda field: field.required, lambda _, value: value is not None),
    CellCheck(
        "number.below-minimum",
        lambda field: field.kind in _FIGURES and field.minimum is not None,
        _not_below,
    ),
    CellCheck(
        "number.above-maximum",
        lambda field: field.kind in _FIGURES and field.maximum is not None,
        _not_above,
    ),
    CellCheck("number.decimals", lambda field: field.kind is Kind.NUMBER, _fine_enough),
)


def field_words(field: Field) -> dict[str, str]:
    """Give what messages may say of a field: its help, unit, bounds and decimals."""
    return {
        "help": f"（{field.help}）" if field.help else "",
        "unit": field.unit,
        "minimum": _bound(field.minimum),
        "maximum": _bound(field.maximum),
        "decimals": str(field.decimals),
    }


def _bound(bound: float | None) -> str:
    return "" if bound is None else f"{bound:,.10g}"
