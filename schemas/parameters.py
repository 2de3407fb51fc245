"""Give the law of a jurisdiction on a day: its figures, its readings and its words.

The figures stand in `schemas/data/law-<code>.toml`, dated. A county that adopts its own measure by
reference (Article 17) has a file of its own that overrides what differs and inherits the rest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.articles import Provision, citation, provisions

CITY = "231000"
OPERATOR_WORDS = {"at_least": "不少于", "more_than": "超过", "at_most": "不超过"}


class UnknownJurisdictionError(LookupError):
    """没有这个行政区划代码的办法。"""


class NotInForceError(ValueError):
    """该日期早于办法施行日期。"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure of the law: value in `unit`, drafting word, article, in force from."""

    key: str
    label: str
    operator: str
    unit: str
    article: str
    wording: str
    value: Decimal
    in_force_from: date
    jurisdiction: str

    @property
    def requirement(self) -> str:
        """Say the figure with its drafting word: 不少于3000平方米."""
        return f"{OPERATOR_WORDS[self.operator]}{plain(self.value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice made where the text leaves one; shown to officials."""

    article: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one jurisdiction on one day, frozen."""

    code: str
    name: str
    instrument: str
    level: str
    bureau: str
    approval_form: str
    area_code: str
    day: date
    in_force_from: date
    text_name: str
    example: bool
    counties: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    readings: tuple[Reading, ...]

    def __getitem__(self, key: str) -> Parameter:
        """Give one parameter; KeyError when the law has no such figure."""
        return self.parameters[key]

    @property
    def provisions(self) -> Mapping[str, Provision]:
        """Give the text, by anchor."""
        return provisions(self.text_name)

    @staticmethod
    def cite(anchor: str) -> str:
        """Give the citation people read, 《办法》第六条第（三）项."""
        return f"《办法》{citation(anchor)}" if anchor else ""


def plain(number: Decimal) -> str:
    """Write a number without trailing zeros or exponent (3000, 0.01)."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class _Source:
    jurisdiction: dict[str, Any]
    counties: dict[str, str]
    parameters: dict[str, dict[str, Any]]
    readings: list[dict[str, str]] = field(default_factory=list)


def jurisdictions() -> dict[str, str]:
    """Give the codes that have a law of their own, with the name of each."""
    folder = files("schemas") / "data"
    codes = sorted(entry.name[4:-5] for entry in folder.iterdir() if entry.name.startswith("law-"))
    return {code: str(_source(code).jurisdiction["name"]) for code in codes}


@cache
def _source(code: str) -> _Source:
    path = files("schemas") / "data" / f"law-{code}.toml"
    if not code.isalnum() or not path.is_file():
        raise UnknownJurisdictionError(
            f"没有行政区划代码为“{code}”的办法。用 hrpark law --list 查看可用的代码。"
        )
    raw = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    own = _Source(
        raw["jurisdiction"], raw.get("counties", {}), raw["parameters"], raw.get("readings", [])
    )
    parent_code = own.jurisdiction.get("inherits")
    for parameter in own.parameters.values():
        parameter["jurisdiction"] = code
    if parent_code is None:
        return own
    parent = _source(parent_code)
    merged = dict(parent.parameters)
    for key, changes in own.parameters.items():
        merged[key] = {**parent.parameters[key], **changes}
    return _Source(
        {**parent.jurisdiction, "example": False, **own.jurisdiction},
        {**parent.counties, **own.counties},
        merged,
        [*parent.readings, *own.readings],
    )


def _in_force(key: str, raw: dict[str, Any], day: date) -> Parameter:
    dated = [entry for entry in raw["values"] if entry["from"] <= day]
    latest = max(dated, key=lambda entry: entry["from"])
    return Parameter(
        key=key,
        label=raw["label"],
        operator=raw["operator"],
        unit=raw["unit"],
        article=raw["article"],
        wording=raw["wording"],
        value=Decimal(latest["value"]),
        in_force_from=latest["from"],
        jurisdiction=raw["jurisdiction"],
    )


@cache
def law_at(day: date, jurisdiction: str = CITY) -> Law:
    """Return the law of `jurisdiction` on `day`.

    Raises UnknownJurisdictionError for a code without a law and NotInForceError for a day before
    the instrument takes effect (Article 16 for the city).
    """
    source = _source(jurisdiction)
    own = source.jurisdiction
    if day < own["in_force_from"]:
        start = own["in_force_from"]
        raise NotInForceError(
            f"{own['instrument']}自{start.year}年{start.month}月{start.day}日起实施，"
            f"{day.isoformat()}尚未施行。"
        )
    return Law(
        code=jurisdiction,
        name=own["name"],
        instrument=own["instrument"],
        level=own["level"],
        bureau=own["bureau"],
        approval_form=own["approval_form"],
        area_code=own["area_code"],
        day=day,
        in_force_from=own["in_force_from"],
        text_name=own["text"],
        example=bool(own.get("example", False)),
        counties=source.counties,
        parameters={
            key: _in_force(key, raw, day)
            for key, raw in source.parameters.items()
            if any(entry["from"] <= day for entry in raw["values"])
        },
        readings=tuple(Reading(**reading) for reading in source.readings),
    )


def first_day(jurisdiction: str = CITY) -> date:
    """Return the day the instrument of `jurisdiction` takes effect."""
    start: date = _source(jurisdiction).jurisdiction["in_force_from"]
    return start
