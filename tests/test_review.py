"""What a review makes of a whole workbook.

1. A blank silences the other complaints about its cell.
2. The same problem in many cells is one line; the most serious come first.
3. The bureau's decisions end what is left to people, and nothing else; those typed into the file
   are reported and not adopted.
4. The jurisdiction is the workbook's unless another is asked for; the day is the day of filing.
5. 表内结果: a saved result agrees (一致), is old (陈旧), or stands where our formula does not
   (被改动); it is compared with what the formulas see, which is what was typed.
6. Whatever LibreOffice calculates from dirty cells is what the rules give of the cells as typed.
7. A workbook saved by LibreOffice, or by a program that cannot calculate, says the same.
8. Judged and cited is the file that was given.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from dirty import (
    DATE,
    GENERAL,
    blank,
    boolean,
    day,
    dirtied,
    error,
    formatted,
    number,
    result,
    text,
    without_results,
)
from dirty import formula as typed_formula
from dirty_sheets import merged
from facts import ALL_FOR, credit_code, park, residents, site
from messages import (
    CONDITIONS,
    IDENTITY,
    INFO,
    MATERIALS,
    RESIDENTS,
    SERVICES,
    SITES,
    STALE,
    flawless,
    seen,
    told,
)

from schemas.findings import Level
from schemas.outcomes import Outcome, Overall
from schemas.parameters import UnknownJurisdictionError, law_at
from workbook.comparison import Agreement
from workbook.review import Review, review
from workbook.template import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dirty import Change
    from office import Document, Office

BAILIFF = "231083"  # the county whose example measure asks for less


def outcome(found: Review, key: str) -> Outcome:
    (item,) = (item for item in found.conditions if item.condition.key == key)
    return item.outcome


def disagreeing(found: Review) -> list[tuple[str, str, str, str]]:
    return [
        (f"{item.at.sheet}!{item.at.a1}", item.shown, item.expected, str(item.agreement))
        for item in found.compared
        if item.agreement is not Agreement.SAME
    ]


# -- findings -------------------------------------------------------------------------------------


def test_a_blank_silences_the_other_complaints_about_its_cell() -> None:
    # Without 许可或备案 the institution is also one without a licence, at the same cell.
    found = seen(blank(RESIDENTS, "I5"))
    assert told(found) == [("required.missing", "入驻机构!I5")]
    assert "residents.unlicensed" in {
        item.id for item in seen(text(RESIDENTS, "I5", "无")).findings
    }


def test_an_error_is_one_complaint_about_its_cell() -> None:
    assert told(seen(error(RESIDENTS, "E5"))) == [
        ("cell.error", "入驻机构!E5"),
        ("park.resident-count-differs", "园区信息!C21"),
    ]


def test_the_same_problem_in_one_column_is_one_line() -> None:
    found = seen(blank(RESIDENTS, "Q5", "Q9", "Q16", "E7"), text(INFO, "C17", "860万元"))
    lines = [(group.first.id, group.first.label, group.cells) for group in found.groups]
    assert lines == [
        ("required.missing", "营业收入(含代收代付)", ("Q5", "Q9", "Q16")),
        ("required.missing", "机构名称", ("E7",)),
        ("park.resident-count-differs", "入驻机构数量", ("C21",)),
        ("mended.unit", "建设投入资金", ("C17",)),
        (STALE, lines[-1][1], lines[-1][2]),
    ]
    levels = [group.first.level for group in found.groups]
    assert levels == sorted(levels, key=list(Level).index)


def test_errors_and_warnings_ask_and_the_others_tell() -> None:
    assert not seen().asks
    assert not seen(text(INFO, "C17", "860万元")).asks
    assert seen(number(INFO, "C17", 860.123)).asks
    assert seen(blank(INFO, "C17")).asks
    assert seen(text(INFO, "C17", "860万元"), blank(INFO, "C13")).count(Level.MENDED) == 1


# -- decisions ------------------------------------------------------------------------------------


def test_decisions_end_what_is_left_to_people() -> None:
    before, after = review(flawless()), seen()
    assert before.overall is Overall.JUDGEMENT
    assert after.overall is Overall.MET
    assert {key for key in ALL_FOR if outcome(before, key) is Outcome.JUDGEMENT} == set(ALL_FOR)
    assert {outcome(after, key) for key in ALL_FOR} == {Outcome.MET}
    assert before.code == after.code


def test_a_decision_cannot_mend_a_figure() -> None:
    small = dirtied(flawless(), number(SITES, "H5", 2999.99))
    found = review(small, decisions=ALL_FOR | {"floor_area": "符合"})
    assert outcome(found, "floor_area") is Outcome.NOT_MET
    assert found.overall is Overall.NOT_MET


def test_one_decision_against_decides() -> None:
    found = review(flawless(), decisions=ALL_FOR | {"benefit": "不符合"})
    assert told(found) == [("condition.not-met", "资格审查!G18")]
    assert found.overall is Overall.NOT_MET


def test_a_decision_typed_into_the_file_is_reported_and_not_adopted() -> None:
    found = review(
        dirtied(flawless(), *(text(CONDITIONS, f"F{row}", "符合") for row in (5, 6, 18)))
    )
    assert [at for message, at in told(found) if message == "decision.filled"] == [
        "资格审查!F18",
        "资格审查!F5",
        "资格审查!F6",
    ]
    assert outcome(found, "planning") is Outcome.JUDGEMENT
    # The sheet does adopt it, and its saved results are from before.
    assert ("资格审查!G5", "需人工研判", "符合", "陈旧") in disagreeing(found)


# -- jurisdiction and day -------------------------------------------------------------------------


def test_another_jurisdiction_may_be_asked_for() -> None:
    small = build(
        law_at(date(2026, 3, 18)), rows=12, facts=park(sites=[site("2000")], residents=residents(8))
    )
    city, county = review(small), review(small, jurisdiction=BAILIFF)
    assert (city.law.code, county.law.code) == ("231000", BAILIFF)
    assert outcome(city, "floor_area") is Outcome.NOT_MET
    assert outcome(county, "floor_area") is Outcome.MET
    # The figures on the 参数 sheet are still the city's, and that is said.
    altered = {item.label for item in county.findings if item.id == "template.figures-altered"}
    assert "单一园区建筑面积" in altered
    assert not [item for item in city.findings if item.id == "template.figures-altered"]


def test_the_workbook_s_own_jurisdiction_is_the_default() -> None:
    law = law_at(date(2026, 7, 1), BAILIFF)
    facts = park(filed_on=law.day, law=law, services={"other": False})
    found = review(build(law, rows=12, facts=facts), decisions=ALL_FOR)
    assert (found.law.code, found.law.day) == (BAILIFF, date(2026, 7, 1))
    assert found.findings == ()
    assert found.agreement is Agreement.SAME


def test_a_jurisdiction_without_a_law_is_an_error_only_when_asked_for() -> None:
    with pytest.raises(UnknownJurisdictionError, match="231002"):
        review(flawless(), jurisdiction="231002")
    found = seen(text(IDENTITY, "B4", "231002"))
    assert found.law.code == "231000"
    assert found.overall is Overall.MET


def test_the_day_of_filing_gives_the_law_and_last_year() -> None:
    found = seen(day(INFO, "C8", date(2027, 2, 1)))
    assert found.law.day == date(2027, 2, 1)
    assert found.filed_on == date(2027, 2, 1)
    assert "2026年" in next(c.given for c in found.conditions if c.condition.key == "route_a")


def test_without_a_day_of_filing_the_law_is_that_of_the_template() -> None:
    law = law_at(date(2027, 1, 1), BAILIFF)  # from 2027 on it asks for 8 institutions, not for 6
    blank_form = review(build(law, rows=12))
    assert (blank_form.law.day, blank_form.filed_on) == (date(2027, 1, 1), None)
    assert not [item for item in blank_form.findings if item.id == "template.figures-altered"]
    found = seen(blank(INFO, "C8"))
    assert found.law.day == date(2026, 3, 18)
    assert found.overall is Overall.INCOMPLETE


@pytest.mark.parametrize("day_of_template", ["", "明天", "2025-12-31"])
def test_without_any_day_the_law_is_that_of_its_first_day(day_of_template: str) -> None:
    found = seen(blank(INFO, "C8"), text(IDENTITY, "B5", day_of_template))
    assert found.law.day == found.law.in_force_from == date(2026, 1, 1)


# -- what the workbook itself shows ---------------------------------------------------------------


def test_results_saved_with_the_cells_agree() -> None:
    assert disagreeing(seen()) == []
    assert seen().agreement is Agreement.SAME
    assert len(seen().compared) > 130  # named results, and the computed cells of each row


def test_a_result_saved_before_the_last_change_is_old() -> None:
    found = seen(number(SITES, "H5", 4000))
    assert found.agreement is Agreement.STALE
    assert ("资格审查!D27", "3600", "4000", "陈旧") in disagreeing(found)
    assert [item.level for item in found.findings if item.id == STALE] == [Level.NOTE]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (text(CONDITIONS, "G7", "符合"), "资格审查!G7"),
        (typed_formula(CONDITIONS, "G7", '="符合"', "符合"), "资格审查!G7"),
        (blank(CONDITIONS, "G7"), "资格审查!G7"),
        (number(CONDITIONS, "D31", 12), "资格审查!D31"),
        (text(RESIDENTS, "C5", "计入"), "入驻机构!C5"),
        (typed_formula(RESIDENTS, "B5", '=""', "完整"), "入驻机构!B5"),
        # In a row that nothing stands in, as cutting a row leaves it.
        (typed_formula(SITES, "B6", '=IF(C5="","",B5)', ""), "园区场地!B6"),
    ],
)
def test_a_cell_that_lost_our_formula_was_altered_whatever_it_shows(
    change: Change, where: str
) -> None:
    found = seen(change)
    assert told(found) == [("workbook.altered", where)]
    assert [item[0] for item in disagreeing(found)] == [where]
    assert found.agreement is Agreement.ALTERED


def test_an_altered_cell_is_worse_than_an_old_one() -> None:
    found = seen(text(CONDITIONS, "G7", "符合"), result(CONDITIONS, "G8", "不符合"))
    assert found.agreement is Agreement.ALTERED
    assert sorted(item[3] for item in disagreeing(found)) == ["被改动", "陈旧"]


def test_the_formulas_of_another_specification_are_not_compared() -> None:
    older = text(IDENTITY, "B6", "an older digest")
    change = typed_formula(CONDITIONS, "G7", '="符合"', "符合")
    assert seen(older, change).agreement is Agreement.SAME
    assert seen(older, text(CONDITIONS, "G7", "符合")).agreement is Agreement.ALTERED


def test_formulas_see_what_was_typed_and_people_what_was_meant() -> None:
    typed = seen(text(SITES, "H5", "3600㎡")).submission
    meant = typed.facts(ALL_FOR).tables["sites"][0]["floor_area"]
    assert (meant, typed.facts_as_typed().tables["sites"][0]["floor_area"]) == (Decimal(3600), None)


# -- other programs -------------------------------------------------------------------------------

# One dirty cell of each kind that a formula may take otherwise than a person does.
DIRTY: tuple[Change, ...] = (
    text(INFO, "C8", "2026年3月18日"),
    text(INFO, "C17", "860万元"),
    number(INFO, "C19", 8.5),
    number(INFO, "C16", 2021.1),
    text(SITES, "H5", "3600㎡"),
    error(RESIDENTS, "Q5"),
    text(RESIDENTS, "Q6", "290"),
    text(RESIDENTS, "Q7", "无"),
    text(RESIDENTS, "F8", credit_code(1).lower()),
    text(RESIDENTS, "F15", credit_code(11).lower()),
    text(RESIDENTS, "F16", "９１２３１０００ＭＡ０００００１５Ｄ"),
    text(RESIDENTS, "H12", "a座"),
    text(SITES, "D6", "分园区"),
    text(SITES, "E6", "A座"),
    text(SITES, "F6", "牡丹江市东安区"),
    number(SITES, "H6", 1400),
    text(RESIDENTS, "F9", f" {credit_code(5)} "),
    number(RESIDENTS, "F10", "9.12310000000011E+17"),
    text(RESIDENTS, "G11", "相关 企业"),
    text(RESIDENTS, "K12", "长期"),
    text(RESIDENTS, "N13", "至今"),
    day(RESIDENTS, "N14", date(2025, 12, 31)),
    merged(RESIDENTS, "H15:H16"),
    text(RESIDENTS, "L15", "招聘，培训"),
    day(RESIDENTS, "J16", date(2025, 3, 1)),
    formatted(RESIDENTS, "J16", DATE),
    number(RESIDENTS, "M5", 2025.3),
    number(RESIDENTS, "M6", 2025),
    number(RESIDENTS, "M7", 20250301),
    formatted(RESIDENTS, "M7", GENERAL),
    number(RESIDENTS, "T7", 45717),
    formatted(RESIDENTS, "T7", DATE),
    text(SERVICES, "D15", "有"),
    text(SERVICES, "D16", "√"),
    boolean(SERVICES, "D17", value=True),
    text(SERVICES, "D18", "  "),
    text(SERVICES, "F24", "2025.2.15"),
    number(SERVICES, "G24", 86.5),
    text(MATERIALS, "D7", "是"),
    text(CONDITIONS, "F6", "符合"),
)


@pytest.fixture(scope="module")
def recalculated(office: Office, tmp: Path) -> dict[str, bytes]:
    """Workbooks that LibreOffice opened, calculated and saved."""
    given: dict[str, tuple[bytes, Callable[[Document], None]]] = {
        "flawless": (flawless(), lambda _: None),
        "dirty": (dirtied(flawless(), *DIRTY), lambda _: None),
        "reshaped": (flawless(), _reshape),
    }
    saved = {}
    for name, (data, job) in given.items():
        before, after = tmp / f"{name}.xlsx", tmp / f"{name} (1).xlsx"
        before.write_bytes(data)
        with office.open(before) as document:
            job(document)
            document.recalculate()
            document.save_xlsx(after)
        saved[name] = after.read_bytes()
    return saved


def _reshape(document: Document) -> None:
    """Insert, move and rename, as people do once they have lifted the protection."""
    loaded: Any = document._loaded  # noqa: SLF001 - nothing else inserts
    for title in (INFO, SITES, RESIDENTS, CONDITIONS):
        document.unprotect(title)
    loaded.Sheets.getByName(INFO).Rows.insertByIndex(4, 2)
    loaded.Sheets.getByName(SITES).Columns.insertByIndex(4, 1)
    loaded.Sheets.getByName(RESIDENTS).Rows.insertByIndex(1, 1)
    loaded.Sheets.getByName(RESIDENTS).Columns.insertByIndex(5, 2)
    loaded.Sheets.moveByName(RESIDENTS, 0)
    document.rename(SITES, "场地")
    document.rename(CONDITIONS, "审查 (1)")


def test_libreoffice_calculates_what_the_rules_give(recalculated: dict[str, bytes]) -> None:
    found = review(recalculated["flawless"], decisions=ALL_FOR)
    assert found.findings == ()
    assert found.agreement is Agreement.SAME
    assert found.code == seen().code
    assert found.producer.startswith("LibreOffice")


def test_libreoffice_takes_dirty_cells_as_formulas_do(recalculated: dict[str, bytes]) -> None:
    found = review(recalculated["dirty"])
    assert disagreeing(found) == []
    assert found.agreement is Agreement.SAME
    assert outcome(found, "floor_area") is Outcome.MET  # as meant
    at = found.submission.located.results["floor_area.result"]
    sheet = found.submission.raw.sheet(at.sheet)
    assert sheet is not None
    assert sheet.cells[at.row, at.column] == "待填写"  # as typed


def test_what_libreoffice_saved_states_the_same(recalculated: dict[str, bytes]) -> None:
    before = review(dirtied(flawless(), *DIRTY))
    after = review(recalculated["dirty"])
    assert after.code == before.code
    assert told(after) == told(before)


def test_a_workbook_reshaped_in_libreoffice_loses_nothing(recalculated: dict[str, bytes]) -> None:
    found = review(recalculated["reshaped"], decisions=ALL_FOR)
    assert found.findings == ()
    assert found.agreement is Agreement.SAME
    assert found.code == seen().code
    assert found.submission.located.tables["sites"].sheet == "场地"


def test_without_saved_results_the_conclusions_are_the_same() -> None:
    found = seen(without_results())
    assert found.agreement is Agreement.STALE
    assert [item.id for item in found.findings] == [STALE]
    assert found.overall is Overall.MET
    assert found.code == seen().code


def test_a_workbook_saved_by_openpyxl_says_the_same() -> None:
    book = openpyxl.load_workbook(BytesIO(flawless()))
    into = BytesIO()
    book.save(into)
    found = review(into.getvalue(), decisions=ALL_FOR)
    assert [item.id for item in found.findings] == [STALE]
    assert found.agreement is Agreement.STALE
    assert found.overall is Overall.MET
    assert found.code == seen().code


# -- the file -------------------------------------------------------------------------------------


def test_the_file_judged_is_the_one_that_was_given(tmp_path: Path) -> None:
    path = tmp_path / "宁安 申报.xlsx"
    path.write_bytes(flawless())
    found = review(path)
    assert found.file_name == "宁安 申报.xlsx"
    assert found.sha256 == sha256(flawless()).hexdigest()
    assert (found.park, found.applicant) == ("牡丹江人力资源服务产业园", "宁安市人民政府")
    assert path.read_bytes() == flawless()
