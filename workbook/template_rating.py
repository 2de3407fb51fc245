"""Write 评分: the reference rubric with points, total, grade and a radar chart."""

from __future__ import annotations

from schemas.application import SELF_RATED
from schemas.expression import Parameter, Result, Shown, either
from schemas.rubric import Item
from schemas.rules.completeness import of_field
from schemas.rules.rating import explanation
from workbook.layout import (
    HOME,
    R_ARTICLE,
    R_DIMENSION,
    R_EVIDENCE,
    R_FULL,
    R_ITEM,
    R_METHOD,
    R_POINTS,
    R_SELF,
    RATING,
    RATING_FIRST_ROW,
    At,
)
from workbook.styles import ACCENT, ACCENT_PALE, AMBER, TAB_RESULT, figure_format
from workbook.template_inputs import cite, write_input
from workbook.template_page import Kit, Page, named

_WIDTHS = (13, 13, 22, 60, 11, 11, 9, 20)
_HEADINGS = ("维度", "项目", "计分方法", "数据与计分", SELF_RATED, "得分", "满分", "依据")
_METHODS = {"linear": "按标准折算", "coverage": "按覆盖比例", "expert": "专家评分（先自评）"}
_CHART_PIXELS = (620, 380)


def write_rating(kit: Kit) -> None:
    """Write the sheet."""
    page = Page(kit, RATING, TAB_RESULT, _WIDTHS)
    rubric = kit.layout.rubric
    page.words(0, 0, f"{RATING}　{rubric.title}", "title", "one_line")
    page.sheet.set_row(0, 32)
    page.link(0, R_ARTICLE, At(HOME, 0, 0), "返回首页", "right")
    page.words(1, 0, f"{rubric.notice}　版本 {rubric.version}", "banner", to=R_ARTICLE)
    page.sheet.set_row(1, 26)
    page.words(2, 0, rubric.provenance, "note", to=R_ARTICLE)
    page.height(2, (rubric.provenance, 0, R_ARTICLE))
    for column, words in enumerate(_HEADINGS):
        page.words(RATING_FIRST_ROW - 1, column, words, "header")
    page.sheet.set_row(RATING_FIRST_ROW - 1, 28)
    for offset, item in enumerate(rubric.items):
        _item(page, item, RATING_FIRST_ROW + offset)
    page.listed_colours(RATING_FIRST_ROW, RATING_FIRST_ROW + len(rubric.items) - 1, R_SELF)
    last = _totals(page)
    _chart(page, last + 2)
    page.sheet.freeze_panes(RATING_FIRST_ROW, 0)
    page.sheet.print_area(0, 0, last + 2 + _CHART_PIXELS[1] // 20, R_ARTICLE)
    page.sheet.fit_to_pages(1, 1)


def _item(page: Page, item: Item, row: int) -> None:
    rubric = page.layout.rubric
    page.words(row, R_DIMENSION, item.dimension, "label")
    page.words(row, R_ITEM, item.label, "label")
    page.words(row, R_METHOD, _METHODS[item.method], "cell")
    _evidence(page, item, row)
    if item.computed:
        page.words(row, R_SELF, "", "computed")
    else:
        section = page.layout.form.section(f"{rubric.key}_rating")
        field = next(field for field in section.fields if field.key == item.key)
        write_input(page, row, R_SELF, field, "center")
        wrong = either(*(one.when for one in of_field(section.key, field)))
        page.wrong_colours(row, R_SELF, wrong)
    result = named(f"{rubric.key}.{item.key}")
    page.result(
        row,
        R_POINTS,
        result.key,
        result.expr,
        "computed",
        "result",
        number_format=figure_format(result.decimals),
    )
    page.expression(row, R_FULL, Parameter(f"{rubric.key}.full_points"), "cell", "center")
    page.words(row, R_ARTICLE, cite(item.article), "help")
    page.height(row, least=2)


def _evidence(page: Page, item: Item, row: int) -> None:
    """Say how the points come about, and beside an expert's item what has been measured."""
    expr = explanation(page.layout.rubric, item)
    formula, value = expr.excel(page.kit.names), page.kit.evaluation.text(expr)
    for key in item.evidence:
        result = named(key)
        shown = Shown(Result(result.key, numeric=True), result.decimals)
        formula += f'&"；{result.label}"&{shown.excel(page.kit.names)}&"{result.unit}"'
        value += f"；{result.label}{page.kit.evaluation.text(shown)}{result.unit}"
    page.formula(row, R_EVIDENCE, formula, value, "computed", "words")


def _totals(page: Page) -> int:
    """Write subtotal, total, grade and what is missing to the next grade; give the last row."""
    prefix = f"{page.layout.rubric.key}."
    rows = {
        at.row: key
        for key, at in page.layout.results.items()
        if at.sheet == RATING and at.row >= RATING_FIRST_ROW + len(page.layout.rubric.items)
    }
    for row, key in sorted(rows.items()):
        result = named(key)
        page.words(row, R_DIMENSION, result.label, "label", "right", to=R_SELF)
        page.result(
            row,
            R_POINTS,
            result.key,
            result.expr,
            "computed",
            "result",
            number_format=figure_format(result.decimals) if result.numeric else "",
        )
        page.words(row, R_FULL, result.unit, "cell", "center", to=R_ARTICLE)
        page.sheet.set_row(row, 22)
    at = page.layout.results[f"{prefix}grade"]
    page.sheet.conditional_format(
        at.row,
        at.column,
        at.row,
        at.column,
        {
            "type": "cell",
            "criteria": "==",
            "value": f'"{page.kit.evaluation.result(prefix + "grade")}"',
            "format": page.styles.colours(AMBER),
        },
    )
    return max(rows)


def _chart(page: Page, row: int) -> None:
    """Draw the radar; a blank item would look like 0 points, so say in words what is not scored."""
    items = page.layout.rubric.items
    first, last = RATING_FIRST_ROW, RATING_FIRST_ROW + len(items) - 1
    points = [page.kit.names.result(f"{page.layout.rubric.key}.{item.key}") for item in items]
    missing = "+".join(f"NOT(ISNUMBER({name}))" for name in points)
    count = sum(
        page.kit.evaluation.result(f"{page.layout.rubric.key}.{item.key}") is None for item in items
    )
    words = "项尚无得分，图中暂画在圆心，不是0分。"
    page.formula(
        row - 1,
        0,
        f'IF({missing}>0,({missing})&"{words}","")',
        f"{count}{words}" if count else "",
        "note",
        to=R_ARTICLE,
    )
    chart = page.kit.workbook.add_chart({"type": "radar", "subtype": "filled"})
    chart.add_series(
        {
            "name": "得分",
            "categories": [RATING, first, R_ITEM, last, R_ITEM],
            "values": [RATING, first, R_POINTS, last, R_POINTS],
            "fill": {"color": ACCENT, "transparency": 65},
            "border": {"color": ACCENT, "width": 1.75},
        }
    )
    full = page.layout.rubric.figures["full_points"].value
    chart.set_title({"name": "各项得分", "name_font": {"size": 12, "color": ACCENT}})
    chart.set_y_axis(
        {
            "min": 0,
            "max": float(full),
            "major_unit": float(full) / 5,
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": ACCENT_PALE}},
        }
    )
    chart.set_legend({"none": True})
    width, height = _CHART_PIXELS
    chart.set_size({"width": width, "height": height})
    page.sheet.insert_chart(
        row, R_ITEM, chart, {"object_position": 2, "description": "各项得分的雷达图"}
    )
