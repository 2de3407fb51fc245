"""Say how the workbook looks: one accent colour, inputs light yellow, computed cells grey."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from schemas.fields import Field, Kind
from schemas.outcomes import Outcome

Format: TypeAlias = Any  # XlsxWriter is not typed
Properties: TypeAlias = dict[str, object]

ACCENT, ACCENT_PALE, INK, QUIET = "#1F3864", "#DCE6F2", "#262626", "#595959"
INPUT, COMPUTED, LINE, LINK = "#FFFBE6", "#F2F2F2", "#BFBFBF", "#0563C1"
# Tab colours by role.
TAB_HOME, TAB_INPUT, TAB_RESULT, TAB_PRINT, TAB_REFERENCE = (
    ACCENT,
    "#E8C547",
    "#4F8A5B",
    "#8C2F39",
    "#8C8C8C",
)
OUTCOME_COLOURS: dict[Outcome, tuple[str, str]] = {
    Outcome.MET: ("#DFF0D8", "#22622A"),
    Outcome.NOT_MET: ("#F8D7DA", "#8A1C26"),
    Outcome.JUDGEMENT: ("#DDEBF7", "#1F4E79"),
    Outcome.INCOMPLETE: ("#FFE9B8", "#7A4B00"),
}
AMBER = OUTCOME_COLOURS[Outcome.INCOMPLETE]

TEXT_FORMAT, DAY_FORMAT = "@", "yyyy-mm-dd"
WRITTEN_DAY = 'yyyy""年""m""月""d""日""'  # within the quotes of a formula
# Excel shows ##### for a cell in text format that holds more than 255 characters.
_LONGEST_IN_TEXT_FORMAT = 255
_PLAIN_KINDS = frozenset({Kind.CHOICE, Kind.YES_NO})

# Also the font of the Normal style: its digits are 7 pixels wide, which is what widths count in.
NORMAL: Properties = {"font_name": "微软雅黑", "font_size": 10, "font_charset": 134}
_BASE: Properties = {**NORMAL, "font_color": INK, "valign": "vcenter"}
_CENTER: Properties = {"align": "center", "indent": 0}  # XlsxWriter aligns left what is indented
_BOX: Properties = {"border": 1, "border_color": LINE}

PARTS: dict[str, Properties] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_size": 12, "font_color": ACCENT},
    "note": {"font_size": 9, "font_color": QUIET, "text_wrap": True},
    "section": {
        "bold": True,
        "font_size": 11,
        "font_color": ACCENT,
        "bottom": 2,
        "bottom_color": ACCENT,
    },
    "header": {
        **_BOX,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        **_CENTER,
    },
    "star": {"bold": True, "font_color": "#C00000", **_CENTER},
    "label": {**_BOX, "bg_color": ACCENT_PALE, "text_wrap": True, "indent": 1},
    "cell": {**_BOX, "text_wrap": True, "indent": 1},
    "help": {**_BOX, "font_size": 9, "font_color": QUIET, "text_wrap": True, "indent": 1},
    "input": {**_BOX, "bg_color": INPUT, "text_wrap": True, "locked": False},
    "computed": {**_BOX, "bg_color": COMPUTED, "text_wrap": True},
    "result": {"bold": True, **_CENTER},
    "large": {"font_size": 14},
    "link": {"font_color": LINK, "underline": 1},
    "banner": {"bold": True, "font_size": 13, "font_color": AMBER[1], "bg_color": AMBER[0]},
    "amber": {"bg_color": AMBER[0], "font_color": AMBER[1]},
    "words": {"indent": 1},
    "center": _CENTER,
    "right": {"align": "right", "indent": 0},
    "top": {"valign": "top"},
    "one_line": {"text_wrap": False},
    "shut": {"locked": True},
    "open": {"locked": False},
}


class Styles:
    """Formats by the names of their parts, each made once."""

    def __init__(self, add_format: Callable[[Properties], Format]) -> None:
        """Take the workbook's way to make a format."""
        self._add = add_format
        self._made: dict[tuple[object, ...], Format] = {}

    def __call__(self, *parts: str, number_format: str = "") -> Format:
        """Give the format that joins the parts, later ones over earlier ones."""
        key = (*parts, number_format)
        if key not in self._made:
            properties = dict(_BASE)
            for part in parts:
                properties |= PARTS[part]
            if number_format:
                properties["num_format"] = number_format
            self._made[key] = self._add(properties)
        return self._made[key]

    def own(self, properties: Properties) -> Format:
        """Give a format that shares nothing with the others: the printed form has its own fonts."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._add(properties)
        return self._made[key]

    def colours(self, pair: tuple[str, str]) -> Format:
        """Give a conditional format: fill and ink."""
        return self.own({"bg_color": pair[0], "font_color": pair[1]})


def number_format(field: Field) -> str:
    """Give the number format of a field's cells."""
    if field.kind is Kind.DAY:
        return DAY_FORMAT
    if field.kind.numeric:
        return figure_format(field.decimals)
    if field.kind in _PLAIN_KINDS or field.max_length > _LONGEST_IN_TEXT_FORMAT:
        return "General"
    return TEXT_FORMAT


def figure_format(decimals: int) -> str:
    """Give the number format with thousands and so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
