"""The filled sample workbooks, saved by a spreadsheet program, with their expected results.

Each sample is a pair in `workbook/sample_files/`: `<key>.toml` says what is filled in and, by hand
from the law, what must come out; `<key>.xlsx` is the template filled with it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.parameters import CITY


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its inputs by address and table, and its expected results.

    `jurisdiction` is whose template is filled. `mess` is what was done to the file besides typing:
    merged, hidden and renamed things, for the sample of dirty data.
    """

    key: str
    title: str
    jurisdiction: str
    cells: Mapping[str, Any]
    rows: Mapping[str, list[dict[str, Any]]]
    mess: Mapping[str, Any]
    expected: Mapping[str, Any]

    def workbook(self) -> bytes:
        """Give the filled workbook as a spreadsheet program saved it."""
        return (files("workbook") / "sample_files" / f"{self.key}.xlsx").read_bytes()


@cache
def samples() -> Mapping[str, Sample]:
    """Load every sample, in the order of their keys."""
    found = {}
    folder = files("workbook") / "sample_files"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            key = entry.name.removesuffix(".toml")
            raw = tomllib.loads(entry.read_text(encoding="utf-8"))
            found[key] = Sample(
                key,
                raw["title"],
                raw.get("jurisdiction", CITY),
                raw.get("cells", {}),
                raw.get("rows", {}),
                raw.get("mess", {}),
                raw["expected"],
            )
    return found
