"""No figure of the law is written out in code: it stands in the law file, and only there.

1. The rules: any number that equals a figure, and numbers within their words.
2. The workbook's code: from 300 on, since sizes and colours use small numbers.
3. The search finds what it should, and leaves decimals, widths, docstrings and anchors alone.
"""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schemas.parameters import law_at
from schemas.rubric import rubric

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LAWS = (
    law_at(date(2026, 3, 18)),
    law_at(date(2026, 7, 1), "231083"),
    law_at(date(2027, 1, 1), "231083"),
)
RUBRICS = (rubric("evaluation"), rubric("assessment"))

# Numbers that equal a figure of the law by chance. Add one here only with its reason.
CHANCE: dict[tuple[str, Decimal | int], str] = {
    ("schemas/rules/rating.py", 10): "the scale on which an expert scores",
    ("schemas/rules/rating.py", 5): "from how many experts the extremes are dropped",
    ("schemas/rules/qualitative.py", 3): "the number of a material, Article 7(1)",
    ("schemas/rules/qualitative.py", 10): "a power of ten below every amount",
    ("schemas/rules/plausibility.py", 3): "how many others make a median worth comparing with",
    ("workbook/archive.py", 300): "megabytes",
    ("workbook/archive.py", 2000): "members of a file",
    ("workbook/limits.py", 500): "rows of the residents' table by default",
    ("workbook/limits.py", 5000): "rows of that table at most",
    ("workbook/submission.py", 5000): "rows that are looked at",
}
SMALL = {0, 1, 2}  # indexes, halves and decimals in any code
WORDED = 50  # below this a number within words is an ordinal: 第3项
PLACES = {"Rounded", "Shown", "rounded", "shortfall"}  # their last argument counts decimals


def figures() -> set[Decimal]:
    """Give every value that a law or a rubric of ours holds."""
    values = {figure.value for law in LAWS for figure in law.parameters.values()}
    return values | {figure.value for of in RUBRICS for figure in of.figures.values()}


FIGURES = figures()


def set_aside(tree: ast.AST) -> Iterator[int]:
    """Give the constants that hold no figure: docstrings, widths, how many decimals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)
        elif isinstance(node, ast.Call):
            yield from (
                id(word.value) for word in node.keywords if word.arg in {"width", "decimals"}
            )
            if isinstance(node.func, ast.Name) and node.func.id in PLACES:
                yield id(node.args[-1])


def literals(source: str) -> Iterator[tuple[int, Decimal]]:
    """Give every number of a source, and those within its words, with their lines."""
    tree = ast.parse(source)
    aside = set(set_aside(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in aside:
            continue
        if isinstance(node.value, str):
            found = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", node.value, re.ASCII)
            yield from ((node.lineno, number) for number in map(Decimal, found) if number >= WORDED)
        elif isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            yield node.lineno, Decimal(str(node.value))


def offences(where: str, source: str, *, least: int) -> list[str]:
    """List the figures of the law that a source writes out; whole ones from `least` on."""
    return [
        f"{where}:{line}: {value}"
        for line, value in literals(source)
        if value in FIGURES - SMALL
        and (value >= least or value != int(value))
        and (where, value) not in CHANCE
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "schemas/rules").glob("*.py")), ids=lambda p: p.stem
)
def test_no_rule_writes_a_figure_out(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    assert offences(where, path.read_text("utf-8"), least=0) == []


@pytest.mark.parametrize("path", sorted((ROOT / "workbook").glob("*.py")), ids=lambda p: p.stem)
def test_no_workbook_code_writes_a_figure_out(path: Path) -> None:
    # Sizes and colours use small numbers; those of 300 and more can only be the law's.
    where = path.relative_to(ROOT).as_posix()
    assert offences(where, path.read_text("utf-8"), least=300) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 3000", ["a.py:1: 3000"]),
        ("x = 0.01", ["a.py:1: 0.01"]),
        ("x = '不少于3000平方米'", ["a.py:1: 3000"]),
        ("def f():\n    '''Ask for 3000.'''\n    return '超过300万元'", ["a.py:3: 300"]),
        ("x = Rounded(y, 6)", []),
        ("x = field(decimals=4, width=10)", []),
        ("article = '6(3)'", []),
        ("x = f(4)", ["a.py:1: 4"]),
        ("x = 30001", []),
    ],
)
def test_the_search_for_literals_finds_them(source: str, found: list[str]) -> None:
    assert offences("a.py", source, least=0) == found
