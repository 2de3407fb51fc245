"""xlwings publishes just the functions that `schemas.published` lists.

1. The VBA signatures that xlwings itself generates are those of the list.
2. Names are ASCII, unique and no cell address; help is Chinese and fits.
3. Formulas that call them fit Excel's limits; importing them needs no Windows, and the command
   line does not import xlwings.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.blocks import blocks
from schemas.published import CATEGORY, LONGEST_HELP, Answers, edition, published

ROOT = Path(__file__).resolve().parent.parent
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def generated() -> dict[str, Any]:
    code = "import runpy, sys; sys.path.insert(0, '.'); runpy.run_path('tests/udf_wrapper.py')"
    found: dict[str, Any] = json.loads(run("-c", code))
    return found


def test_the_signatures_that_xlwings_generates_are_those_of_the_list(
    generated: dict[str, Any],
) -> None:
    signatures = re.findall(r"^Function (\w+)\((.*)\)\s*$", generated["wrapper"], re.MULTILINE)
    listed = {
        entry.name: ", ".join(argument.name for argument in entry.arguments)
        for entry in published()
    }
    assert len(signatures) == len(listed) > 30
    assert dict(signatures) == listed


def test_the_wrapper_calls_the_module_by_its_name(generated: dict[str, Any]) -> None:
    calls = re.findall(
        r'XLPy\.CallUDF\("([\w.]+)", "(\w+)", Array\((.*?)\), ThisWorkbook', generated["wrapper"]
    )
    assert {module for module, _, _ in calls} == {"udfs.functions"}
    assert [name for _, name, _ in calls] == sorted(entry.name for entry in published())
    assert generated["wrapper"].isascii()


def test_xlwings_keeps_help_category_and_shape(generated: dict[str, Any]) -> None:
    for entry in published():
        kept = generated["kept"][entry.name]
        assert kept["doc"] == entry.help
        assert kept["category"] == CATEGORY
        assert kept["volatile"] is False
        assert [arg["doc"] for arg in kept["args"]] == [arg.help for arg in entry.arguments]
        assert all(arg["options"] == {"ndim": 2, "err_to_str": True} for arg in kept["args"])


def test_names_and_help_fit_excel() -> None:
    names = [entry.name for entry in published()]
    assert len({name.upper() for name in names}) == len(names)
    for entry in published():
        assert re.fullmatch(r"HRPARK_[A-Z0-9_]{3,50}", entry.name)
        assert not re.fullmatch(r"[A-Z]{1,3}[0-9]+", entry.name)
        told = [entry.help, *(argument.help for argument in entry.arguments)]
        assert all(len(help_) <= LONGEST_HELP and _CHINESE.search(help_) for help_ in told)
        for argument in entry.arguments:
            assert re.fullmatch(r"[a-z_]{3,20}", argument.name)
            assert argument.name != "caller"  # xlwings fills in an argument of this name itself
        assert len({argument.name for argument in entry.arguments}) == len(entry.arguments)


def test_a_call_is_what_a_formula_can_hold() -> None:
    by_name = {entry.name: entry for entry in published()}
    grade = by_name["HRPARK_FLOOR_AREA"].call()
    assert grade == "HRPARK_FLOOR_AREA(meta_rules,block_law,block_sites)"
    explain = by_name["HRPARK_EXPLAIN"].call("$B5")
    assert explain.startswith("HRPARK_EXPLAIN($B5,meta_rules,block_law,")
    assert by_name["HRPARK_CHECK_CODE"].call("C5") == "HRPARK_CHECK_CODE(C5)"
    assert all(len(entry.call("A1")) < 300 for entry in published())


def test_blocks_name_each_of_their_cells_once() -> None:
    for block in blocks().values():
        assert len(set(block.rows)) == len(block.rows)
        assert len(set(block.columns)) == len(block.columns)
        assert block.name == f"block_{block.key}" or block.key == "evaluation_rating"
    assert [key for key, block in blocks().items() if not block.rows] == [
        "sites",
        "residents",
        "activities",
    ]


def test_the_edition_is_the_same_in_every_interpreter() -> None:
    code = "from schemas.published import edition; print(edition())"
    assert run("-c", code).strip() == edition()
    assert re.fullmatch("[0-9a-f]{12}", edition())


def test_functions_come_in_without_windows_and_the_command_line_without_xlwings() -> None:
    code = (
        "import sys, udfs.functions as f; print('win32com' in sys.modules, f.HRPARK_GRADE.__name__)"
    )
    assert run("-c", code).split() == ["False", "HRPARK_GRADE"]
    code = "import sys, bureau.command_line, workbook.review; print('xlwings' in sys.modules)"
    assert run("-c", code).strip() == "False"


def test_every_kind_of_answer_is_published() -> None:
    assert {entry.answers for entry in published()} == set(Answers)
