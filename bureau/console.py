"""Print reviews and the law in a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.articles import citation
from schemas.findings import Group, Level
from schemas.normalising.cells import without_invisible
from schemas.outcomes import Outcome, Overall
from schemas.parameters import Law
from workbook.review import Review

_STYLES: dict[str, str] = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.JUDGEMENT: "blue",
    Outcome.INCOMPLETE: "yellow",
    Overall.MET: "bold green",
    Overall.NOT_MET: "bold red",
}
_LEVELS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.MENDED: "cyan", Level.NOTE: "dim"}
_CELLS_SHOWN = 8


def print_review(review: Review, console: Console, *, findings: bool = True) -> None:
    """Print one review: what it is, the conditions, the score, the findings, what to do next.

    What people wrote goes out as it is: it is no markup and commands no terminal.
    """
    name = without_invisible(review.file_name)
    console.rule(Text.assemble((review.park or "（园区名称未填）", "bold"), f"　{name}"))
    filed = review.filed_on.isoformat() if review.filed_on else "未填"
    _say(
        console,
        f"申报单位 {review.applicant or '未填'}　填报日期 {filed}　填报码 {review.code}\n"
        f"适用 {review.law.instrument}　表内结果与重新计算相比：{review.agreement}"
        f"{'；写法规范后结论有不同，见下' if review.differs else ''}",
    )
    console.print(_conditions(review))
    overall = str(review.overall)
    _say(console, "总体结论：", (overall, _STYLES.get(overall, "bold")))
    _say(console, _score_line(review))
    if findings:
        _print_findings(review.groups, console)
    _say(console, (_next_step(review), "bold"))


def _say(console: Console, *words: str | tuple[str, str]) -> None:
    """Print words, each with its style; the terminal wraps them."""
    console.print(Text.assemble(*words), soft_wrap=True)


def _conditions(review: Review) -> Table:
    table = Table(title="申报条件（第六条）", title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("条款", "条件", "结果"):
        table.add_column(heading, no_wrap=True)
    table.add_column("填报情况与说明", overflow="fold")
    for item in review.conditions:
        met = item.outcome is Outcome.MET
        table.add_row(
            citation(item.condition.article).removeprefix("第六条"),
            ("" if item.condition.counts else "　") + item.condition.title,
            Text(str(item.outcome), _STYLES.get(item.outcome, "")),
            Text(item.given if met else f"{item.given}\n{item.reason}"),
        )
    return table


def _score_line(review: Review) -> str:
    score = review.score
    if score.total is None:
        missing = "、".join(score.missing)
        return f"参考评分（非官方）：待填写，计算项小计 {score.subtotal} 分，缺：{missing}"
    line = f"参考评分（非官方）：{score.total} 分，{score.grade}"
    return f"{line}，距{score.next_grade}还差 {score.distance} 分" if score.distance else line


def _print_findings(groups: list[Group], console: Console) -> None:
    """Print each problem with its remedy; of what was mended, what was read, on one line."""
    for group in groups:
        first = group.first
        where = first.place.sheet if first.place else "工作簿"
        cells = "、".join(group.cells[:_CELLS_SHOWN])
        if len(group.cells) > _CELLS_SHOWN:
            cells += f" 等{len(group.cells)}处"
        level = (f"[{first.level.word}] ", _LEVELS[first.level])
        if first.level.asks:
            basis = f"（依据：{first.citation}）" if first.article else ""
            words = f"\n    {group.problem}{basis}\n    {first.remedy}"
        else:
            words = f"　{group.problem}"
        _say(console, level, (f"{where} {cells}".strip(), "bold"), words)


def _next_step(review: Review) -> str:
    errors, warnings = review.count(Level.ERROR), review.count(Level.WARNING)
    look = f"核对 {warnings} 处警告" if warnings else ""
    if errors:
        first = "、".join(part for part in (f"改正 {errors} 处错误", look) if part)
        return f"下一步：先{first}，再校验一次。"
    if warnings:
        return f"下一步：{look}；确认无误的可以打印审批表盖章、报送。"
    return "下一步：没有需要改正的问题，可以打印审批表盖章、报送。"


class Overview:
    """A table with a line for each of several files."""

    def __init__(self) -> None:
        """Begin without a line."""
        self.table = Table(
            title="总览（不能用的，原因见上）", title_justify="left", box=box.SIMPLE_HEAD
        )
        for heading in ("文件", "园区", "总体结论", "参考评分", "错误", "警告", "已规范"):
            self.table.add_column(heading, overflow="fold")

    def add(self, file: str, review: Review) -> None:
        """Add a file that was reviewed."""
        score = review.score
        self.table.add_row(
            Text(without_invisible(file)),
            Text(without_invisible(review.park)),
            str(review.overall),
            "待填写" if score.total is None else f"{score.total} {score.grade}",
            *(str(review.count(level)) for level in (Level.ERROR, Level.WARNING, Level.MENDED)),
        )

    def add_unusable(self, file: str) -> None:
        """Add a file that could not be used."""
        self.table.add_row(Text(without_invisible(file)), "", Text("不能用", "bold red"))


def print_law(law: Law, console: Console, *, readings: bool = True) -> None:
    """Print the figures and the readings of a law, each with its article."""
    console.rule(f"[bold]{law.instrument}[/]")
    if law.example:
        console.print("[bold red]示例办法，非正式文件[/]")
    console.print(f"{law.name}（{law.code}）　适用日期 {law.day}　施行日期 {law.in_force_from}")
    table = Table(title="参数", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("条款", no_wrap=True)
    table.add_column("项目", overflow="fold")
    table.add_column("标准", no_wrap=True)
    table.add_column("自", no_wrap=True)
    for figure in law.parameters.values():
        table.add_row(
            citation(figure.article),
            figure.label,
            figure.requirement,
            figure.in_force_from.isoformat(),
        )
    console.print(table)
    if readings:
        words = Table(
            title="对条文的理解（条文留有余地处）", title_justify="left", box=box.SIMPLE_HEAD
        )
        words.add_column("条款", no_wrap=True)
        words.add_column("本程序的理解", overflow="fold")
        for reading in law.readings:
            words.add_row(citation(reading.article), f"{reading.title}：{reading.text}")
        console.print(words)
