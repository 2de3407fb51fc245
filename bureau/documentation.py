"""Write the parts of the documents that the code knows: the rule table and the command reference.

`python -m bureau.documentation` rewrites them; a test holds that the documents equal what is
generated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import typer

from bureau.command_line import app
from schemas.articles import citation
from schemas.evaluation import Evaluation, Facts
from schemas.parameters import CITY, first_day, law_at
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


def command_reference() -> str:
    """Give the help of every command, as the terminal shows it."""
    group = typer.main.get_command(app)
    if not isinstance(group, click.Group):
        raise TypeError("hrpark has several commands")
    parts = []
    for name, command in group.commands.items():
        context = click.Context(command, info_name=f"hrpark {name}", terminal_width=88)
        text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.MULTILINE)
        parts.append(f"### hrpark {name}\n\n```text\n{text}\n```")
    return "\n\n".join(parts)


BLOCKS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("README.md", "rules", rule_table),
    ("docs/engineering.md", "commands", command_reference),
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
