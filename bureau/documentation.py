"""Write the parts of the documents that the code knows: the rule table and the command reference.

`python -m bureau.documentation` rewrites them; a test holds that the documents equal what is
generated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from bureau.command_line import command_help
from schemas.articles import citation
from schemas.evaluation import Evaluation, Facts
from schemas.parameters import CITY, first_day, law_at
from schemas.published import published
from schemas.rules.eligibility import CONDITIONS

ROOT = Path(__file__).resolve().parent.parent


def rule_table() -> str:
    """Give the conditions of Article 6 as a Markdown table."""
    evaluation = Evaluation(Facts(law_at(first_day(CITY)), {}, {}))
    lines = ["| 条款 | 条件 | 要求 | 依据 |", "|---|---|---|---|"]
    lines += [
        f"| {citation(condition.article)} | {condition.title} "
        f"| {evaluation.text(condition.requirement)} | {condition.basis} |"
        for condition in CONDITIONS
    ]
    return "\n".join(lines)


def function_list() -> str:
    """Give the functions for cells as a Markdown table, with what each takes."""
    lines = ["| 函数 | 说明 | 参数 |", "|---|---|---|"]
    lines += [
        f"| `{entry.name}` | {entry.help} | {'、'.join(f'`{a.name}`' for a in entry.arguments)} |"
        for entry in published()
    ]
    return "\n".join(lines)


def argument_list() -> str:
    """Give every argument once: its name, what it is, and the name the workbook passes."""
    known = {argument.name: argument for entry in published() for argument in entry.arguments}
    lines = ["| 参数 | 是什么 | 工作簿里的名称 |", "|---|---|---|"]
    lines += [
        f"| `{one.name}` | {one.help} | {f'`{one.passed}`' if one.passed else '自己填'} |"
        for one in known.values()
    ]
    return "\n".join(lines)


def command_reference() -> str:
    """Give the help of every command, as the terminal shows it."""
    return "\n\n".join(
        f"### hrpark {name}\n\n```text\n{_trimmed(text)}\n```"
        for name, text in command_help().items()
    )


def _trimmed(text: str) -> str:
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).strip()


BLOCKS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("README.md", "rules", rule_table),
    ("docs/engineering.md", "commands", command_reference),
    ("docs/functions.md", "functions", function_list),
    ("docs/functions.md", "arguments", argument_list),
)


def with_block(text: str, name: str, content: str) -> str:
    """Replace the block between its two markers; ValueError when the document lacks them."""
    begin, end = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"no block {name}")
    return f"{before}{begin}\n{content}\n{end}{after}"


def main() -> None:
    """Rewrite every generated block."""
    for path, name, make in BLOCKS:
        document = ROOT / path
        text = document.read_text(encoding="utf-8")
        document.write_text(with_block(text, name, make()), encoding="utf-8")


if __name__ == "__main__":
    main()
