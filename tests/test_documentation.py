"""The documents say what the code says.

1. The README's rule table and the command reference equal what is generated.
2. Every command and option that a document names exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bureau.command_line import command_help
from bureau.documentation import BLOCKS, ROOT, rule_table, with_block
from schemas.rules.eligibility import CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
_COMMAND = re.compile(r"\bhrpark[ \t]+([a-z]+)((?:[ \t]+[^\s`|（）()，。；]+)*)")


@pytest.mark.parametrize(("path", "name", "make"), BLOCKS, ids=[name for _, name, _ in BLOCKS])
def test_a_generated_block_is_up_to_date(path: str, name: str, make: Callable[[], str]) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert with_block(text, name, make()) == text, "run: python -m bureau.documentation"


def test_the_rule_table_has_every_condition_with_the_law_s_figures() -> None:
    rows = rule_table().splitlines()[2:]
    assert len(rows) == len(CONDITIONS)
    assert "| 第六条第（四）项 | 入驻机构数量 | 入驻人力资源服务机构不低于10家 | 数据计算 |" in rows


def test_the_reference_has_every_command() -> None:
    _, _, make = next(block for block in BLOCKS if block[1] == "commands")
    headings = re.findall(r"^### hrpark (\w+)$", make(), re.MULTILINE)
    assert headings == ["template", "check", "law", "sample", "demo", "excel", "serve"]
    assert not re.search(r"[ \t]$", make(), re.MULTILINE)


def test_a_block_is_replaced_between_its_marks() -> None:
    text = "a\n<!-- x: generated -->\nold\n<!-- x: end -->\nb\n"
    new = "a\n<!-- x: generated -->\nnew\n<!-- x: end -->\nb\n"
    assert with_block(text, "x", "new") == new
    assert with_block(new, "x", "new") == new
    for broken in ("a", "<!-- x: generated -->", "<!-- x: end -->"):
        with pytest.raises(ValueError, match="no block x"):
            with_block(broken, "x", "new")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_commands_that_exist(path: Path) -> None:
    helps = command_help()
    for command, rest in _COMMAND.findall(path.read_text(encoding="utf-8")):
        assert command in helps, f"hrpark {command}"
        for option in re.findall(r"--[a-z]+", rest):
            assert option in helps[command], f"hrpark {command} {option}"


def test_the_readme_shows_what_to_type() -> None:
    named = _COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"template", "check", "law"} <= {command for command, _ in named}
    assert any("--annotate --html" in rest for command, rest in named if command == "check")
