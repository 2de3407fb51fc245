"""Derive the functions for cells from the rules: their names, arguments and help.

One list serves everybody: `udfs` computes them, the template calls them, the VBA wrapper declares
them. A function takes the edition of the rules and the blocks that its rule reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from schemas.application import APPLICATION
from schemas.articles import citation
from schemas.blocks import Block, blocks
from schemas.dependencies import computed, definitions, sources
from schemas.expression import Expr
from schemas.fields import Field, Kind, Section, Table
from schemas.rule import Condition
from schemas.rules.eligibility import CONDITIONS
from schemas.rules.rating import EVALUATION, results

PREFIX, CATEGORY = "HRPARK_", "人力资源服务产业园"
EDITION_NAME = "meta_rules"
LONGEST_HELP = 255  # Excel cuts descriptions there


class Answers(StrEnum):
    """What kind of answer a function gives."""

    RESULT = "result"  # one value
    COLUMN = "column"  # one value for each row of a table
    EXPLANATION = "explanation"  # article, what is asked, what was given, why
    CHECK = "check"  # what is wrong with each cell


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name in VBA, what people read of it, and the name the workbook passes."""

    name: str
    help: str
    passed: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """One function: `target` is the result, the `table.column` or the kind of field it is about."""

    name: str
    help: str
    answers: Answers
    target: str
    arguments: tuple[Argument, ...]
    blocks: tuple[Block, ...] = ()

    def call(self, *given: str) -> str:
        """Write the call as formulas make it: `HRPARK_GRADE(meta_rules,block_law,…)`.

        `given` stands for the arguments that no name of the workbook serves: the condition to
        explain, the cells to check.
        """
        passed = (argument.passed for argument in self.arguments if argument.passed)
        return f"{self.name}({','.join((*given, *passed))})"


_EDITION = Argument(
    "edition", "“标识”表中的规则版本；与本机程序的版本不同时不作答，由内置公式作答", EDITION_NAME
)
_CONDITION = Argument("condition", "条件名称，如“建筑面积”，见“资格审查”表的“条件”一列")
_GIVEN = Argument("given", "要检查的单元格或区域")


def _computed(
    name: str, help_: str, answers: Answers, target: str, read: Iterable[str]
) -> Published:
    wanted = set(read)
    taken = tuple(block for key, block in blocks().items() if key in wanted)
    arguments = tuple(Argument(block.key, block.help, block.name) for block in taken)
    return Published(PREFIX + name, help_, answers, target, (_EDITION, *arguments), taken)


def _result(name: str, help_: str, target: str) -> Published:
    return _computed(name, help_, Answers.RESULT, target, sources((definitions()[target],)))


def _conditions() -> Iterator[Published]:
    for condition in CONDITIONS:
        help_ = (
            f"第六条“{condition.title}”（{citation(condition.article)}）的程序判断："
            "符合、不符合、需人工研判或待填写。"
        )
        yield _result(condition.key.upper(), help_, f"{condition.key}.verdict")
    help_ = "第六条的总体结论；程序不作不予认定的结论，结论符合也不当然认定。"
    yield _result("OVERALL", help_, "overall")


def _rating() -> Iterator[Published]:
    items = {f"{EVALUATION.key}.{item.key}" for item in EVALUATION.items}
    for result in results(EVALUATION):
        short = result.key.partition(".")[2].upper()
        name = f"POINTS_{short}" if result.key in items else short
        help_ = f"参考评分标准的“{result.label}”{result.unit and f'（{result.unit}）'}。"
        yield _result(name, help_ + "尚缺数据时留空。", result.key)


def _columns() -> Iterator[Published]:
    for (table, key), column in computed().items():
        if column.shown:
            title = APPLICATION.table(table).title
            help_ = f"“{title}”表每行的“{column.label}”，一次算出整列（数组公式）；空行留空。"
            read = sources((column.expr,), table)
            yield _computed(
                f"ROW_{key}_{table}".upper(), help_, Answers.COLUMN, f"{table}.{key}", read
            )


def explained(condition: Condition) -> tuple[Expr, ...]:
    """Give what an explanation says of a condition: what is asked, what was given, why."""
    return condition.requirement, condition.given, condition.reason


def _explanation() -> Published:
    read = sources(expr for condition in CONDITIONS for expr in explained(condition))
    help_ = "说明一项条件：依据、要求、填报情况、还缺什么，横向四格（数组公式）。"
    base = _computed("EXPLAIN", help_, Answers.EXPLANATION, "", read)
    return Published(base.name, help_, base.answers, "", (_CONDITION, *base.arguments), base.blocks)


CHECKED: Mapping[str, Field] = {
    "CODE": Field("code", "统一社会信用代码", Kind.CREDIT_CODE),
    "PHONE": Field("phone", "联系电话", Kind.PHONE),
    "LICENCE": Field("licence", "许可证或备案编号", Kind.LICENCE),
    "DATE": Field("date", "日期", Kind.DAY),
    # Of the form's amounts this is the one that may be below zero.
    "AMOUNT": replace(
        APPLICATION.field("residents.net_service_revenue"),
        key="amount",
        label="金额",
        required=False,
        help="",
        article="",
    ),
}


def _checks() -> Iterator[Published]:
    for name, field in CHECKED.items():
        help_ = (
            f"检查{field.label}{field.unit and f'（{field.unit}）'}：正确，或写出问题；空白留空。"
        )
        yield Published(f"{PREFIX}CHECK_{name}", help_, Answers.CHECK, name, (_GIVEN,))


@cache
def published() -> tuple[Published, ...]:
    """Give every function, in the order in which the docs list them."""
    return (*_conditions(), *_rating(), *_columns(), _explanation(), *_checks())


@cache
def edition() -> str:
    """Give the edition of rules and blocks, 12 hex digits, which the template writes down.

    A function answers for its own edition only: an older workbook falls back to its formulas
    instead of having its columns, or its rules, taken for the present ones. Figures are no part of
    it, for functions take them from the cells.
    """
    declared: tuple[Section | Table, ...] = (*APPLICATION.sections, *APPLICATION.tables)
    parts = [
        [[block.key, block.rows, block.columns] for block in blocks().values()],
        [[field.key, str(field.kind), field.choices] for part in declared for field in part.fields],
        [[key, repr(expr)] for key, expr in definitions().items()],
        [[*key, repr(column.expr)] for key, column in computed().items()],
        [[condition.key, *map(repr, explained(condition))] for condition in CONDITIONS],
    ]
    canonical = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
