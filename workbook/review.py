"""Review a submitted workbook: read, normalise, check, recompute, compare. 校验.

`review(path)` gives everything a person or a program may want to know about one file; it raises
UnreadableFileError (with a sentence for people) when the file cannot be used at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemas.evaluation import ConditionResult, Evaluation
from schemas.expression import Value
from schemas.findings import Finding, Group, Level, grouped
from schemas.normalise import shown
from schemas.outcomes import Overall
from schemas.parameters import (
    CITY,
    Law,
    first_day,
    jurisdictions,
    law_at,
)
from workbook import comparison
from workbook.comparison import Agreement, Compared
from workbook.layout import Layout
from workbook.locate import locate
from workbook.raw import RawWorkbook
from workbook.received import Received, receive
from workbook.review_findings import (
    of_cells,
    of_comparison,
    of_conditions,
    of_form,
    of_rows,
    of_the_file,
    of_tidying,
    silenced,
)
from workbook.score import Score, score
from workbook.specification import digest_of
from workbook.submission import Submission, as_day, read_submission
from workbook.submission_code import submission_code


@dataclass(frozen=True, slots=True)
class Review:
    """What a review found. `sha256` is of the file's bytes; `code` (填报码) of its content.

    An open book has no bytes, and so no `sha256`.
    """

    file_name: str
    sha256: str
    code: str
    law: Law
    park: str
    applicant: str
    filed_on: date | None
    findings: tuple[Finding, ...]
    conditions: tuple[ConditionResult, ...]
    overall: Overall
    score: Score
    agreement: Agreement
    compared: tuple[Compared, ...]
    submission: Submission
    producer: str

    @property
    def groups(self) -> list[Group]:
        """Give the findings, the same problem in many cells as one."""
        return grouped(self.findings)

    def count(self, level: Level) -> int:
        """Count the findings of a level."""
        return sum(finding.level is level for finding in self.findings)

    @property
    def differs(self) -> bool:
        """Tell whether what cells mean leads elsewhere than what formulas can read of them."""
        return any(finding.id == "workbook.differs-once-tidied" for finding in self.findings)

    @property
    def asks(self) -> bool:
        """Tell whether the applicant has something to mend."""
        return any(finding.level.asks for finding in self.findings)


def review(
    source: Path | bytes | Received | RawWorkbook,
    *,
    name: str = "",
    decisions: Mapping[str, str] | None = None,
    jurisdiction: str | None = None,
) -> Review:
    """Review one file, or a book that is open.

    `decisions` are the bureau's, by condition key (符合 / 不符合). `jurisdiction` overrides the
    workbook's. Raises UnreadableFileError and UnknownJurisdictionError (for the override only).
    """
    raw, name, sha256 = _taken(source, name)
    decisions = decisions or {}
    law = law_at(first_day(CITY))
    located = locate(raw, Layout(law))
    stated = jurisdiction or located.identity.get("jurisdiction") or CITY
    known = jurisdiction is not None or stated in jurisdictions()
    start = law_at(first_day(stated if known else CITY), stated if known else CITY)
    submission = read_submission(raw, located, start)
    filed_on = as_day(_value(submission, "applicant.filed_on"))
    law = _law_on(start, filed_on, located.identity)
    submission.law = law
    layout = Layout(law)
    current = _carries_present_specification(located.identity)
    evaluation = Evaluation(submission.facts(decisions))
    conditions = tuple(evaluation.conditions())
    compared: list[Compared] = []
    as_typed = evaluation
    if raw.formulas_known:
        if decisions or not submission.as_read:
            as_typed = Evaluation(submission.facts_as_typed())
        compared = comparison.compare(submission, layout, as_typed, formulas=current)
    findings = (
        *of_the_file(submission, layout, unknown="" if known else stated, current=current),
        *submission.findings,
        *of_cells(submission),
        *of_rows(submission, evaluation),
        *of_form(submission, evaluation),
        *of_comparison(compared),
        *of_tidying(submission, conditions, as_typed),
        *of_conditions(submission, conditions),
    )
    return Review(
        file_name=name,
        sha256=sha256,
        code=submission_code(submission),
        law=law,
        park=shown(_value(submission, "park.name")),
        applicant=shown(_value(submission, "applicant.name")),
        filed_on=filed_on,
        findings=silenced(findings),
        conditions=conditions,
        overall=evaluation.overall(),
        score=score(evaluation),
        agreement=comparison.overall(compared),
        compared=tuple(compared),
        submission=submission,
        producer=f"{raw.producer.application} {raw.producer.version}".strip(),
    )


def _taken(
    source: Path | bytes | Received | RawWorkbook, name: str
) -> tuple[RawWorkbook, str, str]:
    """Give what is reviewed, what it is called and the digest of its bytes."""
    if isinstance(source, RawWorkbook):
        return source, name, ""
    received = source if isinstance(source, Received) else receive(source, name)
    return received.raw, received.name, received.sha256


def _value(submission: Submission, address: str) -> Value:
    cell = submission.cells.get(address)
    return cell.value if cell else None


def _carries_present_specification(identity: Mapping[str, str]) -> bool:
    """Tell whether the workbook's digest is that of a template we would build today."""
    try:
        day = date.fromisoformat(identity["law_date"])
        rows = int(float(identity["rows"]))
        wanted = digest_of(identity["jurisdiction"], day, rows)
    except (KeyError, ValueError, LookupError, OverflowError):
        return False
    return identity.get("digest") == wanted


def _law_on(start: Law, filed_on: date | None, identity: Mapping[str, str]) -> Law:
    """Give the law on the filing date; while that is blank, on the day of the template.

    It is the law's first day where either is too early or says nothing.
    """
    day = filed_on
    if day is None:
        with suppress(ValueError):
            day = date.fromisoformat(identity.get("law_date", ""))
    if day is None or day < start.in_force_from:
        return start
    return law_at(day, start.code)
