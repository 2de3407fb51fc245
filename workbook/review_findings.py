"""Make the findings of a review: of the file, its cells, rows, form, results and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemas.cell_checks import field_words
from schemas.evaluation import ConditionResult, Evaluation
from schemas.field_reader import display
from schemas.fields import Field
from schemas.findings import Finding, Place, find
from schemas.models import failures
from schemas.normalise import shown
from schemas.outcomes import Outcome
from schemas.parameters import plain
from schemas.rule import Check
from schemas.rules.consistency import FORM_CHECKS, ROW_CHECKS
from schemas.rules.plausibility import suspicions
from workbook.annotate_marks import RETURNED
from workbook.comparison import Agreement, Compared
from workbook.layout import ALL_SHEETS, TEMPLATE_VERSION, At, Layout
from workbook.raw import FeatureKind, RawSheet
from workbook.submission import ReadCell, Submission, as_day, as_seen, place

_NAMED = 3


def of_the_file(
    submission: Submission, layout: Layout, *, unknown: str, current: bool
) -> Iterator[Finding]:
    """Report versions, lost names, foreign sheets, links and changed figures."""
    located, law = submission.located, submission.law
    if unknown:
        yield find("template.jurisdiction-unknown", None, label="行政区划代码", given=unknown)
    version = located.identity.get("template_version", "")
    if version != TEMPLATE_VERSION:
        yield find(
            "template.version-differs",
            None,
            label="模板版本",
            given=version or "不明",
            details={"current": TEMPLATE_VERSION},
        )
    elif not current and not unknown:  # a law that is not there has no digest
        yield find("template.specification-differs", None, label="模板标识")
    if located.relabelled:
        yield find("template.name-lost", None, label="定位标记", given=_some(located.relabelled))
    for declared in located.lost:
        yield find("template.field-lost", None, label=declared.label, article=declared.article)
    for declared, labelled, at in located.moved:
        yield find(
            "template.cell-moved",
            place(labelled),
            label=declared.label,
            given=at.a1,
            article=declared.article,
        )
    filed = submission.cells.get("applicant.filed_on")
    day = as_day(filed.value) if filed else None
    if filed and day and day < law.in_force_from:
        yield _at_cell(
            "date.before-in-force",
            filed,
            details={"in_force_from": shown(law.in_force_from)},
            article="16",
        )
    yield from _features(submission)
    yield from _altered_figures(submission, layout)


def _some(fields: Sequence[Field]) -> str:
    """Name the first few of many: “园区名称”“园区地址”“联系电话”等22栏."""
    labels = list(dict.fromkeys(field.label for field in fields))
    named = "".join(f"“{label}”" for label in labels[:_NAMED])
    return named if len(labels) <= _NAMED else f"{named}等{len(labels)}栏"


def _features(submission: Submission) -> Iterator[Finding]:
    raw, located = submission.raw, submission.located
    ours = {at.sheet for at in located.cells.values()}
    ours |= {table.sheet for table in located.tables.values()}
    ours |= {at.sheet for at in located.results.values()} | set(ALL_SHEETS)
    for feature in raw.features:
        hidden = feature.kind in {FeatureKind.HIDDEN_SHEET, FeatureKind.VERY_HIDDEN_SHEET}
        if feature.kind is FeatureKind.KNOWN_MACRO or (hidden and feature.where in ours):
            continue
        yield find(f"workbook.{feature.kind}", None, label="工作簿", given=feature.where)
    reported = {feature.where for feature in raw.features}
    for sheet in raw.sheets:
        if sheet.name.startswith(RETURNED):
            continue
        if sheet.name not in ours and sheet.name not in reported and sheet.cells:
            yield find("workbook.added-sheet", None, label="工作簿", given=sheet.name)


def _altered_figures(submission: Submission, layout: Layout) -> Iterator[Finding]:
    """Compare the 参数 sheet with the law; judged is always by the law."""
    for key, figure in submission.law.parameters.items():
        at = submission.located.parameters.get(key)
        sheet = submission.raw.sheet(at.sheet) if at else None
        if at is None or sheet is None or key not in layout.parameters:
            continue
        value = sheet.cells.get((at.row, at.column))
        same = isinstance(value, (int, float)) and abs(value - float(figure.value)) < 1e-9  # noqa: PLR2004
        if not same:
            yield find(
                "template.figures-altered",
                place(at),
                label=figure.label,
                given=_given(sheet, at),
                article=figure.article,
                details={"expected": plain(figure.value)},
            )


def _given(sheet: RawSheet, at: At) -> str:
    value = sheet.cells.get((at.row, at.column))
    return "空白" if value is None else as_seen(str(value))


def _at_cell(
    message: str,
    cell: ReadCell,
    *,
    article: str = "",
    details: dict[str, str] | None = None,
) -> Finding:
    declared = cell.field
    given = as_seen(cell.raw) if cell.raw is not None else display(declared, cell.value)
    return find(
        message,
        cell.place,
        label=declared.label,
        given=given,
        article=article or declared.article,
        details={**field_words(declared), **(details or {})},
    )


def of_cells(submission: Submission) -> Iterator[Finding]:
    """Check every typed cell with pandera; cells that were not understood have their finding."""
    cells = [cell for cell in _all_cells(submission) if cell.understood]
    for index, message in failures((cell.field, cell.value) for cell in cells):
        yield _at_cell(message, cells[index])
    for key, table in submission.located.tables.items():
        if table.table.at_least_one and not submission.rows[key]:
            first = next((d for d in table.inputs if d.key in table.columns), None)
            column = table.columns[first.key] if first else 0
            yield find(
                "table.empty",
                place(At(table.sheet, table.first_row, column)),
                label=table.table.title,
                article=table.table.fields[0].article,
            )


def _all_cells(submission: Submission) -> Iterator[ReadCell]:
    yield from submission.cells.values()
    for key, rows in submission.rows.items():
        if not submission.located.tables[key].table.rows:
            for read in rows:
                yield from read.cells.values()


def of_rows(submission: Submission, evaluation: Evaluation) -> Iterator[Finding]:
    """Apply the checks of rows, once per row, and look for slips."""
    by_table: dict[str, list[Check]] = {}
    for check in ROW_CHECKS:
        by_table.setdefault(check.table, []).append(check)
    for table, checks in by_table.items():
        rows = submission.rows.get(table, [])
        fixed = submission.located.tables[table].table.rows
        for index, read in enumerate(rows):
            with evaluation.at_row(table, index):
                for check in checks:
                    if check.cell in read.cells and check.when.value(evaluation):
                        details = {name: str(e.value(evaluation)) for name, e in check.details}
                        article = check.article
                        if fixed:
                            article = fixed[index].article
                            details |= dict(fixed[index].preset)
                        yield _at_cell(
                            check.message, read.cells[check.cell], article=article, details=details
                        )
    residents = submission.rows.get("residents", [])
    for slip in suspicions([read.values() for read in residents]):
        cell = residents[slip.row].cells.get(slip.key)
        if cell is not None:
            yield _at_cell(slip.message, cell, details=slip.details)


def of_form(submission: Submission, evaluation: Evaluation) -> Iterator[Finding]:
    """Apply the checks of the whole form."""
    for check in FORM_CHECKS:
        if not check.when.value(evaluation):
            continue
        details = {name: str(expr.value(evaluation)) for name, expr in check.details}
        cell = submission.cells.get(check.cell)
        if cell is not None:
            yield _at_cell(check.message, cell, article=check.article, details=details)
            continue
        table_key, _, key = check.cell.partition(".")
        table = submission.located.tables[table_key]
        if key in table.columns:
            at = At(table.sheet, table.first_row, table.columns[key])
            yield find(
                check.message,
                place(at),
                label=table.table[key].label,
                article=check.article,
                details=details,
            )


def of_comparison(compared: Iterable[Compared]) -> Iterator[Finding]:
    """Report each computed cell that was changed, and once that some are not current."""
    by_agreement: dict[Agreement, list[Compared]] = {}
    for item in compared:
        by_agreement.setdefault(item.agreement, []).append(item)
    for item in by_agreement.get(Agreement.ALTERED, ()):
        yield _compared("workbook.altered", item)
    stale = by_agreement.get(Agreement.STALE, [])
    if stale:
        yield _compared("workbook.stale", stale[0], count=str(len(stale)))


def _compared(message: str, item: Compared, **details: str) -> Finding:
    given, expected = as_seen(item.shown) or "空白", item.expected or "空白"
    return find(
        message,
        place(item.at),
        label=item.label,
        given=given,
        details={"expected": expected, **details},
    )


def of_tidying(
    submission: Submission, conditions: Iterable[ConditionResult], as_typed: Evaluation
) -> Iterator[Finding]:
    """Report conditions whose formulas could not read what the cells mean, and say otherwise."""
    for item in conditions:
        condition = item.condition
        by_formula = str(as_typed.result(f"{condition.key}.verdict"))
        at = submission.located.results.get(f"{condition.key}.verdict")
        if condition.counts and at and by_formula != item.verdict:
            yield find(
                "workbook.differs-once-tidied",
                place(at),
                label=condition.title,
                given=by_formula,
                article=condition.article,
                details={"read_as": str(item.verdict)},
            )


def of_conditions(
    submission: Submission, conditions: Iterable[ConditionResult]
) -> Iterator[Finding]:
    """Report conditions missed or left to people, and decisions that applicants filled in."""
    messages = {
        Outcome.NOT_MET: "condition.not-met",
        Outcome.JUDGEMENT: "condition.judgement",
    }
    typed = submission.decisions_typed()
    for item in conditions:
        condition = item.condition
        at = submission.located.results.get(f"{condition.key}.result")
        where = place(at) if at else None
        message = messages.get(item.outcome)
        if message and condition.counts:
            yield find(
                message,
                where,
                label=condition.title,
                given=item.given,
                article=condition.article,
                details={"reason": item.reason},
            )
        if condition.key in typed:
            yield find(
                "decision.filled",
                place(submission.located.results[f"{condition.key}.decision"]),
                label=condition.title,
                given=as_seen(typed[condition.key]),
                article=condition.article,
            )


def silenced(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Let a blank silence the other complaints about its cell, and drop exact repeats."""
    kept = list(dict.fromkeys(findings))
    blank: set[Place] = {
        item.place for item in kept if item.id == "required.missing" and item.place
    }
    return tuple(item for item in kept if item.place not in blank or item.id == "required.missing")
