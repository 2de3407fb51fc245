"""The units people write behind a number, and which of them convert exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE = Decimal(1)
_TEN_THOUSANDTH = Decimal("0.0001")
_YUAN = ("元", "圆", "元整", "元正", "圆整", "块", "块钱")
_SQUARE_METRES = ("平方米", "平米", "平方", "平", "平方公尺", "㎡", "m²", "m2", "m^2", "sqm")
_HECTARES = ("公顷", "ha")
_SQUARE_KILOMETRES = ("平方公里", "平方千米", "㎢", "km²", "km2")
_FOREIGN = ("美元", "美金", "港元", "港币", "欧元", "日元", "英镑")

# For each unit a field may ask: the words accepted behind the number, and their factor.
# One 亩 is 2000/3 平方米, which no decimal writes, so it is asked about; 15 亩 are one 公顷.
_ACCEPTED: dict[str, dict[str, Decimal]] = {
    "元": dict.fromkeys(_YUAN, _ONE),
    "万元": dict.fromkeys(_YUAN, _TEN_THOUSANDTH),
    "平方米": dict.fromkeys(_SQUARE_METRES, _ONE)
    | dict.fromkeys(_HECTARES, Decimal(10_000))
    | dict.fromkeys(_SQUARE_KILOMETRES, Decimal(1_000_000)),
    "公顷": dict.fromkeys(_HECTARES, _ONE)
    | dict.fromkeys(_SQUARE_METRES, _TEN_THOUSANDTH)
    | dict.fromkeys(_SQUARE_KILOMETRES, Decimal(100)),
    "亩": dict.fromkeys(("亩", "市亩"), _ONE)
    | dict.fromkeys(_HECTARES, Decimal(15))
    | dict.fromkeys(_SQUARE_KILOMETRES, Decimal(1500)),
    "人": dict.fromkeys(("人", "名", "位", "个人"), _ONE),
    "人次": dict.fromkeys(("人次", "人", "名", "次"), _ONE),
    "家": dict.fromkeys(("家", "户", "个"), _ONE),
    "场": dict.fromkeys(("场", "场次", "次"), _ONE),
    "个": dict.fromkeys(("个", "项", "处"), _ONE),
    "页": dict.fromkeys(("页", "p"), _ONE),
    "年": dict.fromkeys(("年",), _ONE),
    "%": dict.fromkeys(("%", "个百分点"), _ONE),
    "分": dict.fromkeys(("分",), _ONE),
}

_MONEY = frozenset({"元", "万元"})

_KNOWN = re.compile(
    "(?:"
    + "|".join(
        sorted(
            {re.escape(word) for words in _ACCEPTED.values() for word in words}
            | set(_ACCEPTED)
            | set(_FOREIGN),
            key=len,
            reverse=True,
        )
    )
    + ")$"
)


def accepted(unit: str) -> Mapping[str, Decimal]:
    """Return the words a field of this unit accepts, each with its exact factor."""
    return _ACCEPTED.get(unit, {}) | ({unit: _ONE} if unit else {})


def counts_yuan(unit: str) -> bool:
    """Say whether a bare 万 or 亿 behind a number of this unit counts yuan."""
    return unit in _MONEY


def counts_ten_thousands(unit: str) -> bool:
    """Say whether the unit is money, yet not the yuan that a currency sign stands for."""
    return unit in _MONEY and unit != "元"


def known_unit(given: str) -> str | None:
    """Return the unit a text ends with, whichever field it belongs to."""
    found = _KNOWN.search(given)
    return found[0] if found else None
