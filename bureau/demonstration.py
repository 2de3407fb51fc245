"""Show the main job on the embedded samples: template, reviews, returned copies, pages."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bureau.checking import write_copies, write_whole
from bureau.console import Overview, print_review
from macros.project import build_project
from schemas.parameters import Law
from workbook.received import receive
from workbook.review import review
from workbook.samples import samples
from workbook.template import Macros, build


def demonstrate(output: Path, law: Law) -> None:
    """Write everything into `output` and print each park's conditions, score and result."""
    console = Console()
    template = write_whole(output / "认定申报工作簿.xlsx", build(law))
    macros = Macros(build_project())
    with_buttons = write_whole(output / "认定申报工作簿.xlsm", build(law, macros=macros))
    summary = Overview()
    for sample in samples().values():
        path = write_whole(output / f"{sample.key}.xlsx", sample.workbook())
        received = receive(path)
        found = review(received)
        print_review(found, console, findings=False)
        for _ in write_copies(path, received, found, annotate=True, html=True):
            pass
        summary.add(f"{path.name}\n{sample.title}", found)
    console.print(summary.table)
    console.print(
        f"都写在 {output}：空白模板 {template.name}，带按钮的 {with_buttons.name}；"
        "每个示例有原件、标注件（-校验意见.xlsx）和网页（-校验意见.html）。",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
