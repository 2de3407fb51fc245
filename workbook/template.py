"""Build the application workbook of a law: every sheet, name, formula and value is derived."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from schemas.evaluation import Evaluation, Facts
from schemas.parameters import Law
from workbook.addresses import column_letters
from workbook.approval_form import write_approval_form
from workbook.edition import Edition
from workbook.layout import TEMPLATE_VERSION, Layout
from workbook.limits import DEFAULT_ROWS
from workbook.prefill import filled
from workbook.sheet_names import SheetNames
from workbook.styles import NORMAL, Styles
from workbook.template_conditions import write_conditions
from workbook.template_findings import write_findings, write_live
from workbook.template_home import write_home
from workbook.template_identity import write_identity
from workbook.template_info import write_info
from workbook.template_lists import write_findings_list, write_fixes_list
from workbook.template_macros import write_columns, write_settings, write_words
from workbook.template_page import Kit
from workbook.template_parameters import write_parameters
from workbook.template_problems import Problems
from workbook.template_rating import write_rating
from workbook.template_tables import write_tables

# What people type is text, never a formula or a link, whatever it begins with.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas hold no function younger than Excel 2010."""

    def _prepare_formula(
        self,
        formula: str,
        expand_future_functions: bool = False,  # noqa: ARG002, FBT001, FBT002 - XlsxWriter's own
    ) -> str:
        """Leave the formula as it is: a search for younger functions takes half of the time."""
        return formula.removeprefix("=")


@dataclass(frozen=True, slots=True)
class Macros:
    """What the edition with macros carries: the VBA project, and the bureau's server if any."""

    project: bytes
    server: str = ""
    token: str = ""


def build(
    law: Law,
    *,
    rows: int = DEFAULT_ROWS,
    facts: Facts | None = None,
    macros: Macros | None = None,
) -> bytes:
    """Return the application workbook of `law`, with so many rows for residents.

    It is an .xlsm where it gets `macros`, else an .xlsx; empty, or prefilled with `facts`. The same
    arguments give the same bytes: the file is dated by the law's day. Raises ValueError for more
    facts than rows.
    """
    into = io.BytesIO()
    with Workbook(into, _OPTIONS | {"default_format_properties": dict(NORMAL)}) as workbook:
        workbook.worksheet_class = _Sheet
        layout = Layout(law, rows)
        fixed = {
            key: [dict(row.preset) for row in table.table.rows]
            for key, table in layout.tables.items()
        }
        kit = Kit(
            law,
            layout,
            SheetNames(layout),
            Evaluation(facts or Facts(law, {}, fixed)),
            Styles(workbook.add_format),
            workbook,
            filled(layout, facts) if facts else {},
            Edition.XLSM if macros else Edition.XLSX,
        )
        made = datetime.combine(law.day, time())
        workbook.set_properties(
            {
                "title": layout.form.title,
                "subject": law.instrument,
                "author": law.bureau,
                "comments": f"模板版本 {TEMPLATE_VERSION}",
                "created": made,
            }
        )
        workbook.set_size(1340, 700)  # pixels: a laptop's screen
        problems = Problems(kit)
        write_home(kit, problems)
        write_info(kit)
        write_tables(kit)
        write_conditions(kit)
        write_rating(kit)
        write_approval_form(kit)
        if macros:
            write_findings_list(kit)
            write_fixes_list(kit)
            write_live(kit, problems)
        else:
            write_findings(kit, problems)
        write_parameters(kit)
        write_identity(kit, problems)
        if macros:
            write_columns(kit)
            write_words(kit)
            write_settings(kit, macros.server, macros.token)
            _add_project(workbook, macros.project)
        for name, sheet, *where in layout.names():
            workbook.define_name(name, f"='{sheet}'!{_absolute(*where)}")
    return into.getvalue()


def _add_project(workbook: Any, project: bytes) -> None:  # noqa: ANN401 - XlsxWriter is not typed
    """Put the VBA project in; its own modules for the workbook and sheets go by these names."""
    workbook.add_vba_project(io.BytesIO(project), is_stream=True)
    workbook.set_vba_name("ThisWorkbook")
    for number, sheet in enumerate(workbook.worksheets(), start=1):
        sheet.set_vba_name(f"Sheet{number}")


def _absolute(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """Write a range with dollars; a single cell as one."""
    first = f"${column_letters(first_column)}${first_row + 1}"
    last = f"${column_letters(last_column)}${last_row + 1}"
    return first if first == last else f"{first}:{last}"
