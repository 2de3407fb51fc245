"""Write the cells people fill in: format, dropdown or bounds, and the message that helps."""

from __future__ import annotations

from schemas.articles import citation
from schemas.field_reader import FROM_LAW, choices_of, no_word, word_instead, yes_word
from schemas.fields import Field, Kind
from schemas.normalising.dates import SERIALS
from schemas.parameters import Law
from schemas.rules.completeness import SHORTEST_PHONE
from workbook.layout import RESIDENTS, At, name_of
from workbook.styles import number_format
from workbook.template_page import Page

_TITLE_LIMIT, _MESSAGE_LIMIT, _INLINE_LIMIT = 32, 255, 255
_LARGEST = 1e12
_LONGEST_PHONE, _CODE_LENGTH = 60, 18


def write_input(page: Page, row: int, column: int, field: Field, *style: str) -> None:
    """Leave one cell open, with the field's format and validation."""
    write_inputs(page, row, row, column, field, *style)


def write_inputs(
    page: Page, first_row: int, last_row: int, column: int, field: Field, *style: str
) -> None:
    """Leave a column of cells open, with the field's format and one validation for all."""
    form = page.styles("input", *_aligned(field), *style, number_format=number_format(field))
    filled = page.kit.filled
    for row in range(first_row, last_row + 1):
        page.sheet.write(row, column, filled.get((page.title, row, column)), form)
    options = {
        **_rule(page, first_row, column, field),
        "ignore_blank": True,
        "input_title": field.label[:_TITLE_LIMIT],
        "input_message": input_message(field, page.law),
        "error_title": field.label[:_TITLE_LIMIT],
    }
    page.sheet.data_validation(first_row, column, last_row, column, options)


def _aligned(field: Field) -> tuple[str, ...]:
    """Set words from the left, short answers and days in the middle, figures to the right."""
    if field.kind in {Kind.YES_NO, Kind.DAY}:
        return ("center",)
    return () if field.kind.numeric else ("words",)


def input_message(field: Field, law: Law) -> str:
    """Say what belongs in the cell: label, unit, help, choices, example and article."""
    parts = [f"单位：{field.unit}" if field.unit else "", field.help]
    if field.kind is Kind.CHOICES:
        parts.append(f"可填：{'、'.join(field.choices)}")
    elif field.kind in {Kind.CHOICE, Kind.YES_NO}:
        parts.append("从下拉列表选择")
    elif field.kind is Kind.DAY:
        parts.append("按 2025-03-01 的样子填写")
    if field.example != "" and field.kind is not Kind.CHOICE:
        parts.append(f"例：{field.example}")
    parts.append("必填" if field.required else "选填")
    if field.article:
        parts.append(f"依据：{law.cite(field.article)}")
    message = "\n".join(dict.fromkeys(part for part in parts if part))
    return message if len(message) <= _MESSAGE_LIMIT else message[: _MESSAGE_LIMIT - 1] + "…"


def _rule(page: Page, row: int, column: int, field: Field) -> dict[str, object]:
    """Give the validation: 停止 only where nothing else can be right."""
    at = At(page.title, row, column).a1
    if page.title == RESIDENTS and field.key == "site":
        return _list(f"={name_of('sites.name')}", strict=False)
    if field.kind in {Kind.CHOICE, Kind.YES_NO}:
        return _list(_source(page, field), strict=field.strict)
    return _typed(at, field)


def _typed(at: str, field: Field) -> dict[str, object]:
    """Give the validation of what is typed rather than chosen."""
    match field.kind:
        case Kind.NUMBER | Kind.WHOLE:
            return _bounds(field)
        case Kind.DAY:
            return _day(at, field)
        case Kind.CREDIT_CODE:
            return _custom(
                f"=LEN({at})={_CODE_LENGTH}",
                f"应为{_CODE_LENGTH}位。按文本粘贴，对照营业执照核对。确实要这样填吗？",
            )
        case Kind.PHONE:
            return _length(SHORTEST_PHONE, _LONGEST_PHONE)
        case _:
            return _length(1, field.max_length)


def _source(page: Page, field: Field) -> str | list[str]:
    """Give a short list itself, and a long one, or one that comes with the law, by its name."""
    if field.kind is Kind.YES_NO:
        return [yes_word(field), no_word(field)]
    listed = FROM_LAW.get(field.key)
    if listed is not None:
        return f"={name_of(listed, 'list')}"
    choices = choices_of(field, page.law)
    if len(",".join(choices)) > _INLINE_LIMIT:
        raise ValueError(f"the list of {field.key} needs a name")
    return list(choices)


def _list(source: str | list[str], *, strict: bool) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "stop" if strict else "warning",
        "error_message": "请从下拉列表选择。"
        if strict
        else "不在列表中。请从下拉列表选择；确实要这样填吗？",
    }


def _bounds(field: Field) -> dict[str, object]:
    low = -_LARGEST if field.minimum is None else field.minimum
    high = _LARGEST if field.maximum is None else field.maximum
    unit = f"（单位：{field.unit}）" if field.unit else ""
    whole = field.kind is Kind.WHOLE
    asked = f"请填{'整数' if whole else '数字'}，不带文字和单位{unit}"
    bounds = f"，在{low:,.10g}至{high:,.10g}之间" if field.minimum is not None else ""
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": int(low) if whole else low,
        "maximum": int(high) if whole else high,
        "error_type": "stop",
        "error_message": f"{asked}{bounds}。",
    }


def _day(at: str, field: Field) -> dict[str, object]:
    word = word_instead(field)
    also = f',{at}="{word}"' if word else ""
    words = f"，长期有效的填“{word}”" if field.open_ended else ""
    return _custom(
        f"=OR(AND(ISNUMBER({at}),{at}>={SERIALS.start},{at}<{SERIALS.stop}){also})",
        f"不是日期。请按 2025-03-01 的样子填写{words}。确实要这样填吗？",
    )


def _length(least: int, most: int) -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_type": "warning",
        "error_message": f"长度应为{least}至{most}个字。确实要这样填吗？",
    }


def _custom(formula: str, message: str) -> dict[str, object]:
    return {
        "validate": "custom",
        "value": formula,
        "error_type": "warning",
        "error_message": message,
    }


def cite(anchor: str) -> str:
    """Write an article as the sheets show it; nothing where there is none."""
    return citation(anchor) if anchor else ""
